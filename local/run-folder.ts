/** Folders that live as long as this process, and what must be ended with it, however it ends. */
import {existsSync, mkdtempSync, readdirSync, realpathSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {isRunning, removeLeftovers} from './leftovers.ts';

const prefix = 'provenance-action-';
const keptMark = 'kept';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const ends = new Set<() => void>();
let holder: ((signal: NodeJS.Signals) => void) | undefined;
let watching = false;

function endAll(): void {
  for (const end of [...ends].reverse()) end();
}

function watchProcess(): void {
  if (watching) return;
  watching = true;
  // Uncaught errors and process.exit() come by here too; ending is synchronous for their sake.
  process.on('exit', endAll);
  for (const signal of signals) {
    process.on(signal, () => {
      if (holder) {
        holder(signal);
        return;
      }
      endAll();
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  }
}

/**
 * Calls `end` when this process ends, by whatever way but SIGKILL, unless the returned function was called before,
 * which does the same now. It is called once, and must not be asynchronous.
 */
export function endWithProcess(end: () => void): () => void {
  watchProcess();
  const once = (): void => {
    if (ends.delete(once)) end();
  };
  ends.add(once);
  return once;
}

/** Ends it now, blocking until it has ended. */
export function endNow(end: () => void): Promise<void> {
  end();
  return Promise.resolve();
}

/** Hands SIGINT, SIGTERM and SIGHUP to `onSignal` instead, until the returned function is called. */
export function holdSignals(onSignal: (signal: NodeJS.Signals) => void): () => void {
  watchProcess();
  holder = onSignal;
  return () => {
    holder = undefined;
  };
}

/** What lives in the folder outlives this process. */
export function keepRunFolder(folder: string): void {
  writeFileSync(join(folder, keptMark), '');
}

/** Forgets everything that was to be ended with this process. */
export function keepEverything(): void {
  ends.clear();
}

/** Removes what processes of ours left behind that were killed outright. */
function sweepRunFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    const folder = join(realpathSync(tmpdir()), name);
    if (!existsSync(join(folder, keptMark))) removeLeftovers(folder);
  }
}

let swept = false;

/** A new folder for state, which is removed by `removeLeftovers`; its path is short enough for a socket's. */
export function createRunFolder(): string {
  if (!swept && process.platform === 'linux') sweepRunFolders();
  swept = true;
  return mkdtempSync(join(realpathSync(tmpdir()), `${prefix}${process.pid}-`));
}
