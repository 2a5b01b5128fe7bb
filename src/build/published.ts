/** Names of what a build published. Asks no registry. */
import {parseDigest} from '../oci/descriptor.ts';
import {formatReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import type {Destination} from './destination.ts';

/** One of the references for each repository: every tag of one push names the same digest. */
export function listRepositories(references: readonly Reference[]): Reference[] {
  const byName = Map.groupBy(references, ({registry, repository}) => `${registry}/${repository}`);
  return [...byName.values()].flatMap(([first]) => first ?? []);
}

/** `name@digest`. */
export function nameDigest({registry, repository}: Reference, digest: string): string {
  return formatReference({registry, repository, digest: parseDigest(digest)});
}

/** `name@digest` for each repository; none where only the registry can tell the digest. */
export function listImageRefs(destination: Destination, digest: string | undefined): string[] {
  if (destination.kind !== 'registry' || destination.shared || digest === undefined) return [];
  return listRepositories(destination.references).map(reference => nameDigest(reference, digest));
}
