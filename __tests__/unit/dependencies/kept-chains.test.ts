import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {BUNDLE_MEDIA_TYPE} from '../../../src/attestation/bundle.ts';
import type {Material} from '../../../src/attestation/provenance.ts';
import type {Chain} from '../../../src/dependencies/chain.ts';
import {CHAIN_LIMIT} from '../../../src/dependencies/chain.ts';
import {collectDependencies} from '../../../src/dependencies/collect.ts';
import type {CollectOptions} from '../../../src/dependencies/collect.ts';
import type {ChainCache} from '../../../src/dependencies/kept-chains.ts';
import {listImages} from '../../../src/dependencies/tree.ts';
import type {ImageNode} from '../../../src/dependencies/tree.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {MEDIA_TYPES} from '../../../src/oci/manifest.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {IDENTITY, SERVER} from '../sigstore/release.ts';
import {createWorld} from '../sigstore/world.ts';
import {materialOf, Repository} from './images.ts';
import type {Contents} from './images.ts';
import {composeProvenance} from './provenance.ts';

const ROOT: Digest = `sha256:${'f'.repeat(64)}`;
const {thresholds} = resolveInstance('public', SERVER).value;
const world = await createWorld();
const ACCEPTED = [{issuer: IDENTITY.issuer, san: IDENTITY.san}];

/** A cache that keeps what it is given, and counts. */
class Cache implements ChainCache {
  readonly entries = new Map<Digest, Chain>();
  readonly refused: string[] = [];
  saved = 0;

  restore = (digest: Digest): Promise<Chain | undefined> => Promise.resolve(this.entries.get(digest));
  save = (digest: Digest, chain: Chain): void => {
    this.saved++;
    this.entries.set(digest, chain);
  };
  refuse = (_: Digest, reason: string): void => {
    this.refused.push(reason);
  };
}

interface Look extends Partial<CollectOptions> {
  readonly materials?: readonly Material[];
}

async function look(
  repository: Repository,
  digest: Digest,
  {materials = [materialOf(repository, digest)], ...options}: Look = {}
): Promise<readonly ImageNode[]> {
  repository.asked.length = 0;
  const tree = await collectDependencies(
    {digest: ROOT, statements: [{platform: 'linux/amd64', bytes: composeProvenance({materials})}]},
    {
      openStore: () => repository.open(),
      patience: createPatience({timeoutMs: 20_000}),
      authorities: [() => Promise.resolve({trust: world.trust, thresholds})],
      ...options
    }
  );
  return listImages(tree);
}

/** What matters of it: not where it was found. */
const verdictsOf = (nodes: readonly ImageNode[]): unknown =>
  nodes.map(({digest, platform, found, statements}) => [
    digest,
    platform,
    found.outcome,
    statements.map(({document}) => digestBytes(document))
  ]);

async function signBundle(about: Digest, materials: readonly Material[] = []): Promise<Buffer> {
  const payload = composeProvenance({materials, about: about.slice(7)}).toString();
  return Buffer.from(JSON.stringify(await world.sign({payload})));
}

interface Base {
  readonly repository: Repository;
  readonly digest: Digest;
  readonly image: Digest;
  readonly images: Readonly<Record<string, Digest>>;
}

function pushBase(contents: Contents = {'linux/amd64': []}): Base {
  const repository = new Repository('one.example/base');
  const {digest, images} = repository.push('base', contents);
  return {repository, digest, image: images['linux/amd64']!, images};
}

async function pushSigned(): Promise<Base> {
  const base = pushBase();
  base.repository.attach(base.image, await signBundle(base.image));
  return base;
}

/** A cache in which an earlier run kept this. */
async function fill({repository, digest}: Base, options: Look = {}): Promise<Cache> {
  const cache = new Cache();
  await look(repository, digest, {...options, cache});
  assert.equal(cache.saved, 1);
  return cache;
}

describe('a chain that an earlier run kept', () => {
  const bases: readonly (readonly [string, () => Base | Promise<Base>, Look])[] = [
    ['that nobody signed', pushBase, {}],
    ['that somebody signed who may', pushSigned, {accepted: ACCEPTED}]
  ];
  for (const [what, push, options] of bases) {
    it(`${what} is all that is asked for`, async () => {
      const base = await push();
      const cache = await fill(base, options);
      const fresh = await look(base.repository, base.digest, options);
      let opened = 0;
      const kept = await look(base.repository, base.digest, {
        ...options,
        cache,
        openStore: () => {
          opened++;
          return undefined;
        }
      });
      assert.deepEqual([opened, base.repository.asked], [0, []]);
      assert.deepEqual(verdictsOf(kept), verdictsOf(fresh));
      assert.deepEqual([fresh[0]?.cached, kept[0]?.cached], [undefined, true]);
      assert.equal(kept[0]?.looked[0], `index ${base.digest} in the cache`);
      assert.deepEqual([cache.saved, cache.refused], [1, []]);
    });

    it(`${what} is nothing where any of it is changed, missing, or in another's place`, async () => {
      const base = await push();
      const {entries} = await fill(base, options);
      const fresh = verdictsOf(await look(base.repository, base.digest, options));
      const chain = [...(entries.get(base.digest) ?? [])];
      assert.ok(chain.length >= 4);
      const damages: ((bytes: Uint8Array, at: number) => Uint8Array | undefined)[] = [
        bytes => Buffer.from(bytes).fill(bytes[20]! ^ 1, 20, 21),
        () => undefined,
        (_, at) => chain[(at + 1) % chain.length]![1]
      ];
      for (const [at, [damaged, bytes]] of chain.entries()) {
        for (const damage of damages) {
          const cache = new Cache();
          const other = damage(bytes, at);
          const rest = chain.filter(([digest]) => digest !== damaged);
          cache.entries.set(base.digest, new Map(other ? [...rest, [damaged, other]] : rest));
          const nodes = await look(base.repository, base.digest, {...options, cache});
          assert.deepEqual(verdictsOf(nodes), fresh);
          assert.equal(nodes[0]?.cached, undefined);
          // What lacks the image itself is taken for what was kept of other platforms.
          const saved = [...cache.entries.keys()].slice(1);
          assert.deepEqual(saved, damaged === base.image ? [base.image] : []);
          assert.equal(cache.refused.length, damaged === base.digest ? 1 : 0);
        }
      }
    });
  }

  it('of another image is refused, and says nothing of this one', async () => {
    const base = pushBase({'linux/amd64': null});
    const other = pushBase();
    const cache = await fill(other);
    cache.entries.set(base.digest, cache.entries.get(other.digest)!);
    const [node] = await look(base.repository, base.digest, {cache});
    assert.equal(node?.found.outcome, 'nothing');
    assert.deepEqual(cache.refused, [`it does not hold ${base.digest} itself`]);
  });

  it('without the bundle is nothing where a signer is expected, and else the least', async () => {
    const base = await pushSigned();
    const unsigned = pushBase();
    assert.equal(unsigned.digest, base.digest);
    const cache = await fill(unsigned);
    const outcome = async (options: Look): Promise<readonly unknown[]> => {
      const [node] = await look(base.repository, base.digest, {...options, cache});
      return [node?.found.outcome, node?.cached];
    };
    assert.deepEqual(await outcome({accepted: ACCEPTED}), ['signed', undefined]);
    assert.deepEqual(await outcome({}), ['unsigned', true]);
  });

  it('with a bundle that the image’s publisher never attached makes nobody a signer', async () => {
    const base = pushBase();
    const cache = await fill(await pushSigned(), {accepted: ACCEPTED});
    const [node] = await look(base.repository, base.digest, {cache});
    assert.deepEqual([node?.found.outcome, node?.cached, cache.refused], ['unsigned', undefined, []]);

    const accepted = [{...ACCEPTED[0]!, san: 'https://example.com/other'}];
    const [expected] = await look(base.repository, base.digest, {cache, accepted});
    assert.equal(expected?.found.outcome, 'invalid');
    assert.match(cache.refused.join(), /^referrers of .* in the cache: .*none of the signers/);
  });

  it('by a signer who is not expected is nothing, and no fault of the cache’s', async () => {
    const base = await pushSigned();
    const cache = await fill(base);
    const accepted = [{...ACCEPTED[0]!, san: 'https://example.com/other'}];
    const [node] = await look(base.repository, base.digest, {cache, accepted});
    assert.equal(node?.found.outcome, 'invalid');
    assert.ok(base.repository.asked.length > 0);
    assert.deepEqual(cache.refused, []);
  });

  it('that lacks an SBOM hides none that is bad', async () => {
    const base = pushBase();
    const bytes = (digest: Digest): Buffer => base.repository.blobs.get(digest)!;
    const index = JSON.parse(bytes(base.digest).toString()) as {manifests: {digest: Digest}[]};
    const manifest = JSON.parse(bytes(index.manifests[1]!.digest).toString()) as {layers: object[]};
    const sbom = base.repository.put('application/vnd.in-toto+json', composeProvenance());
    manifest.layers.push({...sbom, annotations: {'in-toto.io/predicate-type': 'https://spdx.dev/Document'}});
    Object.assign(index.manifests[1]!, base.repository.put(MEDIA_TYPES.ociManifest, manifest));
    const {digest} = base.repository.put(MEDIA_TYPES.ociIndex, index);
    const cache = new Cache();
    const chain = [...base.repository.blobs].filter(([name]) => name !== sbom.digest);
    cache.entries.set(digest, new Map(chain as [Digest, Buffer][]));
    const [node] = await look(base.repository, digest, {cache});
    assert.equal(node?.found.outcome, 'invalid');
  });

  it('for another platform is added to, under the digest of that platform’s image', async () => {
    const base = pushBase({'linux/amd64': [], 'linux/arm64': []});
    const cache = await fill(base);
    const materials = ['linux/amd64', 'linux/arm64'].map(one =>
      materialOf(base.repository, base.digest, one)
    );
    const again = async () => {
      const nodes = await look(base.repository, base.digest, {cache, materials});
      return nodes.map(({cached, found}) => `${found.outcome} ${cached ? 'kept' : 'asked for'}`);
    };
    assert.deepEqual(await again(), ['unsigned kept', 'unsigned asked for']);
    assert.deepEqual([...cache.entries.keys()], [base.digest, base.images['linux/arm64']]);
    assert.deepEqual(await again(), ['unsigned kept', 'unsigned kept']);
    assert.deepEqual([base.repository.asked, cache.saved, cache.refused], [[], 2, []]);
  });

  it('that is bad under the digest of the platform’s image is nothing', async () => {
    const base = pushBase({'linux/amd64': [], 'linux/arm64': []});
    const materials = [materialOf(base.repository, base.digest, 'linux/arm64')];
    const fresh = await look(base.repository, base.digest, {materials});
    const cache = await fill(base);
    await look(base.repository, base.digest, {cache, materials});
    const [own, kept] = [...cache.entries].at(-1)!;
    for (const lost of kept.keys()) {
      if (cache.entries.get(base.digest)?.has(lost)) continue;
      cache.entries.set(own, new Map([...kept].filter(([digest]) => digest !== lost)));
      const nodes = await look(base.repository, base.digest, {cache, materials});
      assert.deepEqual([verdictsOf(nodes), nodes[0]?.cached], [verdictsOf(fresh), undefined]);
    }
    assert.equal(cache.saved, 2);
  });

  it('that the very run signed which built the image is all that is asked for, and a stranger’s is not', async () => {
    for (const [builderId, cached] of [
      [IDENTITY.extensions.runInvocationUri, true],
      ['https://github.com/octo/app/actions/runs/41/attempts/2', undefined],
      ['', undefined]
    ] as const) {
      const repository = new Repository('one.example/base');
      const about = repository.pushPlain('base linux/amd64');
      const held = composeProvenance({about: about.slice(7), builderId: builderId ?? ''});
      const {digest, images} = repository.push('base', {'linux/amd64': held});
      assert.deepEqual(images, {'linux/amd64': about});
      repository.attach(about, await signBundle(about));
      const cache = await fill({repository, digest, image: about, images});
      const [node] = await look(repository, digest, {cache});
      assert.deepEqual([node?.found.outcome, node?.cached], ['signed', cached], builderId);
      assert.equal(repository.asked.length === 0, cached === true);
    }
  });
});

describe('chains that are too long together', () => {
  it('are left, the later ones, and their registries asked', async () => {
    const repository = new Repository('one.example/base');
    const digests = ['a', 'b', 'c', 'd', 'e'].map(text => repository.push(text, {'linux/amd64': []}).digest);
    const materials = digests.map(digest => materialOf(repository, digest));
    const cache = new Cache();
    await look(repository, ROOT, {cache, materials});
    assert.equal(cache.saved, 5);
    const long = Buffer.alloc(CHAIN_LIMIT * 0.9);
    for (const [digest, chain] of cache.entries)
      cache.entries.set(digest, new Map([...chain, [digestBytes(long), long]]));
    const nodes = await look(repository, ROOT, {cache, materials});
    assert.deepEqual(
      nodes.map(({cached, found}) => [cached, found.outcome]),
      [...Array<unknown>(4).fill([true, 'unsigned']), [undefined, 'unsigned']]
    );
  });
});

describe('what is kept', () => {
  it('is of all platforms together', async () => {
    const base = pushBase({'linux/amd64': [], 'linux/arm64': [], 'linux/s390x': []});
    const materials = ['linux/amd64', 'linux/arm64'].map(one =>
      materialOf(base.repository, base.digest, one)
    );
    const cache = await fill(base, {materials});
    const nodes = await look(base.repository, base.digest, {cache, materials});
    assert.deepEqual(
      nodes.map(({cached}) => cached),
      [true, true]
    );
    // The index, and for both platforms image, attestation manifest, statement.
    assert.equal(cache.entries.get(base.digest)?.size, 7);
  });

  it('is never what says nothing, is bad, or could not be read', async () => {
    const bases = {
      nothing: pushBase({'linux/amd64': null}),
      invalid: pushBase({'linux/amd64': composeProvenance()}),
      unread: pushBase({'linux/s390x': []})
    };
    for (const [outcome, {repository, digest}] of Object.entries(bases)) {
      const cache = new Cache();
      const [node] = await look(repository, digest, {cache});
      assert.deepEqual([node?.found.outcome, cache.saved], [outcome, 0]);
    }
  });

  it('is never what would say less by itself: a referrer that names no subject', async () => {
    const {repository, digest, image} = pushBase();
    const layers = [repository.put(BUNDLE_MEDIA_TYPE, await signBundle(image))];
    const config = repository.put('application/vnd.oci.empty.v1+json', Buffer.from('{}'));
    const mediaType = MEDIA_TYPES.ociManifest;
    const referrer = repository.put(mediaType, {schemaVersion: 2, mediaType, config, layers});
    const store = {...repository.open(), referrers: () => Promise.resolve([referrer])};
    const cache = new Cache();
    const [node] = await look(repository, digest, {cache, openStore: () => store});
    assert.deepEqual([node?.found.outcome, cache.saved], ['signed', 0]);
  });

  it('is never longer than is taken', async () => {
    const {repository, digest, image} = pushBase();
    for (const text of ['a', 'b'])
      repository.attach(image, Buffer.alloc(CHAIN_LIMIT / 2, text), 'application/x');
    const cache = new Cache();
    await look(repository, digest, {cache});
    assert.equal(cache.saved, 1);
    const bundle = await signBundle(image);
    repository.attach(image, Buffer.concat([bundle, Buffer.alloc(CHAIN_LIMIT - bundle.length, ' ')]));
    const other = new Cache();
    const [node] = await look(repository, digest, {cache: other});
    assert.deepEqual([node?.found.outcome, other.saved], ['signed', 0]);
  });
});
