/** Whether a build that failed is run once more, and when: after its push, not before every registry takes uploads again. */
import {setTimeout as delay} from 'node:timers/promises';
import type {BuildError} from '../build/build-error.ts';
import {listRepositories} from '../build/published.ts';
import type {BuildPlan} from '../build/plan.ts';
import type {PushProgress} from '../build/push-watch.ts';
import {formatDuration} from '../oci/duration.ts';
import {formatReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {describeContext} from './diagnosis-step.ts';
import {tellWait} from './narration.ts';
import {openTransport} from '../oci/network.ts';
import {findRegistryCredentials} from '../build/registry-credentials.ts';
import type {Run} from './run.ts';
import type {Situation} from './situation.ts';

/** After the first attempt, and after the second. */
const BACKOFF_MS = [2000, 6000] as const;
/** What a registry is waited for in all, before each further attempt; one that asks for more is not. */
const LONGEST_WAIT_MS = 60_000;

export interface FailedBuild {
  readonly plan: Pick<BuildPlan, 'destination'>;
  readonly error: BuildError;
  /** Attempts until now, this one included. */
  readonly attempts: number;
}

/**
 * Waits until the same build may push, and says whether it may. Records why it is run again, or why not where one might
 * have expected it. Throws the reason alone for which the run was cancelled.
 */
export async function awaitSecondChance(
  run: Run,
  situation: Situation,
  failed: FailedBuild
): Promise<boolean> {
  const {plan, error, attempts} = failed;
  const {destination} = plan;
  const [{diagnoseError}, {judgeChance, readRetryAfter}] = await Promise.all([
    import('../diagnosis/diagnose.ts'),
    import('../diagnosis/transient-failure.ts')
  ]);
  const diagnostic = diagnoseError(error, {...describeContext(run.findings), phase: 'build'});
  const chance = judgeChance(diagnostic, error.result.pushed);
  if (chance !== 'retry') tellHalfPushed(run, destination, error.result.pushed);
  if (chance === 'final') return false;
  const why = `The ${diagnostic.phase} failed (${diagnostic.code}, ${diagnostic.cause})`;
  const decline = (reason: string): false => {
    run.findings.notices.push(`${why} and is not tried again: ${reason}.`);
    return false;
  };
  if (chance === 'too late')
    return decline('a tag may have been written, and another build has another digest');
  const backoffMs = BACKOFF_MS[attempts - 1];
  if (backoffMs === undefined) return decline(`this was attempt ${String(attempts)}`);
  const waitMs = Math.max(backoffMs, readRetryAfter(error.output));
  if (waitMs > LONGEST_WAIT_MS) return decline(`the registry asks to wait ${formatDuration(waitMs)}`);
  run.log.info(`${why}. The same build is tried again, out of the cache, in ${formatDuration(waitMs)}.`);
  await sleep(waitMs, run.signal);
  if (diagnostic.phase === 'push' && destination.kind === 'registry') {
    const closed = await findClosed(run, situation, destination.references);
    if (closed !== undefined) return decline(closed);
  }
  run.findings.notices.push(`${why} and was tried again: attempt ${String(attempts + 1)}.`);
  return true;
}

/** BuildKit pushes one tag after the other, and what it said last is all that it says of them. */
function tellHalfPushed({findings}: Run, destination: BuildPlan['destination'], pushed: PushProgress): void {
  if (pushed !== 'manifest' || destination.kind !== 'registry' || destination.references.length < 2) return;
  const names = destination.references.map(formatReference);
  const more = names.length > NAMES_SHOWN ? ` and ${String(names.length - NAMES_SHOWN)} more` : '';
  findings.notices.push(
    `The push had begun when it failed. Any of these may name the new image, neither verified nor signed: ${names.slice(0, NAMES_SHOWN).join(', ')}${more}.`
  );
}

const NAMES_SHOWN = 10;

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, {signal}).catch(() => undefined);
  signal.throwIfAborted();
}

/** Why one of the repositories takes no upload, after waiting as it asked. */
async function findClosed(
  {env, signal, log}: Run,
  situation: Situation,
  references: readonly Reference[]
): Promise<string | undefined> {
  const {insecureRegistries} = situation.inputs.verification;
  const [{probePush}, {createPatience}, transport] = await Promise.all([
    import('../oci/push-probe.ts'),
    import('../oci/patience.ts'),
    openTransport(env, insecureRegistries)
  ]);
  const patience = createPatience({timeoutMs: LONGEST_WAIT_MS, signal, onWait: wait => tellWait(log, wait)});
  const ask = async (reference: Reference): Promise<string | undefined> => {
    const credentials = () => findRegistryCredentials(reference.registry, env, signal);
    const probe = await probePush({
      reference,
      transport,
      credentials,
      patience: () => patience,
      persistent: true
    });
    // Whatever else it answered to the question, it may take a push: that it is in order is all that matters here.
    const {permission, status, reason} = probe;
    const isOpen = permission !== 'no' && status !== undefined && status !== 429 && status < 500;
    return isOpen ? undefined : `${reference.registry}/${reference.repository}: ${reason}`;
  };
  try {
    const answers = await Promise.all(listRepositories(references).map(ask));
    return answers.find(answer => answer !== undefined);
  } finally {
    await transport.close();
  }
}
