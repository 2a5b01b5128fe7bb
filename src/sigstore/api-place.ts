/** GitHub's attestations API as a place for bundles. */
import type {Digest} from '../oci/descriptor.ts';
import {isObject, JsonError, parseJson} from '../oci/json.ts';
import type {JsonObject, JsonValue} from '../oci/json.ts';
import {PatienceError, retry, TransientError} from '../oci/patience.ts';
import type {BundlePlace, KeptBundle} from './bundle-place.ts';
import type {GitHubApi} from './github-api.ts';
import {describeCauses, joinSentences, SigningError} from './signing-error.ts';
import {listAttestations, storeAttestation} from './store.ts';

const NAME = 'GitHub attestations API';

/** The place; one that is `optional` may refuse for lack of permission or plan. */
export function createApiPlace(api: GitHubApi, optional: boolean): BundlePlace {
  return {
    kind: 'api',
    name: NAME,
    find: async (digest, predicateType, patience) => {
      const listed = await listAttestations({digest, predicateType}, {...api, patience});
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
  digest: Digest,
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

/** What to do where the API refuses for lack of permission or plan; undefined for any other failure. */
function findRemedy(error: unknown): string | undefined {
  if (!(error instanceof SigningError)) return undefined;
  const {code, status} = error;
  if (code === 'api-forbidden' && status !== 403)
    return 'Leave the input github-token at its default, or set store-attestation: false.';
  if (code === 'api-forbidden')
    return 'Give the job "permissions: attestations: write", or set store-attestation: false.';
  if (code === 'api-not-found')
    return 'Private repositories need a plan with artifact attestations (GitHub Enterprise Cloud), and the job "permissions: attestations: write"; without them, set store-attestation: false.';
  return undefined;
}

function explainRefusal(error: unknown, optional: boolean): ReturnType<BundlePlace['explain']> {
  const remedy = findRemedy(error);
  const evidence = joinSentences(describeCauses(error), remedy);
  return {verdict: optional && remedy !== undefined ? 'absent' : 'undecided', evidence};
}
