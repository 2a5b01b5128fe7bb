/** Which signed statement can be checked about which digest of which image, and where its bundle is. Pure. */
import {isDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {formatReference, InvalidReferenceError, parseReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import type {Report} from '../report.ts';
import type {StatementRecord} from '../sigstore/signing.ts';

export interface VerifyTarget {
  /** `ghcr.io/me/app`. */
  readonly name: string;
  /** `ghcr.io/me/app@sha256:…`. */
  readonly pinned: string;
  readonly digest: Digest;
  readonly statement: StatementRecord;
  /** Where verifiers find the bundle; in nothing but a file, or not even there. */
  readonly found: {readonly inRegistry: boolean; readonly inApi: boolean};
}

const REFS_LIMIT = 5;

/** For each image, its signed statements: each about what it is chiefly about, and what no other statement is about. */
export function listTargets(
  report: Pick<Report, 'imageRefs' | 'signing' | 'verifications'>
): readonly VerifyTarget[] {
  const signed = (report.signing?.statements ?? []).filter(({outcome}) => outcome !== 'failed');
  const own = new Set(signed.map(({subjects}) => subjects[0]));
  const references = (report.imageRefs ?? []).slice(0, REFS_LIMIT).flatMap(ref => parsePushed(ref) ?? []);
  return references.flatMap(image =>
    signed
      .filter(statement => isAbout(statement, image, report.verifications))
      .flatMap(statement =>
        statement.subjects
          .filter((digest, at) => isDigest(digest) && (at === 0 || !own.has(digest)))
          .map(digest => describeTarget(image, digest, statement))
      )
  );
}

/** `name@digest` as a reference; undefined for what is none. */
export function parsePushed(text: string): Reference | undefined {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof InvalidReferenceError) return undefined;
    throw error;
  }
}

function nameRegistryPlace({registry, repository}: Reference): string {
  return `registry ${formatReference({registry, repository})}`;
}

/** One run can push several images: where no registry was to have the bundle, the digests say whose it is. */
function isAbout(
  {places, subjects}: StatementRecord,
  image: Reference,
  verifications: Report['verifications'] = []
): boolean {
  const registries = places.filter(({kind}) => kind === 'registry');
  if (registries.length > 0) return registries.some(({place}) => place === nameRegistryPlace(image));
  const [first] = subjects;
  const platforms = verifications.filter(({root}) => root === image.digest).flatMap(one => one.platforms);
  const known = platforms.flatMap(({imageDigest, attestationDigest}) => [imageDigest, attestationDigest]);
  return [image.digest, ...known].includes(first);
}

function describeTarget(image: Reference, digest: Digest, statement: StatementRecord): VerifyTarget {
  const {registry, repository} = image;
  const {places, subjects} = statement;
  const place = places.find(({place: where}) => where === nameRegistryPlace(image));
  // Not every subject has the bundle attached: the first one has, or all of them have.
  const isAttached = digest === subjects[0] || (place?.referrers?.length ?? 0) >= subjects.length;
  return {
    name: formatReference({registry, repository}),
    pinned: formatReference({registry, repository, digest}),
    digest,
    statement,
    found: {
      inRegistry: place?.stored === true && isAttached,
      inApi: places.some(({kind, stored}) => kind === 'api' && stored)
    }
  };
}
