/** Reports for tests: a good one, changed where a test says so. */
import type {DependencyRecord, ImageRecord} from '../../src/dependencies/record.ts';
import {startFindings} from '../../src/findings.ts';
import type {Findings} from '../../src/findings.ts';
import {assembleReport} from '../../src/report.ts';
import type {Report} from '../../src/report.ts';
import {createStep} from '../../src/sigstore/signature-step.ts';
import type {PlaceRecord, Signing, StatementRecord} from '../../src/sigstore/signing.ts';
import type {PlatformVerification, Step, Verification} from '../../src/verification/verification.ts';

export const DIGEST = `sha256:${'a'.repeat(64)}` as const;
/** Of the platforms in `verificationWith`. */
export const AMD64 = `sha256:${'b'.repeat(64)}` as const;
export const ARM64 = `sha256:${'e'.repeat(64)}` as const;

export function platformWith(overrides: Partial<PlatformVerification> = {}): PlatformVerification {
  return {
    platform: 'linux/amd64',
    imageDigest: AMD64,
    attestationDigest: `sha256:${'c'.repeat(64)}`,
    mode: 'max',
    predicateType: 'https://slsa.dev/provenance/v1',
    revision: 'd'.repeat(40),
    baseImages: [{uri: 'pkg:docker/alpine@3', digest: DIGEST}],
    verdict: 'verified',
    ...overrides
  };
}

export function stepWith(overrides: Partial<Step> = {}): Step {
  return {
    id: 'provenance-mode',
    title: 'The provenance is complete (mode=max)',
    outcome: 'passed',
    platform: 'linux/amd64',
    evidence: 'It holds the build steps and the Dockerfile.',
    ...overrides
  };
}

export function verificationWith(overrides: Partial<Verification> = {}): Verification {
  return {
    store: 'registry ghcr.io/me/app',
    root: DIGEST,
    verdict: 'verified',
    reason: 'Complete provenance is attached to every platform.',
    steps: [stepWith()],
    platforms: [platformWith(), platformWith({platform: 'linux/arm64', imageDigest: ARM64})],
    ...overrides
  };
}

export function reportWith(overrides: Partial<Findings> = {}): Report {
  return assembleReport({
    ...startFindings(),
    build: {
      command: ['build'],
      succeeded: true,
      durationMs: 1200,
      digest: DIGEST,
      imageId: DIGEST,
      metadata: '{}'
    },
    imageRefs: [`ghcr.io/me/app@${DIGEST}`],
    verifications: [verificationWith()],
    timings: [{phase: 'build', durationMs: 1200}],
    ...overrides
  });
}

export const IDENTITY = 'https://github.com/me/app/.github/workflows/image.yml@refs/heads/main';
export const ISSUER = 'https://token.actions.githubusercontent.com';

export const RUN = {
  url: 'https://github.com/me/app/actions/runs/1/attempts/1',
  serverUrl: 'https://github.com',
  repository: 'me/app',
  event: 'push',
  ref: 'refs/heads/main',
  sha: 'd'.repeat(40),
  software: {node: 'v24.0.0'}
};

export function registryPlace(overrides: Partial<PlaceRecord> = {}): PlaceRecord {
  return {
    kind: 'registry',
    place: 'registry ghcr.io/me/app',
    stored: true,
    verdict: 'verified',
    evidence: 'Read back: Every step passed.',
    referrers: [`sha256:${'f'.repeat(64)}`],
    via: 'api',
    ...overrides
  };
}

export function apiPlace(overrides: Partial<PlaceRecord> = {}): PlaceRecord {
  return {
    kind: 'api',
    place: 'GitHub attestations API',
    stored: true,
    verdict: 'verified',
    evidence: 'Read back: Every step passed.',
    id: '4711',
    url: 'https://github.com/me/app/attestations/4711',
    ...overrides
  };
}

export function signedWith(overrides: Partial<StatementRecord> = {}): StatementRecord {
  return {
    title: 'linux/amd64',
    part: 'platform',
    subjects: [AMD64],
    predicateType: 'https://slsa.dev/provenance/v1',
    outcome: 'signed',
    bundlePath: '/tmp/bundles/linux-amd64.sigstore.json',
    logIndex: '123456789',
    signedAt: '2026-11-02T10:00:00.000Z',
    places: [registryPlace(), apiPlace()],
    steps: [createStep('signer-identity', 'passed', `It is ${IDENTITY}.`)],
    ...overrides
  };
}

/** The index, and each of two platforms. */
export function signedStatements(overrides: Partial<StatementRecord> = {}): StatementRecord[] {
  const index = {title: 'index', part: 'index', subjects: [DIGEST, AMD64, ARM64]} as const;
  return [
    signedWith({...index, ...overrides}),
    signedWith(overrides),
    signedWith({title: 'linux/arm64', subjects: [ARM64], ...overrides})
  ];
}

/** As when a service was down for as long as anybody waits. */
export function failedWith(overrides: Partial<StatementRecord> = {}): StatementRecord {
  const {bundlePath: _path, logIndex: _index, signedAt: _time, ...rest} = signedWith();
  const error = 'Transparency log Rekor (https://rekor.sigstore.dev): 503 Service Unavailable.';
  return {...rest, outcome: 'failed', error, places: [], steps: [], ...overrides};
}

export function signingWith(overrides: Partial<Signing> = {}): Signing {
  return {
    decision: {
      value: true,
      source: 'default',
      trace: ['something is published, and the job may sign']
    },
    instance: 'public-good',
    signer: {identity: IDENTITY, issuer: ISSUER},
    trust: 'trusted root trusted_root.json of TUF repository https://tuf-repo-cdn.sigstore.dev',
    statements: signedStatements(),
    problems: [],
    bundlePath: '/tmp/bundles/all.jsonl',
    storageRecordIds: [],
    ...overrides
  };
}

/** The run publishes, and the job may not sign. */
export function unsignedWith(overrides: Partial<Signing> = {}): Signing {
  return {
    decision: {
      value: false,
      source: 'permissions',
      trace: ['the job may not request an OIDC token (ACTIONS_ID_TOKEN_REQUEST_URL not set)']
    },
    remedy: 'Give the job "permissions: {id-token: write, attestations: write}".',
    statements: [],
    problems: [],
    storageRecordIds: [],
    ...overrides
  };
}

export function imageWith(overrides: Partial<ImageRecord> = {}): ImageRecord {
  return {
    depth: 1,
    image: `docker.io/library/alpine:3@${DIGEST}`,
    digest: DIGEST,
    platform: 'linux/amd64',
    pinned: true,
    found: {outcome: 'unsigned'},
    looked: [`index ${DIGEST} in registry docker.io/library/alpine`],
    repeated: false,
    ...overrides
  };
}

/** One base image with provenance. */
export function dependenciesWith(overrides: Partial<DependencyRecord> = {}): DependencyRecord {
  return {
    onMissing: 'warn',
    trunks: [{root: DIGEST, platform: 'linux/amd64', images: [imageWith()], more: 0}],
    found: 1,
    missing: 0,
    path: `/tmp/dependencies/${DIGEST.slice(7)}.provenance.jsonl`,
    ...overrides
  };
}
