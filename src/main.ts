/** The story of one run. Holds no rule. */
import {listenForCancellation} from './action/cancellation.ts';
import {explainMissingRevision} from './action/checkout.ts';
import {rememberFolder} from './action/clean-up.ts';
import {listDockerfileFindings} from './action/dockerfile-findings.ts';
import {describeFailure} from './action/failure.ts';
import {createFolders, removePrivate, writeStatements} from './action/folders.ts';
import type {Folders} from './action/folders.ts';
import {inspectBuilder} from './action/inspection.ts';
import {createLog} from './action/log.ts';
import type {Log} from './action/log.ts';
import {tellDecision, tellFacts, tellPlan, tellVerification, tellWait} from './action/narration.ts';
import {policyOf} from './action/policy.ts';
import {publishReport} from './action/publish.ts';
import {readRunner} from './action/runner.ts';
import {listSecrets, readSituation, recordRun, recordSituation, runContextOf} from './action/situation.ts';
import type {Situation} from './action/situation.ts';
import {prepareStores} from './action/stores.ts';
import type {Published, Stores} from './action/stores.ts';
import {uniteStatements, verifyPlace} from './action/verify-place.ts';
import {BuildError} from './build/build-error.ts';
import type {Facts} from './build/facts.ts';
import {planBuild} from './build/plan.ts';
import type {BuildPlan} from './build/plan.ts';
import {runBuild} from './build/run.ts';
import type {BuildResult} from './build/run.ts';
import {recordBuild, recordFacts, recordPlan, startFindings} from './findings.ts';
import type {Findings, Phase} from './findings.ts';
import type {Wait} from './oci/patience.ts';
import {assembleReport} from './report.ts';
import type {Policy} from './verification/verification.ts';

/** What every part of the run is given. */
interface Run {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly findings: Findings;
  phase: Phase;
}

/** Runs the step, and reports it whatever happens. Sets the process's exit code; never ends the process itself. */
export async function main(process: NodeJS.Process): Promise<void> {
  const {env} = process;
  const log = createLog({debug: env['RUNNER_DEBUG'] === '1'});
  const signal = listenForCancellation(process);
  const run: Run = {env, log, signal, findings: startFindings(), phase: 'inputs'};
  try {
    await perform(run);
  } catch (error) {
    run.findings.failure = describeFailure(error, run.phase, signal.aborted);
  } finally {
    log.close();
    await publishReport(assembleReport(run.findings), log, env);
  }
}

async function perform(run: Run): Promise<void> {
  const {env, log, findings} = run;
  const runner = readRunner(env);
  const folders = await createFolders(runner.temp);
  rememberFolder(folders.private);
  findings.reportPath = folders.report;
  recordRun(findings, runner);
  try {
    const situation = readSituation(env, runner);
    for (const secret of listSecrets(situation.inputs, env)) log.mask(secret);
    recordSituation(findings, situation);
    tellDecision(log, 'Kind of run', situation.kind);
    await buildAndVerify(run, situation, folders);
  } finally {
    await removePrivate(folders.private).catch((error: unknown) => {
      // What was found out must not get lost over it.
      findings.warnings.push(`Private files could not be removed: ${String(error)}`);
    });
  }
}

async function buildAndVerify(run: Run, situation: Situation, folders: Folders): Promise<void> {
  const {env, log, signal, findings} = run;
  const {inputs} = situation;
  const facts = await during(run, 'builder', () => inspectBuilder(inputs.build, env, signal));
  recordFacts(findings, facts);
  tellFacts(log, facts);

  const plan = await during(run, 'plan', () =>
    planBuild(inputs.build, runContextOf(situation, folders, env), facts)
  );
  recordPlan(findings, plan);
  tellPlan(log, plan);

  const verifies = inputs.verification.verify && plan.provenance.value !== 'none';
  const access = prepareOnce(() => prepareAccess(run, situation, plan));
  const meanwhile = verifies ? access.begin : () => undefined;
  try {
    const {digest} = await during(run, 'build', () => build(run, situation, {plan, facts, meanwhile}));
    if (!verifies) return;

    const {stores, revisionAbsent} = access.begin();
    const policy = policyOf({...situation, plan, facts, revisionAbsent: await revisionAbsent});
    await during(run, 'verify', async () => verify(run, await stores.open(digest), policy, folders));
  } finally {
    await access.begun()?.stores.close();
  }
}

/** What verification needs and the build does not: it is made ready while buildx runs. */
interface Access {
  readonly stores: Stores;
  readonly revisionAbsent: Promise<string | undefined>;
}

function prepareAccess({env, log, signal}: Run, {inputs}: Situation, plan: BuildPlan): Access {
  const {insecureRegistries, timeoutMs} = inputs.verification;
  const onWait = (wait: Wait): void => {
    tellWait(log, wait);
  };
  return {
    stores: prepareStores(plan.destination, {env, signal, insecureRegistries, timeoutMs, onWait}),
    revisionAbsent: explainMissingRevision(plan.context, env)
  };
}

interface Build {
  readonly plan: BuildPlan;
  readonly facts: Facts;
  /** Called as soon as buildx runs. */
  readonly meanwhile: () => void;
}

async function build(run: Run, situation: Situation, {plan, facts, meanwhile}: Build): Promise<BuildResult> {
  const {env, log, signal, findings} = run;
  const {workspace} = situation.runner;
  const {file} = situation.inputs.build;
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

async function verify(
  run: Run,
  published: readonly Published[],
  policy: Policy,
  folders: Folders
): Promise<void> {
  const {log, findings} = run;
  log.group('Verify');
  const images = await Promise.all(published.map(place => verifyPlace(place, policy)));
  for (const {verification} of images) tellVerification(log, verification);
  findings.verifications = images.map(({verification}) => verification);
  findings.imageRefs = published.flatMap(({imageRef}) => imageRef ?? []);
  await writeStatements(folders.provenance, uniteStatements(images));
  findings.provenancePath = folders.provenance;
}

/** Runs one part of the story, and knows afterwards how long it took, or where it failed. */
async function during<T>(run: Run, phase: Phase, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  run.phase = phase;
  try {
    return await work();
  } finally {
    run.findings.timings.push({phase, durationMs: Math.round(performance.now() - started)});
  }
}

/** Something that is begun when there is time for it, and once. */
function prepareOnce<T>(prepare: () => T): {readonly begin: () => T; readonly begun: () => T | undefined} {
  let prepared: T | undefined;
  return {begin: () => (prepared ??= prepare()), begun: () => prepared};
}
