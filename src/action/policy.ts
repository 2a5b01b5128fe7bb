/** What this run's provenance must say, out of inputs, plan and runner. Pure. */
import {countNodes} from '../build/builder.ts';
import type {Facts} from '../build/facts.ts';
import type {BuildOptions} from '../build/options.ts';
import type {BuildPlan} from '../build/plan.ts';
import {formatPlatform, parsePlatform} from '../oci/descriptor.ts';
import type {VerificationInputs} from './inputs.ts';
import type {Runner} from './runner.ts';
import type {Policy} from '../verification/verification.ts';

export interface PolicySources {
  readonly inputs: {
    readonly build: Pick<BuildOptions, 'platforms'>;
    readonly verification: Pick<VerificationInputs, 'expectedRevision'>;
  };
  readonly runner: Pick<Runner, 'sha'>;
  readonly plan: Pick<BuildPlan, 'provenance' | 'builderId' | 'context'>;
  readonly facts: Pick<Facts, 'builder'>;
  readonly revisionAbsent: string | undefined;
}

/** The policy for everything that one build published. */
export function policyOf(sources: PolicySources): Policy {
  const {plan, facts, inputs, revisionAbsent} = sources;
  const {platforms} = inputs.build;
  return {
    mode: plan.provenance.value === 'min' ? 'min' : 'max',
    platforms: normalisePlatforms(platforms),
    builderId: plan.builderId,
    revision: expectRevision(sources),
    revisionAbsent,
    invocations: facts.builder === undefined ? 1 : Math.max(1, countNodes(facts.builder, platforms))
  };
}

/** `local` is whatever the builder runs on: nothing that could be expected by name. */
function normalisePlatforms(platforms: readonly string[]): string[] {
  if (platforms.includes('local')) return [];
  return [...new Set(platforms.map(platform => formatPlatform(parsePlatform(platform))))];
}

function expectRevision({inputs, plan: {context}, runner: {sha}}: PolicySources): string | undefined {
  const {expectedRevision} = inputs.verification;
  if (expectedRevision !== undefined) return expectedRevision;
  if (context.kind === 'remote') return undefined;
  const pinned =
    context.kind === 'git' ? /#([0-9a-f]{40}|[0-9a-f]{64})(?::|$)/.exec(context.value)?.[1] : undefined;
  return pinned ?? (sha === '' ? undefined : sha);
}
