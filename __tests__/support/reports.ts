/** Reports for tests: a good one, changed where a test says so. */
import {startFindings} from '../../src/findings.ts';
import type {Findings} from '../../src/findings.ts';
import {assembleReport} from '../../src/report.ts';
import type {Report} from '../../src/report.ts';
import type {PlatformVerification, Step, Verification} from '../../src/verification/verification.ts';

export const DIGEST = `sha256:${'a'.repeat(64)}`;

export function platformWith(overrides: Partial<PlatformVerification> = {}): PlatformVerification {
  return {
    platform: 'linux/amd64',
    imageDigest: `sha256:${'b'.repeat(64)}`,
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
    platforms: [
      platformWith(),
      platformWith({platform: 'linux/arm64', imageDigest: `sha256:${'e'.repeat(64)}`})
    ],
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
