/** What a cache entry is called and how its bytes are laid out. Knows no cache; reads and writes no file. */
import {promisify} from 'node:util';
import {gunzip, gzip} from 'node:zlib';
import {CHAIN_LIMIT} from '../dependencies/chain.ts';
import type {Chain} from '../dependencies/chain.ts';
import {digestBytes, isDigest, splitDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';

/** An entry that is not what `packEntry` makes: whoever may write to the cache made it, or it was damaged. */
export class CacheEntryError extends Error {
  override readonly name = 'CacheEntryError';
}

/** Of the whole entry as it is stored. */
export const PACKED_LIMIT = 32 * 1024 * 1024;
const FILE_COUNT_LIMIT = 10_000;
/** Of the first line, which is parsed before anything is known of it. */
const HEAD_LIMIT = 160 * FILE_COUNT_LIMIT;
const NEWLINE = 0x0a;

/**
 * The one key under which an image's provenance is cached: of the digest alone, so that no tag or spelling of a name
 * matters. Entries can never be overwritten, so a layout that older versions cannot read needs another `v`.
 */
export function formatCacheKey(digest: Digest): string {
  return `prov-v1-${splitDigest(digest).hex}`;
}

/**
 * The contents as one gzip: a line of JSON with their digests and sizes, then their bytes. Not a tar, because that can say
 * more than can be cached: links, devices, places elsewhere. Throws {@link CacheEntryError}.
 */
export async function packEntry(files: Chain): Promise<Uint8Array> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  checkSizes(sorted.map(([, {byteLength}]) => byteLength));
  for (const [digest, bytes] of sorted) checkContent(digest, bytes);
  const head = sorted.map(([digest, {byteLength}]) => [digest, byteLength]);
  const bytes = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...sorted.map(([, content]) => content)
  ]);
  const packed = await promisify(gzip)(bytes);
  if (packed.length > PACKED_LIMIT) throw new CacheEntryError(`it has more than ${PACKED_LIMIT} bytes`);
  return packed;
}

/** The files, each of which is what its digest says. Throws {@link CacheEntryError}. */
export async function unpackEntry(packed: Uint8Array): Promise<Chain> {
  const bytes = await expand(packed);
  const end = bytes.subarray(0, HEAD_LIMIT).indexOf(NEWLINE);
  const head = parseHead(bytes.subarray(0, Math.max(end, 0)));
  checkSizes(head.map(([, size]) => size));
  const files = new Map<Digest, Uint8Array>();
  let start = end + 1;
  for (const [digest, size] of head) {
    const content = bytes.subarray(start, start + size);
    checkContent(digest, content);
    if (files.has(digest)) throw new CacheEntryError(`it has ${digest} twice`);
    files.set(digest, content);
    start += size;
  }
  if (start !== bytes.length) throw new CacheEntryError('it goes on after its last file');
  return files;
}

async function expand(packed: Uint8Array): Promise<Buffer> {
  if (packed.length > PACKED_LIMIT) throw new CacheEntryError(`it has more than ${PACKED_LIMIT} bytes`);
  try {
    return await promisify(gunzip)(packed, {maxOutputLength: HEAD_LIMIT + CHAIN_LIMIT});
  } catch (cause) {
    throw new CacheEntryError(`it cannot be expanded: ${(cause as Error).message}`, {cause});
  }
}

function parseHead(bytes: Buffer): readonly (readonly [Digest, number])[] {
  const head = parseJson(bytes);
  if (!Array.isArray(head)) throw new CacheEntryError('it does not begin with a list of files');
  return head.map((file: unknown) => {
    const [digest, size] = Array.isArray(file) ? (file as readonly unknown[]) : [];
    if (typeof digest !== 'string' || !isDigest(digest))
      throw new CacheEntryError('it has a file whose name is no digest');
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
      throw new CacheEntryError(`the size of ${digest} is no number`);
    return [digest, size];
  });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new CacheEntryError('it does not begin with a list of files', {cause});
  }
}

function checkSizes(sizes: readonly number[]): void {
  if (sizes.length === 0) throw new CacheEntryError('it has no file');
  if (sizes.length > FILE_COUNT_LIMIT)
    throw new CacheEntryError(`it has more than ${FILE_COUNT_LIMIT} files`);
  if (sizes.reduce((sum, size) => sum + size, 0) > CHAIN_LIMIT)
    throw new CacheEntryError(`its files have more than ${CHAIN_LIMIT} bytes`);
}

function checkContent(digest: Digest, bytes: Uint8Array): void {
  if (digestBytes(bytes, splitDigest(digest).algorithm) !== digest)
    throw new CacheEntryError(`the content of ${digest} is another`);
}
