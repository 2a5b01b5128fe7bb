/** The build of one run: buildx's output shown, its result recorded, whether it failed or not. */
import {BuildError} from '../build/build-error.ts';
import type {Facts} from '../build/facts.ts';
import type {BuildPlan} from '../build/plan.ts';
import {runBuild} from '../build/run.ts';
import type {BuildResult} from '../build/run.ts';
import {recordBuild} from '../findings.ts';
import {listDockerfileFindings} from './dockerfile-findings.ts';
import {tellBuild} from './narration.ts';
import type {Run} from './run.ts';
import type {Situation} from './situation.ts';

export interface Build {
  readonly plan: BuildPlan;
  readonly facts: Facts;
  /** Called as soon as buildx runs. */
  readonly meanwhile: () => void;
}

/** Throws `BuildError` and the errors of starting a process. */
export async function build(
  run: Run,
  situation: Situation,
  {plan, facts, meanwhile}: Build
): Promise<BuildResult> {
  const {env, log, signal, findings} = run;
  const {workspace} = situation.runner;
  const {file} = situation.inputs.build;
  tellBuild(log, plan);
  const sink = log.untrusted();
  const onSpawn = (): void => {
    findings.timings.push({phase: 'process start to buildx', durationMs: Math.round(performance.now())});
    meanwhile();
  };
  try {
    const result = await runBuild(plan, facts, {env, cwd: workspace, signal, sink, onSpawn});
    recordBuild(findings, plan, result);
    findings.dockerfile = await listDockerfileFindings(result, {plan, env, workspace, file});
    return result;
  } catch (error) {
    if (error instanceof BuildError) recordBuild(findings, plan, error.result);
    throw error;
  } finally {
    sink.end();
    log.endGroup();
  }
}
