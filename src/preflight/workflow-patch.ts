/** Edits of a text, and the unified diff that they make. Knows no YAML. */
import type {Span} from './workflow.ts';
import {indexLines, lineOf, newlineOf, startOf} from './workflow-lines.ts';
import type {Lines} from './workflow-lines.ts';

/** What stands in its span is replaced. Edits of one text neither overlap nor touch. */
export interface Edit extends Span {
  readonly text: string;
}

/** A patch that is longer shows nobody what changes. */
export const PATCH_LIMIT = 16 * 1024;

const CONTEXT = 3;

/** Whole lines that become other lines; lines from 0, `until` excluded. */
interface Change {
  readonly from: number;
  readonly until: number;
  readonly lines: readonly string[];
}

/** Lines that come before a line, from 1, or at the text's end; with the newlines that the text uses. */
export function insertLines(text: string, line: number, lines: readonly string[]): Edit {
  const newline = newlineOf(text);
  const start = Math.min(startOf(indexLines(text), line), text.length);
  const open = start === text.length && text !== '' && !text.endsWith('\n');
  return {start, end: start, text: `${open ? newline : ''}${lines.join(newline)}${open ? '' : newline}`};
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}

/**
 * The unified diff, as `git apply` takes it: carriage returns and a missing last newline are kept. Untrusted text.
 * Undefined where nothing changes, or the diff has more than 16 KiB.
 */
export function formatPatch(file: string, text: string, edits: readonly Edit[]): string | undefined {
  if (applyEdits(text, edits) === text) return undefined;
  const old = splitLines(text);
  const hunks: string[] = [];
  let shift = 0;
  for (const changes of groupChanges(listChanges(text, old, edits))) {
    hunks.push(...formatHunk(old, changes, shift));
    shift += changes.reduce((sum, {from, until, lines}) => sum + lines.length - (until - from), 0);
  }
  const patch = [`--- a/${file}\n`, `+++ b/${file}\n`, ...hunks].join('');
  return patch.length > PATCH_LIMIT ? undefined : patch;
}

function sortEdits(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((one, other) => one.start - other.start);
}

/** Lines with their newlines; a text that ends in one has no empty line after it. */
function splitLines(text: string): readonly string[] {
  return text.split(/(?<=\n)/).filter(line => line !== '');
}

function listChanges(text: string, old: readonly string[], edits: readonly Edit[]): readonly Change[] {
  const lines = indexLines(text);
  const regions: {from: number; until: number; edits: Edit[]}[] = [];
  for (const edit of sortEdits(edits)) {
    const {from, until: end} = linesOf(lines, text, edit);
    const until = Math.min(end, old.length);
    const last = regions.at(-1);
    if (last !== undefined && from < last.until) {
      last.until = Math.max(last.until, until);
      last.edits.push(edit);
    } else regions.push({from, until, edits: [edit]});
  }
  return regions.flatMap(region => {
    const start = Math.min(startOf(lines, region.from + 1), text.length);
    const end = Math.min(startOf(lines, region.until + 1), text.length);
    const moved = region.edits.map(edit => ({...edit, start: edit.start - start, end: edit.end - start}));
    return trimChange(old, region, splitLines(applyEdits(text.slice(start, end), moved)));
  });
}

function linesOf(lines: Lines, text: string, {start, end, text: added}: Edit): {from: number; until: number} {
  const first = lineOf(lines, start) - 1;
  const last = lineOf(lines, end) - 1;
  const whole = startOf(lines, first + 1) === start && startOf(lines, last + 1) === end;
  const closed = added === '' || added.endsWith('\n');
  // At an unfinished last line the newline that comes first changes that line too.
  return {
    from: first,
    until: whole && closed && (end < text.length || text.endsWith('\n')) ? last : last + 1
  };
}

function trimChange(
  old: readonly string[],
  {from, until}: Change | Omit<Change, 'lines'>,
  lines: readonly string[]
): Change[] {
  let head = 0;
  while (head < lines.length && from + head < until && old[from + head] === lines[head]) head++;
  let tail = 0;
  while (
    tail < lines.length - head &&
    tail < until - from - head &&
    old[until - 1 - tail] === lines[lines.length - 1 - tail]
  ) {
    tail++;
  }
  const change = {from: from + head, until: until - tail, lines: lines.slice(head, lines.length - tail)};
  return change.from === change.until && change.lines.length === 0 ? [] : [change];
}

/** Changes whose surroundings meet belong to one hunk. */
function groupChanges(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.from - last.until <= 2 * CONTEXT)
      group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function formatHunk(old: readonly string[], changes: readonly Change[], shift: number): string[] {
  const from = Math.max(0, (changes[0]?.from ?? 0) - CONTEXT);
  const until = Math.min(old.length, (changes.at(-1)?.until ?? 0) + CONTEXT);
  const body: string[] = [];
  let at = from;
  for (const change of changes) {
    body.push(...formatLines(' ', old.slice(at, change.from)));
    body.push(...formatLines('-', old.slice(change.from, change.until)), ...formatLines('+', change.lines));
    at = change.until;
  }
  body.push(...formatLines(' ', old.slice(at, until)));
  const added = changes.reduce((sum, change) => sum + change.lines.length - (change.until - change.from), 0);
  const count = until - from;
  return [`@@ -${formatRange(from, count)} +${formatRange(from + shift, count + added)} @@\n`, ...body];
}

/** A range without lines is named by the line before it. */
function formatRange(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`;
}

function formatLines(sign: ' ' | '-' | '+', lines: readonly string[]): string[] {
  return lines.map(line => `${sign}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`);
}
