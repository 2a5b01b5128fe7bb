/** Whether every byte of an image's layers is what its manifest says: more than the provenance needs, and slow. */
import type {PlatformImage} from '../attestation/discovery.ts';
import {verifyLayers} from '../oci/layers.ts';
import type {LayerOptions} from '../oci/layers.ts';
import type {ContentStore} from '../oci/store.ts';
import {createStepMaker, judgeFailure} from './step.ts';
import {namePlatform} from '../attestation/discovery.ts';
import type {Step} from './verification.ts';
import {addSteps} from './conclude.ts';
import type {VerifiedImage} from './verify.ts';

export interface ContentOptions extends Pick<LayerOptions, 'signal'> {
  /** Called as bytes are hashed, with the platform whose layers they are of. */
  readonly onProgress: (platform: string, done: number, total: number) => void;
}

/**
 * The same judgement with one step more for each platform. Layers are read one after the other, as a stream. Throws
 * the reason alone for which the run was cancelled.
 */
export async function verifyImageContent(
  store: ContentStore,
  verified: VerifiedImage,
  options: ContentOptions
): Promise<VerifiedImage> {
  const steps: Step[] = [];
  for (const image of verified.discovery?.images ?? []) steps.push(await checkContent(store, image, options));
  return {...verified, verification: addSteps(verified.verification, steps)};
}

async function checkContent(
  store: ContentStore,
  image: PlatformImage,
  {signal, onProgress}: ContentOptions
): Promise<Step> {
  const platform = namePlatform(image);
  const makeStep = createStepMaker(platform);
  const what = `image ${image.image.digest}`;
  if (image.manifest === undefined)
    return makeStep('image-content', 'unknown', `The manifest of ${what} could not be read.`);
  try {
    const {layers, bytes} = await verifyLayers(store, image.manifest.layers, {
      ...(signal === undefined ? {} : {signal}),
      onProgress: ({done, total}) => {
        onProgress(platform, done, total);
      }
    });
    const evidence = `${String(layers.length)} layers of ${what}, ${String(bytes)} bytes, hash to what it says.`;
    return makeStep('image-content', 'passed', evidence);
  } catch (error) {
    signal?.throwIfAborted();
    const {outcome, evidence, source} = judgeFailure(error);
    return makeStep('image-content', outcome, `Layers of ${what} in ${store.name}. ${evidence}`, source);
  }
}
