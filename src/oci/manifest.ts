/** Image manifests and indexes: parsed and narrowed. Knows no transport, and nothing of what the layers hold. */
import {
  digestBytes,
  parseAnnotations,
  parseArtifactType,
  parseDescriptor,
  parseMediaType,
  type Descriptor
} from './descriptor.ts';
import {
  expectArray,
  expectObject,
  joinPath,
  JsonError,
  parseJson,
  refuseLookalikes,
  type JsonObject
} from './json.ts';
import {quoteText} from './plain-text.ts';
import {ContentError} from './store.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md */
export interface ImageManifest {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md */
export interface ImageIndex {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly manifests: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export type Manifest =
  | {readonly kind: 'manifest'; readonly manifest: ImageManifest}
  | {readonly kind: 'index'; readonly index: ImageIndex};

export const MEDIA_TYPES = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json'
} as const;

/** Every media type that {@link parseManifest} reads, for an `Accept` header. */
export const ACCEPT: readonly string[] = Object.values(MEDIA_TYPES);

/** Bytes of a manifest or index at most: 4 MiB, what every registry must accept. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;

/** Descriptors in one manifest or index at most. */
export const DESCRIPTOR_LIMIT = 4096;

const FIELDS = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'config',
  'layers',
  'manifests',
  'subject',
  'annotations'
];

/** Whether content of this media type is an index; undefined where it is neither that nor a manifest. */
export function classifyMediaType(mediaType: string): 'manifest' | 'index' | undefined {
  switch (mediaType) {
    case MEDIA_TYPES.ociManifest:
    case MEDIA_TYPES.dockerManifest:
      return 'manifest';
    case MEDIA_TYPES.ociIndex:
    case MEDIA_TYPES.dockerIndex:
      return 'index';
    default:
      return undefined;
  }
}

/**
 * The manifest or index in these bytes. `mediaType` is what the store or a descriptor calls it; without one the
 * body says, or else its shape. Bytes that two programs could read as two things are refused. Throws
 * `ContentError` of code `malformed` or `too-large`, which names the place in the document.
 */
export function parseManifest(bytes: Uint8Array, mediaType: string | undefined): Manifest {
  if (bytes.byteLength > MANIFEST_LIMIT) {
    const message = `manifest has ${String(bytes.byteLength)} bytes, the limit is ${String(MANIFEST_LIMIT)}`;
    throw new ContentError('too-large', digestBytes(bytes), message);
  }
  try {
    const fields = expectObject(parseJson(bytes, {bytes: MANIFEST_LIMIT}), '$');
    refuseLookalikes(fields, FIELDS, '$');
    return narrowManifest(fields, mediaType);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const digest = digestBytes(bytes);
    throw new ContentError('malformed', digest, `manifest ${digest} is malformed: ${error.message}`, {
      cause: error
    });
  }
}

function narrowManifest(fields: JsonObject, given: string | undefined): Manifest {
  if (fields['schemaVersion'] !== 2) throw new JsonError('$.schemaVersion', 'should be 2');
  const mediaType = decideMediaType(fields, given);
  const rest = {
    ...parseArtifactType(fields, '$'),
    ...parseSubject(fields),
    ...parseAnnotations(fields, '$')
  };
  if (classifyMediaType(mediaType) === 'index') {
    refuseKeys(fields, ['config', 'layers'], mediaType);
    return {kind: 'index', index: {mediaType, manifests: parseDescriptors(fields, 'manifests'), ...rest}};
  }
  refuseKeys(fields, ['manifests'], mediaType);
  const config = parseDescriptor(fields['config'], '$.config');
  return {
    kind: 'manifest',
    manifest: {mediaType, config, layers: parseDescriptors(fields, 'layers'), ...rest}
  };
}

function decideMediaType(fields: JsonObject, given: string | undefined): string {
  const said = fields['mediaType'] ?? '';
  const own = said === '' ? undefined : parseMediaType(said, '$.mediaType');
  if (own !== undefined && given !== undefined && own !== given) {
    throw new JsonError('$.mediaType', `says ${own}, but it is listed or served as ${quoteText(given)}`);
  }
  const mediaType = own ?? given ?? ('manifests' in fields ? MEDIA_TYPES.ociIndex : MEDIA_TYPES.ociManifest);
  if (classifyMediaType(mediaType) === undefined) {
    throw new JsonError(
      '$.mediaType',
      `${quoteText(mediaType)} is neither an image manifest nor an image index`
    );
  }
  return mediaType;
}

// Present at all, even as null: a reader that goes by keys would take it for the other kind.
function refuseKeys(fields: JsonObject, keys: readonly string[], mediaType: string): void {
  const found = keys.find(key => key in fields);
  if (found !== undefined) throw new JsonError(joinPath('$', found), `does not belong in ${mediaType}`);
}

// Go writes an empty list as null.
function parseDescriptors(fields: JsonObject, key: 'layers' | 'manifests'): readonly Descriptor[] {
  const path = joinPath('$', key);
  const values = fields[key] === null ? [] : expectArray(fields[key], path);
  if (values.length > DESCRIPTOR_LIMIT) {
    throw new JsonError(
      path,
      `lists ${String(values.length)} descriptors, the limit is ${String(DESCRIPTOR_LIMIT)}`
    );
  }
  return values.map((value, position) => parseDescriptor(value, joinPath(path, position)));
}

function parseSubject(fields: JsonObject): {readonly subject?: Descriptor} {
  const subject = fields['subject'] ?? undefined;
  return subject === undefined ? {} : {subject: parseDescriptor(subject, '$.subject')};
}
