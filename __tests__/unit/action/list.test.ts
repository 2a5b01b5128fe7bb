import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {ValueError} from '../../../src/action/input-error.ts';
import {parseField, parseFields, parseList} from '../../../src/action/list.ts';

const lines = {keepCommas: true};

describe('parseList', () => {
  for (const [title, text, options, expected] of [
    ['separates items by lines', 'a\nb', {}, ['a', 'b']],
    ['separates items by commas', 'a, b ,c,', {}, ['a', 'b', 'c']],
    ['takes every kind of line end, also mixed', 'a\r\nb\nc\rd', {}, ['a', 'b', 'c', 'd']],
    ['drops empty and blank items', '\n\na\n  \n,,b\n\n', {}, ['a', 'b']],
    ['returns nothing for nothing', '', {}, []],
    ['returns nothing for blank lines', ' \r\n ', {}, []],
    ['keeps commas where asked', 'a,b\nc, d', lines, ['a,b', 'c, d']],
    ['starts no comment at #', '# a\nb=c#d', lines, ['# a', 'b=c#d']],
    ['takes the quotes off an item', '"a=b"\n"c"', lines, ['a=b', 'c']],
    ['keeps quotes inside an item', 'A="b c"\nD={"x": 1,"y":2}', lines, ['A="b c"', 'D={"x": 1,"y":2}']],
    ['reads two quotes in a quoted item as one', '"A={""x"":1}"', lines, ['A={"x":1}']],
    ['lets a quoted item span lines', '"A=1\n\n2"\nB=3', lines, ['A=1\n\n2', 'B=3']],
    ['separates the commas of a lone quoted item', 'a\n"b,c"', {}, ['a', 'b', 'c']],
    ['keeps a quoted comma beside other items', '"a,b",c', {}, ['a,b', 'c']],
    [
      'leaves quotes alone where asked',
      'type=image,"name=a,b"',
      {...lines, keepQuotes: true},
      ['type=image,"name=a,b"']
    ],
    ['leaves an open quote alone where quotes have no meaning', '"a', {keepQuotes: true}, ['"a']],
    ['leaves space alone where asked', ' A= b \n \nC=d', {...lines, keepSpaces: true}, [' A= b ', 'C=d']]
  ] as const) {
    it(title, () => {
      assert.deepEqual(parseList(text, options), expected);
    });
  }

  it('refuses a quote that is never closed, without showing the text', () => {
    assert.throws(
      () => parseList('A=1\n"B=hunter2\nC=3', lines),
      (error: unknown) => {
        assert.ok(error instanceof ValueError);
        assert.match(error.message, /double quote that is never closed/);
        assert.ok(!`${error.stack ?? ''}${JSON.stringify(error)}`.includes('hunter2'));
        assert.equal(error.cause, undefined);
        return true;
      }
    );
  });

  const plain = fc.stringMatching(/^[a-z0-9=.:/@#'-]{1,12}$/);
  const space = fc.constantFrom('', ' ', '\t');

  it('returns plain items whatever separates them', () => {
    const separator = fc.tuple(space, fc.constantFrom('\n', '\r\n', ',', '\n\n', ' , '), space);
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, separator)), pairs => {
        const text = pairs.map(([item, between]) => item + between.join('')).join('');
        assert.deepEqual(
          parseList(text),
          pairs.map(([item]) => item)
        );
      })
    );
  });

  it('returns any text, quoted, as it was', () => {
    const item = fc.string({unit: fc.constantFrom('a', ' ', '"', ',', '\n', '\r', '=', '#', 'é', '\\')});
    fc.assert(
      fc.property(
        fc.array(item.filter(text => text.trim() !== '')),
        fc.constantFrom('\n', '\r\n'),
        (items, end) => {
          const text = items.map(each => `"${each.replaceAll('"', '""')}"`).join(end);
          assert.deepEqual(parseList(text, {keepCommas: true, keepSpaces: true}), items);
        }
      )
    );
  });

  it('returns trimmed items without a blank one, or a ValueError, for any text', () => {
    const text = fc.string({unit: fc.constantFrom('a', 'b', ' ', '"', ',', '\n', '\r', '\ufeff')});
    const options = fc.record({keepCommas: fc.boolean(), keepQuotes: fc.boolean()});
    fc.assert(
      fc.property(text, options, (input, how) => {
        try {
          for (const item of parseList(input, how)) assert.ok(item !== '' && item === item.trim());
        } catch (error) {
          assert.ok(error instanceof ValueError, String(error));
        }
      })
    );
  });
});

describe('parseFields', () => {
  it('splits at commas outside quotes', () => {
    assert.deepEqual(parseFields('type=image,"name=a,b",push=true'), ['type=image', 'name=a,b', 'push=true']);
  });

  for (const text of ['na"me=x', '"a"b', '"a', 'a\nb']) {
    it(`refuses ${JSON.stringify(text)}, as buildx does`, () => {
      assert.throws(() => parseFields(text), ValueError);
    });
  }
});

describe('parseField', () => {
  it('splits at the first equals sign and lowers the key', () => {
    assert.deepEqual(parseField(' Name=a=B'), ['name', 'a=B']);
  });

  for (const field of ['name', '=x', '']) {
    it(`refuses ${JSON.stringify(field)}`, () => {
      assert.throws(() => parseField(field), ValueError);
    });
  }
});
