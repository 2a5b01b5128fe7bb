/** Logs that almost say something else: what they must not be taken for. Data. */
import type {Code} from '../../../src/diagnostics/code.ts';
import {GOOD, writeBuild, writePull, writePush, writeRun} from './logs.ts';

export interface NearMiss {
  /** What it is not, neither first nor beside. */
  readonly not: readonly Code[];
  /** What it is; undefined: nothing is wrong. */
  readonly code: Code | undefined;
  readonly log: string;
  readonly why: string;
}

export const MISSES: readonly NearMiss[] = [
  {
    not: ['PROV-1A'],
    code: 'PROV-020',
    why: 'a program prints the words of a skipped pull request',
    log: writeRun('make', ['Provenance: Skipped (PR build)'])
  },
  {
    not: ['PROV-1B'],
    code: 'PROV-020',
    why: 'a program prints the words of the docker driver',
    log: writeRun('make', ['ERROR: failed to build: Attestation is not supported for the docker driver.'])
  },
  {
    not: ['PROV-1B', 'PROV-7B'],
    code: undefined,
    why: 'an engine that cannot attest builds without',
    log: writeBuild([{name: 'exporting to image'}], undefined, 'docker')
  },
  {
    not: ['PROV-1C'],
    code: 'PROV-020',
    why: 'a program finds no attestations',
    log: writeRun('check', ['Error: no attestations found'])
  },
  {
    not: ['PROV-1D'],
    code: 'PROV-020',
    why: 'a program speaks of manifest lists',
    log: writeRun('x', ['docker exporter does not support exporting manifest lists'])
  },
  {
    not: ['PROV-1I'],
    code: 'PROV-020',
    why: 'a program speaks of a file that is too large',
    log: writeRun('x', ['a.json exceeds 41943040 bytes'])
  },
  {
    not: ['PROV-2A', 'PROV-2B'],
    code: 'PROV-020',
    why: 'a test inside the build wants a token',
    log: writeRun('npm test', [
      'Error: missing "id-token" permission. Please add "permissions: id-token: write" to your workflow.'
    ])
  },
  {
    not: ['PROV-2A'],
    code: 'PROV-000',
    why: 'the token is another one',
    log: '##[error]Error: missing "id" attribute'
  },
  {
    not: ['PROV-2C'],
    code: 'PROV-000',
    why: 'it is no attestation that GitHub refuses',
    log: '##[error]Resource not accessible by integration'
  },
  {
    not: ['PROV-2D', 'PROV-2C'],
    code: 'PROV-2E',
    why: 'GitHub is down',
    log: '##[error]Error: Failed to persist attestation: Bad Gateway'
  },
  {
    not: ['PROV-2E'],
    code: 'PROV-2B',
    why: 'Fulcio answers, and refuses the token',
    log: '##[error]InternalError: error creating signing certificate - (400) There was an error processing the identity token'
  },
  {
    not: ['PROV-2F'],
    code: 'PROV-020',
    why: 'a unit test expects something to match',
    log: writeRun('npm test', ['expected SAN value to match regex "a", got "b"'])
  },
  {
    not: ['PROV-2G'],
    code: 'PROV-3A',
    why: 'the manifest is there, and may not be read',
    log: '##[error]HTTPError: Error fetching https://ghcr.io/v2/a/b/manifests/sha256:00 - expected 200, received 403'
  },
  {
    not: ['PROV-3A', 'PROV-3B', 'PROV-3C'],
    code: 'PROV-020',
    why: 'a program prints a refusal and fails',
    log: writeRun('./deploy', [
      'unexpected status from PUT request to https://ghcr.io/v2/a/b: 403 Forbidden',
      'denied: permission_denied: write_package'
    ])
  },
  {
    not: ['PROV-3A'],
    code: 'PROV-020',
    why: 'the Dockerfile itself says 403 Forbidden',
    log: writeRun('echo "403 Forbidden"; exit 1', ['403 Forbidden'])
  },
  {
    not: ['PROV-3A'],
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
    not: ['PROV-3A'],
    code: 'PROV-020',
    why: 'permission is denied to a file',
    log: writeRun('./run', ['/bin/sh: ./run: Permission denied'], 'exit code: 126')
  },
  {
    not: ['PROV-3B'],
    code: 'PROV-020',
    why: 'npm is not let in',
    log: writeRun('npm ci', [
      'npm error code E401',
      'npm error 401 Unauthorized - GET https://npm.pkg.github.com/@acme%2fx'
    ])
  },
  {
    not: ['PROV-3B'],
    code: 'PROV-3A',
    why: 'who asks is known',
    log: writePush(
      'denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource',
      'europe-docker.pkg.dev/p/r/a:1'
    )
  },
  {
    not: ['PROV-3C'],
    code: 'PROV-3A',
    why: 'no package of GitHub',
    log: writePush('denied', 'registry.example/a:1')
  },
  {
    not: ['PROV-3D'],
    code: 'PROV-020',
    why: 'a server inside the build is down',
    log: writeRun('curl x', ['curl: (22) The requested URL returned error: 503 Service Unavailable'])
  },
  {
    not: ['PROV-3D'],
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
  },
  {
    not: ['PROV-3E'],
    code: 'PROV-3H',
    why: 'the tag may not be moved',
    log: writePush(
      "unknown: The image tag '1' already exists in the 'a' repository and cannot be overwritten because the tag is immutable."
    )
  },
  {
    not: ['PROV-3F'],
    code: 'PROV-020',
    why: 'a program is limited',
    log: writeRun('curl api', ['429 Too Many Requests', 'toomanyrequests: slow down'])
  },
  {
    not: ['PROV-3G', 'PROV-3D'],
    code: 'PROV-020',
    why: 'a program cannot reach its mirror',
    log: writeRun('apt-get update', [
      'Could not resolve host: deb.debian.org',
      'dial tcp: lookup x: no such host'
    ])
  },
  {
    not: ['PROV-3H'],
    code: 'PROV-010',
    why: 'a platform is wrong, and no tag',
    log: 'ERROR: failed to build: "linux/foo/bar/baz": cannot parse platform specifier: invalid argument'
  },
  {
    not: ['PROV-3X'],
    code: 'PROV-020',
    why: 'a program uploads something of its own',
    log: writeRun('x', ['Error uploading attestation: nope'])
  },
  {
    not: ['PROV-4A'],
    code: 'PROV-020',
    why: 'the Dockerfile prints the marker',
    log: writeRun('echo exec /bin/sh: exec format error; exit 1', ['exec /bin/sh: exec format error'])
  },
  {
    not: ['PROV-4A'],
    code: 'PROV-020',
    why: 'the shell ran: it is a file that it started',
    log: writeRun('./tool', ['/bin/sh: ./tool: Exec format error'], 'exit code: 126')
  },
  {
    not: ['PROV-4A'],
    code: 'PROV-020',
    why: 'something ran before',
    log: writeRun('./build', ['compiling', 'exec /bin/sh: exec format error'])
  },
  {
    not: ['PROV-4A'],
    code: undefined,
    why: 'the marker is in a step that ended well',
    log: writeBuild([{name: '[2/2] RUN x', output: ['exec /bin/sh: exec format error']}])
  },
  {
    not: ['PROV-4A'],
    code: 'PROV-020',
    why: 'another step failed',
    log: writeBuild(
      [
        {name: '[linux/arm64 2/3] RUN x', output: ['exec /bin/sh: exec format error']},
        {
          name: '[linux/arm64 3/3] RUN y',
          output: ['no'],
          error: 'process "/bin/sh -c y" did not complete successfully: exit code: 1'
        }
      ],
      'process "/bin/sh -c y" did not complete successfully: exit code: 1'
    )
  },
  {
    not: ['PROV-4B'],
    code: 'PROV-020',
    why: 'it fails on every platform',
    log: writeBuild(
      ['linux/amd64', 'linux/arm64'].map(platform => ({
        name: `[${platform} 2/2] RUN make`,
        error: 'process "/bin/sh -c make" did not complete successfully: exit code: 2'
      })),
      'process "/bin/sh -c make" did not complete successfully: exit code: 2'
    )
  },
  {
    not: ['PROV-4D'],
    code: 'PROV-028',
    why: 'the image is not there at all',
    log: writePull('docker.io/library/nope:3: not found', 'docker.io/library/nope:3')
  },
  {
    not: ['PROV-5', 'PROV-5B'],
    code: 'PROV-020',
    why: 'a cache of a program failed',
    log: writeRun('ccache', ['error writing layer blob: denied', 'failed to configure gha cache exporter'])
  },
  {
    not: ['PROV-6T', 'PROV-2G'],
    code: 'PROV-020',
    why: 'a program does not find a manifest',
    log: writeRun('x', ['MANIFEST_UNKNOWN: manifest unknown', 'ERROR: a/b:1: not found'])
  },
  {
    not: ['PROV-7A', 'PROV-7C'],
    code: 'PROV-010',
    why: 'the flag is no flag of provenance',
    log: "unknown flag: --provenance-foo\n\nUsage:  docker buildx build [OPTIONS] PATH | URL | -\n\nRun 'docker buildx build --help' for more information"
  },
  {
    not: ['PROV-7A', 'PROV-7C'],
    code: 'PROV-020',
    why: 'a program does not know the flag',
    log: writeRun('tool', ['unknown flag: --provenance'])
  },
  {
    not: ['PROV-7D'],
    code: 'PROV-020',
    why: 'a program wants an engine',
    log: writeRun('docker ps', [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
    ])
  },
  {
    not: ['PROV-021'],
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
  },
  {
    not: ['PROV-022'],
    code: 'PROV-020',
    why: 'a program parses a Dockerfile',
    log: writeRun('lint', ['dockerfile parse error on line 2: unknown instruction: FOO'])
  },
  {
    not: ['PROV-023'],
    code: 'PROV-020',
    why: 'a program misses a secret',
    log: writeRun('x', ['secret tok: not found'])
  },
  {
    not: ['PROV-024'],
    code: 'PROV-020',
    why: 'the Dockerfile prints the marker',
    log: writeRun('echo x: no space left on device && false', ['x: no space left on device'])
  },
  {
    not: ['PROV-025'],
    code: 'PROV-020',
    why: 'something was killed on purpose',
    log: writeRun('test', ['Killed 3 stale workers', 'FAILED'])
  },
  {
    not: ['PROV-026'],
    code: 'PROV-020',
    why: 'a program was cancelled by itself',
    log: writeRun('test', ['context canceled', 'The operation was canceled.'])
  },
  {
    not: ['PROV-020'],
    code: 'PROV-023',
    why: 'the program was never started',
    log: writeBuild(
      [{name: '[2/2] RUN --mount=type=secret,id=tok,required=true x', error: 'secret tok: not found'}],
      'secret tok: not found'
    )
  },
  {
    not: ['PROV-3A', 'PROV-3B'],
    code: 'PROV-021',
    why: 'a file has the name of a refusal',
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
    not: ['PROV-3A'],
    code: 'PROV-022',
    why: 'an instruction has the name of a refusal',
    log: 'ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: denied:'
  },
  {
    not: ['PROV-3A', 'PROV-3B'],
    code: undefined,
    why: 'the script that the runner shows holds the words',
    log: `##[group]Run docker push x || echo "denied: no"\ndenied: permission_denied: write_package\nunauthorized: authentication required\n##[endgroup]\n${GOOD}`
  },
  {
    not: ['PROV-3A'],
    code: undefined,
    why: 'it was refused at first, and then tried again',
    log: `${writePush('denied')}${GOOD}`
  },
  {
    not: ['PROV-2A', 'PROV-3A'],
    code: 'PROV-000',
    why: 'nothing speaks',
    log: 'ERROR: failed to build: failed to solve: frobnicator went away'
  },
  {
    not: ['PROV-3A'],
    code: 'PROV-000',
    why: 'a database denies',
    log: 'FATAL:  permission denied for table users\n##[error]Process completed with exit code 1.'
  },
  {
    not: ['PROV-010'],
    code: 'PROV-020',
    why: 'a program does not take a value',
    log: writeRun('x', ['invalid value max', 'unknown flag: --foo'])
  },
  {
    not: ['PROV-011'],
    code: 'PROV-020',
    why: 'a program wants a tag',
    log: writeRun('x', ['ERROR: failed to build: tag is needed when pushing to registry'])
  },
  {
    not: ['PROV-1G'],
    code: 'PROV-020',
    why: 'a test of signatures fails',
    log: writeRun('go test', ['Error: signature verification failed'])
  },
  {
    not: ['PROV-1H'],
    code: 'PROV-020',
    why: 'a program speaks of materials',
    log: writeRun('x', ['provenance materials are incomplete'])
  },
  {
    not: ['PROV-4E'],
    code: undefined,
    why: 'an index was merged, with all that it holds',
    log: writeBuild([
      {
        name: '[internal] pushing r.example/a:1',
        output: [
          `copying sha256:${'1'.repeat(64)} from r.example/a@sha256:${'2'.repeat(64)} to r.example/a:1`
        ]
      }
    ])
  },
  {
    not: ['PROV-5A'],
    code: 'PROV-020',
    why: 'a program uses the old service',
    log: writeRun('x', ['This legacy service is shutting down'])
  },
  {
    not: ['PROV-028'],
    code: 'PROV-022',
    why: 'it is the frontend that is not there',
    log: writeBuild(
      [{name: 'resolve image config for docker-image://r.example/f:1', error: 'r.example/f:1: not found'}],
      'failed to resolve source metadata for r.example/f:1: r.example/f:1: not found'
    )
  }
];
