import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {after, describe, it} from 'node:test';
import {startRegistry, type Registry, type RegistryOptions} from '../../local/registry.ts';
import {attachReferrer} from '../../src/oci/attach.ts';
import type {Descriptor, Digest} from '../../src/oci/descriptor.ts';
import {createPatience} from '../../src/oci/patience.ts';
import type {Referrer} from '../../src/oci/referrer-manifest.ts';
import {openRegistrySink, type RegistrySink} from '../../src/oci/registry-sink.ts';
import {RegistryError} from '../../src/oci/registry-error.ts';
import {restoreReferrers} from '../../src/oci/restore.ts';
import {readBlob, readManifest} from '../../src/oci/store.ts';
import {createTransport} from '../../src/oci/transport.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';

const REPOSITORY = 'me/app';
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const WRITERS = 8;

const {run} = useForeignVerifiers();
const scratch = mkdtempSync(join(tmpdir(), 'attach-test-'));
after(() => rmSync(scratch, {recursive: true}));

interface Opened {
  readonly sink: RegistrySink;
  readonly subject: Descriptor;
}

function bundle(subject: Descriptor, content: string): Referrer {
  const annotations = {'dev.sigstore.bundle.content': 'dsse-envelope'};
  const blob = {mediaType: BUNDLE_TYPE, bytes: Buffer.from(content)};
  return {subject, artifactType: BUNDLE_TYPE, annotations, blob};
}

const patience = (timeoutMs = 120_000) => createPatience({timeoutMs});

/** A registry with an empty index, tagged `1`, in it. */
async function withSubject(
  options: RegistryOptions,
  use: (registry: Registry, opened: Opened) => Promise<void>
): Promise<void> {
  const registry = await startRegistry(options);
  const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
  try {
    const sink = openRegistrySink({
      reference: {registry: registry.host, repository: REPOSITORY},
      transport,
      credentials: () => Promise.resolve(registry.credentials),
      patience: patience(),
      awaitAbsent: false
    });
    const bytes = Buffer.from(JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests: []}));
    const {descriptor} = await sink.pushManifest(bytes, INDEX_TYPE, {tag: '1'});
    await use(registry, {sink, subject: descriptor});
  } finally {
    await transport.close();
    await registry.stop();
  }
}

/** Attaches in a process of its own; what it prints is the digest. */
function createWriter(): string {
  const source = join(import.meta.dirname, '../../src/oci');
  const file = join(scratch, 'writer.ts');
  writeFileSync(
    file,
    `import {attachReferrer} from '${source}/attach.ts';
     import {createPatience} from '${source}/patience.ts';
     import {openRegistrySink} from '${source}/registry-sink.ts';
     import {createTransport} from '${source}/transport.ts';
     const [registry, subject, name] = process.argv.slice(2);
     const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
     const patience = createPatience({timeoutMs: 120_000});
     const sink = openRegistrySink({
       reference: {registry, repository: '${REPOSITORY}'}, transport, patience,
       credentials: async () => undefined, awaitAbsent: false
     });
     const blob = {mediaType: '${BUNDLE_TYPE}', bytes: Buffer.from(name)};
     const referrer = {subject: JSON.parse(subject), artifactType: '${BUNDLE_TYPE}', annotations: {}, blob};
     const {descriptor} = await attachReferrer(sink, referrer, patience);
     console.log(descriptor.digest);
     await transport.close();`
  );
  return file;
}

async function runWriter(file: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [file, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
  const [printed, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number]>
  ]);
  assert.equal(code, 0);
  return printed.trim();
}

const digestsOf = (descriptors: readonly Descriptor[]): Set<Digest> =>
  new Set(descriptors.map(({digest}) => digest));

describe('a real registry', () => {
  for (const referrers of [true, false]) {
    const via = referrers ? 'api' : 'tag';

    it(`lists what eight promises attach at once, by its ${via}, and the image stays as it is`, async () => {
      await withSubject({referrers}, async (_, {sink, subject}) => {
        const names = Array.from({length: WRITERS}, (_, position) => `bundle ${String(position)}`);
        const attached = await Promise.all(
          names.map(name => attachReferrer(sink, bundle(subject, name), patience()))
        );
        assert.deepEqual(new Set(attached.map(one => one.via)), new Set([via]));
        const digests = digestsOf(attached.map(({descriptor}) => descriptor));
        assert.equal(digests.size, WRITERS);
        assert.deepEqual(digestsOf(await sink.referrers(subject.digest)), digests);
        assert.equal((await readManifest(sink, '1')).descriptor.digest, subject.digest);

        const {descriptor} = attached[0]!;
        const content = await readManifest(sink, descriptor.digest);
        const {layers} = JSON.parse(Buffer.from(content.bytes).toString()) as {layers: Descriptor[]};
        assert.equal(Buffer.from(await readBlob(sink, layers[0]!, 1000)).toString(), 'bundle 0');
      });
    });

    it(`lists what eight processes attach at once, by its ${via}`, async () => {
      await withSubject({referrers}, async ({host}, {sink, subject}) => {
        const writer = createWriter();
        const names = Array.from({length: WRITERS}, (_, position) => `bundle ${String(position)}`);
        const args = [host, JSON.stringify(subject)];
        const printed = await Promise.all(names.map(name => runWriter(writer, ...args, name)));
        assert.deepEqual(digestsOf(await sink.referrers(subject.digest)), new Set(printed));
        assert.equal(printed.length, WRITERS);
      });
    });
  }

  for (const auth of ['basic', 'bearer'] as const) {
    it(`takes a referrer from whoever may push, and from nobody else: ${auth}`, async () => {
      await withSubject({auth, publicPull: true}, async (registry, {sink, subject}) => {
        const {descriptor} = await attachReferrer(sink, bundle(subject, 'mine'), patience());
        assert.deepEqual(digestsOf(await sink.referrers(subject.digest)), new Set([descriptor.digest]));

        const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
        const stranger = openRegistrySink({
          reference: {registry: registry.host, repository: REPOSITORY},
          transport,
          credentials: () => Promise.resolve(undefined),
          patience: patience(),
          awaitAbsent: false
        });
        const attaching = attachReferrer(stranger, bundle(subject, 'a stranger’s'), patience());
        const error: unknown = await attaching.catch((reason: unknown) => reason);
        assert.ok(error instanceof RegistryError, String(error));
        assert.equal(error.status, 401);
        await transport.close();
      });
    });
  }

  it('is attached to whatever fails now and then', async () => {
    await withSubject({}, async ({faults}, {sink, subject}) => {
      const uploads = `/v2/${REPOSITORY}/blobs/uploads/`;
      faults.add({method: 'POST', path: uploads, times: 1, status: 503});
      faults.add({method: 'PUT', path: /\/blobs\/uploads\/./, times: 1, resetAfter: 0});
      faults.add({method: 'PUT', path: /\/manifests\/sha256:/, times: 1, status: 500});
      faults.add({
        method: 'PUT',
        path: /\/manifests\/sha256-/,
        times: 1,
        status: 429,
        headers: {'retry-after': '1'}
      });
      const {descriptor} = await attachReferrer(sink, bundle(subject, 'mine'), patience());
      assert.deepEqual(digestsOf(await sink.referrers(subject.digest)), new Set([descriptor.digest]));
    });
  });

  it('gets back what a careless writer dropped', async () => {
    await withSubject({}, async (_, {sink, subject}) => {
      const {descriptor, referrers} = await attachReferrer(sink, bundle(subject, 'mine'), patience());
      const other = Buffer.from(
        JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [subject]})
      );
      await sink.pushManifest(other, INDEX_TYPE, {tag: subject.digest.replace(':', '-')});
      const settling = {quietMs: 200, contendedMs: 600};
      assert.deepEqual(await restoreReferrers(sink, subject.digest, referrers, patience(), {settling}), [
        descriptor
      ]);
      const digests = digestsOf(await sink.referrers(subject.digest));
      assert.deepEqual(digests, new Set([subject.digest, descriptor.digest]));
    });
  });

  for (const referrers of [true, false]) {
    const via = referrers ? 'api' : 'tag';

    it(`shows its referrers to other programs, and keeps theirs, by its ${via}`, async () => {
      await withSubject({referrers}, async ({host}, {sink, subject}) => {
        const name = `${host}/${REPOSITORY}`;
        const attach = (type: string): Promise<string> =>
          run(
            'oras',
            'attach',
            '--plain-http',
            '--disable-path-validation',
            '--artifact-type',
            type,
            `${name}@${subject.digest}`,
            writeNote()
          );
        await attach('application/vnd.example.before');
        const {descriptor, seen} = await attachReferrer(sink, bundle(subject, 'mine'), patience());
        assert.equal(seen.length, 2);
        await attach('application/vnd.example.after');

        const found = await run(
          'oras',
          'discover',
          '--plain-http',
          '--format',
          'json',
          `${name}@${subject.digest}`
        );
        for (const text of ['vnd.example.before', 'vnd.example.after', descriptor.digest, BUNDLE_TYPE]) {
          assert.ok(found.includes(text), `${text} in ${found}`);
        }
        const manifest = await run('crane', 'manifest', '--insecure', `${name}@${descriptor.digest}`);
        const {artifactType, subject: referred} = JSON.parse(manifest) as Descriptor & {subject: Descriptor};
        assert.deepEqual([artifactType, referred], [BUNDLE_TYPE, subject]);
      });
    });
  }
});

function writeNote(): string {
  const file = join(scratch, 'note.txt');
  writeFileSync(file, 'a note');
  return file;
}
