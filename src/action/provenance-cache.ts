/**
 * Provenance of images, kept across runs: the chain of bytes by digest. Never throws and never warns; what comes back
 * is what its names say, and nothing more: whether it is about the image is for whoever asked to verify.
 */
import {createLimiter} from '../attestation/limiter.ts';
import type {Chain} from '../dependencies/chain.ts';
import type {Digest} from '../oci/descriptor.ts';
import {CacheEntryError, formatCacheKey, packEntry, unpackEntry} from './cache-entry.ts';
import {restoreArchive, saveArchive} from './cache-process.ts';
import type {ClientOptions, Undone} from './cache-process.ts';
import {saysExists, saysRefused} from './cache-words.ts';
import type {Environment} from './runner.ts';

export type Restored = {readonly state: 'hit'; readonly chain: Chain} | {readonly state: 'miss'} | Unserved;

export type Saved =
  | {readonly state: 'saved'}
  /** Or it is being saved by another job: nothing is wrong. */
  | {readonly state: 'exists'}
  | Unserved;

export interface Unserved {
  /**
   * - `off`: nobody was asked
   * - `refused`: this job may not, as those of forks
   * - `invalid`: content that is not what it is called, none, or too much: nothing is taken of the entry, or saved
   * - `failed`: it was asked, and did not do it
   */
  readonly state: 'off' | 'refused' | 'invalid' | 'failed';
  readonly problem: string;
}

export interface ProvenanceCache {
  /** Why nobody is asked, or not any more; to be said once. Undefined while the cache serves. */
  readonly off: () => string | undefined;
  readonly restore: (digest: Digest) => Promise<Restored>;
  /** Saved once, an entry is never changed. */
  readonly save: (digest: Digest, chain: Chain) => Promise<Saved>;
}

const CONCURRENCY = 4;
const SYSTEMS: readonly NodeJS.Platform[] = ['linux', 'darwin'];

/** A cache that takes `timeoutMs` a call at most; after the first call that takes longer, it is off. */
export function openProvenanceCache(options: ClientOptions): ProvenanceCache {
  const limit = createLimiter(CONCURRENCY);
  let off = findAbsence(options.env);
  const serve = async <T>(work: () => Promise<T>): Promise<T | Unserved> =>
    limit(async () => {
      if (off !== undefined) return {state: 'off', problem: off};
      try {
        return await work();
      } catch (error) {
        const state = error instanceof CacheEntryError ? 'invalid' : 'failed';
        return {state, problem: (error as Error).message};
      }
    });
  const judge = (result: Undone): Unserved => {
    if (result.state === 'nothing') {
      const problem = result.words || 'it did not say why';
      return {state: saysRefused(problem) ? 'refused' : 'failed', problem};
    }
    if (result.state === 'cancelled') return {state: 'failed', problem: 'the run was cancelled'};
    off ??= `it did not answer within ${options.timeoutMs / 1000} s`;
    return {state: 'failed', problem: off};
  };
  return {
    off: () => off,
    restore: digest =>
      serve<Restored>(async () => {
        const result = await restoreArchive(formatCacheKey(digest), options);
        if (result instanceof Uint8Array) return {state: 'hit', chain: await unpackEntry(result)};
        return result.state === 'nothing' && result.words === '' ? {state: 'miss'} : judge(result);
      }),
    save: (digest, chain) =>
      serve<Saved>(async () => {
        const result = await saveArchive(formatCacheKey(digest), await packEntry(chain), options);
        if (result.state === 'done') return {state: 'saved'};
        if (result.state === 'nothing' && saysExists(result.words)) return {state: 'exists'};
        return judge(result);
      })
  };
}

/** As the library looks for the service, which it says of nobody that it is missing. */
function findAbsence(env: Environment): string | undefined {
  if (!SYSTEMS.includes(process.platform)) return `it is not used on ${process.platform}`;
  if (env['ACTIONS_CACHE_MODE']?.trim().toLowerCase() === 'none') return 'ACTIONS_CACHE_MODE is none';
  const service = env['ACTIONS_CACHE_SERVICE_V2'] ? 'ACTIONS_RESULTS_URL' : 'ACTIONS_CACHE_URL';
  const missing = ['ACTIONS_RUNTIME_TOKEN', service].find(name => !env[name]);
  return missing === undefined ? undefined : `this runner offers none: ${missing} is not set`;
}
