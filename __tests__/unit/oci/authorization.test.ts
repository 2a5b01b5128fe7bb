import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Credentials} from '../../../src/oci/credentials.ts';
import {openRegistry, type RegistryStore} from '../../../src/oci/registry.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {
  answer,
  openTransport,
  serve,
  virtualPatience,
  type Handler,
  type Seen,
  type TestServer
} from './http-server.ts';

const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: []
});
const found = answer(200, {'content-type': 'application/vnd.oci.image.index.v1+json'}, MANIFEST);
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const token = (fields: object) => answer(200, {'content-type': 'application/json'}, JSON.stringify(fields));

interface Guarded {
  readonly server: TestServer;
  readonly tokens: () => readonly Seen[];
  readonly reads: () => readonly Seen[];
}

interface Guard {
  /** Whether a request is let in. */
  readonly admit: (authorization: string | undefined, seen: Seen) => boolean;
  readonly challenge: (host: string) => string | string[];
  readonly token?: Handler;
}

/** A registry that wants authorization, with a token server at /token. */
async function serveGuarded(test: TestContext, guard: Guard): Promise<Guarded> {
  const server: TestServer = await serve(test, (response, seen) => {
    if (seen.url.startsWith('/token')) (guard.token ?? answer(500))(response, seen);
    else if (guard.admit(seen.headers.authorization, seen)) found(response, seen);
    else
      answer(
        401,
        {'www-authenticate': guard.challenge(server.host)},
        '{"errors":[{"code":"UNAUTHORIZED"}]}'
      )(response, seen);
  });
  const select = (isToken: boolean) => () =>
    server.seen.filter(({url}) => url.startsWith('/token') === isToken);
  return {server, tokens: select(true), reads: select(false)};
}

const bearer = (host: string) =>
  `Bearer realm="http://${host}/token?tenant=1",service="registry",scope="repository:me/app:pull"`;

function open(
  test: TestContext,
  host: string,
  credentials: Credentials | undefined,
  now: () => number = () => 0
): {store: RegistryStore; asked: () => number} {
  let asked = 0;
  const store = openRegistry({
    reference: {registry: host, repository: 'me/app'},
    transport: openTransport(test),
    credentials: () => {
      asked++;
      return Promise.resolve(credentials);
    },
    patience: virtualPatience(10_000).patience,
    awaitAbsent: false,
    now
  });
  return {store, asked: () => asked};
}

async function refusalOf(promise: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.ok(error instanceof RegistryError, String(error));
  return error;
}

describe('a registry that wants no authorization', () => {
  it('is given none, and no credentials are looked for', async test => {
    const {server} = await serveGuarded(test, {admit: () => true, challenge: () => ''});
    const {store, asked} = open(test, server.host, {username: 'me', password: 'word'});
    assert.ok(await store.manifest('1'));
    assert.equal(server.seen[0]?.headers.authorization, undefined);
    assert.equal(asked(), 0);
  });
});

describe('Basic', () => {
  const admit = (authorization: string | undefined) => authorization === basic('me:word');
  const challenge = () => 'Basic realm="x"';

  it('is sent once it is asked for, and from then on at once', async test => {
    const {server} = await serveGuarded(test, {admit, challenge});
    const {store, asked} = open(test, server.host, {username: 'me', password: 'word'});
    assert.ok(await store.manifest('1'));
    assert.ok(await store.manifest('2'));
    assert.equal(server.seen.length, 3);
    assert.equal(asked(), 1);
  });

  it('without credentials is final, and says so', async test => {
    const {server} = await serveGuarded(test, {admit, challenge});
    const error = await refusalOf(open(test, server.host, undefined).store.manifest('1'));
    assert.match(error.message, /401 Unauthorized, asked without credentials \(UNAUTHORIZED\)$/);
    assert.equal(error.authenticated, false);
    assert.equal(server.seen.length, 1);
  });

  it('with wrong credentials is final, without saying them', async test => {
    const {server} = await serveGuarded(test, {admit, challenge});
    const error = await refusalOf(
      open(test, server.host, {username: 'me', password: 's3cret'}).store.manifest('1')
    );
    assert.equal(error.status, 401);
    assert.equal(error.authenticated, true);
    assert.doesNotMatch(error.message, /s3cret/);
    assert.equal(server.seen.length, 2);
  });
});

describe('Bearer', () => {
  const admit = (authorization: string | undefined) => authorization === 'Bearer t0ken';

  it('gets a token for the service and the scope, with the credentials, and uses it for every read', async test => {
    const guarded = await serveGuarded(test, {admit, challenge: bearer, token: token({token: 't0ken'})});
    const {store} = open(test, guarded.server.host, {username: 'me', password: 'word'});
    assert.ok(await store.manifest('1'));
    assert.ok(await store.manifest('2'));
    assert.deepEqual(
      guarded.tokens().map(({method, url, headers}) => [method, url, headers.authorization]),
      [['GET', '/token?tenant=1&service=registry&scope=repository%3Ame%2Fapp%3Apull', basic('me:word')]]
    );
    assert.equal(guarded.reads().length, 3);
  });

  it('asks for a token without credentials where there are none; access_token is another name for it', async test => {
    const guarded = await serveGuarded(test, {
      admit,
      challenge: bearer,
      token: token({access_token: 't0ken'})
    });
    assert.ok(await open(test, guarded.server.host, undefined).store.manifest('1'));
    assert.equal(guarded.tokens()[0]?.headers.authorization, undefined);
  });

  it('is taken where Basic is offered too', async test => {
    const challenge = (host: string) => ['Basic realm="x"', bearer(host)];
    const guarded = await serveGuarded(test, {admit, challenge, token: token({token: 't0ken'})});
    assert.ok(await open(test, guarded.server.host, undefined).store.manifest('1'));
  });

  it('shares one token among reads that are refused at the same time', async test => {
    const slow: Handler = (response, seen) => setTimeout(() => token({token: 't0ken'})(response, seen), 50);
    const guarded = await serveGuarded(test, {admit, challenge: bearer, token: slow});
    const {store, asked} = open(test, guarded.server.host, undefined);
    const read = await Promise.all(['1', '2', '3', '4', '5', '6'].map(tag => store.manifest(tag)));
    assert.ok(read.every(content => content !== undefined));
    assert.equal(guarded.tokens().length, 1);
    assert.equal(asked(), 1);
  });

  it('fetches the token ahead of time', async test => {
    const guarded = await serveGuarded(test, {admit, challenge: bearer, token: token({token: 't0ken'})});
    const {store} = open(test, guarded.server.host, undefined);
    await store.prepare();
    assert.ok(await store.manifest('1'));
    assert.deepEqual(
      guarded.reads().map(({url}) => url),
      ['/v2/', '/v2/me/app/manifests/1']
    );
    assert.equal(guarded.tokens().length, 1);
  });

  it('renews a token before it expires: after a minute unless the server says otherwise', async test => {
    for (const [fields, lifetime] of [
      [{}, 60_000],
      [{expires_in: 300}, 300_000]
    ] as const) {
      let time = 0;
      const guarded = await serveGuarded(test, {
        admit,
        challenge: bearer,
        token: token({token: 't0ken', ...fields})
      });
      const {store} = open(test, guarded.server.host, undefined, () => time);
      for (const at of [0, lifetime - 15_000, lifetime + 1]) {
        time = at;
        assert.ok(await store.manifest('1'));
      }
      assert.equal(guarded.tokens().length, 2);
      assert.equal(guarded.reads().length, 4);
    }
  });

  it('gets another token when one is refused in the middle of it all, once', async test => {
    let issued = 0;
    let valid = 't1';
    const guarded = await serveGuarded(test, {
      admit: authorization => authorization === `Bearer ${valid}`,
      challenge: bearer,
      token: (response, seen) => {
        token({token: `t${String(++issued)}`, expires_in: 3600})(response, seen);
      }
    });
    const {store} = open(test, guarded.server.host, undefined);
    assert.ok(await store.manifest('1'));
    valid = 't2';
    assert.deepEqual(
      (await Promise.all(['2', '3', '4'].map(tag => store.manifest(tag)))).includes(undefined),
      false
    );
    assert.equal(issued, 2);
    valid = 'none';
    assert.equal((await refusalOf(store.manifest('5'))).status, 401);
    assert.equal(issued, 3);
  });

  it('asks for more scopes when those it has are not enough, once, also several reads at a time', async test => {
    const wide = 'repository:me/app:pull,other repository:base:pull';
    const guarded = await serveGuarded(test, {
      admit: authorization => authorization === 'Bearer wide',
      challenge: host =>
        bearer(host).replace('scope="repository:me/app:pull"', `scope="${wide}",error="insufficient_scope"`),
      token: (response, {url}) => {
        const scopes = new URL(url, 'http://x').searchParams.getAll('scope');
        const enough =
          scopes.includes('repository:base:pull') && scopes.includes('repository:me/app:pull,other');
        token({token: enough ? 'wide' : 'narrow'})(response, {} as Seen);
      }
    });
    const {store} = open(test, guarded.server.host, undefined);
    await store.prepare();
    const read = await Promise.all(['1', '2', '3'].map(tag => store.manifest(tag)));
    assert.ok(read.every(content => content !== undefined));
    assert.equal(guarded.tokens().length, 1);
  });

  it('widens a token that was enough until now', async test => {
    let wide = false;
    const guarded = await serveGuarded(test, {
      admit: authorization => authorization === (wide ? 'Bearer wide' : 'Bearer narrow'),
      challenge: host =>
        wide
          ? bearer(host).replace('pull"', 'pull repository:base:pull",error="insufficient_scope"')
          : bearer(host),
      token: (response, {url}) => {
        token({token: url.includes('base') ? 'wide' : 'narrow'})(response, {} as Seen);
      }
    });
    const {store} = open(test, guarded.server.host, undefined);
    assert.ok(await store.manifest('1'));
    wide = true;
    assert.ok(!(await Promise.all(['2', '3', '4'].map(tag => store.manifest(tag)))).includes(undefined));
    assert.equal(guarded.tokens().length, 2);
  });

  it('does not take the token of another read for one that reaches as far', async test => {
    const admits = (url: string, authorization: string | undefined) =>
      authorization === 'Bearer wide' || (url.endsWith('/1') && authorization === 'Bearer narrow');
    const server: TestServer = await serve(test, (response, seen) => {
      const scope = seen.url.endsWith('/1')
        ? 'repository:me/app:pull'
        : 'repository:me/app:pull repository:base:pull';
      const refuse = answer(401, {
        'www-authenticate': `Bearer realm="http://${server.host}/token",scope="${scope}"`
      });
      if (seen.url.startsWith('/token'))
        token({token: seen.url.includes('base') ? 'wide' : 'narrow'})(response, seen);
      else if (admits(seen.url, seen.headers.authorization)) found(response, seen);
      else setTimeout(() => refuse(response, seen), seen.url.endsWith('/1') ? 0 : 100);
    });
    const {store} = open(test, server.host, undefined);
    assert.ok(!(await Promise.all(['1', '2'].map(tag => store.manifest(tag)))).includes(undefined));
  });

  it('does not go on for a registry that always wants more', async test => {
    let more = 0;
    const guarded = await serveGuarded(test, {
      admit: () => false,
      challenge: host =>
        bearer(host).replace('pull"', `pull repository:x${String(more++)}:pull",error="insufficient_scope"`),
      token: token({token: 't0ken'})
    });
    assert.equal(
      (await refusalOf(open(test, guarded.server.host, undefined).store.manifest('1'))).status,
      401
    );
    assert.ok(guarded.reads().length <= 4);
  });

  it('is final when the fresh token is refused, and when the answer is 403', async test => {
    const guarded = await serveGuarded(test, {
      admit: () => false,
      challenge: bearer,
      token: token({token: 't0ken'})
    });
    const error = await refusalOf(open(test, guarded.server.host, undefined).store.manifest('1'));
    assert.equal(error.status, 401);
    assert.equal(guarded.reads().length, 2);
    const server = await serve(test, answer(403, {}, '{"errors":[{"code":"DENIED","message":"no"}]}'));
    assert.deepEqual((await refusalOf(open(test, server.host, undefined).store.manifest('1'))).errors, [
      {code: 'DENIED', message: 'no'}
    ]);
    assert.equal(server.seen.length, 1);
  });

  it('names the token server that refuses, hiding what it echoes', async test => {
    const refuse: Handler = (response, {headers}) => {
      answer(
        401,
        {},
        JSON.stringify({details: `bad ${headers.authorization ?? ''} s3cret`})
      )(response, {} as Seen);
    };
    const guarded = await serveGuarded(test, {admit, challenge: bearer, token: refuse});
    const credentials = {username: 'me', password: 's3cret'};
    const error = await refusalOf(open(test, guarded.server.host, credentials).store.manifest('1'));
    assert.match(error.message, /\/token: 401 Unauthorized \(bad Basic \*\*\* \*\*\*\)$/);
    assert.equal(error.authenticated, true);
  });

  it('tries a token server again that is busy', async test => {
    let calls = 0;
    const busy: Handler = (response, seen) => {
      (calls++ === 0 ? answer(503) : token({token: 't0ken'}))(response, seen);
    };
    const guarded = await serveGuarded(test, {admit, challenge: bearer, token: busy});
    assert.ok(await open(test, guarded.server.host, undefined).store.manifest('1'));
  });

  it('refuses an answer of the token server that holds no token, or too much', async test => {
    for (const body of [
      '{}',
      '{"token": 1}',
      '{"token": "a\\nb"}',
      'nothing',
      JSON.stringify({token: 'x'.repeat(70_000)})
    ]) {
      const guarded = await serveGuarded(test, {admit, challenge: bearer, token: answer(200, {}, body)});
      const error = await refusalOf(open(test, guarded.server.host, undefined).store.manifest('1'));
      assert.match(error.message, /without a token|more than 65536 bytes/);
    }
  });

  it('goes to no realm that is not a web address of the right kind', async test => {
    for (const realm of [
      '',
      '/token',
      'file:///etc/passwd',
      'http://169.254.169.254/token',
      'http://elsewhere.example/token',
      'https://u:p@127.0.0.1/'
    ]) {
      const guarded = await serveGuarded(test, {
        admit,
        challenge: () => `Bearer realm="${realm}"`,
        token: answer(500)
      });
      const error = await refusalOf(
        open(test, guarded.server.host, {username: 'me', password: 's3cret'}).store.manifest('1')
      );
      assert.match(
        error.message,
        /realm of the token server.*not followed|without a URL to get it from/,
        realm
      );
      assert.doesNotMatch(error.message, /s3cret/);
    }
  });
});

describe('a token in the place of a password', () => {
  const admit = (authorization: string | undefined) => authorization === 'Bearer t0ken';

  it('refreshes by OAuth 2 where it is an identity token', async test => {
    const guarded = await serveGuarded(test, {
      admit,
      challenge: bearer,
      token: token({access_token: 't0ken'})
    });
    assert.ok(await open(test, guarded.server.host, {identityToken: 'refresh'}).store.manifest('1'));
    const [seen] = guarded.tokens();
    assert.equal(seen?.method, 'POST');
    assert.equal(seen.headers.authorization, undefined);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(seen.body)), {
      grant_type: 'refresh_token',
      service: 'registry',
      client_id: 'provenance-action',
      scope: 'repository:me/app:pull',
      refresh_token: 'refresh'
    });
  });

  it('is sent in the older way where the token server knows no other', async test => {
    for (const status of [404, 405]) {
      const older: Handler = (response, seen) => {
        (seen.method === 'POST' ? answer(status) : token({token: 't0ken'}))(response, seen);
      };
      const guarded = await serveGuarded(test, {admit, challenge: bearer, token: older});
      assert.ok(await open(test, guarded.server.host, {identityToken: 'refresh'}).store.manifest('1'));
      assert.equal(guarded.tokens()[1]?.headers.authorization, basic('<token>:refresh'));
    }
  });

  it('does not follow a redirect of a token server with the refresh token', async test => {
    const other = await serve(test, token({token: 't0ken'}));
    const leak = answer(307, {location: `http://${other.host}/`});
    const guarded = await serveGuarded(test, {admit, challenge: bearer, token: leak});
    const error = await refusalOf(
      open(test, guarded.server.host, {identityToken: 'refresh'}).store.manifest('1')
    );
    assert.equal(error.status, 307);
    assert.equal(other.seen.length, 0);
  });

  it('is used as it is where it is a registry token', async test => {
    const guarded = await serveGuarded(test, {admit, challenge: bearer});
    assert.ok(await open(test, guarded.server.host, {registryToken: 't0ken'}).store.manifest('1'));
    assert.equal(guarded.tokens().length, 0);
    assert.equal(
      (await refusalOf(open(test, guarded.server.host, {registryToken: 'old'}).store.manifest('1'))).status,
      401
    );
  });
});
