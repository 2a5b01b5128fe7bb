import assert from 'node:assert/strict';
import {createHash, generateKeyPairSync, randomUUID, sign, X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {ProxyAgent, request} from 'undici';
import {runCommand} from '../../local/command.ts';
import {readExtension} from '../../local/sigstore/certificates.ts';
import {describeClaims} from '../../local/sigstore/claims.ts';
import {createMerkleTree, hashLeaf} from '../../local/sigstore/merkle-tree.ts';
import {never, startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore, SigstoreOptions} from '../../local/sigstore/sigstore.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'sigstore-test-'));
const issuer = 'https://token.actions.githubusercontent.com';
const identity = 'https://github.com/octo-org/app/.github/workflows/image.yml@refs/heads/main';
const provenance = 'https://slsa.dev/provenance/v1';
const sha256 = createHash('sha256').update('an image').digest('hex');

/** What a client of ours in another process makes of a script, whose `result` it is. */
async function runScript<T>(sigstore: LocalSigstore, script: string): Promise<T> {
  const file = join(scratch, `${randomUUID()}.json`);
  const whole = `
    import {attest, attestProvenance, createStorageRecord} from '@actions/attest';
    import * as sigstore from 'sigstore';
    import {writeFileSync} from 'node:fs';
    const subjects = [{name: 'example.com/app', digest: {sha256: '${sha256}'}}];
    const predicateType = 'https://example.com/made/v1';
    const common = {subjects, predicateType, predicate: {made: 'here'}, token: 'ghs_x', sigstore: 'public-good'};
    ${script}
    writeFileSync(${JSON.stringify(file)}, JSON.stringify(result));`;
  const env = {PATH: process.env['PATH'], GITHUB_REPOSITORY: 'octo-org/app', ...sigstore.env};
  await runCommand([process.execPath, '--input-type=module', '--eval', whole], {cwd: root, env});
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

interface Attested {
  readonly bundle: unknown;
  readonly tlogID?: string;
  readonly attestationID: number;
}

function writeBundle(bundle: unknown): string {
  const path = join(scratch, `${randomUUID()}.sigstore.json`);
  writeFileSync(path, JSON.stringify(bundle));
  return path;
}

/** What another client gets through the proxy. */
async function ask(
  sigstore: LocalSigstore,
  url: string,
  options: {method?: 'POST'; headers?: Record<string, string>; body?: unknown} = {}
): Promise<{status: number; headers: Record<string, unknown>; body: Record<string, unknown>}> {
  const ca = readFileSync(sigstore.env['NODE_EXTRA_CA_CERTS']!, 'utf8');
  const dispatcher = new ProxyAgent({uri: sigstore.env['HTTPS_PROXY']!, requestTls: {ca}, proxyTunnel: true});
  const {method = 'GET', headers = {}, body} = options;
  const json = {'content-type': 'application/json', ...headers};
  const sent = body === undefined ? null : JSON.stringify(body);
  const answer = await request(url, {method, headers: json, body: sent, dispatcher});
  const text = await answer.body.text();
  await dispatcher.close();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {text}
  };
}

async function getToken(sigstore: LocalSigstore, audience = 'sigstore'): Promise<string> {
  const {ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token} = sigstore.env;
  const headers = {authorization: `bearer ${token}`};
  return (await ask(sigstore, `${url}&audience=${audience}`, {headers})).body['value'] as string;
}

const asksOf = (sigstore: LocalSigstore, place: RegExp): readonly number[] =>
  sigstore.requests.filter(({host, path}) => place.test(`${host}${path}`)).map(({status}) => status);

/** One more, which ends with its test. */
async function startOther(test: TestContext, options: SigstoreOptions = {}): Promise<LocalSigstore> {
  const other = await startSigstore(options);
  test.after(() => other.stop());
  return other;
}

let sigstore: LocalSigstore;
before(async () => {
  sigstore = await startSigstore();
});
afterEach(() => {
  sigstore.faults.clear();
  Object.assign(sigstore.claims, describeClaims());
});
after(async () => {
  await sigstore.stop();
  rmSync(scratch, {recursive: true});
});

describe('the local Sigstore, to clients as they are published', () => {
  const verifiers = useForeignVerifiers();
  const expected = {sha256, predicateType: provenance, identity, issuer};

  for (const instance of ['public-good', 'github'] as const) {
    it(`makes bundles on the ${instance} instance that cosign and sigstore-go accept`, async () => {
      const script = `
        const own = await attest({...common, sigstore: '${instance}'});
        const workflow = await attestProvenance({subjects, token: 'ghs_x', sigstore: '${instance}'});
        const result = {own, workflow};`;
      const {own, workflow} = await runScript<Record<'own' | 'workflow', Attested>>(sigstore, script);
      const {trustedRoot} = sigstore;
      const common = {...expected, trustedRoot, instance};
      const predicateType = 'https://example.com/made/v1';
      for (const given of [
        {...common, bundle: writeBundle(own.bundle), predicateType},
        {...common, bundle: writeBundle(workflow.bundle)}
      ])
        assert.deepEqual(await verifiers.accept(given), ['cosign', 'sigstore-go']);
      assert.equal(own.tlogID === undefined, instance === 'github');
      assert.deepEqual(
        sigstore.attestations.slice(-2).map(({id, subjects}) => ({id, subjects})),
        [own, workflow].map(({attestationID}) => ({id: attestationID, subjects: [`sha256:${sha256}`]}))
      );
    });
  }

  it('serves sigstore.attest() with nothing but its defaults', async () => {
    const bundle = await runScript(
      sigstore,
      `const statement = {_type: 'https://in-toto.io/Statement/v1', subject: subjects, predicateType, predicate: {}};
       const payload = Buffer.from(JSON.stringify(statement));
       const result = await sigstore.attest(payload, 'application/vnd.in-toto+json');`
    );
    const {trustedRoot} = sigstore;
    const given = {...expected, predicateType: 'https://example.com/made/v1', bundle: writeBundle(bundle)};
    assert.deepEqual(await verifiers.accept({...given, trustedRoot, instance: 'public-good'}), [
      'cosign',
      'sigstore-go'
    ]);
  });

  it('makes bundles of which no byte can be changed, for no other root, signer, issuer or subject', async test => {
    const script = `const result = [await attest(common), await attest({...common, sigstore: 'github'})];`;
    const made = await runScript<[Attested, Attested]>(sigstore, script);
    const other = await startOther(test);
    const predicateType = 'https://example.com/made/v1';

    for (const [index, instance] of (['public-good', 'github'] as const).entries()) {
      const text = JSON.stringify(made[index]!.bundle);
      const good = {...expected, predicateType, trustedRoot: sigstore.trustedRoot, instance};
      const flip = (field: string): string => {
        const start = text.indexOf(`"${field}":"`) + field.length + 4;
        assert.ok(start > field.length + 4, field);
        const end = text.indexOf('"', start);
        const bytes = Buffer.from(text.slice(start, end), 'base64');
        bytes[Math.floor(bytes.length / 2)]! ^= 1;
        return writeBundle(JSON.parse(text.slice(0, start) + bytes.toString('base64') + text.slice(end)));
      };
      const fields = ['payload', 'sig', 'rawBytes'];
      const more = index === 0 ? ['canonicalizedBody', 'signedEntryTimestamp'] : ['signedTimestamp'];
      for (const field of [...fields, ...more])
        assert.deepEqual(await verifiers.accept({...good, bundle: flip(field)}), [], `${instance} ${field}`);

      const bundle = writeBundle(made[index]!.bundle);
      assert.deepEqual(await verifiers.accept({...good, bundle}), ['cosign', 'sigstore-go']);
      for (const change of [
        {trustedRoot: other.trustedRoot},
        {identity: identity.replace('main', 'other')},
        {issuer: `${issuer}/octo`},
        {sha256: createHash('sha256').update('another').digest('hex')}
      ])
        assert.deepEqual(await verifiers.accept({...good, bundle, ...change}), [], JSON.stringify(change));
    }
  });

  it('plays a tenant of GHE.com under that tenant’s names', async test => {
    const tenant = await startOther(test, {serverUrl: 'https://octo.ghe.com'});
    const script = `const result = await attestProvenance({subjects, token: 'ghs_x', sigstore: 'github'});`;
    const {bundle} = await runScript<Attested>(tenant, script);
    assert.deepEqual(
      await verifiers.accept({
        ...expected,
        bundle: writeBundle(bundle),
        trustedRoot: tenant.trustedRoot,
        identity: identity.replace('github.com', 'octo.ghe.com'),
        issuer: 'https://token.actions.octo.ghe.com',
        instance: 'github'
      }),
      ['cosign', 'sigstore-go']
    );
    const hosts = [...new Set(tenant.requests.map(({host}) => host))];
    assert.deepEqual(
      hosts.filter(host => !host.endsWith('octo.ghe.com')),
      []
    );
  });

  it('logs once what is sent again after the connection was lost, by a 409 and its Location', async () => {
    sigstore.requests.length = 0;
    const path = 'rekor.sigstore.dev/api/v1/log/entries';
    sigstore.faults.add({method: 'POST', path, times: 1, resetAfter: 0});
    const made = await runScript<Attested>(
      sigstore,
      'const result = await attest({...common, skipWrite: true});'
    );
    assert.deepEqual(asksOf(sigstore, /^rekor/), [0, 409, 200]);
    const given = {
      ...expected,
      predicateType: 'https://example.com/made/v1',
      bundle: writeBundle(made.bundle)
    };
    assert.deepEqual(
      await verifiers.accept({...given, trustedRoot: sigstore.trustedRoot, instance: 'public-good'}),
      ['cosign', 'sigstore-go']
    );
  });

  it('fails as often as it is told to, in a host’s own words', async () => {
    sigstore.requests.length = 0;
    const body = JSON.stringify({code: 503, message: 'down for maintenance'});
    sigstore.faults.add({path: /^timestamp\.githubapp\.com/, times: 1, status: 503, body});
    sigstore.faults.add({path: /^fulcio\.githubapp\.com/, skip: 1, status: 400, body});
    const script = `
      const github = {...common, sigstore: 'github', skipWrite: true};
      await attest(github);
      const result = await attest(github).catch(error => error.cause.message);`;
    assert.equal(await runScript(sigstore, script), '(400) down for maintenance');
    assert.deepEqual(asksOf(sigstore, /^timestamp/), [503, 200]);
    assert.deepEqual(asksOf(sigstore, /^fulcio/), [200, 400]);
  });

  it('lets nobody through to a host that it does not play, or that is said to be offline', async () => {
    sigstore.requests.length = 0;
    const hosts = ['tuf-repo-cdn.sigstore.dev', 'rekor.sigstore.dev'];
    sigstore.offline.add('rekor.sigstore.dev');
    for (const host of hosts) await assert.rejects(ask(sigstore, `https://${host}/`));
    sigstore.offline.clear();
    assert.deepEqual(
      sigstore.requests.map(({method, host, status}) => [method, host, status]),
      hosts.map(host => ['CONNECT', host, 502])
    );
    assert.equal((await ask(sigstore, 'https://rekor.sigstore.dev/')).status, 404);
  });

  it('lets everybody through to what it does not play where it is open, and plays the rest', async test => {
    const host = createServer((_request, response) => response.end('the host itself'));
    await once(host.listen(0, '127.0.0.1'), 'listening');
    const {port} = host.address() as AddressInfo;
    test.after(() => host.close());
    const other = await startOther(test, {open: true});
    const answer = await ask(other, `http://127.0.0.1:${port}/`);
    assert.deepEqual(answer.body, {text: 'the host itself'});
    assert.equal((await ask(other, 'https://rekor.sigstore.dev/')).status, 404);
    host.close();
    await assert.rejects(ask(other, `http://127.0.0.1:${port}/`));
  });
});

describe('Fulcio’s stand-in', () => {
  const keys = generateKeyPairSync('ec', {namedCurve: 'P-256'});
  const invalidToken = 'There was an error processing the identity token';

  const askFulcio = async (token: string, change: {proofFor?: string; key?: string} = {}) => {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}';
    const subject = change.proofFor ?? (JSON.parse(payload) as {sub?: string}).sub ?? '';
    const content = change.key ?? keys.publicKey.export({format: 'pem', type: 'spki'});
    const proofOfPossession = sign('sha256', Buffer.from(subject), keys.privateKey).toString('base64');
    const body = {
      credentials: {oidcIdentityToken: token},
      publicKeyRequest: {publicKey: {algorithm: 'ECDSA', content}, proofOfPossession}
    };
    return ask(sigstore, 'https://fulcio.sigstore.dev/api/v2/signingCert', {method: 'POST', body});
  };

  it('answers with the certificate, the intermediate and the root', async () => {
    sigstore.claims['job_workflow_ref'] = 'octo-org/shared/.github/workflows/build.yml@refs/tags/v1';
    const {status, body} = await askFulcio(await getToken(sigstore));
    const {chain} = body['signedCertificateEmbeddedSct'] as {chain: {certificates: string[]}};
    const [leaf, intermediate, top] = chain.certificates.map(pem => new X509Certificate(pem));
    assert.equal(status, 200);
    assert.ok(leaf!.checkIssued(intermediate!) && intermediate!.checkIssued(top!) && top!.checkIssued(top!));
    assert.ok(leaf!.verify(intermediate!.publicKey) && intermediate!.verify(top!.publicKey));
    assert.equal(
      leaf!.subjectAltName,
      'URI:https://github.com/octo-org/shared/.github/workflows/build.yml@refs/tags/v1'
    );
    assert.equal(leaf!.validToDate.getTime() - leaf!.validFromDate.getTime(), 10 * 60_000);
    const source = readExtension(leaf!.raw, '1.3.6.1.4.1.57264.1.12')!;
    assert.deepEqual([...source.subarray(0, 2)], [0x0c, source.length - 2]);
    assert.equal(source.subarray(2).toString(), 'https://github.com/octo-org/app');
  });

  it('has one refusal for every fault of a token', async () => {
    const forge = async (name: string, value: string | number | undefined): Promise<string> => {
      const original = sigstore.claims[name];
      sigstore.claims[name] = value;
      const token = await getToken(sigstore);
      if (original === undefined) Reflect.deleteProperty(sigstore.claims, name);
      else sigstore.claims[name] = original;
      return token;
    };
    const good = await getToken(sigstore);
    const [head, payload, signature] = good.split('.');
    const faulty = {
      'for somebody else': await getToken(sigstore, 'nobody'),
      expired: await forge('exp', Math.floor(Date.now() / 1000) - 1),
      'of another issuer': await forge('iss', 'https://token.example.com'),
      'without a claim': await forge('job_workflow_sha', undefined),
      'not signed by the issuer': [
        head,
        payload,
        `${signature!.slice(0, 20)}AAAA${signature!.slice(24)}`
      ].join('.'),
      empty: ''
    };
    for (const [name, token] of Object.entries(faulty)) {
      const {status, body} = await askFulcio(token);
      assert.deepEqual([status, body], [400, {code: 3, message: invalidToken, details: []}], name);
    }
    assert.equal((await askFulcio(await forge('iss', `${issuer}/octo-enterprise`))).status, 200);
  });

  it('gives nothing to whoever does not hold the key', async () => {
    const token = await getToken(sigstore);
    const stolen = await askFulcio(token, {proofFor: 'repo:octo-org/other:ref:refs/heads/main'});
    assert.equal(stolen.status, 400);
    assert.equal(stolen.body['message'], 'The signature supplied in the request could not be verified');
    assert.equal((await askFulcio(token, {key: 'no key'})).status, 400);
  });
});

describe('GitHub’s stand-in', () => {
  it('gives tokens only to the job', async () => {
    const {ACTIONS_ID_TOKEN_REQUEST_URL: url = ''} = sigstore.env;
    assert.equal((await ask(sigstore, url)).status, 401);
    assert.equal((await ask(sigstore, url, {headers: {authorization: 'bearer x'}})).status, 401);
    const token = await getToken(sigstore, 'me');
    assert.equal(sigstore.tokens.at(-1), token);
    const payload = Buffer.from(token.split('.')[1]!, 'base64url').toString();
    const {aud, iss, sha} = JSON.parse(payload) as Record<string, string>;
    assert.deepEqual([aud, iss, sha], ['me', issuer, sigstore.claims['sha']]);
  });

  it('gives back an attestation for each digest that it is about, and to nobody without a token', async () => {
    const at = 'https://api.github.com/repos/octo-org/app/attestations';
    const headers = {authorization: 'Bearer ghs_x'};
    await runScript(sigstore, `const result = await attest(common);`);
    const {bundle} = sigstore.attestations.at(-1)!;

    const found = await ask(sigstore, `${at}/sha256:${sha256}?per_page=100`, {headers});
    const listed = found.body['attestations'] as Record<string, unknown>[];
    assert.deepEqual(listed.at(-1)!['bundle'], bundle);
    const newer = {...headers, 'x-github-api-version': '2026-03-10'};
    const [bare] = (await ask(sigstore, `${at}/sha256:${sha256}`, {headers: newer})).body[
      'attestations'
    ] as object[];
    assert.deepEqual(Object.keys(bare!), ['repository_id', 'bundle_url']);

    const statusOf = async (url: string, options?: Parameters<typeof ask>[2]): Promise<number> =>
      (await ask(sigstore, url, options)).status;
    assert.equal(await statusOf(`${at}/sha256:${sha256}?predicate_type=other`, {headers}), 404);
    assert.equal(await statusOf(`${at}/sha256:${'0'.repeat(64)}`, {headers}), 404);
    assert.equal(await statusOf(`${at}/sha256:${sha256}`), 401);
    const post = {method: 'POST', headers, body: {bundle}} as const;
    assert.equal(await statusOf(at.replace('app', 'other'), post), 422);
    assert.equal(await statusOf(at, {...post, body: {bundle: {}}}), 422);
    assert.equal(await statusOf(at, post), 201);
  });

  it('takes storage records', async () => {
    const script = `const result = await createStorageRecord(
      {name: 'app', digest: 'sha256:${sha256}'}, {registryUrl: 'https://ghcr.io/'}, 'ghs_x');`;
    const [id] = await runScript<number[]>(sigstore, script);
    const record = sigstore.storageRecords.find(kept => kept.id === id);
    assert.deepEqual([record?.owner, record?.['registry_url']], ['octo-org', 'https://ghcr.io/']);
  });

  it('says of every repository that an organisation owns it', async () => {
    const {body} = await ask(sigstore, 'https://api.github.com/repos/octo-org/app', {
      headers: {authorization: 'bearer ghs_x'}
    });
    assert.deepEqual(body['owner'], {login: 'octo-org', type: 'Organization'});
  });
});

describe('the logs’ and the timestamp authority’s stand-ins', () => {
  const entries = 'https://rekor.sigstore.dev/api/v1/log/entries';

  it('refuse what is no entry, or is not signed', async () => {
    const post = (body: unknown) => ask(sigstore, entries, {method: 'POST', body});
    const empty = await post({});
    assert.deepEqual([empty.status, empty.body['code']], [422, 602]);
    const key = generateKeyPairSync('ec', {namedCurve: 'P-256'}).publicKey;
    const pem = Buffer.from(key.export({format: 'pem', type: 'spki'}));
    const envelope = JSON.stringify({payloadType: 'x', payload: 'e30=', signatures: [{sig: 'AAAA'}]});
    const proposedContent = {envelope, verifiers: [pem.toString('base64')]};
    assert.equal((await post({kind: 'dsse', apiVersion: '0.0.1', spec: {proposedContent}})).status, 400);
    assert.equal((await ask(sigstore, `${entries}/${'0'.repeat(80)}`)).status, 404);
  });

  it('answer in the type of a timestamp, whatever it is', async () => {
    const url = 'https://timestamp.githubapp.com/api/v1/timestamp';
    const post = (body: unknown, type: string) =>
      ask(sigstore, url, {method: 'POST', body, headers: {'content-type': type}});
    const artifactHash = createHash('sha256').update('x').digest('base64');
    const statuses = [];
    for (const [body, type] of [
      [{artifactHash, hashAlgorithm: 'sha256'}, 'application/json'],
      [{artifactHash}, 'application/json'],
      [{artifactHash, hashAlgorithm: 'sha256'}, 'text/plain']
    ] as const) {
      const answer = await post(body, type);
      assert.equal(answer.headers['content-type'], 'application/timestamp-reply');
      statuses.push(answer.status);
    }
    assert.deepEqual(statuses, [200, 400, 415]);
  });

  it('prove every entry of a tree of any size', () => {
    const hash = (left: Buffer, right: Buffer): Buffer =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.of(1), left, right]))
        .digest();
    const tree = createMerkleTree();
    for (let size = 1; size <= 20; size++) {
      tree.append(hashLeaf(Buffer.from(`${size}`)));
      for (let index = 0; index < size; index++) {
        // https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2
        let [at, last, node] = [index, size - 1, hashLeaf(Buffer.from(`${index + 1}`))];
        for (const sibling of tree.prove(index)) {
          if (at % 2 === 1 || at === last) {
            node = hash(sibling, node);
            while (at % 2 === 0 && at > 0) [at, last] = [at >> 1, last >> 1];
          } else node = hash(node, sibling);
          [at, last] = [at >> 1, last >> 1];
        }
        assert.deepEqual([last, node], [0, tree.root()], `${index} of ${size}`);
      }
    }
  });
});

describe('startSigstore', () => {
  it('waits as long as it is told to, and leaves nothing when it is stopped', async test => {
    const slow = await startOther(test, {latencyMs: 30, faults: [{path: /signingCert$/, delayMs: never}]});
    const start = performance.now();
    await getToken(slow);
    assert.ok(performance.now() - start >= 30);
    const hanging = ask(slow, 'https://fulcio.sigstore.dev/api/v2/signingCert', {method: 'POST', body: {}});
    const ended = assert.rejects(hanging);
    while (slow.requests.length < 2) await sleep(5);
    await slow.stop();
    await ended;
    assert.equal(existsSync(slow.folder), false);
    await assert.rejects(fetch(slow.env['HTTPS_PROXY']!));
  });

  it('says of a run what its environment says', () => {
    const env = {GITHUB_REPOSITORY: 'a/b', GITHUB_REF: 'refs/tags/v2', GITHUB_SHA: 'c'.repeat(40)};
    const {sub, ref_type: type, workflow_ref: workflow, workflow_sha: sha} = describeClaims(env);
    assert.deepEqual(
      [sub, type, workflow, sha],
      ['repo:a/b:ref:refs/tags/v2', 'tag', 'a/b/.github/workflows/image.yml@refs/tags/v2', env.GITHUB_SHA]
    );
  });
});
