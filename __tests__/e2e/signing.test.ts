/** Signing, end to end: the committed bundle on a real engine and registry, against Sigstore's stand-in. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {assertExit, PLATFORMS} from '../support/step.ts';
import {runSigned, useSigstore} from '../support/signed-step.ts';

describe('a push that is signed', () => {
  const platform = useSigstore();

  it('signs every platform and the index, stores and reads back', async () => {
    const {registry} = platform;
    const run = await runSigned(platform, {
      inputs: {context: '.', push: 'true', platforms: PLATFORMS, tags: `${registry.host}/octo-org/app:signed`}
    });
    assertExit(run, 0);
    assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['verified', 'true']);
    assert.deepEqual(run.annotations, []);
  });
});
