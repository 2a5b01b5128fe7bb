/** The provenance of an image as values, out of what was found attested. Judges no more than that it is of the image. */
import type {Digest} from '../oci/descriptor.ts';
import {Attestation} from './attestation.ts';
import {AttestationError} from './attestation-error.ts';
import {namePlatform} from './discovery.ts';
import type {AttestationLayer, Discovery, PlatformImage} from './discovery.ts';
import {isProvenanceType} from './provenance.ts';
import {listDigests} from './subject.ts';

export interface PlatformProvenance {
  /** `linux/arm64`. */
  readonly platform: string;
  /** Of the platform's image. */
  readonly image: Digest;
  readonly attestation: Attestation;
}

/**
 * What BuildKit recorded, of every platform or of one. A statement about nothing, which BuildKit writes for outputs
 * without a name, is about the image that the index says. Throws {@link AttestationError} for a statement about
 * something else, and for a platform that the image does not have. Whether it is complete, `verifyPublished` tells.
 */
export function provenanceOf(
  {images}: Pick<Discovery, 'images'>,
  name: string,
  platform?: string
): readonly PlatformProvenance[] {
  const wanted = images.filter(image => platform === undefined || namePlatform(image) === platform);
  if (platform === undefined || wanted.length > 0) return wanted.flatMap(image => listOf(image, name));
  const names = images.map(namePlatform).join(', ');
  throw new AttestationError('subject', `${name} has no image for ${platform}; it has ${names}`);
}

function listOf(image: PlatformImage, name: string): readonly PlatformProvenance[] {
  const layers = image.attestationManifests.flatMap(({attestations}) => attestations);
  const unique = new Map(layers.map(layer => [layer.layer.digest, layer]));
  return [...unique.values()].flatMap(layer => {
    const attestation = bind(layer, image, name);
    const {digest} = image.image;
    return isProvenanceType(attestation.predicateType)
      ? [{platform: namePlatform(image), image: digest, attestation}]
      : [];
  });
}

function bind({layer, bytes}: AttestationLayer, {image}: PlatformImage, name: string): Attestation {
  const found = Attestation.parse(bytes);
  if (!found.isBound()) return found.withSubject(name, image.digest);
  if (found.subjects.flatMap(listDigests).includes(image.digest)) return found;
  const message = `statement ${layer.digest} is attached to ${image.digest}, and about something else`;
  throw new AttestationError('subject', message);
}
