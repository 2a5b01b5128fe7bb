import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {digestBytes, type Descriptor, type Digest} from '../../../src/oci/descriptor.ts';
import {createPatience, type Wait} from '../../../src/oci/patience.ts';
import {openRegistry, type RegistryOptions, type RegistryStore} from '../../../src/oci/registry.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {ContentError, readBlob} from '../../../src/oci/store.ts';
import {
  answer,
  openTransport,
  routes,
  script,
  serve,
  virtualPatience,
  type Handler,
  type TestServer
} from './http-server.ts';
import {describeStore, INDEX_TYPE, MANIFEST_TYPE, type Fixture} from './store-suite.ts';

const REPOSITORY = 'me/app';

function open(
  test: TestContext,
  host: string,
  options: Partial<RegistryOptions> = {}
): {store: RegistryStore; waits: Wait[]} {
  const {patience, waits} = virtualPatience();
  const store = openRegistry({
    reference: {registry: host, repository: REPOSITORY},
    transport: openTransport(test),
    credentials: () => Promise.resolve(undefined),
    patience,
    awaitAbsent: false,
    ...options
  });
  return {store, waits};
}

async function failureOf(promise: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.ok(error instanceof RegistryError, String(error));
  return error;
}

/** A registry with the fixture's content, with the referrers API or the tag that stands in for it. */
function publish(fixture: Fixture, referrersApi: boolean): Handler {
  const table = new Map<string, Handler>();
  const index = (manifests: readonly Descriptor[]) =>
    answer(
      200,
      {'content-type': INDEX_TYPE},
      JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests})
    );
  const manifest = (digest: Digest): Handler => {
    const {mediaType, bytes} = fixture.manifests.get(digest) ?? assert.fail();
    return answer(200, {'content-type': `${mediaType}; charset=utf-8`}, bytes);
  };
  for (const digest of fixture.manifests.keys()) table.set(`manifests/${digest}`, manifest(digest));
  for (const [tag, {digest}] of fixture.tags) table.set(`manifests/${tag}`, manifest(digest));
  for (const [digest, bytes] of fixture.blobs) table.set(`blobs/${digest}`, answer(200, {}, bytes));
  for (const [subject, found] of fixture.referrers) {
    const path = referrersApi ? `referrers/${subject}` : `manifests/${subject.replace(':', '-')}`;
    table.set(path, index(found));
  }
  const none = index([]);
  return (response, seen) => {
    const path = seen.url.replace(`/v2/${REPOSITORY}/`, '');
    const missing = referrersApi && path.startsWith('referrers/') ? none : answer(404);
    (table.get(path) ?? missing)(response, seen);
  };
}

for (const api of [true, false]) {
  describeStore(`a registry with${api ? '' : 'out'} the referrers API`, async (fixture, test) => {
    const server = await serve(test, publish(fixture, api));
    return open(test, server.host).store;
  });
}

const BYTES = Buffer.from(JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests: []}));
const DIGEST = digestBytes(BYTES);
const found = answer(200, {'content-type': INDEX_TYPE}, BYTES);
const missing = answer(404, {}, '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"unknown"}]}');

describe('a manifest', () => {
  it('is asked for once, in every form that is read, and not again by its digest', async test => {
    const server = await serve(test, found);
    const {store} = open(test, server.host);
    const content = await store.manifest('1.2');
    assert.equal(content?.descriptor.digest, DIGEST);
    await Promise.all([store.manifest(DIGEST), store.manifest(DIGEST)]);
    assert.equal(server.seen.length, 1);
    assert.equal(server.seen[0]?.url, '/v2/me/app/manifests/1.2');
    for (const type of [
      'oci.image.index.v1',
      'oci.image.manifest.v1',
      'docker.distribution.manifest.v2',
      'docker.distribution.manifest.list.v2'
    ]) {
      assert.ok(server.seen[0].headers.accept?.includes(`application/vnd.${type}+json`));
    }
  });

  it('that is asked for twice at a time by digest is fetched once', async test => {
    const server = await serve(test, found);
    const {store} = open(test, server.host);
    await Promise.all([store.manifest(DIGEST), store.manifest(DIGEST)]);
    assert.equal(server.seen.length, 1);
  });

  it('that failed is asked for again', async test => {
    const server = await serve(test, script(answer(403), found));
    const {store} = open(test, server.host);
    await failureOf(store.manifest(DIGEST));
    assert.ok(await store.manifest(DIGEST));
  });

  it('that was just pushed is waited for, each wait told', async test => {
    const server = await serve(test, script(missing, missing, found));
    const {store, waits} = open(test, server.host, {awaitAbsent: true});
    assert.ok(await store.manifest(DIGEST));
    assert.deepEqual(
      waits.map(({what, reason}) => ({what, reason})),
      Array(2).fill({what: `manifest ${DIGEST} in registry ${server.host}/me/app`, reason: '404 Not Found'})
    );
  });

  it('that was just pushed and never shows is an error that says how long it was awaited', async test => {
    const server = await serve(test, missing);
    const {store, waits} = open(test, server.host, {awaitAbsent: true});
    const error = await failureOf(store.manifest(DIGEST));
    assert.equal(error.status, 404);
    assert.equal(error.attempts, waits.length + 1);
    assert.equal(error.elapsedMs, 59_800);
    assert.deepEqual(error.errors, [{code: 'MANIFEST_UNKNOWN', message: 'unknown'}]);
    assert.match(
      error.message,
      /404 Not Found \(MANIFEST_UNKNOWN: unknown\); gave up after \d+ attempts in 1 min$/
    );
  });

  it('by tag, or not just pushed, is absent at once', async test => {
    const server = await serve(test, missing);
    assert.equal(await open(test, server.host, {awaitAbsent: true}).store.manifest('1.2'), undefined);
    assert.equal(await open(test, server.host).store.manifest(DIGEST), undefined);
    assert.equal(server.seen.length, 2);
  });

  it('of a name that is no tag is absent, without a request', async test => {
    const server = await serve(test, found);
    const {store} = open(test, server.host);
    for (const name of ['../../other/manifests/1', 'a b', '', '.x', 'sha256:abc']) {
      assert.equal(await store.manifest(name), undefined);
    }
    assert.equal(server.seen.length, 0);
  });

  it('survives a burst of any passing trouble', async test => {
    const trouble = [408, 425, 429, 500, 502, 503, 504, 522].map(status => answer(status));
    const reset: Handler = response => response.socket?.destroy();
    const half: Handler = response => {
      response.writeHead(200, {'content-type': INDEX_TYPE, 'content-length': String(BYTES.length)});
      response.write(BYTES.subarray(0, 20));
      setTimeout(() => response.socket?.destroy(), 10);
    };
    const server = await serve(test, script(...trouble, half, reset, found));
    const transport = openTransport(test);
    const {store, waits} = open(test, server.host, {transport});
    assert.ok(await store.manifest(DIGEST));
    assert.equal(waits.length, 10);
  });

  it('is not tried again after any other refusal', async test => {
    for (const status of [400, 403, 405, 410, 451, 501]) {
      const server = await serve(test, answer(status));
      const {store, waits} = open(test, server.host, {awaitAbsent: true});
      const error = await failureOf(store.manifest(DIGEST));
      assert.equal(error.status, status);
      assert.equal(error.attempts, undefined);
      assert.equal(waits.length + server.seen.length, 1);
    }
  });

  it('is asked for again when the registry wants it to be', async test => {
    const date = new Date(Date.now() + 5000).toUTCString();
    for (const [retryAfter, least, most] of [
      ['2', 2000, 2000],
      [date, 3000, 6000],
      ['soon', 250, 250],
      ['-5', 250, 250]
    ] as const) {
      const server = await serve(test, script(answer(429, {'retry-after': retryAfter}), found));
      const {store, waits} = open(test, server.host);
      assert.ok(await store.manifest('1'));
      const [wait] = waits;
      assert.ok(
        wait && wait.delayMs >= least && wait.delayMs <= most,
        `${retryAfter}: ${String(wait?.delayMs)}`
      );
    }
  });

  it('is given up at once when the registry wants an hour', async test => {
    const server = await serve(test, answer(429, {'retry-after': '3600'}));
    const {store, waits} = open(test, server.host);
    const error = await failureOf(store.manifest('1'));
    assert.match(error.message, /429 Too Many Requests: asked to wait 1 h, only 1 min left/);
    assert.equal(error.retryAfterMs, 3_600_000);
    assert.equal(error.status, 429);
    assert.equal(waits.length, 0);
  });

  it('that never comes ends at the deadline', async test => {
    for (const handler of [(() => undefined) as Handler, trickle]) {
      const server = await serve(test, handler);
      const patience = createPatience({timeoutMs: 500});
      const started = performance.now();
      const error = await failureOf(
        open(test, server.host, {patience, transport: openTransport(test)}).store.manifest('1')
      );
      assert.match(error.message, /no complete answer before the deadline; gave up after 1 attempt/);
      assert.ok(performance.now() - started < 10_000);
    }
  });

  it('is refused when its bytes are not those of the digest, whatever the header says', async test => {
    const other = Buffer.from(BYTES.toString().replace('[]', '[ ]'));
    const server = await serve(
      test,
      answer(200, {'content-type': INDEX_TYPE, 'docker-content-digest': DIGEST}, other)
    );
    const {store, waits} = open(test, server.host);
    await assert.rejects(store.manifest(DIGEST), (error: unknown) => {
      assert.ok(error instanceof ContentError);
      assert.equal(error.code, 'digest-mismatch');
      return true;
    });
    assert.equal(waits.length, 0);
  });

  it('is accepted when only the header lies', async test => {
    const lie = digestBytes(Buffer.from('lie'));
    const server = await serve(
      test,
      answer(200, {'content-type': INDEX_TYPE, 'docker-content-digest': lie}, BYTES)
    );
    assert.equal((await open(test, server.host).store.manifest('1'))?.descriptor.digest, DIGEST);
  });

  it('is refused when it is served as something else than it says', async test => {
    const server = await serve(test, answer(200, {'content-type': MANIFEST_TYPE}, BYTES));
    await assert.rejects(open(test, server.host).store.manifest(DIGEST), {
      name: 'ContentError',
      code: 'malformed'
    });
  });

  it('is taken at its word where it is served as nothing in particular', async test => {
    for (const type of ['application/json', 'text/plain; charset=utf-8', 'application/octet-stream']) {
      const server = await serve(test, answer(200, {'content-type': type}, BYTES));
      assert.equal((await open(test, server.host).store.manifest(DIGEST))?.descriptor.mediaType, INDEX_TYPE);
    }
  });

  it('is refused when it is larger than 4 MiB', async test => {
    const server = await serve(
      test,
      answer(200, {'content-type': INDEX_TYPE}, Buffer.alloc(4 * 1024 * 1024 + 1, ' '))
    );
    await assert.rejects(open(test, server.host).store.manifest('1'), {
      name: 'ContentError',
      code: 'too-large'
    });
  });

  it('counts its patience from the first read, not from the opening', async test => {
    const server = await serve(test, found);
    let started = 0;
    const {patience} = virtualPatience();
    const {store} = open(test, server.host, {
      patience: () => {
        started++;
        return patience;
      }
    });
    await store.prepare();
    assert.equal(started, 0);
    await store.manifest('1');
    await store.manifest('2');
    assert.equal(started, 1);
  });
});

const trickle: Handler = response => {
  response.writeHead(200, {'content-type': INDEX_TYPE});
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => {
    clearInterval(timer);
  });
};

describe('preparing', () => {
  it('never fails', async test => {
    for (const handler of [
      answer(500),
      answer(401),
      ((response: {socket: {destroy(): void} | null}) => response.socket?.destroy()) as Handler
    ]) {
      const server = await serve(test, handler);
      await open(test, server.host).store.prepare();
    }
    const credentials = () => Promise.reject(new Error('helper'));
    const server = await serve(test, answer(401, {'www-authenticate': 'Basic realm=x'}));
    await open(test, server.host, {credentials}).store.prepare();
  });
});

describe('an error', () => {
  it('is one line of at most 2 KiB, whatever the registry says', async test => {
    const message = `::error::\u001b[31mred\u202e\r\n##[error]${'x'.repeat(2000)}`;
    const body = JSON.stringify({errors: Array(20).fill({code: 'DENIED', message})});
    const server = await serve(test, answer(403, {}, body));
    const error = await failureOf(open(test, server.host).store.manifest('1'));
    assert.match(
      error.message,
      /^GET http:\/\/127\.0\.0\.1:\d+\/v2\/me\/app\/manifests\/1: 403 Forbidden \(DENIED/
    );
    assert.doesNotMatch(error.message, /[\p{C}\u2028\u2029]/u);
    assert.ok(Buffer.byteLength(error.message) <= 2048);
  });

  it('says nothing of a web page, and little of plain text', async test => {
    for (const [body, errors] of [
      ['<html>no</html>', []],
      ['', []],
      ['not\nnow', [{code: '', message: 'not now'}]]
    ] as const) {
      const server = await serve(test, answer(403, {}, body));
      assert.deepEqual((await failureOf(open(test, server.host).store.manifest('1'))).errors, errors);
    }
  });
});

describe('a blob', () => {
  const bytes = Buffer.alloc(200_000, 'blob ');
  const target: Descriptor = {
    mediaType: 'application/vnd.in-toto+json',
    digest: digestBytes(bytes),
    size: bytes.length
  };

  it('that breaks off anywhere is fetched again', async test => {
    for (const at of [0, 1, 100, 65_536, 100_000, 199_999]) {
      const broken: Handler = response => {
        response.writeHead(200, {'content-length': String(bytes.length)});
        response.flushHeaders();
        response.write(bytes.subarray(0, at), () => setTimeout(() => response.socket?.resetAndDestroy(), 5));
      };
      const server = await serve(test, script(broken, answer(200, {}, bytes)));
      const {store, waits} = open(test, server.host, {transport: openTransport(test)});
      assert.ok(bytes.equals(await readBlob(store, target, 1 << 20)), String(at));
      assert.equal(waits.length, 1, String(at));
    }
  });

  it('whose end cannot be told from a broken connection is fetched again when it is short', async test => {
    const close: Handler = response => {
      response.socket?.end(
        Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'), bytes.subarray(0, 100)])
      );
    };
    const server = await serve(test, script(close, answer(200, {}, bytes)));
    const {store, waits} = open(test, server.host);
    assert.ok(bytes.equals(await readBlob(store, target, 1 << 20)));
    assert.match(waits[0]?.reason ?? '', /blob ends after 100 of 200000 bytes/);
  });

  it('of another length is refused at once, declared or not', async test => {
    const chunked =
      (body: Buffer): Handler =>
      response => {
        response.writeHead(200);
        response.end(body);
      };
    for (const handler of [
      answer(200, {}, bytes.subarray(1)),
      chunked(bytes.subarray(1)),
      chunked(Buffer.concat([bytes, bytes]))
    ]) {
      const server = await serve(test, handler);
      const {store, waits} = open(test, server.host);
      await assert.rejects(readBlob(store, target, 1 << 20), {name: 'ContentError', code: 'size-mismatch'});
      assert.equal(waits.length, 0);
    }
  });

  it('is read where the registry sends us, without our token and with a secret in the address that no error tells', async test => {
    const storage = await serve(test, script(answer(200, {}, bytes), answer(403, {}, '<Error/>')));
    const server = await serve(test, (response, seen) => {
      const admitted = seen.headers.authorization !== undefined;
      const redirect = answer(307, {location: `http://${storage.host}/x?X-Amz-Signature=s3cret`});
      (admitted ? redirect : answer(401, {'www-authenticate': 'Basic realm=x'}))(response, seen);
    });
    const credentials = () => Promise.resolve({username: 'me', password: 'word'});
    const {store} = open(test, server.host, {credentials});
    assert.ok(bytes.equals(await readBlob(store, target, 1 << 20)));
    assert.equal(storage.seen[0]?.headers.authorization, undefined);
    const error = await failureOf(readBlob(store, target, 1 << 20));
    assert.equal(error.url, `http://${storage.host}/x`);
    assert.doesNotMatch(error.message, /s3cret/);
  });

  it('where we are sent to has no claim to our credentials', async test => {
    const storage = await serve(test, answer(401, {'www-authenticate': 'Basic realm=x'}));
    const server = await serve(test, answer(307, {location: `http://${storage.host}/x`}));
    let asked = 0;
    const credentials = () => {
      asked++;
      return Promise.resolve({username: 'me', password: 'word'});
    };
    assert.equal(
      (await failureOf(readBlob(open(test, server.host, {credentials}).store, target, 1 << 20))).status,
      401
    );
    assert.equal(asked, 0);
    assert.equal(storage.seen.length, 1);
  });

  it('that is large is streamed, and one that breaks off then is an error', async test => {
    const size = 40 * 1024 * 1024 + 1;
    const server = await serve(test, response => {
      response.writeHead(200, {'content-length': String(size)});
      response.write(bytes, () => setTimeout(() => response.socket?.destroy(), 5));
    });
    const {store} = open(test, server.host, {transport: openTransport(test)});
    const stream = await store.blob({...target, size});
    let read = 0;
    const error = await failureOf(
      (async () => {
        for await (const chunk of stream ?? []) read += chunk.byteLength;
      })()
    );
    assert.equal(read, bytes.length);
    assert.match(error.message, /UND_ERR_SOCKET|ECONNRESET/);
  });
});

describe('referrers', () => {
  const subject = digestBytes(Buffer.from('subject'));
  const tag = `/v2/me/app/manifests/${subject.replace(':', '-')}`;
  const api = `/v2/me/app/referrers/${subject}`;
  const descriptor = (name: string) => ({
    mediaType: MANIFEST_TYPE,
    digest: digestBytes(Buffer.from(name)),
    size: 1
  });
  const index = (names: readonly string[], headers: Record<string, string> = {}): Handler => {
    const body = {schemaVersion: 2, mediaType: INDEX_TYPE, manifests: names.map(descriptor)};
    return answer(200, {'content-type': INDEX_TYPE, ...headers}, JSON.stringify(body));
  };
  const list = async (
    test: TestContext,
    table: Record<string, Handler>
  ): Promise<{found: readonly Descriptor[]; server: TestServer}> => {
    const server = await serve(test, routes(table));
    return {found: await open(test, server.host).store.referrers(subject), server};
  };

  it('are read from the API, which leaves the tag alone', async test => {
    const {found: listed, server} = await list(test, {[api]: index(['a', 'b', 'a']), [tag]: index(['c'])});
    assert.deepEqual(listed, [descriptor('a'), descriptor('b')]);
    assert.equal(server.seen.length, 1);
  });

  it('are read from the tag where there is no API, of whatever type they claim to be', async test => {
    const page = answer(200, {'content-type': 'text/html'}, '<html>');
    for (const unsupported of [404, 400, 405, 406].map(status => answer(status)).concat(page, index([]))) {
      const {found: listed} = await list(test, {[api]: unsupported, [tag]: index(['a', 'b', 'b'])});
      assert.deepEqual(listed, [descriptor('a'), descriptor('b')]);
    }
  });

  it('are none where there is neither, and where the tag is no index', async test => {
    assert.deepEqual((await list(test, {})).found, []);
    const body = {schemaVersion: 2, mediaType: MANIFEST_TYPE, config: descriptor('c'), layers: []};
    const manifest = answer(200, {'content-type': MANIFEST_TYPE}, JSON.stringify(body));
    assert.deepEqual((await list(test, {[tag]: manifest})).found, []);
  });

  it('are read over several pages', async test => {
    const server = await serve(test, (response, {url}) => {
      const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 0);
      const link = page < 2 ? {link: `<${api}?page=${String(page + 1)}>; rel="next"`} : undefined;
      index([`a${String(page)}`], link)(response, {} as never);
    });
    const listed = await open(test, server.host).store.referrers(subject);
    assert.deepEqual(listed, ['a0', 'a1', 'a2'].map(descriptor));
  });

  it('are not read in circles, without end, or elsewhere: a part is not taken for the whole', async test => {
    let pages = 0;
    const links: readonly [() => string, RegExp][] = [
      [() => api, /go round in circles/],
      [() => `?page=${String(pages++)}`, /too many to read them all/],
      [() => 'http://localhost:1/x', /leads to another host/],
      [() => 'https://169.254.169.254/x', /leads to a link-local address/],
      [() => 'file:///etc/passwd', /has the scheme file:/]
    ];
    for (const [link, reason] of links) {
      const server = await serve(test, (response, seen) => {
        index(['a'], {link: `<${link()}>; rel="next"`})(response, seen);
      });
      assert.match((await failureOf(open(test, server.host).store.referrers(subject))).message, reason);
      assert.ok(server.seen.length <= 50);
    }
  });

  it('are an error where the registry refuses', async test => {
    const server = await serve(test, answer(403));
    assert.equal((await failureOf(open(test, server.host).store.referrers(subject))).status, 403);
  });

  it('of a sha512 subject have a tag of 64 digits', async test => {
    const long = digestBytes(Buffer.from('subject'), 'sha512');
    const server = await serve(test, answer(404));
    assert.deepEqual(await open(test, server.host).store.referrers(long), []);
    assert.equal(server.seen[1]?.url, `/v2/me/app/manifests/sha512-${long.slice(7, 71)}`);
  });
});
