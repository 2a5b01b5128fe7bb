/** Lists and `key=value` fields inside one input's text. Knows no input by name. */
import {parse} from 'csv-parse/sync';
import {parsePair, parseRow} from '../build/csv.ts';
import {quoteValue, ValueError} from './input-error.ts';

export interface ListOptions {
  /** A comma belongs to its item: only lines separate items. */
  readonly keepCommas?: boolean;
  /** Quotes have no meaning and stay in the item. */
  readonly keepQuotes?: boolean;
  /** Items are not trimmed. An item of nothing but space is dropped all the same. */
  readonly keepSpaces?: boolean;
}

/**
 * Returns the items of a list input: one a line, and separated by commas unless these are kept.
 *
 * An item in double quotes may span lines and holds a quote as two. A quote that does not start an item or follow
 * a comma is an ordinary character. As in build-push-action, commas inside quotes still separate a line's only
 * item, and kept commas lose the quotes around what stands between them. No character starts a comment.
 *
 * @throws {ValueError} when a quote is not closed; the message never holds the text.
 */
export function parseList(text: string, options: ListOptions = {}): string[] {
  const {keepCommas = false, keepQuotes = false, keepSpaces = false} = options;
  const items = readRecords(keepSpaces ? text : text.trim(), keepQuotes).flatMap(record => {
    const line = record.join(',');
    return keepCommas ? [line] : record.length === 1 ? line.split(',') : record;
  });
  return items.filter(item => item.trim() !== '').map(item => (keepSpaces ? item : item.trim()));
}

function readRecords(text: string, keepQuotes: boolean): string[][] {
  try {
    return parse(text, {
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      recordDelimiter: ['\r\n', '\n', '\r'],
      quote: keepQuotes ? false : '"'
    });
  } catch {
    // The library's error holds the text, which may be a secret: it is not kept as the cause.
    throw new ValueError('has a double quote that is never closed', 'an item in quotes ends with a quote');
  }
}

/**
 * Returns the fields of one line of comma-separated values, quoted as strictly as buildx wants it.
 *
 * @throws {ValueError}
 */
export function parseFields(text: string): readonly string[] {
  if (/[\r\n]/.test(text)) throw new ValueError('has more than one line', 'one line');
  const fields = parseRow(text);
  if (fields !== undefined) return fields;
  throw new ValueError('has a misplaced double quote', 'quotes around a whole field: "name=a,b"');
}

/**
 * Splits a field at its first `=`; the key is in lower case.
 *
 * @throws {ValueError}
 */
export function parseField(field: string): readonly [key: string, value: string] {
  const pair = parsePair(field);
  if (pair !== undefined && pair[0] !== '') return pair;
  throw new ValueError(`has the field ${quoteValue(field)}`, 'comma-separated key=value');
}
