/** What a Dockerfile says by its text alone: instructions, names with values, stages. Follows no variable. */

export interface Instruction {
  /** In upper case. */
  readonly name: string;
  /** With its continuation lines joined. */
  readonly text: string;
  /** 1-based, of its first line. */
  readonly line: number;
}

/** Characters; people write a few thousand. */
const TEXT_LIMIT = 256 * 1024;

const INSTRUCTIONS_LIMIT = 5000;

/** The instructions in order. Lines of here-documents are passed over. */
export function listInstructions(text: string): readonly Instruction[] {
  const lines = text.slice(0, TEXT_LIMIT).split(/\r?\n/);
  const escape = findEscape(lines);
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length && found.length < INSTRUCTIONS_LIMIT; at++) {
    const match = /^\s*([A-Za-z]+)\s+(\S.*)$/.exec(lines[at] ?? '');
    if (match === null) continue;
    const line = at + 1;
    let whole = match[2] ?? '';
    while (whole.trimEnd().endsWith(escape) && at + 1 < lines.length) {
      at += 1;
      const next = lines[at] ?? '';
      // Comments and blank lines do not end an instruction.
      if (/^\s*(?:#|$)/.test(next)) whole = `${whole.trimEnd().slice(0, -1)}${escape}`;
      else whole = `${whole.trimEnd().slice(0, -1)} ${next.trim()}`;
    }
    const name = (match[1] ?? '').toUpperCase();
    found.push({name, text: whole.trim(), line});
    at = skipHereDocuments(name, whole, lines, at);
  }
  return found;
}

/** `# escape=` counts among the comments at the top alone. */
function findEscape(lines: readonly string[]): string {
  for (const line of lines) {
    if (!/^\s*#/.test(line)) break;
    if (/^\s*#\s*escape\s*=\s*`\s*$/i.test(line)) return '`';
  }
  return '\\';
}

const WITH_HERE_DOCUMENTS = new Set(['RUN', 'COPY', 'ADD']);

function skipHereDocuments(name: string, text: string, lines: readonly string[], from: number): number {
  if (!WITH_HERE_DOCUMENTS.has(name)) return from;
  let at = from;
  for (const [, , word = ''] of text.matchAll(/(?<!<)<<-?(["']?)([A-Za-z_]\w*)\1/g)) {
    const end = lines.findIndex((line, index) => index > at && line.trim() === word);
    if (end === -1) return at;
    at = end;
  }
  return at;
}

/** A name that the Dockerfile itself gives a value. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly instruction: 'ARG' | 'ENV' | 'LABEL';
  readonly line: number;
}

/** Of `ARG`, `ENV` and `LABEL`; an `ARG` without a default is none. */
export function listAssignments(instructions: readonly Instruction[]): readonly Assignment[] {
  return instructions.flatMap(({name, text, line}) => {
    if (name !== 'ARG' && name !== 'ENV' && name !== 'LABEL') return [];
    const pairs = [...text.matchAll(/(?<!\S)([^\s=]+)=("(?:[^"\\]|\\[^])*"|'[^']*'|(?:[^\s"'\\]|\\[^])*)/g)];
    const old = /^(\S+)\s+(.+)$/.exec(text);
    if (name !== 'ARG' && old !== null && !(old[1] ?? '').includes('=')) {
      return [{name: unquote(old[1] ?? ''), value: unquote(old[2] ?? ''), instruction: name, line}];
    }
    return pairs.map(([, key = '', value = '']) => {
      return {name: unquote(key), value: unquote(value), instruction: name, line};
    });
  });
}

function unquote(text: string): string {
  return /^(["'])([^]*)\1$/.exec(text.trim())?.[2] ?? text.trim();
}

/**
 * Whether something runs on the platform that is built for, rather than on the builder's own: a `RUN` in a stage that
 * names no platform. Stages that nobody asks for count too.
 */
export function runsOnTarget(instructions: readonly Instruction[]): boolean {
  let native = false;
  const stages = new Map<string, boolean>();
  for (const {name, text} of instructions) {
    if (name === 'FROM') {
      const [, platform = '', base = '', alias] =
        /^(?:--platform=(\S+)\s+)?(\S+)(?:\s+as\s+(\S+))?/i.exec(text) ?? [];
      // A stage on top of another runs where that one does.
      native =
        platform === '' ? stages.get(base.toLowerCase()) === true : !platform.includes('TARGETPLATFORM');
      if (alias !== undefined) stages.set(alias.toLowerCase(), native);
    } else if (name === 'RUN' && !native) return true;
  }
  return false;
}
