import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, it} from 'node:test';
import type {Fault} from '../../local/faults.ts';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {createDockerConfig, writeScript} from '../support/docker-config.ts';
import {assertJudgement, durationOf, listWaits} from '../support/judgement.ts';
import {listLeaks, readFolders, readTraces} from '../support/leaks.ts';
import {assertExit, PLATFORMS, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';

const MANIFESTS = /\/manifests\/sha256:/;
const BLOBS = /\/blobs\/sha256:/;

describe('the step, with a registry that', () => {
  const platform = usePlatform();
  afterEach(() => {
    platform.registry.faults.clear();
  });

  const run = async (
    name: string,
    faults: readonly Fault[],
    inputs: Record<string, string> = {}
  ): Promise<StepRun> => {
    const {registry} = platform;
    registry.requests.length = 0;
    for (const fault of faults) registry.faults.add({method: 'GET', ...fault});
    const tags = `${registry.host}/octo-org/${name}:1`;
    return runStep(platform, {inputs: {context: '.', push: 'true', platforms: PLATFORMS, tags, ...inputs}});
  };
  const countReads = (path: RegExp) =>
    platform.registry.requests.filter(request => request.method === 'GET' && path.test(request.path)).length;

  it('answers 404, 429 and 503 before it answers right: waits, says so, and verifies', async () => {
    const found = await run('slow', [
      {path: MANIFESTS, times: 1, status: 404},
      {path: MANIFESTS, times: 1, status: 429, headers: {'retry-after': '1'}},
      {path: MANIFESTS, times: 1, status: 503}
    ]);
    assertExit(found, 0);
    assert.deepEqual([found.outputs['verdict'], found.outputs['verified']], ['verified', 'true']);
    assert.deepEqual(found.annotations, []);
    const waits = listWaits(found);
    assert.equal(waits.length, 3, waits.join('\n'));
    const digest = found.outputs['digest'] ?? '';
    for (const [at, reason] of [
      '404 Not Found',
      '429 Too Many Requests (Retry-After: 1 s)',
      '503 Service Unavailable'
    ].entries()) {
      const line = waits[at] ?? '';
      assert.ok(
        line.includes(`manifest ${digest} in registry ${platform.registry.host}/octo-org/slow: ${reason}. `),
        line
      );
      assert.match(line, /^Waiting \d+\.\d s for .* (?:5\d|60)\.\d s left\.$/);
    }
    assert.match(waits[1] ?? '', /^Waiting 1\.0 s /);
    assert.ok(durationOf(found, 'verify') >= 1000);
  });

  it('asks for a longer wait than there is time: ends at once, and names the wait', async () => {
    const found = await run('later', [{path: MANIFESTS, status: 429, headers: {'retry-after': '3600'}}]);
    assertJudgement(found, {
      verdict: 'undecided',
      id: 'index-digest',
      evidence:
        /429 Too Many Requests: asked to wait 1 h, only (?:1 min|59(?:\.\d)? s) left; gave up after 1 attempt/
    });
    assert.deepEqual(listWaits(found), []);
    assert.equal(countReads(MANIFESTS), 1);
    assert.ok(durationOf(found, 'verify') < 1500, `${String(durationOf(found, 'verify'))} ms`);
  });

  it('never finds what was pushed: undecided at the deadline', async () => {
    const found = await run('never', [{path: MANIFESTS, status: 404}], {'verify-timeout': '2'});
    assertJudgement(found, {
      verdict: 'undecided',
      id: 'index-digest',
      evidence: /404 Not Found; gave up after \d+ attempts in [12](?:\.\d)? s/
    });
    assert.equal(listWaits(found).length, countReads(MANIFESTS) - 1);
    const duration = durationOf(found, 'verify');
    assert.ok(duration > 1500 && duration < 3500, `${String(duration)} ms`);
    assert.match(found.outputs['image-ref'] ?? '', /\/never@sha256:[0-9a-f]{64}$/);
  });

  for (const status of [401, 403]) {
    it(`refuses manifests with ${String(status)}: undecided, asked once`, async () => {
      const body = '{"errors":[{"code":"DENIED","message":"requested access is denied\\n::error::no"}]}';
      const found = await run(`m${String(status)}`, [{path: MANIFESTS, status, body}]);
      assertJudgement(found, {
        verdict: 'undecided',
        id: 'index-digest',
        evidence: new RegExp(
          `GET http://\\S+/manifests/sha256:\\w+: ${String(status)} .*DENIED: requested access is denied`
        )
      });
      assert.deepEqual([listWaits(found), countReads(MANIFESTS)], [[], 1]);
      assert.equal(found.annotations.length, 1);
    });

    it(`refuses blobs with ${String(status)}: undecided, each asked for once`, async () => {
      const found = await run(`b${String(status)}`, [{path: BLOBS, status}], {enforce: 'false'});
      assertJudgement(found, {
        verdict: 'undecided',
        id: 'layer-content',
        platform: 'linux/amd64',
        evidence: new RegExp(`${String(status)} (?:Unauthorized|Forbidden)`),
        exitCode: 0
      });
      assert.deepEqual([listWaits(found), countReads(BLOBS)], [[], 2]);
      assert.ok(durationOf(found, 'verify') < 1500);
    });
  }

  it('cuts a blob off in the middle: asks for it again', async () => {
    const found = await run('cut', [{path: BLOBS, times: 1, resetAfter: 100}]);
    assertExit(found, 0);
    assert.equal(found.outputs['verdict'], 'verified');
    const waits = listWaits(found);
    assert.equal(waits.length, 1, waits.join('\n'));
    assert.match(
      waits[0] ?? '',
      /^Waiting \d+\.\d s for blob sha256:\w+ in registry .*(?:ECONNRESET|other side closed|terminated)/
    );
    assert.equal(countReads(BLOBS), 3);
  });
});

describe('the step, with a registry on host:port that wants', () => {
  const platform = usePlatform();
  const secrets = ['local-only', 'builder:local-only'];

  const run = async (registry: Registry, env: Record<string, string>): Promise<StepRun> => {
    const files: Record<string, string> = {};
    const found = await runStep(platform, {
      inputs: {context: '.', push: 'true', platforms: PLATFORMS, tags: `${registry.host}/octo-org/closed:1`},
      env: {RUNNER_DEBUG: '1', ...env},
      afterPost: ({temp, home}) => {
        Object.assign(files, readFolders([temp, home]));
      }
    });
    assertExit(found, 0);
    assert.equal(found.outputs['verdict'], 'verified');
    assert.match(found.outputs['image-ref'] ?? '', new RegExp(`^${registry.host}/octo-org/closed@sha256:`));
    assert.deepEqual(listLeaks({...readTraces(found), ...files}, secrets), []);
    assert.doesNotMatch(found.stdout, /Authorization:|Bearer [\w-]{20}|Basic [\w+/]{8}/i);
    assertReadsAuthorized(registry);
    return found;
  };
  const assertReadsAuthorized = ({requests}: Registry) => {
    const reads = requests.filter(
      ({method, path, status}) => method === 'GET' && status === 200 && /manifests|blobs/.test(path)
    );
    assert.ok(reads.length >= 5, JSON.stringify(requests));
    assert.ok(reads.every(({authorization}) => authorization));
  };

  for (const auth of ['basic', 'bearer'] as const) {
    it(`${auth} authentication: finds what docker login wrote`, async () => {
      const registry = await startRegistry({auth});
      try {
        const config = createDockerConfig(platform.engine);
        logIn(registry, config);
        await run(registry, {DOCKER_CONFIG: config});
      } finally {
        await registry.stop();
      }
    });
  }

  it('credentials that a helper program has: asks it, and gives it nothing of the step', async () => {
    const registry = await startRegistry({auth: 'bearer'});
    try {
      const config = createDockerConfig(platform.engine, {config: {credHelpers: {[registry.host]: 'x'}}});
      const seen = join(config, 'seen');
      const answer = JSON.stringify({ServerURL: registry.host, Username: 'builder', Secret: 'local-only'});
      writeScript(
        join(config, 'docker-credential-x'),
        `host=$(cat)\necho "asked $1 $host" >> '${seen}'\nenv >> '${seen}'\nprintf '%s' '${answer}'`
      );
      await run(registry, {
        DOCKER_CONFIG: config,
        PATH: `${config}:${platform.engine.env['PATH'] ?? ''}`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc-canary'
      });
      const text = readFileSync(seen, 'utf8');
      assert.ok(text.includes(`asked get ${registry.host}`), text);
      assert.doesNotMatch(text, /^(?:INPUT_|STATE_|ACTIONS_ID_TOKEN|GITHUB_OUTPUT)/m);
    } finally {
      await registry.stop();
    }
  });

  it('credentials that nobody has: nothing is built, and it says which registry refused', async () => {
    const registry = await startRegistry({auth: 'bearer'});
    try {
      const found = await runStep(platform, {
        inputs: {context: '.', push: 'true', tags: `${registry.host}/octo-org/closed:1`}
      });
      assertExit(found, 1);
      assert.equal(found.annotations[0]?.name, 'error');
      assert.match(found.annotations[0].data, new RegExp(`Docker has no credentials for ${registry.host}`));
      assert.match(found.annotations[0].data, /PROV-3B: .*\nWhat to do: Put docker\/login-action before/);
      assert.equal(found.report.build, undefined);
      assert.deepEqual([found.outputs['verdict'], found.outputs['verified']], ['undecided', 'false']);
    } finally {
      await registry.stop();
    }
  });
});
