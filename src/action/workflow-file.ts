/** The run's workflow file in the checkout: found, read within bounds, and asked for hints. Knows the environment. */
import {constants} from 'node:fs';
import {open, realpath} from 'node:fs/promises';
import {isAbsolute, join} from 'node:path';
import type {Code} from '../diagnostics/code.ts';
import type {Place} from '../diagnostics/diagnostic.ts';
import type {HintContext, WorkflowHint} from '../preflight/workflow-hint.ts';
import type {LocatedStep, RunningStep} from '../preflight/workflow-step.ts';
import type {Workflow} from '../preflight/workflow.ts';
import type {Environment} from './runner.ts';

/** Larger files are not read; the reader has the same limit. */
const LIMIT = 256 * 1024;
const CALLED_LIMIT = 5;

export type WorkflowText =
  | {readonly kind: 'found'; readonly file: string; readonly text: string}
  | {readonly kind: 'absent'; readonly file: string | undefined; readonly reason: string};

/** What the workflow file says, as far as it could be read. */
export interface WorkflowReading {
  /** Path in the repository; undefined where the run names none. */
  readonly file: string | undefined;
  /** As the checkout has it; undefined where it could not be read. */
  readonly text: string | undefined;
  /** Sentences: why there are no hints, or fewer, and whether the checkout may hold another version of the file. */
  readonly reasons: readonly string[];
  readonly hintFor: (code: Code, context?: HintContext) => WorkflowHint | undefined;
  /** Where an input of this step stands. */
  readonly placeOfInput: (input: string) => Place | undefined;
  readonly unpinned: readonly WorkflowHint[];
}

/** Reads the file of `GITHUB_WORKFLOW_REF` and finds this step in it. Never throws: what cannot be had is a reason. */
export async function readRunWorkflow(env: Environment): Promise<WorkflowReading> {
  const found = await findWorkflow(env);
  if (found.kind === 'absent') return describeAbsence(found.file, undefined, [found.reason]);
  const {hintFor, placeOfInput, findUnpinned} = await import('../preflight/workflow-hints.ts');
  const workflow = await parseWorkflow(found);
  if (typeof workflow === 'string') return describeAbsence(found.file, found.text, [workflow]);
  const located = await locate(workflow, env);
  return {
    file: found.file,
    text: found.text,
    reasons: [...(located.reason === undefined ? [] : [located.reason]), ...describeVersion(env)],
    hintFor: (code, context) => hintFor(code, located, context),
    placeOfInput: input => placeOfInput(located, input),
    unpinned: findUnpinned(located)
  };
}

function describeAbsence(
  file: string | undefined,
  text: string | undefined,
  reasons: readonly string[]
): WorkflowReading {
  return {file, text, reasons, hintFor: () => undefined, placeOfInput: () => undefined, unpinned: []};
}

/** The text of the run's workflow file; only of this repository's own, which is what a checkout can hold. */
export async function findWorkflow(env: Environment): Promise<WorkflowText> {
  const reference = env['GITHUB_WORKFLOW_REF'] ?? '';
  const parsed = /^([\w.-]+\/[\w.-]+)\/(\.github\/workflows\/[^/]+)@/.exec(reference);
  const [, repository = '', file = ''] = parsed ?? [];
  if (reference === '') return absent(undefined, 'GITHUB_WORKFLOW_REF is not set.');
  if (!isWorkflowPath(file)) return absent(undefined, 'The run has no workflow file of a repository.');
  if (repository.toLowerCase() !== (env['GITHUB_REPOSITORY'] ?? '').toLowerCase()) {
    return absent(undefined, 'The workflow file is in another repository.');
  }
  return readWorkflowText(env['GITHUB_WORKSPACE'] ?? '', file);
}

function absent(file: string | undefined, reason: string): WorkflowText {
  return {kind: 'absent', file, reason};
}

/** A file right in `.github/workflows`, which is the only place for them. */
function isWorkflowPath(file: string): boolean {
  return /^\.github\/workflows\/[^/\\\p{C}]{1,250}\.ya?ml$/u.test(file);
}

/** A workflow file of the checkout. No link is followed, and nothing but a file of at most 256 KiB is read. */
export async function readWorkflowText(workspace: string, file: string): Promise<WorkflowText> {
  if (!isWorkflowPath(file)) return absent(undefined, 'The run has no workflow file of a repository.');
  if (!isAbsolute(workspace)) return absent(file, 'GITHUB_WORKSPACE is not set.');
  try {
    const expected = join(await realpath(workspace), file);
    if ((await realpath(expected)) !== expected) return absent(file, `${file} in the checkout is a link.`);
    return await readBounded(expected, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return absent(file, `${file} cannot be read (${code}).`);
    return absent(
      file,
      `The workspace has no ${file}: actions/checkout does not come before this step, or puts the repository elsewhere.`
    );
  }
}

async function readBounded(path: string, file: string): Promise<WorkflowText> {
  const flags =
    constants.O_RDONLY | unlessWindows(constants.O_NOFOLLOW) | unlessWindows(constants.O_NONBLOCK);
  const handle = await open(path, flags);
  try {
    if (!(await handle.stat()).isFile()) return absent(file, `${file} in the checkout is no file.`);
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(LIMIT + 1), 0, LIMIT + 1, 0);
    if (bytesRead > LIMIT) return absent(file, `${file} has more than ${LIMIT / 1024} KiB.`);
    // A byte order mark stays: a patch must match the file.
    const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
    return {kind: 'found', file, text: decoder.decode(buffer.subarray(0, bytesRead))};
  } catch (error) {
    if (error instanceof TypeError) return absent(file, `${file} is not UTF-8.`);
    throw error;
  } finally {
    await handle.close();
  }
}

/** Flags that Windows does not have are undefined there, whatever the types say. */
function unlessWindows(flag: number | undefined): number {
  return flag ?? 0;
}

async function parseWorkflow({
  file,
  text
}: Extract<WorkflowText, {kind: 'found'}>): Promise<Workflow | string> {
  const {readWorkflow} = await import('../preflight/workflow-reader.ts');
  const {WorkflowError} = await import('../preflight/workflow.ts');
  try {
    return readWorkflow(text, file);
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error;
    return `${file}${error.line === undefined ? '' : `, line ${error.line}`}: ${error.message}`;
  }
}

async function locate(workflow: Workflow, env: Environment): Promise<LocatedStep> {
  const {locateStep} = await import('../preflight/workflow-step.ts');
  const running: RunningStep = {
    job: env['GITHUB_JOB'] ?? '',
    step: env['GITHUB_ACTION'] ?? '',
    repository: env['GITHUB_ACTION_REPOSITORY'] ?? ''
  };
  const located = locateStep(workflow, running);
  if (located.step !== undefined) return located;
  const called = await readCalled(workflow, env['GITHUB_WORKSPACE'] ?? '');
  return called.size === 0 ? located : locateStep(workflow, running, called);
}

/** The workflows of this checkout that a workflow calls, by what its `uses:` says. */
async function readCalled(workflow: Workflow, workspace: string): Promise<ReadonlyMap<string, Workflow>> {
  const names = new Set([...workflow.jobs.values()].flatMap(({uses}) => uses?.text ?? []));
  const local = [...names].filter(name => name.startsWith('./')).slice(0, CALLED_LIMIT);
  const called = new Map<string, Workflow>();
  for (const name of local) {
    const found = await readWorkflowText(workspace, name.slice(2));
    const read = found.kind === 'found' ? await parseWorkflow(found) : '';
    if (typeof read !== 'string') called.set(name, read);
  }
  return called;
}

/** Whether the checkout may hold another version of the file than the one that runs. */
function describeVersion(env: Environment): readonly string[] {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  const other =
    (env['GITHUB_WORKFLOW_SHA'] ?? '') !== (env['GITHUB_SHA'] ?? '') && env['GITHUB_WORKFLOW_SHA'];
  if (!other && event !== 'pull_request_target' && event !== 'workflow_run') return [];
  return ['The checkout may hold another version of the workflow file than the one that runs.'];
}
