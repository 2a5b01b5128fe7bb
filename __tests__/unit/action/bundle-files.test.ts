import assert from 'node:assert/strict';
import {lstat, mkdtemp, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {openBundleFiles, writeBundleLines} from '../../../src/action/bundle-files.ts';

async function makeFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  test.after(() => rm(folder, {recursive: true}));
  return folder;
}

describe('a bundle', () => {
  it('is in a file of its own, and later steps are told which', async test => {
    const temp = await makeFolder(test);
    await writeFile(join(temp, 'created_attestation_paths.txt'), '/there/before\n');
    const {keep, announce} = openBundleFiles(join(temp, 'ours'), temp);
    const path = await keep('linux/arm64', Buffer.from('{}'));
    await announce(path);
    assert.equal(basename(path), 'linux-arm64.sigstore.json');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.equal(await readFile(path, 'utf8'), '{}');
    const told = await readFile(join(temp, 'created_attestation_paths.txt'), 'utf8');
    assert.equal(told, `/there/before\n${path}\n`);
  });

  it('has a name of its own and stays in its folder, whatever it is called', async test => {
    const temp = await makeFolder(test);
    const {keep} = openBundleFiles(join(temp, 'ours'), temp);
    const paths = await Promise.all(
      ['../../x', '../../x', '/etc/passwd', '', '..'].map(title => keep(title, Buffer.from('{}')))
    );
    assert.equal(new Set(paths).size, paths.length);
    for (const path of paths) assert.equal(dirname(path), join(temp, 'ours'));
  });
});

describe('all bundles', () => {
  it('are lines of one file, in a folder that is made', async test => {
    const path = join(await makeFolder(test), 'new folder', 'all.jsonl');
    const written = await writeBundleLines(path, [Buffer.from('{"a": 1.0}'), Buffer.from('{\n"b":2}')]);
    assert.equal(await readFile(written, 'utf8'), '{"a":1.0}\n{"b":2}\n');
  });

  it('take the place of a link, and leave alone what it leads to', async test => {
    const folder = await makeFolder(test);
    const [outside, path] = [join(folder, 'outside'), join(folder, 'all.jsonl')];
    await writeFile(outside, 'kept');
    await symlink(outside, path);
    await writeBundleLines(path, [Buffer.from('{}')]);
    assert.equal(await readFile(outside, 'utf8'), 'kept');
    const found = await lstat(path);
    assert.deepEqual([found.isFile(), found.mode & 0o777], [true, 0o600]);
  });

  for (const path of [
    '/dev/stdout',
    '/dev/fd/1',
    '/proc/self/fd/1',
    '/proc/new/x',
    '/sys/x/y',
    '/dev/../dev/null'
  ])
    it(`are not written to ${path}`, async () => {
      await assert.rejects(writeBundleLines(path, [Buffer.from('{}')]), /in a folder of the system/);
    });
});
