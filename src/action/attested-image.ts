/** What was published and verified -> what is signed, and where each bundle of it belongs. Pure. */
import {namePlatform} from '../attestation/discovery.ts';
import type {PlatformImage} from '../attestation/discovery.ts';
import type {AttestedImage, AttestedPlatform} from '../sigstore/statements.ts';
import type {Published} from './stores.ts';
import type {VerifiedPlace} from './verify-place.ts';

export interface VerifiedPublished {
  readonly published: Published;
  readonly verified: VerifiedPlace;
}

/** One image, and every repository that holds it. */
export interface ImageGroup {
  readonly image: AttestedImage;
  readonly places: readonly Published[];
}

/** An image is what its digest says, whatever repositories it was pushed to. Only what is verified comes out. */
export function groupImages(published: readonly VerifiedPublished[]): readonly ImageGroup[] {
  const good = published.filter(({verified}) => verified.verification.verdict === 'verified');
  const groups = Map.groupBy(good, ({verified}) => verified.verification.root);
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    const discovery = first?.verified.discovery;
    if (first === undefined || discovery === undefined) return [];
    const image = {
      name: nameImage(first.published),
      root: discovery.root.descriptor,
      platforms: discovery.images.map(image => describePlatform(image, first.verified.sboms))
    };
    return [{image, places: group.map(({published: place}) => place)}];
  });
}

/** `ghcr.io/me/app`: a bundle's name of what it is about is for people. */
export function nameImage({reference, image, name}: Published): string {
  return reference === undefined ? (image ?? name) : `${reference.registry}/${reference.repository}`;
}

function describePlatform(image: PlatformImage, sboms: VerifiedPlace['sboms']): AttestedPlatform {
  const statements = image.attestationManifests.flatMap(({attestations}) => attestations);
  const unique = new Map(statements.map(({layer, bytes}) => [layer.digest, bytes]));
  const own = sboms.filter(sbom => sbom.image === image.image.digest);
  return {
    platform: namePlatform(image),
    image: image.image,
    attestationManifests: image.listed,
    statements: [...unique.values()],
    sboms: [...new Map(own.map(({digest, bytes}) => [digest, bytes])).values()]
  };
}
