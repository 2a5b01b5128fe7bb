import {good} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'configuration',
  records: [
    {
      by: 'preflight check',
      given: [
        {check: 'run', run: {...good.run, missing: ['GITHUB_SHA']}},
        {check: 'run', run: {...good.run, senseless: ['GITHUB_SERVER_URL is no URL']}}
      ],
      miss: {
        given: {check: 'run', run: {...good.run, eventProblem: 'no file'}},
        code: undefined,
        why: 'only the event is not known'
      }
    }
  ]
} satisfies CodeCase;
