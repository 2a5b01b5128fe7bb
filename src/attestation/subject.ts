/** What a statement is about: a name for people and digests that decide. Knows no statement and no predicate. */
import {isDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {JsonError, refuseLookalikes} from '../oci/json.ts';
import {quoteText} from '../oci/plain-text.ts';
import {AttestationError} from './attestation-error.ts';
import {readString, readStrings} from './fields.ts';
import type {Fields} from './fields.ts';

/** What a statement is about. Algorithms that nobody here knows are kept, and never compared. */
export interface Subject {
  readonly name: string | undefined;
  /** Hex digits by algorithm: https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/digest_set.md */
  readonly digest: Readonly<Record<string, string>>;
}

/** Digests as people have them: `sha256:…`, several of these, or `{sha256: '…'}`. */
export type SubjectDigest = string | readonly string[] | Readonly<Record<string, string>>;

/** Hex digits of the digests that are good enough to name content. */
const STRONG_DIGESTS = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128]
]);

/** The subject at these fields of a statement; throws `JsonError`. */
export function readSubject(fields: Fields): Subject {
  refuseLookalikes(fields.object, ['digest', 'name'], fields.path);
  const digest = readStrings(fields, 'digest');
  const path = `${fields.path}.digest`;
  const strong = Object.entries(digest).filter(([algorithm]) => STRONG_DIGESTS.has(algorithm));
  if (strong.length === 0) throw new JsonError(path, 'should hold a sha256, sha384 or sha512 digest');
  for (const [algorithm, hex] of strong) {
    if (!isHex(algorithm, hex)) {
      throw new JsonError(`${path}.${algorithm}`, `should be a lower-case ${algorithm} digest`);
    }
  }
  return {name: readString(fields, 'name'), digest};
}

function isHex(algorithm: string, hex: string): boolean {
  return /^[0-9a-f]+$/.test(hex) && hex.length === STRONG_DIGESTS.get(algorithm);
}

/** A subject that somebody names now: every digest of it must be one that we know. Throws {@link AttestationError}. */
export function createSubject(name: string, digest: SubjectDigest): Subject {
  const pairs = listPairs(digest);
  if (name === '') throw new AttestationError('subject', 'a subject needs a name');
  if (pairs.length === 0) throw new AttestationError('subject', `subject ${quoteText(name)} has no digest`);
  const set: Record<string, string> = {};
  for (const [algorithm, hex] of pairs) {
    if (!isHex(algorithm, hex) || (set[algorithm] ?? hex) !== hex) throw refuse(name, `${algorithm}:${hex}`);
    set[algorithm] = hex;
  }
  return Object.freeze({name, digest: Object.freeze(set)});
}

type Pair = readonly [algorithm: string, hex: string];

function listPairs(digest: SubjectDigest): readonly Pair[] {
  if (typeof digest === 'string') return [split(digest)];
  return isList(digest) ? digest.map(split) : Object.entries(digest);
}

function isList(digest: Exclude<SubjectDigest, string>): digest is readonly string[] {
  return Array.isArray(digest);
}

function split(text: string): Pair {
  const at = text.indexOf(':');
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
}

function refuse(name: string, digest: string): AttestationError {
  const rule = 'should be one sha256, sha384 or sha512 digest of each, in lower-case hex digits';
  return new AttestationError(
    'subject',
    `subject ${quoteText(name)} has digest ${quoteText(digest)}, ${rule}`
  );
}

/** Its digests that are good enough to name content: `sha256:…`. */
export function listDigests({digest}: Subject): readonly string[] {
  return Object.entries(digest).flatMap(([algorithm, hex]) =>
    STRONG_DIGESTS.has(algorithm) ? [`${algorithm}:${hex}`] : []
  );
}

/** Those of its digests that an image can have. */
export function listImageDigests(subject: Subject): readonly Digest[] {
  return listDigests(subject).filter(isDigest);
}

/** Whether one of these subjects says all that this one says of the content. */
export function isStated(subjects: readonly Subject[], subject: Subject): boolean {
  const digests = Object.entries(subject.digest);
  return subjects.some(one => digests.every(([algorithm, hex]) => one.digest[algorithm] === hex));
}
