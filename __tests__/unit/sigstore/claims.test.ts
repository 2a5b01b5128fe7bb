import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {inspect} from 'node:util';
import {assertAudience, assertOfRun, findTokenFaults, parseClaims} from '../../../src/sigstore/claims.ts';
import {SigningError} from '../../../src/sigstore/signing-error.ts';
import {formatToken, TOKEN_CLAIMS} from './token.ts';

const demands = {audience: 'sigstore', issuer: 'https://token.actions.githubusercontent.com'};

function refusalOf(run: () => unknown): SigningError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof SigningError);
    assert.equal(error.code, 'token-refused');
    return error;
  }
  return assert.fail('should be refused');
}

describe('the claims of a token', () => {
  it('are read as GitHub writes them', () => {
    const claims = parseClaims(formatToken({exp: 2, nbf: 1, aud: 'sigstore'}));
    assert.equal(claims.issuer, demands.issuer);
    assert.equal(claims.job_workflow_ref, TOKEN_CLAIMS.job_workflow_ref);
    assert.deepEqual([claims.expires, claims.notBefore, claims.audience], [2, 1, ['sigstore']]);
  });

  it('that are missing are named, all of them', () => {
    const {message} = refusalOf(() => parseClaims(formatToken({repository_id: undefined, run_attempt: ''})));
    assert.equal(message, "The job's OIDC token lacks the claim repository_id, the claim run_attempt.");
  });

  it('that are no short text are refused', () => {
    assert.match(refusalOf(() => parseClaims(formatToken({ref: 7}))).message, /claim ref that is not a text/);
    assert.match(refusalOf(() => parseClaims(formatToken({ref: 'x'.repeat(3000)}))).message, /claim ref/);
  });

  it('of anything but a token are refused without showing it', () => {
    const secret = 'hunter2hunter2';
    for (const token of [
      '',
      secret,
      `a.${secret}`,
      `a.${secret}.b`,
      `a.b c${secret}.d`,
      `e.${Buffer.from(`{"${secret}":1,}`).toString('base64url')}.f`
    ]) {
      const shown = inspect(
        refusalOf(() => parseClaims(token)),
        {depth: 9}
      );
      assert.ok(!shown.includes(secret), shown);
    }
  });
});

describe('what is wrong with a token', () => {
  const now = 1_000_000;

  it('is nothing for one that fits, also of an enterprise with an issuer of its own', () => {
    const slug = `${demands.issuer}/octo-enterprise`;
    for (const iss of [demands.issuer, slug]) {
      const claims = parseClaims(formatToken({iss, exp: 2000, nbf: 500}));
      assert.deepEqual(findTokenFaults(claims, {...demands, now}), []);
      assertAudience(claims, 'sigstore');
    }
  });

  it('is said of audience, issuer and times', () => {
    const claims = parseClaims(
      formatToken({aud: ['a', 'b'], iss: `${demands.issuer}.evil.example`, exp: 999, nbf: 1001})
    );
    assert.deepEqual(findTokenFaults(claims, {...demands, now}), [
      'it is meant for "a", "b", not for "sigstore"',
      'it was issued by "https://token.actions.githubusercontent.com.evil.example", not by "https://token.actions.githubusercontent.com"',
      "it expired at 1970-01-01T00:16:39Z; by this machine's clock it is 1970-01-01T00:16:40Z",
      "it is not valid before 1970-01-01T00:16:41Z; by this machine's clock it is 1970-01-01T00:16:40Z"
    ]);
    assert.match(
      refusalOf(() => assertAudience(claims, 'sigstore')).message,
      /cannot be used: it is meant for/
    );
  });

  it("is not decided by this machine's clock alone", () => {
    assertAudience(parseClaims(formatToken({exp: 1})), 'sigstore');
  });
});

describe('a token', () => {
  const run = {
    repository: 'Octo-Org/app',
    ref: TOKEN_CLAIMS.ref,
    sha: TOKEN_CLAIMS.sha,
    run_id: TOKEN_CLAIMS.run_id,
    run_attempt: TOKEN_CLAIMS.run_attempt,
    event_name: TOKEN_CLAIMS.event_name
  };
  const claims = parseClaims(formatToken({repository: 'octo-org/app'}));

  it('of this run may sign in its name, however the repository is spelled', () => {
    assertOfRun(claims, run);
  });

  for (const name of Object.keys(run)) {
    it(`that says another ${name} than the run's may not`, () => {
      const {message} = refusalOf(() => {
        assertOfRun(claims, {...run, [name]: 'other'});
      });
      assert.ok(message.includes(`is not of this run: ${name} is "`), message);
    });
  }
});
