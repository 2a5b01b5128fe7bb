/** What a failure of the signing library means: who failed, whether for good, and what to make of it. */
import {isObject} from '../oci/json.ts';
import {redactUrl} from '../oci/registry-error.ts';
import type {Instance} from './instance.ts';
import {SigningError} from './signing-error.ts';
import type {SigningErrorCode} from './signing-error.ts';

export interface SigningContext {
  readonly instance: Instance;
  /** What the token itself says against it: Fulcio's answer never does. */
  readonly tokenFaults: readonly string[];
  readonly secrets: readonly string[];
}

interface Service {
  readonly name: string;
  readonly url: string | undefined;
  readonly refused: SigningErrorCode;
  readonly unavailable: SigningErrorCode;
}

/** Worth another attempt, besides 5xx. */
const TRANSIENT = new Set([408, 425, 429]);

/** The failure, and whether another attempt may help. */
export function describeSigning(
  error: unknown,
  context: SigningContext
): {readonly failure: SigningError; readonly transient: boolean} {
  if (error instanceof SigningError) return {failure: error, transient: false};
  const code = readCode(error);
  const {secrets} = context;
  const service = findService(code, context.instance);
  if (service === undefined) {
    const message = `The signing library gave no bundle: ${describe(error)}.`;
    return {
      failure: new SigningError({code: 'bundle-incomplete', message, cause: error, secrets}),
      transient: false
    };
  }
  const status = readStatus(error);
  const transient =
    status === undefined || status >= 500 || TRANSIENT.has(status) || code === 'TLOG_FETCH_ENTRY_ERROR';
  const failure = new SigningError({
    code: transient ? service.unavailable : service.refused,
    message: composeMessage(service, error, transient ? [] : explain(service, context, status)),
    url: service.url,
    status,
    cause: error,
    secrets
  });
  return {failure, transient};
}

function composeMessage(service: Service, error: unknown, remarks: readonly string[]): string {
  const host = service.url === undefined ? '' : ` (${redactUrl(service.url)})`;
  return [`${service.name}${host}: ${describe(error)}.`, ...remarks].join(' ');
}

function explain(
  {refused}: Service,
  {tokenFaults}: SigningContext,
  status: number | undefined
): readonly string[] {
  if (refused === 'certificate-refused' && status === 400) {
    if (tokenFaults.length > 0) return [`The token: ${tokenFaults.join('; ')}.`];
    return [
      "The token's audience, issuer and times are right, so that the cause is not in the token itself."
    ];
  }
  return [];
}

/** The error and what it was caused by, in one line. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : 'something that is no error';
  const {message, cause} = error;
  if (cause === undefined || message.includes(describe(cause))) return message;
  return `${message} - ${describe(cause)}`;
}

function findService(code: string | undefined, instance: Instance): Service | undefined {
  switch (code) {
    case 'CA_CREATE_SIGNING_CERTIFICATE_ERROR':
      return {
        name: 'Certificate authority Fulcio',
        url: instance.fulcioUrl,
        refused: 'certificate-refused',
        unavailable: 'certificate-unavailable'
      };
    case 'TLOG_CREATE_ENTRY_ERROR':
    case 'TLOG_FETCH_ENTRY_ERROR':
      return {
        name: 'Transparency log Rekor',
        url: instance.rekorUrl,
        refused: 'log-refused',
        unavailable: 'log-unavailable'
      };
    case 'TSA_CREATE_TIMESTAMP_ERROR':
      return {
        name: 'Timestamp authority',
        url: instance.timestampUrl,
        refused: 'timestamp-refused',
        unavailable: 'timestamp-unavailable'
      };
    case 'IDENTITY_TOKEN_READ_ERROR':
    case 'IDENTITY_TOKEN_PARSE_ERROR':
      return {
        name: "The job's OIDC token",
        url: undefined,
        refused: 'token-refused',
        unavailable: 'token-refused'
      };
    case undefined:
    default:
      return undefined;
  }
}

function readCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The status that the library's HTTP client hung on the cause. */
function readStatus(error: unknown): number | undefined {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const status: unknown = isObject(cause) ? cause['statusCode'] : undefined;
  return typeof status === 'number' ? status : undefined;
}
