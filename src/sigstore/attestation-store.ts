/** A repository that keeps signed attestations as referrers of the images that they are about. */
import {AttestationError} from '../attestation/attestation-error.ts';
import {SignedAttestation} from '../attestation/signed-attestation.ts';
import type {AttestationStore} from '../attestation/signed-attestation.ts';
import {listImageDigests} from '../attestation/subject.ts';
import type {ContentSink} from '../oci/content-sink.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {expectObject, parseJson} from '../oci/json.ts';
import type {Patience} from '../oci/patience.ts';
import {SETTLING} from '../oci/tag-settling.ts';
import type {Settling} from '../oci/tag-settling.ts';
import {readManifest} from '../oci/store.ts';
import type {KeptBundle, Stored} from './bundle-place.ts';
import {createRegistryPlace} from './registry-place.ts';
import {parseBundle} from './signed-bundle.ts';
import {readTimes} from './steps-signature.ts';

export interface AttestationStoreOptions {
  readonly sink: ContentSink;
  readonly patience: Patience;
  /** As for `attachReferrer`. */
  readonly settling?: Settling;
}

export interface ReferrerStore extends AttestationStore<Stored> {
  /** Attestations of this type that are attached to this content, by whomever: nobody has verified them. */
  find(subject: Digest, predicateType: string): Promise<readonly SignedAttestation[]>;
}

/** The store. `attach` throws `AttestationError` where the repository holds nothing that the attestation is about. */
export function createReferrerStore({
  sink,
  patience,
  settling = SETTLING
}: AttestationStoreOptions): ReferrerStore {
  const place = createRegistryPlace({sink, patience, settling, onAttached: () => undefined});
  return {
    async attach(signed) {
      const digests = signed.attestation.subjects.flatMap(listImageDigests);
      const held = await listHeld(sink.within(patience, {awaitAbsent: false}), digests);
      if (held.length > 0) return place.store(await describe(signed), held);
      const message = `${sink.name} holds nothing of what the attestation is about: ${digests.join(', ')}`;
      throw new AttestationError('subject', message);
    },
    async find(subject, predicateType) {
      const {descriptor} = await readManifest(sink.within(patience), subject);
      const bundles = await place.find(descriptor.digest, predicateType, patience);
      return bundles.flatMap(read).filter(({attestation}) => attestation.predicateType === predicateType);
    }
  };
}

async function listHeld(store: ContentSink, digests: readonly Digest[]): Promise<readonly Descriptor[]> {
  const found = await Promise.all(digests.map(digest => store.manifest(digest)));
  return found.flatMap(content => content?.descriptor ?? []);
}

/** When it was signed, as log or timestamp say: nobody has verified that either. Throws `BundleError`. */
async function describe(signed: SignedAttestation): Promise<KeptBundle> {
  const bytes = signed.bundle;
  const envelope = await parseBundle(bytes);
  const [time = new Date(0).toISOString()] = [
    ...envelope.logEntries.flatMap(({integratedAt}) => integratedAt ?? []),
    ...(await readTimes(envelope))
  ];
  const bundle = expectObject(parseJson(bytes, {bytes: Infinity}), '$');
  return {bundle, bytes, predicateType: signed.attestation.predicateType, signedAt: time};
}

/** None where somebody attached what is no bundle. */
function read(bytes: Uint8Array): readonly SignedAttestation[] {
  try {
    return [SignedAttestation.parse(bytes)];
  } catch (error) {
    if (error instanceof AttestationError) return [];
    throw error;
  }
}
