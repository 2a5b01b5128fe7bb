/** From src to what scripts import: modules and their types under lib, by tsc. Published with the package, not committed. */
import {execFileSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {join} from 'node:path';

/** The files are there, anew; fails as tsc does. Packages stay packages: whoever installs ours installs them too. */
export function buildLibrary(root: string): void {
  rmSync(join(root, 'lib'), {recursive: true, force: true});
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.library.json'],
    {
      cwd: root,
      stdio: 'inherit'
    }
  );
}
