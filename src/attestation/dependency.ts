/** What a provenance says that its build stood on. Asks nobody, believes nothing. */
import type {DigestSet, Material, Provenance} from './provenance.ts';
import {isDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {formatReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {formatPlatform, InvalidPlatformError, parsePlatform} from '../oci/platform.ts';
import {cleanText, redactUrls} from '../oci/plain-text.ts';
import {parseImageUri} from './image-uri.ts';

/**
 * - `frontend`: it read the Dockerfile
 * - `tool`: BuildKit ran it beside the build's steps, as a generator of SBOMs
 * - `unused`: the Dockerfile names it, and no step for this platform reads it
 */
export type Role = 'frontend' | 'tool' | 'unused';

/** A base image, a frontend, a build stage of somebody else: whatever came as an image. */
export interface ImageDependency {
  readonly kind: 'image';
  /** As recorded: several where the Dockerfile names one image in several ways. */
  readonly uris: readonly string[];
  /** Without digest; undefined where the URI names no repository. */
  readonly reference: Reference | undefined;
  /** What BuildKit resolved the name to, commonly an index. Undefined where none was recorded. */
  readonly digest: Digest | undefined;
  /** Normalised; undefined where none was recorded. */
  readonly platform: string | undefined;
  /** The Dockerfile itself names it by this digest, each time. */
  readonly pinned: boolean;
  /** Why it cannot be told which image it is. */
  readonly problem: string | undefined;
  /** Absent for a base image, and where nobody can tell. */
  readonly role?: Role;
}

/** Anything else: a git tree, a file that was downloaded. */
export interface OtherDependency {
  readonly kind: 'git' | 'http' | 'other';
  readonly uri: string;
  readonly digest: DigestSet;
}

export type Dependency = ImageDependency | OtherDependency;

/**
 * In the order of the provenance, each once: `materials` of version 0.2, `resolvedDependencies` of version 1.
 */
export function listDependencies({materials}: Pick<Provenance, 'materials'>): readonly Dependency[] {
  return mergeDependencies(materials.map(describeMaterial));
}

/** One material by itself. */
export function describeMaterial({uri, digest}: Material): Dependency {
  const name = parseImageUri(uri);
  if (name === undefined) return {kind: classifyUri(uri, digest), uri, digest};
  const recorded = readDigest(digest);
  const named = name.digest === undefined || isDigest(name.digest) ? name.digest : undefined;
  const found = judgeDigests(name.digest, recorded);
  const {value: platform, problem: strange} = readPlatform(name.platform);
  return {
    kind: 'image',
    uris: [uri],
    reference: name.reference && dropDigest(name.reference),
    digest: found === undefined ? (recorded ?? named) : undefined,
    platform,
    pinned: found === undefined && named !== undefined,
    problem: name.problem ?? found ?? strange
  };
}

function dropDigest({registry, repository, tag}: Reference): Reference {
  return {registry, repository, ...(tag === undefined ? {} : {tag})};
}

/** What is wrong with the digest that the URI names beside the one that was recorded. */
function judgeDigests(named: string | undefined, recorded: Digest | undefined): string | undefined {
  if (named === undefined) return undefined;
  if (!isDigest(named)) return `${cleanText(named, 160)} is no digest that is accepted here`;
  if (recorded === undefined || recorded === named) return undefined;
  return `it is named by ${named}, but ${recorded} was recorded`;
}

function readDigest(digest: DigestSet): Digest | undefined {
  for (const algorithm of ['sha256', 'sha512']) {
    const text = Object.hasOwn(digest, algorithm) ? `${algorithm}:${digest[algorithm] ?? ''}` : '';
    if (isDigest(text)) return text;
  }
  return undefined;
}

/** Normalised; or why it is none. */
export function readPlatform(text: string | undefined): {value?: string; problem?: string} {
  if (text === undefined) return {};
  try {
    return {value: formatPlatform(parsePlatform(text))};
  } catch (error) {
    if (!(error instanceof InvalidPlatformError)) throw error;
    return {problem: cleanText(error.message, 300)};
  }
}

/** BuildKit writes a git tree under the URL that it was asked for, whatever its scheme. */
function classifyUri(uri: string, digest: DigestSet): OtherDependency['kind'] {
  if (digest['sha1'] !== undefined || digest['gitCommit'] !== undefined) return 'git';
  if (/^git[+@:]/.test(uri) || /\.git(?:[#?]|$)/.test(uri)) return 'git';
  return /^https?:\/\//i.test(uri) ? 'http' : 'other';
}

function mergeDependencies(dependencies: readonly Dependency[]): readonly Dependency[] {
  const merged = new Map<string, Dependency>();
  for (const one of dependencies) {
    const key = keyOf(one);
    const known = merged.get(key);
    const isImage = known?.kind === 'image' && one.kind === 'image';
    merged.set(key, isImage ? mergeImages(known, one) : (known ?? one));
  }
  return [...merged.values()];
}

function mergeImages(first: ImageDependency, second: ImageDependency): ImageDependency {
  return {
    ...first,
    uris: [...new Set([...first.uris, ...second.uris])],
    pinned: first.pinned && second.pinned
  };
}

function keyOf(one: Dependency): string {
  if (one.kind !== 'image') return JSON.stringify([one.kind, one.uri, Object.entries(one.digest).sort()]);
  const {reference, digest, platform, uris} = one;
  const known = reference !== undefined && digest !== undefined;
  return JSON.stringify(
    known ? ['image', reference.registry, reference.repository, digest, platform] : ['image', ...uris, digest]
  );
}

/** For people: `docker.io/library/alpine:3.20@sha256:…`, or the URI where no repository is named. No secret in it. */
export function nameImage({reference, uris, digest}: ImageDependency): string {
  const name =
    reference === undefined ? redactUrls(cleanText(uris[0] ?? '', 300)) : formatReference(reference);
  return digest === undefined || name.endsWith(digest) ? name : `${name}@${digest}`;
}
