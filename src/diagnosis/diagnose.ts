/** What went wrong in a run, as diagnostics: structure before text. Pure. */
import {createDiagnostic} from '../diagnostics/create.ts';
import type {Diagnostic, DiagnosticPhase, Severity} from '../diagnostics/diagnostic.ts';
import {readSource} from '../oci/failure-source.ts';
import {shareText} from '../sigstore/shared-text.ts';
import type {Signing} from '../sigstore/signing.ts';
import {describeSteps} from '../verification/step.ts';
import type {Verification} from '../verification/verification.ts';
import {diagnoseLog} from './diagnose-log.ts';
import type {DependencyRecord} from '../dependencies/record.ts';
import {judgeDependencies} from './dependency-rules.ts';
import {readLog} from './log-reader.ts';
import type {LogContext} from './log.ts';
import {findNotices} from './notices.ts';
import {judgeSigningRecords} from './signing-rules.ts';
import {judgeSource} from './source-rules.ts';
import type {RunFacts, SourceFinding} from './source-rules.ts';
import {judgeAssertions, judgeThinned, judgeVerification} from './verification-rules.ts';
import type {StepFinding} from './verification-rules.ts';

/** What is known of the run beside what failed. */
export interface DiagnosisContext extends RunFacts, Omit<LogContext, 'exitCode' | 'fork' | 'loggedIn'> {
  readonly phase: DiagnosticPhase;
}

/** buildx's own words, and how it ended: as much of a `BuildError` as is looked at. */
interface EndedBuild {
  readonly reason: 'spawn' | 'cancelled' | 'signal' | 'exit';
  readonly result: {
    readonly process: {
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
      readonly stderr: {readonly tail: string};
    };
  };
}

/** What was thrown, as one diagnostic. What nothing recognises is `PROV-000`. */
export function diagnoseError(error: unknown, context: DiagnosisContext): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  if (isEndedBuild(error)) return diagnoseBuild(error, message, context);
  const finding = judgeSource(readSource(error), context) ?? {code: 'PROV-000' as const};
  return describe(finding, context.phase, [message], 'error');
}

function isEndedBuild(error: unknown): error is Error & EndedBuild {
  return error instanceof Error && error.name === 'BuildError';
}

function diagnoseBuild({reason, result}: EndedBuild, message: string, context: DiagnosisContext): Diagnostic {
  const {exitCode, signal, stderr} = result.process;
  if (reason === 'cancelled') return describe({code: 'PROV-026'}, 'build', [message]);
  if (reason === 'spawn') return describe({code: 'PROV-7C'}, 'build', [message]);
  if (reason === 'signal') {
    const other = {
      code: 'PROV-026' as const,
      distinction: 'Somebody else ended it, and there was memory left.'
    };
    return describe({code: 'PROV-025', twins: [other]}, 'build', [
      `Ended by ${signal ?? 'a signal'}.`,
      message
    ]);
  }
  const {code, phase, evidence, alternatives} = diagnoseLog(stderr.tail, {
    ...context,
    ...(exitCode === undefined ? {} : {exitCode})
  });
  const twins = alternatives.map(({code: other, distinction}) => ({code: other, distinction}));
  const lines = evidence.map(({text}) => text);
  // It ended the run, however little the same would matter in another: a cache that cannot be written.
  const severity = 'error';
  return describe({code: code ?? 'PROV-000', twins}, phase, lines.length === 0 ? [message] : lines, severity);
}

/** What buildx's own words show beside a build that succeeded, once for each code: notices. */
export function diagnoseSuccess(log: string): readonly Diagnostic[] {
  const found = findNotices(readLog(log)).map(({twin: [code, words], line}) =>
    describe({code}, code.startsWith('PROV-5') ? 'cache' : 'build', [words, line.text], 'notice')
  );
  return mergeByCode(found);
}

/** What decided each bad verdict, and what a good one leaves to be said; once for each code. */
export function diagnoseVerifications(
  verifications: readonly Verification[],
  context: RunFacts
): readonly Diagnostic[] {
  const found = verifications.flatMap(verification => {
    const judged = judgeVerification(verification, context) ?? judgeThinned(verification);
    const asserted = judgeAssertions(verification);
    return [judged, asserted].filter(one => one !== undefined);
  });
  return [...Map.groupBy(found, ({code}) => code).values()].flatMap(describeFindings);
}

/** One diagnostic for findings of one code, wherever each was made. */
function describeFindings(found: readonly StepFinding[]): readonly Diagnostic[] {
  const [first] = found;
  if (first === undefined) return [];
  const steps = found.flatMap(one => one.steps);
  const diagnostic = describe(first, 'verify', describeSteps(steps));
  const instead = [...new Set(steps.flatMap(step => step.instead ?? []))].slice(0, LINES_LIMIT);
  if (instead.length === 0) return [diagnostic];
  return [{...diagnostic, remedy: {...diagnostic.remedy, instead}}];
}

const LINES_LIMIT = 20;

/** What went wrong in signing, once for each code; a place that may refuse without harm gives a warning. */
export function diagnoseSigning(signing: Signing, context: RunFacts): readonly Diagnostic[] {
  const groups = Map.groupBy(judgeSigningRecords(signing, context), ({code}) => code);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const {phase, severity} = first;
    const evidence = shareText([first, ...others].map(({told}) => told)).slice(0, 20);
    return [describe(first, phase, evidence, severity)];
  });
}

/** What is missing or bad of what the image stands on, once for each code. */
export function diagnoseDependencies(record: DependencyRecord): readonly Diagnostic[] {
  return judgeDependencies(record).map(({code, severity, evidence}) =>
    describe({code}, 'collect', evidence, severity)
  );
}

function describe(
  {code, twins}: SourceFinding,
  phase: DiagnosticPhase,
  evidence: readonly string[],
  severity?: Severity
): Diagnostic {
  return createDiagnostic(code, {phase, evidence, alternatives: twins, severity});
}

/** The first of each code, with the evidence of all. */
function mergeByCode(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = Map.groupBy(diagnostics, ({code}) => code);
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    return first === undefined
      ? []
      : [{...first, evidence: group.flatMap(({evidence}) => evidence).slice(0, 20)}];
  });
}
