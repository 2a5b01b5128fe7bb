import {GOOD, writeBuild, writePull, writePush, writeRun} from '../../support/logs.ts';
import {probed} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';
import {workflowWithout} from '../workflow.ts';

export default {
  cause: 'registry-denied',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      log: 'This is what I get:\n\n> ERROR: failed to build: failed to solve: failed to push ghcr.io/acme/app:1: denied: permission_denied: write_package'
    },
    {
      open: ['PROV-3C'],
      log: '##[error]HTTPError: Error uploading https://ghcr.io/v2/acme/app/blobs/uploads/ - expected 202, received 403'
    },
    {
      log: 'Error: signing [ghcr.io/acme/app@sha256:00]: recursively signing: PUT https://ghcr.io/v2/acme/app/manifests/sha256-00.sig: DENIED: permission_denied: write_package'
    },
    {
      log: '##[error]buildx failed with: ERROR: failed to solve: failed to push ghcr.io/acme/app:1: denied: installation not allowed to Create organization package'
    },
    {log: '❌ Error pushing attestation manifest: 403 Forbidden'},
    {
      log: writePull('denied: requested access is forbidden', 'registry.example/base:1'),
      open: ['PROV-3B', 'PROV-028']
    },
    {
      log: writePush(
        'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        'registry.example/a:1'
      ),
      context: {loggedIn: new Map([['registry.example', true]])},
      open: ['PROV-3B']
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a program prints a refusal and fails',
      nor: ['PROV-3B', 'PROV-3C'],
      log: writeRun('./deploy', [
        'unexpected status from PUT request to https://ghcr.io/v2/a/b: 403 Forbidden',
        'denied: permission_denied: write_package'
      ])
    },
    {
      code: 'PROV-020',
      why: 'the Dockerfile itself says 403 Forbidden',
      log: writeRun('echo "403 Forbidden"; exit 1', ['403 Forbidden'])
    },
    {
      code: undefined,
      why: 'a program prints a refusal and ends well',
      log: writeBuild([
        {
          name: '[2/2] RUN echo',
          output: ['denied: permission_denied: write_package', 'ERROR: failed to solve: denied']
        }
      ])
    },
    {
      code: 'PROV-020',
      why: 'permission is denied to a file',
      log: writeRun('./run', ['/bin/sh: ./run: Permission denied'], 'exit code: 126')
    },
    {
      code: 'PROV-021',
      why: 'a file has the name of a refusal',
      nor: ['PROV-3B'],
      log: writeBuild(
        [
          {
            name: '[1/1] COPY 403 /',
            error: 'failed to calculate checksum of ref a::b: "/401 Unauthorized: denied": not found'
          }
        ],
        'failed to compute cache key: failed to calculate checksum of ref a::b: "/401 Unauthorized: denied": not found'
      )
    },
    {
      code: 'PROV-022',
      why: 'an instruction has the name of a refusal',
      log: 'ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: denied:'
    },
    {
      code: undefined,
      why: 'the script that the runner shows holds the words',
      nor: ['PROV-3B'],
      log: `##[group]Run docker push x || echo "denied: no"\ndenied: permission_denied: write_package\nunauthorized: authentication required\n##[endgroup]\n${GOOD}`
    },
    {
      code: undefined,
      why: 'it was refused at first, and then tried again',
      log: `${writePush('denied')}${GOOD}`
    },
    {
      code: 'PROV-000',
      why: 'a database denies',
      log: 'FATAL:  permission denied for table users\n##[error]Process completed with exit code 1.'
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'RegistryError', status: 403, host: 'ghcr.io'},
        {name: 'RegistryError', status: 403}
      ],
      miss: {
        given: {name: 'RegistryError', status: 401, host: 'ghcr.io'},
        code: 'PROV-3B',
        why: 'nobody is known'
      }
    },
    {
      by: 'preflight check',
      given: [
        {check: 'push', ...probed({})},
        {check: 'push', ...probed({}, {registry: 'registry.example'})},
        {
          check: 'push',
          ...probed(
            {
              status: 401,
              errors: [{code: 'UNAUTHORIZED', message: 'insufficient_scope: authorization failed'}]
            },
            {registry: 'docker.io'}
          )
        }
      ],
      miss: {
        given: {check: 'push', ...probed({permission: 'unknown', status: 429})},
        code: undefined,
        why: 'the registry said neither yes nor no'
      }
    },
    {
      by: 'workflow hint',
      given: [workflowWithout('packages')],
      miss: {given: workflowWithout(), code: undefined, why: 'it is granted'}
    }
  ]
} satisfies CodeCase;
