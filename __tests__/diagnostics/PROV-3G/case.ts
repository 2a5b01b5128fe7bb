import {writeBuild, writePush, writeRun} from '../../support/logs.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'network',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      log: writeBuild(
        [
          {
            name: '[internal] load remote build context',
            error: 'Get "https://files.example/app.tar": dial tcp 192.0.2.1:443: connect: connection refused'
          }
        ],
        'failed to read downloaded context: failed to load cache key: Get "https://files.example/app.tar": dial tcp 192.0.2.1:443: connect: connection refused'
      )
    },
    {
      log: writeBuild(
        [{name: 'https://files.example/x', error: 'invalid response status 503'}],
        'failed to load cache key: invalid response status 503'
      )
    },
    {
      log: writeBuild(
        [
          {
            name: '[internal] booting buildkit',
            error:
              'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
          }
        ],
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
      )
    },
    {
      log: writePush(
        'failed to do request: Head "https://registry.example/v2/a/blobs/sha256:00": tls: failed to verify certificate: x509: certificate signed by unknown authority',
        'registry.example/a:1'
      )
    },
    {
      log: writePush(
        'unexpected status from PUT request to https://registry.example/v2/a/blobs/uploads/1: 413 Request Entity Too Large',
        'registry.example/a:1'
      ),
      open: ['PROV-1I']
    }
  ],
  misses: [
    {
      code: 'PROV-7D',
      why: 'it is the engine that does not answer',
      log: writeBuild(
        [
          {
            name: '[internal] booting buildkit',
            error: 'Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.51/info": context deadline exceeded'
          }
        ],
        'Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.51/info": context deadline exceeded'
      )
    },
    {
      code: 'PROV-020',
      why: 'a program cannot reach its mirror',
      nor: ['PROV-3D'],
      log: writeRun('apt-get update', [
        'Could not resolve host: deb.example.org',
        'dial tcp: lookup x: no such host'
      ])
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [{name: 'RegistryError'}, {name: 'SchemeError'}, {name: 'ReachError'}],
      miss: {given: {name: 'ProxyError'}, code: 'PROV-015', why: 'it is a variable that is wrong'}
    }
  ]
} satisfies CodeCase;
