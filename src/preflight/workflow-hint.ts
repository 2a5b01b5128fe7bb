/** A hint: the line of the workflow file that may be to blame, and the change as a patch. Knows no code. */
import type {Place} from '../diagnostics/diagnostic.ts';
import type {LocatedStep} from './workflow-step.ts';
import type {Job, Step, Workflow} from './workflow.ts';
import {WorkflowError} from './workflow.ts';
import {applyEdits, formatPatch} from './workflow-patch.ts';
import type {Edit} from './workflow-patch.ts';
import {readWorkflow} from './workflow-reader.ts';

/** Never a verdict: it stands beside the evidence of the run. Holds names from the file, which is anybody's text. */
export interface WorkflowHint {
  readonly place: Place;
  /** One line. */
  readonly title: string;
  /** What to change and what comes of it, one to three sentences. */
  readonly detail: string;
  /**
   * Unified diff against the file in the checkout, at most 16 KiB. Absent where no change of the text is safe. What it
   * makes was read again, and does what the detail says.
   */
  readonly patch?: string;
}

/** What the run knows beyond the file. */
export interface HintContext {
  /** Host that the diagnostic is about. */
  readonly registry?: string | undefined;
}

export interface Draft {
  readonly workflow: Workflow;
  readonly line: number;
  readonly title: string;
  readonly detail: string;
  readonly edits?: readonly Edit[] | undefined;
  /** Whether the changed file does what was meant. */
  readonly holds?: ((after: Workflow) => boolean) | undefined;
}

export interface LocatedPlace {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly certain: boolean;
}

/** The step with its job and file; undefined where it is not in a file that was read. */
export function placeOf({place, step, certain}: LocatedStep): LocatedPlace | undefined {
  return place === undefined || step === undefined ? undefined : {...place, step, certain};
}

export function finishHint({workflow, line, title, detail, edits, holds}: Draft): WorkflowHint {
  const safe = edits !== undefined && holds !== undefined && keepsPromise(workflow, edits, holds);
  const patch = safe ? formatPatch(workflow.file, workflow.text, edits) : undefined;
  return {place: {file: workflow.file, line}, title, detail, ...(patch === undefined ? {} : {patch})};
}

function keepsPromise(
  workflow: Workflow,
  edits: readonly Edit[],
  holds: (after: Workflow) => boolean
): boolean {
  try {
    const after = readWorkflow(applyEdits(workflow.text, edits), workflow.file);
    const jobs = [...after.jobs.keys()];
    return jobs.join('\n') === [...workflow.jobs.keys()].join('\n') && holds(after);
  } catch (error) {
    if (error instanceof WorkflowError) return false;
    throw error;
  }
}

/** A name from the file, for a sentence: short, and without what cannot be seen. */
export function quoteName(name: string): string {
  const seen = name.replaceAll(/[^\x20-\x7e]/g, '?');
  return seen.length > 60 ? `${seen.slice(0, 59)}…` : seen;
}
