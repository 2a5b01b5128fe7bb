import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {gunzipSync, gzipSync} from 'node:zlib';
import {scopeOf, startCache} from '../../local/cache/cache.ts';
import type {CacheOptions, LocalCache} from '../../local/cache/cache.ts';
import {startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {packEntry, unpackEntry} from '../../src/action/cache-entry.ts';
import {openDependencyCache} from '../../src/action/dependency-cache.ts';
import type {DependencyCache} from '../../src/action/dependency-cache.ts';
import type {Material} from '../../src/attestation/provenance.ts';
import {collectDependencies} from '../../src/dependencies/collect.ts';
import type {CollectOptions} from '../../src/dependencies/collect.ts';
import {listImages} from '../../src/dependencies/tree.ts';
import type {DependencyTree, ImageNode} from '../../src/dependencies/tree.ts';
import {digestBytes, parseDigest} from '../../src/oci/descriptor.ts';
import type {Digest} from '../../src/oci/descriptor.ts';
import {createPatience} from '../../src/oci/patience.ts';
import type {Reference} from '../../src/oci/reference.ts';
import {openRegistry} from '../../src/oci/registry.ts';
import {createTransport} from '../../src/oci/transport.ts';
import {resolveInstance} from '../../src/sigstore/instance.ts';
import {copyRepository, writeReferrersTag} from '../support/registry-hands.ts';
import {pushBlob, pushManifest} from '../support/signed-image.ts';
import {materialOf, Repository} from '../unit/dependencies/images.ts';
import type {Contents} from '../unit/dependencies/images.ts';
import {composeProvenance} from '../unit/dependencies/provenance.ts';
import {IDENTITY, SERVER} from '../unit/sigstore/release.ts';
import {createWorld} from '../unit/sigstore/world.ts';

const ROOT: Digest = `sha256:${'f'.repeat(64)}`;
const ACCEPTED = [{issuer: IDENTITY.issuer, san: IDENTITY.san}];
const {thresholds} = resolveInstance('public', SERVER).value;
const world = await createWorld();
const scratch = mkdtempSync(join(tmpdir(), 'dependency-cache-test-'));
const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
const never = 24 * 60 * 60_000;
const fixtures = join(import.meta.dirname, '../fixtures');
/** Where one pushes, and where one pulls with a token, as from most registries. */
const registries: {open?: Registry; guarded?: Registry} = {};

before(async () => {
  [registries.open, registries.guarded] = await Promise.all([
    startRegistry(),
    startRegistry({auth: 'bearer', publicPull: true})
  ]);
});
after(async () => {
  await Promise.all([registries.open?.stop(), registries.guarded?.stop(), transport.close()]);
  rmSync(scratch, {recursive: true});
});

interface Base {
  readonly digest: Digest;
  readonly image: Digest;
  readonly repository: Repository;
}

let count = 0;

/** An image like no other, as BuildKit pushes it; with bundles that are attached to it. */
async function push(contents: Contents = {'linux/amd64': []}, isSigned = false): Promise<Base> {
  const {open, guarded} = registries;
  const name = `base-${String(++count)}`;
  const repository = new Repository(`${guarded!.host}/${name}`);
  const {digest, images} = repository.push(name, contents);
  const image = images['linux/amd64'] ?? digest;
  if (isSigned) {
    const payload = composeProvenance({about: image.slice(7)}).toString();
    repository.attach(image, Buffer.from(JSON.stringify(await world.sign({payload}))));
  }
  const place = {url: open!.url, repository: name};
  for (const bytes of repository.blobs.values()) {
    const {schemaVersion, ...fields} = readJson(bytes);
    const mediaType = String(fields['mediaType']);
    if (schemaVersion === 2) await pushManifest(place, {schemaVersion, ...fields, mediaType} as never);
    else await pushBlob(place, bytes);
  }
  if (isSigned) {
    const referrers = await repository.open().referrers(image);
    await writeReferrersTag(`${open!.host}/${name}`, image, referrers);
  }
  copyRepository(open!, name, name, guarded);
  return {digest, image, repository};
}

function readJson(bytes: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(bytes.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

interface RunOptions extends Partial<Pick<CollectOptions, 'accepted'>> {
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

interface Run {
  readonly nodes: readonly ImageNode[];
  /** What there was to say of the cache: code, and each line. */
  readonly said: readonly string[];
  /** Of the registry, the one for a token among them. */
  readonly requests: number;
  readonly elapsedMs: number;
}

/** What a run makes of the images; without a cache unless an environment names one. */
async function run(
  bases: readonly Base[],
  {env, timeoutMs = 20_000, accepted}: RunOptions = {}
): Promise<Run> {
  const {requests} = registries.guarded!;
  requests.length = 0;
  const started = performance.now();
  const folder = mkdtempSync(join(scratch, 'run-'));
  const cache = env && openCache(env, timeoutMs, folder);
  const materials = bases.map(({repository, digest}) => materialOf(repository, digest));
  const tree = await collect(materials, {accepted, cache});
  const diagnostics = (await cache?.close()) ?? [];
  assert.deepEqual(readdirSync(folder), []);
  return {
    nodes: listImages(tree),
    said: diagnostics.flatMap(({code, evidence}) => evidence.map(line => `${code} ${line}`)),
    requests: requests.length,
    elapsedMs: performance.now() - started
  };
}

function openCache(
  env: Readonly<Record<string, string>>,
  timeoutMs: number,
  folder = mkdtempSync(join(scratch, 'run-'))
): DependencyCache {
  const {signal} = new AbortController();
  return openDependencyCache({env: {PATH: process.env['PATH'], ...env}, folder, timeoutMs, signal});
}

function collect(materials: readonly Material[], options: Partial<CollectOptions>): Promise<DependencyTree> {
  return collectDependencies(
    {digest: ROOT, statements: [{platform: 'linux/amd64', bytes: composeProvenance({materials})}]},
    {
      openStore,
      patience: createPatience({timeoutMs: 60_000}),
      authorities: [() => Promise.resolve({trust: world.trust, thresholds})],
      ...options
    }
  );
}

async function openStore(reference: Pick<Reference, 'registry' | 'repository'>) {
  const patience = createPatience({timeoutMs: 20_000});
  const credentials = () => Promise.resolve(undefined);
  const store = openRegistry({reference, transport, credentials, patience, awaitAbsent: false});
  await store.prepare();
  return store;
}

const verdictsOf = ({nodes}: Run): unknown =>
  nodes.map(({digest, found, statements}) => [
    digest,
    found.outcome,
    statements.map(({document}) => digestBytes(document))
  ]);
const cachedOf = ({nodes}: Run): readonly boolean[] => nodes.map(({cached}) => cached === true);
const keyOf = ({digest}: Base): string => `Cache entry prov-v1-${digest.slice(7)}`;

describe('the provenance of base images, across runs', () => {
  const started: LocalCache[] = [];
  const start = async (options?: CacheOptions): Promise<LocalCache> => {
    const cache = await startCache(options);
    started.push(cache);
    return cache;
  };
  afterEach(() => Promise.all(started.splice(0).map(cache => cache.stop())));

  it('is fetched once, and not one request is made for it again', async () => {
    const {env, entries} = await start();
    const base = await push();
    const middle = await push({'linux/amd64': [materialOf(base.repository, base.digest)]});
    const signed = await push(undefined, true);
    for (const [bases, options, outcomes] of [
      [[middle], {}, ['unsigned', 'unsigned']],
      [[signed], {accepted: ACCEPTED}, ['signed']]
    ] as const) {
      const none = await run(bases, options);
      assert.deepEqual(
        none.nodes.map(({found}) => found.outcome),
        outcomes
      );
      assert.ok(none.requests > 0);
      const first = await run(bases, {env, ...options});
      assert.deepEqual([first.said, first.requests], [[], none.requests]);
      const again = await run(bases, {env, ...options});
      assert.deepEqual([again.said, again.requests, cachedOf(again)], [[], 0, outcomes.map(() => true)]);
      assert.deepEqual(verdictsOf(again), verdictsOf(none));
    }
    assert.equal(entries.length, 3);
  });

  it('is read as a run of version 1 saved it', async () => {
    const file = join(mkdtempSync(join(scratch, 'entries-')), 'entries.json');
    copyFileSync(join(fixtures, 'cache/entries-v1.json'), file);
    const cache = await startCache({file});
    started.push(cache);
    const digest = parseDigest(`sha256:${cache.entries[0]!.key.replace('prov-v1-', '')}`);
    const materials = [materialOf(new Repository('registry.example/acme/app'), digest)];
    const own = openCache(cache.env, 20_000);
    const tree = await collect(materials, {
      cache: own,
      openStore: ({repository}) => {
        assert.notEqual(repository, 'acme/app');
        return undefined;
      }
    });
    assert.deepEqual(await own.close(), []);
    const [base] = listImages(tree);
    assert.deepEqual([base?.found.outcome, base?.cached], ['unsigned', true]);
    for (const {document} of base?.statements ?? [])
      assert.deepEqual(
        Buffer.from(document),
        readFileSync(join(fixtures, 'layouts/v1/blobs/sha256', digestBytes(document).slice(7)))
      );
    assert.equal(base?.statements.length, 1);
  });

  it('is looked for each time where there was none', async () => {
    const {env, requests} = await start();
    const bare = await push({'linux/amd64': null});
    const first = await run([bare], {env});
    const second = await run([bare], {env});
    assert.deepEqual([first.said, second.said, second.requests], [[], [], first.requests]);
    assert.ok(first.requests > 0);
    // Looked for each time, and never even asked to be saved.
    const asked = requests.map(({path}) => path.split('/').at(-1));
    assert.deepEqual(asked, Array<string>(2).fill('GetCacheEntryDownloadURL'));
  });

  describe('from a poisoned entry', () => {
    type Poison = (base: Base, archive: Buffer) => Promise<Buffer> | Buffer;
    const change = async (
      archive: Buffer,
      edit: (chain: Map<Digest, Uint8Array>) => void
    ): Promise<Buffer> => {
      const chain = new Map(await unpackEntry(archive));
      edit(chain);
      return Buffer.from(await packEntry(chain));
    };
    const other = composeProvenance({materials: [{uri: 'other', digest: {}}]});
    const poisons: Readonly<Record<string, readonly [Poison, RegExp | undefined]>> = {
      'whose index is another': [
        ({digest}, archive) =>
          change(archive, chain => {
            const index = Buffer.from(chain.get(digest)!)
              .toString()
              .replace('"schemaVersion":2', '"schemaVersion": 2');
            chain.delete(digest);
            chain.set(digestBytes(Buffer.from(index)), Buffer.from(index));
          }),
        /does not hold sha256:\w+ itself/
      ],
      'whose bundle is gone': [
        (_, archive) =>
          change(archive, chain => {
            for (const [digest, bytes] of chain)
              if (Buffer.from(bytes).includes('dsseEnvelope')) chain.delete(digest);
          }),
        undefined
      ],
      'whose bundle and referrer are gone': [
        (_, archive) =>
          change(archive, chain => {
            for (const [digest, bytes] of chain)
              if (/dsseEnvelope|"subject":\{/.test(Buffer.from(bytes).toString())) chain.delete(digest);
          }),
        undefined
      ],
      'with a statement more': [
        (_, archive) => change(archive, chain => chain.set(digestBytes(other), other)),
        undefined
      ],
      'of another image': [
        async () => {
          const {repository} = await push();
          return Buffer.from(await packEntry(repository.blobs as unknown as Map<Digest, Buffer>));
        },
        /does not hold/
      ],
      'that is none': [() => Buffer.from('hello'), /cannot be expanded/],
      'that is empty': [() => Buffer.alloc(0), /./]
    };
    for (const [title, [poison, said]] of Object.entries(poisons)) {
      it(`${title} is what its registry says`, async () => {
        const cache = await start();
        const base = await push(undefined, true);
        const options = {env: cache.env, accepted: ACCEPTED};
        const fresh = await run([base], options);
        const entry = cache.entries[0]!;
        entry.archive = await poison(base, entry.archive!);
        const again = await run([base], options);
        assert.deepEqual(verdictsOf(again), verdictsOf(fresh));
        if (title === 'with a statement more') assert.equal(again.requests, 0);
        else assert.deepEqual([again.requests > 0, cachedOf(again)], [true, [false]]);
        const [told = '', ...others] = again.said;
        assert.deepEqual(others, []);
        assert.equal(told.startsWith(`PROV-803 ${keyOf(base)}: `), said !== undefined, told);
        if (said !== undefined) assert.match(told, said);
      });
    }

    it('any of whose contents was changed is what its registry says', async () => {
      const cache = await start();
      const base = await push();
      const fresh = await run([base], {env: cache.env});
      const entry = cache.entries[0]!;
      const archive = entry.archive!;
      const plain = gunzipSync(archive);
      const chain = await unpackEntry(archive);
      assert.equal(chain.size, 4);
      for (const bytes of chain.values()) {
        const damaged = Buffer.from(plain);
        const at = damaged.indexOf(bytes) + 5;
        damaged[at]! ^= 1;
        entry.archive = gzipSync(damaged);
        const again = await run([base], {env: cache.env});
        assert.deepEqual(verdictsOf(again), verdictsOf(fresh));
        assert.match(again.said.join(), /^PROV-803 .*: the content of sha256:\w+ is another\.$/);
      }
    });
  });

  it('is there without a cache, which is said once', async () => {
    const bases = await Promise.all([push(), push()]);
    const {nodes, said} = await run(bases, {env: {ACTIONS_CACHE_SERVICE_V2: 'true'}});
    assert.deepEqual(said, [
      'PROV-801 The cache: this runner offers none: ACTIONS_RUNTIME_TOKEN is not set.'
    ]);
    assert.deepEqual(
      nodes.map(({found}) => found.outcome),
      ['unsigned', 'unsigned']
    );
  });

  const troubles: Readonly<Record<string, readonly [CacheOptions & {down?: true}, RegExp]>> = {
    slow: [{faults: [{path: /Get/, delayMs: never}]}, /^PROV-801 The cache: it did not answer within 4 s\.$/],
    'slow to save': [
      {faults: [{path: /Create/, delayMs: never}]},
      /^PROV-804 Cache entry prov-v1-\w{64}: it (?:did not answer|was not saved) within 4 s\.$/
    ],
    down: [{down: true}, /^PROV-801 The cache: .*ECONNREFUSED.*\nPROV-804 Cache entry .*ECONNREFUSED.*$/],
    full: [{quotaBytes: 0}, /^PROV-804 Cache entry prov-v1-\w{64}: .*quota.*$/],
    'not to be written': [
      {scopes: [{...scopeOf('refs/heads/main'), write: false}]},
      /^PROV-804 The cache: .*(?:denied|permit).*$/
    ]
  };
  for (const [title, [{down, ...options}, said]] of Object.entries(troubles)) {
    it(`is what it is where the cache is ${title}`, async () => {
      const cache = await start(options);
      if (down === true) await cache.stop();
      const base = await push();
      const fresh = await run([base]);
      const found = await run([base], {env: cache.env, timeoutMs: title.startsWith('slow') ? 4000 : 20_000});
      assert.deepEqual(verdictsOf(found), verdictsOf(fresh));
      assert.match(found.said.join('\n'), said);
      if (title.startsWith('slow')) assert.ok(found.elapsedMs < 12_000, String(found.elapsedMs));
    });
  }

  it('is written once by twenty runs at the same time, whole, and nobody complains', async () => {
    const {env, entries} = await start();
    const base = await push();
    const runs = await Promise.all(Array.from({length: 20}, () => run([base], {env, timeoutMs: 120_000})));
    for (const {said} of runs) assert.deepEqual(said, []);
    assert.equal(entries.length, 1);
    const later = await run([base], {env});
    assert.deepEqual([later.requests, cachedOf(later)], [0, [true]]);
  });
});
