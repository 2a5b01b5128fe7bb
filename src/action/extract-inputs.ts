/** The inputs about files that are taken out of the image. Reads nothing but the inputs. */
import {posix, sep} from 'node:path';
import type {ExtractionRequest} from '../extraction/extract.ts';
import {formatPlatform, InvalidPlatformError, parsePlatform, samePlatform} from '../oci/platform.ts';
import type {Platform} from '../oci/platform.ts';
import {quoteValue, ValueError} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {dropAbsent, readItems, readValue} from './input-reader.ts';
import type {Reading} from './input-reader.ts';
import {parseLocalPath} from './local-path.ts';
import type {LocalPlaces} from './local-path.ts';

export interface ExtractInputs {
  /** Never empty; no target is in another. */
  readonly requests: readonly ExtractionRequest[];
  /** Undefined where the image is for one alone. */
  readonly platform?: Platform;
}

const RULE = '<path in the image>=<local path>, such as /app/bin/app=dist/app, one a line';

/**
 * What `extract` and `extract-platform` ask for; undefined for nothing. A local path is relative to the workspace,
 * and lies in it or in the runner's temporary folder. Whether links lead out of there shows when it is written to.
 */
export function readExtract(reading: Reading, places: LocalPlaces): ExtractInputs | undefined {
  const known = reading.mistakes.length;
  const requests = readItems(reading, 'extract', {keepCommas: true}, item => parseRequest(item, places));
  const platform = readValue(reading, 'extract-platform', parsePlatformInput);
  if (reading.mistakes.length > known) return undefined;
  reading.mistakes.push(...requests.flatMap((request, at) => findOverlap(request, requests.slice(0, at))));
  if (requests.length > 0) return {requests, ...dropAbsent({platform})};
  if (platform !== undefined) reading.mistakes.push(describeLonely(platform));
  return undefined;
}

/** Returns the mistakes that show beside what is built: `platforms`, as buildx gets them. */
export function findExtractMistakes(
  extract: ExtractInputs | undefined,
  platforms: readonly string[]
): readonly InputMistake[] {
  if (extract === undefined) return [];
  const built = platforms.filter(name => name !== 'local').map(parsePlatform);
  const {platform} = extract;
  const names = built.map(formatPlatform).join(', ');
  if (platform === undefined) {
    const others = platforms.length > built.length ? ['local'] : [];
    if (new Set([...built.map(formatPlatform), ...others]).size < 2) return [];
    const problem = 'is not set, and the image is built for several platforms';
    return [{input: 'extract-platform', value: '""', problem, allowed: names}];
  }
  const isBuilt = platforms.length === 0 || built.length < platforms.length;
  if (isBuilt || built.some(each => samePlatform(each, platform))) return [];
  const value = quoteValue(formatPlatform(platform));
  return [{input: 'extract-platform', value, problem: 'is not among platforms', allowed: names}];
}

function parseRequest(item: string, places: LocalPlaces): ExtractionRequest {
  const at = item.indexOf('=');
  if (at < 0) throw new ValueError('has no local path', RULE);
  const source = parseSource(item.slice(0, at).trim());
  return {source, ...parseTarget(item.slice(at + 1).trim(), places)};
}

function parseSource(text: string): string {
  if (text === '') throw new ValueError('names nothing in the image', RULE);
  if (text.includes('\0')) throw new ValueError('has a NUL in it', RULE);
  if (text.split('/').includes('..')) throw new ValueError('leads upwards in the image', RULE);
  return posix.join('/', text).replace(/(?<=.)\/$/, '');
}

/** Throws `ValueError`. Whether links lead out of there shows when it is written to. */
export function parseTarget(text: string, places: LocalPlaces): Pick<ExtractionRequest, 'root' | 'target'> {
  if (/[/\\]$/.test(text)) {
    throw new ValueError(
      'has a local path that ends in a slash',
      'the name that the file or folder is to have'
    );
  }
  const {root, path} = parseLocalPath(text, places, RULE);
  return {root, target: path};
}

function findOverlap(
  {source, target}: ExtractionRequest,
  before: readonly ExtractionRequest[]
): readonly InputMistake[] {
  const within = (path: string, folder: string): boolean => `${path}${sep}`.startsWith(`${folder}${sep}`);
  const other = before.find(each => within(each.target, target) || within(target, each.target));
  if (other === undefined) return [];
  const problem = `goes to the same place as ${quoteValue(other.source)}, or into it`;
  const allowed = 'a local path of its own for each';
  return [{input: 'extract', value: quoteValue(source), problem, allowed}];
}

function parsePlatformInput(text: string): Platform {
  try {
    return parsePlatform(text);
  } catch (error) {
    if (!(error instanceof InvalidPlatformError)) throw error;
    throw new ValueError('is not a platform', 'OS/ARCH or OS/ARCH/VARIANT, such as linux/arm64');
  }
}

function describeLonely(platform: Platform): InputMistake {
  const value = quoteValue(formatPlatform(platform));
  return {
    input: 'extract-platform',
    value,
    problem: 'needs the input extract beside it',
    allowed: `extract: ${RULE}`
  };
}
