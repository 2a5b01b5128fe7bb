/** Who signed a bundle of somebody else's, by whichever Sigstore is trusted. Knows neither subject nor predicate. */
import {cleanText, redactUrls} from '../oci/plain-text.ts';
import type {CertificateIdentity} from './extensions.ts';
import {IdentityError} from './extensions.ts';
import type {Authority} from './signature-policy.ts';
import type {SignedEnvelope} from './signed-bundle.ts';
import {readSigner} from './steps-identity.ts';
import {SigningError} from './signing-error.ts';
import {checkSignature} from './steps-signature.ts';
import {TrustError} from './trust.ts';

/** `unknown`: it may be right, but nobody here can tell. */
export type SignerCheck =
  | {readonly outcome: 'passed'; readonly signer: CertificateIdentity}
  | {readonly outcome: 'failed' | 'unknown'; readonly reason: string};

/** Somebody to believe, who may have to be asked for. Rejects with `TrustError` and `SigningError`. */
export type OpenAuthority = () => Promise<Authority>;

/**
 * By the first authority for which the signature holds, each asked for only then. Whoever signed is told, and not judged.
 * Where an authority could not be had, it might have been that one.
 */
export async function verifySigner(
  envelope: SignedEnvelope,
  authorities: readonly OpenAuthority[]
): Promise<SignerCheck> {
  if (envelope.bundle.verificationMaterial.content.$case === 'publicKey') {
    return {outcome: 'unknown', reason: 'it is signed with a key, and nobody here knows whose'};
  }
  if (authorities.length === 0) return {outcome: 'unknown', reason: 'there is no trusted root to go by'};
  const refusals: string[] = [];
  const missing: string[] = [];
  for (const open of authorities) {
    const authority = await openOrExplain(open);
    if (typeof authority === 'string') {
      missing.push(authority);
      continue;
    }
    const {signer, steps} = await checkSignature(envelope, authority);
    if (signer !== undefined) return describeSigner(signer.identity?.oids ?? []);
    refusals.push(steps.find(({outcome}) => outcome === 'failed')?.evidence ?? 'the signature does not hold');
  }
  const reason = cleanText([...new Set([...missing, ...refusals])].join(' '), 900);
  return {outcome: missing.length > 0 ? 'unknown' : 'failed', reason};
}

async function openOrExplain(open: OpenAuthority): Promise<Authority | string> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof TrustError || error instanceof SigningError) return redactUrls(error.message);
    throw error;
  }
}

function describeSigner(pairs: Parameters<typeof readSigner>[0]): SignerCheck {
  try {
    return {outcome: 'passed', signer: readSigner(pairs)};
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    return {outcome: 'unknown', reason: `nobody here can say who signed: ${cleanText(error.message, 300)}`};
  }
}
