/** Hints for a step that a job lacks, or has in the wrong place, or gives the wrong inputs. Pure. */
import {parseGoBoolean} from '../build/go-boolean.ts';
import {actionOf} from './workflow.ts';
import type {Job, Step, Workflow} from './workflow.ts';
import {insertStep, moveStep, setInput} from './workflow-changes.ts';
import type {NewStep} from './workflow-changes.ts';
import {finishHint, placeOf, quoteName} from './workflow-hint.ts';
import type {Draft, HintContext, LocatedPlace, WorkflowHint} from './workflow-hint.ts';
import {listLogins, listRegistries, loginInputs, normalizeHost} from './workflow-registry.ts';
import type {LocatedStep} from './workflow-step.ts';

const BUILDX: NewStep = {name: 'Set up Docker Buildx', uses: 'docker/setup-buildx-action@v4 # pin by commit'};
const QEMU: NewStep = {name: 'Set up QEMU', uses: 'docker/setup-qemu-action@v4 # pin by commit'};
const LOGIN = {name: 'Log in to the registry', uses: 'docker/login-action@v4 # pin by commit'};

/** No builder, or one that cannot attest. */
export function hintBuilder(located: LocatedStep): WorkflowHint | undefined {
  const at = placeOf(located);
  if (at === undefined) return undefined;
  const setup = findAction(at.job, 'docker/setup-buildx-action');
  if (setup === undefined) return finishHint(lack(at, at.step, BUILDX, 'docker/setup-buildx-action'));
  return hintSetup(at, setup, at.step, 'docker/setup-buildx-action') ?? hintBuilderInputs(at, setup);
}

/** A builder of a kind that cannot attest, or one that is set up and not used. */
function hintBuilderInputs(at: LocatedPlace, setup: Step): WorkflowHint | undefined {
  const driver = setup.with.get('driver');
  if (driver?.text === 'docker') {
    return finishHint({
      ...change(at, setup, 'driver', 'docker-container'),
      line: driver.line,
      title: 'The builder has the driver docker',
      detail:
        'It attaches attestations only where the engine keeps images in the containerd image store; ' +
        'docker-container, the default of this action, always does.'
    });
  }
  const use = setup.with.get('use');
  if (use?.text !== 'false' || at.step.with.has('builder')) return undefined;
  return finishHint({
    ...change(at, setup, 'use', 'true'),
    line: use.line,
    title: 'The builder is set up and not used',
    detail:
      "With use: false the build runs on the engine's own builder, unless this step names one by builder."
  });
}

/** No emulator. It belongs before the builder. */
export function hintEmulator(located: LocatedStep): WorkflowHint | undefined {
  const at = placeOf(located);
  if (at === undefined) return undefined;
  const setup = findAction(at.job, 'docker/setup-qemu-action');
  if (setup !== undefined) return hintSetup(at, setup, at.step, 'docker/setup-qemu-action');
  const builder = findAction(at.job, 'docker/setup-buildx-action');
  const before = builder !== undefined && builder.index < at.step.index ? builder : at.step;
  return finishHint(lack(at, before, QEMU, 'docker/setup-qemu-action'));
}

/** No login to a registry, or one that comes too late. */
export function hintLogin(located: LocatedStep, {registry}: HintContext): WorkflowHint | undefined {
  const at = placeOf(located);
  if (at === undefined) return undefined;
  const named = registry === undefined ? [] : [normalizeHost(registry)];
  const hosts = registry === undefined ? listRegistries(at.workflow, at.job, at.step) : named;
  const logins = listLogins(at.workflow, at.job);
  for (const host of hosts) {
    if (host === undefined) continue;
    const fitting = logins.filter(login => login.registry === host);
    // Where the file does not say for which registry a login is, it may be for this one.
    if (fitting.length === 0 && logins.some(login => login.registry === undefined)) continue;
    const early = fitting.find(({step}) => step.index < at.step.index) ?? fitting[0];
    const hint =
      early === undefined
        ? finishHint(
            lack(at, at.step, {...LOGIN, with: loginInputs(host)}, 'docker/login-action', ` for ${host}`)
          )
        : hintSetup(at, early.step, at.step, `The login to ${host}`);
    if (hint !== undefined) return hint;
  }
  return undefined;
}

/** Provenance that inputs or environment turn off, or make smaller. */
export function hintProvenance(located: LocatedStep): WorkflowHint | undefined {
  const at = placeOf(located);
  if (at === undefined) return undefined;
  const {step, job, workflow} = at;
  const input = step.with.get('provenance');
  const text = input?.text.trim() ?? '';
  const bare = parseGoBoolean(text) === false;
  const off = bare || /\bfalse\b|\bdisabled=true\b/.test(text);
  if (input !== undefined && (off || /\bmode=min\b/.test(text))) {
    const value = bare ? 'mode=max' : input.text.replace('mode=min', 'mode=max');
    const plain = bare || /^[\w=.,:/-]+$/.test(value);
    const draft = {
      line: input.line,
      title: off ? 'provenance is turned off here' : 'provenance is asked for as mode=min here',
      detail:
        'With mode=max, the default of this action, it holds the build arguments, the Dockerfile and all steps.'
    };
    const edits = plain && (bare || !off) ? change(at, step, 'provenance', value) : {workflow};
    return finishHint({...edits, ...draft});
  }
  const attests = step.with.get('attests');
  if (
    input === undefined &&
    attests !== undefined &&
    /type=provenance.*\b(?:disabled=true|mode=min)/.test(attests.text)
  ) {
    const title = 'attests turns provenance off, or makes it smaller, here';
    return finishHint({
      workflow,
      line: attests.line,
      title,
      detail: 'Drop its type=provenance, or set provenance: mode=max.'
    });
  }
  const name = 'BUILDX_NO_DEFAULT_ATTESTATIONS';
  const variable = step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name);
  if (input !== undefined || variable === undefined || parseGoBoolean(variable.text) !== true)
    return undefined;
  return finishHint({
    ...change(at, step, 'provenance', 'mode=max'),
    line: variable.line,
    title: `${name} turns provenance off here`,
    detail: 'Remove it, or ask for provenance by name: provenance: mode=max overrules it.'
  });
}

function findAction(job: Job, action: string): Step | undefined {
  return job.steps.find(({uses}) => actionOf(uses) === action);
}

/** A step that should come first and is not there. */
function lack(at: LocatedPlace, before: Step, added: NewStep, action: string, purpose = ''): Draft {
  const {workflow, job, certain} = at;
  const count = job.steps.length + 1;
  return {
    workflow,
    line: at.step.line,
    title: `The job ${quoteName(job.id)} has no ${action}${purpose}`,
    detail: `Put it before ${before === at.step ? 'this step' : 'docker/setup-buildx-action'}.`,
    edits: certain ? insertStep(workflow, before, added) : undefined,
    holds: after => {
      const steps = after.jobs.get(job.id)?.steps ?? [];
      return steps.length === count && actionOf(steps[before.index]?.uses) === action;
    }
  };
}

/** A step that is there, and comes too late or only sometimes; undefined where neither is so. */
function hintSetup(
  {workflow, job, certain}: LocatedPlace,
  setup: Step,
  before: Step,
  name: string
): WorkflowHint | undefined {
  if (setup.index > before.index) {
    return finishHint({
      workflow,
      line: setup.line,
      title: `${name} comes after the step that needs it`,
      detail: 'Move it before this step.',
      edits: certain ? moveStep(workflow, setup, before) : undefined,
      holds: after => isMoved(job.steps, after.jobs.get(job.id)?.steps ?? [], setup.index, before.index)
    });
  }
  if (setup.if === undefined) return undefined;
  return finishHint({
    workflow,
    line: setup.if.line,
    title: `${name} runs only under a condition`,
    detail: 'Look whether it held in this run; this step needs what it does whenever it runs.'
  });
}

function isMoved(before: readonly Step[], after: readonly Step[], from: number, to: number): boolean {
  const wanted = before.map(describeStep);
  wanted.splice(to, 0, ...wanted.splice(from, 1));
  return JSON.stringify(wanted) === JSON.stringify(after.map(describeStep));
}

function describeStep(step: Step): unknown {
  const inputs = [...step.with].map(([key, {text}]) => [key, text]);
  return [step.id, step.name, step.uses?.text, step.run, step.if?.text, inputs];
}

/** An input of a step gets another value. */
function change(
  {workflow, job, certain}: LocatedPlace,
  step: Step,
  name: string,
  value: string
): {readonly workflow: Workflow} & Pick<Draft, 'edits' | 'holds'> {
  return {
    workflow,
    edits: certain ? setInput(workflow, step, name, value) : undefined,
    holds: after => after.jobs.get(job.id)?.steps[step.index]?.with.get(name)?.text === value
  };
}
