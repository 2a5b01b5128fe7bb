/** Fetches the bundles that are attached to a subject, within bounds. Reads nothing that is in them. */
import {createLimiter} from '../attestation/limiter.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {ContentError, readBlob} from '../oci/store.ts';
import type {ContentStore} from '../oci/store.ts';
import {listBundleLayers} from '../sigstore/bundle-referrers.ts';

/** Of one subject; whoever attaches more than this wants to keep us busy. */
const REFERRERS_LIMIT = 100;
const BYTES_LIMIT = 64 * 1024 * 1024;
const WIDTH = 4;

/** A bundle's bytes, or why they are not what was listed. */
export type Fetched = Uint8Array | ContentError;
type Listed = Descriptor | ContentError;

/**
 * In order of their digests, whatever the registry's is. Throws what the store throws, and `ContentError` where there is
 * more than anybody would attach.
 */
export async function fetchBundles(store: ContentStore, subject: Digest): Promise<readonly Fetched[]> {
  const referrers = await store.referrers(subject);
  refuseExcess(subject, 'referrers', referrers.length, REFERRERS_LIMIT);
  const limiter = createLimiter(WIDTH);
  const layers = await Promise.all(referrers.map(one => limiter(() => listLayers(store, one))));
  const unique = [...new Map(layers.flat().map(layer => [keyOf(layer), layer])).values()];
  refuseExcess(subject, 'bundles', unique.length, REFERRERS_LIMIT);
  refuseExcess(subject, 'bytes of bundles', sumSizes(unique), BYTES_LIMIT);
  const sorted = unique.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return Promise.all(sorted.map(layer => limiter(() => readLayer(store, layer))));
}

function keyOf(layer: Listed): string {
  return layer instanceof ContentError ? layer.message : layer.digest;
}

function sumSizes(layers: readonly Listed[]): number {
  return layers.reduce((sum, layer) => sum + (layer instanceof ContentError ? 0 : layer.size), 0);
}

function refuseExcess(subject: Digest, what: string, count: number, limit: number): void {
  if (count <= limit) return;
  const message = `there are ${String(count)} ${what}, the limit is ${String(limit)}`;
  throw new ContentError('too-large', subject, message);
}

/** What is listed and not there any more is no referrer. */
async function listLayers(store: ContentStore, {digest}: Descriptor): Promise<readonly Listed[]> {
  try {
    return await listBundleLayers(store, digest);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.code === 'missing' ? [] : [error];
  }
}

async function readLayer(store: ContentStore, layer: Listed): Promise<Fetched> {
  if (layer instanceof ContentError) return layer;
  try {
    return await readBlob(store, layer, BYTES_LIMIT);
  } catch (error) {
    if (error instanceof ContentError) return error;
    throw error;
  }
}
