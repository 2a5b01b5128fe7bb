/** Whether a material comes from where it may: by prefixes that end on a boundary. Asks nobody. */
import type {Material} from '../attestation/provenance.ts';
import {describeMaterial} from '../attestation/dependency.ts';
import type {ImageDependency} from '../attestation/dependency.ts';
import {isAmbiguous} from './prefix.ts';

/** A prefix that says by its own last character that anything may follow. */
const OPEN_END = /[/:@#?+&=]$/;

/**
 * Whether one of the prefixes covers the material. `git+https://github.com/me` covers neither `…/me-evil/app` nor
 * `https://github.com@evil.example/me`. An image is compared as a package URL of its resolved name, be it the short
 * one or that with its registry: `pkg:docker/alpine@3`, `pkg:docker/docker.io/library/alpine@3`. A prefix may also be
 * the whole URI as it was recorded, with its platform.
 */
export function isCovered(material: Material, prefixes: readonly string[]): boolean {
  const uris = listUris(material).filter(uri => !isAmbiguous(uri));
  const recorded = uris.length > 0 ? normalizeUri(material.uri) : undefined;
  return prefixes
    .map(normalizeUri)
    .some(prefix => prefix === recorded || uris.some(uri => startsWithPart(uri, prefix)));
}

function startsWithPart(uri: string, prefix: string): boolean {
  if (!uri.startsWith(prefix)) return false;
  if (uri.length === prefix.length || OPEN_END.test(prefix)) return true;
  const next = uri.charAt(prefix.length);
  return uri.startsWith('pkg:') ? '/@?#'.includes(next) : '/?#'.includes(next);
}

/** Under which names the material may be allowed. */
function listUris(material: Material): readonly string[] {
  const {uri} = material;
  const dependency = describeMaterial(material);
  if (dependency.kind === 'image') {
    if (dependency.problem !== undefined) return [];
    return dependency.reference === undefined ? [uri] : listImageUris(dependency);
  }
  const plain = normalizeUri(uri);
  // SLSA's form of what BuildKit records as the bare URL.
  return dependency.kind === 'git' && !plain.startsWith('git') ? [plain, `git+${plain}`] : [plain];
}

function listImageUris({reference, digest}: ImageDependency): readonly string[] {
  const {registry = '', repository = '', tag} = reference ?? {};
  const version = tag === undefined ? '' : `@${tag}`;
  const qualifier = digest === undefined ? '' : `?digest=${digest}`;
  const full = `${registry}/${repository}`;
  const short = full.replace(/^docker\.io\/(?:library\/)?/, '');
  return [...new Set([full, short])].map(name => `pkg:docker/${name}${version}${qualifier}`);
}

/** Without user and password, which say nothing of where it comes from; a port's colon as BuildKit wrote it earlier. */
function normalizeUri(uri: string): string {
  if (uri.startsWith('pkg:')) return uri.replaceAll(/%3a/gi, ':');
  return uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}
