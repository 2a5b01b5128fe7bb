import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ReferrerError} from '../../../src/oci/referrer-error.ts';
import {assertNothingLost, RACE_ORDERS, RACE_SETTINGS, runRace} from '../../support/races.ts';

const RACES = 10;

describe('eight writers to one tag', () => {
  for (const [name, setting] of RACE_SETTINGS) {
    for (const [how, order] of RACE_ORDERS) {
      it(`${name}, ${how}, are all listed in the end, in ${String(RACES)} races`, () =>
        assertNothingLost({...setting, ...order}, RACES));
    }
  }

  it('that have too little time fail loudly, or are listed', async () => {
    const codes = new Set<string>();
    for (const timeoutMs of [2000, 13_500]) {
      for (let seed = 1; seed <= 25; seed++) {
        const race = await runRace({seed, writers: 8, spreadMs: 1000, latencyMs: 400, timeoutMs});
        assert.deepEqual(race.silentLosses, [], `seed ${String(seed)}`);
        for (const outcome of race.outcomes) {
          if (!(outcome instanceof Error)) continue;
          assert.ok(outcome instanceof ReferrerError, String(outcome));
          codes.add(outcome.code);
        }
      }
    }
    assert.deepEqual(codes, new Set(['unsettled', 'lost']));
  });

  it('that come one after another and read what is old are put back when each looks again', async () => {
    let restored = 0;
    for (let seed = 31; seed <= 50; seed++) {
      const stale = {ms: 5000, share: 0.3};
      const setting = {spreadMs: 20_000, latencyMs: 200, stale, looksAgain: true};
      const race = await runRace({...setting, seed, writers: 8});
      assert.deepEqual(race.silentLosses, [], `seed ${String(seed)}`);
      restored += race.restored;
    }
    assert.ok(restored > 0);
  });

  it('run the same race again with the same seed', async () => {
    const options = {writers: 8, spreadMs: 1000, latencyMs: 400, resets: 0.2};
    const races = [7, 7, 8].map(seed => runRace({...options, seed}));
    const [once, again, other] = await Promise.all(races);
    assert.deepEqual(once!.trace, again!.trace);
    assert.notDeepEqual(once!.trace, other!.trace);
  });
});

describe('two writers to one tag', () => {
  it('that do not notice each other are both listed once both have looked again', async () => {
    let restored = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const race = await runRace({seed, writers: 2, spreadMs: 1000, latencyMs: 400, laterMs: 0});
      assert.deepEqual([race.silentLosses, race.listed.size], [[], 2], `seed ${String(seed)}`);
      restored += race.restored;
    }
    assert.ok(restored > 0);
  });
});

describe('one writer', () => {
  it('that looks again later does not wait for that', async () => {
    const race = await runRace({seed: 1, writers: 1, spreadMs: 0, latencyMs: 10, laterMs: 0});
    const [wrote, ...looks] = race.trace.map(line => Number.parseFloat(line));
    assert.ok(wrote! < 100 && looks.at(-1)! >= 1000 && race.elapsedMs < 1200, race.trace.join('\n'));
    assert.deepEqual(race.silentLosses, []);
  });

  it('that looks again much later does so once', async () => {
    const race = await runRace({seed: 1, writers: 1, spreadMs: 0, latencyMs: 10, laterMs: 60_000});
    assert.ok(race.elapsedMs > 15_000, String(race.elapsedMs));
    assert.equal(race.trace.filter(line => Number.parseFloat(line) > 1000).length, 1);
  });

  it('is done when the tag has been quiet for a second', async () => {
    const race = await runRace({seed: 1, writers: 1, spreadMs: 0, latencyMs: 10});
    assert.ok(race.elapsedMs >= 1000 && race.elapsedMs < 1200, String(race.elapsedMs));
    assert.equal(race.trace.filter(line => line.includes('writes')).length, 1);
  });

  it('that has less time than that looks once more before the deadline', async () => {
    const race = await runRace({seed: 1, writers: 1, spreadMs: 0, latencyMs: 10, timeoutMs: 800});
    assert.ok(race.elapsedMs < 800, String(race.elapsedMs));
    assert.deepEqual(race.silentLosses, []);
    assert.ok(!(race.outcomes[0] instanceof Error));
  });
});
