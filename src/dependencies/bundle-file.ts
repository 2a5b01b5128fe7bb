/** The file of all provenance that is known of an image: one line each, ours and that of what it stands on. */
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {LINE_LIMIT, LinesError, readAttestationLines} from '../attestation/bundle.ts';
import type {AttestationLine, LinesLimits} from '../attestation/bundle.ts';
import {formatCanonical, parseExact} from '../attestation/exact-json.ts';
import type {ExactValue} from '../attestation/exact-json.ts';
import {digestBytes, parseDigest, splitDigest} from '../oci/descriptor.ts';
import {readPlainFile} from '../oci/plain-file.ts';
import {writeWholeFile} from '../oci/whole-file.ts';
import {listImages} from './tree.ts';
import type {DependencyTree} from './tree.ts';

/** Of the whole file, as its reader takes it. */
const FILE_LIMIT = 256 * 1024 * 1024;

/** A file of provenance that cannot be used, with its path. */
export class BundleFileError extends Error {
  override readonly name = 'BundleFileError';
  readonly path: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`provenance file ${path}: ${reason}`, options);
    this.path = path;
  }
}

/**
 * What the file is called wherever it is: by the digest alone, so that no tag and no spelling of a name makes another
 * one of it, and without a colon, which neither Windows nor artifacts of a workflow allow. Throws `InvalidDigestError`.
 */
export function nameBundleFile(digest: string): string {
  return `${splitDigest(parseDigest(digest)).hex}.provenance.jsonl`;
}

/**
 * The file's text: our documents, then those of each dependency, depth first in the order of the provenance; each once,
 * whatever its white space and the order of its keys. A statement is as it is stored, unless that has several lines.
 * Throws `JsonError`.
 */
export function formatBundleFile(own: readonly Uint8Array[], tree: DependencyTree): string {
  const documents = listImages(tree).flatMap(({statements}) => statements.map(({document}) => document));
  const lines = new Map<string, string>();
  for (const document of [...own, ...documents]) {
    const value = parseExact(document, {bytes: LINE_LIMIT});
    const key = digestBytes(Buffer.from(formatCanonical(value)));
    if (!lines.has(key)) lines.set(key, formatLine(document, value));
  }
  return [...lines.values()].join('');
}

function formatLine(document: Uint8Array, value: ExactValue): string {
  const text = new TextDecoder('utf-8', {fatal: true}).decode(document).trim();
  return `${/[\r\n]/.test(text) ? JSON.stringify(value) : text}\n`;
}

/**
 * The file is in this folder, whole, whatever was there and whoever else writes it; its path is returned. Throws
 * {@link BundleFileError}, and leaves nothing then: an empty file would pass for an image without provenance.
 */
export async function writeBundleFile(folder: string, digest: string, text: string): Promise<string> {
  const path = join(folder, nameBundleFile(digest));
  if (text === '') throw new BundleFileError(path, 'there is nothing to write');
  try {
    await mkdir(folder, {recursive: true, mode: 0o700});
    await writeWholeFile(path, text, {mode: 0o600});
    return path;
  } catch (error) {
    throw new BundleFileError(path, 'cannot be written', {cause: error});
  }
}

/**
 * Every line of a file, those that nobody here knows or that are too long among them, with the reason. Throws {@link BundleFileError} where it cannot be read,
 * is too long or holds nothing that is known: verify what is returned.
 */
export async function readBundleFile(
  path: string,
  limits: LinesLimits = {}
): Promise<readonly AttestationLine[]> {
  const bounds = {bytes: FILE_LIMIT, ...limits};
  const bytes = await readPlainFile(path, bounds.bytes).catch((error: unknown) => {
    throw new BundleFileError(path, 'cannot be read', {cause: error});
  });
  if (bytes === undefined) throw new BundleFileError(path, 'is not there');
  const lines = parseLines(path, bytes, bounds);
  if (lines.every(({kind}) => kind === 'unknown')) {
    throw new BundleFileError(path, 'holds neither a bundle nor a statement');
  }
  return lines;
}

function parseLines(path: string, bytes: Uint8Array, limits: LinesLimits): readonly AttestationLine[] {
  try {
    return readAttestationLines(bytes, limits);
  } catch (error) {
    if (!(error instanceof LinesError)) throw error;
    throw new BundleFileError(path, error.message, {cause: error});
  }
}
