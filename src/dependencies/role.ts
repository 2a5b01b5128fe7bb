/** What images were to the build that names them, by BuildKit's own record of its steps. Believes and judges nothing. */
import type {Statement} from '../attestation/statement.ts';
import {JsonError} from '../oci/json.ts';
import {listSteps, readBuilder} from './build-record.ts';
import type {BuilderRecord} from './build-record.ts';
import {readPlatform} from './dependency.ts';
import type {Dependency, ImageDependency} from './dependency.ts';
import {parseImageUri} from './image-uri.ts';

/**
 * The same dependencies with their roles. BuildKit records a platform for each image that a Dockerfile names, and every
 * such image in the statement of every platform, whichever reads it; for its own tools it records none: they run on the
 * builder's. Where only part of the build is recorded, nobody can tell.
 */
export function assignRoles(
  statement: Statement,
  dependencies: readonly Dependency[]
): readonly Dependency[] {
  const record = readRecord(statement);
  return record === undefined
    ? dependencies
    : dependencies.map(one => (one.kind === 'image' ? assignRole(one, record) : one));
}

interface BuildRecord {
  readonly builder: BuilderRecord;
  /** Repositories that steps read; undefined where the steps are not recorded. */
  readonly read: ReadonlySet<string> | undefined;
}

function readRecord(statement: Statement): BuildRecord | undefined {
  try {
    const steps = listSteps(statement);
    const read = new Set(steps.flatMap(({identifier = ''}) => nameRepository(identifier) ?? []));
    return {builder: readBuilder(statement), read: steps.length === 0 ? undefined : read};
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return undefined;
  }
}

function assignRole(image: ImageDependency, {builder, read}: BuildRecord): ImageDependency {
  const {reference} = image;
  if (reference === undefined) return image;
  const name = `${reference.registry}/${reference.repository}`;
  const isFrontend =
    builder.frontend !== undefined && nameRepository(`docker-image://${builder.frontend}`) === name;
  const isUnread = read?.has(name) === false;
  if (!isFrontend && !isUnread) return image;
  if (!isFrontend && image.platform !== undefined) return {...image, role: 'unused'};
  const platform = image.platform ?? readPlatform(builder.platform).value;
  return {...image, platform, role: isFrontend ? 'frontend' : 'tool'};
}

function nameRepository(uri: string): string | undefined {
  const reference = parseImageUri(uri)?.reference;
  return reference && `${reference.registry}/${reference.repository}`;
}
