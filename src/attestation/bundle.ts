/** Sigstore bundles and statements as JSON lines. Verifies nothing: whether a bundle holds is for Sigstore to say. */
import {isObject, JsonError, parseJson} from '../oci/json.ts';
import type {JsonValue} from '../oci/json.ts';
import {parseExact} from './exact-json.ts';

/** What is written; older ones are read: https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto */
export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Whether a media type is one of Sigstore's bundles, of whatever version. */
export function isBundleMediaType(text: string): boolean {
  return /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+\+json|\+json;version=\d+\.\d+)$/.test(text);
}

/** One line, by its number in the file, which begins at 1. */
export type AttestationLine =
  | {readonly kind: 'bundle'; readonly line: number; readonly bytes: Uint8Array; readonly mediaType: string}
  | {readonly kind: 'statement'; readonly line: number; readonly bytes: Uint8Array}
  | {readonly kind: 'unknown'; readonly line: number; readonly reason: string};

export interface LinesLimits {
  /** Bytes of the whole file. 256 MiB unless given. */
  readonly bytes?: number;
  /** Bytes of one line. 64 MiB unless given: a bundle of BuildKit's largest statement. */
  readonly lineBytes?: number;
  /** Lines that are not blank. 10,000 unless given. */
  readonly lines?: number;
}

/** A file of JSON lines that is too long to be read at all. */
export class LinesError extends Error {
  override readonly name = 'LinesError';
}

/** Bytes of a line that is read, and of a document that is written as one. */
export const LINE_LIMIT = 64 * 1024 * 1024;
const DEFAULT_LIMITS = {bytes: 256 * 1024 * 1024, lineBytes: LINE_LIMIT, lines: 10_000};
const LINE_FEED = 0x0a;
const BLANK = new Set([0x09, 0x0a, 0x0d, 0x20]);

/**
 * Every line that is not blank: bundles, statements, and what is neither or cannot be read, with the reason. Lines may
 * end in CR LF, the last one in nothing. Throws {@link LinesError}.
 */
export function readAttestationLines(
  bytes: Uint8Array,
  limits: LinesLimits = {}
): readonly AttestationLine[] {
  const bounds = {...DEFAULT_LIMITS, ...limits};
  if (bytes.byteLength > bounds.bytes) {
    throw new LinesError(`has ${String(bytes.byteLength)} bytes, the limit is ${String(bounds.bytes)}`);
  }
  const found: AttestationLine[] = [];
  for (const {line, content} of splitLines(bytes)) {
    if (found.length === bounds.lines) throw new LinesError(`has more than ${String(bounds.lines)} lines`);
    found.push(readLine(line, content, bounds.lineBytes));
  }
  return found;
}

function* splitLines(bytes: Uint8Array): Generator<{readonly line: number; readonly content: Uint8Array}> {
  for (let start = 0, line = 1; start < bytes.byteLength; line++) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.byteLength : feed;
    const content = trimBlanks(bytes.subarray(start, end));
    if (content.byteLength > 0) yield {line, content};
    start = end + 1;
  }
}

function trimBlanks(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.byteLength;
  while (start < end && BLANK.has(bytes[start] ?? 0)) start++;
  while (end > start && BLANK.has(bytes[end - 1] ?? 0)) end--;
  return bytes.subarray(start, end);
}

function readLine(line: number, bytes: Uint8Array, limit: number): AttestationLine {
  if (bytes.byteLength > limit) {
    const reason = `has ${String(bytes.byteLength)} bytes, the limit is ${String(limit)}`;
    return {kind: 'unknown', line, reason};
  }
  try {
    return classifyValue(parseJson(bytes, {bytes: limit}), line, bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return {kind: 'unknown', line, reason: `${error.path} ${error.reason}`};
  }
}

function classifyValue(value: JsonValue, line: number, bytes: Uint8Array): AttestationLine {
  if (isObject(value)) {
    const {mediaType, _type: type} = value;
    if (typeof mediaType === 'string' && isBundleMediaType(mediaType)) {
      return {kind: 'bundle', line, bytes, mediaType};
    }
    if (typeof type === 'string' && type.startsWith('https://in-toto.io/Statement/')) {
      return {kind: 'statement', line, bytes};
    }
  }
  return {kind: 'unknown', line, reason: 'is neither a Sigstore bundle nor an in-toto statement'};
}

/** The documents, each on one line that ends in a line feed, with every number as it was. Throws `JsonError`. */
export function formatJsonLines(documents: readonly Uint8Array[]): string {
  return documents.map(bytes => `${JSON.stringify(parseExact(bytes, {bytes: LINE_LIMIT}))}\n`).join('');
}
