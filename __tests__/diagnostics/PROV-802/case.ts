import {DIGEST, imageWith} from '../../support/reports.ts';
import type {CodeCase, DependenciesGiven} from '../case.ts';

const lacking = (overrides: Parameters<typeof imageWith>[0]): DependenciesGiven => ({
  missing: 1,
  trunks: [{root: DIGEST, platform: 'linux/amd64', images: [imageWith(overrides)], more: 0}]
});

export default {
  cause: 'dependency-missing',
  log: {
    origin: "a captured build, and this action's own words",
    beside: true,
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  records: [
    {
      by: 'dependency rule',
      given: [
        lacking({found: {outcome: 'nothing'}}),
        lacking({found: {outcome: 'unread', reason: '403 Forbidden'}}),
        {...lacking({found: {outcome: 'nothing'}}), onMissing: 'error'},
        {trunks: [], found: 0, problem: 'Nobody could look.'}
      ],
      miss: {
        given: {...lacking({found: {outcome: 'nothing'}}), onMissing: 'ignore'},
        code: undefined,
        why: 'what is missing is to be ignored'
      }
    }
  ]
} satisfies CodeCase;
