import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {after, afterEach, describe, it} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {getCACertificates, setDefaultCACertificates} from 'node:tls';
import {inspect} from 'node:util';
import {startSigstore} from '../../../local/sigstore/sigstore.ts';
import {Attestation} from '../../../src/attestation/attestation.ts';
import {isExactObject, parseExact} from '../../../src/attestation/exact-json.ts';
import type {ExactObject} from '../../../src/attestation/exact-json.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import {createTransport} from '../../../src/oci/transport.ts';
import {parseClaims} from '../../../src/sigstore/claims.ts';
import {createIdentityTokens, fetchIdentityToken} from '../../../src/sigstore/identity-token.ts';
import {identityOf} from '../../../src/sigstore/identity.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {signStatement} from '../../../src/sigstore/sign.ts';
import type {SignedBundle, SignOptions} from '../../../src/sigstore/sign.ts';
import {parseBundle} from '../../../src/sigstore/signed-bundle.ts';
import {SigningError} from '../../../src/sigstore/signing-error.ts';
import {listAttestations, storeAttestation} from '../../../src/sigstore/store.ts';
import {verifyBundle} from '../../../src/sigstore/verify.ts';
import {SERVER} from './release.ts';
import {trustFile} from './world.ts';

const IMAGE: Digest = `sha256:${'1'.repeat(64)}`;
const TYPE = 'https://slsa.dev/provenance/v1';
const PREDICATE = parseExact(
  Buffer.from('{"size":12345678901234567890,"ratio":1.0,"text":"\u00e9\ud83d\ude00"}')
) as ExactObject;
const ATTESTATION = Attestation.of(TYPE, PREDICATE).withSubject('ghcr.io/octo-org/app', IMAGE);

const sigstore = await startSigstore();
after(() => sigstore.stop());
setDefaultCACertificates([
  ...getCACertificates('default'),
  readFileSync(sigstore.env['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')
]);
// Read by the signing library when it is loaded.
const {HTTPS_PROXY, NO_PROXY, ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN} = sigstore.env;
Object.assign(process.env, {
  HTTPS_PROXY,
  NO_PROXY,
  ACTIONS_ID_TOKEN_REQUEST_URL,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN
});
Object.assign(process.env, {GITHUB_SERVER_URL: SERVER});
const proxy = {https: HTTPS_PROXY ?? '', no: NO_PROXY ?? ''};
const transport = createTransport({insecureRegistries: [], userAgent: 'test', proxy});
after(() => transport.close());
const trust = await trustFile(sigstore.trustedRoot);
const wait = (timeoutMs = 20_000) => createPatience({timeoutMs});

afterEach(() => {
  sigstore.faults.clear();
  sigstore.requests.length = 0;
  sigstore.claims['repository_visibility'] = 'public';
});

function fetchToken(audience = 'sigstore', mask?: (secret: string) => void): Promise<string> {
  return fetchIdentityToken({
    url: ACTIONS_ID_TOKEN_REQUEST_URL ?? '',
    requestToken: ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '',
    audience,
    patience: wait(),
    transport,
    ...(mask === undefined ? {} : {mask})
  });
}

function optionsOf(changes: Partial<SignOptions> = {}): SignOptions {
  return {
    attestation: ATTESTATION,
    instance: resolveInstance(String(sigstore.claims['repository_visibility']), SERVER).value,
    identityToken: createIdentityTokens(fetchToken),
    environment: process.env,
    patience: wait(),
    ...changes
  };
}

async function verify(signed: SignedBundle, {instance}: Pick<SignOptions, 'instance'>) {
  const identity = identityOf(parseClaims(sigstore.tokens.at(-1) ?? ''), SERVER);
  const {thresholds} = instance;
  const policy = {trust, thresholds, identity, subjects: [IMAGE], predicateType: TYPE, predicate: PREDICATE};
  return verifyBundle(signed.bytes, policy);
}

async function failureOf(promise: Promise<unknown>): Promise<SigningError> {
  const error: unknown = await promise.then(
    () => assert.fail('should fail'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof SigningError, inspect(error));
  const shown = inspect(error, {depth: 20, showHidden: true});
  for (const token of sigstore.tokens) assert.ok(!shown.includes(token.split('.')[1] ?? ''), 'shows a token');
  return error;
}

const hostsAsked = (): string[] => sigstore.requests.map(({method, host}) => `${method} ${host}`);

describe('a signature', () => {
  it('of the public-good instance is verified from its bytes, and leaves nothing in the environment', async () => {
    const options = optionsOf();
    const signed = await signStatement(options);
    const result = await verify(signed, options);
    assert.equal(result.verdict, 'verified', result.reason);
    assert.deepEqual(hostsAsked(), [
      'GET run-actions-1.actions.githubusercontent.com',
      'POST fulcio.sigstore.dev',
      'POST rekor.sigstore.dev'
    ]);
    assert.equal(process.env['SIGSTORE_ID_TOKEN'], undefined);
    assert.equal(process.env['ACTIONS_ID_TOKEN_REQUEST_URL'], ACTIONS_ID_TOKEN_REQUEST_URL);
    assert.equal(signed.logIndex, result.facts?.logEntries[0]?.index);
    assert.equal(signed.loggedAt, result.facts?.logEntries[0]?.integratedAt);
    assert.equal(signed.certificate.names, `URI:${result.facts?.signer?.san ?? ''}`);
    assert.match(signed.certificate.issuer, /sigstore\.dev/);
    assert.equal(signed.large, false);
    assert.ok(!Buffer.from(signed.bytes).includes('\n'));
  });

  it('holds the predicate to the last digit', async () => {
    const {bytes} = await signStatement(optionsOf());
    const {payload} = await parseBundle(bytes);
    const statement = Buffer.from(payload).toString();
    assert.equal(statement, ATTESTATION.statement());
    const parsed = parseExact(payload);
    assert.ok(isExactObject(parsed));
    assert.equal(JSON.stringify(parsed['predicate']), JSON.stringify(PREDICATE));
    assert.match(statement, /"size":12345678901234567890,"ratio":1\.0/);
  });

  it("of GitHub's instance has a timestamp and no log entry", async () => {
    sigstore.claims['repository_visibility'] = 'private';
    const options = optionsOf();
    const signed = await signStatement(options);
    const result = await verify(signed, options);
    assert.equal(result.verdict, 'verified', result.reason);
    assert.deepEqual(hostsAsked().slice(1), ['POST fulcio.githubapp.com', 'POST timestamp.githubapp.com']);
    assert.deepEqual([signed.logIndex, signed.loggedAt], [undefined, undefined]);
    assert.equal(result.facts?.timestamps.length, 1);
    const strict = {instance: resolveInstance('public', SERVER).value};
    assert.equal((await verify(signed, strict)).verdict, 'rejected');
  });

  it('is made side by side with others by one token', async () => {
    const options = optionsOf();
    const bundles = await Promise.all([1, 2, 3].map(() => signStatement(options)));
    for (const signed of bundles) assert.equal((await verify(signed, options)).verdict, 'verified');
    assert.equal(hostsAsked().filter(host => host.includes('run-actions')).length, 1);
  });

  it('uses each its own token, where there are several', async () => {
    sigstore.claims['run_id'] = '1';
    const first = await fetchToken();
    sigstore.claims['run_id'] = '2';
    const second = await fetchToken();
    const bundles = await Promise.all(
      [first, second].map(token => signStatement(optionsOf({identityToken: () => Promise.resolve(token)})))
    );
    const verdicts = await Promise.all(bundles.map(signed => verify(signed, optionsOf())));
    assert.deepEqual(
      verdicts.map(({facts}) => facts?.signer?.extensions.runInvocationUri?.match(/runs\/(\d)/)?.[1]),
      ['1', '2']
    );
    assert.match(verdicts[0]?.reason ?? '', /runInvocationUri .* is ".*runs\/1\/.*", should be ".*runs\/2\//);
  });

  it('counts where the log says that it has the entry already, once that was fetched', async () => {
    sigstore.faults.add({
      method: 'POST',
      path: 'rekor.sigstore.dev/api/v1/log/entries',
      times: 1,
      resetAfter: 0
    });
    const options = optionsOf();
    const signed = await signStatement(options);
    assert.equal((await verify(signed, options)).verdict, 'verified');
    const log = sigstore.requests.filter(({host}) => host.startsWith('rekor'));
    assert.deepEqual(
      log.map(({method}) => method),
      ['POST', 'POST', 'GET']
    );
    assert.equal(log[1]?.status, 409);
  });
});

describe('no signature', () => {
  it("is had when the log answers with another signature's entry", async () => {
    const other = await signStatement(optionsOf());
    sigstore.faults.add({
      method: 'POST',
      path: 'rekor.sigstore.dev/api/v1/log/entries',
      status: 409,
      headers: {location: `/api/v1/log/entries/${uuidOf(other)}`}
    });
    const error = await failureOf(signStatement(optionsOf()));
    assert.equal(error.code, 'log-refused');
    assert.match(error.message, /not of this signature/);
  });

  it('is had from a Fulcio that refuses the token, and what is wrong with it is said', async () => {
    const body = JSON.stringify({
      code: 3,
      message: 'There was an error processing the identity token',
      details: []
    });
    const headers = {'content-type': 'application/json'};
    const forget = sigstore.faults.add({
      path: 'fulcio.sigstore.dev/api/v2/signingCert',
      status: 400,
      body,
      headers
    });
    const error = await failureOf(signStatement(optionsOf()));
    assert.deepEqual(
      [error.code, error.status, error.url],
      ['certificate-refused', 400, 'https://fulcio.sigstore.dev/']
    );
    assert.match(error.message, /error processing the identity token.*the cause is not in the token itself/);
    const late = await failureOf(signStatement(optionsOf({now: () => Date.now() + 3_600_000})));
    assert.match(late.message, /The token: it expired at/);
    forget();
    const iss = 'https://token.example.com';
    sigstore.claims['iss'] = iss;
    const foreign = await failureOf(signStatement(optionsOf())).finally(() => delete sigstore.claims['iss']);
    assert.match(foreign.message, /The token: it was issued by "https:\/\/token\.example\.com", not by/);
  });

  it('is had from a Fulcio that hangs, and the wait has an end', async () => {
    sigstore.faults.add({path: 'fulcio.sigstore.dev/api/v2/signingCert', delayMs: 600});
    const begun = performance.now();
    const error = await failureOf(signStatement(optionsOf({patience: wait(300)})));
    assert.equal(error.code, 'signing-timeout');
    assert.ok(performance.now() - begun < 550);
    assert.equal(process.env['SIGSTORE_ID_TOKEN'], undefined);
    // What the library began goes on: here, until it is done, for it would try again without a server.
    while (!hostsAsked().includes('POST rekor.sigstore.dev')) await sleep(20);
    await sleep(100);
  });

  it('is asked for with a token that is meant for somebody else', async () => {
    const foreign = await fetchToken('nobody');
    const error = await failureOf(signStatement(optionsOf({identityToken: () => Promise.resolve(foreign)})));
    assert.equal(error.code, 'token-refused');
    assert.match(error.message, /meant for "nobody", not for "sigstore"/);
    assert.deepEqual(hostsAsked(), ['GET run-actions-1.actions.githubusercontent.com']);
  });

  it('is made of what GitHub would not take', async () => {
    const large = Attestation.of(TYPE, {text: 'x'.repeat(13 * 1024 * 1024)}).withSubject('a', IMAGE);
    const error = await failureOf(signStatement(optionsOf({attestation: large})));
    assert.equal(error.code, 'bundle-too-large');
    assert.match(error.message, /about 1\d{7} bytes, GitHub takes at most 16777216/);
    const many = Array.from({length: 1024}).reduce<Attestation>(
      (about, _, count) => about.withSubject('a', digestBytes(Buffer.from(String(count)))),
      ATTESTATION
    );
    assert.equal((await failureOf(signStatement(optionsOf({attestation: many})))).code, 'bundle-too-large');
    assert.deepEqual(hostsAsked(), []);
  });
});

describe('a statement that says more than its four fields', () => {
  it('is refused before anybody is asked: the library would lose the rest', async () => {
    const text = `${ATTESTATION.statement().slice(0, -1)},"later":1}`;
    const attestation = Attestation.parse(Buffer.from(text));
    assert.ok(attestation.isBound());
    await assert.rejects(signStatement(optionsOf({attestation})), /its field "later" would be lost/);
    assert.deepEqual(hostsAsked(), []);
  });

  it('may say more of its subjects, which is signed', async () => {
    const text = ATTESTATION.statement().replace(
      '"name":',
      '"uri":"pkg:docker/app","annotations":{"n":1.0},"name":'
    );
    const attestation = Attestation.parse(Buffer.from(text));
    assert.ok(attestation.isBound());
    const {payload} = await parseBundle((await signStatement(optionsOf({attestation}))).bytes);
    assert.equal(Buffer.from(payload).toString(), text);
  });
});

describe('what was signed', () => {
  it('is stored by GitHub and verified as it comes back', async () => {
    const options = optionsOf();
    const signed = await signStatement(options);
    const api = {
      apiUrl: 'https://api.github.com',
      serverUrl: SERVER,
      repository: 'octo-org/app',
      token: 'ghs_token',
      transport,
      patience: wait()
    };
    const {id, url} = await storeAttestation(signed.bundle, api);
    assert.equal(url, `https://github.com/octo-org/app/attestations/${id}`);
    const [stored] = await listAttestations({digest: IMAGE, predicateType: TYPE}, api);
    assert.ok(stored);
    assert.equal((await verify({...signed, bytes: stored}, options)).verdict, 'verified');
    assert.deepEqual(await listAttestations({digest: `sha256:${'9'.repeat(64)}`}, api), []);
  });
});

/** The name under which the log has the bundle's entry. */
function uuidOf({bundle}: SignedBundle): string {
  const {tlogEntries} = (
    bundle as unknown as {verificationMaterial: {tlogEntries: {canonicalizedBody: string}[]}}
  ).verificationMaterial;
  const body = Buffer.from(tlogEntries[0]?.canonicalizedBody ?? '', 'base64');
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from([0]), body]))
    .digest('hex');
}
