/** What is to be signed, how, and the bundle that came of it. Types, and the policy that the bundle must meet. */
import type {ExactObject} from '../attestation/exact-json.ts';
import {listDigests} from '../attestation/subject.ts';
import type {Patience} from '../oci/patience.ts';
import type {BundlePlace, CommittedPlace, KeptBundle} from './bundle-place.ts';
import type {VerifyBundle} from './bundle-verifier.ts';
import type {Environment} from './environment-token.ts';
import type {ExpectedIdentity} from './identity.ts';
import type {Instance} from './instance.ts';
import type {SignaturePolicy} from './signature-policy.ts';
import type {SignatureStep} from './signature-step.ts';
import type {UnsignedStatement} from './statements.ts';
import type {Trust} from './trust.ts';

export interface AttestOptions {
  readonly instance: Instance;
  readonly identity: ExpectedIdentity;
  readonly identityToken: () => Promise<string>;
  /** See `SignOptions`. */
  readonly environment: Environment;
  readonly trust: Trust;
  readonly patience: Patience;
  readonly places: readonly BundlePlace[];
  /** They get all bundles together, when the others have theirs. */
  readonly committed: readonly CommittedPlace[];
  /** Look for an equal attestation by the same signer first. */
  readonly reuse: boolean;
  /** Writes the bundle where it survives whatever comes; returns the file's path. */
  readonly keep: (title: string, bytes: Uint8Array) => Promise<string>;
  /** Tells later steps of a file whose bundle holds. */
  readonly announce: (path: string) => Promise<void>;
}

/** A bundle to be brought to every place, and what it must hold when it is read back from there. */
export interface Candidate extends KeptBundle {
  /** What a bundle that is read back must hold. */
  readonly verify: VerifyBundle;
  readonly outcome: 'signed' | 'reused';
  readonly logIndex: string | undefined;
  readonly large: boolean;
  /** Places, by name, that gave it out already, and what was said of it there. */
  readonly foundIn: ReadonlySet<string>;
  readonly steps: readonly SignatureStep[];
}

/** What a bundle of this statement must hold, wherever it comes from. */
export function createPolicy(
  {attestation}: UnsignedStatement,
  {trust, instance, identity}: AttestOptions,
  predicate: ExactObject
): SignaturePolicy {
  const {predicateType} = attestation;
  const subjects = attestation.subjects.flatMap(listDigests);
  return {trust, thresholds: instance.thresholds, identity, subjects, predicateType, predicate};
}
