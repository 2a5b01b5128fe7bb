/** What BuildKit recorded of the build beside its materials: steps, local directories. Believes nothing, judges nothing. */
import {
  expectFields,
  readElements,
  readFields,
  readNumber,
  readString,
  readStrings
} from '../attestation/fields.ts';
import type {Fields} from '../attestation/fields.ts';
import {PROVENANCE_V02} from '../attestation/provenance.ts';
import type {Statement} from '../attestation/statement.ts';

/** https://github.com/moby/buildkit/blob/v0.25.2/solver/pb/ops.proto */
export interface BuildStep {
  /** `step3`. */
  readonly id: string;
  /** What it does, by the key under which that is recorded: `exec`, `source`; empty for the result. */
  readonly kinds: readonly string[];
  /** Of `exec`: 0 the builder's, 1 the machine's own, 2 none. */
  readonly network: number;
  /** Of `source`: `https://example.com/file`. */
  readonly identifier: string | undefined;
  /** Of `source`: `http.checksum`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where the Dockerfile asks for it; undefined where that is not recorded. */
  readonly line: number | undefined;
}

/** Empty for `mode=min`. Throws `JsonError`. */
export function listSteps(statement: Statement): readonly BuildStep[] {
  const {config, metadata} = findParts(statement);
  const locations = readFields(readFields(metadata, 'source'), 'locations');
  return readElements(config, 'llbDefinition').map(element => {
    const step = expectFields(element);
    const id = readString(step, 'id') ?? '';
    const operation = readFields(readFields(step, 'op'), 'Op');
    const source = readFields(operation, 'source');
    return {
      id,
      kinds: Object.keys(operation.object),
      network: readNumber(readFields(operation, 'exec'), 'network') ?? 0,
      identifier: readString(source, 'identifier'),
      attributes: readStrings(source, 'attrs'),
      line: readLine(locations, id)
    };
  });
}

function readLine(locations: Fields, id: string): number | undefined {
  const [location] = readElements(readFields(locations, id), 'locations');
  const [range] = location === undefined ? [] : readElements(expectFields(location), 'ranges');
  return range && readNumber(readFields(expectFields(range), 'start'), 'line');
}

/** Names of the directories on the builder's client that were sent: `context`. Throws `JsonError`. */
export function listLocals(statement: Statement): readonly string[] {
  const {request} = findParts(statement);
  return readElements(request, 'locals').map(element => readString(expectFields(element), 'name') ?? '');
}

interface Parts {
  readonly config: Fields;
  readonly metadata: Fields;
  readonly request: Fields;
}

function findParts({predicateType, predicate}: Statement): Parts {
  const root = {path: '$.predicate', object: predicate};
  if (predicateType === PROVENANCE_V02) {
    const metadata = readFields(root, 'metadata');
    return {
      config: readFields(root, 'buildConfig'),
      metadata: readFields(metadata, 'https://mobyproject.org/buildkit@v1#metadata'),
      request: readFields(readFields(root, 'invocation'), 'parameters')
    };
  }
  const definition = readFields(root, 'buildDefinition');
  return {
    config: readFields(readFields(definition, 'internalParameters'), 'buildConfig'),
    metadata: readFields(readFields(readFields(root, 'runDetails'), 'metadata'), 'buildkit_metadata'),
    request: readFields(readFields(definition, 'externalParameters'), 'request')
  };
}
