/** What is known of buildx and the builder before the build. Starts programs only through the function it is given. */
import {redactUserinfo} from '../oci/plain-text.ts';
import {parseInspection} from './builder.ts';
import type {Builder, Inspection} from './builder.ts';
import {findBuildx, THROUGH_DOCKER} from './buildx-command.ts';
import type {Capture, Command} from './process.ts';
import {parseRelease} from './release.ts';

export interface Buildx {
  /** How to start it: the plugin's own path, or `docker buildx`. */
  readonly command: Command;
  /** As printed: `github.com/docker/buildx 0.29.1+ds1-4`. */
  readonly version: string;
  /** `0.29.1`; undefined for a version that nobody can parse, which counts as new. */
  readonly release: string | undefined;
}

export interface Facts {
  readonly buildx: Buildx;
  /** Undefined when `buildx inspect` failed: then `builderError` says why, and nothing is assumed. */
  readonly builder: Builder | undefined;
  readonly builderError: string | undefined;
  /** Whether the engine that `load` goes to keeps attestations (containerd image store); undefined: not asked. */
  readonly loadKeepsAttestations: boolean | undefined;
}

/** What of a finished program says something here. */
export type Answer = Pick<Capture, 'exitCode' | 'stdout' | 'stderr'> &
  Partial<Pick<Capture, 'spawnError' | 'timedOut'>>;

export interface Inquiry {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs a program to its end. Never rejects. */
  readonly run: (command: Command) => Promise<Answer>;
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
): Promise<{readonly buildx: Buildx; readonly inspection: Inspection}> {
  const commands = command === THROUGH_DOCKER ? [command] : [command, THROUGH_DOCKER];
  const tried: string[] = [];
  for (const candidate of commands) {
    const [version, inspected] = await Promise.all([
      run([...candidate, 'version']),
      run([...candidate, 'inspect', ...(name === undefined ? [] : ['--builder', name])])
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

function readInspection(answer: Answer): Inspection {
  if (answer.exitCode !== 0) return {builder: undefined, error: describe(answer)};
  return parseInspection(answer.stdout);
}

/** Whether the engine behind the docker CLI has the containerd image store. */
async function askEngine(run: Run): Promise<boolean | undefined> {
  const {exitCode, stdout} = await run(['docker', 'info', '--format', '{{json .DriverStatus}}']);
  if (exitCode !== 0 || !stdout.trim().startsWith('[')) return undefined;
  return stdout.includes('io.containerd.snapshotter');
}

const DESCRIPTION_LIMIT = 500;

function describe(answer: Answer): string {
  const {stdout, stderr, spawnError} = answer;
  const text = spawnError?.message ?? (stderr.trim() || stdout.trim());
  const said = redactUserinfo(text.replace(/^ERROR: /, '')).slice(0, DESCRIPTION_LIMIT);
  return said === '' ? describeEnd(answer) : `${said} (${describeEnd(answer)})`;
}

function describeEnd({exitCode, spawnError, timedOut}: Answer): string {
  if (spawnError !== undefined) return 'could not be started';
  if (timedOut === true) return 'gave no answer in time';
  return exitCode === undefined ? 'was ended by a signal' : `exit code ${String(exitCode)}`;
}
