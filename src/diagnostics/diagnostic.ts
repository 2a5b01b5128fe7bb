/** A diagnostic: what is wrong, how one knows, and how to mend it. Types and one maker; knows no rule. */
import type {Cause} from './cause.ts';
import type {Code} from './code.ts';

export type Severity = 'error' | 'warning' | 'notice';

/** When it showed. */
export type DiagnosticPhase =
  'preflight' | 'build' | 'push' | 'verify' | 'sign' | 'attach' | 'store' | 'cache' | 'collect';

/** What stands in the catalogue for a code; the same wherever it comes up. Markdown-free plain text. */
export interface Entry {
  readonly title: string;
  readonly severity: Severity;
  /** Expected behaviour: never a warning, never a failure. */
  readonly expected: boolean;
  readonly cause: Cause;
  /** What it means, in plain words, one to three sentences. */
  readonly explanation: string;
  readonly remedy: Remedy;
  /** How to see that it worked. */
  readonly check: string;
  /** The guide's heading that it follows (`1.B`), where the guide has it. */
  readonly guide?: string;
}

export interface Remedy {
  /** What to do, one to four sentences. */
  readonly text: string;
  /** To paste into a workflow. */
  readonly yaml?: string;
  /** Lines to write in place of what is there, in a Dockerfile or among the inputs. Untrusted text: escape it. */
  readonly instead?: readonly string[];
}

/** Another cause that what was seen leaves open, and what tells the two apart. */
export interface Alternative {
  readonly code: Code;
  readonly cause: Cause;
  readonly distinction: string;
}

/** A line of the workflow or Dockerfile; 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Diagnostic extends Entry {
  readonly code: Code;
  readonly phase: DiagnosticPhase;
  /** What was seen: lines, statuses, names. Untrusted text, bounded, without secrets: escape it. */
  readonly evidence: readonly string[];
  /** Most likely first. */
  readonly alternatives: readonly Alternative[];
  readonly place?: Place;
  /** Path of its page from the project's root: `src/diagnostics/docs/PROV-1B.md`. */
  readonly page: string;
}
