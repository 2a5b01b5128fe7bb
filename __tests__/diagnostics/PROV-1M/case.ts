import type {CodeCase} from '../case.ts';

export default {
  cause: 'provenance-incomplete',
  records: [
    {
      by: 'verification rule',
      given: [{verdict: 'undecided', steps: [{id: 'assert-no-network', outcome: 'unknown'}]}],
      miss: {
        given: {
          verdict: 'undecided',
          steps: [
            {id: 'attestation-readable', outcome: 'unknown'},
            {id: 'assert-no-network', outcome: 'unknown'}
          ]
        },
        code: 'PROV-6T',
        why: 'the provenance itself could not be read'
      }
    }
  ]
} satisfies CodeCase;
