import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {describe, it} from 'node:test';
import {
  createFolders,
  isPrivateFolder,
  isReferrersFile,
  removePrivate,
  writeStatements
} from '../../../src/action/folders.ts';

describe('the folders of a run', () => {
  it('are new, and the private half is known again and goes without a trace', async test => {
    const temp = await mkdtemp(join(tmpdir(), 'folders-'));
    test.after(() => rm(temp, {recursive: true}));
    const [one, other] = [await createFolders(temp), await createFolders(temp)];
    assert.notEqual(one.root, other.root);
    assert.ok(isPrivateFolder(one.private, temp));
    assert.ok(!isPrivateFolder(one.root, temp));
    assert.ok(!isPrivateFolder(join(one.private, '..', '..', '..', 'private'), temp));
    assert.ok(one.trust.startsWith(join(one.private, '/')));
    await removePrivate(one.private);
    await removePrivate(one.private);
    assert.deepEqual(await readdir(one.root), []);
  });

  it('hold the file that post reads, and no other path is taken for it', async test => {
    const temp = await mkdtemp(join(tmpdir(), 'folders-'));
    test.after(() => rm(temp, {recursive: true}));
    const {root, private: folder, referrers, report} = await createFolders(temp);
    assert.ok(isReferrersFile(referrers, temp));
    const others = [
      report,
      folder,
      join(folder, 'referrers.json'),
      join(temp, 'referrers.json'),
      join(temp, 'other', 'referrers.json'),
      `${root}/./referrers.json`,
      `${root}/../${basename(root)}/referrers.json`,
      `${basename(root)}/referrers.json`
    ];
    for (const path of others) assert.ok(!isReferrersFile(path, temp), path);
    assert.ok(!isReferrersFile(referrers, join(temp, 'other')));
    assert.ok(!isReferrersFile(referrers, ''));
  });

  it('hold a file for each statement, whatever the platforms are called', async test => {
    const folder = await mkdtemp(join(tmpdir(), 'folders-'));
    test.after(() => rm(folder, {recursive: true}));
    const names = ['x-2', 'x', 'x', '../../x', '..', ''];
    await writeStatements(
      folder,
      names.map((platform, at) => ({platform, bytes: Buffer.from(String(at))}))
    );
    const files = await readdir(folder);
    assert.equal(files.length, names.length);
    const contents = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
    assert.deepEqual(contents.toSorted(), ['0', '1', '2', '3', '4', '5']);
  });
});
