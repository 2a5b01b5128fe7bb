/** The one place that decides whether this run publishes. Knows event, ref and fork; never looks at the actor. */
import type {RunKind} from '../build/run-context.ts';
import type {Resolved} from '../resolved.ts';
import type {RunInputs} from './inputs.ts';
import {isPullRequest, isPullRequestEvent, isPullRequestRef} from './runner.ts';
import type {Runner} from './runner.ts';

export interface RunKindDecision extends Resolved<RunKind> {
  /** Somebody without write access may have written what is built, or `pull_request_target` brought it here. */
  readonly untrusted: boolean;
  /** A pull request that is pushed at all is verified, but not signed. */
  readonly maySign: boolean;
  /** Why nothing is published, as one clause; absent unless the run is a dry run. */
  readonly skipReason?: string;
}

/** A rule that applies: what it decides, by whose word. */
interface Ruling {
  readonly kind: RunKind;
  readonly source: string;
  readonly reason: string;
  readonly maySign: boolean;
}

/** Undefined: the rule has nothing to say about this run. */
type Rule = (run: RunInputs, runner: Runner) => Ruling | undefined;

/** In order: the first that applies decides. */
const RULES: readonly (readonly [words: string, rule: Rule])[] = [
  ["another repository's pull request is never published", ruleFork],
  ['input dry-run', ruleDryRunInput],
  ['input push-on-pull-request', rulePushOnPullRequest],
  ['a pull request is a dry run', rulePullRequest],
  ["a branch of Dependabot's is a dry run", ruleDependabot],
  ['everything else is published', ruleOtherwise]
];

/**
 * Returns whether this run attests or is a dry run.
 *
 * Where the event cannot be read, a pull request and a run triggered by another one count as a fork's: neither can
 * be told from one. `merge_group` is no pull request: what it builds is what will be merged.
 */
export function resolveRunKind(run: RunInputs, runner: Runner): RunKindDecision {
  const trace: string[] = [];
  for (const [words, rule] of RULES) {
    const ruling = rule(run, runner);
    trace.push(
      ruling === undefined ? `${words}: does not apply` : `${words}: ${ruling.kind}, ${ruling.reason}`
    );
    if (ruling !== undefined) return decide(ruling, trace, runner);
  }
  return decide(ruleOtherwise(run, runner), trace, runner);
}

function decide({kind, source, reason, maySign}: Ruling, trace: string[], runner: Runner): RunKindDecision {
  const untrusted = describeFork(runner) !== undefined || runner.event === 'pull_request_target';
  const decision = {value: kind, source, trace, untrusted, maySign: maySign && !untrusted};
  return kind === 'dry run' ? {...decision, skipReason: reason} : decision;
}

function ruleFork(_: RunInputs, runner: Runner): Ruling | undefined {
  const reason = describeFork(runner);
  return reason === undefined ? undefined : skip('fork', reason);
}

function ruleDryRunInput({dryRun, pushOnPullRequest}: RunInputs, runner: Runner): Ruling | undefined {
  if (dryRun === undefined) return undefined;
  const reason = `dry-run is ${String(dryRun)}`;
  if (dryRun) return skip('input dry-run', reason);
  const maySign = !(pushOnPullRequest && isPullRequest(runner));
  return {kind: 'attest', source: 'input dry-run', reason, maySign};
}

function rulePushOnPullRequest({pushOnPullRequest}: RunInputs, runner: Runner): Ruling | undefined {
  if (!pushOnPullRequest || !isPullRequest(runner)) return undefined;
  const reason = 'a pull request of this repository';
  return {kind: 'attest', source: 'input push-on-pull-request', reason, maySign: false};
}

function rulePullRequest(_: RunInputs, runner: Runner): Ruling | undefined {
  if (isPullRequestEvent(runner.event)) return skip(`event ${runner.event}`, describePullRequest(runner));
  return isPullRequestRef(runner.ref) ? skip(`ref ${runner.ref}`, describePullRequest(runner)) : undefined;
}

function ruleDependabot(_: RunInputs, {ref}: Runner): Ruling | undefined {
  const branch = 'refs/heads/dependabot/';
  return ref.startsWith(branch)
    ? skip(`ref ${ref}`, `the branch ${ref.slice(11)} is Dependabot's`)
    : undefined;
}

function ruleOtherwise(_: RunInputs, {event, ref}: Runner): Ruling {
  return {kind: 'attest', source: 'default', reason: `event ${event} on ${ref}`, maySign: true};
}

function skip(source: string, reason: string): Ruling {
  return {kind: 'dry run', source, reason, maySign: false};
}

/** Returns where untrusted work comes from; undefined for work of this repository. */
function describeFork(runner: Runner): string | undefined {
  if (runner.event === 'workflow_run') return describeTriggeringRun(runner);
  if (!isPullRequest(runner) && runner.pullRequest === undefined) return undefined;
  if (runner.pullRequest === undefined) return 'a pull request, and the event does not say whose';
  if (!runner.pullRequest.fork) return undefined;
  const from = runner.pullRequest.headRepository ?? 'a repository that is gone';
  return `${describePullRequest(runner)} comes from ${from}`;
}

function describeTriggeringRun({triggeringRun}: Runner): string | undefined {
  if (triggeringRun === undefined) return 'triggered by another run, and the event does not say whose';
  if (!triggeringRun.fork) return undefined;
  return `triggered by a run on ${triggeringRun.headRepository ?? 'a repository that is gone'}`;
}

function describePullRequest({pullRequest, event}: Runner): string {
  const number = pullRequest === undefined ? 'a pull request' : `pull request #${String(pullRequest.number)}`;
  return event === 'pull_request_target' ? `${number} (by pull_request_target)` : number;
}
