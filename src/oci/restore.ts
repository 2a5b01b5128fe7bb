/** Looks again at referrers that were attached earlier, and lists again what was lost since. */
import {publishReferrer, type Place} from './attach.ts';
import type {ContentSink} from './content-sink.ts';
import type {Descriptor, Digest} from './descriptor.ts';
import type {Patience} from './patience.ts';
import {ReferrerError} from './referrer-error.ts';
import {describeReferrer} from './referrer-index.ts';
import {resumeLedger} from './referrer-ledger.ts';
import {keepInTag} from './referrers-tag.ts';
import {fetchReferrerIndex} from './tag-keeper.ts';
import {SETTLING, type Settling} from './tag-settling.ts';
import {RegistryError} from './registry-error.ts';
import type {Content} from './store.ts';

export interface RestoreOptions {
  readonly settling?: Settling;
  /**
   * We wrote the tag last before this moment of the patience's clock, perhaps in another process: until others can
   * have written no more, it is watched as after a write. Long ago where absent: then one look is enough.
   */
  readonly writtenAt?: number;
}

/** For the API alone: the rest is for the tag. */
const API_MS = 10_000;

/**
 * Which of the expected referrers were listed no longer, and are again: another writer, such as cosign, may have
 * overwritten the tag that lists them. Nothing is written where all are there.
 *
 * Throws as `attachReferrer` does; code `gone`, once all others are listed, where the registry has a manifest no more.
 */
export async function restoreReferrers(
  sink: ContentSink,
  subject: Digest,
  expected: readonly Descriptor[],
  patience: Patience,
  {settling = SETTLING, writtenAt = -Infinity}: RestoreOptions = {}
): Promise<readonly Descriptor[]> {
  const place = {sink: sink.within(patience), subject, patience, settling};
  const listed = await listByApi(place);
  const unlisted = subtract(expected, listed);
  if (unlisted.length === 0) return [];

  const isOld = patience.now() >= writtenAt + settling.contendedMs;
  const seen = await lookAtTag(place, unlisted);
  const restored =
    listed.length > 0 ? await restoreInApi(place, seen) : await restoreInTag(place, expected, seen, isOld);
  if (seen.gone.length > 0) throw describeGone(place, seen.gone);
  return restored;
}

/** An API that fails where the tag lists is none: whether the tag may be read, that says by itself. */
async function listByApi({sink, subject, patience}: Place): Promise<readonly Descriptor[]> {
  const now = patience.now();
  const deadline = now + Math.min(API_MS, (patience.deadline - now) / 2);
  try {
    return (await sink.within({...patience, deadline}).listedReferrers(subject)) ?? [];
  } catch (error) {
    if (error instanceof RegistryError) return [];
    throw error;
  }
}

interface Sight {
  /** On the patience's clock, before the tag was read. */
  readonly at: number;
  /** Of the index that the tag names. */
  readonly digest: Digest | undefined;
  readonly listed: readonly Descriptor[];
  /** Not listed, and there. */
  readonly lost: readonly Content[];
  /** Not listed, and not there either. */
  readonly gone: readonly Descriptor[];
}

async function lookAtTag({sink, subject, patience}: Place, expected: readonly Descriptor[]): Promise<Sight> {
  const at = patience.now();
  const {index, tagged} = await fetchReferrerIndex(sink, subject);
  const listed = index.entries.map(({descriptor}) => descriptor);
  const missing = subtract(expected, listed);
  // A registry may refuse a whole index for one manifest in it that it does not have.
  const found = await Promise.all(missing.map(one => findManifest(sink, one)));
  const lost = found.filter(content => content !== undefined);
  const gone = missing.filter((_, position) => found[position] === undefined);
  return {at, digest: tagged?.descriptor.digest, listed, lost, gone};
}

function subtract(all: readonly Descriptor[], some: readonly Descriptor[]): readonly Descriptor[] {
  const present = new Set(some.map(({digest}) => digest));
  return all.filter(({digest}) => !present.has(digest));
}

/** With the descriptor that was expected: it says more than the registry does. */
async function findManifest(sink: ContentSink, descriptor: Descriptor): Promise<Content | undefined> {
  try {
    const content = await sink.manifest(descriptor.digest);
    return content && {...content, descriptor};
  } catch (error) {
    if (error instanceof RegistryError && error.status === 404) return undefined;
    throw error;
  }
}

async function restoreInApi(place: Place, {lost}: Sight): Promise<readonly Descriptor[]> {
  for (const content of lost) await publishReferrer(place, content);
  return lost.map(({descriptor}) => descriptor);
}

async function restoreInTag(
  {sink, subject, patience, settling}: Place,
  expected: readonly Descriptor[],
  {at, digest, listed, lost, gone}: Sight,
  isOld: boolean
): Promise<readonly Descriptor[]> {
  if (isOld && lost.length === 0) return [];
  const wanted = subtract(expected, gone);
  const contended = lost.length > 0 || subtract(listed, wanted).length > 0;
  resumeLedger(sink.ledger.of(subject), {writtenAt: at, contended, digest});
  const written = await keepInTag(sink, subject, wanted.map(describeReferrer), patience, settling);
  return wanted.filter(one => written.has(one.digest));
}

function describeGone({sink, subject}: Place, gone: readonly Descriptor[]): ReferrerError {
  const digests = gone.map(({digest}) => digest);
  const message = `${digests.join(', ')} of ${subject} cannot be listed again: ${sink.name} has no such manifest any more`;
  return new ReferrerError('gone', subject, digests, message);
}
