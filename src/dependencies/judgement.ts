/** What a rule says of one provenance. Types, and words for untrusted values. */
import type {Provenance} from '../attestation/provenance.ts';
import type {Statement} from '../attestation/statement.ts';
import {cleanText, redactUrls} from '../oci/plain-text.ts';

/** A provenance as it is judged: believed as far as its signature goes, which is another's to tell. */
export interface Evidence {
  readonly statement: Statement;
  readonly provenance: Provenance;
}

/** One violation, one doubt, or what was seen. Untrusted text: escape it. */
export interface Reason {
  /** A sentence. */
  readonly text: string;
  /** What to write so that it holds: a line of the Dockerfile, or of the step's inputs. */
  readonly instead?: string;
}

/** `unknown`: not recorded, or not by BuildKit, so that nobody can tell. */
export interface Judgement {
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** Every violation; or why it could not be told; or what was seen. Never empty. */
  readonly reasons: readonly Reason[];
}

/** Violations decide; without one, what could not be told leaves it open. */
export function concludeRule(
  violations: readonly (Reason | string)[],
  doubts: readonly string[],
  passed: string
): Judgement {
  if (violations.length > 0) return {outcome: 'failed', reasons: violations.map(nameReason)};
  if (doubts.length > 0) return {outcome: 'unknown', reasons: doubts.map(nameReason)};
  return {outcome: 'passed', reasons: [nameReason(passed)]};
}

function nameReason(reason: Reason | string): Reason {
  return typeof reason === 'string' ? {text: reason} : reason;
}

/** In quotes, on one line, without passwords. */
export function quoteUri(uri: string): string {
  return JSON.stringify(redactUrls(cleanText(uri, 300)));
}
