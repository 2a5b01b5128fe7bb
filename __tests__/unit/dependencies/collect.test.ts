import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Material} from '../../../src/attestation/provenance.ts';
import {formatBundleFile} from '../../../src/dependencies/bundle-file.ts';
import {collectDependencies} from '../../../src/dependencies/collect.ts';
import type {CollectOptions} from '../../../src/dependencies/collect.ts';
import {describeMissing, isCollected, listImages} from '../../../src/dependencies/tree.ts';
import type {DependencyTree, ImageNode} from '../../../src/dependencies/tree.ts';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {TrustError} from '../../../src/sigstore/trust.ts';
import {alterIdentity, IDENTITY, SERVER} from '../sigstore/release.ts';
import {createWorld} from '../sigstore/world.ts';
import type {Recipe} from '../sigstore/world.ts';
import {materialOf, Repository} from './images.ts';
import {composeProvenance} from './provenance.ts';

const ROOT: Digest = `sha256:${'f'.repeat(64)}`;
const {thresholds} = resolveInstance('public', SERVER).value;
const world = await createWorld();
const others = await createWorld();
const authorities = [() => Promise.resolve({trust: world.trust, thresholds})];
const ACCEPTED = [{issuer: IDENTITY.issuer, san: IDENTITY.san}];

const registry = (): Repository => new Repository('one.example/base');

function collect(
  repositories: readonly Repository[],
  materials: readonly Material[] | Readonly<Record<string, readonly Material[]>>,
  options: Partial<CollectOptions> = {}
): Promise<DependencyTree> {
  const named = Array.isArray(materials) ? {'linux/amd64': materials as readonly Material[]} : materials;
  const statements = Object.entries(named).map(([platform, list]) => ({
    platform,
    bytes: composeProvenance({materials: list as readonly Material[]})
  }));
  return collectDependencies(
    {digest: ROOT, statements},
    {
      openStore: one => repositories.find(({name}) => name === `${one.registry}/${one.repository}`)?.open(),
      patience: createPatience({timeoutMs: 20_000}),
      authorities,
      ...options
    }
  );
}

/** The tree in a few words: `digest outcome`, and what it stands on. */
function draw(tree: DependencyTree): unknown {
  const node = ({digest, found, dependencies, repeated}: ImageNode): unknown => {
    const text = `${digest?.slice(7, 13) ?? ''} ${repeated ? 'again' : found.outcome}`;
    return dependencies.length === 0 ? text : [text, ...dependencies.map(node)];
  };
  return tree.trunks.map(({dependencies}) => dependencies.map(node));
}

async function findOne(
  repository: Repository,
  digest: Digest,
  options: Partial<CollectOptions> = {}
): Promise<ImageNode> {
  const tree = await collect([repository], [materialOf(repository, digest)], options);
  const [node] = listImages(tree);
  assert.ok(node);
  return node;
}

function reasonOf({found}: ImageNode): string {
  return 'reason' in found ? found.reason : '';
}

async function signBundle(about: Digest, recipe: Partial<Recipe> & {materials?: readonly Material[]} = {}) {
  const {materials = [], ...rest} = recipe;
  const payload = composeProvenance({materials, about: about.slice(7)}).toString();
  return Buffer.from(JSON.stringify(await world.sign({payload, ...rest})));
}

const short = (digest: Digest | undefined): string => digest?.slice(7, 13) ?? '';

describe('the provenance of one image', () => {
  it('is taken from its index, for the platform alone', async () => {
    const repository = registry();
    const {digest, images} = repository.push('base', {
      'linux/amd64': [],
      'linux/arm64': [],
      'linux/s390x': []
    });
    const node = await findOne(repository, digest);
    assert.deepEqual(node.found, {outcome: 'unsigned'});
    assert.equal(node.image, `one.example/base:1@${digest}`);
    assert.deepEqual(node.looked, [
      `index ${digest} in registry one.example/base`,
      `referrers of ${images['linux/amd64'] ?? ''} in registry one.example/base`,
      `referrers of ${digest} in registry one.example/base`
    ]);
    assert.equal(node.statements.length, 1);
    assert.ok(!repository.asked.some(what => what.includes(images['linux/arm64'] ?? '?')));
    // Index, image, attestation manifest, statement, two lists of referrers.
    assert.equal(repository.asked.length, 6);
  });

  it('is nothing where there is none, and that names image, digest and places', async () => {
    const repository = registry();
    const {digest, images} = repository.push('base', {'linux/amd64': null});
    const node = await findOne(repository, digest);
    assert.deepEqual(node.found, {outcome: 'nothing'});
    assert.equal(isCollected(node), false);
    assert.equal(
      describeMissing(node),
      `one.example/base:1@${digest} (linux/amd64) has no provenance. Looked at: index ${digest} in registry one.example/base; ` +
        `referrers of ${images['linux/amd64'] ?? ''} in registry one.example/base; referrers of ${digest} in registry one.example/base.`
    );
  });

  it('of a digest that is no index can only be attached', async () => {
    const repository = registry();
    const digest = repository.pushPlain('base');
    assert.equal((await findOne(repository, digest)).found.outcome, 'nothing');
    repository.attach(digest, await signBundle(digest));
    const node = await findOne(repository, digest);
    assert.equal(node.found.outcome, 'signed');
    assert.deepEqual(node.looked, [
      `manifest ${digest} in registry one.example/base, which is no index`,
      `referrers of ${digest} in registry one.example/base`
    ]);
  });

  it('of other attestations alone is nothing', async () => {
    const repository = registry();
    const sbom = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
    const {digest} = repository.push('base', {'linux/amd64': sbom});
    const index = JSON.parse(repository.blobs.get(digest)!.toString()) as {
      manifests: {digest: Digest; size: number}[];
    };
    const attestation = index.manifests[1]!;
    const manifest = repository.blobs.get(attestation.digest)!.toString();
    const changed = manifest.replace('https://slsa.dev/provenance/v1', 'https://spdx.dev/Document');
    Object.assign(
      attestation,
      repository.put('application/vnd.oci.image.manifest.v1+json', Buffer.from(changed))
    );
    const other = repository.put('application/vnd.oci.image.index.v1+json', index);
    assert.equal((await findOne(repository, other.digest)).found.outcome, 'nothing');
  });

  const tampered: readonly [string, (statement: string) => string, RegExp][] = [
    [
      'about another image',
      text => text.replace(/"sha256":"\w{64}"/, `"sha256":"${'9'.repeat(64)}"`),
      /is not about image/
    ],
    ['without a subject', text => text.replace(/"subject":\[[^\]]*\]/, '"subject":[]'), /names no subject/],
    ['of another type', text => text.replace('Statement/v1', 'Statement/v7'), /_type: should be/],
    ['that is no JSON', () => '{', /not JSON/],
    ['that is no provenance', text => text.replace('"runDetails"', '"x"'), /runDetails: should be an object/],
    [
      'with another label',
      text => text.replace('slsa.dev/provenance/v1', 'slsa.dev/provenance/v0.2'),
      /labelled/
    ]
  ];
  for (const [what, change, reason] of tampered) {
    it(`is invalid where its statement is one ${what}`, async () => {
      const repository = registry();
      const {images} = repository.push('base', {'linux/amd64': null});
      const about = images['linux/amd64']!.slice(7);
      const statement = Buffer.from(change(composeProvenance({about}).toString()));
      const {digest} = repository.push('base', {'linux/amd64': statement});
      const node = await findOne(repository, digest);
      assert.equal(node.found.outcome, 'invalid');
      assert.match(reasonOf(node), reason);
      assert.deepEqual([node.statements, node.dependencies], [[], []]);
    });
  }

  it('is invalid where bytes are not what was named, and unread where they are missing', async () => {
    for (const [forge, outcome] of [
      [(bytes: Buffer) => Buffer.concat([bytes.subarray(1), Buffer.from(' ')]), 'invalid'],
      [undefined, 'unread']
    ] as const) {
      const repository = registry();
      const {digest} = repository.push('base', {'linux/amd64': []});
      for (const [name, bytes] of [...repository.blobs]) {
        if (!bytes.toString().includes('in-toto.io/Statement')) continue;
        if (forge === undefined) repository.blobs.delete(name);
        else repository.blobs.set(name, forge(bytes));
      }
      assert.equal((await findOne(repository, digest)).found.outcome, outcome);
    }
  });

  it('is unread where nobody could look, and says why without a password', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/amd64': []});
    const failure = {
      method: 'GET',
      url: 'https://me:secret@one.example/v2/',
      reason: '403 Forbidden',
      status: 403
    };
    repository.before = () => Promise.reject(new RegistryError(failure));
    const node = await findOne(repository, digest);
    assert.equal(node.found.outcome, 'unread');
    assert.match(reasonOf(node), /403 Forbidden/);
    assert.doesNotMatch(describeMissing(node), /secret/);
    assert.equal(node.found.source?.status, 403);
  });

  it('is unread where referrers cannot be listed: a signature might say otherwise', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/amd64': []});
    const failure = new RegistryError({
      method: 'GET',
      url: 'https://one.example/',
      reason: '500',
      status: 500
    });
    repository.before = what => (what.startsWith('referrers') ? Promise.reject(failure) : Promise.resolve());
    const node = await findOne(repository, digest);
    assert.equal(node.found.outcome, 'unread');
    assert.deepEqual(node.statements, []);
  });

  it('is unread where the index has no image for the platform, or more than one', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/s390x': [], 'linux/arm64': []});
    const node = await findOne(repository, digest);
    assert.match(reasonOf(node), /no image for linux\/amd64; it has linux\/s390x, linux\/arm64/);
    const anybody = materialOf(repository, digest, null);
    const tree = await collect([repository], {'unknown platform': [anybody]});
    assert.match(
      reasonOf(listImages(tree)[0]!),
      /lists 2 images, and which of them is for the platform, which nobody recorded, is not certain/
    );
  });

  it('is looked for under the platform of what stands on it where the URI names none', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/s390x': [], 'linux/arm64': []});
    const tree = await collect([repository], {'linux/arm64': [materialOf(repository, digest, null)]});
    assert.equal(listImages(tree)[0]?.found.outcome, 'unsigned');
  });

  it('is unread where it is not known which image it is, or where', async () => {
    const repository = registry();
    const uris = [
      'pkg:docker/one.example/base@1',
      'oci-layout://local',
      'pkg:docker/a/../b',
      'pkg:docker/else.example/x'
    ];
    const digests = [{}, {sha256: 'a'.repeat(64)}, {}, {sha256: 'b'.repeat(64)}];
    const tree = await collect(
      [repository],
      uris.map((uri, at) => ({uri, digest: digests[at]!}))
    );
    assert.deepEqual(
      listImages(tree)
        .map(reasonOf)
        .map(text => text.replace(/: .*/, '')),
      [
        'no digest of it was recorded',
        'no repository of it was recorded',
        '"a/../b" is not an image reference',
        'registry else.example/x is not asked'
      ]
    );
  });
});

describe('a signed provenance', () => {
  it('stands for the statement that it signs, and says who signed', async () => {
    const repository = registry();
    const {images} = repository.push('base', {'linux/amd64': null});
    const about = images['linux/amd64']!;
    const {digest} = repository.push('base', {'linux/amd64': composeProvenance({about: about.slice(7)})});
    repository.attach(about, await signBundle(about));
    const node = await findOne(repository, digest, {accepted: ACCEPTED});
    assert.equal(node.found.outcome, 'signed');
    assert.deepEqual(
      node.found.signers.map(({san}) => san),
      [IDENTITY.san]
    );
    assert.equal(node.statements.length, 1);
    assert.match(Buffer.from(node.statements[0]!.document).toString(), /dsseEnvelope/);
  });

  it('may be attached to the index, or be about it, beside a statement of other words', async () => {
    const repository = registry();
    const {digest, images} = repository.push('base', {'linux/amd64': [{uri: 'thing', digest: {}}]});
    for (const [subject, about] of [
      [digest, digest],
      [digest, images['linux/amd64']!]
    ] as const)
      repository.attach(subject, await signBundle(about));
    const node = await findOne(repository, digest);
    assert.equal(node.found.outcome, 'signed');
    assert.equal(node.statements.length, 3);
  });

  it('by somebody else is invalid, where somebody is expected', async () => {
    const repository = registry();
    const {digest, images} = repository.push('base', {'linux/amd64': []});
    const identity = {...IDENTITY, san: `${IDENTITY.san}-evil`};
    repository.attach(images['linux/amd64']!, await signBundle(images['linux/amd64']!, {identity}));
    const node = await findOne(repository, digest, {accepted: ACCEPTED});
    assert.equal(node.found.outcome, 'invalid');
    assert.match(reasonOf(node), /-evil" by issuer .* none of the signers that are accepted/);
    assert.deepEqual(node.statements, []);
    assert.equal((await findOne(repository, digest)).found.outcome, 'signed');
  });

  it('by nobody is invalid, where somebody is expected', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/amd64': []});
    const node = await findOne(repository, digest, {accepted: ACCEPTED});
    assert.equal(node.found.outcome, 'invalid');
    assert.match(reasonOf(node), /nobody signed it/);
    assert.deepEqual(node.statements, []);
    assert.equal((await findOne(repository, digest)).found.outcome, 'unsigned');
  });

  it('is accepted by repository as well, and then under any name', async () => {
    const repository = registry();
    const digest = repository.pushPlain('base');
    repository.attach(digest, await signBundle(digest));
    const outcome = async (sourceRepositoryUri: string, issuer = IDENTITY.issuer) =>
      (await findOne(repository, digest, {accepted: [{issuer, sourceRepositoryUri}]})).found.outcome;
    assert.equal(await outcome('https://github.com/octo/app'), 'signed');
    assert.equal(await outcome('https://github.com/octo/ap'), 'invalid');
    assert.equal(await outcome('https://github.com/octo/app', 'https://issuer.example'), 'invalid');
    const without = await signBundle(digest, {identity: alterIdentity('sourceRepositoryUri', undefined)});
    const other = new Repository('one.example/base');
    other.pushPlain('base');
    other.attach(digest, without);
    assert.equal(
      (
        await findOne(other, digest, {
          accepted: [{issuer: IDENTITY.issuer, sourceRepositoryUri: 'https://github.com/octo/app'}]
        })
      ).found.outcome,
      'invalid'
    );
  });

  it('by another Sigstore, about another image, or changed, is invalid', async () => {
    const about = registry().pushPlain('base');
    const payload = composeProvenance({about: about.slice(7)}).toString();
    const changed = JSON.parse((await signBundle(about)).toString()) as {dsseEnvelope: {payload: string}};
    changed.dsseEnvelope.payload = Buffer.from(payload.replace('"one"', '"two"')).toString('base64');
    for (const [bundle, reason] of [
      [Buffer.from(JSON.stringify(await others.sign({payload}))), /comes from none of its authorities/],
      [await signBundle(ROOT), /is not about/],
      [Buffer.from(JSON.stringify(changed)), /entry is of another statement/],
      [Buffer.from('{}'), /mediaType/],
      [Buffer.from('oops'), /not JSON/]
    ] as const) {
      const repository = registry();
      repository.pushPlain('base');
      repository.attach(about, bundle);
      const node = await findOne(repository, about);
      assert.equal(node.found.outcome, 'invalid');
      assert.match(reasonOf(node), reason);
    }
  });

  it('that holds counts, whatever else is attached', async () => {
    const repository = registry();
    const digest = repository.pushPlain('base');
    const good = repository.attach(digest, await signBundle(digest));
    repository.attach(digest, Buffer.from('oops'));
    repository.attach(digest, await signBundle(ROOT));
    repository.attach(digest, Buffer.from('{}'), 'application/spdx+json');
    const node = await findOne(repository, digest);
    assert.equal(node.found.outcome, 'signed');
    assert.deepEqual(
      node.statements.map(({document}) => document),
      [repository.blobs.get(good)]
    );
  });

  it('beside a statement that is bad saves nothing', async () => {
    const repository = registry();
    const {digest, images} = repository.push('base', {'linux/amd64': composeProvenance({})});
    repository.attach(images['linux/amd64']!, await signBundle(images['linux/amd64']!));
    assert.equal((await findOne(repository, digest)).found.outcome, 'invalid');
  });

  it('is unread without anybody to believe, and nobody is asked for that where nothing is signed', async () => {
    const repository = registry();
    const digest = repository.pushPlain('base');
    let asked = 0;
    const options = {
      authorities: [
        () => {
          asked++;
          return Promise.reject(new TrustError('unavailable', 'no root at https://me:secret@tuf.example/'));
        }
      ]
    };
    assert.equal((await findOne(repository, digest, options)).found.outcome, 'nothing');
    assert.equal(asked, 0);
    for (const uri of ['a', 'b'])
      repository.attach(digest, await signBundle(digest, {materials: [{uri, digest: {}}]}));
    const node = await findOne(repository, digest, options);
    assert.equal(node.found.outcome, 'unread');
    assert.match(reasonOf(node), /no root at https:\/\/\*\*\*@tuf/);
    assert.equal(asked, 1);
  });

  it('comes in the same order, whatever the registry’s', async () => {
    const repository = registry();
    const digest = repository.pushPlain('base');
    for (const name of ['a', 'b', 'c'])
      repository.attach(digest, await signBundle(digest, {materials: [{uri: name, digest: {}}]}));
    const order = async () =>
      (await findOne(repository, digest)).statements.map(({payload}) => Buffer.from(payload).toString());
    const first = await order();
    repository.reverseReferrers();
    assert.deepEqual(await order(), first);
    assert.equal(first.length, 3);
  });

  it('is not looked for among more referrers than anybody has', async () => {
    const repository = registry();
    const digest = repository.pushPlain('base');
    for (let at = 0; at < 101; at++) repository.attach(digest, Buffer.from(String(at)));
    const node = await findOne(repository, digest);
    assert.equal(node.found.outcome, 'unread');
    assert.match(reasonOf(node), /101 referrers, the limit is 100/);
  });
});

describe('what images stand on', () => {
  /** Base, middle and top, each standing on the one before. */
  function pushChain(repository: Repository, length: number): readonly Digest[] {
    const digests: Digest[] = [];
    for (let at = 0; at < length; at++) {
      const below = digests.at(-1);
      const materials = below === undefined ? [] : [materialOf(repository, below)];
      digests.push(repository.push(`level ${String(at)}`, {'linux/amd64': materials}).digest);
    }
    return digests.reverse();
  }

  it('is followed to the end', async () => {
    const repository = registry();
    const [top, middle, base] = pushChain(repository, 3);
    const tree = await collect([repository], [materialOf(repository, top!)]);
    assert.deepEqual(draw(tree), [
      [[`${short(top)} unsigned`, [`${short(middle)} unsigned`, `${short(base)} unsigned`]]]
    ]);
    assert.deepEqual(
      listImages(tree).map(({digest}) => digest),
      [top, middle, base]
    );
  });

  it('is followed no further than the limit', async () => {
    const repository = registry();
    const [top, middle, base] = pushChain(repository, 3);
    const tree = await collect([repository], [materialOf(repository, top!)], {limits: {depth: 2}});
    assert.deepEqual(draw(tree), [
      [[`${short(top)} unsigned`, [`${short(middle)} unsigned`, `${short(base)} unread`]]]
    ]);
    assert.match(reasonOf(listImages(tree)[2]!), /more than 2 images away/);
  });

  it('differs by platform, with a base for each', async () => {
    const [one, two] = [registry(), new Repository('two.example/other')];
    const amd = one.push('a', {'linux/amd64': [], 'linux/arm64': []});
    const arm = two.push('b', {'linux/arm64': null});
    const tree = await collect([one, two], {
      'linux/amd64': [materialOf(one, amd.digest)],
      'linux/arm64': [materialOf(one, amd.digest, 'linux/arm64'), materialOf(two, arm.digest, 'linux/arm64')]
    });
    assert.deepEqual(draw(tree), [
      [`${short(amd.digest)} unsigned`],
      [`${short(amd.digest)} unsigned`, `${short(arm.digest)} nothing`]
    ]);
    assert.deepEqual(
      listImages(tree).map(({platform}) => platform),
      ['linux/amd64', 'linux/arm64', 'linux/arm64']
    );
    // The index once: the second platform knows it, as a registry's own store does not ask twice either.
    assert.deepEqual(
      tree.trunks.map(({platform}) => platform),
      ['linux/amd64', 'linux/arm64']
    );
  });

  it('is read once, however often it is named, and may be a circle', async () => {
    const repository = registry();
    const [one, two] = [repository.pushPlain('one'), repository.pushPlain('two')];
    repository.attach(one, await signBundle(one, {materials: [materialOf(repository, two)]}));
    repository.attach(
      two,
      await signBundle(two, {materials: [materialOf(repository, one), materialOf(repository, two)]})
    );
    const tree = await collect([repository], [materialOf(repository, one), materialOf(repository, two)]);
    assert.deepEqual(draw(tree), [
      [
        [`${short(one)} signed`, [`${short(two)} signed`, `${short(one)} again`, `${short(two)} again`]],
        `${short(two)} again`
      ]
    ]);
    assert.equal(listImages(tree).length, 2);
    assert.equal(repository.asked.filter(what => what === `referrers of ${one}`).length, 1);
  });

  it('of an invalid image is nobody’s concern', async () => {
    const repository = registry();
    const base = repository.push('base', {'linux/amd64': []});
    const bad = composeProvenance({materials: [materialOf(repository, base.digest)]});
    const {digest} = repository.push('top', {'linux/amd64': bad});
    const tree = await collect([repository], [materialOf(repository, digest)]);
    assert.deepEqual(draw(tree), [[`${short(digest)} invalid`]]);
    assert.ok(!repository.asked.includes(base.digest));
  });

  it('is cut off in order where there is too much of it', async () => {
    const repository = registry();
    const digests = Array.from(
      {length: 300},
      (_, at) => repository.push(`image ${String(at)}`, {'linux/amd64': []}).digest
    );
    const materials = digests.map(digest => materialOf(repository, digest));
    let running = 0;
    let most = 0;
    repository.before = async what => {
      if (!digests.includes(what as Digest)) return;
      running++;
      most = Math.max(most, running);
      await sleep(Math.random() * 3);
      running--;
    };
    const tree = await collect([repository], materials, {limits: {images: 20, width: 3}});
    const outcomes = listImages(tree).map(({found}) => found.outcome);
    assert.deepEqual(outcomes, [...Array<string>(20).fill('unsigned'), ...Array<string>(280).fill('unread')]);
    assert.match(reasonOf(listImages(tree)[20]!), /more than 20 images/);
    assert.equal(most, 3);
  });

  it('is cut off in order where it is too long', async () => {
    const repository = registry();
    const digests = ['a', 'b', 'c'].map(text => repository.push(text, {'linux/amd64': []}).digest);
    const tree = await collect(
      [repository],
      digests.map(one => materialOf(repository, one)),
      {limits: {bytes: 1700}}
    );
    assert.deepEqual(
      listImages(tree).map(({found}) => found.outcome),
      ['unsigned', 'unsigned', 'unread']
    );
  });

  it('is looked for in another place where the first has none', async () => {
    const [one, two] = [registry(), new Repository('two.example/mirror')];
    const digest = one.pushPlain('base');
    two.pushPlain('base');
    two.attach(digest, await signBundle(digest));
    const tree = await collect([one, two], [materialOf(one, digest), materialOf(two, digest)]);
    const [node, ...rest] = listImages(tree);
    assert.equal(node?.found.outcome, 'signed');
    assert.deepEqual(rest, []);
    assert.equal(node.looked.length, 4);
  });

  it('names git trees and files beside the images', async () => {
    const repository = registry();
    const tree = await collect(
      [repository],
      [{uri: 'https://example.com/a.git#main', digest: {sha1: 'a'.repeat(40)}}]
    );
    assert.deepEqual(
      tree.trunks[0]?.others.map(({kind}) => kind),
      ['git']
    );
    assert.deepEqual(listImages(tree), []);
  });

  it('is left when the deadline passes, even by a store that never answers', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/amd64': []});
    repository.before = () => Promise.withResolvers<undefined>().promise;
    const started = performance.now();
    const patience = createPatience({timeoutMs: 100});
    const node = await findOne(repository, digest, {patience});
    assert.equal(reasonOf(node), 'there was no time left to look');
    assert.ok(performance.now() - started < 5000);
    assert.equal(reasonOf(await findOne(repository, digest, {patience})), 'there was no time left to look');
  });

  it('is left when the run is cancelled', async () => {
    const repository = registry();
    const {digest} = repository.push('base', {'linux/amd64': []});
    const run = new AbortController();
    repository.before = () => {
      run.abort(new Error('cancelled'));
      throw run.signal.reason as Error;
    };
    const patience = createPatience({timeoutMs: 1000, signal: run.signal});
    await assert.rejects(findOne(repository, digest, {patience}), /cancelled/);
  });

  it('gives one file, the same each time, ours first', async () => {
    const repository = registry();
    const [top, middle, base] = pushChain(repository, 3);
    repository.attach(base!, await signBundle(base!));
    const materials = [materialOf(repository, top!), materialOf(repository, middle!)];
    const own = composeProvenance({materials});
    const write = async () => formatBundleFile([own, own], await collect([repository], materials));
    const text = await write();
    assert.equal(await write(), text);
    const lines = text.trimEnd().split('\n');
    assert.equal(lines[0], own.toString());
    assert.deepEqual(
      lines.map(line => (line.includes('dsseEnvelope') ? 'bundle' : 'statement')),
      ['statement', 'statement', 'statement', 'bundle', 'statement']
    );
  });
});
