import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {judgeChance, readRetryAfter} from '../../../src/diagnosis/transient-failure.ts';
import type {Code} from '../../../src/diagnostics/code.ts';
import {createDiagnostic} from '../../../src/diagnostics/create.ts';

const failed = (code: Code, twin?: Code) =>
  createDiagnostic(code, {
    phase: 'push',
    evidence: [],
    alternatives: twin === undefined ? [] : [{code: twin, distinction: 'x'}]
  });

describe('judgeChance', () => {
  it('tries again what may pass, while nothing was written that anybody finds', () => {
    for (const diagnostic of [failed('PROV-3D'), failed('PROV-3F'), failed('PROV-3G', 'PROV-3D')]) {
      assert.equal(judgeChance(diagnostic, 'layers'), 'retry');
      assert.equal(judgeChance(diagnostic, 'manifest'), 'too late');
      assert.equal(judgeChance(diagnostic, 'none'), 'final');
      assert.equal(judgeChance({...diagnostic, phase: 'build'}, 'layers'), 'final');
    }
  });

  it('tries again what the engine lost before it pushed anything', () => {
    const lost = {...failed('PROV-029'), phase: 'build'} as const;
    assert.equal(judgeChance(lost, 'none'), 'retry');
    for (const pushed of ['layers', 'manifest'] as const) assert.equal(judgeChance(lost, pushed), 'final');
  });

  it('leaves alone what would fail again', () => {
    const codes = ['PROV-3A', 'PROV-3B', 'PROV-3E', 'PROV-3G', 'PROV-3H', 'PROV-024', 'PROV-000'] as const;
    for (const code of codes) assert.equal(judgeChance(failed(code), 'layers'), 'final');
  });
});

describe('readRetryAfter', () => {
  it("reads Go's durations in a registry's words", () => {
    assert.equal(readRetryAfter('toomanyrequests: retry-after: 1ms, allowed: 44000/minute'), 1);
    assert.equal(readRetryAfter('toomanyrequests: retry-after: 612.5µs, allowed: 44000/minute'), 0.6125);
    assert.equal(readRetryAfter('Retry-After: 1m2.5s'), 62_500);
    assert.equal(readRetryAfter('retry-after: 2h'), 7_200_000);
  });

  it('is nothing where nobody asks, or not in so many words', () => {
    for (const text of ['', 'retry-after: soon', 'retry-after: 5', 'retry-after: 5sec', 'retry-after: -1s'])
      assert.equal(readRetryAfter(text), 0);
  });
});
