/** What a job may do by its workflow file, and the edits that let it do more. Pure. */
import {permissionsOf} from './workflow.ts';
import type {Job, Permissions, Workflow} from './workflow.ts';
import {addEntries, lineAfter} from './workflow-changes.ts';
import {indexLines, startOf} from './workflow-lines.ts';
import {insertLines} from './workflow-patch.ts';
import type {Edit} from './workflow-patch.ts';

export type Scope = 'attestations' | 'id-token' | 'packages';

/** How a job comes to have what it lacks. */
export interface Grant {
  /** The `permissions:` that lack it, or the job. */
  readonly line: number;
  /** Undefined where the text cannot be changed safely. */
  readonly edits: readonly Edit[] | undefined;
  /** `amended`: one more line. `replaced`: in place of `read-all`. `added`: the job has a block of its own now. */
  readonly way: 'amended' | 'replaced' | 'added';
  /** What the job has then, as far as it is stated. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** Whether a job has these scopes to write; undefined where the file does not say. */
export function mayWrite(workflow: Workflow, job: Job, scopes: readonly Scope[]): boolean | undefined {
  const permissions = permissionsOf(workflow, job);
  if (permissions === null || permissions.kind === 'unclear') return undefined;
  if (permissions.kind === 'all') return permissions.level === 'write';
  return scopes.every(scope => permissions.scopes.get(scope)?.text === 'write');
}

/**
 * The least change after which the job has these scopes to write and loses nothing that is listed for it.
 *
 * Where nothing is stated the repository's default counts, which a block takes away whole: `otherwise` is what the
 * block lists too. What the workflow states is changed only where it has no other job.
 */
export function grantScopes(
  workflow: Workflow,
  job: Job,
  scopes: readonly Scope[],
  otherwise: Readonly<Record<string, string>>
): Grant {
  const {permissions} = workflow;
  if (job.permissions !== null) return amend(workflow.text, job.permissions, scopes);
  const listed = permissions?.kind !== 'listed' || permissions.scopes.size > 0;
  if (permissions !== null && workflow.jobs.size === 1 && listed)
    return amend(workflow.text, permissions, scopes);
  return addBlock(workflow, job, scopes, otherwise);
}

function amend(text: string, permissions: Permissions, scopes: readonly Scope[]): Grant {
  const {line, block} = permissions;
  const wanted = new Map(scopes.map(scope => [scope as string, 'write']));
  if (permissions.kind === 'unclear') return {line, edits: undefined, way: 'amended', scopes: wanted};
  if (permissions.kind === 'all') {
    const all = new Map([['contents', 'read'], ...wanted]);
    const edit = {...block.span, text: `{${[...all].map(([key, value]) => `${key}: ${value}`).join(', ')}}`};
    return {line, edits: block.shared ? undefined : [edit], way: 'replaced', scopes: all};
  }
  const had = new Map([...permissions.scopes].map(([key, value]) => [key, value.text]));
  const added = [...wanted].filter(([key]) => !had.has(key));
  const changed = [...wanted.keys()].flatMap(key => permissions.scopes.get(key) ?? []);
  const fixed = changed.filter(({text: level}) => level !== 'write');
  const edits = [
    ...(added.length === 0 ? [] : (addScopes(text, permissions, added) ?? [undefined])),
    ...fixed.map(({replaceable, span}) => (replaceable ? {...span, text: 'write'} : undefined))
  ];
  return {
    line,
    edits: block.shared || !edits.every(edit => edit !== undefined) ? undefined : edits,
    way: 'amended',
    scopes: new Map([...had, ...wanted])
  };
}

function addScopes(
  text: string,
  {block, line}: Permissions,
  added: readonly (readonly [string, string])[]
): readonly Edit[] | undefined {
  if (block.style !== 'none') return addEntries(text, block, added);
  const start = startOf(indexLines(text), line);
  const column = text.slice(start).search(/[^ ]/) + 2;
  const lines = added.map(([key, value]) => `${' '.repeat(column)}${key}: ${value}`);
  return [insertLines(text, line + 1, lines)];
}

function addBlock(
  {text, permissions}: Workflow,
  job: Job,
  scopes: readonly Scope[],
  otherwise: Readonly<Record<string, string>>
): Grant {
  const all = new Map<string, string>(listInherited(permissions, otherwise));
  for (const scope of scopes) all.set(scope, 'write');
  const outer = ' '.repeat(job.block.column);
  const inner = ' '.repeat(job.block.column + Math.max(1, job.block.column - job.column));
  const lines = [`${outer}permissions:`, ...[...all].map(([key, value]) => `${inner}${key}: ${value}`)];
  const safe = [...all].every(
    ([key, value]) => /^[a-z-]{1,40}$/.test(key) && /^(?:read|write|none)$/.test(value)
  );
  const possible = safe && job.block.style === 'block' && !job.block.shared && job.head !== undefined;
  return {
    line: job.line,
    edits: possible ? [insertLines(text, lineAfter(text, job.head), lines)] : undefined,
    way: 'added',
    scopes: all
  };
}

/** What the job has without a block of its own, and what it is to have where nobody lists that. */
function listInherited(
  permissions: Permissions | null,
  otherwise: Readonly<Record<string, string>>
): readonly (readonly [string, string])[] {
  if (permissions === null) return Object.entries(otherwise);
  if (permissions.kind !== 'listed' || permissions.scopes.size === 0) return [['contents', 'read']];
  return [...permissions.scopes].map(([key, value]) => [key, value.text]);
}
