/** What was found of an image's dependencies, for the report: JSON-serialisable, bounded. Asks nobody. */
import type {Digest} from '../oci/descriptor.ts';
import type {Signer} from '../sigstore/signing.ts';
import type {Role} from '../attestation/dependency.ts';
import type {Found} from './finding.ts';
import {isCollected, listImages} from './tree.ts';
import type {DependencyTree, ImageNode, Trunk} from './tree.ts';

/** Input `on-missing-dependency`. */
export type OnMissing = 'warn' | 'error' | 'ignore';

/** What came of looking for one image's provenance. */
export interface FoundRecord {
  readonly outcome: Found['outcome'];
  /** Why it is invalid, or could not be told. Untrusted text: escape it. */
  readonly reason?: string;
  /** Of a signed one, each once. */
  readonly signers?: readonly Signer[];
}

/** An image in the tree, in which depth and order say what stands on what. */
export interface ImageRecord {
  /** 1: what our own image stands on. */
  readonly depth: number;
  /** `docker.io/library/alpine:3.20@sha256:…`. Untrusted text: escape it. */
  readonly image: string;
  readonly digest?: Digest;
  readonly platform?: string;
  readonly pinned: boolean;
  readonly role?: Role;
  readonly found: FoundRecord;
  /** Where we looked, in order. */
  readonly looked: readonly string[];
  /** It is further above too, with all that it stands on. */
  readonly repeated: boolean;
  /** An earlier run had kept it: its registry was not asked. */
  readonly cached?: true;
}

/** What one of our own statements names. */
export interface TrunkRecord {
  readonly root: Digest;
  readonly platform: string;
  /** Depth first. */
  readonly images: readonly ImageRecord[];
  /** Images that are left out of the record, not of the counts. */
  readonly more: number;
}

export interface DependencyRecord {
  readonly onMissing: OnMissing;
  readonly trunks: readonly TrunkRecord[];
  /** Different images, by digest, of which provenance is in the file, for each platform that they are used for. */
  readonly found: number;
  /** Others. */
  readonly missing: number;
  /** Our provenance and that of all dependencies, as JSON lines. */
  readonly path?: string;
  /** Why nobody could look at all. */
  readonly problem?: string;
}

/** Of one tree; a provenance may name as many images as fit into it. */
const IMAGES_LIMIT = 1000;
const SIGNERS_LIMIT = 10;

export function recordTrunks({root, trunks}: DependencyTree): readonly TrunkRecord[] {
  let room = IMAGES_LIMIT;
  return trunks.map(({platform, dependencies}) => {
    const all = dependencies.flatMap(node => flatten(node, 1));
    const images = all.slice(0, room);
    room -= images.length;
    return {root, platform, images: images.map(recordImage), more: all.length - images.length};
  });
}

/** Images whose provenance was collected for every platform, and others. */
export function countImages(trees: readonly DependencyTree[]): Pick<DependencyRecord, 'found' | 'missing'> {
  const images = Map.groupBy(trees.flatMap(listImages), ({digest, image}) => digest ?? image);
  const found = [...images.values()].filter(group => group.every(isCollected)).length;
  return {found, missing: images.size - found};
}

type Placed = readonly [depth: number, node: ImageNode];

function flatten(node: Trunk['dependencies'][number], depth: number): readonly Placed[] {
  return [[depth, node], ...node.dependencies.flatMap(below => flatten(below, depth + 1))];
}

function recordImage([depth, node]: Placed): ImageRecord {
  const {image, digest, platform, pinned, role, found, looked, repeated, cached} = node;
  return {
    depth,
    image,
    ...(digest === undefined ? {} : {digest}),
    ...(platform === undefined ? {} : {platform}),
    pinned,
    ...(role === undefined ? {} : {role}),
    found: recordFound(found),
    looked,
    repeated,
    ...(cached === undefined ? {} : {cached})
  };
}

function recordFound(found: Found): FoundRecord {
  switch (found.outcome) {
    case 'signed':
      return {outcome: 'signed', signers: listSigners(found.signers)};
    case 'invalid':
    case 'unread':
      return {outcome: found.outcome, reason: found.reason};
    case 'unsigned':
    case 'nothing':
      return {outcome: found.outcome};
  }
}

function listSigners(signers: Extract<Found, {outcome: 'signed'}>['signers']): readonly Signer[] {
  const named = signers.map(({san, extensions}) => ({
    issuer: extensions.issuer ?? 'an unknown issuer',
    identity: san
  }));
  const unique = new Map(named.map(signer => [JSON.stringify(signer), signer]));
  return [...unique.values()].slice(0, SIGNERS_LIMIT);
}
