import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {listProcesses} from '../../local/leftovers.ts';
import {runAction} from '../../local/runner.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {BUSYBOX_DOCKERFILE, readBusybox} from '../support/busybox.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {listLeaks, readTraces} from '../support/leaks.ts';
import {OUTPUT_NAMES, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';
import type {Workspace} from '../support/workspace.ts';

const SLOW = `${BUSYBOX_DOCKERFILE}RUN echo "slow"" now" && busybox sleep 120\n`;
const SECRET = 'cancel-canary-5f2e';

describe('the step, when it is cancelled', () => {
  const platform = usePlatform();
  const slow: {workspace?: Workspace} = {};
  before(async () => {
    slow.workspace = createWorkspace({Dockerfile: SLOW, busybox: await readBusybox()});
  });
  after(() => slow.workspace?.remove());

  interface Cancelled extends StepRun {
    /** From SIGINT to the end of `main`. */
    readonly endedAfterMs: number;
    /** Whatever of the run is still alive or on disk before `post`. */
    readonly left: {readonly processes: number; readonly files: readonly string[]};
  }

  /** Cancels at the first line that is found. */
  const cancelAt = async (
    line: RegExp,
    options: ActionOptions,
    workspace?: Workspace
  ): Promise<Cancelled> => {
    const controller = new AbortController();
    let since = Number.NaN;
    let rest: Pick<Cancelled, 'endedAfterMs' | 'left'> | undefined;
    const run = await runStep(workspace === undefined ? platform : {...platform, workspace}, {
      ...options,
      signal: controller.signal,
      onLine: text => {
        if (controller.signal.aborted || !line.test(text)) return;
        since = performance.now();
        controller.abort();
      },
      beforePost: ({temp}) => {
        const endedAfterMs = performance.now() - since;
        const [folder = ''] = readdirSync(temp);
        const left = {
          processes: listProcesses(dirname(temp)).length,
          files: readdirSync(join(temp, folder)).sort()
        };
        rest = {endedAfterMs, left};
      }
    });
    assert.ok(controller.signal.aborted && rest !== undefined, run.stdout);
    return {...run, ...rest};
  };

  const assertCancelled = (run: Cancelled, phase: string, files: readonly string[]) => {
    assert.ok(run.endedAfterMs < 7000, `${String(run.endedAfterMs)} ms`);
    assert.notEqual(run.exitCode, 0);
    assert.deepEqual(run.left, {processes: 0, files}, run.stdout);
    assert.deepEqual(Object.keys(run.outputs).sort(), OUTPUT_NAMES);
    const {verdict, verified, skipped} = run.outputs;
    assert.deepEqual(
      {verdict, verified, skipped},
      {verdict: 'undecided', verified: 'false', skipped: 'false'}
    );
    const [first] = run.annotations;
    const title = `Provenance: cancelled${phase === 'verify' ? ', unsigned' : ''}`;
    assert.deepEqual([first?.name, first?.properties['title']], ['error', title]);
    assert.match(first?.data ?? '', /^The step was cancelled\./);
    assert.deepEqual([run.report.failure?.phase, run.report.failure?.cancelled], [phase, true]);
    assert.match(run.summary, /^## \S+ Provenance: cancelled(?:, unsigned)?\n/);
    assert.equal(run.postExitCode, 0);
  };

  const slowInputs = () => ({
    context: '.',
    network: 'none',
    push: 'true',
    tags: `${platform.registry.host}/octo-org/slow:1`,
    secrets: `token=${SECRET}`
  });

  it('in mid-build: stops buildx, removes secrets, sets every output', async () => {
    const run = await cancelAt(/slow now/, {inputs: slowInputs()}, slow.workspace);
    assertCancelled(run, 'build', ['report.json']);
    assert.ok(run.endedAfterMs < 3000, `${String(run.endedAfterMs)} ms`);
    assert.deepEqual(listLeaks(readTraces(run), [SECRET]), []);
  });

  it('with a buildx that listens to nobody: ends in time all the same', async () => {
    const DOCKER_CONFIG = createDockerConfig(platform.engine, {
      buildx: `[ "$1" = build ] || exec "$BUILDX" "$@"\ntrap '' INT TERM\necho 'deaf now' >&2\nexec sleep 120`
    });
    const run = await cancelAt(/deaf now/, {inputs: slowInputs(), env: {DOCKER_CONFIG}});
    assertCancelled(run, 'build', ['report.json']);
  });

  it('while it waits for the registry: stops waiting', async () => {
    const {registry} = platform;
    const take = registry.faults.add({
      method: 'GET',
      path: /\/manifests\/sha256:/,
      status: 503,
      headers: {'retry-after': '40'}
    });
    const tags = `${registry.host}/octo-org/waits:1`;
    const run = await cancelAt(/^Waiting 40\.0 s /, {inputs: {context: '.', push: 'true', tags}});
    take();
    assertCancelled(run, 'verify', ['report.json']);
    assert.ok(run.endedAfterMs < 2000, `${String(run.endedAfterMs)} ms`);
    assert.match(run.outputs['digest'] ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.equal(run.outputs['image-ref'], `${registry.host}/octo-org/waits@${run.outputs['digest'] ?? ''}`);
  });

  it('by SIGKILL: post removes the secrets that it could not', async () => {
    const DOCKER_CONFIG = createDockerConfig(platform.engine, {
      buildx: `[ "$1" = build ] || exec "$BUILDX" "$@"\nkill -9 $PPID\nexit 1`
    });
    const seen: string[][] = [];
    const list = (temp: string) => {
      const paths = readdirSync(temp, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile());
      return paths.map(({parentPath, name}) => join(parentPath, name));
    };
    const run = await runAction({
      workspace: platform.workspace.path,
      inputs: slowInputs(),
      env: {...platform.engine.env, DOCKER_CONFIG},
      beforePost: ({temp}) => {
        const secrets = list(temp).filter(path => readFileSync(path, 'utf8') === SECRET);
        assert.equal(secrets.length, 1);
        assert.equal(statSync(secrets[0] ?? '').mode & 0o777, 0o600);
        assert.equal(statSync(dirname(secrets[0] ?? '')).mode & 0o777, 0o700);
        seen.push(secrets);
      },
      afterPost: ({temp}) => {
        assert.deepEqual(list(temp), []);
        seen.push([]);
      }
    });
    assert.deepEqual([run.exitCode, run.postExitCode, seen.length], [137, 0, 2]);
    assert.ok(!JSON.stringify([run.lines, run.outputs, run.state, run.summary]).includes(SECRET));
  });
});
