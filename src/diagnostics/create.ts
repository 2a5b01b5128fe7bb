/** A diagnostic out of its code and of what was seen. Knows the catalogue and no rule; imports nothing else. */
import {stripVTControlCharacters} from 'node:util';
import {CATALOGUE} from './catalogue.ts';
import type {Code} from './code.ts';
import type {Alternative, Diagnostic, DiagnosticPhase, Place, Severity} from './diagnostic.ts';

export interface DiagnosticDetails {
  readonly phase: DiagnosticPhase;
  /** What was seen, most telling first. Without secrets: nothing is hidden here. */
  readonly evidence: readonly string[];
  /** Most likely first. */
  readonly alternatives?: readonly {readonly code: Code; readonly distinction: string}[] | undefined;
  readonly place?: Place | undefined;
  /** In place of the catalogue's; what is expected stays a notice. */
  readonly severity?: Severity | undefined;
  readonly cause?: never;
}

export const EVIDENCE_LINES = 20;
export const EVIDENCE_LINE_LENGTH = 500;
const ALTERNATIVES = 5;

// A line holds more than what is kept of it: colours. Most of what comes may be blank.
const RAW_LENGTH = EVIDENCE_LINE_LENGTH * 4;
const RAW_TEXT_LENGTH = RAW_LENGTH * EVIDENCE_LINES;
const RAW_TOTAL_LENGTH = RAW_TEXT_LENGTH * 5;

/**
 * The diagnostic of this code, with all that the catalogue says of it.
 *
 * Evidence is cut to 20 lines of 500 characters, without colours and blank lines; what cannot be seen is U+FFFD. It is
 * still untrusted text. Alternatives that repeat the code or one another are left out.
 */
export function createDiagnostic(code: Code, details: DiagnosticDetails): Diagnostic {
  const {phase, evidence, alternatives = [], place, severity} = details;
  const entry = CATALOGUE[code];
  return {
    ...entry,
    code,
    severity: entry.expected ? entry.severity : (severity ?? entry.severity),
    phase,
    evidence: boundEvidence(evidence),
    alternatives: describeAlternatives(code, alternatives),
    ...(place === undefined ? {} : {place}),
    page: pageOf(code)
  };
}

/** Path of the code's page from the project's root. */
export function pageOf(code: Code): string {
  return `src/diagnostics/docs/${code}.md`;
}

function boundEvidence(evidence: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let left = RAW_TOTAL_LENGTH;
  for (const text of evidence) {
    const raw = text.slice(0, Math.min(RAW_TEXT_LENGTH, left));
    left -= raw.length + 1;
    lines.push(...readLines(raw).slice(0, EVIDENCE_LINES + 1));
    if (lines.length > EVIDENCE_LINES) return [...lines.slice(0, EVIDENCE_LINES - 1), '…'];
    if (left <= 0) break;
  }
  return lines;
}

/** The lines in which something stands, each cleaned. */
function readLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/).filter(line => line !== '');
  return lines.map(cleanLine).filter(line => line.trim() !== '');
}

function cleanLine(line: string): string {
  const seen = stripVTControlCharacters(line.slice(0, RAW_LENGTH))
    .toWellFormed()
    .replaceAll('\t', ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd')
    .trimEnd();
  if (seen.length <= EVIDENCE_LINE_LENGTH) return seen;
  return `${seen
    .slice(0, EVIDENCE_LINE_LENGTH - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

function describeAlternatives(
  code: Code,
  alternatives: NonNullable<DiagnosticDetails['alternatives']>
): readonly Alternative[] {
  const others = alternatives.filter((one, at) => {
    return one.code !== code && alternatives.findIndex(other => other.code === one.code) === at;
  });
  return others.slice(0, ALTERNATIVES).map(({code: other, distinction}) => ({
    code: other,
    cause: CATALOGUE[other].cause,
    distinction: cleanLine(distinction.replaceAll(/\s+/g, ' ').trim())
  }));
}
