/** What is known of buildx and the builder before the build. Starts programs only through the function it is given. */
import {parseInspection} from './builder.ts';
import {findBuildx, THROUGH_DOCKER, type Command} from './buildx-command.ts';
import {parseRelease} from './release.ts';

export interface Buildx {
  /** How to start it: the plugin's own path, or `docker buildx`. */
  readonly command: readonly [string, ...string[]];
  /** As printed: `github.com/docker/buildx 0.29.1+ds1-4`. */
  readonly version: string;
  /** `0.29.1`; undefined for a version that nobody can parse, which counts as new. */
  readonly release: string | undefined;
}

export interface Node {
  readonly name: string;
  readonly endpoint: string;
  readonly status: string;
  /** BuildKit's version as printed; undefined when the node does not say. */
  readonly buildkit: string | undefined;
  readonly platforms: readonly string[];
  /** Those of `platforms` that whoever made the builder gave to this node (`--platform`). */
  readonly assigned?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Why the node could not be asked. */
  readonly error?: string;
}

export interface Builder {
  readonly name: string;
  readonly driver: string;
  readonly nodes: readonly Node[];
}

export interface Facts {
  readonly buildx: Buildx;
  /** Undefined when `buildx inspect` failed: then `builderError` says why, and nothing is assumed. */
  readonly builder: Builder | undefined;
  readonly builderError: string | undefined;
  /** Whether the engine that `load` goes to keeps attestations (containerd image store); undefined: not asked. */
  readonly loadKeepsAttestations: boolean | undefined;
}

/** What a finished program left: its exit code and both streams, whole. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Inquiry {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs a program to its end. Rejects where it cannot be started. */
  readonly run: (command: readonly string[]) => Promise<Outcome>;
  /** The builder that the user named; without one, buildx's current builder is asked about. */
  readonly builder?: string;
  /** The image is to be loaded into the engine. */
  readonly loadNeeded: boolean;
}

/** buildx is not there, or does not run. */
export class BuildxMissingError extends Error {
  override readonly name = 'BuildxMissingError';
  /** Each command with what came of it. */
  readonly tried: readonly string[];

  constructor(tried: readonly string[]) {
    super(
      `Docker Buildx is required, and does not answer. Tried: ${tried.join('; ')}. ` +
        'Add a step with docker/setup-buildx-action before this one, or install the docker-buildx plugin.'
    );
    this.tried = tried;
  }
}

/**
 * Asks buildx for its version and its builder side by side, within 0.2 s on an idle machine. Starts no builder.
 *
 * What cannot be found out is `undefined` in the result.
 *
 * @throws {BuildxMissingError} when there is no buildx: the one fact that nothing can do without.
 */
export async function gatherFacts({env, run, builder: name, loadNeeded}: Inquiry): Promise<Facts> {
  const {buildx, inspection} = await askBuildx(await findBuildx(env), run, name);
  const {builder, error} = inspection;
  const asksEngine = loadNeeded && builder !== undefined && builder.driver !== 'docker';
  return {
    buildx,
    builder,
    builderError: error,
    loadKeepsAttestations: asksEngine ? await askEngine(run) : undefined
  };
}

type Run = Inquiry['run'];

async function askBuildx(
  command: Command,
  run: Run,
  name: string | undefined
): Promise<{readonly buildx: Buildx; readonly inspection: ReturnType<typeof parseInspection>}> {
  const commands = command === THROUGH_DOCKER ? [command] : [command, THROUGH_DOCKER];
  const tried: string[] = [];
  for (const candidate of commands) {
    const [version, inspected] = await Promise.all([
      attempt(run, [...candidate, 'version']),
      attempt(run, [...candidate, 'inspect', ...(name === undefined ? [] : ['--builder', name])])
    ]);
    const text = version.stdout.trim();
    if (version.exitCode === 0 && text !== '') {
      return {buildx: readVersion(candidate, text), inspection: readInspection(inspected)};
    }
    tried.push(`${candidate.join(' ')} version: ${describe(version)}`);
  }
  throw new BuildxMissingError(tried);
}

/** `github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4`: module, version, revision. */
function readVersion(command: Command, text: string): Buildx {
  const version = text.split(/\r?\n/)[0] ?? '';
  return {command, version, release: parseRelease(version.split(' ')[1] ?? '')};
}

function readInspection(outcome: Outcome): ReturnType<typeof parseInspection> {
  if (outcome.exitCode !== 0) return {builder: undefined, error: describe(outcome)};
  return parseInspection(outcome.stdout);
}

/** Whether the engine behind the docker CLI has the containerd image store. */
async function askEngine(run: Run): Promise<boolean | undefined> {
  const {exitCode, stdout} = await attempt(run, ['docker', 'info', '--format', '{{json .DriverStatus}}']);
  if (exitCode !== 0 || !stdout.trim().startsWith('[')) return undefined;
  return stdout.includes('io.containerd.snapshotter');
}

async function attempt(run: Run, command: readonly string[]): Promise<Outcome> {
  try {
    return await run(command);
  } catch (error) {
    return {exitCode: -1, stdout: '', stderr: error instanceof Error ? error.message : String(error)};
  }
}

const DESCRIPTION_LIMIT = 500;

function describe({exitCode, stdout, stderr}: Outcome): string {
  const said = (stderr.trim() || stdout.trim())
    .replace(/^ERROR: /, '')
    .replaceAll(/(:\/\/)[^/@\s]*@/g, '$1***@')
    .slice(0, DESCRIPTION_LIMIT);
  const end = exitCode === -1 ? 'could not be started' : `exit code ${String(exitCode)}`;
  return said === '' ? end : `${said} (${end})`;
}
