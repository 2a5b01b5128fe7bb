/** A process that writes logs as it is told on stdin, so that tests read what really reaches stdout. */
import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {createLog} from '../../src/action/log.ts';
import type {Log} from '../../src/action/log.ts';
import type {UntrustedOutput} from '../../src/action/untrusted-stream.ts';

/** What to call. `write` takes base64, so that bytes can be cut anywhere; streams are named. */
export type LogAction =
  | readonly ['info' | 'debug' | 'group' | 'mask' | 'notice' | 'warning' | 'error', string]
  | readonly ['annotate', string, {title?: string; file?: string; startLine?: number}]
  | readonly ['open' | 'end', string]
  | readonly ['write', string, string, 'stdout' | 'stderr']
  | readonly ['endGroup' | 'close' | 'crash'];

/** Written after each script; no log lets a NUL through. */
const DONE = '\0done\0';

export interface LogProcess {
  /** All that a new log wrote to stdout for these actions. One script at a time. */
  readonly capture: (actions: readonly LogAction[], debug?: boolean) => Promise<string>;
  readonly stop: () => void;
}

export function startLogProcess(): LogProcess {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const output = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string, undefined>;
  const capture = async (actions: readonly LogAction[], debug = false): Promise<string> => {
    // Base64, because readline takes U+2028 for the end of a line too.
    child.stdin.write(`${Buffer.from(JSON.stringify({actions, debug})).toString('base64')}\n`);
    let stdout = '';
    while (!stdout.endsWith(DONE)) {
      const piece = await output.next();
      if (piece.done === true) throw new Error('the log process ended');
      stdout += piece.value;
    }
    return stdout.slice(0, -DONE.length);
  };
  return {capture, stop: () => child.stdin.end()};
}

class CrashError extends Error {}

function perform(log: Log, streams: Map<string, UntrustedOutput>, action: LogAction): void | Promise<void> {
  switch (action[0]) {
    case 'open':
      streams.set(action[1], log.untrusted());
      return;
    case 'write':
      return streams.get(action[1])?.write(Buffer.from(action[2], 'base64'), action[3]);
    case 'end':
      streams.get(action[1])?.end();
      return;
    case 'annotate':
      log.error(action[1], action[2]);
      return;
    case 'endGroup':
      log.endGroup();
      return;
    case 'close':
      log.close();
      return;
    case 'crash':
      throw new CrashError();
    case 'info':
    case 'debug':
    case 'group':
    case 'mask':
    case 'notice':
    case 'warning':
    case 'error':
      log[action[0]](action[1]);
  }
}

async function performAll(actions: readonly LogAction[], debug: boolean): Promise<void> {
  const log = createLog({debug});
  const streams = new Map<string, UntrustedOutput>();
  try {
    for (const action of actions) await perform(log, streams, action);
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
  } finally {
    log.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const line of createInterface({input: process.stdin})) {
    const {actions, debug} = JSON.parse(Buffer.from(line, 'base64').toString()) as {
      actions: LogAction[];
      debug: boolean;
    };
    await performAll(actions, debug);
    process.stdout.write(DONE);
  }
}
