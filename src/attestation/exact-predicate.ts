/** A statement's predicate with every number as it was written. Knows no predicate. */
import {expectObject} from '../oci/json.ts';
import {isExactObject, parseExact} from './exact-json.ts';
import type {ExactObject} from './exact-json.ts';

/** The predicate of the statement in these bytes; `{}` where it has none, as in-toto reads that. Throws `JsonError`. */
export function readExactPredicate(bytes: Uint8Array): ExactObject {
  const statement = parseExact(bytes);
  const value = isExactObject(statement) ? (statement['predicate'] ?? {}) : expectObject(statement, '$');
  return isExactObject(value) ? value : expectObject(undefined, '$.predicate');
}
