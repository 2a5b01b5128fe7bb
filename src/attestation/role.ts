/** What images were to the build that names them, by BuildKit's own record of its steps. Believes and judges nothing. */
import {formatReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {listDependencies, readPlatform} from './dependency.ts';
import type {Dependency, ImageDependency, Role} from './dependency.ts';
import {parseImageUri} from './image-uri.ts';
import {BUILD_TYPES} from './provenance.ts';
import type {Provenance} from './provenance.ts';

/** `listDependencies` with their roles. BuildKit's own tools run on the builder's platform, which is theirs then. */
export function listRoles(provenance: Provenance): readonly Dependency[] {
  const builder = readPlatform(provenance.builderPlatform).value;
  return listDependencies(provenance).map(one => {
    const role = one.kind === 'image' ? findRole(one, provenance) : undefined;
    if (one.kind !== 'image' || role === undefined) return one;
    return {...one, platform: one.platform ?? builder, role};
  });
}

/**
 * Undefined for an image that a step of the build reads (of `FROM`, of `COPY --from`, of a named context), and where
 * nobody can tell. BuildKit records a platform for each image that a Dockerfile names, and every such image in the
 * statement of every platform, whichever reads it; for its own tools it records none.
 */
export function findRole(
  {reference, digest, platform}: ImageDependency,
  {buildType, frontend, args, sources}: Provenance
): Role | undefined {
  const name = nameRepository(reference);
  if (name === undefined || !BUILD_TYPES.includes(buildType)) return undefined;
  if (frontend === 'gateway.v0' && platform === undefined && nameSource(args['source']) === name)
    return 'frontend';
  // The same content may be read under another name.
  const isRead = (source: string): boolean =>
    digest === undefined ||
    source.includes(digest) ||
    nameRepository(parseImageUri(source)?.reference) === name;
  if (sources.some(isRead)) return undefined;
  if (platform === undefined) return 'tool';
  // Without any source, it is not recorded what was read.
  return sources.length > 0 ? 'unused' : undefined;
}

function nameSource(source = ''): string | undefined {
  return nameRepository(parseImageUri(`docker-image://${source}`)?.reference);
}

function nameRepository(reference: Reference | undefined): string | undefined {
  return reference && `${reference.registry}/${reference.repository}`;
}

/** As the end of a sentence that begins with the image; of one that another platform reads, nothing. */
export const ROLES: Readonly<Record<Role, string>> = {
  frontend: ' (the frontend that reads the Dockerfile)',
  tool: ' (no step reads it: the generator of the SBOM)',
  unused: ''
};

/** A line that names the image by the digest that was recorded; undefined where that is not known. */
export function writePinned(
  {reference, digest}: ImageDependency,
  role: Role | undefined
): string | undefined {
  if (reference === undefined || digest === undefined) return undefined;
  const name = `${nameShortly(reference)}@${digest}`;
  switch (role) {
    case undefined:
    case 'unused':
      return `FROM ${name}`;
    case 'frontend':
      return `# syntax=${name}`;
    case 'tool':
      return `sbom: generator=${name}`;
  }
}

/** As people write it: `alpine:3.20`. */
function nameShortly({registry, repository, tag}: Reference): string {
  const name = formatReference({registry, repository, ...(tag === undefined ? {} : {tag})});
  return name.replace(/^docker\.io\/(?:library\/)?/, '');
}
