/** What one run knows of the referrers of each subject, so that it can tell when one is lost. Asks no registry. */
import type {Digest} from './descriptor.ts';
import type {ReferrerEntry} from './referrer-index.ts';

/** Of one subject, shared by everybody in this process who attaches to it. */
export interface SubjectLedger {
  /** Every referrer ever seen, as it was first seen. */
  readonly seen: Map<Digest, ReferrerEntry>;
  /** Those that the tag should list: it did, or this run wrote them there. */
  readonly due: Set<Digest>;
  /** What the tag may name if nobody else writes it (`undefined`: nothing); unknown before the first write. */
  expected: ReadonlySet<Digest | undefined> | undefined;
  /** When the last of these writes ended, on its patience's clock; undefined before the first. */
  writtenAt: number | undefined;
  /** Others write the tag at the same time, or what is read of it is out of date. */
  contended: boolean;
  /** Runs one at a time, in order. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** As `exclusively`; whoever asks before it has begun shares it. */
  together(work: () => Promise<readonly Digest[]>): Promise<readonly Digest[]>;
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
  let queued: Promise<readonly Digest[]> | undefined;
  const exclusively: SubjectLedger['exclusively'] = work => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    seen: new Map(),
    due: new Set(),
    expected: undefined,
    writtenAt: undefined,
    contended: false,
    exclusively,
    together(work) {
      queued ??= exclusively(() => {
        queued = undefined;
        return work();
      });
      return queued;
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

/** What somebody knows of a tag that was written before this ledger began. */
export interface Earlier extends Pick<SubjectLedger, 'contended'> {
  /** On the clock of the patience that goes on with it. */
  readonly writtenAt: number;
  /** What the tag names, as far as nobody else writes it. */
  readonly digest: Digest | undefined;
}

/** Goes on where another process stopped; what this one knows by itself is newer, and stays. */
export function resumeLedger(ledger: SubjectLedger, {writtenAt, contended, digest}: Earlier): void {
  ledger.writtenAt ??= writtenAt;
  ledger.expected ??= new Set([digest]);
  ledger.contended ||= contended;
}

/**
 * Takes note of what the tag lists now: `digest` is that of its index, undefined where it names nothing. Returns every
 * referrer ever seen that is not among them.
 */
export function observeTag(
  ledger: SubjectLedger,
  digest: Digest | undefined,
  entries: readonly ReferrerEntry[]
): readonly ReferrerEntry[] {
  const present = new Set(entries.map(({descriptor}) => descriptor.digest));
  noteReferrers(ledger, entries);
  const foreign = ledger.expected?.has(digest) === false;
  const dropped = [...ledger.due].some(one => !present.has(one));
  ledger.contended ||= foreign || dropped;
  for (const one of present) ledger.due.add(one);
  return [...ledger.seen.values()].filter(({descriptor}) => !present.has(descriptor.digest));
}
