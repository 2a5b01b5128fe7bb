import type {CodeCase} from '../case.ts';

export default {
  cause: 'engine-fault',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the build says it of a store of its own'}
  },
  words: [
    {
      log: `ERROR: failed to build: failed to solve: failed to mount /path: parent snapshot sha256:${'c0'.repeat(32)} does not exist: not found`
    }
  ],
  misses: [
    {
      code: 'PROV-000',
      why: 'it is no layer that is missing',
      log: 'ERROR: failed to build: failed to solve: failed to prepare: parent snapshot of volume data does not exist: not found'
    }
  ]
} satisfies CodeCase;
