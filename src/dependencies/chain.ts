/** All that one look at an image reads, by digest: written down, and read again. Knows no cache, judges nothing. */
import {Readable} from 'node:stream';
import {digestBytes, isDigest, splitDigest} from '../oci/descriptor.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {MANIFEST_LIMIT, parseManifest} from '../oci/manifest.ts';
import type {ImageIndex, ImageManifest, Manifest} from '../oci/manifest.ts';
import {ContentError} from '../oci/store.ts';
import type {Content, ContentStore} from '../oci/store.ts';

/** Manifests and blobs. */
export type Chain = ReadonlyMap<Digest, Uint8Array>;

/** What is too long for this is not kept, and read from its registry each time. */
export const CHAIN_LIMIT = 64 * 1024 * 1024;

export interface ChainStore extends ContentStore {
  /** Something was asked for that the chain lacks. */
  readonly isLacking: () => boolean;
}

/** Reads a chain as if it were the repository. Referrers are those of its manifests that name their subject. */
export function openChain(chain: Chain, name: string): ChainStore {
  let lacking = false;
  let subjects: ReadonlyMap<Digest, readonly Descriptor[]> | undefined;
  const find = (digest: Digest): Uint8Array | undefined => {
    const bytes = chain.get(digest);
    lacking ||= bytes === undefined;
    return bytes;
  };
  return {
    name,
    isLacking: () => lacking,
    manifest: reference =>
      new Promise(resolve => {
        resolve(isDigest(reference) ? describeManifest(reference, find(reference)) : undefined);
      }),
    blob: ({digest}) => Promise.resolve(streamOf(find(digest))),
    referrers: subject => Promise.resolve((subjects ??= listSubjects(chain)).get(subject) ?? [])
  };
}

/** What hashes to its name: the rest is nobody's content. */
export function selectTrue(chain: Chain): Chain {
  return new Map(
    [...chain].filter(([digest, bytes]) => digestBytes(bytes, splitDigest(digest).algorithm) === digest)
  );
}

export interface Recording {
  /** Blobs come from the chain where that has them: what a registry says beside the bytes, it alone can say. */
  readonly store: ContentStore;
  /** What was read so far; undefined where it is more than {@link CHAIN_LIMIT}. */
  readonly read: () => Chain | undefined;
}

/** The store, and with it whatever is read from now on, but for what does not hash to its name. */
export function recordChain(store: ContentStore, chain: Chain): Recording {
  const read = new Map<Digest, Uint8Array>();
  let length = 0;
  const note = (digest: Digest, bytes: Uint8Array): void => {
    if (!read.has(digest)) length += bytes.byteLength;
    if (length <= CHAIN_LIMIT) read.set(digest, bytes);
    else read.clear();
  };
  return {
    store: {
      name: store.name,
      manifest: async reference => {
        const content = await store.manifest(reference);
        if (content !== undefined && isDigest(reference)) note(reference, content.bytes);
        return content;
      },
      blob: async target => {
        const stream = streamOf(chain.get(target.digest)) ?? (await store.blob(target));
        return stream && noteStream(stream, target, note);
      },
      referrers: subject => store.referrers(subject)
    },
    read: () => (length <= CHAIN_LIMIT ? read : undefined)
  };
}

async function* noteStream(
  stream: AsyncIterable<Uint8Array>,
  {digest}: Descriptor,
  note: (digest: Digest, bytes: Uint8Array) => void
): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    yield chunk;
  }
  const bytes = Buffer.concat(chunks);
  if (digestBytes(bytes, splitDigest(digest).algorithm) === digest) note(digest, bytes);
}

function streamOf(bytes: Uint8Array | undefined): AsyncIterable<Uint8Array> | undefined {
  return bytes && Readable.from([bytes], {objectMode: true});
}

/** One that does not say what it is goes by its shape, where a registry would have said it. */
function describeManifest(digest: Digest, bytes: Uint8Array | undefined): Content | undefined {
  if (bytes === undefined) return undefined;
  const {mediaType} = narrow(parseManifest(bytes, undefined));
  return {bytes, descriptor: {mediaType, digest, size: bytes.byteLength}};
}

function narrow(parsed: Manifest): ImageManifest | ImageIndex {
  return parsed.kind === 'index' ? parsed.index : parsed.manifest;
}

function listSubjects(chain: Chain): ReadonlyMap<Digest, readonly Descriptor[]> {
  const subjects = new Map<Digest, Descriptor[]>();
  for (const [digest, bytes] of chain) {
    const manifest = readManifest(bytes);
    if (manifest?.subject === undefined) continue;
    const listed = subjects.get(manifest.subject.digest) ?? [];
    listed.push({mediaType: manifest.mediaType, digest, size: bytes.byteLength});
    subjects.set(manifest.subject.digest, listed);
  }
  return subjects;
}

/** Undefined for what is none: most of a chain is statements. */
function readManifest(bytes: Uint8Array): ImageManifest | ImageIndex | undefined {
  if (bytes.byteLength > MANIFEST_LIMIT) return undefined;
  try {
    return narrow(parseManifest(bytes, undefined));
  } catch (error) {
    if (error instanceof ContentError) return undefined;
    throw error;
  }
}
