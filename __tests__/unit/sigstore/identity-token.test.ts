import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {inspect} from 'node:util';
import {createIdentityTokens, fetchIdentityToken} from '../../../src/sigstore/identity-token.ts';
import {SigningError} from '../../../src/sigstore/signing-error.ts';
import {answer, openTransport, script, serve, virtualPatience} from '../oci/http-server.ts';
import type {Handler, TestServer} from '../oci/http-server.ts';
import {formatToken} from './token.ts';

const TOKEN = formatToken();
const given = answer(200, {'content-type': 'application/json'}, JSON.stringify({count: 1, value: TOKEN}));
const reset: Handler = response => {
  response.destroy();
};

function ask(test: TestContext, server: TestServer, mask: (secret: string) => void = () => undefined) {
  const {patience, waits} = virtualPatience();
  const token = fetchIdentityToken({
    url: `http://${server.host}/token?api-version=2.0&secret=abc`,
    requestToken: 'request-secret',
    audience: 'sigstore',
    patience,
    transport: openTransport(test),
    mask
  });
  return {token, waits};
}

async function failureOf(promise: Promise<unknown>): Promise<SigningError> {
  const error: unknown = await promise.then(
    () => assert.fail('should fail'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof SigningError, inspect(error));
  assert.doesNotMatch(inspect(error, {depth: 20}), /request-secret|secret=abc|eyJ/);
  return error;
}

describe("the job's token", () => {
  it('is asked for with the audience and masked before anybody has it', async test => {
    const server = await serve(test, given);
    const masked: string[] = [];
    assert.equal(await ask(test, server, secret => masked.push(secret)).token, TOKEN);
    assert.deepEqual(masked, [TOKEN]);
    assert.equal(server.seen[0]?.url, '/token?api-version=2.0&secret=abc&audience=sigstore');
    assert.equal(server.seen[0].headers.authorization, 'Bearer request-secret');
  });

  it('is asked for again after what time mends', async test => {
    const busy = answer(429, {'retry-after': '3'});
    const server = await serve(
      test,
      script(answer(500), reset, busy, answer(200, {}, '{}'), answer(200, {}, '<'), given)
    );
    const {token, waits} = ask(test, server);
    assert.equal(await token, TOKEN);
    assert.equal(waits.length, 5);
    assert.equal(waits[2]?.delayMs, 3000);
  });

  it('is not to be had where the answer is no for good', async test => {
    const body = JSON.stringify({message: 'request-secret is not allowed eyJhbGciOiJ9.e30.x'});
    const server = await serve(test, answer(403, {'content-type': 'application/json'}, body));
    const error = await failureOf(ask(test, server).token);
    assert.deepEqual([error.code, error.status, server.seen.length], ['token-refused', 403, 1]);
    assert.match(error.message, /The job's OIDC token: GET .*\/token: 403 Forbidden/);
  });

  it('is not waited for beyond the deadline', async test => {
    const server = await serve(test, answer(503));
    const error = await failureOf(ask(test, server).token);
    assert.equal(error.code, 'token-unavailable');
    assert.match(error.message, /503 Service Unavailable; gave up after \d+ attempts in 1 min/);
    assert.ok((error.attempts ?? 0) > 3);
  });

  it('is not asked for at what is no address', async test => {
    const token = fetchIdentityToken({
      url: 'ftp://secret@host',
      requestToken: '',
      audience: '',
      patience: virtualPatience().patience,
      transport: openTransport(test)
    });
    assert.equal((await failureOf(token)).code, 'token-unavailable');
  });
});

describe('tokens for many signings', () => {
  /** The issuer's clock is by so much ahead of this machine's. */
  for (const [clock, ahead] of [
    ['right', 0],
    ['an hour fast', -3600],
    ['an hour slow', 3600]
  ] as const) {
    it(`are one for as long as it lives, on a machine whose clock is ${clock}`, async () => {
      let asked = 0;
      let now = Date.now();
      const tokens = createIdentityTokens(
        () => {
          const iat = now / 1000 + ahead;
          return Promise.resolve(formatToken({iat, exp: iat + 300, jti: String(asked++)}));
        },
        () => now
      );
      const [first, second] = await Promise.all([tokens(), tokens()]);
      assert.equal(first, second);
      now += 239_000;
      assert.equal(await tokens(), first);
      now += 2000;
      const renewed = await Promise.all([tokens(), tokens(), tokens()]);
      assert.notEqual(renewed[0], first);
      assert.deepEqual(new Set(renewed).size, 1);
      assert.equal(asked, 2);
    });
  }

  it('are used for half of a short life', async () => {
    let asked = 0;
    let now = 1_000_000;
    const tokens = createIdentityTokens(
      () => Promise.resolve(formatToken({iat: 500, exp: 530, jti: String(asked++)})),
      () => now
    );
    const first = await tokens();
    now += 14_000;
    assert.equal(await tokens(), first);
    now += 2000;
    assert.notEqual(await tokens(), first);
  });

  it('are used for a minute where they do not say when they were issued', async () => {
    let asked = 0;
    let now = 1_000_000_000;
    const tokens = createIdentityTokens(
      () => Promise.resolve(formatToken({iat: undefined, exp: 1, jti: String(asked++)})),
      () => now
    );
    const first = await tokens();
    now += 59_000;
    assert.equal(await tokens(), first);
    now += 2000;
    assert.notEqual(await tokens(), first);
  });

  it('are asked for again when there was none', async () => {
    let asked = 0;
    const tokens = createIdentityTokens(() =>
      asked++ === 0 ? Promise.reject(new Error('none')) : Promise.resolve(TOKEN)
    );
    await assert.rejects(tokens(), /none/);
    assert.equal(await tokens(), TOKEN);
  });

  it('that are none are for those to refuse who use them', async () => {
    const tokens = createIdentityTokens(() => Promise.resolve('not.a.token'));
    assert.equal(await tokens(), 'not.a.token');
    // A rejection that nobody handles would fail the test.
    await new Promise(setImmediate);
  });
});
