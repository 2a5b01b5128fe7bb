/** The step about the images that a build stood on, as it recorded them. */
import type {Material, Provenance} from '../attestation/provenance.ts';
import {quoteValues} from './evidence.ts';
import type {MakeStep} from './step.ts';
import type {BaseImage, Step} from './verification.ts';

/** `scanned`: an SBOM lies beside the provenance, whose generator BuildKit records among the images. */
export function listBaseImages(provenance: Provenance, scanned: boolean): readonly BaseImage[] {
  return provenance.materials
    .filter(({uri}) => /^pkg:(?:docker|oci)\//.test(uri))
    .filter(material => !scanned || !isGenerator(material, provenance))
    .map(describeBaseImage);
}

/**
 * BuildKit resolves a generator by itself, without the platform that a base image has, and no step of the build names
 * it. Where the steps are not recorded, as in mode=min, an image may be a base image and counts as one.
 */
function isGenerator({uri, digest}: Material, {mode, sources, args}: Provenance): boolean {
  const {name, qualifiers} = readPackageUrl(uri);
  const {sha256} = digest;
  if (mode !== 'max' || name === '' || sha256 === undefined || qualifiers.has('platform')) return false;
  const used = [...sources, args['source'] ?? ''];
  return !used.some(one => one.includes(name) || one.includes(sha256));
}

// https://github.com/package-url/purl-spec: BuildKit adds the qualifier where the reference itself had a digest.
function describeBaseImage({uri, digest}: Material): BaseImage {
  const {sha256} = digest;
  const recorded = sha256 === undefined ? undefined : `sha256:${sha256}`;
  const named = readPackageUrl(uri).qualifiers.get('digest');
  return {uri, digest: recorded, pinned: recorded !== undefined && named === recorded};
}

/** `name` without its first part, which may be a registry, and without tag: a text to search for. */
function readPackageUrl(uri: string): {readonly name: string; readonly qualifiers: URLSearchParams} {
  const [path = '', query = ''] = uri.split('?', 2);
  const name = path.replace(/^pkg:(?:docker|oci)\//, '').replace(/@[^@]*$/, '');
  return {name: name.slice(name.indexOf('/') + 1), qualifiers: new URLSearchParams(query)};
}

export function checkBaseImages(makeStep: MakeStep, provenance: Provenance, scanned: boolean): Step {
  const images = listBaseImages(provenance, scanned);
  if (images.length === 0) return makeStep('base-images', 'skipped', 'The provenance records no base image.');
  const loose = images.filter(({pinned}) => pinned !== true);
  if (loose.length === 0) {
    return makeStep('base-images', 'passed', `Pinned by digest: ${quoteValues(images.map(({uri}) => uri))}.`);
  }
  const found = loose.map(({uri, digest}) => `${uri} (${digest ?? 'no digest recorded'})`);
  const evidence = `Named by tag alone, so that another build may get another image: ${quoteValues(found)}.`;
  return makeStep('base-images', 'warning', evidence);
}
