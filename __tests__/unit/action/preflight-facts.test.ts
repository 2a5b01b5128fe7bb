import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {gatherPreflightFacts} from '../../../src/action/preflight-facts.ts';
import type {PreflightQuestion} from '../../../src/action/preflight-facts.ts';
import {splitSecretFile} from '../../../src/action/preflight-secrets.ts';
import {readRunner} from '../../../src/action/runner.ts';
import {readSituation} from '../../../src/action/situation.ts';
import {runChecks} from '../../../src/preflight/check.ts';
import type {PlanFacts, PreflightFacts} from '../../../src/preflight/facts.ts';
import {describeExposure} from '../../../src/preflight/secrets.ts';
import {answer, serve, type Handler} from '../oci/http-server.ts';
import {engine} from '../preflight/facts.ts';
import {Attestation} from '../../../src/attestation/attestation.ts';
import type {BroughtAttestation} from '../../../src/sigstore/brought-statements.ts';

// Put together, so that no scanner takes this file for one that holds a key.
const PRIVATE_KEY = 'PRIVATE KEY';
const NPM_TOKEN_NAME = '_authToken';
const QUOTED = '"pass" and\\or "word", 1 by itself';
const SECRET = ['wJalr', 'XUtnFEMI7MDENGbPxRfiCY81'].join('');

interface Scene {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly git: (...args: readonly string[]) => string;
}

/** A workspace, an event and docker's configuration, each of this test alone. */
function setScene(test: TestContext, some: NodeJS.ProcessEnv = {}): Scene {
  const root = mkdtempSync(join(tmpdir(), 'preflight-'));
  test.after(() => rmSync(root, {recursive: true}));
  const folder = join(root, 'workspace');
  for (const name of ['workspace', 'docker', 'home']) mkdirSync(join(root, name));
  const event = {repository: {full_name: 'acme/app', private: true, owner: {login: 'acme', type: 'User'}}};
  writeFileSync(join(root, 'event.json'), JSON.stringify(event));
  const env = {
    PATH: process.env['PATH'],
    HOME: join(root, 'home'),
    DOCKER_CONFIG: join(root, 'docker'),
    GIT_CONFIG_NOSYSTEM: '1',
    GITHUB_WORKSPACE: folder,
    GITHUB_EVENT_PATH: join(root, 'event.json'),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_RUN_ID: '7',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0'.repeat(40),
    INPUT_CONTEXT: '.',
    INPUT_PUSH: 'true',
    ...some
  };
  const identity = ['-c', 'user.name=me', '-c', 'user.email=me@localhost', '-c', 'commit.gpgSign=false'];
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...identity, ...args], {env, encoding: 'utf8', stdio: 'pipe'}).trim();
  return {folder, env, git};
}

function planFor(host: string, repositories: readonly string[] = ['me/app']): PlanFacts {
  return {
    provenance: {value: 'max', source: 'default', trace: []},
    destination: {
      kind: 'registry',
      references: repositories.map(repository => ({registry: host, repository, tag: '1'})),
      byDigest: false,
      shared: false
    },
    context: {kind: 'path', value: '.'}
  };
}

function gather(
  {env}: Scene,
  plan: PlanFacts,
  some: Partial<PreflightQuestion> = {}
): Promise<PreflightFacts> {
  const situation = readSituation(env, readRunner(env));
  const signal = new AbortController().signal;
  return gatherPreflightFacts({
    situation,
    env,
    signal,
    engine,
    plan,
    secretsMode: 'default',
    timeoutMs: 5000,
    ...some
  });
}

const bring = (name: string, predicate: object): BroughtAttestation => ({
  name,
  attestation: Attestation.ofBytes('https://example.com/scan/v1', Buffer.from(JSON.stringify(predicate))),
  subject: {kind: 'index'}
});

const takesPushes: Handler = (response, seen) => {
  answer(seen.method === 'POST' ? 202 : 204, {location: `${seen.url}1`})(response, seen);
};

describe('the facts of a preflight', () => {
  it('are gathered from the disk, git, docker and the registry, and changes nothing', async test => {
    const scene = setScene(test);
    const {folder, env, git} = scene;
    writeFileSync(join(folder, 'Dockerfile'), 'FROM alpine\nRUN true\n');
    writeFileSync(join(folder, '.gitignore'), 'out\n');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message=x');
    const registry = await serve(test, takesPushes);
    const auth = btoa(`me:${SECRET}`);
    writeFileSync(
      join(env['DOCKER_CONFIG']!, 'config.json'),
      JSON.stringify({auths: {[registry.host]: {auth}}})
    );

    const facts = await gather(scene, planFor(registry.host, ['me/app', 'me/other']));
    assert.deepEqual(facts.sources, {
      context: {path: '.', state: 'folder'},
      dockerfile: {path: 'Dockerfile', state: 'file'},
      buildContexts: [],
      runsOnTarget: true
    });
    const head = git('rev-parse', 'HEAD');
    assert.deepEqual(facts.checkout, {
      state: 'git',
      head,
      shallow: false,
      dirty: 'no',
      expected: '0'.repeat(40)
    });
    assert.deepEqual(
      facts.registries.map(({repository, credentials, push}) => [repository, credentials, push.permission]),
      [
        ['me/app', 'present', 'yes'],
        ['me/other', 'present', 'yes']
      ]
    );
    assert.equal(facts.run.private, true);
    assert.equal(facts.run.owner, 'User');
    assert.equal(facts.signing.missing.length, 2);
    assert.deepEqual(facts.secrets, {mode: 'default', exposed: [], unread: []});
    assert.ok(runChecks(facts).every(({outcome}) => outcome !== 'failed'));

    writeFileSync(join(folder, 'out'), '');
    assert.equal((await gather(scene, planFor(registry.host))).checkout.dirty, 'ignored files');
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM --platform=$BUILDPLATFORM alpine\nRUN true\nFROM scratch\n'
    );
    const changed = await gather(scene, planFor(registry.host));
    assert.equal(changed.checkout.dirty, 'changes');
    assert.equal(changed.sources.runsOnTarget, false);
  });

  it('say what is not there', async test => {
    const scene = setScene(test, {
      INPUT_FILE: 'a/Dockerfile',
      'INPUT_BUILD-CONTEXTS': 'lib=lib\nbase=docker-image://alpine'
    });
    const registry = await serve(test, answer(403));
    const facts = await gather(scene, {...planFor(registry.host), context: {kind: 'path', value: 'src'}});
    assert.equal(facts.sources.context?.state, 'absent');
    assert.deepEqual(facts.sources.dockerfile, {path: 'a/Dockerfile', state: 'absent'});
    assert.deepEqual(facts.sources.buildContexts, [{path: 'lib', state: 'absent', name: 'lib'}]);
    assert.equal(facts.checkout.state, 'none');
    assert.equal(facts.registries[0]?.credentials, 'absent');
    assert.equal(facts.registries[0].push.permission, 'no');
  });

  it('take a Dockerfile in lower case for one, and look at no disk for a git context', async test => {
    const scene = setScene(test);
    writeFileSync(join(scene.folder, 'dockerfile'), 'FROM scratch\n');
    const registry = await serve(test, takesPushes);
    assert.deepEqual((await gather(scene, planFor(registry.host))).sources.dockerfile, {
      path: 'dockerfile',
      state: 'file'
    });
    const remote = await gather(scene, {
      ...planFor(registry.host),
      context: {kind: 'git', value: 'https://github.com/acme/app.git#1'}
    });
    assert.deepEqual(
      [remote.sources.context, remote.sources.dockerfile, remote.checkout.state],
      [undefined, undefined, 'elsewhere']
    );
  });

  it('ask no registry in a dry run', async test => {
    const scene = setScene(test, {'INPUT_DRY-RUN': 'true'});
    const registry = await serve(test, takesPushes);
    assert.deepEqual((await gather(scene, planFor(registry.host))).registries, []);
    assert.equal(registry.seen.length, 0);
  });

  it('are there at the deadline, whoever hangs', async test => {
    const registry = await serve(test, () => undefined);
    const scene = setScene(test);
    const helper = join(scene.env['DOCKER_CONFIG']!, 'docker-credential-hangs');
    writeFileSync(helper, '#!/bin/sh\nexec sleep 20\n', {mode: 0o755});
    writeFileSync(
      join(scene.env['DOCKER_CONFIG']!, 'config.json'),
      JSON.stringify({credHelpers: {'registry.invalid': 'hangs'}})
    );
    scene.env['PATH'] = `${scene.env['DOCKER_CONFIG']!}:${scene.env['PATH']!}`;
    const plan = planFor(registry.host);
    const destination = {
      ...plan.destination,
      references: [
        ...(plan.destination.kind === 'registry' ? plan.destination.references : []),
        {registry: 'registry.invalid', repository: 'a/b', tag: '1'}
      ]
    } as typeof plan.destination;
    const started = performance.now();
    const facts = await gather(scene, {...plan, destination}, {timeoutMs: 700});
    assert.ok(performance.now() - started < 10_000, String(performance.now() - started));
    assert.deepEqual(
      facts.registries.map(({push}) => push.permission),
      ['unknown', 'unknown']
    );
    assert.equal(facts.registries[1]?.credentials, 'unknown');
  });

  it('end with the run', async test => {
    const registry = await serve(test, () => undefined);
    const controller = new AbortController();
    const gathering = gather(setScene(test), planFor(registry.host), {signal: controller.signal});
    setTimeout(() => controller.abort(new Error('cancelled')), 50);
    await assert.rejects(gathering, /cancelled/);
  });
});

describe('the secrets of a run', () => {
  it('are found wherever they come from, wherever they go', async test => {
    const of = (name: string) => `${SECRET}-${name}`;
    const scene = setScene(test, {
      'INPUT_BUILD-ARGS': [
        `A=${of('input')}`,
        `B=x${btoa(of('env'))}`,
        `C=${of('file')}`,
        'DEPLOY_TOKEN'
      ].join('\n'),
      INPUT_LABELS: `d=${of('docker')}`,
      INPUT_ANNOTATIONS: `e=${of('runtime')}`,
      'INPUT_GITHUB-TOKEN': of('github'),
      'INPUT_BUILD-CONTEXTS': `g=https://x-access-token:${of('github')}@github.com/acme/lib.git`,
      INPUT_SECRETS: `npm=${of('input')}`,
      'INPUT_SECRET-ENVS': 'env=SOME_VARIABLE',
      'INPUT_SECRET-FILES': 'rc=.npmrc',
      SOME_VARIABLE: of('env'),
      DEPLOY_TOKEN: of('variable'),
      ACTIONS_RUNTIME_TOKEN: of('runtime')
    });
    writeFileSync(
      join(scene.folder, '.npmrc'),
      `registry=https://npm.acme.dev/\n//npm.acme.dev/:${NPM_TOKEN_NAME}=${of('file')}\n`
    );
    writeFileSync(
      join(scene.folder, 'Dockerfile'),
      `FROM scratch\nENV REGISTRY=https://npm.acme.dev/\nLABEL a="${encodeURIComponent(of('variable'))}"\n`
    );
    const config = {
      auths: {'quay.io': {auth: btoa(`me:${of('docker')}`)}},
      proxies: {default: {httpProxy: `http://me:${of('proxy')}@proxy.acme.dev:3128`, noProxy: 'localhost'}}
    };
    writeFileSync(join(scene.env['DOCKER_CONFIG']!, 'config.json'), JSON.stringify(config));
    const registry = await serve(test, takesPushes);
    const facts = await gather(scene, planFor(registry.host));
    const told = facts.secrets.exposed.map(describeExposure);
    assert.deepEqual(
      told.map(line => line.replace(/, \d+ characters$/, '')).toSorted(),
      [
        'Dockerfile line 3 holds variable DEPLOY_TOKEN',
        'annotations e holds variable ACTIONS_RUNTIME_TOKEN',
        'build-args A holds input secrets: npm',
        'build-args B holds input secret-envs: env (base64)',
        'build-args C holds input secret-files: rc',
        'build-args DEPLOY_TOKEN holds variable DEPLOY_TOKEN',
        'build-contexts g holds input github-token',
        "labels d holds docker's login to quay.io",
        "proxies of docker's configuration HTTP_PROXY holds credentials in a URL"
      ].toSorted()
    );
    assert.ok(facts.secrets.exposed.every(({severity}) => severity === 'error'));
    const said = JSON.stringify(runChecks(facts)) + JSON.stringify(facts.secrets);
    assert.ok(!said.includes(SECRET));
  });

  it('do not hold what everybody sees of a run', async test => {
    const scene = setScene(test, {
      INPUT_SECRETS: 'owner=acme-corporation-7\nsha=' + '0'.repeat(40),
      GITHUB_REPOSITORY_OWNER: 'acme-corporation-7',
      INPUT_LABELS: `org.opencontainers.image.vendor=acme-corporation-7\nrevision=${'0'.repeat(40)}`
    });
    const registry = await serve(test, takesPushes);
    assert.deepEqual((await gather(scene, planFor(registry.host))).secrets.exposed, []);
  });

  it('are found in predicates, where what only looks like one is what a scan reports', async test => {
    const scene = setScene(test, {
      INPUT_SECRETS: `weak=hunter2x\nquoted=${QUOTED}`,
      DEPLOY_TOKEN: SECRET,
      OTHER_TOKEN: 'hunter3x'
    });
    const finding = {match: ['ghp_', 'aB3dE5gH7jK9mN2pQ4rS'.repeat(2)].join('').slice(0, 40)};
    const report = {finding, url: 'https://me:hunter9xyz@acme.dev/', note: 'ordinary', password: 'x1y2z3w4'};
    const attestations = [
      bring('plain.json', {...report, env: [{DEPLOY_TOKEN: SECRET}]}),
      bring('plain.json', {...report, env: [{DEPLOY_TOKEN: SECRET}]}),
      bring('encoded.json', {...report, log: `x\n${btoa(`me:${SECRET}`)}`}),
      bring('key.json', {...report, [SECRET]: 1}),
      bring('weak.json', {...report, log: 'with\nhunter2x\n'}),
      bring('quoted.json', {...report, log: QUOTED}),
      bring('guessed.json', {...report, log: 'hunter3x'}),
      bring('clean.json', report)
    ];
    const known = {...planFor('registry.example'), context: undefined};
    const {secrets} = await gather(scene, known, {attestations});
    assert.deepEqual(
      secrets.exposed.map(one => `${one.severity} ${describeExposure(one)}`),
      [
        'error attestations: plain.json holds variable DEPLOY_TOKEN, 29 characters',
        'error attestations: encoded.json holds variable DEPLOY_TOKEN (base64), 29 characters',
        'error attestations: key.json holds variable DEPLOY_TOKEN, 29 characters',
        'error attestations: weak.json holds input secrets: weak (escaped), 8 characters',
        'error attestations: quoted.json holds input secrets: quoted (escaped), 33 characters',
        'warning attestations: guessed.json holds variable OTHER_TOKEN, 8 characters'
      ]
    );
    const off = await gather(scene, known, {attestations, secretsMode: 'off'});
    assert.deepEqual(off.secrets.exposed, []);
  });

  it('are not looked for where the check is off', async test => {
    const scene = setScene(test, {'INPUT_BUILD-ARGS': `A=${SECRET}`, INPUT_SECRETS: `a=${SECRET}`});
    const registry = await serve(test, takesPushes);
    assert.deepEqual((await gather(scene, planFor(registry.host), {secretsMode: 'off'})).secrets, {
      mode: 'off',
      exposed: [],
      unread: []
    });
  });

  it('of a file are the whole and what looks like one', () => {
    assert.deepEqual(splitSecretFile(`${SECRET}\n`), [`${SECRET}\n`, SECRET]);
    const netrc = `machine github.com\nlogin me\npassword ${SECRET}\n`;
    assert.deepEqual(splitSecretFile(netrc), [netrc, SECRET]);
    const key = `-----BEGIN ${PRIVATE_KEY}-----\n${SECRET}\n-----END ${PRIVATE_KEY}-----`;
    assert.deepEqual(splitSecretFile(key), [key]);
  });
});
