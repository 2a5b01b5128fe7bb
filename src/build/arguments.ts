/** buildx's command line, in build-push-action's order. Takes every decision as given. */
import type {BuildOptions} from './options.ts';

/** What has been decided beyond the user's own options. */
export interface Decisions {
  readonly annotations: readonly string[];
  readonly attests: readonly string[];
  readonly buildContexts: readonly string[];
  readonly cacheTo: readonly string[];
  readonly context: string;
  readonly imageIdFile: string | undefined;
  readonly load: boolean;
  readonly metadataFile: string | undefined;
  readonly outputs: readonly string[];
  readonly push: boolean;
  readonly secretEnvironment: readonly string[];
  readonly secretFiles: readonly string[];
}

/**
 * Every value is an argument of its own after its flag. buildx takes it as that flag's value whatever it looks
 * like, so that none can become a flag; the context alone has no flag before it.
 */
export function listArguments(options: BuildOptions, decisions: Decisions): readonly string[] {
  return [
    'build',
    ...listBuildFlags(options, decisions),
    ...single('--builder', options.builder),
    ...toggle('--load', decisions.load),
    ...single('--metadata-file', decisions.metadataFile),
    ...single('--network', options.network),
    ...toggle('--no-cache', options.noCache),
    ...toggle('--pull', options.pull),
    ...toggle('--push', decisions.push),
    decisions.context
  ];
}

function listBuildFlags(options: BuildOptions, decisions: Decisions): readonly string[] {
  return [
    ...each('--add-host', options.addHosts),
    ...each('--allow', options.allow),
    ...each('--annotation', decisions.annotations),
    ...each('--build-arg', options.buildArgs),
    ...each('--build-context', decisions.buildContexts),
    ...each('--cache-from', options.cacheFrom),
    ...each('--cache-to', decisions.cacheTo),
    ...single('--call', options.call),
    ...single('--cgroup-parent', options.cgroupParent),
    ...each('--secret', decisions.secretEnvironment),
    ...single('--file', options.file),
    ...single('--iidfile', decisions.imageIdFile),
    ...each('--label', options.labels),
    ...each('--no-cache-filter', options.noCacheFilters),
    ...each('--output', decisions.outputs),
    ...single('--platform', options.platforms.length > 0 ? options.platforms.join(',') : undefined),
    ...each('--attest', decisions.attests),
    ...each('--secret', decisions.secretFiles),
    ...single('--shm-size', options.shmSize),
    ...each('--ssh', options.ssh),
    ...each('--tag', options.tags),
    ...single('--target', options.target),
    ...each('--ulimit', options.ulimit)
  ];
}

function each(flag: string, values: readonly string[]): readonly string[] {
  return values.flatMap(value => [flag, value]);
}

function single(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, value];
}

function toggle(flag: string, on: boolean): readonly string[] {
  return on ? [flag] : [];
}
