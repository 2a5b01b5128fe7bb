/** What of a kept chain can be believed without asking the registry. Reads nothing. */
import {parseProvenance} from '../attestation/provenance.ts';
import type {CertificateIdentity} from '../sigstore/extensions.ts';
import type {Finding, FoundStatement} from './finding.ts';
import type {SignatureOptions} from './look-at-referrers.ts';

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * What is listed in an index is bound to its digest, wherever it comes from. What is attached is not: whoever writes
 * the cache may leave it out, and add what somebody signed whom the image's publisher never heard of. So where
 * signers are named, only what they signed counts; where they are not, that nobody signed, which is the least, and what
 * was signed by the very run that built the image, as the index itself says.
 */
export async function isCertain(
  {found}: Finding,
  {accepted}: SignatureOptions,
  lookInIndex: () => Promise<Pick<Finding, 'statements'>>
): Promise<boolean> {
  if (accepted !== undefined) return found.outcome === 'signed';
  if (found.outcome !== 'signed') return found.outcome === 'unsigned';
  const {statements} = await lookInIndex();
  return found.signers.every(signer => isBuilder(signer, statements));
}

/** Only GitHub says which of its runs a certificate is for: other issuers may copy what somebody tells them. */
function isBuilder({extensions}: CertificateIdentity, listed: readonly FoundStatement[]): boolean {
  const {issuer, runInvocationUri} = extensions;
  return (
    issuer === GITHUB_ISSUER &&
    runInvocationUri !== undefined &&
    listed.some(({statement}) => parseProvenance(statement).builderId === runInvocationUri)
  );
}
