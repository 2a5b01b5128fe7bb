/** What an image is to be called, by tags and outputs. */
import {parseReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import type {Output} from './options.ts';
import {PlanError} from './plan-error.ts';

/** Of one output, `name=…`. */
export function listNames({fields}: Pick<Output, 'fields'>): readonly string[] {
  const names = (fields.get('name') ?? '').split(',').map(name => name.trim());
  return names.filter(name => name !== '');
}

/** The reference that buildx pushes; throws {@link PlanError} naming the input. */
export function readName(input: string, name: string, byDigest: boolean): Reference {
  const reference = parseName(input, name);
  if (!byDigest) return {...reference, tag: reference.tag ?? 'latest'};
  if (reference.tag === undefined) return reference;
  // BuildKit says so after the last step of the build.
  throw new PlanError(
    input,
    `${name} has a tag, which push-by-digest=true cannot push: leave out :${reference.tag}`
  );
}

function parseName(input: string, name: string): Reference {
  try {
    return parseReference(name);
  } catch (error) {
    throw new PlanError(input, error instanceof Error ? error.message : String(error), {cause: error});
  }
}

/** Whatever buildx takes for a name: it is not for us to refuse it. */
export function nameRepository(name: string): string {
  try {
    const {registry, repository} = parseReference(name);
    return `${registry}/${repository}`;
  } catch {
    return name;
  }
}
