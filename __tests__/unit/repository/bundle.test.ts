import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {cp, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {compareDist} from '../../../script/build.ts';
import {bundle, entries} from '../../../script/bundle.ts';
import type {Bundle} from '../../../script/bundle.ts';
import {bundledPackages, packageOf} from '../../../script/licences.ts';

const root = join(import.meta.dirname, '../../..');

/** The package.json of a folder and of those around it, up to the package's own: each may say what kind its modules are. */
function listManifests(folder: string, top: string): string[] {
  const above = folder === top ? [] : listManifests(dirname(folder), top);
  const path = `${folder}/package.json`;
  return existsSync(join(root, path)) ? [path, ...above] : above;
}

/** What the bundler reads: the sources, and the package.json of every package that it looked into. */
function filesRead({metafile}: Bundle): string[] {
  const inputs = Object.keys(metafile.inputs).filter(path => !path.startsWith('left-out:'));
  const manifests = inputs.flatMap(path => {
    const found = packageOf(path);
    return found === undefined ? [] : listManifests(dirname(path), found.folder);
  });
  return ['package.json', 'tsconfig.json', ...new Set([...inputs, ...manifests])];
}

describe('dist', () => {
  let ours: Bundle;
  before(async () => {
    ours = await bundle(root);
  });

  it('is what the sources make, byte for byte', async () => {
    assert.deepEqual(await compareDist(ours), []);
  });

  it('does not depend on the folder that it is built in', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'bundle-'));
    after(() => rm(elsewhere, {recursive: true}));
    const licences = bundledPackages(ours.metafile).map(({folder}) => folder);
    for (const path of [...filesRead(ours), ...licences]) {
      const filter = (source: string): boolean =>
        dirname(source) === join(root, path) || source === join(root, path);
      await cp(join(root, path), join(elsewhere, path), {recursive: true, filter});
    }
    const {files} = await bundle(elsewhere);
    const names = [...new Set([...files.keys(), ...ours.files.keys()])];
    assert.deepEqual(
      names.filter(name => files.get(name) !== ours.files.get(name)),
      []
    );
  });

  it('knows nothing of the machine that it was built on', () => {
    for (const [name, text] of ours.files) assert.ok(!text.includes(root), `${name} names ${root}`);
  });

  it('is what action.yml starts', async () => {
    const action = await readFile(join(root, 'action.yml'), 'utf8');
    for (const name of entries) assert.match(action, new RegExp(`: ['"]?dist/${name}\\.cjs['"]?$`, 'm'));
  });

  it('comes with name, version and licence of every package that is in it', async () => {
    const licences = ours.files.get('licenses.txt') ?? '';
    const packages = bundledPackages(ours.metafile);
    assert.ok(packages.length > 0);
    for (const {name, folder} of packages) {
      const manifest = await readFile(join(root, folder, 'package.json'), 'utf8');
      const {version} = JSON.parse(manifest) as {version: string};
      const [, text = ''] = licences.split(`\n${name} ${version} (`);
      assert.match(text.slice(0, 2000), /copyright|permission|licen[cs]e/i, `${name} ${version}`);
    }
  });

  it('holds only packages that are dependencies, not tools', async () => {
    const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
    const {packages} = JSON.parse(lock) as {packages: Record<string, {dev?: boolean}>};
    const tools = bundledPackages(ours.metafile).filter(({folder}) => packages[folder]?.dev !== undefined);
    assert.deepEqual(tools, []);
  });
});
