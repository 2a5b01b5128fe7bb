import type {CodeCase} from '../case.ts';

export default {
  cause: 'attest-subject-not-found',
  log: {
    origin: 'a captured build, and the message that actions/attest prints',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      log: 'Error: signing [ghcr.io/acme/app@sha256:00]: accessing entity: entity not found in registry\nerror during command execution: signing [ghcr.io/acme/app@sha256:00]: accessing entity: entity not found in registry'
    },
    {
      log: '##[error]HTTPError: Error fetching https://ghcr.io/v2/acme/app/manifests/sha256:00ff - expected 200, received 404'
    },
    {log: '##[error]Error: Could not find subject at path dist/app.tar'}
  ],
  misses: [
    {
      code: 'PROV-3A',
      why: 'the manifest is there, and may not be read',
      log: '##[error]HTTPError: Error fetching https://ghcr.io/v2/a/b/manifests/sha256:00 - expected 200, received 403'
    }
  ]
} satisfies CodeCase;
