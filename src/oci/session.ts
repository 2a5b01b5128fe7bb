/** Reads of one repository over HTTP: authorized, patient, each failure as one error. Knows no content. */
import type {HttpAnswer} from './answer.ts';
import type {Authorization} from './authorization.ts';
import {PatienceError, retry, type Patience} from './patience.ts';
import {describeRefusal, readRefusal} from './refusal.ts';
import {RegistryError} from './registry-error.ts';
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

export interface Read {
  /** `manifest sha256:…`: what is awaited, without the store's name. */
  readonly what: string;
  /** With the query. */
  readonly path: string;
  readonly accept?: string;
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
export async function readAnswer<T>(
  session: Session,
  read: Read,
  consume: (answer: HttpAnswer) => Promise<T>
): Promise<T> {
  try {
    return await retry(session.patience(), `${read.what} in ${session.name}`, async signal => {
      const answer = await sendAuthorized(session, read, signal);
      if (answer.status === 200 || isAnswer(answer, read)) return consume(answer);
      throw describeRefusal(await readRefusal(answer), {
        hide: session.authorization.secrets(),
        authenticated: session.authorization.authenticated(),
        awaited: answer.status === 404 && read.awaitAbsent === true
      });
    });
  } catch (error) {
    throw error instanceof PatienceError ? describeEnd(session, read, error) : error;
  }
}

function isAnswer({status}: HttpAnswer, {statuses = [], awaitAbsent}: Read): boolean {
  return statuses.includes(status) && !(status === 404 && awaitAbsent === true);
}

function describeEnd({host}: Session, {path}: Read, error: PatienceError): RegistryError {
  const {reason, attempts, elapsedMs, retryAfterMs} = error;
  const tried = {reason, attempts, elapsedMs, retryAfterMs, cause: error};
  const last = error.cause;
  if (!(last instanceof RegistryError))
    return new RegistryError({method: 'GET', url: `https://${host}${path}`, ...tried});
  const {method, url, status, errors, authenticated} = last;
  return new RegistryError({method, url, status, errors, authenticated, ...tried});
}

async function sendAuthorized(
  session: Session,
  {path, accept}: Read,
  signal: AbortSignal
): Promise<HttpAnswer> {
  const {transport, authorization, host} = session;
  let sent = await authorization.header(signal);
  for (let before = 0; ; before++) {
    const headers = {
      ...(accept === undefined ? {} : {accept}),
      ...(sent === undefined ? {} : {authorization: sent})
    };
    const answer = await transport.sendToHost(host, {method: 'GET', path, headers, signal});
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
