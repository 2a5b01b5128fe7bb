import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readWorkflow} from '../../../src/preflight/workflow-reader.ts';
import {locateStep, nameSteps} from '../../../src/preflight/workflow-step.ts';
import type {RunningStep} from '../../../src/preflight/workflow-step.ts';

const read = (text: string, name = 'image') => readWorkflow(text, `.github/workflows/${name}.yml`);
const running = (changes: Partial<RunningStep> = {}): RunningStep => ({
  job: 'image',
  step: '__org_provenance-action',
  repository: 'org/provenance-action',
  ...changes
});

const job = (steps: string) =>
  `jobs:\n  image:\n    name: "\${{ matrix.a }}"\n    strategy: {matrix: {a: [1, 2]}}\n    steps:\n${steps}`;
const line = (text: string, changes?: Partial<RunningStep>) => {
  const {step, certain} = locateStep(read(text), running(changes));
  return [step?.line, certain];
};

describe('locateStep', () => {
  it('finds the only step that uses the action, by whatever case, part or reference', () => {
    for (const uses of [
      'org/provenance-action@v1',
      'Org/Provenance-Action/verify@main',
      'org/provenance-action@0123'
    ]) {
      assert.deepEqual(line(job(`      - run: x\n      - uses: ${uses}\n`)), [7, true], uses);
    }
    assert.deepEqual(line(job('      - uses: org/provenance-action-2@v1\n')), [undefined, false]);
  });

  it('tells several uses apart by id, or by the name that GitHub makes', () => {
    const text = job(
      '      - uses: org/provenance-action@v1\n' +
        '      - uses: org/provenance-action/verify@v1\n        id: Check\n' +
        '      - uses: org/provenance-action@v1\n'
    );
    assert.deepEqual(line(text), [6, true]);
    assert.deepEqual(line(text, {step: 'Check'}), [7, true]);
    assert.deepEqual(line(text, {step: '__org_provenance-action_2'}), [9, true]);
    assert.deepEqual(line(text, {step: '__org_provenance-action_7'}), [6, false]);
  });

  it('finds an action by path', () => {
    const text = job('      - uses: ./other\n      - uses: ./\n');
    assert.deepEqual(line(text, {repository: '', step: '__self_2'}), [7, true]);
  });

  it('says that a composite action may hold the step', () => {
    const located = locateStep(read(job('      - uses: org/release@v1\n')), running());
    assert.equal(located.place?.job.id, 'image');
    assert.equal(located.step, undefined);
    assert.match(located.reason ?? '', /an action that it uses/);
  });

  it('says that a job is not there', () => {
    const {place, caller, reason} = locateStep(read(job('      - run: x\n')), running({job: 'other'}));
    assert.deepEqual([place, caller], [undefined, undefined]);
    assert.match(reason ?? '', /no job of this name/);
  });
});

describe('a step in a reusable workflow', () => {
  const caller = read('jobs:\n  image:\n    uses: ./.github/workflows/called.yml\n  test:\n    steps: []\n');
  const called = read(
    'on: workflow_call\njobs:\n  image:\n    steps:\n      - uses: org/provenance-action@v1\n',
    'called'
  );

  it('has the permissions of the job that calls it', () => {
    const {caller: from, place, reason} = locateStep(caller, running({job: 'build'}));
    assert.equal(from?.job?.id, 'image');
    assert.equal(place, undefined);
    assert.match(reason ?? '', /permissions come from the job that calls it/);
  });

  it('is found in the called file where the checkout has it', () => {
    const files = new Map([['./.github/workflows/called.yml', called]]);
    const {caller: from, place, step, reason} = locateStep(caller, running(), files);
    assert.equal(from?.job?.id, 'image');
    assert.equal(place?.workflow.file, '.github/workflows/called.yml');
    assert.equal(step?.line, 5);
    assert.equal(reason, undefined);
  });

  it('has no caller of a name where several jobs call', () => {
    const two =
      'jobs:\n  a:\n    uses: ./.github/workflows/called.yml\n  b:\n    uses: ./.github/workflows/called.yml\n';
    assert.equal(locateStep(read(two), running()).caller?.job, undefined);
    const files = new Map([['./.github/workflows/called.yml', called]]);
    const located = locateStep(read(two), running(), files);
    assert.equal(located.caller?.job, undefined);
    assert.equal(located.step?.line, 5);
  });
});

describe('nameSteps', () => {
  it('names steps as GitHub does', () => {
    const {jobs} = read(
      job(
        '      - run: a\n      - run: b\n      - run: c\n        id: __run_3\n      - run: d\n' +
          '      - uses: Docker/login-action/x@v4\n      - uses: ./a\n      - uses: docker://alpine:3\n'
      )
    );
    assert.deepEqual(nameSteps(jobs.get('image')!.steps), [
      '__run',
      '__run_2',
      '__run_3',
      '__run_4',
      '__docker_login-action',
      '__self',
      '__alpine_3'
    ]);
  });
});
