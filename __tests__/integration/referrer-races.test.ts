/** A thousand races in either order: too many for a unit test, and all alike from run to run. */
import {describe, it} from 'node:test';
import {assertNothingLost, RACE_ORDERS, RACE_SETTINGS} from '../support/races.ts';

const RACES = 1000 / RACE_SETTINGS.length;

describe('eight writers to one tag', () => {
  for (const [name, setting] of RACE_SETTINGS) {
    for (const [how, order] of RACE_ORDERS) {
      it(`${name}, ${how}, are all listed in the end, in ${String(RACES)} races`, () =>
        assertNothingLost({...setting, ...order}, RACES));
    }
  }
});
