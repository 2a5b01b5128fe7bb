/** What a registry, or the way to it, answered instead of what was asked. Holds no secret. */
import {isObject, parseJson} from './json.ts';
import {describeEnd} from './patience.ts';
import {cleanText} from './plain-text.ts';

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export interface RegistryDetail {
  /** `MANIFEST_UNKNOWN`, `DENIED`; empty where the registry names none. */
  readonly code: string;
  readonly message: string;
}

export interface RegistryFailure {
  readonly method: string;
  readonly url: URL | string;
  readonly status?: number | undefined;
  readonly errors?: readonly RegistryDetail[];
  /** `403 Forbidden`, `ECONNRESET`, `redirects more than 10 times`. */
  readonly reason: string;
  readonly attempts?: number | undefined;
  readonly elapsedMs?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly authenticated?: boolean | undefined;
  readonly cause?: unknown;
}

const MESSAGE_LIMIT = 2048;
const DETAIL_LIMIT = 300;
const DETAILS_LIMIT = 5;

/**
 * A registry could not be read: refused, failed, or not reached. Its message is one line of at most 2 KiB with
 * neither control characters nor a URL's user and query.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly method: string;
  readonly url: string;
  /** Undefined where no HTTP answer came. */
  readonly status: number | undefined;
  readonly errors: readonly RegistryDetail[];
  readonly reason: string;
  /** Undefined where it was not a matter of patience. */
  readonly attempts: number | undefined;
  readonly elapsedMs: number | undefined;
  /** The wait that the registry asked for. */
  readonly retryAfterMs: number | undefined;
  /** Whether credentials were sent, or a token that was had for them; undefined where nobody asked. */
  readonly authenticated: boolean | undefined;

  constructor(failure: RegistryFailure) {
    super(describeFailure(failure), failure.cause === undefined ? {} : {cause: failure.cause});
    this.method = failure.method;
    this.url = redactUrl(failure.url);
    this.status = failure.status;
    this.errors = failure.errors ?? [];
    this.reason = cleanText(failure.reason, MESSAGE_LIMIT);
    this.attempts = failure.attempts;
    this.elapsedMs = failure.elapsedMs;
    this.retryAfterMs = failure.retryAfterMs;
    this.authenticated = failure.authenticated;
  }
}

function describeFailure({method, url, reason, errors = [], attempts, elapsedMs}: RegistryFailure): string {
  const details = errors.map(({code, message}) => [code, message].filter(Boolean).join(': ')).join('; ');
  const what = details === '' ? reason : `${reason} (${details})`;
  const end = attempts === undefined ? what : describeEnd(what, {attempts, elapsedMs: elapsedMs ?? 0});
  return cleanText(`${method} ${redactUrl(url)}: ${end}`, MESSAGE_LIMIT);
}

/** The URL without user, password, query and fragment: a pre-signed URL's query is a secret. */
export function redactUrl(url: URL | string): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return '(not a URL)';
  return cleanText(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 1024);
}

/**
 * What an error body says, in the registries' own form or one of those that token servers use; HTML says nothing.
 * `hide` are strings that a server might echo and that no message may hold.
 */
export function parseErrorBody(bytes: Uint8Array, hide: readonly string[] = []): readonly RegistryDetail[] {
  const clean = (value: unknown): string =>
    typeof value === 'string' ? cleanText(hideSecrets(value, hide), DETAIL_LIMIT) : '';
  const detail = (value: unknown): RegistryDetail[] => {
    if (!isObject(value)) return [];
    const found = {code: clean(value['code']), message: clean(value['message'])};
    return found.code === '' && found.message === '' ? [] : [found];
  };
  try {
    const body = parseJson(bytes, {depth: 16, values: 1000});
    if (!isObject(body)) return [];
    const errors: unknown = body['errors'];
    if (Array.isArray(errors)) return errors.slice(0, DETAILS_LIMIT).flatMap(detail);
    return detail({
      code: body['error'] ?? body['code'] ?? null,
      message: body['error_description'] ?? body['details'] ?? body['message'] ?? null
    });
  } catch {
    const text = Buffer.from(bytes).toString('utf8');
    return text.trimStart().startsWith('<') ? [] : detail({code: '', message: text});
  }
}

function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
}
