import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {formatDuration} from '../../../src/oci/duration.ts';

describe('formatDuration', () => {
  it('uses two units at most', () => {
    const durations = [0, 350, 2000, 59_400, 90_000, 3_600_000, 5_430_000];
    assert.deepEqual(durations.map(formatDuration), [
      '0 ms',
      '350 ms',
      '2 s',
      '59 s',
      '1 min 30 s',
      '1 h',
      '1 h 31 min'
    ]);
  });
});
