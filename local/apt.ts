/** apt with folders of its own: reads an archive and downloads from it, and leaves the machine's apt as it is. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Archive} from './apt-sources.ts';
import {runCommand} from './command.ts';
import type {Suite} from './versions.ts';

/** What is needed cannot be had from the archive. */
export class AptError extends Error {
  override readonly name = 'AptError';
}

/** What a download would bring. */
export interface Candidate {
  readonly name: string;
  /** With epoch and revision. */
  readonly version: string;
  readonly architecture: string;
  readonly file: string;
  readonly bytes: number;
}

export interface Apt {
  /** Where downloads go. */
  readonly folder: string;
  update(): Promise<unknown>;
  list(packages: readonly string[]): Promise<readonly Candidate[]>;
  download(packages: readonly string[]): Promise<unknown>;
}

export interface AptOptions {
  readonly folder: string;
  readonly archive: Archive;
  /** Of the machine's own release. */
  readonly codename: string;
  readonly suite: Suite;
  readonly architectures: readonly string[];
}

/** What `apt-get download --print-uris` prints: `'URI' NAME_VERSION_ARCH.deb BYTES HASH`. */
function parseUris(text: string): readonly Candidate[] {
  return [...text.matchAll(/^'[^']*' (([^_\s]+)_([^_\s]+)_([^_\s]+)\.deb) (\d+)/gm)].map(
    ([, file = '', name = '', version = '', architecture = '', bytes]) => ({
      name,
      version: decodeURIComponent(version),
      architecture,
      file,
      bytes: Number(bytes)
    })
  );
}

function formatSources({archive, codename, suite}: AptOptions): string {
  const options = archive.signedBy.length > 0 ? ` [signed-by=${archive.signedBy.join(',')}]` : '';
  const releases = suite.name === undefined ? [codename, `${codename}-updates`] : [suite.name, codename];
  return [...new Set(releases)]
    .map(release => `deb${options} ${archive.uri} ${release} ${suite.components.join(' ')}\n`)
    .join('');
}

/**
 * The machine's own hooks (`APT::Update::Post-Invoke` and the like) must not run, so its configuration is left out,
 * all but how to reach the network.
 */
async function formatConfiguration({folder, architectures}: AptOptions): Promise<string> {
  const acquire = await runCommand(['apt-config', 'dump', 'Acquire']);
  const native = (await runCommand(['dpkg', '--print-architecture'])).trim();
  const settings = {
    'Dir::Etc::main': '/dev/null',
    'Dir::Etc::parts': '/dev/null',
    'Dir::Etc::sourcelist': join(folder, 'apt/sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State': join(folder, 'apt'),
    'Dir::State::status': join(folder, 'apt/status'),
    'Dir::Cache': join(folder, 'apt'),
    'APT::Architecture': native,
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3'
  };
  const lists = [native, ...architectures].map(name => `APT::Architectures:: "${name}";\n`);
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";\n`);
  return `${acquire}\n${lines.join('')}${[...new Set(lists)].join('')}`;
}

/** apt for one suite beside the machine's own release. Its methods throw `CommandError`. */
export async function createApt(options: AptOptions): Promise<Apt> {
  const {folder} = options;
  for (const name of ['lists/partial', 'archives/partial'])
    mkdirSync(join(folder, 'apt', name), {recursive: true});
  writeFileSync(join(folder, 'apt/status'), '');
  writeFileSync(join(folder, 'apt/sources.list'), formatSources(options));
  writeFileSync(join(folder, 'apt/apt.conf'), await formatConfiguration(options));

  const env = {...process.env, APT_CONFIG: join(folder, 'apt/apt.conf'), LC_ALL: 'C'};
  const run = (...args: string[]): Promise<string> =>
    runCommand(['apt-get', '-qq', ...args], {cwd: folder, env});
  return {
    folder,
    update: () => run('update'),
    list: async packages => parseUris(await run('download', '--print-uris', ...packages)),
    download: packages => run('download', ...packages)
  };
}
