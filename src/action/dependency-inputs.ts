/** The inputs about the provenance of what an image stands on. */
import type {OnMissing} from '../dependencies/record.ts';
import type {AcceptedSigner} from '../dependencies/signer-policy.ts';
import {ValueError} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {parseTimeout, readBoolean, readItems, readValue} from './input-reader.ts';
import type {Reading} from './input-reader.ts';
import {parseField, parseFields} from './list.ts';

export interface DependencyInputs {
  readonly collect: boolean;
  readonly onMissing: OnMissing;
  /** Undefined: anybody may have signed, and nobody need. */
  readonly accepted: readonly AcceptedSigner[] | undefined;
  /** For each question to the cache; undefined where it is not to be asked. */
  readonly cacheTimeoutMs: number | undefined;
}

const CACHE_TIMEOUT_MS = 5000;

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const SIGNER =
  'repository=OWNER/NAME, or issuer=https://…,identity=… or issuer=https://…,repository=https://…';

export function readDependencies(reading: Reading): DependencyInputs {
  const accepted = readItems(reading, 'dependency-policy', {keepCommas: true, keepQuotes: true}, parseSigner);
  return {
    collect: readBoolean(reading, 'dependencies') ?? true,
    onMissing: readValue(reading, 'on-missing-dependency', parseOnMissing) ?? 'warn',
    accepted: accepted.length === 0 ? undefined : accepted,
    cacheTimeoutMs: readCacheTimeout(reading)
  };
}

function readCacheTimeout(reading: Reading): number | undefined {
  const wanted = readValue(reading, 'cache-timeout', text => (text === '0' ? 0 : parseTimeout(text)));
  return wanted === 0 ? undefined : (wanted ?? CACHE_TIMEOUT_MS);
}

function parseOnMissing(text: string): OnMissing {
  if (text === 'warn' || text === 'error' || text === 'ignore') return text;
  throw new ValueError('is none of the choices', 'warn, error, ignore');
}

/** A repository of github.com needs no issuer, for there is one for all of them. */
export function parseSigner(text: string): AcceptedSigner {
  const fields = readSigner(text);
  const {issuer, identity, repository} = fields;
  const isShort = repository !== undefined && /^[\w.-]+\/[\w.-]+$/.test(repository);
  const uri = isShort ? `https://github.com/${repository}` : repository;
  const isGitHub = uri?.startsWith('https://github.com/') === true;
  const by = issuer ?? (isGitHub ? GITHUB_ISSUER : undefined);
  if (by === undefined) throw new ValueError('names no issuer', SIGNER);
  if (uri !== undefined && !isHttps(uri)) throw new ValueError('names no repository', SIGNER);
  if (identity === undefined && uri === undefined) throw new ValueError('names nobody', SIGNER);
  const source = uri === undefined ? {} : {sourceRepositoryUri: uri};
  if (identity !== undefined) return {issuer: by, san: identity, ...source};
  return {issuer: by, sourceRepositoryUri: uri ?? ''};
}

const KEYS = ['issuer', 'identity', 'repository'] as const;

function readSigner(text: string): Partial<Record<(typeof KEYS)[number], string>> {
  const found: Partial<Record<(typeof KEYS)[number], string>> = {};
  for (const field of parseFields(text)) {
    const [name, value] = parseField(field);
    const key = KEYS.find(one => one === name.trim());
    if (key === undefined) throw new ValueError('has a field that is none of a signer', SIGNER);
    if (found[key] !== undefined) throw new ValueError(`names ${key} twice`, 'one of each in a line');
    if (value.trim() === '') throw new ValueError(`has an empty ${key}`, SIGNER);
    // Compared character by character: somebody who writes a star means something else than we would do.
    if (/[*\s]/.test(value.trim()))
      throw new ValueError(`has a pattern or a blank in ${key}`, 'exact values');
    found[key] = value.trim();
  }
  if (found.issuer !== undefined && !isHttps(found.issuer)) throw new ValueError('has no issuer', SIGNER);
  return found;
}

function isHttps(text: string): boolean {
  return URL.parse(text)?.protocol === 'https:';
}

/** What contradicts an input that only collecting can obey. */
export function findDependencyMistakes(
  {collect, onMissing, accepted}: DependencyInputs,
  verify: boolean
): readonly InputMistake[] {
  const off = collect ? (verify ? undefined : 'verify') : 'dependencies';
  if (off === undefined) return [];
  const problem = `contradicts ${off}: false, with which no dependency is looked at`;
  const describe = (input: string, value: string): InputMistake => {
    return {input, value, problem, allowed: 'one of the two'};
  };
  return [
    ...(onMissing === 'error' ? [describe('on-missing-dependency', '"error"')] : []),
    ...(accepted === undefined ? [] : [describe('dependency-policy', `${String(accepted.length)} signers`)])
  ];
}
