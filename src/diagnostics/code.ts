/**
 * The codes: the guide's numbers and letters, further letters for causes that it lacks, and numbers for what is no
 * part of it. A code never changes its meaning, and one that goes is never given again.
 */

export const CODES = [
  // 1: provenance was not generated
  'PROV-1A', // skipped on a pull request: pull-request, expected
  'PROV-1B', // driver or image store cannot attest: driver-unsupported
  'PROV-1C', // no attestation at all: provenance is off, or nothing was signed: attestation-missing
  'PROV-1D', // the output cannot carry attestations: driver-unsupported
  'PROV-1E', // looked for in the wrong place (map by platform): attestation-missing
  'PROV-1F', // mode=max published what looks like a secret: secret-exposed
  'PROV-1G', // an attestation is there and is not valid: attestation-invalid
  'PROV-1H', // provenance is there and is not complete (mode=min where max was asked for): provenance-incomplete
  'PROV-1I', // the attestation is larger than a limit: attestation-too-large
  'PROV-1J', // an SBOM was asked for and is not there: attestation-missing
  'PROV-1K', // an image without layers, which BuildKit attests nothing about: attestation-missing
  'PROV-1L', // the provenance breaks a rule of input assert: assertion-violated
  'PROV-1M', // whether it keeps a rule of input assert cannot be told from it: provenance-incomplete
  // 2: OIDC, signing
  'PROV-2A', // id-token permission is missing: oidc-permission
  'PROV-2B', // the OIDC request is refused, or its token: oidc-policy
  'PROV-2C', // attestations permission is missing: attestations-permission
  'PROV-2D', // the plan or server has no attestations: attestations-plan
  'PROV-2E', // Sigstore or GitHub cannot be reached: sigstore-unavailable
  'PROV-2F', // signed by somebody else than expected: signature-identity-mismatch
  'PROV-2G', // what is to be signed is not there: attest-subject-not-found
  // 3: the registry
  'PROV-3A', // may not push: registry-denied
  'PROV-3B', // not logged in, or with a wrong credential: registry-unauthorized
  'PROV-3C', // the package is not linked to this repository: registry-package-link
  'PROV-3D', // the registry is down: registry-unavailable
  'PROV-3E', // the registry rejects index, attestation or referrer: registry-rejects-attestation
  'PROV-3F', // too many requests: registry-rate-limited
  'PROV-3G', // the network, DNS, TLS or a proxy: network
  'PROV-3H', // the tag is immutable, or no valid tag: tag-invalid
  'PROV-3I', // others overwrote what was attached, again and again: attestation-missing
  'PROV-3X', // an upload of an attestation failed, and nothing says why: unknown
  // 4: several platforms
  'PROV-4A', // an emulator is missing: qemu-missing
  'PROV-4B', // one platform's build failed: platform-build-failure
  'PROV-4C', // one platform has no attestation: attestation-missing
  'PROV-4D', // a platform that was asked for is not there: platform-missing
  'PROV-4E', // merged from builds that were pushed by digest, and lost on the way: push-by-digest-merge
  // 5: the build cache
  'PROV-5', // the cache failed: cache-failure
  'PROV-5A', // GitHub's old cache service: cache-failure
  'PROV-5B', // the cache service is down: cache-failure
  'PROV-5C', // a cached build thinned the provenance: provenance-incomplete
  // 6: too early
  'PROV-6', // not visible yet, while it is tried again: attestation-not-visible, expected
  'PROV-6T', // not visible at the deadline: attestation-not-visible
  // 7: versions
  'PROV-7', // buildx or BuildKit is too old, and nothing says which: buildx-too-old
  'PROV-7A', // buildx is too old: buildx-too-old
  'PROV-7B', // BuildKit is too old: buildkit-too-old
  'PROV-7C', // buildx is not there: buildx-missing
  'PROV-7D', // no engine or builder answers: daemon-unavailable
  // configuration and the build itself
  'PROV-010', // a value is not understood, or names nothing that is there: configuration
  'PROV-011', // inputs contradict each other, or what the builder allows: configuration
  'PROV-012', // no commit is recorded for this context: configuration
  'PROV-013', // the run does not say what it is: configuration
  'PROV-014', // an attestation without a subject: attestation-invalid
  'PROV-015', // what proxies, DOCKER_HOST or NODE_TLS_REJECT_UNAUTHORIZED do to this run: configuration
  'PROV-016', // an attestation that the user brings cannot be used: configuration
  'PROV-020', // a step of the build failed: build-failure
  'PROV-021', // context or Dockerfile is missing or unreadable: context-failure
  'PROV-022', // the frontend or the Dockerfile's syntax: frontend-failure
  'PROV-023', // a secret or SSH agent that the build wants is not there: secret-missing
  'PROV-024', // no space left: disk-full
  'PROV-025', // killed for want of memory: out-of-memory
  'PROV-026', // cancelled: cancelled, expected
  'PROV-027', // a secret is about to be published: secret-exposed
  'PROV-028', // a base image is not there, or cannot be read: build-failure
  'PROV-029', // the engine lost a layer that it needed itself: engine-fault
  // the bundle cache and dependencies
  'PROV-801', // there is no cache service here: cache-failure, expected
  'PROV-802', // a base image's provenance was not found: dependency-missing
  'PROV-803', // the cache gave nothing, or what does not verify: cache-failure
  'PROV-804', // not saved: the key exists, or the service refused: cache-failure, expected
  'PROV-805', // a base image's provenance is there and does not hold: attestation-invalid
  // layouts
  'PROV-901', // no layout where one should be: layout-invalid
  'PROV-902', // in a layout, and looked for in the engine: configuration
  'PROV-903', // a layout without an image, or with several: layout-invalid
  'PROV-904', // an unsafe or malformed entry: layout-invalid
  'PROV-905', // a blob of another digest or size: layout-invalid
  'PROV-906', // a file changed between build and signing: layout-invalid
  'PROV-907', // nothing can be added to the layout: configuration
  // nothing recognises it: unknown
  'PROV-000'
] as const;

export type Code = (typeof CODES)[number];
