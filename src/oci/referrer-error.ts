/** Why a referrer is not where it should be, although the registry answered. */
import type {Digest} from './descriptor.ts';

/**
 * - `occupied`: the tag that stands in for the Referrers API names something else than an index: left as it is
 * - `full`: one more descriptor would make the tag's index larger than registries must accept
 * - `lost`: another writer, or the registry, dropped referrers again and again until the deadline
 * - `unsettled`: all referrers are there, but others wrote the tag just now and the deadline leaves no time to see
 *   whether they stay
 * - `unlisted`: the registry took the manifest for a referrer and lists others, but not this one
 * - `gone`: a referrer that is to be restored does not exist as a manifest any more
 */
export type ReferrerErrorCode = 'occupied' | 'full' | 'lost' | 'unsettled' | 'unlisted' | 'gone';

/** A referrer is not listed, or may not stay so. Callers branch on `code`. */
export class ReferrerError extends Error {
  override readonly name = 'ReferrerError';
  readonly code: ReferrerErrorCode;
  readonly subject: Digest;
  /** Referrers, ours and others', that should be listed and are not. */
  readonly missing: readonly Digest[];

  constructor(
    code: ReferrerErrorCode,
    subject: Digest,
    missing: readonly Digest[],
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options);
    this.code = code;
    this.subject = subject;
    this.missing = missing;
  }
}
