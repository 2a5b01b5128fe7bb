import type {CodeCase} from '../case.ts';

export default {
  cause: 'configuration',
  records: [
    {
      by: 'source rule',
      given: [{name: 'LayoutError', code: 'unwritable'}],
      miss: {
        given: {name: 'LayoutError', code: 'unreadable'},
        code: 'PROV-901',
        why: 'it cannot even be read'
      }
    }
  ]
} satisfies CodeCase;
