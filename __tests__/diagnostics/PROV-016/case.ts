import {signedWith} from '../../support/reports.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'configuration',
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'AttestationError'},
        {name: 'AttestationError', code: 'file'},
        {name: 'AttestationError', code: 'predicate'},
        {name: 'AttestationError', code: 'predicate-type'},
        {name: 'AttestationError', code: 'subject'}
      ],
      miss: {
        given: {name: 'AttestationError', code: 'signature'},
        code: 'PROV-1G',
        why: 'what was asked for is good, and what came back is not'
      }
    },
    {
      by: 'preflight check',
      given: [
        {
          check: 'inputs',
          plan: undefined,
          planProblem: {input: 'attestations', message: 'attestations: scan.json: it is no JSON object.'}
        }
      ],
      miss: {
        given: {
          check: 'inputs',
          plan: undefined,
          planProblem: {input: 'attests', message: 'attests: type=provenance contradicts provenance'}
        },
        code: 'PROV-011',
        why: "they are the build's own"
      }
    },
    {
      by: 'signing rule',
      given: [
        {
          statements: [
            signedWith({
              part: 'brought',
              outcome: 'failed',
              source: {name: 'AttestationError', code: 'subject'}
            })
          ]
        }
      ],
      miss: {
        given: {
          statements: [
            signedWith({
              part: 'brought',
              outcome: 'failed',
              source: {name: 'SigningError', code: 'bundle-too-large'}
            })
          ]
        },
        code: 'PROV-1I',
        why: 'it could be used, and its bundle could not'
      }
    }
  ]
} satisfies CodeCase;
