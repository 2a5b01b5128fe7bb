import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Credentials} from '../../../src/oci/credentials.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import {probePush, type PushProbe} from '../../../src/oci/push-probe.ts';
import {answer, openTransport, routes, serve, type Handler} from './http-server.ts';

const UPLOADS = '/v2/me/app/blobs/uploads/';

interface Options {
  readonly credentials?: () => Promise<Credentials | undefined>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

function probe(test: TestContext, host: string, options: Options = {}): Promise<PushProbe> {
  const {credentials = () => Promise.resolve(undefined), timeoutMs = 20_000, signal} = options;
  return probePush({
    reference: {registry: host, repository: 'me/app'},
    transport: openTransport(test),
    credentials,
    patience: createPatience({timeoutMs, signal})
  });
}

const refusal = (code: string, message: string) => JSON.stringify({errors: [{code, message}]});
const begin = (location: string): Handler => answer(202, {location});
const login = () => Promise.resolve({username: 'me', password: 'hunter2'});

describe('the push probe', () => {
  it('says yes where an upload can be begun, and cancels it', async test => {
    const cancelled: string[] = [];
    const registry = await serve(test, (response, seen) => {
      if (seen.method === 'DELETE') cancelled.push(seen.url);
      (seen.method === 'POST' ? begin(`${UPLOADS}1?state=a%2Bb`) : answer(204))(response, seen);
    });
    const found = await probe(test, registry.host);
    assert.deepEqual(found, {
      permission: 'yes',
      status: 202,
      reason: '202 Accepted',
      errors: [],
      authenticated: undefined,
      cancelled: true,
      source: 'repository'
    });
    assert.deepEqual(cancelled, [`${UPLOADS}1?state=a%2Bb`]);
    assert.equal(registry.seen[0]!.url, UPLOADS);
    assert.equal(registry.seen[0]!.headers['content-length'], '0');
  });

  it('says yes where the upload cannot be cancelled', async test => {
    for (const status of [401, 404, 405, 500]) {
      const registry = await serve(test, (response, seen) => {
        (seen.method === 'POST' ? begin(`${UPLOADS}1`) : answer(status))(response, seen);
      });
      const {permission, cancelled} = await probe(test, registry.host);
      assert.deepEqual([permission, cancelled], ['yes', false]);
      assert.deepEqual(
        registry.seen.map(({method}) => method),
        ['POST', 'DELETE']
      );
    }
  });

  it('leaves an upload alone that is elsewhere, or nowhere', async test => {
    const other = await serve(test, answer(204));
    for (const location of [
      `http://${other.host}/upload`,
      'ftp://host/x',
      'http://u:p@127.0.0.1/',
      undefined
    ]) {
      const registry = await serve(test, answer(202, location === undefined ? {} : {location}));
      const {permission, cancelled} = await probe(test, registry.host);
      assert.deepEqual([permission, cancelled], ['yes', false]);
      assert.equal(registry.seen.length, 1);
    }
    assert.equal(other.seen.length, 0);
  });

  it('cancels with the credentials with which it began', async test => {
    const registry = await serve(test, (response, seen) => {
      if (seen.headers.authorization === undefined)
        answer(401, {'www-authenticate': 'Basic realm="x"'})(response, seen);
      else (seen.method === 'POST' ? begin(`${UPLOADS}1`) : answer(204))(response, seen);
    });
    const found = await probe(test, registry.host, {credentials: login});
    assert.deepEqual([found.permission, found.cancelled, found.authenticated], ['yes', true, true]);
  });

  it('says no with what the registry says, and whether anybody was logged in', async test => {
    const body = refusal('DENIED', 'permission_denied: write_package');
    for (const status of [401, 403]) {
      const registry = await serve(test, answer(status, {}, body));
      const found = await probe(test, registry.host);
      assert.equal(found.permission, 'no');
      assert.equal(found.status, status);
      assert.equal(found.source, 'repository');
      assert.deepEqual(found.errors, [{code: 'DENIED', message: 'permission_denied: write_package'}]);
    }
    const registry = await serve(test, answer(401, {'www-authenticate': 'Basic realm="x"'}));
    const anonymous = await probe(test, registry.host);
    assert.deepEqual([anonymous.permission, anonymous.authenticated], ['no', false]);
    assert.match(anonymous.reason, /asked without credentials/);
    const wrong = await probe(test, registry.host, {credentials: login});
    assert.deepEqual([wrong.permission, wrong.authenticated], ['no', true]);
  });

  it('says no where the token server refuses', async test => {
    for (const status of [401, 403]) {
      const registry = await serve(test, (response, seen) => {
        const challenge = `Bearer realm="http://${seen.headers.host!}/token",service="x"`;
        routes({
          [UPLOADS]: answer(401, {'www-authenticate': challenge}),
          '/token': answer(status, {}, refusal('DENIED', 'denied'))
        })(response, seen);
      });
      const {permission, source} = await probe(test, registry.host, {credentials: login});
      assert.deepEqual([permission, source], ['no', 'token server']);
    }
  });

  it('asks for a token that may push, and says no where it may not all the same', async test => {
    const registry = await serve(test, (response, seen) => {
      const challenge = `Bearer realm="http://${seen.headers.host!}/token",scope="repository:me/app:pull,push",error="insufficient_scope"`;
      routes({
        [UPLOADS]: answer(401, {'www-authenticate': challenge}),
        '/token': answer(200, {}, JSON.stringify({token: 'of-reading-alone'}))
      })(response, seen);
    });
    const {permission, status} = await probe(test, registry.host, {credentials: login});
    assert.deepEqual([permission, status], ['no', 401]);
    const token = registry.seen.find(({url}) => url.startsWith('/token'));
    assert.deepEqual(new URL(token!.url, 'http://x').searchParams.getAll('scope'), [
      'repository:me/app:pull,push'
    ]);
  });

  it('takes nothing else for yes or no', async test => {
    for (const status of [200, 201, 204, 301, 307, 400, 404, 405, 429, 500, 503]) {
      const registry = await serve(test, answer(status, {location: `${UPLOADS}1`}));
      const found = await probe(test, registry.host);
      assert.deepEqual([found.permission, found.status], ['unknown', status]);
      assert.equal(registry.seen.length, 1, 'one request, and nothing followed');
    }
  });

  it('does not know where nobody answers', async test => {
    const registry = await serve(test, response => response.destroy());
    const found = await probe(test, registry.host);
    assert.deepEqual([found.permission, found.status], ['unknown', undefined]);
    const gone = await probe(test, '127.0.0.1:1');
    assert.deepEqual([gone.permission, gone.status], ['unknown', undefined]);
    assert.match(gone.reason, /ECONNREFUSED/);
  });

  it('ends at its deadline, whoever is slow', async test => {
    const slow = await serve(test, () => undefined);
    const {promise} = Promise.withResolvers<undefined>();
    const never = () => promise;
    const asking = await serve(test, answer(401, {'www-authenticate': 'Basic realm="x"'}));
    for (const found of [
      probe(test, slow.host, {timeoutMs: 150}),
      probe(test, asking.host, {timeoutMs: 150, credentials: never})
    ]) {
      const started = performance.now();
      assert.equal((await found).permission, 'unknown');
      assert.match((await found).reason, /before the deadline/);
      assert.ok(performance.now() - started < 10_000);
    }
  });

  it('says yes although the cancelling is slow', async test => {
    const registry = await serve(test, (response, seen) => {
      if (seen.method === 'POST') begin(`${UPLOADS}1`)(response, seen);
    });
    const {permission, cancelled} = await probe(test, registry.host, {timeoutMs: 300});
    assert.deepEqual([permission, cancelled], ['yes', false]);
  });

  it('does not know where credentials cannot be had, and throws where the run is cancelled', async test => {
    const registry = await serve(test, answer(401, {'www-authenticate': 'Basic realm="x"'}));
    const broken = () => Promise.reject(new Error('the helper is broken'));
    const found = await probe(test, registry.host, {credentials: broken});
    assert.deepEqual([found.permission, found.reason], ['unknown', 'the helper is broken']);
    const signal = AbortSignal.abort(new Error('cancelled'));
    await assert.rejects(probe(test, registry.host, {signal}), /cancelled/);
  });

  it('says no secret', async test => {
    const registry = await serve(test, (response, seen) => {
      if (seen.headers.authorization === undefined)
        answer(401, {'www-authenticate': 'Basic realm="x"'})(response, seen);
      else answer(403, {}, refusal('DENIED', `no: ${seen.headers.authorization} hunter2`))(response, seen);
    });
    const found = await probe(test, registry.host, {credentials: login});
    assert.equal(found.permission, 'no');
    assert.ok(
      !JSON.stringify(found).includes('hunter2') && !JSON.stringify(found).includes(btoa('me:hunter2'))
    );
  });
});
