/** The parts of a provenance that BuildKit writes alike in every version. Knows no version. */
import {expectString, joinPath} from '../oci/json.ts';
import {
  expectFields,
  listElements,
  readElements,
  readFields,
  readNumber,
  readString,
  readStrings,
  requireString
} from './fields.ts';
import type {Element, Fields} from './fields.ts';
import type {ConfigSource, LayerChain, Material, Provenance, VersionControl} from './provenance.ts';

/** What the frontend was asked to do; throws `JsonError`. */
export function readRequest(request: Fields): Pick<Provenance, 'args' | 'frontend'> {
  return {frontend: readString(request, 'frontend'), args: readStrings(request, 'args')};
}

/** Where the Dockerfile came from, its path being under `pathKey`; throws `JsonError`. */
export function readConfigSource(source: Fields, pathKey: string): ConfigSource {
  return {
    uri: readString(source, 'uri'),
    digest: readStrings(source, 'digest'),
    path: readString(source, pathKey)
  };
}

/** The materials under `key`; throws `JsonError`. */
export function readMaterials(fields: Fields, key: string): readonly Material[] {
  return readElements(fields, key).map(element => {
    const material = expectFields(element);
    return {uri: readString(material, 'uri') ?? '', digest: readStrings(material, 'digest')};
  });
}

/** What BuildKit recorded of its own work; throws `JsonError`. */
export function readBuildRecord(
  buildConfig: Fields,
  metadata: Fields
): Pick<Provenance, 'finalLayers' | 'layers' | 'mode' | 'sources' | 'vcs'> {
  const steps = readElements(buildConfig, 'llbDefinition');
  const infos = readElements(readFields(metadata, 'source'), 'infos');
  const layers = readLayers(readFields(metadata, 'layers'));
  const output = findOutput(steps);
  return {
    mode: steps.length > 0 && infos.length > 0 ? 'max' : 'min',
    vcs: readVersionControl(readFields(metadata, 'vcs')),
    sources: steps.flatMap(step => readSource(expectFields(step)) ?? []),
    layers,
    finalLayers: output !== undefined && Object.hasOwn(layers, output) ? (layers[output] ?? []) : []
  };
}

function readSource(step: Fields): string | undefined {
  return readString(readFields(readFields(readFields(step, 'op'), 'Op'), 'source'), 'identifier');
}

const DIRTY = '-dirty';

function readVersionControl(vcs: Fields): VersionControl | undefined {
  const source = readString(vcs, 'source');
  const revision = readString(vcs, 'revision');
  if (source === undefined && revision === undefined) return undefined;
  const dirty = revision?.endsWith(DIRTY) ?? false;
  return {source, revision: dirty ? revision?.slice(0, -DIRTY.length) : revision, dirty};
}

function readLayers({object, path}: Fields): Provenance['layers'] {
  const entries = Object.entries(object).map(([output, value]) => {
    const chains = listElements({value, path: joinPath(path, output)});
    return [output, chains.map(readChain)] as const;
  });
  return Object.fromEntries(entries);
}

function readChain(chain: Element): LayerChain {
  return listElements(chain).map(element => {
    const layer = expectFields(element);
    return {
      digest: requireString(layer, 'digest'),
      mediaType: readString(layer, 'mediaType'),
      size: readNumber(layer, 'size')
    };
  });
}

// The last step does nothing but name its one input: the result of the build.
function findOutput(steps: readonly Element[]): string | undefined {
  const last = steps.at(-1);
  const input = last && readElements(expectFields(last), 'inputs')[0];
  return input && expectString(input.value, input.path);
}
