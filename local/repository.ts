/** Makes a folder a git repository, so that a build of it has a source commit. */
import {runCommand} from './command.ts';

const IDENTITY = [
  '-c',
  'user.name=sample',
  '-c',
  'user.email=sample@localhost',
  '-c',
  'commit.gpgSign=false'
];

/** The one commit of a new repository in this folder, with everything that is in it. */
export async function commitFolder(folder: string): Promise<string> {
  const git = ['git', '-C', folder, ...IDENTITY] as const;
  await runCommand([...git, 'init', '--quiet', '--initial-branch=main']);
  await runCommand([...git, 'add', '.']);
  await runCommand([...git, 'commit', '--quiet', '--no-verify', '--message=sample']);
  return (await runCommand([...git, 'rev-parse', 'HEAD'])).trim();
}
