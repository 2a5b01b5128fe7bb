/**
 * The index under the tag that stands in for the Referrers API: read, and written again with more in it. What this
 * program does not know of it stays as it is. Asks no registry.
 */
import type {Descriptor, Digest} from './descriptor.ts';
import {expectArray, expectObject, parseJson, type JsonObject, type JsonValue} from './json.ts';
import {DESCRIPTOR_LIMIT, MANIFEST_LIMIT, MEDIA_TYPES, parseManifest} from './manifest.ts';
import {ReferrerError} from './referrer-error.ts';
import {formatReferrersTag} from './referrers.ts';
import type {Content} from './store.ts';

/** A referrer as it is listed: also with the fields that a {@link Descriptor} leaves out. */
export interface ReferrerEntry {
  readonly descriptor: Descriptor;
  readonly json: JsonObject;
}

export interface ReferrerIndex {
  readonly subject: Digest;
  /** Everything but `manifests`. */
  readonly fields: JsonObject;
  readonly entries: readonly ReferrerEntry[];
}

const EMPTY: JsonObject = {schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex};

/**
 * What the tag names, as the list of this subject's referrers; an empty one where it names nothing. Throws
 * {@link ReferrerError} of code `occupied` for anything but an OCI index, and `ContentError`.
 */
export function parseReferrerIndex(content: Content | undefined, subject: Digest): ReferrerIndex {
  if (content === undefined) return {subject, fields: EMPTY, entries: []};
  const {bytes, descriptor} = content;
  if (descriptor.mediaType !== MEDIA_TYPES.ociIndex) throw describeOccupied(subject, descriptor.mediaType);
  const parsed = parseManifest(bytes, descriptor.mediaType);
  if (parsed.kind !== 'index') throw describeOccupied(subject, descriptor.mediaType);
  const {manifests: raw, ...fields} = expectObject(parseJson(bytes, {bytes: MANIFEST_LIMIT}), '$');
  // Null is how Go writes an empty list.
  const values = expectArray(raw ?? [], '$.manifests');
  const entries = parsed.index.manifests.map((one, position) => ({
    descriptor: one,
    json: expectObject(values[position], `$.manifests[${String(position)}]`)
  }));
  return {subject, fields, entries};
}

/** The error for a tag that names this instead of an index. */
export function describeOccupied(subject: Digest, found: string, options?: ErrorOptions): ReferrerError {
  const tag = formatReferrersTag(subject);
  const message =
    `the tag ${tag}, under which the referrers of ${subject} are listed where a registry has no Referrers API, ` +
    `names something else than an OCI image index (${found}): left as it is`;
  return new ReferrerError('occupied', subject, [], message, options);
}

/** A referrer of ours, as it is to be listed. */
export function describeReferrer(descriptor: Descriptor): ReferrerEntry {
  // Without what is undefined.
  return {descriptor, json: JSON.parse(JSON.stringify(descriptor)) as JsonObject};
}

/**
 * The index with these referrers besides its own, each digest once. Throws {@link ReferrerError} of code `full` for
 * more than 4096 of them, or 4 MiB.
 */
export function formatReferrerIndex(index: ReferrerIndex, added: readonly ReferrerEntry[]): Uint8Array {
  const manifests = new Map<Digest, JsonValue>();
  for (const {descriptor, json} of [...index.entries, ...added]) {
    if (!manifests.has(descriptor.digest)) manifests.set(descriptor.digest, json);
  }
  const bytes = Buffer.from(JSON.stringify({...index.fields, manifests: [...manifests.values()]}));
  if (manifests.size <= DESCRIPTOR_LIMIT && bytes.byteLength <= MANIFEST_LIMIT) return bytes;
  const message =
    `the index under the tag ${formatReferrersTag(index.subject)} would list ${String(manifests.size)} referrers in ` +
    `${String(bytes.byteLength)} bytes; registries need not take more than ${String(MANIFEST_LIMIT)} bytes, and ` +
    `nobody reads more than ${String(DESCRIPTOR_LIMIT)} descriptors`;
  throw new ReferrerError(
    'full',
    index.subject,
    added.map(({descriptor}) => descriptor.digest),
    message
  );
}
