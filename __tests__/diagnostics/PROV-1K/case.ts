import type {CodeCase} from '../case.ts';

const empty = {name: 'ImageError', code: 'no-layers'};

export default {
  cause: 'attestation-missing',
  records: [
    {
      by: 'verification rule',
      given: [
        {steps: [{id: 'attestation-listed', outcome: 'failed', source: empty}]},
        {steps: [{id: 'predicate-type', outcome: 'failed', source: empty}]}
      ],
      miss: {
        given: {steps: [{id: 'predicate-type', outcome: 'failed'}]},
        code: 'PROV-1G',
        why: 'the image has layers, and its attestation manifest no provenance'
      }
    }
  ]
} satisfies CodeCase;
