/** Runs test files, and counts as failed what node:test would let pass: skipped, to do, empty. */
import {run} from 'node:test';
import {spec} from 'node:test/reporters';

/** How to run the files of a suite, each in a process of its own. */
export interface RunOptions {
  readonly cwd: string;
  /** How many files run at once. */
  readonly concurrency: number;
  /** Milliseconds that one file may take. */
  readonly timeout: number;
}

/** What is read of a `test:pass` or `test:fail` event. */
interface TestEvent {
  readonly name: string;
  /** The file that was started; absent on the event of a file itself. */
  readonly entryFile?: string | undefined;
  readonly testId?: number | undefined;
  readonly parentId?: number | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: {readonly type?: string | undefined; readonly error?: unknown};
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Why what node:test let pass counts as failed, one line each. */
  readonly objections: readonly string[];
}

/** Adds up tallies. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, {passed}) => sum + passed, 0),
    failed: tallies.reduce((sum, {failed}) => sum + failed, 0),
    objections: tallies.flatMap(({objections}) => objections)
  };
}

/** Whether a suite failed for a reason of its own (a hook), rather than by one of its tests. */
function failedItself({details}: TestEvent): boolean {
  const {error} = details;
  const type = error instanceof Error && 'failureType' in error ? error.failureType : undefined;
  return type !== 'subtestsFailed';
}

function objectTo({name, entryFile, skip, todo}: TestEvent): string | undefined {
  const isSet = (mark: string | boolean | undefined): boolean => mark !== undefined && mark !== false;
  if (isSet(skip)) return `skipped: ${name}`;
  if (isSet(todo)) return `to do: ${name}`;
  return entryFile === undefined ? `no tests in ${name}` : undefined;
}

/**
 * The tally of the events of one run, with each file in a process of its own. A run without events is a failure: the
 * suite is empty.
 */
function tallyEvents(passes: readonly TestEvent[], failures: readonly TestEvent[]): Tally {
  const all = [...passes, ...failures];
  if (all.length === 0) return {passed: 0, failed: 1, objections: ['no tests at all']};

  const keyOf = (file: string | undefined, id: number | undefined): string => `${file ?? ''}#${String(id)}`;
  const parents = new Set(all.map(({entryFile, parentId}) => keyOf(entryFile, parentId)));
  const isSuite = ({details}: TestEvent): boolean => details.type === 'suite';
  const tests = passes.filter(event => !isSuite(event));

  const objections = [
    ...tests.map(objectTo),
    ...all
      .filter(event => isSuite(event) && !parents.has(keyOf(event.entryFile, event.testId)))
      .map(({name}) => `no tests in "${name}"`)
  ].filter(line => line !== undefined);

  const failed = failures.filter(event => !isSuite(event) || failedItself(event)).length;
  const passed = tests.filter(event => objectTo(event) === undefined).length;
  return {passed, failed: failed + objections.length, objections};
}

/** Runs the files, and hands what node:test's `spec` reporter says of them to `write`. */
export async function runFiles(
  files: readonly string[],
  options: RunOptions,
  write: (text: string) => void
): Promise<Tally> {
  // Without files, node:test would look for some by itself.
  if (files.length === 0) return tallyEvents([], []);

  const passes: TestEvent[] = [];
  const failures: TestEvent[] = [];
  const stream = run({files, ...options});
  stream.on('test:pass', event => passes.push(event));
  stream.on('test:fail', event => failures.push(event));
  for await (const text of stream.compose(spec) as AsyncIterable<string>) write(text);
  return tallyEvents(passes, failures);
}
