/** What went wrong in a run of which one has only the log. Pure; parts it first, and asks the rules in order. */
import {causeOf} from './codes.ts';
import {judgeFailure} from './failure-rules.ts';
import {dropLeading} from './line-kinds.ts';
import {readLog} from './log-reader.ts';
import type {Failure, Log, LogAlternative, LogContext, LogDiagnosis, LogLine} from './log.ts';
import {findNotices, findSkipped} from './notices.ts';
import type {Finding, Twin} from './rule.ts';
import {isCacheImport} from './step-name.ts';
import {findToolFindings} from './tool-rules.ts';

const EVIDENCE_LINES = 20;
const EVIDENCE_LENGTH = 500;
const ALTERNATIVES = 5;

interface Candidate {
  /** Undefined where no rule knows what it says. */
  readonly finding: Finding | undefined;
  readonly lines: readonly LogLine[];
}

/**
 * The cause that a log shows, or `none` where the run ended well, or `unknown` where nothing speaks.
 *
 * Believes of a program that a Dockerfile runs nothing but a few exact markers. Takes time in proportion to the log's
 * length. The text in the evidence is untrusted: cut to 500 characters a line, and neither redacted nor escaped.
 */
export function diagnoseLog(text: string, context: LogContext = {}): LogDiagnosis {
  const log = readLog(text);
  const all = listCandidates(log, context);
  const grave = all.filter(({finding}) => finding?.mild !== true);
  const ended = endOf(log, grave, context);
  if (ended === 'well') return describeGood(log);
  const candidates = grave.length > 0 ? grave : all;
  const [first, ...rest] = candidates;
  if (first?.finding !== undefined) {
    const found = describe(first.finding, first.lines, rest);
    return first.finding.mild === true ? {...found, fatal: ended === 'badly'} : found;
  }
  return describeUnknown(log, context, candidates, ended);
}

/** Everything that failed, in the log's order; of the last build only, where an earlier one was tried again. */
function listCandidates(log: Log, context: LogContext): Candidate[] {
  const failures = [...log.failures, ...listSilentFailures(log)];
  const fromBuilds = failures
    .map(failure => judge(failure, log, context))
    .filter(({finding}, index) => finding !== undefined || failures[index]?.certain === true);
  const fromTools = findToolFindings(log, context).map(({finding, line}) => ({finding, lines: [line]}));
  return [...fromBuilds, ...fromTools].toSorted((a, b) => lineOf(a) - lineOf(b));
}

function judge(failure: Failure, log: Log, context: LogContext): Candidate {
  const {text, step, lines, certain} = failure;
  const finding = judgeFailure({text, step, lines, log, context}, certain);
  const error = step?.error === undefined ? [] : [step.error];
  const where = finding?.phase === 'build' ? locate(step, log) : [];
  return {finding, lines: [...where, ...error, ...(finding?.evidence ?? []), ...lines]};
}

/** The failing instruction, with its platform where it has one, and its line of the Dockerfile. */
function locate(step: Failure['step'], {dockerfile}: Log): LogLine[] {
  if (step === undefined || !/^\[(?!internal\])[^\]]{1,200}\] /.test(step.name)) return [];
  return [step.at, ...dockerfile.filter(({text}) => /^ {0,8}\d{1,7} \| >>> /.test(text)).slice(-3)];
}

/** Steps that failed in a log which breaks off before buildx's last word, or is drawn without it. */
function listSilentFailures({builds, failures}: Log): Failure[] {
  return builds.flatMap(({steps}, build) => {
    if (failures.some(failure => failure.build === build)) return [];
    const step = [...steps.values()].findLast(({name, state}) => state === 'failed' && !isCacheImport(name));
    if (step === undefined || (step.error === undefined && !step.name.includes('] RUN '))) return [];
    const error = step.error ?? step.at;
    const text =
      step.error === undefined ? 'process "" did not complete successfully: ' : dropLeading(error.text);
    return [{text, step, lines: [error], build, certain: true}];
  });
}

function lineOf({lines}: Candidate): number {
  return Math.max(0, ...lines.map(({line}) => line));
}

/** The exit code decides; without it the log's end, unless something failed behind it. */
function endOf(log: Log, candidates: readonly Candidate[], {exitCode}: LogContext): Log['ending'] {
  if (exitCode !== undefined) return exitCode === 0 ? 'well' : 'badly';
  if (log.ending !== 'well') return candidates.length > 0 ? 'badly' : log.ending;
  // The runner marks the error of whatever fails a job, and `findEnding` saw none.
  if (log.hints.jobEnded) return 'well';
  const [build] = log.builds.slice(-1);
  const end = Math.max(0, ...[...(build?.steps.values() ?? [])].map(({at}) => at.line));
  return candidates.some(candidate => candidate.finding !== undefined && lineOf(candidate) > end)
    ? 'badly'
    : 'well';
}

function describeGood(log: Log): LogDiagnosis {
  const skipped = findSkipped(log);
  if (skipped !== undefined)
    return {...describe({code: 'PROV-1A', phase: 'build'}, [skipped], []), fatal: false};
  const notices = findNotices(log);
  const alternatives = listAlternatives(
    undefined,
    notices.map(({twin}) => twin)
  );
  return {
    code: undefined,
    cause: 'none',
    fatal: false,
    phase: 'build',
    evidence: listEvidence(notices.map(({line}) => line)),
    alternatives
  };
}

function describe(finding: Finding, lines: readonly LogLine[], rest: readonly Candidate[]): LogDiagnosis {
  const {code, phase, twins = []} = finding;
  const later = rest.flatMap(({finding: other}): Twin[] =>
    other === undefined || other.code === code
      ? []
      : [[other.code, 'It came up later in the same log, maybe as a consequence.']]
  );
  const same = rest.filter(({finding: other}) => other?.code === code).flatMap(candidate => candidate.lines);
  return {
    code,
    cause: causeOf(code),
    fatal: true,
    phase,
    evidence: listEvidence([...lines, ...same]),
    alternatives: listAlternatives(code, [...twins, ...later])
  };
}

/** Nothing speaks, but maybe the exit code: 130 and 143 are signals that somebody sent, 137 is SIGKILL. */
function describeUnknown(
  log: Log,
  {exitCode}: LogContext,
  candidates: readonly Candidate[],
  ended: Log['ending']
): LogDiagnosis {
  const certain = candidates.flatMap(({lines}) => lines);
  const said = [
    ...log.toolLines.filter(({text}) => /^(?:Error|error|ERROR|fatal): /.test(text)).slice(-5),
    ...log.runnerErrors
  ];
  const lines = certain.length > 0 ? certain : said;
  if (exitCode === 130 || exitCode === 143) return describe({code: 'PROV-026', phase: 'build'}, lines, []);
  if (exitCode === 137)
    return describe(
      {
        code: 'PROV-025',
        phase: 'build',
        twins: [['PROV-026', 'The runner or somebody else ended it with SIGKILL, and there was memory left.']]
      },
      lines,
      []
    );
  const rest = candidates.slice(1).filter(({finding}) => finding !== undefined);
  return {...describe({code: 'PROV-000', phase: 'build'}, lines, rest), fatal: ended === 'badly'};
}

function listEvidence(lines: readonly LogLine[]): LogLine[] {
  const byNumber = new Map(lines.map(({line, text}) => [line, {line, text: text.slice(0, EVIDENCE_LENGTH)}]));
  return [...byNumber.values()].toSorted((a, b) => a.line - b.line).slice(0, EVIDENCE_LINES);
}

function listAlternatives(code: LogDiagnosis['code'], twins: readonly Twin[]): LogAlternative[] {
  const byCode = new Map<string, LogAlternative>();
  for (const [other, distinction] of twins)
    if (other !== code && !byCode.has(other))
      byCode.set(other, {code: other, cause: causeOf(other), distinction});
  return [...byCode.values()].slice(0, ALTERNATIVES);
}
