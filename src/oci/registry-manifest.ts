/** Manifests of a repository in a registry: each fetched once. */
import {headerOf, mediaTypeOf, readBody, type HttpAnswer} from './answer.ts';
import type {TaggedManifest} from './content-sink.ts';
import {digestBytes, isDigest, type Digest} from './descriptor.ts';
import {ACCEPT, MANIFEST_LIMIT, parseManifest} from './manifest.ts';
import {readAnswer, type Read, type Session} from './session.ts';
import {ContentError, verifyDigest, type Content} from './store.ts';

/** Bytes of all manifests that are kept. */
const CACHE_LIMIT = 32 * 1024 * 1024;
const TAG = /^\w[\w.-]{0,127}$/;

/** The manifest of a tag or digest, which has been checked; undefined where the registry has none. */
export type ReadManifest = (reference: string) => Promise<Content | undefined>;

/** Reads a tag each time, and a digest once unless that failed. */
export function createManifestReader(
  session: Session,
  repository: string,
  awaitAbsent: boolean
): ReadManifest {
  const known = new Map<string, Promise<Content | undefined>>();
  const kept = new Map<string, number>();
  const fetch = async (reference: string): Promise<Content | undefined> => {
    const content = await fetchManifest(session, repository, reference, awaitAbsent);
    if (content === undefined || !hasRoom(kept, content)) {
      known.delete(reference);
      return content;
    }
    const {digest, size} = content.descriptor;
    kept.set(digest, size);
    known.set(digest, Promise.resolve(content));
    return content;
  };
  return async reference => {
    if (!isDigest(reference)) return TAG.test(reference) ? fetch(reference) : undefined;
    const content = known.get(reference) ?? fetch(reference);
    known.set(reference, content);
    return content.catch((error: unknown) => {
      known.delete(reference);
      throw error;
    });
  };
}

function hasRoom(kept: ReadonlyMap<string, number>, {descriptor}: Content): boolean {
  const sum = [...kept.values()].reduce((total, size) => total + size, 0);
  return kept.has(descriptor.digest) || sum + descriptor.size <= CACHE_LIMIT;
}

/**
 * What the tag names now, asked past caches. Content of any type is an answer: a registry that kept back what is not
 * in `Accept` would let the tag pass for free.
 */
export function readTag(
  session: Session,
  repository: string,
  tag: string
): Promise<TaggedManifest | undefined> {
  const accept = [...ACCEPT, '*/*;q=0.1'].join(', ');
  return readAnswer(
    session,
    {...describeRead(repository, tag), headers: {accept, 'cache-control': 'no-cache'}},
    async answer => {
      const content = await parseAnswer(answer, tag);
      return content && {...content, etag: parseStrongTag(headerOf(answer, 'etag'))};
    }
  );
}

/** Weak ones never match: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1 */
function parseStrongTag(text: string | undefined): string | undefined {
  return text !== undefined && /^"[\x21\x23-\x7e]{1,1000}"$/.test(text) ? text : undefined;
}

function fetchManifest(
  session: Session,
  repository: string,
  reference: string,
  awaitAbsent: boolean
): Promise<Content | undefined> {
  const read = {
    ...describeRead(repository, reference),
    headers: {accept: ACCEPT.join(', ')},
    awaitAbsent: awaitAbsent && isDigest(reference)
  };
  return readAnswer(session, read, answer => parseAnswer(answer, reference));
}

function describeRead(repository: string, reference: string): Read {
  const path = `/v2/${repository}/manifests/${reference}`;
  return {what: `manifest ${reference}`, path, statuses: [404]};
}

async function parseAnswer(answer: HttpAnswer, reference: string): Promise<Content | undefined> {
  const digest = isDigest(reference) ? reference : undefined;
  if (answer.status === 404) {
    await answer.discard();
    return undefined;
  }
  const bytes = await readBody(answer, MANIFEST_LIMIT, () => {
    const message = `manifest ${reference} has more than ${String(MANIFEST_LIMIT)} bytes`;
    return new ContentError('too-large', digest, message);
  });
  return parseContent(bytes, digest, mediaTypeOf(answer));
}

/** The header `Docker-Content-Digest` is not looked at: only the bytes prove what they are. */
function parseContent(bytes: Uint8Array, digest: Digest | undefined, served: string): Content {
  if (digest !== undefined) verifyDigest(bytes, digest);
  // As `application/json` and `text/plain` are.
  const generic = !served.includes('.');
  const parsed = parseManifest(bytes, generic ? undefined : served);
  const {mediaType} = parsed.kind === 'index' ? parsed.index : parsed.manifest;
  return {descriptor: {mediaType, digest: digest ?? digestBytes(bytes), size: bytes.byteLength}, bytes};
}
