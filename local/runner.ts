/** A stand-in for GitHub's runner: runs an action as a step, by the contract between the two. */
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {formatInputs, listUnexpectedInputs, readActionManifest, wantsPost} from './action-manifest.ts';
import type {ActionManifest} from './action-manifest.ts';
import {runPhase} from './action-process.ts';
import type {PhaseResult} from './action-process.ts';
import {createEvent} from './event.ts';
import type {RunEvent} from './event.ts';
import {removeLeftovers} from './leftovers.ts';
import {createRunFolder, endWithProcess} from './run-folder.ts';
import type {RunnerCommand} from './runner-commands.ts';
import {createRunnerFolders, describeRun} from './runner-environment.ts';
import type {RunnerFolders} from './runner-environment.ts';
import {createRunnerFiles, readRunnerFile, readSummary} from './runner-files.ts';
import type {RunnerFiles} from './runner-files.ts';
import {createStepOutput} from './step-output.ts';
import type {StepOutput} from './step-output.ts';

export type {RunnerFolders} from './runner-environment.ts';

export interface ActionOptions {
  /** Folder of `action.yml`; this project's where absent. */
  readonly actionPath?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** A push to `main` where absent. */
  readonly event?: RunEvent;
  /** More environment, such as an engine's; wins over the runner's own. Undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The checkout; copied into a fresh workspace, which is empty where absent. */
  readonly workspace?: string;
  /** `github.token`, which the runner masks. */
  readonly token?: string;
  /** Cancels the step, as a person would. */
  readonly signal?: AbortSignal;
  /** Gets each line as the runner shows it. */
  readonly onLine?: (line: string) => void;
  /** Gets stdout's bytes as they come. */
  readonly stdoutTee?: (chunk: Buffer) => void;
  /** A look at the runner's folders after `main` and before `post`. */
  readonly beforePost?: (folders: RunnerFolders) => void | Promise<void>;
  /** A look at them when the step is over, before they are removed. */
  readonly afterPost?: (folders: RunnerFolders) => void | Promise<void>;
}

export interface ActionRun {
  readonly exitCode: number;
  /** Undefined where the action has no `post`. */
  readonly postExitCode: number | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What later steps would find in their environment and in front of their PATH. */
  readonly exported: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  /** Markdown of both phases. */
  readonly summary: string;
  /** As written, by both phases. */
  readonly stdout: string;
  readonly stderr: string;
  /** As the runner shows it: masked, one entry a line, commands carried out. */
  readonly lines: readonly string[];
  /** Every command that the runner acted upon. */
  readonly commands: readonly RunnerCommand[];
  /** Commands of these that are errors, warnings and notices. */
  readonly annotations: readonly RunnerCommand[];
  readonly durations: {readonly mainMs: number; readonly postMs: number};
  readonly peakRssBytes: number | undefined;
}

const projectRoot = dirname(import.meta.dirname);
const annotationNames = ['error', 'warning', 'notice'];

function dropUndefined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  );
}

const collect = (output: StepOutput, name: string): [string, string][] =>
  output.commands
    .filter(command => command.name === name)
    .map(({properties, data}) => [properties['name'] ?? '', data]);

interface Step {
  readonly manifest: ActionManifest;
  readonly actionPath: string;
  readonly folder: string;
  readonly folders: RunnerFolders;
  readonly env: Readonly<Record<string, string>>;
  readonly output: StepOutput;
  readonly captured: {stdout: Buffer[]; stderr: Buffer[]};
  readonly options: ActionOptions;
}

async function runScript(
  {actionPath, folder, folders, env, output, captured, options}: Step,
  script: string,
  more: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined
): Promise<PhaseResult & {files: RunnerFiles}> {
  const files = createRunnerFiles(join(folder, `files-${Math.random().toString(36).slice(2)}`));
  const result = await runPhase({
    script: join(actionPath, script),
    cwd: folders.workspace,
    env: {...env, ...files, ...more},
    signal,
    onData: (stream, chunk) => {
      captured[stream].push(chunk);
      if (stream === 'stdout') options.stdoutTee?.(chunk);
      output.write(stream, chunk);
    }
  });
  return {...result, files};
}

async function runStep(step: Step): Promise<ActionRun> {
  const {manifest, output, options, folders, captured} = step;
  const main = await runScript(step, manifest.main, {}, options.signal);
  await options.beforePost?.(folders);

  const outputs = Object.fromEntries([
    ...collect(output, 'set-output'),
    ...readRunnerFile(main.files.GITHUB_OUTPUT)
  ]);
  const state = Object.fromEntries([
    ...collect(output, 'save-state'),
    ...readRunnerFile(main.files.GITHUB_STATE)
  ]);
  const exported = Object.fromEntries(readRunnerFile(main.files.GITHUB_ENV));
  const paths = readFileSync(main.files.GITHUB_PATH, 'utf8').split(/\r?\n/).filter(Boolean);

  const more: Record<string, string> = {...exported};
  for (const [name, value] of Object.entries(state)) more[`STATE_${name}`] = value;
  more['PATH'] = [...paths.toReversed(), exported['PATH'] ?? step.env['PATH']].join(':');
  // Cancelling has cancelled `main`; `post` runs to its end.
  const isPostDue = wantsPost(manifest, main.exitCode !== 0, options.signal?.aborted ?? false);
  const post = isPostDue ? await runScript(step, manifest.post ?? '', more, undefined) : undefined;
  output.end();
  await options.afterPost?.(folders);

  const read = [main, ...(post === undefined ? [] : [post])].map(({files}) => readSummary(files));
  return {
    exitCode: main.exitCode,
    postExitCode: post?.exitCode,
    outputs,
    state,
    exported,
    paths,
    summary: output.mask(
      read
        .map(({text}) => text)
        .filter(Boolean)
        .join('\n')
    ),
    stdout: Buffer.concat(captured.stdout).toString('utf8'),
    stderr: Buffer.concat(captured.stderr).toString('utf8'),
    lines: output.lines,
    commands: output.commands,
    annotations: [
      ...output.commands.filter(({name}) => annotationNames.includes(name)),
      ...read.flatMap(({errors}) => errors)
    ],
    durations: {mainMs: main.milliseconds, postMs: post?.milliseconds ?? 0},
    peakRssBytes: main.peakRssBytes
  };
}

/**
 * Runs `main` and `post` of an action with an environment that holds what the runner gives and what `env` adds, and
 * nothing of this process's own but its PATH. The folders are fresh, and gone afterwards.
 */
export async function runAction(options: ActionOptions = {}): Promise<ActionRun> {
  const {
    actionPath = projectRoot,
    inputs = {},
    event = createEvent('push'),
    onLine = () => undefined
  } = options;
  const {token = 'ghs_0000000000000000000000000000000000'} = options;
  const manifest = readActionManifest(actionPath);
  if (!existsSync(join(actionPath, manifest.main))) {
    throw new Error(`${join(actionPath, manifest.main)} is not there: script/build makes it`);
  }
  const folder = createRunFolder();
  const end = endWithProcess(() => removeLeftovers(folder));
  try {
    const folders = createRunnerFolders(folder, options.workspace);
    const env = dropUndefined({
      ...describeRun(folder, folders, actionPath, event),
      ...formatInputs(manifest, inputs, {'github.token': token, 'github.actor': 'octocat'}),
      ...options.env
    });
    const output = createStepOutput(new Set([token]), env['RUNNER_DEBUG'] === '1', onLine);
    const unexpected = listUnexpectedInputs(manifest, inputs);
    if (unexpected.length > 0) {
      const valid = [...manifest.inputs.keys()].map(name => `'${name}'`).join(', ');
      const names = unexpected.map(name => `'${name}'`).join(', ');
      output.write(
        'stdout',
        Buffer.from(`::warning::Unexpected input(s) ${names}, valid inputs are [${valid}]\n`)
      );
    }
    const captured = {stdout: [], stderr: []};
    return await runStep({manifest, actionPath, folder, folders, env, output, captured, options});
  } finally {
    end();
  }
}
