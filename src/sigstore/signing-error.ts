/** What went wrong while something was signed or stored, without the tokens that took part. */
import {PatienceError} from '../oci/patience.ts';
import {cleanText} from '../oci/plain-text.ts';
import {redactUrl} from '../oci/registry-error.ts';

/**
 * - `server-unsupported`: this GitHub server has no Sigstore instance
 * - `token-…`: the identity token of the job; `refused` also where it says what nobody would accept
 * - `certificate-…`, `log-…`, `timestamp-…`: Fulcio, Rekor and the timestamp authority
 * - `signing-timeout`: none of them answered in time, and nobody knows which
 * - `bundle-…`: `too-large` before anything was signed, `incomplete` where what came back is no proof
 * - `api-…`: GitHub's API
 */
export type SigningErrorCode =
  | 'server-unsupported'
  | 'token-unavailable'
  | 'token-refused'
  | 'certificate-refused'
  | 'certificate-unavailable'
  | 'log-refused'
  | 'log-unavailable'
  | 'timestamp-refused'
  | 'timestamp-unavailable'
  | 'signing-timeout'
  | 'bundle-too-large'
  | 'bundle-incomplete'
  | 'api-forbidden'
  | 'api-not-found'
  | 'api-invalid'
  | 'api-unavailable';

export interface SigningFailure {
  readonly code: SigningErrorCode;
  readonly message: string;
  /** Who was asked. */
  readonly url?: URL | string | undefined;
  readonly status?: number | undefined;
  readonly attempts?: number | undefined;
  readonly elapsedMs?: number | undefined;
  readonly cause?: unknown;
  /** Strings that neither message nor cause may hold. Whatever looks like a JSON Web Token goes anyway. */
  readonly secrets?: readonly string[] | undefined;
}

const MESSAGE_LIMIT = 2048;
const CAUSES_LIMIT = 6;

/** Signing or storing failed. Callers branch on `code`. One line of at most 2 KiB; holds no token, nor do its causes. */
export class SigningError extends Error {
  override readonly name = 'SigningError';
  readonly code: SigningErrorCode;
  /** Without user and query; undefined where nobody was asked. */
  readonly url: string | undefined;
  readonly status: number | undefined;
  readonly attempts: number | undefined;
  readonly elapsedMs: number | undefined;

  constructor({code, message, url, status, attempts, elapsedMs, cause, secrets = []}: SigningFailure) {
    const options = cause === undefined ? {} : {cause: copyCause(cause, secrets, 0)};
    super(cleanText(scrubTokens(message, secrets), MESSAGE_LIMIT), options);
    this.code = code;
    this.url = url === undefined ? undefined : redactUrl(url);
    this.status = status;
    this.attempts = attempts;
    this.elapsedMs = elapsedMs;
  }
}

// A token's first part begins with `{"` in base64url; any one of its parts is as good as secret.
const TOKEN = /eyJ[\w-]{5,}={0,2}(?:\.[\w-]*={0,2}){0,4}/g;

/** The text without these secrets and without anything that looks like a JSON Web Token. */
export function scrubTokens(text: string, secrets: readonly string[] = []): string {
  const rest = secrets.reduce(
    (left, secret) => (secret === '' ? left : left.replaceAll(secret, '***')),
    text
  );
  return rest.replace(TOKEN, '***');
}

/** A copy that holds what its message and its causes say, and nothing that a library hung on it. */
function copyCause(error: unknown, secrets: readonly string[], depth: number): Error {
  const source = error instanceof Error ? error : new Error(String(error));
  const goesOn = source.cause !== undefined && depth < CAUSES_LIMIT;
  const cause = goesOn ? {cause: copyCause(source.cause, secrets, depth + 1)} : {};
  const copy = new Error(cleanText(scrubTokens(source.message, secrets), MESSAGE_LIMIT), cause);
  copy.name = scrubTokens(source.name, secrets);
  copy.stack = scrubTokens(source.stack ?? '', secrets);
  const {code} = source as {readonly code?: unknown};
  return typeof code === 'string' ? Object.assign(copy, {code: scrubTokens(code, secrets)}) : copy;
}

/** The last failure, once patience has ended, as an error of that failure's code. */
export function describeExhausted(
  error: PatienceError,
  otherwise: SigningErrorCode,
  secrets: readonly string[] = []
): SigningError {
  const {attempts, elapsedMs, cause} = error;
  const last = cause instanceof SigningError ? cause : undefined;
  return new SigningError({
    code: last?.code ?? otherwise,
    message: error.message,
    url: last?.url,
    status: last?.status,
    attempts,
    elapsedMs,
    cause,
    secrets
  });
}

/** What a cause adds to what was said already: of the end of patience, nothing but why. */
function readCause(error: Error): string {
  if (error.name === 'TimeoutError') return '';
  return error instanceof PatienceError ? error.reason : error.message;
}

/** What went wrong and why, on one line of at most 2 KiB, without tokens and without saying anything twice. */
export function describeCauses(error: unknown): string {
  const said: string[] = [];
  let at = error;
  for (; at instanceof Error && said.length < CAUSES_LIMIT; at = at.cause) {
    const text = said.length === 0 ? at.message : readCause(at);
    if (!said.some(one => one.includes(text))) said.push(text);
  }
  if (said.length === 0) said.push(String(error));
  return cleanText(scrubTokens(said.join(' – ')), MESSAGE_LIMIT);
}

/** The second one begins a sentence of its own. */
export function joinSentences(first: string, second: string | undefined): string {
  if (second === undefined) return first;
  return `${first}${/[.!?]$/.test(first) ? '' : '.'} ${second}`;
}
