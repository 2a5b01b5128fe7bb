/** Asks the runner for the job's OIDC token. Shows it to nobody but the caller. */
import {readBody} from '../oci/answer.ts';
import {isObject, JsonError, parseJson} from '../oci/json.ts';
import {PatienceError, retry, TransientError} from '../oci/patience.ts';
import type {Patience} from '../oci/patience.ts';
import {describeRefusal, readRefusal} from '../oci/refusal.ts';
import {RegistryError} from '../oci/registry-error.ts';
import type {Transport} from '../oci/transport.ts';
import {parseClaims} from './claims.ts';
import {describeExhausted, SigningError} from './signing-error.ts';

export interface IdentityTokenOptions {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL`. */
  readonly url: string;
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly requestToken: string;
  readonly audience: string;
  readonly patience: Patience;
  readonly transport: Transport;
  /** Is told the token before anybody else: it must never be printed. */
  readonly mask?: (secret: string) => void;
}

const ANSWER_LIMIT = 64 * 1024;

/**
 * A token for this audience. Tries again after network errors, 408, 429 and 5xx until patience ends; the runner's own
 * client does so for 502 to 504 alone, and for no broken connection. Throws {@link SigningError} `token-unavailable`,
 * or `token-refused` where asking again would not help.
 */
export async function fetchIdentityToken(options: IdentityTokenOptions): Promise<string> {
  const url = parseRequestUrl(options);
  const secrets = [options.requestToken];
  try {
    return await retry(options.patience, "the job's OIDC token", signal =>
      requestToken(options, url, signal)
    );
  } catch (error) {
    if (error instanceof PatienceError) throw describeExhausted(error, 'token-unavailable', secrets);
    if (error instanceof RegistryError) throw describeAnswer(error, secrets);
    throw error;
  }
}

function parseRequestUrl({url: text, audience}: IdentityTokenOptions): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const message = 'The address at which the runner gives out OIDC tokens is not a URL.';
    throw new SigningError({code: 'token-unavailable', message});
  }
  url.searchParams.append('audience', audience);
  return url;
}

async function requestToken(
  {transport, requestToken: secret, mask}: IdentityTokenOptions,
  url: URL,
  signal: AbortSignal
): Promise<string> {
  const headers = {accept: 'application/json', authorization: `Bearer ${secret}`};
  const answer = await transport.send({method: 'GET', url, home: new URL(url.origin), headers, signal});
  if (answer.status !== 200) {
    const refusal = await readRefusal(answer);
    throw describeRefusal(refusal, {hide: [secret], authenticated: true});
  }
  const token = readToken(await readBody(answer, ANSWER_LIMIT));
  if (token === undefined) {
    const failure = new SigningError({
      code: 'token-unavailable',
      url,
      message: `GET ${url.origin}${url.pathname}: the answer holds no OIDC token`
    });
    throw new TransientError('the answer holds no OIDC token', {cause: failure});
  }
  mask?.(token);
  return token;
}

function readToken(bytes: Uint8Array): string | undefined {
  try {
    const answer = parseJson(bytes);
    const value = isObject(answer) ? answer['value'] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

function describeAnswer(error: RegistryError, secrets: readonly string[]): SigningError {
  const {status, url} = error;
  const code = status === undefined ? 'token-unavailable' : 'token-refused';
  return new SigningError({
    code,
    status,
    url,
    message: `The job's OIDC token: ${error.message}`,
    cause: error,
    secrets
  });
}

/** A token is asked for anew when it has less than this to live, or half of its life if that is less. */
const RENEWAL_MS = 60_000;

/**
 * The same token for as long as it lives, asked for when it is first needed: one for many signings, side by side and
 * tried again. GitHub's live for five minutes, by the clock of whoever issued them: this machine's may be wrong.
 */
export function createIdentityTokens(
  fetchToken: () => Promise<string>,
  now: () => number = Date.now
): () => Promise<string> {
  let current: Held | undefined;
  return async () => {
    const held = current;
    if (held !== undefined && (await held.until) > now()) return held.token;
    // Meanwhile somebody else may have asked.
    if (current === held || current === undefined) current = hold(fetchToken(), now);
    return current.token;
  };
}

interface Held {
  readonly token: Promise<string>;
  readonly until: Promise<number>;
}

function hold(token: Promise<string>, now: () => number): Held {
  // Nobody may ever wait for it: what is wrong with the token, whoever uses it is told.
  return {token, until: token.then(text => expiryOf(text, now())).catch(() => -Infinity)};
}

function expiryOf(token: string, now: number): number {
  const {expires, issued} = parseClaims(token);
  if (issued === undefined || expires === undefined)
    return Math.max((expires ?? 0) * 1000 - RENEWAL_MS, now + RENEWAL_MS);
  const lifeMs = (expires - issued) * 1000;
  return now + Math.max(lifeMs - RENEWAL_MS, lifeMs / 2);
}
