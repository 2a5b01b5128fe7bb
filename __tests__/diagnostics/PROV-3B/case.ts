import {GOOD, writePull, writePush, writeRun} from '../../support/logs.ts';
import {probed, registry} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';
import {workflowWithout} from '../workflow.ts';

export default {
  cause: 'registry-unauthorized',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {open: ['PROV-1A'], log: '##[error]Username and password required'},
    {open: ['PROV-1A'], log: 'Error: Cannot perform an interactive login from a non TTY device'},
    {
      log: 'Error: signing [ghcr.io/acme/app:1]: accessing entity: GET https://ghcr.io/token?scope=repository%3Aacme%2Fapp%3Apull&service=ghcr.io: UNAUTHORIZED: authentication required'
    },
    {open: ['PROV-3A'], log: 'denied: requested access to the resource is denied'},
    {
      log: 'Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password'
    },
    {log: 'Error response from daemon: Get "https://ghcr.io/v2/": denied: denied'},
    {
      open: ['PROV-028'],
      log: writePull(
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        'docker.io/acme/library:1'
      )
    },
    {log: '##[error]Error: No credentials found for registry ghcr.io'},
    {
      log: writePush('denied', 'registry.example/a:1'),
      context: {loggedIn: new Map([['registry.example', false]])}
    }
  ],
  misses: [
    {
      code: undefined,
      why: 'the job came to its end, and one of its tools only wrote of it',
      nor: ['PROV-2E'],
      log: `${GOOD}CVE-2026-1 rekor: error creating tlog entry (timeout); unauthorized: access denied\nCleaning up orphan processes\n`
    },
    {
      code: 'PROV-020',
      why: 'npm is not let in',
      log: writeRun('npm ci', [
        'npm error code E401',
        'npm error 401 Unauthorized - GET https://npm.pkg.github.com/@acme%2fx'
      ])
    },
    {
      code: 'PROV-3A',
      why: 'who asks is known',
      log: writePush(
        'denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource',
        'europe-docker.pkg.dev/p/r/a:1'
      )
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'RegistryError', status: 401},
        {name: 'CredentialsError'},
        {name: 'RegistryError', status: 403, host: 'ghcr.io', run: {loggedIn: new Map([['ghcr.io', false]])}}
      ],
      miss: {
        given: {
          name: 'RegistryError',
          status: 403,
          host: 'ghcr.io',
          run: {loggedIn: new Map([['ghcr.io', true]])}
        },
        code: 'PROV-3A',
        why: 'somebody is logged in'
      }
    },
    {
      by: 'preflight check',
      given: [
        {check: 'credentials', ...probed({}, {credentials: 'absent'})},
        {check: 'push', ...probed({status: 401}, {registry: 'registry.example'})}
      ],
      miss: {
        given: {check: 'credentials', registries: [{...registry, credentials: 'absent'}]},
        code: undefined,
        why: 'it takes a push from anybody'
      }
    },
    {
      by: 'workflow hint',
      given: [workflowWithout('login-action', 'registry: ghcr.io', '        with:\n')],
      miss: {given: workflowWithout(), code: undefined, why: 'the login is there'}
    }
  ]
} satisfies CodeCase;
