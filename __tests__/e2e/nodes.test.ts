import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {createRemoteBuilder} from '../../local/builder.ts';
import type {RemoteBuilder} from '../../local/builder.ts';
import {startEngine} from '../../local/engine.ts';
import type {Engine} from '../../local/engine.ts';
import {createEvent} from '../../local/event.ts';
import {assertExit, PLATFORMS, runStep, usePlatform} from '../support/step.ts';

describe('the step', () => {
  const platform = usePlatform({private: true});

  describe('on a builder of two nodes', () => {
    const second: {engine?: Engine; builder?: RemoteBuilder} = {};
    before(async () => {
      second.engine = await startEngine({private: true});
      second.builder = await createRemoteBuilder('pair', [
        {engine: platform.engine, platforms: ['linux/amd64']},
        {engine: second.engine, platforms: ['linux/arm64']}
      ]);
    });
    after(async () => {
      await second.builder?.stop();
      await second.engine?.stop();
    });
    const inputsOf = (name: string) => ({
      context: '.',
      builder: 'pair',
      push: 'true',
      platforms: PLATFORMS,
      tags: `${platform.registry.host}/octo-org/${name}:1`
    });

    it('verifies what buildx merged, with an invocation for each node', async () => {
      const run = await runStep(platform, {inputs: inputsOf('merged')});
      assertExit(run, 0);
      assert.equal(run.outputs['verdict'], 'verified');
      const invocations = run.report.verifications?.[0]?.platforms.map(({invocationId}) => invocationId);
      assert.equal(new Set(invocations).size, 2);
    });

    it('checks in a dry run a layout for each platform', async () => {
      const event = createEvent('pull_request', {sha: platform.workspace.sha});
      const run = await runStep(platform, {event, inputs: inputsOf('dry')});
      assertExit(run, 0);
      assert.equal(run.outputs['verdict'], 'verified');
      assert.deepEqual(
        run.report.verifications?.flatMap(({platforms}) => platforms.map(({platform: name}) => name)),
        ['linux/amd64', 'linux/arm64']
      );
      assert.deepEqual(Object.keys(JSON.parse(run.outputs['platform-digests'] ?? '') as object), [
        'linux/amd64',
        'linux/arm64'
      ]);
    });
  });
});
