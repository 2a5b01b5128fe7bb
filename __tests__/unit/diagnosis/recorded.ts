/** What each recorded log shows, read off its name and its lines before any rule was written. Data. */
import type {Cause} from '../../../src/diagnostics/cause.ts';
import type {Code} from '../../../src/diagnostics/code.ts';

export interface Expected {
  readonly code: Code | undefined;
  readonly cause: Cause;
  /** Causes that the log leaves open beside the first. */
  readonly open?: readonly Cause[];
  /** Names in `__tests__/fixtures/logs`, without `.txt`. */
  readonly logs: readonly string[];
}

export const RECORDED: readonly Expected[] = [
  {
    code: 'PROV-1B',
    cause: 'driver-unsupported',
    logs: [
      'dockerdriver-nocontainerd-attest-flag',
      'dockerdriver-nocontainerd-cacheto-registry',
      'dockerdriver-nocontainerd-dockertar',
      'dockerdriver-nocontainerd-local',
      'dockerdriver-nocontainerd-multiplatform-provenance',
      'dockerdriver-nocontainerd-multiplatform',
      'dockerdriver-nocontainerd-oci',
      'dockerdriver-nocontainerd-provenance-max',
      'dockerdriver-nocontainerd-provenance-true',
      'dockerdriver-nocontainerd-push-by-digest',
      'dockerdriver-nocontainerd-sbom',
      'default-out-push-by-digest'
    ]
  },
  {
    code: 'PROV-1D',
    cause: 'driver-unsupported',
    logs: [
      'bkremote-out-docker-tar',
      'default-out-docker-tar',
      'container-load-to-nocontainerd',
      'container-load-to-nocontainerd-multi'
    ]
  },
  {
    code: 'PROV-011',
    cause: 'configuration',
    logs: [
      'bkremote-out-local-split-false',
      'default-out-local-split-false',
      'bkremote-out-ocimediatypes-false',
      'bkremote-out-push-notag',
      'default-out-push-notag',
      'dockerdriver-nocontainerd-index-annotation',
      'err-allow-insecure.bkremote',
      'err-allow-insecure.default',
      'err-runok-host.bkremote'
    ]
  },
  {
    code: 'PROV-010',
    cause: 'configuration',
    logs: [
      'err-bad-platform.bkremote',
      'err-bad-platform.default',
      'err-provenance-badmode.bkremote',
      'err-provenance-badversion.bkremote',
      'err-provenance-badversion.default',
      'err-provenance-max-bare.bkremote',
      'err-provenance-max-bare.default',
      'err-unknown-output.bkremote',
      'err-unknown-output.default',
      'err-unknown-flag',
      'history-noref',
      'err-target.bkremote',
      'err-target.default'
    ]
  },
  {
    code: 'PROV-010',
    cause: 'configuration',
    open: ['daemon-unavailable'],
    logs: ['err-unknown-builder', 'inspect-missing']
  },
  {
    code: 'PROV-7D',
    cause: 'daemon-unavailable',
    open: ['configuration'],
    logs: ['driver-container-image-missing']
  },
  {
    code: 'PROV-7D',
    cause: 'daemon-unavailable',
    logs: [
      'driver-remote-unreachable',
      'driver-remote-unreachable-build',
      'err-no-daemon',
      'err-permission-denied-socket'
    ]
  },
  {
    code: 'PROV-7C',
    cause: 'buildx-missing',
    logs: ['err-no-buildx-plugin', 'err-no-buildx-plugin-docker-build']
  },
  {
    code: 'PROV-7A',
    cause: 'buildx-too-old',
    logs: [
      'matrix-buildx-0.9.1-buildkit-0.10.6',
      'matrix-buildx-0.9.1-buildkit-0.11.6',
      'matrix-buildx-0.9.1-buildkit-0.13.2',
      'matrix-buildx-0.9.1-buildkit-0.27.1',
      'matrix-buildx-0.9.1-buildkit-0.32.2'
    ]
  },
  {
    code: 'PROV-7B',
    cause: 'buildkit-too-old',
    logs: [
      'matrix-buildx-0.10.5-buildkit-0.10.6',
      'matrix-buildx-0.36.1-buildkit-0.10.6',
      'matrix-buildx-sys-buildkit-0.10.6'
    ]
  },
  {
    code: 'PROV-022',
    cause: 'frontend-failure',
    logs: [
      'err-argfrom.bkremote',
      'err-argfrom.default',
      'err-empty.bkremote',
      'err-empty.default',
      'err-syntax.bkremote',
      'err-syntax.default',
      'err-frontend.bkremote',
      'err-frontend.default',
      'err-frontendbad.bkremote'
    ]
  },
  {
    code: 'PROV-021',
    cause: 'context-failure',
    logs: [
      'err-missing-context.bkremote',
      'err-missing-context.default',
      'err-missing-dockerfile.bkremote',
      'err-missing-dockerfile.default',
      'err-copy.bkremote',
      'err-copy.default'
    ]
  },
  {
    code: 'PROV-020',
    cause: 'build-failure',
    logs: ['err-cmdnf.bkremote', 'err-cmdnf.default', 'err-fail.bkremote', 'err-fail.default']
  },
  {code: 'PROV-028', cause: 'build-failure', logs: ['err-missingbase.bkremote', 'err-missingbase.default']},
  {
    code: 'PROV-023',
    cause: 'secret-missing',
    logs: [
      'err-secret.bkremote',
      'err-secret.default',
      'err-secret-missing-src.bkremote',
      'err-secret-missing-src.default',
      'err-ssh-noagent.bkremote',
      'err-ssh-noagent.default'
    ]
  },
  {
    code: 'PROV-4A',
    cause: 'qemu-missing',
    logs: [
      'err-exec-format.bkremote',
      'err-exec-format.default',
      'err-exec-format-platform.bkremote',
      'err-exec-format-platform.default'
    ]
  },
  {
    code: 'PROV-4D',
    cause: 'platform-missing',
    logs: [
      'err-no-match-platform.bkremote',
      'err-no-match-platform.default',
      'err-unknown-os-platform.bkremote',
      'err-unknown-os-platform.default'
    ]
  },
  {
    code: 'PROV-3B',
    cause: 'registry-unauthorized',
    logs: [
      'err-auth.bkremote',
      'err-auth.default',
      'push-401-manifest-basic.docker',
      'push-401-manifest-basic.remote',
      'push-401-token-server.docker',
      'push-401-token-server.remote',
      'imagetools-inspect-401'
    ]
  },
  {
    code: 'PROV-3B',
    cause: 'registry-unauthorized',
    open: ['registry-denied'],
    logs: [
      'push-401-blob-insufficient-scope.docker',
      'push-401-blob-insufficient-scope.remote',
      'push-403-token-server.docker',
      'push-403-token-server.remote'
    ]
  },
  {
    code: 'PROV-3F',
    cause: 'registry-rate-limited',
    logs: [
      'err-ratelimit.bkremote',
      'err-ratelimit.default',
      'push-429-blob.docker',
      'push-429-blob.remote',
      'push-429-manifest.docker',
      'push-429-manifest.remote',
      'imagetools-inspect-429'
    ]
  },
  {
    code: 'PROV-3G',
    cause: 'network',
    logs: [
      'err-nxdomain.bkremote',
      'err-nxdomain.default',
      'err-sbom-scanner-unreachable',
      'push-http-registry-tls-first-record.docker'
    ]
  },
  {
    code: 'PROV-3G',
    cause: 'network',
    open: ['registry-unavailable'],
    logs: [
      'err-refused.bkremote',
      'err-refused.default',
      'push-connection-refused.docker',
      'push-connection-refused.remote',
      'push-connection-reset.docker',
      'push-connection-reset.remote',
      'imagetools-inspect-refused'
    ]
  },
  {
    code: 'PROV-3G',
    cause: 'network',
    open: ['build-failure'],
    logs: ['err-copyfrom.bkremote', 'err-copyfrom.default']
  },
  {code: 'PROV-3G', cause: 'network', open: ['tag-invalid'], logs: ['imagetools-inspect-badref']},
  {
    code: 'PROV-3G',
    cause: 'network',
    open: ['attestation-too-large'],
    logs: ['push-413-blob.docker', 'push-413-blob.remote']
  },
  {
    code: 'PROV-3A',
    cause: 'registry-denied',
    logs: ['push-403-manifest.docker', 'push-403-manifest.remote', 'imagetools-create-403']
  },
  {
    code: 'PROV-3A',
    cause: 'registry-denied',
    open: ['registry-package-link'],
    logs: ['push-403-blob.docker', 'push-403-blob.remote']
  },
  {
    code: 'PROV-010',
    cause: 'configuration',
    open: ['registry-denied'],
    logs: ['push-404-repository-missing.docker', 'push-404-repository-missing.remote']
  },
  {
    code: 'PROV-3E',
    cause: 'registry-rejects-attestation',
    logs: [
      'push-400-index-rejected.docker',
      'push-400-index-rejected.remote',
      'push-400-attestation-manifest-rejected.docker',
      'push-400-attestation-manifest-rejected.remote',
      'push-405-manifest.docker',
      'push-405-manifest.remote'
    ]
  },
  {
    code: 'PROV-3H',
    cause: 'tag-invalid',
    logs: [
      'push-400-tag-immutable.docker',
      'push-400-tag-immutable.remote',
      'err-invalid-tag.bkremote',
      'err-invalid-tag.default'
    ]
  },
  {
    code: 'PROV-3D',
    cause: 'registry-unavailable',
    logs: [
      'push-500-blob.docker',
      'push-500-blob.remote',
      'push-500-manifest.docker',
      'push-500-manifest.remote',
      'push-502-blob-html.docker',
      'push-502-blob-html.remote',
      'push-503-blob.docker',
      'push-503-blob.remote',
      'push-503-manifest.docker',
      'push-503-manifest.remote'
    ]
  },
  {code: 'PROV-5', cause: 'cache-failure', logs: ['err-cache-gha.bkremote', 'err-cache-gha.default']},
  {
    code: 'PROV-5',
    cause: 'cache-failure',
    open: ['registry-denied'],
    logs: ['cacheto-403-after-push.default', 'err-cacheto-403.bkremote', 'err-cacheto-403.default']
  },
  {
    code: 'PROV-5B',
    cause: 'cache-failure',
    logs: [
      'err-cache-gha-v1-refused.bkremote',
      'err-cache-gha-v1-refused.default',
      'err-cache-gha-v2-404.bkremote',
      'err-cache-gha-v2-404.default',
      'err-cache-gha-v2-refused.bkremote',
      'err-cache-gha-v2-refused.default'
    ]
  },
  {code: 'PROV-1C', cause: 'attestation-missing', logs: ['history-attach-missing-platform']},
  {
    code: 'PROV-6T',
    cause: 'attestation-not-visible',
    open: ['attest-subject-not-found'],
    logs: [
      'imagetools-create-missing',
      'imagetools-inspect-missing-digest',
      'imagetools-inspect-missing-repo',
      'imagetools-inspect-missing-tag'
    ]
  },
  {
    code: undefined,
    cause: 'none',
    logs: [
      'bkremote-out-cacheonly',
      'bkremote-out-docker-tar-default',
      'bkremote-out-docker-tar-noprov',
      'bkremote-out-image-nopush',
      'bkremote-out-load-multi',
      'bkremote-out-load-push',
      'bkremote-out-load-single',
      'bkremote-out-local-multi',
      'bkremote-out-local-single',
      'bkremote-out-multi-exporters',
      'bkremote-out-none',
      'bkremote-out-oci-dir',
      'bkremote-out-oci-single',
      'bkremote-out-oci-tar',
      'bkremote-out-oci-tar-named',
      'bkremote-out-ociartifact-false',
      'bkremote-out-ociartifact-true',
      'bkremote-out-push-by-digest',
      'bkremote-out-registry',
      'bkremote-out-tar-multi',
      'buildx-ls-with-error',
      'cacheto-403-after-push',
      'cacheto-403-ignore-error',
      'container-load',
      'container-load-multi',
      'container-load-to-nocontainerd-default',
      'container-load-to-nocontainerd-nodefault',
      'container-noout',
      'container-push',
      'container-run',
      'default-out-cacheonly',
      'default-out-docker-tar-default',
      'default-out-docker-tar-noprov',
      'default-out-image-nopush',
      'default-out-load-multi',
      'default-out-load-push',
      'default-out-load-single',
      'default-out-local-multi',
      'default-out-local-single',
      'default-out-multi-exporters',
      'default-out-none',
      'default-out-oci-dir',
      'default-out-oci-single',
      'default-out-oci-tar',
      'default-out-oci-tar-named',
      'default-out-ociartifact-false',
      'default-out-ociartifact-true',
      'default-out-ocimediatypes-false',
      'default-out-registry',
      'default-out-tar-multi',
      'dockerdriver-nocontainerd-cacheto-gha',
      'dockerdriver-nocontainerd-default',
      'dockerdriver-nocontainerd-provenance-false',
      'dockerdriver-nocontainerd-push',
      'driver-container-default-network-ok',
      'err-cache-gha-noenv.bkremote',
      'err-cache-gha-noenv.default',
      'err-cachefrom-auth.bkremote',
      'err-cachefrom-auth.default',
      'err-cachefrom-local-missing.bkremote',
      'err-cachefrom-local-missing.default',
      'err-cachefrom-missing.bkremote',
      'err-cachefrom-missing.default',
      'err-network-none.bkremote',
      'err-network-none.default',
      'err-runok-host.default',
      'history-attach-prov',
      'history-attach-prov-remote',
      'history-attach-prov-slsa',
      'history-attach-remote',
      'imagetools-create-inner-manifest',
      'imagetools-create-merge',
      'imagetools-inspect-docker-manifest',
      'imagetools-inspect-image',
      'imagetools-inspect-json',
      'imagetools-inspect-manifest',
      'imagetools-inspect-noatt',
      'imagetools-inspect-noatt-plat',
      'imagetools-inspect-noatt-single',
      'imagetools-inspect-noatt-slsa',
      'imagetools-inspect-ok',
      'imagetools-inspect-prov',
      'imagetools-inspect-prov-plat',
      'imagetools-inspect-prov-plat-missing',
      'imagetools-inspect-prov-single',
      'imagetools-inspect-prov-slsa',
      'imagetools-inspect-prov-v1',
      'imagetools-inspect-raw',
      'imagetools-inspect-sbom',
      'inspect-docker-container',
      'inspect-docker-container-inactive',
      'inspect-docker-containerd',
      'inspect-docker-nocontainerd',
      'inspect-remote',
      'ls-json',
      'ls-json-nocontainerd',
      'matrix-buildx-0.10.5-buildkit-0.11.6',
      'matrix-buildx-0.10.5-buildkit-0.13.2',
      'matrix-buildx-0.10.5-buildkit-0.27.1',
      'matrix-buildx-0.10.5-buildkit-0.32.2',
      'matrix-buildx-0.36.1-buildkit-0.11.6',
      'matrix-buildx-0.36.1-buildkit-0.13.2',
      'matrix-buildx-0.36.1-buildkit-0.27.1',
      'matrix-buildx-0.36.1-buildkit-0.32.2',
      'matrix-buildx-sys-buildkit-0.11.6',
      'matrix-buildx-sys-buildkit-0.13.2',
      'matrix-buildx-sys-buildkit-0.27.1',
      'matrix-buildx-sys-buildkit-0.32.2',
      'ok-cacheto.bkremote',
      'ok-run.bkremote',
      'ok-secret-missing-env.bkremote',
      'ok-ssh-optional.bkremote',
      'warn-base-platform-mismatch.bkremote',
      'warn-base-platform-mismatch.default'
    ]
  }
];
