/** Chooses one platform's image among what a root lists. Reads manifests and configs, no layer. */
import type {Descriptor} from '../oci/descriptor.ts';
import {JsonError} from '../oci/json.ts';
import {classifyMediaType, parseManifest, type ImageManifest} from '../oci/manifest.ts';
import {formatPlatform, narrowPlatform, samePlatform, type Platform} from '../oci/platform.ts';
import {readManifest, type Content, type ContentStore} from '../oci/store.ts';
import {ExtractionError} from './extraction-error.ts';
import {readConfig} from './layers.ts';

export interface PlatformImage {
  readonly image: Content;
  /** Undefined where neither index nor config names one. */
  readonly platform: Platform | undefined;
}

/** Indexes and images that are looked at. */
const VISIT_LIMIT = 1024;

/** Indexes in each other. */
const DEPTH_LIMIT = 8;

/**
 * The image of this platform, or the only one where none is named; attestations are none. Throws
 * {@link ExtractionError} where there is no such image, or more than one that could be meant, and what the store
 * throws.
 */
export async function selectImage(
  store: ContentStore,
  root: string,
  platform: Platform | undefined
): Promise<PlatformImage> {
  const content = await readManifest(store, root);
  const parsed = parseManifest(content.bytes, content.descriptor.mediaType);
  if (parsed.kind === 'manifest') return checkLone(store, content, parsed.manifest, platform);
  const images = await listImages(store, parsed.index.manifests, {visits: VISIT_LIMIT}, DEPTH_LIMIT);
  const chosen = choose(root, dropRepeated(images), platform);
  return {image: await readManifest(store, chosen.digest, chosen), platform: chosen.platform};
}

async function checkLone(
  store: ContentStore,
  image: Content,
  manifest: ImageManifest,
  wanted: Platform | undefined
): Promise<PlatformImage> {
  const platform = await readPlatform(store, manifest);
  if (wanted === undefined || (platform !== undefined && samePlatform(platform, wanted)))
    return {image, platform};
  const has =
    platform === undefined ? 'is for a platform that it does not name' : `is for ${formatPlatform(platform)}`;
  throw new ExtractionError(
    'no-such-platform',
    `${image.descriptor.digest} ${has}, not for ${formatPlatform(wanted)}`
  );
}

async function readPlatform(store: ContentStore, {config}: ImageManifest): Promise<Platform | undefined> {
  try {
    const platform = narrowPlatform(await readConfig(store, config), '$');
    return platform.os === '' || platform.architecture === '' ? undefined : platform;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

async function listImages(
  store: ContentStore,
  listed: readonly Descriptor[],
  allowance: {visits: number},
  depth: number
): Promise<readonly Descriptor[]> {
  const found: Descriptor[] = [];
  for (const child of listed) {
    if (--allowance.visits < 0 || depth === 0)
      throw new ExtractionError('too-large', 'the image lists more images than are looked at');
    const kind = classifyMediaType(child.mediaType);
    if (kind === 'manifest' && !isAttestation(child)) found.push(child);
    if (kind !== 'index') continue;
    const {bytes} = await readManifest(store, child.digest, child);
    const parsed = parseManifest(bytes, child.mediaType);
    if (parsed.kind === 'index')
      found.push(...(await listImages(store, parsed.index.manifests, allowance, depth - 1)));
  }
  return found;
}

/** BuildKit's marks; a child that a machine could run is an image, whatever its annotations claim. */
function isAttestation({platform}: Descriptor): boolean {
  return platform !== undefined && formatPlatform(platform) === 'unknown/unknown';
}

function dropRepeated(images: readonly Descriptor[]): readonly Descriptor[] {
  const key = ({digest, platform}: Descriptor): string =>
    `${digest} ${platform ? formatPlatform(platform) : ''}`;
  return [...new Map(images.map(image => [key(image), image])).values()];
}

function choose(root: string, images: readonly Descriptor[], wanted: Platform | undefined): Descriptor {
  const fitting = images.filter(({platform}) => {
    return wanted === undefined || (platform !== undefined && samePlatform(platform, wanted));
  });
  const [first, second] = fitting;
  const has = images.map(({platform}) => (platform ? formatPlatform(platform) : 'one that it does not name'));
  const list = has.length === 0 ? 'none' : has.slice(0, 20).join(', ');
  if (first === undefined) {
    const asked = wanted === undefined ? 'any platform' : formatPlatform(wanted);
    throw new ExtractionError('no-such-platform', `${root} has no image for ${asked}; it is for ${list}`);
  }
  if (second === undefined) return first;
  throw new ExtractionError(
    'ambiguous-platform',
    `${root} has several images (${list}): say of which platform`
  );
}
