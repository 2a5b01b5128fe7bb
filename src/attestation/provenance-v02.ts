/** Reads provenance v0.2 as BuildKit writes it. Knows that version alone. */
import {readBuildRecord, readConfigSource, readMaterials, readRequest} from './buildkit.ts';
import {readBoolean, readFields, readString, requireFields, requireString} from './fields.ts';
import type {Fields} from './fields.ts';
import type {Provenance} from './provenance.ts';

/** https://slsa.dev/spec/v0.2/provenance; throws `JsonError`. */
export function readProvenanceV02(predicate: Fields): Provenance {
  const invocation = readFields(predicate, 'invocation');
  const metadata = readFields(predicate, 'metadata');
  const completeness = readFields(metadata, 'completeness');
  return {
    version: 'v0.2',
    buildType: requireString(predicate, 'buildType'),
    builderId: readString(requireFields(predicate, 'builder'), 'id') ?? '',
    invocationId: readString(metadata, 'buildInvocationID'),
    startedOn: readString(metadata, 'buildStartedOn'),
    finishedOn: readString(metadata, 'buildFinishedOn'),
    ...readRequest(readFields(invocation, 'parameters')),
    configSource: readConfigSource(readFields(invocation, 'configSource'), 'entryPoint'),
    materials: readMaterials(predicate, 'materials'),
    ...readBuildRecord(
      readFields(predicate, 'buildConfig'),
      readFields(metadata, 'https://mobyproject.org/buildkit@v1#metadata')
    ),
    completeness: {
      request: readBoolean(completeness, 'parameters'),
      materials: readBoolean(completeness, 'materials')
    },
    hermetic: readBoolean(metadata, 'https://mobyproject.org/buildkit@v1#hermetic'),
    builderPlatform: readString(readFields(invocation, 'environment'), 'platform')
  };
}
