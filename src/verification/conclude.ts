/** What steps come to: the verdict, and why it is that. Knows no rule. */
import {decideVerdict, findDecisive} from './step.ts';
import type {Step, Verification} from './verification.ts';

/** The same judgement with more steps, which count for the platforms that they are about, too. */
export function addSteps(verification: Verification, added: readonly Step[]): Verification {
  const steps = [...verification.steps, ...added];
  const platforms = verification.platforms.map(one => {
    const own = steps.filter(({platform}) => platform === one.platform);
    return {...one, verdict: one.verdict === 'rejected' ? one.verdict : decideVerdict(own)};
  });
  return concludeSteps({...verification, steps, platforms});
}

/** Verdict and reason, out of the steps. */
export function concludeSteps(found: Omit<Verification, 'reason' | 'verdict'>): Verification {
  const {store, root, steps, platforms} = found;
  return {store, root, verdict: decideVerdict(steps), reason: giveReason(found), steps, platforms};
}

function giveReason({store, steps, platforms}: Omit<Verification, 'reason' | 'verdict'>): string {
  const decisive = findDecisive(steps);
  if (decisive !== undefined) {
    const who = decisive.platform === undefined ? '' : `${decisive.platform}: `;
    const how = decisive.outcome === 'failed' ? 'does not hold' : 'could not be checked';
    return `${who}"${decisive.title}" ${how}: ${decisive.evidence}`;
  }
  const mode = platforms.every(platform => platform.mode === 'max') ? 'mode=max' : 'mode=min';
  const what =
    platforms.length === 1 ? 'The image carries' : `All ${String(platforms.length)} platforms carry`;
  return `${what} provenance (${mode}) that was read back from ${store} and is bound to the image.`;
}
