/** Reads provenance v1 as BuildKit writes it. Knows that version alone. */
import {readBuildRecord, readConfigSource, readMaterials, readRequest} from './buildkit.ts';
import {readBoolean, readFields, readString, requireFields, requireString} from './fields.ts';
import type {Fields} from './fields.ts';
import type {Provenance} from './provenance.ts';

/** https://slsa.dev/spec/v1.1/provenance; throws `JsonError`. */
export function readProvenanceV1(predicate: Fields): Provenance {
  const definition = requireFields(predicate, 'buildDefinition');
  const external = requireFields(definition, 'externalParameters');
  const internal = readFields(definition, 'internalParameters');
  const run = requireFields(predicate, 'runDetails');
  const metadata = readFields(run, 'metadata');
  const completeness = readFields(metadata, 'buildkit_completeness');
  return {
    version: 'v1',
    buildType: requireString(definition, 'buildType'),
    builderId: readString(requireFields(run, 'builder'), 'id') ?? '',
    invocationId: readString(metadata, 'invocationId'),
    startedOn: readString(metadata, 'startedOn'),
    finishedOn: readString(metadata, 'finishedOn'),
    ...readRequest(readFields(external, 'request')),
    configSource: readConfigSource(readFields(external, 'configSource'), 'path'),
    materials: readMaterials(definition, 'resolvedDependencies'),
    ...readBuildRecord(readFields(internal, 'buildConfig'), readFields(metadata, 'buildkit_metadata')),
    completeness: {
      request: readBoolean(completeness, 'request'),
      materials: readBoolean(completeness, 'resolvedDependencies')
    },
    hermetic: readBoolean(metadata, 'buildkit_hermetic'),
    builderPlatform: readString(internal, 'builderPlatform')
  };
}
