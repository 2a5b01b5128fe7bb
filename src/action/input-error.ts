/** How a mistake in an input is told. Knows no input by name, and never shows a secret. */

/** One mistake. */
export interface InputMistake {
  /** As in `with:`. */
  readonly input: string;
  /** Fit to be shown: quoted, on one line, shortened, and `(hidden)` for secrets. */
  readonly value: string;
  /** What is wrong, as the end of a sentence that starts with the value. */
  readonly problem: string;
  readonly allowed: string;
}

/** All the mistakes in the inputs of one step; thrown before anything has run. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly mistakes: readonly InputMistake[];

  constructor(mistakes: readonly InputMistake[]) {
    const count =
      mistakes.length === 1 ? 'One input is wrong' : `${String(mistakes.length)} inputs are wrong`;
    super([`${count}; nothing was built:`, ...mistakes.map(describeMistake)].join('\n'));
    this.mistakes = mistakes;
  }
}

/** What a parser of one value throws; the reader adds which input it was. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  readonly problem: string;
  readonly allowed: string;

  constructor(problem: string, allowed: string) {
    super(`${problem} (allowed: ${allowed})`);
    this.problem = problem;
    this.allowed = allowed;
  }
}

/** Stands for the value of every input that may hold a secret. */
export const hiddenValue = '(hidden)';

const shownLength = 120;

/** Returns the value as it may be shown: one line, no control characters, no credentials of a URL. */
export function quoteValue(value: string): string {
  const redacted = value.replaceAll(/(:\/\/)[^/@\s]*@/g, '$1***@');
  const short = redacted.length > shownLength ? `${redacted.slice(0, shownLength)}…` : redacted;
  return replaceControls(JSON.stringify(short));
}

/** Returns the text on one line: each control character and line separator becomes U+FFFD. */
export function replaceControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '\ufffd');
}

function describeMistake({input, value, problem, allowed}: InputMistake): string {
  return `  ${input}: ${value} ${problem} (allowed: ${allowed})`;
}
