/** The step about the images that a build stood on, as it recorded them. */
import {describeMaterial} from '../attestation/dependency.ts';
import type {Provenance} from '../attestation/provenance.ts';
import {findRole} from '../attestation/role.ts';
import {quoteValues} from './evidence.ts';
import type {MakeStep} from './step.ts';
import type {BaseImage, Step} from './verification.ts';

/**
 * `scanned`: an SBOM lies beside the provenance, whose generator BuildKit records among the images. Where the steps are
 * not recorded, as in mode=min, any image may be a base image and counts as one.
 */
export function listBaseImages(provenance: Provenance, scanned: boolean): readonly BaseImage[] {
  return provenance.materials.flatMap(material => {
    const image = describeMaterial(material);
    if (image.kind !== 'image') return [];
    const isGenerator = scanned && provenance.mode === 'max' && findRole(image, provenance) === 'tool';
    const {digest, pinned} = image;
    return isGenerator ? [] : [{uri: material.uri, digest, pinned}];
  });
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
