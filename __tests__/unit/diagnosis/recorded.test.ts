import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {diagnoseLog} from '../../../src/diagnosis/diagnose-log.ts';
import {RECORDED} from './recorded.ts';

const folder = join(import.meta.dirname, '../../fixtures/logs');

function read(name: string): string {
  return readFileSync(join(folder, `${name}.txt`), 'utf8');
}

describe('the recorded logs', () => {
  it('are all in the table, once', () => {
    const names = readdirSync(folder).filter(name => name.endsWith('.txt'));
    const listed = RECORDED.flatMap(({logs}) => logs).map(name => `${name}.txt`);
    assert.deepEqual(listed.toSorted(), names.toSorted());
    assert.equal(new Set(listed).size, listed.length);
  });

  for (const {code, cause, open = [], logs} of RECORDED)
    for (const name of logs)
      it(`${name}: ${cause}`, () => {
        const found = diagnoseLog(read(name));
        assert.deepEqual([found.code, found.cause], [code, cause]);
        assert.equal(found.fatal, cause !== 'none');
        for (const other of open)
          assert.ok(
            found.alternatives.some(alternative => alternative.cause === other),
            `leaves ${other} out`
          );
        if (cause !== 'none') assert.ok(found.evidence.length > 0, 'has no evidence');
      });

  it('are never a failure when the exit code says that all went well', () => {
    for (const name of RECORDED.flatMap(({logs}) => logs))
      assert.equal(diagnoseLog(read(name), {exitCode: 0}).cause, 'none', name);
  });

  it('are never good when the exit code says that something failed', () => {
    const good = RECORDED.find(({cause}) => cause === 'none')?.logs ?? [];
    for (const name of good) {
      const {code, cause, fatal} = diagnoseLog(read(name), {exitCode: 1});
      assert.deepEqual([code, cause, fatal], ['PROV-000', 'unknown', true], name);
    }
  });

  it('are told alike when GitHub has put its timestamps in front', () => {
    for (const {cause, logs} of RECORDED)
      for (const name of logs) {
        const lines = read(name).split('\n');
        const stamped = lines.map(line => `2026-11-21T01:39:25.9242105Z ${line}`).join('\r\n');
        assert.equal(diagnoseLog(stamped).cause, cause, name);
      }
  });
});
