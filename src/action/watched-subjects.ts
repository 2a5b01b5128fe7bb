/** The file of `referrer-watch.ts`, read back: a later step of the job may have written another. Asks no registry. */
import {parseDescriptor, parseDigest} from '../oci/descriptor.ts';
import type {Descriptor} from '../oci/descriptor.ts';
import {expectArray, expectObject, expectString, joinPath, JsonError, parseJson} from '../oci/json.ts';
import type {JsonObject, JsonValue} from '../oci/json.ts';
import {LayoutError} from '../oci/layout-error.ts';
import {DESCRIPTOR_LIMIT} from '../oci/manifest.ts';
import {readPlainFile} from '../oci/plain-file.ts';
import {parseReference} from '../oci/reference.ts';
import {WATCH_VERSION} from './referrer-watch.ts';
import type {WatchedSubject} from './referrer-watch.ts';

const FILE_LIMIT = 16 * 1024 * 1024;
/** Of all images together. */
const SUBJECT_LIMIT = 1000;

/** What the step wrote there. Throws `JsonError` and `LayoutError`, the latter also where there is no such file. */
export async function readWatched(path: string): Promise<readonly WatchedSubject[]> {
  const bytes = await readPlainFile(path, FILE_LIMIT);
  if (bytes === undefined) throw new LayoutError(path, 'unreadable', 'is gone');
  return parseWatched(bytes);
}

/** Throws `JsonError`. */
export function parseWatched(bytes: Uint8Array): readonly WatchedSubject[] {
  const {version, subjects} = expectObject(parseJson(bytes, {bytes: FILE_LIMIT, depth: 8}), '$');
  if (version !== WATCH_VERSION) throw new JsonError('$.version', `should be ${String(WATCH_VERSION)}`);
  return parseList(subjects, '$.subjects', SUBJECT_LIMIT, parseSubject);
}

function parseSubject(value: JsonValue, path: string): WatchedSubject {
  const fields = expectObject(value, path);
  return {
    ...parseRepository(fields, path),
    insecure: parseFlag(fields['insecure'], joinPath(path, 'insecure')),
    subject: explain(joinPath(path, 'subject'), at => parseDigest(expectString(fields['subject'], at))),
    writtenAt: parseTime(fields['writtenAt'], joinPath(path, 'writtenAt')),
    referrers: parseReferrers(fields, path)
  };
}

function parseRepository(fields: JsonObject, path: string): Pick<WatchedSubject, 'registry' | 'repository'> {
  const registry = expectString(fields['registry'], joinPath(path, 'registry'));
  const repository = expectString(fields['repository'], joinPath(path, 'repository'));
  const {tag, digest, ...read} = explain(path, () => parseReference(`${registry}/${repository}`));
  const isSame = read.registry === registry && read.repository === repository;
  if (isSame && tag === undefined && digest === undefined) return read;
  throw new JsonError(path, 'should name a registry and a repository');
}

function parseReferrers(fields: JsonObject, path: string): readonly Descriptor[] {
  return parseList(fields['referrers'], joinPath(path, 'referrers'), DESCRIPTOR_LIMIT, parseDescriptor);
}

function parseFlag(value: unknown, path: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new JsonError(path, 'should be true or false');
}

function parseTime(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new JsonError(path, 'should be a time in milliseconds');
}

function parseList<T>(
  value: unknown,
  path: string,
  limit: number,
  parse: (value: JsonValue, path: string) => T
): readonly T[] {
  const values = expectArray(value, path);
  if (values.length > limit) throw new JsonError(path, `has more than ${String(limit)} elements`);
  return values.map((one, position) => parse(one, joinPath(path, position)));
}

/** An error of another parser, as one that says where. */
function explain<T>(path: string, parse: (path: string) => T): T {
  try {
    return parse(path);
  } catch (error) {
    if (error instanceof JsonError || !(error instanceof Error)) throw error;
    throw new JsonError(path, error.message, {cause: error});
  }
}
