/** Which manifests refer to a subject, by the registry's API or by the tag that stands in for it. */
import {mediaTypeOf, readBody, type HttpAnswer} from './answer.ts';
import {splitDigest, type Descriptor, type Digest} from './descriptor.ts';
import {DESCRIPTOR_LIMIT, MANIFEST_LIMIT, MEDIA_TYPES, parseManifest} from './manifest.ts';
import {RegistryError} from './registry-error.ts';
import {readAnswer, type Session} from './session.ts';
import type {Content} from './store.ts';

const PAGES_LIMIT = 50;
/** How registries without the API answer; those that know no such path at all say 400 or 405. */
const UNSUPPORTED = [400, 404, 405, 406, 501];

/**
 * The tag whose index lists the referrers where the registry has no API for it.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 */
export function formatReferrersTag(subject: Digest): string {
  const {algorithm, hex} = splitDigest(subject);
  return `${algorithm}-${hex.slice(0, 64)}`;
}

/**
 * Every descriptor that the API lists, of whatever type: registries report wrong ones. Undefined where there is no
 * API. Throws {@link RegistryError}, also when there are more than 50 pages or 4096 descriptors: a part of the list would
 * pass for the whole.
 */
export async function listByApi(
  session: Session,
  repository: string,
  subject: Digest
): Promise<readonly Descriptor[] | undefined> {
  const found: Descriptor[] = [];
  const seen = new Set<string>();
  let path: string | undefined = `/v2/${repository}/referrers/${subject}`;
  while (path !== undefined) {
    seen.add(path);
    const page: Page | undefined = await readPage(session, subject, path, seen.size === 1);
    if (page === undefined) return undefined;
    found.push(...page.descriptors);
    path = page.next;
    if (
      path !== undefined &&
      (seen.has(path) || seen.size === PAGES_LIMIT || found.length > DESCRIPTOR_LIMIT)
    ) {
      const reason = seen.has(path) ? 'its pages go round in circles' : 'there are too many to read them all';
      throw new RegistryError({
        method: 'GET',
        url: `https://${session.host}${path}`,
        reason: `referrers: ${reason}`
      });
    }
  }
  return found;
}

interface Page {
  readonly descriptors: readonly Descriptor[];
  readonly next: string | undefined;
}

/** Undefined where there is no API: a registry's web page may answer any path with status 200. */
function readPage(
  session: Session,
  subject: Digest,
  path: string,
  first: boolean
): Promise<Page | undefined> {
  const what = `referrers of ${subject}`;
  const headers = {accept: MEDIA_TYPES.ociIndex};
  const statuses = first ? UNSUPPORTED : [];
  return readAnswer(session, {what, path, headers, statuses}, async answer => {
    if (answer.status !== 200 || mediaTypeOf(answer) !== MEDIA_TYPES.ociIndex) {
      await answer.discard();
      if (first) return undefined;
      const reason = 'referrers: a further page of them is no index';
      throw new RegistryError({method: 'GET', url: answer.url, status: answer.status, reason});
    }
    const next = findNext(session, answer);
    const bytes = await readBody(answer, MANIFEST_LIMIT);
    return {descriptors: listManifests({bytes, mediaType: MEDIA_TYPES.ociIndex}), next};
  });
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
function findNext(session: Session, answer: HttpAnswer): string | undefined {
  const text = /<[^<>]{1,8000}>\s*;\s*rel\s*=\s*"?next\b/i.exec(answer.headers('link').join(', '))?.[0];
  if (text === undefined) return undefined;
  const given = text.slice(1, text.indexOf('>'));
  const {url, home} = answer;
  const next = session.transport.resolve({text: given, base: url, home, what: 'link to the next page'});
  if (next.origin === home.origin) return next.pathname + next.search;
  const reason = `the link to the next page of referrers leads to another host (${next.host}): not followed`;
  throw new RegistryError({method: 'GET', url, reason});
}

/** What the index under the stand-in tag lists; nothing where that is no index. */
export function listByTag(content: Content | undefined): readonly Descriptor[] {
  return content === undefined
    ? []
    : listManifests({bytes: content.bytes, mediaType: content.descriptor.mediaType});
}

function listManifests({bytes, mediaType}: {bytes: Uint8Array; mediaType: string}): readonly Descriptor[] {
  const parsed = parseManifest(bytes, mediaType);
  return parsed.kind === 'index' ? parsed.index.manifests : [];
}
