/** The package as `npm pack` makes it, installed in a project that knows nothing of this repository. */
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Project {
  readonly path: string;
  /** Copies a file of this repository's into the project. */
  add(file: string): void;
  remove(): void;
}

/** A project of ES modules that has the package, and what that depends on from our own `node_modules`. */
export function installPackage(): Project {
  const path = mkdtempSync(join(tmpdir(), 'project-'));
  const own = join(root, 'node_modules');
  const modules = join(path, 'node_modules');
  const installed = join(modules, 'provenance-action');
  mkdirSync(installed, {recursive: true});
  for (const name of readdirSync(own).filter(entry => !entry.startsWith('.')))
    symlinkSync(join(own, name), join(modules, name));
  const env = {PATH: process.env['PATH'], HOME: path};
  const run = (...[file = '', ...args]: readonly string[]): void => {
    execFileSync(file, args, {cwd: root, env, stdio: ['ignore', 'pipe', 'pipe']});
  };
  run('npm', 'pack', '--silent', '--pack-destination', path);
  const [archive = ''] = readdirSync(path).filter(name => name.endsWith('.tgz'));
  run('tar', '-xzf', join(path, archive), '-C', installed, '--strip-components=1');
  writeFileSync(join(path, 'package.json'), JSON.stringify({type: 'module', private: true}));
  return {
    path,
    add: file => {
      cpSync(join(root, file), join(path, file.split('/').at(-1) ?? file));
    },
    remove: () => {
      rmSync(path, {recursive: true, force: true});
    }
  };
}
