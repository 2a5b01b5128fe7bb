/** What was found of one image's provenance. Types, and what several looks at it come to. */
import {classifyFailure} from '../attestation/failure.ts';
import type {Statement} from '../attestation/statement.ts';
import {readSource} from '../oci/failure-source.ts';
import type {FailureSource} from '../oci/failure-source.ts';
import {cleanText, redactUrls} from '../oci/plain-text.ts';
import type {CertificateIdentity} from '../sigstore/extensions.ts';

/**
 * - `signed`: provenance about this image, and a signature that holds
 * - `unsigned`: provenance that the image's own index lists
 * - `nothing`: looked at everything, and there is none
 * - `invalid`: there is some, and it is bad: none of it is used
 * - `unread`: nobody could look, or tell: none of it is used either
 */
export type Found =
  | {readonly outcome: 'signed'; readonly signers: readonly CertificateIdentity[]}
  | {readonly outcome: 'unsigned'}
  | {readonly outcome: 'nothing'}
  | {readonly outcome: 'invalid'; readonly reason: string}
  | {readonly outcome: 'unread'; readonly reason: string; readonly source?: FailureSource};

/** A statement that may be used, and the document in which it came: a bundle, or its own bytes as they are stored. */
export interface FoundStatement {
  readonly document: Uint8Array;
  readonly statement: Statement;
  /** The statement's own bytes. */
  readonly payload: Uint8Array;
  /** Of a bundle; undefined for what nobody signed. */
  readonly signer?: CertificateIdentity;
}

/** One look at one place. */
export interface Look {
  /** `index sha256:… in registry docker.io/library/alpine`. */
  readonly place: string;
  readonly outcome: 'found' | 'nothing' | 'invalid' | 'unread';
  /** Why, unless something or nothing was found. */
  readonly reason?: string;
  readonly source?: FailureSource;
  /** Empty unless something was found. */
  readonly statements: readonly FoundStatement[];
}

export interface Finding {
  readonly found: Found;
  /** Where we looked, in order. */
  readonly looked: readonly string[];
  readonly statements: readonly FoundStatement[];
  /** No registry was asked: an earlier run kept all of it. */
  readonly cached?: true;
}

/** One bad place spoils the others, and one that could not be looked at leaves it open: nothing is used then. */
export function concludeLooks(looks: readonly Look[]): Finding {
  const looked = looks.map(({place}) => place);
  const decisive =
    looks.find(({outcome}) => outcome === 'invalid') ?? looks.find(({outcome}) => outcome === 'unread');
  if (decisive !== undefined) return {found: describeDecisive(decisive), looked, statements: []};
  const statements = looks.flatMap(look => look.statements);
  const signers = statements.flatMap(({signer}) => (signer === undefined ? [] : [signer]));
  if (signers.length > 0) return {found: {outcome: 'signed', signers}, looked, statements};
  return {found: {outcome: statements.length > 0 ? 'unsigned' : 'nothing'}, looked, statements};
}

function describeDecisive({outcome, place, reason = '', source}: Look): Found {
  const why = `${place}: ${reason}`;
  if (outcome === 'invalid') return {outcome, reason: why};
  return {outcome: 'unread', reason: why, ...(source === undefined ? {} : {source})};
}

/** A look that failed; throws the error again where it says nothing about what was looked at. */
export function describeFailedLook(place: string, error: unknown): Look {
  const failure = classifyFailure(error);
  if (failure === undefined) throw error;
  const reason = describeError(error);
  return failure === 'bad'
    ? {place, outcome: 'invalid', reason, statements: []}
    : {place, outcome: 'unread', reason, source: readSource(error), statements: []};
}

/** An error's message on one line, without passwords. */
export function describeError(error: unknown): string {
  return redactUrls(cleanText(error instanceof Error ? error.message : String(error), 600));
}
