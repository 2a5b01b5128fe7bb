/** The cache as collecting dependencies wants it, and what there is to say of it afterwards. Fails nothing. */
import type {Diagnostic} from '../diagnostics/diagnostic.ts';
import type {Chain} from '../dependencies/chain.ts';
import type {ChainCache} from '../dependencies/kept-chains.ts';
import type {Digest} from '../oci/descriptor.ts';
import {formatCacheKey} from './cache-entry.ts';
import type {ClientOptions} from './cache-process.ts';
import {openProvenanceCache} from './provenance-cache.ts';
import type {ProvenanceCache, Unserved} from './provenance-cache.ts';

export interface DependencyCache extends ChainCache {
  /** What is still being saved then is given the cache's time once more, all of it together. */
  readonly close: () => Promise<readonly Diagnostic[]>;
}

/** In this order. */
type CacheCode = 'PROV-801' | 'PROV-803' | 'PROV-804';

type Note = (code: CacheCode, text: string) => void;

/** Of a service that answers within `timeoutMs`. */
export function openDependencyCache(options: ClientOptions): DependencyCache {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const cache = openProvenanceCache({...options, signal});
  const notes: Record<CacheCode, Set<string>> = {
    'PROV-801': new Set(),
    'PROV-803': new Set(),
    'PROV-804': new Set()
  };
  const note: Note = (code, text) => notes[code].add(text);
  const late = (): string | undefined =>
    closing.signal.aborted ? `it was not saved within ${options.timeoutMs / 1000} s` : undefined;
  const saving: Promise<void>[] = [];
  return {
    restore: digest => restore(cache, digest, note),
    save: (digest, chain) => {
      saving.push(save(cache, digest, chain, {note, late}));
    },
    refuse: (digest, reason) => {
      note('PROV-803', describe(digest, reason));
    },
    close: async () => {
      const timer = setTimeout(() => {
        closing.abort(new Error('There was no time left.'));
      }, options.timeoutMs);
      await Promise.all(saving);
      clearTimeout(timer);
      // What somebody began to restore, and had no time to wait for.
      closing.abort(new Error('Nobody waits for it.'));
      return describeNotes(notes);
    }
  };
}

async function restore(cache: ProvenanceCache, digest: Digest, note: Note): Promise<Chain | undefined> {
  const result = await cache.restore(digest);
  switch (result.state) {
    case 'hit':
      return result.chain;
    case 'miss':
      return undefined;
    case 'invalid':
      note('PROV-803', describe(digest, result.problem));
      return undefined;
    case 'off':
    case 'refused':
    case 'failed':
      note('PROV-801', sayOnce(result));
      return undefined;
  }
}

interface Saving {
  readonly note: Note;
  /** Why nobody waits for it any more. */
  readonly late: () => string | undefined;
}

async function save(
  cache: ProvenanceCache,
  digest: Digest,
  chain: Chain,
  {note, late}: Saving
): Promise<void> {
  const result = await cache.save(digest, chain);
  switch (result.state) {
    case 'saved':
    case 'exists':
      return;
    case 'off':
      note('PROV-801', sayOnce(result));
      return;
    case 'refused':
      note('PROV-804', sayOnce(result));
      return;
    case 'invalid':
    case 'failed':
      note('PROV-804', describe(digest, late() ?? result.problem));
  }
}

/** Without the entry: the same holds of all. */
function sayOnce({problem}: Unserved): string {
  return endSentence(`The cache: ${problem}`);
}

function describe(digest: Digest, problem: string): string {
  return endSentence(`Cache entry ${formatCacheKey(digest)}: ${problem}`);
}

function endSentence(text: string): string {
  return /[.…]$/.test(text) ? text : `${text}.`;
}

async function describeNotes(
  notes: Readonly<Record<CacheCode, ReadonlySet<string>>>
): Promise<readonly Diagnostic[]> {
  const said = Object.entries(notes).filter(([, texts]) => texts.size > 0);
  if (said.length === 0) return [];
  const {createDiagnostic} = await import('../diagnostics/create.ts');
  return said.map(([code, texts]) => {
    return createDiagnostic(code as CacheCode, {phase: 'cache', evidence: [...texts]});
  });
}
