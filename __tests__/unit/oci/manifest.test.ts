import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {
  ACCEPT,
  classifyMediaType,
  DESCRIPTOR_LIMIT,
  MEDIA_TYPES,
  parseManifest
} from '../../../src/oci/manifest.ts';
import {ContentError} from '../../../src/oci/store.ts';

const CONFIG = {mediaType: 'application/vnd.oci.empty.v1+json', digest: `sha256:${'4'.repeat(64)}`, size: 2};
const LAYER = {mediaType: 'application/vnd.in-toto+json', digest: `sha256:${'b'.repeat(64)}`, size: 5034};
const CHILD = {mediaType: MEDIA_TYPES.ociManifest, digest: `sha256:${'8'.repeat(64)}`, size: 664};
const MANIFEST = {schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config: CONFIG, layers: [LAYER]};
const INDEX = {schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [CHILD]};

function parse(value: unknown, mediaType?: string): ReturnType<typeof parseManifest> {
  return parseManifest(Buffer.from(JSON.stringify(value)), mediaType);
}

function refuses(value: unknown, mediaType: string | undefined, message: RegExp): void {
  const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  assert.throws(
    () => parseManifest(bytes, mediaType),
    (error: unknown) => {
      assert.ok(error instanceof ContentError, String(error));
      assert.equal(error.code, 'malformed');
      assert.equal(error.digest, digestBytes(bytes));
      assert.match(error.message, message);
      return true;
    }
  );
}

describe('parseManifest', () => {
  it('reads a manifest with all its fields', () => {
    const rest = {artifactType: 'application/vnd.example', subject: CHILD, annotations: {a: 'b'}};
    const {schemaVersion: _, ...expected} = {...MANIFEST, ...rest};
    assert.deepEqual(parse({...MANIFEST, ...rest}), {kind: 'manifest', manifest: expected});
  });

  it('reads an index with all its fields', () => {
    const rest = {artifactType: 'application/vnd.example', subject: CHILD, annotations: {a: 'b'}};
    const {schemaVersion: _, ...expected} = {...INDEX, ...rest};
    assert.deepEqual(parse({...INDEX, ...rest}), {kind: 'index', index: expected});
  });

  it("reads Docker's media types as well as OCI's", () => {
    assert.equal(parse({...MANIFEST, mediaType: MEDIA_TYPES.dockerManifest}).kind, 'manifest');
    assert.equal(
      parse({...INDEX, mediaType: MEDIA_TYPES.dockerIndex}, MEDIA_TYPES.dockerIndex).kind,
      'index'
    );
    assert.deepEqual(ACCEPT.map(classifyMediaType), ['manifest', 'index', 'manifest', 'index']);
  });

  it('goes by the given media type where the body names none, and by the shape where nobody does', () => {
    const {mediaType: _, ...manifest} = MANIFEST;
    const {mediaType: __, ...index} = INDEX;
    assert.equal(parse(manifest).kind, 'manifest');
    assert.equal(parse(index).kind, 'index');
    const parsed = parse(manifest, MEDIA_TYPES.dockerManifest);
    assert.ok(parsed.kind === 'manifest');
    assert.equal(parsed.manifest.mediaType, MEDIA_TYPES.dockerManifest);
    refuses(index, MEDIA_TYPES.ociManifest, /\$\.manifests: does not belong/);
  });

  it('takes null for no descriptors, as Go writes it', () => {
    assert.deepEqual(parse({...INDEX, manifests: null}), {
      kind: 'index',
      index: {mediaType: INDEX.mediaType, manifests: []}
    });
    assert.equal(parse({...MANIFEST, layers: null, subject: null, annotations: null}).kind, 'manifest');
  });

  it('refuses a body that contradicts what it is listed or served as', () => {
    refuses(MANIFEST, MEDIA_TYPES.ociIndex, /\$\.mediaType: says .*manifest.* as ".*index/);
    refuses(MANIFEST, 'text/html', /\$\.mediaType/);
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ['that is both kinds', {...INDEX, config: CONFIG, layers: []}, /\$\.config: does not belong/],
    ['that is both kinds, by null', {...INDEX, layers: null}, /\$\.layers: does not belong/],
    ['that is a manifest with manifests', {...MANIFEST, manifests: []}, /\$\.manifests: does not belong/],
    ['that is both kinds without a media type', {...INDEX, mediaType: '', layers: []}, /\$\.layers/],
    ['whose key differs by case', {...MANIFEST, Manifests: [CHILD]}, /\$\.Manifests: differs/],
    ['of schema version 1', {...MANIFEST, schemaVersion: 1}, /\$\.schemaVersion/],
    ['without schema version', {...MANIFEST, schemaVersion: undefined}, /\$\.schemaVersion/],
    ['of another media type', {...MANIFEST, mediaType: 'application/json'}, /neither an image manifest/],
    ['whose media type is a number', {...MANIFEST, mediaType: 1}, /\$\.mediaType: should be a string/],
    ['without config', {...MANIFEST, config: undefined}, /\$\.config: should be an object, is missing/],
    ['without layers', {...MANIFEST, layers: undefined}, /\$\.layers: should be an array, is missing/],
    ['with a wrong layer', {...MANIFEST, layers: [LAYER, {...LAYER, size: '1'}]}, /\$\.layers\[1\]\.size/],
    [
      'with a wrong child',
      {...INDEX, manifests: [{...CHILD, digest: 'sha256:x'}]},
      /\$\.manifests\[0\]\.digest/
    ],
    ['with a wrong subject', {...MANIFEST, subject: {}}, /\$\.subject\.mediaType/],
    ['with wrong annotations', {...MANIFEST, annotations: {a: {}}}, /\$\.annotations\.a/],
    ['that is an array', [], /\$: should be an object/],
    ['with a key twice', '{"schemaVersion":2,"schemaVersion":2}', /twice/],
    ['that is cut off', '{"schemaVersion":2,', /is not JSON/]
  ];
  for (const [words, value, message] of wrong) {
    it(`refuses a document ${words}`, () => {
      refuses(value, undefined, message);
    });
  }

  it('takes as many descriptors as the limit and no more', () => {
    const listing = (length: number) => ({...INDEX, manifests: Array.from({length}, () => CHILD)});
    assert.equal(parse(listing(DESCRIPTOR_LIMIT)).kind, 'index');
    refuses(listing(DESCRIPTOR_LIMIT + 1), undefined, /\$\.manifests: lists 4097 descriptors/);
  });

  it('refuses more than 4 MiB without parsing them', () => {
    const bytes = Buffer.alloc(4 * 1024 * 1024 + 1, '[');
    assert.throws(() => parseManifest(bytes, undefined), {name: 'ContentError', code: 'too-large'});
  });

  it('throws nothing but ContentError, whatever the document', () => {
    const key = fc.constantFrom(
      'schemaVersion',
      'mediaType',
      'config',
      'layers',
      'manifests',
      'subject',
      'annotations'
    );
    const value = fc.oneof(fc.jsonValue({maxDepth: 2}), fc.constantFrom(2, CONFIG, [LAYER], ...ACCEPT));
    fc.assert(
      fc.property(
        fc.dictionary(key, value),
        fc.option(fc.constantFrom(...ACCEPT), {nil: undefined}),
        (fields, type) => {
          try {
            parse({schemaVersion: 2, ...fields}, type);
          } catch (error) {
            assert.ok(error instanceof ContentError, String(error));
          }
        }
      ),
      {numRuns: 500}
    );
  });
});
