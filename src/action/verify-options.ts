/** Options of gh and cosign that say whom to believe, and about what. Pure. */
import {SPDX_DOCUMENT} from '../attestation/spdx.ts';
import {splitDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {Signer, Signing} from '../sigstore/signing.ts';

/** What gh is given for a trusted root: one a line. */
export const LINES_ROOT_FILE = 'trusted_root.jsonl';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const DEFAULT_TYPE = 'https://slsa.dev/provenance/v1';

/** Cosign's own names of predicate types. */
const COSIGN_TYPES: Readonly<Record<string, string>> = {
  [DEFAULT_TYPE]: 'slsaprovenance1',
  'https://slsa.dev/provenance/v0.2': 'slsaprovenance02',
  [SPDX_DOCUMENT]: 'spdxjson'
};

export function listSigner({identity, issuer}: Signer, trust: readonly string[]): string[] {
  return ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer, ...trust];
}

export function nameType(predicateType: string): string[] {
  const known = Object.hasOwn(COSIGN_TYPES, predicateType) ? COSIGN_TYPES[predicateType] : undefined;
  return ['--type', known ?? predicateType];
}

export function askCosignOfFile(bundlePath: string, digest: Digest, rest: readonly string[]): string[] {
  const {algorithm, hex} = splitDigest(digest);
  const subject = ['--bundle', bundlePath, '--digest', hex, '--digestAlg', algorithm];
  return ['cosign', 'verify-blob-attestation', ...subject, ...rest];
}

export function nameGhSigner({identity, issuer}: Signer, predicateType: string): string[] {
  return [
    ...['--cert-identity', identity],
    ...(issuer === GITHUB_ISSUER ? [] : ['--cert-oidc-issuer', issuer]),
    ...(predicateType === DEFAULT_TYPE ? [] : ['--predicate-type', predicateType])
  ];
}

/** Of layouts the copy is named, which goes where the bundles go. */
export function findRootFile({layouts, trustedRootPath, trustedRoot}: Signing): string | undefined {
  return layouts === undefined ? trustedRoot : (trustedRootPath ?? trustedRoot);
}

export function listUnlogged(instance: Signing['instance']): string[] {
  const unlogged = ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct'];
  return instance === 'github' ? unlogged : [];
}
