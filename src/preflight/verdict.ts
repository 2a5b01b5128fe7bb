/** How a check says what it found. Knows no check. */
import type {Code} from '../diagnostics/code.ts';
import {createDiagnostic} from '../diagnostics/create.ts';
import type {Place, Severity} from '../diagnostics/diagnostic.ts';
import type {Check, Judge} from './check.ts';
import type {PreflightFacts} from './facts.ts';

export type Verdict = Pick<Check, 'outcome' | 'evidence' | 'diagnostic'>;

/** A check of which there is one. */
export function defineCheck(id: string, title: string, judge: (facts: PreflightFacts) => Verdict): Judge {
  return facts => [{id, title, ...judge(facts)}];
}

export function pass(evidence: string): Verdict {
  return {outcome: 'passed', evidence};
}

/** Does not matter in this run. */
export function skip(evidence: string): Verdict {
  return {outcome: 'skipped', evidence};
}

export function leaveUnknown(evidence: string): Verdict {
  return {outcome: 'unknown', evidence};
}

/** Worth a row, and told to the user by somebody else. */
export function note(evidence: string): Verdict {
  return {outcome: 'warning', evidence};
}

export interface Finding {
  readonly code: Code;
  readonly evidence: string;
  /** Further lines of the diagnostic's evidence. */
  readonly details?: readonly string[];
  /** Most likely first. */
  readonly alternatives?: readonly {readonly code: Code; readonly distinction: string}[];
  readonly place?: Place | undefined;
}

/** The run must not go on. */
export function fail(finding: Finding): Verdict {
  return {outcome: 'failed', evidence: finding.evidence, diagnostic: diagnose(finding, 'error')};
}

/** The run may go on; `notice`: nothing needs to be changed. */
export function warn(finding: Finding, severity: Exclude<Severity, 'error'> = 'warning'): Verdict {
  return {outcome: 'warning', evidence: finding.evidence, diagnostic: diagnose(finding, severity)};
}

function diagnose(finding: Finding, severity: Severity): NonNullable<Verdict['diagnostic']> {
  const {code, evidence, details = [], alternatives, place} = finding;
  return createDiagnostic(code, {
    phase: 'preflight',
    evidence: [evidence, ...details],
    alternatives,
    place,
    severity
  });
}
