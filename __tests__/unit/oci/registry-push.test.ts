import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {TransientError} from '../../../src/oci/patience.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {openSink, pathOf, startFakeRegistry} from './fake-registry.ts';
import {answer, openTransport, script, serve, type Handler, type Seen} from './http-server.ts';
import {INDEX_TYPE} from './store-suite.ts';

// Not UTF-8: bytes are sent as they are.
const BYTES = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
const DIGEST = digestBytes(BYTES);
const TYPE = 'application/octet-stream';
const UPLOADS = '/v2/me/app/blobs/uploads/';

async function failureOf(promise: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.ok(error instanceof RegistryError, String(error));
  return error;
}

/** The registry's answer to that method, in place of its own. */
function instead(method: string, handler: Handler): (seen: Seen) => Handler | undefined {
  return seen => (seen.method === method ? handler : undefined);
}

describe('a blob that is pushed', () => {
  it('is sent in one piece, with its digest after the query that the registry gave', async test => {
    const registry = await startFakeRegistry(test);
    const {sink} = openSink(test, registry.host);
    assert.deepEqual(await sink.pushBlob(BYTES, TYPE), {mediaType: TYPE, digest: DIGEST, size: 4});
    assert.deepEqual(registry.asked(), [
      `HEAD blobs/${DIGEST}`,
      'POST blobs/uploads/',
      'PUT blobs/uploads/session'
    ]);
    const [, begun, sent] = registry.seen;
    assert.equal(begun!.headers['content-length'], '0');
    assert.equal(sent!.url, `${UPLOADS}session?state=a%2Bb&digest=${encodeURIComponent(DIGEST)}`);
    assert.equal(sent!.headers['content-type'], TYPE);
    assert.equal(sent!.headers['content-length'], '4');
    assert.deepEqual(registry.blobs.get(DIGEST), BYTES);
  });

  it('is not sent where it is already, and is where another size is there under its name', async test => {
    for (const [length, methods] of [
      ['4', ['HEAD']],
      ['5', ['HEAD', 'POST', 'PUT']]
    ] as const) {
      const registry = await startFakeRegistry(test, {
        intercept: instead('HEAD', answer(200, {'content-length': length}))
      });
      await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
      assert.deepEqual(
        registry.seen.map(({method}) => method),
        methods
      );
    }
  });

  it('is sent where HEAD says nothing of use', async test => {
    for (const status of [400, 405, 501]) {
      const registry = await startFakeRegistry(test, {intercept: instead('HEAD', answer(status))});
      await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
      assert.ok(registry.blobs.has(DIGEST));
    }
    const storage = await serve(test, answer(403));
    const location = `http://${storage.host}/signed-for-get`;
    const registry = await startFakeRegistry(test, {intercept: instead('HEAD', answer(307, {location}))});
    await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
    assert.ok(registry.blobs.has(DIGEST));
    assert.equal(storage.seen[0]?.method, 'HEAD');
  });

  const forms: readonly (readonly [string, (host: string) => string, string])[] = [
    ['absolute', host => `http://${host}${UPLOADS}1`, `${UPLOADS}1?`],
    ['relative to the host', () => `${UPLOADS}2`, `${UPLOADS}2?`],
    ['relative to the path', () => '3', `${UPLOADS}3?`],
    ['with a query and a fragment', () => `${UPLOADS}4?a=b%20c&d#e`, `${UPLOADS}4?a=b%20c&d&`],
    ['with an empty query', () => `${UPLOADS}5?`, `${UPLOADS}5?`]
  ];
  for (const [form, location, target] of forms) {
    it(`goes where the registry says: ${form}`, async test => {
      const registry = await startFakeRegistry(test, {
        intercept: seen =>
          seen.method === 'POST' ? answer(202, {location: location(seen.headers.host!)}) : undefined
      });
      await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
      assert.equal(registry.seen[2]!.url, `${target}digest=${encodeURIComponent(DIGEST)}`);
    });
  }

  it('goes to another host without our authorization', async test => {
    const storage = await serve(test, answer(200));
    const registry = await startFakeRegistry(test, {
      intercept: seen => {
        if (seen.headers.authorization === undefined)
          return answer(401, {'www-authenticate': 'Basic realm="registry"'});
        return seen.method === 'POST'
          ? answer(202, {location: `http://${storage.host}/up?signed=1`})
          : undefined;
      }
    });
    const credentials = () => Promise.resolve({username: 'me', password: 'secret'});
    const {sink} = openSink(test, registry.host, {credentials});
    await sink.pushBlob(BYTES, TYPE);
    assert.equal(storage.seen.length, 1);
    assert.equal(storage.seen[0]!.headers.authorization, undefined);
    assert.equal(storage.seen[0]!.url, `/up?signed=1&digest=${encodeURIComponent(DIGEST)}`);
    assert.deepEqual(storage.seen[0]!.bytes, BYTES);
    assert.ok(registry.seen.some(({method, headers}) => method === 'POST' && headers.authorization));
  });

  const refused: readonly (readonly [string, string, RegExp])[] = [
    [
      'further inside the network',
      'http://169.254.169.254/latest',
      /location of the upload .*link-local|plain http/
    ],
    ['with a user', 'http://me:secret@127.0.0.1/', /holds a user or a password/],
    ['of another scheme', 'file:///etc/passwd', /has the scheme file:/],
    ['that is none', 'http://', /is not a URL/]
  ];
  for (const [what, location, reason] of refused) {
    it(`goes to no location ${what}`, async test => {
      const registry = await startFakeRegistry(test, {
        intercept: instead('POST', answer(202, {location}))
      });
      const error = await failureOf(openSink(test, registry.host).sink.pushBlob(BYTES, TYPE));
      assert.match(error.message, reason);
      assert.ok(!error.message.includes('secret'));
      assert.equal(registry.seen.length, 2);
    });
  }

  it('needs a location', async test => {
    const registry = await startFakeRegistry(test, {intercept: instead('POST', answer(202))});
    const error = await failureOf(openSink(test, registry.host).sink.pushBlob(BYTES, TYPE));
    assert.match(error.message, /began an upload without saying where it goes/);
  });

  it('is begun anew when the upload fails in a way that time mends', async test => {
    const failures = [answer(503), answer(429, {'retry-after': '2'}), answer(404), answer(416)];
    for (const failure of failures) {
      const put = script(failure, answer(201));
      const registry = await startFakeRegistry(test, {intercept: instead('PUT', put)});
      const {sink, waits} = openSink(test, registry.host);
      await sink.pushBlob(BYTES, TYPE);
      assert.deepEqual(
        registry.seen.map(({method}) => method),
        ['HEAD', 'POST', 'PUT', 'HEAD', 'POST', 'PUT']
      );
      assert.equal(waits.length, 1);
      assert.match(waits[0]!.what, /^upload of blob sha256:/);
    }
  });

  it('is begun anew when the connection breaks, and not sent twice where it arrived all the same', async test => {
    const registry = await startFakeRegistry(test, {
      intercept: seen => {
        if (seen.method !== 'PUT') return undefined;
        registry.blobs.set(DIGEST, BYTES);
        return response => response.socket?.destroy();
      }
    });
    await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
    assert.deepEqual(
      registry.seen.map(({method}) => method),
      ['HEAD', 'POST', 'PUT', 'HEAD']
    );
  });

  it('is given up when uploads are forgotten again and again', async test => {
    const registry = await startFakeRegistry(test, {intercept: instead('PUT', answer(404))});
    const {sink, waits} = openSink(test, registry.host);
    assert.equal((await failureOf(sink.pushBlob(BYTES, TYPE))).status, 404);
    assert.equal(waits.length, 3);
  });

  it('is refused for good with 401, 403, and a digest that does not hold', async test => {
    for (const [method, status] of [
      ['HEAD', 403],
      ['POST', 401],
      ['POST', 403],
      ['PUT', 403],
      ['PUT', 400]
    ] as const) {
      const body = '{"errors":[{"code":"DENIED","message":"no"}]}';
      const registry = await startFakeRegistry(test, {intercept: instead(method, answer(status, {}, body))});
      const {sink, waits} = openSink(test, registry.host);
      const error = await failureOf(sink.pushBlob(BYTES, TYPE));
      assert.deepEqual([error.method, error.status, waits.length], [method, status, 0]);
      if (method !== 'HEAD') assert.equal(error.errors[0]?.code, 'DENIED');
    }
  });

  it('is not waited for beyond the deadline', async test => {
    const registry = await startFakeRegistry(test, {
      intercept: instead('POST', answer(429, {'retry-after': '3600'}))
    });
    const error = await failureOf(openSink(test, registry.host).sink.pushBlob(BYTES, TYPE));
    assert.equal(error.retryAfterMs, 3_600_000);
    assert.match(error.message, /^POST .*asked to wait 1 h, only 1 min left; gave up after 1 attempt/);
  });
});

describe('authorization to push', () => {
  const bearer = (scopes: (scope: readonly string[]) => string): ((seen: Seen) => Handler | undefined) => {
    return ({method, url, headers}) => {
      if (url.startsWith('/token')) {
        const asked = new URL(url, 'http://x').searchParams.getAll('scope');
        return answer(200, {}, JSON.stringify({token: scopes(asked)}));
      }
      const reads = method === 'HEAD' || method === 'GET';
      if (headers.authorization === 'Bearer push' || (reads && headers.authorization === 'Bearer pull'))
        return undefined;
      const scope = `repository:me/app:${reads ? 'pull' : 'pull,push'}`;
      const error = headers.authorization === undefined ? '' : ',error="insufficient_scope"';
      const challenge = `Bearer realm="http://${headers.host!}/token",service="x",scope="${scope}"${error}`;
      return answer(401, {'www-authenticate': challenge});
    };
  };

  it('is asked for at once', async test => {
    const intercept = bearer(asked => (asked.join().includes('push') ? 'push' : 'pull'));
    const registry = await startFakeRegistry(test, {intercept});
    await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
    assert.equal(registry.seen.filter(({url}) => url.startsWith('/token')).length, 1);
    assert.ok(registry.blobs.has(DIGEST));
  });

  it('is asked for again where the first token was too narrow', async test => {
    let tokens = 0;
    const registry = await startFakeRegistry(test, {
      intercept: bearer(() => (tokens++ === 0 ? 'pull' : 'push'))
    });
    await openSink(test, registry.host).sink.pushBlob(BYTES, TYPE);
    assert.equal(tokens, 2);
    assert.deepEqual(registry.blobs.get(DIGEST), BYTES);
  });

  it('that is never given is a refusal, and its token is in no message', async test => {
    const registry = await startFakeRegistry(test, {intercept: bearer(() => 'pull')});
    const error = await failureOf(openSink(test, registry.host).sink.pushBlob(BYTES, TYPE));
    assert.deepEqual([error.method, error.status], ['POST', 401]);
    assert.match(error.message, /asked without credentials/);
  });
});

describe('a manifest that is pushed', () => {
  const MANIFEST = Buffer.from(JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests: []}));
  const NAME = digestBytes(MANIFEST);

  it('goes under its digest with its media type, again and again if need be', async test => {
    const registry = await startFakeRegistry(test, {intercept: inOrder(answer(502), undefined)});
    const {sink} = openSink(test, registry.host);
    const {descriptor, subject} = await sink.pushManifest(MANIFEST, INDEX_TYPE);
    assert.deepEqual(descriptor, {mediaType: INDEX_TYPE, digest: NAME, size: MANIFEST.byteLength});
    assert.equal(subject, undefined);
    assert.deepEqual(registry.asked(), [`PUT manifests/${NAME}`, `PUT manifests/${NAME}`]);
    assert.equal(registry.manifests.get(NAME)?.mediaType, INDEX_TYPE);
  });

  it('tells whose referrer the registry took it for, unless what it says is no digest', async test => {
    for (const [given, read] of [
      [DIGEST, DIGEST],
      ['sha256:oops', undefined]
    ] as const) {
      const registry = await startFakeRegistry(test, {
        intercept: () => answer(201, {'oci-subject': given})
      });
      assert.equal(
        (await openSink(test, registry.host).sink.pushManifest(MANIFEST, INDEX_TYPE)).subject,
        read
      );
    }
  });

  it('is pushed again while the registry does not know yet what was pushed before it', async test => {
    const missing = answer(404, {}, '{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown"}]}');
    const registry = await startFakeRegistry(test, {intercept: inOrder(missing, undefined)});
    await openSink(test, registry.host).sink.pushManifest(MANIFEST, INDEX_TYPE);
    assert.equal(registry.seen.length, 2);
  });

  it('goes under a tag once: whatever time may mend is for the caller to begin anew', async test => {
    for (const [handler, reason] of [
      [answer(503), /503/],
      [answer(412), /412/],
      [(response => response.socket?.destroy()) as Handler, /UND_ERR_SOCKET|ECONNRESET/]
    ] as const) {
      const registry = await startFakeRegistry(test, {intercept: () => handler});
      const push = openSink(test, registry.host).sink.pushManifest(MANIFEST, INDEX_TYPE, {
        tag: 'a',
        ifMatch: '"b"'
      });
      const error: unknown = await push.catch((thrown: unknown) => thrown);
      assert.ok(error instanceof TransientError, String(error));
      assert.match(error.reason, reason);
      assert.deepEqual(registry.asked(), ['PUT manifests/a']);
      assert.equal(registry.seen[0]!.headers['if-match'], '"b"');
    }
  });

  it('under a tag is refused for good with 403', async test => {
    const registry = await startFakeRegistry(test, {intercept: () => answer(403)});
    const push = openSink(test, registry.host).sink.pushManifest(MANIFEST, INDEX_TYPE, {tag: 'a'});
    assert.equal((await failureOf(push)).status, 403);
  });

  it('is not sent to where a redirect leads', async test => {
    const other = await serve(test, answer(201));
    const registry = await startFakeRegistry(test, {
      intercept: () => answer(307, {location: `http://${other.host}/`})
    });
    const push = openSink(test, registry.host).sink.pushManifest(MANIFEST, INDEX_TYPE);
    assert.equal((await failureOf(push)).status, 307);
    assert.equal(other.seen.length, 0);
  });

  it('ends with the deadline of whoever pushes', async test => {
    const registry = await startFakeRegistry(test, {intercept: () => () => undefined});
    const {createPatience} = await import('../../../src/oci/patience.ts');
    const sink = openSink(test, registry.host).sink.within(createPatience({timeoutMs: 300}));
    const error: unknown = await sink
      .pushManifest(MANIFEST, INDEX_TYPE, {tag: 'a'})
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof TransientError);
    assert.match(error.reason, /before the deadline/);
  });
});

describe('what a tag names', () => {
  it('is asked for past caches, whatever its type, with the entity tag that can be matched', async test => {
    for (const [given, read] of [
      ['"abc"', '"abc"'],
      ['W/"abc"', undefined],
      ['abc', undefined]
    ] as const) {
      const body = JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests: []});
      const registry = await startFakeRegistry(test, {
        intercept: () => answer(200, {'content-type': INDEX_TYPE, etag: given}, body)
      });
      assert.equal((await openSink(test, registry.host).sink.taggedManifest('a'))?.etag, read);
      assert.match(registry.seen[0]!.headers.accept ?? '', /\*\/\*/);
      assert.equal(registry.seen[0]!.headers['cache-control'], 'no-cache');
    }
  });
});

describe('a sink', () => {
  it('uses one connection and one token for whatever it is bound to', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host, {transport: openTransport(test)});
    await sink.pushBlob(BYTES, TYPE);
    await sink.within(patience).taggedManifest('a');
    await sink.manifest('b');
    assert.equal(new Set(registry.seen.map(({port}) => port)).size, 1);
    assert.equal(sink.within(patience).ledger, sink.ledger);
    assert.equal(pathOf(registry.seen.at(-1)!.url), 'manifests/b');
  });
});

/** In order; the registry's own answer for undefined, and for all that follow. */
function inOrder(...handlers: readonly (Handler | undefined)[]): () => Handler | undefined {
  let at = 0;
  return () => handlers[at++];
}
