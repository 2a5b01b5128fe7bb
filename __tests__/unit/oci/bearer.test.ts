import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createBearer} from '../../../src/oci/bearer.ts';
import type {Refused} from '../../../src/oci/bearer.ts';
import {parseChallenges} from '../../../src/oci/challenge.ts';
import {answer, openTransport, script, serve} from './http-server.ts';

describe('a token that several ask for at once', () => {
  it('is asked for again where the one who asked first lost patience', async test => {
    const asked = Promise.withResolvers<undefined>();
    const silence = (): void => {
      asked.resolve(undefined);
    };
    const token = answer(200, {'content-type': 'application/json'}, '{"token":"secret"}');
    const server = await serve(test, script(silence, token));
    const home = new URL(`http://${server.host}`);
    const bearer = createBearer({
      transport: openTransport(test),
      credentials: () => Promise.resolve(undefined),
      secrets: () => [],
      scope: 'repository:me/app:pull',
      now: () => 0
    });
    const [challenge] = parseChallenges([`Bearer realm="${home.href}token"`]);
    assert.ok(challenge !== undefined);
    const first = new AbortController();
    const refused = (signal: AbortSignal): Refused => ({home, sent: undefined, before: 0, signal});
    const hurried = bearer.answer(challenge, refused(first.signal));
    const patient = bearer.answer(challenge, refused(new AbortController().signal));
    await asked.promise;
    const lost = new Error('no patience');
    first.abort(lost);
    await assert.rejects(hurried, lost);
    assert.equal(await patient, 'Bearer secret');
  });
});
