/** The files of the repository: those that git tracks, and new ones that it does not ignore. */
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** Their paths from the root. Works where the checkout belongs to another user, as in a container. */
export function trackedFiles(): string[] {
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = execFileSync('git', args, {cwd: root, encoding: 'utf8'});
  return output.split('\0').filter(path => path !== '' && existsSync(join(root, path)));
}
