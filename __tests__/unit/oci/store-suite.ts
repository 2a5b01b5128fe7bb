/** What every content store must do: one suite, run over each implementation. */
import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {digestBytes, type Descriptor, type Digest} from '../../../src/oci/descriptor.ts';
import {
  ContentError,
  readBlob,
  readManifest,
  type ContentErrorCode,
  type ContentStore
} from '../../../src/oci/store.ts';

/** A repository as plain data, to be published by each implementation in its own way. Bytes may belie their digest. */
export interface Fixture {
  /** Configs, layers and other blobs. */
  readonly blobs: Map<Digest, Uint8Array>;
  /** Manifests and indexes. */
  readonly manifests: Map<Digest, {readonly mediaType: string; readonly bytes: Uint8Array}>;
  readonly tags: Map<string, Descriptor>;
  /** The manifests whose `subject` is a digest, as a registry lists them. */
  readonly referrers: Map<Digest, Descriptor[]>;
  readonly root: Descriptor;
}

/** Publishes a fixture and opens a store on it; cleans up with `test.after`. */
export type OpenFixture = (fixture: Fixture, test: TestContext) => Promise<ContentStore>;

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
export const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';
const ATTESTATION_TYPE = 'application/vnd.docker.attestation.manifest.v1+json';
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A fixture of one platform's image with a statement about it, and a bundle that refers to the image. */
export interface Sample {
  readonly fixture: Fixture;
  readonly image: Descriptor;
  /** Three MiB, so that it comes in several chunks. */
  readonly layer: Descriptor;
  readonly attestation: Descriptor;
  readonly statement: Descriptor;
  readonly bundle: Descriptor;
}

type Parts = Omit<Fixture, 'root'>;

/** Puts bytes into the fixture; the descriptor describes them. */
export function addBlob(
  fixture: Pick<Fixture, 'blobs'>,
  mediaType: string,
  bytes: Uint8Array,
  algorithm?: 'sha256' | 'sha512'
): Descriptor {
  const digest = digestBytes(bytes, algorithm);
  fixture.blobs.set(digest, bytes);
  return {mediaType, digest, size: bytes.byteLength};
}

/** Puts a manifest or index into the fixture, as JSON of these fields; the descriptor describes it. */
export function addManifest(
  fixture: Pick<Fixture, 'manifests'>,
  fields: {readonly mediaType: string; readonly [key: string]: unknown}
): Descriptor {
  const bytes = Buffer.from(JSON.stringify({schemaVersion: 2, ...fields}));
  const digest = digestBytes(bytes);
  fixture.manifests.set(digest, {mediaType: fields.mediaType, bytes});
  return {mediaType: fields.mediaType, digest, size: bytes.byteLength};
}

/** A repository as BuildKit and a signer leave it: tag `1.2` names an index of an image and its attestation. */
export function buildSample(): Sample {
  const parts: Parts = {blobs: new Map(), manifests: new Map(), tags: new Map(), referrers: new Map()};
  const layer = addBlob(
    parts,
    'application/vnd.oci.image.layer.v1.tar+gzip',
    Buffer.alloc(3 * 1024 * 1024, 'layer ')
  );
  const image = addImage(parts, layer);
  const empty = {...addBlob(parts, EMPTY_TYPE, Buffer.from('{}')), data: 'e30='};
  const statement = addBlob(parts, 'application/vnd.in-toto+json', Buffer.from('{"_type":"statement"}'));
  const attestation = addArtifact(parts, empty, statement, ATTESTATION_TYPE, image);
  const bundle = addArtifact(
    parts,
    empty,
    addBlob(parts, BUNDLE_TYPE, Buffer.from('{}\n')),
    BUNDLE_TYPE,
    image
  );
  const root = addManifest(parts, {
    mediaType: INDEX_TYPE,
    manifests: [
      {...image, platform: {os: 'linux', architecture: 'amd64'}},
      {
        ...attestation,
        platform: {os: 'unknown', architecture: 'unknown'},
        annotations: {
          'vnd.docker.reference.digest': image.digest,
          'vnd.docker.reference.type': 'attestation-manifest'
        }
      }
    ]
  });
  parts.tags.set('1.2', root);
  parts.referrers.set(image.digest, [
    {...attestation, artifactType: ATTESTATION_TYPE},
    {...bundle, artifactType: BUNDLE_TYPE}
  ]);
  return {fixture: {...parts, root}, image, layer, attestation, statement, bundle};
}

function addImage(parts: Parts, layer: Descriptor): Descriptor {
  const config = addBlob(parts, 'application/vnd.oci.image.config.v1+json', Buffer.from('{"os":"linux"}'));
  return addManifest(parts, {mediaType: MANIFEST_TYPE, config, layers: [layer]});
}

function addArtifact(
  parts: Parts,
  config: Descriptor,
  layer: Descriptor,
  artifactType: string,
  subject: Descriptor
): Descriptor {
  return addManifest(parts, {mediaType: MANIFEST_TYPE, artifactType, config, layers: [layer], subject});
}

/** The same size, another content. */
export function corruptBytes(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 1;
  return copy;
}

const ABSENT = digestBytes(Buffer.from('never published'));

/** Runs the suite over one implementation. */
export function describeStore(name: string, openFixture: OpenFixture): void {
  describe(`${name} as a content store`, () => {
    describeManifests(openFixture);
    describeBlobs(openFixture);
    describeReferrers(openFixture);
  });
}

function describeManifests(openFixture: OpenFixture): void {
  it('has a name for evidence', async test => {
    const store = await openFixture(buildSample().fixture, test);
    assert.match(store.name, /^(?:registry|OCI layout) \S/);
  });

  it('gives a manifest by tag, its exact bytes under a descriptor that describes them', async test => {
    const {fixture} = buildSample();
    const store = await openFixture(fixture, test);
    const content = await store.manifest('1.2');
    assert.deepEqual(Buffer.from(content?.bytes ?? []), fixture.manifests.get(fixture.root.digest)?.bytes);
    assert.partialDeepStrictEqual(content?.descriptor, fixture.root);
  });

  it('gives manifests by digest: the root and its children', async test => {
    const {fixture, image, attestation} = buildSample();
    const store = await openFixture(fixture, test);
    for (const expected of [fixture.root, image, attestation]) {
      const content = await store.manifest(expected.digest);
      assert.deepEqual(Buffer.from(content?.bytes ?? []), fixture.manifests.get(expected.digest)?.bytes);
      assert.partialDeepStrictEqual(content?.descriptor, expected);
    }
  });

  it('says that a tag is absent', async test => {
    const store = await openFixture(buildSample().fixture, test);
    assert.equal(await store.manifest('9.9'), undefined);
  });

  it('says that a digest is absent', async test => {
    const store = await openFixture(buildSample().fixture, test);
    assert.equal(await store.manifest(ABSENT), undefined);
    await rejects(readManifest(store, ABSENT), 'missing', ABSENT);
  });

  it('refuses a manifest whose bytes are not those of the digest', async test => {
    const {fixture, image} = buildSample();
    const bytes = corruptBytes(fixture.manifests.get(image.digest)?.bytes ?? new Uint8Array());
    fixture.manifests.set(image.digest, {mediaType: MANIFEST_TYPE, bytes});
    const store = await openFixture(fixture, test);
    await rejects(store.manifest(image.digest), 'digest-mismatch', image.digest);
  });

  it('refuses a manifest of more than 4 MiB', async test => {
    const {fixture} = buildSample();
    const huge = addManifest(fixture, {
      mediaType: INDEX_TYPE,
      manifests: [],
      filler: 'x'.repeat(4 * 1024 * 1024)
    });
    const store = await openFixture(fixture, test);
    await rejects(store.manifest(huge.digest), 'too-large', huge.digest);
  });

  it('reads a manifest under the descriptor that lists it', async test => {
    const {fixture, image} = buildSample();
    const store = await openFixture(fixture, test);
    const listed = {...image, platform: {os: 'linux', architecture: 'amd64'}};
    assert.deepEqual((await readManifest(store, image.digest, listed)).descriptor, listed);
  });

  it('refuses a manifest of another size than listed', async test => {
    const {fixture, image} = buildSample();
    const store = await openFixture(fixture, test);
    const listed = {...image, size: image.size + 1};
    await rejects(readManifest(store, image.digest, listed), 'size-mismatch', image.digest);
  });

  it('refuses a manifest of another media type than listed', async test => {
    const {fixture, image} = buildSample();
    const store = await openFixture(fixture, test);
    const listed = {...image, mediaType: INDEX_TYPE};
    await rejects(readManifest(store, image.digest, listed), 'malformed', image.digest);
  });
}

function describeBlobs(openFixture: OpenFixture): void {
  it('streams a blob whole', async test => {
    const {fixture, layer} = buildSample();
    const store = await openFixture(fixture, test);
    const bytes = await readBlob(store, layer, layer.size);
    assert.ok(Buffer.from(bytes).equals(fixture.blobs.get(layer.digest) ?? new Uint8Array()));
  });

  it('streams blobs of no bytes, and of a sha512 digest', async test => {
    const {fixture} = buildSample();
    const empty = addBlob(fixture, 'text/plain', new Uint8Array());
    const long = addBlob(fixture, 'text/plain', Buffer.from('long digest'), 'sha512');
    const store = await openFixture(fixture, test);
    assert.equal((await readBlob(store, empty, 10)).byteLength, 0);
    assert.equal(Buffer.from(await readBlob(store, long, 100)).toString(), 'long digest');
  });

  it('lets a reader leave in the middle of a blob', async test => {
    const {fixture, layer} = buildSample();
    const store = await openFixture(fixture, test);
    const stream = await store.blob(layer);
    assert.ok(stream);
    for await (const chunk of stream) {
      assert.ok(chunk.byteLength > 0);
      break;
    }
  });

  it('says that a blob is absent', async test => {
    const store = await openFixture(buildSample().fixture, test);
    const absent = {mediaType: 'text/plain', digest: ABSENT, size: 15};
    assert.equal(await store.blob(absent), undefined);
    await rejects(readBlob(store, absent, 100), 'missing', ABSENT);
  });

  it('refuses a blob that declares more than the limit', async test => {
    const {fixture, layer} = buildSample();
    const store = await openFixture(fixture, test);
    await rejects(readBlob(store, layer, layer.size - 1), 'too-large', layer.digest);
  });

  it('refuses a blob that is longer or shorter than its descriptor', async test => {
    const {fixture, layer, statement} = buildSample();
    const store = await openFixture(fixture, test);
    for (const wrong of [
      {...layer, size: 10},
      {...statement, size: statement.size + 1}
    ]) {
      await rejects(readBlob(store, wrong, layer.size), 'size-mismatch', wrong.digest);
    }
  });

  it('reads no further than a blob should be long', async test => {
    const {fixture, layer} = buildSample();
    const store = await openFixture(fixture, test);
    let chunks = 0;
    const counting: ContentStore = {
      ...store,
      blob: async target => countChunks(await store.blob(target), () => chunks++)
    };
    await rejects(readBlob(counting, {...layer, size: 10}, layer.size), 'size-mismatch', layer.digest);
    assert.equal(chunks, 1);
  });

  it('refuses a blob whose bytes are not those of the digest', async test => {
    const {fixture, statement} = buildSample();
    fixture.blobs.set(
      statement.digest,
      corruptBytes(fixture.blobs.get(statement.digest) ?? new Uint8Array())
    );
    const store = await openFixture(fixture, test);
    await rejects(readBlob(store, statement, 1000), 'digest-mismatch', statement.digest);
  });
}

function describeReferrers(openFixture: OpenFixture): void {
  it('finds the manifests that refer to a subject', async test => {
    const {fixture, image} = buildSample();
    const store = await openFixture(fixture, test);
    const found = [...(await store.referrers(image.digest))].sort(compareDigests);
    const expected = [...(fixture.referrers.get(image.digest) ?? [])].sort(compareDigests);
    assert.equal(found.length, expected.length);
    assert.partialDeepStrictEqual(found, expected);
  });

  it('finds nothing for a subject that nothing refers to', async test => {
    const {fixture} = buildSample();
    const store = await openFixture(fixture, test);
    assert.deepEqual(await store.referrers(fixture.root.digest), []);
    assert.deepEqual(await store.referrers(ABSENT), []);
  });
}

async function* countChunks(
  stream: AsyncIterable<Uint8Array> | undefined,
  count: () => void
): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream ?? []) {
    count();
    yield chunk;
  }
}

function compareDigests(a: Descriptor, b: Descriptor): number {
  return a.digest < b.digest ? -1 : 1;
}

async function rejects(promise: Promise<unknown>, code: ContentErrorCode, digest: Digest): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof ContentError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.digest, digest);
    return true;
  });
}
