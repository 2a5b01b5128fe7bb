/** Predicates that people bring, and their types. Knows none of them. */
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {buffer} from 'node:stream/consumers';
import {JsonError} from '../oci/json.ts';
import {quoteText} from '../oci/plain-text.ts';
import {AttestationError} from './attestation-error.ts';
import {isExactObject, parseExact} from './exact-json.ts';
import type {ExactObject, ExactValue} from './exact-json.ts';

/** GitHub's API takes no bundle that is longer. */
export const PREDICATE_LIMIT_BYTES = 16 * 1024 * 1024;

/** An absolute URI whose scheme and authority are in lower case, so that equal types are equal strings. */
const TYPE_URI = /^[a-z][a-z0-9+.-]*:(?:\/\/[^\s/A-Z]+(?:\/\S*)?|[^\s/]\S*)$/;

/** Whether it can be a predicate's type. */
export function isPredicateType(text: string): boolean {
  return TYPE_URI.test(text);
}

/** Throws {@link AttestationError} `predicate-type` unless it can be one. */
export function assertPredicateType(text: string): void {
  if (isPredicateType(text)) return;
  const rule = 'should be an absolute URI, its scheme and host in lower case';
  throw new AttestationError('predicate-type', `predicate type ${quoteText(text)} ${rule}`);
}

/** The JSON object in these bytes, frozen, with every number as it was written. Throws {@link AttestationError}. */
export function parsePredicate(bytes: Uint8Array, what = 'the predicate'): ExactObject {
  try {
    const value = parseExact(bytes, {bytes: PREDICATE_LIMIT_BYTES});
    if (isExactObject(value)) return freezeDeep(value);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new AttestationError('predicate', `${what} cannot be used: ${error.message}`, {cause: error});
  }
  throw new AttestationError('predicate', `${what} should be a JSON object`);
}

/** A copy of it, as JSON has it. Throws {@link AttestationError} for what JSON would change in silence. */
export function copyPredicate(predicate: object): ExactObject {
  try {
    const text: unknown = JSON.stringify(predicate, (_key, value: unknown) => assertJson(value));
    return parsePredicate(Buffer.from(typeof text === 'string' ? text : 'null'));
  } catch (error) {
    if (error instanceof AttestationError) throw error;
    // A circle, or a number of arbitrary length.
    const message = `the predicate is not JSON: ${(error as Error).message}`;
    throw new AttestationError('predicate', message, {cause: error});
  }
}

function assertJson(value: unknown): unknown {
  const changed =
    typeof value === 'function' ||
    typeof value === 'symbol' ||
    (typeof value === 'number' && !Number.isFinite(value)) ||
    (typeof value === 'string' && !value.isWellFormed());
  // JSON writes both as {}.
  if (value instanceof Map || value instanceof Set) {
    throw new AttestationError(
      'predicate',
      'the predicate holds a Map or a Set, of which JSON keeps nothing'
    );
  }
  if (!changed) return value;
  throw new AttestationError('predicate', `the predicate holds a ${typeof value} that JSON cannot hold`);
}

/** What errors call it. */
export function namePredicateFile(path: string): string {
  return `predicate file ${quoteText(path)}`;
}

/** The bytes of this file, which is no link: at most one more than a predicate may have. Throws {@link AttestationError}. */
export async function readPredicateBytes(path: string): Promise<Uint8Array> {
  const what = namePredicateFile(path);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    const file = await open(path, flags);
    try {
      return await readBounded(file, what);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AttestationError) throw error;
    const reason = (error as NodeJS.ErrnoException).code === 'ELOOP' ? 'it is a link' : String(error);
    throw new AttestationError('file', `${what} cannot be read: ${reason}`, {cause: error});
  }
}

/** At most one byte more than the limit, should it have grown: whoever parses it sees the excess. */
async function readBounded(file: FileHandle, what: string): Promise<Uint8Array> {
  const found = await file.stat();
  if (!found.isFile()) throw new AttestationError('file', `${what} is no file`);
  if (found.size > PREDICATE_LIMIT_BYTES) {
    const excess = `has ${String(found.size)} bytes, the limit is ${String(PREDICATE_LIMIT_BYTES)}`;
    throw new AttestationError('predicate', `${what} ${excess}`);
  }
  const stream = file.createReadStream({autoClose: false, end: PREDICATE_LIMIT_BYTES});
  return buffer(stream);
}

/** The same value, in which nothing can be changed any more. */
export function freezeDeep<T extends ExactValue>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value) as readonly ExactValue[]) freezeDeep(inner);
  return value;
}
