/** How a GitHub runner reads the whole of a step's stdout: which lines it obeys, and what it shows. */
import {createCommandReader} from '../../local/runner-commands.ts';
import type {RunnerCommand} from '../../local/runner-commands.ts';

export interface RunnerLog {
  /** What was obeyed, in order. `stop-commands` is among them, with its token; a resumption is named `resume`. */
  readonly commands: readonly RunnerCommand[];
  /** What the log shows, with what was masked by then as `***`; lines of obeyed commands are left out. */
  readonly plainLines: readonly string[];
  /** All that `add-mask` was obeyed for. */
  readonly masked: readonly string[];
  /** Commands were still stopped at the end. */
  readonly stopped: boolean;
}

/** Reads all that a step wrote to stdout. */
export function readRunnerLog(stdout: string): RunnerLog {
  const commands: RunnerCommand[] = [];
  const plainLines: string[] = [];
  const masks = new Set<string>();
  const reader = createCommandReader();
  let token: string | undefined;
  for (const line of stdout.split(/\r\n|\n|\r/)) {
    const command = reader.read(line);
    if (command === undefined) {
      plainLines.push(hideMasks(line, masks));
    } else if (token !== undefined) {
      commands.push({name: 'resume', properties: {}, data: token});
      token = undefined;
    } else {
      commands.push(command);
      if (command.name === 'stop-commands') token = command.data;
      if (command.name === 'add-mask' && command.data.trim() !== '') masks.add(command.data);
    }
  }
  return {commands, plainLines, masked: [...masks], stopped: token !== undefined};
}

function hideMasks(line: string, masks: ReadonlySet<string>): string {
  const longestFirst = [...masks].toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, mask) => shown.replaceAll(mask, '***'), line);
}
