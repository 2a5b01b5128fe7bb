/** Steps about the objects that carry a statement. Does not look into the statement. */
import type {AttestationManifest, PlatformImage, Problem} from '../attestation/discovery.ts';
import type {Descriptor} from '../oci/descriptor.ts';
import {quoteValue} from './evidence.ts';
import {judgeFailure} from './step.ts';
import type {MakeStep} from './step.ts';
import type {Step} from './verification.ts';

/** One step for each attestation manifest that is listed: read, or why not. */
export function checkReadable(store: string, makeStep: MakeStep, image: PlatformImage): readonly Step[] {
  const read = image.attestationManifests.map(({descriptor, manifest}) => {
    const layers = `${String(manifest.layers.length)} ${manifest.layers.length === 1 ? 'layer' : 'layers'}`;
    const evidence = `Attestation manifest ${descriptor.digest} was read from ${store}: ${layers}.`;
    return makeStep('attestation-readable', 'passed', evidence);
  });
  const unread = findProblems(image, 'attestation-manifest').map(({descriptor, error}) => {
    const {outcome, evidence, source} = judgeFailure(error);
    const what = `Attestation manifest ${describe(descriptor)} in ${store}`;
    return makeStep('attestation-readable', outcome, `${what}. ${evidence}`, source);
  });
  return [...read, ...unread];
}

/** Whether the manifest's own `subject`, if it has one, is the image that the index says. */
export function checkSubject(
  makeStep: MakeStep,
  {descriptor, manifest}: AttestationManifest,
  image: Descriptor
): Step {
  const {subject, artifactType} = manifest;
  const what = `Attestation manifest ${descriptor.digest}`;
  if (subject === undefined) {
    return artifactType === undefined
      ? makeStep(
          'attestation-subject',
          'skipped',
          `${what} has no subject field, as BuildKit wrote it before 0.32.`
        )
      : makeStep('attestation-subject', 'warning', `${what} is an OCI artifact, but has no subject field.`);
  }
  const same =
    subject.digest === image.digest && subject.size === image.size && subject.mediaType === image.mediaType;
  if (same)
    return makeStep('attestation-subject', 'passed', `${what} has the image ${image.digest} as its subject.`);
  const evidence = `${what} is listed for ${describe(image)}, but its subject is ${describe(subject)}.`;
  return makeStep('attestation-subject', 'failed', evidence);
}

/** One step for each statement of the manifest: the right bytes, or why not. */
export function checkLayers(
  store: string,
  makeStep: MakeStep,
  {manifest, attestations}: AttestationManifest,
  image: PlatformImage
): readonly Step[] {
  const read = attestations.map(({layer}) => {
    const evidence = `Statement ${layer.digest}, ${String(layer.size)} bytes, was read from ${store} and hashes to it.`;
    return makeStep('layer-content', 'passed', evidence);
  });
  const unread = findProblems(image, 'attestation-layer')
    .filter(({descriptor}) => manifest.layers.includes(descriptor))
    .map(({descriptor, error}) => {
      const {outcome, evidence, source} = judgeFailure(error);
      return makeStep(
        'layer-content',
        outcome,
        `Statement ${describe(descriptor)} in ${store}. ${evidence}`,
        source
      );
    });
  return [...read, ...unread];
}

/** What of this kind could not be read, each object once. */
export function findProblems({problems}: PlatformImage, kind: Problem['kind']): readonly Problem[] {
  const found = problems.filter(problem => problem.kind === kind);
  return found.filter((problem, at) => found.findIndex(({error}) => error === problem.error) === at);
}

function describe({digest, size, mediaType}: Descriptor): string {
  return `${digest} (${String(size)} bytes, ${quoteValue(mediaType)})`;
}
