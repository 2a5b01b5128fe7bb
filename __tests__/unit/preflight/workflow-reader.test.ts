import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readWorkflow} from '../../../src/preflight/workflow-reader.ts';
import {WorkflowError} from '../../../src/preflight/workflow.ts';
import type {Permissions} from '../../../src/preflight/workflow.ts';

const read = (text: string) => readWorkflow(text, '.github/workflows/image.yml');

const scopesOf = (permissions: Permissions | null | undefined) =>
  permissions?.kind === 'listed'
    ? Object.fromEntries([...permissions.scopes].map(([key, {text}]) => [key, text]))
    : permissions?.kind;

const ordinary = `# builds the image
name: image
on:
  push:
    branches: [main]
  pull_request:

env:
  REGISTRY: ghcr.io

permissions:
  contents: read

jobs:
  image:
    name: image of \${{ matrix.platform }}
    strategy:
      matrix: {platform: [linux/amd64, linux/arm64]}
    runs-on: ubuntu-24.04
    permissions:
      contents: read
      packages: write # to push
    env: {A: 1}
    steps:
      - uses: actions/checkout@v5

      # the image
      - name: Build
        id: build
        if: always()
        uses: org/provenance-action@v1 # pinned later
        with:
          push: true
          tags: |
            ghcr.io/o/i:1
            ghcr.io/o/i:2
          provenance: 'mode=max'
        env:
          B: "2"
      - run: echo 1
  call:
    uses: ./.github/workflows/other.yml
    permissions: write-all
`;

describe('readWorkflow', () => {
  it('reads events, permissions, jobs and steps with their lines', () => {
    const workflow = read(ordinary);
    assert.deepEqual(workflow.on, ['push', 'pull_request']);
    assert.equal(workflow.env.get('REGISTRY')?.text, 'ghcr.io');
    assert.deepEqual(scopesOf(workflow.permissions), {contents: 'read'});
    assert.equal(workflow.permissions?.line, 11);
    assert.deepEqual([...workflow.jobs.keys()], ['image', 'call']);
    const image = workflow.jobs.get('image')!;
    assert.equal(image.line, 15);
    assert.deepEqual(scopesOf(image.permissions), {contents: 'read', packages: 'write'});
    assert.equal(image.permissions?.line, 20);
    assert.equal(image.env.get('A')?.text, '1');
    assert.deepEqual(
      image.steps.map(({line, endLine}) => [line, endLine]),
      [
        [25, 25],
        [28, 39],
        [40, 40]
      ]
    );
    const step = image.steps[1]!;
    assert.equal(step.name, 'Build');
    assert.equal(step.id, 'build');
    assert.equal(step.if?.text, 'always()');
    assert.deepEqual([step.uses?.text, step.uses?.line], ['org/provenance-action@v1', 31]);
    assert.equal(step.with.get('push')?.text, 'true');
    assert.equal(step.with.get('push')?.line, 33);
    assert.match(step.with.get('tags')?.text ?? '', /i:2/);
    assert.equal(step.with.get('tags')?.replaceable, false);
    assert.equal(step.with.get('provenance')?.text, 'mode=max');
    assert.equal(step.env.get('B')?.text, '2');
    assert.equal(image.steps[2]?.run, 'echo 1');
    const call = workflow.jobs.get('call')!;
    assert.equal(call.uses?.text, './.github/workflows/other.yml');
    assert.deepEqual(call.permissions?.kind === 'all' && call.permissions.level, 'write');
    assert.deepEqual(call.steps, []);
  });

  it('reads the same from Windows line ends, on the same lines', () => {
    const windows = read(ordinary.replaceAll('\n', '\r\n'));
    assert.equal(windows.jobs.get('image')?.permissions?.line, 20);
    assert.equal(windows.jobs.get('image')?.steps[1]?.with.get('push')?.text, 'true');
    assert.equal(read(`\ufeff${ordinary}`).jobs.get('image')?.line, 15);
  });

  it('tells permissions that are not stated from those that are empty', () => {
    const of = (text: string) => read(`${text}jobs: {a: {steps: []}}\n`).permissions;
    assert.equal(of(''), null);
    assert.deepEqual(scopesOf(of('permissions: {}\n')), {});
    assert.deepEqual(scopesOf(of('permissions:\n')), {});
    assert.equal(scopesOf(of('permissions: read-all\n')), 'all');
    assert.equal(scopesOf(of('permissions: ${{ vars.PERMISSIONS }}\n')), 'unclear');
    assert.equal(scopesOf(of('permissions: [a]\n')), 'unclear');
  });

  it('reads events as a word, a list or a mapping, and `on` as a word', () => {
    const of = (on: string) => read(`${on}\njobs: {a: {}}\n`).on;
    assert.deepEqual(of('on: push'), ['push']);
    assert.deepEqual(of('on: [push, pull_request]'), ['push', 'pull_request']);
    assert.deepEqual(of('"on":\n  workflow_call:'), ['workflow_call']);
    assert.deepEqual(of('%YAML 1.1\n---\non: push'), ['push']);
  });

  it('follows anchors, and marks what they share', () => {
    const {jobs} = read(`
jobs:
  a: &job
    permissions: &permissions {contents: read}
    steps: &steps
      - &login {uses: docker/login-action@v4}
      - *login
  b: *job
  c:
    permissions: *permissions
    steps: *steps
  d: {steps: [uses: x/y@v1]}
`);
    for (const id of ['a', 'b', 'c']) {
      const job = jobs.get(id)!;
      assert.deepEqual(scopesOf(job.permissions), {contents: 'read'}, id);
      assert.equal(job.permissions?.block.shared, true, id);
      assert.deepEqual(
        job.steps.map(({uses, block}) => [uses?.text, block.shared]),
        [
          ['docker/login-action@v4', true],
          ['docker/login-action@v4', true]
        ],
        id
      );
    }
    assert.equal(jobs.get('d')?.steps[0]?.block.shared, false);
    assert.equal(jobs.get('d')?.steps[0]?.dash, undefined);
  });

  it('knows no merge keys, as GitHub knows none', () => {
    const {jobs} = read('jobs:\n  a: &a {uses: x}\n  b: {<<: *a}\n');
    assert.equal(jobs.get('b')?.uses, undefined);
  });
});

describe('a text that is no workflow', () => {
  const refuse = (text: string, message: RegExp, line?: number) =>
    assert.throws(
      () => read(text),
      (error: unknown) => {
        assert.ok(error instanceof WorkflowError, String(error));
        assert.match(error.message, message);
        assert.equal(error.line, line);
        return true;
      }
    );

  it('is refused with its line, and not quoted', () => {
    refuse('jobs:\n  a:\n\tsteps: []\n', /not YAML \(TAB_AS_INDENT/, 3);
    refuse('jobs: {a: secret-word', /^The file is not YAML \([A-Z_]+\)\.$/, 1);
    refuse('a: 1\n---\njobs: {}\n', /not YAML \(MULTIPLE_DOCS/, 2);
    refuse('jobs:\n  a: {}\n  a: {}\n', /same key twice/, 3);
    refuse('jobs: {a: {steps: [{uses: a, uses: b}]}}', /same key twice/, 1);
    refuse(`jobs: ${'['.repeat(10_000)}`, /not YAML \(RESOURCE_EXHAUSTION/, 1);
  });

  it('is refused without a line where none is to blame', () => {
    refuse('', /no jobs/);
    refuse('- 1\n', /no jobs/);
    refuse('jobs: 1\n', /no jobs/);
    refuse(`jobs:${' '.repeat(256 * 1024)}`, /more than/);
  });
});

describe('hostile YAML', () => {
  const within = (milliseconds: number, action: () => void) => {
    const {user, system} = process.cpuUsage();
    action();
    const spent = process.cpuUsage({user, system});
    assert.ok((spent.user + spent.system) / 1000 < milliseconds, `${(spent.user + spent.system) / 1000} ms`);
  };
  const tolerate = (text: string) =>
    within(1500, () => {
      try {
        read(text.slice(0, 256 * 1024));
      } catch (error) {
        assert.ok(error instanceof WorkflowError, String(error));
      }
    });

  it('costs no more than its length, whatever it repeats', () => {
    const lines = (count: number, of: (at: number) => string) =>
      Array.from({length: count}, (_, at) => of(at)).join('');
    tolerate(
      `a0: &a0 [x]\n${lines(60, at => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`)}jobs: {a: {env: {A: *a60}, steps: *a60}}\n`
    );
    tolerate(
      `x: &s\n${lines(4000, () => '- uses: a/b@v1\n')}jobs:\n${lines(4000, at => `  j${at}: {steps: *s}\n`)}`
    );
    tolerate(
      `x: &w\n${lines(4000, at => ` k${at}: v\n`)}jobs:\n a:\n  steps:\n${lines(4000, () => '  - {uses: a, with: *w}\n')}`
    );
    tolerate(`x: &j\n${lines(4000, at => ` k${at}: v\n`)}jobs:\n${lines(4000, at => ` j${at}: *j\n`)}`);
    tolerate(`jobs:\n${lines(10_000, at => ` j${at}:\n`)}`);
    tolerate(`jobs: &a {a: *a}\n`);
    tolerate(`jobs: &a\n  a: &b\n    steps: &c [*a, *b, *c]\n`);
  });

  it('costs no more than its length, however it is written', () => {
    for (const piece of [
      '- ',
      '? ',
      '{',
      '[',
      '{a: ',
      '- - ',
      '# c\n',
      '\n',
      'a: b\n\t',
      '"',
      "'",
      '|\n',
      '!a ',
      '&a ',
      '*a ',
      ': ',
      '%a\n',
      '---\n',
      '- a\n-',
      ' '
    ]) {
      tolerate(`jobs: ${piece.repeat(2000)}`);
      tolerate(`jobs:\n ${piece.repeat(500)}`);
    }
  });

  it('reaches no prototype', () => {
    const {jobs} = read(
      'jobs:\n  __proto__: {steps: [{uses: a, with: {__proto__: {x: 1}, constructor: y}}]}\n  constructor: {permissions: {__proto__: write}}\n'
    );
    assert.deepEqual([...jobs.keys()], ['__proto__', 'constructor']);
    assert.deepEqual([...(jobs.get('__proto__')?.steps[0]?.with.keys() ?? [])], ['constructor']);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });
});
