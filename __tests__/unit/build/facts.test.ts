import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import {after, before, describe, it} from 'node:test';
import {BuildxMissingError, gatherFacts} from '../../../src/build/facts.ts';
import type {Answer} from '../../../src/build/facts.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../fixtures/buildx/${name}.txt`, import.meta.url), 'utf8');
const printed = (stdout: string): Answer => ({exitCode: 0, stdout, stderr: ''});
const failed = (stderr: string): Answer => ({exitCode: 1, stdout: '', stderr});
const version = printed('github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4\n');

/** Answers by the end of the command line; records what was asked. */
function script(answers: Readonly<Record<string, Answer>>): {
  readonly asked: string[];
  readonly run: (command: readonly string[]) => Promise<Answer>;
} {
  const asked: string[] = [];
  const run = async (command: readonly string[]): Promise<Answer> => {
    const line = command.join(' ');
    asked.push(line);
    const [, answer] = Object.entries(answers).find(([end]) => line.endsWith(end)) ?? [];
    const spawnError = {code: 'ENOENT', message: `spawn ${command[0] ?? ''} ENOENT`};
    return answer ?? {exitCode: undefined, stdout: '', stderr: '', spawnError};
  };
  return {asked, run};
}

describe('gatherFacts', () => {
  let home: string;
  let plugin: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'facts-'));
    const folder = join(home, '.docker/cli-plugins');
    plugin = join(folder, 'docker-buildx');
    await mkdir(folder, {recursive: true});
    await writeFile(plugin, '', {mode: 0o755});
  });
  after(() => rm(home, {recursive: true}));

  const gather = (
    answers: Readonly<Record<string, Answer>>,
    some: {builder?: string; loadNeeded?: boolean} = {}
  ) => {
    const {asked, run} = script(answers);
    const env = {HOME: home, DOCKER_CONFIG: join(home, '.docker')};
    return gatherFacts({env, run, loadNeeded: false, ...some}).then(facts => ({facts, asked}));
  };

  it('asks the plugin itself, once for each fact', async () => {
    const {facts, asked} = await gather({version, inspect: printed(read('docker-containerd-store'))});
    assert.deepEqual(asked, [`${plugin} version`, `${plugin} inspect`]);
    assert.deepEqual(facts.buildx, {
      command: [plugin],
      version: 'github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4',
      release: '0.29.1'
    });
    assert.equal(facts.builder?.driver, 'docker');
    assert.equal(facts.builderError, undefined);
  });

  it('asks side by side', async () => {
    let running = 0;
    let most = 0;
    const run = async (command: readonly string[]) => {
      most = Math.max(most, ++running);
      await setImmediate();
      running -= 1;
      return command.at(-1) === 'version' ? version : printed(read('remote'));
    };
    await gatherFacts({env: {HOME: home}, run, loadNeeded: false});
    assert.equal(most, 2);
  });

  it('asks about the builder that the user named', async () => {
    const {asked} = await gather(
      {version, 'inspect --builder mine': printed(read('remote'))},
      {builder: 'mine'}
    );
    assert.ok(asked.includes(`${plugin} inspect --builder mine`));
  });

  it('says why nothing is known of the builder', async () => {
    const {facts} = await gather({version, inspect: failed('ERROR: no builder "nosuch" found\n')});
    assert.equal(facts.builder, undefined);
    assert.equal(facts.builderError, 'no builder "nosuch" found (exit code 1)');
    const down = await gather({version, inspect: printed(read('daemon-down'))});
    assert.match(down.facts.builderError ?? '', /^Cannot connect/);
  });

  it('says of a builder that gave no answer how asking ended', async () => {
    const silent = {exitCode: undefined, stdout: '', stderr: ''};
    const late = await gather({version, inspect: {...silent, timedOut: true}});
    assert.equal(late.facts.builderError, 'gave no answer in time');
    const killed = await gather({version, inspect: silent});
    assert.equal(killed.facts.builderError, 'was ended by a signal');
    const {facts} = await gather({version});
    assert.match(facts.builderError ?? '', /^spawn .* ENOENT \(could not be started\)$/);
  });

  it('shows no credentials', async () => {
    const {facts} = await gather({version, inspect: failed('cannot reach ssh://me:hunter2@host')});
    assert.equal(facts.builderError, 'cannot reach ssh://***@host (exit code 1)');
  });

  describe('the engine behind load', () => {
    const others = {version, inspect: printed(read('docker-container'))};
    const rows: readonly [answer: Answer, keeps: boolean | undefined][] = [
      [printed('[["driver-type","io.containerd.snapshotter.v1"]]\n'), true],
      [printed('[["Backing Filesystem","extfs"],["Supports d_type","true"]]\n'), false],
      [printed('null\n'), undefined],
      [failed('Cannot connect'), undefined]
    ];
    for (const [answer, keeps] of rows) {
      it(`${keeps === undefined ? 'is unknown' : keeps ? 'keeps' : 'drops'} attestations after ${JSON.stringify(answer.stdout || answer.stderr)}`, async () => {
        const {facts} = await gather(
          {...others, 'info --format {{json .DriverStatus}}': answer},
          {loadNeeded: true}
        );
        assert.equal(facts.loadKeepsAttestations, keeps);
      });
    }

    it('is not asked without need, nor for the docker driver', async () => {
      assert.equal((await gather(others)).asked.length, 2);
      const docker = {version, inspect: printed(read('docker-classic-store'))};
      assert.equal((await gather(docker, {loadNeeded: true})).asked.length, 2);
    });
  });

  it('goes through docker where the plugin does not run', async () => {
    const {run, asked} = script({});
    const through = async (command: readonly string[]) => {
      if (command[0] !== 'docker') return run(command);
      asked.push(command.join(' '));
      return command.at(-1) === 'version'
        ? printed('github.com/docker/buildx v0.36.1 abc')
        : printed(read('remote'));
    };
    const {buildx} = await gatherFacts({env: {HOME: home}, run: through, loadNeeded: false});
    assert.deepEqual(buildx.command, ['docker', 'buildx']);
    assert.equal(buildx.release, '0.36.1');
  });

  it('fails where there is no buildx at all, and says what was tried', async () => {
    await assert.rejects(
      gather({'docker buildx version': failed("docker: 'buildx' is not a docker command.")}),
      (error: unknown) => {
        assert.ok(error instanceof BuildxMissingError);
        assert.equal(error.tried.length, 2);
        assert.match(
          error.message,
          /docker buildx version: docker: 'buildx' is not a docker command\..*docker\/setup-buildx-action/
        );
        return true;
      }
    );
  });

  for (const [text, release] of [
    ['github.com/docker/buildx v0.11.2-desktop.5 f20ec1', '0.11.2'],
    ['github.com/docker/buildx v0.0.0+unknown', undefined],
    ['github.com/docker/buildx 4d4db6a1 4d4db6a1', undefined],
    ['buildx', undefined]
  ] as const) {
    it(`reads release ${release ?? 'unknown'} in ${text}`, async () => {
      const {facts} = await gather({version: printed(text), inspect: failed('')});
      assert.equal(facts.buildx.release, release);
    });
  }
});
