/** What `post` looks at again: kept in a file of the run, whose path is saved as state. Asks no registry. */
import {getState, saveState} from '@actions/core';
import {rm, writeFile} from 'node:fs/promises';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {isReferrersFile} from './folders.ts';
import type {Folders} from './folders.ts';

/** A subject whose referrers are listed by a tag, which others may overwrite after this step. */
export interface WatchedSubject {
  /** `host[:port]`, as in the reference. */
  readonly registry: string;
  readonly repository: string;
  /** The input `insecure-registries` names this registry. */
  readonly insecure: boolean;
  readonly subject: Digest;
  /** `Date.now()` once `attachReferrer` has returned: we wrote the tag last before that. */
  readonly writtenAt: number;
  /** `Attached.referrers`. */
  readonly referrers: readonly Descriptor[];
}

/** Of the file's form. */
export const WATCH_VERSION = 1;

const STATE = 'referrers';

/**
 * `post` will look at these again. Called again, what it was called with before is forgotten.
 *
 * The file is there because state is an environment variable, of limited size.
 */
export async function rememberReferrers(
  {referrers: path}: Pick<Folders, 'referrers'>,
  watched: readonly WatchedSubject[]
): Promise<void> {
  if (watched.length === 0) return;
  const document = {version: WATCH_VERSION, subjects: watched};
  await writeFile(path, JSON.stringify(document), {mode: 0o600});
  saveState(STATE, path);
}

/** Lists again what others overwrote, if the step remembered anything, and forgets it; loads what that takes only then. */
export async function restoreRemembered(process: NodeJS.Process): Promise<void> {
  const path = getState(STATE);
  if (path === '' || !isReferrersFile(path, process.env['RUNNER_TEMP'] ?? '')) return;
  const {restoreWatched} = await import('./restoration.ts');
  try {
    if (!(await restoreWatched(path, process))) process.exitCode = 1;
  } finally {
    await rm(path, {force: true}).catch(() => undefined);
  }
}
