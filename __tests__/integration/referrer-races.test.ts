/** A thousand races for the tag that lists referrers: too many for a unit test, and all alike from run to run. */
import {describe, it} from 'node:test';
import {assertNothingLost, RACE_SETTINGS} from '../support/races.ts';

const RACES = 1000 / RACE_SETTINGS.length;

describe('eight writers to one tag', () => {
  for (const [name, setting] of RACE_SETTINGS) {
    it(`${name} are all listed in the end, in ${String(RACES)} races`, () =>
      assertNothingLost(setting, RACES));
  }
});
