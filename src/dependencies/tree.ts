/** What an image stands on, and what that stands on: the result of collecting, and its words. Asks nobody. */
import type {Digest} from '../oci/descriptor.ts';
import {nameImage, readPlatform} from '../attestation/dependency.ts';
import type {Dependency, OtherDependency, Role} from '../attestation/dependency.ts';
import type {Finding, Found, FoundStatement} from './finding.ts';
import {keyOf, listWanted} from './wanted.ts';
import type {Wanted} from './wanted.ts';

/** An image that a provenance names. */
export interface ImageNode {
  /** `docker.io/library/alpine:3.20@sha256:…`, for people. Untrusted text: escape it. */
  readonly image: string;
  readonly digest: Digest | undefined;
  readonly platform: string | undefined;
  readonly pinned: boolean;
  readonly role: Role | undefined;
  readonly found: Found;
  /** Empty where nobody looked. */
  readonly looked: readonly string[];
  /** No registry was asked: an earlier run kept all of it. */
  readonly cached?: true;
  /** It is elsewhere in the tree, where all that it stands on is. */
  readonly repeated: boolean;
  readonly dependencies: readonly ImageNode[];
  /** Git trees and files. */
  readonly others: readonly OtherDependency[];
  /** What may be used: empty unless it is signed or unsigned. */
  readonly statements: readonly FoundStatement[];
}

/** What one of our own statements names. */
export interface Trunk {
  readonly platform: string;
  readonly dependencies: readonly ImageNode[];
  readonly others: readonly OtherDependency[];
}

export interface DependencyTree {
  readonly root: Digest;
  readonly trunks: readonly Trunk[];
}

/** By `keyOf`: what was found of an image, and what that names. */
type Looked = ReadonlyMap<string, {readonly finding: Finding; readonly named: readonly Dependency[]}>;

/** Each image is a branch where it is first met, depth first, and a leaf wherever it is met again. */
export function growTree(
  root: Digest,
  trunks: readonly {readonly platform: string; readonly named: readonly Dependency[]}[],
  known: Looked
): DependencyTree {
  const seen = new Set<string>();
  return {
    root,
    trunks: trunks.map(({platform, named}) => ({
      platform,
      dependencies: listWanted(named, readPlatform(platform).value).map(one => growNode(one, known, seen)),
      others: listOthers(named)
    }))
  };
}

function growNode(wanted: Wanted, known: Looked, seen: Set<string>): ImageNode {
  const {image, platform} = wanted;
  const key = keyOf(wanted);
  const {finding, named} = known.get(key) ?? NOBODY_LOOKED;
  const repeated = seen.has(key);
  seen.add(key);
  return {
    image: nameImage(image),
    digest: image.digest,
    platform,
    pinned: image.pinned,
    role: image.role,
    ...finding,
    repeated,
    dependencies: repeated ? [] : listWanted(named, platform).map(one => growNode(one, known, seen)),
    others: repeated ? [] : listOthers(named)
  };
}

const NOBODY_LOOKED = {
  finding: {found: {outcome: 'unread', reason: 'nobody looked'}, looked: [], statements: []},
  named: []
} as const;

function listOthers(named: readonly Dependency[]): readonly OtherDependency[] {
  return named.filter(one => one.kind !== 'image');
}

/** Every image once, depth first in the order of the provenance. */
export function listImages({trunks}: DependencyTree): readonly ImageNode[] {
  const visit = (node: ImageNode): readonly ImageNode[] => [
    ...(node.repeated ? [] : [node]),
    ...node.dependencies.flatMap(visit)
  ];
  return trunks.flatMap(({dependencies}) => dependencies.flatMap(visit));
}

/** Whether its provenance is among what was collected. */
export function isCollected({found}: ImageNode): boolean {
  return found.outcome === 'signed' || found.outcome === 'unsigned';
}

/** An image in a tree or in its record. */
interface LookedAt extends Pick<ImageNode, 'image' | 'looked'> {
  readonly platform?: string | undefined;
  readonly found: {readonly outcome: Found['outcome']; readonly reason?: string};
}

/** Which image, what is the matter, and where we looked. */
export function describeMissing(image: LookedAt): string {
  const {looked} = image;
  const where = looked.length === 0 ? 'nowhere' : looked.join('; ');
  return `${listWords(image).join(' ')} Looked at: ${where}.`;
}

/** The same without the places: which image and what is the matter; then why, where there is a why. */
export function listWords({image, platform, found}: LookedAt): readonly string[] {
  const what = platform === undefined ? image : `${image} (${platform})`;
  const reason = endSentence(found.reason ?? '');
  switch (found.outcome) {
    case 'nothing':
      return [`${what} has no provenance.`];
    case 'invalid':
      return [`${what} has provenance that does not hold, and is not used:`, reason];
    case 'unread':
      return [`Whether ${what} has provenance could not be told:`, reason];
    case 'signed':
    case 'unsigned':
      return [`${what} has provenance.`];
  }
}

function endSentence(text: string): string {
  return /[.…]$/.test(text) ? text : `${text}.`;
}
