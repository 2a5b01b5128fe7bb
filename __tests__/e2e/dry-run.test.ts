import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import {assertExit, PLATFORMS, runStep, usePlatform} from '../support/step.ts';

describe('the step, where nothing may be published', () => {
  const platform = usePlatform();
  const inputsOf = (name: string) => ({
    context: '.',
    push: 'true',
    platforms: PLATFORMS,
    tags: `${platform.registry.host}/octo-org/${name}:1`,
    'cache-to': `type=registry,ref=${platform.registry.host}/octo-org/${name}:cache`
  });
  const writes = () => platform.registry.requests.filter(({method}) => !['GET', 'HEAD'].includes(method));

  it('builds a pull request, pushes nothing, and checks what would be published', async () => {
    const {sha} = platform.workspace;
    const run = await runStep(platform, {
      event: createEvent('pull_request', {sha}),
      inputs: {...inputsOf('pull'), 'cache-to': ''}
    });
    assertExit(run, 0);
    assert.deepEqual(writes(), []);
    assert.match(run.stdout, /Provenance: Skipped \(PR build\)/);
    assert.match(run.stdout, /Not done in a dry run: push/);
    const {skipped, verdict, verified} = run.outputs;
    assert.deepEqual({skipped, verdict, verified}, {skipped: 'true', verdict: 'verified', verified: 'true'});
    assert.match(run.outputs['skip-reason'] ?? '', /pull request #7/);
    assert.equal(run.outputs['image-ref'], '');
    assert.deepEqual(
      run.annotations.map(({name}) => name),
      ['notice']
    );
  });

  it('never pushes for a fork, whatever the inputs say, nor fills its cache', async () => {
    const {sha} = platform.workspace;
    for (const more of [{'push-on-pull-request': 'true'}, {'dry-run': 'false'}]) {
      const run = await runStep(platform, {
        event: createEvent('pull_request', {sha, head: 'stranger/app'}),
        inputs: {...inputsOf('fork'), ...more}
      });
      assertExit(run, 0);
      assert.equal(run.outputs['skipped'], 'true');
      assert.match(run.outputs['skip-reason'] ?? '', /stranger\/app/);
      assert.match(run.stdout, /Not done in a dry run: .*cache-to/);
    }
    assert.deepEqual(writes(), []);
  });

  it("takes a branch of Dependabot's for a dry run", async () => {
    const {sha} = platform.workspace;
    const event = createEvent('push', {sha, ref: 'refs/heads/dependabot/npm/undici-8'});
    const run = await runStep(platform, {event, inputs: {...inputsOf('bot'), 'cache-to': ''}});
    assertExit(run, 0);
    assert.equal(run.outputs['skipped'], 'true');
    assert.deepEqual(writes(), []);
  });

  it('pushes and verifies a pull request of the repository itself where it is told to', async () => {
    const {sha} = platform.workspace;
    const inputs = {...inputsOf('told'), 'push-on-pull-request': 'true', 'cache-to': ''};
    const run = await runStep(platform, {event: createEvent('pull_request', {sha}), inputs});
    assertExit(run, 0);
    const {skipped, verdict} = run.outputs;
    assert.deepEqual({skipped, verdict}, {skipped: 'false', verdict: 'verified'});
    assert.notDeepEqual(writes(), []);
  });

  it('spares the check of a huge image with verify: false', async () => {
    const event = createEvent('pull_request', {sha: platform.workspace.sha});
    const run = await runStep(platform, {
      event,
      inputs: {...inputsOf('spare'), verify: 'false', 'cache-to': ''}
    });
    assertExit(run, 0);
    assert.deepEqual([run.outputs['verdict'], run.report.verifications], ['absent', undefined]);
  });
});
