/** Signing, end to end: what is signed, where it goes, and what the inputs change about it. */
import assert from 'node:assert/strict';
import {join, sep} from 'node:path';
import {after, before, beforeEach, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {parseGh, pastePrinted} from '../support/printed-commands.ts';
import {findPair, readIndex} from '../support/published-index.ts';
import {
  describeBytes,
  findFile,
  IDENTITY,
  nameReferrersTag,
  parseDigits,
  pushBlob,
  pushManifest,
  readObject,
  readReferrers,
  readSigned,
  runKept,
  SLSA_V02,
  SLSA_V1,
  subjectsOf
} from '../support/signed-image.ts';
import type {KeptRun, LooseReferrers, SignedStatement} from '../support/signed-image.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

describe('signing', () => {
  const platform = useSigstore();
  const verifiers = useForeignVerifiers();
  let pushed: KeptRun;
  let root = '';
  let platforms: Record<string, string> = {};

  const tagOf = (name: string) => `${platform.registry.host}/octo-org/${name}:1`;
  const placeOf = (name: string, {url} = platform.registry) => ({url, repository: `octo-org/${name}`});
  const inputsOf = (name: string) => ({context: '.', push: 'true', platforms: PLATFORMS, tags: tagOf(name)});
  const run = (inputs: Readonly<Record<string, string>>, more: Omit<ActionOptions, 'inputs'> = {}) =>
    runKept(platform, {...more, inputs});
  /** The image that was pushed, copied without its signatures, and signed there. */
  const signCopy = async (name: string, inputs: Readonly<Record<string, string>> = {}): Promise<KeptRun> => {
    await verifiers.run('crane', 'copy', tagOf('app'), tagOf(name));
    platform.registry.requests.length = 0;
    return run({digest: root, image: tagOf(name), ...inputs});
  };
  const listWrites = ({requests}: Pick<Registry, 'requests'>) =>
    requests.filter(({method}) => method === 'PUT');
  const countCalls = (method: string, path: RegExp) =>
    platform.sigstore.requests.filter(one => one.method === method && path.test(`${one.host}${one.path}`))
      .length;
  const countEntries = () => countCalls('POST', /^rekor\.sigstore\.dev\/api\/v1\/log\/entries$/);
  const countStored = () => countCalls('POST', /^api\.github\.com\/repos\/octo-org\/app\/attestations$/);
  const titlesOf = ({report}: KeptRun) => report.signing?.statements.map(({title}) => title);
  const placesOf = ({report}: KeptRun) =>
    report.signing?.statements.map(({places}) =>
      places.map(({kind, verdict}) => `${kind} ${verdict}`).join()
    );

  before(async () => {
    platform.registry.requests.length = 0;
    pushed = await run({...inputsOf('app'), 'bundle-path': "signed things/it's all.jsonl"});
    assertExit(pushed, 0);
    root = pushed.outputs['digest'] ?? '';
    platforms = JSON.parse(pushed.outputs['platform-digests'] ?? '') as Record<string, string>;
    assert.deepEqual(Object.keys(platforms), PLATFORMS.split(','));
  });
  beforeEach(() => {
    const {sigstore, registry} = platform;
    sigstore.attestations.length = 0;
    sigstore.storageRecords.length = 0;
    sigstore.requests.length = 0;
    sigstore.faults.clear();
    registry.faults.clear();
  });

  /** Each statement that a run signed, by its title. */
  const readAll = (kept: KeptRun): Record<string, SignedStatement> =>
    Object.fromEntries(
      (kept.report.signing?.statements ?? []).map(({title, bundlePath = ''}) => [
        title,
        readSigned(kept.files[bundlePath] ?? Buffer.from('{}'))
      ])
    );

  describe('of a push of two platforms', () => {
    it('is said to be done, to everybody', () => {
      const {outputs, annotations, summary, stdout} = pushed;
      const {verdict, verified, signed} = outputs;
      assert.deepEqual({verdict, verified, signed}, {verdict: 'verified', verified: 'true', signed: 'true'});
      assert.equal(outputs['signer-identity'], IDENTITY);
      assert.deepEqual(annotations, []);
      assert.match(summary, /^## ✅ Provenance: verified, signed\n/);
      assert.match(stdout, /^Provenance: verified, signed\. .*All 3 statements are signed/m);
      assert.deepEqual(titlesOf(pushed), ['index', ...Object.keys(platforms)]);
      assert.deepEqual(placesOf(pushed), Array(3).fill('file verified,api verified,registry verified'));
    });

    it("signs BuildKit's own predicate for each platform, to the last letter", () => {
      const all = readAll(pushed);
      for (const [name, digest] of Object.entries(platforms)) {
        const recorded = findFile(pushed, `provenance/${name.replace('/', '-')}.json`).toString();
        const {predicateType, predicate} = parseDigits(recorded) as SignedStatement;
        const signed = all[name];
        assert.ok(signed !== undefined);
        assert.equal(JSON.stringify(signed.predicate), JSON.stringify(predicate));
        assert.deepEqual([signed.predicateType, predicateType], [SLSA_V1, SLSA_V1]);
        assert.deepEqual(subjectsOf(signed), [digest]);
        assert.equal(signed._type, 'https://in-toto.io/Statement/v1');
      }
    });

    it("signs the workflow's predicate for the index and every platform", () => {
      const {index} = readAll(pushed);
      assert.ok(index !== undefined);
      assert.deepEqual(subjectsOf(index), [root, ...Object.values(platforms)]);
      assert.equal(index.predicateType, SLSA_V1);
      const {buildDefinition, runDetails} = index.predicate as Record<string, Record<string, unknown>>;
      assert.equal(buildDefinition?.['buildType'], 'https://actions.github.io/buildtypes/workflow/v1');
      assert.deepEqual(runDetails, {
        builder: {id: IDENTITY},
        metadata: {invocationId: 'https://github.com/octo-org/app/actions/runs/1234567890/attempts/1'}
      });
    });

    it('leaves the index as it was built, and the tag at it', async () => {
      const bytes = await readObject(placeOf('app'), 'manifests', '1');
      const metadata = JSON.parse(pushed.outputs['metadata'] ?? '') as Record<string, unknown>;
      assert.deepEqual([describeBytes(bytes).digest, metadata['containerimage.digest']], [root, root]);
    });

    it('attaches each bundle by the tag that stands in for referrers, as strangers list it', async () => {
      const {host} = platform.registry;
      for (const {title, subjects, bundlePath = '', places} of pushed.report.signing?.statements ?? []) {
        const [subject = ''] = subjects;
        const [found, ...others] = await readReferrers(placeOf('app'), subject);
        assert.ok(found !== undefined && others.length === 0, title);
        assert.ok(found.bundle.equals(pushed.files[bundlePath] ?? Buffer.alloc(0)), title);
        const {annotations, artifactType, layers} = found.manifest;
        assert.deepEqual([artifactType, found.manifest.subject.digest], [BUNDLE, subject]);
        assert.deepEqual(
          layers.map(({mediaType}) => mediaType),
          [BUNDLE]
        );
        assert.equal(annotations['dev.sigstore.bundle.predicateType'], SLSA_V1);

        const tag = `${host}/octo-org/app:${nameReferrersTag(subject)}`;
        const listed = JSON.parse(await verifiers.run('crane', 'manifest', tag)) as LooseReferrers;
        const digests = listed.manifests.map(({digest}) => digest);
        const record = places.find(({kind}) => kind === 'registry');
        assert.deepEqual([digests, record?.via], [record?.referrers, 'tag']);
        const text = await verifiers.run(
          'oras',
          ...['discover', '--plain-http', '--format', 'json'],
          ...['--artifact-type', BUNDLE, `${host}/octo-org/app@${subject}`]
        );
        for (const digest of digests) assert.ok(text.includes(digest), text);
      }
    });

    it('writes a file for each bundle, one for all, and tells later steps of them', () => {
      const {outputs, files, report} = pushed;
      const path = outputs['bundle-path'] ?? '';
      assert.ok(path.endsWith(join(sep, 'work', 'signed things', "it's all.jsonl")), path);
      const statements = report.signing?.statements ?? [];
      const bundles = statements.map(({bundlePath = ''}) => files[bundlePath]?.toString() ?? '');
      assert.equal(files[path]?.toString(), bundles.map(bundle => `${bundle}\n`).join(''));
      for (const bundle of bundles) assert.doesNotMatch(bundle, /\n/);
      const told = findFile(pushed, 'created_attestation_paths.txt').toString();
      assert.ok(told.endsWith('\n'));
      assert.deepEqual(told.trim().split('\n').sort(), statements.map(({bundlePath}) => bundlePath).sort());
    });
  });

  describe('of what is there already', () => {
    it("stores the very bundles in GitHub's API, and says where", async () => {
      const {sigstore} = platform;
      const signed = await signCopy('stored');
      assertExit(signed, 0);
      const statements = signed.report.signing?.statements ?? [];
      const kept = statements.map(
        ({bundlePath = ''}) => JSON.parse(signed.files[bundlePath]?.toString() ?? '') as unknown
      );
      assert.deepEqual(
        new Set(sigstore.attestations.map(({bundle}) => JSON.stringify(bundle))),
        new Set(kept.map(bundle => JSON.stringify(bundle)))
      );
      assert.deepEqual([countStored(), countEntries()], [3, 3]);
      const [index] = statements;
      const id = index?.places.find(({kind}) => kind === 'api')?.id ?? '';
      const subjects = sigstore.attestations.find(stored => String(stored.id) === id)?.subjects;
      assert.deepEqual(subjects, [root, ...Object.values(platforms)]);
      assert.equal(signed.outputs['attestation-id'], id);
      assert.equal(signed.outputs['attestation-url'], `https://github.com/octo-org/app/attestations/${id}`);
    });

    it('keeps every digit of what BuildKit recorded', async () => {
      const place = placeOf('digits');
      await verifiers.run('crane', 'copy', tagOf('app'), tagOf('digits'));
      const digits = '"exact":[12345678901234567890,1.0,0.1000,-0,1e-7],';
      const digest = await replaceStatement(place, text => text.replace(/"predicate":\s*\{/, `$&${digits}`));
      const signed = await run({digest, image: tagOf('digits'), platforms: 'linux/amd64'});
      assertExit(signed, 0);
      const {'linux/amd64': statement} = readAll(signed);
      assert.ok(statement !== undefined);
      assert.deepEqual(
        statement.predicate['exact'],
        ['12345678901234567890', '1.0', '0.1000', '-0', '1e-7'].map(number => `number ${number}`)
      );
      const recorded = findFile(signed, 'provenance/linux-amd64.json').toString();
      const {predicate} = parseDigits(recorded) as SignedStatement;
      assert.equal(JSON.stringify(statement.predicate), JSON.stringify(predicate));
      const {calls} = await pastePrinted(signed.summary, verifiers);
      assert.equal(calls.filter(([program]) => program === 'cosign').length, 2);
    });

    for (const [subjects, titles, attached] of [
      ['index', ['index'], [1, 1, 1]],
      ['platforms', PLATFORMS.split(','), [0, 1, 1]]
    ] as const) {
      it(`signs what subjects: ${subjects} names`, async () => {
        const name = `subjects-${subjects}`;
        const signed = await signCopy(name, {subjects});
        assertExit(signed, 0);
        assert.deepEqual(titlesOf(signed), titles);
        assert.deepEqual([countEntries(), countStored()], [titles.length, titles.length]);
        const counts = [root, ...Object.values(platforms)].map(digest =>
          countReferrers(placeOf(name), digest)
        );
        assert.deepEqual(await Promise.all(counts), attached);
        const about = Object.entries(readAll(signed)).map(([title, one]) => [title, subjectsOf(one)]);
        const wanted = {index: [root, ...Object.values(platforms)]};
        assert.deepEqual(Object.fromEntries(about), subjects === 'index' ? wanted : toLists(platforms));
        // Whatever is about a digest is shown for it, and holds.
        const {calls} = await pastePrinted(signed.summary, verifiers);
        const checked = (program: string) => calls.filter(([first]) => first === program).length;
        const expected = subjects === 'index' ? 3 : 2;
        assert.deepEqual([checked('cosign'), checked('gh')], [expected, expected]);
      });
    }

    it("signs BuildKit's attestation manifests on request, as cosign verify wants them", async () => {
      const signed = await signCopy('manifests', {'sign-attestation-manifests': 'true', subjects: 'index'});
      assertExit(signed, 0);
      const manifests = JSON.parse(signed.outputs['attestation-digests'] ?? '') as Record<string, string>;
      assert.deepEqual(titlesOf(signed), [
        'index',
        ...Object.keys(manifests).map(name => `attestation manifest of ${name}`)
      ]);
      const {calls} = await pastePrinted(signed.summary, verifiers);
      const pinned = (digest: string) => tagOf('manifests').replace(':1', `@${digest}`);
      assert.deepEqual(
        calls.filter(([, verb]) => verb === 'verify').map(([program, , image]) => [program, image]),
        Object.values(manifests).map(digest => ['cosign', pinned(digest)])
      );
      const again = await signCopy('no-manifests', {subjects: 'index'});
      assertExit(again, 0);
      const [first = ''] = Object.values(manifests);
      assert.equal(await countReferrers(placeOf('no-manifests'), first), 0);
    });

    it('attaches nothing with push-to-registry: false, and shows what gh asks the API', async () => {
      const signed = await signCopy('unattached', {'push-to-registry': 'false'});
      assertExit(signed, 0);
      assert.deepEqual(listWrites(platform.registry), []);
      assert.deepEqual(placesOf(signed), Array(3).fill('file verified,api verified'));
      assert.equal(countStored(), 3);
      assert.deepEqual(
        platform.sigstore.storageRecords,
        [],
        'where nothing is attached, nothing is recorded'
      );
      const {calls} = await pastePrinted(signed.summary, verifiers);
      assert.deepEqual(
        calls.filter(([program]) => program !== 'jq').map(call => parseGh(call).image),
        [root, ...Object.values(platforms)].map(digest => tagOf('unattached').replace(':1', `@${digest}`))
      );
    });

    it('asks the API for nothing with store-attestation: false, and gh to look into the registry', async () => {
      const signed = await signCopy('unstored', {
        'store-attestation': 'false',
        'create-storage-record': 'false'
      });
      assertExit(signed, 0);
      assert.equal(countCalls('POST', /^api\.github\.com/) + countCalls('GET', /^api\.github\.com/), 0);
      assert.deepEqual(placesOf(signed), Array(3).fill('file verified,registry verified'));
      const {'attestation-id': id, 'attestation-url': url} = signed.outputs;
      assert.deepEqual({id, url}, {id: '', url: ''});
      const {calls} = await pastePrinted(signed.summary, verifiers);
      const gh = calls.filter(([program]) => program === 'gh').map(parseGh);
      assert.deepEqual(
        gh.map(({options}) => options['--bundle-from-oci']),
        ['', '', '']
      );
      assert.equal(calls.filter(([program]) => program === 'cosign').length, 3);
    });

    it('keeps files alone where it may go nowhere, and shows how cosign checks those', async () => {
      const signed = await signCopy('files', {'store-attestation': 'false', 'push-to-registry': 'false'});
      assertExit(signed, 0);
      assert.deepEqual(listWrites(platform.registry), []);
      assert.equal(countStored(), 0);
      assert.match(signed.stdout, /All 3 statements are signed, and were kept in files alone\./);
      assert.equal(signed.outputs['signed'], 'true');
      const {calls} = await pastePrinted(signed.summary, verifiers, signed.files);
      const paths = signed.report.signing?.statements.map(({bundlePath}) => bundlePath);
      const cosign = calls.filter(([program]) => program === 'cosign');
      assert.deepEqual(
        cosign.map(([, verb, , path]) => [verb, path]),
        paths?.map(path => ['verify-blob-attestation', path])
      );
      const gh = calls.filter(([program]) => program === 'gh').map(parseGh);
      assert.deepEqual(
        gh.map(({options}) => options['--bundle']),
        paths
      );
    });

    it('records for an organisation where the image is, and for a user nothing', async () => {
      const {sigstore, registry} = platform;
      const signed = await signCopy('recorded');
      assertExit(signed, 0);
      const [record, ...others] = sigstore.storageRecords;
      assert.deepEqual(others, []);
      assert.deepEqual(record, {
        id: 501,
        owner: 'octo-org',
        name: `${registry.host}/octo-org/recorded`,
        digest: root,
        version: '1',
        registry_url: `https://${registry.host}`
      });
      assert.equal(signed.outputs['storage-record-ids'], '["501"]');

      sigstore.faults.add({
        method: 'GET',
        path: 'api.github.com/repos/octo-org/app',
        status: 200,
        body: JSON.stringify({owner: {login: 'octo-org', type: 'User'}})
      });
      const again = await signCopy('unrecorded');
      assertExit(again, 0);
      assert.deepEqual([sigstore.storageRecords.length, again.outputs['storage-record-ids']], [1, '[]']);
      assert.deepEqual(again.annotations, []);
    });
  });

  describe('of other pushes', () => {
    let closed: Registry;
    let config = '';
    before(async () => {
      closed = await startRegistry({auth: 'basic', referrers: true});
      config = createDockerConfig(platform.engine);
      logIn(closed, config);
      verifiers.logIn(closed);
    });
    after(() => closed.stop());

    it('attaches to two registries what it signed once, by the Referrers API where there is one', async () => {
      const {registry, sigstore} = platform;
      const names = [tagOf('twice'), `${closed.host}/octo-org/mirror:2`];
      const signed = await run(
        {...inputsOf('twice'), tags: names.join('\n')},
        {env: {DOCKER_CONFIG: config}}
      );
      assertExit(signed, 0);
      assert.deepEqual([countEntries(), countStored(), sigstore.attestations.length], [3, 3, 3]);
      const digests = Object.values(
        JSON.parse(signed.outputs['platform-digests'] ?? '') as object
      ) as string[];
      const all = [signed.outputs['digest'] ?? '', ...digests];
      const vias = {[registry.host]: 'tag', [closed.host]: 'api'};
      for (const [at, digest] of all.entries()) {
        const {places = [], bundlePath = ''} = signed.report.signing?.statements[at] ?? {};
        const found = places.filter(({kind}) => kind === 'registry');
        assert.deepEqual(
          found.map(({place, via, verdict}) => [place.split(/[ /]/)[1], via, verdict]),
          Object.entries(vias).map(([host, via]) => [host, via, 'verified'])
        );
        const [tagged] = await readReferrers(placeOf('twice'), digest);
        assert.ok(tagged !== undefined);
        assert.ok(tagged.bundle.equals(signed.files[bundlePath] ?? Buffer.alloc(0)));
        const text = await verifiers.run(
          'oras',
          ...['discover', '--plain-http', '--format', 'json', '--distribution-spec', 'v1.1-referrers-api'],
          `${closed.host}/octo-org/mirror@${digest}`
        );
        const [referrer = ''] = found[1]?.referrers ?? [];
        assert.ok(text.includes(referrer), text);
        const pulled = await verifiers.run('crane', 'manifest', `${closed.host}/octo-org/mirror@${referrer}`);
        assert.deepEqual(JSON.parse(pulled), tagged.manifest, 'the same referrer in both');
      }
      assert.deepEqual(
        listWrites(closed).filter(({path}) => path.includes('/manifests/sha256-')),
        [],
        'no tag is written where the Referrers API lists'
      );
      assert.deepEqual(
        sigstore.storageRecords.map(({name, registry_url: url}) => [name, url]),
        [
          [`${registry.host}/octo-org/twice`, `https://${registry.host}`],
          [`${closed.host}/octo-org/mirror`, `https://${closed.host}`]
        ]
      );
      const {calls} = await pastePrinted(signed.summary, verifiers);
      const checked = calls.filter(([program]) => program === 'cosign').map(([, , image]) => image);
      assert.deepEqual(
        checked,
        names.flatMap(name => all.map(digest => name.replace(/:\d$/, `@${digest}`)))
      );
    });

    it('signs a predicate v0.2 under its own type', async () => {
      const provenance = 'mode=max,version=v0.2';
      const signed = await run({...inputsOf('old'), provenance});
      assertExit(signed, 0);
      const all = readAll(signed);
      assert.deepEqual(
        Object.entries(all).map(([title, {predicateType}]) => [title, predicateType]),
        [['index', SLSA_V1], ...PLATFORMS.split(',').map(name => [name, SLSA_V02])]
      );
      const recorded = findFile(signed, 'provenance/linux-arm64.json').toString();
      const {predicate} = parseDigits(recorded) as SignedStatement;
      assert.equal(JSON.stringify(all['linux/arm64']?.predicate), JSON.stringify(predicate));
      const {calls} = await pastePrinted(signed.summary, verifiers);
      assert.deepEqual(
        calls.filter(([program]) => program === 'cosign').map(call => call[call.indexOf('--type') + 1]),
        ['slsaprovenance1', 'slsaprovenance02', 'slsaprovenance02']
      );
      assert.deepEqual(
        calls.filter(([program]) => program === 'gh').map(call => parseGh(call).options['--predicate-type']),
        [undefined, SLSA_V02, SLSA_V02]
      );
      assert.deepEqual(platform.sigstore.attestations.map(({predicateType}) => predicateType).sort(), [
        SLSA_V02,
        SLSA_V02,
        SLSA_V1
      ]);
    });
  });

  describe('of what is not to be signed', () => {
    /** No token was asked for, nobody was told anything, and nothing says that it is signed. */
    const assertUnsigned = (kept: KeptRun, reason: RegExp): void => {
      assertExit(kept, 0);
      const {sigstore} = platform;
      assert.deepEqual(sigstore.requests, []);
      const {signed, 'bundle-path': path, 'signer-identity': signer} = kept.outputs;
      assert.deepEqual({signed, path, signer}, {signed: 'false', path: '', signer: ''});
      assert.equal(kept.outputs['verdict'], 'verified');
      const {decision, remedy, statements} = kept.report.signing ?? {};
      assert.deepEqual([decision?.value, remedy, statements], [false, undefined, []]);
      assert.match(decision?.trace.at(-1) ?? '', reason);
      assert.deepEqual(
        kept.annotations.filter(({name}) => name !== 'notice'),
        []
      );
      const names = Object.keys(kept.files);
      assert.deepEqual(
        names.filter(name => /sigstore|created_attestation_paths|bundles\.jsonl/.test(name)),
        []
      );
    };
    const pull = () => createEvent('pull_request', {sha: platform.workspace.sha});

    it('is a dry run', async () => {
      platform.registry.requests.length = 0;
      const kept = await run(inputsOf('dry'), {event: pull()});
      assertUnsigned(kept, /a dry run publishes nothing/);
      assert.equal(kept.outputs['skipped'], 'true');
      assert.deepEqual(listWrites(platform.registry), []);
    });

    it('is the push of a pull request', async () => {
      const kept = await run({...inputsOf('pull'), 'push-on-pull-request': 'true'}, {event: pull()});
      assertUnsigned(kept, /a pull request is never signed/);
      assert.match(kept.summary, /^## ✅ Provenance: verified, unsigned\n/);
      assert.match(kept.summary, /^Not signed: a pull request is never signed/m);
      assert.equal(await countReferrers(placeOf('pull'), kept.outputs['digest'] ?? ''), 0);
    });

    it('is what sign: false says', async () => {
      const kept = await signCopy('unsigned', {sign: 'false'});
      assertUnsigned(kept, /sign is false/);
      assert.deepEqual(listWrites(platform.registry), []);
      assert.match(kept.summary, /^## ✅ Provenance: verified, unsigned\n/);
      assert.match(kept.summary, /^Not signed: sign is false/m);
    });
  });
});

/** Each value alone in a list. */
function toLists(record: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, [value]]));
}

type Place = Parameters<typeof readReferrers>[0];

/** How many the fallback tag lists; none where it is not there. */
async function countReferrers(place: Place, subject: string): Promise<number> {
  const url = `${place.url}/v2/${place.repository}/manifests/${nameReferrersTag(subject)}`;
  const answer = await fetch(url, {headers: {accept: INDEX}});
  if (answer.status === 404) return 0;
  assert.equal(answer.status, 200);
  return ((await answer.json()) as LooseReferrers).manifests.length;
}

/** An index of one platform, whose statement is what `edit` makes of it; everything above it is made anew. */
async function replaceStatement(place: Place, edit: (text: string) => string): Promise<string> {
  const index = await readIndex(place, place.repository, '1');
  const {image, attestation} = findPair(index, 'amd64');
  const manifest = JSON.parse((await readObject(place, 'manifests', attestation.digest)).toString()) as {
    mediaType: string;
    layers: {digest: string; size: number}[];
  };
  const [layer] = manifest.layers;
  assert.ok(layer !== undefined);
  const old = (await readObject(place, 'blobs', layer.digest)).toString();
  const text = edit(old);
  assert.notEqual(text, old);
  Object.assign(layer, await pushBlob(place, Buffer.from(text)));
  Object.assign(attestation, await pushManifest(place, manifest));
  const {digest} = await pushManifest(
    place,
    {...index, mediaType: INDEX, manifests: [image, attestation]} as {mediaType: string},
    '1'
  );
  return digest;
}
