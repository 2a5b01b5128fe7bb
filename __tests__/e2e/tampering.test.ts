import assert from 'node:assert/strict';
import {afterEach, describe, it} from 'node:test';
import {assertJudgement} from '../support/judgement.ts';
import {findPair, readIndex, REFERENCE, replaceIndex} from '../support/published-index.ts';
import {assertExit, PLATFORMS, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import type {LooseIndex} from '../support/tampering.ts';

describe('the step, where somebody changes what was published', () => {
  const platform = usePlatform();
  afterEach(() => {
    platform.registry.faults.clear();
  });

  const run = (inputs: Record<string, string>): Promise<StepRun> =>
    runStep(platform, {inputs: {context: '.', platforms: PLATFORMS, ...inputs}});
  const tagOf = (name: string) => `${platform.registry.host}/octo-org/${name}:1`;
  const push = (name: string, more: Record<string, string> = {}) =>
    run({push: 'true', tags: tagOf(name), ...more});

  /** With several outputs the step asks the tag which index it names; `edit` comes right after the push to it. */
  const pushAndEdit = async (
    name: string,
    edit: (index: LooseIndex) => void | Promise<void>
  ): Promise<StepRun> => {
    const {registry} = platform;
    const repository = `octo-org/${name}`;
    const edited: LooseIndex[] = [];
    registry.faults.add({
      method: 'PUT',
      path: `/v2/${repository}/manifests/1`,
      times: 1,
      meanwhile: async () => {
        const index = await readIndex(registry, repository, '1');
        await edit(index);
        await replaceIndex(registry, repository, '1', index);
        edited.push(index);
      }
    });
    const found = await run({
      outputs: `type=registry,name=${tagOf(name)}\ntype=oci,tar=false,dest=layout,name=x`
    });
    assert.equal(edited.length, 1, found.stdout);
    return found;
  };

  it('refuses other bytes under the digest of the index', async () => {
    platform.registry.faults.add({
      method: 'GET',
      path: /\/manifests\/sha256:/,
      tamper: body =>
        Buffer.from(body.toString('latin1').replace('"schemaVersion": 2', '"schemaVersion":  2'), 'latin1')
    });
    const found = await push('bytes');
    const digest = found.outputs['digest'] ?? '';
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'index-digest',
      evidence: new RegExp(`${digest} .*(?:hashes? to|has the digest) sha256:[0-9a-f]{64}`)
    });
  });

  it('finds the platform whose attestation was stripped', async () => {
    const digests: string[] = [];
    const found = await pushAndEdit('stripped', index => {
      const {image, attestation} = findPair(index, 'arm64');
      index.manifests = index.manifests.filter(({digest}) => digest !== attestation.digest);
      digests.push(image.digest);
    });
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'attestation-listed',
      platform: 'linux/arm64',
      evidence: new RegExp(`lists no attestation manifest for image ${digests[0] ?? ''}`)
    });
    const platforms = found.report.verifications?.[0]?.platforms ?? [];
    assert.deepEqual(
      platforms.map(({platform: name, verdict}) => [name, verdict]),
      [
        ['linux/amd64', 'verified'],
        ['linux/arm64', 'rejected']
      ]
    );
    assert.deepEqual(Object.keys(JSON.parse(found.outputs['attestation-digests'] ?? '') as object), [
      'linux/amd64'
    ]);
    assert.match(found.summary, /linux\/arm64.*❌ rejected/);
  });

  it('finds an index without any attestation', async () => {
    const found = await pushAndEdit('bare', index => {
      index.manifests = index.manifests.filter(({annotations}) => annotations?.[REFERENCE] === undefined);
    });
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'attestation-listed',
      evidence:
        /lists no attestation manifest for linux\/amd64, linux\/arm64: it was published without provenance/
    });
  });

  it('refuses the statement of another image', async () => {
    assertExit(await push('swapped', {labels: 'variant=other'}), 0);
    const other = findPair(await readIndex(platform.registry, 'octo-org/swapped', '1'), 'amd64');
    const digests: string[] = [];
    const found = await pushAndEdit('swapped', index => {
      const {image, attestation} = findPair(index, 'amd64');
      const {digest, size} = other.attestation;
      assert.notEqual(attestation.digest, digest);
      Object.assign(attestation, {digest, size});
      digests.push(image.digest);
    });
    const steps = found.report.verifications?.[0]?.steps ?? [];
    const failed = steps.filter(({outcome}) => outcome === 'failed').map(({id}) => id);
    assert.ok(failed.includes('statement-subject'), failed.join());
    // From BuildKit 0.32 on the manifest itself names the other image too.
    const newer = failed.includes('attestation-subject');
    assertJudgement(found, {
      verdict: 'rejected',
      id: newer ? 'attestation-subject' : 'statement-subject',
      platform: 'linux/amd64',
      evidence: newer
        ? /its subject is/
        : new RegExp(`is not about image ${digests[0] ?? ''}, but about .*${other.image.digest.slice(7)}`)
    });
  });

  it('refuses a statement of which one bit was flipped on the way', async () => {
    platform.registry.faults.add({
      method: 'GET',
      path: /\/blobs\/sha256:/,
      tamper: body => {
        body[100] = (body[100] ?? 0) ^ 1;
        return body;
      }
    });
    const found = await push('flipped');
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'layer-content',
      platform: 'linux/amd64',
      evidence: /Not what was named: .*sha256:[0-9a-f]{64}/
    });
  });
});
