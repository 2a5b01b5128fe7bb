/** One who sees to it that a tag lists referrers: what is known of it, and the tag read. Writes nothing. */
import type {ContentSink, TaggedManifest} from './content-sink.ts';
import type {Digest} from './descriptor.ts';
import type {Patience} from './patience.ts';
import {
  describeOccupied,
  parseReferrerIndex,
  type ReferrerEntry,
  type ReferrerIndex
} from './referrer-index.ts';
import {observeTag, type SubjectLedger} from './referrer-ledger.ts';
import {formatReferrersTag} from './referrers.ts';
import {ContentError} from './store.ts';
import type {Settling} from './tag-settling.ts';

export interface Keeper {
  readonly sink: ContentSink;
  readonly subject: Digest;
  readonly ledger: SubjectLedger;
  readonly patience: Patience;
  readonly settling: Settling;
  /** As the tag was last seen. */
  missing: readonly Digest[];
  readonly written: Set<Digest>;
}

export function describeTask({sink, subject}: Keeper): string {
  return `referrers of ${subject} in ${sink.name}`;
}

export interface Reading {
  readonly index: ReferrerIndex;
  readonly missing: readonly ReferrerEntry[];
  readonly digest: Digest | undefined;
  readonly etag: string | undefined;
}

/** What the tag lists, and of what was ever seen there what it does not. Throws as {@link fetchReferrerIndex}. */
export async function readTag(keeper: Keeper): Promise<Reading> {
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
