/** Signs attestations by the identity of a token, at the instance that the token's repository belongs to. */
import type {AttestationSigner} from '../attestation/signed-attestation.ts';
import {SignedAttestation} from '../attestation/signed-attestation.ts';
import {parseClaims} from './claims.ts';
import {resolveInstance} from './instance.ts';
import {signStatement} from './sign.ts';
import type {SignOptions} from './sign.ts';

export interface AttestationSignerOptions extends Pick<
  SignOptions,
  'environment' | 'identityToken' | 'patience'
> {
  /** `https://github.com`: whose tokens these are. */
  readonly serverUrl: string;
}

/** The signer, for any number of attestations. It stores nothing. Throws `SigningError` when it signs. */
export function createSigner({serverUrl, ...options}: AttestationSignerOptions): AttestationSigner {
  return {
    async sign(attestation) {
      const {repository_visibility: visibility} = parseClaims(await options.identityToken());
      const {value: instance} = resolveInstance(visibility, serverUrl);
      const {bytes} = await signStatement({...options, attestation, instance});
      return SignedAttestation.parse(bytes);
    }
  };
}
