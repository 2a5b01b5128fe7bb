/** Report -> the step's outputs. Pure: every declared output has a value on every path, if only an empty one. */
import {isDigest} from '../oci/descriptor.ts';
import type {Report} from '../report.ts';
import type {PlatformVerification} from '../verification/verification.ts';

export interface Outputs {
  readonly imageid: string;
  readonly digest: string;
  readonly metadata: string;
  readonly 'image-ref': string;
  readonly 'platform-digests': string;
  readonly 'attestation-digests': string;
  readonly verified: string;
  readonly verdict: string;
  readonly skipped: string;
  readonly 'skip-reason': string;
  readonly 'provenance-path': string;
  readonly 'report-path': string;
}

/**
 * An output that is left out could be set by the build's own log (`##[set-output]`), so none ever is; and a digest
 * that is not one becomes empty rather than reaching the next step's shell.
 */
export function listOutputs(report: Report): Outputs {
  const platforms = (report.verifications ?? []).flatMap(verification => verification.platforms);
  return {
    imageid: digestOrNothing(report.build?.imageId),
    // With several exporters buildx may report another one's digest than what was pushed.
    digest: digestOrNothing(report.imageRefs?.[0]?.split('@').at(-1) ?? report.build?.digest),
    metadata: report.build?.metadata ?? '',
    'image-ref': report.imageRefs?.[0] ?? '',
    'platform-digests': toObject(platforms, ({imageDigest}) => imageDigest),
    'attestation-digests': toObject(platforms, ({attestationDigest}) => attestationDigest),
    verified: String(report.verdict === 'verified'),
    verdict: report.verdict,
    skipped: String(report.skip !== undefined),
    'skip-reason': report.skip?.reason ?? '',
    'provenance-path': report.provenancePath ?? '',
    'report-path': report.reportPath ?? ''
  };
}

function digestOrNothing(text: string | undefined): string {
  return text !== undefined && isDigest(text) ? text : '';
}

function toObject(
  platforms: readonly PlatformVerification[],
  digestOf: (platform: PlatformVerification) => string | undefined
): string {
  const entries = platforms.flatMap(platform => {
    const digest = digestOf(platform);
    return digest === undefined ? [] : [[platform.platform, digest] as const];
  });
  return JSON.stringify(Object.fromEntries(entries));
}
