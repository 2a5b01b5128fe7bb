/** SLSA provenance as BuildKit writes it, in one form for both versions. Believes nothing, judges nothing. */
import {JsonError} from '../oci/json.ts';
import {readProvenanceV02} from './provenance-v02.ts';
import {readProvenanceV1} from './provenance-v1.ts';
import type {Statement} from './statement.ts';

export const PROVENANCE_V02 = 'https://slsa.dev/provenance/v0.2';
export const PROVENANCE_V1 = 'https://slsa.dev/provenance/v1';

export type DigestSet = Readonly<Record<string, string>>;

/** Something that the build stood on: a base image, a git tree, a downloaded file. */
export interface Material {
  /** Empty where none was recorded. */
  readonly uri: string;
  readonly digest: DigestSet;
}

/** Where the Dockerfile came from; all empty but `path` for a build context on the builder's client. */
export interface ConfigSource {
  readonly uri: string | undefined;
  readonly digest: DigestSet;
  readonly path: string | undefined;
}

/** What buildx found in the git folder of a local build context. */
export interface VersionControl {
  readonly source: string | undefined;
  /** Without the mark `-dirty`. */
  readonly revision: string | undefined;
  /** There were uncommitted changes. Only looked for with `BUILDX_GIT_CHECK_DIRTY`. */
  readonly dirty: boolean;
}

export interface Layer {
  readonly digest: string;
  readonly mediaType: string | undefined;
  readonly size: number | undefined;
}

/** An image's layers, lowest first. */
export type LayerChain = readonly Layer[];

/** What BuildKit calls its own builds, in version 0.2 and 1. */
export const BUILD_TYPES: readonly string[] = [
  'https://mobyproject.org/buildkit@v1',
  'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md'
];

/**
 * Everything here is asserted by the build's own job.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.2/docs/attestations/slsa-definitions.md
 */
export interface Provenance {
  readonly version: 'v0.2' | 'v1';
  readonly buildType: string;
  /** Empty where the build was given none. */
  readonly builderId: string;
  /** `max` where build steps and Dockerfile are really there, whatever was asked for. */
  readonly mode: 'max' | 'min';
  readonly invocationId: string | undefined;
  /** RFC 3339, with nanoseconds. */
  readonly startedOn: string | undefined;
  readonly finishedOn: string | undefined;
  readonly frontend: string | undefined;
  /** The frontend's: `build-arg:NAME`, `label:NAME`, `target`. Values are in clear. */
  readonly args: Readonly<Record<string, string>>;
  readonly configSource: ConfigSource;
  readonly vcs: VersionControl | undefined;
  readonly materials: readonly Material[];
  /** What the build steps of mode=max take from outside: `docker-image://docker.io/library/alpine:3@sha256:…`. */
  readonly sources: readonly string[];
  /** By output of a build step (`step2:0`): the chains that it was stored as. */
  readonly layers: Readonly<Record<string, readonly LayerChain[]>>;
  /** The chains of the output that became the image. */
  readonly finalLayers: readonly LayerChain[];
  readonly completeness: {readonly request: boolean; readonly materials: boolean};
  readonly hermetic: boolean;
  /** `linux/amd64`: of the machine that built, not of the image. */
  readonly builderPlatform: string | undefined;
}

/** A predicate that is no provenance of BuildKit's. `path` is within the statement: `$.predicate.buildType`. */
export class ProvenanceError extends Error {
  override readonly name = 'ProvenanceError';
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`provenance, ${path}: ${reason}`, options);
    this.path = path;
    this.reason = reason;
  }
}

/** Whether a predicate of this type is SLSA provenance, of a version that may be unknown here. */
export function isProvenanceType(predicateType: string): boolean {
  return predicateType.startsWith('https://slsa.dev/provenance/');
}

/** The provenance that a statement holds; throws {@link ProvenanceError}. */
export function parseProvenance(statement: Statement): Provenance {
  const fields = {path: '$.predicate', object: statement.predicate};
  try {
    switch (statement.predicateType) {
      case PROVENANCE_V02:
        return readProvenanceV02(fields);
      case PROVENANCE_V1:
        return readProvenanceV1(fields);
    }
  } catch (error) {
    if (error instanceof JsonError) throw new ProvenanceError(error.path, error.reason, {cause: error});
    throw error;
  }
  throw new ProvenanceError('$.predicateType', `should be ${PROVENANCE_V1} or ${PROVENANCE_V02}`);
}

/** Git's commit of what was built: of the local context, else of the git URL that was the context. */
export function findRevision({vcs, configSource}: Provenance): string | undefined {
  return vcs?.revision ?? findCommit(configSource);
}

// BuildKit calls a commit's hash by its algorithm, so `sha256` is a commit only where a git URL was the source.
function findCommit({uri = '', digest}: ConfigSource): string | undefined {
  if (digest['sha1'] !== undefined) return digest['sha1'];
  return uri.startsWith('git') || /\.git(?:#|$)/.test(uri) ? digest['sha256'] : undefined;
}
