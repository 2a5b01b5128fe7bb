/** What GitHub's identity tokens say of a run. Knows no cryptography. */

/** https://docs.github.com/en/actions/concepts/security/openid-connect; undefined is left out of the token. */
export type Claims = Record<string, string | number | undefined>;

/** A push to `main` of `octo-org/app`, as the local runner describes it. */
const someRun: Readonly<Record<string, string>> = {
  GITHUB_REPOSITORY: 'octo-org/app',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: '2f4c7e0a9b8d16353f2e1c0b4a59687d7c6b5a40',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_ACTOR: 'octocat',
  GITHUB_WORKFLOW: 'Image',
  GITHUB_RUN_ID: '1234567890',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_REPOSITORY_ID: '74',
  GITHUB_REPOSITORY_OWNER_ID: '65',
  RUNNER_ENVIRONMENT: 'github-hosted'
};

/** Claims of a public repository that agree with a step's environment; what it does not name is a push to `main`. */
export function describeClaims(env: Readonly<Record<string, string | undefined>> = {}): Claims {
  const get = (name: string): string => env[name] ?? someRun[name] ?? '';
  const repository = get('GITHUB_REPOSITORY');
  const ref = get('GITHUB_REF');
  const workflow = env['GITHUB_WORKFLOW_REF'] ?? `${repository}/.github/workflows/image.yml@${ref}`;
  const workflowSha = env['GITHUB_WORKFLOW_SHA'] ?? get('GITHUB_SHA');
  return {
    sub: `repo:${repository}:${get('GITHUB_EVENT_NAME') === 'pull_request' ? 'pull_request' : `ref:${ref}`}`,
    repository,
    repository_owner: repository.split('/')[0],
    repository_id: get('GITHUB_REPOSITORY_ID'),
    repository_owner_id: get('GITHUB_REPOSITORY_OWNER_ID'),
    repository_visibility: 'public',
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha: get('GITHUB_SHA'),
    event_name: get('GITHUB_EVENT_NAME'),
    actor: get('GITHUB_ACTOR'),
    actor_id: '583231',
    base_ref: env['GITHUB_BASE_REF'] ?? '',
    head_ref: env['GITHUB_HEAD_REF'] ?? '',
    workflow: get('GITHUB_WORKFLOW'),
    workflow_ref: workflow,
    workflow_sha: workflowSha,
    job_workflow_ref: workflow,
    job_workflow_sha: workflowSha,
    run_id: get('GITHUB_RUN_ID'),
    run_number: get('GITHUB_RUN_NUMBER'),
    run_attempt: get('GITHUB_RUN_ATTEMPT'),
    runner_environment: get('RUNNER_ENVIRONMENT')
  };
}
