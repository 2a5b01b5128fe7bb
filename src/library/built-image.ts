/** An image that was built and published, as scripts hold it. Judges nothing. */
import type {SubjectImage} from '../attestation/attestation.ts';
import {discoverAttestations} from '../attestation/discover.ts';
import {namePlatform} from '../attestation/discovery.ts';
import {provenanceOf} from '../attestation/provenance-of.ts';
import type {PlatformProvenance} from '../attestation/provenance-of.ts';
import type {BuildWarning} from '../build/metadata.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {ContentStore} from '../oci/store.ts';

/** What an attestation can be about, and where that can be read. */
export interface BuiltImage extends SubjectImage {
  /** `ghcr.io/me/app`; of a layout its path. */
  readonly name: string;
  /** Of the index, where there is one. */
  readonly digest: Digest;
  readonly platforms: readonly {readonly platform: string; readonly digest: Digest}[];
  /** `name@digest` for each repository that it was pushed to; none for a layout. */
  readonly refs: readonly string[];
  /** Where it was read back from. */
  readonly store: ContentStore;
  /** Of the Dockerfile's checks; untrusted text. */
  readonly warnings: readonly BuildWarning[];
  /** What was odd about the build, in words; untrusted text. */
  readonly notices: readonly string[];
  /**
   * BuildKit's provenance as it was published, of every platform or of one; none where the image carries none. Throws
   * `AttestationError`.
   */
  provenance(platform?: string): readonly PlatformProvenance[];
}

export type Published = Pick<BuiltImage, 'name' | 'notices' | 'refs' | 'store' | 'warnings'> & {
  readonly root: string;
};

/** The image of this digest, read once. Throws the store's errors and `ContentError`. */
export async function readBuiltImage({root, ...published}: Published): Promise<BuiltImage> {
  const {name, store} = published;
  const discovery = await discoverAttestations(store, root);
  const named = discovery.images.filter(({platform}) => platform !== undefined);
  const platforms = named.map(image => ({platform: namePlatform(image), digest: image.image.digest}));
  return {
    ...published,
    digest: discovery.root.descriptor.digest,
    platforms,
    provenance: platform => provenanceOf(discovery, name, platform)
  };
}
