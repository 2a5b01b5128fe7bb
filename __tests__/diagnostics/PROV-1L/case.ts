import type {CodeCase} from '../case.ts';

const rules = [
  'assert-materials-pinned',
  'assert-materials-allowed',
  'assert-builder-id',
  'assert-no-network',
  'assert-complete'
] as const;

export default {
  cause: 'assertion-violated',
  records: [
    {
      by: 'verification rule',
      given: [
        ...rules.map(id => ({steps: [{id, outcome: 'failed' as const}]})),
        {
          steps: [
            {id: 'assert-complete', outcome: 'unknown'},
            {id: 'assert-no-network', outcome: 'failed'}
          ]
        }
      ],
      miss: {
        given: {
          steps: [
            {id: 'provenance-mode', outcome: 'failed'},
            {id: 'assert-complete', outcome: 'failed'}
          ]
        },
        code: 'PROV-1H',
        why: 'something else is wrong, which may be the reason: that comes first'
      }
    }
  ]
} satisfies CodeCase;
