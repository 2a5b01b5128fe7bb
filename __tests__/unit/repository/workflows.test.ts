import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {parse} from 'yaml';
import {root} from './tracked.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly name?: string;
  readonly needs?: readonly string[];
  readonly permissions?: object;
  readonly 'timeout-minutes'?: number;
  readonly container?: {readonly image: string};
  readonly services?: Readonly<Record<string, {readonly image: string}>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: object;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const places = globSync('.github/workflows/*.yml', {cwd: root}).sort();

for (const place of places) {
  const text = readFileSync(join(root, place), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  describe(place, () => {
    it('pins every action by commit, and says which version that is', () => {
      const uses = text.match(/^\s*(?:- )?uses: .*$/gm) ?? [];
      const foreign = uses.filter(line => !/uses: \.\/\s*$/.test(line));
      for (const line of foreign)
        assert.match(line, /uses: [\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    it('pins every image by digest', () => {
      const images = jobs.flatMap(([, {container, services}]) => [
        ...(container === undefined ? [] : [container.image]),
        ...Object.values(services ?? {}).map(({image}) => image)
      ]);
      for (const image of images) assert.match(image, /@sha256:[0-9a-f]{64}$/);
    });

    it('grants nothing by default, and each job what it needs, with the reason', () => {
      assert.deepEqual(workflow.permissions, {});
      for (const [id, {permissions}] of jobs) assert.notEqual(permissions, undefined, id);
      const grants = text.match(/^\s+[\w-]+: (?:read|write)\b.*$/gm) ?? [];
      for (const grant of grants) assert.match(grant, /: (?:read|write) # \w/);
    });

    it('leaves no credentials in the checkout', () => {
      const checkouts = steps.filter(({uses}) => uses?.startsWith('actions/checkout@'));
      for (const step of checkouts) assert.equal(step.with?.['persist-credentials'], false);
    });

    it('expands no expression inside a script', () => {
      for (const {run} of steps) assert.ok(run?.includes('${{') !== true, run);
    });

    it('ends: every job has a time limit and a name, and an older run gives way', () => {
      assert.notEqual(workflow.concurrency, undefined);
      for (const [id, job] of jobs) {
        assert.ok((job['timeout-minutes'] ?? Infinity) <= 30, id);
        assert.ok(job.name !== undefined, id);
      }
    });

    it('is not started by events that run the code of others with our rights', () => {
      assert.doesNotMatch(text, /^\s+(?:pull_request_target|workflow_run|issue_comment):/m);
    });
  });
}

describe('the workflow ci', () => {
  const {jobs} = parse(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')) as Workflow;

  it('runs what .ci/run runs', () => {
    assert.ok(jobs['test']?.steps.some(({run}) => run === '.ci/run'));
  });

  it('uses the action itself', () => {
    assert.ok(jobs['use']?.steps.some(({uses}) => uses === './'));
  });

  it('has one job that needs all the others', () => {
    const others = Object.keys(jobs).filter(id => id !== 'passed');
    assert.deepEqual([...(jobs['passed']?.needs ?? [])].sort(), others.sort());
  });
});
