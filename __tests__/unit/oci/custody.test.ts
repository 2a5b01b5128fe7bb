import assert from 'node:assert/strict';
import {appendFile, mkdir, rename, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {ChangedFilesError, createCustody} from '../../../src/oci/custody.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {listFiles, makeFolder, placeOf, writeFolder, writeTar} from './layout-fixture.ts';
import {buildSample} from './store-suite.ts';

const bytes = Buffer.from('statement');

async function holdFile(test: TestContext) {
  const path = join(await makeFolder(test), 'statement.json');
  await writeFile(path, bytes);
  const custody = createCustody();
  custody.record(path, bytes, 'built');
  return {path, custody};
}

describe('files in custody', () => {
  it('are what was recorded, and may be read and moved about as long as they are', async test => {
    const {path, custody} = await holdFile(test);
    await rename(path, `${path}.away`);
    await rename(`${path}.away`, path);
    await custody.assertUnchanged('');
  });

  it('are known by a digest as well as by bytes', async test => {
    const path = join(await makeFolder(test), 'large.bin');
    await writeFile(path, bytes);
    const custody = createCustody();
    custody.recordDigest(path, digestBytes(bytes), 'read');
    await custody.assertUnchanged('');
    await appendFile(path, ' ');
    await assert.rejects(custody.assertUnchanged('Stop.'), /is not what was read: it was sha256:/);
  });

  it('are not what they were by one byte, with both digests and what follows from it', async test => {
    const {path, custody} = await holdFile(test);
    await writeFile(path, Buffer.from('Statement'));
    await assert.rejects(custody.assertUnchanged('Nothing was signed.'), (error: unknown) => {
      assert.ok(error instanceof ChangedFilesError);
      const [was, is] = ['statement', 'Statement'].map(text => digestBytes(Buffer.from(text)));
      assert.equal(
        error.message,
        `${JSON.stringify(path)} is not what was built: it was ${was ?? ''} and is ${is ?? ''}.\nNothing was signed.`
      );
      return true;
    });
  });

  it('are named all, also those that are gone or something else now', async test => {
    const {path, custody} = await holdFile(test);
    const others = ['gone', 'link', 'folder'].map(name => join(path, '..', name));
    for (const other of others) custody.record(other, bytes, 'signed');
    const [, link = '', folder = ''] = others;
    await symlink(path, link);
    await mkdir(folder);
    await rm(path);
    await assert.rejects(custody.assertUnchanged(''), ({message}: Error) => {
      const lines = message.trimEnd().split('\n');
      assert.deepEqual(
        lines.map(line => /and (?:is gone|can no longer be read)/.exec(line)?.[0]),
        ['and is gone', 'and is gone', 'and can no longer be read', 'and can no longer be read']
      );
      assert.match(lines[1] ?? '', /is not what was signed/);
      return true;
    });
  });

  it('are looked at no further once the run is cancelled', async test => {
    const {path} = await holdFile(test);
    await truncate(path, 4 * 1024 ** 3);
    const cancelling = new AbortController();
    const custody = createCustody(cancelling.signal);
    custody.record(path, bytes, 'built');
    const reason = new Error('the run was cancelled');
    setTimeout(() => {
      cancelling.abort(reason);
    }, 200);
    await assert.rejects(custody.assertUnchanged(''), reason);
    await assert.rejects(custody.recordLayout(path), reason);
  });

  it('are named up to a number', async test => {
    const {path, custody} = await holdFile(test);
    for (let at = 0; at < 30; at++) custody.record(`${path}-${String(at)}`, bytes, 'built');
    await assert.rejects(custody.assertUnchanged(''), /\nAnd 10 more\.\n/);
  });

  for (const [form, write] of Object.entries({folder: writeFolder, tar: writeTar})) {
    it(`are all files of a layout, until it is given back: ${form}`, async test => {
      const {fixture} = buildSample();
      const path = await write(listFiles(fixture, [fixture.root]), test);
      const custody = createCustody();
      await custody.recordLayout(path);
      await custody.assertUnchanged('');
      const blob = form === 'tar' ? path : join(path, placeOf(fixture.root.digest));
      await appendFile(blob, ' ');
      await assert.rejects(custody.assertUnchanged(''), {name: 'ChangedFilesError'});
      await assert.rejects(custody.assertLayoutUnchanged(path, ''), ({message}: Error) =>
        message.includes(blob)
      );
      custody.releaseLayout(path);
      await custody.assertUnchanged('');
      await custody.assertLayoutUnchanged(path, '');
    });
  }

  it('are not those that lie beside a layout, nor blobs that nobody recorded', async test => {
    const {fixture} = buildSample();
    const path = await writeFolder(listFiles(fixture, [fixture.root]), test);
    const custody = createCustody();
    await custody.recordLayout(path);
    await writeFile(join(path, 'notes'), 'mine');
    await writeFile(join(path, 'blobs/sha256', 'f'.repeat(64)), 'more');
    await custody.assertUnchanged('');
  });

  it('are no layout where there is none, or links in one', async test => {
    const custody = createCustody();
    const folder = await makeFolder(test);
    await assert.rejects(custody.recordLayout(join(folder, 'none')), {code: 'unreadable'});
    const {fixture} = buildSample();
    const path = await writeFolder(listFiles(fixture, [fixture.root]), test);
    await symlink('/etc/hostname', join(path, 'blobs/sha256', 'e'.repeat(64)));
    await assert.rejects(custody.recordLayout(path), {name: 'LayoutError'});
  });
});
