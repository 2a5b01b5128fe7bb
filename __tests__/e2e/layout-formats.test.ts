/** Layouts in both forms and in both formats of attestation manifests: everything that is done with them, on each. */
import assert from 'node:assert/strict';
import {appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {runCommand} from '../../local/command.ts';
import {findOffline} from '../../local/offline.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {pushScanner} from '../../local/scanner.ts';
import {assertDiagnosed} from '../support/diagnosed.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {pastePrinted} from '../support/printed-commands.ts';
import {findFile, readReferrers, runKept} from '../support/signed-image.ts';
import type {KeptRun} from '../support/signed-image.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';
import type {LooseManifest} from '../support/tampering.ts';
import {createWorkspace} from '../support/workspace.ts';

const FORMATS = {legacy: '', 'oci-artifact': ',oci-artifact=true'};
const FORMS = {tar: '', folder: ',tar=false'};
/** The index, and of each platform the provenance and the SBOM. */
const SIGNED = 5;

describe('a layout with SBOMs, signed', () => {
  const platform = useSigstore({engine: {bridge: true}});
  const verifiers = useForeignVerifiers();
  const results = mkdtempSync(join(tmpdir(), 'formats-'));
  const workspace = createWorkspace({
    Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY packages /packages\nCOPY packages /$TARGETARCH\n',
    packages: 'one 1.0 MIT\n'
  });
  let sbom = '';
  before(async () => {
    sbom = await pushScanner(platform.engine, platform.registry.host);
  });
  after(() => {
    workspace.remove();
    rmSync(results, {recursive: true});
  });
  afterEach(() => {
    platform.sigstore.faults.clear();
  });
  const run = (inputs: Readonly<Record<string, string>>, more: Omit<ActionOptions, 'inputs'> = {}) =>
    runKept(
      {...platform, workspace},
      {
        ...more,
        inputs: {context: '.', platforms: PLATFORMS, tags: 'registry.example/octo-org/app:1', sbom, ...inputs}
      }
    );
  const digestsOf = ({outputs}: KeptRun): string[] => [
    outputs['digest'] ?? '',
    ...Object.values(JSON.parse(outputs['platform-digests'] ?? '') as Record<string, string>)
  ];

  /** The layout as a folder, by GNU tar where it is none. */
  const unpack = async (path: string, form: string): Promise<string> => {
    if (form === 'folder') return path;
    const folder = `${path}.unpacked`;
    mkdirSync(folder);
    await runCommand(['tar', '-xf', path, '-C', folder]);
    return folder;
  };

  for (const [format, artifact] of Object.entries(FORMATS)) {
    for (const [form, how] of Object.entries(FORMS)) {
      it(`is verified, opened and read by others: a ${form}, ${format}`, async () => {
        const name = `${form}-${format}`;
        const path = join(results, name);
        const taken: string[] = [];
        const found = await run(
          {
            outputs: `type=oci,dest=${path}${how}${artifact}`,
            extract: '/arm64=out/file',
            'extract-platform': 'linux/arm64'
          },
          {
            beforePost: ({workspace: folder}) =>
              void taken.push(readFileSync(join(folder, 'out/file'), 'utf8'))
          }
        );
        assertExit(found, 0);
        assert.deepEqual([found.outputs['verdict'], found.outputs['signed']], ['verified', 'true']);
        assert.deepEqual(taken, ['one 1.0 MIT\n']);
        const [place] = found.report.verifications ?? [];
        assert.deepEqual(
          place?.platforms.map(({sboms = []}) => sboms.map(({packages}) => packages)),
          [[1], [1]]
        );
        for (const architecture of ['amd64', 'arm64'])
          assert.match(findFile(found, `sbom/linux-${architecture}.spdx.json`).toString(), /"SPDX-2\.3"/);

        const {calls} = await pastePrinted(found.summary, verifiers, found.files, await findOffline());
        assert.equal(calls.filter(([program]) => program === 'cosign').length, SIGNED);

        const [root = '', ...images] = digestsOf(found);
        const folder = await unpack(path, form);
        const attested = JSON.parse(
          readFileSync(
            join(
              folder,
              'blobs/sha256',
              (place.platforms[0]?.attestationDigest ?? '').replace('sha256:', '')
            ),
            'utf8'
          )
        ) as LooseManifest;
        assert.equal(attested.subject?.digest, format === 'legacy' ? undefined : images[0]);

        const repository = `octo-org/${name}`;
        const target = `${platform.registry.host}/${repository}`;
        const source = ['--from-oci-layout', `${path}@${root}`];
        await verifiers.run('oras', 'cp', '--recursive', ...source, '--to-plain-http', `${target}:oras`);
        const store = {url: platform.registry.url, repository};
        const own = images.map(() => (format === 'legacy' ? 2 : 3));
        const attached = await Promise.all([root, ...images].map(digest => readReferrers(store, digest)));
        assert.deepEqual(
          attached.map(({length}) => length),
          [1, ...own]
        );
        await verifiers.run('crane', 'push', '--insecure', '--index', folder, `${target}:crane`);
        const listed = await verifiers.run('crane', 'manifest', '--insecure', `${target}:crane`);
        assert.ok(listed.includes(root), listed);
      });
    }
  }

  it('is not signed where an SBOM in sbom-path is another than the one that was written', async () => {
    const note = join(results, 'cwd');
    const buildx = `if [ "$1" = build ]; then pwd > '${note}'; fi\nexec "$BUILDX" "$@"`;
    const {promise: verified, resolve: tell} = Promise.withResolvers<undefined>();
    const change = async (): Promise<void> => {
      await verified;
      appendFileSync(join(readFileSync(note, 'utf8').trim(), 'out/linux-arm64.spdx.json'), ' ');
    };
    platform.sigstore.faults.add({path: /idtoken/, times: 1, meanwhile: change});
    const before = platform.sigstore.attestations.length;
    const failed = await run(
      {'oci-path': join(results, 'changed.tar'), 'sbom-path': 'out'},
      {
        env: {DOCKER_CONFIG: createDockerConfig(platform.engine, {buildx})},
        onLine: line => {
          if (/✓ linux\/arm64 sha256:\w+: verified/.test(line))
            setTimeout(() => {
              tell(undefined);
            }, 300);
        }
      }
    );
    assert.ok(existsSync(note));
    assertDiagnosed(failed, {
      code: 'PROV-906',
      cause: 'layout-invalid',
      phase: 'sign',
      says: [/out\/linux-arm64\.spdx\.json" is not what was built/],
      built: 'yes'
    });
    assert.equal(failed.outputs['signed'], 'false');
    assert.equal(platform.sigstore.attestations.length, before);
  });
});
