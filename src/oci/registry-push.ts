/** Writes to a repository in a registry: blobs in one piece, and manifests. */
import {headerOf, lengthOf, type HttpAnswer} from './answer.ts';
import type {PushedManifest, PushOptions} from './content-sink.ts';
import {digestBytes, isDigest, type Descriptor} from './descriptor.ts';
import {TransientError, tryOnce} from './patience.ts';
import {RegistryError} from './registry-error.ts';
import {persist, refuseAnswer, sendAuthorized, type Session} from './session.ts';

const CREATED = new Set([200, 201, 202]);
/** Storage that is not the registry itself answers 200 or 204. */
const UPLOADED = new Set([200, 201, 202, 204]);
const RESTARTS_LIMIT = 3;
/** Not there, or this registry does not answer the question. */
const UNKNOWN_PRESENCE = new Set([400, 404, 405, 501]);
/** What a registry calls a manifest's part that it does not have, or not yet: the part was pushed a moment ago. */
const AWAITED = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN']);

/**
 * The blob is in the repository afterwards. An upload that fails is begun anew. Throws {@link RegistryError} and
 * `CredentialsError`.
 *
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-monolithically
 */
export function pushBlob(
  session: Session,
  repository: string,
  bytes: Uint8Array,
  mediaType: string
): Promise<Descriptor> {
  const descriptor = {mediaType, digest: digestBytes(bytes), size: bytes.byteLength};
  const path = `/v2/${repository}/blobs/uploads/`;
  let restarts = 0;
  const task = {what: `upload of blob ${descriptor.digest}`, method: 'POST', path} as const;
  return persist(session, task, async signal => {
    if (await isPresent(session, repository, descriptor, signal)) return descriptor;
    const begun = await sendAuthorized(session, {method: 'POST', path}, signal);
    // 201 would be a blob that was mounted, which was not asked for.
    if (begun.status !== 202) throw await refuseAnswer(session, begun);
    const target = {url: locateUpload(session, begun, descriptor), home: begun.home};
    await begun.discard();
    const answer = await sendUpload(session, target, bytes, signal);
    // The upload is not known any more, or not on the node that was asked: another one is begun.
    const forgotten = answer.status === 404 || answer.status === 416;
    if (!UPLOADED.has(answer.status))
      throw await refuseAnswer(session, answer, forgotten && ++restarts <= RESTARTS_LIMIT);
    await answer.discard();
    return descriptor;
  });
}

async function isPresent(
  session: Session,
  repository: string,
  {digest, size}: Descriptor,
  signal: AbortSignal
): Promise<boolean> {
  const path = `/v2/${repository}/blobs/${digest}`;
  const answer = await sendAuthorized(session, {method: 'HEAD', path}, signal);
  const {status, url, home} = answer;
  if (status === 200) {
    await answer.discard();
    return (lengthOf(answer) ?? size) === size;
  }
  // A URL that was signed for GET alone refuses HEAD.
  if (!UNKNOWN_PRESENCE.has(status) && url.origin === home.origin) throw await refuseAnswer(session, answer);
  await answer.discard();
  return false;
}

/** Where the bytes go; the query that the registry gave stays. */
function locateUpload({transport}: Session, begun: HttpAnswer, {digest}: Descriptor): URL {
  const {url, home, method, status} = begun;
  const text = headerOf(begun, 'location');
  if (text === undefined) {
    throw new RegistryError({method, url, status, reason: 'began an upload without saying where it goes'});
  }
  const target = transport.resolve({text, base: url, home, what: 'location of the upload'});
  // Appended as text: to write all parameters anew would change a signed one.
  target.search = `${target.search === '' ? '?' : `${target.search}&`}digest=${encodeURIComponent(digest)}`;
  return target;
}

/** Our authorization goes to the registry itself and nowhere else. */
function sendUpload(
  session: Session,
  {url, home}: {readonly url: URL; readonly home: URL},
  body: Uint8Array,
  signal: AbortSignal
): Promise<HttpAnswer> {
  const headers = {'content-type': 'application/octet-stream'};
  const request = {method: 'PUT', headers, body} as const;
  return url.origin === home.origin
    ? sendAuthorized(session, {...request, path: url.pathname + url.search}, signal)
    : session.transport.send({...request, url, home, signal});
}

/**
 * The manifest is in the repository afterwards, and under the tag where there is one. With a tag it is sent once, and
 * what another attempt may mend is a `TransientError`. Throws {@link RegistryError} and `CredentialsError`.
 *
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 */
export function pushManifest(
  session: Session,
  repository: string,
  {bytes, mediaType}: {readonly bytes: Uint8Array; readonly mediaType: string},
  {tag, ifMatch}: PushOptions
): Promise<PushedManifest> {
  const descriptor = {mediaType, digest: digestBytes(bytes), size: bytes.byteLength};
  const path = `/v2/${repository}/manifests/${tag ?? descriptor.digest}`;
  const headers = {'content-type': mediaType, ...(ifMatch === undefined ? {} : {'if-match': ifMatch})};
  const send = async (signal: AbortSignal): Promise<PushedManifest> => {
    const answer = await sendAuthorized(session, {method: 'PUT', path, headers, body: bytes}, signal);
    if (!CREATED.has(answer.status)) throw await refuseManifest(session, answer, tag !== undefined);
    const subject = headerOf(answer, 'oci-subject') ?? '';
    await answer.discard();
    return {descriptor, subject: isDigest(subject) ? subject : undefined};
  };
  if (tag !== undefined) return tryOnce(session.patience(), send);
  return persist(session, {what: `push of manifest ${descriptor.digest}`, method: 'PUT', path}, send);
}

async function refuseManifest(
  session: Session,
  answer: HttpAnswer,
  tagged: boolean
): Promise<RegistryError | TransientError> {
  const error = await refuseAnswer(session, answer, tagged && answer.status === 412);
  const waits = !tagged && error instanceof RegistryError && error.errors.some(({code}) => AWAITED.has(code));
  return waits ? new TransientError(error.reason, {cause: error}) : error;
}
