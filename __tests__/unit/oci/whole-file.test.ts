import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {writeWholeFile} from '../../../src/oci/whole-file.ts';

async function makeFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whole-'));
  test.after(() => rm(folder, {recursive: true}));
  return folder;
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
});
