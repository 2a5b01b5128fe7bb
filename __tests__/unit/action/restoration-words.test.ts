import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Log} from '../../../src/action/log.ts';
import type {Restored} from '../../../src/action/restoration.ts';
import {tellRestoration, tellUnreadable} from '../../../src/action/restoration-words.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import type {Descriptor, Digest} from '../../../src/oci/descriptor.ts';
import {ReferrerError} from '../../../src/oci/referrer-error.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';

const digest = (text: string): Digest => digestBytes(Buffer.from(text));
const OURS: Descriptor = {mediaType: 'a/manifest', digest: digest('ours'), size: 1, artifactType: 'a/bundle'};
const THEIRS: Descriptor = {mediaType: 'a/manifest', digest: digest('theirs'), size: 1};

function describeSubject(repository: string, rest: Partial<Restored> = {}): Restored {
  const subject = digest(repository);
  const watched = {
    registry: 'ghcr.io',
    repository,
    insecure: false,
    subject,
    writtenAt: 0,
    referrers: [OURS]
  };
  return {watched, referrers: [], ...rest};
}

function createLog(): {log: Log; said: [string, string, string?][]} {
  const said: [string, string, string?][] = [];
  const say = (level: string) => (message: string, place?: {title?: string}) => {
    said.push([level, message, ...(place?.title === undefined ? [] : [place.title])] as [string, string]);
  };
  const log = {info: say('info'), warning: say('warning'), error: say('error')} as unknown as Log;
  return {log, said};
}

const usual = {enforce: true, cancelled: false};

describe('what post says', () => {
  it('is one line where all are listed, with each image once', () => {
    const {log, said} = createLog();
    const restored = ['me/app', 'me/app', 'me/copy'].map(name => describeSubject(name));
    assert.equal(tellRestoration(log, restored, usual), true);
    assert.equal(said.length, 1);
    assert.equal(said[0]![0], 'info');
    assert.match(said[0]![1], /ghcr\.io\/me\/app, ghcr\.io\/me\/copy are listed/);
  });

  it('is a warning that names image, tag and referrers where another writer overwrote them', () => {
    const {log, said} = createLog();
    const restored = [describeSubject('me/app', {referrers: [OURS, THEIRS]}), describeSubject('me/copy')];
    assert.equal(tellRestoration(log, restored, usual), true);
    assert.deepEqual(
      said.map(([level]) => level),
      ['warning']
    );
    const subject = digest('me/app');
    assert.equal(
      said[0]![1],
      `ghcr.io/me/app@${subject}: another writer overwrote the tag ${subject.replace(':', '-')} after this step. ` +
        `Listed again: ${OURS.digest} (a/bundle), ${THEIRS.digest}`
    );
  });

  it('is an error that says what to do where that failed, beside the warning for what succeeded', () => {
    const error = new ReferrerError('lost', digest('me/app'), [OURS.digest], 'not listed: it');
    const restored = [describeSubject('me/app', {error}), describeSubject('me/copy', {referrers: [OURS]})];
    const {log, said} = createLog();
    assert.equal(tellRestoration(log, restored, usual), false);
    assert.deepEqual(
      said.map(([level]) => level),
      ['warning', 'error']
    );
    assert.match(
      said[1]![1],
      /^ghcr\.io\/me\/app@sha256:\w+: not listed: it\nTo attach them again, run the step/
    );
    assert.ok(!said[1]![1].includes('me/copy'));
    assert.ok(!said[1]![1].includes('Log in'));
  });

  it('is a warning of the same where enforce is false', () => {
    const {log, said} = createLog();
    const restored = [describeSubject('me/app', {error: new Error('no')})];
    assert.equal(tellRestoration(log, restored, {...usual, enforce: false}), true);
    assert.deepEqual(
      said.map(([level]) => level),
      ['warning']
    );
    assert.match(said[0]![1], /To attach them again/);
  });

  it('says once for each registry that the job has logged out', () => {
    for (const [authenticated, expected] of [
      [false, 1],
      [true, 0]
    ] as const) {
      const failure = {method: 'PUT', url: 'https://ghcr.io/v2/', status: 401, reason: '401', authenticated};
      const error = new RegistryError(failure);
      const {log, said} = createLog();
      const restored = ['me/app', 'me/copy'].map(name => describeSubject(name, {error}));
      tellRestoration(log, restored, usual);
      assert.equal(said[0]![1].split('No credentials for ghcr.io were left').length - 1, expected);
    }
  });

  it('is a warning where the job was cancelled meanwhile', () => {
    const {log, said} = createLog();
    const restored = [describeSubject('me/app', {error: new Error('aborted')})];
    assert.equal(tellRestoration(log, restored, {...usual, cancelled: true}), true);
    assert.match(said[0]!.join(' '), /^warning Cancelled/);
  });

  it('is of bounded length', () => {
    const {log, said} = createLog();
    const error = new Error('no '.repeat(10_000));
    const referrers = Array.from({length: 4096}, () => OURS);
    const restored = Array.from({length: 1000}, () => describeSubject('me/app', {error, referrers}));
    tellRestoration(log, restored, usual);
    for (const [, message] of said) {
      assert.ok(message.length < 48 * 1024, String(message.length));
      assert.match(message, /^… and 980 more$/m);
    }
  });

  it('is a warning where the notes of the step cannot be read', () => {
    const {log, said} = createLog();
    tellUnreadable(log, '/temp/referrers.json', new Error('$: is not JSON'));
    assert.deepEqual(
      said.map(([level]) => level),
      ['warning']
    );
    assert.match(said[0]![1], /\/temp\/referrers\.json, is not as it was written: \$: is not JSON/);
  });
});
