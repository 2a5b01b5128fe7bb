import assert from 'node:assert/strict';
import {execFile, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';

const root = join(import.meta.dirname, '../../..');
const command = join(root, 'script/diagnose.ts');
const log = (name: string): string => join(root, '__tests__/fixtures/logs', `${name}.txt`);

async function diagnose(...args: string[]): Promise<string> {
  const {stdout} = await promisify(execFile)(process.execPath, [command, ...args]);
  return stdout;
}

describe('script/diagnose', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'diagnose-'));
  });
  after(() => {
    rmSync(folder, {recursive: true});
  });

  it('prints exactly what was promised as JSON', async () => {
    const found: unknown = JSON.parse(await diagnose(log('push-403-blob.docker'), '--json'));
    assert.deepEqual(found, {
      code: 'PROV-3A',
      cause: 'registry-denied',
      fatal: true,
      alternatives: [{code: 'PROV-3C', cause: 'registry-package-link'}],
      evidence: [39, 43]
    });
  });

  it('has no code where nothing is wrong', async () => {
    const found: unknown = JSON.parse(
      await diagnose(log('push-403-blob.docker'), '--json', '--exit-code', '0')
    );
    assert.deepEqual(found, {code: null, cause: 'none', fatal: false, alternatives: [], evidence: []});
  });

  it('reads standard input', () => {
    const {stdout, status} = spawnSync(process.execPath, [command, '--json'], {
      input: "unknown flag: --provenance\nSee 'docker --help'.\n",
      encoding: 'utf8'
    });
    assert.equal(status, 0);
    assert.equal((JSON.parse(stdout) as {cause: string}).cause, 'buildx-missing');
  });

  it('says to people what it is, how one knows, what to do, and what else it could be', async () => {
    const text = await diagnose(log('push-403-blob.docker'));
    for (const part of [
      'PROV-3A  ',
      'Cause: registry-denied',
      '43  ERROR: failed to build',
      'What to do:',
      '    packages: write',
      'How to check:',
      'PROV-3C  ',
      'src/diagnostics/docs/PROV-3A.md'
    ])
      assert.ok(text.includes(part), part);
  });

  it('prints neither credentials nor the tokens of uploads', async () => {
    const file = join(folder, 'log');
    writeFileSync(
      file,
      'ERROR: failed to build: failed to solve: failed to push a.example/b:1: unexpected status from PUT request to https://me:hunter2@a.example/v2/b/blobs/uploads/1?_state=hunter3&digest=x: 403 Forbidden\n'
    );
    const text = await diagnose(file);
    assert.match(text, /PROV-3A/);
    assert.doesNotMatch(text, /hunter/);
  });

  it('refuses what it does not understand, and says how it is used', () => {
    for (const args of [['--nope'], ['a', 'b'], ['--exit-code', 'x']]) {
      const {status, stderr} = spawnSync(process.execPath, [command, ...args], {encoding: 'utf8'});
      assert.equal(status, 2);
      assert.match(stderr, /Usage: script\/diagnose/);
    }
  });

  it('says which file it cannot read', () => {
    const {status, stderr} = spawnSync(process.execPath, [command, join(folder, 'nothing')], {
      encoding: 'utf8'
    });
    assert.equal(status, 1);
    assert.match(stderr, /no such file/);
  });
});
