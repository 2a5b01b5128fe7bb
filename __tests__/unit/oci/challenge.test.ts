import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseChallenges} from '../../../src/oci/challenge.ts';

const parse = (...lines: string[]) =>
  parseChallenges(lines).map(({scheme, parameters}) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  it('reads what registries say', () => {
    assert.deepEqual(
      parse(
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"'
      ),
      [
        [
          'bearer',
          {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:a/b:pull,push'
          }
        ]
      ]
    );
    assert.deepEqual(parse('Basic realm="Registry"'), [['basic', {realm: 'Registry'}]]);
  });

  it('reads several challenges, in one line or more', () => {
    const expected = [
      ['negotiate', {}],
      ['basic', {realm: 'a, b', charset: 'UTF-8'}],
      ['bearer', {realm: 'r', error: 'insufficient_scope'}]
    ];
    assert.deepEqual(
      parse('Negotiate, BASIC Realm="a, b" , charset=UTF-8, Bearer realm=r,error="insufficient_scope"'),
      expected
    );
    assert.deepEqual(
      parse('Negotiate', 'Basic realm="a, b",charset=UTF-8', 'Bearer realm=r, error=insufficient_scope'),
      expected
    );
  });

  it('reads escapes in quotes, spaces around equals signs, and a bare token68', () => {
    assert.deepEqual(parse('Bearer realm = "a\\"b\\\\c"'), [['bearer', {realm: 'a"b\\c'}]]);
    assert.deepEqual(parse('Negotiate dG9rZW4=, Basic realm=x'), [
      ['negotiate', {}],
      ['basic', {realm: 'x'}]
    ]);
  });

  it('keeps the first of two parameters of a name', () => {
    assert.deepEqual(parse('Bearer realm=first,REALM=second'), [['bearer', {realm: 'first'}]]);
  });

  it('gives back what was written', () => {
    const scheme = fc.stringMatching(/^[a-z]{1,8}$/);
    const parameters = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), {
      maxKeys: 4,
      noNullPrototype: true
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(scheme, parameters), {maxLength: 3}), challenges => {
        const line = challenges
          .map(([name, fields]) => {
            const pairs = Object.entries(fields).map(
              ([key, value]) => `${key}="${value.replace(/[\\"]/g, '\\$&')}"`
            );
            return `${name} ${pairs.join(', ')}`;
          })
          .join(', ');
        assert.deepEqual(parse(line), challenges);
      })
    );
  });

  it('throws at nothing, and takes no time over anything', () => {
    fc.assert(fc.property(fc.array(fc.string()), lines => void parseChallenges(lines)));
    const started = performance.now();
    for (const part of [' ', ',', '"', '\\', 'a=', 'a="', 'a ', '='])
      parseChallenges([`Bearer ${part.repeat(100_000)}`]);
    assert.ok(performance.now() - started < 5000);
  });
});
