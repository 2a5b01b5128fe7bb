/** What one run knows of the referrers of each subject, so that it can tell when one is lost. Asks no registry. */
import type {Digest} from './descriptor.ts';
import type {ReferrerEntry} from './referrer-index.ts';

/** Of one subject, shared by everybody in this process who attaches to it. */
export interface SubjectLedger {
  /** Every referrer ever seen, as it was first seen. */
  readonly seen: Map<Digest, ReferrerEntry>;
  /** Those that the tag has listed at one time or another. */
  readonly listed: Set<Digest>;
  /** Digests of the indexes that this run put under the tag. */
  readonly written: Set<Digest>;
  /** When the last of these writes ended, on its patience's clock; undefined before the first. */
  writtenAt: number | undefined;
  /** Others write the tag at the same time, or what is read of it is out of date. */
  contended: boolean;
  /** The registry refused a write because the tag had changed: it minds `If-Match`. */
  guarded: boolean;
  /** Runs one at a time, in order. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

export interface ReferrerLedger {
  of(subject: Digest): SubjectLedger;
}

/** A ledger that knows nothing yet. */
export function createReferrerLedger(): ReferrerLedger {
  const ledgers = new Map<Digest, SubjectLedger>();
  return {
    of(subject) {
      const known = ledgers.get(subject) ?? createSubjectLedger();
      ledgers.set(subject, known);
      return known;
    }
  };
}

function createSubjectLedger(): SubjectLedger {
  let last: Promise<unknown> = Promise.resolve();
  return {
    seen: new Map(),
    listed: new Set(),
    written: new Set(),
    writtenAt: undefined,
    contended: false,
    guarded: false,
    exclusively(work) {
      const next = last.then(work);
      last = next.catch(() => undefined);
      return next;
    }
  };
}

/** Takes note of referrers; what is known already stays as it was first seen. */
export function noteReferrers(ledger: SubjectLedger, entries: readonly ReferrerEntry[]): void {
  for (const entry of entries) {
    const {digest} = entry.descriptor;
    if (!ledger.seen.has(digest)) ledger.seen.set(digest, entry);
  }
}

/**
 * Every referrer ever seen that the tag does not list, and takes note of those that it does. Undefined `digest`: the
 * tag names nothing.
 */
export function observeTag(
  ledger: SubjectLedger,
  digest: Digest | undefined,
  entries: readonly ReferrerEntry[]
): readonly ReferrerEntry[] {
  const present = new Set(entries.map(({descriptor}) => descriptor.digest));
  noteReferrers(ledger, entries);
  const foreign = ledger.writtenAt !== undefined && (digest === undefined || !ledger.written.has(digest));
  const dropped = [...ledger.listed].some(one => !present.has(one));
  ledger.contended ||= foreign || dropped;
  for (const one of present) ledger.listed.add(one);
  return [...ledger.seen.values()].filter(({descriptor}) => !present.has(descriptor.digest));
}
