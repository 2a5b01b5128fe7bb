/** Writes files of a layout into its folder: each under another name first, and through no link. */
import {randomUUID} from 'node:crypto';
import {mkdir, open, rename, rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {LayoutError} from './layout-error.ts';
import {areFolders} from './layout-folder.ts';
import type {LayoutFile, LayoutFiles} from './layout-source.ts';
import {checkPlain} from './plain-file.ts';

/** As `LayoutSource.write`. Where it fails, nothing is left that nobody lists. */
export async function writeFolder(root: string, files: LayoutFiles): Promise<void> {
  const blobs = [...files].filter(([file]) => file !== 'index.json');
  const index = [...files].filter(([file]) => file === 'index.json');
  const created: string[] = [];
  try {
    for (const [file, bytes] of [...blobs, ...index]) {
      if (await writeFile(root, file, bytes)) created.push(join(root, file));
    }
  } catch (error) {
    for (const path of created) await rm(path, {force: true}).catch(() => undefined);
    throw error;
  }
}

/** Whether there was no such file before. */
async function writeFile(root: string, file: LayoutFile, bytes: Uint8Array): Promise<boolean> {
  const folder = dirname(file);
  const path = join(root, file);
  const part = join(root, `.${randomUUID()}.part`);
  try {
    if (!(await areFolders(root, folder))) await mkdir(join(root, folder), {recursive: true});
    const isNew = file !== 'index.json' && !(await checkPlain(path, 'file'));
    const handle = await open(part, 'wx', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
    return isNew;
  } catch (error) {
    await rm(part, {force: true}).catch(() => undefined);
    if (error instanceof LayoutError) throw error;
    throw new LayoutError(path, 'unwritable', 'cannot be written', {cause: error});
  }
}
