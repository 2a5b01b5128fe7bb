/** Codes as text, and the cause that each stands for. */
import type {Cause} from '../diagnostics/cause.ts';
import {CATALOGUE} from '../diagnostics/catalogue.ts';
import type {Code} from '../diagnostics/code.ts';
import {CODES} from '../diagnostics/code.ts';

const KNOWN: ReadonlySet<string> = new Set(CODES);

export function isCode(text: string): text is Code {
  return KNOWN.has(text);
}

export function causeOf(code: Code): Cause {
  return CATALOGUE[code].cause;
}
