/** Judges what was published, by reading it back. Asks no question but by digest, and throws for no bad answer. */
import {discoverAttestations} from '../attestation/discover.ts';
import {namePlatform} from '../attestation/discovery.ts';
import type {AttestationManifest, Discovery, PlatformImage} from '../attestation/discovery.ts';
import {isSbomLayer} from '../attestation/image-reader.ts';
import {findRevision, isProvenanceType} from '../attestation/provenance.ts';
import type {Provenance} from '../attestation/provenance.ts';
import {parseDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {ContentStore} from '../oci/store.ts';
import {concludeSteps} from './conclude.ts';
import {createStepMaker, decideVerdict, judgeFailure} from './step.ts';
import type {MakeStep} from './step.ts';
import {checkLayers, checkReadable, checkSubject} from './steps-attestation.ts';
import {listBaseImages} from './steps-base-images.ts';
import {checkAttested, checkDangling, checkListed, checkPlatforms, checkRoot} from './steps-index.ts';
import {checkInvocations} from './steps-invocation.ts';
import {checkImageLayers} from './steps-layers.ts';
import {checkProvenance} from './steps-provenance.ts';
import {checkSboms} from './steps-sbom.ts';
import type {HeldSbom} from './steps-sbom.ts';
import {checkLabelled, checkStatement} from './steps-statement.ts';
import type {PlatformVerification, Policy, Step, Verification} from './verification.ts';

/** One provenance statement as it is stored, whatever the verdict on it. */
export interface VerifiedStatement {
  readonly platform: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** An SBOM's statement that is bound to the image, as it is stored. */
export interface VerifiedSbom extends VerifiedStatement {
  readonly image: Digest;
}

export interface VerifiedImage {
  readonly verification: Verification;
  readonly statements: readonly VerifiedStatement[];
  readonly sboms: readonly VerifiedSbom[];
  /** What was read; undefined where the root could not be. */
  readonly discovery: Discovery | undefined;
}

/**
 * The judgement on the image of this digest. A root that is not there, cannot be read or is not what it should be
 * is a verdict too: only a text that is no digest, a cancelled run and mistakes of this program throw.
 */
export async function verifyPublished(
  store: ContentStore,
  root: string,
  policy: Policy
): Promise<VerifiedImage> {
  const digest = parseDigest(root);
  try {
    return judgeDiscovery(
      store.name,
      digest,
      await discoverAttestations(store, digest, {readUnattested: true}),
      policy
    );
  } catch (error) {
    return judgeUnreadRoot(store.name, digest, error);
  }
}

function judgeUnreadRoot(store: string, root: Digest, error: unknown): VerifiedImage {
  const {outcome, evidence, source} = judgeFailure(error);
  const steps = [createStepMaker()('index-digest', outcome, `${root} in ${store}. ${evidence}`, source)];
  return {
    verification: concludeSteps({store, root, steps, platforms: []}),
    statements: [],
    sboms: [],
    discovery: undefined
  };
}

/** Pure: everything was read already. */
function judgeDiscovery(store: string, root: Digest, discovery: Discovery, policy: Policy): VerifiedImage {
  const first = [checkRoot(store, root, discovery), checkPlatforms(store, policy, discovery)];
  const unattested = checkAttested(store, policy, discovery);
  const images = discovery.images.map(image => judgeImage(store, discovery, image, policy));
  const steps =
    unattested === undefined
      ? [
          ...first,
          ...checkDangling(store, discovery),
          ...images.flatMap(image => image.steps),
          ...checkInvocations(
            policy,
            images.flatMap(({provenances}) => provenances)
          )
        ]
      : [...first, unattested];
  const platforms = images.map(({platform}) => platform);
  const statements = images.flatMap(image => image.statements);
  const sboms = images.flatMap(image => image.sboms);
  return {verification: concludeSteps({store, root, steps, platforms}), statements, sboms, discovery};
}

/** What one image of an index says, and what was read of it. */
export interface JudgedImage {
  readonly steps: readonly Step[];
  readonly provenances: readonly Provenance[];
  readonly statements: readonly VerifiedStatement[];
  readonly sboms: readonly VerifiedSbom[];
  readonly platform: PlatformVerification;
}

/** The judgement on one image by itself, as strict as on the whole. Pure. */
export function judgeImage(
  store: string,
  discovery: Discovery,
  image: PlatformImage,
  policy: Policy
): JudgedImage {
  const platform = namePlatform(image);
  const makeStep = createStepMaker(platform);
  const manifests = uniqueByDigest(image.attestationManifests);
  const judged = manifests.map(manifest => judgeManifest(store, makeStep, policy, manifest, image));
  const provenances = judged.flatMap(found => found.provenances);
  const {steps: sbomSteps, sboms} = checkSboms(store, makeStep, policy, image, manifests);
  const steps = [
    checkListed(store, discovery, image),
    ...checkReadable(store, makeStep, {...image, attestationManifests: manifests}),
    ...judged.flatMap(found => found.steps),
    ...checkImageLayers(store, makeStep, image, provenances[0]),
    ...sbomSteps
  ];
  const statements = manifests.flatMap(({attestations}) => {
    return attestations.map(({layer, bytes}) => ({platform, digest: layer.digest, bytes}));
  });
  return {
    steps,
    provenances,
    statements,
    sboms: sboms.map(({layer: {layer, bytes}}) => {
      return {platform, digest: layer.digest, bytes, image: image.image.digest};
    }),
    platform: describeImage(image, steps, provenances[0], sboms)
  };
}

function uniqueByDigest(manifests: readonly AttestationManifest[]): readonly AttestationManifest[] {
  return [...new Map(manifests.map(manifest => [manifest.descriptor.digest, manifest])).values()];
}

function judgeManifest(
  store: string,
  makeStep: MakeStep,
  policy: Policy,
  manifest: AttestationManifest,
  image: PlatformImage
): {readonly steps: readonly Step[]; readonly provenances: readonly Provenance[]} {
  const judged = manifest.attestations.map(attestation => {
    const {steps, statement} = checkStatement(makeStep, attestation, image);
    if (statement === undefined || !isProvenanceType(statement.predicateType))
      return {steps, provenance: undefined};
    const found = checkProvenance(makeStep, policy, statement, isScanned(manifest));
    return {steps: [...steps, ...found.steps], provenance: found.provenance};
  });
  const steps = [
    checkSubject(makeStep, manifest, image.image),
    ...checkLabelled(makeStep, manifest, image),
    ...checkLayers(store, makeStep, manifest, image),
    ...judged.flatMap(found => found.steps)
  ];
  return {steps, provenances: judged.map(({provenance}) => provenance).filter(found => found !== undefined)};
}

function isScanned({manifest}: AttestationManifest): boolean {
  return manifest.layers.some(isSbomLayer);
}

function describeImage(
  image: PlatformImage,
  steps: readonly Step[],
  provenance: Provenance | undefined,
  sboms: readonly HeldSbom[]
): PlatformVerification {
  const [manifest] = image.attestationManifests;
  const [attestation] = manifest?.attestations ?? [];
  const listed = image.listed[0]?.digest;
  return {
    platform: namePlatform(image),
    imageDigest: image.image.digest,
    ...(listed === undefined ? {} : {attestationDigest: listed}),
    ...(attestation === undefined ? {} : {statementDigest: attestation.layer.digest}),
    ...(attestation?.predicateType === undefined ? {} : {predicateType: attestation.predicateType}),
    ...(provenance === undefined ? {} : describeProvenance(provenance)),
    baseImages:
      provenance === undefined ? [] : listBaseImages(provenance, image.attestationManifests.some(isScanned)),
    ...(sboms.length === 0 ? {} : {sboms: sboms.map(({record}) => record)}),
    verdict: decideVerdict(steps)
  };
}

function describeProvenance(provenance: Provenance): Partial<PlatformVerification> {
  const {mode, builderId, invocationId, vcs, configSource} = provenance;
  const source = vcs?.source ?? configSource.uri;
  const revision = findRevision(provenance);
  return {
    mode,
    builderId,
    ...(invocationId === undefined ? {} : {invocationId}),
    ...(source === undefined ? {} : {source}),
    ...(revision === undefined ? {} : {revision: vcs?.dirty === true ? `${revision}-dirty` : revision})
  };
}
