/** Whom we believe: a trusted root from a file, from TUF, or of the day this program was released. Verifies no bundle. */
import {readFile} from 'node:fs/promises';
import type {TrustMaterial} from '@sigstore/verify';
import {parseJson} from '../oci/json.ts';
import type {Patience} from '../oci/patience.ts';
import type {Transport} from '../oci/transport.ts';
import type {Instance} from './instance.ts';
import {scrubTokens} from './signing-error.ts';
import {fetchTarget} from './tuf.ts';

export interface TrustOptions {
  readonly instance: Instance;
  /** `trusted_root.json` of an organisation's own Sigstore: then nobody is asked. */
  readonly trustedRootPath?: string | undefined;
  /** A folder for TUF's metadata, made where it is missing. What lies in it is checked, not believed. */
  readonly cachePath: string;
  /** Of a GHE.com server: see `findTrustDomain`. */
  readonly trustDomain?: string | undefined;
  readonly transport: Transport;
  readonly patience: Patience;
}

export interface Trust {
  readonly material: TrustMaterial;
  /** The trusted root as it came. */
  readonly bytes: Uint8Array;
  readonly source: 'file' | 'tuf' | 'embedded seed';
  /** Where it comes from, and for the seed why, in words for the evidence. */
  readonly description: string;
}

/**
 * - `file-unreadable`, `malformed`: the file that was named; or what came instead of a trusted root
 * - `unavailable`: TUF could not be reached or not be believed, and there is nothing to fall back on
 */
export type TrustErrorCode = 'file-unreadable' | 'malformed' | 'unavailable';

/** There is nobody to believe, so that nothing can be verified. */
export class TrustError extends Error {
  override readonly name = 'TrustError';
  readonly code: TrustErrorCode;

  constructor(code: TrustErrorCode, message: string, options?: ErrorOptions) {
    super(scrubTokens(message), options);
    this.code = code;
  }
}

const ROOT_LIMIT = 4 * 1024 * 1024;
const TARGET = 'trusted_root.json';

/** The trusted root, from nowhere but what the options name: no environment variable has a say. Throws {@link TrustError}. */
export async function loadTrust(options: TrustOptions): Promise<Trust> {
  const {trustedRootPath, instance} = options;
  if (trustedRootPath !== undefined) return loadFile(trustedRootPath);
  const target = instance.tenant ? `${options.trustDomain ?? ''}.${TARGET}` : TARGET;
  if (target.startsWith('.')) {
    throw new TrustError(
      'unavailable',
      'The server names no trust domain, so that its trusted root has no name.'
    );
  }
  const seed = await findSeed(instance, target);
  const patience = seed === undefined ? options.patience : shortenPatience(options.patience);
  try {
    const bytes = await fetchTarget(target, {...options, patience, url: instance.tufUrl});
    const material = await parseTrustedRoot(bytes, `${instance.tufUrl} ${target}`);
    return {material, bytes, source: 'tuf', description: describeTuf(instance, target)};
  } catch (error) {
    options.patience.signal?.throwIfAborted();
    return loadSeed(instance, target, seed, error);
  }
}

async function loadFile(path: string): Promise<Trust> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrustError('file-unreadable', `Trusted root ${path} cannot be read: ${reason}`, {cause: error});
  });
  const material = await parseTrustedRoot(bytes, path);
  return {material, bytes, source: 'file', description: `trusted root of file ${path}`};
}

function describeTuf({name, tufUrl}: Instance, target: string): string {
  const root = name === 'github' ? ', whose root was fetched over TLS' : '';
  return `trusted root ${target} of TUF repository ${tufUrl}${root}`;
}

/** How long TUF is waited for where there is a seed to fall back on: the time is taken from signing. */
const TUF_MS = 10_000;

function shortenPatience(patience: Patience): Patience {
  const now = patience.now();
  return {...patience, deadline: now + Math.min(TUF_MS, (patience.deadline - now) / 2)};
}

/** In base64; undefined where the package was released with none of that name. */
async function findSeed({tufUrl}: Instance, target: string): Promise<string | undefined> {
  const {tufSeeds} = await import('./libraries.ts');
  return Object.hasOwn(tufSeeds, tufUrl) ? tufSeeds[tufUrl]?.targets[target] : undefined;
}

/** The trusted root that the package was released with, where there is one; it may lack keys that came later. */
async function loadSeed(
  {tufUrl}: Instance,
  target: string,
  seed: string | undefined,
  cause: unknown
): Promise<Trust> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (seed === undefined) {
    const message = `Trusted root ${target} cannot be had from TUF repository ${tufUrl}: ${reason}`;
    throw new TrustError('unavailable', message, {cause});
  }
  const bytes = Buffer.from(seed, 'base64');
  const material = await parseTrustedRoot(bytes, `the embedded ${target}`);
  const description = `trusted root embedded in this program, for TUF repository ${tufUrl} gave none: ${scrubTokens(reason)}`;
  return {material, bytes, source: 'embedded seed', description};
}

async function parseTrustedRoot(bytes: Uint8Array, what: string): Promise<TrustMaterial> {
  const {TrustedRoot, toTrustMaterial} = await import('./libraries.ts');
  try {
    const material = toTrustMaterial(TrustedRoot.fromJSON(parseJson(bytes, {bytes: ROOT_LIMIT})));
    if (material.certificateAuthorities.length > 0) return material;
  } catch (error) {
    throw describeMalformed(what, error instanceof Error ? error.message : String(error), error);
  }
  throw describeMalformed(what, 'it names no certificate authority');
}

function describeMalformed(what: string, reason: string, cause?: unknown): TrustError {
  const options = cause === undefined ? {} : {cause};
  return new TrustError('malformed', `${what} is not a trusted root of Sigstore: ${reason}`, options);
}
