/** What images were to the build that names them, by BuildKit's own record of its steps. Believes and judges nothing. */
import {parseProvenance} from '../attestation/provenance.ts';
import type {Provenance} from '../attestation/provenance.ts';
import type {Statement} from '../attestation/statement.ts';
import {formatReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {BUILD_TYPES} from '../verification/steps-provenance.ts';
import {readBuilderPlatform} from './build-record.ts';
import {readPlatform} from './dependency.ts';
import type {Dependency, ImageDependency, Role} from './dependency.ts';
import {parseImageUri} from './image-uri.ts';

/**
 * The same dependencies with their roles. BuildKit's own tools run on the builder's platform, which is theirs then. Throws
 * `ProvenanceError`.
 */
export function assignRoles(
  statement: Statement,
  dependencies: readonly Dependency[]
): readonly Dependency[] {
  const provenance = parseProvenance(statement);
  const builder = readPlatform(readBuilderPlatform(statement)).value;
  return dependencies.map(one => {
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
  {reference, platform}: ImageDependency,
  {buildType, frontend, args, sources}: Provenance
): Role | undefined {
  const name = nameRepository(reference);
  if (name === undefined || !BUILD_TYPES.includes(buildType)) return undefined;
  if (frontend === 'gateway.v0' && platform === undefined && nameSource(args['source']) === name)
    return 'frontend';
  const read = new Set(sources.map(source => nameRepository(parseImageUri(source)?.reference)));
  if (read.has(name)) return undefined;
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
