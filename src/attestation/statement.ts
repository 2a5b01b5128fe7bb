/** in-toto statements, parsed. Knows no predicate and no transport; believes nothing that it reads. */
import type {Digest} from '../oci/descriptor.ts';
import {expectObject, JsonError, parseJson, refuseLookalikes} from '../oci/json.ts';
import type {JsonObject} from '../oci/json.ts';
import {expectFields, readElements, readFields, requireString} from './fields.ts';
import type {Fields} from './fields.ts';
import {isPredicateType} from './predicate.ts';
import {readSubject} from './subject.ts';
import type {Subject} from './subject.ts';

/** BuildKit writes the first up to 0.30, the second from 0.31 on, whatever the predicate's version. */
export const STATEMENT_TYPES = [
  'https://in-toto.io/Statement/v0.1',
  'https://in-toto.io/Statement/v1'
] as const;

export type StatementType = (typeof STATEMENT_TYPES)[number];

/** What is written, and signed, whatever was read. */
export const STATEMENT_TYPE = STATEMENT_TYPES[1];

/** https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md */
export interface Statement {
  readonly type: StatementType;
  readonly predicateType: string;
  /** Empty in what BuildKit writes for an output without a name. */
  readonly subjects: readonly Subject[];
  /** As it came; `{}` where the statement has none. */
  readonly predicate: JsonObject;
}

/** Bytes that are no in-toto statement. `path` begins with `$._type`, `$.subject` and so on, or is `$`. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`in-toto statement, ${path}: ${reason}`, options);
    this.path = path;
    this.reason = reason;
  }
}

/** The statement in `bytes`, at most 40 MiB of strict JSON; throws {@link StatementError}. */
export function parseStatement(bytes: Uint8Array): Statement {
  try {
    return readStatement({path: '$', object: expectObject(parseJson(bytes), '$')});
  } catch (error) {
    if (error instanceof JsonError) throw new StatementError(error.path, error.reason, {cause: error});
    throw error;
  }
}

const KEYS = ['_type', 'predicate', 'predicateType', 'subject'];

function readStatement(fields: Fields): Statement {
  refuseLookalikes(fields.object, KEYS, fields.path);
  return {
    type: readType(fields),
    predicateType: readPredicateType(fields),
    subjects: readElements(fields, 'subject').map(element => readSubject(expectFields(element))),
    predicate: readFields(fields, 'predicate').object
  };
}

function readType(fields: Fields): StatementType {
  const type = requireString(fields, '_type');
  const known = STATEMENT_TYPES.find(candidate => candidate === type);
  if (known === undefined) throw new StatementError('$._type', `should be ${STATEMENT_TYPES.join(' or ')}`);
  return known;
}

function readPredicateType(fields: Fields): string {
  const type = requireString(fields, 'predicateType');
  if (!isPredicateType(type)) throw new StatementError('$.predicateType', 'should be an absolute URI');
  return type;
}

/** Whether the statement is about this very content. Names decide nothing: versions of BuildKit escape them differently. */
export function isAbout(statement: Statement, digest: Digest): boolean {
  const [algorithm = '', hex] = digest.split(':');
  return statement.subjects.some(subject => {
    return Object.hasOwn(subject.digest, algorithm) && subject.digest[algorithm] === hex;
  });
}
