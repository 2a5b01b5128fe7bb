/** Attaches a blob to an image as an OCI referrer, so that it is listed and stays so. The image itself never changes. */
import type {ContentSink} from './content-sink.ts';
import type {Descriptor, Digest} from './descriptor.ts';
import {PatienceError, retry, TransientError, type Patience} from './patience.ts';
import {ReferrerError} from './referrer-error.ts';
import {describeReferrer} from './referrer-index.ts';
import {noteReferrers} from './referrer-ledger.ts';
import {EMPTY_CONFIG, formatReferrerManifest, type Referrer} from './referrer-manifest.ts';
import {keepInTag} from './referrers-tag.ts';
import {SETTLING, type Settling} from './tag-settling.ts';
import type {Content} from './store.ts';

export interface Attached {
  readonly descriptor: Descriptor;
  /** What lists it: the Referrers API, or the tag that stands in for it. */
  readonly via: 'api' | 'tag';
  /** Every referrer of this subject that was seen in this run, also others'. */
  readonly seen: readonly Digest[];
  /** The same, to be given to `restoreReferrers` later. */
  readonly referrers: readonly Descriptor[];
}

/** An API that lists nothing at all so long after a push is one in name only. */
const API_GRACE_MS = 5000;

/**
 * The referrer is in the registry and listed, as is every other one that was seen. Attaching the same one again
 * changes nothing.
 *
 * Throws `RegistryError`, {@link ReferrerError} and `CredentialsError`; what was pushed by then stays.
 */
export async function attachReferrer(
  sink: ContentSink,
  referrer: Referrer,
  patience: Patience,
  settling: Settling = SETTLING
): Promise<Attached> {
  const bound = sink.within(patience);
  const {digest: subject} = referrer.subject;
  const {bytes, descriptor} = formatReferrerManifest(referrer);
  await Promise.all([EMPTY_CONFIG, referrer.blob].map(blob => bound.pushBlob(blob.bytes, blob.mediaType)));
  const via = await publishReferrer({sink: bound, subject, patience, settling}, {bytes, descriptor});
  const referrers = [...sink.ledger.of(subject).seen.values()].map(entry => entry.descriptor);
  return {descriptor, via, seen: referrers.map(({digest}) => digest), referrers};
}

/** A subject in a repository, and how patiently it is worked on. */
export interface Place {
  /** Bound to the patience. */
  readonly sink: ContentSink;
  readonly subject: Digest;
  readonly patience: Patience;
  readonly settling: Settling;
}

/** The manifest of a referrer is there and listed; returns what lists it. Throws as {@link attachReferrer} does. */
export async function publishReferrer(place: Place, {bytes, descriptor}: Content): Promise<Attached['via']> {
  const {sink, subject, patience, settling} = place;
  const pushed = await sink.pushManifest(bytes, descriptor.mediaType);
  const entry = describeReferrer(descriptor);
  noteReferrers(sink.ledger.of(subject), [entry]);
  // Amazon's registry says that it knows the subject, and has no API.
  if (pushed.subject === subject && (await awaitListing(place, descriptor.digest))) return 'api';
  await keepInTag(sink, subject, [entry], patience, settling);
  return 'tag';
}

/** Whether the API lists it; false where there is none, or one that lists nothing. */
async function awaitListing({sink, subject, patience}: Place, digest: Digest): Promise<boolean> {
  const began = patience.now();
  const graceMs = Math.min(API_GRACE_MS, (patience.deadline - began) / 2);
  try {
    return await retry(patience, `referrer ${digest} in ${sink.name}`, async () => {
      const listed = await sink.listedReferrers(subject);
      if (listed === undefined) return false;
      noteReferrers(sink.ledger.of(subject), listed.map(describeReferrer));
      if (listed.some(one => one.digest === digest)) return true;
      if (listed.length === 0 && patience.now() - began >= graceMs) return false;
      throw new TransientError('the Referrers API does not list it yet');
    });
  } catch (error) {
    if (!(error instanceof PatienceError)) throw error;
    const message = `referrer ${digest} of ${subject} in ${sink.name}: the registry took it, and its Referrers API does not list it`;
    throw new ReferrerError('unlisted', subject, [digest], message, {cause: error});
  }
}
