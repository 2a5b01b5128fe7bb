/** What is signed of an image that was read back: which statements, about which digests. Pure; signs nothing. */
import {Attestation} from '../attestation/attestation.ts';
import {isExactObject} from '../attestation/exact-json.ts';
import type {ExactObject} from '../attestation/exact-json.ts';
import {listImageDigests} from '../attestation/subject.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {uniqueByDigest} from '../oci/descriptor.ts';
import type {SignedPart} from './signing.ts';
import {WORKFLOW_PREDICATE_TYPE} from './workflow-predicate.ts';

/** One platform's image, as it was read back and verified. */
export interface AttestedPlatform {
  readonly platform: string;
  readonly image: Descriptor;
  /** BuildKit's, that the index lists for the image. */
  readonly attestationManifests: readonly Descriptor[];
  /** BuildKit's provenance statements, byte for byte. */
  readonly statements: readonly Uint8Array[];
  /** Those of its SBOMs likewise, the image's own first. */
  readonly sboms: readonly Uint8Array[];
}

/** An image as it was read back and verified: nothing else is ever signed. */
export interface AttestedImage {
  /** For people, `ghcr.io/me/app`: digests alone decide. */
  readonly name: string;
  readonly root: Descriptor;
  readonly platforms: readonly AttestedPlatform[];
}

/** Input `subjects`. */
export type SubjectsInput = 'index' | 'platforms' | 'both';

export interface StatementOptions {
  readonly subjects: SubjectsInput;
  readonly attestationManifests: boolean;
  /** Of the run that signs. */
  readonly workflowPredicate: ExactObject;
}

export interface UnsignedStatement {
  readonly title: string;
  readonly part: SignedPart;
  /** Chiefly about its first subject. */
  readonly attestation: Attestation;
  /** The subjects to which the bundle is attached; none of what is in no registry and no layout here. */
  readonly attachTo: readonly Descriptor[];
}

/** By what a bundle of it is looked up: by what it is attached to, else by what it is chiefly about. */
export function listDigestsToFind({attachTo, attestation}: UnsignedStatement): readonly Digest[] {
  if (attachTo.length > 0) return attachTo.map(({digest}) => digest);
  return attestation.subjects.flatMap(listImageDigests).slice(0, 1);
}

/**
 * What `cosign sign` signs, and what BuildKit's source policies ask for: https://github.com/docker/buildx/issues/4010.
 */
const COSIGN_SIGN = 'https://sigstore.dev/cosign/sign/v1';

/**
 * For each platform BuildKit's own predicates, as recorded, of provenance and SBOMs; for the index the workflow's, about
 * index and platforms; on request, the attestation manifests. Every digest that is spoken of has a bundle attached.
 * Throws `AttestationError` for statements that nobody verified.
 */
export function listStatements(
  image: AttestedImage,
  options: StatementOptions
): readonly UnsignedStatement[] {
  const {subjects} = options;
  return [
    ...(subjects === 'platforms' ? [] : [describeIndex(image, options)]),
    ...(subjects === 'index' ? [] : image.platforms.flatMap(one => describePlatform(image, one))),
    ...(options.attestationManifests ? image.platforms.flatMap(one => describeManifests(image, one)) : [])
  ];
}

function describeIndex(
  {name, root, platforms}: AttestedImage,
  {subjects, workflowPredicate}: StatementOptions
): UnsignedStatement {
  const all = uniqueByDigest([root, ...platforms.map(({image}) => image)]);
  const attestation = all.reduce(
    (about: Attestation, {digest}) => about.withSubject(name, digest),
    Attestation.of(WORKFLOW_PREDICATE_TYPE, workflowPredicate).withSubject(name, root.digest)
  );
  return {title: 'index', part: 'index', attestation, attachTo: subjects === 'index' ? all : [root]};
}

function describePlatform(
  {name}: AttestedImage,
  {platform, image, statements, sboms}: AttestedPlatform
): UnsignedStatement[] {
  return [
    ...statements.map(bytes => describeStatement(platform, {name, image, bytes})),
    ...sboms.map((bytes, at) => {
      const title = `SBOM ${at === 0 ? '' : `${String(at + 1)} `}of ${platform}`;
      return describeStatement(title, {name, image, bytes});
    })
  ];
}

interface StoredStatement {
  readonly name: string;
  readonly image: Descriptor;
  readonly bytes: Uint8Array;
}

function describeStatement(title: string, {name, image, bytes}: StoredStatement): UnsignedStatement {
  const attestation = Attestation.parse(bytes).withoutSubjects().withSubject(name, image.digest);
  return {title, part: 'platform', attestation, attachTo: [image]};
}

function describeManifests(
  {name}: AttestedImage,
  {platform, attestationManifests}: AttestedPlatform
): UnsignedStatement[] {
  return uniqueByDigest(attestationManifests).map(manifest => ({
    title: `attestation manifest of ${platform}`,
    part: 'attestation manifest',
    attestation: Attestation.of(COSIGN_SIGN, {}).withSubject(name, manifest.digest),
    attachTo: [manifest]
  }));
}

/**
 * The predicate that an equal statement of another run has: the workflow's names the run that signed, and nothing
 * but that may differ.
 */
export function expectOfAnyRun(expected: ExactObject, found: ExactObject): ExactObject {
  const [details, foundDetails] = [expected['runDetails'], found['runDetails']];
  if (!isExactObject(details) || !isExactObject(foundDetails)) return expected;
  const metadata = foundDetails['metadata'];
  if (!isExactObject(metadata) || !isExactObject(details['metadata'])) return expected;
  const {invocationId} = metadata;
  if (typeof invocationId !== 'string') return expected;
  return {...expected, runDetails: {...details, metadata: {...details['metadata'], invocationId}}};
}
