/**
 * The tag that lists a subject's referrers where the registry has no API for it, written without losing anybody's.
 *
 * Registries let the last writer win, and most ignore `If-Match`. So whoever has written looks again, once others
 * that had read before can have written no more, and puts back what is missing: its own and all that it has seen.
 * Of several writers the last one to have written a referrer sees to it that it stays.
 */
import type {ContentSink, TaggedManifest} from './content-sink.ts';
import {digestBytes, type Digest} from './descriptor.ts';
import {MEDIA_TYPES} from './manifest.ts';
import {PatienceError, retry, TransientError, type Patience} from './patience.ts';
import {ReferrerError} from './referrer-error.ts';
import {
  describeOccupied,
  formatReferrerIndex,
  parseReferrerIndex,
  type ReferrerEntry,
  type ReferrerIndex
} from './referrer-index.ts';
import {noteReferrers, observeTag, type SubjectLedger} from './referrer-ledger.ts';
import {formatReferrersTag} from './referrers.ts';
import {RegistryError} from './registry-error.ts';
import {ContentError} from './store.ts';

/** From the last write until the tag counts as settled. */
export interface Settling {
  /** Where nobody else was seen: longer than others take from reading the tag to writing it. */
  readonly quietMs: number;
  /** Where somebody was: that, and twice the age of what a registry may give out as new. */
  readonly contendedMs: number;
}

export const SETTLING: Settling = {quietMs: 1000, contendedMs: 12_000};

/**
 * For who comes back later and looks again with {@link SETTLING}: the tag is looked at once, right after it was
 * written, and awaited only where others were seen by then.
 */
export const SETTLED_LATER: Settling = {...SETTLING, quietMs: 0};

/** How often a tag is looked at, after a first look, until it counts as settled. */
const LOOKS = 3;
/** Left over before the deadline for a last look. */
const LAST_LOOK_MS = 200;

interface Keeper {
  readonly sink: ContentSink;
  readonly subject: Digest;
  readonly ledger: SubjectLedger;
  readonly patience: Patience;
  readonly settling: Settling;
  /** As the tag was last seen. */
  missing: readonly Digest[];
  readonly written: Set<Digest>;
}

/**
 * The tag lists these referrers and every other one ever seen of this subject, and goes on listing them as far as
 * can be told. Returns those that this call wrote there. `sink` is bound to the patience. Throws
 * {@link ReferrerError}, `RegistryError` and `ContentError`.
 */
export async function keepInTag(
  sink: ContentSink,
  subject: Digest,
  wanted: readonly ReferrerEntry[],
  patience: Patience,
  settling: Settling = SETTLING
): Promise<ReadonlySet<Digest>> {
  const ledger = sink.ledger.of(subject);
  noteReferrers(ledger, wanted);
  const missing = wanted.map(({descriptor}) => descriptor.digest);
  const keeper: Keeper = {sink, subject, ledger, patience, settling, missing, written: new Set()};
  try {
    await retry(patience, describeTask(keeper), async () => {
      await ledger.exclusively(() => writeMissing(keeper));
      await watchTag(keeper);
    });
    return keeper.written;
  } catch (error) {
    throw error instanceof PatienceError ? describeLoss(keeper, error) : error;
  }
}

function describeTask({sink, subject}: Keeper): string {
  return `referrers of ${subject} in ${sink.name}`;
}

async function writeMissing(keeper: Keeper): Promise<void> {
  const {sink, subject, ledger, patience} = keeper;
  const {index, missing, etag, digest} = await readTag(keeper);
  if (missing.length === 0) return;
  const bytes = formatReferrerIndex(index, missing);
  const tag = formatReferrersTag(subject);
  const written = digestBytes(bytes);
  ledger.expected = new Set([digest, written]);
  try {
    await sink.pushManifest(bytes, MEDIA_TYPES.ociIndex, {
      tag,
      ...(etag === undefined ? {} : {ifMatch: etag})
    });
  } catch (error) {
    // Unless it was refused, it may have been carried out all the same.
    if (!isRefused(error)) ledger.writtenAt = patience.now();
    throw error;
  }
  ledger.writtenAt = patience.now();
  ledger.expected = new Set([written]);
  for (const {descriptor} of missing) {
    ledger.due.add(descriptor.digest);
    keeper.written.add(descriptor.digest);
  }
}

function isRefused(error: unknown): boolean {
  const status =
    error instanceof TransientError && error.cause instanceof RegistryError ? error.cause.status : undefined;
  return status !== undefined && status < 500;
}

interface Reading {
  readonly index: ReferrerIndex;
  readonly missing: readonly ReferrerEntry[];
  readonly digest: Digest | undefined;
  readonly etag: string | undefined;
}

async function readTag(keeper: Keeper): Promise<Reading> {
  const {sink, subject, ledger} = keeper;
  const {index, tagged} = await fetchReferrerIndex(sink, subject);
  const digest = tagged?.descriptor.digest;
  const missing = observeTag(ledger, digest, index.entries);
  keeper.missing = missing.map(({descriptor}) => descriptor.digest);
  return {index, missing, digest, etag: tagged?.etag};
}

/** What the tag lists now. Throws {@link ReferrerError} of code `occupied` where it names something else. */
export async function fetchReferrerIndex(
  sink: ContentSink,
  subject: Digest
): Promise<{readonly index: ReferrerIndex; readonly tagged: TaggedManifest | undefined}> {
  try {
    const tagged = await sink.taggedManifest(formatReferrersTag(subject));
    return {index: parseReferrerIndex(tagged, subject), tagged};
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    throw describeOccupied(subject, error.message, {cause: error});
  }
}

/** Looks at once, since what is lost already is soon put back, and until the tag has settled. */
async function watchTag(keeper: Keeper): Promise<void> {
  if (keeper.ledger.writtenAt === undefined) return;
  for (;;) {
    const settled = restOf(keeper) <= 0;
    await lookAtTag(keeper);
    if (settled && restOf(keeper) <= 0) return;
    if (await waitForTag(keeper)) continue;
    await lookAtTag(keeper);
    return;
  }
}

/** Milliseconds until the tag counts as settled. */
function restOf({ledger, patience, settling}: Keeper): number {
  const {writtenAt, contended} = ledger;
  const settlingMs = contended ? settling.contendedMs : settling.quietMs;
  return (writtenAt ?? -Infinity) + settlingMs - patience.now();
}

async function lookAtTag(keeper: Keeper): Promise<void> {
  const {ledger} = keeper;
  keeper.missing = await listMissing(keeper);
  // What is on its way there is the business of those who are about to write it.
  const lost = keeper.missing.filter(one => ledger.due.has(one));
  if (lost.length > 0) throw new TransientError(`the tag does not list ${lost.join(', ')}`);
}

async function listMissing(keeper: Keeper): Promise<readonly Digest[]> {
  const {ledger} = keeper;
  const begun = {here: false};
  const look = async (): Promise<readonly Digest[]> => {
    begun.here = true;
    return (await readTag(keeper)).missing.map(({descriptor}) => descriptor.digest);
  };
  const shared = ledger.together(look);
  try {
    return await shared;
  } catch (error) {
    // Another's deadline may have ended it.
    if (begun.here) throw error;
    return ledger.exclusively(look);
  }
}

/** False when there is time for one last look only, and nobody else was seen at work. */
async function waitForTag(keeper: Keeper): Promise<boolean> {
  const {ledger, patience, settling} = keeper;
  const rest = restOf(keeper);
  const remainingMs = patience.deadline - patience.now();
  const left = Math.max(0, remainingMs - LAST_LOOK_MS);
  const isLast = rest > left;
  if (isLast && ledger.contended) throw describeUnsettled(keeper, rest);
  const often = (ledger.contended ? settling.contendedMs : settling.quietMs) / LOOKS;
  const delayMs = isLast ? left : Math.max(0, Math.min(rest, often));
  if (ledger.contended) {
    const reason = 'others write this tag too';
    patience.onWait({what: describeTask(keeper), reason, delayMs, remainingMs});
  }
  await patience.sleep(delayMs, patience.signal);
  patience.signal?.throwIfAborted();
  return !isLast;
}

function describeUnsettled({sink, subject, ledger}: Keeper, rest: number): ReferrerError {
  const message =
    `referrers of ${subject} in ${sink.name}: all ${String(ledger.seen.size)} are listed, but others write the tag ` +
    `${formatReferrersTag(subject)} too, and to see whether it stays so would take another ` +
    `${String(Math.ceil(rest / 1000))} s, beyond the deadline`;
  return new ReferrerError('unsettled', subject, [], message);
}

function describeLoss({sink, subject, missing}: Keeper, error: PatienceError): ReferrerError {
  const what =
    missing.length === 0 ? 'the listing could not be confirmed' : `not listed: ${missing.join(', ')}`;
  const message = `referrers of ${subject} in ${sink.name}: ${what}; tag ${formatReferrersTag(subject)}: ${error.reason}`;
  return new ReferrerError('lost', subject, missing, message, {cause: error});
}
