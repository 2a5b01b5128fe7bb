/** The files that buildx reads and writes for us, in the run's private folder. Knows nothing of what is in them. */
import {constants} from 'node:fs';
import {mkdir, open, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {SecretFile} from './secrets.ts';

/** A file that is there, but is none that buildx would have written. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError';
}

/** Every secret is in its file, which nobody else can read and which was not there before. */
export async function writeSecretFiles(files: readonly SecretFile[]): Promise<void> {
  for (const {path, content} of files) {
    await mkdir(dirname(path), {recursive: true, mode: 0o700});
    await writeFile(path, content, {flag: 'wx', mode: 0o600});
  }
}

/** Tries to remove all of the files; returns, in words, what kept any of them there. */
export async function removeFiles(paths: readonly string[]): Promise<string[]> {
  const results = await Promise.allSettled(paths.map(path => rm(path, {force: true})));
  return results.flatMap(result => (result.status === 'rejected' ? (result.reason as Error).message : []));
}

/**
 * The content of a plain file of at most `limit` bytes; undefined where there is none.
 * Follows no symbolic link at its end; throws `PlanFileError` for anything else that is there.
 */
export async function readPlainFile(path: string, limit: number): Promise<Buffer | undefined> {
  const handle = await openPlainFile(path);
  if (handle === undefined) return undefined;
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new PlanFileError(`${path} is not a plain file`);
    if (status.size > limit) {
      throw new PlanFileError(`${path} has ${String(status.size)} bytes, the limit is ${String(limit)}`);
    }
    const buffer = Buffer.alloc(status.size);
    const {bytesRead} = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function openPlainFile(path: string): Promise<Awaited<ReturnType<typeof open>> | undefined> {
  try {
    // Without O_NONBLOCK a named pipe in its place would hold us for ever.
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw new PlanFileError(`${path} is a symbolic link`, {cause: error});
    throw error;
  }
}
