/** What an image among the materials was for, and how each of them is named by its digest. Pure. */
import type {Provenance} from '../attestation/provenance.ts';
import {formatReference, InvalidReferenceError, parseReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {BUILD_TYPES} from '../verification/steps-provenance.ts';
import type {ImageDependency} from './dependency.ts';

/** `base` is every image that a step of the build reads: of `FROM`, of `COPY --from`, of a named context. */
export type ImageRole = 'base' | 'frontend' | 'generator';

/**
 * BuildKit marks neither of the other two. It resolves them without a platform, which every image has that a step
 * reads, and records the frontend's name among the build's arguments.
 */
export function findRole(image: ImageDependency, {buildType, frontend, args}: Provenance): ImageRole {
  const isBase = image.platform !== undefined || image.reference === undefined;
  if (isBase || !BUILD_TYPES.includes(buildType)) return 'base';
  const source = frontend === 'gateway.v0' ? parseName(args['source'] ?? '') : undefined;
  return source !== undefined && nameShortly(source) === nameShortly(image.reference)
    ? 'frontend'
    : 'generator';
}

/** As the end of a sentence that begins with the image, for all but a base image. */
export const ROLES: Readonly<Record<ImageRole, string>> = {
  base: '',
  frontend: ' (the frontend that reads the Dockerfile)',
  generator: ' (no step reads it: the generator of the SBOM)'
};

/** A line that names the image by the digest that was recorded; undefined where that is not known. */
export function writePinned({reference, digest}: ImageDependency, role: ImageRole): string | undefined {
  if (reference === undefined || digest === undefined) return undefined;
  const name = `${nameShortly(reference)}@${digest}`;
  switch (role) {
    case 'base':
      return `FROM ${name}`;
    case 'frontend':
      return `# syntax=${name}`;
    case 'generator':
      return `sbom: generator=${name}`;
  }
}

/** As people write it: `alpine:3.20`. */
function nameShortly({registry, repository, tag}: Reference): string {
  const name = formatReference({registry, repository, ...(tag === undefined ? {} : {tag})});
  return name.replace(/^docker\.io\/(?:library\/)?/, '');
}

function parseName(text: string): Reference | undefined {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof InvalidReferenceError) return undefined;
    throw error;
  }
}
