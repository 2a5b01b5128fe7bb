/**
 * Runs one child process, without a shell. The only user of child_process; knows nothing of buildx. Not by
 * @actions/exec, which gives no handle to the child (cancelling needs one) and bounds neither its time nor its output.
 */
import {spawn} from 'node:child_process';
import type {ChildProcessByStdio} from 'node:child_process';
import type {Readable, Writable} from 'node:stream';
import {Escalation, Pipe} from './child.ts';
import type {ChunkHandler} from './child.ts';
import {EMPTY_EXCERPT, ExcerptCollector} from './excerpt.ts';
import type {Excerpt} from './excerpt.ts';

/** A program and its arguments, each one argument as it stands. */
export type Command = readonly [string, ...string[]];

export interface SpawnError {
  /** `ENOENT`, `EACCES`, `E2BIG`, … */
  readonly code: string | undefined;
  readonly message: string;
}

interface Ending {
  /** Undefined when a signal ended it, or it never began. */
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** The caller's signal was aborted before it ended. */
  readonly cancelled: boolean;
  readonly timedOut: boolean;
  /** It never began. */
  readonly spawnError?: SpawnError;
  readonly durationMs: number;
}

/** How a process ended: the same shape for success and for every kind of failure. */
export interface ProcessResult extends Ending {
  /** May hold values of build arguments: not for the log. */
  readonly command: Command;
  readonly stdout: Excerpt;
  readonly stderr: Excerpt;
}

export interface RunOptions {
  readonly command: Command;
  /** The whole environment: nothing is added to it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string | undefined;
  /** Written to stdin, which is closed afterwards; without it stdin is empty. */
  readonly input?: string | undefined;
  /** Ends the process: SIGINT at once, SIGTERM after `graceMs`, SIGKILL after one and a half times that. */
  readonly signal?: AbortSignal | undefined;
  /** 3 s unless told. */
  readonly graceMs?: number | undefined;
  readonly onStdout?: ChunkHandler | undefined;
  readonly onStderr?: ChunkHandler | undefined;
  /** Called once the operating system has started it. */
  readonly onSpawn?: ((pid: number) => void) | undefined;
}

const GRACE_MS = 3000;

/** Runs to the end and returns how it ended; rejects only with what a handler threw. */
export async function runProcess(options: RunOptions): Promise<ProcessResult> {
  const stdout = new ExcerptCollector();
  const stderr = new ExcerptCollector();
  const ending = await superviseProcess({
    ...options,
    onStdout: chunk => {
      stdout.add(chunk);
      return options.onStdout?.(chunk);
    },
    onStderr: chunk => {
      stderr.add(chunk);
      return options.onStderr?.(chunk);
    }
  });
  return {command: options.command, ...ending, stdout: stdout.read(), stderr: stderr.read()};
}

/** The result of a process that nobody started, because this went wrong before. */
export function describeUnstarted(command: Command, spawnError: SpawnError): ProcessResult {
  return {command, ...NOT_ENDED, spawnError, durationMs: 0, stdout: EMPTY_EXCERPT, stderr: EMPTY_EXCERPT};
}

export interface CaptureOptions {
  readonly env: RunOptions['env'];
  readonly cwd?: string;
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
  /** Bytes of stdout, and of stderr, beyond which the process is ended. */
  readonly limit: number;
}

export interface Capture extends Ending {
  readonly stdout: string;
  readonly stderr: string;
  /** It wrote more than `limit` and was ended for it; what is here is the beginning. */
  readonly overflowed: boolean;
}

/** Runs a short command and returns all that it wrote. Never rejects. */
export async function captureProcess(
  command: Command,
  {limit, timeoutMs, signal, ...rest}: CaptureOptions
): Promise<Capture> {
  const excess = new AbortController();
  const timeout = AbortSignal.timeout(timeoutMs);
  const causes = [excess.signal, timeout, ...(signal === undefined ? [] : [signal])];
  const stdout = collectUpTo(limit, excess);
  const stderr = collectUpTo(limit, excess);
  const ending = await superviseProcess({
    ...rest,
    command,
    signal: AbortSignal.any(causes),
    graceMs: 500,
    onStdout: stdout.add,
    onStderr: stderr.add
  });
  return {
    ...ending,
    cancelled: signal?.aborted ?? false,
    timedOut: ending.cancelled && timeout.aborted,
    overflowed: excess.signal.aborted,
    stdout: stdout.read(),
    stderr: stderr.read()
  };
}

function collectUpTo(
  limit: number,
  excess: AbortController
): {add: (chunk: Buffer) => void; read: () => string} {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const add = (chunk: Buffer): void => {
    const piece = chunk.subarray(0, limit - bytes);
    chunks.push(piece);
    bytes += piece.length;
    if (piece.length < chunk.length) excess.abort();
  };
  return {add, read: () => Buffer.concat(chunks).toString()};
}

const NOT_ENDED = {exitCode: undefined, signal: undefined, cancelled: false, timedOut: false} as const;

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>;

async function superviseProcess(options: RunOptions): Promise<Ending> {
  const started = performance.now();
  const conclude = (ending: Omit<Ending, 'durationMs'>): Ending => ({
    ...ending,
    durationMs: performance.now() - started
  });
  if (options.signal?.aborted === true) return conclude({...NOT_ENDED, cancelled: true});
  const child = startChild(options);
  if ('message' in child) return conclude({...NOT_ENDED, spawnError: child});
  const escalation = new Escalation(child, options.graceMs ?? GRACE_MS);
  const cancel = (): void => {
    escalation.begin();
  };
  options.signal?.addEventListener('abort', cancel, {once: true});
  const exit = await readToEnd(child, escalation, options).finally(() => {
    options.signal?.removeEventListener('abort', cancel);
    escalation.end();
  });
  return conclude({...NOT_ENDED, ...exit, cancelled: escalation.begun});
}

function startChild({command, env, cwd, input, onSpawn}: RunOptions): Child | SpawnError {
  const [program, ...args] = command;
  try {
    const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] as const;
    const child = spawn(program, args, {
      cwd,
      env,
      shell: false,
      windowsHide: true,
      stdio: [...stdio]
    }) as Child;
    if (onSpawn !== undefined)
      child.once('spawn', () => {
        onSpawn(child.pid ?? 0);
      });
    // A child that does not read its input ends before we have written it: its exit code tells why.
    child.stdin?.on('error', () => undefined).end(input);
    return child;
  } catch (error) {
    return describeSpawnError(error);
  }
}

function describeSpawnError(error: unknown): SpawnError {
  const {code, message} = error as NodeJS.ErrnoException;
  return {code, message};
}

type Exit = Partial<Pick<Ending, 'exitCode' | 'signal' | 'spawnError'>>;

async function readToEnd(child: Child, escalation: Escalation, options: RunOptions): Promise<Exit> {
  const pipes = [new Pipe(child.stdout, options.onStdout), new Pipe(child.stderr, options.onStderr)];
  const drained = Promise.all(pipes.map(pipe => pipe.drain()));
  // A handler that throws ends the process; its error is reported when it has ended.
  drained.catch(() => child.kill('SIGKILL'));
  const exit = await Promise.race([waitForExit(child), escalation.abandoned]);
  for (const pipe of pipes) pipe.closeWhenSilent();
  await drained;
  return exit;
}

async function waitForExit(child: Child): Promise<Exit> {
  return new Promise(resolve => {
    child.once('exit', (code, signal) => {
      resolve({exitCode: code ?? undefined, signal: signal ?? undefined});
    });
    // Also emitted where a signal could not be sent: that says nothing of the end.
    child.on('error', error => {
      if (child.pid === undefined) resolve({spawnError: describeSpawnError(error)});
    });
  });
}
