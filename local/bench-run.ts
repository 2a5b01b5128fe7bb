/** Runs what is measured: the bare buildx command, and the step with and without signing. Judges no times. */
import {randomUUID} from 'node:crypto';
import {globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Phase, Sample} from './bench-table.ts';
import {runCommand} from './command.ts';
import type {Engine} from './engine.ts';
import {createEvent} from './event.ts';
import type {Registry} from './registry.ts';
import {commitFolder} from './repository.ts';
import {createRunFolder} from './run-folder.ts';
import {runAction} from './runner.ts';
import type {ActionOptions, ActionRun} from './runner.ts';
import type {LocalSigstore} from './sigstore/sigstore.ts';

export interface Workspace {
  readonly path: string;
  readonly sha: string;
}

export interface Bench {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly sigstore: LocalSigstore;
  readonly workspace: Workspace;
}

export interface StepSample extends Omit<Sample, 'bareMs'> {
  readonly phases: readonly Phase[];
  /** Processor time of this process meanwhile, in which Sigstore's stand-in and the registry's front run. */
  readonly ownCpuMs: number;
}

/** One run of each, one after the other: what else the machine does, they share. */
export interface Round {
  readonly bareMs: number;
  /** Build, push and verify. */
  readonly unsigned: StepSample;
  /** And sign, attach and read back. */
  readonly signed: StepSample;
}

/** Nothing is run in any of them, so no emulation is measured. */
const PLATFORMS = [
  'amd64',
  'arm64',
  'arm/v7',
  'ppc64le',
  's390x',
  '386',
  'riscv64',
  'arm/v6',
  'mips64le',
  'loong64'
];

/** Every build makes new images, as new commits do: an image that was there before has referrers already. */
const DOCKERFILE =
  'FROM scratch\nARG TARGETPLATFORM\nARG BUILD\nLABEL platform=$TARGETPLATFORM build=$BUILD\nCOPY greeting /greeting\n';

function listPlatforms(count: number): string {
  return PLATFORMS.slice(0, count)
    .map(name => `linux/${name}`)
    .join(',');
}

export async function createWorkspace(): Promise<Workspace> {
  const path = join(createRunFolder(), 'workspace');
  mkdirSync(path);
  writeFileSync(join(path, 'Dockerfile'), DOCKERFILE);
  writeFileSync(join(path, 'greeting'), 'hello\n');
  return {path, sha: await commitFolder(path)};
}

async function runBare({engine, registry, workspace}: Bench, count: number): Promise<number> {
  const flags = ['--provenance=mode=max', '--push', '--platform', listPlatforms(count)];
  const names = ['--build-arg', `BUILD=${randomUUID()}`, '--tag', `${registry.host}/octo-org/bench:bare`];
  const started = performance.now();
  const command = ['docker', 'buildx', 'build', ...flags, ...names, '.'] as const;
  await runCommand(command, {env: engine.env, cwd: workspace.path});
  return performance.now() - started;
}

function readPhases(temp: string): readonly Phase[] {
  const [path = ''] = globSync(join(temp, 'provenance-action-*', 'report.json'));
  return (JSON.parse(readFileSync(path, 'utf8')) as {timings: Phase[]}).timings;
}

async function runStep(
  {registry, workspace}: Bench,
  count: number,
  {inputs, env}: Required<Pick<ActionOptions, 'inputs' | 'env'>>
): Promise<{run: ActionRun; sample: StepSample}> {
  let phases: readonly Phase[] = [];
  let ownCpuMs = NaN;
  const before = process.cpuUsage();
  const run = await runAction({
    workspace: workspace.path,
    event: createEvent('push', {sha: workspace.sha}),
    env,
    inputs: {
      context: '.',
      push: 'true',
      platforms: listPlatforms(count),
      'build-args': `BUILD=${randomUUID()}`,
      tags: `${registry.host}/octo-org/bench:step`,
      ...inputs
    },
    beforePost: () => {
      const {user, system} = process.cpuUsage(before);
      ownCpuMs = (user + system) / 1000;
    },
    afterPost: ({temp}) => {
      phases = readPhases(temp);
    }
  });
  if (run.outputs['verdict'] !== 'verified') throw new Error(`the step did not verify:\n${run.stdout}`);
  const spawnMs = phases.find(({phase}) => phase === 'process start to buildx')?.durationMs ?? NaN;
  const stepMs = run.durations.mainMs;
  return {run, sample: {stepMs, spawnMs, peakBytes: run.peakRssBytes ?? NaN, phases, ownCpuMs}};
}

async function runUnsigned(bench: Bench, count: number): Promise<StepSample> {
  const {sample} = await runStep(bench, count, {inputs: {sign: 'false'}, env: bench.engine.env});
  return sample;
}

async function runSigned(bench: Bench, count: number): Promise<StepSample> {
  const {engine, sigstore} = bench;
  const inputs = {sign: 'true', 'trusted-root': sigstore.trustedRoot};
  const {run, sample} = await runStep(bench, count, {inputs, env: {...engine.env, ...sigstore.env}});
  if (run.outputs['signed'] !== 'true') throw new Error(`the step did not sign:\n${run.stdout}`);
  return sample;
}

/** After one round that is not counted. */
export async function runRounds(bench: Bench, count: number, runs: number): Promise<Round[]> {
  await runBare(bench, count);
  await runSigned(bench, count);
  const rounds: Round[] = [];
  for (let run = 0; run < runs; run++) {
    const bareMs = await runBare(bench, count);
    const unsigned = await runUnsigned(bench, count);
    rounds.push({bareMs, unsigned, signed: await runSigned(bench, count)});
  }
  return rounds;
}
