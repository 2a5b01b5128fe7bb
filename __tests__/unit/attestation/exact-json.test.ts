import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  findDifference,
  formatCanonical,
  isExactObject,
  parseExact
} from '../../../src/attestation/exact-json.ts';
import {JsonError} from '../../../src/oci/json.ts';

const parse = (text: string) => parseExact(Buffer.from(text));

describe('a document that is read exactly', () => {
  it('is written again with every number as it was', () => {
    for (const text of [
      '1.0',
      '12345678901234567890',
      '1e3',
      '-0',
      '1E+2',
      '0.1',
      '[1,2.50,{"a":-1.5e-10}]'
    ]) {
      assert.equal(JSON.stringify(parse(text)), text);
    }
  });

  it('is any JSON, written as it was apart from white space and escapes', () => {
    fc.assert(
      fc.property(fc.jsonValue({noUnicodeString: false}), value => {
        const text = JSON.stringify(value);
        if (text.includes('"__proto__"')) return;
        const exact = parse(JSON.stringify(value, null, 2));
        assert.equal(JSON.stringify(exact), JSON.stringify(JSON.parse(text)));
        assert.equal(findDifference(exact, parse(text)), undefined);
      })
    );
  });

  it('is refused where parsers would disagree', () => {
    assert.throws(() => parse('{"a":1,"a":1}'), JsonError);
    assert.throws(() => parse('{"a":1} '.repeat(2)), JsonError);
    assert.throws(() => parse('{"__proto__":1}'), JsonError);
  });

  it('knows objects from numbers that are kept as text', () => {
    assert.equal(isExactObject(parse('{}')), true);
    assert.equal(isExactObject(parse('1.0')), false);
    assert.equal(isExactObject(undefined), false);
  });
});

describe('the difference between two documents', () => {
  const cases: readonly [string, string, string | undefined][] = [
    ['1', '1.0', undefined],
    ['1000', '1e3', undefined],
    ['0.001', '1E-3', undefined],
    ['12300', '123.00e2', undefined],
    ['0', '0.000', undefined],
    ['0e5', '0', undefined],
    ['0', '-0', '$ differs'],
    ['9007199254740993', '9007199254740992', '$ differs'],
    ['1e400', '1e401', '$ differs'],
    ['0.1', '0.10000000000000001', '$ differs'],
    ['1', '"1"', '$ differs'],
    ['1', 'true', '$ differs'],
    ['null', '{}', '$ differs'],
    ['[]', '{}', '$ differs'],
    ['[1]', '[]', '$[0] missing'],
    ['[1]', '[1,null]', '$[1] added'],
    ['{"a":null}', '{}', '$.a missing'],
    ['{"a":{"b":[1,{"c":2}]}}', '{"a":{"b":[1,{"c":3}]}}', '$.a.b[1].c differs'],
    ['{}', '{"toString":1}', '$.toString added'],
    ['{"toString":1}', '{}', '$.toString missing'],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', undefined],
    ['"\\u0041"', '"A"', undefined]
  ];
  for (const [expected, actual, difference] of cases) {
    it(`of ${expected} and ${actual} is ${difference ?? 'none'}`, () => {
      const found = findDifference(parse(expected), parse(actual));
      assert.equal(found && `${found.path} ${found.what}`, difference);
      const [one, other] = [expected, actual].map(text => formatCanonical(parse(text)));
      assert.equal(one === other, difference === undefined, `${one}\n${other}`);
    });
  }
});
