import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {InputError} from '../../../src/action/input-error.ts';
import {readInputs} from '../../../src/action/inputs.ts';

const ISSUER = 'https://token.actions.githubusercontent.com';

const read = (inputs: Readonly<Record<string, string>>) => {
  const env = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return readInputs(Object.fromEntries(env) as Record<string, string>, () => true).dependencies;
};

function listMistakes(inputs: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(inputs);
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.mistakes.map(({input, problem}) => `${input} ${problem}`);
  }
  return [];
}

describe('the inputs about dependencies', () => {
  it('ask for all of it, and for a warning, unless they say otherwise', () => {
    const usual = {collect: true, onMissing: 'warn', accepted: undefined, cacheTimeoutMs: 5000};
    assert.deepEqual(read({}), usual);
    const empty = {dependencies: '', 'dependency-policy': ' \n', 'on-missing-dependency': ''};
    assert.deepEqual(read({...empty, 'cache-timeout': ''}), usual);
    assert.deepEqual(read({dependencies: 'false', 'on-missing-dependency': 'ignore', 'cache-timeout': '0'}), {
      collect: false,
      onMissing: 'ignore',
      accepted: undefined,
      cacheTimeoutMs: undefined
    });
    assert.equal(read({'cache-timeout': '90s'}).cacheTimeoutMs, 90_000);
    assert.deepEqual(listMistakes({'cache-timeout': '-1'}), ['cache-timeout is not a time in range']);
  });

  it('name signers by repository, or by issuer and name', () => {
    const policy = [
      'repository=octo-org/base',
      'repository=https://github.com/octo-org/base',
      'issuer=https://issuer.example,repository=https://git.example/base',
      ' issuer=https://issuer.example , identity=me@example.com ',
      'repository=octo-org/base,identity=https://github.com/octo-org/base/.github/workflows/w.yml@refs/heads/main'
    ];
    const sourceRepositoryUri = 'https://github.com/octo-org/base';
    assert.deepEqual(read({'dependency-policy': policy.join('\n')}).accepted, [
      {issuer: ISSUER, sourceRepositoryUri},
      {issuer: ISSUER, sourceRepositoryUri},
      {issuer: 'https://issuer.example', sourceRepositoryUri: 'https://git.example/base'},
      {issuer: 'https://issuer.example', san: 'me@example.com'},
      {
        issuer: ISSUER,
        san: `${sourceRepositoryUri}/.github/workflows/w.yml@refs/heads/main`,
        sourceRepositoryUri
      }
    ]);
  });

  it('name each mistake', () => {
    for (const [line, problem] of [
      ['octo-org/base', /field/],
      ['identity=me@example.com', /names no issuer/],
      ['issuer=https://issuer.example', /names nobody/],
      ['issuer=issuer.example,identity=me', /has no issuer/],
      ['issuer=https://issuer.example,repository=base', /names no repository/],
      ['repository=octo-org/*', /has a pattern/],
      ['repository=octo-org/base,repository=octo-org/other', /names repository twice/],
      ['repository=', /has an empty repository/],
      ['subject=me', /none of a signer/]
    ] as const) {
      const [first = '', ...others] = listMistakes({'dependency-policy': `repository=a/b\n${line}`});
      assert.match(first, problem, line);
      assert.match(first, /^dependency-policy /);
      assert.deepEqual(others, []);
    }
    assert.match(listMistakes({'on-missing-dependency': 'fail'})[0] ?? '', /none of the choices/);
  });

  it('contradict what looks at none', () => {
    const strict = {'on-missing-dependency': 'error', 'dependency-policy': 'repository=a/b'};
    for (const off of ['dependencies', 'verify']) {
      const found = listMistakes({...strict, [off]: 'false'});
      assert.deepEqual(
        found.map(text => text.split(',')[0]),
        ['on-missing-dependency', 'dependency-policy'].map(input => `${input} contradicts ${off}: false`)
      );
      assert.deepEqual(listMistakes({[off]: 'false'}), []);
    }
  });
});
