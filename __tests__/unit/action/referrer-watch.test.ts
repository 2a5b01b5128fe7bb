import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {rememberReferrers, restoreRemembered} from '../../../src/action/referrer-watch.ts';
import type {WatchedSubject} from '../../../src/action/referrer-watch.ts';
import {parseWatched, readWatched} from '../../../src/action/watched-subjects.ts';
import {parseRunnerFile} from '../../../local/runner-files.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {JsonError} from '../../../src/oci/json.ts';
import {LayoutError} from '../../../src/oci/layout-error.ts';

const WATCHED: WatchedSubject = {
  registry: 'ghcr.io',
  repository: 'me/app',
  insecure: false,
  subject: digestBytes(Buffer.from('subject')),
  writtenAt: 1_790_000_000_000,
  referrers: [
    {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: digestBytes(Buffer.from('ours')),
      size: 700,
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      annotations: {'org.opencontainers.image.created': '2026-01-01T00:00:00Z'},
      platform: {os: 'linux', architecture: 'arm64', variant: 'v8'}
    },
    {mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: digestBytes(Buffer.from('b')), size: 1}
  ]
};

/** A folder with what the runner gives for state, and what was saved there. */
async function createTemp(test: {after: (end: () => Promise<void>) => void}) {
  const temp = await mkdtemp(join(tmpdir(), 'watch-'));
  const before = process.env['GITHUB_STATE'];
  const file = join(temp, 'state');
  await writeFile(file, '');
  process.env['GITHUB_STATE'] = file;
  test.after(async () => {
    if (before === undefined) delete process.env['GITHUB_STATE'];
    else process.env['GITHUB_STATE'] = before;
    await rm(temp, {recursive: true});
  });
  return {temp, referrers: join(temp, 'referrers.json'), readState: () => readFile(file, 'utf8')};
}

describe('what the step remembers for post', () => {
  it('comes back as it was, from a file that only its user can read', async test => {
    const {referrers, readState} = await createTemp(test);
    const watched = [WATCHED, {...WATCHED, registry: '[::1]:5000', insecure: true, referrers: []}];
    await rememberReferrers({referrers}, watched);
    assert.deepEqual(await readWatched(referrers), watched);
    assert.equal((await stat(referrers)).mode & 0o777, 0o600);
    assert.deepEqual(Object.fromEntries(parseRunnerFile(await readState())), {referrers});
  });

  it('is what it was last told', async test => {
    const {referrers, readState} = await createTemp(test);
    await rememberReferrers({referrers}, [WATCHED, WATCHED]);
    await rememberReferrers({referrers}, [WATCHED]);
    assert.deepEqual(await readWatched(referrers), [WATCHED]);
    assert.deepEqual(Object.fromEntries(parseRunnerFile(await readState())), {referrers});
  });

  it('is nothing where no tag lists anything', async test => {
    const {referrers, readState} = await createTemp(test);
    await rememberReferrers({referrers}, []);
    assert.equal(await readState(), '');
    await assert.rejects(stat(referrers));
  });
});

describe('the file that post reads', () => {
  const format = (subjects: unknown, version: unknown = 1) =>
    Buffer.from(JSON.stringify({version, subjects}));
  const refused: readonly (readonly [string, Buffer, RegExp])[] = [
    ['no JSON', Buffer.from('{'), /not JSON/],
    ['something else', Buffer.from('[]'), /^\$: should be an object/],
    ['another version', format([], 2), /^\$\.version: should be 1/],
    ['no list', format({}), /^\$\.subjects: should be an array/],
    ['too many subjects', format(Array.from({length: 1001}, () => 1)), /has more than 1000 elements/],
    ['a scheme in the registry', format([{...WATCHED, registry: 'http://ghcr.io'}]), /has no scheme/],
    ['a user in the registry', format([{...WATCHED, registry: 'me:pass@ghcr.io'}]), /^\$\.subjects\[0\]/],
    ['a path in the registry', format([{...WATCHED, registry: 'ghcr.io/me'}]), /a registry and a repository/],
    ['a registry that is none', format([{...WATCHED, registry: 'me'}]), /a registry and a repository/],
    ['a way out of the repository', format([{...WATCHED, repository: 'me/../app'}]), /^\$\.subjects\[0\]/],
    ['a tag', format([{...WATCHED, repository: 'me/app:1'}]), /a registry and a repository/],
    ['no flag', format([{...WATCHED, insecure: 'true'}]), /insecure: should be true or false/],
    [
      'a subject that is no digest',
      format([{...WATCHED, subject: 'sha256:../x'}]),
      /subject: .*not a digest/
    ],
    ['no time', format([{...WATCHED, writtenAt: null}]), /writtenAt: should be a time/],
    ['half a millisecond', format([{...WATCHED, writtenAt: 0.5}]), /writtenAt: should be a time/],
    [
      'referrers that are none',
      format([{...WATCHED, referrers: [{digest: 'x'}]}]),
      /referrers\[0\]\.mediaType/
    ],
    [
      'too many referrers',
      format([{...WATCHED, referrers: Array.from({length: 4097}, () => 1)}]),
      /referrers: has more than 4096 elements/
    ]
  ];
  for (const [what, bytes, reason] of refused) {
    it(`is refused with ${what}`, () => {
      assert.throws(
        () => parseWatched(bytes),
        (error: unknown) => error instanceof JsonError && reason.test(error.message)
      );
    });
  }

  it('is refused with a JsonError, whatever it holds', () => {
    const anything = fc.record({
      version: fc.constant(1),
      subjects: fc.array(
        fc.record(
          Object.fromEntries(
            Object.entries(WATCHED).map(([key, value]) => [
              key,
              fc.oneof(fc.constant(value as unknown), fc.jsonValue())
            ])
          ),
          {requiredKeys: []}
        )
      )
    });
    fc.assert(
      fc.property(anything, document => {
        try {
          parseWatched(Buffer.from(JSON.stringify(document)));
        } catch (error) {
          assert.ok(error instanceof JsonError, String(error));
        }
      })
    );
  });

  it('is neither a link nor gone', async test => {
    const {temp, referrers} = await createTemp(test);
    await assert.rejects(readWatched(referrers), LayoutError);
    await writeFile(join(temp, 'other'), format([]));
    await symlink(join(temp, 'other'), referrers);
    await assert.rejects(readWatched(referrers), LayoutError);
  });

  it('is not looked for where the path is none of ours', async test => {
    const {temp} = await createTemp(test);
    const path = join(temp, 'somewhere', 'referrers.json');
    process.env['STATE_referrers'] = path;
    test.after(() => {
      delete process.env['STATE_referrers'];
    });
    const fake = {env: {RUNNER_TEMP: temp}} as unknown as NodeJS.Process;
    await restoreRemembered(fake);
    assert.equal(fake.exitCode, undefined);
  });
});
