import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {formatPhases, formatSamples, median} from '../../../local/bench-table.ts';

describe('a table of what was measured', () => {
  it('takes the middle of what was measured, or what lies between the two middle ones', () => {
    assert.equal(median([9, 1, 2]), 2);
    assert.equal(median([10, 1, 2, 4]), 3);
    assert.ok(Number.isNaN(median([])));
  });

  it('compares pairs, not medians', () => {
    const sample = (bareMs: number, stepMs: number) => ({
      bareMs,
      stepMs,
      spawnMs: 210,
      peakBytes: 90 * 2 ** 20
    });
    const pairs = [sample(1000, 2000), sample(2000, 3000), sample(4000, 4400)];
    assert.deepEqual(formatSamples(new Map([[2, pairs]])).split('\n'), [
      '| Platforms | bare buildx | the step | ratio | added | start to buildx | peak memory |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| 2 | 2.00 s | 3.00 s | 1.50 | 1.00 s | 0.21 s | 90 MB |'
    ]);
  });

  it('has a row for every phase, also for one that comes twice or only sometimes', () => {
    const build = {phase: 'build', durationMs: 500};
    const sign = {phase: 'sign', durationMs: 200};
    const measured = new Map([
      [1, [[build], [build]]],
      [10, [[build, sign, sign]]]
    ]);
    assert.deepEqual(formatPhases(measured).split('\n'), [
      '| Phase | 1 platform | 10 platforms |',
      '| --- | --- | --- |',
      '| build | 0.50 s | 0.50 s |',
      '| sign | – | 0.40 s |'
    ]);
  });
});
