import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {exportJWK, generateKeyPair, SignJWT} from 'jose';
import {parseClaims} from '../../../src/sigstore/claims.ts';
import {createWorkflowPredicate, WORKFLOW_PREDICATE_TYPE} from '../../../src/sigstore/workflow-predicate.ts';
import {answer, serve} from '../oci/http-server.ts';
import {TOKEN_CLAIMS} from './token.ts';
import {SERVER} from './release.ts';

describe("the workflow's provenance", () => {
  it('is what @actions/attest makes of a token of the same job', async test => {
    const {privateKey, publicKey} = await generateKeyPair('RS256');
    const keys = {keys: [{...(await exportJWK(publicKey)), alg: 'RS256', kid: '1'}]};
    const json = {'content-type': 'application/json'};
    const server = await serve(test, (response, seen) => {
      const issuer = `http://${server.host}`;
      if (seen.url.startsWith('/token')) {
        const claims = {...TOKEN_CLAIMS, iss: issuer, aud: 'nobody'};
        void new SignJWT(claims)
          .setProtectedHeader({alg: 'RS256', kid: '1'})
          .sign(privateKey)
          .then(value => answer(200, json, JSON.stringify({value}))(response, seen));
        return;
      }
      const body = seen.url.startsWith('/keys') ? keys : {jwks_uri: `${issuer}/keys`};
      answer(200, json, JSON.stringify(body))(response, seen);
    });
    const environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://${server.host}/token?a=b`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
      GITHUB_SERVER_URL: SERVER
    };
    Object.assign(process.env, environment);
    const written = process.stdout.write.bind(process.stdout);
    // The library tells the runner to mask the token.
    process.stdout.write = () => true;
    const {buildSLSAProvenancePredicate} = await import('@actions/attest');
    const theirs = await buildSLSAProvenancePredicate(`http://${server.host}`).finally(() => {
      process.stdout.write = written;
    });
    const token = await new SignJWT(TOKEN_CLAIMS).setProtectedHeader({alg: 'RS256'}).sign(privateKey);
    assert.equal(theirs.type, WORKFLOW_PREDICATE_TYPE);
    assert.deepEqual(createWorkflowPredicate(parseClaims(token), SERVER), theirs.params);
  });
});
