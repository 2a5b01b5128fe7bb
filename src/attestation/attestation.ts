/** An attestation as a value: a predicate, its type, and what it is about. Knows no predicate, no store, no Sigstore. */
import {JsonError} from '../oci/json.ts';
import {AttestationError} from './attestation-error.ts';
import {nameFile, writeFile} from './attestation-file.ts';
import type {AttestationFile} from './attestation-file.ts';
import {PAYLOAD_TYPE} from './envelope.ts';
import {isExactObject, parseExact} from './exact-json.ts';
import type {ExactObject, ExactValue} from './exact-json.ts';
import {
  assertPredicateType,
  copyPredicate,
  freezeDeep,
  namePredicateFile,
  parsePredicate,
  readPredicateBytes
} from './predicate.ts';
import type {AttestationSigner, SignedAttestation} from './signed-attestation.ts';
import {parseStatement, STATEMENT_TYPE, StatementError} from './statement.ts';
import {createSubject, isStated} from './subject.ts';
import type {Subject, SubjectDigest} from './subject.ts';

/** At least one: what a statement needs. */
export type Subjects = readonly [Subject, ...Subject[]];

/** An image that was built: what of it an attestation can be about. */
export interface SubjectImage {
  /** `ghcr.io/me/app`, for people. */
  readonly name: string;
  /** Of the whole: of the index, where there is one. */
  readonly digest: string;
  readonly platforms: readonly {readonly platform: string; readonly digest: string}[];
}

/** Fields of a statement that are the attestation's own. */
const KEYS = new Set(['_type', 'predicate', 'predicateType', 'subject']);

/**
 * One attestation, be it BuildKit's provenance, an SBOM, or anything else: never changed once it is made, and not signed.
 *
 * Its type says whether it is about anything: what has no subject is no statement yet, and cannot be exported or
 * signed. Fields that nobody here knows, of the statement and its subjects too, stay as they were.
 */
export class Attestation<About extends readonly Subject[] = Subjects> {
  readonly predicateType: string;
  readonly predicate: ExactObject;
  readonly subjects: About;
  /** The subjects as they are written, with whatever else they say. */
  readonly #written: readonly ExactValue[];
  /** What else the statement says. */
  readonly #rest: ExactObject;

  private constructor(parts: Parts<About>) {
    this.predicateType = parts.predicateType;
    this.predicate = parts.predicate;
    this.subjects = Object.freeze(parts.subjects);
    this.#written = Object.freeze(parts.written);
    this.#rest = parts.rest;
    Object.freeze(this);
  }

  /** About nothing yet. The predicate is copied; at most 16 MiB of JSON. Throws {@link AttestationError}. */
  static of(predicateType: string, predicate: object): Attestation<readonly []> {
    assertPredicateType(predicateType);
    return Attestation.#bare(predicateType, copyPredicate(predicate));
  }

  /** The same, of a file that holds one JSON object. */
  static async ofFile(predicateType: string, path: string): Promise<Attestation<readonly []>> {
    assertPredicateType(predicateType);
    return Attestation.ofBytes(predicateType, await readPredicateBytes(path), namePredicateFile(path));
  }

  /** The same, of the bytes of one JSON object; `what` names them in errors. */
  static ofBytes(predicateType: string, bytes: Uint8Array, what?: string): Attestation<readonly []> {
    assertPredicateType(predicateType);
    return Attestation.#bare(predicateType, parsePredicate(bytes, what));
  }

  /**
   * What an in-toto statement says, of version 0.1 or 1, at most 40 MiB. BuildKit writes some about nothing: `isBound`
   * tells. Throws {@link AttestationError} `statement`.
   */
  static parse(bytes: Uint8Array): Attestation<readonly Subject[]> {
    const {statement, document} = readStatement(bytes);
    const written = document['subject'] ?? [];
    return new Attestation({
      predicateType: statement.predicateType,
      predicate: freezeDeep((document['predicate'] ?? {}) as ExactObject),
      subjects: freezeDeep([...statement.subjects] as unknown as ExactValue[]) as unknown as Subject[],
      written: freezeDeep(written) as readonly ExactValue[],
      rest: freezeDeep(Object.fromEntries(Object.entries(document).filter(([key]) => !KEYS.has(key))))
    });
  }

  static #bare(predicateType: string, predicate: ExactObject): Attestation<readonly []> {
    return new Attestation({predicateType, predicate, subjects: [], written: [], rest: Object.freeze({})});
  }

  /** Whether it is about something, so that it can be exported and signed. */
  isBound(): this is Attestation {
    return this.subjects.length > 0;
  }

  /** The same predicate about nothing, without whatever else the statement said. */
  withoutSubjects(): Attestation<readonly []> {
    return Attestation.#bare(this.predicateType, this.predicate);
  }

  /**
   * The same, about this too: content of a digest, an image as a whole, or its image of one platform. What it was about
   * already it is about once. Throws {@link AttestationError} `subject`.
   */
  withSubject(image: SubjectImage, platform?: string): Attestation;
  withSubject(name: string, digest: SubjectDigest): Attestation;
  withSubject(what: SubjectImage | string, which: SubjectDigest = ''): Attestation {
    const subject = typeof what === 'string' ? createSubject(what, which) : subjectOf(what, which as string);
    const {predicateType, predicate, subjects} = this;
    const added = isStated(subjects, subject) ? [] : [subject];
    return new Attestation({
      predicateType,
      predicate,
      subjects: [...(subjects as readonly Subject[]), ...added] as unknown as Subjects,
      written: [...this.#written, ...(added as unknown as readonly ExactObject[])],
      rest: this.#rest
    });
  }

  /** An in-toto Statement v1 on one line of JSON, every number as it was. Throws {@link AttestationError} `subject`. */
  statement(this: Attestation): string {
    if (!this.isBound()) {
      throw new AttestationError(
        'subject',
        'an attestation without a subject is no statement: name one first'
      );
    }
    const {predicateType, predicate} = this;
    return JSON.stringify({
      _type: STATEMENT_TYPE,
      subject: this.#written,
      predicateType,
      predicate,
      ...this.#rest
    });
  }

  /** The statement as a file, which nobody has written yet. */
  asFile(this: Attestation): AttestationFile {
    const bytes = Buffer.from(`${this.statement()}\n`);
    return {name: nameFile(this.predicateType, 'intoto.json'), mediaType: PAYLOAD_TYPE, bytes};
  }

  /** The statement is in this file, whole or not at all. Throws {@link AttestationError} `file`. */
  async export(this: Attestation, path: string): Promise<void> {
    await writeFile(path, this.asFile().bytes);
  }

  /** The same, signed. Throws what the signer throws, and {@link AttestationError} `signature`. */
  async sign(this: Attestation, signer: AttestationSigner): Promise<SignedAttestation> {
    const statement = this.statement();
    const signed = await signer.sign(this);
    if (signed.attestation.statement() === statement) return signed;
    throw new AttestationError(
      'signature',
      'what came back from the signer is signed, and another statement'
    );
  }
}

interface Parts<About extends readonly Subject[]> {
  readonly predicateType: string;
  readonly predicate: ExactObject;
  readonly subjects: About;
  readonly written: readonly ExactValue[];
  readonly rest: ExactObject;
}

function readStatement(bytes: Uint8Array) {
  try {
    const statement = parseStatement(bytes);
    const document = parseExact(bytes);
    return {statement, document: isExactObject(document) ? document : {}};
  } catch (error) {
    if (!(error instanceof StatementError || error instanceof JsonError)) throw error;
    throw new AttestationError('statement', error.message, {cause: error});
  }
}

function subjectOf({name, digest, platforms}: SubjectImage, platform: string): Subject {
  if (platform === '') return createSubject(name, digest);
  const found = platforms.find(one => one.platform === platform);
  if (found !== undefined) return createSubject(name, found.digest);
  const names = platforms.map(one => one.platform).join(', ');
  throw new AttestationError('subject', `${name} has no image for ${platform}; it has ${names || 'none'}`);
}
