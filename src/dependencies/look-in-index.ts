/** Looks for the provenance that an image's own index lists. Knows no signature. */
import {discoverAttestations} from '../attestation/discover.ts';
import type {Discovery, PlatformImage} from '../attestation/discovery.ts';
import {isProvenanceType} from '../attestation/provenance.ts';
import {parseStatement} from '../attestation/statement.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {formatPlatform, parsePlatform, samePlatform} from '../oci/platform.ts';
import type {ContentStore} from '../oci/store.ts';
import {decideVerdict, findDecisive} from '../verification/step.ts';
import {judgeImage} from '../verification/verify.ts';
import type {Policy} from '../verification/verification.ts';
import {describeFailedLook} from './finding.ts';
import type {Look} from './finding.ts';

/** What holds for everybody's images: who built them, of what, and how much of it is recorded is their own affair. */
const POLICY: Policy = {
  mode: 'min',
  platforms: [],
  builderId: undefined,
  revision: undefined,
  revisionAbsent: 'it is of somebody else',
  invocations: Number.MAX_SAFE_INTEGER
};

export interface IndexLook extends Look {
  /** The image that runs on the platform; undefined where it could not be told. */
  readonly image: Digest | undefined;
}

/**
 * The provenance of the platform's image, judged as our own is: listed once, about this image, readable. A digest that
 * names a manifest directly names the image itself, and no index that could list any. Throws as a cancelled run does.
 */
export async function lookInIndex(
  store: ContentStore,
  digest: Digest,
  platform: string | undefined
): Promise<IndexLook> {
  const listed: Descriptor[] = [];
  const select = (images: readonly Descriptor[]): readonly Descriptor[] => {
    listed.push(...images);
    return selectImages(images, platform);
  };
  const place = `index ${digest} in ${store.name}`;
  try {
    const discovery = await discoverAttestations(store, digest, {select});
    const [image, other] = discovery.images;
    if (discovery.kind === 'manifest') return describeManifest(store, digest);
    if (image === undefined || other !== undefined) {
      const reason = describeChoice(discovery.images.length, listed, platform);
      return {place, image: undefined, outcome: 'unread', reason, statements: []};
    }
    return {...judgeListed(store, place, discovery, image), image: image.image.digest};
  } catch (error) {
    return {...describeFailedLook(place, error), image: undefined};
  }
}

/** The image that runs on the platform, where the index names one. Reads nothing else; throws as a cancelled run does. */
export async function findListed(
  store: ContentStore,
  digest: Digest,
  platform: string | undefined
): Promise<Digest | undefined> {
  const selected: Descriptor[] = [];
  const select = (images: readonly Descriptor[]): readonly Descriptor[] => {
    selected.push(...selectImages(images, platform));
    return [];
  };
  try {
    await discoverAttestations(store, digest, {select});
  } catch (error) {
    describeFailedLook(digest, error);
    return undefined;
  }
  return selected.length === 1 ? selected[0]?.digest : undefined;
}

function selectImages(images: readonly Descriptor[], platform: string | undefined): readonly Descriptor[] {
  if (platform === undefined) return images.slice(0, 2);
  const wanted = parsePlatform(platform);
  return images.filter(image => image.platform !== undefined && samePlatform(image.platform, wanted));
}

function describeManifest(store: ContentStore, digest: Digest): IndexLook {
  const place = `manifest ${digest} in ${store.name}, which is no index`;
  return {place, image: digest, outcome: 'nothing', statements: []};
}

function describeChoice(
  found: number,
  listed: readonly Descriptor[],
  platform = 'the platform, which nobody recorded,'
): string {
  if (found > 1)
    return `it lists ${String(listed.length)} images, and which of them is for ${platform} is not certain`;
  const names = listed.map(image => (image.platform ? formatPlatform(image.platform) : 'unknown platform'));
  const shown = names.slice(0, 12).join(', ');
  return `it lists no image for ${platform}; it has ${shown === '' ? 'none at all' : shown}`;
}

function judgeListed(store: ContentStore, place: string, discovery: Discovery, image: PlatformImage): Look {
  if (!holdsProvenance(image)) return {place, outcome: 'nothing', statements: []};
  const {steps} = judgeImage(store.name, discovery, image, POLICY);
  const verdict = decideVerdict(steps);
  if (verdict === 'verified') return {place, outcome: 'found', statements: listStatements(image)};
  const reason = findDecisive(steps)?.evidence ?? '';
  return {place, outcome: verdict === 'rejected' ? 'invalid' : 'unread', reason, statements: []};
}

/** Other attestations, such as a bill of materials alone, are no bad provenance. */
function holdsProvenance({attestationManifests, problems}: PlatformImage): boolean {
  const read = attestationManifests.flatMap(({attestations}) => attestations);
  return read.length > 0 || problems.length > 0;
}

function listStatements({attestationManifests}: PlatformImage): Look['statements'] {
  const [first] = attestationManifests;
  const statements = (first?.attestations ?? []).map(({bytes}) => ({
    document: bytes,
    payload: bytes,
    statement: parseStatement(bytes)
  }));
  return statements.filter(({statement}) => isProvenanceType(statement.predicateType));
}
