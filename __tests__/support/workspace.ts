/** A checkout for a test: a Dockerfile, what it copies, and one commit. */
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

export interface Workspace {
  readonly path: string;
  /** Of the commit that is checked out. */
  readonly sha: string;
  remove(): void;
}

const DOCKERFILE =
  'FROM scratch\nARG TARGETPLATFORM\nLABEL platform=$TARGETPLATFORM\nCOPY greeting /greeting\n';

/** A committed checkout with these files, bytes as programs; without any, an image of one text file for every platform. */
export function createWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const path = mkdtempSync(join(tmpdir(), 'workspace-'));
  for (const [name, content] of Object.entries({Dockerfile: DOCKERFILE, greeting: 'hello\n', ...files})) {
    mkdirSync(dirname(join(path, name)), {recursive: true});
    writeFileSync(join(path, name), content, {mode: typeof content === 'string' ? 0o644 : 0o755});
  }
  runGit(path, 'init', '--quiet', '--initial-branch=main');
  runGit(path, 'add', '--all');
  runGit(path, 'commit', '--quiet', '--message=first');
  return {
    path,
    sha: runGit(path, 'rev-parse', 'HEAD'),
    remove: () => {
      rmSync(path, {recursive: true, force: true});
    }
  };
}

function runGit(path: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=Octo Cat',
    '-c',
    'user.email=octocat@example.com',
    '-c',
    'commit.gpgsign=false'
  ];
  return execFileSync('git', ['-C', path, ...identity, ...args], {encoding: 'utf8'}).trim();
}
