import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {resolveRunKind} from '../../../src/action/run-kind.ts';
import {readRunner} from '../../../src/action/runner.ts';
import type {Runner} from '../../../src/action/runner.ts';

const home = {id: 1, full_name: 'octo-org/app'};
const elsewhere = {id: 2, full_name: 'mallory/app'};

function pull(repo: unknown): object {
  return {repository: home, pull_request: {number: 7, head: {repo}, base: {repo: home}}};
}

function triggeredBy(head: unknown): object {
  return {repository: home, workflow_run: {event: 'pull_request', repository: home, head_repository: head}};
}

const push = {repository: home};
const main = 'refs/heads/main';
const merge = 'refs/pull/7/merge';
const dependabot = 'refs/heads/dependabot/npm_and_yarn/x-1.2';

function runnerOf(event: string, ref: string, payload: object, actor = 'octocat'): Runner {
  const env = {
    GITHUB_EVENT_NAME: event,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: home.full_name,
    GITHUB_ACTOR: actor,
    GITHUB_EVENT_PATH: '/event.json'
  };
  return readRunner(env, () => JSON.stringify(payload));
}

type Row = readonly [
  event: string,
  ref: string,
  payload: object,
  dryRun: boolean | undefined,
  pushOnPullRequest: boolean,
  expected: string
];

/** Expected: kind, then `untrusted` and `signs` where they are true, then the source. */
const table: readonly Row[] = [
  ['push', main, push, undefined, false, 'attest signs by default'],
  ['push', main, push, undefined, true, 'attest signs by default'],
  ['push', main, push, true, false, 'dry run by input dry-run'],
  ['push', main, push, false, false, 'attest signs by input dry-run'],
  ['push', 'refs/tags/v1', push, undefined, false, 'attest signs by default'],
  ['release', 'refs/tags/v1', push, undefined, false, 'attest signs by default'],
  ['schedule', main, {}, undefined, false, 'attest signs by default'],
  ['workflow_dispatch', main, push, undefined, false, 'attest signs by default'],
  [
    'merge_group',
    'refs/heads/gh-readonly-queue/main/pr-7-abc',
    push,
    undefined,
    false,
    'attest signs by default'
  ],
  ['issue_comment', main, {...push, issue: {pull_request: {}}}, undefined, false, 'attest signs by default'],

  ['pull_request', merge, pull(home), undefined, false, 'dry run by event pull_request'],
  ['pull_request', main, pull(home), undefined, false, 'dry run by event pull_request'],
  ['pull_request', merge, pull(home), true, true, 'dry run by input dry-run'],
  ['pull_request', merge, pull(home), undefined, true, 'attest by input push-on-pull-request'],
  ['pull_request', merge, pull(home), false, false, 'attest signs by input dry-run'],
  ['pull_request', merge, pull(home), false, true, 'attest by input dry-run'],
  ['pull_request_review', merge, pull(home), undefined, false, `dry run by ref ${merge}`],
  ['pull_request_review', merge, pull(home), undefined, true, 'attest by input push-on-pull-request'],

  ['pull_request', merge, pull(elsewhere), undefined, false, 'dry run untrusted by fork'],
  ['pull_request', merge, pull(elsewhere), false, true, 'dry run untrusted by fork'],
  ['pull_request', merge, pull(elsewhere), true, false, 'dry run untrusted by fork'],
  ['pull_request', merge, pull(null), false, true, 'dry run untrusted by fork'],
  ['pull_request', merge, {}, false, true, 'dry run untrusted by fork'],
  ['pull_request_review', merge, pull(elsewhere), false, true, 'dry run untrusted by fork'],
  ['workflow_dispatch', merge, push, false, true, 'dry run untrusted by fork'],

  [
    'pull_request_target',
    main,
    pull(home),
    undefined,
    false,
    'dry run untrusted by event pull_request_target'
  ],
  ['pull_request_target', main, pull(home), false, false, 'attest untrusted by input dry-run'],
  [
    'pull_request_target',
    main,
    pull(home),
    undefined,
    true,
    'attest untrusted by input push-on-pull-request'
  ],
  ['pull_request_target', main, pull(elsewhere), undefined, false, 'dry run untrusted by fork'],
  ['pull_request_target', main, pull(elsewhere), false, true, 'dry run untrusted by fork'],
  ['pull_request_target', main, pull(null), false, true, 'dry run untrusted by fork'],
  ['pull_request_target', main, {}, false, true, 'dry run untrusted by fork'],

  ['push', dependabot, push, undefined, false, `dry run by ref ${dependabot}`],
  ['push', dependabot, push, undefined, true, `dry run by ref ${dependabot}`],
  ['push', dependabot, push, false, false, 'attest signs by input dry-run'],
  ['push', 'refs/heads/dependabot-tools', push, undefined, false, 'attest signs by default'],

  ['workflow_run', main, triggeredBy(home), undefined, false, 'attest signs by default'],
  ['workflow_run', main, triggeredBy(home), true, false, 'dry run by input dry-run'],
  ['workflow_run', main, triggeredBy(elsewhere), undefined, false, 'dry run untrusted by fork'],
  ['workflow_run', main, triggeredBy(elsewhere), false, true, 'dry run untrusted by fork'],
  ['workflow_run', main, triggeredBy(null), false, true, 'dry run untrusted by fork'],
  ['workflow_run', main, {}, false, true, 'dry run untrusted by fork']
];

describe('resolveRunKind', () => {
  for (const [event, ref, payload, dryRun, pushOnPullRequest, expected] of table) {
    const inputs = `dry-run ${String(dryRun ?? 'auto')}, push-on-pull-request ${String(pushOnPullRequest)}`;
    it(`${event} on ${ref} of ${JSON.stringify(payload)}, ${inputs}: ${expected}`, () => {
      const decision = resolveRunKind({dryRun, pushOnPullRequest}, runnerOf(event, ref, payload));
      const {value, untrusted, maySign, source} = decision;
      const by = source === 'default' ? 'by default' : `by ${source}`;
      assert.equal(
        [value, untrusted ? 'untrusted' : '', maySign ? 'signs' : '', by]
          .filter(word => word !== '')
          .join(' '),
        expected
      );
      assert.equal(decision.skipReason === undefined, value === 'attest');
    });
  }

  it('tells each rule that it looked at, the deciding one last', () => {
    const {trace} = resolveRunKind(
      {dryRun: undefined, pushOnPullRequest: false},
      runnerOf('pull_request', merge, pull(home))
    );
    assert.deepEqual(trace, [
      "another repository's pull request is never published: does not apply",
      'input dry-run: does not apply',
      'input push-on-pull-request: does not apply',
      'a pull request is a dry run: dry run, pull request #7'
    ]);
  });

  for (const [title, runner, reason] of [
    [
      'a fork by its name',
      runnerOf('pull_request', merge, pull(elsewhere)),
      'pull request #7 comes from mallory/app'
    ],
    [
      'a fork that is gone',
      runnerOf('pull_request', merge, pull(null)),
      'pull request #7 comes from a repository that is gone'
    ],
    [
      'the event',
      runnerOf('pull_request_target', main, pull(home)),
      'pull request #7 (by pull_request_target)'
    ],
    [
      'the triggering run',
      runnerOf('workflow_run', main, triggeredBy(elsewhere)),
      'triggered by a run on mallory/app'
    ],
    [
      'the branch',
      runnerOf('push', dependabot, push),
      "the branch dependabot/npm_and_yarn/x-1.2 is Dependabot's"
    ]
  ] as const) {
    it(`names ${title} as the reason`, () => {
      assert.equal(resolveRunKind({dryRun: undefined, pushOnPullRequest: false}, runner).skipReason, reason);
    });
  }

  const inputs = fc.record({
    dryRun: fc.constantFrom(undefined, true, false),
    pushOnPullRequest: fc.boolean()
  });
  const events = fc.constantFrom(
    'push',
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'workflow_run'
  );
  const refs = fc.constantFrom(main, merge, dependabot);

  it('never publishes the work of a fork, whatever the inputs', () => {
    const payloads = fc
      .constantFrom(elsewhere, null, {})
      .map(head => ({...pull(head), ...triggeredBy(head)}));
    fc.assert(
      fc.property(inputs, events, refs, payloads, (run, event, ref, payload) => {
        const decision = resolveRunKind(run, runnerOf(event, ref, payload));
        assert.equal(decision.value, 'dry run');
        assert.equal(decision.maySign, false);
      })
    );
  });

  it('does not ask who started the run', () => {
    const actors = fc.constantFrom('octocat', 'dependabot[bot]', 'renovate[bot]');
    const payloads = fc.constantFrom(push, pull(home), pull(elsewhere), triggeredBy(home));
    fc.assert(
      fc.property(inputs, events, refs, payloads, actors, (run, event, ref, payload, actor) => {
        assert.deepEqual(
          resolveRunKind(run, runnerOf(event, ref, payload, actor)),
          resolveRunKind(run, runnerOf(event, ref, payload))
        );
      })
    );
  });

  it('signs nothing that it does not publish, and nothing untrusted', () => {
    const payloads = fc.constantFrom(push, pull(home), pull(elsewhere), triggeredBy(home), {});
    fc.assert(
      fc.property(inputs, events, refs, payloads, (run, event, ref, payload) => {
        const {value, untrusted, maySign} = resolveRunKind(run, runnerOf(event, ref, payload));
        assert.ok(!maySign || (value === 'attest' && !untrusted));
      })
    );
  });
});
