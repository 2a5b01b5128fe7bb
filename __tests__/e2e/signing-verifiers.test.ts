/** What the step signs, given to strangers: cosign and sigstore-go, as Debian builds them, and to the step itself. */
import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import type {Expected} from '../support/foreign-verifiers.ts';
import {parseGh, pastePrinted} from '../support/printed-commands.ts';
import {
  findFile,
  IDENTITY,
  ISSUER,
  nameReferrersTag,
  parseBundle,
  pushBlob,
  pushManifest,
  readReferrers,
  readSigned,
  runKept,
  SLSA_V1,
  subjectsOf
} from '../support/signed-image.ts';
import type {KeptRun} from '../support/signed-image.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';

const BOTH = ['cosign', 'sigstore-go'];
const VISIBILITY = {'public-good': 'public', github: 'private'} as const;
const INSTANCES = ['public-good', 'github'] as const;
type InstanceName = (typeof INSTANCES)[number];

/** The bundle with one byte changed, in each part of it that matters. */
function changeEach(text: string): Record<string, string> {
  const {dsseEnvelope, verificationMaterial} = parseBundle(Buffer.from(text));
  const {payload, payloadType, signatures} = dsseEnvelope;
  const replace = (old: string, next: string): string => {
    assert.ok(text.split(old).length === 2 && old !== next);
    return text.replace(old, () => next);
  };
  const flip = (base64: string): string => {
    const bytes = Buffer.from(base64, 'base64');
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    return replace(`"${base64}"`, `"${bytes.toString('base64')}"`);
  };
  const edit = (pattern: RegExp): string => {
    const statement = Buffer.from(payload, 'base64').toString();
    const other = statement.replace(pattern, (whole, last: string) => {
      return whole.slice(0, -1) + (last === 'a' ? 'b' : 'a');
    });
    assert.ok(other !== statement && other.length === statement.length);
    return replace(`"${payload}"`, `"${Buffer.from(other).toString('base64')}"`);
  };
  return {
    envelope: replace(`"${payloadType}"`, `"${payloadType.replace('json', 'jsoN')}"`),
    certificate: flip(verificationMaterial.certificate.rawBytes),
    signature: flip(signatures[0]?.sig ?? ''),
    subject: edit(/"sha256":"[0-9a-f]{63}([0-9a-f])/),
    predicate: edit(/"buildType":"[^"]*([^"])/)
  };
}

describe('a push that is signed', () => {
  const platform = useSigstore();
  const verifiers = useForeignVerifiers();
  const runs = new Map<InstanceName, KeptRun>();
  const scratch = mkdtempSync(join(tmpdir(), "own root's-"));
  let trustedRoot = '';
  /** The index and each platform, by the name of its bundle's file. */
  let digests: Record<string, string> = {};

  const runOf = (instance: InstanceName): KeptRun => {
    const run = runs.get(instance);
    assert.ok(run !== undefined);
    return run;
  };
  const repositoryOf = (instance: InstanceName) => `octo-org/${VISIBILITY[instance]}`;
  const nameOf = (instance: InstanceName) => `${platform.registry.host}/${repositoryOf(instance)}`;
  const placeOf = (instance: InstanceName) => ({
    url: platform.registry.url,
    repository: repositoryOf(instance)
  });
  const bundleOf = (instance: InstanceName, name: string) =>
    findFile(runOf(instance), `${name}.sigstore.json`);
  const hexOf = (digest = '') => digest.replace('sha256:', '');

  /** The image that was built, verified and signed again, by whoever the token says it is. */
  async function signAgain(
    instance: InstanceName,
    claims: Readonly<Record<string, string>> = {},
    inputs: Readonly<Record<string, string>> = {}
  ): Promise<KeptRun> {
    const {sigstore} = platform;
    const before = {...sigstore.claims};
    Object.assign(sigstore.claims, {repository_visibility: VISIBILITY[instance], ...claims});
    try {
      const resume = {digest: digests['index'] ?? '', image: `${nameOf(instance)}:1`};
      return await runKept(platform, {inputs: {'trusted-root': trustedRoot, ...resume, ...inputs}});
    } finally {
      for (const name of Object.keys(claims))
        if (!(name in before)) Reflect.deleteProperty(sigstore.claims, name);
      Object.assign(sigstore.claims, before);
    }
  }

  before(async () => {
    trustedRoot = join(scratch, 'trusted_root.json');
    copyFileSync(platform.sigstore.trustedRoot, trustedRoot);
    const tags = `${nameOf('public-good')}:1`;
    const inputs = {context: '.', push: 'true', platforms: PLATFORMS, tags, 'trusted-root': trustedRoot};
    const run = await runKept(platform, {inputs});
    assertExit(run, 0);
    runs.set('public-good', run);
    const platforms = JSON.parse(run.outputs['platform-digests'] ?? '') as Record<string, string>;
    digests = {index: run.outputs['digest'] ?? ''};
    for (const [name, digest] of Object.entries(platforms)) digests[name.replace('/', '-')] = digest;
    await verifiers.run('crane', 'copy', tags, `${nameOf('github')}:1`);
    runs.set('github', await signAgain('github'));
    assertExit(runOf('github'), 0);
  });
  after(() => {
    rmSync(scratch, {recursive: true});
  });

  const writeBundle = (bytes: Buffer | string): string => {
    const path = join(mkdtempSync(join(scratch, 'bundle-')), 'bundle.sigstore.json');
    writeFileSync(path, bytes);
    return path;
  };
  const expectOf = (instance: InstanceName, name: string, digest = digests[name]): Expected => ({
    bundle: writeBundle(bundleOf(instance, name)),
    trustedRoot,
    sha256: hexOf(digest),
    predicateType: SLSA_V1,
    identity: IDENTITY,
    issuer: ISSUER,
    instance
  });
  const NAMES = ['index', 'linux-amd64', 'linux-arm64'];

  for (const instance of INSTANCES) {
    describe(`what is signed on the ${instance} instance, for strangers`, () => {
      const options = {
        'public-good': [],
        github: ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct']
      }[instance];
      const signer = ['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', ISSUER];
      const askCosign = (reference: string, trust = ['--trusted-root', trustedRoot], who = signer) =>
        verifiers.run(
          'cosign',
          ...['verify-attestation', reference, '--type', 'slsaprovenance1'],
          ...[...who, ...trust, ...options]
        );

      it('is proven as that instance proves it', () => {
        for (const name of NAMES) {
          const {tlogEntries, timestampVerificationData} = parseBundle(
            bundleOf(instance, name)
          ).verificationMaterial;
          const times = timestampVerificationData?.rfc3161Timestamps?.length ?? 0;
          assert.deepEqual([tlogEntries?.length ?? 0, times], instance === 'github' ? [0, 1] : [1, 0]);
        }
        const {signing} = runOf(instance).report;
        assert.ok(signing !== undefined);
        assert.deepEqual([signing.instance, signing.statements.length], [instance, 3]);
        for (const {logIndex, signedAt} of signing.statements) {
          assert.equal(logIndex === undefined, instance === 'github');
          assert.match(signedAt ?? '', /^\d{4}-\d\d-\d\dT/);
        }
      });

      it('is accepted from the registry, by tag, by the index and by each platform', async () => {
        const references = [':1', ...Object.values(digests).map(digest => `@${digest}`)];
        assert.equal(references.length, 4);
        for (const reference of references) await askCosign(`${nameOf(instance)}${reference}`);
      });

      it('is accepted from files, by both, for every digest that it is about', async () => {
        const about = NAMES.flatMap(name =>
          subjectsOf(readSigned(bundleOf(instance, name))).map(digest => [name, digest] as const)
        );
        assert.equal(about.length, 5);
        const answers = about.map(([name, digest]) => verifiers.accept(expectOf(instance, name, digest)));
        assert.deepEqual(
          await Promise.all(answers),
          about.map(() => BOTH)
        );
      });

      it('is accepted by the commands that the summary shows, as they stand there', async () => {
        const run = runOf(instance);
        const {calls, written} = await pastePrinted(run.summary, verifiers);
        const cosign = calls.filter(([program]) => program === 'cosign');
        assert.deepEqual(
          cosign.map(([, verb, reference]) => [verb, reference]),
          Object.values(digests).map(digest => ['verify-attestation', `${nameOf(instance)}@${digest}`])
        );
        const gh = calls.filter(([program]) => program === 'gh').map(parseGh);
        const asked = {
          '--repo': 'octo-org/app',
          '--cert-identity': IDENTITY,
          '--custom-trusted-root': 'trusted_root.jsonl'
        };
        assert.deepEqual(
          gh,
          Object.values(digests).map(digest => ({image: `${nameOf(instance)}@${digest}`, options: asked}))
        );
        assert.equal(written['trusted_root.jsonl']?.trim().split('\n').length, 1);
      });

      it('is refused for another signer, issuer, root or image', async () => {
        const other = await startSigstore();
        try {
          for (const name of ['index', 'linux-arm64']) {
            const good = expectOf(instance, name);
            const changes = [
              {identity: `${IDENTITY}-2`},
              {identity: IDENTITY.replace('octo-org/app', 'octo-org/other')},
              {issuer: `${ISSUER}/octo`},
              {trustedRoot: other.trustedRoot},
              {sha256: 'a'.repeat(64)}
            ];
            for (const change of changes)
              assert.deepEqual(await verifiers.accept({...good, ...change}), [], JSON.stringify(change));
            const reference = `${nameOf(instance)}@${digests[name] ?? ''}`;
            await assert.rejects(askCosign(reference, ['--trusted-root', other.trustedRoot]));
            const stranger = ['--certificate-identity', `${IDENTITY}-2`, '--certificate-oidc-issuer', ISSUER];
            await assert.rejects(askCosign(reference, undefined, stranger), /expected SAN value/);
          }
        } finally {
          await other.stop();
        }
      });

      it('is refused with one byte changed, by both, from the registry and by a re-run', async () => {
        const {sigstore} = platform;
        const place = placeOf(instance);
        const kept = [...sigstore.attestations];
        const tags = new Map<string, unknown>();
        for (const name of NAMES) {
          const digest = digests[name] ?? '';
          const [found] = await readReferrers(place, digest);
          assert.ok(found !== undefined);
          assert.ok(found.bundle.equals(bundleOf(instance, name)), 'the registry holds what the file does');
          const changed = Object.entries(changeEach(found.bundle.toString()));
          const answers = changed.map(([, text]) =>
            verifiers.accept({...expectOf(instance, name), bundle: writeBundle(text)})
          );
          assert.deepEqual(
            (await Promise.all(answers)).map((accepted, at) => [changed[at]?.[0], accepted]),
            changed.map(([what]) => [what, []])
          );
          // From now on the registry and the API hold nothing but what was changed.
          const manifests = [];
          for (const [, text] of changed) {
            const {mediaType} = found.manifest.layers[0] ?? {mediaType: ''};
            const layer = {mediaType, ...(await pushBlob(place, Buffer.from(text)))};
            const manifest = {...found.manifest, layers: [layer]};
            const {annotations, artifactType, mediaType: type} = manifest;
            manifests.push({
              mediaType: type,
              ...(await pushManifest(place, manifest)),
              annotations,
              artifactType
            });
            for (const [at, stored] of kept.entries()) {
              if (JSON.stringify(stored.bundle) === found.bundle.toString())
                sigstore.attestations[at] = {...stored, bundle: JSON.parse(text) as unknown};
            }
          }
          tags.set(digest, manifests);
          const index = {schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests};
          await pushManifest(place, index, nameReferrersTag(digest));
          await assert.rejects(askCosign(`${place.url.slice(7)}/${place.repository}@${digest}`));
        }
        const again = await signAgain(instance);
        assertExit(again, 0);
        assert.deepEqual(
          again.report.signing?.statements.map(({outcome}) => outcome),
          ['signed', 'signed', 'signed']
        );
        // The good ones lie beside the bad ones now, and are found.
        for (const digest of Object.values(digests)) {
          assert.equal((await readReferrers(place, digest)).length, 6);
          await askCosign(`${nameOf(instance)}@${digest}`);
        }
        runs.set(instance, again);
      });
    });
  }

  describe('an image that is signed, for the step itself', () => {
    const outcomesOf = ({report}: KeptRun) => report.signing?.statements.map(({outcome}) => outcome);
    const countEntries = () =>
      platform.sigstore.requests.filter(
        ({method, host, path, status}) =>
          method === 'POST' && host.startsWith('rekor') && path.endsWith('/entries') && status === 201
      ).length;

    it('is signed: the same signer signs nothing twice', async () => {
      const entries = countEntries();
      const again = await signAgain('public-good');
      assertExit(again, 0);
      assert.deepEqual([outcomesOf(again), countEntries() - entries], [['reused', 'reused', 'reused'], 0]);
    });

    for (const [who, claims, identity, issuer] of [
      [
        'another workflow',
        {job_workflow_ref: 'octo-org/shared/.github/workflows/sign.yml@refs/tags/v1'},
        'https://github.com/octo-org/shared/.github/workflows/sign.yml@refs/tags/v1',
        ISSUER
      ],
      ['another issuer', {iss: `${ISSUER}/octo-enterprise`}, IDENTITY, `${ISSUER}/octo-enterprise`]
    ] as const) {
      it(`is unsigned to ${who}, which signs it anew`, async () => {
        const entries = countEntries();
        const again = await signAgain('public-good', claims);
        assertExit(again, 0);
        assert.deepEqual([outcomesOf(again), countEntries() - entries], [['signed', 'signed', 'signed'], 3]);
        assert.deepEqual(again.report.signing?.signer, {identity, issuer});
        assert.equal(again.outputs['signer-identity'], identity);
        const {calls} = await pastePrinted(again.summary, verifiers);
        const options = calls.filter(([program]) => program === 'gh').map(call => parseGh(call).options);
        assert.equal(options.length, 3);
        for (const one of options)
          assert.deepEqual(
            [one['--cert-identity'], one['--cert-oidc-issuer']],
            [identity, issuer === ISSUER ? undefined : issuer]
          );
      });
    }

    it('is refused under another root, with what it then signs, and nothing of that is stored', async () => {
      const {sigstore, registry} = platform;
      const other = await startSigstore();
      try {
        const stored = sigstore.attestations.length;
        registry.requests.length = 0;
        const again = await signAgain('public-good', {}, {'trusted-root': other.trustedRoot});
        assertExit(again, 1);
        const {verdict, signed} = again.outputs;
        assert.deepEqual({verdict, signed}, {verdict: 'rejected', signed: 'false'});
        for (const {outcome, places, steps} of again.report.signing?.statements ?? []) {
          assert.equal(outcome, 'failed');
          assert.deepEqual(
            places.map(({kind, verdict: said}) => [kind, said]),
            [['file', 'rejected']]
          );
          assert.equal(steps.find(step => step.outcome === 'failed')?.id, 'certificate-chain');
        }
        assert.equal(sigstore.attestations.length, stored);
        assert.deepEqual(
          registry.requests.filter(({method}) => method === 'PUT'),
          []
        );
        const headline = 'pushed and verified, unsigned (signing failed)';
        const [first] = again.annotations;
        assert.deepEqual([first?.name, first?.properties['title']], ['error', `Provenance: ${headline}`]);
        assert.match(
          first?.data ?? '',
          /went to no registry and no API: By the trusted root of file \S+: the certificate comes from none/
        );
        assert.ok(again.summary.startsWith('## ❌ Provenance: pushed and verified, unsigned'), again.summary);
        assert.match(again.summary, /sign it without building again[^]*No bundle that holds was made/);
        assert.equal(again.outputs['signer-identity'], '');
      } finally {
        await other.stop();
      }
    });

    it('keeps the digest by which it was built, and the tag names it still', async () => {
      const digest = await verifiers.run('crane', 'digest', `${nameOf('public-good')}:1`);
      assert.equal(digest.trim(), digests['index']);
    });
  });
});
