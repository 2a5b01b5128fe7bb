import {createStep} from '../../../src/sigstore/signature-step.ts';
import {writeRun} from '../../support/logs.ts';
import {apiPlace, signedWith} from '../../support/reports.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'signature-identity-mismatch',
  log: {
    origin: 'composed of messages that gh prints',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {log: '##[error]PolicyError: certificate identity error - expected ^acme$, got other'},
    {log: 'npm error code UNTRUSTED_SIGNER_ERROR'},
    {
      log: '##[error]Error: Failed to persist attestation: Invalid Argument - values do not match: acme/app != acme/other'
    },
    {
      log: 'Error: no matching signatures: none of the expected identities matched what was in the certificate, got subjects [https://github.com/acme/other/.github/workflows/b.yml@refs/heads/main] with issuer https://token.actions.githubusercontent.com\nmain.go:69: error during command execution: no matching signatures: none of the expected identities matched what was in the certificate'
    },
    {
      log: '✗ Verification failed\n\nError: verifying with issuer "sigstore.dev": failed to verify certificate identity: no matching CertificateIdentity found, last error: expected SAN value to match regex "(?i)^https://github.com/acme/app/", got "https://github.com/acme/other/.github/workflows/b.yml@refs/heads/main"'
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a unit test expects something to match',
      log: writeRun('npm test', ['expected SAN value to match regex "a", got "b"'])
    }
  ],
  records: [
    {
      by: 'signing rule',
      given: [
        {
          statements: [
            signedWith({
              steps: [createStep('signer-identity', 'failed', 'It is another.')],
              places: [apiPlace({verdict: 'rejected'})]
            })
          ]
        }
      ],
      miss: {
        given: {
          statements: [
            signedWith({
              steps: [createStep('signer-identity', 'passed', 'It is the one.')],
              places: [apiPlace({verdict: 'rejected'})]
            })
          ]
        },
        code: 'PROV-1G',
        why: 'the signer is right, and the bundle is bad'
      }
    }
  ]
} satisfies CodeCase;
