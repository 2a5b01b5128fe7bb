import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {assertDiagnosed} from '../support/diagnosed.ts';
import {assertExit, runStep, usePlatform} from '../support/step.ts';

describe('the step, on an engine with the classic image store', () => {
  const platform = usePlatform({private: true, containerd: false});

  it('loads without provenance, and says so', async () => {
    const run = await runStep(platform, {inputs: {context: '.', load: 'true', tags: 'octo-org/loaded:1'}});
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'absent');
    assert.match(run.annotations.map(({data}) => data).join('\n'), /containerd image store/);
  });

  it('builds nothing for a push that cannot carry provenance, and says what to change', async () => {
    const tags = `${platform.registry.host}/octo-org/pushed:1`;
    const run = await runStep(platform, {inputs: {context: '.', push: 'true', tags}});
    assertDiagnosed(run, {
      code: 'PROV-1B',
      cause: 'driver-unsupported',
      phase: 'preflight',
      says: [/classic/],
      built: 'no'
    });
    assert.match(run.annotations[0]?.data ?? '', /PROV-1B: .* not in the classic one,/);
  });

  it('pushes where provenance is turned off', async () => {
    const tags = `${platform.registry.host}/octo-org/plain:1`;
    const run = await runStep(platform, {inputs: {context: '.', push: 'true', provenance: 'false', tags}});
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'absent');
  });
});
