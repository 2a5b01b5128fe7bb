/** Writes files that are there whole or not at all, however many write at once. Knows no content. */
import {randomUUID} from 'node:crypto';
import {mkdir, open, rename, rm, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';

export interface WholeFileOptions {
  /** Permissions, whatever the file before it had. */
  readonly mode: number;
  /** A folder on the same file system for the part that is not whole yet; the file's own unless given. */
  readonly partFolder?: string;
}

/**
 * The file is there with these bytes, in the place of whatever file was there before; who reads it meanwhile sees the
 * one or the other. A link at this path is replaced, never followed. Its folder is made where it is missing. Throws
 * where a folder, a device or a pipe is there, or a link to one.
 */
export async function writeWholeFile(
  path: string,
  bytes: Uint8Array | string,
  {mode, partFolder = dirname(path)}: WholeFileOptions
): Promise<void> {
  await makeFolder(dirname(path));
  await assertReplaceable(path);
  const part = join(partFolder, `.${basename(path).slice(0, 100)}.${randomUUID()}.part`);
  try {
    const file = await open(part, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, {force: true});
    throw error;
  }
}

/** What `mkdir` does with `recursive`, but for ever where the system lets nobody make a folder, as in /proc. */
async function makeFolder(path: string, isFirst = true): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || !isFirst || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeFolder(path, false);
  }
}

async function assertReplaceable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw new Error(`${path} is ${found.isDirectory() ? 'a folder' : 'no plain file'}, which is not replaced`);
}
