import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {findExtractMistakes, readExtract} from '../../../src/action/extract-inputs.ts';
import type {ExtractInputs} from '../../../src/action/extract-inputs.ts';
import type {InputMistake} from '../../../src/action/input-error.ts';
import {partsOf} from '../../../src/extraction/target.ts';

const places = {workspace: '/runner/work/app', temp: '/runner/temp'};

function read(extract: string, platform = ''): {inputs: ExtractInputs | undefined; mistakes: InputMistake[]} {
  const mistakes: InputMistake[] = [];
  const env = {INPUT_EXTRACT: extract, 'INPUT_EXTRACT-PLATFORM': platform};
  return {inputs: readExtract({env, mistakes}, places), mistakes};
}

describe('readExtract', () => {
  it('returns nothing for nothing', () => {
    assert.deepEqual(read(' \n '), {inputs: undefined, mistakes: []});
  });

  it('returns each line, its local path whole', () => {
    const {inputs, mistakes} = read('/app/bin = dist/app\n a,b/./c/=/runner/temp/x\n/=all\n/k=v=w');
    assert.deepEqual(mistakes, []);
    assert.deepEqual(inputs, {
      requests: [
        {source: '/app/bin', root: '/runner/work/app', target: '/runner/work/app/dist/app'},
        {source: '/a,b/c', root: '/runner/temp', target: '/runner/temp/x'},
        {source: '/', root: '/runner/work/app', target: '/runner/work/app/all'},
        {source: '/k', root: '/runner/work/app', target: '/runner/work/app/v=w'}
      ]
    });
  });

  it('returns the platform', () => {
    assert.deepEqual(read('/a=b', 'arm64').inputs?.platform, {os: 'linux', architecture: 'arm64'});
  });

  const wrong = [
    ['/a', /has no local path/],
    ['/a=', /has no local path/],
    ['=b', /names nothing/],
    ['/a/../b=c', /leads upwards/],
    ['..=c', /leads upwards/],
    ['/a=../b', /outside the workspace/],
    ['/a=b/../../c', /outside the workspace/],
    ['/a=/etc/cron.d/x', /outside the workspace/],
    ['/a=/runner/work/apple', /outside the workspace/],
    ['/a=.', /outside the workspace/],
    ['/a=/runner/temp', /outside the workspace/],
    ['/a=dist/', /ends in a slash/],
    ['/a=b\0c', /NUL/],
    ['/a=b\n/c=b', /same place/],
    ['/a=b\n/c=./b/c', /same place/],
    ['/a=b/c\n/c=b', /same place/]
  ] as const;
  for (const [text, problem] of wrong) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const {mistakes} = read(text);
      assert.deepEqual(
        mistakes.map(({input}) => input),
        ['extract']
      );
      assert.match(mistakes[0]!.problem, problem);
      assert.notEqual(mistakes[0]!.allowed, '');
    });
  }

  it('gathers all mistakes, those of the platform too', () => {
    const {inputs, mistakes} = read('/a\n/b=c\n/d=../e', 'amiga!');
    assert.equal(inputs, undefined);
    assert.deepEqual(
      mistakes.map(({input, value}) => [input, value]),
      [
        ['extract', '"/a"'],
        ['extract', '"/d=../e"'],
        ['extract-platform', '"amiga!"']
      ]
    );
  });

  it('refuses a platform that nothing is extracted of', () => {
    const [mistake] = read('', 'linux/amd64').mistakes;
    assert.equal(mistake?.input, 'extract-platform');
    assert.match(mistake.problem, /needs the input extract/);
  });

  it('never lets a local path lead out, whatever it says', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      '\\',
      'runner',
      'work',
      'app',
      'temp',
      'apple',
      '/',
      '\0',
      ' '
    );
    fc.assert(
      fc.property(fc.array(part, {maxLength: 8}), parts => {
        const {inputs} = read(`/a=${parts.join('/')}`);
        for (const request of inputs?.requests ?? []) {
          assert.ok(partsOf(request).length > 0);
          assert.match(request.target, /^\/runner\/(?:work\/app|temp)\/./);
        }
      })
    );
  });
});

describe('findExtractMistakes', () => {
  const problems = (extract: ExtractInputs | undefined, platforms: readonly string[]): string[] =>
    findExtractMistakes(extract, platforms).map(({input, problem}) => `${input} ${problem}`);

  it('wants a platform where several are built, and one of them', () => {
    const {inputs} = read('/a=b');
    const {inputs: named} = read('/a=b', 'linux/arm64/v8');
    const several = ['linux/amd64', 'linux/arm64'];
    // Which one local is, nobody knows here.
    for (const platforms of [several, ['local', 'linux/arm64'], ['linux/arm64', 'local']])
      assert.match(problems(inputs, platforms)[0] ?? '', /^extract-platform is not set/);
    assert.deepEqual(problems(named, several), []);
    for (const one of [
      ['linux/amd64', 'linux/amd64'],
      ['linux/arm64', 'linux/arm64/v8']
    ])
      assert.deepEqual(problems(inputs, one), []);
    assert.deepEqual(problems(named, ['linux/amd64']), ['extract-platform is not among platforms']);
  });

  it('wants nothing where it cannot know, or nothing is asked for', () => {
    const {inputs} = read('/a=b');
    const {inputs: named} = read('/a=b', 'linux/arm64');
    assert.deepEqual(problems(inputs, []), []);
    assert.deepEqual(problems(inputs, ['linux/amd64']), []);
    assert.deepEqual(problems(named, []), []);
    assert.deepEqual(problems(named, ['local']), []);
    assert.deepEqual(problems(undefined, ['linux/amd64', 'linux/arm64']), []);
  });
});
