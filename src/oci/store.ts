/** Content-addressed storage, read side: what a registry and an OCI layout have in common. */
import {digestBytes, isDigest, splitDigest, type Descriptor, type Digest} from './descriptor.ts';

/** Bytes and the descriptor that they hash to. */
export interface Content {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/**
 * A repository in a registry, or an OCI layout.
 *
 * Implementations throw `RegistryError` or `LayoutError` when they could not look, and `ContentError` when what
 * they found is not what was named; `undefined` means that the store says it is not there.
 */
export interface ContentStore {
  /** Where content comes from, for evidence: `registry localhost:5000/me/app`, `OCI layout /tmp/x`. No credentials. */
  readonly name: string;

  /** A manifest or index by tag or digest, in one request. Its bytes hash to its descriptor's digest. */
  manifest(reference: string): Promise<Content | undefined>;

  /** A blob as a stream of bytes that nobody has checked yet: read it through `readBlob`. */
  blob(target: Descriptor): Promise<AsyncIterable<Uint8Array> | undefined>;

  /** Manifests whose `subject` is this digest, by whatever means the store has. */
  referrers(subject: Digest): Promise<readonly Descriptor[]>;
}

/**
 * - `digest-mismatch`: the bytes hash to something else
 * - `size-mismatch`: more or fewer bytes than the descriptor says
 * - `too-large`: more bytes than this program is willing to read
 * - `malformed`: the bytes are the right ones, but not what their media type promises
 * - `missing`: the store says that it has no such content
 */
export type ContentErrorCode = 'digest-mismatch' | 'size-mismatch' | 'too-large' | 'malformed' | 'missing';

/** Content is not what was named. Callers branch on `code`; only `missing` may mend itself with time. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly code: ContentErrorCode;
  /** What was named; undefined when that was a tag. */
  readonly digest: Digest | undefined;

  constructor(code: ContentErrorCode, digest: Digest | undefined, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.digest = digest;
  }
}

/** Throws {@link ContentError} unless these bytes are exactly what the descriptor describes. */
export function verifyContent(bytes: Uint8Array, descriptor: Pick<Descriptor, 'digest' | 'size'>): void {
  const {digest, size} = descriptor;
  if (bytes.byteLength !== size) throw sizeMismatch(digest, size, `${String(bytes.byteLength)} bytes`);
  verifyDigest(bytes, digest);
}

/** Throws {@link ContentError} unless these bytes hash to the digest. */
export function verifyDigest(bytes: Uint8Array, digest: Digest): void {
  const actual = digestBytes(bytes, splitDigest(digest).algorithm);
  if (actual !== digest) {
    throw new ContentError('digest-mismatch', digest, `content named ${digest} hashes to ${actual}`);
  }
}

/**
 * A blob's bytes, of the size and digest that its descriptor says. Reads at most `limit` bytes; a descriptor that
 * declares more is refused before the store is asked. Throws {@link ContentError}.
 */
export async function readBlob(
  store: ContentStore,
  descriptor: Descriptor,
  limit: number
): Promise<Uint8Array> {
  const {digest, size} = descriptor;
  if (size > limit) {
    throw new ContentError(
      'too-large',
      digest,
      `blob ${digest} has ${String(size)} bytes, the limit is ${String(limit)}`
    );
  }
  const stream = await store.blob(descriptor);
  if (stream === undefined) throw new ContentError('missing', digest, `no blob ${digest} in ${store.name}`);
  const bytes = await collectBytes(stream, descriptor);
  verifyContent(bytes, descriptor);
  return bytes;
}

async function collectBytes(
  stream: AsyncIterable<Uint8Array>,
  {digest, size}: Descriptor
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length > size) throw sizeMismatch(digest, size, 'more');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * A manifest or index that must be there. With `expected`, as an index or a result lists it: also of that size,
 * digest and media type, and returned under that descriptor. Throws {@link ContentError}.
 */
export async function readManifest(
  store: ContentStore,
  reference: string,
  expected?: Descriptor
): Promise<Content> {
  const content = await store.manifest(reference);
  if (content === undefined) {
    const digest = expected?.digest ?? (isDigest(reference) ? reference : undefined);
    throw new ContentError('missing', digest, `no manifest ${reference} in ${store.name}`);
  }
  if (expected === undefined) return content;
  verifyContent(content.bytes, expected);
  const {mediaType} = content.descriptor;
  if (mediaType !== expected.mediaType) {
    const message = `manifest ${expected.digest} is listed as ${expected.mediaType} but is ${mediaType}`;
    throw new ContentError('malformed', expected.digest, message);
  }
  return {descriptor: expected, bytes: content.bytes};
}

function sizeMismatch(digest: Digest, size: number, found: string): ContentError {
  return new ContentError(
    'size-mismatch',
    digest,
    `content ${digest} should have ${String(size)} bytes, has ${found}`
  );
}
