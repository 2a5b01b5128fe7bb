/** Digests of files that are handed over, so that nobody changes one unnoticed. Knows neither builds nor signatures. */
import {readdir, realpath, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {digestBytes} from './descriptor.ts';
import type {Digest} from './descriptor.ts';
import {LayoutError} from './layout-error.ts';
import {quoteText} from './plain-text.ts';
import {checkPlain, digestPlainFile} from './plain-file.ts';

/** What happened to the file when its digest was taken. */
export type Made = 'built' | 'read' | 'signed';

export interface Custody {
  /** The file holds these bytes. */
  record(path: string, bytes: Uint8Array, made: Made): void;
  /** The same, by the digest of the bytes. */
  recordDigest(path: string, digest: Digest, made: Made): void;
  /** The layout, a tar or a folder, is as it is now: every byte of it is read. Throws `LayoutError`. */
  recordLayout(path: string): Promise<void>;
  /** This program itself writes that layout now. */
  releaseLayout(path: string): void;
  /** Throws {@link ChangedFilesError}, whose message ends with this sentence. */
  assertUnchanged(consequence: string): Promise<void>;
  /** The same of one layout; of one that is not held, nothing is said. */
  assertLayoutUnchanged(path: string, consequence: string): Promise<void>;
}

/** Files are not what they were. The message names all of them, with both digests. */
export class ChangedFilesError extends Error {
  override readonly name = 'ChangedFilesError';

  constructor(changes: readonly string[], consequence: string) {
    const shown = changes.slice(0, SHOWN);
    const more = changes.length - shown.length;
    super([...shown, ...(more > 0 ? [`And ${String(more)} more.`] : []), consequence].join('\n'));
  }
}

interface Held {
  readonly digest: string;
  readonly made: Made;
}

const SHOWN = 20;
const FILES_LIMIT = 65_536;
const ALGORITHMS = ['sha256', 'sha512'];

/** Nothing is recorded yet. Files may be large: whoever aborts the signal ends what reads them, with its reason. */
export function createCustody(signal?: AbortSignal): Custody {
  const held = new Map<string, Held>();
  const layouts = new Map<string, ReadonlyMap<string, Held>>();
  return {
    record: (path, bytes, made) => void held.set(path, {digest: digestBytes(bytes), made}),
    recordDigest: (path, digest, made) => void held.set(path, {digest, made}),
    async recordLayout(path) {
      const files = new Map<string, Held>();
      for (const file of await listFiles(path)) {
        files.set(file, {digest: await digestPlainFile(file, signal), made: 'built'});
      }
      layouts.set(path, files);
    },
    releaseLayout: path => void layouts.delete(path),
    assertUnchanged: consequence =>
      assertAll([...held, ...[...layouts.values()].flatMap(files => [...files])], consequence, signal),
    assertLayoutUnchanged: (path, consequence) =>
      assertAll([...(layouts.get(path) ?? [])], consequence, signal)
  };
}

async function assertAll(
  files: readonly (readonly [string, Held])[],
  consequence: string,
  signal: AbortSignal | undefined
): Promise<void> {
  const changes: string[] = [];
  for (const [path, one] of files) changes.push(...(await findChange(path, one, signal)));
  if (changes.length > 0) throw new ChangedFilesError(changes, consequence);
}

/** A folder's files that make it a layout; whatever else lies there is nobody's concern. */
async function listFiles(path: string): Promise<readonly string[]> {
  const isFolder = await stat(path).then(
    found => found.isDirectory(),
    (error: unknown) => {
      throw new LayoutError(path, 'unreadable', 'cannot be looked at', {cause: error});
    }
  );
  if (!isFolder) return [await realpath(path)];
  const blobs = await Promise.all(ALGORITHMS.map(name => listBlobs(join(path, 'blobs', name))));
  const files = [join(path, 'oci-layout'), join(path, 'index.json'), ...blobs.flat()];
  if (files.length <= FILES_LIMIT) return files;
  throw new LayoutError(path, 'too-large', `holds more than ${String(FILES_LIMIT)} files`);
}

async function listBlobs(folder: string): Promise<readonly string[]> {
  if (!(await checkPlain(folder, 'folder'))) return [];
  const names = await readdir(folder).catch((error: unknown) => {
    throw new LayoutError(folder, 'unreadable', 'cannot be listed', {cause: error});
  });
  return names.sort().map(name => join(folder, name));
}

async function findChange(
  path: string,
  {digest, made}: Held,
  signal: AbortSignal | undefined
): Promise<readonly string[]> {
  const what = `${quoteText(path)} is not what was ${made}: it was ${digest} and`;
  try {
    if (!(await checkPlain(path, 'file'))) return [`${what} is gone.`];
    const now = await digestPlainFile(path, signal);
    return now === digest ? [] : [`${what} is ${now}.`];
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    return [`${what} can no longer be read (${error.message}).`];
  }
}
