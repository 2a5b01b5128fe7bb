/**
 * Starts @actions/cache in a process of its own. That library cannot be told to stop, writes commands for the runner to
 * stdout (warnings among them, for what is no trouble), reads folders from the environment, and has tar unpack what it
 * got with `-P`: an entry of the cache may then write any file of the machine
 * (https://github.com/actions/toolkit/pull/1927). So it is ended from outside, speaks to nobody but us, has one folder
 * for everything, and finds a `tar` that unpacks nothing.
 */
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {extname, join} from 'node:path';
import {captureProcess} from '../build/process.ts';
import {readPlainFile} from '../oci/plain-file.ts';
import {cleanText} from '../oci/plain-text.ts';
import {CacheEntryError, PACKED_LIMIT} from './cache-entry.ts';
import {readClientWords} from './cache-words.ts';
import type {Environment} from './runner.ts';

export interface ClientOptions {
  readonly env: Environment;
  /** Of ours alone; everything is in a folder below it, which is gone afterwards. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type ClientResult = {readonly state: 'done'} | Undone;

export type Undone =
  /** Nothing was there, or it went wrong: then these are the reasons. */
  | {readonly state: 'nothing'; readonly words: string}
  | {readonly state: 'timeout'}
  | {readonly state: 'cancelled'};

/** The library makes a hash of this path which is part of an entry's name, and never looks inside. */
const ARCHIVE = 'provenance';
const OUTPUT_LIMIT = 1024 * 1024;
/** How `cache-client.ts` ends. */
const EXIT = {done: 0, nothing: 2, tooLarge: 3};

/** Called as the library calls tar, with the options first. Fails where it would be called otherwise. */
const TAR = `#!/bin/sh
PATH=$PROVENANCE_CACHE_PATH
case $1 in
-xf) exec ln "$2" "$PROVENANCE_CACHE_ARCHIVE" ;;
--posix) exec cp "$PROVENANCE_CACHE_ARCHIVE" "$3" ;;
esac
exit 64
`;

/** What the library and its connections need of the environment; inputs and other secrets of the job are not. */
const NEEDED =
  /^(?:ACTIONS_(?:CACHE_URL|CACHE_SERVICE_V2|CACHE_MODE|RESULTS_URL|RUNTIME_TOKEN|ORCHESTRATION_ID)|GITHUB_SERVER_URL|(?:https?|all|no)_proxy|NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|SSL_CERT_(?:FILE|DIR))$/i;

/** Beside this module, in src as in dist. */
const CLIENT = join(import.meta.dirname, `cache-client${extname(import.meta.filename)}`);

/** Saves these bytes under the key. */
export async function saveArchive(
  key: string,
  archive: Uint8Array,
  options: ClientOptions
): Promise<ClientResult> {
  return inFolder(options.folder, async folder => {
    await writeFile(join(folder, ARCHIVE), archive, {flag: 'wx', mode: 0o600});
    return runClient('save', key, folder, options);
  });
}

/** Returns the bytes that were saved under that very key. Throws {@link CacheEntryError} where they are too many. */
export async function restoreArchive(key: string, options: ClientOptions): Promise<Undone | Uint8Array> {
  return inFolder(options.folder, async folder => {
    const result = await runClient('restore', key, folder, options);
    if (result.state !== 'done') return result;
    const archive = await readPlainFile(join(folder, ARCHIVE), PACKED_LIMIT);
    if (archive === undefined) throw new CacheEntryError('it was restored, as it is said, and is not there');
    return archive;
  });
}

async function inFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, 'cache-'));
  try {
    for (const name of ['bin', 'temp']) await mkdir(join(folder, name), {mode: 0o700});
    const tar = join(folder, 'bin', 'tar');
    await writeFile(tar, TAR, {flag: 'wx'});
    await chmod(tar, 0o700);
    return await work(folder);
  } finally {
    await rm(folder, {recursive: true, force: true, maxRetries: 2});
  }
}

async function runClient(
  verb: 'restore' | 'save',
  key: string,
  folder: string,
  {env, timeoutMs, signal}: ClientOptions
): Promise<ClientResult> {
  const capture = await captureProcess([process.execPath, CLIENT, verb, key, ARCHIVE, String(PACKED_LIMIT)], {
    cwd: folder,
    env: describeEnvironment(env, folder),
    signal,
    timeoutMs,
    limit: OUTPUT_LIMIT
  });
  if (capture.exitCode === EXIT.done) return {state: 'done'};
  if (capture.exitCode === EXIT.tooLarge) throw new CacheEntryError(`it has more than ${PACKED_LIMIT} bytes`);
  if (capture.cancelled) return {state: 'cancelled'};
  if (capture.timedOut) return {state: 'timeout'};
  const words = readClientWords(capture.stdout);
  if (words !== '' || capture.exitCode === EXIT.nothing) return {state: 'nothing', words};
  const {spawnError, stderr, signal: killer} = capture;
  return {
    state: 'nothing',
    words: describeCrash(spawnError?.message ?? (stderr || `ended by ${String(killer)}`))
  };
}

const describeCrash = (text: string): string => `the cache's client crashed: ${cleanText(text, 300)}`;

/** No tool is on its PATH but our tar. Without zstd the library takes gzip, so that a key means the same everywhere. */
function describeEnvironment(env: Environment, folder: string): Environment {
  const needed = Object.entries(env).filter(([name]) => NEEDED.test(name));
  return {
    ...Object.fromEntries(needed),
    PATH: join(folder, 'bin'),
    PROVENANCE_CACHE_PATH: env['PATH'],
    PROVENANCE_CACHE_ARCHIVE: join(folder, ARCHIVE),
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: join(folder, 'temp')
  };
}
