/** The words of the tools, and the code that they mean. Data. */
import type {Code} from '../../../src/diagnostics/code.ts';
import {GOOD, writeBuild, writePull, writePush, writeRun} from './logs.ts';

export interface Words {
  readonly code: Code;
  readonly log: string;
  readonly open?: readonly Code[];
}

export const SUITES: Readonly<Record<string, readonly Words[]>> = {
  'of actions/attest': [
    {
      code: 'PROV-2A',
      open: ['PROV-1A'],
      log: `${GOOD}##[error]Error: missing "id-token" permission. Please add "permissions: id-token: write" to your workflow.`
    },
    {
      code: 'PROV-2A',
      log: 'Error: Failed to get ID token: Error message: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable'
    },
    {code: 'PROV-2A', open: ['PROV-2B'], log: '##[error]CI: no tokens available'},
    {code: 'PROV-2B', log: '##[error]Error: Failed to get ID token: Error Code : 403'},
    {
      code: 'PROV-2B',
      log: '##[error]InternalError: error creating signing certificate - (400) There was an error processing the identity token'
    },
    {
      code: 'PROV-2C',
      open: ['PROV-2D'],
      log: '##[error]Error: Failed to persist attestation: Resource not accessible by integration - https://docs.github.com/rest/users/attestations'
    },
    {
      code: 'PROV-2D',
      log: '##[error]Error: Failed to persist attestation: Feature not available for user-owned private repositories. To enable this feature, please make this repository public.'
    },
    {code: 'PROV-2E', log: '##[error]Error: Failed to persist attestation: Server Error'},
    {code: 'PROV-2E', log: '##[error]InternalError: error creating tlog entry - (503) rekor down'},
    {
      code: 'PROV-2E',
      log: '##[error]InternalError: error creating tlog entry - (409) an equivalent entry already exists in the transparency log with UUID 24296fb2'
    },
    {
      code: 'PROV-2F',
      log: '##[error]Error: Failed to persist attestation: Invalid Argument - values do not match: acme/app != acme/other'
    },
    {
      code: 'PROV-2G',
      log: '##[error]HTTPError: Error fetching https://ghcr.io/v2/acme/app/manifests/sha256:00ff - expected 200, received 404'
    },
    {
      code: 'PROV-3A',
      open: ['PROV-3C'],
      log: '##[error]HTTPError: Error uploading https://ghcr.io/v2/acme/app/blobs/uploads/ - expected 202, received 403'
    },
    {
      code: 'PROV-3X',
      open: ['PROV-3B', 'PROV-2G'],
      log: '##[error]OCIError: Error uploading artifact to container registry'
    },
    {code: 'PROV-1I', log: '##[error]Error: predicate file exceeds maximum allowed size: 16777216 bytes'},
    {code: 'PROV-2G', log: '##[error]Error: Could not find subject at path dist/app.tar'},
    {
      code: 'PROV-010',
      log: '##[error]Error: One of subject-path, subject-digest, or subject-checksums must be provided'
    }
  ],
  'of cosign': [
    {
      code: 'PROV-2A',
      log: 'Error: signing [ghcr.io/acme/app@sha256:00]: getting signer: getting key from Fulcio: retrieving cert: error obtaining token: expired_token\nmain.go:74: error during command execution: signing [ghcr.io/acme/app@sha256:00]: getting signer: getting key from Fulcio: retrieving cert: error obtaining token: expired_token'
    },
    {
      code: 'PROV-2E',
      log: 'Error: signing [ghcr.io/acme/app@sha256:00]: signing ghcr.io/acme/app@sha256:00: Post "https://rekor.sigstore.dev/api/v1/log/entries": context deadline exceeded'
    },
    {
      code: 'PROV-2E',
      log: 'Error: signing [x]: [POST /api/v1/log/entries][409] createLogEntryConflict  &{Code:409}'
    },
    {
      code: 'PROV-2F',
      log: 'Error: no matching signatures: none of the expected identities matched what was in the certificate, got subjects [https://github.com/acme/other/.github/workflows/b.yml@refs/heads/main] with issuer https://token.actions.githubusercontent.com\nmain.go:69: error during command execution: no matching signatures: none of the expected identities matched what was in the certificate'
    },
    {
      code: 'PROV-1C',
      open: ['PROV-6'],
      log: 'Error: no signatures found\nmain.go:74: error during command execution: no signatures found'
    },
    {code: 'PROV-1G', log: 'Error: not enough verified log entries from transparency log: 0 < 1'},
    {
      code: 'PROV-3B',
      log: 'Error: signing [ghcr.io/acme/app:1]: accessing entity: GET https://ghcr.io/token?scope=repository%3Aacme%2Fapp%3Apull&service=ghcr.io: UNAUTHORIZED: authentication required'
    },
    {
      code: 'PROV-3A',
      log: 'Error: signing [ghcr.io/acme/app@sha256:00]: recursively signing: PUT https://ghcr.io/v2/acme/app/manifests/sha256-00.sig: DENIED: permission_denied: write_package'
    },
    {
      code: 'PROV-6T',
      log: 'Error: signing [ghcr.io/acme/app:1]: accessing entity: GET https://ghcr.io/v2/acme/app/manifests/1: MANIFEST_UNKNOWN: manifest unknown'
    }
  ],
  'of gh': [
    {
      code: 'PROV-1C',
      open: ['PROV-6', 'PROV-2D'],
      log: 'Loaded digest sha256:00 for oci://ghcr.io/acme/app:1\n✗ Loading attestations from GitHub API failed\n\nHTTP 404: Not Found (https://api.github.com/repos/acme/app/attestations/sha256:00?per_page=30)'
    },
    {
      code: 'PROV-2F',
      log: '✗ Verification failed\n\nError: verifying with issuer "sigstore.dev": failed to verify certificate identity: no matching CertificateIdentity found, last error: expected SAN value to match regex "(?i)^https://github.com/acme/app/", got "https://github.com/acme/other/.github/workflows/b.yml@refs/heads/main"'
    },
    {
      code: 'PROV-010',
      log: 'gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable. Example:'
    }
  ],
  'of build-push-action and the runner': [
    {
      code: 'PROV-7C',
      log: '##[error]Docker buildx is required. See https://github.com/docker/setup-buildx-action to set up buildx.'
    },
    {
      code: 'PROV-1B',
      log: '##[error]buildx failed with: Learn more at https://docs.docker.com/go/attestations/'
    },
    {
      code: 'PROV-020',
      log: '##[error]buildx failed with: ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2'
    },
    {
      code: 'PROV-3A',
      log: '##[error]buildx failed with: ERROR: failed to solve: failed to push ghcr.io/acme/app:1: denied: installation not allowed to Create organization package'
    },
    {
      code: 'PROV-026',
      log: `#0 building with "b" instance using docker-container driver\n#1 [2/2] RUN make\n##[error]The operation was canceled.`
    },
    {code: 'PROV-7A', log: '##[error]Buildx >= 0.15.0 is required to use the call flag.'},
    {code: 'PROV-3A', log: '❌ Error pushing attestation manifest: 403 Forbidden'},
    {code: 'PROV-3X', log: '✅ Build completed\n❌ Error uploading attestation: something went wrong'},
    {code: 'PROV-1B', log: '❌ provenance is not supported for driver docker'}
  ],
  'of docker': [
    {code: 'PROV-3B', open: ['PROV-3A'], log: 'denied: requested access to the resource is denied'},
    {
      code: 'PROV-3B',
      log: 'Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password'
    },
    {code: 'PROV-3B', log: 'Error response from daemon: Get "https://ghcr.io/v2/": denied: denied'},
    {
      code: 'PROV-3F',
      log: 'Error response from daemon: toomanyrequests: You have reached your pull rate limit.'
    },
    {code: 'PROV-7C', log: "docker: 'buildx' is not a docker command.\nSee 'docker --help'"},
    {
      code: 'PROV-7C',
      log: "docker: unknown command: docker buildx\n\nRun 'docker --help' for more information"
    },
    {
      code: 'PROV-7C',
      log: 'ERROR: BuildKit is enabled but the buildx component is missing or broken.\n       Install the buildx component to build images with BuildKit:'
    },
    {code: 'PROV-7A', log: "unknown flag: --provenance\nSee 'docker buildx build --help'."},
    {code: 'PROV-7C', log: "unknown flag: --provenance\nSee 'docker --help'."},
    {code: 'PROV-4E', log: 'ghcr.io/acme/app@sha256:00 is a manifest list'},
    {code: 'PROV-6T', log: 'no such manifest: ghcr.io/acme/app:1'},
    {
      code: 'PROV-7D',
      log: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
    },
    {code: 'PROV-3H', log: 'invalid reference format: repository name (Acme/app) must be lowercase'},
    {code: 'PROV-024', log: 'failed to register layer: write /usr/lib/x.so: no space left on device'}
  ],
  'of buildx and BuildKit': [
    {
      code: 'PROV-1B',
      log: 'ERROR: multiple platforms feature is currently not supported for docker driver. Please switch to a different driver (eg. "docker buildx create --use")'
    },
    {
      code: 'PROV-7B',
      open: ['PROV-1B'],
      log: 'ERROR: attestations are not supported by the current buildkitd'
    },
    {
      code: 'PROV-7D',
      open: ['PROV-025'],
      log: 'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF'
    },
    {code: 'PROV-026', log: 'ERROR: failed to build: failed to solve: Canceled: context canceled'},
    {
      code: 'PROV-024',
      log: writeBuild(
        [
          {
            name: 'exporting to image',
            error: 'failed to copy: write /var/lib/buildkit/x: no space left on device'
          }
        ],
        'failed to copy: write /var/lib/buildkit/x: no space left on device'
      )
    },
    {
      code: 'PROV-025',
      log: writeBuild(
        [
          {
            name: '[2/2] RUN make',
            error: 'process "/bin/sh -c make" did not complete successfully: cannot allocate memory'
          }
        ],
        'ResourceExhausted: process "/bin/sh -c make" did not complete successfully: cannot allocate memory'
      )
    },
    {
      code: 'PROV-1I',
      log: 'ERROR: failed to build: failed to solve: /run/out/sbom.spdx.json exceeds 41943040 bytes'
    },
    {code: 'PROV-1H', log: 'ERROR: failed to build: failed to solve: provenance materials are incomplete'},
    {code: 'PROV-020', log: 'ERROR: executor failed running [/bin/sh -c make]: exit code: 2'},
    {
      code: 'PROV-022',
      log: 'failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 3: unknown instruction: COPPY'
    },
    {
      code: 'PROV-021',
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
      code: 'PROV-3E',
      log: writePush(
        'unexpected status from PUT request to https://registry.example/v2/acme/app/manifests/1: 400 Bad Request',
        'registry.example/acme/app:1'
      )
    },
    {
      code: 'PROV-3E',
      log: writePush('unknown: blob unknown to registry - sha256:00', 'registry.gitlab.com/acme/app:1')
    },
    {
      code: 'PROV-3D',
      log: writePush('unknown', 'registry.example/a:1', [
        'error: unexpected status from POST request to https://registry.example/v2/a/blobs/uploads/: 500 Internal Server Error',
        'retrying in 1s'
      ])
    },
    {
      code: 'PROV-3G',
      log: writePush(
        'failed to do request: Head "https://registry.example/v2/a/blobs/sha256:00": tls: failed to verify certificate: x509: certificate signed by unknown authority',
        'registry.example/a:1'
      )
    },
    {
      code: 'PROV-3B',
      open: ['PROV-028'],
      log: writePull(
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
      )
    },
    {
      code: 'PROV-3F',
      log: writePull(
        'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/alpine/manifests/sha256:00: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.'
      )
    },
    {
      code: 'PROV-5A',
      log: writeBuild(
        [
          {
            name: 'exporting to GitHub Actions Cache',
            error: 'This legacy service is shutting down, effective April 15, 2025.'
          }
        ],
        'This legacy service is shutting down, effective April 15, 2025.'
      )
    },
    {
      code: 'PROV-5B',
      log: writeBuild(
        [
          {
            name: 'exporting to GitHub Actions Cache',
            error: "failed to parse error response 400: <h2>Our services aren't available right now</h2>"
          }
        ],
        "failed to parse error response 400: <h2>Our services aren't available right now</h2>: invalid character '<' looking for beginning of value"
      )
    },
    {
      code: 'PROV-5',
      log: writeBuild(
        [{name: 'exporting cache to registry', error: 'error writing layer blob: not_found'}],
        'error writing layer blob: not_found'
      )
    },
    {
      code: 'PROV-4A',
      log: writeRun(
        'apt-get update',
        ['exec /bin/sh: exec format error'],
        'exit code: 255',
        '[linux/arm64 2/2]'
      )
    },
    {
      code: 'PROV-4A',
      log: writeRun('apk add git', [
        'standard_init_linux.go:228: exec user process caused: exec format error'
      ])
    },
    {code: 'PROV-025', log: writeRun('npm run build', ['Killed'], 'exit code: 137')},
    {
      code: 'PROV-025',
      log: writeRun('make', ['c++: fatal error: Killed signal terminated program cc1plus'], 'exit code: 2')
    },
    {code: 'PROV-024', log: writeRun('npm ci', ['npm error ENOSPC: no space left on device, write'])},
    {
      code: 'PROV-024',
      log: writeRun('dd if=/dev/zero of=/x', ["dd: error writing '/x': No space left on device"])
    }
  ]
};
