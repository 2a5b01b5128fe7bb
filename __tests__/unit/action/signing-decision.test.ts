import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {resolveSigning} from '../../../src/action/signing-decision.ts';
import type {SigningSources} from '../../../src/action/signing-decision.ts';

const published: SigningSources = {
  sign: 'auto',
  brings: false,
  verify: true,
  enforce: true,
  runner: {serverUrl: 'https://github.com', event: 'push'},
  kind: {value: 'attest', maySign: true, source: 'default'},
  plan: {
    provenance: {value: 'max', source: 'default', trace: []},
    destination: {kind: 'registry', references: [], byDigest: false, shared: false}
  },
  env: {ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't'}
};

describe('resolveSigning', () => {
  it('signs whatever is published where the job may', () => {
    assert.equal(resolveSigning(published).value, true);
    assert.equal(resolveSigning({...published, sign: 'true'}).source, 'input sign');
  });

  it('signs a layout as it signs what is pushed', () => {
    const destination = {kind: 'layout', layouts: [{path: 'image.tar'}]} as const;
    const plan = {...published.plan, destination};
    assert.equal(resolveSigning({...published, plan}).value, true);
    assert.ok(resolveSigning({...published, plan, env: {}}).remedy);
    const kind = {value: 'dry run', maySign: true, source: 'input dry-run'} as const;
    assert.equal(resolveSigning({...published, plan, kind}).value, false);
  });

  it('does not sign where it is told not to', () => {
    assert.deepEqual(resolveSigning({...published, sign: 'false'}).source, 'input sign');
  });

  const without: readonly (readonly [title: string, change: Partial<SigningSources>])[] = [
    ['id-token permission', {env: {}}],
    ['half of the OIDC variables', {env: {ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x'}}],
    ['a server that has an identity', {runner: {serverUrl: 'https://git.example.com', event: 'push'}}],
    ['a server that only looks like one', {runner: {serverUrl: 'https://notghe.com', event: 'push'}}]
  ];
  for (const [title, change] of without) {
    it(`goes on unsigned without ${title}, with the remedy; demanded, it is impossible`, () => {
      const decision = resolveSigning({...published, ...change});
      assert.equal(decision.value, false);
      assert.ok(decision.remedy);
      assert.equal(decision.impossible, undefined);
      const demanded = {...published, ...change, sign: 'true'} as const;
      assert.match(resolveSigning(demanded).impossible ?? '', /^sign is true, but .+\. .+\.$/);
      assert.equal(resolveSigning({...demanded, enforce: false}).impossible, undefined);
    });
  }

  it('takes attestations that are brought for a demand, in their own words', () => {
    const brought = {...published, brings: true};
    assert.equal(resolveSigning(brought).source, 'default');
    assert.match(
      resolveSigning({...brought, env: {}}).impossible ?? '',
      /^attestations are to be signed, but the job may not/
    );
    const plan = {...published.plan, destination: {kind: 'none', reason: ''}} as const;
    assert.match(resolveSigning({...brought, plan}).impossible ?? '', /Remove attestations\.$/);
    assert.equal(resolveSigning({...brought, plan, enforce: false}).impossible, undefined);
    const kind = {value: 'dry run', maySign: false, source: 'fork'} as const;
    assert.equal(resolveSigning({...brought, kind}).impossible, undefined);
  });

  it('signs on GHE.com', () => {
    assert.ok(
      resolveSigning({...published, runner: {serverUrl: 'https://octo.ghe.com', event: 'push'}}).value
    );
  });

  it('never signs a pull request, nor in a dry run, whatever is asked', () => {
    for (const kind of [
      {value: 'attest', maySign: false, source: 'input push-on-pull-request'},
      {value: 'dry run', maySign: false, source: 'fork'}
    ] as const) {
      const decision = resolveSigning({...published, kind, sign: 'true'});
      assert.deepEqual([decision.value, decision.remedy, decision.impossible], [false, undefined, undefined]);
    }
  });

  it('has nothing to sign where nothing is pushed or provenance is off; asked for, that is a mistake', () => {
    const {plan} = published;
    const changes: Partial<SigningSources>[] = [
      {plan: {...plan, destination: {kind: 'none', reason: ''}}},
      {plan: {...plan, provenance: {value: 'none', source: 'input provenance', trace: []}}}
    ];
    for (const change of changes) {
      assert.equal(resolveSigning({...published, ...change}).value, false);
      const demanded = resolveSigning({...published, ...change, sign: 'true'});
      assert.match(demanded.impossible ?? '', /Remove sign: true\.$/);
    }
  });
});
