/** A place where bundles are kept for those who look for them, and the bundle that is kept. Knows no such place. */
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import type {JsonObject} from '../oci/json.ts';
import type {Patience} from '../oci/patience.ts';
import type {PlaceRecord} from './signing.ts';

/** A bundle as it is to be kept. */
export interface KeptBundle {
  readonly bundle: JsonObject;
  /** One line of JSON. */
  readonly bytes: Uint8Array;
  readonly predicateType: string;
  /** ISO 8601. */
  readonly signedAt: string;
}

/** Where the bundle is now. */
export type Stored = Pick<PlaceRecord, 'id' | 'url' | 'referrers' | 'via'>;

/** All of them throw the errors of their protocol, and `SigningError`. */
export interface BundlePlace extends Pick<PlaceRecord, 'kind'> {
  /** As `PlaceRecord.place`. */
  readonly name: string;
  /** Bundles about this subject, by whomever: nobody has verified them. Looks no longer than this patience. */
  find(subject: Digest, predicateType: string, patience: Patience): Promise<readonly Uint8Array[]>;
  /** The bundle is there, for each of the subjects; for none, where the place keeps what is about other things. */
  store(bundle: KeptBundle, subjects: readonly Descriptor[]): Promise<Stored>;
  /** The bundle's bytes as the place gives them out now, once for each time that it is there. */
  read(bundle: KeptBundle, subjects: readonly Digest[], stored: Stored): Promise<readonly Uint8Array[]>;
  /** What it means that storing failed, and what to do; `absent` where that is no failure. */
  explain(error: unknown): Pick<PlaceRecord, 'verdict' | 'evidence'>;
}

/** A place that is written once: what is stored is there when it was committed, all of it or nothing. */
export interface CommittedPlace extends BundlePlace {
  commit(): Promise<void>;
}
