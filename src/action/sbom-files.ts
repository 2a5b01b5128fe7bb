/** Hands over SBOMs as files: the documents, byte for byte, without the statements around them. */
import {writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {slicePredicate} from '../attestation/predicate-bytes.ts';
import {Staging} from '../extraction/staging.ts';
import {attempt} from '../extraction/target.ts';
import type {Target} from '../extraction/target.ts';
import {chooseName} from './folders.ts';
import type {PlatformStatement} from './folders.ts';

/**
 * Each SBOM is a file of its own in the folder, which is made where it is missing: `linux-arm64.spdx.json`, further ones of that platform `linux-arm64-2.spdx.json`, and
 * all of them are there, or, where this throws `ExtractionError`, what was there before. Other files stay. Returns what
 * is where.
 */
export async function writeSboms(
  {root, target: folder}: Target,
  sboms: readonly PlatformStatement[]
): Promise<readonly {readonly path: string; readonly bytes: Uint8Array}[]> {
  const staging = new Staging();
  const taken = new Set<string>();
  const files: {path: string; bytes: Uint8Array}[] = [];
  try {
    for (const {platform, bytes} of sboms) {
      const name = `${chooseName(platform, taken)}.spdx.json`;
      const {temporary} = await staging.add({root, target: join(folder, name)}, 'file');
      const content = slicePredicate(bytes) ?? new Uint8Array();
      files.push({path: resolve(root, folder, name), bytes: content});
      await attempt(temporary, () => writeFile(temporary, content, {flag: 'wx', mode: 0o600}));
    }
    await staging.commit();
    return files;
  } finally {
    await staging.close();
  }
}
