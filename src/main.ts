/** The story of one run. Holds no rule. */
import {prepareAccess} from './action/access.ts';
import {attest, listWritten, wantedOf} from './action/attest-step.ts';
import {build} from './action/build-step.ts';
import {listenForCancellation} from './action/cancellation.ts';
import {rememberFolder} from './action/clean-up.ts';
import {diagnoseFailure, diagnoseResults} from './action/diagnosis-step.ts';
import {describeFailure} from './action/failure.ts';
import {createFolders, removePrivate} from './action/folders.ts';
import type {Folders} from './action/folders.ts';
import {createLog} from './action/log.ts';
import {tellDecision} from './action/narration.ts';
import {prepareBuild, prepareExisting} from './action/preparation.ts';
import {policyOf, policyOfExisting} from './action/policy.ts';
import {publishReport} from './action/publish.ts';
import {gatherTrouble} from './action/trouble-step.ts';
import {during, prepareOnce} from './action/run.ts';
import type {Run} from './action/run.ts';
import {readRunner} from './action/runner.ts';
import {listSecrets, readSituation, recordRun, recordSituation} from './action/situation.ts';
import type {Resume, Situation} from './action/situation.ts';
import {startFindings} from './findings.ts';
import {assembleReport} from './report.ts';

/** Runs the step, and reports it whatever happens. Sets the process's exit code. */
export async function main(process: NodeJS.Process): Promise<void> {
  const {env} = process;
  const log = createLog({debug: env['RUNNER_DEBUG'] === '1'});
  const signal = listenForCancellation(process);
  const run: Run = {env, log, signal, findings: startFindings(), phase: 'inputs'};
  try {
    await perform(run);
    await diagnoseResults(run);
  } catch (error) {
    run.findings.failure = describeFailure(error, run.phase, signal.aborted);
    await diagnoseFailure(run, error);
  } finally {
    log.close();
    await gatherTrouble(run).catch((error: unknown) => {
      run.findings.notices.push(`Not all that helps to find the cause could be gathered: ${String(error)}`);
    });
    const report = assembleReport(run.findings);
    await publishReport(report, log, env);
    // The signing library can be waited for, but not stopped: what it still does would keep the process alive.
    if (report.signing?.decision.value === true) process.stdout.write('', () => process.exit());
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
    run.situation = situation;
    for (const secret of listSecrets(situation.inputs, env)) log.mask(secret);
    recordSituation(findings, situation);
    tellDecision(log, 'Kind of run', situation.kind);
    tellDecision(log, 'Export', situation.exportMode);
    const {resume} = situation.inputs;
    if (resume === undefined) await buildAndAttest(run, situation, folders);
    else await attestExisting(run, situation, folders, resume);
  } finally {
    await removePrivate(folders.private).catch((error: unknown) => {
      // What was found out must not get lost over it.
      findings.warnings.push(`Private files could not be removed: ${String(error)}`);
    });
  }
}

async function buildAndAttest(run: Run, situation: Situation, folders: Folders): Promise<void> {
  const {facts, plan, clean, signs, attestations} = await prepareBuild(run, situation, folders);
  const verifies = situation.inputs.verification.verify && plan.provenance.value !== 'none';
  const access = prepareOnce(() => prepareAccess({...run, situation, folders, ...plan, signs}));
  const meanwhile = verifies ? access.begin : () => undefined;
  try {
    const {digest, metadata} = await during(run, 'build', () =>
      build(run, situation, {plan, facts, clean, meanwhile})
    );
    if (!verifies) return;
    const revisionAbsent = await access.begin().revisionAbsent;
    const policy = policyOf({...situation, plan, facts, revisionAbsent});
    const written = listWritten(plan, metadata);
    const wanted = {attestations, ...wantedOf(situation)};
    await attest(run, access.begin(), {digest, policy, folders, written, ...wanted});
  } finally {
    await access.begun()?.close();
  }
}

/** `digest` names an image that is there: it is verified and signed as if this run had just pushed it. */
async function attestExisting(
  run: Run,
  situation: Situation,
  folders: Folders,
  resume: Resume
): Promise<void> {
  const {plan, signs, attestations} = await prepareExisting(run, situation, resume);
  const {destination} = plan;
  const access = prepareAccess({...run, situation, folders, destination, context: undefined, signs});
  try {
    const policy = policyOfExisting(situation, plan);
    const wanted = {attestations, ...wantedOf(situation)};
    await attest(run, access, {digest: resume.digest, policy, folders, ...wanted});
  } finally {
    await access.close();
  }
}
