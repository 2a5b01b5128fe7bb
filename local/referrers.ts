/** The Referrers API, for a registry that has none: remembers what was pushed with a `subject`. */

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
export interface Referrers {
  /** Takes note of a manifest; returns the digest of its subject, for `OCI-Subject`. */
  note(repository: string, digest: string, mediaType: string, bytes: Buffer): string | undefined;
  forget(repository: string, digest: string): void;
  /** The index that answers `GET /v2/<repository>/referrers/<subject>`. */
  list(repository: string, subject: string, artifactType: string | null): string;
}

interface Manifest {
  readonly artifactType?: string;
  readonly config?: {readonly mediaType?: string};
  readonly subject?: {readonly digest?: string};
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Referrer {
  readonly repository: string;
  readonly subject: string;
  readonly descriptor: {readonly digest: string; readonly artifactType: string | undefined};
}

function parseManifest(bytes: Buffer): Manifest {
  try {
    return JSON.parse(bytes.toString('utf8')) as Manifest;
  } catch {
    return {};
  }
}

/** Referrers of every repository of one registry, in the order in which they were pushed. */
export function createReferrers(): Referrers {
  const known: Referrer[] = [];
  const forget = (repository: string, digest: string): void => {
    const index = known.findIndex(one => one.repository === repository && one.descriptor.digest === digest);
    if (index >= 0) known.splice(index, 1);
  };
  return {
    forget,
    note: (repository, digest, mediaType, bytes) => {
      const {artifactType, config, subject, annotations} = parseManifest(bytes);
      if (subject?.digest === undefined) return undefined;
      forget(repository, digest);
      const type = artifactType ?? config?.mediaType;
      const descriptor = {mediaType, digest, size: bytes.length, artifactType: type, annotations};
      known.push({repository, subject: subject.digest, descriptor});
      return subject.digest;
    },
    list: (repository, subject, artifactType) => {
      const manifests = known
        .filter(one => one.repository === repository && one.subject === subject)
        .map(one => one.descriptor)
        .filter(descriptor => artifactType === null || descriptor.artifactType === artifactType);
      return JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests
      });
    }
  };
}
