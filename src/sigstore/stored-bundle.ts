/** One attestation as GitHub's API lists it: with the bundle, or with where it can be downloaded. */
import {readBody} from '../oci/answer.ts';
import {expectObject, JsonError, parseJson} from '../oci/json.ts';
import type {JsonObject} from '../oci/json.ts';
import {PatienceError, retry, TransientError} from '../oci/patience.ts';
import {RegistryError} from '../oci/registry-error.ts';
import type {GitHubApi} from './github-api.ts';
import {decodeSnappy, SnappyError} from './snappy.ts';

const BUNDLE_LIMIT = 64 * 1024 * 1024;

/** The bundle's bytes; undefined where it can be neither read nor downloaded. */
export async function readStoredBundle(entry: JsonObject, api: GitHubApi): Promise<Uint8Array | undefined> {
  const bundle = entry['bundle'] ?? undefined;
  if (bundle !== undefined) return Buffer.from(JSON.stringify(bundle));
  const url = entry['bundle_url'];
  return typeof url === 'string' ? downloadBundle(url, api) : undefined;
}

/** Without the API's token: the address, of another host, holds its own permission. */
async function downloadBundle(text: string, api: GitHubApi): Promise<Uint8Array | undefined> {
  const base = new URL(api.apiUrl);
  try {
    const url = api.transport.resolve({text, base, home: base, what: 'bundle_url'});
    const compressed = await retry(api.patience, 'a stored bundle', async signal => {
      const home = new URL(url.origin);
      const answer = await api.transport.send({method: 'GET', url, home, headers: {}, signal});
      if (answer.status === 200) return readBody(answer, BUNDLE_LIMIT);
      await answer.discard();
      if (answer.status >= 500 || answer.status === 429) throw new TransientError(answer.reason);
      return undefined;
    });
    return compressed === undefined ? undefined : unpack(compressed);
  } catch (error) {
    if (error instanceof RegistryError || error instanceof PatienceError) return undefined;
    throw error;
  }
}

/** `gh` finds these in snappy's block format. */
function unpack(bytes: Uint8Array): Uint8Array | undefined {
  for (const candidate of [() => bytes, () => decodeSnappy(bytes, BUNDLE_LIMIT)]) {
    try {
      const unpacked = candidate();
      expectObject(parseJson(unpacked, {bytes: BUNDLE_LIMIT}), '$');
      return unpacked;
    } catch (error) {
      if (!(error instanceof JsonError || error instanceof SnappyError)) throw error;
    }
  }
  return undefined;
}
