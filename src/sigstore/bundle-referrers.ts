/** Bundles as referrers of what they are about, in whatever store of images. */
import {BUNDLE_MEDIA_TYPE, isBundleMediaType} from '../attestation/bundle.ts';
import {createLimiter} from '../attestation/limiter.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {parseManifest} from '../oci/manifest.ts';
import type {Referrer} from '../oci/referrer-manifest.ts';
import {ContentError, readBlob, readManifest} from '../oci/store.ts';
import type {ContentStore} from '../oci/store.ts';
import type {KeptBundle} from './bundle-place.ts';

const BUNDLE_LIMIT = 64 * 1024 * 1024;
/** Of one subject; whoever attaches more than this wants to keep us busy. */
const REFERRERS_LIMIT = 200;
const WIDTH = 8;

/** The annotations are those that cosign and gh write and look for. */
export function describeReferrer(
  {bytes, predicateType, signedAt}: KeptBundle,
  subject: Descriptor
): Referrer {
  return {
    subject,
    artifactType: BUNDLE_MEDIA_TYPE,
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicateType,
      'org.opencontainers.image.created': signedAt
    },
    blob: {mediaType: BUNDLE_MEDIA_TYPE, bytes}
  };
}

/** Of whatever artifact type they say they are: GHCR's index says the wrong one. What is no bundle is passed over. */
export async function findBundles(store: ContentStore, subject: Digest): Promise<readonly Uint8Array[]> {
  const referrers = await store.referrers(subject);
  const limiter = createLimiter(WIDTH);
  const found = referrers.slice(-REFERRERS_LIMIT).map(({digest}) =>
    limiter(async () => {
      try {
        return await readBundles(store, digest);
      } catch (error) {
        if (error instanceof ContentError) return [];
        throw error;
      }
    })
  );
  return (await Promise.all(found)).flat();
}

/** The layers of a referrer that are bundles, fetched by digest and checked. Throws {@link ContentError}. */
export async function readBundles(store: ContentStore, referrer: Digest): Promise<readonly Uint8Array[]> {
  const {bytes, descriptor} = await readManifest(store, referrer);
  const parsed = parseManifest(bytes, descriptor.mediaType);
  if (parsed.kind !== 'manifest') return [];
  const layers = parsed.manifest.layers.filter(({mediaType}) => isBundleMediaType(mediaType));
  return Promise.all(layers.map(layer => readBlob(store, layer, BUNDLE_LIMIT)));
}
