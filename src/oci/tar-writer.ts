/** Writes a layout's tar anew with other files in it. The old one stays whole until the new one is. */
import {randomUUID} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {streamRange, type ArchiveFile} from './archive-file.ts';
import {LayoutError} from './layout-error.ts';
import type {LayoutFiles} from './layout-source.ts';
import type {TarIndex} from './tar-index.ts';
import {BLOCK_SIZE, formatTarHeader} from './tar.ts';

/**
 * As `LayoutSource.write`. Copies the whole tar: to append in its place would leave half a tar where the process is
 * killed, and two files of one name where `index.json` was. What is not replaced is copied byte for byte.
 */
export async function rewriteTar(archive: ArchiveFile, index: TarIndex, files: LayoutFiles): Promise<void> {
  const part = `${archive.path}.${randomUUID()}.part`;
  try {
    const target = createWriteStream(part, {flags: 'wx', mode: archive.mode, flush: true});
    await pipeline(() => generateTar(archive, index, files), target);
    await rename(part, archive.path);
  } catch (error) {
    await rm(part, {force: true}).catch(() => undefined);
    if (error instanceof LayoutError) throw error;
    throw new LayoutError(archive.path, 'unwritable', 'cannot be written anew', {cause: error});
  }
}

async function* generateTar(
  archive: ArchiveFile,
  index: TarIndex,
  files: LayoutFiles
): AsyncGenerator<Uint8Array> {
  for (const range of listKept(index, files)) yield* streamRange(archive, range);
  for (const [name, bytes] of files) {
    yield formatTarHeader({name, size: bytes.byteLength});
    yield bytes;
    yield Buffer.alloc((BLOCK_SIZE - (bytes.byteLength % BLOCK_SIZE)) % BLOCK_SIZE);
  }
  yield Buffer.alloc(2 * BLOCK_SIZE);
}

/** What lies between the entries that are replaced. */
function listKept(index: TarIndex, files: LayoutFiles): readonly {offset: number; size: number}[] {
  const replaced = [...files.keys()]
    .map(file => index.files.get(file))
    .filter(entry => entry !== undefined)
    .sort((a, b) => a.start - b.start);
  const starts = [0, ...replaced.map(({end}) => end)];
  const ends = [...replaced.map(({start}) => start), index.end];
  return starts.map((offset, at) => ({offset, size: (ends[at] ?? offset) - offset}));
}
