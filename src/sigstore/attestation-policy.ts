/** Judges a signed attestation that somebody found, by who must have signed it and what it must be about. */
import type {AttestationPolicy} from '../attestation/signed-attestation.ts';
import {listDigests} from '../attestation/subject.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {SignaturePolicy} from './signature-policy.ts';
import {verifyBundle} from './verify.ts';
import type {SignatureVerification} from './verify.ts';

export interface AttestationPolicyOptions extends Pick<
  SignaturePolicy,
  'identity' | 'predicateType' | 'thresholds' | 'trust'
> {
  /** It must be about this; it may be about more. */
  readonly subject: Digest;
}

/**
 * The policy. All that must hold is named here and nothing taken from the bundle, but for what the predicate says and
 * what else it is about.
 */
export function createAttestationPolicy({
  subject,
  ...options
}: AttestationPolicyOptions): AttestationPolicy<SignatureVerification> {
  return {
    judge({bundle, attestation}) {
      const {subjects, predicate} = attestation;
      const stated = subjects.flatMap(listDigests);
      return verifyBundle(bundle, {...options, predicate, subjects: [...new Set([subject, ...stated])]});
    }
  };
}
