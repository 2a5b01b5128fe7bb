import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {createPatience, PatienceError, retry, TransientError} from '../../../src/oci/patience.ts';
import {virtualPatience} from './http-server.ts';

function failing(times: number, failure: () => Error): () => Promise<string> {
  let calls = 0;
  return () => (calls++ < times ? Promise.reject(failure()) : Promise.resolve('value'));
}

const busy = () => new TransientError('503 Service Unavailable');

describe('retry', () => {
  it('returns what the first attempt gives, without a wait', async () => {
    const {patience, waits} = virtualPatience();
    assert.equal(await retry(patience, 'thing', failing(0, busy)), 'value');
    assert.deepEqual(waits, []);
  });

  it('waits half a second at most, then twice as long each time, up to 20 s', async () => {
    const {patience, waits} = virtualPatience(600_000);
    await retry(patience, 'thing', failing(8, busy));
    assert.deepEqual(
      waits.map(({delayMs}) => delayMs * 2),
      [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]
    );
  });

  it('tells of each wait once, with what, why and how long is left', async () => {
    const {patience, waits} = virtualPatience(10_000);
    await retry(patience, 'manifest x', failing(2, busy));
    assert.deepEqual(waits, [
      {what: 'manifest x', reason: '503 Service Unavailable', delayMs: 250, remainingMs: 10_000},
      {what: 'manifest x', reason: '503 Service Unavailable', delayMs: 500, remainingMs: 9750}
    ]);
  });

  it('draws each wait from nothing to the whole backoff', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), async random => {
        const {patience, waits} = virtualPatience();
        await retry({...patience, random: () => random}, 'thing', failing(3, busy));
        assert.deepEqual(
          waits.map(({delayMs}) => delayMs),
          [500, 1000, 2000].map(ceiling => ceiling * random)
        );
      }),
      {numRuns: 20}
    );
  });

  it('waits as long as it is asked to', async () => {
    const {patience, waits} = virtualPatience();
    await retry(
      patience,
      'thing',
      failing(1, () => new TransientError('429', {retryAfterMs: 2000}))
    );
    assert.deepEqual(
      waits.map(({delayMs, reason}) => ({delayMs, reason})),
      [{delayMs: 2000, reason: '429 (Retry-After: 2 s)'}]
    );
  });

  it('fails at once when it is asked to wait beyond the deadline, and says how long', async () => {
    const {patience, waits} = virtualPatience();
    const asked = retry(
      patience,
      'thing',
      failing(1, () => new TransientError('429', {retryAfterMs: 3_600_000}))
    );
    await assert.rejects(asked, (error: unknown) => {
      assert.ok(error instanceof PatienceError);
      assert.match(error.message, /asked to wait 1 h, only 1 min left/);
      assert.equal(error.retryAfterMs, 3_600_000);
      assert.equal(error.attempts, 1);
      return true;
    });
    assert.deepEqual(waits, []);
  });

  it('gives up at the deadline, after one last attempt just before it', async () => {
    const {patience, waits} = virtualPatience(10_000);
    const cause = new Error('the cause');
    const tried = retry(patience, 'thing', () => Promise.reject(new TransientError('ECONNRESET', {cause})));
    await assert.rejects(tried, (error: unknown) => {
      assert.ok(error instanceof PatienceError);
      assert.equal(error.attempts, waits.length + 1);
      assert.equal(error.elapsedMs, 9800);
      assert.equal(error.cause, cause);
      assert.match(error.message, /^thing: ECONNRESET; gave up after \d attempts in 10 s$/);
      return true;
    });
  });

  it('does not try again what failed for good', async () => {
    const {patience, waits} = virtualPatience();
    await assert.rejects(
      retry(
        patience,
        'thing',
        failing(1, () => new Error('403'))
      ),
      /^Error: 403$/
    );
    assert.deepEqual(waits, []);
  });

  it('aborts an attempt that hangs when the deadline comes, and keeps the reason before', async () => {
    let calls = 0;
    const hang = (signal: AbortSignal) =>
      calls++ === 0
        ? Promise.reject(busy())
        : new Promise<never>((_, reject) => {
            const alive = setTimeout(() => undefined, 5000);
            signal.addEventListener('abort', () => {
              clearTimeout(alive);
              reject(signal.reason as Error);
            });
          });
    const started = performance.now();
    const patience = createPatience({timeoutMs: 250, random: () => 0});
    await assert.rejects(
      retry(patience, 'thing', hang),
      /no complete answer before the deadline \(before that: 503/
    );
    assert.ok(performance.now() - started < 4500);
  });

  it('stops waiting when it is told to', async () => {
    const controller = new AbortController();
    const patience = createPatience({
      timeoutMs: 60_000,
      random: () => 0.99,
      signal: controller.signal,
      onWait: () => {
        setImmediate(() => {
          controller.abort(new Error('cancelled'));
        });
      }
    });
    await assert.rejects(retry(patience, 'thing', failing(1, busy)), /^Error: cancelled$/);
  });
});
