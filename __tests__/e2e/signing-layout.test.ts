/** Layouts that are signed: bundles in them and beside them, for whoever has no network. */
import assert from 'node:assert/strict';
import {appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {after, afterEach, describe, it} from 'node:test';
import {parseDigest} from '../../src/oci/descriptor.ts';
import {openLayout} from '../../src/oci/layout.ts';
import {createEvent} from '../../local/event.ts';
import {findOffline} from '../../local/offline.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {pastePrinted} from '../support/printed-commands.ts';
import {findFile, IDENTITY, readReferrers, readSigned, runKept, subjectsOf} from '../support/signed-image.ts';
import type {KeptRun} from '../support/signed-image.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const NAME = 'registry.example/octo-org/app';
/** Each is an output, or what an output lists. */
const LEFT = ['bundles', 'bundles.jsonl', 'dependencies', 'provenance', 'report.json', 'trusted_root.json'];
const TITLES = ['index', ...PLATFORMS.split(',')];

interface Discovered {
  readonly referrers?: readonly {readonly digest: string; readonly artifactType: string}[];
  readonly manifests?: Discovered['referrers'];
}

describe('a layout that is signed', () => {
  const platform = useSigstore();
  const verifiers = useForeignVerifiers();
  const results = mkdtempSync(join(tmpdir(), 'signed layouts-'));
  after(() => {
    rmSync(results, {recursive: true});
  });
  afterEach(() => {
    platform.sigstore.faults.clear();
    platform.sigstore.attestations.length = 0;
    platform.sigstore.requests.length = 0;
  });

  const run = (inputs: Readonly<Record<string, string>>, more: Omit<ActionOptions, 'inputs'> = {}) =>
    runKept(platform, {...more, inputs: {context: '.', platforms: PLATFORMS, tags: `${NAME}:1`, ...inputs}});
  const digestsOf = ({outputs}: KeptRun): string[] => [
    outputs['digest'] ?? '',
    ...Object.values(JSON.parse(outputs['platform-digests'] ?? '') as Record<string, string>)
  ];
  const placesOf = ({report}: KeptRun) =>
    report.signing?.statements.map(({places}) =>
      places.map(({kind, verdict, stored}) => `${kind} ${verdict}${stored ? '' : ', not stored'}`).join('; ')
    );
  const codesOf = ({outputs}: KeptRun) =>
    (JSON.parse(outputs['diagnostics'] ?? '') as {code: string}[]).map(({code}) => code);
  const countSignatures = () =>
    platform.sigstore.requests.filter(({method, host}) => method === 'POST' && host.startsWith('fulcio'))
      .length;

  /** What oras finds, of bundles. A platform's image, which index.json does not list, it looks up by its platform. */
  const discover = async (path: string, root: string, title: string): Promise<string[]> => {
    const platformOf = title === 'index' ? [] : ['--platform', title];
    const args = ['discover', '--oci-layout', '--format', 'json', ...platformOf, `${path}@${root}`];
    const {referrers, manifests} = JSON.parse(await verifiers.run('oras', ...args)) as Discovered;
    const found = referrers ?? manifests ?? [];
    return found.filter(({artifactType}) => artifactType === BUNDLE).map(one => one.digest);
  };
  const fetchBundle = async (path: string, referrer: string): Promise<Buffer> => {
    const fetched = await verifiers.run('oras', 'manifest', 'fetch', '--oci-layout', `${path}@${referrer}`);
    const {layers} = JSON.parse(fetched) as {layers: {digest: string}[]};
    const layer = `${path}@${layers[0]?.digest ?? ''}`;
    const target = join(results, `${referrer.slice(7, 19)}.json`);
    await verifiers.run('oras', 'blob', 'fetch', '--oci-layout', '--output', target, layer);
    return readFileSync(target);
  };

  for (const [form, output] of [
    ['a tar', {name: 'image.tar', more: ''}],
    ['a folder', {name: 'image', more: ',tar=false'}],
    [
      'a tar with attestation manifests that are OCI artifacts',
      {name: 'artifact.tar', more: ',oci-artifact=true'}
    ]
  ] as const) {
    it(`holds a bundle for each digest, as ${form}, which oras finds and cosign takes without a network`, async () => {
      const path = join(results, output.name);
      const signed = await run({outputs: `type=oci,"dest=${path}"${output.more}`});
      assertExit(signed, 0);
      assert.deepEqual([signed.outputs['verdict'], signed.outputs['signed']], ['verified', 'true']);
      assert.match(signed.summary, /^## ✅ Provenance: verified, signed/);
      assert.deepEqual(listLeft(signed), LEFT);
      assert.deepEqual(
        placesOf(signed),
        TITLES.map(() => 'file verified; api verified; layout verified')
      );
      assert.equal(platform.sigstore.attestations.length, 3);
      const digests = digestsOf(signed);
      for (const [at, digest] of digests.entries()) {
        const title = TITLES[at] ?? '';
        const [referrer, ...others] = await discover(path, digests[0] ?? '', title);
        assert.ok(referrer !== undefined && others.length === 0);
        const bundle = await fetchBundle(path, referrer);
        assert.ok(bundle.equals(findFile(signed, `bundles/${title.replace('/', '-')}.sigstore.json`)));
        const statement = readSigned(bundle);
        assert.equal(subjectsOf(statement)[0], digest);
        assert.equal(statement.subject[0]?.name, NAME);
      }
      const root = findFile(signed, basename(signed.outputs['trusted-root-path'] ?? ''));
      assert.ok(root.equals(readFileSync(platform.sigstore.trustedRoot)));
      assert.equal(
        dirname(signed.outputs['trusted-root-path'] ?? ''),
        dirname(signed.outputs['bundle-path'] ?? '')
      );

      const asked = platform.sigstore.requests.length;
      const {calls} = await pastePrinted(signed.summary, verifiers, signed.files, await findOffline());
      assert.equal(platform.sigstore.requests.length, asked);
      const cosign = calls.filter(([program]) => program === 'cosign');
      assert.deepEqual(
        cosign.map(call => [call[1], call[call.indexOf('--digest') + 1]]),
        digests.map(digest => ['verify-blob-attestation', digest.slice('sha256:'.length)])
      );
      const gh = calls.filter(([program]) => program === 'gh');
      assert.deepEqual(
        gh.map(call => [
          basename(call[3] ?? '').replace('.json', ''),
          call[call.indexOf('--cert-identity') + 1]
        ]),
        digests.map(digest => [digest.slice('sha256:'.length), IDENTITY])
      );
    });
  }

  it('goes from there to a registry with all that is attached to it, and is verified there', async () => {
    const path = join(results, 'promoted.tar');
    const signed = await run({'oci-path': path});
    assertExit(signed, 0);
    const target = `${platform.registry.host}/octo-org/promoted:1`;
    await verifiers.run(
      'oras',
      'cp',
      '--recursive',
      '--from-oci-layout',
      `${path}:1`,
      '--to-plain-http',
      target
    );
    const place = {url: platform.registry.url, repository: 'octo-org/promoted'};
    for (const digest of digestsOf(signed)) assert.equal((await readReferrers(place, digest)).length, 1);
  });

  it('stays as it is with push-to-registry: false, and everything is in files', async () => {
    const path = join(results, 'untouched.tar');
    const signed = await run({'oci-path': path, 'push-to-registry': 'false'}, {env: copyAfterBuild(path)});
    assertExit(signed, 0);
    assert.ok(readFileSync(path).equals(readFileSync(`${path}.built`)));
    assert.deepEqual(
      placesOf(signed),
      TITLES.map(() => 'file verified; api verified')
    );
    const {calls} = await pastePrinted(signed.summary, verifiers, signed.files, await findOffline());
    assert.equal(calls.filter(([program]) => program === 'cosign').length, 3);
  });

  it('is never signed in a dry run, be it of the user or of our own', async () => {
    const event = createEvent('pull_request', {sha: platform.workspace.sha});
    const path = join(results, 'dry.tar');
    const own = {push: 'true', tags: `${platform.registry.host}/octo-org/dry:1`};
    for (const inputs of [{'oci-path': path}, own]) {
      const dry = await run(inputs, {event, env: copyAfterBuild(path)});
      assertExit(dry, 0);
      assert.deepEqual([dry.outputs['verdict'], dry.outputs['signed']], ['verified', 'false']);
    }
    assert.ok(readFileSync(path).equals(readFileSync(`${path}.built`)));
    assert.equal(countSignatures() + platform.sigstore.attestations.length, 0);
  });

  it('is signed again beside what was signed before, where another build goes into the same folder', async () => {
    const path = join(results, 'again');
    const outputs = `type=oci,"dest=${path}",tar=false`;
    const first = await run({outputs});
    const second = await run({outputs});
    const third = await run({outputs, 'no-cache': 'true'});
    for (const one of [first, second, third]) {
      assertExit(one, 0);
      assert.deepEqual([one.outputs['verdict'], one.outputs['signed']], ['verified', 'true']);
    }
    const digests = [first, second, third].map(({outputs: {digest = ''}}) => digest);
    assert.equal(new Set(digests).size, 3);
    // BuildKit moves the tag on; what was under it before stays, unlisted, and so do its bundles.
    const layout = await openLayout(path);
    assert.deepEqual(
      layout.roots.map(({digest}) => digest),
      digests.slice(-1)
    );
    const attached = await Promise.all(digests.map(digest => layout.referrers(parseDigest(digest))));
    assert.deepEqual(
      attached.map(({length}) => length),
      [1, 1, 1]
    );
    assert.deepEqual(
      await discover(path, digests.at(-1) ?? '', 'index'),
      attached.at(-1)?.map(({digest}) => digest)
    );
  });

  it('gives out files after it was signed, which made it another file', async () => {
    const taken: string[] = [];
    const path = join(results, 'opened.tar');
    const signed = await run(
      {'oci-path': path, extract: '/greeting=out/greeting', 'extract-platform': 'linux/arm64'},
      {beforePost: ({workspace}) => void taken.push(readFileSync(join(workspace, 'out/greeting'), 'utf8'))}
    );
    assertExit(signed, 0);
    assert.deepEqual([taken, signed.outputs['signed']], [['hello\n'], 'true']);
  });

  it('is left as it was where nobody signs', async () => {
    const path = join(results, 'unsigned.tar');
    platform.sigstore.faults.add({path: /fulcio/, method: 'POST', status: 400, body: '{}'});
    const failed = await run({'oci-path': path}, {env: copyAfterBuild(path)});
    assertExit(failed, 1);
    assert.match(failed.summary, /exported and verified, unsigned \(signing failed\)/);
    assert.ok(readFileSync(path).equals(readFileSync(`${path}.built`)));
    assert.match(failed.annotations[0]?.data ?? '', /The image is in its layout\. .*run this job again/);
    platform.sigstore.faults.clear();
    await signCopy(failed, path);
  });

  /** What the summary says to do about a layout that nobody signed, done with a registry of this machine. */
  async function signCopy({summary, outputs}: KeptRun, path: string): Promise<void> {
    const {digest = ''} = outputs;
    assert.ok(summary.includes(`--from-oci-layout '${path}@${digest}'`), summary);
    assert.ok(summary.includes(`digest: '${digest}'`));
    const [, revision = ''] = /expected-revision: '(\w+)'/.exec(summary) ?? [];
    const image = `${platform.registry.host}/octo-org/copied`;
    const source = ['--from-oci-layout', `${path}@${digest}`];
    await verifiers.run('oras', 'cp', ...source, '--to-plain-http', `${image}:1`);
    const inputs = {image, digest, 'expected-revision': revision};
    const signed = await runKept(platform, {inputs});
    assertExit(signed, 0);
    assert.deepEqual(
      [signed.outputs['digest'], signed.outputs['verdict'], signed.outputs['signed']],
      [digest, 'verified', 'true']
    );
  }

  it('says so where it cannot be written, leaves it whole, and loses no bundle', async () => {
    // With the name that its successor has until it is whole, it would be too long for a file's name.
    const path = join(results, `${'x'.repeat(240)}.tar`);
    const failed = await run({'oci-path': path}, {env: copyAfterBuild(path, 'kept.tar')});
    assertExit(failed, 1);
    assert.ok(readFileSync(path).equals(readFileSync(join(results, 'kept.tar'))));
    assert.deepEqual(
      placesOf(failed),
      TITLES.map(() => 'file verified; api verified; layout undecided, not stored')
    );
    assert.equal(failed.outputs['signed'], 'true');
    assert.equal(codesOf(failed)[0], 'PROV-907');
    assert.match(failed.summary, /without all of its bundles in it/);
    const lines = findFile(failed, 'bundles.jsonl').toString().trimEnd().split('\n');
    assert.equal(lines.length, 3);
    assert.match(
      failed.annotations[0]?.data ?? '',
      /cannot be written anew.*Nothing was added to the layout/s
    );
    assert.deepEqual(
      readdirSync(results).filter(name => name.endsWith('.part')),
      []
    );
  });

  /** What lies in the run's own folder when the job is over. */
  function listLeft({files, outputs}: KeptRun): string[] {
    const own = `${dirname(outputs['report-path'] ?? '')}/`;
    const names = Object.keys(files).filter(path => path.startsWith(own));
    return [...new Set(names.map(path => path.slice(own.length).split('/')[0] ?? ''))].sort();
  }

  /** A buildx that leaves a copy of what it has built. */
  function copyAfterBuild(path: string, name = `${basename(path)}.built`): Record<string, string> {
    const copy = `cp '${path}' '${join(dirname(path), name)}' 2>&1 || true`;
    const buildx = `"$BUILDX" "$@" || exit\nif [ "$1" = build ]; then ${copy}; fi`;
    return {DOCKER_CONFIG: createDockerConfig(platform.engine, {buildx})};
  }

  describe('while somebody else changes', () => {
    /** Where the step's own files are: buildx is told where its metadata goes. */
    const argvFile = join(results, 'argv');
    const findMetadata = (): string => {
      const argv = readFileSync(argvFile, 'utf8').split('\n');
      return argv[argv.indexOf('--metadata-file') + 1] ?? '';
    };
    const noteArguments = () =>
      createDockerConfig(platform.engine, {
        buildx: `if [ "$1" = build ]; then printf '%s\\n' "$@" > '${argvFile}'; fi\nexec "$BUILDX" "$@"`
      });

    /** The token, without which nobody signs, comes when all is verified and the file is another. */
    async function changeBeforeSigning(
      inputs: Readonly<Record<string, string>>,
      change: () => void
    ): Promise<KeptRun> {
      const {promise: verified, resolve: tell} = Promise.withResolvers<undefined>();
      const meanwhile = async () => {
        await verified;
        change();
      };
      platform.sigstore.faults.add({path: /idtoken/, times: 1, meanwhile});
      return run(inputs, {
        env: {DOCKER_CONFIG: noteArguments()},
        onLine: line => {
          if (/✓ linux\/arm64 sha256:\w+: verified/.test(line))
            setTimeout(() => {
              tell(undefined);
            }, 200);
        }
      });
    }

    const appendTo = (path: string) => () => {
      appendFileSync(path, '\n');
    };
    const tar = join(results, 'changed.tar');
    const folder = join(results, 'changed');
    const inFolder = {outputs: `type=oci,"dest=${folder}",tar=false`};
    const trials: readonly (readonly [string, Readonly<Record<string, string>>, () => void, RegExp])[] = [
      ['the tar', {'oci-path': tar}, appendTo(tar), /changed\.tar/],
      ['the index of the folder', inFolder, appendTo(join(folder, 'index.json')), /changed\/index\.json/],
      [
        'a layer of the folder',
        inFolder,
        () => {
          const blobs = join(folder, 'blobs', 'sha256');
          const [layer] = readdirSync(blobs).filter(
            name => readFileSync(join(blobs, name)).readUInt16BE() === 0x1f8b
          );
          appendTo(join(blobs, layer ?? ''))();
        },
        /changed\/blobs\/sha256\/[0-9a-f]{64}/
      ],
      [
        'a statement in provenance-path',
        {'oci-path': tar},
        () => {
          appendTo(join(dirname(dirname(findMetadata())), 'provenance', 'linux-arm64.json'))();
        },
        /provenance\/linux-arm64\.json/
      ],
      [
        "buildx's metadata",
        {'oci-path': tar},
        () => {
          appendTo(findMetadata())();
        },
        /metadata\.json/
      ]
    ];
    for (const [what, inputs, change, name] of trials) {
      it(`${what}, nothing is signed`, async () => {
        rmSync(folder, {recursive: true, force: true});
        const failed = await changeBeforeSigning(inputs, change);
        assertExit(failed, 1);
        assert.equal(codesOf(failed)[0], 'PROV-906');
        const message = failed.report.failure?.message ?? '';
        assert.match(message, name);
        assert.match(
          message,
          /is not what was built: it was sha256:[0-9a-f]{64} and is sha256:[0-9a-f]{64}\.\nNothing was signed/
        );
        assert.equal(countSignatures() + platform.sigstore.attestations.length, 0);
        assert.equal(failed.outputs['signed'], 'false');
        assert.deepEqual(
          Object.keys(failed.files).filter(path => /sigstore\.json|\.jsonl/.test(path)),
          []
        );
      });
    }

    it('the tar after it was signed, nothing is put into it, and no bundle is lost', async () => {
      let changed: Buffer | undefined;
      const meanwhile = () => {
        appendFileSync(tar, '\n');
        changed = readFileSync(tar);
        return Promise.resolve();
      };
      platform.sigstore.faults.add({path: /repos\/.*\/attestations$/, method: 'POST', times: 1, meanwhile});
      const failed = await run({'oci-path': tar});
      assertExit(failed, 1);
      assert.equal(codesOf(failed)[0], 'PROV-906');
      assert.deepEqual(
        placesOf(failed),
        TITLES.map(() => 'file verified; api verified; layout undecided, not stored')
      );
      assert.ok(changed?.equals(readFileSync(tar)));
      assert.equal(findFile(failed, 'bundles.jsonl').toString().trimEnd().split('\n').length, 3);
    });

    it('a bundle after it was written, it is told, and the image stays signed', async () => {
      const meanwhile = () => {
        appendTo(join(dirname(dirname(findMetadata())), 'bundles', 'index.sigstore.json'))();
        return Promise.resolve();
      };
      platform.sigstore.faults.add({
        path: /repos\/.*\/attestations$/,
        method: 'POST',
        times: 1,
        meanwhile,
        skip: 2
      });
      const failed = await run({'oci-path': tar}, {env: {DOCKER_CONFIG: noteArguments()}});
      assertExit(failed, 1);
      assert.equal(codesOf(failed)[0], 'PROV-906');
      assert.match(failed.report.failure?.message ?? '', /index\.sigstore\.json" is not what was signed/);
      assert.equal(failed.outputs['signed'], 'true');
    });
  });
});
