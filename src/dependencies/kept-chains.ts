/** Looks at images without asking their registries, where an earlier run kept all that there was to read. */
import {digestBytes} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {ContentStore} from '../oci/store.ts';
import {isCertain} from './certainty.ts';
import {openChain, recordChain, selectTrue} from './chain.ts';
import type {Chain, Recording} from './chain.ts';
import {findProvenance} from './find-provenance.ts';
import type {Finding} from './finding.ts';
import type {SignatureOptions} from './look-at-referrers.ts';
import {findListed, lookInIndex} from './look-in-index.ts';

/** Chains by the digest of their image, kept across runs by somebody who may be anybody. */
export interface ChainCache {
  /** Undefined where there is none, and where nobody could tell. Never rejects. */
  readonly restore: (digest: Digest) => Promise<Chain | undefined>;
  /** Begins to save, and waits for nothing. */
  readonly save: (digest: Digest, chain: Chain) => void;
  /** What was restored is not what is kept under this digest, and why. */
  readonly refuse: (digest: Digest, reason: string) => void;
}

export interface KeptChains {
  /** Undefined unless an entry by itself holds provenance that may be used without asking the registry. */
  readonly recall: (digest: Digest, platform: string | undefined) => Promise<Finding | undefined>;
  /** As `findProvenance`, which it is. */
  readonly find: (store: ContentStore, digest: Digest, platform: string | undefined) => Promise<Finding>;
  /** Begins to save what was found, but for images that there was an entry of: none can be overwritten. */
  readonly save: () => void;
}

const PLACE = 'the cache';
const NONE: Chain = new Map();
/** Of all chains that are held at the same time: of those that were restored, and of those that are to be saved. */
const HELD_LIMIT = 256 * 1024 * 1024;

interface Keeper {
  readonly cache: ChainCache;
  readonly signatures: SignatureOptions;
  readonly restored: Map<Digest, Promise<Chain | undefined>>;
  readonly found: Map<Digest, Chain>;
  /** By image and platform: why its entry looks bad, if it is not the image. */
  readonly doubts: Map<string, string>;
  readonly fits: {readonly restored: Fits; readonly found: Fits};
}

/** Whether there is still room for a chain, which it then takes. */
type Fits = (chain: Chain) => boolean;

export function createKeptChains(cache: ChainCache, signatures: SignatureOptions): KeptChains {
  const fits = {restored: createRoom(), found: createRoom()};
  const maps = {restored: new Map(), found: new Map(), doubts: new Map()};
  const keeper: Keeper = {cache, signatures, ...maps, fits};
  return {
    recall: (digest, platform) => recall(keeper, digest, platform),
    find: (store, digest, platform) => find(keeper, store, digest, platform),
    save: () => {
      for (const [digest, chain] of keeper.found) cache.save(digest, chain);
    }
  };
}

function createRoom(): Fits {
  let left = HELD_LIMIT;
  return chain => {
    const size = [...chain.values()].reduce((sum, {byteLength}) => sum + byteLength, 0);
    if (size > left) return false;
    left -= size;
    return true;
  };
}

async function recall(
  keeper: Keeper,
  digest: Digest,
  platform: string | undefined
): Promise<Finding | undefined> {
  const {cache, signatures, doubts} = keeper;
  const {chain} = await gather(keeper, digest, platform);
  if (chain === undefined) return undefined;
  const {finding, complete} = await lookAtChain(chain, digest, platform, signatures);
  const listed = () => lookInIndex(openChain(chain, PLACE), digest, platform);
  if (complete && (await isCertain(finding, signatures, listed))) return {...finding, cached: true};
  if (!chain.has(digest)) cache.refuse(digest, `it does not hold ${digest} itself`);
  if (finding.found.outcome === 'invalid') doubts.set(keyOf(digest, platform), finding.found.reason);
  return undefined;
}

async function find(
  keeper: Keeper,
  store: ContentStore,
  digest: Digest,
  platform: string | undefined
): Promise<Finding> {
  const {chain, vacant} = await gather(keeper, digest, platform);
  const recording = recordChain(store, chain ?? NONE);
  const finding = await findProvenance(recording.store, digest, platform, keeper.signatures);
  const doubt = keeper.doubts.get(keyOf(digest, platform));
  if (doubt !== undefined && isGood(finding)) keeper.cache.refuse(digest, doubt);
  if (vacant !== undefined && holdsProvenance(finding))
    await note(keeper, recording, {digest, platform, finding, vacant});
  return finding;
}

interface Gathered {
  readonly chain?: Chain;
  /** What is read now can be saved under this digest. */
  readonly vacant?: Digest;
}

/**
 * What is kept of the image for the platform. An entry cannot be changed: where the index's was saved by a run for other
 * platforms, what it lacks is under the digest of the platform's own image, which it names.
 */
async function gather(keeper: Keeper, digest: Digest, platform: string | undefined): Promise<Gathered> {
  const chain = await restore(keeper, digest);
  if (chain === undefined) return {vacant: digest};
  const image = await findListed(openChain(chain, PLACE), digest, platform);
  if (image === undefined || chain.has(image)) return {chain};
  const own = await restore(keeper, image);
  return own === undefined ? {chain, vacant: image} : {chain: new Map([...own, ...chain])};
}

interface Noted {
  readonly digest: Digest;
  readonly platform: string | undefined;
  readonly finding: Finding;
  readonly vacant: Digest;
}

/** What alone comes to the same is to be saved, together with what was read for other platforms. */
async function note(
  {signatures, found, fits}: Keeper,
  recording: Recording,
  {digest, platform, finding, vacant}: Noted
): Promise<void> {
  const chain = recording.read();
  if (chain === undefined) return;
  const again = await lookAtChain(chain, digest, platform, signatures);
  if (!again.complete || !saysSame(again.finding, finding) || !fits.found(chain)) return;
  found.set(vacant, new Map([...(found.get(vacant) ?? NONE), ...chain]));
}

function restore({cache, restored, fits}: Keeper, digest: Digest): Promise<Chain | undefined> {
  const known = restored.get(digest) ?? restoreTrue(cache, digest, fits.restored);
  restored.set(digest, known);
  return known;
}

async function restoreTrue(cache: ChainCache, digest: Digest, fits: Fits): Promise<Chain | undefined> {
  const chain = await cache.restore(digest);
  return chain && fits(chain) ? selectTrue(chain) : undefined;
}

function keyOf(digest: Digest, platform: string | undefined): string {
  return JSON.stringify([digest, platform]);
}

async function lookAtChain(
  chain: Chain,
  digest: Digest,
  platform: string | undefined,
  signatures: SignatureOptions
): Promise<{readonly finding: Finding; readonly complete: boolean}> {
  const store = openChain(chain, PLACE);
  const finding = await findProvenance(store, digest, platform, signatures);
  return {finding, complete: !store.isLacking()};
}

/** Then it is the entry that is bad, and not the image, or whoever may sign it. */
function isGood(finding: Finding): boolean {
  return finding.found.outcome === 'nothing' || holdsProvenance(finding);
}

function holdsProvenance({found}: Finding): boolean {
  return found.outcome === 'signed' || found.outcome === 'unsigned';
}

function saysSame(one: Finding, other: Finding): boolean {
  return describe(one) === describe(other);
}

function describe({found, statements}: Finding): string {
  return JSON.stringify([found.outcome, ...statements.map(({document}) => digestBytes(document))]);
}
