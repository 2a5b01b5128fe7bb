/** The build of one run: buildx's output shown, its result recorded, whether it failed or not. */
import {BuildError} from '../build/build-error.ts';
import type {Facts} from '../build/facts.ts';
import type {BuildPlan} from '../build/plan.ts';
import {runBuild} from '../build/run.ts';
import type {BuildResult} from '../build/run.ts';
import {recordBuild} from '../findings.ts';
import {diagnoseGoodBuild} from './diagnosis-step.ts';
import {listDockerfileFindings} from './dockerfile-findings.ts';
import {tellBuild} from './narration.ts';
import type {FailedBuild} from './build-retry.ts';
import type {Run} from './run.ts';
import type {Situation} from './situation.ts';

export interface Build {
  readonly plan: BuildPlan;
  readonly facts: Facts;
  /** As `RunBuildOptions.clean`. */
  readonly clean: boolean;
  /** Called as soon as buildx runs. */
  readonly meanwhile: () => void;
}

/** Runs it again where it failed for what may pass. Throws `BuildError` and the errors of starting a process. */
export async function build(
  run: Run,
  situation: Situation,
  {plan, facts, clean, meanwhile}: Build
): Promise<BuildResult> {
  const {log, findings} = run;
  tellBuild(log, plan);
  const onSpawn = (): void => {
    findings.timings.push({phase: 'process start to buildx', durationMs: Math.round(performance.now())});
    meanwhile();
  };
  try {
    let argv = plan.argv;
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(run, situation, {plan: {...plan, argv}, facts, clean, onSpawn});
      } catch (error) {
        if (!(error instanceof BuildError)) throw error;
        if (!(await isWorthRepeating(run, situation, {plan, error, attempts}))) throw error;
        argv = plan.again;
      }
    }
  } finally {
    log.endGroup();
  }
}

interface Attempt extends Pick<Build, 'plan' | 'facts' | 'clean'> {
  readonly onSpawn: () => void;
}

async function attempt(
  run: Run,
  situation: Situation,
  {plan, facts, clean, onSpawn}: Attempt
): Promise<BuildResult> {
  const {env, log, signal, findings} = run;
  const {workspace} = situation.runner;
  const {file} = situation.inputs.build;
  const sink = log.untrusted();
  try {
    const result = await runBuild(plan, facts, {env, cwd: workspace, signal, clean, sink, onSpawn});
    record(run, plan, result);
    findings.dockerfile = await listDockerfileFindings(result, {plan, env, workspace, file});
    await diagnoseGoodBuild(run, result);
    return result;
  } catch (error) {
    if (error instanceof BuildError) record(run, plan, error.result);
    throw error;
  } finally {
    sink.end();
  }
}

function record(run: Run, plan: BuildPlan, result: BuildResult): void {
  recordBuild(run.findings, plan, result);
  run.buildOutput = result.process.stderr;
}

/** The retrying is loaded by those alone who need it. */
async function isWorthRepeating(run: Run, situation: Situation, failed: FailedBuild): Promise<boolean> {
  const {awaitSecondChance} = await import('./build-retry.ts');
  return awaitSecondChance(run, situation, failed);
}
