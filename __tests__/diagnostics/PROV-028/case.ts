import {writeBuild, writePull} from '../../support/logs.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'build-failure',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      open: ['PROV-3B'],
      log: writePull(
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        'docker.io/library/alpin:3'
      )
    }
  ],
  misses: [
    {
      code: 'PROV-010',
      why: 'it is the generator of SBOMs, or the frontend, that is not there',
      log: writeBuild(
        [{name: 'resolve image config for docker-image://r.example/f:1', error: 'r.example/f:1: not found'}],
        'failed to resolve source metadata for r.example/f:1: r.example/f:1: not found'
      )
    }
  ]
} satisfies CodeCase;
