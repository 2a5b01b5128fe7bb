/** The run's own folder under the runner's temporary one: a private half, removed with the step, and the results. */
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';

export interface Folders {
  /** Mode 0700, as all below it. */
  readonly root: string;
  /** Secrets, buildx's files, layouts, metadata of the trusted roots: removed when the step ends, and again in `post`. */
  readonly private: string;
  /** Output `provenance-path`. */
  readonly provenance: string;
  /** Output `sbom-path`, unless the user named another folder. */
  readonly sbom: string;
  /** Output `report-path`. */
  readonly report: string;
  /** What is known of an image and of all that it stands on: a file for each image. */
  readonly dependencies: string;
  /** A file for each bundle. */
  readonly bundles: string;
  /** All bundles as JSON lines: output `bundle-path`, unless the user named another file. */
  readonly bundleLines: string;
  /** The trusted root that was believed: output `trusted-root-path`. */
  readonly trustedRoot: string;
  /** Metadata of the trusted roots, fetched anew in each run. */
  readonly trust: string;
  /** What `post` looks at again. */
  readonly referrers: string;
}

const PREFIX = 'provenance-action-';
const PRIVATE = 'private';
const REFERRERS = 'referrers.json';

/** New folders, unlike those of any other run or step. */
export async function createFolders(temp: string): Promise<Folders> {
  const root = await mkdtemp(join(resolve(temp), PREFIX));
  const folders = {
    root,
    private: join(root, PRIVATE),
    provenance: join(root, 'provenance'),
    sbom: join(root, 'sbom'),
    report: join(root, 'report.json'),
    dependencies: join(root, 'dependencies'),
    bundles: join(root, 'bundles'),
    bundleLines: join(root, 'bundles.jsonl'),
    trustedRoot: join(root, 'trusted_root.json'),
    trust: join(root, PRIVATE, 'trust'),
    referrers: join(root, REFERRERS)
  };
  await mkdir(folders.private, {mode: 0o700});
  return folders;
}

/** The private half is gone, whatever it held. Safe to call again. */
export async function removePrivate(folder: string): Promise<void> {
  await rm(folder, {recursive: true, force: true, maxRetries: 2});
}

/** Whether a path that came back as saved state is one of ours: a build's log may have saved another. */
export function isPrivateFolder(path: string, temp: string): boolean {
  return isOwn(path, PRIVATE, temp);
}

/** The same, of the file that `post` reads. */
export function isReferrersFile(path: string, temp: string): boolean {
  return isOwn(path, REFERRERS, temp);
}

function isOwn(path: string, name: string, temp: string): boolean {
  const root = dirname(path);
  return (
    resolve(path) === path &&
    basename(path) === name &&
    basename(root).startsWith(PREFIX) &&
    dirname(root) === resolve(temp)
  );
}

/** A statement as it was read: exact bytes. */
export interface PlatformStatement {
  readonly platform: string;
  readonly bytes: Uint8Array;
}

/** Each statement is a file of its own, `linux-arm64.json`; platform names are anybody's text. Returns what is where. */
export async function writeStatements(
  folder: string,
  statements: readonly PlatformStatement[]
): Promise<{readonly path: string; readonly bytes: Uint8Array}[]> {
  await mkdir(folder, {recursive: true, mode: 0o700});
  const taken = new Set<string>();
  const files = statements.map(({platform, bytes}) => {
    return {path: join(folder, `${chooseName(platform, taken)}.json`), bytes};
  });
  for (const {path, bytes} of files) await writeFile(path, bytes, {flag: 'wx', mode: 0o600});
  return files;
}

/** A file's name that is not taken yet, and is now; made of what anybody wrote. */
export function chooseName(text: string, taken: Set<string>): string {
  const safe = text.replaceAll(/[^a-z0-9_.]+/gi, '-').replace(/^[.-]+/, '');
  const name = safe.slice(0, 100) || 'platform';
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}-${String(count)}`;
  taken.add(free);
  return free;
}
