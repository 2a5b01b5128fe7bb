import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {findBuildx} from '../../../src/build/buildx-command.ts';

describe('findBuildx', () => {
  let root: string;
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'buildx '))));
  afterEach(() => rm(root, {recursive: true}));

  async function install(folder: string, mode = 0o755): Promise<string> {
    const path = join(root, folder, 'docker-buildx');
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, '', {mode});
    return path;
  }
  const find = (env: Record<string, string>) => findBuildx(env, [join(root, 'lib'), join(root, 'libexec')]);
  const through = ['docker', 'buildx'];

  it("finds the plugin in docker's configured folder", async () => {
    const path = await install('config/cli-plugins');
    await install('lib/docker/cli-plugins');
    await install('.docker/cli-plugins');
    assert.deepEqual(await find({DOCKER_CONFIG: join(root, 'config'), HOME: root}), [path]);
  });

  it('finds it in the personal folder', async () => {
    const path = await install('.docker/cli-plugins');
    assert.deepEqual(await find({HOME: root}), [path]);
  });

  it('prefers the folders that the configuration adds, as docker does', async () => {
    await install('.docker/cli-plugins');
    const path = await install('extra folder');
    const config = {cliPluginsExtraDirs: ['relative', 7, join(root, 'extra folder')]};
    await writeFile(join(root, '.docker/config.json'), JSON.stringify(config));
    assert.deepEqual(await find({HOME: root}), [path]);
  });

  it('looks through a configuration that is no JSON', async () => {
    const path = await install('.docker/cli-plugins');
    for (const text of ['{', 'null', '{"cliPluginsExtraDirs": "/x"}']) {
      await writeFile(join(root, '.docker/config.json'), text);
      assert.deepEqual(await find({HOME: root}), [path]);
    }
  });

  it('finds it in the system, the first folder first', async () => {
    const second = await install('libexec/docker/cli-plugins');
    assert.deepEqual(await find({}), [second]);
    const first = await install('lib/docker/cli-plugins');
    assert.deepEqual(await find({DOCKER_CONFIG: join(root, 'none')}), [first]);
  });

  it('passes over what cannot be run', async () => {
    await install('lib/docker/cli-plugins', 0o644);
    await mkdir(join(root, 'libexec/docker/cli-plugins/docker-buildx'), {recursive: true});
    assert.deepEqual(await find({HOME: root}), through);
  });

  it('goes through docker where there is none', async () => {
    assert.deepEqual(await find({HOME: root}), through);
  });

  it('goes through docker where TLS is set in the environment', async () => {
    await install('.docker/cli-plugins');
    assert.deepEqual(await find({HOME: root, DOCKER_TLS_VERIFY: '1'}), through);
    assert.deepEqual(await find({HOME: root, DOCKER_TLS: '1'}), through);
  });
});
