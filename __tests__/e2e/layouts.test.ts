/** Images that are never pushed: layouts as tars and folders, by one resolved mode, and files out of them. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {PLATFORMS, assertExit, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';

const decisionOf = ({outputs}: StepRun) => [outputs['export-mode'], outputs['export-mode-source']];

const nameBlob = (digest: string) => `blobs/${digest.replace(':', '/')}`;

/** Changes the first byte behind the header of one entry of a tar. */
const FLIP = `import {readFileSync, writeFileSync} from 'node:fs';
const [, , path, name] = process.argv;
const bytes = readFileSync(path);
const at = bytes.indexOf(name) + 512;
bytes[at] ^= 1;
writeFileSync(path, bytes);
`;

describe('an image that is never pushed', () => {
  const platform = usePlatform();
  const results = mkdtempSync(join(tmpdir(), 'layouts-'));
  after(() => rmSync(results, {recursive: true}));
  afterEach(() => {
    platform.registry.requests.length = 0;
  });
  const build = (inputs: Record<string, string>, more: Partial<Parameters<typeof runStep>[1]> = {}) =>
    runStep(platform, {inputs: {context: '.', platforms: PLATFORMS, ...inputs}, ...more});

  it('is verified as a tar, whatever its path, and no daemon and no registry is asked for it', async () => {
    const config = createDockerConfig(platform.engine, {
      // Whoever asks the engine for an image would do it so.
      buildx: 'case "$1" in imagetools) exit 99;; esac\nexec "$BUILDX" "$@"'
    });
    const path = join(results, 'my, "image" 1.tar');
    const run = await build({'oci-path': path}, {env: {DOCKER_CONFIG: config}});
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'verified');
    assert.deepEqual(decisionOf(run), ['oci', 'input oci-path']);
    assert.deepEqual(
      Object.keys(JSON.parse(run.outputs['platform-digests'] ?? '') as object),
      PLATFORMS.split(',')
    );
    assert.equal(platform.registry.requests.length, 0);
    const [place] = run.report.verifications ?? [];
    assert.equal(place?.root, run.outputs['digest']);
    assert.ok(place?.steps.every(({id, outcome}) => id !== 'statement-subject' || outcome === 'passed'));
    const listed = execFileSync('tar', ['-tf', path], {encoding: 'utf8'});
    assert.match(listed, /^index\.json$/m);
    assert.match(run.summary, /<td>Export<\/td><td>oci<\/td><td>input oci&#45;path<\/td>/);
  });

  it('is verified as a folder, and in the format of OCI artifacts too', async () => {
    const path = `${join(results, 'folder')}/`;
    const inputs = {'oci-path': path, attests: 'type=provenance,mode=max'};
    assert.equal((await build(inputs)).outputs['verdict'], 'verified');
    assert.ok(existsSync(join(path, 'index.json')));
    const artifact = join(results, 'artifact.tar');
    const run = await build({outputs: `type=oci,dest=${artifact},oci-artifact=true`});
    assertExit(run, 0);
    assert.deepEqual([run.outputs['verdict'], ...decisionOf(run)], ['verified', 'oci', 'input outputs']);
  });

  it('does not make the commit look changed by lying in the checkout, and what is changed still does', async () => {
    const workspace = createWorkspace();
    const revisionOf = ({report}: StepRun) => report.verifications?.[0]?.platforms[0]?.revision;
    const run = (inputs: Record<string, string>) =>
      runStep({...platform, workspace}, {inputs: {context: '.', ...inputs}});
    try {
      for (const inputs of [
        {'oci-path': 'image.tar'},
        {outputs: 'type=oci,dest=image.tar\ntype=tar,dest=fs'}
      ]) {
        const clean = await run(inputs);
        assert.deepEqual([clean.outputs['verdict'], revisionOf(clean)], ['verified', workspace.sha]);
        assert.deepEqual(clean.annotations, []);
      }
      writeFileSync(join(workspace.path, 'greeting'), 'another\n');
      const dirty = await run({'oci-path': 'image.tar'});
      assert.deepEqual([dirty.outputs['verdict'], revisionOf(dirty)], ['verified', `${workspace.sha}-dirty`]);
    } finally {
      workspace.remove();
    }
  });

  it('goes where the variable of the workflow says, and a stale tar of another run is nobody’s business', async () => {
    const workspace = createWorkspace({'image.tar': 'stale'});
    try {
      const env = {PROVENANCE_EXPORT_MODE: 'oci'};
      const run = await runStep({...platform, workspace}, {inputs: {context: '.'}, env});
      assertExit(run, 0);
      assert.deepEqual(
        [run.outputs['verdict'], ...decisionOf(run)],
        ['verified', 'oci', 'PROVENANCE_EXPORT_MODE']
      );
      const tags = `${platform.registry.host}/octo-org/stale:1`;
      const pushed = await runStep({...platform, workspace}, {inputs: {context: '.', push: 'true', tags}});
      assert.deepEqual(
        [pushed.outputs['verdict'], ...decisionOf(pushed)],
        ['verified', 'registry', 'input push']
      );
    } finally {
      workspace.remove();
    }
  });

  it('is one of two where it is pushed as well, and which of them nobody looked at is told', async () => {
    const inputs = {push: 'true', tags: `${platform.registry.host}/octo-org/both:1`};
    const path = join(results, 'both.tar');
    const trials = [
      ['oci', 'What is pushed beside the OCI layout is neither verified nor signed: the export mode is oci.'],
      ['', `The OCI layout beside what is pushed (${path}) is neither verified nor signed`]
    ] as const;
    for (const [mode, notice] of trials) {
      const run = await build({...inputs, 'oci-path': path, 'export-mode': mode});
      assertExit(run, 0);
      assert.equal(run.outputs['verdict'], 'verified');
      assert.equal(run.outputs['export-mode'], mode || 'registry');
      assert.ok(run.annotations.some(({name, data}) => name === 'notice' && data.includes(notice)));
      assert.doesNotMatch(run.summary, /not published/);
    }
  });

  it('is a mistake where two words contradict each other, before anything is built', async () => {
    const run = await build({'export-mode': 'oci', push: 'true', tags: 'octo-org/app:1'});
    assertExit(run, 1);
    assert.match(run.annotations[0]?.data ?? '', /export-mode: "oci" contradicts push/);
    const odd = await build({}, {env: {PROVENANCE_EXPORT_MODE: 'yes'}});
    assert.match(odd.annotations[0]?.data ?? '', /PROVENANCE_EXPORT_MODE: "yes" is none of the choices/);
    assert.equal(odd.report.build, undefined);
  });

  it('is read to the last byte where that is asked for, and one byte of a layer that is another is found', async () => {
    const path = join(results, 'layers.tar');
    const good = await build({'oci-path': path, 'verify-layers': 'true'});
    assertExit(good, 0);
    const hashed = good.report.verifications?.[0]?.steps.filter(({id}) => id === 'image-content');
    assert.deepEqual(
      hashed?.map(({outcome}) => outcome),
      ['passed', 'passed']
    );
    const {imageDigest = ''} = good.report.verifications?.[0]?.platforms[0] ?? {};
    const manifest = execFileSync('tar', ['-xOf', path, nameBlob(imageDigest)], {encoding: 'utf8'});
    const {layers} = JSON.parse(manifest) as {layers: readonly {digest: string}[]};
    const script = join(results, 'flip.mjs');
    writeFileSync(script, FLIP);
    const flip = `"${process.execPath}" "${script}" "${path}" ${nameBlob(layers[0]?.digest ?? '')}`;
    const config = createDockerConfig(platform.engine, {
      buildx: `"$BUILDX" "$@" || exit\nif [ "$1" = build ]; then ${flip}; fi`
    });
    const inputs = {'oci-path': path, 'verify-layers': 'true', 'fail-on': 'error'};
    const bad = await build(inputs, {env: {DOCKER_CONFIG: config}});
    assertExit(bad, 1);
    assert.equal(bad.outputs['verdict'], 'rejected');
    assert.deepEqual(
      bad.report.verifications?.[0]?.platforms.map(({verdict}) => verdict),
      ['rejected', 'rejected']
    );
    const [first] = JSON.parse(bad.outputs['diagnostics'] ?? '') as {code: string}[];
    assert.equal(first?.code, 'PROV-905');
    assert.equal(
      (await build({...inputs, 'verify-layers': 'false'}, {env: {DOCKER_CONFIG: config}})).exitCode,
      0
    );
  });

  it('is told to be damaged by its code', async () => {
    const config = createDockerConfig(platform.engine, {
      buildx: `"$BUILDX" "$@" || exit\nif [ "$1" = build ]; then truncate -s -3000 ${join(results, 'cut.tar')}; fi`
    });
    const run = await build({'oci-path': join(results, 'cut.tar')}, {env: {DOCKER_CONFIG: config}});
    assertExit(run, 1);
    const [first] = JSON.parse(run.outputs['diagnostics'] ?? '') as {code: string; cause: string}[];
    assert.deepEqual([first?.code, first?.cause], ['PROV-901', 'layout-invalid']);
  });
});

describe('files out of an image', () => {
  const platform = usePlatform();
  const workspace = createWorkspace({
    Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY tool /bin/tool\nCOPY $TARGETARCH /etc/arch\n',
    tool: '#!/bin/sh\n',
    amd64: 'amd64\n',
    arm64: 'arm64\n'
  });
  const target = mkdtempSync(join(tmpdir(), 'extracted-'));
  after(() => {
    workspace.remove();
    rmSync(target, {recursive: true});
  });
  const kept: Record<string, string> = {};
  const extract = (inputs: Record<string, string>, more: Partial<Parameters<typeof runStep>[1]> = {}) =>
    runStep(
      {...platform, workspace},
      {
        inputs: {context: '.', platforms: PLATFORMS, 'extract-platform': 'linux/arm64', ...inputs},
        ...more,
        afterPost: ({workspace: folder}) => {
          for (const name of ['out/tool', 'out/arch'])
            if (existsSync(join(folder, name))) kept[name] = readFileSync(join(folder, name), 'utf8');
        }
      }
    );

  it('come of the platform that is named, out of a registry and out of a layout', async () => {
    for (const inputs of [
      {push: 'true', tags: `${platform.registry.host}/octo-org/files:1`},
      {'oci-path': join(target, 'files.tar')}
    ]) {
      delete kept['out/arch'];
      const run = await extract({...inputs, extract: '/bin/tool=out/tool\n/etc/arch=out/arch'});
      assertExit(run, 0);
      assert.equal(kept['out/arch'], 'arm64\n');
      const files = JSON.parse(run.outputs['extracted'] ?? '') as {source: string; size: number}[];
      assert.deepEqual(
        files.map(({source, size}) => [source, size]),
        [
          ['/bin/tool', 10],
          ['/etc/arch', 6]
        ]
      );
      assert.match(run.summary, /Taken out of the image \(linux/);
    }
  });

  it('come of a pull request too, of what would be published', async () => {
    delete kept['out/arch'];
    const run = await extract(
      {push: 'true', tags: `${platform.registry.host}/octo-org/files:2`, extract: '/etc/arch=out/arch'},
      {event: createEvent('pull_request', {sha: workspace.sha})}
    );
    assertExit(run, 0);
    assert.deepEqual([run.outputs['skipped'], kept['out/arch']], ['true', 'arm64\n']);
  });

  it('are all there, or none is, and what was built and verified stays known', async () => {
    delete kept['out/arch'];
    const run = await extract({
      push: 'true',
      tags: `${platform.registry.host}/octo-org/files:3`,
      extract: '/etc/arch=out/arch\n/no/such=out/none'
    });
    assertExit(run, 1);
    assert.equal(kept['out/arch'], undefined);
    assert.match(run.annotations[0]?.data ?? '', /^extract: the image has no "\/no\/such"/);
    assert.match(run.outputs['digest'] ?? '', /^sha256:/);
    assert.equal(run.report.verifications?.[0]?.verdict, 'verified');
    assert.equal(run.report.failure?.phase, 'extract');
  });

  it('need an image that is verified, and a place inside the workspace: found before the build', async () => {
    const unverified = await extract({extract: '/etc/arch=out/arch'});
    assertExit(unverified, 1);
    assert.match(
      unverified.annotations[0]?.data ?? '',
      /extract: takes files out of an image that was verified/
    );
    const outside = await extract({'oci-path': 'x.tar', extract: '/etc/arch=../arch'});
    assertExit(outside, 1);
    assert.match(outside.annotations[0]?.data ?? '', /outside the workspace/);
    const onto = await extract({
      'export-mode': 'oci',
      extract: '/etc/arch=image.tar',
      'bundle-path': './image.tar'
    });
    assertExit(onto, 1);
    for (const input of ['extract', 'bundle-path'])
      assert.match(
        onto.annotations[0]?.data ?? '',
        new RegExp(`${input}: .*where the image itself is written`)
      );
    for (const run of [unverified, outside, onto]) assert.equal(run.report.build, undefined);
  });
});
