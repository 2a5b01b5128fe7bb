/** Attestations that the user brings, as statements about an image or about anything else. Pure; reads no file. */
import type {Attestation} from '../attestation/attestation.ts';
import {AttestationError} from '../attestation/attestation-error.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import type {AttestedImage, UnsignedStatement} from './statements.ts';

/** What it is to be about. */
export type BroughtSubject =
  | {readonly kind: 'index'}
  /** `linux/arm64`, normalised. */
  | {readonly kind: 'platform'; readonly platform: string}
  | {readonly kind: 'digest'; readonly name: string; readonly digest: Digest};

export interface BroughtAttestation {
  /** For people: the predicate's file, `reports/scan.json`. */
  readonly name: string;
  readonly attestation: Attestation<readonly []>;
  readonly subject: BroughtSubject;
}

/** What nobody can sign, and why. */
export interface RefusedAttestation {
  readonly title: string;
  readonly predicateType: string;
  readonly error: AttestationError;
}

export interface BroughtStatements {
  /** For each of the images, in their order. */
  readonly ofImages: readonly (readonly UnsignedStatement[])[];
  /** About what is in none of them: there is nothing to attach these to. */
  readonly apart: readonly UnsignedStatement[];
  readonly refused: readonly RefusedAttestation[];
}

/** Each of them about every image that it fits; a platform that no image has is refused. */
export function placeBrought(
  images: readonly AttestedImage[],
  brought: readonly BroughtAttestation[]
): BroughtStatements {
  const ofImages = images.map((): UnsignedStatement[] => []);
  const apart: UnsignedStatement[] = [];
  const refused: RefusedAttestation[] = [];
  for (const one of brought) {
    const found = images.map(image => describeWithin(image, one));
    found.forEach((statements, at) => ofImages[at]?.push(...statements));
    if (found.flat().length > 0) continue;
    const {subject, attestation, name} = one;
    if (subject.kind === 'digest') apart.push(describe(one, subject.name, subject, []));
    else if (subject.kind === 'platform') {
      const title = nameTitle(name, subject.platform);
      refused.push({title, predicateType: attestation.predicateType, error: refusePlatform(images, subject)});
    }
  }
  return {ofImages, apart, refused};
}

function describeWithin(image: AttestedImage, one: BroughtAttestation): readonly UnsignedStatement[] {
  const {name, root, platforms} = image;
  const {subject} = one;
  switch (subject.kind) {
    case 'index':
      return [describe(one, 'index', {name, ...root}, [root])];
    case 'platform':
      return platforms
        .filter(({platform}) => platform === subject.platform)
        .map(({platform, image: own}) => describe(one, platform, {name, ...own}, [own]));
    case 'digest': {
      const listed = platforms.flatMap(({image: own, attestationManifests}) => [
        own,
        ...attestationManifests
      ]);
      const found = [root, ...listed].find(({digest}) => digest === subject.digest);
      return found === undefined ? [] : [describe(one, subject.name, subject, [found])];
    }
  }
}

function describe(
  {name, attestation}: BroughtAttestation,
  about: string,
  subject: {readonly name: string; readonly digest: Digest},
  attachTo: readonly Descriptor[]
): UnsignedStatement {
  return {
    title: nameTitle(name, about),
    part: 'brought',
    attestation: attestation.withSubject(subject.name, subject.digest),
    attachTo
  };
}

function nameTitle(name: string, about: string): string {
  return `${name} of ${about}`;
}

function refusePlatform(
  images: readonly AttestedImage[],
  {platform}: {readonly platform: string}
): AttestationError {
  const names = new Set(images.flatMap(({platforms}) => platforms.map(one => one.platform)));
  const has = [...names].join(', ') || 'none';
  return new AttestationError('subject', `the image has no platform ${platform}; it has ${has}`);
}
