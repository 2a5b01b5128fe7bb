/** Measures the whole step against the bare buildx command, in pairs: what else the machine does, both share. */
import {globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {runCommand} from './command.ts';
import {startEngine} from './engine.ts';
import type {Engine} from './engine.ts';
import {createEvent} from './event.ts';
import {startRegistry} from './registry.ts';
import type {Registry} from './registry.ts';
import {commitFolder} from './repository.ts';
import {createRunFolder} from './run-folder.ts';
import {runAction} from './runner.ts';

interface Bench {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly workspace: string;
  readonly sha: string;
}

/** One run of each, one after the other. */
interface Pair {
  readonly bareMs: number;
  readonly stepMs: number;
  /** From the start of the step's process to the start of buildx. */
  readonly spawnMs: number;
  readonly peakBytes: number;
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
const DOCKERFILE =
  'FROM scratch\nARG TARGETPLATFORM\nLABEL platform=$TARGETPLATFORM\nCOPY greeting /greeting\n';

function listPlatforms(count: number): string {
  return PLATFORMS.slice(0, count)
    .map(name => `linux/${name}`)
    .join(',');
}

async function createWorkspace(): Promise<{workspace: string; sha: string}> {
  const workspace = join(createRunFolder(), 'workspace');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'Dockerfile'), DOCKERFILE);
  writeFileSync(join(workspace, 'greeting'), 'hello\n');
  return {workspace, sha: await commitFolder(workspace)};
}

async function runBare({engine, registry, workspace}: Bench, count: number): Promise<number> {
  const flags = ['--provenance=mode=max', '--push', '--platform', listPlatforms(count)];
  const tag = ['--tag', `${registry.host}/octo-org/bench:bare`];
  const started = performance.now();
  await runCommand(['docker', 'buildx', 'build', ...flags, ...tag, '.'], {env: engine.env, cwd: workspace});
  return performance.now() - started;
}

async function runStep(
  {engine, registry, workspace, sha}: Bench,
  count: number
): Promise<Omit<Pair, 'bareMs'>> {
  let spawnMs = NaN;
  const run = await runAction({
    workspace,
    event: createEvent('push', {sha}),
    env: engine.env,
    inputs: {
      context: '.',
      push: 'true',
      platforms: listPlatforms(count),
      tags: `${registry.host}/octo-org/bench:step`
    },
    afterPost: ({temp}) => {
      spawnMs = readSpawnTime(temp);
    }
  });
  if (run.outputs['verdict'] !== 'verified') throw new Error(`the step did not verify:\n${run.stdout}`);
  return {stepMs: run.durations.mainMs, spawnMs, peakBytes: run.peakRssBytes ?? NaN};
}

function readSpawnTime(temp: string): number {
  const [path = ''] = globSync(join(temp, 'provenance-action-*', 'report.json'));
  const {timings} = JSON.parse(readFileSync(path, 'utf8')) as {
    timings: {phase: string; durationMs: number}[];
  };
  return timings.find(({phase}) => phase === 'process start to buildx')?.durationMs ?? NaN;
}

async function measure(bench: Bench, count: number, runs: number): Promise<Pair[]> {
  await runBare(bench, count);
  await runStep(bench, count);
  const pairs: Pair[] = [];
  for (let run = 0; run < runs; run++) {
    const bareMs = await runBare(bench, count);
    pairs.push({bareMs, ...(await runStep(bench, count))});
  }
  return pairs;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

function describePairs(title: string, pairs: readonly Pair[]): string {
  const seconds = (pick: (pair: Pair) => number): string =>
    `${(median(pairs.map(pick)) / 1000).toFixed(2)} s`;
  const ratio = median(pairs.map(({bareMs, stepMs}) => stepMs / bareMs)).toFixed(2);
  const added = seconds(({bareMs, stepMs}) => stepMs - bareMs);
  const peak = (median(pairs.map(({peakBytes}) => peakBytes)) / 2 ** 20).toFixed(0);
  const cells = [title, seconds(pair => pair.bareMs), seconds(pair => pair.stepMs), ratio, added];
  return `| ${[...cells, seconds(pair => pair.spawnMs), `${peak} MB`].join(' | ')} |`;
}

async function bench(runs: number, latencyMs: number): Promise<void> {
  const say = (line: string): void => {
    console.log(`· ${line}`);
  };
  const [engine, registry] = await Promise.all([startEngine({say}), startRegistry({say, latencyMs})]);
  try {
    const setting = {engine, registry, ...(await createWorkspace())};
    console.log(
      `\nMedians of ${runs} pairs${latencyMs > 0 ? `, ${latencyMs} ms before each answer of the registry` : ''}:\n`
    );
    console.log('| Platforms | bare buildx | the step | ratio | added | start to buildx | peak memory |');
    console.log('| --- | --- | --- | --- | --- | --- | --- |');
    for (const count of latencyMs > 0 ? [1, 2, 10] : [2]) {
      console.log(describePairs(String(count), await measure(setting, count, runs)));
    }
  } finally {
    await Promise.all([engine.stop(), registry.stop()]);
  }
}

const {values} = parseArgs({
  options: {runs: {type: 'string', default: '7'}, latency: {type: 'string', default: '0'}}
});
await bench(Number(values.runs), Number(values.latency));
