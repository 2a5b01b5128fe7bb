import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {findArchive, parseLines, parseStanzas} from '../../local/apt-sources.ts';
import {createRemoteBuilder} from '../../local/builder.ts';
import {CommandError, runCommand} from '../../local/command.ts';
import {createSample} from '../../local/demo-source.ts';
import {startEngine} from '../../local/engine.ts';
import type {Engine} from '../../local/engine.ts';
import {startGitServer} from '../../local/git-server.ts';
import {isRunning, listMounts, listProcesses} from '../../local/leftovers.ts';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry, RegistryOptions} from '../../local/registry.ts';

const indexType = 'application/vnd.oci.image.index.v1+json';
const scratch = mkdtempSync(join(tmpdir(), 'local-test-'));
const sample = join(scratch, 'sample');
const silent = (): void => undefined;
let engine: Engine;

before(async () => {
  engine = await startEngine();
  await createSample(sample, silent);
});
after(async () => {
  await engine.stop();
  rmSync(scratch, {recursive: true});
});

const build = (on: Engine, ...args: string[]): Promise<string> =>
  runCommand([on.buildx, 'build', ...args], {env: {...process.env, ...on.env}});

async function withRegistry(
  options: RegistryOptions,
  use: (registry: Registry) => Promise<void>
): Promise<void> {
  const registry = await startRegistry(options);
  try {
    await use(registry);
  } finally {
    await registry.stop();
  }
}

async function readIndex(
  registry: Registry,
  path: string
): Promise<{manifests: {platform: {architecture: string}}[]}> {
  const response = await fetch(`${registry.url}/v2/${path}`, {headers: {accept: indexType}});
  assert.equal(response.status, 200);
  return (await response.json()) as {manifests: {platform: {architecture: string}}[]};
}

describe('an engine of our own', () => {
  it('builds for two platforms with provenance, and pushes', async () => {
    await withRegistry({}, async registry => {
      const platforms = ['--platform', 'linux/amd64,linux/arm64', '--provenance=mode=max'];
      await build(engine, ...platforms, '--push', '--tag', `${registry.host}/me/app:1`, sample);
      const {manifests} = await readIndex(registry, 'me/app/manifests/1');
      const names = manifests.map(({platform}) => platform.architecture);
      assert.deepEqual(names, ['amd64', 'arm64', 'unknown', 'unknown']);
    });
  });

  it('refuses attestations with the classic image store, and leaves nothing when it is stopped', async () => {
    const classic = await startEngine({containerd: false});
    const args = ['--provenance=mode=max', '--load', '--tag', 'me/app', sample];
    await assert.rejects(build(classic, ...args), (error: unknown) => {
      assert.ok(error instanceof CommandError);
      return error.output.includes('Attestation is not supported for the docker driver');
    });
    assert.notDeepEqual(listProcesses(classic.folder), []);
    await classic.stop();
    await classic.stop();
    assert.deepEqual([listProcesses(classic.folder), listMounts(classic.folder)], [[], []]);
    assert.equal(existsSync(classic.folder), false);
  });

  it('makes one builder of two engines, with the remote driver', async () => {
    const second = await startEngine({private: true});
    const nodes = [
      {engine, platforms: ['linux/amd64']},
      {engine: second, platforms: ['linux/arm64']}
    ];
    const builder = await createRemoteBuilder('pair', nodes);
    await withRegistry({}, async registry => {
      const platforms = ['--builder', builder.name, '--platform', 'linux/amd64,linux/arm64'];
      await build(engine, ...platforms, '--push', '--tag', `${registry.host}/me/app:1`, sample);
      assert.equal((await readIndex(registry, 'me/app/manifests/1')).manifests.length, 4);
    });
    await builder.stop();
    await second.stop();
  });

  /** A process with an engine and a registry that says their folders and waits. */
  const startOther = async (): Promise<{pid: number; folders: string[]; ended: Promise<unknown>}> => {
    const script = join(scratch, 'other.ts');
    const local = join(import.meta.dirname, '../../local');
    writeFileSync(
      script,
      `import {startEngine} from '${local}/engine.ts';
       import {startRegistry} from '${local}/registry.ts';
       const [engine, registry] = [await startEngine({private: true}), await startRegistry()];
       console.log(JSON.stringify([engine.folder, registry.folder]));`
    );
    const child = spawn(process.execPath, [script], {stdio: ['ignore', 'pipe', 'inherit']});
    const ended = once(child, 'close').then(([code, signal]: unknown[]) => code ?? signal);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    return {pid: child.pid!, folders: JSON.parse(chunk.toString()) as string[], ended};
  };

  it('leaves nothing when its process is terminated', async () => {
    const {pid, folders, ended} = await startOther();
    process.kill(pid, 'SIGTERM');
    assert.equal(await ended, 'SIGTERM');
    assert.deepEqual(folders.filter(existsSync), []);
    assert.deepEqual(folders.flatMap(listProcesses), []);
    assert.deepEqual(folders.flatMap(listMounts), []);
  });

  it('is swept away by the next process when its own was killed outright', async () => {
    const {pid, folders, ended} = await startOther();
    process.kill(pid, 'SIGKILL');
    await ended;
    assert.equal(isRunning(pid), false);
    assert.equal(folders.flatMap(listProcesses).length, 3);

    const next = await startOther();
    assert.deepEqual(folders.filter(existsSync), []);
    assert.deepEqual(folders.flatMap(listProcesses), []);
    process.kill(next.pid, 'SIGTERM');
    await next.ended;
  });
});

describe('a registry of our own', () => {
  for (const auth of ['basic', 'bearer'] as const) {
    it(`refuses a push without credentials, and takes one with them: ${auth}`, async () => {
      const own = await startEngine({private: true});
      await withRegistry({auth}, async registry => {
        const args = ['--push', '--tag', `${registry.host}/me/app:1`, sample];
        await assert.rejects(build(own, ...args), /401 Unauthorized/);
        logIn(registry, own.env['DOCKER_CONFIG']!);
        await build(own, ...args);

        const response = await fetch(`${registry.url}/v2/me/app/manifests/1`);
        assert.equal(response.status, 401);
        assert.match(
          response.headers.get('www-authenticate') ?? '',
          auth === 'basic' ? /^Basic realm=/ : /^Bearer realm=/
        );
      });
      await own.stop();
    });
  }

  it('gives tokens for what was asked and no more, and none for wrong credentials', async () => {
    await withRegistry({auth: 'bearer', publicPull: true}, async ({url, credentials}) => {
      const ask = async (authorization?: string): Promise<Response> =>
        fetch(
          `${url}/token?scope=repository:me/app:pull,push`,
          authorization ? {headers: {authorization}} : {}
        );
      const {username, password} = credentials!;
      const basic = (secret: string) => `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
      assert.equal((await ask(basic('wrong'))).status, 401);

      const use = async (response: Response, repository: string, method = 'GET'): Promise<number> => {
        const {token} = (await response.json()) as {token: string};
        const path = method === 'GET' ? 'manifests/1' : 'blobs/uploads/';
        const headers = {authorization: `Bearer ${token}`};
        return (await fetch(`${url}/v2/${repository}/${path}`, {method, headers})).status;
      };
      assert.equal(await use(await ask(), 'me/app'), 404);
      assert.equal(await use(await ask(), 'me/app', 'POST'), 401);
      assert.equal(await use(await ask(basic(password)), 'me/app', 'POST'), 202);
      assert.equal(await use(await ask(basic(password)), 'me/other', 'POST'), 401);
    });
  });

  it('does wrong what it is told to, in order, and counts every request', async () => {
    await withRegistry({}, async registry => {
      await build(engine, '--push', '--tag', `${registry.host}/me/app:1`, sample);
      registry.requests.length = 0;
      const path = '/v2/me/app/manifests/1';
      const stop = registry.faults.add({path, skip: 1, times: 1, status: 429, headers: {'retry-after': '1'}});
      registry.faults.add({
        path: /manifests/,
        times: 1,
        tamper: body => Buffer.concat([body, Buffer.from(' ')])
      });
      registry.faults.add({method: 'GET', path, times: 1, resetAfter: 10});
      const get = (): Promise<Response> => fetch(`${registry.url}${path}`, {headers: {accept: indexType}});

      const tampered = await (await get()).text();
      assert.equal((await get()).headers.get('retry-after'), '1');
      await assert.rejects(async () => (await get()).text());
      assert.equal(`${await (await get()).text()} `, tampered);
      assert.deepEqual(
        registry.requests.map(({method, status}) => `${method} ${status}`),
        ['GET 200', 'GET 429', 'GET 0', 'GET 200']
      );
      stop();
    });
  });

  it('lists referrers where it is told to', async () => {
    await withRegistry({referrers: true}, async registry => {
      await build(engine, '--push', '--tag', `${registry.host}/me/app:1`, sample);
      const subject = await fetch(`${registry.url}/v2/me/app/manifests/1`, {
        method: 'HEAD',
        headers: {accept: indexType}
      });
      const digest = subject.headers.get('docker-content-digest')!;
      const empty = {
        mediaType: indexType,
        schemaVersion: 2,
        artifactType: 'application/example',
        manifests: []
      };
      const pushed = await fetch(`${registry.url}/v2/me/app/manifests/extra`, {
        method: 'PUT',
        headers: {'content-type': indexType},
        body: JSON.stringify({...empty, subject: {mediaType: indexType, digest, size: 1}})
      });
      assert.deepEqual([pushed.status, pushed.headers.get('oci-subject')], [201, digest]);

      const ask = async (query = ''): Promise<string[]> => {
        const response = await fetch(`${registry.url}/v2/me/app/referrers/${digest}${query}`);
        const {manifests} = (await response.json()) as {manifests: {artifactType: string}[]};
        return manifests.map(({artifactType}) => artifactType);
      };
      assert.deepEqual(await ask(), ['application/example']);
      assert.deepEqual(await ask('?artifactType=other'), []);
    });
  });
});

describe('a git server of our own', () => {
  it('gives BuildKit a commit, for the token that it asks for', async () => {
    const server = await startGitServer({token: 'sesame'});
    const commit = await server.publish(sample, 'me/app');
    const secret = join(scratch, 'token');
    const context = `${server.url}/me/app.git#${commit}`;
    await assert.rejects(build(engine, context), CommandError);
    assert.equal(
      server.requests.some(({authorization}) => authorization),
      false
    );

    writeFileSync(secret, 'sesame');
    await build(engine, '--secret', `id=GIT_AUTH_TOKEN,src=${secret}`, context);
    assert.equal(server.requests.at(-1)?.authorization, true);
    await server.stop();
  });
});

describe('findArchive', () => {
  const stanza = (uri: string, suites: string, key: string): string =>
    `Types: deb\n# a comment\nURIs: ${uri}\nSuites: ${suites}\nComponents: main contrib\nSigned-By:\n ${key}\n`;

  it("takes the distribution's own archive from either form of sources", () => {
    const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
    const text = [
      stanza('https://vendor.example/apt', 'bookworm', '/usr/share/keyrings/vendor.gpg'),
      `Enabled: no\n${stanza('http://off.example/debian', 'bookworm', key)}`,
      stanza('http://mirror.example/debian-security', 'bookworm-security', key),
      stanza('mirror+http://mirror.example/debian', 'bookworm bookworm-updates', key)
    ].join('\n');
    const archive = {uri: 'mirror+http://mirror.example/debian', signedBy: [key]};
    assert.deepEqual(findArchive(parseStanzas(text), 'bookworm', 'debian'), archive);

    const lines = [
      '# deb http://off.example/debian bookworm main',
      'deb-src http://source.example/debian bookworm main',
      `deb [arch=amd64 signed-by=${key}] mirror+http://mirror.example/debian bookworm main # ours`
    ];
    assert.deepEqual(findArchive(parseLines(lines.join('\n')), 'bookworm', 'debian'), archive);
    const bare = parseLines('deb http://mirror.example/debian stable main');
    assert.deepEqual(findArchive(bare, 'bookworm', 'debian'), {
      uri: 'http://mirror.example/debian',
      signedBy: []
    });
  });

  it('finds none where there is none for this release', () => {
    assert.equal(
      findArchive(parseLines('deb http://x.example/debian buster main'), 'bookworm', 'debian'),
      undefined
    );
  });
});
