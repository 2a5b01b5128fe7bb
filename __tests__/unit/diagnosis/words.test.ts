import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {diagnoseLog} from '../../../src/diagnosis/diagnose-log.ts';
import {SUITES} from './words.ts';

for (const [name, table] of Object.entries(SUITES))
  describe(`the words ${name}`, () => {
    for (const {code, open = [], log} of table)
      it(`${code}: ${log.trimEnd().split('\n').at(-1)?.slice(0, 110) ?? ''}`, () => {
        const found = diagnoseLog(log);
        assert.equal(found.code, code);
        assert.equal(found.fatal, true);
        const others = found.alternatives.map(alternative => alternative.code);
        for (const other of open)
          assert.ok(others.includes(other), `leaves ${other} out of ${others.join(' ')}`);
      });
  });
