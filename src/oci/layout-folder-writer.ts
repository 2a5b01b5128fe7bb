/** Writes files of a layout into its folder: each under another name first, and through no link. */
import {rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {LayoutError} from './layout-error.ts';
import {areFolders} from './layout-folder.ts';
import type {LayoutFile, LayoutFiles} from './layout-source.ts';
import {checkPlain} from './plain-file.ts';
import {writeWholeFile} from './whole-file.ts';

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
  const path = join(root, file);
  try {
    await areFolders(root, dirname(file));
    const isNew = file !== 'index.json' && !(await checkPlain(path, 'file'));
    await writeWholeFile(path, bytes, {mode: 0o644, partFolder: root});
    return isNew;
  } catch (error) {
    if (error instanceof LayoutError) throw error;
    throw new LayoutError(path, 'unwritable', 'cannot be written', {cause: error});
  }
}
