import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseRetryAfter} from '../../../src/oci/retry-after.ts';

describe('parseRetryAfter', () => {
  it('reads seconds', () => {
    assert.equal(parseRetryAfter('2', undefined), 2000);
    assert.equal(parseRetryAfter(' 0 ', undefined), 0);
  });

  it("reads a date, by the answer's own clock", () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    assert.equal(parseRetryAfter('Wed, 21 Oct 2015 07:28:30 GMT', date), 30_000);
    assert.equal(parseRetryAfter('Wed, 21 Oct 2015 07:27:30 GMT', date), 0);
  });

  it("reads a date by this machine's clock where the answer has none", () => {
    const soon = parseRetryAfter(new Date(Date.now() + 60_000).toUTCString(), undefined);
    assert.ok(soon !== undefined && soon > 55_000 && soon <= 60_000);
  });

  it('ignores what is neither', () => {
    for (const value of [
      undefined,
      '',
      '-1',
      '1.5',
      '2s',
      'soon',
      '1e3',
      'Infinity',
      '2015-10-21',
      '99999999999'
    ]) {
      assert.equal(parseRetryAfter(value, undefined), undefined, value);
    }
  });

  it('never gives a negative or endless time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, date) => {
        const wait = parseRetryAfter(value, date);
        assert.ok(wait === undefined || (wait >= 0 && Number.isFinite(wait)));
      })
    );
  });
});
