/** Hints for a permission that a job lacks by its workflow file. Pure. */
import {finishHint, quoteName} from './workflow-hint.ts';
import type {HintContext, WorkflowHint} from './workflow-hint.ts';
import {grantScopes, mayWrite} from './workflow-permissions.ts';
import type {Grant, Scope} from './workflow-permissions.ts';
import {isGitHubRegistry, listRegistries} from './workflow-registry.ts';
import type {LocatedStep} from './workflow-step.ts';
import type {Job, Workflow} from './workflow.ts';
import {permissionsOf} from './workflow.ts';

/** No identity token; what it takes to store what is signed is asked for too, or the next run would lack that. */
export function hintIdToken(located: LocatedStep, context: HintContext): WorkflowHint | undefined {
  const stores = located.step?.with.get('store-attestation')?.text !== 'false';
  return hintPermission(located, context, ['id-token'], stores ? ['attestations'] : []);
}

export function hintAttestations(located: LocatedStep, context: HintContext): WorkflowHint | undefined {
  return hintPermission(located, context, ['attestations'], ['id-token']);
}

/** Only GitHub's own registry asks for `packages`. */
export function hintPackages(located: LocatedStep, context: HintContext): WorkflowHint | undefined {
  const hosts = context.registry === undefined ? namesOf(located) : [context.registry];
  return hosts.some(isGitHubRegistry) ? hintPermission(located, context, ['packages'], []) : undefined;
}

function namesOf({place, step}: LocatedStep): readonly string[] {
  return place === undefined || step === undefined ? [] : listRegistries(place.workflow, place.job, step);
}

/** Both the job and whoever calls it must grant; the caller comes first, since a called job cannot have more. */
function hintPermission(
  located: LocatedStep,
  context: HintContext,
  missing: readonly Scope[],
  also: readonly Scope[]
): WorkflowHint | undefined {
  const {caller, place} = located;
  if (caller !== undefined) {
    if (caller.job === undefined) return hintCallers(caller.workflow, missing);
    const hint = hintJob(located, context, caller.workflow, caller.job, missing, also);
    if (hint !== undefined) return hint;
  }
  if (place === undefined) return undefined;
  // What a called job does not state, it has from its caller.
  if (caller !== undefined && permissionsOf(place.workflow, place.job) === null) return undefined;
  return hintJob(located, context, place.workflow, place.job, missing, also);
}

function hintCallers(workflow: Workflow, missing: readonly Scope[]): WorkflowHint | undefined {
  const callers = [...workflow.jobs.values()].filter(({uses}) => uses !== undefined);
  const first = callers.find(job => mayWrite(workflow, job, missing) !== true);
  if (first === undefined) return undefined;
  return finishHint({
    workflow,
    line: (permissionsOf(workflow, first) ?? first).line,
    title: `A calling job does not grant ${missing[0] ?? ''}: write`,
    detail:
      'This step runs in a reusable workflow, and several jobs of this file call one. The job that calls it must ' +
      `grant ${describe(missing)}: a called workflow never has more than its caller.`
  });
}

function hintJob(
  located: LocatedStep,
  context: HintContext,
  workflow: Workflow,
  job: Job,
  missing: readonly Scope[],
  also: readonly Scope[]
): WorkflowHint | undefined {
  if (mayWrite(workflow, job, missing) === true) return undefined;
  const scopes = [...missing, ...also].filter(scope => mayWrite(workflow, job, [scope]) !== true);
  const grant = grantScopes(workflow, job, scopes, listNeeded(located, context, workflow));
  const calls = job.uses !== undefined;
  const words = calls
    ? 'This step runs in a reusable workflow, whose permissions come from the job that calls it. '
    : '';
  return finishHint({
    workflow,
    line: grant.line,
    title: `The ${calls ? 'calling job' : 'job'} ${quoteName(job.id)} does not grant ${missing[0] ?? ''}: write`,
    detail: `${words}${describeWay(grant, scopes)}`,
    edits: grant.edits,
    holds: after => holdsGrant(after, job, grant)
  });
}

/** What a block lists where nobody did, so that the job still fetches its code and pushes its image. */
function listNeeded(
  located: LocatedStep,
  {registry}: HintContext,
  workflow: Workflow
): Readonly<Record<string, string>> {
  const hosts = registry === undefined ? namesOf(located) : [registry];
  const texts = [workflow.text, located.place?.workflow.text ?? ''];
  const pushes =
    hosts.some(isGitHubRegistry) ||
    located.place === undefined ||
    texts.some(text => text.includes('ghcr.io'));
  return {contents: 'read', ...(pushes ? {packages: 'write'} : {})};
}

function describeWay({way, edits, scopes: all}: Grant, scopes: readonly Scope[]): string {
  const added = describe(scopes);
  if (edits === undefined) {
    return `Grant ${added} there; what stands there is shared with other places, or not plain text, so that no patch is offered.`;
  }
  const listed = [...all].map(([scope, level]) => `${scope}: ${level}`).join(', ');
  switch (way) {
    case 'amended':
      return `Add ${added}: whatever a permissions block does not list, the job does not have.`;
    case 'replaced':
      return `read-all cannot be added to, so that the patch lists instead: ${listed}. List too what else is read here.`;
    case 'added':
      return `Give the job a block of its own: ${listed}. It takes away all that it does not list; add what other steps of the job need.`;
  }
}

function describe(scopes: readonly Scope[]): string {
  return scopes.map(scope => `${scope}: write`).join(' and ');
}

function holdsGrant(after: Workflow, {id}: Job, {scopes}: Grant): boolean {
  const job = after.jobs.get(id);
  const permissions = job === undefined ? null : permissionsOf(after, job);
  if (permissions?.kind !== 'listed' || permissions.scopes.size !== scopes.size) return false;
  return [...scopes].every(([scope, level]) => permissions.scopes.get(scope)?.text === level);
}
