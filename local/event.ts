/** Events as GitHub describes them to a run: payload, ref and what else goes with each. */

export type EventName =
  | 'push'
  | 'pull_request'
  | 'pull_request_target'
  | 'release'
  | 'schedule'
  | 'workflow_dispatch'
  | 'workflow_run';

export const eventNames: readonly EventName[] = [
  'push',
  'pull_request',
  'pull_request_target',
  'release',
  'schedule',
  'workflow_dispatch',
  'workflow_run'
];

export interface EventOptions {
  /** `OWNER/NAME`. */
  readonly repository?: string;
  readonly sha?: string;
  /** Of a push; the branch `main` where absent. */
  readonly ref?: string;
  readonly private?: boolean;
  /** Of a pull request: where its head comes from; the repository itself where absent, null where it is gone. */
  readonly head?: string | null;
}

export interface RunEvent {
  readonly name: EventName;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `GITHUB_*` that goes with it. */
  readonly env: Readonly<Record<string, string>>;
}

const someCommit = '2f4c7e0a9b8d16353f2e1c0b4a59687d7c6b5a40';
const pullRequestNumber = 7;

function describePayload(name: EventName, options: Required<EventOptions>): Record<string, unknown> {
  const {repository, sha, ref, head} = options;
  const pullRequest = {
    number: pullRequestNumber,
    head: {sha, ref: 'change', repo: head === null ? null : {full_name: head, fork: head !== repository}},
    base: {ref: 'main', repo: {full_name: repository}}
  };
  switch (name) {
    case 'push':
      return {ref, after: sha};
    case 'pull_request':
    case 'pull_request_target':
      return {action: 'synchronize', number: pullRequestNumber, pull_request: pullRequest};
    case 'release':
      return {action: 'published', release: {tag_name: ref.replace('refs/tags/', '')}};
    case 'schedule':
      return {schedule: '0 4 * * *'};
    case 'workflow_dispatch':
      return {inputs: {}, ref};
    case 'workflow_run':
      return {
        action: 'completed',
        workflow_run: {head_sha: sha, head_branch: 'change', event: 'pull_request'}
      };
  }
}

/** An event as the runner would hand it to a step. */
export function createEvent(name: EventName, options: EventOptions = {}): RunEvent {
  const repository = options.repository ?? 'octo-org/app';
  const filled: Required<EventOptions> = {
    repository,
    sha: options.sha ?? someCommit,
    ref: options.ref ?? (name === 'release' ? 'refs/tags/v1.0.0' : 'refs/heads/main'),
    private: options.private ?? false,
    head: options.head === undefined ? repository : options.head
  };
  const [owner = '', short = ''] = repository.split('/');
  const about = {
    name: short,
    full_name: repository,
    private: filled.private,
    owner: {login: owner},
    default_branch: 'main'
  };
  const ref = name === 'pull_request' ? `refs/pull/${pullRequestNumber}/merge` : filled.ref;
  const pull = name.startsWith('pull_request') ? {GITHUB_HEAD_REF: 'change', GITHUB_BASE_REF: 'main'} : {};
  return {
    name,
    payload: {...describePayload(name, filled), repository: about, sender: {login: 'octocat'}},
    env: {
      GITHUB_EVENT_NAME: name,
      GITHUB_REPOSITORY: repository,
      GITHUB_REPOSITORY_OWNER: owner,
      GITHUB_SHA: filled.sha,
      GITHUB_REF: ref,
      GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
      GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
      ...pull
    }
  };
}
