import {writeBuild, writeRun} from '../../support/logs.ts';
import {engine, engineOf, node} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'daemon-unavailable',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      open: ['PROV-3G'],
      log: '##[error]buildx failed with: ERROR: failed to build: context deadline exceeded'
    },
    {
      log: 'ERROR: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory'
    },
    {
      open: ['PROV-025'],
      log: 'ERROR: failed to build: failed to solve: failed to read dockerfile: no active session for z0ou7q9ys: context deadline exceeded'
    },
    {
      log: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
    },
    {
      open: ['PROV-025'],
      log: 'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF'
    },
    {
      log: 'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///run/docker.sock: connect: permission denied'
    },
    {log: 'error during connect: Get "http://engine.example:2375/_ping": dial tcp: connection refused'},
    {log: 'ERROR: failed to build: could not connect to unix:///run/buildkit/buildkitd.sock'},
    {
      log: 'ERROR: failed to build: listing workers for Build: failed to list workers: Unavailable: connection error'
    },
    {log: 'ERROR: failed to build: failed to receive status: rpc error: code = Unknown desc = exit status 1'},
    {log: 'ERROR: No such container: buildx_buildkit_builder0'},
    {log: 'ERROR: failed to build: failed to initialize builder builder (builder0): exit status 1'},
    {
      log: writeBuild(
        [
          {
            name: '[internal] booting buildkit',
            error: 'Error response from daemon: failed to create task for container: exit status 1'
          }
        ],
        'Error response from daemon: failed to create task for container: exit status 1'
      )
    },
    {
      open: ['PROV-010'],
      log: writeBuild(
        [
          {
            name: '[internal] booting buildkit',
            error:
              'Error response from daemon: failed to resolve reference "registry.example/buildkit:nope": registry.example/buildkit:nope: not found'
          }
        ],
        'Error response from daemon: failed to resolve reference "registry.example/buildkit:nope": registry.example/buildkit:nope: not found'
      )
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a program wants an engine',
      log: writeRun('docker ps', [
        'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
      ])
    }
  ],
  records: [
    {
      by: 'preflight check',
      given: [
        {
          check: 'builder',
          engine: {...engine, builder: undefined, builderError: 'failed to dial (exit code 1)'}
        },
        {
          check: 'builder',
          engine: engineOf({nodes: [{...node, name: 'b1', status: 'error', error: 'connection refused'}]})
        },
        {
          check: 'builder',
          engine: engineOf({
            nodes: [{...node, name: 'b1', status: 'error', error: 'connection refused'}, node]
          })
        }
      ],
      miss: {
        given: {check: 'builder', engine: engineOf({nodes: [{...node, status: 'inactive'}]})},
        code: undefined,
        why: 'it only is not up yet'
      }
    }
  ]
} satisfies CodeCase;
