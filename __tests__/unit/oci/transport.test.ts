import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {createServer, request as forward} from 'node:http';
import {connect, createServer as createTcpServer, type AddressInfo, type LookupFunction} from 'node:net';
import {describe, it, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {headerOf, readBody} from '../../../src/oci/answer.ts';
import {TransientError} from '../../../src/oci/patience.ts';
import {createProxyChooser, ProxyError} from '../../../src/oci/proxy.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {createTransport, type Transport} from '../../../src/oci/transport.ts';
import {
  answer,
  CERTIFICATE,
  openTransport,
  routes,
  script,
  serve,
  type Handler,
  type TestServer
} from './http-server.ts';

const signal = AbortSignal.timeout(20_000);

async function get(transport: Transport, host: string, path = '/', headers: Record<string, string> = {}) {
  const reply = await transport.sendToHost(host, {method: 'GET', path, headers, signal});
  return {status: reply.status, reply, text: Buffer.from(await readBody(reply, 1 << 20)).toString()};
}

/** DNS that finds every name on loopback. */
const lookup: LookupFunction = (_host, options, callback) => {
  if (options.all === true) callback(null, [{address: '127.0.0.1', family: 4}]);
  else callback(null, '127.0.0.1', 4);
};

/** The error that is final, or is behind one that is not. */
async function failureOf(promise: Promise<unknown>): Promise<{error: RegistryError; transient: boolean}> {
  const error: unknown = await promise.then(
    () => assert.fail('should fail'),
    (reason: unknown) => reason
  );
  const cause = error instanceof TransientError ? error.cause : error;
  assert.ok(cause instanceof RegistryError, String(error));
  return {error: cause, transient: error instanceof TransientError};
}

describe('a transport that stays outside', () => {
  it('asks no host inside the network, be it named by address or by name', async test => {
    const server = await serve(test, answer(200, {}, 'body'));
    const outside = openTransport(test, {within: 'public', lookup, insecureRegistries: ['name.example']});
    const port = server.host.split(':')[1] ?? '';
    for (const host of [
      server.host,
      `localhost:${port}`,
      `[::1]:${port}`,
      `name.example:${port}`,
      '10.0.0.1:1'
    ]) {
      const {error, transient} = await failureOf(get(outside, host));
      assert.match(error.message, /has a (?:loopback|private) address/, host);
      assert.equal(transient, false);
    }
    assert.deepEqual(server.seen, []);
    assert.equal((await get(openTransport(test, {within: 'loopback'}), server.host)).text, 'body');
  });
});

describe('a request', () => {
  it('says who asks and wants nothing encoded', async test => {
    const server = await serve(test, answer(200, {}, 'body'));
    const {text} = await get(openTransport(test, {userAgent: 'provenance-action/1'}), server.host);
    assert.equal(text, 'body');
    assert.equal(server.seen[0]?.headers['user-agent'], 'provenance-action/1');
    assert.equal(server.seen[0].headers['accept-encoding'], 'identity');
  });

  it('keeps the connection for the next one', async test => {
    const server = await serve(test, answer(200, {}, 'body'));
    const transport = openTransport(test);
    for (let times = 0; times < 3; times++) await get(transport, server.host);
    assert.equal(new Set(server.seen.map(({port}) => port)).size, 1);
  });

  it('for headers alone follows redirects, and keeps the connection where the server does', async test => {
    const table = {'/': answer(302, {location: '/there'}), '/there': answer(200, {'content-length': '7'})};
    const server = await serve(test, routes(table));
    const transport = openTransport(test);
    for (let times = 0; times < 3; times++) {
      const reply = await transport.sendToHost(server.host, {method: 'HEAD', path: '/', headers: {}, signal});
      assert.equal(headerOf(reply, 'content-length'), '7');
      await reply.discard();
    }
    assert.deepEqual(new Set(server.seen.map(({method}) => method)), new Set(['HEAD']));
    assert.equal(new Set(server.seen.map(({port}) => port)).size, 1);
  });

  it('with a body sends its bytes as they are, and to nobody to whom it is redirected', async test => {
    const server = await serve(test, answer(307, {location: '/there'}));
    const body = new Uint8Array([0xff, 0x00, 0xc3]);
    const request = {method: 'PUT', path: '/', headers: {}, body, signal} as const;
    const reply = await openTransport(test).sendToHost(server.host, request);
    assert.equal(reply.status, 307);
    assert.deepEqual(
      server.seen.map(({method, url, bytes}) => [method, url, [...bytes]]),
      [['PUT', '/', [0xff, 0x00, 0xc3]]]
    );
  });

  it('takes 21 KB of headers', async test => {
    const server = await serve(test, answer(200, {'x-long': 'x'.repeat(21 * 1024)}, 'body'));
    const {reply} = await get(openTransport(test), server.host);
    assert.equal(headerOf(reply, 'x-long')?.length, 21 * 1024);
  });

  it('refuses an encoding that it did not ask for', async test => {
    const server = await serve(test, answer(200, {'content-encoding': 'gzip'}, 'bomb'));
    const {error, transient} = await failureOf(get(openTransport(test), server.host));
    assert.match(error.message, /Content-Encoding gzip, which was not asked for/);
    assert.equal(transient, false);
  });

  it('reads an endless body no further than its limit', async test => {
    let written = 0;
    const server = await serve(test, response => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024);
      const write = (): void => {
        while (!response.destroyed && written < 1 << 28) {
          written += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
      };
      write();
    });
    const {error} = await failureOf(get(openTransport(test), server.host));
    assert.match(error.message, /more than 1048576 bytes/);
    assert.ok(written < 1 << 25);
  });

  it('refuses a body that declares more than the limit before it reads any', async test => {
    const server = await serve(test, response =>
      response.writeHead(200, {'content-length': '1073741824'}).write('x')
    );
    const {error} = await failureOf(get(openTransport(test), server.host));
    assert.match(error.message, /more than 1048576 bytes/);
  });

  it('gives up on silence before and within a body, and calls it worth another attempt', async test => {
    for (const handler of [
      (() => undefined) as Handler,
      (response => response.writeHead(200).write('x')) as Handler
    ]) {
      const server = await serve(test, handler);
      const {error, transient} = await failureOf(get(openTransport(test, {idleMs: 100}), server.host));
      assert.match(error.message, /UND_ERR_(?:HEADERS|BODY)_TIMEOUT/);
      assert.equal(transient, true);
    }
  });

  it('ends a trickle when its signal says so', async test => {
    const server = await serve(test, response => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const started = performance.now();
    const reply = openTransport(test).sendToHost(server.host, {
      method: 'GET',
      path: '/',
      headers: {},
      signal: AbortSignal.timeout(200)
    });
    await assert.rejects(async () => readBody(await reply, 1000), {name: 'TimeoutError'});
    assert.ok(performance.now() - started < 10_000);
  });

  it('calls a reset and a refused connection worth another attempt', async test => {
    const server = await serve(test, response => response.socket?.destroy());
    assert.equal((await failureOf(get(openTransport(test), server.host))).transient, true);
    assert.equal((await failureOf(get(openTransport(test), '127.0.0.1:1'))).transient, true);
  });

  it('calls a name that does not exist final', async test => {
    const nowhere: LookupFunction = (_host, _options, callback) => {
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), {code: 'ENOTFOUND'}), []);
    };
    const {error, transient} = await failureOf(
      get(openTransport(test, {lookup: nowhere}), 'registry.example')
    );
    assert.match(error.message, /ENOTFOUND/);
    assert.equal(transient, false);
  });
});

describe('a redirect', () => {
  const secret = {authorization: 'Basic c2VjcmV0'};

  it('is followed, relative or not, with Authorization to the same origin only', async test => {
    const other = await serve(test, answer(200, {}, 'there'));
    const server = await serve(
      test,
      routes({
        '/a': answer(307, {location: 'b'}),
        '/b': answer(302, {location: `http://${other.host}/c?sig=1`})
      })
    );
    const {text, reply} = await get(openTransport(test), server.host, '/a', secret);
    assert.equal(text, 'there');
    assert.equal(reply.url.href, `http://${other.host}/c?sig=1`);
    assert.deepEqual(
      server.seen.map(({headers}) => headers.authorization),
      ['Basic c2VjcmV0', 'Basic c2VjcmV0']
    );
    assert.equal(other.seen[0]?.headers.authorization, undefined);
  });

  it('does not bring Authorization back with it', async test => {
    const back: string[] = [];
    const other = await serve(test, (response, seen) => {
      answer(302, {location: back[0] ?? ''})(response, seen);
    });
    const server = await serve(
      test,
      routes({'/a': answer(302, {location: `http://${other.host}/`}), '/end': answer(200, {}, 'end')})
    );
    back.push(`http://${server.host}/end`);
    assert.equal((await get(openTransport(test), server.host, '/a', secret)).text, 'end');
    assert.equal(server.seen[1]?.headers.authorization, undefined);
  });

  it('is followed ten times, and not an eleventh', async test => {
    const hop: Handler = (response, {url}) => {
      response.writeHead(302, {location: `/${String(Number(url.slice(1)) - 1)}`}).end();
    };
    const server = await serve(test, (response, seen) => {
      (seen.url === '/0' ? answer(200, {}, 'end') : hop)(response, seen);
    });
    assert.equal((await get(openTransport(test), server.host, '/10')).text, 'end');
    const {error} = await failureOf(get(openTransport(test), server.host, '/11'));
    assert.match(error.message, /redirects more than 10 times/);
  });

  it('leads neither from https to http, nor to another scheme, nor to a user, nor to a hidden query in the message', async test => {
    for (const location of [
      'http://127.0.0.1:1/?token=s3cret',
      'file:///etc/passwd',
      'https://me:s3cret@127.0.0.1/',
      'data:,s3cret'
    ]) {
      const server = await serve(test, answer(302, {location}), 'https');
      const {error} = await failureOf(get(openTransport(test, {ca: [CERTIFICATE]}), server.host));
      assert.match(
        error.message,
        /redirect.* (?:leads from https to http|has the scheme|holds a user).*not followed/
      );
      assert.doesNotMatch(error.message, /s3cret/);
    }
  });

  it('without a place is an answer like any other', async test => {
    const server = await serve(test, answer(302));
    assert.equal((await get(openTransport(test), server.host)).status, 302);
  });
});

/** A forward proxy that takes registry.example for the server, and refuses CONNECT unless told to where. */
async function serveProxy(
  test: TestContext,
  target: TestServer,
  tunnel?: number
): Promise<{url: string; seen: string[]}> {
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    seen.push(
      `${request.method ?? ''} ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim()
    );
    const {pathname, search} = new URL(request.url ?? '');
    forward({port: target.port, path: pathname + search, headers: request.headers}, reply => {
      response.writeHead(reply.statusCode ?? 0, reply.headers);
      reply.pipe(response);
    }).end();
  });
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url ?? ''}`);
    if (tunnel === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(tunnel, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  test.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return {url: `http://user:pass@127.0.0.1:${String((proxy.address() as AddressInfo).port)}`, seen};
}

describe('a server that sends us elsewhere', () => {
  it('does not reach further inside the network than it is itself', async test => {
    let canaries = 0;
    const canary = createTcpServer(socket => {
      canaries++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    test.after(() => canary.close());
    await once(canary, 'listening');
    const port = String((canary.address() as AddressInfo).port);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '0x7f.1',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
      '10.0.0.1',
      'inside.example'
    ]) {
      const location = `http://${host}:${port}/`;
      const server = await serve(test, answer(302, {location}));
      const proxy = await serveProxy(test, server);
      const insecureRegistries = [
        'registry.example',
        `inside.example:${port}`,
        `169.254.169.254:${port}`,
        `10.0.0.1:${port}`
      ];
      const transport = openTransport(test, {
        insecureRegistries,
        proxy: {http: proxy.url, https: proxy.url, no: 'inside.example'},
        lookup
      });
      const {error} = await failureOf(get(transport, 'registry.example'));
      assert.match(error.message, /(?:leads to|has) a (?:loopback|private|link-local) address/, host);
    }
    assert.equal(canaries, 0);
  });

  it('does not reach the link-local address even from loopback', async test => {
    const server = await serve(test, answer(302, {location: 'https://169.254.169.254/latest/'}));
    const {error} = await failureOf(get(openTransport(test), server.host));
    assert.match(error.message, /leads to a link-local address/);
  });

  it('does not make us speak plain http to a host that nobody named', async test => {
    const server = await serve(test, answer(302, {location: 'http://elsewhere.example/'}));
    const {error} = await failureOf(get(openTransport(test), server.host));
    assert.match(error.message, /another host in plain http/);
  });
});

describe('a proxy', () => {
  it('gets plain http for itself and https as a tunnel, with the user of its URL', async test => {
    const plain = await serve(test, answer(200, {}, 'plain'));
    const secure = await serve(test, answer(200, {}, 'secure'), 'https');
    const proxy = await serveProxy(test, plain, secure.port);
    const transport = openTransport(test, {proxy: {https: proxy.url}, ca: [CERTIFICATE]});
    assert.equal((await get(transport, 'registry.example')).text, 'secure');
    assert.deepEqual(proxy.seen, ['CONNECT registry.example:443']);

    const refusing = await serveProxy(test, plain);
    const insecure = openTransport(test, {
      insecureRegistries: ['registry.example'],
      proxy: {http: refusing.url, https: refusing.url}
    });
    assert.equal((await get(insecure, 'registry.example', '/v2/')).text, 'plain');
    assert.deepEqual(refusing.seen, [
      'CONNECT registry.example:443',
      'GET http://registry.example/v2/ Basic dXNlcjpwYXNz'
    ]);
  });

  it('that refuses is named, and its password is not', async test => {
    const proxy = await serveProxy(test, await serve(test, answer(200)));
    const {error, transient} = await failureOf(
      get(openTransport(test, {proxy: {https: proxy.url}}), 'registry.example')
    );
    assert.match(error.message, /the proxy answered 403/);
    assert.doesNotMatch(error.message, /pass/);
    assert.equal(transient, false);
  });

  it('is passed by for loopback, and for NO_PROXY by name, suffix, port and subnet', () => {
    const choose = createProxyChooser({
      http: 'proxy:3128',
      https: 'http://secure:1',
      no: '10.0.0.0/8 192.168.1.0/24,fd00::/8'
    });
    const chosen = [
      'http://a.example/',
      'https://a.example/',
      'http://127.0.0.2/',
      'https://10.9.9.9/',
      'https://[fd00::1]/'
    ];
    assert.deepEqual(
      chosen.map(url => choose(new URL(url))),
      ['http://proxy:3128/', 'http://secure:1/', undefined, undefined, undefined]
    );
  });

  it('for http says nothing about https', () => {
    assert.equal(createProxyChooser({http: 'http://proxy:1'})(new URL('https://a.example/')), undefined);
  });

  it('is not looked for in the environment', async test => {
    const before = process.env['HTTPS_PROXY'];
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
    test.after(() => {
      if (before === undefined) delete process.env['HTTPS_PROXY'];
      else process.env['HTTPS_PROXY'] = before;
    });
    const server = await serve(test, answer(200, {}, 'direct'), 'https');
    const host = `registry.example:${String(server.port)}`;
    assert.equal((await get(openTransport(test, {ca: [CERTIFICATE], lookup}), host)).text, 'direct');
  });

  it('must be a URL', () => {
    const make = () =>
      createTransport({insecureRegistries: [], userAgent: 't', proxy: {https: 'ftp://u:s3cret@x'}});
    assert.throws(make, (error: unknown) => {
      assert.ok(error instanceof ProxyError);
      assert.match(error.message, /^HTTPS_PROXY is not the URL/);
      return true;
    });
  });
});

describe('a private certificate authority', () => {
  it('is trusted where it is given', async test => {
    const server = await serve(test, answer(200, {}, 'secure'), 'https');
    assert.equal((await get(openTransport(test, {ca: [CERTIFICATE]}), server.host)).text, 'secure');
  });

  it('is not trusted otherwise: final, and said', async test => {
    const server = await serve(test, answer(200), 'https');
    const {error, transient} = await failureOf(get(openTransport(test), server.host));
    assert.match(error.message, /DEPTH_ZERO_SELF_SIGNED_CERT/);
    assert.equal(transient, false);
  });

  it('is trusted where NODE_EXTRA_CA_CERTS names it', async test => {
    const server = await serve(test, answer(200, {}, 'secure'), 'https');
    const script = `
      import {createTransport} from ${JSON.stringify(new URL('../../../src/oci/transport.ts', import.meta.url).href)};
      const transport = createTransport({insecureRegistries: [], userAgent: 't'});
      const request = {method: 'GET', path: '/', headers: {}, signal: AbortSignal.timeout(5000)};
      const {status} = await transport.sendToHost('${server.host}', request);
      console.log(status);
      await transport.close();`;
    const NODE_EXTRA_CA_CERTS = fileURLToPath(new URL('../../fixtures/tls/server.pem', import.meta.url));
    const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: {NODE_EXTRA_CA_CERTS}
    });
    assert.equal(stdout.trim(), '200');
  });
});

describe('the scheme', () => {
  it('is plain http on loopback, found out once', async test => {
    const server = await serve(test, answer(200, {}, 'plain'));
    assert.equal((await get(openTransport(test), server.host)).text, 'plain');
  });

  it('is https on loopback where plain http is not understood, and then at once', async test => {
    const server = await serve(test, answer(200, {}, 'secure'), 'https');
    const transport = openTransport(test, {ca: [CERTIFICATE]});
    assert.equal((await get(transport, server.host)).text, 'secure');
    assert.equal((await get(transport, server.host)).text, 'secure');
    assert.equal(server.seen.length, 2);
  });

  it('is https on loopback where a server says so with status 400', async test => {
    const secure = await serve(test, answer(200, {}, 'secure'), 'https');
    const plain = await serve(test, answer(400, {}, 'Client sent an HTTP request to an HTTPS server.\n'));
    const both = createTcpServer(socket => {
      socket.once('data', first => {
        const upstream = connect(first[0] === 0x16 ? secure.port : plain.port, '127.0.0.1');
        upstream.write(first);
        upstream.pipe(socket).pipe(upstream);
        for (const end of [upstream, socket]) end.on('error', () => socket.destroy());
      });
    }).listen(0, '127.0.0.1');
    await once(both, 'listening');
    test.after(() => both.close());
    const host = `127.0.0.1:${String((both.address() as AddressInfo).port)}`;
    assert.equal((await get(openTransport(test, {ca: [CERTIFICATE]}), host)).text, 'secure');
  });

  it('stays plain http where status 400 means something else', async test => {
    const server = await serve(test, answer(400, {}, 'bad request'));
    assert.equal((await get(openTransport(test), server.host)).text, 'bad request');
  });

  it('is never plain http elsewhere, unless the host is allowed to', async test => {
    const server = await serve(test, answer(200, {}, 'plain'));
    const host = `registry.example:${String(server.port)}`;
    const {error} = await failureOf(get(openTransport(test, {lookup}), host));
    assert.match(error.url, /^https:/);
    assert.equal(server.seen.length, 0);
    assert.equal((await get(openTransport(test, {lookup, insecureRegistries: [host]}), host)).text, 'plain');
  });

  it('falls back to nothing when a host resets: the reset is what is told', async test => {
    const server = await serve(
      test,
      script(response => response.socket?.destroy(), answer(200, {}, 'plain'))
    );
    const transport = openTransport(test);
    const {error, transient} = await failureOf(get(transport, server.host));
    assert.match(error.url, /^http:/);
    assert.equal(transient, true);
    assert.equal((await get(transport, server.host)).text, 'plain');
  });
});
