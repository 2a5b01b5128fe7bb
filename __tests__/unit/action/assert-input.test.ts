import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {InputError} from '../../../src/action/input-error.ts';
import type {InputMistake} from '../../../src/action/input-error.ts';
import {readInputs} from '../../../src/action/inputs.ts';

const read = (text: string, more: Record<string, string> = {}) =>
  readInputs({INPUT_ASSERT: text, ...more}, () => true).verification.rules;

function listMistakes(text: string, more: Record<string, string> = {}): readonly InputMistake[] {
  try {
    read(text, more);
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error.mistakes;
  }
  return assert.fail(`accepted ${text}`);
}

describe('assert', () => {
  it('has a rule a line, whose commas part prefixes', () => {
    assert.deepEqual(read(' materials-pinned \r\n\n  materials-allowed=pkg:docker/a, https://b/\n'), [
      {id: 'materials-pinned'},
      {id: 'materials-allowed', prefixes: ['pkg:docker/a', 'https://b/']}
    ]);
    assert.deepEqual(read(''), []);
  });

  it('tells all its mistakes beside those of other inputs, on one line each', () => {
    const mistakes = listMistakes('signed\nno-network\nno-network=\u202ex\ncomplete=1', {
      INPUT_SIGN: 'perhaps'
    });
    assert.deepEqual(
      mistakes.map(({input, value}) => [input, value]),
      [
        ['assert', '"signed"'],
        ['assert', '"no-network=\ufffdx"'],
        ['assert', '"complete=1"'],
        ['sign', '"perhaps"']
      ]
    );
    assert.match(mistakes[0]?.problem ?? '', /sign: true fails where that is not done$/);
  });

  it('names the rules that there are', () => {
    assert.match(listMistakes('x')[0]?.allowed ?? '', /^materials-pinned, .*complete$/);
  });

  it('contradicts verify: false', () => {
    const [mistake, ...others] = listMistakes('complete', {INPUT_VERIFY: 'false'});
    assert.deepEqual(others, []);
    assert.equal(mistake?.input, 'assert');
    assert.match(mistake.problem, /^contradicts verify: false/);
  });
});
