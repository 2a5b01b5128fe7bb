/** Changes of a workflow's steps as edits of its text. Undefined wherever the text cannot be changed safely. */
import type {Block, Step, Workflow} from './workflow.ts';
import {indexLines, lineOf, startOf, textOf} from './workflow-lines.ts';
import type {Lines} from './workflow-lines.ts';
import {insertLines} from './workflow-patch.ts';
import type {Edit} from './workflow-patch.ts';

/** A step to add. */
export interface NewStep {
  /** Written only where the step beside it has a name. */
  readonly name: string;
  readonly uses: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** The new step stands right before the other, above the comments that belong to that one. */
export function insertStep({text}: Workflow, before: Step, added: NewStep): readonly Edit[] | undefined {
  const place = findPlace(text, before);
  if (place === undefined) return undefined;
  const {line, column, inner, blank} = place;
  const entries = [
    ...(before.name === undefined ? [] : [`name: ${added.name}`]),
    `uses: ${added.uses}`,
    ...listInputs(added.with, before, inner)
  ];
  const dash = `${' '.repeat(column)}-${' '.repeat(inner - column - 1)}`;
  const lines = entries.map((entry, at) => `${at === 0 ? dash : ' '.repeat(inner)}${entry}`);
  return [insertLines(text, line, blank ? [...lines, ''] : lines)];
}

function listInputs(inputs: NewStep['with'], beside: Step, inner: number): readonly string[] {
  if (inputs === undefined) return [];
  const {withBlock} = beside;
  const step = withBlock?.style === 'block' ? Math.max(1, withBlock.column - inner) : 2;
  return ['with:', ...Object.entries(inputs).map(([key, value]) => `${' '.repeat(step)}${key}: ${value}`)];
}

/** The step, with the comments above and below that belong to it, stands right before the other. */
export function moveStep({text}: Workflow, step: Step, before: Step): readonly Edit[] | undefined {
  const place = findPlace(text, before);
  const lines = indexLines(text);
  if (place === undefined || step.dash === undefined || step.block.shared) return undefined;
  const first = findLead(text, lines, step.dash.line, step.dash.column);
  const last = findTail(text, lines, step.endLine, step.dash.column);
  const spaced = isBlank(text, lines, first - 1) && isBlank(text, lines, last + 1);
  const start = startOf(lines, spaced ? first - 1 : first);
  const end = Math.min(startOf(lines, last + 1), text.length);
  const moved = text.slice(startOf(lines, first), end).trimEnd().split(/\r?\n/);
  return [insertLines(text, place.line, place.blank ? [...moved, ''] : moved), {start, end, text: ''}];
}

interface Place {
  readonly line: number;
  readonly column: number;
  /** Column of the keys of a step here. */
  readonly inner: number;
  /** Steps here have a blank line between them. */
  readonly blank: boolean;
}

function findPlace(text: string, {dash, block, index}: Step): Place | undefined {
  if (dash === undefined || block.shared) return undefined;
  const lines = indexLines(text);
  const line = findLead(text, lines, dash.line, dash.column);
  const beside = lineOf(lines, block.span.start) === dash.line && block.column > dash.column;
  return {
    line,
    column: dash.column,
    inner: beside ? block.column : dash.column + 2,
    blank: index > 0 && isBlank(text, lines, line - 1)
  };
}

/** The first of the comments right above a step, at its own column; or the step's own line. */
function findLead(text: string, lines: Lines, line: number, column: number): number {
  let first = line;
  while (first > 1 && columnOfComment(textOf(text, lines, first - 1)) === column) first--;
  return first;
}

/** The last of the comments right below a step, further right than its dash; or the step's last line. */
function findTail(text: string, lines: Lines, line: number, column: number): number {
  let last = line;
  while ((columnOfComment(textOf(text, lines, last + 1)) ?? -1) > column) last++;
  return last;
}

function columnOfComment(line: string): number | undefined {
  const column = line.search(/[^ \t]/);
  return line[column] === '#' ? column : undefined;
}

/** Whether a line is there and has nothing in it. */
function isBlank(text: string, lines: Lines, line: number): boolean {
  return line >= 1 && line <= lines.length && textOf(text, lines, line).trim() === '';
}

/** The input has the value, which must need no quotes: in place of what it had, or as one more. */
export function setInput(
  {text}: Workflow,
  step: Step,
  name: string,
  value: string
): readonly Edit[] | undefined {
  const {block, withBlock, uses} = step;
  const present = step.with.get(name);
  if (present !== undefined) return present.replaceable ? [{...present.span, text: value}] : undefined;
  if (block.shared || block.style !== 'block' || uses === undefined) return undefined;
  if (withBlock !== undefined && withBlock.style !== 'none') {
    return addEntries(text, withBlock, [[name, value]]);
  }
  const inner = ' '.repeat(block.column);
  const entry = `${inner}  ${name}: ${value}`;
  if (withBlock !== undefined) return [insertLines(text, lineAfter(text, withBlock.end), [entry])];
  return [insertLines(text, lineAfter(text, uses.span.end), [`${inner}with:`, entry])];
}

/** Entries, which must need no quotes, behind those that a mapping has. */
export function addEntries(
  text: string,
  {style, shared, end, column}: Block,
  entries: readonly (readonly [key: string, value: string])[]
): readonly Edit[] | undefined {
  if (shared || style === 'none') return undefined;
  const words = entries.map(([key, value]) => `${key}: ${value}`);
  if (style === 'block') {
    const indent = ' '.repeat(column);
    return [
      insertLines(
        text,
        lineAfter(text, end),
        words.map(entry => indent + entry)
      )
    ];
  }
  const added = words.join(', ');
  if (text[end - 1] === '{') return [{start: end, end, text: added}];
  const comma = /^\s*,/.exec(text.slice(end, end + 1000))?.[0].length;
  const at = end + (comma ?? 0);
  return [{start: at, end: at, text: `${comma === undefined ? ',' : ''} ${added}`}];
}

/** The line behind the one in which this is. */
export function lineAfter(text: string, offset: number): number {
  return lineOf(indexLines(text), offset) + 1;
}
