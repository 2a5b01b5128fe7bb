/** Attestations as files: what they are called, and how they are written. Knows no attestation. */
import {resolve} from 'node:path';
import {quoteText} from '../oci/plain-text.ts';
import {writeWholeFile} from '../oci/whole-file.ts';
import {AttestationError} from './attestation-error.ts';

/** A file that can be written, uploaded or sent. */
export interface AttestationFile {
  /** To be chosen where nobody has a better one; safe in any folder. */
  readonly name: string;
  readonly mediaType: string;
  /** Text that ends in a line feed. */
  readonly bytes: Uint8Array;
}

/** `slsa.dev-provenance-v1.intoto.json`. */
export function nameFile(predicateType: string, extension: string): string {
  const rest = predicateType.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/)?/, '');
  const safe = rest.replaceAll(/[^a-z0-9_.]+/gi, '-').replace(/^[.-]+|[.-]+$/g, '');
  return `${safe.slice(0, 100) || 'attestation'}.${extension}`;
}

/** The file is there, whole; what was there before is replaced. Throws {@link AttestationError} `file`. */
export async function writeFile(path: string, bytes: Uint8Array | string): Promise<void> {
  try {
    await writeWholeFile(resolve(path), bytes, {mode: 0o644});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AttestationError('file', `${quoteText(path)} cannot be written: ${reason}`, {cause: error});
  }
}
