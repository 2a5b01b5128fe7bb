/** What every step that does not pass has to say, and where. */
import assert from 'node:assert/strict';
import type {Outcome, StepId, Verdict} from '../../src/verification/verification.ts';
import {assertExit} from './step.ts';
import type {StepRun} from './step.ts';

export interface Judgement {
  readonly verdict: Exclude<Verdict, 'verified' | 'absent'>;
  /** The check that decided. */
  readonly id: StepId;
  readonly platform?: string;
  readonly evidence: RegExp;
  /** Of the step; 1 unless `enforce` is false. */
  readonly exitCode?: number;
}

const OUTCOMES: Record<Judgement['verdict'], Outcome> = {rejected: 'failed', undecided: 'unknown'};

/** Exit code, outputs, first annotation, summary and evidence agree on why the step does not pass. */
export function assertJudgement(
  run: StepRun,
  {verdict, id, platform, evidence, exitCode = 1}: Judgement
): void {
  assertExit(run, exitCode);
  const {verdict: found, verified} = run.outputs;
  assert.deepEqual({verdict: found, verified}, {verdict, verified: 'false'});
  const steps = (run.report.verifications ?? []).flatMap(verification => verification.steps);
  const decisive =
    steps.find(({outcome}) => outcome === 'failed') ?? steps.find(({outcome}) => outcome === 'unknown');
  assert.deepEqual(
    [decisive?.id, decisive?.platform, decisive?.outcome],
    [id, platform, OUTCOMES[verdict]],
    JSON.stringify(steps, undefined, 1)
  );
  assert.match(decisive?.evidence ?? '', evidence);
  const [first] = run.annotations;
  assert.equal(first?.name, exitCode === 0 ? 'warning' : 'error');
  assert.match(first.properties['title'] ?? '', new RegExp(`^Provenance: ${verdict}(?:, unsigned)?$`));
  assert.match(first.data, evidence);
  if (platform !== undefined) assert.ok(first.data.startsWith(`${platform}: `), first.data);
  assert.match(run.summary, new RegExp(`^## \\S+ Provenance: ${verdict}(?:, unsigned)?\n`));
}

/** The log's lines about waits. */
export function listWaits({lines}: Pick<StepRun, 'lines'>): string[] {
  return lines.filter(line => line.startsWith('Waiting '));
}

/** How long the part of the run took, in milliseconds. */
export function durationOf({report}: Pick<StepRun, 'report'>, phase: string): number {
  return report.timings.find(timing => timing.phase === phase)?.durationMs ?? Number.NaN;
}
