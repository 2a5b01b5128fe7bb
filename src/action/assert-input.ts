/** The input with rules that the provenance must keep. Judges nothing. */
import {parseRules, RulesError} from '../dependencies/rules.ts';
import type {Rule} from '../dependencies/rules.ts';
import {quoteValue} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {readList} from './input-reader.ts';
import type {Reading} from './input-reader.ts';

const INPUT = 'assert';

/** The rules of `assert`, one a line; none where a line is wrong. */
export function readAssertions(reading: Reading): readonly Rule[] {
  const lines = readList(reading, INPUT, {keepCommas: true, keepQuotes: true});
  try {
    return parseRules(lines);
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    for (const {value, problem, allowed} of error.mistakes)
      reading.mistakes.push({input: INPUT, value: quoteValue(value), problem, allowed});
    return [];
  }
}

/** The mistake that shows beside `verify`. */
export function findAssertMistakes(rules: readonly Rule[], verify: boolean): readonly InputMistake[] {
  const [first] = rules;
  if (first === undefined || verify) return [];
  const problem = 'contradicts verify: false, for only provenance that was read back and verified is judged';
  return [{input: INPUT, value: quoteValue(first.id), problem, allowed: 'one of the two'}];
}
