import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {answer, CERTIFICATE, openTransport, serve} from './http-server.ts';

describe('a certificate that nobody vouches for', () => {
  it('is refused whatever an earlier step has put into the environment', async test => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    test.after(() => {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    });
    const server = await serve(test, answer(200), 'https');
    const home = new URL(`https://${server.host}`);
    const {signal} = new AbortController();
    const request = {method: 'GET', url: home, home, headers: {}, signal} as const;
    await assert.rejects(openTransport(test).send(request), {name: 'RegistryError', reason: /self-signed/});
    await openTransport(test, {ca: [CERTIFICATE]}).send(request);
  });
});
