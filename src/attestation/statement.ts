/** in-toto statements, parsed. Knows no predicate and no transport; believes nothing that it reads. */
import type {Digest} from '../oci/descriptor.ts';
import {expectObject, JsonError, parseJson, refuseLookalikes} from '../oci/json.ts';
import type {JsonObject} from '../oci/json.ts';
import {expectFields, readElements, readFields, readString, readStrings, requireString} from './fields.ts';
import type {Fields} from './fields.ts';

/** BuildKit writes the first up to 0.30, the second from 0.31 on, whatever the predicate's version. */
export const STATEMENT_TYPES = [
  'https://in-toto.io/Statement/v0.1',
  'https://in-toto.io/Statement/v1'
] as const;

export type StatementType = (typeof STATEMENT_TYPES)[number];

/** What a statement is about. Algorithms that nobody here knows are kept, and never compared. */
export interface Subject {
  readonly name: string | undefined;
  readonly digest: Readonly<Record<string, string>>;
}

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

/** An absolute URI whose scheme and authority are in lower case, so that equal types are equal strings. */
const TYPE_URI = /^[a-z][a-z0-9+.-]*:(?:\/\/[^\s/A-Z]+(?:\/\S*)?|[^\s/]\S*)$/;

function readPredicateType(fields: Fields): string {
  const type = requireString(fields, 'predicateType');
  if (!TYPE_URI.test(type)) throw new StatementError('$.predicateType', 'should be an absolute URI');
  return type;
}

/** Hex digits of the digests that are good enough to name content. */
const STRONG_DIGESTS = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128]
]);

function readSubject(fields: Fields): Subject {
  refuseLookalikes(fields.object, ['digest', 'name'], fields.path);
  const digest = readStrings(fields, 'digest');
  const path = `${fields.path}.digest`;
  const strong = Object.entries(digest).filter(([algorithm]) => STRONG_DIGESTS.has(algorithm));
  if (strong.length === 0) throw new StatementError(path, 'should hold a sha256, sha384 or sha512 digest');
  for (const [algorithm, hex] of strong) {
    if (!/^[0-9a-f]+$/.test(hex) || hex.length !== STRONG_DIGESTS.get(algorithm)) {
      throw new StatementError(`${path}.${algorithm}`, `should be a lower-case ${algorithm} digest`);
    }
  }
  return {name: readString(fields, 'name'), digest};
}

/** Whether the statement is about this very content. Names decide nothing: versions of BuildKit escape them differently. */
export function isAbout(statement: Statement, digest: Digest): boolean {
  const [algorithm = '', hex] = digest.split(':');
  return statement.subjects.some(subject => {
    return Object.hasOwn(subject.digest, algorithm) && subject.digest[algorithm] === hex;
  });
}
