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
/** Of one referrer, which has one of those who are known to attach any. */
const LAYERS_LIMIT = 4;
/** Of all bundles of one subject: they are held at once. */
const BYTES_LIMIT = 64 * 1024 * 1024;
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

/**
 * Of whatever artifact type they say they are: GHCR's index says the wrong one. What is no bundle is passed over; of more
 * than can be held, the largest are.
 */
export async function findBundles(store: ContentStore, subject: Digest): Promise<readonly Uint8Array[]> {
  const referrers = await store.referrers(subject);
  const limiter = createLimiter(WIDTH);
  const readAll = async <T, R>(items: readonly T[], read: (item: T) => Promise<readonly R[]>): Promise<R[]> =>
    (await Promise.all(items.map(item => limiter(() => passOver(read(item)))))).flat();
  const layers = await readAll(referrers.slice(-REFERRERS_LIMIT), ({digest}) => listLayers(store, digest));
  return readAll(takeSmallest(dropRepeated(layers)), async layer => [await readLayer(store, layer)]);
}

/** Nothing of what is not what was named. */
async function passOver<T>(reading: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ContentError) return [];
    throw error;
  }
}

/** By size too: whoever states a wrong one hides no bundle that another states rightly. */
function dropRepeated(layers: readonly Descriptor[]): readonly Descriptor[] {
  const all = Map.groupBy(layers, ({digest, size}) => `${digest} ${String(size)}`);
  return [...all.values()].flatMap(([first]) => first ?? []);
}

function takeSmallest(layers: readonly Descriptor[]): readonly Descriptor[] {
  const taken = new Set<Descriptor>();
  let bytes = 0;
  for (const layer of layers.toSorted((one, other) => one.size - other.size)) {
    bytes += layer.size;
    if (bytes <= BYTES_LIMIT) taken.add(layer);
  }
  return layers.filter(layer => taken.has(layer));
}

/** The layers of a referrer that are bundles, fetched by digest and checked. Throws {@link ContentError}. */
export async function readBundles(store: ContentStore, referrer: Digest): Promise<readonly Uint8Array[]> {
  const layers = await listLayers(store, referrer);
  return Promise.all(layers.map(layer => readLayer(store, layer)));
}

async function listLayers(store: ContentStore, referrer: Digest): Promise<readonly Descriptor[]> {
  return (await listBundleLayers(store, referrer)).slice(0, LAYERS_LIMIT);
}

/** All layers of a referrer that are bundles, however many. Throws {@link ContentError}. */
export async function listBundleLayers(
  store: ContentStore,
  referrer: Digest
): Promise<readonly Descriptor[]> {
  const {bytes, descriptor} = await readManifest(store, referrer);
  const parsed = parseManifest(bytes, descriptor.mediaType);
  const layers = parsed.kind === 'manifest' ? parsed.manifest.layers : [];
  return layers.filter(({mediaType}) => isBundleMediaType(mediaType));
}

function readLayer(store: ContentStore, layer: Descriptor): Promise<Uint8Array> {
  return readBlob(store, layer, BUNDLE_LIMIT);
}
