/** Runs one phase of an action as a process, and cancels it as the runner does. Reads nothing of its output. */
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {listDescendants} from './leftovers.ts';

export interface PhaseOptions {
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  readonly onData: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
}

export interface PhaseResult {
  /** As a shell would say it: 128 and the signal's number where a signal ended it. */
  readonly exitCode: number;
  readonly milliseconds: number;
  /** The most memory that it ever had, as far as was seen; undefined where the machine does not tell. */
  readonly peakRssBytes: number | undefined;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
const terminateAfterMs = 7500;
const killAfterMs = terminateAfterMs + 2500;
const watchEveryMs = 25;
const signalNumbers: Readonly<Record<string, number>> = {SIGINT: 2, SIGKILL: 9, SIGTERM: 15};

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

function killTree(pid: number): void {
  for (const one of [pid, ...listDescendants(pid)]) sendSignal(one, 'SIGKILL');
}

/** SIGINT at once, SIGTERM and SIGKILL (to the children too) if it stays; returns what calls the rest off. */
function cancelProcess(pid: number): () => void {
  sendSignal(pid, 'SIGINT');
  const terminate = setTimeout(() => sendSignal(pid, 'SIGTERM'), terminateAfterMs);
  const kill = setTimeout(() => killTree(pid), killAfterMs);
  return () => {
    clearTimeout(terminate);
    clearTimeout(kill);
  };
}

/** The kernel's high-water mark; undefined once the process is gone. */
function readPeak(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Runs a script with this Node to its end, with that environment and no other. */
export async function runPhase({script, cwd, env, signal, onData}: PhaseOptions): Promise<PhaseResult> {
  const start = performance.now();
  // A group of its own: Ctrl-C in a terminal reaches it through `signal` alone.
  const child = spawn(process.execPath, [script], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe']
  });
  child.stdout.on('data', (chunk: Buffer) => onData('stdout', chunk));
  child.stderr.on('data', (chunk: Buffer) => onData('stderr', chunk));

  let callOff = (): void => undefined;
  const cancel = (): void => {
    if (child.pid !== undefined) callOff = cancelProcess(child.pid);
  };
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, {once: true});

  let peak: number | undefined;
  const watch = setInterval(() => {
    if (child.pid !== undefined) peak = readPeak(child.pid) ?? peak;
  }, watchEveryMs);
  const {promise, resolve, reject} = Promise.withResolvers<number>();
  child.on('error', reject);
  child.on('close', (code, name) => resolve(code ?? 128 + (signalNumbers[name ?? ''] ?? 0)));
  try {
    const exitCode = await promise;
    return {exitCode, milliseconds: performance.now() - start, peakRssBytes: peak};
  } finally {
    callOff();
    clearInterval(watch);
    signal?.removeEventListener('abort', cancel);
  }
}
