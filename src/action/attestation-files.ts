/** The files that `attestations` names: predicates and artifacts, read once and known by their digests from then on. */
import {realpath} from 'node:fs/promises';
import {isAbsolute, relative, sep} from 'node:path';
import {Attestation} from '../attestation/attestation.ts';
import {AttestationError} from '../attestation/attestation-error.ts';
import {namePredicateFile, readPredicateBytes} from '../attestation/predicate.ts';
import {digestBytes} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {digestPlainFile} from '../oci/plain-file.ts';
import {quoteText} from '../oci/plain-text.ts';
import type {BroughtAttestation, BroughtSubject, RefusedAttestation} from '../sigstore/brought-statements.ts';
import {STATEMENT_LIMIT_BYTES} from '../sigstore/sign.ts';
import type {AttestationRequest} from './attestation-inputs.ts';
import type {LocalPath} from './local-path.ts';

export interface ReadFile {
  /** With its links resolved. */
  readonly path: string;
  readonly digest: Digest;
}

export interface AttestationFiles {
  readonly brought: readonly BroughtAttestation[];
  readonly refused: readonly RefusedAttestation[];
  readonly files: readonly ReadFile[];
}

/** Each by itself: what is wrong with one of them does not hide the others. Throws the signal's reason alone. */
export async function readAttestationFiles(
  requests: readonly AttestationRequest[],
  signal: AbortSignal
): Promise<AttestationFiles> {
  const brought: BroughtAttestation[] = [];
  const refused: RefusedAttestation[] = [];
  const files: ReadFile[] = [];
  const hashing: Hashing = {hashed: new Map(), signal};
  for (const request of requests) {
    signal.throwIfAborted();
    try {
      const read = await readRequest(request, hashing);
      brought.push(read.brought);
      files.push(...read.files);
    } catch (error) {
      if (!(error instanceof AttestationError)) throw error;
      refused.push({title: nameFile(request.predicate), predicateType: request.predicateType, error});
    }
  }
  return {brought, refused, files};
}

/** Throws one `AttestationError` that names them all. */
export function assertNothingRefused(refused: readonly RefusedAttestation[]): void {
  const [first] = refused;
  if (first === undefined) return;
  const lines = refused.map(({title, error}) => `attestations: ${title}: ${error.message}.`);
  throw new AttestationError(first.error.code, lines.join('\n'), {cause: first.error.cause});
}

interface Hashing {
  /** Digests of artifacts, which several attestations may be about. */
  readonly hashed: Map<string, Digest>;
  readonly signal: AbortSignal;
}

async function readRequest({predicateType, predicate, subject}: AttestationRequest, hashing: Hashing) {
  const path = await resolveWithin(predicate);
  const bytes = await readPredicateBytes(path);
  const attestation = Attestation.ofBytes(predicateType, bytes, namePredicateFile(path));
  assertFits(attestation, path);
  const files = [{path, digest: digestBytes(bytes)}];
  let about: BroughtSubject;
  if (subject.kind === 'file') {
    const file = await digestFile(subject.file, hashing);
    files.push(file);
    about = {kind: 'digest', name: subject.name, digest: file.digest};
  } else {
    about = subject;
  }
  return {brought: {name: nameFile(predicate), attestation, subject: about}, files};
}

/** A bundle holds the predicate as Base64, so that less than the file's own limit can be signed. */
function assertFits({predicate}: Attestation<readonly []>, path: string): void {
  const size = Buffer.byteLength(JSON.stringify(predicate));
  if (size <= STATEMENT_LIMIT_BYTES - FRAME_BYTES) return;
  const most = `of at most ${String(STATEMENT_LIMIT_BYTES - FRAME_BYTES)} bytes of JSON fits`;
  const message = `${namePredicateFile(path)} has ${String(size)} bytes of JSON, and a predicate ${most} into a bundle that GitHub takes`;
  throw new AttestationError('predicate', message);
}

/** What a statement says beside its predicate: a subject, and the type. */
const FRAME_BYTES = 4096;

async function digestFile(file: LocalPath, {hashed, signal}: Hashing): Promise<ReadFile> {
  const path = await resolveWithin(file);
  try {
    const digest = hashed.get(path) ?? (await digestPlainFile(path, signal));
    hashed.set(path, digest);
    return {path, digest};
  } catch (error) {
    signal.throwIfAborted();
    const message = `subject file ${quoteText(path)} cannot be read: ${describe(error)}`;
    throw new AttestationError('file', message, {cause: error});
  }
}

/** The path without links; throws `AttestationError` `file` where they lead out of where it may lie. */
async function resolveWithin({root, path}: LocalPath): Promise<string> {
  const [folder, file] = await Promise.all([root, path].map(name => realpath(name))).catch(
    (error: unknown) => {
      throw new AttestationError('file', `${quoteText(path)} cannot be read: ${describe(error)}`, {
        cause: error
      });
    }
  );
  const way = relative(folder ?? '', file ?? '');
  if (file !== undefined && !isAbsolute(way) && way.split(sep)[0] !== '..') return file;
  throw new AttestationError(
    'file',
    `${quoteText(path)} is a link, or is behind one, that leads out of ${quoteText(root)}`
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As the user knows it: `reports/scan.json`. */
function nameFile({root, path}: LocalPath): string {
  return relative(root, path);
}
