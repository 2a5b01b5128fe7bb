import type {CodeCase} from '../case.ts';

export default {
  cause: 'layout-invalid',
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'LayoutError', code: 'not-a-layout'},
        {name: 'LayoutError', code: 'malformed'},
        {name: 'LayoutError', code: 'unreadable'},
        {name: 'LayoutError', code: 'not-a-tar'},
        {name: 'LayoutError', code: 'compressed'},
        {name: 'LayoutError', code: 'truncated'},
        {name: 'LayoutError'}
      ],
      miss: {
        given: {name: 'LayoutError', code: 'ambiguous'},
        code: 'PROV-903',
        why: 'it is there, and holds several images'
      }
    }
  ]
} satisfies CodeCase;
