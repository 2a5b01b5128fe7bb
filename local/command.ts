/** Runs programs of the machine to their end, never through a shell. Knows none of them. */
import {execFile, execFileSync} from 'node:child_process';
import {promisify} from 'node:util';

export type Command = readonly [string, ...string[]];

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment; this process's own where absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

/** A program could not be started, or ended with anything but 0. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly command: Command;
  /** Both streams, the end of them. */
  readonly output: string;

  constructor(command: Command, cause: unknown) {
    const {stdout = '', stderr = ''} = cause as {stdout?: string; stderr?: string};
    const output = `${stdout}${stderr}`.trim().slice(-4000);
    super(`${command.join(' ')}: ${output || (cause as Error).message}`, {cause});
    this.command = command;
    this.output = output;
  }
}

/** What the program wrote to stdout. Throws `CommandError`. */
export async function runCommand(command: Command, options: CommandOptions = {}): Promise<string> {
  const [file, ...args] = command;
  const {timeoutMs = 10 * 60_000, ...rest} = options;
  try {
    const {stdout} = await promisify(execFile)(file, args, {...rest, timeout: timeoutMs, maxBuffer: 2 ** 26});
    return stdout;
  } catch (error) {
    throw new CommandError(command, error);
  }
}

/** What the program wrote to stdout; undefined when it failed or is not there. */
export async function tryCommand(
  command: Command,
  options: CommandOptions = {}
): Promise<string | undefined> {
  try {
    return await runCommand(command, options);
  } catch {
    return undefined;
  }
}

/** Runs a program while everything else waits, and ignores how it ends: for clean-up when the process is going down. */
export function runCommandNow(command: Command, options: CommandOptions = {}): void {
  const [file, ...args] = command;
  const {timeoutMs = 20_000, ...rest} = options;
  try {
    execFileSync(file, args, {...rest, timeout: timeoutMs, stdio: 'ignore'});
  } catch {
    // Clean-up goes on: what is left is found by the next look.
  }
}
