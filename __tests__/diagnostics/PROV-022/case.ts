import {writeRun} from '../../support/logs.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'frontend-failure',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      log: 'failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 3: unknown instruction: COPPY'
    },
    {log: 'ERROR: failed to build: failed to solve: the Dockerfile cannot be empty'},
    {log: 'ERROR: failed to build: failed to solve: lint violation found for rules: StageNameCasing'},
    {log: 'ERROR: failed to build: failed to solve: frontend grpc server closed unexpectedly'},
    {log: 'ERROR: failed to build: failed to solve: base name ($BASE) should not be blank'},
    {
      log: 'ERROR: failed to build: failed to solve: failed to parse stage name "A b": invalid reference format'
    },
    {log: 'ERROR: failed to build: failed to solve: failed to process "$": unexpected end of statement'},
    {
      log: [
        'Dockerfile:1',
        '--------------------',
        '   1 | >>> # syntax=registry.example/frontend:1',
        '   2 |     FROM scratch',
        '--------------------',
        'ERROR: failed to build: failed to solve: exit code: 1'
      ].join('\n')
    },
    {
      log: [
        '#2 resolve image config for docker-image://registry.example/none:1',
        '#2 ERROR: registry.example/none:1: not found',
        'Dockerfile:1',
        '--------------------',
        '   1 | >>> # syntax=registry.example/none:1',
        '   2 |     FROM scratch',
        '--------------------',
        'ERROR: failed to build: failed to solve: failed to resolve source metadata for registry.example/none:1: registry.example/none:1: not found'
      ].join('\n')
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a program parses a Dockerfile',
      log: writeRun('lint', ['dockerfile parse error on line 2: unknown instruction: FOO'])
    }
  ]
} satisfies CodeCase;
