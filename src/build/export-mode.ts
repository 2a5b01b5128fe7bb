/** The one place that decides where the image goes. Pure: whoever needs to know is given the decision. */
import type {Resolved} from '../resolved.ts';
import {formatRow} from './csv.ts';
import {buildsImage, isDockerArchive, loads, pushes} from './exports.ts';
import type {BuildOptions, Output} from './options.ts';
import type {RunKind} from './run-context.ts';

/**
 * - `registry`: pushed
 * - `oci`: an OCI layout, as a tar or a folder
 * - `docker`: an engine's image store, or an archive for `docker load`
 * - `local`: files, without an image
 * - `none`: nothing leaves the builder
 */
export type ExportMode = 'registry' | 'oci' | 'docker' | 'local' | 'none';

export const EXPORT_MODES: readonly ExportMode[] = ['registry', 'oci', 'docker', 'local', 'none'];

/** The variable that speaks for a workflow or job, as an input does for a step. */
export const EXPORT_MODE_VARIABLE = 'PROVENANCE_EXPORT_MODE';

export interface ExportRequest {
  /** Input `export-mode`. */
  readonly mode?: ExportMode;
  /** `PROVENANCE_EXPORT_MODE`, as the user set it. */
  readonly environment?: ExportMode;
  /** Input `oci-path`: a tar, or with a slash at its end a folder. */
  readonly ociPath?: string;
}

export type WantedExports = Pick<BuildOptions, 'call' | 'push' | 'load' | 'outputs'>;

export interface ExportSources {
  readonly request: ExportRequest;
  readonly wanted: WantedExports;
  readonly kind: Resolved<RunKind>;
  /** Input `digest` names an image that is there: nothing is built. */
  readonly resumes?: boolean;
}

export interface ExportDecision extends Resolved<ExportMode> {
  /** Everything that is exported; the first is what is verified. Empty for `none`. */
  readonly modes: readonly ExportMode[];
}

/** What two words of the user's say that cannot both be. */
export interface ExportContradiction {
  readonly input: string;
  readonly value: string;
  readonly problem: string;
  readonly allowed: string;
}

/** Where a layout goes that was asked for by mode alone. */
const DEFAULT_OCI_PATH = 'image.tar';

interface Layer {
  readonly source: string;
  readonly modes: readonly ExportMode[];
}

/** Every contradiction between what the user wrote in different places. */
export function findExportContradictions({
  request,
  wanted
}: Pick<ExportSources, 'request' | 'wanted'>): ExportContradiction[] {
  const {mode, environment} = request;
  const named = [
    ...(mode === undefined ? [] : [{input: 'export-mode', mode}]),
    ...(environment === undefined ? [] : [{input: EXPORT_MODE_VARIABLE, mode: environment}])
  ];
  const allowed = 'one of the two';
  const [first, second] = named;
  if (first !== undefined && second !== undefined && first.mode !== second.mode) {
    const problem = `contradicts ${second.input}: ${second.mode}`;
    return [{input: first.input, value: first.mode, problem, allowed}];
  }
  if (first === undefined) return [];
  const problem = findOpposition(first.mode, listWritten({request, wanted}), wanted);
  return problem === undefined ? [] : [{input: first.input, value: first.mode, problem, allowed}];
}

/** What of push, load, outputs and oci-path cannot be beside this mode. */
function findOpposition(
  mode: ExportMode,
  written: readonly Layer[],
  wanted: WantedExports
): string | undefined {
  if (mode === 'registry' && wanted.push === false) return 'contradicts push: false';
  if (mode === 'docker' && wanted.load === false) return 'contradicts load: false';
  if (written.length === 0)
    return mode === 'local'
      ? 'needs an output beside it, such as outputs: type=local,dest=FOLDER'
      : undefined;
  if (written.some(({modes}) => modes.includes(mode))) return undefined;
  return `contradicts ${written.map(({source}) => source.replace(/^input /, '')).join(' and ')}`;
}

/** What push, load, outputs and oci-path say, most public first. */
function listWritten({request, wanted}: Pick<ExportSources, 'request' | 'wanted'>): readonly Layer[] {
  const {push = false, load = false, outputs} = wanted;
  const exports = {push, load, outputs, cacheTo: [], removed: []};
  const has = (types: readonly string[]): boolean => outputs.some(({type}) => types.includes(type));
  const named = (on: boolean, name: string): string => (on ? name : 'input outputs');
  return [
    ...(pushes(exports) ? [{source: named(push, 'input push'), modes: ['registry'] as const}] : []),
    ...(request.ociPath === undefined ? [] : [{source: 'input oci-path', modes: ['oci'] as const}]),
    ...(has(['oci']) ? [{source: 'input outputs', modes: ['oci'] as const}] : []),
    ...(loads(exports) || outputs.some(isDockerArchive)
      ? [{source: named(load, 'input load'), modes: ['docker'] as const}]
      : []),
    ...(has(['local', 'tar']) ? [{source: 'input outputs', modes: ['local'] as const}] : [])
  ];
}

/**
 * Where the image goes, by whose word: input, variable, what push, load, outputs and oci-path say, and then nothing.
 * A dry run pushes nothing, whoever asks for it. Contradictions are refused before.
 */
export function resolveExportMode({request, wanted, kind, resumes}: ExportSources): ExportDecision {
  const {mode, environment} = request;
  const written = listWritten({request, wanted});
  const layers: readonly Layer[] = [
    {source: 'input export-mode', modes: mode === undefined ? [] : [mode]},
    {source: EXPORT_MODE_VARIABLE, modes: environment === undefined ? [] : [environment]},
    ...written
  ];
  const trace = [
    `input export-mode: ${mode ?? 'not set'}`,
    `${EXPORT_MODE_VARIABLE}: ${environment ?? 'not set'}`,
    `push, load, outputs, oci-path: ${written.flatMap(({modes}) => modes).join(', ') || 'nothing'}`
  ];
  if (resumes === true) {
    const there = 'digest names an image that a registry holds: nothing is built';
    return {value: 'registry', source: 'input digest', trace: [...trace, there], modes: ['registry']};
  }
  if (!buildsImage(wanted.call)) {
    const made = `call: ${wanted.call ?? ''} makes no image`;
    return {value: 'none', source: 'input call', trace: [...trace, made], modes: []};
  }
  const speaking = layers.filter(({modes}) => modes.length > 0);
  const modes = [...new Set(speaking.flatMap(layer => layer.modes))].filter(each => each !== 'none');
  const [decisive] = speaking;
  if (decisive === undefined)
    return {value: 'none', source: 'default', trace: [...trace, 'nothing is exported'], modes};
  const {source} = decisive;
  if (kind.value === 'attest' || !modes.includes('registry'))
    return {value: decisive.modes[0] ?? 'none', source, trace, modes};
  const left = modes.filter(each => each !== 'registry');
  const value = left[0] ?? 'none';
  return {value, source: kind.source, trace: [...trace, `a dry run pushes nothing: ${value}`], modes: left};
}

/** The same request with the exports that the decision adds to what the user wrote. */
export function applyExportMode<T extends WantedExports>(
  options: T,
  {mode, environment, ociPath}: ExportRequest
): T {
  const asked = mode ?? environment;
  const written = listWritten({request: {}, wanted: options}).flatMap(({modes}) => modes);
  const adds = (wanted: ExportMode): boolean => asked === wanted && !written.includes(wanted);
  const layout = ociPath ?? (adds('oci') ? DEFAULT_OCI_PATH : undefined);
  return {
    ...options,
    ...(adds('registry') ? {push: true} : {}),
    ...(adds('docker') ? {load: true} : {}),
    ...(layout === undefined ? {} : {outputs: [...options.outputs, describeLayoutOutput(layout)]})
  };
}

/** `--output` of a layout at this path. */
export function describeLayoutOutput(path: string): Output {
  const isFolder = path.endsWith('/');
  const dest = isFolder ? path.replace(/(?<=.)\/+$/, '') : path;
  const fields = new Map([['dest', dest], ...(isFolder ? ([['tar', 'false']] as const) : [])]);
  const text = formatRow(['type=oci', ...[...fields].map(([key, value]) => `${key}=${value}`)]);
  return {text, type: 'oci', fields};
}
