import {writeBuild} from '../../support/logs.ts';
import type {CodeCase} from '../case.ts';

const EXPOSED = {
  severity: 'error',
  rule: 'known',
  where: 'Dockerfile',
  line: 7,
  what: 'holds input secrets: npm',
  length: 40
} as const;

export default {
  cause: 'secret-exposed',
  words: [
    {
      log: 'ERROR: failed to build: failed to solve: lint violation found for rules: FromAsCasing, SecretsUsedInArgOrEnv'
    }
  ],
  misses: [
    {
      code: 'PROV-022',
      why: 'the violation is of another rule',
      log: 'ERROR: failed to build: failed to solve: lint violation found for rules: FromAsCasing'
    },
    {
      code: undefined,
      why: 'the rule only warned',
      log: writeBuild([
        {name: '[2/2] RUN x', output: ['lint violation found for rules: SecretsUsedInArgOrEnv']}
      ])
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [{name: 'AttestationError', code: 'secret'}],
      miss: {
        given: {name: 'AttestationError', code: 'predicate'},
        code: 'PROV-016',
        why: 'it cannot be used, whatever it holds'
      }
    },
    {
      by: 'preflight check',
      given: [{check: 'secrets', secrets: {mode: 'default', unread: [], exposed: [EXPOSED]}}],
      miss: {
        given: {
          check: 'secrets',
          secrets: {mode: 'default', unread: [], exposed: [{...EXPOSED, severity: 'warning'}]}
        },
        code: undefined,
        why: 'it only looks like one'
      }
    }
  ]
} satisfies CodeCase;
