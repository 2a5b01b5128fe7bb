/** Which job and step of a workflow file is running. Pure; knows how GitHub names steps. */
import type {Job, Step, Value, Workflow} from './workflow.ts';

/** What the run says of itself. */
export interface RunningStep {
  /** `GITHUB_JOB`: the id of the job, in a reusable workflow that workflow's. Never its name, nor a matrix's. */
  readonly job: string;
  /** `GITHUB_ACTION`: the step's id, or the one that GitHub made of what it uses. */
  readonly step: string;
  /** `GITHUB_ACTION_REPOSITORY`: `owner/name`; empty for an action by path. */
  readonly repository: string;
}

/** A job that calls a reusable workflow, and with it decides what that may do. */
export interface Caller {
  readonly workflow: Workflow;
  /** Undefined where several call one, and nobody knows which of them this is. */
  readonly job: Job | undefined;
}

export interface LocatedStep {
  /** Where the step stands; undefined where that is another repository's file. */
  readonly place: {readonly workflow: Workflow; readonly job: Job} | undefined;
  /** Undefined where the job has no such step: a composite action has it. */
  readonly step: Step | undefined;
  /** False where several steps may be it, and this is the first of them. */
  readonly certain: boolean;
  /** In a reusable workflow; then its permissions come from here. */
  readonly caller: Caller | undefined;
  /** What could not be found, in one sentence. */
  readonly reason: string | undefined;
}

/**
 * Where the running step stands in a workflow.
 *
 * In a reusable workflow GitHub names the caller's file and the called job, so that the job is not found, or has no
 * steps. `called` holds the called workflows that the checkout has, by what `uses:` says; one level of them.
 */
export function locateStep(
  workflow: Workflow,
  running: RunningStep,
  called: ReadonlyMap<string, Workflow> = new Map()
): LocatedStep {
  const job = workflow.jobs.get(running.job);
  if (job !== undefined && job.uses === undefined && findSteps(job, running).length > 0) {
    return describeStep(workflow, job, running, undefined);
  }
  const callers = [...workflow.jobs.values()].filter(({uses}) => uses !== undefined);
  const direct = job?.uses === undefined ? job : undefined;
  return (
    locateCalled(workflow, callers, running, called) ??
    (direct === undefined
      ? describeCallers(workflow, callers)
      : describeStep(workflow, direct, running, undefined))
  );
}

function locateCalled(
  workflow: Workflow,
  callers: readonly Job[],
  running: RunningStep,
  called: ReadonlyMap<string, Workflow>
): LocatedStep | undefined {
  const fitting = callers.filter(({uses}) => {
    const job = called.get(uses?.text ?? '')?.jobs.get(running.job);
    return job !== undefined && findSteps(job, running).length > 0;
  });
  const files = new Set(fitting.map(({uses}) => uses?.text));
  const file = called.get(fitting[0]?.uses?.text ?? '');
  const job = file?.jobs.get(running.job);
  if (file === undefined || job === undefined || files.size > 1) return undefined;
  return describeStep(file, job, running, {workflow, job: only(fitting)});
}

function describeCallers(workflow: Workflow, callers: readonly Job[]): LocatedStep {
  const unknown = {place: undefined, step: undefined, certain: false};
  if (callers.length === 0) {
    return {...unknown, caller: undefined, reason: 'The workflow file has no job of this name.'};
  }
  return {
    ...unknown,
    caller: {workflow, job: only(callers)},
    reason: 'The step runs in a reusable workflow; its permissions come from the job that calls it.'
  };
}

function describeStep(
  workflow: Workflow,
  job: Job,
  running: RunningStep,
  caller: Caller | undefined
): LocatedStep {
  const steps = findSteps(job, running);
  const named = nameSteps(job.steps).indexOf(running.step.toLowerCase());
  const exact = steps.find(({index}) => index === named);
  return {
    place: {workflow, job},
    step: exact ?? steps[0],
    certain: exact !== undefined || steps.length === 1,
    caller,
    reason:
      steps.length === 0
        ? 'The job has no step that uses this action: an action that it uses does, or the checkout holds another version of the file.'
        : undefined
  };
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Steps that use the action, whichever part of its repository they name. */
function findSteps(job: Job, {repository}: RunningStep): readonly Step[] {
  return job.steps.filter(({uses}) => {
    if (uses === undefined) return false;
    if (repository === '') return uses.text.startsWith('./');
    return nameOf(uses)?.toLowerCase() === repository.toLowerCase();
  });
}

function nameOf({text}: Value): string | undefined {
  return /^([^/@]+\/[^/@]+)(?:\/[^@]*)?@/.exec(text)?.[1];
}

/**
 * The id that GitHub gives each step, lower-case: `id`, or `__` and the action's repository, with a number where that
 * is taken. https://github.com/actions/runner/blob/7aa2c99fde4aefc5a552a8c9dbe7fe3a32de515d/src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs
 */
export function nameSteps(steps: readonly Step[]): readonly string[] {
  const taken = new Set(steps.flatMap(({id}) => id?.toLowerCase() ?? []));
  const next = new Map<string, number>();
  return steps.map(({id, uses}) => {
    if (id !== undefined) return id.toLowerCase();
    const base = `__${describeUses(uses)}`.replaceAll(/[^a-z0-9_-]/gi, '_').toLowerCase();
    for (let count = next.get(base) ?? 1; ; count++) {
      const name = count === 1 ? base : `${base}_${count}`;
      if (taken.has(name)) continue;
      taken.add(name);
      next.set(base, count + 1);
      return name;
    }
  });
}

function describeUses(uses: Value | undefined): string {
  if (uses === undefined) return 'run';
  if (uses.text.startsWith('./')) return 'self';
  return uses.text.startsWith('docker://') ? uses.text.slice(9) : (nameOf(uses) ?? 'run');
}
