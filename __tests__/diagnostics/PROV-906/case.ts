import type {CodeCase} from '../case.ts';

export default {
  cause: 'layout-invalid',
  log: {
    origin: "a captured build, and this action's own words",
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  records: [
    {
      by: 'source rule',
      given: [{name: 'LayoutError', code: 'changed'}, {name: 'ChangedFilesError'}],
      miss: {
        given: {name: 'LayoutError', code: 'truncated'},
        code: 'PROV-901',
        why: 'it is as it was, and was never whole'
      }
    }
  ]
} satisfies CodeCase;
