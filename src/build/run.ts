/** Runs a plan and reads back what buildx says it made. Judges nothing of the image. */
import type {Digest} from '../oci/descriptor.ts';
import {isDigest} from '../oci/descriptor.ts';
import {BuildError} from './build-error.ts';
import {buildxEnvironment, listEnvironmentNeeds} from './environment.ts';
import type {Facts} from './facts.ts';
import {parseMetadata} from './metadata.ts';
import type {BuildWarning, Metadata} from './metadata.ts';
import {readPlainFile, removeFiles, writeSecretFiles} from './plan-files.ts';
import type {BuildPlan} from './plan.ts';
import {describeUnstarted, runProcess} from './process.ts';
import type {Command, ProcessResult, RunOptions} from './process.ts';
import {PushWatch} from './push-watch.ts';
import type {PushProgress} from './push-watch.ts';
import {findPushed} from './pushed.ts';

/** Takes the build's output as it comes. It is untrusted; a promise holds buildx back. */
export interface OutputSink {
  write(chunk: Buffer, from: 'stdout' | 'stderr'): void | Promise<void>;
}

export interface RunBuildOptions {
  /** Ours, whole: what buildx must not have is left out here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The workspace: relative paths in inputs start here. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** The context's checkout has no uncommitted changes, as git said just before. */
  readonly clean?: boolean;
  readonly sink: OutputSink;
  readonly onSpawn?: (pid: number) => void;
}

/** What is known after a build, whether it succeeded or not. */
export interface BuildResult {
  readonly process: ProcessResult;
  /** Of the image id file: a config's digest, or an index's; which, depends on driver and image store. */
  readonly imageId?: Digest;
  /** `containerimage.digest` of the metadata file; of a build that failed, what was pushed before it did. */
  readonly digest?: Digest;
  readonly metadata?: Metadata;
  readonly warnings: readonly BuildWarning[];
  readonly pushed: PushProgress;
  /** What buildx left behind and nobody could read, in words. Untrusted text. */
  readonly notices: readonly string[];
}

/** The metadata file holds the provenance of every platform where `BUILDX_METADATA_PROVENANCE=max` asks for it. */
const METADATA_LIMIT = 40 * 1024 * 1024;

/**
 * Builds. The plan's secret files exist while buildx runs and never longer.
 * Throws `BuildError`, which carries the same result, unless buildx exits with 0.
 */
export async function runBuild(
  plan: BuildPlan,
  facts: Facts,
  options: RunBuildOptions
): Promise<BuildResult> {
  const secrets = plan.secretFiles.map(({content}) => content);
  const notices: string[] = [];
  const watch = new PushWatch();
  const process = await runWithSecrets(plan, facts, {...options, sink: tap(options.sink, watch)}, notices);
  const result = {...(await readResult(plan, process, notices)), pushed: watch.progress};
  if (process.exitCode !== 0) throw new BuildError(result, secrets);
  return result;
}

function tap(sink: OutputSink, watch: PushWatch): OutputSink {
  return {
    write: (chunk, from) => {
      if (from === 'stderr') watch.add(chunk);
      return sink.write(chunk, from);
    }
  };
}

async function runWithSecrets(
  plan: BuildPlan,
  facts: Facts,
  {sink, env, ...options}: RunBuildOptions,
  notices: string[]
): Promise<ProcessResult> {
  const command = commandOf(facts, plan.argv);
  try {
    await prepareFiles(plan, command);
    const knownClean = options.clean === true && plan.argv.includes('--output');
    const needs = {...listEnvironmentNeeds(plan.argv, facts.buildx.release), knownClean};
    const shared = {
      cwd: options.cwd,
      signal: options.signal,
      env: buildxEnvironment(env, needs),
      onStdout: (chunk: Buffer) => sink.write(chunk, 'stdout'),
      onStderr: (chunk: Buffer) => sink.write(chunk, 'stderr')
    };
    const first = await runProcess({...shared, command, onSpawn: options.onSpawn});
    return first.exitCode === 0 ? await runFollowUps(plan, facts, first, shared) : first;
  } finally {
    const left = await removeFiles(plan.secretFiles.map(({path}) => path));
    notices.push(...left.map(message => `A secret's file could not be removed: ${message}`));
  }
}

function commandOf({buildx}: Facts, argv: readonly string[]): Command {
  return [...buildx.command, ...argv];
}

/** How the first of them ended that failed, else how the build itself did. */
async function runFollowUps(
  {followUps}: BuildPlan,
  facts: Facts,
  build: ProcessResult,
  shared: Omit<RunOptions, 'command'>
): Promise<ProcessResult> {
  for (const argv of followUps) {
    const result = await runProcess({...shared, command: commandOf(facts, argv)});
    if (result.exitCode !== 0) return result;
  }
  return build;
}

async function prepareFiles(
  {metadataFile, imageIdFile, secretFiles}: BuildPlan,
  command: Command
): Promise<void> {
  try {
    // Whatever is read afterwards was written by this build.
    const [left] = await removeFiles([metadataFile, ...(imageIdFile === undefined ? [] : [imageIdFile])]);
    if (left !== undefined) throw new Error(left);
    await writeSecretFiles(secretFiles);
  } catch (error) {
    throw describePreparation(command, error);
  }
}

function describePreparation(command: Command, error: unknown): BuildError {
  const {code, message} = error as NodeJS.ErrnoException;
  const process = describeUnstarted(command, {code, message: `its files could not be prepared: ${message}`});
  return new BuildError({process, warnings: [], pushed: 'none', notices: []}, [], {cause: error});
}

async function readResult(
  plan: BuildPlan,
  process: ProcessResult,
  notices: string[]
): Promise<Omit<BuildResult, 'pushed'>> {
  const attempt = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      notices.push(`The ${what} that buildx wrote cannot be used: ${(error as Error).message}`);
      return undefined;
    }
  };
  const imageId = await attempt('image id file', () => readImageId(plan.imageIdFile));
  const metadata = await attempt('metadata file', () => readMetadata(plan.metadataFile));
  for (const problem of metadata?.problems ?? [])
    notices.push(`The metadata file of buildx is odd: ${problem}`);
  const digest = metadata?.digest ?? (process.exitCode === 0 ? undefined : findPushed(process.stderr.tail));
  return {
    process,
    ...(imageId === undefined ? {} : {imageId}),
    ...(digest === undefined ? {} : {digest}),
    ...(metadata === undefined ? {} : {metadata}),
    warnings: metadata?.warnings ?? [],
    notices
  };
}

async function readImageId(path: string | undefined): Promise<Digest | undefined> {
  const text = path === undefined ? undefined : (await readPlainFile(path, 1024))?.toString().trim();
  if (text === undefined || text === '') return undefined;
  if (!isDigest(text)) throw new Error('it holds no digest');
  return text;
}

async function readMetadata(path: string): Promise<Metadata | undefined> {
  const bytes = await readPlainFile(path, METADATA_LIMIT);
  return bytes === undefined || bytes.toString().trim() === 'null' ? undefined : parseMetadata(bytes);
}
