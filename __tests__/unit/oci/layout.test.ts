import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {mkdir, mkdtemp, rename, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {splitDigest, type Descriptor, type Digest} from '../../../src/oci/descriptor.ts';
import {LayoutError, type LayoutErrorCode} from '../../../src/oci/layout-error.ts';
import {layoutRoots, openLayout} from '../../../src/oci/layout.ts';
import {parseManifest} from '../../../src/oci/manifest.ts';
import {ContentError, readBlob, readManifest} from '../../../src/oci/store.ts';
import {addManifest, buildSample, describeStore, INDEX_TYPE, type Fixture} from './store-suite.ts';

const TAG = 'org.opencontainers.image.ref.name';
const NAME = 'io.containerd.image.name';

describeStore('an OCI layout', async (fixture, test) => openLayout(await publish(fixture, test)));

describe('openLayout', () => {
  it('finds a tag under both names that BuildKit gives it', async test => {
    const {fixture} = buildSample();
    const path = await publish(fixture, test, [
      {...fixture.root, annotations: {[NAME]: 'docker.io/me/app:1.2', [TAG]: '1.2'}},
      {...fixture.root, annotations: {[NAME]: 'docker.io/you/app:1.2', [TAG]: '1.2'}}
    ]);
    const store = await openLayout(path);
    for (const reference of ['1.2', 'docker.io/me/app:1.2', 'docker.io/you/app:1.2']) {
      assert.equal((await store.manifest(reference))?.descriptor.digest, fixture.root.digest);
    }
  });

  it('refuses a tag that names two different manifests', async test => {
    const {fixture, image} = buildSample();
    const annotations = {[TAG]: '1.2'};
    const path = await publish(fixture, test, [
      {...fixture.root, annotations},
      {...image, annotations}
    ]);
    await rejects((await openLayout(path)).manifest('1.2'), 'ambiguous');
  });

  it('refuses a manifest that is not of the size in index.json', async test => {
    const {fixture} = buildSample();
    const path = await publish(fixture, test, [{...fixture.root, size: 7, annotations: {[TAG]: '1.2'}}]);
    await assert.rejects((await openLayout(path)).manifest('1.2'), {
      name: 'ContentError',
      code: 'size-mismatch'
    });
  });

  it('refuses a folder that is no layout', async test => {
    const path = await makeFolder(test);
    await rejects(openLayout(path), 'not-a-layout');
    await rejects(openLayout(join(path, 'absent')), 'not-a-layout');
    await writeFile(join(path, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    await rejects(openLayout(path), 'not-a-layout');
  });

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
      const path = await publish(buildSample().fixture, test);
      await writeFile(join(path, file), text);
      await rejects(openLayout(path), 'malformed');
    });
  }

  it('refuses index.json that is a manifest', async test => {
    const {fixture, image} = buildSample();
    const path = await publish(fixture, test);
    await writeFile(join(path, 'index.json'), fixture.manifests.get(image.digest)?.bytes ?? '');
    await rejects(openLayout(path), 'malformed');
  });

  it('refuses index.json of more than 4 MiB', async test => {
    const path = await publish(buildSample().fixture, test);
    await writeFile(join(path, 'index.json'), ' '.repeat(4 * 1024 * 1024 + 1));
    await rejects(openLayout(path), 'too-large');
  });

  it('refuses index.json that is a symbolic link', async test => {
    const path = await publish(buildSample().fixture, test);
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
      const path = await publish(fixture, test);
      const store = await openLayout(path);
      await replaceByLink(locate(path, statement.digest));
      await rejects(readBlob(store, statement, 1000), 'not-a-file');
    });
  }

  it('is refused where a manifest is a symbolic link', async test => {
    const {fixture, image} = buildSample();
    const path = await publish(fixture, test);
    const store = await openLayout(path);
    await replaceByLink(blobPath(path, image.digest));
    await rejects(store.manifest(image.digest), 'not-a-file');
  });

  it('is refused where it became a link after it was looked at', async test => {
    const {fixture, statement} = buildSample();
    const path = await publish(fixture, test);
    const stream = await (await openLayout(path)).blob(statement);
    await replaceByLink(blobPath(path, statement.digest));
    assert.ok(stream);
    await rejects(readToEnd(stream), 'unreadable');
  });

  it('is refused where it is a folder or a pipe, without waiting for a writer', async test => {
    const {fixture, statement, bundle} = buildSample();
    const path = await publish(fixture, test);
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
    const path = await publish(fixture, test);
    const stream = await (await openLayout(path)).blob(statement);
    await rm(blobPath(path, statement.digest));
    execFileSync('mkfifo', [blobPath(path, statement.digest)]);
    assert.ok(stream);
    await rejects(readToEnd(stream), 'not-a-file');
  });

  it('never lies outside, whatever passes for a digest', async test => {
    const path = await publish(buildSample().fixture, test);
    const store = await openLayout(path);
    const forged = 'sha256:../../index.json' as Digest;
    await assert.rejects(store.blob({mediaType: 'a/b', digest: forged, size: 1}), {
      name: 'InvalidDigestError'
    });
    assert.equal(await store.manifest(forged), undefined);
  });
});

describe('referrers of a layout', () => {
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
    const path = await publish(fixture, test, [fixture.root, referrer]);
    const expected = [{...referrer, artifactType: config.mediaType, annotations: {a: 'b'}}];
    assert.deepEqual(await (await openLayout(path)).referrers(fixture.root.digest), expected);
  });

  it('are found although children of the index are not there', async test => {
    const {fixture, image, bundle} = buildSample();
    fixture.manifests.delete(image.digest);
    const store = await openLayout(await publish(fixture, test));
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
    const store = await openLayout(await publish(fixture, test, indexes));
    await rejects(store.referrers(fixture.root.digest), 'too-large');
  });
});

describe('layoutRoots', () => {
  it('lists what index.json lists, each digest once', async test => {
    const {fixture, image} = buildSample();
    const first = {...fixture.root, annotations: {[TAG]: '1'}};
    const path = await publish(fixture, test, [first, {...fixture.root, annotations: {[TAG]: '2'}}, image]);
    assert.deepEqual(await layoutRoots(path), [first, image]);
  });
});

describe('layouts that BuildKit wrote', () => {
  const folder = join(import.meta.dirname, '../../fixtures/layouts');
  const entries = readdirSync(folder, {withFileTypes: true}).filter(entry => entry.isDirectory());
  for (const {name} of entries) {
    it(`are read whole: ${name}`, async () => {
      const path = join(folder, name);
      const store = await openLayout(path);
      const [root, ...others] = await layoutRoots(path);
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

async function makeFolder(test: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'layout-'));
  test.after(() => rm(path, {recursive: true, force: true}));
  return path;
}

/** Writes the fixture as a layout; `entries` stand in index.json instead of its tags and referrers. */
async function publish(
  fixture: Fixture,
  test: TestContext,
  entries?: readonly Descriptor[]
): Promise<string> {
  const path = await makeFolder(test);
  for (const algorithm of ['sha256', 'sha512'])
    await mkdir(join(path, 'blobs', algorithm), {recursive: true});
  for (const [digest, bytes] of fixture.blobs) await writeFile(blobPath(path, digest), bytes);
  for (const [digest, {bytes}] of fixture.manifests) await writeFile(blobPath(path, digest), bytes);
  const tagged = [...fixture.tags].map(([tag, target]) => ({...target, annotations: {[TAG]: tag}}));
  const manifests = entries ?? [...tagged, ...[...fixture.referrers.values()].flat()];
  await writeFile(
    join(path, 'index.json'),
    JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests})
  );
  await writeFile(join(path, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return path;
}

function blobPath(root: string, digest: Digest): string {
  const {algorithm, hex} = splitDigest(digest);
  return join(root, 'blobs', algorithm, hex);
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
