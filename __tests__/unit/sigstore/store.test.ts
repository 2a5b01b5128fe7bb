import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {inspect} from 'node:util';
import type {Digest} from '../../../src/oci/descriptor.ts';
import type {GitHubApi} from '../../../src/sigstore/github-api.ts';
import {SigningError} from '../../../src/sigstore/signing-error.ts';
import {
  createStorageRecord,
  findTrustDomain,
  isOwnedByOrganization,
  listAttestations,
  storeAttestation
} from '../../../src/sigstore/store.ts';
import {answer, openTransport, routes, script, serve, virtualPatience} from '../oci/http-server.ts';
import type {Handler, TestServer} from '../oci/http-server.ts';

const DIGEST: Digest = `sha256:${'1'.repeat(64)}`;
const LIST = `/api/v3/repos/octo/app/attestations/${DIGEST}`;
const STORE = '/api/v3/repos/octo/app/attestations';

function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return answer(status, {'content-type': 'application/json', ...headers}, JSON.stringify(body));
}

async function open(
  test: TestContext,
  handler: Handler
): Promise<{api: GitHubApi; server: TestServer; waits: readonly {delayMs: number}[]}> {
  const server = await serve(test, handler);
  const {patience, waits} = virtualPatience();
  const api = {
    apiUrl: `http://${server.host}/api/v3`,
    serverUrl: 'https://github.com/',
    repository: 'octo/app',
    token: 'ghs_secret',
    transport: openTransport(test),
    patience
  };
  return {api, server, waits};
}

async function failureOf(promise: Promise<unknown>): Promise<SigningError> {
  const error: unknown = await promise.then(
    () => assert.fail('should fail'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof SigningError, inspect(error));
  assert.doesNotMatch(inspect(error, {depth: 20}), /ghs_secret/);
  return error;
}

describe('storing an attestation', () => {
  it('posts the bundle, and says where it is', async test => {
    const {api, server} = await open(test, routes({[STORE]: json(201, {id: 7})}));
    const stored = await storeAttestation({mediaType: 'x'}, api);
    assert.deepEqual(stored, {id: '7', url: 'https://github.com/octo/app/attestations/7'});
    const [seen] = server.seen;
    assert.deepEqual([seen?.method, seen?.body], ['POST', '{"bundle":{"mediaType":"x"}}']);
    assert.equal(seen?.headers.authorization, 'Bearer ghs_secret');
    assert.equal(seen.headers['x-github-api-version'], '2022-11-28');
  });

  it('tries again after what time mends, a limit of use among it', async test => {
    const limits = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1000',
      date: 'Thu, 01 Jan 1970 00:16:30 GMT'
    };
    const handler = script(
      response => void response.destroy(),
      json(500, {}),
      json(403, {message: 'secondary rate limit'}, {'retry-after': '5'}),
      json(403, {message: 'rate limit'}, limits),
      json(201, {id: '8'})
    );
    const {api, waits} = await open(test, handler);
    assert.equal((await storeAttestation({}, api)).id, '8');
    assert.deepEqual(
      waits.slice(2).map(({delayMs}) => delayMs),
      [5000, 10_000]
    );
  });

  for (const [status, code] of [
    [401, 'api-forbidden'],
    [403, 'api-forbidden'],
    [404, 'api-not-found'],
    [413, 'bundle-too-large'],
    [422, 'api-invalid'],
    [400, 'api-invalid'],
    [307, 'api-unavailable'],
    [500, 'api-unavailable'],
    [503, 'api-unavailable']
  ] as const) {
    it(`fails with ${code} at ${String(status)}`, async test => {
      const {api, server} = await open(
        test,
        json(status, {message: 'Resource not accessible by ghs_secret'})
      );
      const error = await failureOf(storeAttestation({}, api));
      assert.deepEqual([error.code, error.status], [code, status]);
      assert.match(
        error.message,
        /GitHub's API, storing the attestation: POST http.*Resource not accessible by \*\*\*/
      );
      assert.equal(server.seen.length > 1, status >= 500);
    });
  }

  it('asks nobody without a token', async test => {
    const {api, server} = await open(test, json(201, {id: 7}));
    const error = await failureOf(storeAttestation({}, {...api, token: ''}));
    assert.equal(error.code, 'api-forbidden');
    assert.match(error.message, /the input github-token is empty/);
    assert.deepEqual(server.seen, []);
  });

  it('fails where the answer says nothing', async test => {
    for (const body of [{}, [], {id: '../x'}, {id: null}]) {
      const {api} = await open(test, json(201, body));
      assert.equal((await failureOf(storeAttestation({}, api))).code, 'api-unavailable');
    }
  });
});

describe('the attestations of a digest', () => {
  it('are read from page to page, with the bundles as they were', async test => {
    const bundle = '{"mediaType":"x","n":1.0}';
    const first: Handler = (response, {url}) => {
      const next = `<http://${response.req.headers.host ?? ''}${LIST}?after=2>; rel="next"`;
      const page = `{"attestations":[{"bundle":${bundle},"repository_id":1}]}`;
      if (url.includes('after=2')) json(200, {attestations: [{bundle: {b: 2}}]})(response, {url} as never);
      else answer(200, {link: next}, page)(response, {url} as never);
    };
    const {api, server} = await open(test, routes({[LIST]: first}));
    const found = await listAttestations({digest: DIGEST, predicateType: 'https://a/b'}, api);
    assert.deepEqual(
      found.map(bytes => Buffer.from(bytes ?? '').toString()),
      [bundle, '{"b":2}']
    );
    assert.equal(server.seen[0]?.url, `${LIST}?per_page=100&predicate_type=https%3A%2F%2Fa%2Fb`);
  });

  it('are none where GitHub knows of none', async test => {
    const {api} = await open(test, json(404, {message: 'Not Found'}));
    assert.deepEqual(await listAttestations({digest: DIGEST}, api), []);
  });

  it('are downloaded, without our token, where the list says only where they are', async test => {
    const text = `{"text":"${'ab'.repeat(40)}"}`;
    // A literal of 11 bytes, then what lies two bytes back, in pieces of at most 64.
    const literal = Buffer.concat([Buffer.from([10 << 2]), Buffer.from(text.slice(0, 11))]);
    const copies = Buffer.from([((64 - 1) << 2) | 2, 2, 0, ((15 - 1) << 2) | 2, 2, 0]);
    const rest = Buffer.concat([Buffer.from([1 << 2]), Buffer.from('"}')]);
    const size = Buffer.from([11 + 64 + 15 + 2]);
    const packed = Buffer.concat([size, literal, copies, rest]);
    const blobs = await serve(
      test,
      routes({
        '/a.json.sn': answer(200, {}, packed),
        '/b.json': answer(200, {}, '{"b":1}'),
        '/c': answer(200, {}, 'oops')
      })
    );
    const urls = ['a.json.sn', 'b.json', 'c', 'd'].map(name => ({
      bundle_url: `http://${blobs.host}/${name}?sig=x`
    }));
    const {api} = await open(test, json(200, {attestations: [...urls, {bundle_url: 'ftp://x'}, {}]}));
    const found = await listAttestations({digest: DIGEST}, api);
    const [unpacked, plain, ...others] = found.map(bytes => bytes && Buffer.from(bytes).toString());
    assert.equal(unpacked?.startsWith('{"text":"ababab'), true, unpacked);
    assert.equal(plain, '{"b":1}');
    assert.deepEqual(others, [undefined, undefined, undefined, undefined]);
    assert.deepEqual(new Set(blobs.seen.map(({headers}) => headers.authorization)), new Set([undefined]));
  });

  it('fail where the list cannot be read', async test => {
    const {api} = await open(test, json(200, {attestations: {}}));
    assert.match(
      (await failureOf(listAttestations({digest: DIGEST}, api))).message,
      /\$\.attestations: should be an array/
    );
  });
});

describe('storage records', () => {
  it('are written as actions/attest writes them', async test => {
    const path = '/api/v3/orgs/octo/artifacts/metadata/storage-record';
    const {api, server} = await open(
      test,
      routes({[path]: json(200, {storage_records: [{id: 1}, {id: 2}]})})
    );
    const record = {name: 'ghcr.io/octo/app', digest: DIGEST, registryUrl: 'https://ghcr.io'};
    assert.deepEqual(await createStorageRecord(record, api), ['1', '2']);
    assert.deepEqual(JSON.parse(server.seen[0]?.body ?? ''), {
      name: record.name,
      digest: DIGEST,
      registry_url: 'https://ghcr.io'
    });
  });

  it('are for organisations alone', async test => {
    for (const type of ['Organization', 'User']) {
      const {api} = await open(test, routes({'/api/v3/repos/octo/app': json(200, {owner: {type}})}));
      assert.equal(await isOwnedByOrganization(api), type === 'Organization');
    }
  });
});

describe('the trust domain', () => {
  it('is what the server says it is', async test => {
    const cases: readonly [unknown, string | undefined][] = [
      [{domains: {artifact_attestations: {trust_domain: 'octo'}}}, 'octo'],
      [{domains: {artifact_attestations: {trust_domain: ''}}}, undefined],
      [{domains: {artifact_attestations: {trust_domain: '../x'}}}, undefined],
      [{domains: {}}, undefined],
      [{}, undefined]
    ];
    for (const [body, domain] of cases) {
      const {api} = await open(test, routes({'/api/v3/meta': json(200, body)}));
      assert.equal(await findTrustDomain(api), domain);
    }
  });
});
