/** SBOMs, made by a generator as BuildKit starts one: checked, handed over and signed like the provenance. */
import assert from 'node:assert/strict';
import {globSync, mkdirSync, readdirSync, readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {pushScanner, SCANNER} from '../../local/scanner.ts';
import {assertDiagnosed} from '../support/diagnosed.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {assertJudgement} from '../support/judgement.ts';
import {pastePrinted} from '../support/printed-commands.ts';
import {findPair, readIndex, replaceIndex} from '../support/published-index.ts';
import {pushManifest, readSigned} from '../support/signed-image.ts';
import {readSummary} from '../support/signing-trial.ts';
import {runSigned, useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS, runStep} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import type {LooseDescriptor, LooseManifest} from '../support/tampering.ts';
import {createWorkspace} from '../support/workspace.ts';
import type {Workspace} from '../support/workspace.ts';

const SPDX = 'https://spdx.dev/Document';

const FILES = {
  Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY packages-$TARGETARCH /packages\n',
  'stages.Dockerfile':
    'FROM scratch AS tools\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nCOPY packages-tools /packages\n' +
    'FROM scratch\nARG TARGETARCH\nCOPY packages-$TARGETARCH /packages\nCOPY --from=tools /packages /tools\n',
  'silent.Dockerfile':
    'FROM scratch\nARG TARGETARCH\nCOPY greeting /\nCOPY packages-$TARGETARCH-* /packages\n',
  'broken.Dockerfile': 'FROM scratch\nCOPY greeting /unscannable\n',
  'packages-amd64':
    'one 1.0 MIT\ntwo 2.0 MIT OR Apache-2.0\nthree 3 GPL-2.0-only WITH Classpath-exception-2.0\n',
  'packages-arm64': 'one 1.0 MIT\n',
  'packages-tools': 'make 4.4 GPL-3.0-or-later\n',
  'packages-amd64-only': 'one 1.0 MIT\n'
};

describe('the step, with SBOMs', () => {
  const platform = useSigstore({engine: {bridge: true}});
  const verifiers = useForeignVerifiers();
  const made: Workspace[] = [];
  let sbom = '';
  before(async () => {
    sbom = await pushScanner(platform.engine, platform.registry.host);
    made.push(createWorkspace(FILES));
  });
  after(() => {
    for (const workspace of made) workspace.remove();
  });
  const sources = () => ({...platform, workspace: made[0] ?? platform.workspace});
  const tagOf = (name: string) => `${platform.registry.host}/octo-org/${name}:1`;
  const inputsOf = (name: string, more: Record<string, string> = {}) => ({
    ...{context: '.', push: 'true', platforms: PLATFORMS, tags: tagOf(name), sbom},
    ...more
  });
  const placeOf = (name: string) => ({url: platform.registry.url, repository: `octo-org/${name}`});

  interface Kept extends StepRun {
    /** What later steps find in the folder of output `sbom-path`. */
    readonly files: Readonly<Record<string, string>>;
  }

  const run = async (
    name: string,
    more: Record<string, string> = {},
    start: typeof runStep = (_platform, options) => runStep(sources(), options)
  ): Promise<Kept> => {
    const files: Record<string, string> = {};
    const found = await start(platform, {
      inputs: inputsOf(name, more),
      beforePost: folders => {
        for (const folder of [findOwn(folders.temp), join(folders.workspace, 'out/sbom')])
          for (const file of listDocuments(folder)) files[file] = readFileSync(join(folder, file), 'utf8');
      }
    });
    return {...found, files};
  };
  const sign = (name: string, more: Record<string, string> = {}) =>
    run(name, more, (_platform, options) => runSigned({...platform, ...sources()}, options));

  const readStatements = async (name: string, architecture: string): Promise<readonly string[]> => {
    const {layers} = await readAttestation(name, architecture);
    const labelled = layers.filter(({annotations}) => annotations?.['in-toto.io/predicate-type'] === SPDX);
    const {url, repository} = placeOf(name);
    return Promise.all(
      labelled.map(async ({digest}) => (await fetch(`${url}/v2/${repository}/blobs/${digest}`)).text())
    );
  };
  const readAttestation = async (name: string, architecture: string): Promise<LooseManifest> => {
    const {url, repository} = placeOf(name);
    const {attestation} = findPair(await readIndex(platform.registry, repository, '1'), architecture);
    const answer = await fetch(`${url}/v2/${repository}/manifests/${attestation.digest}`, {
      headers: {accept: attestation.mediaType}
    });
    return (await answer.json()) as LooseManifest;
  };

  it('hands over what the registry holds of each platform, counts it, and says so everywhere', async () => {
    const found = await run('two');
    assertExit(found, 0);
    assert.equal(found.outputs['verdict'], 'verified');
    assert.deepEqual(Object.keys(found.files), ['linux-amd64.spdx.json', 'linux-arm64.spdx.json']);
    for (const architecture of ['amd64', 'arm64']) {
      const [statement = '', ...others] = await readStatements('two', architecture);
      assert.deepEqual(others, []);
      const document = found.files[`linux-${architecture}.spdx.json`] ?? '';
      assert.ok(statement.endsWith(`"predicate":${document}}`), document);
      assert.equal((JSON.parse(document) as {spdxVersion: string}).spdxVersion, 'SPDX-2.3');
    }
    assert.deepEqual(
      found.report.dependencies?.trunks.map(({images}) => images.map(({role, repeated}) => [role, repeated])),
      [[['tool', false]], [['tool', true]]]
    );
    const {steps = [], platforms = []} = found.report.verifications?.[0] ?? {};
    assert.deepEqual(
      platforms.map(({sboms = []}) => sboms.map(({packages, licences, name}) => [name, packages, licences])),
      [[['sbom', 3, 3]], [['sbom', 1, 1]]]
    );
    assert.ok(platforms.every(({sboms = []}) => sboms[0]?.creators.includes(SCANNER)));
    // BuildKit records the generator's image beside base images, of which FROM scratch has none.
    assert.deepEqual(
      platforms.map(({baseImages}) => baseImages),
      [[], []]
    );
    assert.deepEqual(
      steps.filter(({id}) => id === 'sbom').map(({platform: name, outcome}) => [name, outcome]),
      [
        ['linux/amd64', 'passed'],
        ['linux/arm64', 'passed']
      ]
    );
    assert.equal(found.report.sbomPath, found.outputs['sbom-path']);
    assert.match(found.outputs['sbom-path'] ?? '', /\/provenance-action-\w+\/sbom$/);
    const row =
      /### SBOMs[^]* linux\/amd64 +sbom \(SPDX-2\.3\) +3 +3 +.*Tool: shell-scanner-1\.0 .*sha256:\w{12}…/;
    assert.match(readSummary(found), row);
    assert.match(
      found.stdout,
      /SBOM "sbom" \(SPDX-2\.3\): 3 packages under 3 licences, by .*shell-scanner-1\.0/
    );
  });

  it('takes every SBOM of a platform, and puts them where the user wants them', async () => {
    const found = await run('stages', {file: 'stages.Dockerfile', 'sbom-path': 'out/sbom'});
    assertExit(found, 0);
    assert.match(found.outputs['sbom-path'] ?? '', /\/out\/sbom$/);
    assert.deepEqual(Object.keys(found.files), [
      'linux-amd64-2.spdx.json',
      'linux-amd64.spdx.json',
      'linux-arm64-2.spdx.json',
      'linux-arm64.spdx.json'
    ]);
    const names = Object.values(found.files).map(text => (JSON.parse(text) as {name: string}).name);
    assert.deepEqual(names, ['sbom-tools', 'sbom', 'sbom-tools', 'sbom']);
  });

  it('fails where a file out of the image goes over one of them', async () => {
    const found = await run('over', {
      'sbom-path': 'out/sbom',
      extract: '/packages=out/sbom/linux-arm64.spdx.json',
      'extract-platform': 'linux/arm64'
    });
    assertDiagnosed(found, {
      code: 'PROV-906',
      cause: 'layout-invalid',
      phase: 'verify',
      says: [/linux-arm64\.spdx\.json/, /What extract took out of the image went there\./],
      built: 'yes'
    });
  });

  it('follows no link that the checkout holds', async () => {
    const workspace = createWorkspace(FILES);
    made.push(workspace);
    const outside = createWorkspace();
    made.push(outside);
    mkdirSync(join(workspace.path, 'out'));
    symlinkSync(outside.path, join(workspace.path, 'out/sbom'));
    const before = readdirSync(outside.path);
    const found = await run('linked', {'sbom-path': 'out/sbom'}, (_platform, options) =>
      runStep({...platform, workspace}, options)
    );
    assertExit(found, 0);
    assert.deepEqual(readdirSync(outside.path), before);
    assert.match(found.outputs['sbom-path'] ?? '', /\/provenance-action-\w+\/sbom$/);
    assert.ok(found.files['linux-arm64.spdx.json'] !== undefined);
    const warnings = found.annotations.filter(({name}) => name === 'warning').map(({data}) => data);
    assert.match(warnings.join('\n'), /^sbom-path: .* goes through .* no plain folder\. The SBOMs are in/m);
  });

  it('rejects a platform for which the generator leaves none', async () => {
    const found = await run('silent', {file: 'silent.Dockerfile'});
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'sbom',
      platform: 'linux/arm64',
      evidence:
        /An SBOM was asked for, and image sha256:\w+ .* has no SBOM in its attestation manifest sha256:/
    });
    assertDiagnosed(found, {
      code: 'PROV-1J',
      cause: 'attestation-missing',
      phase: 'verify',
      says: [/linux\/arm64/, /Look at the step "generating sbom" of that platform/],
      built: 'yes'
    });
    assert.deepEqual(Object.keys(found.files), ['linux-amd64.spdx.json']);
  });

  it('asks for none where sbom is not set', async () => {
    const found = await run('none', {sbom: '', file: 'silent.Dockerfile'});
    assertExit(found, 0);
    assert.equal(found.outputs['sbom-path'], '');
    assert.ok(found.report.verifications?.[0]?.steps.every(({id}) => id !== 'sbom'));
    assert.doesNotMatch(found.summary, /SBOM/);
  });

  it('rejects the SBOM of another platform, whether or not one was asked for', async () => {
    assertExit(await run('swapped'), 0);
    const {registry} = platform;
    const place = placeOf('swapped');
    const index = await readIndex(registry, place.repository, '1');
    const [own, other] = [
      await readAttestation('swapped', 'arm64'),
      await readAttestation('swapped', 'amd64')
    ];
    const [sbomLayer, ...rest] = own.layers;
    assert.notEqual(sbomLayer?.digest, other.layers[0]?.digest);
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const forged = {mediaType, ...own, layers: [other.layers[0], ...rest] as LooseDescriptor[]};
    Object.assign(findPair(index, 'arm64').attestation, await pushManifest(place, forged));
    await replaceIndex(registry, place.repository, '1', index);
    const {headers} = await fetch(`${place.url}/v2/${place.repository}/manifests/1`, {
      method: 'HEAD',
      headers: {accept: 'application/vnd.oci.image.index.v1+json'}
    });
    const digest = headers.get('docker-content-digest') ?? '';
    for (const asked of [sbom, '']) {
      const found = await run('swapped', {digest, push: '', sbom: asked});
      assertJudgement(found, {
        verdict: 'rejected',
        id: 'sbom',
        platform: 'linux/arm64',
        evidence: /An SBOM does not hold\. Statement sha256:\w+ is not about image sha256:\w+, but about/
      });
      assert.equal(found.report.diagnostics[0]?.code, 'PROV-1G');
      assert.deepEqual(Object.keys(found.files), ['linux-amd64.spdx.json']);
    }
  });

  it('signs them as they are, and cosign finds them by the commands that the summary shows', async () => {
    const found = await sign('signed', {file: 'stages.Dockerfile', subjects: 'platforms'});
    assertExit(found, 0);
    assert.equal(found.outputs['signed'], 'true');
    const statements = found.report.signing?.statements ?? [];
    assert.deepEqual(
      statements.map(({title, predicateType}) => [title, predicateType === SPDX]),
      ['linux/amd64', 'linux/arm64'].flatMap(name => [
        [name, false],
        [`SBOM of ${name}`, true],
        [`SBOM 2 of ${name}`, true]
      ])
    );
    const bundles = platform.sigstore.attestations.map(({bundle}) =>
      readSigned(Buffer.from(JSON.stringify(bundle)))
    );
    const documents = bundles.filter(({predicateType}) => predicateType === SPDX).map(one => one.predicate);
    const expected = Object.values(found.files).map(text => JSON.parse(text) as unknown);
    assert.equal(expected.length, 4);
    for (const document of expected)
      assert.ok(
        documents.some(one => JSON.stringify(one) === JSON.stringify(document)),
        JSON.stringify(document)
      );
    const {calls} = await pastePrinted(found.summary, verifiers, {
      [platform.sigstore.trustedRoot]: readFileSync(platform.sigstore.trustedRoot)
    });
    const cosign = calls.filter(([program]) => program === 'cosign');
    assert.deepEqual(cosign.filter(call => call.includes('spdxjson')).length, 2);
    const gh = calls.filter(([program]) => program === 'gh');
    assert.equal(gh.filter(call => call.includes(SPDX)).length, 2);
  });

  it('signs nothing twice of an image that is there, and hands its SBOMs over again', async () => {
    const {outputs} = await sign('again', {file: 'stages.Dockerfile'});
    const digest = outputs['digest'] ?? '';
    const found = await sign('again', {digest, push: ''});
    assertExit(found, 0);
    assert.deepEqual(
      found.report.signing?.statements.map(({title, outcome}) => [title.replace(/linux.*/, ''), outcome]),
      ['index', '', 'SBOM of ', 'SBOM 2 of ', '', 'SBOM of ', 'SBOM 2 of '].map(title => [title, 'reused'])
    );
    assert.equal(Object.keys(found.files).length, 4);
  });

  it('rejects an image that is there without the SBOM that is asked for', async () => {
    const {outputs} = await run('bare', {sbom: ''});
    const found = await run('bare', {digest: outputs['digest'] ?? '', push: ''});
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'sbom',
      platform: 'linux/amd64',
      evidence: /An SBOM was asked for/
    });
  });

  it('refuses to build for a destination that carries none', async () => {
    const found = await run('archive', {outputs: 'type=docker,dest=image.tar', push: '', platforms: ''});
    assertDiagnosed(found, {
      code: 'PROV-011',
      cause: 'configuration',
      phase: 'preflight',
      says: [/sbom: asks for an SBOM, but an archive of type=docker cannot hold attestations: use type=oci/],
      built: 'no'
    });
  });

  it('says which generator failed, and publishes nothing', async () => {
    const found = await run('broken', {file: 'broken.Dockerfile'});
    assertDiagnosed(found, {
      code: 'PROV-020',
      cause: 'build-failure',
      phase: 'build',
      says: [/generating sbom using .*\/octo-org\/scanner:1/, /exit code: 7/],
      built: 'failed'
    });
  });

  it('hands over those of an archive that is never pushed', async () => {
    const found = await run('archive', {push: '', 'oci-path': 'image.tar'});
    assertExit(found, 0);
    assert.deepEqual([found.outputs['verdict'], found.outputs['export-mode']], ['verified', 'oci']);
    assert.deepEqual(Object.keys(found.files), ['linux-amd64.spdx.json', 'linux-arm64.spdx.json']);
  });

  it('checks them in a dry run too', async () => {
    const found = await run('dry', {'dry-run': 'true'});
    assertExit(found, 0);
    assert.equal(found.outputs['verdict'], 'verified');
    assert.deepEqual(Object.keys(found.files), ['linux-amd64.spdx.json', 'linux-arm64.spdx.json']);
  });
});

function findOwn(temp: string): string {
  const [own = ''] = readdirSync(temp).filter(name => name.startsWith('provenance-action-'));
  return join(temp, own, 'sbom');
}

function listDocuments(folder: string): string[] {
  return globSync('*.spdx.json', {cwd: folder}).sort();
}
