/** What `post` does with what the step attached, as a runner starts both, on a real registry. */
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry, RegistryOptions} from '../../local/registry.ts';
import {runAction} from '../../local/runner.ts';
import type {ActionRun} from '../../local/runner.ts';
import type {Descriptor, Digest} from '../../src/oci/descriptor.ts';
import {createPatience} from '../../src/oci/patience.ts';
import {openRegistrySink} from '../../src/oci/registry-sink.ts';
import type {RegistrySink} from '../../src/oci/registry-sink.ts';
import {createTransport} from '../../src/oci/transport.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';

const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const REPOSITORIES = ['me/app', 'me/copy'];

const {run: runForeign} = useForeignVerifiers();
const scratch = mkdtempSync(join(tmpdir(), 'post-test-'));
after(() => rmSync(scratch, {recursive: true}));

const source = join(import.meta.dirname, '../../src');
const manifest = `
name: stand-in
inputs: {enforce: {default: 'true'}}
outputs: {attached: {description: digests}}
runs: {using: node24, main: main.ts, post: post.ts}
`;

/** What the step does when it has signed: in each repository it attaches a bundle to the same image. */
const main = `
import {appendFileSync} from 'node:fs';
import {rememberFolder} from '${source}/action/clean-up.ts';
import {createFolders} from '${source}/action/folders.ts';
import {rememberReferrers} from '${source}/action/referrer-watch.ts';
import {findRegistryCredentials} from '${source}/build/registry-credentials.ts';
import {attachReferrer} from '${source}/oci/attach.ts';
import {createPatience} from '${source}/oci/patience.ts';
import {SETTLED_LATER} from '${source}/oci/tag-settling.ts';
import {openRegistrySink} from '${source}/oci/registry-sink.ts';
import {createTransport} from '${source}/oci/transport.ts';

const {registry, repositories, subject} = JSON.parse(process.env.ATTACH);
const folders = await createFolders(process.env.RUNNER_TEMP);
rememberFolder(folders.private);
const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
const patience = createPatience({timeoutMs: 60_000});
const credentials = () => findRegistryCredentials(registry, process.env, new AbortController().signal);
const watched = await Promise.all(repositories.map(async repository => {
  const reference = {registry, repository};
  const sink = openRegistrySink({reference, transport, patience, credentials, awaitAbsent: false});
  const blob = {mediaType: '${BUNDLE_TYPE}', bytes: Buffer.from(repository)};
  const referrer = {subject, artifactType: '${BUNDLE_TYPE}', annotations: {}, blob};
  const {referrers} = await attachReferrer(sink, referrer, patience, SETTLED_LATER);
  return {...reference, insecure: false, subject: subject.digest, writtenAt: Date.now(), referrers};
}));
await rememberReferrers(folders, watched);
const digests = watched.flatMap(({referrers}) => referrers.map(({digest}) => digest));
appendFileSync(process.env.GITHUB_OUTPUT, 'attached=' + JSON.stringify(digests) + '\\n');
await transport.close();
`;

const actionPath = mkdtempSync(join(scratch, 'action-'));
writeFileSync(join(actionPath, 'action.yml'), manifest);
writeFileSync(join(actionPath, 'main.ts'), main);
writeFileSync(join(actionPath, 'post.ts'), `import '${source}/post.ts';`);

interface Opened {
  readonly registry: Registry;
  readonly sinks: readonly RegistrySink[];
  readonly subject: Descriptor;
}

/** A registry with an empty index, tagged `1`, in each repository. */
async function withSubject(options: RegistryOptions, use: (opened: Opened) => Promise<void>): Promise<void> {
  const registry = await startRegistry(options);
  const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
  try {
    const sinks = REPOSITORIES.map(repository =>
      openRegistrySink({
        reference: {registry: registry.host, repository},
        transport,
        credentials: () => Promise.resolve(registry.credentials),
        patience: createPatience({timeoutMs: 60_000}),
        awaitAbsent: false
      })
    );
    const bytes = Buffer.from(JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests: []}));
    const pushed = await Promise.all(sinks.map(sink => sink.pushManifest(bytes, INDEX_TYPE, {tag: '1'})));
    await use({registry, sinks, subject: pushed[0]!.descriptor});
  } finally {
    await transport.close();
    await registry.stop();
  }
}

interface Job {
  /** Between the step and its `post`; gets the file of the step, and the `config.json` of docker. */
  readonly meanwhile?: (file: string, dockerConfig: string) => void | Promise<void>;
  readonly enforce?: boolean;
}

interface JobRun extends ActionRun {
  /** By repository. */
  readonly attached: readonly Digest[];
  /** Of the run's own folder, when `post` was over. */
  readonly left: readonly string[];
}

async function runJob({registry, subject}: Opened, {meanwhile, enforce = true}: Job = {}): Promise<JobRun> {
  const dockerConfig = createDockerConfig(registry);
  const attach = {registry: registry.host, repositories: REPOSITORIES, subject};
  const left: string[] = [];
  const run = await runAction({
    actionPath,
    inputs: {enforce: String(enforce)},
    env: {ATTACH: JSON.stringify(attach), DOCKER_CONFIG: dockerConfig},
    beforePost: ({temp}) =>
      meanwhile?.(join(findRoot(temp), 'referrers.json'), join(dockerConfig, 'config.json')),
    afterPost: ({temp}) => {
      left.push(...readdirSync(findRoot(temp)));
    }
  });
  assert.equal(run.exitCode, 0, run.stdout + run.stderr);
  return {...run, attached: JSON.parse(run.outputs['attached'] ?? '[]') as Digest[], left};
}

function createDockerConfig(registry: Registry): string {
  const folder = mkdtempSync(join(scratch, 'docker-'));
  writeFileSync(join(folder, 'config.json'), '{}');
  logIn(registry, folder);
  return folder;
}

function findRoot(temp: string): string {
  const name = readdirSync(temp).find(entry => entry.startsWith('provenance-action-'));
  return join(temp, name ?? '');
}

/** Writes the tag as somebody does who has not read it: one referrer of his own, and nothing else. */
async function overwrite(sink: RegistrySink, subject: Descriptor): Promise<Descriptor> {
  const empty = await sink.pushBlob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json');
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: 'application/vnd.example.careless',
      config: empty,
      layers: [empty],
      subject
    })
  );
  const {descriptor} = await sink.pushManifest(bytes, 'application/vnd.oci.image.manifest.v1+json');
  const index = {schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [descriptor]};
  await sink.pushManifest(Buffer.from(JSON.stringify(index)), INDEX_TYPE, {tag: tagOf(subject)});
  return descriptor;
}

const tagOf = ({digest}: Descriptor): string => digest.replace(':', '-');

async function listTag(sink: RegistrySink, subject: Descriptor): Promise<readonly Digest[]> {
  const {bytes} = (await sink.taggedManifest(tagOf(subject)))!;
  const {manifests} = JSON.parse(Buffer.from(bytes).toString()) as {manifests: Descriptor[]};
  return manifests.map(({digest}) => digest);
}

describe('the step, after the job', () => {
  it('lists again what another writer overwrote, and says so', async () => {
    await withSubject({}, async opened => {
      const {registry, sinks, subject} = opened;
      const theirs: Descriptor[] = [];
      const run = await runJob(opened, {
        meanwhile: async () => {
          theirs.push(await overwrite(sinks[0]!, subject));
        }
      });
      const [ours, copy] = run.attached;
      assert.deepEqual(await listTag(sinks[0]!, subject), [theirs[0]!.digest, ours]);
      assert.deepEqual(await listTag(sinks[1]!, subject), [copy]);

      assert.equal(run.postExitCode, 0, run.stdout + run.stderr);
      assert.deepEqual(
        run.annotations.map(({name}) => name),
        ['warning']
      );
      const {data} = run.annotations[0]!;
      for (const text of [`${registry.host}/me/app@${subject.digest}`, ours!, BUNDLE_TYPE, 'another writer'])
        assert.ok(data.includes(text), `${text} in ${data}`);
      assert.ok(!data.includes('me/copy'), data);

      const name = `${registry.host}/me/app@${subject.digest}`;
      const found = await runForeign('oras', 'discover', '--plain-http', '--format', 'json', name);
      for (const digest of [ours!, theirs[0]!.digest]) assert.ok(found.includes(digest), found);
    });
  });

  it('writes nothing where nothing was lost, and has waited a second since the tag was written', async () => {
    await withSubject({}, async opened => {
      const {requests} = opened.registry;
      const tag = `/v2/me/app/manifests/${tagOf(opened.subject)}`;
      const seen: number[] = [];
      const run = await runJob(opened, {
        meanwhile: file => {
          assert.equal(statSync(file).mode & 0o777, 0o600);
          seen.push(requests.length);
        }
      });
      const [before, after] = [requests.slice(0, seen[0]), requests.slice(seen[0])];
      const wrote = before.findLast(({method, path}) => method === 'PUT' && path === tag)!;
      const looked = after.findLast(({path}) => path === tag)!;
      assert.ok(looked.at - wrote.at >= 1000, String(looked.at - wrote.at));
      assert.ok(before.filter(({at, path}) => path === tag && at > wrote.at).length === 1);
      assert.ok(after.every(({method}) => method === 'GET' || method === 'HEAD'));
      assert.deepEqual([run.postExitCode, run.annotations], [0, []]);
      assert.equal(run.lines.filter(line => line.startsWith('Looked again: all attestations')).length, 1);
      assert.ok(run.durations.postMs < 3000, String(run.durations.postMs));
      assert.deepEqual(run.left, []);
    });
  });

  for (const auth of ['basic', 'bearer'] as const) {
    it(`fails where the job has logged out by then, and says what to do: ${auth}`, async () => {
      await withSubject({auth, publicPull: true}, async opened => {
        const {registry, sinks, subject} = opened;
        const {host} = registry;
        const run = await runJob(opened, {
          meanwhile: async (_, dockerConfig) => {
            await overwrite(sinks[0]!, subject);
            writeFileSync(dockerConfig, '{}');
          }
        });
        assert.deepEqual(
          run.annotations.map(({name}) => name),
          ['error'],
          run.stdout
        );
        const {data} = run.annotations[0]!;
        assert.match(data, /asked without credentials/);
        assert.ok(data.includes(`No credentials for ${host} were left`), data);
        assert.match(data, /`digest` as `digest`.*me\/app.* as `image`/);
        assert.deepEqual([run.postExitCode, run.left], [1, []]);
      });
    });
  }

  it('only warns of the same where enforce is false', async () => {
    await withSubject({}, async opened => {
      const {registry, sinks, subject} = opened;
      const run = await runJob(opened, {
        enforce: false,
        meanwhile: async () => {
          await overwrite(sinks[0]!, subject);
          registry.faults.add({method: 'PUT', path: /sha256-/, status: 403});
        }
      });
      assert.deepEqual(
        run.annotations.map(({name}) => name),
        ['warning'],
        run.stdout
      );
      assert.match(run.annotations[0]!.data, /403/);
      assert.equal(run.postExitCode, 0);
    });
  });

  it('says where the tag names something else by then, and leaves it', async () => {
    await withSubject({}, async opened => {
      const {sinks, subject} = opened;
      const image = {schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json'};
      const config = await sinks[1]!.pushBlob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json');
      const bytes = Buffer.from(JSON.stringify({...image, config, layers: []}));
      const run = await runJob(opened, {
        meanwhile: async () => {
          await sinks[1]!.pushManifest(bytes, image.mediaType, {tag: tagOf(subject)});
        }
      });
      assert.deepEqual([run.postExitCode, run.annotations.length], [1, 1]);
      assert.match(
        run.annotations[0]!.data,
        /me\/copy@sha256:.*names something else than an OCI image index/
      );
      assert.ok(!run.annotations[0]!.data.includes('me/app'));
      assert.ok(bytes.equals((await sinks[1]!.taggedManifest(tagOf(subject)))!.bytes));
    });
  });

  it('asks nobody where its notes are not as it left them', async () => {
    await withSubject({}, async opened => {
      const {requests} = opened.registry;
      const tampering: readonly ((file: string) => void)[] = [
        file => rmSync(file),
        file => writeFileSync(file, '{"version":1,"subjects":[{"registry":"169.254.169.254"}]}'),
        file => writeFileSync(file, readFileSync(file, 'utf8').replace('"me/app"', '"me/../app"'))
      ];
      for (const tamper of tampering) {
        const run = await runJob(opened, {
          meanwhile: file => {
            tamper(file);
            requests.length = 0;
          }
        });
        assert.deepEqual(
          run.annotations.map(({name}) => name),
          ['warning']
        );
        assert.match(run.annotations[0]!.data, /is not as it was written: /);
        assert.deepEqual([run.postExitCode, requests.length], [0, 0]);
      }
    });
  });
});
