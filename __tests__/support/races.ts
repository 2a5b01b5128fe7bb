/** A registry, and writers to one tag of it, on a clock of their own: the same seed gives the same race. */
import assert from 'node:assert/strict';
import {attachReferrer, type Attached} from '../../src/oci/attach.ts';
import type {ContentSink, TaggedManifest} from '../../src/oci/content-sink.ts';
import {digestBytes, type Descriptor, type Digest} from '../../src/oci/descriptor.ts';
import {MEDIA_TYPES} from '../../src/oci/manifest.ts';
import {createPatience, TransientError, type Patience} from '../../src/oci/patience.ts';
import {parseReferrerIndex} from '../../src/oci/referrer-index.ts';
import {createReferrerLedger} from '../../src/oci/referrer-ledger.ts';
import {SETTLED_LATER, SETTLING} from '../../src/oci/tag-settling.ts';
import {RegistryError} from '../../src/oci/registry-error.ts';
import {restoreReferrers} from '../../src/oci/restore.ts';
import type {Content} from '../../src/oci/store.ts';

export interface RaceOptions {
  readonly seed: number;
  readonly writers: number;
  /** Writers begin within so many milliseconds. */
  readonly spreadMs: number;
  /** One way, at most. */
  readonly latencyMs: number;
  /** How old what is read may be, and how often it is. */
  readonly stale?: {readonly ms: number; readonly share: number};
  /** Whether entity tags are given, and minded. */
  readonly etag?: 'minded' | 'ignored';
  /** How many of the writes are answered with a reset connection, half of them after they were carried out. */
  readonly resets?: number;
  /** A writer that reads, writes and looks no further, as others do. */
  readonly careless?: number;
  /** Each writer looks again after the race, as a new process. */
  readonly looksAgain?: boolean;
  /** Each writer leaves the waiting to a process that begins at most so many milliseconds after it. */
  readonly laterMs?: number;
  readonly timeoutMs?: number;
}

export interface Race {
  /** In the order of the writers; what was thrown instead where one failed. */
  readonly outcomes: readonly (Attached | Error)[];
  /** What the tag lists in the end. */
  readonly listed: ReadonlySet<Digest>;
  /** Of those who were told that theirs is listed, the ones that are not. */
  readonly silentLosses: readonly Digest[];
  readonly restored: number;
  /** Of the whole race, in milliseconds. */
  readonly elapsedMs: number;
  /** Every event in order, so that two races can be compared. */
  readonly trace: readonly string[];
}

export const SUBJECT: Descriptor = {
  mediaType: MEDIA_TYPES.ociIndex,
  digest: digestBytes(Buffer.from('subject')),
  size: 7
};

/** https://en.wikipedia.org/wiki/Permuted_congruential_generator would be more than is needed: mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface World {
  readonly now: () => number;
  readonly random: () => number;
  readonly trace: string[];
  delay(ms: number): Promise<void>;
  run(): Promise<void>;
}

/** Time passes only when everybody waits. */
function createWorld(seed: number): World {
  const queue: {at: number; order: number; go: () => void}[] = [];
  const trace: string[] = [];
  let time = 0;
  let order = 0;
  return {
    now: () => time,
    random: createRandom(seed),
    trace,
    delay: ms =>
      new Promise(resolve => {
        queue.push({at: time + Math.max(0, ms), order: order++, go: resolve});
      }),
    async run() {
      for (;;) {
        await new Promise(setImmediate);
        queue.sort((a, b) => a.at - b.at || a.order - b.order);
        const next = queue.shift();
        if (next === undefined) return;
        time = next.at;
        next.go();
      }
    }
  };
}

interface State {
  readonly at: number;
  readonly bytes: Uint8Array | undefined;
}

/** Tags, and nothing else that matters here. */
function createRegistry(
  world: World,
  options: RaceOptions
): {sink: (name: string) => ContentSink; history: State[]} {
  const history: State[] = [{at: -Infinity, bytes: undefined}];
  const manifests = new Map<string, Content>();
  const {latencyMs, stale, etag, resets = 0} = options;
  const travel = (): Promise<void> => world.delay(world.random() * latencyMs);
  const last = (before: number): State => history.findLast(({at}) => at <= before)!;
  const read = async (name: string): Promise<TaggedManifest | undefined> => {
    await travel();
    const age = stale !== undefined && world.random() < stale.share ? world.random() * stale.ms : 0;
    const {bytes} = last(world.now() - age);
    await travel();
    if (bytes === undefined) return undefined;
    const digest = digestBytes(bytes);
    world.trace.push(`${world.now().toFixed(3)} ${name} reads ${digest.slice(7, 15)}`);
    const descriptor = {mediaType: MEDIA_TYPES.ociIndex, digest, size: bytes.byteLength};
    return {descriptor, bytes, etag: etag === undefined ? undefined : `"${digest}"`};
  };
  const fail = (status: number | undefined, reason: string): never => {
    const cause = new RegistryError({method: 'PUT', url: 'http://registry', status, reason});
    throw new TransientError(reason, {cause});
  };
  const write = async (name: string, bytes: Uint8Array, ifMatch: string | undefined): Promise<void> => {
    await travel();
    const current = last(world.now()).bytes;
    const reset = world.random() < resets;
    const carriedOut = !reset || world.random() < 0.5;
    const matches = ifMatch === undefined || (current && `"${digestBytes(current)}"` === ifMatch);
    if (etag === 'minded' && !matches) fail(412, '412 Precondition Failed');
    if (carriedOut) history.push({at: world.now(), bytes});
    world.trace.push(`${world.now().toFixed(3)} ${name} writes ${digestBytes(bytes).slice(7, 15)}`);
    await travel();
    if (reset) fail(undefined, 'ECONNRESET');
  };
  const sink = (name: string): ContentSink => {
    const own: ContentSink = {
      name: 'registry race',
      ledger: createReferrerLedger(),
      within: () => own,
      manifest: digest => travel().then(() => manifests.get(digest)),
      blob: () => Promise.resolve(undefined),
      referrers: () => Promise.resolve([]),
      listedReferrers: () => travel().then(() => undefined),
      taggedManifest: () => read(name),
      async pushBlob(bytes, mediaType) {
        await travel();
        return {mediaType, digest: digestBytes(bytes), size: bytes.byteLength};
      },
      async pushManifest(bytes, mediaType, {tag, ifMatch} = {}) {
        await (tag === undefined ? travel() : write(name, bytes, ifMatch));
        const descriptor = {mediaType, digest: digestBytes(bytes), size: bytes.byteLength};
        manifests.set(descriptor.digest, {descriptor, bytes});
        return {descriptor, subject: undefined};
      }
    };
    return own;
  };
  return {sink, history};
}

function createRacePatience(world: World, timeoutMs: number): Patience {
  return createPatience({timeoutMs, now: world.now, random: world.random, sleep: ms => world.delay(ms)});
}

const TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Runs one race to its end. */
export async function runRace(options: RaceOptions): Promise<Race> {
  const world = createWorld(options.seed);
  const {sink, history} = createRegistry(world, options);
  const {timeoutMs = 120_000} = options;
  let restored = 0;

  const attach = async (name: string): Promise<Attached> => {
    await world.delay(world.random() * options.spreadMs);
    const referrer = {
      subject: SUBJECT,
      artifactType: TYPE,
      annotations: {},
      blob: {mediaType: TYPE, bytes: Buffer.from(name)}
    };
    const settling = options.laterMs === undefined ? SETTLING : SETTLED_LATER;
    return attachReferrer(sink(name), referrer, createRacePatience(world, timeoutMs), settling);
  };
  const attachCarelessly = async (name: string): Promise<void> => {
    await world.delay(world.random() * options.spreadMs);
    const own = sink(name);
    const tagged = await own.taggedManifest('');
    const listed = parseReferrerIndex(tagged, SUBJECT.digest).entries.map(({json}) => json);
    const added = {mediaType: MEDIA_TYPES.ociManifest, digest: digestBytes(Buffer.from(name)), size: 1};
    const index = {schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [...listed, added]};
    await own.pushManifest(Buffer.from(name), MEDIA_TYPES.ociManifest);
    await own.pushManifest(Buffer.from(JSON.stringify(index)), MEDIA_TYPES.ociIndex, {tag: 'tag'});
  };
  const lookAgain = async (name: string, {referrers}: Attached): Promise<void> => {
    await world.delay(10_000 + world.random() * 50_000);
    const patience = createRacePatience(world, timeoutMs);
    restored += (await restoreReferrers(sink(name), SUBJECT.digest, referrers, patience)).length;
  };
  const finish = async (name: string, {referrers}: Attached, laterMs: number): Promise<void> => {
    const writtenAt = world.now();
    await world.delay(world.random() * laterMs);
    const patience = createRacePatience(world, timeoutMs);
    const restoring = restoreReferrers(sink(name), SUBJECT.digest, referrers, patience, {writtenAt});
    restored += (await restoring).length;
  };
  const take = async (name: string): Promise<Attached> => {
    const attached = await attach(name);
    if (options.laterMs !== undefined) await finish(name, attached, options.laterMs);
    if (options.looksAgain === true) await lookAgain(name, attached);
    return attached;
  };

  const names = Array.from({length: options.writers}, (_, position) => `writer ${String(position)}`);
  const outcomes = names.map(name => take(name).catch((error: unknown) => error as Error));
  const others = Array.from({length: options.careless ?? 0}, (_, position) =>
    attachCarelessly(`careless ${String(position)}`).catch(() => undefined)
  );
  await world.run();
  await Promise.all(others);
  return judgeRace(await Promise.all(outcomes), history, {
    restored,
    elapsedMs: world.now(),
    trace: world.trace
  });
}

function judgeRace(
  outcomes: readonly (Attached | Error)[],
  history: readonly State[],
  rest: Pick<Race, 'restored' | 'elapsedMs' | 'trace'>
): Race {
  const bytes = history.at(-1)?.bytes;
  const descriptor = bytes && {
    mediaType: MEDIA_TYPES.ociIndex,
    digest: digestBytes(bytes),
    size: bytes.byteLength
  };
  const index = parseReferrerIndex(bytes && descriptor && {bytes, descriptor}, SUBJECT.digest);
  const listed = new Set(index.entries.map(entry => entry.descriptor.digest));
  const silentLosses = outcomes.flatMap(outcome =>
    outcome instanceof Error || listed.has(outcome.descriptor.digest) ? [] : [outcome.descriptor.digest]
  );
  return {outcomes, listed, silentLosses, ...rest};
}

export type RaceSetting = Omit<RaceOptions, 'seed' | 'writers'>;

const STALE_MS = 5000;

/** What eight writers may meet, in words that follow "eight writers to one tag". */
export const RACE_SETTINGS: readonly (readonly [string, RaceSetting])[] = [
  ['that are slow', {spreadMs: 1000, latencyMs: 400}],
  ['that are fast', {spreadMs: 100, latencyMs: 30}],
  ['whose connections break', {spreadMs: 1000, latencyMs: 400, etag: 'ignored', resets: 0.2}],
  ['beside two that look no further than their own write', {spreadMs: 1000, latencyMs: 400, careless: 2}],
  ['of a registry that minds If-Match', {spreadMs: 1000, latencyMs: 400, etag: 'minded'}],
  [
    'of a registry that gives out what is 5 s old, now and then',
    {spreadMs: 1000, latencyMs: 200, stale: {ms: STALE_MS, share: 0.5}}
  ],
  ['of a registry that always does', {spreadMs: 1000, latencyMs: 200, stale: {ms: STALE_MS, share: 1}}],
  [
    'of a registry that does, and minds If-Match',
    {spreadMs: 1000, latencyMs: 200, etag: 'minded', stale: {ms: STALE_MS, share: 0.5}}
  ]
];

/** How writers wait for a tag to settle, in words that follow those. */
export const RACE_ORDERS: readonly (readonly [string, Pick<RaceOptions, 'laterMs'>])[] = [
  ['and wait', {}],
  // Some begin while the tag may still be contended, some after that.
  ['and look again later', {laterMs: 15_000}]
];

/** With seeds from 1 on. Fails at the first race of eight writers in which one is lost, or does not succeed. */
export async function assertNothingLost(setting: RaceSetting, races: number): Promise<void> {
  for (let seed = 1; seed <= races; seed++) {
    const race = await runRace({...setting, seed, writers: 8});
    const failures = race.outcomes.filter(outcome => outcome instanceof Error);
    assert.deepEqual([race.silentLosses, failures], [[], []], `seed ${String(seed)}`);
    assert.ok(race.listed.size >= 8, `seed ${String(seed)}`);
  }
}
