/**
 * The tag that lists a subject's referrers where the registry has no API for it, written without losing anybody's.
 *
 * Registries let the last writer win, and most ignore `If-Match`. So whoever has written looks again, once others
 * that had read before can have written no more, and puts back what is missing: its own and all that it has seen.
 * Of several writers the last one to have written a referrer sees to it that it stays.
 */
import type {ContentSink} from './content-sink.ts';
import {digestBytes, type Digest} from './descriptor.ts';
import {MEDIA_TYPES} from './manifest.ts';
import {PatienceError, retry, TransientError, type Patience} from './patience.ts';
import {ReferrerError} from './referrer-error.ts';
import {formatReferrerIndex, type ReferrerEntry} from './referrer-index.ts';
import {noteReferrers} from './referrer-ledger.ts';
import {formatReferrersTag} from './referrers.ts';
import {RegistryError} from './registry-error.ts';
import {describeTask, readTag, type Keeper} from './tag-keeper.ts';
import {SETTLING, watchTag, type Settling} from './tag-settling.ts';

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

function describeLoss({sink, subject, missing}: Keeper, error: PatienceError): ReferrerError {
  const what =
    missing.length === 0 ? 'the listing could not be confirmed' : `not listed: ${missing.join(', ')}`;
  const message = `referrers of ${subject} in ${sink.name}: ${what}; tag ${formatReferrersTag(subject)}: ${error.reason}`;
  return new ReferrerError('lost', subject, missing, message, {cause: error});
}
