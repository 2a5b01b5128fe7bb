/**
 * How a GitHub runner reads a step's stdout: which lines it obeys, and what it shows. An oracle for tests, made
 * after ActionCommand.cs, ActionCommandManager.cs and OutputManager.cs of https://github.com/actions/runner.
 */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

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

const REGISTERED = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning'
];

/** Reads all that a step wrote to stdout. */
export function readRunnerLog(stdout: string): RunnerLog {
  const commands: RunnerCommand[] = [];
  const plainLines: string[] = [];
  const masks = new Set<string>();
  let token: string | undefined;
  for (const line of stdout.split(/\r\n|\n|\r/)) {
    const names = token === undefined ? REGISTERED : [...REGISTERED, token.toLowerCase()];
    const command = parseColons(line, names) ?? parseBrackets(line, names);
    if (token !== undefined && command?.name === token.toLowerCase()) {
      commands.push({name: 'resume', properties: {}, data: token});
      token = undefined;
    } else if (command === undefined || token !== undefined) {
      plainLines.push(hideMasks(line, masks));
    } else {
      commands.push(command);
      if (command.name === 'stop-commands') token = command.data;
      if (command.name === 'add-mask' && command.data.trim() !== '') masks.add(command.data);
    }
  }
  return {commands, plainLines, masked: [...masks], stopped: token !== undefined};
}

/** `::name key=value,key=value::data`, after what .NET takes for white space. */
function parseColons(line: string, names: readonly string[]): RunnerCommand | undefined {
  const text = line.replace(/^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/, '');
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end === -1) return undefined;
  return makeCommand(text.slice(2, end), text.slice(end + 2), names, ',', {
    '%0D': '\r',
    '%0A': '\n'
  });
}

/** `##[name key=value;key=value]data`, anywhere in the line. */
function parseBrackets(line: string, names: readonly string[]): RunnerCommand | undefined {
  const start = line.indexOf('##[');
  const end = start === -1 ? -1 : line.indexOf(']', start);
  if (end === -1) return undefined;
  return makeCommand(line.slice(start + 3, end), line.slice(end + 1), names, ';', {
    '%3B': ';',
    '%0D': '\r',
    '%0A': '\n',
    '%5D': ']'
  });
}

function makeCommand(
  head: string,
  data: string,
  names: readonly string[],
  separator: ',' | ';',
  escapes: Readonly<Record<string, string>>
): RunnerCommand | undefined {
  const [name = '', ...rest] = head.split(' ');
  if (!names.includes(name.toLowerCase())) return undefined;
  const pairs = rest
    .join(' ')
    .split(separator)
    .flatMap(pair => {
      const [, key, value] = /^=*([^=]+)=(.+)$/s.exec(pair.trim()) ?? [];
      const all = separator === ',' ? {...escapes, '%3A': ':', '%2C': ','} : escapes;
      return key === undefined || value === undefined ? [] : [[key, unescape(value, all)] as const];
    });
  return {name: name.toLowerCase(), properties: Object.fromEntries(pairs), data: unescape(data, escapes)};
}

function unescape(text: string, escapes: Readonly<Record<string, string>>): string {
  const replaced = Object.entries(escapes).reduce(
    (kept, [code, character]) => kept.replaceAll(code, character),
    text
  );
  return replaced.replaceAll('%25', '%');
}

function hideMasks(line: string, masks: ReadonlySet<string>): string {
  const longestFirst = [...masks].toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, mask) => shown.replaceAll(mask, '***'), line);
}
