/** What the demo builds: the sample, made into a repository of its own, or somebody's folder as it is. */
import {chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {tryCommand} from './command.ts';
import {prepareBase} from './demo-base.ts';
import {DemoOptionsError} from './demo-options.ts';
import type {Engine} from './engine.ts';
import {findBusybox, prepareToolbox} from './packages.ts';
import type {Say} from './packages.ts';
import type {Registry} from './registry.ts';
import {commitFolder} from './repository.ts';
import {imageArchitectures} from './versions.ts';

export interface Source {
  /** Copied into the runner's workspace; undefined where the folder is built in its own place. */
  readonly workspace: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly sha: string | undefined;
}

const sampleFolder = join(import.meta.dirname, 'sample');

/** The sample needs a program for each architecture: Debian's busybox, or a text where there is no Debian. */
async function copyBusybox(folder: string, say: Say): Promise<void> {
  const hasApt = (await tryCommand(['apt-get', '--version'])) !== undefined;
  const toolbox = hasApt ? await prepareToolbox(say) : undefined;
  mkdirSync(join(folder, 'busybox'));
  for (const architecture of imageArchitectures) {
    const program = toolbox && findBusybox(toolbox, architecture);
    const target = join(folder, 'busybox', architecture);
    if (program === undefined) writeFileSync(target, 'busybox would be here.\n');
    else copyFileSync(program, target);
    chmodSync(target, 0o755);
  }
}

/** Makes the sample a git repository with one commit in that folder, which must not be there yet. */
export async function createSample(folder: string, say: Say): Promise<string> {
  cpSync(sampleFolder, folder, {recursive: true});
  await copyBusybox(folder, say);
  return commitFolder(folder);
}

/** A private engine has no network bridge: RUN instructions use the machine's network instead. */
const hostNetwork = {allow: 'network.host', network: 'host'};

/** Throws `DemoOptionsError` where a context was named that is no folder with a Dockerfile. */
export function assertContext(context: string | undefined): void {
  if (context === undefined || existsSync(join(resolve(context), 'Dockerfile'))) return;
  throw new DemoOptionsError(`${resolve(context)} holds no Dockerfile`);
}

/** The folder that was named, or the sample. */
export async function prepareSource(
  context: string | undefined,
  engine: Engine,
  registry: Registry,
  say: Say
): Promise<Source> {
  if (context === undefined) {
    const workspace = join(engine.folder, 'sample');
    const sha = await createSample(workspace, say);
    const base = await prepareBase(engine, registry);
    return {
      workspace,
      sha,
      repository: 'octo-org/sample',
      inputs: {context: '.', 'build-args': `BASE=${base}`}
    };
  }
  const folder = resolve(context);
  const sha = (await tryCommand(['git', '-C', folder, 'rev-parse', 'HEAD']))?.trim();
  const name =
    basename(folder)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'app';
  const network = engine.kind === 'private' ? hostNetwork : {};
  return {workspace: undefined, sha, repository: `octo-org/${name}`, inputs: {context: folder, ...network}};
}
