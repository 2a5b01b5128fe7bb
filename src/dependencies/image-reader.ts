/** Reads the provenance of one image after the other, each repository opened once. Follows nothing. */
import type {Patience} from '../oci/patience.ts';
import type {Reference} from '../oci/reference.ts';
import type {ContentStore} from '../oci/store.ts';
import {concludeLooks, describeFailedLook} from './finding.ts';
import type {Finding} from './finding.ts';
import {dropUnsigned, findProvenance} from './find-provenance.ts';
import {createKeptChains} from './kept-chains.ts';
import type {ChainCache, KeptChains} from './kept-chains.ts';
import type {SignatureOptions} from './look-at-referrers.ts';
import type {Wanted, WantedGroup} from './wanted.ts';

/** A repository that a provenance names: anybody's text, also the name of a host that is nobody's registry. */
export type Repository = Pick<Reference, 'registry' | 'repository'>;

type Opened = ContentStore | undefined;

export interface ImageReaderOptions extends SignatureOptions {
  /**
   * A store that reads within the same patience and does not wait for what is absent; undefined for a repository that
   * is not to be asked. Called once for each.
   */
  readonly openStore: (repository: Repository) => Opened | Promise<Opened>;
  readonly patience: Patience;
  /** Asked before any registry is. */
  readonly cache?: ChainCache | undefined;
}

export interface ImageReader {
  /** What is found of an image, whatever it is called. Throws as a cancelled run does. */
  readonly read: (group: WantedGroup) => Promise<Finding>;
  /** Begins to keep for later runs what was found and holds. */
  readonly save: () => void;
}

/** Of one content: a copy elsewhere may have the provenance that this one lacks. */
const PLACES_LIMIT = 3;

export function createImageReader(options: ImageReaderOptions): ImageReader {
  const {patience, cache} = options;
  const stores = new Map<string, Promise<Opened>>();
  const openStore = ({registry, repository}: Repository): Promise<Opened> => {
    const name = `${registry}/${repository}`;
    const opened = stores.get(name) ?? Promise.resolve(options.openStore({registry, repository}));
    stores.set(name, opened);
    return opened;
  };
  const signatures = {authorities: options.authorities.map(askOnce), accepted: options.accepted};
  const kept = cache && createKeptChains(cache, signatures);
  const find: Find = kept?.find ?? ((...what) => findProvenance(...what, signatures));
  const read = async (group: WantedGroup): Promise<Finding> => {
    let found: Finding | undefined;
    for (const wanted of listPlaces(group)) {
      const next = await withinPatience(patience, LATE, () => readImage(wanted, openStore, find));
      found = found === undefined ? next : preferFinding(found, next);
      if (found.found.outcome !== 'nothing' && found.found.outcome !== 'unread') break;
    }
    return found ?? readNowhere('nobody knows where it is from');
  };
  return {
    read: async group => {
      const recalled = await withinPatience(patience, undefined, async () => recall(group, kept));
      const found = recalled ?? (await read(group));
      return options.accepted === undefined ? found : dropUnsigned(found);
    },
    save: () => kept?.save()
  };
}

type Find = KeptChains['find'];

/** Of what a registry would be asked for as well. */
async function recall(group: WantedGroup, kept: KeptChains | undefined): Promise<Finding | undefined> {
  const {image, platform} = group.find(({image: {reference, problem}}) => reference && !problem) ?? group[0];
  if (image.digest === undefined || image.reference === undefined || image.problem !== undefined)
    return undefined;
  return kept?.recall(image.digest, platform);
}

function askOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

function preferFinding(earlier: Finding, later: Finding): Finding {
  const looked = [...earlier.looked, ...later.looked];
  return {...(later.found.outcome === 'nothing' ? earlier : later), looked};
}

function listPlaces(group: WantedGroup): readonly Wanted[] {
  const place = ({image: {reference}}: Wanted): string =>
    reference === undefined ? '' : `${reference.registry}/${reference.repository}`;
  const first = group.filter((one, at) => group.findIndex(other => place(other) === place(one)) === at);
  return first.slice(0, PLACES_LIMIT);
}

async function readImage(
  {image, platform}: Wanted,
  openStore: ImageReaderOptions['openStore'],
  find: Find
): Promise<Finding> {
  const {reference, digest, problem} = image;
  if (problem !== undefined) return readNowhere(problem);
  if (digest === undefined) return readNowhere('no digest of it was recorded');
  if (reference === undefined) return readNowhere('no repository of it was recorded');
  const place = `registry ${reference.registry}/${reference.repository}`;
  try {
    const store = await openStore(reference);
    if (store === undefined) return readNowhere(`${place} is not asked`);
    return await find(store, digest, platform);
  } catch (error) {
    return concludeLooks([describeFailedLook(place, error)]);
  }
}

function readNowhere(reason: string): Finding {
  return {found: {outcome: 'unread', reason}, looked: [], statements: []};
}

const LATE = readNowhere('there was no time left to look');

/** What the work comes to, unless the deadline passes: what still waits then is left to its store. */
async function withinPatience<T>(patience: Patience, late: T, work: () => Promise<T>): Promise<T> {
  patience.signal?.throwIfAborted();
  const left = patience.deadline - patience.now();
  if (left <= 0) return late;
  const over = new AbortController();
  const timer = patience.sleep(left, over.signal).then(
    () => late,
    () => late
  );
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, timer]);
  } finally {
    over.abort();
  }
}
