import {writeBuild, writePush, writeRun} from '../../support/logs.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'registry-unavailable',
  log: {origin: 'captured', miss: {code: undefined, why: 'BuildKit tried again, and it worked'}},
  words: [
    {
      log: writePush('unknown: unknown error', 'registry.example/a:1', [
        'error: unexpected status from PUT request to https://registry.example/v2/a/manifests/1: 502 Bad Gateway',
        'retrying in 1s'
      ])
    },
    {
      log: writeBuild(
        [
          {
            name: '[internal] booting buildkit',
            error:
              'error pulling image configuration: download failed after attempts=6: received unexpected HTTP status: 500 Internal Server Error'
          }
        ],
        'error pulling image configuration: download failed after attempts=6: received unexpected HTTP status: 500 Internal Server Error'
      )
    },
    {
      log: writePush('unknown', 'registry.example/a:1', [
        'error: unexpected status from POST request to https://registry.example/v2/a/blobs/uploads/: 500 Internal Server Error',
        'retrying in 1s'
      ])
    },
    {
      log: '##[error]HTTPError: Error uploading https://ghcr.io/v2/acme/app/blobs/uploads/ - expected 202, received 503'
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a server inside the build is down',
      log: writeRun('curl x', ['curl: (22) The requested URL returned error: 503 Service Unavailable'])
    },
    {
      code: undefined,
      why: 'BuildKit tried again, and it worked',
      log: writeBuild([
        {
          name: 'exporting to image',
          output: [
            'error: unexpected status from POST request to https://r.example/v2/a/blobs/uploads/: 503 Service Unavailable',
            'retrying in 1s'
          ]
        }
      ])
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'RegistryError', status: 500},
        {name: 'PatienceError', status: 503}
      ],
      miss: {
        given: {name: 'RegistryError', status: 429},
        code: 'PROV-3F',
        why: 'it is there, and wants to be asked less often'
      }
    }
  ]
} satisfies CodeCase;
