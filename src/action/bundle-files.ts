/** Writes bundles to files: each the moment it exists, and all of them as JSON lines. Knows nothing of Sigstore. */
import {appendFile, mkdir, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {formatJsonLines} from '../attestation/bundle.ts';
import {writeWholeFile} from '../oci/whole-file.ts';
import {chooseName} from './folders.ts';

/** Where later steps find what was attested, whichever action did: actions/attest writes it too. */
const CREATED_PATHS = 'created_attestation_paths.txt';

export interface BundleFiles {
  /** The bundle is in a file of its own, whose path is returned. */
  readonly keep: (title: string, bytes: Uint8Array) => Promise<string>;
  /** Later steps are told of the file, through one in the runner's temporary folder. */
  readonly announce: (path: string) => Promise<void>;
}

/** Files below this folder. */
export function openBundleFiles(folder: string, temp: string): BundleFiles {
  const taken = new Set<string>();
  return {
    async keep(title, bytes) {
      const path = join(folder, `${chooseName(title, taken)}.sigstore.json`);
      await mkdir(folder, {recursive: true, mode: 0o700});
      await writeFile(path, bytes, {flag: 'wx', mode: 0o600});
      return path;
    },
    announce: path => appendFile(join(temp, CREATED_PATHS), `${path}\n`)
  };
}

/** Where a name stands for something else than a file, be it as /dev/stdout for one that happens to be there. */
const SYSTEM_FOLDERS = /^\/(?:dev(?!\/shm\/)|proc|sys)\//;

/** The bundles are in this file, a line each, whatever was there before; its folder is made where it is missing. */
export async function writeBundleLines(path: string, bundles: readonly Uint8Array[]): Promise<string> {
  const file = resolve(path);
  if (SYSTEM_FOLDERS.test(file))
    throw new Error(`${file} is in a folder of the system, which keeps no files`);
  await writeWholeFile(file, formatJsonLines(bundles), {mode: 0o600});
  return file;
}
