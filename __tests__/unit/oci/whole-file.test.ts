import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {writeWholeFile} from '../../../src/oci/whole-file.ts';

async function makeFolder(test: TestContext, parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'whole-'));
  test.after(() => rm(folder, {recursive: true}));
  return folder;
}

/** What goes wrong in a process that may write no more than 8 KiB of a file. */
function writeOnFullDisk(path: string): string {
  const program = `import {writeWholeFile} from '${import.meta.resolve('../../../src/oci/whole-file.ts')}';
    await writeWholeFile(process.argv[1], 'x'.repeat(100_000), {mode: 0o600});`;
  const limited = ['-c', 'ulimit -f 8; exec "$@"', 'bash', process.execPath];
  const {stderr} = spawnSync('bash', [...limited, '--input-type=module', '-e', program, path], {
    encoding: 'utf8'
  });
  return stderr;
}

describe('writeWholeFile', () => {
  it('makes every folder on the way, however many do so at once', async test => {
    const folder = await makeFolder(test);
    const paths = Array.from({length: 20}, (_, at) =>
      join(folder, 'a/b/c', `d${String(at % 3)}`, String(at))
    );
    await Promise.all(paths.map(path => writeWholeFile(path, path, {mode: 0o640})));
    for (const path of paths) assert.equal(await readFile(path, 'utf8'), path);
    assert.equal((await stat(paths[0]!)).mode & 0o777, 0o640);
  });

  // Node 24's mkdir with recursive never ends there.
  it('ends where no folder can be made', {timeout: 10_000}, async test => {
    const file = join(await makeFolder(test), 'file');
    await writeFile(file, '');
    for (const path of ['/proc/new/folder/x', join(file, 'below', 'x')])
      await assert.rejects(writeWholeFile(path, '', {mode: 0o600}), /ENOENT|ENOTDIR/);
  });

  it('replaces no folder, no pipe and no link to one, and leaves nothing beside them', async test => {
    const folder = await makeFolder(test);
    await mkdir(join(folder, 'folder'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await symlink('pipe', join(folder, 'link'));
    for (const [name, found] of [
      ['folder', /is a folder/],
      ['pipe', /is no plain file/],
      ['link', /is no plain file/]
    ] as const)
      await assert.rejects(writeWholeFile(join(folder, name), 'x', {mode: 0o600}), found);
    assert.deepEqual((await readdir(folder)).sort(), ['folder', 'link', 'pipe']);
    assert.equal(await readlink(join(folder, 'link')), 'pipe');
  });

  it('leaves what was there, and nothing else, where it fails to open, to write or to rename', async test => {
    const folder = await makeFolder(test);
    const path = join(folder, 'file');
    const elsewhere = await makeFolder(test, '/dev/shm');
    const missing = join(folder, 'missing');
    for (const old of [undefined, 'old']) {
      if (old !== undefined) await writeFile(path, old);
      await assert.rejects(writeWholeFile(path, 'new', {mode: 0o600, partFolder: missing}), {code: 'ENOENT'});
      assert.match(writeOnFullDisk(path), /EFBIG/);
      // Another file system, onto which nothing can be renamed.
      await assert.rejects(writeWholeFile(path, 'new', {mode: 0o600, partFolder: elsewhere}), {
        code: 'EXDEV'
      });
      assert.deepEqual(await readdir(folder), old === undefined ? [] : ['file']);
      assert.deepEqual(await readdir(elsewhere), []);
    }
    assert.equal(await readFile(path, 'utf8'), 'old');
  });
});
