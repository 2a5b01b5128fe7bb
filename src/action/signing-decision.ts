/** The one place that decides whether this run signs. Knows inputs, run and plan; signs nothing. */
import type {BuildPlan} from '../build/plan.ts';
import type {Resolved} from '../resolved.ts';
import {tellDecision} from './narration.ts';
import type {Run} from './run.ts';
import type {RunKindDecision} from './run-kind.ts';
import type {Runner} from './runner.ts';
import type {AutoInput} from './signing-inputs.ts';
import type {Situation} from './situation.ts';

export interface SigningDecision extends Resolved<boolean> {
  /** The run publishes, and would have been signed: what to change so that the next one is. */
  readonly remedy?: string;
  /** Signing was demanded and cannot be had: why, and what to change. The run must not go on. */
  readonly impossible?: string;
}

export interface SigningSources {
  readonly sign: AutoInput;
  /** The user brings attestations to be signed, which demands it as `sign: true` does. */
  readonly brings: boolean;
  readonly verify: boolean;
  /** `false`: what would be an error is a warning. */
  readonly enforce: boolean;
  readonly runner: Pick<Runner, 'serverUrl' | 'event'>;
  readonly kind: Pick<RunKindDecision, 'value' | 'maySign' | 'source'>;
  readonly plan: Pick<BuildPlan, 'provenance' | 'destination'>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Obstacle {
  readonly source: string;
  readonly reason: string;
  readonly remedy: string;
}

/** Whether to sign, by whose word. */
export function resolveSigning(sources: SigningSources): SigningDecision {
  const {sign, brings, enforce} = sources;
  const demanded = (sign === 'true' || brings) && enforce;
  if (sign === 'false') return decline('input sign', 'sign is false');
  const idle = findNothingToSign(sources);
  if (idle !== undefined) {
    const declined = decline(idle.source, idle.reason);
    const remedy = sign === 'true' ? 'Remove sign: true.' : 'Remove attestations.';
    return demanded && idle.isMistake ? refuse(declined, {...idle, remedy}, sign) : declined;
  }
  const obstacle = findObstacle(sources);
  if (obstacle === undefined) {
    const source = sign === 'true' ? 'input sign' : 'default';
    return {value: true, source, trace: ['something is published, and the job may sign']};
  }
  const declined = {...decline(obstacle.source, obstacle.reason), remedy: obstacle.remedy};
  return demanded ? refuse(declined, obstacle, sign) : declined;
}

function refuse(
  decision: SigningDecision,
  {reason, remedy}: Obstacle,
  sign: SigningSources['sign']
): SigningDecision {
  const demand = sign === 'true' ? 'sign is true' : 'attestations are to be signed';
  return {...decision, impossible: `${demand}, but ${reason}. ${remedy}`};
}

/** Takes the decision for this run, records and tells it. One that is impossible is what a check says. */
export function decideSigning(
  {env, log, findings}: Run,
  {inputs, runner, kind}: Situation,
  plan: SigningSources['plan']
): SigningDecision {
  const {attestations, enforce, signing, verification} = inputs;
  const {sign} = signing;
  const brings = attestations.length > 0;
  const decision = resolveSigning({...verification, sign, brings, enforce, runner, kind, plan, env});
  const {value, source, trace, remedy} = decision;
  const nothing = {statements: [], problems: [], storageRecordIds: []};
  findings.signing = {
    decision: {value, source, trace},
    ...(remedy === undefined ? {} : {remedy}),
    ...nothing
  };
  tellDecision(log, 'Signing', {...decision, value: value ? 'yes' : 'no'});
  if (brings && !value) {
    const told = kind.value === 'dry run' || !kind.maySign ? findings.notices : findings.warnings;
    told.push(`attestations: what it names is looked at, and not signed: ${trace.at(-1) ?? source}.`);
  }
  return decision;
}

function decline(source: string, reason: string): SigningDecision {
  return {value: false, source, trace: [reason]};
}

function findNothingToSign({
  kind,
  plan,
  verify
}: SigningSources): {source: string; reason: string; isMistake: boolean} | undefined {
  if (kind.value === 'dry run')
    return {source: kind.source, reason: 'a dry run publishes nothing', isMistake: false};
  if (!kind.maySign) return {source: kind.source, reason: 'a pull request is never signed', isMistake: false};
  if (plan.provenance.value === 'none') {
    return {source: plan.provenance.source, reason: 'there is no provenance to sign', isMistake: true};
  }
  if (!verify)
    return {
      source: 'input verify',
      reason: 'verify is false, and only what was verified is signed',
      isMistake: true
    };
  return plan.destination.kind === 'none'
    ? {source: 'destination', reason: 'nothing is pushed, nor exported as an OCI layout', isMistake: true}
    : undefined;
}

function findObstacle({runner, env}: SigningSources): Obstacle | undefined {
  const hostname = URL.parse(runner.serverUrl)?.hostname ?? runner.serverUrl;
  if (hostname !== 'github.com' && !hostname.endsWith('.ghe.com')) {
    return {
      source: 'GITHUB_SERVER_URL',
      reason: `${hostname} is a GitHub Enterprise Server, for whose workflows Sigstore has no identity`,
      remedy: 'Set sign: false, or publish from github.com or GHE.com.'
    };
  }
  const missing = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'].filter(
    name => !env[name]
  );
  if (missing.length === 0) return undefined;
  return {
    source: 'permissions',
    reason: `the job may not request an OIDC token (${missing.join(' and ')} not set)`,
    remedy:
      'Give the job "permissions: {id-token: write, attestations: write, packages: write, contents: read}".'
  };
}
