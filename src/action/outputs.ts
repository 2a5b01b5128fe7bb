/** Report -> the step's outputs. Pure: every declared output has a value on every path, if only an empty one. */
import type {Diagnostic} from '../diagnostics/diagnostic.ts';
import type {ExtractedFile} from '../extraction/extract.ts';
import {isDigest} from '../oci/descriptor.ts';
import type {Report} from '../report.ts';
import {isSigned} from '../sigstore/signing.ts';
import type {PlaceRecord, Signing} from '../sigstore/signing.ts';
import type {PlatformVerification} from '../verification/verification.ts';
import {findSigner} from './signing-state.ts';
import {parseHttps} from './summary-text.ts';

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
  readonly 'dependencies-path': string;
  readonly 'dependencies-found': string;
  readonly 'dependencies-missing': string;
  readonly 'sbom-path': string;
  readonly 'report-path': string;
  readonly signed: string;
  readonly 'bundle-path': string;
  readonly 'trusted-root-path': string;
  readonly 'attestation-id': string;
  readonly 'attestation-url': string;
  readonly 'attestation-reused': string;
  readonly 'signer-identity': string;
  readonly 'storage-record-ids': string;
  readonly extracted: string;
  readonly 'export-mode': string;
  readonly 'export-mode-source': string;
  readonly diagnostics: string;
}

/**
 * An output that is left out could be set by the build's own log (`##[set-output]`), so none ever is; and a digest, an
 * id, an address or a signer with characters that have no place in one becomes empty rather than reaching the next
 * step's shell.
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
    'dependencies-path': report.dependencies?.path ?? '',
    'dependencies-found': String(report.dependencies?.found ?? ''),
    'dependencies-missing': String(report.dependencies?.missing ?? ''),
    'sbom-path': report.sbomPath ?? '',
    'report-path': report.reportPath ?? '',
    extracted: JSON.stringify(report.extraction?.files.map(describeFile) ?? []),
    'export-mode': report.exportMode?.value ?? '',
    'export-mode-source': report.exportMode?.source ?? '',
    diagnostics: JSON.stringify(report.diagnostics.map(describeDiagnostic)),
    signed: String(isSigned(report.signing)),
    ...describeSigning(report.signing)
  };
}

function describeDiagnostic({code, cause, severity, phase, expected}: Diagnostic) {
  return {code, cause, severity, phase, expected};
}

function describeFile({source, path, size, sha256}: ExtractedFile) {
  return {source, path, size, sha256};
}

function digestOrNothing(text: string | undefined): string {
  return text !== undefined && isDigest(text) ? text : '';
}

type SigningOutputs = Pick<
  Outputs,
  | 'bundle-path'
  | 'trusted-root-path'
  | 'attestation-id'
  | 'attestation-url'
  | 'attestation-reused'
  | 'signer-identity'
  | 'storage-record-ids'
>;

function describeSigning(signing: Signing | undefined): SigningOutputs {
  const {id = '', url = ''} = findAttestation(signing) ?? {};
  const ids = signing?.storageRecordIds ?? [];
  return {
    'bundle-path': signing?.bundlePath ?? '',
    'trusted-root-path': signing?.trustedRootPath ?? '',
    'attestation-id': isId(id) ? id : '',
    'attestation-url': ADDRESS.test(url) ? (parseHttps(url) ?? '') : '',
    'attestation-reused': String(isReused(signing)),
    'signer-identity': matchOrNothing(findSigner(signing)?.identity, ADDRESS),
    'storage-record-ids': JSON.stringify(ids.filter(isId))
  };
}

/** Nothing was signed anew, and nothing is missing. */
function isReused(signing: Signing | undefined): boolean {
  const statements = signing?.statements ?? [];
  return statements.length > 0 && statements.every(({outcome}) => outcome === 'reused');
}

/** What addresses and names of workflows are made of, less what a shell would act on. */
const ADDRESS = /^[A-Za-z0-9_@%+=:,.~#/?-]{1,2000}$/;

function isId(text: string): boolean {
  return /^\w{1,100}$/.test(text);
}

function matchOrNothing(text: string | undefined, pattern: RegExp): string {
  return text !== undefined && pattern.test(text) ? text : '';
}

/** In GitHub's API: the index's, or the first one where that has none. */
function findAttestation(signing: Signing | undefined): PlaceRecord | undefined {
  const statements = signing?.statements ?? [];
  const ordered = statements.toSorted((a, b) => Number(b.part === 'index') - Number(a.part === 'index'));
  return ordered
    .flatMap(({places}) => places)
    .find(({kind, stored, id}) => kind === 'api' && stored && id !== undefined);
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
