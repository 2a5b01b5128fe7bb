/** A YAML document with anchors followed and positions kept. Knows YAML; knows no workflow. */
import type {Alias, Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq} from 'yaml';
import type {Block, Span, Value, Values} from './workflow.ts';
import {WorkflowError} from './workflow.ts';
import {columnOf, indexLines, lineOf} from './workflow-lines.ts';
import type {Lines} from './workflow-lines.ts';
import {isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit} from './workflow-yaml.ts';

/** GitHub takes workflows of at most 512 KiB; few have 50. */
export const WORKFLOW_LIMIT = 256 * 1024;

export interface Entry {
  readonly key: string;
  readonly line: number;
  readonly column: number;
  /** Where its key ends. */
  readonly end: number;
  /** Where the colon after it ends. */
  readonly colon: number;
  /** Null where nothing stands there. */
  readonly value: Node | null;
}

export type Entries = ReadonlyMap<string, Entry>;

export interface Tree {
  readonly text: string;
  readonly lines: Lines;
  readonly root: Node | null;
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Nodes that an alias repeats elsewhere, with all that stands in them. */
  readonly shared: ReadonlySet<unknown>;
  /** What was read before: a mapping is read once, however often it is repeated. */
  readonly entries: Map<YAMLMap, Entries>;
  readonly values: Map<YAMLMap, Values>;
}

/** @throws {WorkflowError} for what is no YAML, has several documents, or is larger or deeper than a workflow is. */
export function parseTree(text: string): Tree {
  if (text.length > WORKFLOW_LIMIT)
    throw new WorkflowError(`The file has more than ${WORKFLOW_LIMIT} characters.`);
  const lines = indexLines(text);
  // The library compares each key with all others; what matters is compared below, in linear time.
  const options = {
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false
  } as const;
  const document = parseDocument(text, options);
  const error = document.errors[0];
  if (error !== undefined) {
    throw new WorkflowError(`The file is not YAML (${error.code}).`, lineOf(lines, error.pos[0]));
  }
  const targets = followAliases(document);
  const shared = findShared(document, new Set(targets.values()));
  return {text, lines, root: document.contents, targets, shared, entries: new Map(), values: new Map()};
}

/** An alias means the last node before it that has its name. */
function followAliases(document: Document<ParsedNode>): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    }
  });
  return targets;
}

function findShared(document: Document<ParsedNode>, repeated: ReadonlySet<unknown>): Set<unknown> {
  const shared = new Set<unknown>();
  if (repeated.size === 0) return shared;
  const note = (_: unknown, node: unknown, path: readonly unknown[]) => {
    if (repeated.has(node) || shared.has(path.at(-1))) shared.add(node);
  };
  visit(document, {Alias: note, Pair: note, Value: note});
  return shared;
}

/** What a node stands for; null for nothing, and for an alias of nothing. */
export function resolveNode({targets}: Tree, node: unknown): Node | null {
  if (isAlias(node)) return targets.get(node) ?? null;
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

/** Its entries, in order; none where it is no mapping. @throws {WorkflowError} for a key that stands there twice. */
export function listEntries(tree: Tree, node: Node | null): Entries {
  if (!isMap(node)) return new Map();
  const known = tree.entries.get(node);
  if (known !== undefined) return known;
  const entries = new Map<string, Entry>();
  for (const pair of node.items) {
    const entry = readEntry(tree, pair);
    if (entry === undefined) continue;
    if (entries.has(entry.key)) throw new WorkflowError('The file has the same key twice.', entry.line);
    entries.set(entry.key, entry);
  }
  tree.entries.set(node, entries);
  return entries;
}

function readEntry(tree: Tree, pair: unknown): Entry | undefined {
  if (!isPair(pair) || !isScalar(pair.key)) return undefined;
  const {key, value} = pair as Pair<Scalar, Node | null>;
  const {start, end} = spanOf(key);
  const colon = tree.text.indexOf(':', end);
  return {
    key: key.source ?? String(key.value),
    line: lineOf(tree.lines, start),
    column: columnOf(tree.lines, start),
    end,
    colon: colon === -1 ? end : colon + 1,
    value: isEmpty(value) ? null : value
  };
}

/** `with:` and nothing behind it. */
function isEmpty(node: Node | null): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.source === '';
}

export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return {start, end};
}

/** A scalar's text; undefined for all else. */
export function readValue(tree: Tree, node: Node | null): Value | undefined {
  const target = resolveNode(tree, node);
  if (node === null || !isScalar(target)) return undefined;
  const span = spanOf(node);
  const written = tree.text.slice(span.start, span.end);
  const {type} = target;
  return {
    text: target.source ?? String(target.value),
    span,
    line: lineOf(tree.lines, span.start),
    replaceable:
      node === target && !tree.shared.has(node) && !written.includes('\n') && !type?.startsWith('BLOCK')
  };
}

/** The scalars of a mapping by key. */
export function readValues(tree: Tree, node: Node | null): Values {
  const map = resolveNode(tree, node);
  if (!isMap(map)) return new Map();
  const known = tree.values.get(map);
  if (known !== undefined) return known;
  const values = new Map<string, Value>();
  for (const {key, value} of listEntries(tree, map).values()) {
    const read = readValue(tree, value);
    if (read !== undefined) values.set(key, read);
  }
  tree.values.set(map, values);
  return values;
}

/** Where something can be added to what stands behind a key. */
export function readBlock(tree: Tree, {value, colon}: Pick<Entry, 'value' | 'colon'>): Block {
  if (value === null) {
    return {style: 'none', span: {start: colon, end: colon}, column: 0, end: colon, shared: false};
  }
  const entries = [...listEntries(tree, value).values()];
  const block = isMap(value) && value.flow !== true;
  return {
    style: block ? 'block' : 'flow',
    span: spanOf(value),
    column: entries[0]?.column ?? 0,
    end: block ? endOf(tree, value) : endOfFlow(tree, value, entries.at(-1)),
    shared: tree.shared.has(value) || isAlias(value)
  };
}

/** Behind the last entry, or behind the brace where there is none. */
function endOfFlow(tree: Tree, value: Node, last: Entry | undefined): number {
  if (last === undefined) return spanOf(value).start + 1;
  return last.value === null ? last.end : endOf(tree, last.value);
}

/** Where the text of a node ends, without what follows it: comments, blank lines. */
export function endOf(tree: Tree, node: Node): number {
  const {start, end} = spanOf(node);
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    const value = last?.value as Node | null | undefined;
    if (value !== null && value !== undefined && !isEmpty(value)) return endOf(tree, value);
    return readEntry(tree, last)?.colon ?? end;
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1) as Node | undefined;
    if (last !== undefined) return endOf(tree, last);
  }
  return start + tree.text.slice(start, end).trimEnd().length;
}

/** The dash before each item; undefined in flow style. */
export function dashesOf(list: YAMLSeq): readonly (number | undefined)[] {
  const token = list.srcToken;
  if (token?.type !== 'block-seq') return list.items.map(() => undefined);
  return token.items.map(({start}) => start.find(({type}) => type === 'seq-item-ind')?.offset);
}
