/** What the job's OIDC token says. Never shows the token, and checks no signature: Fulcio does. */
import {expectObject, JsonError, parseJson} from '../oci/json.ts';
import type {JsonObject} from '../oci/json.ts';
import {quoteText} from '../oci/plain-text.ts';
import {SigningError} from './signing-error.ts';

/** https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims; GitHub's claims under their own names. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: readonly string[];
  /** Seconds since 1970. */
  readonly expires: number | undefined;
  readonly notBefore: number | undefined;
  readonly issued: number | undefined;
  /** The workflow that holds the job: of a reusable workflow, not of the one that calls it. `me/app/.github/workflows/x.yml@refs/heads/main`. */
  readonly job_workflow_ref: string;
  readonly job_workflow_sha: string | undefined;
  /** The workflow's name. */
  readonly workflow: string | undefined;
  readonly workflow_ref: string;
  readonly workflow_sha: string | undefined;
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly repository_visibility: string | undefined;
  readonly ref: string;
  readonly sha: string;
  readonly run_id: string;
  readonly run_attempt: string;
  readonly event_name: string;
  readonly runner_environment: string;
}

const TOKEN_LIMIT = 64 * 1024;
const CLAIM_LIMIT = 2048;

/** The token's claims. Throws {@link SigningError} `token-refused`, which names claims and shows none but their names. */
export function parseClaims(token: string): Claims {
  const claims = decodeToken(token);
  const missing: string[] = [];
  const optional = (name: string): string | undefined => readText(claims, name);
  const required = (name: string): string => {
    const value = readText(claims, name);
    if (value === undefined || value === '') missing.push(name);
    return value ?? '';
  };
  const parsed = {
    issuer: required('iss'),
    subject: required('sub'),
    audience: readAudience(claims),
    expires: readSeconds(claims, 'exp'),
    notBefore: readSeconds(claims, 'nbf'),
    issued: readSeconds(claims, 'iat'),
    job_workflow_ref: required('job_workflow_ref'),
    job_workflow_sha: optional('job_workflow_sha'),
    workflow: optional('workflow'),
    workflow_ref: required('workflow_ref'),
    workflow_sha: optional('workflow_sha'),
    repository: required('repository'),
    repository_id: required('repository_id'),
    repository_owner: required('repository_owner'),
    repository_owner_id: required('repository_owner_id'),
    repository_visibility: optional('repository_visibility'),
    ref: required('ref'),
    sha: required('sha'),
    run_id: required('run_id'),
    run_attempt: required('run_attempt'),
    event_name: required('event_name'),
    runner_environment: required('runner_environment')
  };
  if (missing.length === 0) return parsed;
  throw refuse(`lacks ${missing.map(name => `the claim ${name}`).join(', ')}`);
}

function refuse(reason: string, cause?: unknown): SigningError {
  return new SigningError({code: 'token-refused', message: `The job's OIDC token ${reason}.`, cause});
}

function decodeToken(token: string): JsonObject {
  const parts = token.split('.');
  const payload = parts[1] ?? '';
  if (token.length > TOKEN_LIMIT || parts.length !== 3 || !/^[\w-]+$/.test(payload)) {
    throw refuse('is not a JSON Web Token');
  }
  try {
    return expectObject(parseJson(Buffer.from(payload, 'base64url'), {depth: 16, values: 2000}), '$');
  } catch (error) {
    if (error instanceof JsonError) throw refuse('cannot be read', error);
    throw error;
  }
}

function readText(claims: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > CLAIM_LIMIT) {
    throw refuse(`has a claim ${name} that is not a text of at most ${String(CLAIM_LIMIT)} characters`);
  }
  return value;
}

function readAudience(claims: JsonObject): readonly string[] {
  const value = Object.hasOwn(claims, 'aud') ? claims['aud'] : undefined;
  return [value].flat().filter(audience => typeof audience === 'string');
}

function readSeconds(claims: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export interface TokenDemands {
  readonly audience: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Why Fulcio would refuse the token, as far as the token itself says. Fulcio gives one and the same answer for every
 * fault of a token. What depends on this machine's clock comes last.
 */
export function findTokenFaults(claims: Claims, {audience, issuer, now}: TokenDemands): readonly string[] {
  const faults: string[] = [];
  if (!claims.audience.includes(audience)) faults.push(describeAudience(claims, audience));
  if (!isIssuedBy(claims.issuer, issuer)) {
    faults.push(`it was issued by ${quoteText(claims.issuer)}, not by ${quoteText(issuer)}`);
  }
  const {expires, notBefore} = claims;
  const format = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');
  const clock = `by this machine's clock it is ${format(Math.floor(now / 1000))}`;
  if (expires !== undefined && expires * 1000 <= now)
    faults.push(`it expired at ${format(expires)}; ${clock}`);
  if (notBefore !== undefined && notBefore * 1000 > now)
    faults.push(`it is not valid before ${format(notBefore)}; ${clock}`);
  return faults;
}

function describeAudience({audience}: Claims, wanted: string): string {
  const actual = audience.length === 0 ? 'nobody' : audience.map(quoteText).join(', ');
  return `it is meant for ${actual}, not for ${quoteText(wanted)}`;
}

/** Whether it is this issuer, or an enterprise's own path below it. */
function isIssuedBy(issuer: string, expected: string): boolean {
  return issuer === expected || issuer.startsWith(`${expected}/`);
}

/**
 * Throws {@link SigningError} `token-refused` unless the token is meant for this audience. Whose tokens count is for
 * Fulcio to say: an organisation's own may take others than GitHub's.
 */
export function assertAudience(claims: Claims, audience: string): void {
  if (claims.audience.includes(audience)) return;
  throw refuse(`cannot be used: ${describeAudience(claims, audience)}`);
}

/** What the environment says of the run, by the claims' names. */
export type RunClaims = Readonly<
  Pick<Claims, 'repository' | 'ref' | 'sha' | 'run_id' | 'run_attempt' | 'event_name'>
>;

/**
 * Throws {@link SigningError} `token-refused` unless the token is of this run: whoever gave it would otherwise have us
 * sign in another's name. Names of repositories have no case.
 */
export function assertOfRun(claims: Claims, run: RunClaims): void {
  const names = Object.keys(run) as (keyof RunClaims)[];
  const differing = names.filter(name => {
    const [said, expected] = [claims[name], run[name]];
    return name === 'repository' ? said.toLowerCase() !== expected.toLowerCase() : said !== expected;
  });
  if (differing.length === 0) return;
  const differences = differing.map(
    name => `${name} is ${quoteText(claims[name])}, the run's is ${quoteText(run[name])}`
  );
  throw refuse(`is not of this run: ${differences.join('; ')}`);
}
