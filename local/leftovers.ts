/** Ends what lives in a folder: its processes, its mounts, itself. Knows not what it was for. Linux only. */
import {existsSync, readdirSync, readFileSync, rmdirSync, rmSync} from 'node:fs';
import {runCommandNow} from './command.ts';
import type {Command} from './command.ts';

const mountPoint = 4;

function readProcFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Ids of all processes of the machine that can be seen. */
function listPids(): readonly number[] {
  if (!existsSync('/proc/self/mountinfo')) return [];
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** True until the process has ended, even where nobody has waited for it yet. */
export function isRunning(pid: number): boolean {
  const stat = readProcFile(`/proc/${pid}/stat`);
  return stat !== '' && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

/** Ids of the process's children and theirs, the nearest first. */
export function listDescendants(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const child of listPids()) {
    const stat = readProcFile(`/proc/${child}/stat`);
    parents.set(child, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const found = [pid];
  for (const parent of found) for (const [child, of] of parents) if (of === parent) found.push(child);
  return found.slice(1);
}

/** A process is of a folder when its command line names it, or its root file system is mounted from it. */
function isOf(folder: string, pid: number): boolean {
  if (pid === process.pid) return false;
  const words = readProcFile(`/proc/${pid}/cmdline`).split('\0');
  if (words.some(word => word === folder || word.includes(`${folder}/`))) return true;
  const root = readProcFile(`/proc/${pid}/mountinfo`)
    .split('\n')
    .find(line => line.split(' ')[mountPoint] === '/');
  return root?.includes(`${folder}/`) ?? false;
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Signals a process and blocks until it has ended, or the time is over; returns whether it has. */
function endProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): boolean {
  try {
    process.kill(pid, signal);
  } catch {
    return !isRunning(pid);
  }
  const deadline = Date.now() + timeoutMs;
  while (isRunning(pid)) {
    if (Date.now() > deadline) return false;
    Atomics.wait(pause, 0, 0, 20);
  }
  return true;
}

/** Ids of the processes that live in the folder. */
export function listProcesses(folder: string): readonly number[] {
  return listPids().filter(pid => isOf(folder, pid));
}

/** Mount points under the folder, the innermost last. */
export function listMounts(folder: string): readonly string[] {
  return readProcFile('/proc/self/mountinfo')
    .split('\n')
    .map(line => line.split(' ')[mountPoint] ?? '')
    .filter(path => path.startsWith(`${folder}/`));
}

/** Nothing of the folder is left: no process, no mount, no file. */
export function removeLeftovers(folder: string): void {
  for (let round = 0; round < 3; round++) {
    for (const pid of listProcesses(folder)) endProcess(pid, 'SIGKILL', 2000);
  }
  for (const path of listMounts(folder).toReversed()) runCommandNow(['umount', '--lazy', path]);
  rmSync(folder, {recursive: true, force: true, maxRetries: 3});
}

/** What is to be ended, as a record that can be written down and used by another process. */
export interface Remains {
  readonly folder: string;
  /** Processes of the folder that are asked to end first, in that order, and are given time to. */
  readonly pids?: readonly number[];
  /** Run before all else, with that environment. */
  readonly commands?: readonly Command[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folders elsewhere that were made; removed if they are empty, the innermost first. */
  readonly strays?: readonly string[];
}

const graceMs = 15_000;

/** Nothing of it is left. Blocks until then; may be called when it has ended already. */
export function endRemains({folder, pids = [], commands = [], env = {}, strays = []}: Remains): void {
  for (const command of commands) runCommandNow(command, {env: {...process.env, ...env}});
  for (const pid of pids) if (isOf(folder, pid)) endProcess(pid, 'SIGTERM', graceMs);
  removeLeftovers(folder);
  for (const stray of strays) {
    try {
      rmdirSync(stray);
    } catch {
      // Somebody else's files are in it.
    }
  }
}
