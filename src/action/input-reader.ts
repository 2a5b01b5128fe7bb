/** Reads inputs from the environment by name and kind, and gathers the mistakes. Knows no input by name. */
import {HIDDEN_VALUE, quoteValue, ValueError} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {parseList} from './list.ts';
import type {ListOptions} from './list.ts';
import type {Environment} from './runner.ts';

/** One pass over the inputs. */
export interface Reading {
  readonly env: Environment;
  readonly mistakes: InputMistake[];
}

/** Returns the input as the runner hands it over; empty when it is unset. */
export function readRaw({env}: Reading, input: string): string {
  return env[`INPUT_${input.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

/** Returns the trimmed and parsed value of an input of one line; undefined when it is empty or wrong. */
export function readValue<T>(reading: Reading, input: string, parse: (text: string) => T): T | undefined {
  const text = readRaw(reading, input).trim();
  if (text === '') return undefined;
  return attempt(reading, input, quoteValue(text), () => {
    assertSingleLine(text);
    return parse(text);
  });
}

/** Returns text that buildx gets as one argument. */
export function readText(reading: Reading, input: string): string | undefined {
  return readValue(reading, input, text => {
    if (text.startsWith('-'))
      throw new ValueError('would be taken for a flag', 'a value that starts otherwise');
    return text;
  });
}

/** Returns a boolean of YAML 1.2's core schema; undefined when the input is empty, which differs from `false`. */
export function readBoolean(reading: Reading, input: string): boolean | undefined {
  return readValue(reading, input, text => parseBoolean(text, 'true or false'));
}

/**
 * Parses as `core.getBooleanInput` does.
 *
 * @throws {ValueError}
 */
export function parseBoolean(text: string, allowed: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  throw new ValueError('is not a boolean', allowed);
}

/**
 * Milliseconds of a time such as `60`, `90s` or `2m`.
 *
 * @throws {ValueError}
 */
export function parseTimeout(text: string): number {
  const [, digits, unit] = /^(\d{1,6})(s|m)?$/.exec(text) ?? [];
  const ms = Number(digits) * (unit === 'm' ? 60_000 : 1000);
  if (ms >= 1000 && ms <= 1_800_000) return ms;
  throw new ValueError('is not a time in range', 'seconds (60), 90s or 2m; from 1s to 30m');
}

export interface ItemsOptions extends ListOptions {
  /** The items may be secrets: a mistake names the item's number alone. */
  readonly hidden?: boolean;
}

/** Returns the parsed items of a list input, without those that are wrong. */
export function readItems<T>(
  reading: Reading,
  input: string,
  options: ItemsOptions,
  parse: (item: string) => T
): T[] {
  const text = readRaw(reading, input);
  const shown = options.hidden === true ? HIDDEN_VALUE : quoteValue(text);
  const items = attempt(reading, input, shown, () => parseList(text, options)) ?? [];
  return items.flatMap((item, index) => {
    const value = options.hidden === true ? `item ${String(index + 1)} ${HIDDEN_VALUE}` : quoteValue(item);
    return attempt(reading, input, value, () => [parse(item)]) ?? [];
  });
}

/** Returns the items as they are. */
export function readList(reading: Reading, input: string, options: ItemsOptions = {}): string[] {
  return readItems(reading, input, options, item => item);
}

function attempt<T>({mistakes}: Reading, input: string, value: string, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    mistakes.push({input, value, problem: error.problem, allowed: error.allowed});
    return undefined;
  }
}

function assertSingleLine(text: string): void {
  if (/[\0\r\n]/.test(text)) throw new ValueError('has more than one line', 'a single line');
}

type Present<T> = {readonly [K in keyof T]?: Exclude<T[K], undefined>};

/** Returns the record without the properties that are undefined. */
export function dropAbsent<T extends object>(record: T): Present<T> {
  const present = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Present<T>;
}
