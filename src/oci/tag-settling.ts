/** How long a tag is watched after it was written, until nobody can have overwritten it any more. Writes nothing. */
import type {Digest} from './descriptor.ts';
import {TransientError} from './patience.ts';
import {ReferrerError} from './referrer-error.ts';
import {formatReferrersTag} from './referrers.ts';
import {describeTask, readTag, type Keeper} from './tag-keeper.ts';

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

/**
 * Looks at once, since what is lost already is soon put back, and until the tag has settled. Throws `TransientError`
 * where what was to stay is lost, {@link ReferrerError} where the time does not suffice.
 */
export async function watchTag(keeper: Keeper): Promise<void> {
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
