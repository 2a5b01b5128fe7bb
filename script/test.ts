/** Runs every check and every suite, or those that are named, and ends with one line that counts them. */
import {spawn} from 'node:child_process';
import {globSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {dirname, join} from 'node:path';
import {runFiles, sumTallies} from './tally.ts';
import type {RunOptions, Tally} from './tally.ts';

interface Suite extends Omit<RunOptions, 'cwd'> {
  readonly pattern: string;
}

const root = dirname(import.meta.dirname);
const minute = 60_000;

const checks: Readonly<Record<string, readonly string[]>> = {
  'dist and schema are what the sources make': [process.execPath, 'script/build.ts', '--check'],
  'formatting (prettier)': ['node_modules/.bin/prettier', '--check', '--log-level', 'warn', '.'],
  'types (tsc)': ['node_modules/.bin/tsc'],
  'lint (eslint)': ['node_modules/.bin/eslint', '--max-warnings', '0', '.']
};

/** Files that run side by side share nothing: each has an engine and a registry of its own. */
const concurrency = Math.min(availableParallelism(), 4);

const suites: Readonly<Record<string, Suite>> = {
  unit: {pattern: '__tests__/{unit,diagnostics}/**/*.test.ts', concurrency, timeout: 2 * minute},
  integration: {pattern: '__tests__/integration/**/*.test.ts', concurrency, timeout: 6 * minute},
  e2e: {pattern: '__tests__/e2e/**/*.test.ts', concurrency, timeout: 10 * minute}
};

/** Runs one command to its end; its output appears at once and undivided, and only if it fails. */
async function runCheck([title, command]: [string, readonly string[]]): Promise<Tally> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));

  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', status => resolve(status ?? 1));
  });
  console.log(`${code === 0 ? '✔' : '✖'} ${title}`);
  if (code !== 0) process.stdout.write(Buffer.concat(output));
  return {passed: Number(code === 0), failed: Number(code !== 0), objections: []};
}

async function runChecks(): Promise<Tally> {
  return sumTallies(await Promise.all(Object.entries(checks).map(runCheck)));
}

function runSuite({pattern, ...options}: Suite): Promise<Tally> {
  const files = globSync(pattern, {cwd: root}).sort();
  const write = (text: string): boolean => process.stdout.write(text);
  return runFiles(
    files.map(file => join(root, file)),
    {cwd: root, ...options},
    write
  );
}

async function runStage(name: string): Promise<Tally> {
  const suite = suites[name];
  const start = performance.now();
  console.log(`\n── ${name} ──`);
  const tally = await (suite === undefined ? runChecks() : runSuite(suite));

  for (const line of tally.objections) console.log(`✖ ${line}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s`);
  return tally;
}

const known = ['lint', ...Object.keys(suites)];
const named = process.argv.slice(2);
const unknown = named.filter(name => !known.includes(name));

if (unknown.length > 0) {
  console.error(`script/test knows no stage ${unknown.join(', ')}; it knows ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const tallies: Tally[] = [];
  for (const name of named.length > 0 ? named : known) tallies.push(await runStage(name));
  const {passed, failed} = sumTallies(tallies);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
