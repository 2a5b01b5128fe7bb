import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {CommandError, runCommand} from '../../local/command.ts';
import {startEngine} from '../../local/engine.ts';
import type {Engine} from '../../local/engine.ts';
import {parseDigest} from '../../src/oci/descriptor.ts';
import {verifyLayers} from '../../src/oci/layers.ts';
import {openLayout, type Layout} from '../../src/oci/layout.ts';
import {parseManifest} from '../../src/oci/manifest.ts';
import {readManifest} from '../../src/oci/store.ts';
import type {Policy, Verification} from '../../src/verification/verification.ts';
import {verifyPublished} from '../../src/verification/verify.ts';
import {listFindings} from '../support/verification.ts';
import {createWorkspace} from '../support/workspace.ts';

const scratch = mkdtempSync(join(tmpdir(), 'layouts-'));
const workspace = createWorkspace({'Empty.Dockerfile': 'FROM scratch\nLABEL nothing=inside\n'});
const builderId = 'https://github.com/acme/app/actions/runs/1/attempts/1';
const max = `--provenance=mode=max,version=v1,builder-id=${builderId}`;
const two = ['linux/amd64', 'linux/arm64'];
const name = 'registry.example/acme/app';
let engine: Engine;

before(async () => {
  engine = await startEngine();
});
after(async () => {
  await engine.stop();
  workspace.remove();
  rmSync(scratch, {recursive: true});
});

interface BuildOptions {
  readonly platforms: readonly string[];
  readonly args: readonly string[];
  /** Of the exporter, after `type=oci,dest=…`. */
  readonly output: string;
  readonly type?: 'oci' | 'docker';
}

/** Builds the workspace into a tar or folder of this name, and returns its path. */
async function build(title: string, {platforms, args, output, type = 'oci'}: BuildOptions): Promise<string> {
  const path = join(scratch, title);
  const exporter = ['--output', `type=${type},dest=${path},${output}`, '--platform', platforms.join(',')];
  const env = {...process.env, ...engine.env};
  await runCommand([engine.buildx, 'build', ...exporter, ...args, workspace.path], {env});
  return path;
}

async function verify(layout: Layout, platforms: readonly string[]): Promise<Verification> {
  const policy: Policy = {
    mode: 'max',
    platforms,
    builderId,
    revision: workspace.sha,
    revisionAbsent: undefined,
    invocations: 1
  };
  const [root, ...others] = layout.roots;
  assert.deepEqual(others, []);
  return (await verifyPublished(layout, root!.digest, policy)).verification;
}

/** Every layer of every image of the layout is there and whole; the bytes of them. */
async function hashEverything(layout: Layout): Promise<number> {
  const root = await readManifest(layout, layout.roots[0]!.digest);
  const parsed = parseManifest(root.bytes, root.descriptor.mediaType);
  const children = parsed.kind === 'index' ? parsed.index.manifests : [root.descriptor];
  const manifests = await Promise.all(children.map(child => readManifest(layout, child.digest)));
  const layers = manifests.flatMap(({bytes, descriptor}) => {
    const found = parseManifest(bytes, descriptor.mediaType);
    return found.kind === 'manifest' ? found.manifest.layers : [];
  });
  return (await verifyLayers(layout, layers)).bytes;
}

describe('a tar that BuildKit wrote', () => {
  const formats: readonly (readonly [title: string, options: BuildOptions])[] = [
    ['two-platforms.tar', {platforms: two, args: [max], output: `name=${name}:1`}],
    ['oci-artifact.tar', {platforms: two, args: [max], output: `name=${name}:1,oci-artifact=true`}],
    ['one-platform.tar', {platforms: ['linux/amd64'], args: [max], output: `name=${name}:1`}],
    ['named-otherwise', {platforms: two, args: [max], output: `name=${name}:1,compression=uncompressed`}],
    [
      'several-tags.tar',
      {platforms: two, args: [max, '-t', `${name}:1`, '-t', `${name}:2`], output: 'tar=true'}
    ]
  ];
  for (const [title, options] of formats) {
    it(`is verified as it lies: ${title}`, async () => {
      const layout = await openLayout(await build(title, options));
      const verification = await verify(layout, options.platforms);
      assert.deepEqual(listFindings(verification), []);
      assert.equal(verification.verdict, 'verified');
      assert.equal(verification.platforms.length, options.platforms.length);
      for (const reference of title === 'several-tags.tar' ? ['1', '2', `${name}:2`] : ['1', `${name}:1`]) {
        assert.equal((await layout.manifest(reference))?.descriptor.digest, verification.root);
      }
      assert.ok((await hashEverything(layout)) > 0);
    });
  }

  it('lists its attestation manifests as referrers where they name a subject', async () => {
    const options = {platforms: ['linux/amd64'], args: [max], output: `name=${name}:1,oci-artifact=true`};
    const layout = await openLayout(await build('referrers.tar', options));
    const [image] = (await verify(layout, ['linux/amd64'])).platforms;
    const referrers = await layout.referrers(parseDigest(image!.imageDigest));
    assert.deepEqual(
      referrers.map(({digest}) => digest),
      [image!.attestationDigest]
    );
  });

  it('is read as a plain manifest where there is no provenance, and refused for that', async () => {
    const options = {platforms: ['linux/amd64'], args: ['--provenance=false'], output: `name=${name}:1`};
    const layout = await openLayout(await build('plain.tar', options));
    assert.match(layout.roots[0]!.mediaType, /image\.manifest\.v1/);
    assert.equal((await verify(layout, ['linux/amd64'])).verdict, 'rejected');
    assert.ok((await hashEverything(layout)) > 0);
  });

  // BuildKit 0.25 attests nothing where a build ends without a file, whatever it is asked for, and says nothing of it.
  it('is read where the images have no layers, for which BuildKit makes no provenance', async () => {
    const args = [max, '--file', join(workspace.path, 'Empty.Dockerfile')];
    for (const platforms of [two, ['linux/amd64']]) {
      const title = `empty-${platforms.length}.tar`;
      const layout = await openLayout(await build(title, {platforms, args, output: `name=${name}:1`}));
      const {verdict, reason} = await verify(layout, platforms);
      assert.equal(verdict, 'rejected');
      assert.match(reason, /without provenance\. An image without layers gets no provenance from BuildKit/);
      assert.equal(await hashEverything(layout), 0);
    }
  });

  it('is read as type=docker writes it, which adds manifest.json', async () => {
    const options = {platforms: ['linux/amd64'], args: ['--provenance=false'], output: `name=${name}:1`};
    const path = await build('docker.tar', {...options, type: 'docker'});
    const names = await runCommand(['tar', '--list', '--file', path]);
    assert.match(names, /^manifest\.json$/m);
    assert.ok((await hashEverything(await openLayout(path))) > 0);
  });

  it('is empty, and said to be, where type=docker failed for the provenance', async () => {
    const options = {
      platforms: ['linux/amd64'],
      args: [max],
      output: `name=${name}:1`,
      type: 'docker'
    } as const;
    await assert.rejects(build('failed.tar', options), CommandError);
    await assert.rejects(openLayout(join(scratch, 'failed.tar')), {code: 'truncated'});
  });

  it('says what the folder says, which has an empty ingest beside', async () => {
    const options = {platforms: two, args: [max], output: `name=${name}:1,tar=false`};
    const folder = await build('folder', options);
    const tar = join(scratch, 'packed.tar');
    await runCommand(['tar', '--create', '--file', tar, '--directory', folder, '.']);
    assert.match(await runCommand(['tar', '--list', '--file', tar]), /^\.\/ingest\/$/m);
    const [first, second] = [await openLayout(folder), await openLayout(tar)];
    assert.deepEqual(
      await verify({...first, name: 'layout'}, two),
      await verify({...second, name: 'layout'}, two)
    );
  });
});
