/** What the tests of the verification share: a policy that the recorded layouts fit, and readers of the outcome. */
import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import type {Policy, Step, StepId, Verification} from '../../src/verification/verification.ts';
import {verifyPublished} from '../../src/verification/verify.ts';
import type {Layout, LooseStatement} from './tampering.ts';

export const revision = '3ac40d6691359f12a018c69497c77fa4ac567ffb';

export const policy: Policy = {
  mode: 'max',
  platforms: ['linux/amd64', 'linux/arm64'],
  builderId: 'https://github.com/acme/app/actions/runs/1/attempts/1',
  revision,
  revisionAbsent: undefined,
  invocations: 1
};

/** The verification of a layout, by that policy but for `changes`. */
export async function verify(
  test: TestContext,
  layout: Layout,
  changes: Partial<Policy> = {}
): Promise<Verification> {
  const {verification} = await verifyPublished(await layout.open(test), layout.root, {...policy, ...changes});
  return verification;
}

/** The outcomes other than `passed` and `skipped`: `failed builder-id linux/arm64`. */
export function listFindings({steps}: Verification): string[] {
  return steps
    .filter(({outcome}) => outcome !== 'passed' && outcome !== 'skipped')
    .map(({outcome, id, platform}) => [outcome, id, ...(platform === undefined ? [] : [platform])].join(' '));
}

/** The step of this id; fails the test where there is none. */
export function findStep({steps}: Verification, id: StepId, platform?: string): Step {
  return steps.find(step => step.id === id && step.platform === platform) ?? assert.fail(`no step ${id}`);
}

/** Edits the metadata of a provenance of version 1. */
export function editMetadata(
  statement: LooseStatement,
  edit: (metadata: Record<string, unknown>) => void
): void {
  edit((statement.predicate['runDetails'] as {metadata: Record<string, unknown>}).metadata);
}

/** Sets the builder id of a provenance of version 1. */
export function editBuilder(statement: LooseStatement, id: string): void {
  (statement.predicate['runDetails'] as {builder: {id: string}}).builder.id = id;
}

/** One way to tamper, and what must be found. */
export interface Tampering {
  readonly title: string;
  readonly layout?: string;
  readonly tamper: (layout: Layout) => unknown;
  readonly findings: readonly string[];
  readonly reason?: RegExp;
}
