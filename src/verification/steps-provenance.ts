/** Steps about what the provenance says of the build. Everything it says is asserted by the build's own job. */
import {
  BUILD_TYPES,
  findRevision,
  parseProvenance,
  PROVENANCE_V02,
  PROVENANCE_V1,
  ProvenanceError
} from '../attestation/provenance.ts';
import type {Provenance} from '../attestation/provenance.ts';
import type {Statement} from '../attestation/statement.ts';
import {describeError, quoteValue} from './evidence.ts';
import type {MakeStep} from './step.ts';
import {checkBaseImages} from './steps-base-images.ts';
import type {Policy, Step} from './verification.ts';

/** The provenance, if it could be read, and what it says against the policy. `scanned`: an SBOM is beside it. */
export function checkProvenance(
  makeStep: MakeStep,
  policy: Policy,
  statement: Statement,
  scanned: boolean
): {readonly steps: readonly Step[]; readonly provenance: Provenance | undefined} {
  try {
    const provenance = parseProvenance(statement);
    const steps = [
      checkBuildType(makeStep, provenance),
      checkMode(makeStep, policy, provenance),
      checkBuilder(makeStep, policy, provenance),
      checkRevision(makeStep, policy, provenance),
      checkBaseImages(makeStep, provenance, scanned)
    ];
    return {steps, provenance};
  } catch (error) {
    if (!(error instanceof ProvenanceError)) throw error;
    // A version that nobody here knows is not bad for it.
    const known = [PROVENANCE_V02, PROVENANCE_V1].includes(statement.predicateType);
    const step = makeStep('provenance-readable', known ? 'failed' : 'unknown', `${describeError(error)}.`);
    return {steps: [step], provenance: undefined};
  }
}

function checkBuildType(makeStep: MakeStep, {version, buildType}: Provenance): Step {
  return BUILD_TYPES.includes(buildType)
    ? makeStep('provenance-readable', 'passed', `SLSA provenance ${version} as BuildKit writes it.`)
    : makeStep(
        'provenance-readable',
        'warning',
        `SLSA provenance ${version} of build type ${quoteValue(buildType)}.`
      );
}

function checkMode(makeStep: MakeStep, policy: Policy, {mode}: Provenance): Step {
  if (mode === 'max') {
    return makeStep(
      'provenance-mode',
      'passed',
      'mode=max: the build steps and the Dockerfile are recorded.'
    );
  }
  const evidence = 'mode=min: the build steps or the Dockerfile are not recorded';
  return policy.mode === 'max'
    ? makeStep('provenance-mode', 'failed', `${evidence}, but mode=max was asked for.`)
    : makeStep('provenance-mode', 'passed', `${evidence}, and mode=min is enough.`);
}

function checkBuilder(makeStep: MakeStep, policy: Policy, provenance: Provenance): Step {
  const recorded =
    provenance.builderId === '' ? 'no builder id' : `the builder id ${quoteValue(provenance.builderId)}`;
  const {builderId, anyRunOf} = policy;
  if (anyRunOf !== undefined) {
    return isRunOf(anyRunOf, provenance.builderId)
      ? makeStep('builder-id', 'passed', `The provenance has ${recorded}, a run of this repository.`)
      : makeStep(
          'builder-id',
          'failed',
          `The provenance has ${recorded}, expected was a run of ${quoteValue(anyRunOf)}.`
        );
  }
  if (builderId === undefined) {
    return makeStep('builder-id', 'skipped', `No builder id was asked for; the provenance has ${recorded}.`);
  }
  return provenance.builderId === builderId
    ? makeStep('builder-id', 'passed', `The provenance has ${recorded}, which is this run's.`)
    : makeStep(
        'builder-id',
        'failed',
        `The provenance has ${recorded}, expected was ${quoteValue(builderId)}.`
      );
}

function isRunOf(repository: string, builderId: string): boolean {
  const run = builderId.startsWith(`${repository}/`) ? builderId.slice(repository.length) : '';
  return /^\/actions\/runs\/\d{1,20}\/attempts\/\d{1,10}$/.test(run);
}

function checkRevision(makeStep: MakeStep, policy: Policy, provenance: Provenance): Step {
  const revision = findRevision(provenance);
  if (revision === undefined) return checkMissingRevision(makeStep, policy);
  const recorded = `The provenance records commit ${quoteValue(revision)}`;
  const differs = policy.revision !== undefined && revision !== policy.revision;
  const expected = `expected was ${quoteValue(policy.revision ?? '')}`;
  if (differs && policy.existing === true) {
    return makeStep(
      'source-revision',
      'failed',
      `${recorded}, ${expected}. If that commit is the one that is meant, name it as expected-revision.`
    );
  }
  if (provenance.vcs?.dirty === true) {
    return makeStep('source-revision', 'warning', `${recorded} with uncommitted changes.`);
  }
  if (policy.revision === undefined) {
    return makeStep('source-revision', 'skipped', `${recorded}; nothing is known to compare it with.`);
  }
  return differs
    ? makeStep('source-revision', 'warning', `${recorded}, ${expected}.`)
    : makeStep('source-revision', 'passed', `${recorded}, as expected.`);
}

function checkMissingRevision(makeStep: MakeStep, {revision, existing, revisionAbsent}: Policy): Step {
  const absent = 'The provenance records no source commit';
  if (revisionAbsent !== undefined)
    return makeStep('source-revision', 'skipped', `${absent}: ${revisionAbsent}`);
  if (revision === undefined)
    return makeStep('source-revision', 'skipped', `${absent}, and none was expected.`);
  const outcome = existing === true ? 'failed' : 'warning';
  return makeStep('source-revision', outcome, `${absent}, expected was ${quoteValue(revision)}.`);
}
