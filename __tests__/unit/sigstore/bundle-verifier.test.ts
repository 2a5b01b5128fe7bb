import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createBundleVerifier} from '../../../src/sigstore/bundle-verifier.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {IDENTITY, SERVER} from './release.ts';
import {createWorld} from './world.ts';

const world = await createWorld();
const sha256 = 'a'.repeat(64);
const predicateType = 'https://example.com/made/v1';
const payload = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{name: 'x', digest: {sha256}}],
  predicateType,
  predicate: {made: 'here'}
});

const verify = createBundleVerifier({
  trust: world.trust,
  thresholds: resolveInstance('public', SERVER).value.thresholds,
  identity: IDENTITY,
  subjects: [`sha256:${sha256}`],
  predicateType,
  predicate: {made: 'here'}
});

describe('a bundle from several places', () => {
  it('is verified once, however it is laid out', async () => {
    const bundle = await world.sign({payload});
    const first = await verify(Buffer.from(JSON.stringify(bundle)));
    assert.equal(first.verdict, 'verified', first.reason);
    assert.equal(await verify(Buffer.from(JSON.stringify(bundle, undefined, 2))), first);
  });

  it('is verified anew where one place gives out something else', async () => {
    const bundle = await world.sign({payload});
    const good = await verify(Buffer.from(JSON.stringify(bundle)));
    const [signature] = bundle.dsseEnvelope.signatures;
    assert.ok(signature);
    signature.sig = Buffer.from('another').toString('base64');
    const bad = await verify(Buffer.from(JSON.stringify(bundle)));
    assert.deepEqual([good.verdict, bad.verdict], ['verified', 'rejected']);
  });

  it('is rejected where it is no JSON', async () => {
    assert.equal((await verify(Buffer.from('{"a":'))).verdict, 'rejected');
  });
});
