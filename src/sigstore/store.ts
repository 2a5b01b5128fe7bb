/** GitHub's stores of what was signed: attestations, and records of where artifacts are. Signs and verifies nothing. */
import {expectArray, expectObject, JsonError} from '../oci/json.ts';
import type {JsonObject, JsonValue} from '../oci/json.ts';
import type {Digest} from '../oci/descriptor.ts';
import {parseExact} from '../attestation/exact-json.ts';
import {callApi, describeUnreadable, parseAnswer} from './github-api.ts';
import type {ApiAnswer, GitHubApi} from './github-api.ts';
import {readStoredBundle} from './stored-bundle.ts';

export interface StoredAttestation {
  readonly id: string;
  /** Where people see it. */
  readonly url: string;
}

/**
 * Where GitHub keeps the bundle from now on: `POST /repos/{owner}/{repo}/attestations`.
 *
 * `@actions/attest` stores only in the same call that signs, which loses the bundle when storing fails, tries for a
 * minute without a deadline, and forgets the status. Throws `SigningError` `api-…`.
 */
export async function storeAttestation(bundle: JsonObject, api: GitHubApi): Promise<StoredAttestation> {
  const what = 'storing the attestation';
  const path = `repos/${api.repository}/attestations`;
  const answer = await callApi(api, {method: 'POST', path, body: {bundle}, what});
  const id = readAnswer(api, answer, what, value => readId(value, '$'));
  return {id, url: `${api.serverUrl.replace(/\/+$/, '')}/${api.repository}/attestations/${id}`};
}

/** What `read` makes of the answer, and its `JsonError` as `SigningError`. */
function readAnswer<T>(api: GitHubApi, answer: ApiAnswer, what: string, read: (value: JsonValue) => T): T {
  const value = parseAnswer(api, answer, what);
  try {
    return read(value);
  } catch (error) {
    throw error instanceof JsonError ? describeUnreadable(api, what, error) : error;
  }
}

function readId(value: JsonValue, path: string): string {
  const id = expectObject(value, path)['id'];
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || !/^\w{1,64}$/.test(text))
    throw new JsonError(`${path}.id`, 'should be an id');
  return text;
}

const PAGES_LIMIT = 10;

/**
 * Bundles that the repository's attestations of this digest hold, by whomever they are: verify each. Undefined in place
 * of one that could not be downloaded. Throws `SigningError` `api-…`.
 */
export async function listAttestations(
  {digest, predicateType}: {readonly digest: Digest; readonly predicateType?: string},
  api: GitHubApi
): Promise<readonly (Uint8Array | undefined)[]> {
  const what = `listing the attestations of ${digest}`;
  const type = predicateType === undefined ? '' : `&predicate_type=${encodeURIComponent(predicateType)}`;
  let path: string | undefined = `repos/${api.repository}/attestations/${digest}?per_page=100${type}`;
  const found: (Uint8Array | undefined)[] = [];
  for (let page = 0; path !== undefined && page < PAGES_LIMIT; page++) {
    const answer: ApiAnswer = await callApi(api, {method: 'GET', path, what, statuses: [404]});
    if (answer.bytes === undefined) return found;
    found.push(...(await readPage(api, answer, what)));
    path = answer.next;
  }
  return found;
}

async function readPage(
  api: GitHubApi,
  answer: ApiAnswer,
  what: string
): Promise<readonly (Uint8Array | undefined)[]> {
  const entries = readAnswer(api, answer, what, () => {
    // Numbers of a bundle are texts; but nothing here should depend on that.
    const page = parseExact(answer.bytes ?? new Uint8Array(), {bytes: Infinity}) as JsonValue;
    const listed = expectArray(expectObject(page, '$')['attestations'], '$.attestations');
    return listed.map((entry, index) => expectObject(entry, `$.attestations[${String(index)}]`));
  });
  return Promise.all(entries.map(entry => readStoredBundle(entry, api)));
}

export interface ArtifactRecord {
  /** `ghcr.io/me/app`. */
  readonly name: string;
  readonly digest: Digest;
  readonly version?: string | undefined;
  /** `https://ghcr.io`. */
  readonly registryUrl: string;
}

/**
 * Ids of the records of where an artifact is stored, as `createStorageRecord` of `@actions/attest` writes them, with
 * our deadline instead of its minute: `POST /orgs/{owner}/artifacts/metadata/storage-record`. Only organisations have
 * them: see {@link isOwnedByOrganization}. Throws `SigningError` `api-…`.
 */
export async function createStorageRecord(
  {name, digest, version, registryUrl}: ArtifactRecord,
  api: GitHubApi
): Promise<readonly string[]> {
  const what = 'recording where the artifact is stored';
  const owner = api.repository.split('/')[0] ?? '';
  const path = `orgs/${owner}/artifacts/metadata/storage-record`;
  const body = {name, digest, ...(version === undefined ? {} : {version}), registry_url: registryUrl};
  const answer = await callApi(api, {method: 'POST', path, body, what});
  return readAnswer(api, answer, what, value => {
    const records = expectArray(expectObject(value, '$')['storage_records'], '$.storage_records');
    return records.map((record, index) => readId(record, `$.storage_records[${String(index)}]`));
  });
}

/** Whether the repository belongs to an organisation rather than a user. Throws `SigningError` `api-…`. */
export async function isOwnedByOrganization(api: GitHubApi): Promise<boolean> {
  const what = 'looking up the owner of the repository';
  const answer = await callApi(api, {method: 'GET', path: `repos/${api.repository}`, what});
  return readAnswer(api, answer, what, value => {
    return expectObject(expectObject(value, '$')['owner'], '$.owner')['type'] === 'Organization';
  });
}

/**
 * The domain whose trusted root a GHE.com server's bundles need: `GET /meta`. Undefined where it names none. Throws
 * `SigningError` `api-…`.
 */
export async function findTrustDomain(api: GitHubApi): Promise<string | undefined> {
  const what = 'looking up the trust domain';
  const answer = await callApi(api, {method: 'GET', path: 'meta', what, anonymous: true});
  return readAnswer(api, answer, what, value => {
    const domains = expectObject(expectObject(value, '$')['domains'] ?? {}, '$.domains');
    const attestations = expectObject(
      domains['artifact_attestations'] ?? {},
      '$.domains.artifact_attestations'
    );
    const domain = attestations['trust_domain'];
    return typeof domain === 'string' && /^[a-z0-9][a-z0-9.-]{0,99}$/i.test(domain) ? domain : undefined;
  });
}
