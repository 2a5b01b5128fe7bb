/** Everything before the build or the first read of an image: buildx, plan, signing decision and checks. */
import {AttestationError} from '../attestation/attestation-error.ts';
import {expectExisting} from '../build/existing.ts';
import type {ExistingImage} from '../build/existing.ts';
import {BuildxMissingError} from '../build/facts.ts';
import type {Facts} from '../build/facts.ts';
import {planBuild} from '../build/plan.ts';
import type {BuildPlan} from '../build/plan.ts';
import {PlanError} from '../build/plan-error.ts';
import {recordExisting, recordFacts, recordPlan} from '../findings.ts';
import {prepareAttestations} from './attestation-step.ts';
import type {PreparedAttestations} from './attestation-step.ts';
import type {Folders} from './folders.ts';
import {inspectBuilder} from '../build/inspection.ts';
import {tellFacts, tellPlan} from './narration.ts';
import {preflight, warmPreflight} from './preflight-step.ts';
import type {PreflightSubject} from './preflight-step.ts';
import {during} from './run.ts';
import type {Run} from './run.ts';
import {decideSigning} from './signing-decision.ts';
import {runContextOf} from './situation.ts';
import type {Resume, Situation} from './situation.ts';

export interface PreparedBuild {
  readonly facts: Facts;
  readonly plan: BuildPlan;
  /** The checkout has no uncommitted changes. */
  readonly clean: boolean;
  readonly signs: boolean;
  readonly attestations: PreparedAttestations;
}

/** What is built, by what, and whether it is signed. Throws `PreflightError` where something stands in the way. */
export async function prepareBuild(run: Run, situation: Situation, folders: Folders): Promise<PreparedBuild> {
  const {env, log, signal, findings} = run;
  const {build} = situation.inputs;
  void warmPreflight();
  const facts = await orEveryCheck(run, situation, UNKNOWN, () =>
    during(run, 'builder', () => inspectBuilder(build, env, signal))
  );
  recordFacts(findings, facts);
  tellFacts(log, facts);
  const plan = await orEveryCheck(run, situation, {...UNKNOWN, engine: facts}, () =>
    during(run, 'plan', () => {
      const planned = planBuild(build, runContextOf(situation, folders, env), facts);
      assertVerifiable(situation, planned);
      return planned;
    })
  );
  recordPlan(findings, plan);
  tellPlan(log, plan);
  const known = {engine: facts, plan, signing: decideSigning(run, situation, plan)};
  const attestations = await orEveryCheck(run, situation, known, () =>
    prepareAttestations(run, situation, plan)
  );
  const subject = {...known, attestations: attestations.early.brought};
  const {checkout} = await during(run, 'preflight', () => preflight(run, situation, subject));
  const clean = checkout.dirty === 'no';
  return {facts, plan, clean, signs: known.signing.value, attestations};
}

/** Files are taken out of what was verified, and rules held against it; throws `PlanError` where nothing will be. */
function assertVerifiable({inputs}: Situation, plan: BuildPlan): void {
  const {extract, verification} = inputs;
  const input = verification.rules.length > 0 ? 'assert' : 'extract';
  if (input === 'extract' && extract === undefined) return;
  const obstacle = verification.verify ? findObstacle(plan) : 'verify is false';
  if (obstacle !== undefined) throw new PlanError(input, `${NEEDS[input]}, and ${obstacle}`);
}

const NEEDS = {
  assert: 'judges the provenance of an image that was verified',
  extract: 'takes files out of an image that was verified'
};

/** Why nothing will be read back. */
function findObstacle({provenance, destination}: BuildPlan): string | undefined {
  if (provenance.value === 'none') return `there is no provenance (${provenance.source})`;
  return destination.kind === 'none' ? destination.reason : undefined;
}

export interface PreparedImage {
  readonly plan: ExistingImage;
  readonly signs: boolean;
  readonly attestations: PreparedAttestations;
}

/** What is expected of an image that is there already. Throws `PreflightError` where something stands in the way. */
export async function prepareExisting(
  run: Run,
  situation: Situation,
  {digest, references}: Resume
): Promise<PreparedImage> {
  const plan = await orEveryCheck(run, situation, UNKNOWN, () =>
    during(run, 'plan', () => expectExisting(situation.inputs.build, references))
  );
  recordExisting(run.findings, plan, digest);
  const signing = decideSigning(run, situation, plan);
  const known = {...UNKNOWN, plan: {...plan, context: undefined}, signing};
  const attestations = await orEveryCheck(run, situation, known, () =>
    prepareAttestations(run, situation, plan)
  );
  const subject = {...known, attestations: attestations.early.brought};
  await during(run, 'preflight', () => preflight(run, situation, subject));
  return {plan, signs: signing.value, attestations};
}

/** Nothing is found out yet, or nothing is built. */
const UNKNOWN = {engine: undefined, plan: undefined} as const;

/** Where buildx is missing or no plan can be made, everything else is looked at too: one run tells all mistakes. */
async function orEveryCheck<T>(
  run: Run,
  situation: Situation,
  known: PreflightSubject,
  prepare: () => Promise<T>
): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    const subject = describeObstacle(error, known);
    if (subject !== undefined) await during(run, 'preflight', () => preflight(run, situation, subject));
    throw error;
  }
}

function describeObstacle(error: unknown, known: PreflightSubject): PreflightSubject | undefined {
  if (error instanceof BuildxMissingError) return {...known, engine: {missing: error.tried}};
  if (error instanceof PlanError)
    return {...known, planProblem: {input: error.input, message: error.message}};
  if (error instanceof AttestationError)
    return {...known, planProblem: {input: 'attestations', message: error.message}};
  return undefined;
}
