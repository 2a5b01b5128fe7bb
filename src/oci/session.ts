/** One repository over HTTP: authorized, patient, each failure as one error. Knows no content. */
import type {HttpAnswer} from './answer.ts';
import type {Authorization} from './authorization.ts';
import {PatienceError, retry, type Patience, type TransientError} from './patience.ts';
import {describeRefusal, readRefusal} from './refusal.ts';
import {RegistryError} from './registry-error.ts';
import type {HttpRequest} from './request.ts';
import type {Transport} from './transport.ts';

export interface Session {
  /** For evidence: `registry localhost:5000/me/app`. */
  readonly name: string;
  /** `host[:port]` that requests go to. */
  readonly host: string;
  readonly transport: Transport;
  readonly authorization: Authorization;
  readonly patience: () => Patience;
}

/** What is asked of the repository, whatever token that needs. */
export interface SessionRequest extends Pick<HttpRequest, 'method' | 'body'> {
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something that is done until it is done. */
export interface Task extends Pick<SessionRequest, 'method' | 'path'> {
  /** `manifest sha256:…`: what is awaited, without the store's name. */
  readonly what: string;
}

export interface Read {
  /** As {@link Task.what}. */
  readonly what: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses besides 200 that are answers rather than errors. */
  readonly statuses?: readonly number[];
  /** 404 is no answer yet. */
  readonly awaitAbsent?: boolean;
}

/** First no token, then one that is too old or too narrow, then a last one. */
const CHALLENGES_LIMIT = 3;

/**
 * What `consume` makes of the answer; a body that breaks while it is consumed is asked for again. Throws
 * {@link RegistryError}, `CredentialsError`, and what `consume` throws.
 */
export function readAnswer<T>(
  session: Session,
  read: Read,
  consume: (answer: HttpAnswer) => Promise<T>
): Promise<T> {
  const {what, path, headers = {}, statuses = [], awaitAbsent = false} = read;
  return persist(session, {what, method: 'GET', path}, async signal => {
    const answer = await sendAuthorized(session, {method: 'GET', path, headers}, signal);
    const awaited = answer.status === 404 && awaitAbsent;
    if (answer.status === 200 || (statuses.includes(answer.status) && !awaited)) return consume(answer);
    throw await refuseAnswer(session, answer, awaited);
  });
}

/**
 * What `attempt` returns, tried again within the session's patience for as long as it throws a `TransientError`.
 * Throws {@link RegistryError} when that ends, of the last request that failed, and whatever else `attempt` throws.
 */
export async function persist<T>(
  session: Session,
  task: Task,
  attempt: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  try {
    return await retry(session.patience(), `${task.what} in ${session.name}`, attempt);
  } catch (error) {
    throw error instanceof PatienceError ? describeEnd(session, task, error) : error;
  }
}

function describeEnd({host}: Session, {method: asked, path}: Task, error: PatienceError): RegistryError {
  const {reason, attempts, elapsedMs, retryAfterMs} = error;
  const tried = {reason, attempts, elapsedMs, retryAfterMs, cause: error};
  const last = error.cause;
  if (!(last instanceof RegistryError))
    return new RegistryError({method: asked, url: `https://${host}${path}`, ...tried});
  const {method, url, status, errors, authenticated} = last;
  return new RegistryError({method, url, status, errors, authenticated, ...tried});
}

/** The error for an answer that is not what was asked for; `awaited`: worth another attempt whatever the status says. */
export async function refuseAnswer(
  {authorization}: Session,
  answer: HttpAnswer,
  awaited = false
): Promise<RegistryError | TransientError> {
  return describeRefusal(await readRefusal(answer), {
    hide: authorization.secrets(),
    authenticated: authorization.authenticated(),
    awaited
  });
}

/** The answer to this request, sent again with whatever authorization the registry asks for. */
export async function sendAuthorized(
  session: Session,
  {method, path, headers: own = {}, body}: SessionRequest,
  signal: AbortSignal
): Promise<HttpAnswer> {
  const {transport, authorization, host} = session;
  const content = body === undefined ? {} : {body};
  let sent = await authorization.header(signal);
  for (let before = 0; ; before++) {
    const headers = {...own, ...(sent === undefined ? {} : {authorization: sent})};
    const answer = await transport.sendToHost(host, {method, path, headers, ...content, signal});
    // Another host, where a redirect led, has no claim to our credentials.
    if (answer.status !== 401 || before === CHALLENGES_LIMIT || answer.url.origin !== answer.home.origin)
      return answer;
    const refusal = await readRefusal(answer);
    const challenges = answer.headers('www-authenticate');
    const next = await authorization.answer({home: answer.home, sent, challenges, before, signal});
    if (next === undefined) {
      throw describeRefusal(refusal, {
        hide: authorization.secrets(),
        authenticated: authorization.authenticated()
      });
    }
    sent = next;
  }
}
