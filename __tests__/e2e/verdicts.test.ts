import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {digestBytes} from '../../src/oci/descriptor.ts';
import {assertExit, OUTPUT_NAMES, PLATFORMS, runStep, usePlatform} from '../support/step.ts';

describe('the step, on a push', () => {
  const platform = usePlatform();
  const tagOf = (name: string) => `${platform.registry.host}/octo-org/${name}:1`;

  it('verifies two platforms by digest, and tells everybody', async () => {
    const statements: string[] = [];
    const run = await runStep(platform, {
      inputs: {context: '.', push: 'true', platforms: PLATFORMS, tags: tagOf('two')},
      beforePost: ({temp}) => {
        const [folder = ''] = readdirSync(temp);
        const path = join(temp, folder, 'provenance');
        statements.push(...readdirSync(path).map(name => digestBytes(readFileSync(join(path, name)))));
        assert.deepEqual(readdirSync(path), ['linux-amd64.json', 'linux-arm64.json']);
        assert.deepEqual(readdirSync(join(temp, folder)).sort(), [
          'dependencies',
          'provenance',
          'report.json'
        ]);
      }
    });
    assertExit(run, 0);
    const {outputs, report, summary} = run;
    assert.equal(outputs['verdict'], 'verified');
    assert.equal(outputs['verified'], 'true');
    assert.equal(outputs['skipped'], 'false');
    assert.match(outputs['digest'] ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.equal(outputs['image-ref'], `${platform.registry.host}/octo-org/two@${outputs['digest'] ?? ''}`);
    assert.deepEqual(Object.keys(JSON.parse(outputs['platform-digests'] ?? '') as object), [
      'linux/amd64',
      'linux/arm64'
    ]);
    const metadata = JSON.parse(outputs['metadata'] ?? '') as Record<string, unknown>;
    assert.equal(metadata['containerimage.digest'], outputs['digest']);
    assert.deepEqual(
      statements,
      report.verifications?.[0]?.platforms.map(({statementDigest}) => statementDigest)
    );
    assert.deepEqual(run.annotations, []);
    assert.match(summary, /^## ✅ Provenance: verified, unsigned/);
    for (const {builderId, revision, mode} of report.verifications?.[0]?.platforms ?? []) {
      assert.equal(builderId, 'https://github.com/octo-org/app/actions/runs/1234567890/attempts/1');
      assert.deepEqual([revision, mode], [platform.workspace.sha, 'max']);
    }
  });

  it('says at each level what the documentation says is told there', async () => {
    const inputs = {context: '.', push: 'true', platforms: PLATFORMS, tags: tagOf('levels')};
    const quiet = await runStep(platform, {inputs});
    const loud = await runStep(platform, {inputs, env: {RUNNER_DEBUG: '1'}});
    const passed = (quiet.report.verifications ?? [])
      .flatMap(({steps}) => steps)
      .filter(({outcome}) => outcome === 'passed')
      .map(({title, evidence}) => `${title} — ${evidence}`);
    assert.ok(passed.length >= 10);
    for (const line of passed) assert.ok(!quiet.stdout.includes(line), line);
    const debug = loud.stdout.split('\n').filter(line => line.startsWith('::debug::'));
    for (const {title} of (loud.report.verifications ?? []).flatMap(({steps}) => steps))
      assert.ok(
        debug.some(line => line.includes(title)),
        `${title}\n${debug.join('\n')}`
      );
    for (const {stdout, annotations} of [quiet, loud]) {
      assert.match(stdout, /^Provenance: max/m);
      assert.deepEqual(annotations, []);
    }
    const absent = await runStep(platform, {inputs: {...inputs, provenance: 'false'}});
    assert.deepEqual(
      absent.annotations.map(({name}) => name),
      ['notice']
    );
  });

  it('asks the registry for no manifest twice', async () => {
    const {registry} = platform;
    registry.requests.length = 0;
    const run = await runStep(platform, {
      inputs: {
        context: '.',
        push: 'true',
        platforms: PLATFORMS,
        tags: `${tagOf('once')}\n${tagOf('once')}-again`
      }
    });
    assertExit(run, 0);
    const digest = run.outputs['digest'] ?? '';
    const pushed = registry.requests.findLastIndex(({method}) => method === 'PUT');
    const reads = registry.requests
      .slice(pushed + 1)
      .filter(({method, path}) => method === 'GET' && path !== '/v2/');
    assert.equal(reads.filter(({path}) => path.endsWith(digest)).length, 1);
    assert.equal(new Set(reads.map(({path}) => path)).size, reads.length, JSON.stringify(reads));
  });

  it('verifies every repository that was pushed to', async () => {
    const run = await runStep(platform, {
      inputs: {context: '.', push: 'true', tags: `${tagOf('a')},${tagOf('b')}`}
    });
    assertExit(run, 0);
    assert.deepEqual(
      run.report.verifications?.map(({store, verdict}) => [store.split('/').at(-1), verdict]),
      [
        ['a', 'verified'],
        ['b', 'verified']
      ]
    );
  });

  it('honours provenance: false, and says that there is none', async () => {
    const run = await runStep(platform, {
      inputs: {context: '.', push: 'true', provenance: 'false', tags: tagOf('off')}
    });
    assertExit(run, 0);
    assert.deepEqual([run.outputs['verdict'], run.outputs['verified']], ['absent', 'false']);
    assert.match(run.outputs['image-ref'] ?? '', /\/off@sha256:/);
    assert.deepEqual(
      run.annotations.map(({name}) => name),
      ['notice']
    );
  });

  it('honours mode=min, and reports it as what it is', async () => {
    const run = await runStep(platform, {
      inputs: {context: '.', push: 'true', provenance: 'mode=min', tags: tagOf('min')}
    });
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'verified');
    assert.deepEqual(
      run.report.verifications?.[0]?.platforms.map(({mode}) => mode),
      ['min']
    );
  });

  it('is absent where nothing is published', async () => {
    const run = await runStep(platform, {inputs: {context: '.'}});
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'absent');
    assert.deepEqual(
      run.annotations.map(({name}) => name),
      ['notice']
    );
  });

  it('passes call: check through', async () => {
    const run = await runStep(platform, {
      inputs: {context: '.', call: 'check', push: 'true', tags: tagOf('check')}
    });
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'absent');
  });

  it('checks each of several outputs by what its tag names', async () => {
    const outputs = `type=registry,name=${tagOf('several')}\ntype=oci,tar=false,dest=layout,name=x`;
    const run = await runStep(platform, {inputs: {context: '.', outputs}});
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'verified');
    assert.match(run.outputs['image-ref'] ?? '', /\/several@sha256:/);
  });

  it('warns of another commit than the run has', async () => {
    const inputs = {context: '.', push: 'true', tags: tagOf('commit'), 'expected-revision': 'f'.repeat(40)};
    const run = await runStep(platform, {inputs});
    assertExit(run, 0);
    assert.deepEqual(
      run.annotations.map(({name}) => name),
      ['warning']
    );
    assert.match(run.annotations[0]?.data ?? '', new RegExp(platform.workspace.sha));
  });

  it('names every mistake in the inputs in one error, and runs nothing', async () => {
    const requests = platform.registry.requests.length;
    const run = await runStep(platform, {
      inputs: {context: '.', push: 'yes', tags: 'Octo/App', provenance: 'max', 'secret-envs': 'TOKEN=NOT_SET'}
    });
    assertExit(run, 1);
    assert.equal(run.annotations.length, 1);
    const data = run.annotations[0]?.data ?? '';
    for (const input of ['push', 'tags', 'provenance', 'secret-envs'])
      assert.match(data, new RegExp(`\\b${input}: `));
    assert.equal(platform.registry.requests.length, requests);
    assert.equal(run.outputs['verdict'], 'undecided');
  });

  it('shows what a failing build said, whole, and sets every output', async () => {
    const run = await runStep(platform, {
      inputs: {context: '.', target: 'missing', push: 'true', tags: tagOf('fails')}
    });
    assertExit(run, 1);
    assert.match(run.annotations[0]?.data ?? '', /target stage "missing" could not be found/);
    assert.deepEqual(Object.keys(run.outputs).sort(), OUTPUT_NAMES);
    assert.equal(run.outputs['verified'], 'false');
  });
});
