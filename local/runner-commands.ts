/**
 * Workflow commands as the runner reads them from a step's output. Written from the runner's behaviour, and without
 * a look at the code that the action writes them with: it is what that code is tested against.
 */

export interface RunnerCommand {
  /** In lower case: the runner ignores case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What the runner has handlers for; any other name is not a command, but text. */
const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning'
]);

/** What .NET trims: not quite what JavaScript does. */
const dotnetSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const escapes: readonly (readonly [string, string])[] = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%3B', ';'],
  ['%5D', ']']
];

function unescape(text: string, characters: string): string {
  const wanted = escapes.filter(([, character]) => characters.includes(character));
  return [...wanted, ['%25', '%'] as const].reduce(
    (result, [code, character]) => result.replaceAll(code, character),
    text
  );
}

function parseProperties(text: string, separator: string, characters: string): Record<string, string> {
  const pairs = text
    .trim()
    .split(separator)
    .flatMap(pair => {
      // As .NET splits: what has no value, or no name, is left out.
      const [, key, value] = /^=*([^=]+)=(.+)$/s.exec(pair) ?? [];
      return key === undefined || value === undefined ? [] : [[key, unescape(value, characters)] as const];
    });
  return Object.fromEntries(pairs);
}

function splitInfo(info: string): readonly [string, string] {
  const space = info.indexOf(' ');
  return space < 0 ? [info, ''] : [info.slice(0, space), info.slice(space + 1)];
}

/** `::name key=value,…::data`, at the start of a line but for white space. */
function parseColons(line: string, isCommand: (name: string) => boolean): RunnerCommand | undefined {
  const text = line.replace(dotnetSpace, '');
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const [name, properties] = splitInfo(text.slice(2, end));
  if (!isCommand(name.toLowerCase())) return undefined;
  const data = unescape(text.slice(end + 2), '\r\n');
  return {name: name.toLowerCase(), properties: parseProperties(properties, ',', '\r\n:,'), data};
}

/** `##[name key=value;…]data`, anywhere in a line. */
function parseBrackets(line: string, isCommand: (name: string) => boolean): RunnerCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const [name, properties] = splitInfo(line.slice(start + 3, end));
  if (!isCommand(name.toLowerCase())) return undefined;
  const data = unescape(line.slice(end + 1), '\r\n;]');
  return {name: name.toLowerCase(), properties: parseProperties(properties, ';', '\r\n;]'), data};
}

/** The command on a line of output; `also` is a further name that counts (the token that resumes). */
export function parseCommand(line: string, also?: string): RunnerCommand | undefined {
  const isCommand = (name: string): boolean => known.has(name) || name === also?.toLowerCase();
  return parseColons(line, isCommand) ?? parseBrackets(line, isCommand);
}

/** Reads one step's output, line by line, as the runner would. */
export interface CommandReader {
  /** The command that the runner acts upon; undefined for text, and for commands while they are stopped. */
  read(line: string): RunnerCommand | undefined;
}

/** Heeds `stop-commands`, and the token that ends it. */
export function createCommandReader(): CommandReader {
  let token: string | undefined;
  return {
    read: line => {
      const command = parseCommand(line, token);
      if (token !== undefined) {
        if (command?.name !== token.toLowerCase()) return undefined;
        token = undefined;
        return command;
      }
      if (command?.name === 'stop-commands') token = command.data;
      return command;
    }
  };
}
