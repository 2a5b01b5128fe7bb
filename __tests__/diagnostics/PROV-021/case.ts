import {writeBuild} from '../../support/logs.ts';
import {good} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'context-failure',
  log: {origin: 'captured', miss: {code: 'PROV-020', why: 'an earlier stage did not make the file'}},
  words: [
    ...['401', '403', '404'].flatMap(status => [
      {
        log: writeBuild(
          [{name: 'https://files.example/x', error: `invalid response status ${status}`}],
          `failed to load cache key: invalid response status ${status}`
        )
      },
      {
        log: writeBuild(
          [{name: '[internal] load remote build context', error: `invalid response status ${status}`}],
          `failed to read downloaded context: failed to load cache key: invalid response status ${status}`
        )
      }
    ]),
    {
      log: writeBuild(
        [
          {
            name: '[internal] load git source https://github.com/acme/app.git#main',
            error:
              'failed to fetch remote https://github.com/acme/app.git: git stderr:\nfatal: could not read Username'
          }
        ],
        'failed to read dockerfile: failed to load cache key: failed to fetch remote https://github.com/acme/app.git'
      )
    },
    {
      log: writeBuild(
        [
          {
            name: '[linux/arm64 1/1] COPY only-for-arm64 /x',
            error: 'failed to calculate checksum of ref a::b: "/only-for-arm64": not found'
          }
        ],
        'failed to compute cache key: failed to calculate checksum of ref a::b: "/only-for-arm64": not found'
      )
    },
    {log: 'ERROR: failed to build: unable to prepare context: path "./nocontext" not found'},
    {
      log: 'ERROR: failed to build: unable to evaluate symlinks in Dockerfile path: lstat /src/Dockerfile: no such file or directory'
    },
    {log: 'ERROR: failed to build: resolve : lstat src: no such file or directory'},
    {
      log: 'ERROR: failed to build: failed to solve: failed to fetch remote https://github.com/acme/app.git: exit status 128'
    },
    {log: 'ERROR: failed to build: path "./nocontext" not found'},
    {log: 'ERROR: failed to build: failed to solve: failed to load cache key: subdir not found'}
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'an earlier stage did not make the file',
      log: writeBuild(
        [
          {
            name: '[stage-1 2/2] COPY --from=build /out /out',
            error: 'failed to calculate checksum of ref a::b: "/out": not found'
          }
        ],
        'failed to compute cache key: failed to calculate checksum of ref a::b: "/out": not found'
      )
    }
  ],
  records: [
    {
      by: 'preflight check',
      given: [
        {check: 'context', sources: {...good.sources, context: {path: 'src', state: 'absent'}}},
        {
          check: 'dockerfile',
          sources: {...good.sources, dockerfile: {path: 'src/Dockerfile', state: 'absent'}}
        }
      ],
      miss: {
        given: {
          check: 'dockerfile',
          sources: {
            ...good.sources,
            context: {path: 'src', state: 'absent'},
            dockerfile: {path: 'src/Dockerfile', state: 'absent'}
          }
        },
        code: undefined,
        why: 'the context is missing, and that is told of it'
      }
    }
  ]
} satisfies CodeCase;
