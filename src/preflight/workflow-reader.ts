/** Text -> `Workflow`. Knows what GitHub calls things in a workflow file; loads the YAML library: import it late. */
import type {Node} from 'yaml';
import type {Job, Permissions, Step, Values, Workflow} from './workflow.ts';
import {WorkflowError} from './workflow.ts';
import {columnOf, lineOf} from './workflow-lines.ts';
import {
  dashesOf,
  endOf,
  listEntries,
  parseTree,
  readBlock,
  readValue,
  readValues,
  resolveNode
} from './workflow-nodes.ts';
import type {Entries, Entry, Tree} from './workflow-nodes.ts';
import {isMap, isScalar, isSeq} from './workflow-yaml.ts';

/**
 * The workflow in a text of at most 256 KiB; `file` is its path in the repository.
 *
 * Anchors are followed, merge keys (`<<`) are not: GitHub does not know them. What is not as GitHub wants it is left
 * out rather than refused.
 *
 * @throws {WorkflowError} where the text is no YAML, or has no jobs.
 */
export function readWorkflow(text: string, file: string): Workflow {
  const tree = parseTree(text);
  const top = keysOf(tree, tree.root);
  const jobs = resolveNode(tree, top.get('jobs')?.value ?? null);
  if (!isMap(jobs)) throw new WorkflowError('The file has no jobs.');
  const steps = new Map<Node, readonly Step[]>();
  return {
    file,
    text,
    on: readEvents(tree, top.get('on')),
    permissions: readPermissions(tree, top.get('permissions')),
    env: valuesOf(tree, top.get('env')),
    jobs: new Map(
      [...listEntries(tree, jobs).values()].map(entry => [entry.key, readJob(tree, entry, steps)])
    )
  };
}

function keysOf(tree: Tree, node: Node | null): Entries {
  return listEntries(tree, resolveNode(tree, node));
}

function valuesOf(tree: Tree, entry: Entry | undefined): Values {
  return readValues(tree, entry?.value ?? null);
}

function readEvents(tree: Tree, entry: Entry | undefined): readonly string[] {
  const node = resolveNode(tree, entry?.value ?? null);
  if (isMap(node)) return [...listEntries(tree, node).keys()];
  const items = isSeq(node) ? node.items : [node];
  return items.flatMap(item => readValue(tree, resolveNode(tree, item))?.text ?? []);
}

function readPermissions(tree: Tree, entry: Entry | undefined): Permissions | null {
  if (entry === undefined) return null;
  const place = {line: entry.line, block: readBlock(tree, entry)};
  const node = resolveNode(tree, entry.value);
  if (node === null || isMap(node)) return {...place, kind: 'listed', scopes: readValues(tree, node)};
  const text = isScalar(node) ? readValue(tree, node)?.text : undefined;
  if (text === 'read-all' || text === 'write-all') {
    return {...place, kind: 'all', level: text === 'read-all' ? 'read' : 'write'};
  }
  return {...place, kind: 'unclear'};
}

function readJob(tree: Tree, entry: Entry, known: Map<Node, readonly Step[]>): Job {
  const keys = keysOf(tree, entry.value);
  const uses = readValue(tree, keys.get('uses')?.value ?? null);
  return {
    id: entry.key,
    line: entry.line,
    column: entry.column,
    block: readBlock(tree, entry),
    permissions: readPermissions(tree, keys.get('permissions')),
    env: valuesOf(tree, keys.get('env')),
    uses,
    head: endOfEntry(tree, keys.get('runs-on') ?? keys.get('uses')),
    steps: readSteps(tree, resolveNode(tree, keys.get('steps')?.value ?? null), known)
  };
}

function endOfEntry(tree: Tree, entry: Entry | undefined): number | undefined {
  return entry === undefined || entry.value === null ? undefined : endOf(tree, entry.value);
}

function readSteps(tree: Tree, node: Node | null, known: Map<Node, readonly Step[]>): readonly Step[] {
  if (!isSeq(node)) return [];
  const before = known.get(node);
  if (before !== undefined) return before;
  const dashes = dashesOf(node);
  const steps = node.items.map((item, index) => readStep(tree, item as Node, index, dashes[index]));
  known.set(node, steps);
  return steps;
}

function readStep(tree: Tree, item: Node, index: number, dash: number | undefined): Step {
  const keys = keysOf(tree, item);
  const read = (key: string) => readValue(tree, keys.get(key)?.value ?? null);
  const block = readBlock(tree, {value: item, colon: 0});
  const inputs = keys.get('with');
  return {
    index,
    line: lineOf(tree.lines, dash ?? block.span.start),
    endLine: lineOf(tree.lines, endOf(tree, item)),
    dash:
      dash === undefined ? undefined : {line: lineOf(tree.lines, dash), column: columnOf(tree.lines, dash)},
    block,
    id: read('id')?.text,
    name: read('name')?.text,
    uses: read('uses'),
    run: read('run')?.text,
    if: read('if'),
    with: valuesOf(tree, inputs),
    withBlock: inputs === undefined ? undefined : readBlock(tree, inputs),
    env: valuesOf(tree, keys.get('env'))
  };
}
