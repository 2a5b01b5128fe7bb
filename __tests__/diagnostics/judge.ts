/** Asks the rules of a kind what they make of what a case gives them. */
import {diagnoseLog} from '../../src/diagnosis/diagnose-log.ts';
import {
  diagnoseDependencies,
  diagnoseError,
  diagnoseSigning,
  diagnoseVerifications
} from '../../src/diagnosis/diagnose.ts';
import type {LogContext} from '../../src/diagnosis/log.ts';
import type {RunFacts} from '../../src/diagnosis/source-rules.ts';
import type {Code} from '../../src/diagnostics/code.ts';
import {runChecks} from '../../src/preflight/check.ts';
import {hintFor} from '../../src/preflight/workflow-hints.ts';
import {readWorkflow} from '../../src/preflight/workflow-reader.ts';
import {locateStep} from '../../src/preflight/workflow-step.ts';
import {dependenciesWith, signingWith, stepWith, verificationWith} from '../support/reports.ts';
import {facts} from '../unit/preflight/facts.ts';
import type {
  CheckGiven,
  DependenciesGiven,
  EndingGiven,
  RecordCase,
  SigningGiven,
  SourceGiven,
  VerificationGiven
} from './case.ts';

/** Codes, the decisive one first, then those beside it; the first is undefined where nothing is wrong. */
export type Judged = readonly [Code | undefined, ...Code[]];

export function judgeLog(log: string, context?: LogContext): Judged {
  const {code, alternatives} = diagnoseLog(log, context);
  return [code, ...alternatives.map(other => other.code)];
}

/** For what is given, one after the other, and then for the near miss. */
export function judgeRecords(code: Code, record: RecordCase): readonly Judged[] {
  switch (record.by) {
    case 'source rule':
      return [...record.given, record.miss.given].map(judgeSourceGiven);
    case 'build ending':
      return [...record.given, record.miss.given].map(judgeEnding);
    case 'verification rule':
      return [...record.given, record.miss.given].map(judgeVerificationGiven);
    case 'signing rule':
      return [...record.given, record.miss.given].map(judgeSigningGiven);
    case 'dependency rule':
      return [...record.given, record.miss.given].map(judgeDependenciesGiven);
    case 'preflight check':
      return [...record.given, record.miss.given].map(judgeCheck);
    case 'workflow hint':
      return [...record.given, record.miss.given].map(text => judgeWorkflow(code, text));
  }
}

function judgeSourceGiven({run, host, ...structure}: SourceGiven): Judged {
  const url = host === undefined ? undefined : `https://${host}/v2/`;
  return judgeError(Object.assign(new Error('It failed.'), {...structure, url}), run);
}

function judgeEnding({reason, exitCode, signal, stderr}: EndingGiven): Judged {
  const result = {process: {exitCode, signal, stderr: {tail: stderr}}};
  const error = Object.assign(new Error('docker buildx build failed'), {name: 'BuildError', reason, result});
  return judgeError(error);
}

function judgeError(error: Error, run: RunFacts = {}): Judged {
  const {code, alternatives} = diagnoseError(error, {...run, phase: 'build'});
  return [code, ...alternatives.map(other => other.code)];
}

function judgeVerificationGiven({steps, ...rest}: VerificationGiven): Judged {
  const verification = verificationWith({verdict: 'rejected', ...rest, steps: steps.map(stepWith)});
  return listCodes(diagnoseVerifications([verification], {}));
}

function judgeSigningGiven(signing: SigningGiven): Judged {
  return listCodes(diagnoseSigning(signingWith({statements: [], ...signing}), {}));
}

function judgeDependenciesGiven(record: DependenciesGiven): Judged {
  return listCodes(diagnoseDependencies(dependenciesWith(record)));
}

function listCodes(diagnostics: ReturnType<typeof diagnoseSigning>): Judged {
  const [first, ...rest] = diagnostics.flatMap(({code, alternatives}) => [
    code,
    ...alternatives.map(other => other.code)
  ]);
  return [first, ...rest];
}

function judgeCheck({check, ...changes}: CheckGiven): Judged {
  const [found, ...others] = runChecks(facts(changes)).filter(({id}) => id === check);
  if (found === undefined || others.length > 0) throw new Error(`${check} is not one check`);
  const {diagnostic} = found;
  return [diagnostic?.code, ...(diagnostic?.alternatives ?? []).map(other => other.code)];
}

function judgeWorkflow(code: Code, text: string): Judged {
  const running = {job: 'image', step: '__org_provenance-action', repository: 'org/provenance-action'};
  const located = locateStep(readWorkflow(text, '.github/workflows/image.yml'), running, new Map());
  return [hintFor(code, located) === undefined ? undefined : code];
}
