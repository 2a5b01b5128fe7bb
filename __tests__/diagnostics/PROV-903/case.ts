import type {CodeCase} from '../case.ts';

export default {
  cause: 'layout-invalid',
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'LayoutError', code: 'ambiguous'},
        {name: 'LayoutError', code: 'empty'}
      ],
      miss: {given: {name: 'LayoutError', code: 'not-a-layout'}, code: 'PROV-901', why: 'it is no layout'}
    }
  ]
} satisfies CodeCase;
