/** Plain files of a layout, read with bounds and without following links. Knows no format. */
import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {lstat, open, type FileHandle} from 'node:fs/promises';
import type {Digest} from './descriptor.ts';
import {LayoutError} from './layout-error.ts';

/** Whether it is there; throws {@link LayoutError} where it is a link or otherwise not of that kind. */
export async function checkPlain(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  const entry = await lstat(path).catch((error: unknown) => absentOrThrow(path, error));
  if (entry === undefined) return false;
  if (kind === 'file' ? entry.isFile() : entry.isDirectory()) return true;
  const found = entry.isSymbolicLink() ? 'is a symbolic link' : 'is something else';
  throw new LayoutError(path, 'not-a-file', `should be a plain ${kind} but ${found}`);
}

/** At most one byte more than `limit`, so that the caller sees the excess; undefined where there is no such file. */
export async function readPlainFile(path: string, limit: number): Promise<Uint8Array | undefined> {
  if (!(await checkPlain(path, 'file'))) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamPlainFile(path, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Opened only when it is iterated over, so that a stream which nobody reads holds no file open. */
export async function* streamPlainFile(
  path: string,
  end = Number.MAX_SAFE_INTEGER
): AsyncGenerator<Uint8Array> {
  const file = await openPlainFile(path);
  try {
    yield* file.createReadStream({autoClose: false, end}) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new LayoutError(path, 'unreadable', 'cannot be read', {cause: error});
  } finally {
    await file.close();
  }
}

/** Of whatever size: it is never in memory as a whole. Throws {@link LayoutError}, or the signal's reason. */
export async function digestPlainFile(path: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of streamPlainFile(path)) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return `sha256:${hash.digest('hex')}`;
}

/**
 * The file, opened to be read. Between a look at it and this, it may have become a link, or a pipe that would never
 * open: both are refused. Throws {@link LayoutError}.
 */
export async function openPlainFile(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw new LayoutError(path, 'unreadable', 'cannot be opened', {cause: error});
    }
  );
  const isFile = (await file.stat()).isFile();
  if (isFile) return file;
  await file.close();
  throw new LayoutError(path, 'not-a-file', 'is no plain file any more');
}

function absentOrThrow(path: string, error: unknown): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw new LayoutError(path, 'unreadable', 'cannot be looked at', {cause: error});
}
