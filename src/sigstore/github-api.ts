/** Requests to GitHub's REST API: authorized, patient, each failure as one error. Knows no endpoint. */
import {headerOf, readBody} from '../oci/answer.ts';
import type {HttpAnswer} from '../oci/answer.ts';
import {JsonError, parseJson} from '../oci/json.ts';
import type {JsonValue} from '../oci/json.ts';
import {PatienceError, retry, TransientError} from '../oci/patience.ts';
import type {Patience} from '../oci/patience.ts';
import {describeRefusal, readRefusal} from '../oci/refusal.ts';
import {RegistryError} from '../oci/registry-error.ts';
import {parseRetryAfter} from '../oci/retry-after.ts';
import type {Transport} from '../oci/transport.ts';
import {describeExhausted, SigningError} from './signing-error.ts';
import type {SigningErrorCode} from './signing-error.ts';

export interface GitHubApi {
  /** `GITHUB_API_URL`: `https://api.github.com`. */
  readonly apiUrl: string;
  /** `GITHUB_SERVER_URL`: `https://github.com`. */
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: there is none. */
  readonly token: string;
  readonly transport: Transport;
  readonly patience: Patience;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** From the API's root on, with the query, or a URL of the API's own host. */
  readonly path: string;
  readonly body?: JsonValue;
  /** What is done, for messages: `storing the attestation`. */
  readonly what: string;
  /** Statuses besides 2xx that are answers rather than errors. */
  readonly statuses?: readonly number[];
  /** Everybody may ask. */
  readonly anonymous?: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  /** Undefined for a status that is no success. */
  readonly bytes: Uint8Array | undefined;
  /** The next page's, if there is one. */
  readonly next: string | undefined;
}

/** The version whose list of attestations holds the bundles; from 2026-03-10 on it only says where they are. */
const API_VERSION = '2022-11-28';
/** Worth another attempt. */
const TRANSIENT = new Set([408, 425, 429, 499]);
const ANSWER_LIMIT = 256 * 1024 * 1024;

/** The API's answer. Throws {@link SigningError} `api-…`. */
export async function callApi(api: GitHubApi, request: ApiRequest): Promise<ApiAnswer> {
  if (api.token === '' && request.anonymous !== true) {
    const message = `${describeTask(request)}: the input github-token is empty`;
    throw new SigningError({code: 'api-forbidden', url: api.apiUrl, message});
  }
  try {
    return await retry(api.patience, describeTask(request), signal => attempt(api, request, signal));
  } catch (error) {
    if (error instanceof PatienceError) throw describeExhausted(error, 'api-unavailable', [api.token]);
    if (error instanceof RegistryError) throw describeAnswer(error, request, api.token);
    throw error;
  }
}

function describeTask({what}: ApiRequest): string {
  return `GitHub's API, ${what}`;
}

async function attempt(api: GitHubApi, request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
  const home = new URL(api.apiUrl);
  const url = new URL(request.path, `${home.href.replace(/\/+$/, '')}/`);
  if (url.origin !== home.origin) throw new TypeError(`${request.what} leads to another host than the API's`);
  const {method, statuses = []} = request;
  const headers = {
    accept: 'application/vnd.github+json',
    ...(api.token === '' ? {} : {authorization: `Bearer ${api.token}`}),
    'x-github-api-version': API_VERSION,
    ...(request.body === undefined ? {} : {'content-type': 'application/json'})
  };
  const body = request.body === undefined ? {} : {body: JSON.stringify(request.body)};
  const answer = await api.transport.send({
    method,
    url,
    home: new URL(home.origin),
    headers,
    signal,
    ...body
  });
  if (answer.status >= 200 && answer.status < 300) {
    return {status: answer.status, bytes: await readBody(answer, ANSWER_LIMIT), next: findNext(answer)};
  }
  if (statuses.includes(answer.status)) {
    await answer.discard();
    return {status: answer.status, bytes: undefined, next: undefined};
  }
  throw await describeFailure(answer, request, api.token);
}

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function findNext(answer: HttpAnswer): string | undefined {
  const link = /<([^<>]{1,8000})>\s*;\s*rel\s*=\s*"?next\b/i.exec(answer.headers('link').join(', '))?.[1];
  const next = link === undefined ? null : URL.parse(link, answer.url.href);
  return next !== null && next.origin === answer.url.origin ? next.href : undefined;
}

/** A `TransientError` where waiting may help, which GitHub's limits of use are, though they say 403. */
async function describeFailure(answer: HttpAnswer, request: ApiRequest, token: string): Promise<Error> {
  const error = describeRefusal(await readRefusal(answer), {hide: [token], authenticated: true});
  const failure = error instanceof TransientError ? error.cause : error;
  if (!(failure instanceof RegistryError)) return error;
  const known = describeAnswer(failure, request, token);
  if (error instanceof TransientError) {
    return new TransientError(failure.message, {cause: known, retryAfterMs: error.retryAfterMs});
  }
  return isLimited(answer)
    ? new TransientError(failure.message, {cause: known, retryAfterMs: waitOf(answer)})
    : known;
}

function isLimited(answer: HttpAnswer): boolean {
  const limited =
    headerOf(answer, 'x-ratelimit-remaining') === '0' || headerOf(answer, 'retry-after') !== undefined;
  return answer.status === 403 && limited;
}

function waitOf(answer: HttpAnswer): number | undefined {
  const asked = parseRetryAfter(headerOf(answer, 'retry-after'), headerOf(answer, 'date'));
  if (asked !== undefined) return asked;
  const reset = Number(headerOf(answer, 'x-ratelimit-reset') ?? NaN) * 1000;
  const now = Date.parse(headerOf(answer, 'date') ?? '');
  return Number.isFinite(reset - now) ? Math.max(reset - now, 0) : undefined;
}

function describeAnswer(error: RegistryError, request: ApiRequest, token: string): SigningError {
  const {status, url} = error;
  const message = `${describeTask(request)}: ${error.message}`;
  return new SigningError({code: codeOf(status), status, url, message, cause: error, secrets: [token]});
}

function codeOf(status = 0): SigningErrorCode {
  if (status === 401 || status === 403) return 'api-forbidden';
  if (status === 404) return 'api-not-found';
  if (status === 413) return 'bundle-too-large';
  return status >= 400 && status < 500 && !TRANSIENT.has(status) ? 'api-invalid' : 'api-unavailable';
}

/** The answer's JSON. Throws {@link SigningError} `api-unavailable` where it is none. */
export function parseAnswer(api: GitHubApi, {bytes}: ApiAnswer, what: string): JsonValue {
  try {
    return parseJson(bytes ?? new Uint8Array(), {bytes: ANSWER_LIMIT});
  } catch (error) {
    if (error instanceof JsonError) throw describeUnreadable(api, what, error);
    throw error;
  }
}

/** An answer of success that says nothing that could be read. */
export function describeUnreadable(api: GitHubApi, what: string, cause: JsonError): SigningError {
  const message = `GitHub's API, ${what}: the answer cannot be read: ${cause.message}`;
  return new SigningError({code: 'api-unavailable', url: api.apiUrl, message, cause});
}
