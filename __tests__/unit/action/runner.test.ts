import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {builderIdOf, defaultContextOf, readRunner} from '../../../src/action/runner.ts';
import type {Runner} from '../../../src/action/runner.ts';

const sha = 'a'.repeat(40);
const env = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: sha,
  GITHUB_REPOSITORY: 'octo-org/app',
  GITHUB_SERVER_URL: 'https://github.example/',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_WORKFLOW: 'ci',
  GITHUB_JOB: 'image',
  GITHUB_WORKSPACE: '/checkout',
  RUNNER_TEMP: '/temp',
  RUNNER_DEBUG: '1'
};

function readWith(event: unknown, changes: Record<string, string> = {}): Runner {
  return readRunner({...env, ...changes}, () => JSON.stringify(event));
}

const base = {id: 1, full_name: 'octo-org/app'};

function pullRequest(repo: unknown): unknown {
  return {pull_request: {number: 7, head: {sha: 'b'.repeat(40), repo}, base: {repo: base}}};
}

describe('readRunner', () => {
  it('returns environment and event', () => {
    assert.deepEqual(readWith({repository: {private: true}}), {
      event: 'push',
      ref: 'refs/heads/main',
      sha,
      repository: 'octo-org/app',
      private: true,
      serverUrl: 'https://github.example',
      runId: '42',
      runAttempt: '3',
      workflow: 'ci',
      job: 'image',
      workspace: '/checkout',
      temp: '/temp',
      debug: true,
      software: {node: process.version},
      actionUrl: undefined,
      pullRequest: undefined,
      triggeringRun: undefined,
      eventProblem: undefined
    });
  });

  it('returns a runner for an empty environment', () => {
    const runner = readRunner({}, () => '{}');
    assert.equal(runner.serverUrl, 'https://github.com');
    assert.equal(readRunner({GITHUB_SERVER_URL: ''}, () => '{}').serverUrl, 'https://github.com');
    assert.equal(runner.runAttempt, '1');
    assert.equal(runner.temp, tmpdir());
    assert.equal(runner.debug, false);
    assert.match(runner.eventProblem ?? '', /GITHUB_EVENT_PATH is not set/);
  });

  it('reads a pull request of the same repository', () => {
    assert.deepEqual(readWith(pullRequest(base)).pullRequest, {
      number: 7,
      fork: false,
      headRepository: 'octo-org/app',
      headSha: 'b'.repeat(40)
    });
  });

  for (const [title, repo, fork] of [
    ['another name is a fork', {id: 2, full_name: 'mallory/app'}, true],
    ['another id under the same name is a fork', {id: 2, full_name: 'octo-org/app'}, true],
    ['the same name in other letters is no fork', {id: 1, full_name: 'Octo-Org/App'}, false],
    ['a name without an id decides alone', {full_name: 'octo-org/app'}, false],
    ['a deleted head repository is a fork', null, true],
    ['a head repository without a name is a fork', {id: 1}, true]
  ] as const) {
    it(title, () => {
      assert.equal(readWith(pullRequest(repo)).pullRequest?.fork, fork);
    });
  }

  it("falls back to the event's repository where the base names none", () => {
    const event = {repository: base, pull_request: {number: 7, head: {repo: base}, base: {}}};
    assert.equal(readWith(event).pullRequest?.fork, false);
  });

  it('counts a pull request without any repository as a fork', () => {
    assert.equal(readWith({pull_request: {number: 7}}).pullRequest?.fork, true);
  });

  it('reads whose run triggered this one', () => {
    const event = {repository: base, workflow_run: {head_repository: {id: 2, full_name: 'mallory/app'}}};
    assert.deepEqual(readWith(event).triggeringRun, {fork: true, headRepository: 'mallory/app'});
    assert.equal(
      readWith({repository: base, workflow_run: {head_repository: base}}).triggeringRun?.fork,
      false
    );
    assert.equal(
      readWith({repository: base, workflow_run: {head_repository: null}}).triggeringRun?.fork,
      true
    );
  });

  for (const [title, content] of [
    ['no JSON', '{"a": hunter2'],
    ['an array', '[]'],
    ['null', 'null']
  ] as const) {
    it(`notes an event file that holds ${title}, without quoting it`, () => {
      const runner = readRunner(env, () => content);
      assert.equal(runner.pullRequest, undefined);
      assert.equal(runner.private, undefined);
      assert.match(runner.eventProblem ?? '', /event file/);
      assert.doesNotMatch(runner.eventProblem ?? '', /hunter2/);
    });
  }

  it('notes an event file that is not there', () => {
    const runner = readRunner({...env, GITHUB_EVENT_PATH: '/nowhere/event.json'});
    assert.match(runner.eventProblem ?? '', /ENOENT/);
  });

  it('reads a real event file, and refuses one larger than any event', () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    try {
      const path = join(folder, 'event.json');
      writeFileSync(path, JSON.stringify(pullRequest(base)));
      assert.equal(readRunner({...env, GITHUB_EVENT_PATH: path}).pullRequest?.number, 7);
      truncateSync(path, 25 * 1024 * 1024 + 1);
      assert.match(readRunner({...env, GITHUB_EVENT_PATH: path}).eventProblem ?? '', /more than an event/);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('ignores fields of the wrong kind', () => {
    const runner = readWith({repository: {private: 'yes'}, pull_request: {number: '7'}, workflow_run: []});
    assert.equal(runner.private, undefined);
    assert.equal(runner.pullRequest, undefined);
    assert.equal(runner.triggeringRun, undefined);
  });
});

describe('builderIdOf', () => {
  it('names the run and its attempt', () => {
    assert.equal(builderIdOf(readWith({})), 'https://github.example/octo-org/app/actions/runs/42/attempts/3');
  });
});

describe('defaultContextOf', () => {
  const onPull = {GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge'};
  const headSwitch = {DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true'};
  const url = 'https://github.example/octo-org/app.git#';

  it('pins the commit of the run', () => {
    assert.equal(defaultContextOf(readWith({}), headSwitch), url + sha);
  });

  it('pins the merge commit of a pull request', () => {
    assert.equal(defaultContextOf(readWith(pullRequest(base), onPull), {}), url + sha);
  });

  it('pins the head commit of a pull request where the switch asks for it', () => {
    assert.equal(defaultContextOf(readWith(pullRequest(base), onPull), headSwitch), url + 'b'.repeat(40));
  });

  it("names the head's ref where the event does not say its commit", () => {
    assert.equal(defaultContextOf(readWith({}, onPull), headSwitch), `${url}refs/pull/7/head`);
  });

  it('names the ref where there is no commit', () => {
    assert.equal(defaultContextOf(readWith({}, {GITHUB_SHA: ''}), {}), `${url}refs/heads/main`);
  });
});
