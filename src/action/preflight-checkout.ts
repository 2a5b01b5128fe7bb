/** What git says of the folder that is built, as buildx will ask it. Changes nothing in it. */
import {buildxEnvironment} from '../build/environment.ts';
import {captureProcess} from '../build/process.ts';
import type {Capture} from '../build/process.ts';
import type {CheckoutFacts, PlanFacts} from '../preflight/facts.ts';
import type {Deadline} from './preflight-deadline.ts';

export interface CheckoutOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly workspace: string;
  readonly deadline: Deadline;
  /** The commit that the provenance should name. */
  readonly expected: string | undefined;
}

/** A repository of thousands of files has so many characters of changes. */
const OUTPUT_LIMIT = 1024 * 1024;

/** The commit, and whether it is all that is there. */
export async function lookAtCheckout(
  {context}: Pick<PlanFacts, 'context'>,
  options: CheckoutOptions
): Promise<CheckoutFacts> {
  if (context === undefined) return {state: 'elsewhere', reason: 'Nothing is built'};
  if (context.kind !== 'path') {
    return {state: 'elsewhere', reason: 'BuildKit fetches the context itself'};
  }
  const {deadline, expected} = options;
  const run = (...args: readonly string[]) => deadline.orElse(runGit(context.value, args, options), LATE);
  const [head, status] = await Promise.all([
    run('rev-parse', 'HEAD', '--is-shallow-repository'),
    // The very question of buildx, for which ignored files count: docker/buildx util/gitutil/gitutil.go.
    run('status', '--porcelain', '--ignored')
  ]);
  if (head.exitCode !== 0) return describeFailure(head);
  const [commit = '', shallow] = head.stdout.trim().split(/\s+/);
  const dirty = readStatus(status);
  return {
    state: 'git',
    head: commit,
    shallow: shallow === 'true',
    ...(dirty === undefined ? {} : {dirty}),
    ...(expected === undefined ? {} : {expected})
  };
}

type Answer = Pick<Capture, 'exitCode' | 'stdout' | 'stderr' | 'spawnError' | 'overflowed'>;

const LATE: Answer = {exitCode: undefined, stdout: '', stderr: '', overflowed: false};

function runGit(
  folder: string,
  args: readonly string[],
  {env, workspace, deadline}: CheckoutOptions
): Promise<Answer> {
  // A file system monitor is a program that the repository's own configuration names.
  const quiet = ['--no-optional-locks', '-c', 'core.fsmonitor=false'];
  return captureProcess(['git', ...quiet, '-C', folder, ...args], {
    env: {...buildxEnvironment(env, {githubCache: false, named: []}), LC_ALL: 'C'},
    cwd: workspace,
    signal: deadline.signal,
    timeoutMs: Math.max(1, deadline.remaining()),
    limit: OUTPUT_LIMIT
  });
}

function readStatus({exitCode, stdout, overflowed}: Answer): CheckoutFacts['dirty'] {
  if (exitCode !== 0 && !overflowed) return undefined;
  const lines = stdout.split('\n').filter(line => line !== '');
  if (lines.length === 0) return 'no';
  return lines.every(line => line.startsWith('!!')) ? 'ignored files' : 'changes';
}

function describeFailure({exitCode, stderr, spawnError}: Answer): CheckoutFacts {
  if (spawnError?.code === 'ENOENT') return {state: 'none', reason: 'git is not on the PATH'};
  if (exitCode === undefined) return {state: 'unknown', reason: 'git did not answer in time'};
  if (stderr.includes('dubious ownership')) {
    const remedy = 'git config --global --add safe.directory PATH';
    return {state: 'none', reason: `git refuses the checkout, which another user owns (${remedy})`};
  }
  if (stderr.includes('not a git repository')) {
    return {state: 'none', reason: 'the context is not in a git checkout (is actions/checkout missing?)'};
  }
  return {state: 'none', reason: 'git cannot read the commit of the context'};
}
