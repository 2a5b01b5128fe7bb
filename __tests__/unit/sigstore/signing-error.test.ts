import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {inspect} from 'node:util';
import {PatienceError, TransientError} from '../../../src/oci/patience.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {describeCauses, scrubTokens, SigningError} from '../../../src/sigstore/signing-error.ts';
import {describeSigning} from '../../../src/sigstore/signing-failure.ts';
import {formatToken} from './token.ts';
import {SERVER} from './release.ts';

const instance = resolveInstance('public', SERVER).value;
const TOKEN = formatToken();

/** As the signing library throws them. */
function failure(code: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, {cause}), {code, name: 'InternalError'});
}

function httpError(statusCode: number, message: string): Error {
  return Object.assign(new Error(`(${String(statusCode)}) ${message}`), {statusCode});
}

function describeIt(error: unknown, tokenFaults: readonly string[] = []) {
  return describeSigning(error, {instance, tokenFaults, secrets: [TOKEN]});
}

describe('a failure of the signing library', () => {
  const cases: readonly [string, number | undefined, string, boolean][] = [
    ['CA_CREATE_SIGNING_CERTIFICATE_ERROR', 400, 'certificate-refused', false],
    ['CA_CREATE_SIGNING_CERTIFICATE_ERROR', 429, 'certificate-unavailable', true],
    ['CA_CREATE_SIGNING_CERTIFICATE_ERROR', 503, 'certificate-unavailable', true],
    ['CA_CREATE_SIGNING_CERTIFICATE_ERROR', undefined, 'certificate-unavailable', true],
    ['TLOG_CREATE_ENTRY_ERROR', 400, 'log-refused', false],
    ['TLOG_CREATE_ENTRY_ERROR', 409, 'log-refused', false],
    ['TLOG_CREATE_ENTRY_ERROR', 500, 'log-unavailable', true],
    ['TLOG_FETCH_ENTRY_ERROR', 404, 'log-unavailable', true],
    ['TSA_CREATE_TIMESTAMP_ERROR', 400, 'timestamp-refused', false],
    ['TSA_CREATE_TIMESTAMP_ERROR', undefined, 'timestamp-unavailable', true],
    ['IDENTITY_TOKEN_READ_ERROR', 400, 'token-refused', false],
    ['SOMETHING_ELSE', 500, 'bundle-incomplete', false]
  ];
  for (const [code, status, expected, transient] of cases) {
    it(`${code} with ${String(status ?? 'no answer')} is ${expected}`, () => {
      const cause = status === undefined ? new Error('network timeout') : httpError(status, 'reason');
      const described = describeIt(failure(code, 'error creating it', cause));
      assert.deepEqual([described.failure.code, described.transient], [expected, transient]);
      assert.match(described.failure.message, status === undefined ? /network timeout/ : /reason/);
    });
  }

  it('never shows the token, wherever the library put it', () => {
    const cause = Object.assign(new Error('x', {cause: new Error(TOKEN)}), {request: {token: TOKEN}});
    const {failure: described} = describeIt(
      failure('IDENTITY_TOKEN_PARSE_ERROR', `invalid identity token: ${TOKEN}`, cause)
    );
    const shown = inspect(described, {depth: 20, showHidden: true});
    for (const part of TOKEN.split('.')) assert.ok(!shown.includes(part), shown);
    assert.match(described.message, /invalid identity token: \*\*\*/);
  });

  it('says what the token itself has against it where Fulcio does not', () => {
    const refused = failure(
      'CA_CREATE_SIGNING_CERTIFICATE_ERROR',
      'error creating signing certificate - (400) There was an error',
      httpError(400, 'There was an error')
    );
    assert.equal(
      describeIt(refused, ['it expired yesterday']).failure.message,
      'Certificate authority Fulcio (https://fulcio.sigstore.dev/): error creating signing certificate - (400) There was an error. The token: it expired yesterday.'
    );
  });
});

describe('a signing error', () => {
  it('is one bounded line without secrets, and so are its causes', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    const message = `a\u0000b\nhunter2 ${'x'.repeat(9000)}`;
    const error = new SigningError({
      code: 'api-unavailable',
      message,
      cause: loop,
      secrets: ['hunter2', ''],
      url: 'https://user:hunter2@example.com/path?q=hunter2'
    });
    assert.equal(error.url, 'https://example.com/path');
    assert.ok(Buffer.byteLength(error.message) <= 2048);
    assert.match(error.message, /^a b \*\*\* x+…$/);
    assert.doesNotMatch(inspect(error, {depth: 20}), /hunter2/);
  });

  it('is told with its causes, and nothing of it twice', () => {
    const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    const failure = new TransientError('503 Service Unavailable', {cause: timeout});
    const ended = new PatienceError('the referrers', failure, {attempts: 2, elapsedMs: 1000});
    const error = new Error('not listed: 503 Service Unavailable', {cause: ended});
    assert.equal(describeCauses(error), 'not listed: 503 Service Unavailable');
    assert.equal(
      describeCauses(ended),
      'the referrers: 503 Service Unavailable; gave up after 2 attempts in 1 s'
    );
    assert.equal(describeCauses(new Error('a', {cause: new Error('b')})), 'a – b');
  });

  it('takes tokens out of any text and leaves the rest', () => {
    assert.equal(
      scrubTokens(`a ${TOKEN}, "${TOKEN.split('.')[1] ?? ''}"; eyJ eyes`),
      'a ***, "***"; eyJ eyes'
    );
    assert.equal(scrubTokens('token=eyJhbGciOiJSUzI1NiJ9'), 'token=***');
  });
});
