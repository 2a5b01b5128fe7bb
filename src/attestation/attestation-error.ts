/** What is wrong with an attestation that somebody makes, reads or writes. Knows no format. */

/**
 * - `predicate-type`, `predicate`, `subject`: what it was to be made of
 * - `secret`: its predicate holds one, which a signature would publish
 * - `statement`, `bundle`: bytes that hold no attestation
 * - `file`: one that cannot be read or written
 * - `signature`: what came back from a signer is of something else, or cannot be of this
 */
export type AttestationErrorCode =
  'bundle' | 'file' | 'predicate' | 'predicate-type' | 'secret' | 'signature' | 'statement' | 'subject';

/** Callers branch on `code`. Quotes names and digests, never values of a predicate. */
export class AttestationError extends Error {
  override readonly name = 'AttestationError';
  readonly code: AttestationErrorCode;

  constructor(code: AttestationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
