/** Which signed statement can be checked about which digest of which image, and where its bundle is. Pure. */
import {isDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {formatReference, InvalidReferenceError, parseReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import type {Report} from '../report.ts';
import type {SignedLayout, StatementRecord} from '../sigstore/signing.ts';

export interface VerifyTarget {
  /** `ghcr.io/me/app`, `OCI layout image.tar`; of nothing that was published, `elsewhere`. */
  readonly name: string;
  /** `ghcr.io/me/app@sha256:…`, or the layout that holds the image; undefined for what is in no image. */
  readonly image: {readonly pinned: string} | {readonly layout: SignedLayout} | undefined;
  readonly digest: Digest;
  readonly statement: StatementRecord;
  /** Where verifiers find the bundle; in nothing but a file, or not even there. */
  readonly found: {readonly inRegistry: boolean; readonly inApi: boolean};
}

const REFS_LIMIT = 5;

/**
 * For each image, its signed statements: each about what it is chiefly about, and what no other statement is about.
 * Last, what the user brought about anything else.
 */
export function listTargets(
  report: Pick<Report, 'imageRefs' | 'signing' | 'verifications'>
): readonly VerifyTarget[] {
  const signed = (report.signing?.statements ?? []).filter(({outcome}) => outcome !== 'failed');
  const own = new Set(signed.map(({subjects}) => subjects[0]));
  const references = (report.imageRefs ?? []).slice(0, REFS_LIMIT).flatMap(ref => parsePushed(ref) ?? []);
  const listAbout = (
    isMeant: (statement: StatementRecord) => boolean,
    describe: (digest: Digest, statement: StatementRecord) => VerifyTarget
  ): VerifyTarget[] =>
    signed
      .filter(isMeant)
      .flatMap(statement =>
        statement.subjects
          .filter((digest, at) => isDigest(digest) && (at === 0 || !own.has(digest)))
          .map(digest => describe(digest, statement))
      );
  const {verifications} = report;
  const layouts = (report.signing?.layouts ?? []).slice(0, REFS_LIMIT);
  const targets = [
    ...references.flatMap(image =>
      listAbout(
        statement => isAbout(statement, image, verifications),
        (digest, statement) => describeTarget(image, digest, statement)
      )
    ),
    ...layouts.flatMap(layout =>
      listAbout(
        ({subjects}) => isWithin(subjects[0], layout.root, verifications),
        (digest, statement) => describeLayoutTarget(layout, digest, statement)
      )
    )
  ];
  const placed = new Set(targets.map(({statement}) => statement));
  return [
    ...targets,
    ...listAbout(
      statement => statement.part === 'brought' && !placed.has(statement),
      (digest, statement) => describeElsewhere(digest, statement)
    )
  ];
}

function describeElsewhere(digest: Digest, statement: StatementRecord): VerifyTarget {
  return {name: 'elsewhere', image: undefined, digest, statement, found: {inRegistry: false, inApi: false}};
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
  return isWithin(subjects[0], image.digest, verifications);
}

/** Whether the digest is the index's, or one of a manifest that it lists. */
function isWithin(
  digest: Digest | undefined,
  root: string | undefined,
  verifications: Report['verifications'] = []
): boolean {
  const platforms = verifications.filter(one => one.root === root).flatMap(one => one.platforms);
  const known = platforms.flatMap(({imageDigest, attestationDigest}) => [imageDigest, attestationDigest]);
  return [root, ...known].includes(digest);
}

function describeLayoutTarget(
  layout: SignedLayout,
  digest: Digest,
  statement: StatementRecord
): VerifyTarget {
  const inApi = statement.places.some(({kind, stored}) => kind === 'api' && stored);
  return {name: layout.name, image: {layout}, digest, statement, found: {inRegistry: false, inApi}};
}

function describeTarget(image: Reference, digest: Digest, statement: StatementRecord): VerifyTarget {
  const {registry, repository} = image;
  const {places, subjects} = statement;
  const place = places.find(({place: where}) => where === nameRegistryPlace(image));
  // Not every subject has the bundle attached: the first one has, or all of them have.
  const isAttached = digest === subjects[0] || (place?.referrers?.length ?? 0) >= subjects.length;
  return {
    name: formatReference({registry, repository}),
    image: {pinned: formatReference({registry, repository, digest})},
    digest,
    statement,
    found: {
      inRegistry: place?.stored === true && isAttached,
      inApi: places.some(({kind, stored}) => kind === 'api' && stored)
    }
  };
}
