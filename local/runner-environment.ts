/** What a step finds when a runner of GitHub's starts it: folders and environment. Starts nothing. */
import {cpSync, mkdirSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import type {RunEvent} from './event.ts';

export interface RunnerFolders {
  readonly workspace: string;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  readonly home: string;
}

/** What a run on GitHub's machines finds in its environment, where nothing else says otherwise. */
export function describeRun(
  folder: string,
  folders: RunnerFolders,
  actionPath: string,
  event: RunEvent
): Record<string, string> {
  const eventPath = join(folder, 'event.json');
  writeFileSync(eventPath, JSON.stringify(event.payload));
  return {
    CI: 'true',
    HOME: folders.home,
    LANG: 'C.UTF-8',
    PATH: process.env['PATH'] ?? '',
    USER: 'runner',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__org_provenance-action',
    GITHUB_ACTION_PATH: actionPath,
    GITHUB_ACTION_REF: 'v1',
    GITHUB_ACTION_REPOSITORY: 'org/provenance-action',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_JOB: 'image',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_REPOSITORY_ID: '74',
    GITHUB_REPOSITORY_OWNER_ID: '65',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1234567890',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'Image',
    GITHUB_WORKFLOW_REF: `${event.env['GITHUB_REPOSITORY']}/.github/workflows/image.yml@${event.env['GITHUB_REF']}`,
    GITHUB_WORKFLOW_SHA: event.env['GITHUB_SHA'] ?? '',
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: `local (${availableParallelism()} cores)`,
    RUNNER_OS: process.platform === 'darwin' ? 'macOS' : 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
    ...event.env
  };
}

/** Fresh folders under that one; a checkout is copied into the workspace. */
export function createRunnerFolders(folder: string, checkout: string | undefined): RunnerFolders {
  const folders = {workspace: join(folder, 'work'), temp: join(folder, 'temp'), home: join(folder, 'home')};
  for (const path of [...Object.values(folders), join(folder, 'tools')]) mkdirSync(path);
  if (checkout !== undefined) cpSync(checkout, folders.workspace, {recursive: true, verbatimSymlinks: true});
  return folders;
}
