import {createStep} from '../../../src/sigstore/signature-step.ts';
import {writeRun} from '../../support/logs.ts';
import {apiPlace, signedWith} from '../../support/reports.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'attestation-invalid',
  log: {
    origin: 'composed of messages that cosign prints',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [{log: 'Error: not enough verified log entries from transparency log: 0 < 1'}],
  misses: [
    {
      code: 'PROV-020',
      why: 'a test of signatures fails',
      log: writeRun('go test', ['Error: signature verification failed'])
    }
  ],
  records: [
    {
      by: 'verification rule',
      given: [
        {steps: [{id: 'index-digest', outcome: 'failed'}]},
        {steps: [{id: 'attestation-readable', outcome: 'failed'}]},
        {steps: [{id: 'attestation-subject', outcome: 'failed'}]},
        {steps: [{id: 'layer-content', outcome: 'failed'}]},
        {steps: [{id: 'statement-type', outcome: 'failed'}]},
        {steps: [{id: 'predicate-type', outcome: 'failed'}]},
        {steps: [{id: 'statement-subject', outcome: 'failed'}]},
        {steps: [{id: 'provenance-readable', outcome: 'failed'}]},
        {steps: [{id: 'builder-id', outcome: 'failed'}]},
        {steps: [{id: 'image-layers', outcome: 'failed'}]},
        {steps: [{id: 'image-content', outcome: 'failed'}]},
        {steps: [{id: 'base-images', outcome: 'failed'}]}
      ],
      miss: {
        given: {verdict: 'verified', steps: [{id: 'attestation-subject', outcome: 'warning'}]},
        code: undefined,
        why: 'it deserves attention, and is not bad'
      }
    },
    {
      by: 'signing rule',
      given: [{statements: [signedWith({steps: [], places: [apiPlace({verdict: 'rejected'})]})]}],
      miss: {
        given: {
          statements: [
            signedWith({
              steps: [createStep('signer-identity', 'failed', 'It is another.')],
              places: [apiPlace({verdict: 'rejected'})]
            })
          ]
        },
        code: 'PROV-2F',
        why: 'it is good, and of somebody else'
      }
    },
    {
      by: 'source rule',
      given: [
        {name: 'AttestationError', code: 'bundle'},
        {name: 'AttestationError', code: 'signature'},
        {name: 'AttestationError', code: 'statement'},
        {name: 'ContentError', code: 'malformed'},
        {name: 'ContentError', code: 'digest-mismatch'},
        {name: 'ContentError'},
        {name: 'StatementError'}
      ],
      miss: {given: {name: 'ContentError', code: 'missing'}, code: 'PROV-6T', why: 'nothing is there'}
    }
  ]
} satisfies CodeCase;
