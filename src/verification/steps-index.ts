/** Steps about what the root lists. Reads nothing that is attested. */
import {namePlatform} from '../attestation/discovery.ts';
import type {Discovery, PlatformImage} from '../attestation/discovery.ts';
import {digestBytes, splitDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {classifyMediaType} from '../oci/manifest.ts';
import {samePlatform} from '../oci/platform.ts';
import {isEmpty, NO_LAYERS, WHY_EMPTY} from './empty-image.ts';
import {joinNames, quoteValue, quoteValues} from './evidence.ts';
import {createStepMaker} from './step.ts';
import type {Policy, Step} from './verification.ts';

const makeStep = createStepMaker();

/** Whether the root is the very content that was built. */
export function checkRoot(store: string, root: Digest, {root: {bytes}, kind}: Discovery): Step {
  const actual = digestBytes(bytes, splitDigest(root).algorithm);
  const what = kind === 'index' ? 'The index' : 'The manifest';
  if (actual !== root)
    return makeStep('index-digest', 'failed', `${what} ${root} in ${store} hashes to ${actual}.`);
  const size = `${String(bytes.byteLength)} bytes`;
  return makeStep(
    'index-digest',
    'passed',
    `${what} was read back from ${store}: ${size} that hash to ${root}.`
  );
}

/** Whether the platforms are there, and nothing that might hide more of them. */
export function checkPlatforms(store: string, policy: Policy, discovery: Discovery): Step {
  const {images, others} = discovery;
  const found = [...new Set(images.map(namePlatform))];
  // A plain manifest names no platform: that it carries no attestation is all there is to say.
  const missing = discovery.kind === 'manifest' ? [] : policy.platforms.filter(name => !found.includes(name));
  const where = `${describeRoot(discovery)} in ${store}`;
  if (images.length === 0) return makeStep('platforms-present', 'failed', `${where} lists no image.`);
  if (missing.length > 0) {
    const evidence = `${where} has no image for ${joinNames(missing)}; it has ${joinNames(found)}.`;
    return makeStep('platforms-present', 'failed', evidence);
  }
  const nested = others.filter(({mediaType}) => classifyMediaType(mediaType) === 'index');
  if (nested.length > 0) {
    const evidence = `${where} lists other indexes, which are not followed: ${joinNames(nested.map(({digest}) => digest))}.`;
    return makeStep('platforms-present', 'unknown', evidence);
  }
  const repeated = findRepeated(images);
  if (repeated.length > 0) {
    const evidence = `${where} has more than one image for ${joinNames(repeated)}: which one runs is not certain.`;
    return makeStep('platforms-present', 'warning', evidence);
  }
  return makeStep(
    'platforms-present',
    'passed',
    `${where} has ${joinNames(found)}.${describeOthers(discovery)}`
  );
}

function findRepeated(images: readonly PlatformImage[]): readonly string[] {
  const repeated = images.filter(({platform}, at) => {
    return images.some((other, where) => {
      return where < at && platform && other.platform && samePlatform(platform, other.platform);
    });
  });
  return [...new Set(repeated.map(namePlatform))];
}

function describeOthers({others}: Discovery): string {
  if (others.length === 0) return '';
  return ` It also lists what is no image: ${quoteValues(others.map(({mediaType}) => mediaType))}.`;
}

/** Whether anything is attested at all; undefined where something is. */
export function checkAttested(
  store: string,
  {existing}: Pick<Policy, 'existing'>,
  discovery: Discovery
): Step | undefined {
  if (discovery.images.length === 0 || discovery.images.some(({listed}) => listed.length > 0))
    return undefined;
  const why =
    discovery.kind === 'manifest'
      ? 'is a plain image manifest, which carries no attestation'
      : `lists no attestation manifest for ${listNames(discovery)}`;
  const so =
    existing === true && discovery.kind === 'manifest'
      ? '. If it belongs to an image that has provenance, name the digest of the index of that image.'
      : ': it was published without provenance.';
  const evidence = `${describeRoot(discovery)} in ${store} ${why}${so}${describeDangling(discovery)}`;
  return discovery.images.every(isEmpty)
    ? makeStep('attestation-listed', 'failed', `${evidence} ${WHY_EMPTY}`, NO_LAYERS)
    : makeStep('attestation-listed', 'failed', evidence);
}

function listNames({images}: Discovery): string {
  return images.map(namePlatform).join(', ');
}

/** A warning for attestation manifests of images that are not there. */
export function checkDangling(store: string, discovery: Discovery): readonly Step[] {
  if (discovery.dangling.length === 0) return [];
  const evidence = `${describeRoot(discovery)} in ${store}:${describeDangling(discovery)}`;
  return [makeStep('attestation-listed', 'warning', evidence)];
}

/** Whether exactly one attestation manifest names the image. */
export function checkListed(store: string, discovery: Discovery, image: PlatformImage): Step {
  const makeHere = createStepMaker(namePlatform(image));
  const digests = [...new Set(image.listed.map(({digest}) => digest))];
  const where = `${describeRoot(discovery)} in ${store}`;
  const what = `image ${image.image.digest}`;
  if (digests.length === 0) {
    const evidence = `${where} lists no attestation manifest for ${what}.${describeDangling(discovery)}`;
    return isEmpty(image)
      ? makeHere('attestation-listed', 'failed', `${evidence} ${WHY_EMPTY}`, NO_LAYERS)
      : makeHere('attestation-listed', 'failed', evidence);
  }
  if (digests.length > 1) {
    const evidence = `${where} lists ${String(digests.length)} attestation manifests for ${what}, one is right: ${joinNames(digests)}.`;
    return makeHere('attestation-listed', 'failed', evidence);
  }
  const [digest = ''] = digests;
  if (image.listed.length > 1) {
    return makeHere('attestation-listed', 'warning', `${where} lists ${digest} more than once for ${what}.`);
  }
  return makeHere('attestation-listed', 'passed', `${where} lists ${digest} for ${what}.`);
}

function describeRoot({root, kind}: Discovery): string {
  return `${kind === 'index' ? 'Index' : 'Manifest'} ${root.descriptor.digest}`;
}

function describeDangling({dangling}: Discovery): string {
  const shown = dangling.slice(0, 3).map(({digest, annotations}) => {
    return `${digest} (${quoteValue(annotations?.['vnd.docker.reference.digest'] ?? '')})`;
  });
  const more = dangling.length > 3 ? ` and ${String(dangling.length - 3)} more` : '';
  return shown.length === 0 ? '' : ` Attested, but not in the index: ${shown.join(', ')}${more}.`;
}
