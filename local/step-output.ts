/** Reads a running step's output as the runner does: lines, commands, masks. Starts nothing. */
import {StringDecoder} from 'node:string_decoder';
import {createCommandReader} from './runner-commands.ts';
import type {RunnerCommand} from './runner-commands.ts';

export interface StepOutput {
  /** Bytes as they come; the two streams share their commands, as on a runner. */
  write(stream: 'stdout' | 'stderr', chunk: Buffer): void;
  /** The last lines, which no line end follows. */
  end(): void;
  /** Every command that the runner acts upon, in order. */
  readonly commands: readonly RunnerCommand[];
  /** What the runner shows: commands carried out, masks applied. */
  readonly lines: readonly string[];
  mask(text: string): string;
}

/** Cuts bytes into lines, which end at LF, CR or CRLF. */
function createLines(onLine: (line: string) => void): {write: (chunk: Buffer) => void; end: () => void} {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const write = (chunk: Buffer): void => {
    rest += decoder.write(chunk);
    // A CR at the very end may be the first half of a CRLF.
    const parts = rest.split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    for (const line of parts) onLine(line);
  };
  const end = (): void => {
    rest += decoder.end();
    if (rest !== '') onLine(rest.replace(/\r$/, ''));
  };
  return {write, end};
}

function formatCommand({name, data}: RunnerCommand, debug: boolean): string | undefined {
  switch (name) {
    case 'group':
    case 'endgroup':
    case 'error':
    case 'warning':
    case 'notice':
      return `##[${name}]${data}`;
    case 'debug':
      return debug ? `##[debug]${data}` : undefined;
    default:
      return undefined;
  }
}

/** `masks` are the secrets known so far; `onLine` gets each line that is shown. */
export function createStepOutput(
  masks: Set<string>,
  debug: boolean,
  onLine: (line: string) => void
): StepOutput {
  const commands: RunnerCommand[] = [];
  const lines: string[] = [];
  const reader = createCommandReader();

  const mask = (text: string): string =>
    [...masks]
      .sort((a, b) => b.length - a.length)
      .reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
  const addMask = (data: string): void => {
    for (const line of [data, ...data.split(/\r?\n/)]) if (line.trim() !== '') masks.add(line);
  };
  const show = (line: string): void => {
    const masked = mask(line);
    lines.push(masked);
    onLine(masked);
  };
  const readLine = (line: string): void => {
    const command = reader.read(line);
    if (command === undefined) {
      show(line);
      return;
    }
    commands.push(command);
    if (command.name === 'add-mask') addMask(command.data);
    const shown = formatCommand(command, debug);
    if (shown !== undefined) show(shown);
  };
  const streams = {stdout: createLines(readLine), stderr: createLines(readLine)};
  return {
    write: (stream, chunk) => streams[stream].write(chunk),
    end: () => {
      streams.stdout.end();
      streams.stderr.end();
    },
    commands,
    lines,
    mask
  };
}
