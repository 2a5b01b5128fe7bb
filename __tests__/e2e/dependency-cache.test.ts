/** The provenance of base images across runs: the second one is served from the cache, whatever the cache does. */
import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {after, before, beforeEach, describe, it} from 'node:test';
import {startCache} from '../../local/cache/cache.ts';
import type {LocalCache} from '../../local/cache/cache.ts';
import {startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {readDiagnostics} from '../support/diagnosed.ts';
import {durationOf} from '../support/judgement.ts';
import {readSummary} from '../support/signing-trial.ts';
import {runSigned, useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS, runStep} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';

const SCRATCH = 'FROM scratch\nCOPY greeting /\n';

describe('the step, on a base image that an earlier run stood on', () => {
  const platform = useSigstore();
  let upstream: Registry;
  let cache: LocalCache;
  let base = '';

  before(async () => {
    upstream = await startRegistry();
    const name = `${upstream.host}/octo-org/base`;
    const pushed = await build(SCRATCH, {tags: `${name}:1`, platforms: PLATFORMS}, {});
    base = `${name}:1@${pushed.outputs['digest'] ?? ''}`;
  });
  after(() => upstream.stop());
  beforeEach(async test => {
    cache = await startCache();
    (test as unknown as {after: (end: () => Promise<void>) => void}).after(() => cache.stop());
  });

  async function build(
    dockerfile: string,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
    runAny = runStep
  ): Promise<StepRun> {
    const workspace = createWorkspace({Dockerfile: dockerfile});
    try {
      const step = await runAny(
        {...platform, workspace},
        {inputs: {context: '.', push: 'true', ...inputs}, env}
      );
      assertExit(step, 0);
      return step;
    } finally {
      workspace.remove();
    }
  }

  /** Builds on the base image something that nobody built before; BuildKit asks for it by itself. */
  async function run(
    inputs: Readonly<Record<string, string>> = {},
    env = cache.env,
    image = base
  ): Promise<StepRun> {
    upstream.requests.length = 0;
    const wanted = {
      tags: `${platform.registry.host}/octo-org/app:1`,
      platforms: PLATFORMS,
      'insecure-registries': upstream.host
    };
    return build(`FROM ${image}\nCOPY greeting /${randomUUID()}\n`, {...wanted, ...inputs}, env);
  }

  const ours = () => upstream.requests.filter(({agent}) => agent.startsWith('provenance-action'));
  const foundBy = ({report}: StepRun) =>
    (report.dependencies?.trunks ?? []).flatMap(({images}) =>
      images.map(({found, cached = false}) => [found.outcome, cached] as const)
    );
  const codesOf = (step: StepRun) => readDiagnostics(step).map(({code, severity}) => `${code} ${severity}`);
  const FETCHED = [
    ['unsigned', false],
    ['unsigned', false]
  ];
  const SERVED = [
    ['unsigned', true],
    ['unsigned', true]
  ];

  it('asks its registry once, and nobody the second time', async () => {
    const first = await run();
    assert.deepEqual([foundBy(first), codesOf(first)], [FETCHED, []]);
    assert.ok(ours().length > 0);
    assert.deepEqual(
      cache.entries.map(({key}) => key),
      [`prov-v1-${base.slice(-64)}`]
    );

    const second = await run();
    assert.deepEqual([foundBy(second), codesOf(second), ours()], [SERVED, [], []]);
    assert.match(readSummary(second), /unsigned\s*served from the cache/);
    assert.equal(second.lines.filter(line => line.endsWith('served from the cache')).length, 2);
    assert.equal(second.outputs['dependencies-found'], '1');
    assert.equal(cache.entries.length, 1);
  });

  it('asks it once for each platform, be it another job that builds that', async () => {
    const each = async (platforms: string) => {
      const step = await run({platforms});
      assert.deepEqual(codesOf(step), []);
      return [foundBy(step).map(([, cached]) => cached), ours().length > 0];
    };
    assert.deepEqual(await each('linux/amd64'), [[false], true]);
    assert.deepEqual(await each('linux/arm64'), [[false], true]);
    assert.deepEqual(await each('linux/arm64'), [[true], false]);
    assert.deepEqual(await each(PLATFORMS), [[true, true], false]);
    assert.equal(cache.entries.length, 2);
  });

  it('asks it once for one that the run signed which built it, whoever else might sign', async () => {
    const name = `${upstream.host}/octo-org/signed`;
    const dockerfile = `FROM scratch\nCOPY greeting /${randomUUID()}\n`;
    const pushed = await build(dockerfile, {tags: `${name}:1`}, {}, (where, options) =>
      runSigned({...platform, ...where}, options)
    );
    const image = `${name}@${pushed.outputs['digest'] ?? ''}`;
    const inputs = {platforms: '', 'trusted-root': platform.sigstore.trustedRoot};
    const [first, asked] = [await run(inputs, cache.env, image), ours().length];
    const second = await run(inputs, cache.env, image);
    assert.deepEqual([foundBy(first), asked > 0], [[['signed', false]], true]);
    assert.deepEqual([foundBy(second), codesOf(second), ours()], [[['signed', true]], [], []]);
  });

  it('believes no entry that is not what was saved, and says so', async () => {
    await run();
    const [entry] = cache.entries;
    const damaged = Buffer.from(entry!.archive!);
    entry!.archive = damaged.fill(0, damaged.length - 40);
    const step = await run();
    assert.deepEqual([foundBy(step), codesOf(step)], [FETCHED, ['PROV-803 warning']]);
    assert.ok(step.annotations[0]?.data.includes(entry!.key));
  });

  it('does without a cache that is down, once said', async () => {
    cache.faults.add({path: /^\//, status: 503});
    const step = await run();
    assert.deepEqual([foundBy(step), codesOf(step)], [FETCHED, ['PROV-801 notice']]);
    assert.equal(cache.entries.length, 0);
  });

  it('waits for a slow one no longer than cache-timeout, and asks it no more', async () => {
    cache.latency.ms = 30_000;
    const step = await run({'cache-timeout': '1s'});
    assert.deepEqual([foundBy(step), codesOf(step)], [FETCHED, ['PROV-801 notice']]);
    assert.ok(durationOf(step, 'collect') < 6000);
  });

  it('says that a full one takes nothing more', async () => {
    cache.quota.bytes = 0;
    const step = await run();
    assert.deepEqual([foundBy(step), codesOf(step)], [FETCHED, ['PROV-804 notice']]);
    assert.equal(cache.entries.length, 0);
  });

  it('says nothing of an entry that another job is saving', async () => {
    await run();
    const [entry] = cache.entries;
    entry!.archive = undefined;
    const step = await run();
    assert.deepEqual([foundBy(step), codesOf(step), step.annotations], [FETCHED, [], []]);
    assert.deepEqual(cache.entries, [entry]);
  });

  it('says once that there is none', async () => {
    const step = await run({}, {});
    assert.deepEqual([foundBy(step), codesOf(step)], [FETCHED, ['PROV-801 notice']]);
    assert.deepEqual(
      step.annotations.map(({name}) => name),
      ['notice']
    );
  });

  it('asks none with cache-timeout 0', async () => {
    const step = await run({'cache-timeout': '0'});
    assert.deepEqual([foundBy(step), codesOf(step), cache.requests], [FETCHED, [], []]);
  });
});
