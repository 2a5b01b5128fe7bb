import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {mkdir, rename, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {LayoutError, type LayoutErrorCode} from '../../../src/oci/layout-error.ts';
import {findRoot, openLayout} from '../../../src/oci/layout.ts';
import {parseManifest} from '../../../src/oci/manifest.ts';
import {ContentError, readBlob, readManifest} from '../../../src/oci/store.ts';
import {
  listFiles,
  makeFolder,
  placeOf,
  TAG,
  writeFolder,
  writeTar,
  type WriteLayout
} from './layout-fixture.ts';
import {addManifest, buildSample, describeStore, INDEX_TYPE} from './store-suite.ts';

const NAME = 'io.containerd.image.name';

const forms = {folder: writeFolder, tar: writeTar};

for (const [form, write] of Object.entries(forms)) {
  describeStore(`an OCI layout in a ${form}`, async (fixture, test) =>
    openLayout(await write(listFiles(fixture), test))
  );
  describeTags(form, write);
  describeMalformed(form, write);
  describeReferrers(form, write);
}

function describeTags(form: string, write: WriteLayout): void {
  describe(`openLayout of a ${form}`, () => {
    it('finds a tag under both names that BuildKit gives it', async test => {
      const {fixture} = buildSample();
      const path = await write(
        listFiles(fixture, [
          {...fixture.root, annotations: {[NAME]: 'docker.io/me/app:1.2', [TAG]: '1.2'}},
          {...fixture.root, annotations: {[NAME]: 'docker.io/you/app:1.2', [TAG]: '1.2'}}
        ]),
        test
      );
      const store = await openLayout(path);
      for (const reference of ['1.2', 'docker.io/me/app:1.2', 'docker.io/you/app:1.2']) {
        assert.equal((await store.manifest(reference))?.descriptor.digest, fixture.root.digest);
      }
    });

    it('refuses a tag that names two different manifests', async test => {
      const {fixture, image} = buildSample();
      const annotations = {[TAG]: '1.2'};
      const path = await write(
        listFiles(fixture, [
          {...fixture.root, annotations},
          {...image, annotations}
        ]),
        test
      );
      await rejects((await openLayout(path)).manifest('1.2'), 'ambiguous');
    });

    it('refuses a manifest that is not of the size in index.json', async test => {
      const {fixture} = buildSample();
      const path = await write(
        listFiles(fixture, [{...fixture.root, size: 7, annotations: {[TAG]: '1.2'}}]),
        test
      );
      await assert.rejects((await openLayout(path)).manifest('1.2'), {
        name: 'ContentError',
        code: 'size-mismatch'
      });
    });

    it('lists what index.json lists, each digest once', async test => {
      const {fixture, image} = buildSample();
      const first = {...fixture.root, annotations: {[TAG]: '1'}};
      const entries = [first, {...fixture.root, annotations: {[TAG]: '2'}}, image];
      const path = await write(listFiles(fixture, entries), test);
      assert.deepEqual((await openLayout(path)).roots, [first, image]);
    });

    it('finds what a build left by its digest, or where it is alone', async test => {
      const {fixture, image} = buildSample();
      const several = await write(listFiles(fixture, [fixture.root, image]), test);
      const find = async (path: string, digest?: string) => findRoot(path, await openLayout(path), digest);
      assert.deepEqual(await find(several, image.digest), image);
      await rejects(find(several), 'ambiguous');
      const alone = await write(listFiles(fixture, [fixture.root]), test);
      assert.deepEqual(await find(alone, image.digest), fixture.root);
      const findSole = async (digest?: string) =>
        findRoot(alone, await openLayout(alone), digest, {sole: true});
      assert.deepEqual(await findSole(fixture.root.digest), fixture.root);
      assert.deepEqual(await findSole(), fixture.root);
      await rejects(findSole(image.digest), 'changed');
      await rejects(find(await write(listFiles(fixture, []), test), image.digest), 'empty');
    });
  });
}

function describeMalformed(form: string, write: WriteLayout): void {
  describe(`openLayout of a ${form} that says something else`, () => {
    const malformed = [
      ['oci-layout', '{"imageLayoutVersion":"2.0.0"}'],
      ['oci-layout', '[]'],
      ['oci-layout', '{"imageLayoutVersion":"1.0.0"'],
      ['index.json', '{}'],
      ['index.json', '{"schemaVersion":2,"manifests":[{}]}'],
      ['index.json', '']
    ] as const;
    for (const [file, text] of malformed) {
      it(`refuses ${file} that says ${text === '' ? 'nothing' : text}`, async test => {
        const files = listFiles(buildSample().fixture).set(file, Buffer.from(text));
        await rejects(openLayout(await write(files, test)), 'malformed');
      });
    }

    it('refuses index.json that is a manifest', async test => {
      const {fixture, image} = buildSample();
      const files = listFiles(fixture).set('index.json', fixture.manifests.get(image.digest)!.bytes);
      await rejects(openLayout(await write(files, test)), 'malformed');
    });

    it('refuses index.json of more than 4 MiB', async test => {
      const files = listFiles(buildSample().fixture).set(
        'index.json',
        Buffer.alloc(4 * 1024 * 1024 + 1, ' ')
      );
      await rejects(openLayout(await write(files, test)), 'too-large');
    });
  });
}

function describeReferrers(form: string, write: WriteLayout): void {
  describe(`referrers of a layout in a ${form}`, () => {
    it('fall back to the type of the config', async test => {
      const {fixture, image} = buildSample();
      const config = {...image, mediaType: 'application/vnd.example.config+json'};
      const fields = {
        mediaType: image.mediaType,
        config,
        layers: [],
        subject: fixture.root,
        annotations: {a: 'b'}
      };
      const referrer = addManifest(fixture, fields);
      const path = await write(listFiles(fixture, [fixture.root, referrer]), test);
      const expected = [{...referrer, artifactType: config.mediaType, annotations: {a: 'b'}}];
      assert.deepEqual(await (await openLayout(path)).referrers(fixture.root.digest), expected);
    });

    it('are found although children of the index are not there', async test => {
      const {fixture, image, bundle} = buildSample();
      fixture.manifests.delete(image.digest);
      const store = await openLayout(await write(listFiles(fixture), test));
      assert.ok((await store.referrers(image.digest)).some(({digest}) => digest === bundle.digest));
    });

    it('are given up where the layout holds too many manifests', async test => {
      const {fixture} = buildSample();
      const children = (part: string) =>
        Array.from({length: 3000}, (_, n) => ({
          ...fixture.root,
          digest: `sha256:${part}${String(n).padStart(63, '0')}`
        }));
      const indexes = ['a', 'b'].map(part =>
        addManifest(fixture, {mediaType: INDEX_TYPE, manifests: children(part)})
      );
      const store = await openLayout(await write(listFiles(fixture, indexes), test));
      await rejects(store.referrers(fixture.root.digest), 'too-large');
    });
  });
}

describe('openLayout', () => {
  it('refuses a folder that is no layout', async test => {
    const path = await makeFolder(test);
    await rejects(openLayout(path), 'not-a-layout');
    await rejects(openLayout(join(path, 'absent')), 'not-a-layout');
    await writeFile(join(path, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    await rejects(openLayout(path), 'not-a-layout');
  });

  it('refuses index.json that is a symbolic link', async test => {
    const path = await writeFolder(listFiles(buildSample().fixture), test);
    await replaceByLink(join(path, 'index.json'));
    await rejects(openLayout(path), 'not-a-file');
  });

  it('says that it cannot look where the operating system refuses', async test => {
    await rejects(openLayout(`${await makeFolder(test)}\0`), 'unreadable');
  });
});

describe('a blob of a layout', () => {
  const places = [
    ['itself', (root: string, digest: Digest) => blobPath(root, digest)],
    ['in a folder', (root: string) => join(root, 'blobs', 'sha256')],
    ['in a folder of algorithms', (root: string) => join(root, 'blobs')]
  ] as const;
  for (const [words, locate] of places) {
    it(`is refused where a symbolic link leads to it: ${words}`, async test => {
      const {fixture, statement} = buildSample();
      const path = await writeFolder(listFiles(fixture), test);
      const store = await openLayout(path);
      await replaceByLink(locate(path, statement.digest));
      await rejects(readBlob(store, statement, 1000), 'not-a-file');
    });
  }

  it('is refused where a manifest is a symbolic link', async test => {
    const {fixture, image} = buildSample();
    const path = await writeFolder(listFiles(fixture), test);
    const store = await openLayout(path);
    await replaceByLink(blobPath(path, image.digest));
    await rejects(store.manifest(image.digest), 'not-a-file');
  });

  it('is refused where it became a link after it was looked at', async test => {
    const {fixture, statement} = buildSample();
    const path = await writeFolder(listFiles(fixture), test);
    const stream = await (await openLayout(path)).blob(statement);
    await replaceByLink(blobPath(path, statement.digest));
    assert.ok(stream);
    await rejects(readToEnd(stream), 'unreadable');
  });

  it('is refused where it is a folder or a pipe, without waiting for a writer', async test => {
    const {fixture, statement, bundle} = buildSample();
    const path = await writeFolder(listFiles(fixture), test);
    const store = await openLayout(path);
    await rm(blobPath(path, statement.digest));
    await mkdir(blobPath(path, statement.digest));
    await rejects(readBlob(store, statement, 1000), 'not-a-file');
    await rm(blobPath(path, bundle.digest));
    execFileSync('mkfifo', [blobPath(path, bundle.digest)]);
    await rejects(store.manifest(bundle.digest), 'not-a-file');
  });

  it('is refused where it became a pipe after it was looked at', {timeout: 5000}, async test => {
    const {fixture, statement} = buildSample();
    const path = await writeFolder(listFiles(fixture), test);
    const stream = await (await openLayout(path)).blob(statement);
    await rm(blobPath(path, statement.digest));
    execFileSync('mkfifo', [blobPath(path, statement.digest)]);
    assert.ok(stream);
    await rejects(readToEnd(stream), 'not-a-file');
  });

  it('never lies outside, whatever passes for a digest', async test => {
    const path = await writeFolder(listFiles(buildSample().fixture), test);
    const store = await openLayout(path);
    const forged = 'sha256:../../index.json' as Digest;
    await assert.rejects(store.blob({mediaType: 'a/b', digest: forged, size: 1}), {
      name: 'InvalidDigestError'
    });
    assert.equal(await store.manifest(forged), undefined);
  });
});

describe('layouts that BuildKit wrote', () => {
  const folder = join(import.meta.dirname, '../../fixtures/layouts');
  const entries = readdirSync(folder, {withFileTypes: true}).filter(entry => entry.isDirectory());
  for (const {name} of entries) {
    it(`are read whole: ${name}`, async () => {
      const path = join(folder, name);
      const store = await openLayout(path);
      const [root, ...others] = (await openLayout(path)).roots;
      assert.ok(root);
      assert.deepEqual(others, []);
      const {bytes} = await readManifest(store, root.annotations?.[TAG] ?? '', root);
      const parsed = parseManifest(bytes, root.mediaType);
      for (const child of parsed.kind === 'index' ? parsed.index.manifests : []) {
        const found = parseManifest((await readManifest(store, child.digest, child)).bytes, child.mediaType);
        assert.ok(found.kind === 'manifest');
      }
    });
  }
});

function blobPath(root: string, digest: Digest): string {
  return join(root, placeOf(digest));
}

async function readToEnd(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of stream) assert.ok(chunk);
}

async function replaceByLink(path: string): Promise<void> {
  await rename(path, `${path}.moved`);
  await symlink(`${path}.moved`, path);
}

async function rejects(promise: Promise<unknown>, code: LayoutErrorCode): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof LayoutError, String(error));
    assert.ok(!(error instanceof ContentError));
    assert.equal(error.code, code);
    return true;
  });
}
