import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import type {Tally} from '../../../script/tally.ts';

const execute = promisify(execFile);

describe('the tally of a suite', {concurrency: true}, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-'));
  });
  after(() => rm(folder, {recursive: true}));

  /** Runs the text as a test file, in a process that does not know that it is part of a test. */
  async function tallyOf(text: string): Promise<Tally> {
    const file = join(folder, `${randomUUID()}.test.mjs`);
    await writeFile(file, `import {before, describe, it} from 'node:test';\n${text}\n`);
    return tallyOfFiles([file]);
  }

  async function tallyOfFiles(files: readonly string[]): Promise<Tally> {
    const {NODE_TEST_CONTEXT: _, ...env} = process.env;
    const program = `
      import {runFiles} from ${JSON.stringify(import.meta.resolve('../../../script/tally.ts'))};
      const options = {cwd: ${JSON.stringify(folder)}, concurrency: 1, timeout: 10_000};
      console.log(JSON.stringify(await runFiles(${JSON.stringify(files)}, options, () => {})));`;
    const file = join(folder, `${randomUUID()}.mjs`);
    await writeFile(file, program);
    const {stdout} = await execute(process.execPath, [file], {env});
    return JSON.parse(stdout) as Tally;
  }

  it('counts tests, not suites', async () => {
    const text = `describe('a', () => { it('b', () => {}); describe('c', () => { it('d', () => { throw 1; }); }); });`;
    assert.deepEqual(await tallyOf(text), {passed: 1, failed: 1, objections: []});
  });

  it('counts a skipped test and one to do as failed, and names them', async () => {
    const text = `it.skip('a', () => {}); it('b', t => t.todo()); it('c', t => t.skip('later')); it('d', () => {});`;
    const {passed, failed, objections} = await tallyOf(text);
    assert.deepEqual([passed, failed, objections], [1, 3, ['skipped: a', 'to do: b', 'skipped: c']]);
  });

  it('counts as failed a suite without tests', async () => {
    const {passed, failed, objections} = await tallyOf(`describe('a', () => {}); it('b', () => {});`);
    assert.deepEqual([passed, failed, objections], [1, 1, ['no tests in "a"']]);
  });

  it('counts as failed a file without tests', async () => {
    const {passed, failed, objections} = await tallyOf('');
    assert.deepEqual([passed, failed], [0, 1]);
    assert.match(objections.join(), /^no tests in .*\.test\.mjs$/);
  });

  it('counts as failed a suite of which the hook fails, and a file that crashes', async () => {
    const hook = await tallyOf(`describe('a', () => { before(() => { throw 1; }); it('b', () => {}); });`);
    assert.equal(hook.passed, 0);
    assert.ok(hook.failed > 0);
    assert.equal((await tallyOf('process.exit(3);')).failed, 1);
  });

  it('counts no files at all as a failure', async () => {
    assert.deepEqual(await tallyOfFiles([]), {passed: 0, failed: 1, objections: ['no tests at all']});
  });
});
