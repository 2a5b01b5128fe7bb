/** Whatever a later run finds signed already, it does not sign again: by the same signer, equal, and whole. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, before, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import type {StoredAttestation} from '../../local/sigstore/github-api.ts';
import {
  attachForeign,
  attachLayers,
  BUNDLE_TYPE,
  copyRepository,
  forgetReferrers,
  listReferrers,
  pushBlob,
  readAttached
} from '../support/registry-hands.ts';
import {
  assertResumed,
  assertUntouched,
  countSigned,
  countWrites,
  inAll,
  listOutcomes,
  NOTHING_SIGNED,
  PUSHED,
  usePushedImage
} from '../support/resumed-step.ts';
import type {Job} from '../support/resumed-step.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit} from '../support/step.ts';

const REUSED = 'reused, api verified, registry verified';
const SIGNED = 'signed, api verified, registry verified';
const SIGNED_ONCE = {certificates: 3, entries: 3, timestamps: 0, stored: 3};

describe('an image that is signed already', () => {
  const platform = useSigstore();
  const pushed = usePushedImage(platform);
  const {copy, resume} = pushed;
  const stored: StoredAttestation[] = [];
  let copies = 0;
  before(async () => {
    const image = copyRepository(platform.registry, PUSHED, 'octo-org/signed');
    assertResumed(await resume({image}), inAll(SIGNED));
    stored.push(...platform.sigstore.attestations.splice(0));
  });
  afterEach(() => {
    platform.sigstore.faults.clear();
    platform.sigstore.attestations.length = 0;
  });

  /** As the earlier run left it behind, here and at GitHub. */
  const copySigned = (): string => {
    platform.sigstore.attestations.splice(0, Infinity, ...stored);
    return copyRepository(platform.registry, 'octo-org/signed', `octo-org/signed-${String(++copies)}`);
  };
  const countReferrers = async (image: string): Promise<number[]> =>
    Promise.all(pushed.subjects.map(async subject => (await listReferrers(image, subject)).length));
  const pathOf = (image: string) => image.slice(image.indexOf('/') + 1);

  it('is not signed again by another run of the workflow, nor stored, nor attached', async () => {
    const image = copySigned();
    const kept: string[] = [];
    const run = await resume(
      {image, 'bundle-path': 'out/bundles.jsonl'},
      {
        env: {GITHUB_RUN_ID: '1234600001', GITHUB_RUN_ATTEMPT: '1'},
        beforePost: ({workspace}) => {
          kept.push(...readFileSync(join(workspace, 'out/bundles.jsonl'), 'utf8').trimEnd().split('\n'));
        }
      }
    );
    assertResumed(run, inAll(REUSED));
    assertUntouched(platform);
    assert.deepEqual(platform.sigstore.attestations, stored);
    assert.deepEqual(await countReferrers(image), [1, 1, 1]);
    // The very bundles that are there, for whoever wants them in files.
    const attached = await Promise.all(
      pushed.subjects.map(async subject => (await readAttached(image, subject)).toString())
    );
    assert.deepEqual(kept, attached);
    assert.equal(run.lines.filter(line => /^ +✓ .*: reused, log entry \d+; /.test(line)).length, 3);
    assert.equal(run.summary.match(/signed before/g)?.length, 3);
    assert.match(run.outputs['signer-identity'] ?? '', /\/image\.yml@refs\/heads\/main$/);
    assert.equal(run.outputs['attestation-reused'], 'true');
  });

  it('is signed anew by another workflow, by another event, or by another commit', async () => {
    const {sha} = platform.workspace;
    const others: readonly Job[] = [
      {env: {GITHUB_WORKFLOW_REF: 'octo-org/app/.github/workflows/other.yml@refs/heads/main'}},
      {event: createEvent('push', {sha})},
      {event: createEvent('workflow_dispatch', {sha: 'c'.repeat(40)}), inputs: {'expected-revision': sha}}
    ];
    for (const [at, job] of others.entries()) {
      const image = copySigned();
      const run = await resume({image, ...job.inputs}, job);
      assertResumed(run, inAll(SIGNED));
      assert.equal(run.outputs['attestation-reused'], 'false');
      assert.deepEqual(countSigned(platform.sigstore), SIGNED_ONCE, String(at));
      assert.deepEqual(await countReferrers(image), [2, 2, 2]);
    }
  });

  it('is stored in the API without signing, where it is in the registry alone', async () => {
    const image = copySigned();
    platform.sigstore.attestations.length = 0;
    const run = await resume({image});
    assertResumed(run, inAll(REUSED));
    assert.deepEqual(countSigned(platform.sigstore), {...NOTHING_SIGNED, stored: 3});
    assert.equal(countWrites(platform.registry), 0);
    assert.match(run.outputs['attestation-id'] ?? '', /^\d+$/);
  });

  it('is attached without signing, where it is in the API alone', async () => {
    copySigned();
    const image = copy();
    const run = await resume({image});
    assertResumed(run, inAll(REUSED));
    assert.deepEqual(countSigned(platform.sigstore), NOTHING_SIGNED);
    assert.deepEqual(await countReferrers(image), [1, 1, 1]);
  });

  it('is attached without signing to a second name, where it is at the first', async () => {
    const names = [copySigned(), copy()];
    const run = await resume({image: names.join(), 'store-attestation': 'false'});
    assertResumed(run, inAll('reused, registry verified, registry verified'));
    assert.deepEqual(countSigned(platform.sigstore), NOTHING_SIGNED);
    assert.deepEqual(await countReferrers(names[1] ?? ''), [1, 1, 1]);
  });

  it('is signed in part, where a part is missing', async () => {
    const {registry, sigstore} = platform;
    const [, , arm64 = ''] = pushed.subjects;
    const image = copySigned();
    forgetReferrers(registry, pathOf(image), arm64);
    const others = stored.filter(({subjects}) => subjects[0] !== arm64);
    sigstore.attestations.splice(0, Infinity, ...others);
    const run = await resume({image});
    assertResumed(run, {...inAll(REUSED), 'linux/arm64': SIGNED});
    assert.deepEqual(countSigned(sigstore), {certificates: 1, entries: 1, timestamps: 0, stored: 1});
    assert.deepEqual(await countReferrers(image), [1, 1, 1]);
  });

  it('is signed anew with force: true, beside what is there', async () => {
    const image = copySigned();
    const run = await resume({image, force: 'true'});
    assertResumed(run, inAll(SIGNED));
    assert.deepEqual(countSigned(platform.sigstore), SIGNED_ONCE);
    assert.deepEqual(await countReferrers(image), [2, 2, 2]);
    assert.equal(platform.sigstore.attestations.length, 6);
  });

  it('is signed where only others are there: tampered, of another subject, of another predicate', async () => {
    const {registry, sigstore} = platform;
    const [index = '', amd64 = '', arm64 = ''] = pushed.subjects;
    const image = copySigned();
    const own = await readAttached(image, arm64);
    const foreign = [
      flipPayload(own),
      flipSignature(own),
      await readAttached(image, amd64),
      await readAttached(image, index),
      Buffer.from('{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}'),
      Buffer.from('no JSON at all')
    ];
    forgetReferrers(registry, pathOf(image), arm64);
    const before = await attachForeign(image, arm64, foreign);
    const [stray] = stored.filter(({subjects}) => subjects[0] === arm64);
    assert.ok(stray !== undefined);
    const bundles = foreign.slice(0, 2).map(bytes => JSON.parse(bytes.toString()) as unknown);
    const others = stored.filter(({subjects}) => subjects[0] !== arm64);
    sigstore.attestations.splice(0, Infinity, ...others, ...bundles.map(bundle => ({...stray, bundle})));
    const run = await resume({image});
    assertResumed(run, {...inAll(REUSED), 'linux/arm64': SIGNED});
    assert.deepEqual(countSigned(sigstore), {certificates: 1, entries: 1, timestamps: 0, stored: 1});
    const after = await listReferrers(image, arm64);
    assert.equal(after.length, before.length + 1);
    assert.deepEqual(after.slice(0, before.length), before);
  });

  it('is found among a hundred referrers of others, and all of them stay', async () => {
    const image = copySigned();
    const [index = ''] = pushed.subjects;
    const blobs = Array.from({length: 100}, (_, at) => Buffer.from(`{"at":${String(at)}}`));
    const types = [BUNDLE_TYPE, 'application/vnd.example.sbom'];
    for (const [at, type] of types.entries())
      await attachForeign(image, index, blobs.slice(at * 50, at * 50 + 50), type);
    const run = await resume({image});
    assertResumed(run, inAll(REUSED));
    assertUntouched(platform);
    const before = await listReferrers(image, index);
    assert.equal(before.length, 101);
    assertResumed(await resume({image, force: 'true'}), inAll(SIGNED));
    const after = await listReferrers(image, index);
    assert.deepEqual(after.slice(0, 101), before);
    assert.equal(after.length, 102);
  });

  it('is found beside referrers that would have us read one blob for ever, and more than fits', async () => {
    const image = copySigned();
    const [index = ''] = pushed.subjects;
    const own = await readAttached(image, index);
    const digest = await pushBlob(image, own);
    const blobs = await Promise.all(['one', 'two'].map(text => pushBlob(image, Buffer.from(text))));
    const layer = (one: string, size: number) => ({mediaType: BUNDLE_TYPE, digest: one, size});
    const [small = '', other = ''] = blobs;
    platform.sigstore.attestations.length = 0;
    await attachLayers(image, index, [
      [layer(digest, own.length + 1)],
      Array.from({length: 60}, () => layer(small, 3)),
      [layer(other, 60_000_000), layer(small, 60_000_001), layer(other, 60_000_002)]
    ]);
    assertResumed(await resume({image, 'store-attestation': 'false'}), inAll('reused, registry verified'));
    assertUntouched(platform);
    const countReads = (blob: string) =>
      platform.registry.requests.filter(({method, path}) => method === 'GET' && path.endsWith(blob)).length;
    assert.deepEqual(blobs.map(countReads), [1, 1]);
  });

  it('is signed in time although GitHub’s API is down, and says what is not stored', async () => {
    const image = copy();
    platform.sigstore.faults.add({path: /^api\.github\.com\/.*attestations/, status: 503});
    const run = await resume({image, 'sign-timeout': '8s'});
    assertExit(run, 1);
    assert.deepEqual(listOutcomes(run), inAll('signed, api undecided, registry verified'));
    assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['undecided', 'true']);
    assert.deepEqual(await countReferrers(image), [1, 1, 1]);
    const [error] = run.annotations;
    assert.equal(error?.properties['title'], 'Provenance: verified and signed, but not stored everywhere');
    assert.match(error.data, /GitHub attestations API: .*503 Service Unavailable/);
    platform.sigstore.faults.clear();
    assertResumed(await resume({image}), inAll(REUSED));
    assert.deepEqual(countSigned(platform.sigstore), {...NOTHING_SIGNED, stored: 3});
  });
});

interface Envelope {
  payload: string;
  signatures: {sig: string}[];
}

function flipPayload(bytes: Buffer): Buffer {
  return editEnvelope(bytes, envelope => {
    envelope.payload = flipBit(envelope.payload, -10);
  });
}

function flipSignature(bytes: Buffer): Buffer {
  return editEnvelope(bytes, ({signatures: [signature]}) => {
    if (signature !== undefined) signature.sig = flipBit(signature.sig, 20);
  });
}

function editEnvelope(bytes: Buffer, edit: (envelope: Envelope) => void): Buffer {
  const bundle = JSON.parse(bytes.toString()) as {dsseEnvelope: Envelope};
  edit(bundle.dsseEnvelope);
  return Buffer.from(JSON.stringify(bundle));
}

function flipBit(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString('base64');
}
