/**
 * What scripts can do with the parts that the action is made of: build, read back, attest, sign, keep and verify. Nothing
 * here knows a runner: environment, network and deadlines are given to it.
 */
export {Attestation} from './attestation/attestation.ts';
export type {SubjectImage, Subjects} from './attestation/attestation.ts';
export {AttestationError} from './attestation/attestation-error.ts';
export type {AttestationErrorCode} from './attestation/attestation-error.ts';
export type {AttestationFile} from './attestation/attestation-file.ts';
export {exportLines, parseLines} from './attestation/attestation-lines.ts';
export {LinesError} from './attestation/bundle.ts';
export type {LinesLimits} from './attestation/bundle.ts';
export {discoverAttestations, DiscoveryError} from './attestation/discover.ts';
export type {Discovery} from './attestation/discovery.ts';
export {parseProvenance, ProvenanceError} from './attestation/provenance.ts';
export type {Provenance} from './attestation/provenance.ts';
export {provenanceOf} from './attestation/provenance-of.ts';
export type {PlatformProvenance} from './attestation/provenance-of.ts';
export {SignedAttestation} from './attestation/signed-attestation.ts';
export type {
  AttestationPolicy,
  AttestationSigner,
  AttestationStore,
  SignedFormat,
  SignedVerdict
} from './attestation/signed-attestation.ts';
export {parseStatement, StatementError} from './attestation/statement.ts';
export type {Statement} from './attestation/statement.ts';
export type {Subject, SubjectDigest} from './attestation/subject.ts';
export {BuildError} from './build/build-error.ts';
export type {BuildOptions} from './build/options.ts';
export {PlanError} from './build/plan-error.ts';
export {buildImage} from './library/build-image.ts';
export type {BuildImageOptions, ImageRequest} from './library/build-image.ts';
export {readBuiltImage} from './library/built-image.ts';
export type {BuiltImage} from './library/built-image.ts';
export {connect} from './library/connection.ts';
export type {Connection, ConnectionOptions} from './library/connection.ts';
export type {Digest} from './oci/descriptor.ts';
export {openLayout} from './oci/layout.ts';
export {LayoutError} from './oci/layout-error.ts';
export {createPatience} from './oci/patience.ts';
export type {Patience} from './oci/patience.ts';
export {RegistryError} from './oci/registry-error.ts';
export {ContentError} from './oci/store.ts';
export type {ContentStore} from './oci/store.ts';
export {createAttestationPolicy} from './sigstore/attestation-policy.ts';
export type {AttestationPolicyOptions} from './sigstore/attestation-policy.ts';
export {createSigner} from './sigstore/attestation-signer.ts';
export type {AttestationSignerOptions} from './sigstore/attestation-signer.ts';
export {createReferrerStore} from './sigstore/attestation-store.ts';
export type {ReferrerStore} from './sigstore/attestation-store.ts';
export type {ExpectedIdentity} from './sigstore/identity.ts';
export {createIdentityTokens, fetchIdentityToken} from './sigstore/identity-token.ts';
export {resolveInstance, SIGSTORE_AUDIENCE} from './sigstore/instance.ts';
export {SigningError} from './sigstore/signing-error.ts';
export {loadTrust, TrustError} from './sigstore/trust.ts';
export type {Trust, TrustOptions} from './sigstore/trust.ts';
export type {SignatureVerification} from './sigstore/verify.ts';
export {verifyPublished} from './verification/verify.ts';
export type {VerifiedImage} from './verification/verify.ts';
export type {Policy, Verdict, Verification} from './verification/verification.ts';
