/** Images without layers, which BuildKit 0.25 attests nothing about, whatever it is asked for, and without a word. */
import type {PlatformImage} from '../attestation/discovery.ts';
import type {FailureSource} from '../oci/failure-source.ts';

export const NO_LAYERS: FailureSource = {name: 'ImageError', code: 'no-layers'};

export const WHY_EMPTY =
  'An image without layers gets no provenance from BuildKit, whatever it is asked for.';

/** Known to be so: false where its manifest could not be read. */
export function isEmpty({manifest}: PlatformImage): boolean {
  return manifest?.layers.length === 0;
}
