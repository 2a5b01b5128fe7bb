/** Signs statements through `@actions/attest`. Stores nothing, and decides nothing about what is signed. */
import type {Attestation} from '../attestation/attestation.ts';
import {AttestationError} from '../attestation/attestation-error.ts';
import {parseExact} from '../attestation/exact-json.ts';
import type {ExactObject} from '../attestation/exact-json.ts';
import {SPDX_DOCUMENT} from '../attestation/spdx.ts';
import type {JsonObject} from '../oci/json.ts';
import {PatienceError, retry, TransientError} from '../oci/patience.ts';
import type {Patience} from '../oci/patience.ts';
import {quoteText} from '../oci/plain-text.ts';
import {assertAudience, findTokenFaults, parseClaims} from './claims.ts';
import {lendToken} from './environment-token.ts';
import type {Environment} from './environment-token.ts';
import {SIGSTORE_AUDIENCE} from './instance.ts';
import type {Instance} from './instance.ts';
import {readProof} from './proof.ts';
import type {SigningCertificate} from './proof.ts';
import {describeExhausted, SigningError} from './signing-error.ts';
import {describeSigning} from './signing-failure.ts';

export interface SignOptions {
  /** Signed as it stands, to the last digit. At most 1024 subjects. */
  readonly attestation: Attestation;
  readonly instance: Instance;
  readonly identityToken: () => Promise<string>;
  /** The environment that the signing library reads, `process.env`: nothing is left in it. */
  readonly environment: Environment;
  /** One deadline for all attempts: Fulcio may hang rather than fail. */
  readonly patience: Patience;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface SignedBundle {
  /** As `@actions/attest` gives it: `application/vnd.dev.sigstore.bundle.v0.3+json`. */
  readonly bundle: JsonObject;
  /** The bundle as one line of JSON, without a line feed. */
  readonly bytes: Uint8Array;
  readonly predicateType: string;
  /** In the transparency log, where the instance has one: a decimal number. */
  readonly logIndex: string | undefined;
  /** ISO 8601, from the log. A timestamp authority's time is known once the bundle is verified. */
  readonly loggedAt: string | undefined;
  readonly certificate: SigningCertificate;
  /** So big that the public log may drop it without a clear error. */
  readonly large: boolean;
}

/** More than this in a bundle, and Rekor may close the connection: https://github.com/sigstore/rekor/issues/2808. */
export const LARGE_BUNDLE_BYTES = 1_000_000;
/** GitHub's API takes no more. */
export const BUNDLE_LIMIT_BYTES = 16 * 1024 * 1024;
const SUBJECTS_LIMIT = 1024;
/** Certificate, log entry with its proof, and the frame around them. */
const PROOF_BYTES = 16 * 1024;
/** The longest statement whose bundle GitHub takes: it is in there as Base64. */
export const STATEMENT_LIMIT_BYTES = Math.floor((BUNDLE_LIMIT_BYTES - PROOF_BYTES) / 4) * 3;

/**
 * The statement, signed, and not stored anywhere: storing is a step of its own, so that no bundle is lost with it. A
 * conflict in the log (409) counts as success, because the library fetches the entry and it is checked here to be this
 * signature's. Throws {@link SigningError}, and `AttestationError` for a statement that the library cannot compose.
 */
export async function signStatement(options: SignOptions): Promise<SignedBundle> {
  const expected = options.attestation.statement();
  assertSize(options.attestation, expected);
  const parts = readParts(expected);
  const tokens: string[] = [];
  try {
    return await retry(options.patience, describeTask(options.instance), async signal => {
      const token = await options.identityToken();
      tokens.push(token);
      return await attempt(options, {token, expected, parts}, signal);
    });
  } catch (error) {
    throw error instanceof PatienceError ? describeExhausted(error, 'signing-timeout', tokens) : error;
  }
}

/** Which of them keeps us waiting, the library does not tell. */
function describeTask({fulcioUrl, rekorUrl, timestampUrl}: Instance): string {
  const others = [
    ...(rekorUrl === undefined ? [] : [`Rekor (${rekorUrl})`]),
    ...(timestampUrl === undefined ? [] : [`the timestamp authority (${timestampUrl})`])
  ];
  return [`a signature with Fulcio (${fulcioUrl})`, ...others].join(' and ');
}

/** What the library composes a statement of. */
interface StatementParts {
  readonly subjects: {name: string; digest: Record<string, string>}[];
  readonly predicateType: string;
  readonly predicate: ExactObject;
}

/** The library composes the statement anew, of these four fields in this order: nothing else may be in it. */
function readParts(statement: string): StatementParts {
  const {_type, subject, predicateType, predicate, ...rest} = parseExact(Buffer.from(statement), {
    bytes: BUNDLE_LIMIT_BYTES
  }) as ExactObject;
  const [more] = Object.keys(rest);
  if (more === undefined && _type !== undefined)
    return {subjects: subject, predicateType, predicate} as unknown as StatementParts;
  const message = `the statement says more than can be signed: its field ${quoteText(more ?? '')} would be lost`;
  throw new AttestationError('signature', message);
}

function assertSize({subjects, predicateType}: Attestation, statement: string): void {
  const size = Math.ceil(Buffer.byteLength(statement) / 3) * 4 + PROOF_BYTES;
  const code = 'bundle-too-large';
  if (subjects.length > SUBJECTS_LIMIT) {
    const message = `The statement has ${String(subjects.length)} subjects, at most ${String(SUBJECTS_LIMIT)} can be signed. subjects: platforms signs each by itself.`;
    throw new SigningError({code, message});
  }
  if (size > BUNDLE_LIMIT_BYTES) {
    const remedy =
      predicateType === SPDX_DOCUMENT
        ? 'An SBOM of less than all stages and files is smaller'
        : 'provenance: mode=min makes it smaller';
    const message = `The bundle would have about ${String(size)} bytes, GitHub takes at most ${String(BUNDLE_LIMIT_BYTES)}. ${remedy}.`;
    throw new SigningError({code, message});
  }
}

interface Attempt {
  readonly token: string;
  readonly expected: string;
  readonly parts: StatementParts;
}

async function attempt(
  options: SignOptions,
  {token, expected, parts}: Attempt,
  signal: AbortSignal
): Promise<SignedBundle> {
  const {instance} = options;
  const claims = parseClaims(token);
  assertAudience(claims, SIGSTORE_AUDIENCE);
  try {
    const bundle = await Promise.race([callLibrary(options, parts, token), refuseAfter(signal)]);
    return describeBundle(options, bundle, expected);
  } catch (error) {
    if (signal.aborted) throw error;
    const demands = {audience: SIGSTORE_AUDIENCE, issuer: instance.issuer, now: (options.now ?? Date.now)()};
    const tokenFaults = findTokenFaults(claims, demands);
    const {failure, transient} = describeSigning(error, {instance, tokenFaults, secrets: [token]});
    throw transient ? new TransientError(failure.message, {cause: failure}) : failure;
  }
}

/** The bundle, by the library's own hosts and retries: three within half a minute, at ten seconds each. */
async function callLibrary(
  {instance, environment}: SignOptions,
  {subjects, predicateType, predicate}: StatementParts,
  token: string
): Promise<JsonObject> {
  const {attest} = await import('./libraries.ts');
  const {bundle} = await lendToken(environment, token, () =>
    attest({
      subjects,
      predicateType,
      predicate,
      sigstore: instance.name,
      skipWrite: true,
      token: ''
    })
  );
  return bundle as unknown as JsonObject;
}

/** The library can be waited for, but not stopped. */
function refuseAfter(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const refuse = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, {once: true});
  });
}

function describeBundle(options: SignOptions, bundle: JsonObject, statement: string): SignedBundle {
  const bytes = Buffer.from(JSON.stringify(bundle));
  return {
    bundle,
    bytes,
    predicateType: options.attestation.predicateType,
    ...readProof(bundle, options.instance, statement),
    large: bytes.byteLength > LARGE_BUNDLE_BYTES
  };
}
