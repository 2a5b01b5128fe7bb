/** What this run's provenance must say, out of inputs, plan and runner. Pure. */
import {countNodes} from '../build/builder.ts';
import type {Builder} from '../build/facts.ts';
import type {BuildPlan} from '../build/plan.ts';
import {formatPlatform, parsePlatform} from '../oci/descriptor.ts';
import type {Policy} from '../verification/verification.ts';

export interface PolicySources {
  readonly platforms: readonly string[];
  readonly plan: Pick<BuildPlan, 'provenance' | 'builderId' | 'context'>;
  readonly builder: Builder | undefined;
  readonly expectedRevision: string | undefined;
  /** `GITHUB_SHA`. */
  readonly sha: string;
  readonly revisionAbsent: string | undefined;
}

/** The policy for everything that one build published. */
export function policyOf(sources: PolicySources): Policy {
  const {plan, builder, platforms, revisionAbsent} = sources;
  return {
    mode: plan.provenance.value === 'min' ? 'min' : 'max',
    platforms: normalisePlatforms(platforms),
    builderId: plan.builderId,
    revision: expectRevision(sources),
    revisionAbsent,
    invocations: builder === undefined ? 1 : Math.max(1, countNodes(builder, platforms))
  };
}

/** `local` is whatever the builder runs on: nothing that could be expected by name. */
function normalisePlatforms(platforms: readonly string[]): string[] {
  if (platforms.includes('local')) return [];
  return [...new Set(platforms.map(platform => formatPlatform(parsePlatform(platform))))];
}

function expectRevision({expectedRevision, plan: {context}, sha}: PolicySources): string | undefined {
  if (expectedRevision !== undefined) return expectedRevision;
  if (context.kind === 'remote') return undefined;
  const pinned =
    context.kind === 'git' ? /#([0-9a-f]{40}|[0-9a-f]{64})(?::|$)/.exec(context.value)?.[1] : undefined;
  return pinned ?? (sha === '' ? undefined : sha);
}
