import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {IdentityError, oidOf, readIdentity} from '../../../src/sigstore/extensions.ts';
import {compareIdentity, identityOf, identityOfAnyRun} from '../../../src/sigstore/identity.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {SigningError} from '../../../src/sigstore/signing-error.ts';
import {CLAIMS, SERVER} from './release.ts';

describe('the identity that is expected', () => {
  it("is the one that Fulcio makes of the token's claims", () => {
    const {issuer, san, extensions} = identityOf(CLAIMS, `${SERVER}/`);
    assert.equal(issuer, 'https://token.actions.githubusercontent.com');
    assert.equal(san, 'https://github.com/octo/workflows/.github/workflows/build.yml@refs/tags/v3');
    assert.deepEqual(extensions, {
      legacyIssuer: issuer,
      legacyTrigger: 'push',
      legacySha: 'a'.repeat(40),
      legacyWorkflowName: 'Release the image',
      legacyRepository: 'octo/app',
      legacyRef: 'refs/tags/v1',
      issuer,
      buildSignerUri: san,
      buildSignerDigest: 'b'.repeat(40),
      runnerEnvironment: 'github-hosted',
      sourceRepositoryUri: 'https://github.com/octo/app',
      sourceRepositoryDigest: 'a'.repeat(40),
      sourceRepositoryRef: 'refs/tags/v1',
      sourceRepositoryId: '74',
      sourceRepositoryOwnerUri: 'https://github.com/octo',
      sourceRepositoryOwnerId: '65',
      buildConfigUri: 'https://github.com/octo/app/.github/workflows/release.yml@refs/tags/v1',
      buildConfigDigest: 'a'.repeat(40),
      buildTrigger: 'push',
      runInvocationUri: 'https://github.com/octo/app/actions/runs/42/attempts/2',
      sourceRepositoryVisibility: 'public'
    });
  });

  it('says nothing where the token says nothing, and leaves the run out where any run will do', () => {
    const {extensions} = identityOf({...CLAIMS, workflow_sha: undefined}, SERVER);
    assert.equal('buildConfigDigest' in extensions, false);
    assert.equal('runInvocationUri' in identityOfAnyRun(identityOf(CLAIMS, SERVER)).extensions, false);
  });

  it('differs from a certificate in every field that is not the very same text', () => {
    const expected = identityOf(CLAIMS, SERVER);
    const same = {san: expected.san, extensions: expected.extensions, unknown: []};
    assert.deepEqual(compareIdentity(expected, same), []);
    const other = {
      ...same,
      san: `${expected.san} `,
      extensions: {...expected.extensions, buildTrigger: 'Push'}
    };
    assert.deepEqual(
      compareIdentity(expected, other).map(({field}) => field),
      ['san', 'buildTrigger']
    );
  });
});

describe('the identity in a certificate', () => {
  const san = {oid: '2.5.29.17', value: Buffer.from('3009860768747470733a2f', 'hex')};
  const issuer = (hex: string) => ({oid: oidOf('issuer'), value: Buffer.from(hex, 'hex')});

  it('is read from DER', () => {
    const found = readIdentity([
      san,
      issuer('0c0161'),
      {oid: '1.3.6.1.4.1.57264.1.99', value: Buffer.from('x')}
    ]);
    assert.deepEqual(found, {san: 'https:/', extensions: {issuer: 'a'}, unknown: ['1.3.6.1.4.1.57264.1.99']});
  });

  it('is refused in any other form', () => {
    const long = Buffer.alloc(200, 0x61).toString('hex');
    assert.equal(readIdentity([san, issuer(`0c81c8${long}`)]).extensions.issuer?.length, 200);
    for (const hex of [
      '',
      '0c',
      '61',
      '1301 61',
      '0c0261',
      '0c016161',
      '0c810161',
      `0c8200c8${long}`,
      '0c80610000',
      '0c01ff',
      '0c85000000000161'
    ]) {
      assert.throws(() => readIdentity([san, issuer(hex.replaceAll(' ', ''))]), IdentityError, hex);
    }
    assert.throws(
      () => readIdentity([san, {oid: oidOf('legacyRef'), value: Buffer.from([0xff])}]),
      IdentityError
    );
  });

  it('is refused when it is there twice, not at all, or with another name beside', () => {
    assert.throws(() => readIdentity([san, san]), /2\.5\.29\.17 twice/);
    assert.throws(() => readIdentity([]), /no subject alternative name/);
    for (const hex of [
      '3000',
      '30098107687474703a2f2f61',
      '30068601618601' + '62',
      '300386016',
      '30038601e9',
      '3003860120'
    ]) {
      assert.throws(() => readIdentity([{...san, value: Buffer.from(hex, 'hex')}]), IdentityError, hex);
    }
  });
});

describe('the instance', () => {
  const resolve = (visibility: string | undefined, server = SERVER) =>
    resolveInstance(visibility, server).value;

  it('is public-good for public repositories of github.com alone', () => {
    assert.equal(resolve('public').name, 'public-good');
    for (const visibility of ['private', 'internal', 'PUBLIC', '', undefined]) {
      assert.equal(resolve(visibility).name, 'github', visibility);
    }
    assert.equal(resolve('public', 'https://octo.ghe.com').name, 'github');
  });

  it('has hosts and thresholds of its own', () => {
    const {fulcioUrl, rekorUrl, timestampUrl, thresholds} = resolve('public');
    assert.deepEqual(
      [fulcioUrl, rekorUrl, timestampUrl],
      ['https://fulcio.sigstore.dev', 'https://rekor.sigstore.dev', undefined]
    );
    assert.deepEqual(thresholds, {ctlog: 1, tlog: 1, timestamp: 1});
    const github = resolve('private');
    assert.deepEqual(
      [github.fulcioUrl, github.rekorUrl, github.timestampUrl],
      ['https://fulcio.githubapp.com', undefined, 'https://timestamp.githubapp.com']
    );
    assert.deepEqual(github.thresholds, {ctlog: 0, tlog: 0, timestamp: 1});
    const tenant = resolve('private', 'https://octo.ghe.com');
    assert.deepEqual(
      [tenant.fulcioUrl, tenant.timestampUrl, tenant.issuer],
      ['https://fulcio.octo.ghe.com', 'https://timestamp.octo.ghe.com', 'https://token.actions.octo.ghe.com']
    );
  });

  it('is nowhere for GitHub Enterprise Server, nor for whatever looks like GitHub', () => {
    for (const server of [
      'https://github.example.com',
      'http://github.com',
      'https://github.com.evil.example',
      'https://a.b.ghe.com',
      'https://ghe.com',
      'x'
    ]) {
      assert.throws(
        () => resolve('public', server),
        (error: unknown) => error instanceof SigningError && error.code === 'server-unsupported'
      );
    }
  });
});
