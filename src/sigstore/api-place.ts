/** GitHub's attestations API as a place for bundles. */
import {isObject, JsonError, parseJson} from '../oci/json.ts';
import type {JsonObject, JsonValue} from '../oci/json.ts';
import {PatienceError, retry, TransientError} from '../oci/patience.ts';
import type {BundlePlace, KeptBundle} from './bundle-place.ts';
import type {GitHubApi} from './github-api.ts';
import {describeCauses, SigningError} from './signing-error.ts';
import type {SigningErrorCode} from './signing-error.ts';
import {listAttestations, storeAttestation} from './store.ts';

const NAME = 'GitHub attestations API';

/** The place; one that is `optional` may refuse for lack of permission or plan. */
export function createApiPlace(api: GitHubApi, optional: boolean): BundlePlace {
  return {
    kind: 'api',
    name: NAME,
    find: async ({digest}, predicateType) => {
      const listed = await listAttestations({digest, predicateType}, api);
      return listed.filter(bytes => bytes !== undefined);
    },
    store: async ({bundle}) => storeAttestation(bundle, api),
    read: async (bundle, [subject]) => (subject === undefined ? [] : [await readBack(bundle, subject, api)]),
    explain: error => explainRefusal(error, optional)
  };
}

/** What was stored may take a moment until it is listed. Throws {@link SigningError} `api-unavailable`. */
async function readBack(
  {bundle, predicateType}: KeptBundle,
  {digest}: {readonly digest: Parameters<typeof listAttestations>[0]['digest']},
  api: GitHubApi
): Promise<Uint8Array> {
  const wanted = readSignature(bundle);
  const what = `the attestation of ${digest}`;
  try {
    return await retry(api.patience, what, async () => {
      const listed = await listAttestations({digest, predicateType}, api);
      const found = listed.find(bytes => bytes !== undefined && signatureIn(bytes) === wanted);
      if (found !== undefined) return found;
      throw new TransientError("GitHub's API does not list it yet");
    });
  } catch (error) {
    if (!(error instanceof PatienceError)) throw error;
    throw new SigningError({
      code: 'api-unavailable',
      message: error.message,
      url: api.apiUrl,
      cause: error.cause
    });
  }
}

/** The envelope's signature tells one bundle from another, however often the API writes it anew. */
function readSignature(bundle: JsonObject): JsonValue | undefined {
  const envelope = bundle['dsseEnvelope'];
  const signatures = isObject(envelope) ? envelope['signatures'] : undefined;
  const first = Array.isArray(signatures) ? (signatures as readonly JsonValue[])[0] : undefined;
  return isObject(first) ? first['sig'] : undefined;
}

function signatureIn(bytes: Uint8Array): JsonValue | undefined {
  try {
    const bundle = parseJson(bytes, {bytes: Infinity});
    return isObject(bundle) ? readSignature(bundle) : undefined;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** What the API's refusals ask of the user; what is not here is no refusal. */
const REMEDIES: Partial<Record<SigningErrorCode, string>> = {
  'api-forbidden': 'Give the job "permissions: attestations: write", or set store-attestation: false.',
  'api-not-found':
    'Private repositories need a plan with artifact attestations (GitHub Enterprise Cloud), and the job "permissions: attestations: write"; without them, set store-attestation: false.'
};

function explainRefusal(error: unknown, optional: boolean): ReturnType<BundlePlace['explain']> {
  const remedy = error instanceof SigningError ? REMEDIES[error.code] : undefined;
  const said = describeCauses(error);
  if (remedy === undefined) return {verdict: 'undecided', evidence: said};
  return {verdict: optional ? 'absent' : 'undecided', evidence: `${said} ${remedy}`};
}
