/** A workflow file as plain records with their places in the text. Types, and what of them needs no file. */

/** From one character of the text to before another. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A scalar as GitHub passes it on: always text. */
export interface Value {
  readonly text: string;
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  /** Plain or quoted, on one line, and nobody else's: it can be replaced where it stands. */
  readonly replaceable: boolean;
}

export type Values = ReadonlyMap<string, Value>;

/** A mapping in which something can be added. */
export interface Block {
  /** `none`: nothing stands there, as after `with:`. */
  readonly style: 'block' | 'flow' | 'none';
  readonly span: Span;
  /** Column of its keys, from 0. */
  readonly column: number;
  /** Where its last entry ends; of one without entries, where the first could stand. */
  readonly end: number;
  /** An anchor makes it, or what it stands in, another place's as well: what is changed here changes there. */
  readonly shared: boolean;
}

/** `unclear`: something that GitHub does not take, or of which only GitHub knows the value. */
export type Permissions = {readonly line: number; readonly block: Block} & (
  | {readonly kind: 'all'; readonly level: 'read' | 'write'}
  | {readonly kind: 'listed'; readonly scopes: Values}
  | {readonly kind: 'unclear'}
);

export interface Step {
  /** From 0. */
  readonly index: number;
  /** Of its dash; 1-based, as all lines. */
  readonly line: number;
  readonly endLine: number;
  /** Undefined in flow style. */
  readonly dash: {readonly line: number; readonly column: number} | undefined;
  readonly block: Block;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly uses: Value | undefined;
  readonly run: string | undefined;
  readonly if: Value | undefined;
  readonly with: Values;
  /** Undefined without `with:`. */
  readonly withBlock: Block | undefined;
  readonly env: Values;
}

export interface Job {
  readonly id: string;
  readonly line: number;
  /** Column of its id, from 0. */
  readonly column: number;
  readonly block: Block;
  /** Null where nothing is stated: the workflow's count. */
  readonly permissions: Permissions | null;
  readonly env: Values;
  /** The reusable workflow that the job calls. */
  readonly uses: Value | undefined;
  /** Where `runs-on`, or `uses`, ends: what is added to the job is added behind it. */
  readonly head: number | undefined;
  /** None where it calls a workflow. */
  readonly steps: readonly Step[];
}

export interface Workflow {
  /** Path from the repository's root. */
  readonly file: string;
  readonly text: string;
  /** Names of the events. */
  readonly on: readonly string[];
  /** Null where nothing is stated: the repository's default counts. */
  readonly permissions: Permissions | null;
  readonly env: Values;
  readonly jobs: ReadonlyMap<string, Job>;
}

/** It is no workflow that can be read. The message quotes nothing of it. */
export class WorkflowError extends Error {
  override readonly name = 'WorkflowError';
  /** 1-based; undefined where no line is to blame. */
  readonly line: number | undefined;

  constructor(message: string, line?: number, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}

/** What of `uses:` names an action: `docker/login-action`, lower-case; undefined for paths and images. */
export function actionOf(uses: Value | undefined): string | undefined {
  return uses === undefined ? undefined : /^([\w.-]+\/[\w.-]+)(?:[/@]|$)/.exec(uses.text)?.[1]?.toLowerCase();
}

/** Permissions that count for a job: its own, or else the workflow's; all of them, never both together. */
export function permissionsOf(workflow: Workflow, job: Job): Permissions | null {
  return job.permissions ?? workflow.permissions;
}
