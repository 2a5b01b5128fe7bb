import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {readAttestations} from '../../../src/action/attestation-inputs.ts';
import type {AttestationInputs} from '../../../src/action/attestation-inputs.ts';
import {InputError} from '../../../src/action/input-error.ts';
import type {InputMistake} from '../../../src/action/input-error.ts';

const places = {workspace: '/runner/work/app', temp: '/runner/temp'};
const DIGEST = `sha256:${'a'.repeat(64)}`;
const SCAN = 'type=https://example.com/scan/v1,path=scan.json';

function read(text: string): AttestationInputs & {readonly mistakes: InputMistake[]} {
  const mistakes: InputMistake[] = [];
  return {...readAttestations({env: {INPUT_ATTESTATIONS: text}, mistakes}, places), mistakes};
}

const subjectsOf = (text: string): unknown => read(text).requests.map(({subject}) => subject);

describe('the input attestations', () => {
  it('is nothing where it is empty', () => {
    assert.deepEqual(read(' \n '), {requests: [], notices: [], mistakes: []});
  });

  it('names type, file and subject, line by line', () => {
    const {requests, mistakes} = read(
      `${SCAN}\n  type=urn:x:y, path=/runner/temp/b.json ,subject=linux/arm/v7`
    );
    assert.deepEqual(mistakes, []);
    assert.deepEqual(requests, [
      {
        predicateType: 'https://example.com/scan/v1',
        predicate: {root: '/runner/work/app', path: '/runner/work/app/scan.json'},
        subject: {kind: 'index'}
      },
      {
        predicateType: 'urn:x:y',
        predicate: {root: '/runner/temp', path: '/runner/temp/b.json'},
        subject: {kind: 'platform', platform: 'linux/arm/v7'}
      }
    ]);
  });

  it('names the image as a whole, a platform, or what was not built here', () => {
    const file = {root: '/runner/work/app', path: '/runner/work/app/dist/app.tgz'};
    assert.deepEqual(subjectsOf(`${SCAN},subject=index`), [{kind: 'index'}]);
    assert.deepEqual(subjectsOf(`${SCAN},subject=arm64`), [{kind: 'platform', platform: 'linux/arm64'}]);
    const named = {kind: 'digest', name: 'oci://ghcr.io/me/chart', digest: DIGEST};
    assert.deepEqual(subjectsOf(`${SCAN},subject=oci://ghcr.io/me/chart@${DIGEST}`), [named]);
    assert.deepEqual(subjectsOf(`${SCAN},subject-name=oci://ghcr.io/me/chart,subject-digest=${DIGEST}`), [
      named
    ]);
    assert.deepEqual(subjectsOf(`${SCAN},subject-path=dist/app.tgz`), [
      {kind: 'file', name: 'app.tgz', file}
    ]);
    const renamed = [{kind: 'file', name: 'app', file}];
    assert.deepEqual(subjectsOf(`${SCAN},subject-path=dist/app.tgz,subject-name=app`), renamed);
  });

  it('holds a comma where the field is in quotes', () => {
    const [request] = read('type=a:b,"path=a,b.json"').requests;
    assert.equal(request?.predicate.path, '/runner/work/app/a,b.json');
  });

  it('takes types that builds write themselves, and says so once', () => {
    const slsa = 'type=https://slsa.dev/provenance/v1,path=';
    const {requests, notices, mistakes} = read(`${slsa}a.json\n${slsa}b.json\n${SCAN}`);
    assert.deepEqual([requests.length, notices.length, mistakes], [3, 1, []]);
    assert.match(notices[0] ?? '', /provenance\/v1 is a type that builds/);
    for (const type of ['https://spdx.dev/Document', 'https://sigstore.dev/cosign/sign/v1'])
      assert.equal(read(`type=${type},path=a`).notices.length, 1, type);
  });

  const wrong = [
    ['path=a.json', /has no type/],
    ['type=,path=a.json', /has no type/],
    ['type=scan,path=a.json', /no predicate type/],
    ['type=HTTPS://example.com/x,path=a.json', /no predicate type/],
    ['type=a:b', /has no local path/],
    ['type=a:b,path=', /has no local path/],
    ['type=a:b,path=../a.json', /outside the workspace/],
    ['type=a:b,path=/etc/shadow', /outside the workspace/],
    ['type=a:b,path=a\0b', /NUL/],
    ['type=a:b,path=a.json,about=index', /unknown field "about"/],
    ['type=a:b,path=a.json,path=b.json', /field path twice/],
    ['a.json', /has the field "a.json"/],
    ['type=a:b,path=a.json,subject=', /has the subject/],
    ['type=a:b,path=a.json,subject=linux/amd64/v1/x', /has the subject/],
    [`type=a:b,path=a.json,subject=@${DIGEST}`, /digest without a name/],
    ['type=a:b,path=a.json,subject=app@sha256:abc', /has the digest "sha256:abc"/],
    [`type=a:b,path=a.json,subject=app@sha512:${'a'.repeat(128)}`, /has the digest "sha512:/],
    [`type=a:b,path=a.json,subject-digest=${DIGEST}`, /digest without a name/],
    ['type=a:b,path=a.json,subject-path=../x', /outside the workspace/],
    [`type=a:b,path=a.json,subject=index,subject-digest=${DIGEST}`, /has subject and subject-digest/],
    ['type=a:b,path=a.json,subject-name=x', /subject-name without/],
    ['type=a:b,path=a.json,subject=index,subject-name=x', /subject-name without/],
    ['type=a:b,"path=a', /double quote/],
    [`${SCAN}\n${SCAN}`, /there twice/],
    [`${SCAN}\n${SCAN},subject=index`, /there twice/]
  ] as const;
  for (const [text, problem] of wrong) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const {mistakes} = read(text);
      assert.equal(mistakes.length, 1, JSON.stringify(mistakes));
      assert.match(mistakes[0]?.problem ?? '', problem);
    });
  }

  it('tells the mistakes of all lines in one message', () => {
    const {mistakes} = read('path=a.json\ntype=a:b\ntype=a:b,path=../x');
    const {message} = new InputError(mistakes);
    for (const problem of [/has no type/, /has no local path/, /outside the workspace/])
      assert.match(message, problem);
  });

  it('throws for no text, and never leads out of the workspace', () => {
    const piece = fc.constantFrom(
      'type=',
      'path=',
      'subject=',
      ',',
      '\n',
      '"',
      '@',
      '..',
      '/',
      'a:b',
      DIGEST,
      ' '
    );
    const text = fc.array(fc.oneof(piece, fc.string({maxLength: 4})), {maxLength: 12});
    fc.assert(
      fc.property(text, parts => {
        for (const {predicate, subject} of read(parts.join('')).requests)
          for (const {path} of [predicate, ...(subject.kind === 'file' ? [subject.file] : [])])
            assert.match(path, /^\/runner\/(?:work\/app|temp)\/./);
      })
    );
  });
});
