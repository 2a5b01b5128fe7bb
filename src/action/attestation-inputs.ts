/** The input about attestations that the user brings: what each says, in which file, and about what. Opens no file. */
import {basename} from 'node:path';
import {isPredicateType} from '../attestation/predicate.ts';
import {isProvenanceType} from '../attestation/provenance.ts';
import {SPDX_DOCUMENT} from '../attestation/spdx.ts';
import {isDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {formatPlatform, InvalidPlatformError, parsePlatform} from '../oci/platform.ts';
import {quoteValue, ValueError} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {readItems} from './input-reader.ts';
import type {Reading} from './input-reader.ts';
import {parseField, parseFields} from './list.ts';
import {parseLocalPath} from './local-path.ts';
import type {LocalPath, LocalPlaces} from './local-path.ts';

/** What an attestation is to be about. */
export type RequestedSubject =
  | {readonly kind: 'index'}
  /** `linux/arm64`, normalised: that platform's image. */
  | {readonly kind: 'platform'; readonly platform: string}
  /** Something that was not built here, by its digest. */
  | {readonly kind: 'digest'; readonly name: string; readonly digest: Digest}
  /** The same, by the digest of a file. */
  | {readonly kind: 'file'; readonly name: string; readonly file: LocalPath};

export interface AttestationRequest {
  readonly predicateType: string;
  /** The predicate: one JSON object. */
  readonly predicate: LocalPath;
  readonly subject: RequestedSubject;
}

export interface AttestationInputs {
  readonly requests: readonly AttestationRequest[];
  /** About types that the build writes by itself. */
  readonly notices: readonly string[];
}

const INPUT = 'attestations';
const RULE =
  'type=URI,path=FILE and at most one of subject=index, subject=linux/amd64, subject=NAME@sha256:…, ' +
  'subject-path=FILE and subject-digest=sha256:…, one attestation a line';
const KEYS = ['type', 'path', 'subject', 'subject-path', 'subject-digest', 'subject-name'];
const CHOICES = ['subject', 'subject-path', 'subject-digest'];

/**
 * What `attestations` asks for. Where nothing is said of the subject, that is the image as a whole. A line's mistakes
 * are told one at a time, those of all lines together.
 */
export function readAttestations(reading: Reading, places: LocalPlaces): AttestationInputs {
  const known = reading.mistakes.length;
  const requests = readItems(reading, INPUT, {keepCommas: true, keepQuotes: true}, item =>
    parseRequest(item, places)
  );
  if (reading.mistakes.length === known) {
    reading.mistakes.push(
      ...requests.flatMap((request, at) => findRepetition(request, requests.slice(0, at)))
    );
  }
  const types = new Set(requests.map(({predicateType}) => predicateType));
  return {requests, notices: [...types].filter(isReserved).map(describeReserved)};
}

function parseRequest(item: string, places: LocalPlaces): AttestationRequest {
  const fields = readFields(item);
  const predicateType = fields.get('type') ?? '';
  if (predicateType === '') throw new ValueError('has no type', RULE);
  if (!isPredicateType(predicateType)) {
    const rule = 'an absolute URI, its scheme and host in lower case, such as https://example.com/scan/v1';
    throw new ValueError(`has the type ${quoteValue(predicateType)}, which is no predicate type`, rule);
  }
  const predicate = parseLocalPath(fields.get('path') ?? '', places, RULE);
  return {predicateType, predicate, subject: parseSubject(fields, places)};
}

function readFields(item: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [key, value] of parseFields(item).map(parseField)) {
    if (!KEYS.includes(key))
      throw new ValueError(`has the unknown field ${quoteValue(key)}`, KEYS.join(', '));
    if (fields.has(key)) throw new ValueError(`has the field ${key} twice`, 'each field once');
    fields.set(key, value.trim());
  }
  const chosen = CHOICES.filter(key => fields.has(key));
  if (chosen.length > 1) throw new ValueError(`has ${chosen.join(' and ')}`, 'one of them alone');
  if (fields.has('subject-name') && (chosen.length === 0 || fields.has('subject'))) {
    throw new ValueError(
      'has a subject-name without what it names',
      'subject-path or subject-digest with it'
    );
  }
  return fields;
}

function parseSubject(fields: ReadonlyMap<string, string>, places: LocalPlaces): RequestedSubject {
  const [text, path, digest, name] = ['subject', 'subject-path', 'subject-digest', 'subject-name'].map(key =>
    fields.get(key)
  );
  if (path !== undefined) {
    const file = parseLocalPath(path, places, RULE);
    return {kind: 'file', name: name || basename(file.path), file};
  }
  if (digest !== undefined) return nameDigest(name ?? '', digest);
  if (text === undefined || text === 'index') return {kind: 'index'};
  const at = text.lastIndexOf('@');
  if (at >= 0) return nameDigest(text.slice(0, at), text.slice(at + 1));
  try {
    return {kind: 'platform', platform: formatPlatform(parsePlatform(text))};
  } catch (error) {
    if (!(error instanceof InvalidPlatformError)) throw error;
    throw new ValueError(
      `has the subject ${quoteValue(text)}`,
      'index, a platform such as linux/amd64, or NAME@sha256:…'
    );
  }
}

function nameDigest(name: string, digest: string): RequestedSubject {
  // By another digest, GitHub's API finds nothing.
  if (!isDigest(digest) || !digest.startsWith('sha256:')) {
    const rule = 'sha256: and 64 lower-case hex digits';
    throw new ValueError(`has the digest ${quoteValue(digest)}`, rule);
  }
  if (name !== '') return {kind: 'digest', name, digest};
  throw new ValueError(
    'has a digest without a name',
    'subject=NAME@sha256:…, or subject-name=NAME beside subject-digest'
  );
}

function findRepetition(
  request: AttestationRequest,
  before: readonly AttestationRequest[]
): readonly InputMistake[] {
  const text = JSON.stringify(request);
  if (!before.some(other => JSON.stringify(other) === text)) return [];
  const value = quoteValue(request.predicateType);
  return [
    {input: INPUT, value, problem: 'is there twice, with the same file and subject', allowed: 'each once'}
  ];
}

/** Types beside BuildKit's provenance that are written here, or that others take for theirs. */
const RESERVED = new Set([SPDX_DOCUMENT, 'https://sigstore.dev/cosign/sign/v1']);

function isReserved(predicateType: string): boolean {
  return isProvenanceType(predicateType) || RESERVED.has(predicateType);
}

function describeReserved(predicateType: string): string {
  return `attestations: ${predicateType} is a type that builds and signers write by themselves. Whoever looks for that type finds yours beside theirs.`;
}
