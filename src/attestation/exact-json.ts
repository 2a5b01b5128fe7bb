/** JSON whose numbers keep every digit: read, written again and compared without loss. Knows no format. */
import {isObject, joinPath, parseJson} from '../oci/json.ts';
import type {JsonLimits} from '../oci/json.ts';

/** A number that JavaScript would write otherwise than it was written: `1.0`, `12345678901234567890`. */
export interface ExactNumber {
  readonly rawJSON: string;
}

export interface ExactObject {
  readonly [key: string]: ExactValue;
}

/** What `JSON.stringify` writes as it was read, apart from white space and escapes. */
export type ExactValue = null | boolean | number | string | ExactNumber | readonly ExactValue[] | ExactObject;

/** Where two documents say different things, in words: `is missing`, `differs`, `was added`. */
export interface Difference {
  /** `$.buildDefinition.buildType`. */
  readonly path: string;
  readonly what: 'added' | 'differs' | 'missing';
}

/** https://github.com/tc39/proposal-json-parse-with-source, which the type library does not know yet. */
interface JsonWithSource {
  parse(
    text: string,
    revive: (key: string, value: unknown, context: {readonly source?: string}) => unknown
  ): unknown;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
}

const json = JSON as unknown as JsonWithSource;

/** The value of a document as strictly as `parseJson` reads it, with every number kept. Throws `JsonError`. */
export function parseExact(bytes: Uint8Array, limits?: JsonLimits): ExactValue {
  parseJson(bytes, limits);
  const value = json.parse(new TextDecoder().decode(bytes), (_key, parsed, {source}) => {
    return typeof parsed === 'number' && source !== undefined && String(parsed) !== source
      ? json.rawJSON(source)
      : parsed;
  });
  return value as ExactValue;
}

/** The same text for documents between which {@link findDifference} finds nothing, and for no others. */
export function formatCanonical(value: ExactValue): string {
  if (Array.isArray(value)) return `[${(value as readonly ExactValue[]).map(formatCanonical).join(',')}]`;
  if (isExactObject(value)) {
    const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${formatCanonical(member)}`).join(',')}}`;
  }
  const number = readNumber(value);
  return number === undefined ? JSON.stringify(value) : normalizeNumber(number);
}

/** Whether it is an object of a document, rather than a number that is kept as text. */
export function isExactObject(value: ExactValue | undefined): value is ExactObject {
  return isObject(value) && !json.isRawJSON(value);
}

/** The first place where `actual` is not what was expected; undefined where they say the same. */
export function findDifference(expected: ExactValue, actual: ExactValue, path = '$'): Difference | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return compareArrays(expected as readonly ExactValue[], actual as readonly ExactValue[], path);
  }
  if (isExactObject(expected) && isExactObject(actual)) return compareObjects(expected, actual, path);
  return isSameScalar(expected, actual) ? undefined : {path, what: 'differs'};
}

function compareArrays(
  expected: readonly ExactValue[],
  actual: readonly ExactValue[],
  path: string
): Difference | undefined {
  for (const [index, value] of expected.entries()) {
    const at = joinPath(path, index);
    const other = actual[index];
    const found =
      other === undefined ? ({path: at, what: 'missing'} as const) : findDifference(value, other, at);
    if (found !== undefined) return found;
  }
  const excess = actual.length > expected.length;
  return excess ? {path: joinPath(path, expected.length), what: 'added'} : undefined;
}

function compareObjects(expected: ExactObject, actual: ExactObject, path: string): Difference | undefined {
  for (const [key, value] of Object.entries(expected)) {
    const at = joinPath(path, key);
    const other = Object.hasOwn(actual, key) ? actual[key] : undefined;
    const found =
      other === undefined ? ({path: at, what: 'missing'} as const) : findDifference(value, other, at);
    if (found !== undefined) return found;
  }
  const added = Object.keys(actual).find(key => !Object.hasOwn(expected, key));
  return added === undefined ? undefined : {path: joinPath(path, added), what: 'added'};
}

function isSameScalar(expected: ExactValue, actual: ExactValue): boolean {
  const numbers = [readNumber(expected), readNumber(actual)];
  if (numbers[0] === undefined || numbers[1] === undefined) return expected === actual;
  return normalizeNumber(numbers[0]) === normalizeNumber(numbers[1]);
}

function readNumber(value: ExactValue): string | undefined {
  if (json.isRawJSON(value)) return value.rawJSON;
  if (typeof value !== 'number') return undefined;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Equal for `1`, `1.0` and `10e-1`, and for nothing that is another number. */
function normalizeNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${String(scale)}`;
}
