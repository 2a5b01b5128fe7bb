/** Images as provenance names them: package URLs, and BuildKit's own URLs. Knows no registry. */
import {PackageURL} from 'packageurl-js';
import {InvalidReferenceError, parseReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {cleanText} from '../oci/plain-text.ts';

/** What the URI itself says, apart from what was recorded beside it. */
export interface ImageName {
  /** With its tag; undefined where no repository is named, as for an OCI layout on the builder's client. */
  readonly reference: Reference | undefined;
  /** The digest that the reference had before anybody resolved it; any text. */
  readonly digest: string | undefined;
  /** `linux/arm64`, or an architecture alone; any text. */
  readonly platform: string | undefined;
  /** Why nobody can say which image it is. */
  readonly problem: string | undefined;
}

const IMAGE_URI = /^(?:pkg:\/*(?:docker|oci)\/|docker-image:\/\/|oci-layout:\/\/)/i;
const URI_LIMIT = 4096;
const NOTHING: ImageName = {
  reference: undefined,
  digest: undefined,
  platform: undefined,
  problem: undefined
};

/** The image that a URI names; undefined where it is the URI of something else. Throws nothing. */
export function parseImageUri(uri: string): ImageName | undefined {
  if (!IMAGE_URI.test(uri)) return undefined;
  if (uri.length > URI_LIMIT) return refuse(`its URI is longer than ${String(URI_LIMIT)} characters`);
  if (/^oci-layout:/i.test(uri)) return NOTHING;
  try {
    return /^docker-image:/i.test(uri) ? parseImageUrl(uri) : parsePackageUrl(uri);
  } catch (error) {
    if (error instanceof InvalidReferenceError) return refuse(error.message);
    // The library's own class is not exported, and what it was given is a text in any case.
    return refuse(`its URI is no package URL: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuse(problem: string): ImageName {
  return {...NOTHING, problem: cleanText(problem, 300)};
}

function parseImageUrl(uri: string): ImageName {
  const reference = parseReference(uri.replace(/^docker-image:\/\//i, ''));
  return {...NOTHING, reference, digest: reference.digest};
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/docker-definition.md, and `oci` beside it. */
function parsePackageUrl(uri: string): ImageName {
  const {type, namespace, name, version, qualifiers = {}} = PackageURL.fromString(uri);
  const from = qualifiers['repository_url'];
  const path = [namespace, name].filter(Boolean).join('/');
  // `oci` has the whole repository there, `docker` the registry alone.
  const whole = type === 'oci' ? from : [from, path].filter(Boolean).join('/');
  const isDigested = version?.includes(':') ?? false;
  const tag = isDigested || type === 'oci' ? qualifiers['tag'] : version;
  return {
    reference: whole === undefined ? undefined : parseReference(tag ? `${whole}:${tag}` : whole),
    digest: qualifiers['digest'] ?? (isDigested ? version : undefined),
    platform: qualifiers['platform'] ?? qualifiers['arch'],
    problem: undefined
  };
}
