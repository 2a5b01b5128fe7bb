/** Says what a run's failures mean: asks the diagnosis, which is loaded only then, and records what it says. */
import type {BuildResult} from '../build/run.ts';
import type {DiagnosisContext} from '../diagnosis/diagnose.ts';
import type {DiagnosticPhase} from '../diagnostics/diagnostic.ts';
import type {Findings, Phase} from '../findings.ts';
import {InputError} from './input-error.ts';
import type {Run} from './run.ts';

/** In whose words a part of the run failed. */
const PHASES: Record<Phase, DiagnosticPhase> = {
  inputs: 'preflight',
  builder: 'preflight',
  plan: 'preflight',
  preflight: 'preflight',
  build: 'build',
  verify: 'verify',
  attestations: 'verify',
  sign: 'sign',
  collect: 'collect',
  extract: 'verify',
  report: 'verify'
};

/** Records what the error means, unless its own diagnostics are recorded already. */
export async function diagnoseFailure(run: Run, error: unknown): Promise<void> {
  const {findings, phase, signal, env} = run;
  if (error instanceof Error && error.name === 'PreflightError') return;
  if (error instanceof InputError) run.wrongInput = error.mistakes[0]?.input ?? '';
  const {diagnoseError} = await import('../diagnosis/diagnose.ts');
  const platforms = describePlatforms(findings, env);
  const context = {...describeContext(findings), platforms, phase: PHASES[phase]};
  findings.diagnostics.unshift(diagnoseError(signal.aborted ? signal.reason : error, context));
}

/** What of a good build's log is worth a word. Its other troubles are seen better by what is read back. */
const WORTH_TELLING = new Set<string>(['PROV-5', 'PROV-4D']);

/** Records what went amiss in a build that ended well: it is told, and fails nothing. */
export async function diagnoseGoodBuild({findings}: Run, {process}: BuildResult): Promise<void> {
  const {tail} = process.stderr;
  if (!/\bERROR: |\bWARN(?:ING)?: /.test(tail)) return;
  const {diagnoseSuccess} = await import('../diagnosis/diagnose.ts');
  const told = diagnoseSuccess(tail).filter(({code}) => WORTH_TELLING.has(code));
  findings.diagnostics.push(...told);
}

/** Records what bad verdicts and failed signings mean. */
export async function diagnoseResults({findings}: Run): Promise<void> {
  const {verifications = [], signing, dependencies, failure} = findings;
  const isComplete = dependencies === undefined || isAllFound(dependencies);
  const isGood =
    verifications.every(({verdict}) => verdict === 'verified') && isSettled(signing) && isComplete;
  if (failure !== undefined || isGood) return;
  const {diagnoseDependencies, diagnoseSigning, diagnoseVerifications} =
    await import('../diagnosis/diagnose.ts');
  const context = describeContext(findings);
  findings.diagnostics.unshift(
    ...diagnoseVerifications(verifications, context),
    ...(signing === undefined ? [] : diagnoseSigning(signing, context)),
    ...(dependencies === undefined ? [] : diagnoseDependencies(dependencies))
  );
}

function isAllFound({missing, problem}: NonNullable<Findings['dependencies']>): boolean {
  return missing === 0 && problem === undefined;
}

function isSettled(signing: Findings['signing']): boolean {
  if (signing?.decision.value !== true) return true;
  const places = signing.statements.flatMap(statement => statement.places);
  return (
    signing.problems.length === 0 &&
    signing.statements.every(({outcome}) => outcome !== 'failed') &&
    places.every(({verdict}) => verdict === 'verified')
  );
}

/** What is known of the run that decides between twins. */
export function describeContext({run, registries = []}: Findings): Omit<DiagnosisContext, 'phase'> {
  const known = registries.filter(({credentials}) => credentials !== 'unknown');
  const [first] = registries;
  return {
    ...(run === undefined ? {} : {event: run.event, fork: run.untrusted}),
    ...(first === undefined ? {} : {registryHost: first.registry}),
    loggedIn: new Map(known.map(({registry, credentials}) => [registry, credentials === 'present'])),
    pushAllowed: new Map(registries.map(({registry, push}) => [registry, push.permission]))
  };
}

/** What was asked for, which stands in the command; without it the builder's own platform, which a node lists first. */
function describePlatforms(
  {build, builder}: Findings,
  env: NodeJS.ProcessEnv
): NonNullable<DiagnosisContext['platforms']> {
  const command = build?.command ?? [];
  const asked = command.includes('--platform')
    ? command[command.indexOf('--platform') + 1]
    : env['DOCKER_DEFAULT_PLATFORM'];
  // What somebody gave to a node need not run there.
  const runs = (builder?.nodes ?? []).map(({platforms, assigned = []}) =>
    platforms.filter(platform => !assigned.includes(platform))
  );
  const own = runs.length === 1 ? (runs[0] ?? []).slice(0, 1) : [];
  return {requested: asked ? asked.split(',') : own, builder: runs.flat()};
}
