/** The manifest that makes a blob a referrer of an image. Asks no registry. */
import {digestBytes, type Descriptor} from './descriptor.ts';
import {MEDIA_TYPES} from './manifest.ts';

/** A blob that says something about a subject, such as a Sigstore bundle. */
export interface Referrer {
  readonly subject: Descriptor;
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly blob: {readonly mediaType: string; readonly bytes: Uint8Array};
}

/** What a manifest has for a config when it needs none: https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
export const EMPTY_CONFIG = {mediaType: 'application/vnd.oci.empty.v1+json', bytes: Buffer.from('{}')};

/** The bytes of its image manifest, the same for the same referrer, and the descriptor to list it under. */
export function formatReferrerManifest(referrer: Referrer): {bytes: Uint8Array; descriptor: Descriptor} {
  const {subject, artifactType, annotations, blob} = referrer;
  const mediaType = MEDIA_TYPES.ociManifest;
  const manifest = {
    schemaVersion: 2,
    mediaType,
    artifactType,
    config: describeBlob(EMPTY_CONFIG),
    layers: [describeBlob(blob)],
    subject: {mediaType: subject.mediaType, digest: subject.digest, size: subject.size},
    annotations
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const descriptor = {...describeBlob({mediaType, bytes}), artifactType, annotations};
  return {bytes, descriptor};
}

function describeBlob({mediaType, bytes}: Referrer['blob']): Descriptor {
  return {mediaType, digest: digestBytes(bytes), size: bytes.byteLength};
}
