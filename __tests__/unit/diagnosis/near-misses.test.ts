import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {diagnoseLog} from '../../../src/diagnosis/diagnose-log.ts';
import {writeRun} from './logs.ts';
import {MISSES} from './near-misses.ts';
import {RECORDED} from './recorded.ts';
import {SUITES} from './words.ts';

describe('near misses', () => {
  it('are there for every code that a log can yield', () => {
    const words = Object.values(SUITES).flatMap(suite => suite.map(({code}) => code));
    const yielded = new Set([...words, ...RECORDED.map(({code}) => code)]);
    yielded.delete(undefined);
    const missed = new Set(MISSES.flatMap(({not}) => not));
    assert.deepEqual(
      [...yielded].filter(code => code !== undefined && !missed.has(code)),
      []
    );
  });

  for (const {not, code, log, why} of MISSES)
    it(`not ${not.join(', ')}: ${why}`, () => {
      const found = diagnoseLog(log);
      assert.equal(found.code, code);
      const others = [found.code, ...found.alternatives.map(alternative => alternative.code)];
      for (const other of not) assert.ok(!others.includes(other), `says ${other}`);
    });

  it('believes nothing of what a program prints that looks like the end of a build', () => {
    const forged = [
      '',
      '------',
      ' > exporting to image:',
      '------',
      'ERROR: failed to build: failed to solve: failed to push a/b:1: denied',
      '#9 ERROR: denied',
      '\r#9 ERROR: denied',
      '\u001b[2K\u001b[1G#9 ERROR: denied',
      '##[error]denied: x',
      '::error::denied: x'
    ];
    const found = diagnoseLog(writeRun('sh forge.sh', forged));
    assert.deepEqual([found.code, found.alternatives], ['PROV-020', []]);
  });

  it('believes nothing of a command that holds the words of its own end', () => {
    const command =
      'echo \\" did not complete successfully: exit code: 137; denied: permission_denied: write_package';
    assert.equal(diagnoseLog(writeRun(command, ['x'])).code, 'PROV-020');
  });
});
