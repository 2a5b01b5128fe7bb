/** Places on this machine's disk that are to be written to. Follows no link below the folder that bounds them. */
import {lstat, mkdir, readdir, realpath, rmdir} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {quoteText} from '../oci/plain-text.ts';
import {ExtractionError} from './extraction-error.ts';

export interface Target {
  /** A folder that is trusted, links in its own path included. Nothing outside it is written. */
  readonly root: string;
  /** Where the file or folder goes, by this name: absolute, or relative to the root. */
  readonly target: string;
}

/** The names from the root down to the target; throws {@link ExtractionError} where that is not below it. */
export function partsOf({root, target}: Target): readonly string[] {
  const path = relative(resolve(root), resolve(root, target));
  const parts = path.split(sep);
  const isBelow = path !== '' && parts[0] !== '..' && !isAbsolute(path);
  if (isBelow && !target.includes('\0')) return parts;
  throw refuse(target, `is not below ${quoteText(root)}`);
}

/** Throws {@link ExtractionError} where two are the same, or one is in another. */
export function assertDisjoint(targets: readonly Target[]): void {
  const paths = targets.map(target => join(resolve(target.root), ...partsOf(target)));
  for (const [at, path] of paths.entries()) {
    const other = paths.find((known, where) => where !== at && `${path}${sep}`.startsWith(`${known}${sep}`));
    if (other !== undefined) throw refuse(path, 'is, or is in, what another file or folder is to be');
  }
}

/**
 * The target's whole path, its root's links resolved. Every folder above it that is there is a plain folder. Throws
 * {@link ExtractionError}.
 */
export async function locateTarget(target: Target): Promise<string> {
  const root = await attempt(target.target, () => realpath(target.root));
  const parts = partsOf(target);
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = join(root, ...parts.slice(0, depth));
    const entry = await look(folder);
    if (entry === undefined) break;
    if (!entry.isDirectory())
      throw refuse(target.target, `goes through ${quoteText(folder)}, which is no plain folder`);
  }
  return join(root, ...parts);
}

/** Whether something of that kind is at the target that may be replaced; throws {@link ExtractionError} for all else. */
export async function checkReplaceable(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  const entry = await look(path);
  if (entry === undefined) return false;
  if (kind === 'file' && entry.isFile()) return true;
  if (kind === 'folder' && entry.isDirectory()) {
    if ((await attempt(path, () => readdir(path))).length === 0) return true;
    throw refuse(path, 'is a folder that is not empty');
  }
  throw refuse(path, `is there already, and is ${nameKind(entry)}: a ${kind} is to be there`);
}

function nameKind(entry: Found): string {
  if (entry.isSymbolicLink()) return 'a link';
  if (entry.isDirectory()) return 'a folder';
  return entry.isFile() ? 'a file' : 'something else';
}

/** The folders above the path are there; those that were made are added to the list, the uppermost first. */
export async function makeParents(path: string, made: string[]): Promise<void> {
  const parent = dirname(path);
  if ((await look(parent)) !== undefined) return;
  await makeParents(parent, made);
  await attempt(parent, () => mkdir(parent, {mode: 0o755}));
  made.push(parent);
}

/** Those of the folders that are empty are gone. */
export async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders.toReversed()) await rmdir(folder).catch(() => undefined);
}

type Found = Awaited<ReturnType<typeof lstat>>;

async function look(path: string): Promise<Found | undefined> {
  return attempt(path, async () => {
    try {
      return await lstat(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** Throws {@link ExtractionError} of code `unwritable` for whatever the operating system refuses. */
export async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ExtractionError('unwritable', `cannot write ${quoteText(path)}: ${why}`, {cause: error});
  }
}

function refuse(target: string, why: string): ExtractionError {
  return new ExtractionError('target-refused', `${quoteText(target)} ${why}`);
}
