/** The main job on one's own machine: set up, run the action as the runner would, show, and leave nothing behind. */
import {join} from 'node:path';
import {styleText} from 'node:util';
import {lasting} from './demo-base.ts';
import {isKept, keepRunning, stopKept} from './demo-kept.ts';
import {DemoOptionsError, parseDemoOptions, usage} from './demo-options.ts';
import type {DemoOptions} from './demo-options.ts';
import {clearResults, say, sayTitle, showResults, writeResults} from './demo-results.ts';
import {assertContext} from './demo-source.ts';
import {runStep} from './demo-step.ts';
import {packRelease} from './demo-release.ts';
import {verifyWithCosign} from './demo-verify.ts';
import {startEngine} from './engine.ts';
import {startRegistry} from './registry.ts';

/** The action's own exit code, or 1 where cosign refuses what it signed. */
async function runDemo(options: DemoOptions): Promise<number> {
  const keep = options.task === 'run and keep';
  assertContext(options.context);
  stopKept();
  clearResults();

  sayTitle('Set up');
  const started: {stop: () => Promise<void>}[] = [];
  try {
    const engine = await startEngine({say, bridge: options.oci});
    started.push(engine);
    const registry = await startRegistry({direct: keep, data: join(lasting, 'registry'), say});
    started.push(registry);
    say(`registry on ${registry.host}`);

    const run = await runStep(options, engine, registry);
    writeResults(run);
    showResults(run);
    const accepted = options.oci ? await packRelease(run) : !options.verify || (await verifyWithCosign(run));
    if (keep) keepRunning(engine, registry);
    return accepted ? run.exitCode : 1;
  } finally {
    for (const one of keep && isKept() ? [] : started.toReversed()) await one.stop();
  }
}

async function main(): Promise<number> {
  const options = parseDemoOptions(process.argv.slice(2));
  switch (options.task) {
    case 'help':
      console.log(usage);
      return 0;
    case 'stop':
      console.log(stopKept() ? 'Stopped.' : 'Nothing was left running.');
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
