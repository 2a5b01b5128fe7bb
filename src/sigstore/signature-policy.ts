/** What must hold for a signed bundle to be accepted. */
import type {ExactValue} from '../attestation/exact-json.ts';
import type {ExpectedIdentity} from './identity.ts';
import type {Thresholds} from './instance.ts';
import type {Trust} from './trust.ts';

/** A Sigstore instance as those see it who verify. Another instance's thresholds would be too weak for this trust. */
export interface Authority {
  readonly trust: Trust;
  /** Of the instance that must have signed. */
  readonly thresholds: Thresholds;
}

export interface SignaturePolicy extends Authority {
  readonly identity: ExpectedIdentity;
  /** Digests of all that the statement is about: nothing may be missing, nothing may come on top. */
  readonly subjects: readonly string[];
  readonly predicateType: string;
  /** Read by `parseExact`, so that no number has lost a digit. */
  readonly predicate: ExactValue;
}
