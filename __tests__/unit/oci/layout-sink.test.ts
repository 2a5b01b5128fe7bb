import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {appendFile, chmod, mkdir, rename, stat, symlink} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {describe, it} from 'node:test';
import {attachReferrer} from '../../../src/oci/attach.ts';
import type {Descriptor} from '../../../src/oci/descriptor.ts';
import {openLayoutSink} from '../../../src/oci/layout-sink.ts';
import {openSource, type LayoutFile} from '../../../src/oci/layout-source.ts';
import {openLayout} from '../../../src/oci/layout.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import type {Referrer} from '../../../src/oci/referrer-manifest.ts';
import {readBlob} from '../../../src/oci/store.ts';
import {listFiles, placeOf, writeFolder, writeTar} from './layout-fixture.ts';
import {buildSample} from './store-suite.ts';

const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const patience = createPatience({timeoutMs: 5000});

function bundle(subject: Descriptor, content: string): Referrer {
  const blob = {mediaType: BUNDLE_TYPE, bytes: Buffer.from(content)};
  return {subject, artifactType: BUNDLE_TYPE, annotations: {content}, blob};
}

const listNames = (folder: string): string[] => readdirSync(folder, {recursive: true}).map(String).sort();

for (const [form, write] of Object.entries({folder: writeFolder, tar: writeTar})) {
  describe(`openLayoutSink of a ${form}`, () => {
    it('attaches referrers, which whoever opens it finds, and changes nothing else', async test => {
      const {fixture, layer, statement, image} = buildSample();
      const path = await write(listFiles(fixture, [fixture.root]), test);
      const sink = await openLayoutSink(path);
      const first = await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
      const second = await attachReferrer(sink, bundle(fixture.root, 'two'), patience);
      assert.deepEqual([first.via, second.via], ['api', 'api']);
      await sink.commit();

      const layout = await openLayout(path);
      const found = (await layout.referrers(fixture.root.digest)).map(({digest}) => digest);
      assert.deepEqual(found, [first.descriptor.digest, second.descriptor.digest]);
      assert.deepEqual(layout.roots, [fixture.root]);
      assert.equal((await layout.referrers(image.digest)).length, 1);
      for (const blob of [layer, statement]) {
        const bytes = await readBlob(layout, blob, blob.size);
        assert.ok(Buffer.from(bytes).equals(fixture.blobs.get(blob.digest)!));
      }
    });

    it('shows what was attached before it is written, and writes nothing until then', async test => {
      const {fixture} = buildSample();
      const path = await write(listFiles(fixture, [fixture.root]), test);
      const before = listNames(form === 'folder' ? path : dirname(path));
      const sink = await openLayoutSink(path);
      const {descriptor} = await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
      assert.equal((await sink.manifest(descriptor.digest))?.descriptor.digest, descriptor.digest);
      assert.deepEqual(await (await openLayout(path)).referrers(fixture.root.digest), []);
      assert.deepEqual(listNames(form === 'folder' ? path : dirname(path)), before);
    });

    it('attaches the same again without a change', async test => {
      const {fixture} = buildSample();
      const path = await write(listFiles(fixture, [fixture.root]), test);
      const inodes = new Set<number>();
      for (let round = 0; round < 3; round++) {
        const sink = await openLayoutSink(path);
        await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
        await Promise.all([sink.commit(), sink.commit()]);
        inodes.add((await stat(form === 'folder' ? join(path, 'index.json') : path)).ino);
      }
      assert.equal(inodes.size, 1);
      assert.equal((await (await openLayout(path)).referrers(fixture.root.digest)).length, 1);
      assert.deepEqual(
        listNames(form === 'folder' ? path : dirname(path)).filter(name => name.endsWith('.part')),
        []
      );
    });

    it('goes on after it was written', async test => {
      const {fixture} = buildSample();
      const path = await write(listFiles(fixture, [fixture.root]), test);
      const sink = await openLayoutSink(path);
      for (const content of ['one', 'two', 'three']) {
        await attachReferrer(sink, bundle(fixture.root, content), patience);
        await sink.commit();
      }
      assert.equal((await sink.referrers(fixture.root.digest)).length, 3);
      assert.equal((await (await openLayout(path)).referrers(fixture.root.digest)).length, 3);
    });

    it('keeps what else index.json says', async test => {
      const {fixture} = buildSample();
      const files = listFiles(fixture);
      const index = {...(JSON.parse(Buffer.from(files.get('index.json')!).toString()) as object), more: [1]};
      const path = await write(files.set('index.json', Buffer.from(JSON.stringify(index))), test);
      const sink = await openLayoutSink(path);
      await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
      await sink.commit();
      const store = await openLayout(path);
      assert.equal((await store.manifest('1.2'))?.descriptor.digest, fixture.root.digest);
      if (form === 'folder') assert.match(readFileSync(join(path, 'index.json'), 'utf8'), /"more":\[1\]/);
    });

    it('moves no tag', async test => {
      const {fixture} = buildSample();
      const sink = await openLayoutSink(await write(listFiles(fixture), test));
      const {bytes, mediaType} = fixture.manifests.get(fixture.root.digest)!;
      await assert.rejects(sink.pushManifest(bytes, mediaType, {tag: '1.2'}), {code: 'unwritable'});
    });
  });
}

describe('a tar that is written anew', () => {
  it('keeps every entry but index.json, byte for byte, and its mode', async test => {
    const {fixture} = buildSample();
    const path = await writeTar(listFiles(fixture, [fixture.root]), test);
    await chmod(path, 0o640);
    const before = readFileSync(path);
    const sink = await openLayoutSink(path);
    await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
    await sink.commit();
    const after = readFileSync(path);
    const at = before.indexOf('index.json\0');
    assert.ok(after.subarray(0, at).equals(before.subarray(0, at)));
    assert.equal(after.length % 512, 0);
    assert.equal((await stat(path)).mode & 0o777, 0o640);
  });

  it('stays as it is where another wrote it meanwhile', async test => {
    const {fixture} = buildSample();
    const path = await writeTar(listFiles(fixture, [fixture.root]), test);
    const sink = await openLayoutSink(path);
    await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
    await appendFile(path, Buffer.alloc(512));
    const before = readFileSync(path);
    await assert.rejects(sink.commit(), {name: 'LayoutError', code: 'changed'});
    assert.ok(readFileSync(path).equals(before));
    assert.deepEqual(readdirSync(dirname(path)), ['image.tar']);
  });
});

describe('a layout that cannot be written', () => {
  const files = new Map([['index.json', Buffer.from('{}')]] as const);

  it('is as it was, without a part of a new tar beside it', async test => {
    const path = await writeTar(listFiles(buildSample().fixture), test);
    const source = await openSource(path);
    await appendFile(path, Buffer.alloc(512));
    const before = readFileSync(path);
    await assert.rejects(source.write(files), {name: 'LayoutError', code: 'changed'});
    assert.ok(readFileSync(path).equals(before));
    assert.deepEqual(readdirSync(dirname(path)), ['image.tar']);
  });

  it('is as it was, without a part of a new file in the folder', async test => {
    const path = await writeFolder(listFiles(buildSample().fixture), test);
    const source = await openSource(path);
    await rename(join(path, 'index.json'), join(path, 'kept'));
    await mkdir(join(path, 'index.json'));
    const before = listNames(path);
    await assert.rejects(source.write(files), {name: 'LayoutError', code: 'unwritable'});
    assert.deepEqual(listNames(path), before);
  });

  it('keeps no blob in the folder that nobody lists', async test => {
    const path = await writeFolder(listFiles(buildSample().fixture), test);
    const source = await openSource(path);
    await rename(join(path, 'index.json'), join(path, 'kept'));
    await mkdir(join(path, 'index.json'));
    const before = listNames(path);
    const blob = [`blobs/sha256/${'e'.repeat(64)}`, Buffer.from('one')] as const;
    const more = new Map<LayoutFile, Uint8Array>([blob, ...files]);
    await assert.rejects(source.write(more), {name: 'LayoutError', code: 'unwritable'});
    assert.deepEqual(listNames(path), before);
  });
});

describe('a folder that is written to', () => {
  it('is refused where a link leads out of it, and nothing is written there', async test => {
    const {fixture} = buildSample();
    const path = await writeFolder(listFiles(fixture, [fixture.root]), test);
    const sink = await openLayoutSink(path);
    await attachReferrer(sink, bundle(fixture.root, 'one'), patience);
    await rename(join(path, 'blobs'), join(path, 'moved'));
    await mkdir(join(path, 'outside/sha256'), {recursive: true});
    await symlink(join(path, 'outside'), join(path, 'blobs'));
    const before = listNames(path);
    await assert.rejects(sink.commit(), {name: 'LayoutError', code: 'not-a-file'});
    assert.deepEqual(listNames(path), before);
  });

  it('is refused where a blob is a link, and what it leads to stays', async test => {
    const {fixture} = buildSample();
    const path = await writeFolder(listFiles(fixture, [fixture.root]), test);
    const sink = await openLayoutSink(path);
    const referrer = bundle(fixture.root, 'one');
    const {descriptor} = await attachReferrer(sink, referrer, patience);
    await symlink(join(path, 'oci-layout'), join(path, placeOf(descriptor.digest)));
    await assert.rejects(sink.commit(), {name: 'LayoutError', code: 'not-a-file'});
    assert.equal(readFileSync(join(path, 'oci-layout'), 'utf8'), '{"imageLayoutVersion":"1.0.0"}');
    assert.deepEqual(await (await openLayout(path)).referrers(fixture.root.digest), []);
  });
});
