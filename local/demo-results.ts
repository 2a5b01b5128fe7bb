/** What the demo leaves in `.local/demo`, and what it shows of that. Runs nothing. */
import {cpSync, existsSync, globSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join, relative} from 'node:path';
import {styleText} from 'node:util';
import {ensureLocalFolder} from './packages.ts';
import type {ActionRun, RunnerFolders} from './runner.ts';
import {renderSummary} from './summary.ts';

export const results = join(ensureLocalFolder(), 'demo');
/** Whom to trust for what the step signed; it serves as long as the file is there. */
export const trustedRoot = join(results, 'trusted_root.json');
/** Where `--oci` has the image put. */
export const imageTar = join(results, 'image.tar');
const runnerTemp = join(results, 'runner-temp');

export const say = (line: string): void => console.log(styleText('gray', `· ${line}`));
export const sayTitle = (title: string): void => console.log(`\n${styleText('bold', title)}`);
export const showPath = (path: string): string => relative(process.cwd(), path) || '.';

/** An empty folder. */
export function clearResults(): void {
  rmSync(results, {recursive: true, force: true});
  mkdirSync(results, {recursive: true});
}

/** Copies what the outputs name out of the runner's folder, which goes away with it. */
export function keepFiles({temp}: RunnerFolders): void {
  if (existsSync(temp)) cpSync(temp, runnerTemp, {recursive: true});
}

export function writeResults(run: ActionRun): void {
  writeFileSync(join(results, 'log.txt'), `${run.lines.join('\n')}\n`);
  writeFileSync(join(results, 'outputs.json'), `${JSON.stringify(run.outputs, null, 2)}\n`);
  writeFileSync(join(results, 'summary.md'), run.summary);
  writeFileSync(join(results, 'summary.html'), renderSummary(run.summary));
}

/** Where the copy of that file is; undefined where there is none. */
export function findCopy(path: string): string | undefined {
  const [found] = path === '' ? [] : globSync(join(runnerTemp, '*', basename(path)));
  return found;
}

/** What the step said of the images below: the log's group of it is folded. */
function showDependencies({lines}: ActionRun): void {
  const told = lines.filter(line => / stands on:$|^ {2}\S+@sha256:[0-9a-f]{64}(?:, \w+)?: /.test(line));
  if (told.length > 0) sayTitle('What the image stands on');
  for (const line of told) console.log(line);
}

export function showResults(run: ActionRun): void {
  showDependencies(run);
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
  const bundles = findCopy(run.outputs['bundle-path'] ?? '');
  if (bundles !== undefined) {
    console.log(`Signed bundles: ${showPath(bundles)}`);
    console.log(`Whom to trust:  ${showPath(trustedRoot)} (a Sigstore that lived as long as the step)`);
  }
  console.log(`Its files:      ${showPath(runnerTemp)} (a copy: the runner's own are gone)`);
}
