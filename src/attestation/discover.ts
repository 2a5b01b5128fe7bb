/** Finds what is attested about an image, in any store. Judges nothing. */
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import type {ImageManifest} from '../oci/manifest.ts';
import {classifyMediaType, parseManifest} from '../oci/manifest.ts';
import {formatPlatform} from '../oci/platform.ts';
import type {Platform} from '../oci/platform.ts';
import {readManifest} from '../oci/store.ts';
import type {Content, ContentStore} from '../oci/store.ts';
import type {Discovery} from './discovery.ts';
import {createReader, readImage} from './image-reader.ts';

/** An index that lists more than anyone would build. */
export class DiscoveryError extends Error {
  override readonly name = 'DiscoveryError';
  readonly root: Digest;

  constructor(root: Digest, message: string) {
    super(message);
    this.root = root;
  }
}

/** Of one index; Docker's official images have about ten platforms. */
const CHILDREN_LIMIT = 256;

const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';

export interface DiscoveryOptions {
  /** Which images of an index are looked at, of those that it lists: all of them unless given. */
  readonly select?: (images: readonly Descriptor[]) => readonly Descriptor[];
  /** Reads the manifest of an image, too, for which nothing is listed. */
  readonly readUnattested?: boolean;
}

/**
 * Everything that the root lists, read once: the root, then manifests, then statements, with the requests of each
 * round side by side. An object that cannot be read becomes a `Problem` of its platform. Only a root that
 * cannot be read throws: the store's errors, `ContentError`, {@link DiscoveryError}.
 */
export async function discoverAttestations(
  store: ContentStore,
  root: string,
  {select = images => images, readUnattested = false}: DiscoveryOptions = {}
): Promise<Discovery> {
  const content = await readManifest(store, root);
  const parsed = parseManifest(content.bytes, content.descriptor.mediaType);
  if (parsed.kind === 'manifest') return describePlainRoot(content, parsed.manifest);
  const {manifests} = parsed.index;
  if (manifests.length > CHILDREN_LIMIT) {
    const count = `${String(manifests.length)} children, at most ${String(CHILDREN_LIMIT)} are looked at`;
    throw new DiscoveryError(content.descriptor.digest, `index ${content.descriptor.digest} lists ${count}`);
  }
  const attesting = manifests.filter(isAttestation);
  const images = manifests.filter(isRunnable);
  const known = new Set(images.map(({digest}) => digest as string));
  const reader = createReader(store);
  return {
    root: content,
    kind: 'index',
    images: await Promise.all(
      select(dropRepeated(images)).map(image => {
        const listed = attesting.filter(child => getReference(child) === image.digest);
        return readImage(reader, image, listed, listed.length > 0 || readUnattested);
      })
    ),
    dangling: attesting.filter(child => !known.has(getReference(child))),
    others: manifests.filter(child => !isAttestation(child) && !isRunnable(child))
  };
}

function describePlainRoot(root: Content, manifest: ImageManifest): Discovery {
  const image = {
    platform: undefined,
    image: root.descriptor,
    manifest,
    listed: [],
    attestationManifests: [],
    problems: []
  };
  return {root, kind: 'manifest', images: [image], dangling: [], others: []};
}

// A child that a machine could run is an image, whatever its annotations claim: `unknown/unknown` is what none runs.
function isAttestation({annotations, platform}: Descriptor): boolean {
  return annotations?.[REFERENCE_TYPE] === 'attestation-manifest' && isUnknown(platform);
}

function isRunnable({mediaType, platform}: Descriptor): boolean {
  return classifyMediaType(mediaType) === 'manifest' && !isUnknown(platform);
}

function isUnknown(platform: Platform | undefined): boolean {
  return platform !== undefined && formatPlatform(platform) === 'unknown/unknown';
}

function getReference({annotations}: Descriptor): string {
  return annotations?.[REFERENCE_DIGEST] ?? '';
}

function dropRepeated(images: readonly Descriptor[]): readonly Descriptor[] {
  const key = ({mediaType, digest, size, platform}: Descriptor) => {
    return [mediaType, digest, size, platform && formatPlatform(platform)].join(' ');
  };
  return [...new Map(images.map(image => [key(image), image])).values()];
}
