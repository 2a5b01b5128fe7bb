import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {assertRules} from '../../../src/dependencies/assertions.ts';
import {parseRules} from '../../../src/dependencies/rules.ts';
import type {Verification} from '../../../src/verification/verification.ts';
import {verifyPublished} from '../../../src/verification/verify.ts';
import {Layout} from '../../support/tampering.ts';
import {findStep, listFindings, policy} from '../../support/verification.ts';

const ALL = ['materials-pinned', 'materials-allowed=pkg:docker/', 'no-network'];

async function hold(test: TestContext, layout: Layout, rules: readonly string[]): Promise<Verification> {
  const verified = await verifyPublished(await layout.open(test), layout.root, policy);
  return assertRules(verified, parseRules(rules)).verification;
}

describe('assertRules', () => {
  for (const name of ['v1', 'v02']) {
    it(`adds a step for each rule and platform, and leaves the verdict good (${name})`, async test => {
      const verification = await hold(test, await Layout.read(name), ALL);
      assert.equal(verification.verdict, 'verified');
      const added = verification.steps.filter(({id}) => id.startsWith('assert-'));
      assert.equal(added.length, ALL.length * 2);
      assert.ok(added.every(({outcome, evidence}) => outcome === 'passed' && evidence.endsWith('.')));
    });
  }

  it('rejects the platform whose provenance breaks a rule, and no other', async test => {
    const layout = (await Layout.read('v1')).editStatement('linux/arm64', ({predicate}) => {
      const {resolvedDependencies} = predicate['buildDefinition'] as {resolvedDependencies: unknown[]};
      resolvedDependencies.push(
        {uri: 'pkg:docker/me/one@1?platform=linux%2Farm64', digest: {sha256: 'a'.repeat(64)}},
        {uri: 'pkg:docker/me/two@1?platform=linux%2Farm64', digest: {sha256: 'b'.repeat(64)}}
      );
    });
    const verification = await hold(test, layout, ['materials-pinned']);
    assert.equal(verification.verdict, 'rejected');
    assert.deepEqual(
      verification.platforms.map(({platform, verdict}) => `${platform} ${verdict}`),
      ['linux/amd64 verified', 'linux/arm64 rejected']
    );
    assert.deepEqual(listFindings(verification), [
      'failed assert-materials-pinned linux/arm64',
      'failed assert-materials-pinned linux/arm64'
    ]);
    assert.deepEqual(
      verification.steps.flatMap(({instead}) => instead ?? []),
      [`FROM me/one:1@sha256:${'a'.repeat(64)}`, `FROM me/two:1@sha256:${'b'.repeat(64)}`]
    );
    // Without the rule it is the same advice, once.
    assert.equal(findStep(await hold(test, layout, []), 'base-images', 'linux/arm64').outcome, 'warning');
  });

  it('lists a hundred violations, and how many more there are', async test => {
    const layout = (await Layout.read('v1')).editStatement('linux/amd64', ({predicate}) => {
      const definition = predicate['buildDefinition'] as {resolvedDependencies: unknown};
      definition.resolvedDependencies = Array.from({length: 1000}, (_, at) => ({uri: `x:${String(at)}`}));
    });
    const {steps} = await hold(test, layout, ['materials-allowed=pkg:docker/']);
    const failed = steps.filter(({outcome}) => outcome === 'failed');
    assert.equal(failed.length, 101);
    assert.match(failed.at(-1)?.evidence ?? '', /^There are 900 more;/);
  });

  it('passes no rule of a platform without provenance that can be read', async test => {
    const layout = await Layout.read('v1');
    layout.editStatement('linux/amd64', Buffer.from('{')).editIndex(index => {
      const {attestation} = layout.find('linux/arm64', index);
      index.manifests = index.manifests.filter(child => child !== attestation);
    });
    const {steps, verdict} = await hold(test, layout, ['complete']);
    assert.equal(verdict, 'rejected');
    const added = steps.filter(({id}) => id === 'assert-complete');
    assert.deepEqual(
      added.map(({outcome, evidence}) => [outcome, evidence]),
      ['linux/amd64', 'linux/arm64'].map(() => ['unknown', 'There is no provenance to judge.'])
    );
  });

  it('leaves a root without images, or one that is not there, as it is: neither is verified', async test => {
    const empty = (await Layout.read('v1')).editIndex(index => {
      index.manifests = [];
    });
    const gone = await Layout.read('v1');
    gone.remove(gone.root);
    for (const layout of [empty, gone]) {
      for (const platforms of [policy.platforms, []]) {
        const store = await layout.open(test);
        const verified = await verifyPublished(store, layout.root, {...policy, platforms});
        const {verification} = assertRules(verified, parseRules(ALL));
        assert.notEqual(verification.verdict, 'verified');
        assert.deepEqual(verification, verified.verification);
      }
    }
  });
});
