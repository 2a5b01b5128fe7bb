/** The main job on one's own machine: set up, run the action as the runner would, show, and leave nothing behind. */
import {cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {styleText} from 'node:util';
import {DemoOptionsError, parseDemoOptions, usage} from './demo-options.ts';
import type {DemoOptions} from './demo-options.ts';
import {assertContext, prepareSource} from './demo-source.ts';
import type {Engine} from './engine.ts';
import {startEngine} from './engine.ts';
import {createEvent} from './event.ts';
import {endRemains} from './leftovers.ts';
import type {Remains} from './leftovers.ts';
import {createLogView} from './log-view.ts';
import {ensureLocalFolder} from './packages.ts';
import {startRegistry} from './registry.ts';
import type {Registry} from './registry.ts';
import {holdSignals, keepEverything, keepRunFolder} from './run-folder.ts';
import {runAction} from './runner.ts';
import type {ActionRun} from './runner.ts';
import {renderSummary} from './summary.ts';

const results = join(ensureLocalFolder(), 'demo');
const keptFile = join(ensureLocalFolder(), 'kept.json');
const say = (line: string): void => console.log(styleText('gray', `· ${line}`));
const sayTitle = (title: string): void => console.log(`\n${styleText('bold', title)}`);
const showPath = (path: string): string => relative(process.cwd(), path) || '.';

/** The first Ctrl-C cancels the step, as the button on GitHub does; what was started is stopped after it. */
function cancelOnSignal(): {signal: AbortSignal; release: () => void} {
  const controller = new AbortController();
  const release = holdSignals(name => {
    console.log(`\n${name}: cancelling`);
    controller.abort();
  });
  return {signal: controller.signal, release};
}

/** Copies what the outputs name out of the runner's folder, which goes away with it. */
function keepFiles(run: {readonly temp: string}): void {
  if (existsSync(run.temp)) cpSync(run.temp, join(results, 'runner-temp'), {recursive: true});
}

async function runStep(options: DemoOptions, engine: Engine, registry: Registry): Promise<ActionRun> {
  const source = await prepareSource(options.context, engine, say);
  const image = `${registry.host}/${source.repository}:1.0`;
  const sha = source.sha === undefined ? {} : {sha: source.sha};
  sayTitle(`Run org/provenance-action@v1 (${options.event}, ${image})`);

  const view = createLogView(line => console.log(line));
  const {signal, release} = cancelOnSignal();
  const run = await runAction({
    inputs: {push: 'true', platforms: 'linux/amd64,linux/arm64', tags: image, ...source.inputs},
    event: createEvent(options.event, {repository: source.repository, ...sha}),
    env: engine.env,
    ...(source.workspace === undefined ? {} : {workspace: source.workspace}),
    signal,
    onLine: line => view.show(line),
    afterPost: keepFiles
  });
  view.end();
  release();
  return run;
}

function writeResults(run: ActionRun): void {
  writeFileSync(join(results, 'log.txt'), `${run.lines.join('\n')}\n`);
  writeFileSync(join(results, 'outputs.json'), `${JSON.stringify(run.outputs, null, 2)}\n`);
  writeFileSync(join(results, 'summary.md'), run.summary);
  writeFileSync(join(results, 'summary.html'), renderSummary(run.summary));
}

function showResults(run: ActionRun): void {
  sayTitle('Outputs');
  for (const [name, value] of Object.entries(run.outputs)) {
    const line = value.replaceAll(/\s+/g, ' ');
    console.log(`${styleText('cyan', name)}: ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`);
  }
  sayTitle('Results');
  const seconds = (run.durations.mainMs / 1000).toFixed(1);
  console.log(`The step ended with ${run.exitCode} after ${seconds} s.`);
  console.log(`Step summary:   ${showPath(join(results, 'summary.html'))} (and summary.md)`);
  console.log(`The whole log:  ${showPath(join(results, 'log.txt'))}`);
  console.log(
    `Its files:      ${showPath(join(results, 'runner-temp'))} (a copy: the runner's own are gone)`
  );
}

/** Engine and registry outlive this process; returns nothing that it must stop. */
function keepRunning(engine: Engine, registry: Registry): void {
  const remains: readonly Remains[] = [registry.remains, engine.remains];
  for (const {folder} of remains) keepRunFolder(folder);
  writeFileSync(keptFile, JSON.stringify(remains));
  keepEverything();
  sayTitle('Left running');
  const variables = Object.entries(engine.env).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`
  );
  const envFile = join(results, 'env.sh');
  writeFileSync(envFile, `${variables.join('\n')}\n`);
  console.log(`Registry: ${registry.url} (${registry.url}/v2/_catalog lists what it holds)`);
  console.log(`Engine:   . ${showPath(envFile)}; then docker and docker buildx use it`);
  console.log(`Stop:     script/demo --stop`);
}

function stopKept(): void {
  if (!existsSync(keptFile)) {
    console.log('Nothing was left running.');
    return;
  }
  for (const remains of JSON.parse(readFileSync(keptFile, 'utf8')) as readonly Remains[]) endRemains(remains);
  rmSync(keptFile);
  console.log('Stopped.');
}

/** The action's own exit code. */
async function runDemo(options: DemoOptions): Promise<number> {
  const keep = options.task === 'run and keep';
  assertContext(options.context);
  if (existsSync(keptFile)) stopKept();
  rmSync(results, {recursive: true, force: true});
  mkdirSync(results, {recursive: true});

  sayTitle('Set up');
  const started: {stop: () => Promise<void>}[] = [];
  try {
    const engine = await startEngine({say});
    started.push(engine);
    const registry = await startRegistry({direct: keep, say});
    started.push(registry);
    say(`registry on ${registry.host}`);

    const run = await runStep(options, engine, registry);
    writeResults(run);
    showResults(run);
    if (keep) keepRunning(engine, registry);
    return run.exitCode;
  } finally {
    for (const one of keep && existsSync(keptFile) ? [] : started.toReversed()) await one.stop();
  }
}

async function main(): Promise<number> {
  const options = parseDemoOptions(process.argv.slice(2));
  switch (options.task) {
    case 'help':
      console.log(usage);
      return 0;
    case 'stop':
      stopKept();
      return 0;
    case 'run':
    case 'run and keep':
      return runDemo(options);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? `${styleText('red', 'Error:')} ${error.message}` : error);
  if (error instanceof DemoOptionsError) console.error(`\n${usage}`);
  process.exitCode = error instanceof DemoOptionsError ? 2 : 1;
}
