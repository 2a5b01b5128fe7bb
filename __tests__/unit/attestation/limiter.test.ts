import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setImmediate as tick} from 'node:timers/promises';
import {createLimiter} from '../../../src/attestation/limiter.ts';

describe('createLimiter', () => {
  it('runs so many tasks at once, in order, and all of them', async () => {
    const limiter = createLimiter(3);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const task = (id: number) => async () => {
      order.push(id);
      most = Math.max(most, ++running);
      await tick();
      running--;
      return id;
    };
    const ids = Array.from({length: 10}, (_, id) => id);
    assert.deepEqual(await Promise.all(ids.map(id => limiter(task(id)))), ids);
    assert.deepEqual(order, ids);
    assert.equal(most, 3);
  });

  it('gives the place of a failed task to the next', async () => {
    const limiter = createLimiter(1);
    const failed = limiter(() => Promise.reject(new Error('no')));
    const next = limiter(() => Promise.resolve('yes'));
    await assert.rejects(failed, /no/);
    assert.equal(await next, 'yes');
  });
});
