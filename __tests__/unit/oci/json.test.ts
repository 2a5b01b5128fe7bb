import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  expectArray,
  expectObject,
  expectString,
  isObject,
  joinPath,
  JsonError,
  parseJson,
  refuseLookalikes
} from '../../../src/oci/json.ts';

function parseText(text: string): unknown {
  return parseJson(Buffer.from(text));
}

function refuses(text: string | Uint8Array, reason: RegExp): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  assert.throws(
    () => parseJson(bytes),
    (error: unknown) => error instanceof JsonError && reason.test(error.reason)
  );
}

/** As an object literal with a string key would, `__proto__` included. */
const jsonText = fc.json({maxDepth: 6}).filter(text => !text.includes('__proto__'));

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(fc.property(jsonText, text => assert.deepEqual(parseText(text), JSON.parse(text))));
  });

  it('reads pretty-printed text, with any string as key', () => {
    const key = fc.string({unit: 'grapheme'}).filter(text => text !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue({maxDepth: 2})), value => {
        const text = JSON.stringify(value, null, '\t');
        if (!text.includes('__proto__')) assert.deepEqual(parseText(text), JSON.parse(text));
      })
    );
  });

  it('throws nothing but JsonError, whatever the bytes', () => {
    const noise = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', '1', 'a', ' ', '\\u', 'null')
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          noise.map(parts => Buffer.from(parts.join('')))
        ),
        bytes => {
          try {
            assert.deepEqual(parseJson(bytes), JSON.parse(Buffer.from(bytes).toString()));
          } catch (error) {
            assert.ok(error instanceof JsonError, String(error));
          }
        }
      ),
      {numRuns: 2000}
    );
  });

  const duplicates = [
    '{"a":1,"a":1}',
    '{"a":1,"b":{"a":1},"a":2}',
    '[{"a":[{"x":1}],"a":0}]',
    '{"a":1,"\\u0061":2}',
    '{"":1,"":2}',
    '{"a\\"":1,"a\\"":2}',
    '{ "a" : 1 , "a" : 2 }'
  ];
  for (const text of duplicates) {
    it(`refuses a key that is there twice: ${text}`, () => {
      refuses(text, /twice in one object/);
    });
  }

  it('takes equal keys in different objects, and keys that are values elsewhere', () => {
    for (const text of [
      '[{"a":1},{"a":1}]',
      '{"a":{"a":"a"},"b":["a","a"]}',
      '{"a":"a:","b":":a"}',
      '{"a\\\\":1,"a":2}'
    ]) {
      assert.deepEqual(parseText(text), JSON.parse(text));
    }
  });

  it('refuses the key __proto__, also when it is escaped', () => {
    refuses('{"__proto__":{"polluted":true}}', /__proto__/);
    refuses('{"\\u005f_proto__":1}', /__proto__/);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('takes the key constructor as any other', () => {
    const value = parseText('{"constructor":{"prototype":{"polluted":true}}}');
    assert.ok(isObject(value));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('refuses keys that are not Unicode text', () => {
    refuses('{"\\ud800":1}', /not Unicode/);
  });

  it('refuses what is not UTF-8, and a byte order mark', () => {
    refuses(Uint8Array.of(0x22, 0xff, 0x22), /not UTF-8/);
    refuses(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), /not UTF-8/);
    refuses('\ufeff{}', /byte order mark/);
    refuses(Buffer.from('{}', 'utf16le'), /not JSON|UTF-8/);
  });

  for (const text of [
    '',
    ' ',
    '{',
    '{"a":1',
    '{}{}',
    '{} x',
    '[1,]',
    'NaN',
    '{a:1}',
    "{'a':1}",
    '// x\n1',
    '"a',
    '01'
  ]) {
    it(`refuses what is no JSON: ${JSON.stringify(text)}`, () => {
      refuses(text, /is not JSON/);
    });
  }

  it('never quotes the document where it is malformed', () => {
    assert.throws(
      () => parseText('{"password":"hunter2" oops'),
      (error: unknown) =>
        error instanceof JsonError && !/hunter2|oops/.test(`${error.message}${String(error.cause)}`)
    );
  });

  it('refuses nesting beyond the limit, however deep', () => {
    assert.doesNotThrow(() => parseText(`${'['.repeat(512)}${']'.repeat(512)}`));
    refuses(`${'['.repeat(513)}${']'.repeat(513)}`, /deeper than 512/);
    refuses('['.repeat(100_000), /deeper than 512/);
    refuses('{"a":'.repeat(1_000_000), /deeper than 512/);
  });

  it('does not count brackets in strings', () => {
    assert.equal(parseText(`"${'['.repeat(1000)}"`), '['.repeat(1000));
  });

  it('refuses more bytes or values than the limit', () => {
    assert.throws(() => parseJson(Buffer.from('[1,2]'), {bytes: 4}), {name: 'JsonError'});
    assert.throws(() => parseJson(Buffer.from('[1,2]'), {values: 2}), {name: 'JsonError'});
    assert.deepEqual(parseJson(Buffer.from('[1,2]'), {bytes: 5, values: 3, depth: 1}), [1, 2]);
  });

  it('refuses an object of more than 65,536 keys', () => {
    const write = (length: number) => `{${Array.from({length}, (_, n) => `"${String(n)}":0`).join()}}`;
    assert.ok(isObject(parseText(write(65_536))));
    refuses(write(65_537), /more than 65536 keys/);
  });

  it('reads 4 MiB of a statement without taking long', () => {
    const step = {
      id: 'step1',
      op: {Op: {exec: {meta: {args: ['/bin/sh', '-c', 'make \\ "all"']}}}},
      inputs: ['step0:0']
    };
    const bytes = Buffer.from(
      JSON.stringify(
        Array.from({length: 38_000}, () => step),
        null,
        1
      )
    );
    assert.ok(bytes.length > 4 * 1024 * 1024);
    const start = performance.now();
    parseJson(bytes);
    assert.ok(performance.now() - start < 5000);
  });

  it('reads strings of quotes and backslashes in linear time', () => {
    const start = performance.now();
    for (const unit of ['\\\\', '\\"', '\\u0022'])
      parseText(`{"${unit.repeat(500_000)}":"${unit.repeat(500_000)}"}`);
    assert.ok(performance.now() - start < 5000);
  });
});

describe('narrowing', () => {
  it('names the place and what is there instead', () => {
    assert.throws(() => expectObject(undefined, '$.a'), {message: '$.a: should be an object, is missing'});
    assert.throws(() => expectObject([], '$.a'), {message: '$.a: should be an object, is an array'});
    assert.throws(() => expectArray({}, '$.a'), {message: '$.a: should be an array, is an object'});
    assert.throws(() => expectString(null, '$.a'), {message: '$.a: should be a string, is null'});
    assert.throws(() => expectString(1, '$.a'), {message: '$.a: should be a string, is a number'});
  });

  it('writes paths that say where', () => {
    assert.equal(joinPath(joinPath('$.layers', 2), 'digest'), '$.layers[2].digest');
    assert.equal(joinPath('$', 'in-toto.io/x'), '$["in-toto.io/x"]');
    assert.ok(joinPath('$', 'x'.repeat(10_000)).length < 100);
  });

  it('refuses keys that differ from known ones by case alone, as Go folds it', () => {
    for (const key of ['Layers', 'LAYERS', 'layer\u017f']) {
      assert.throws(() => {
        refuseLookalikes({[key]: 1}, ['layers'], '$');
      }, /by case alone/);
    }
    refuseLookalikes({layers: 1, layer: 2}, ['layers'], '$');
  });
});
