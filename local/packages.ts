/** Debian's and Ubuntu's own packages, unpacked into private folders: none is installed. Knows no package's use. */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {AptError, createApt} from './apt.ts';
import type {Apt, Candidate} from './apt.ts';
import {readAptSources, findArchive} from './apt-sources.ts';
import {runCommand} from './command.ts';
import {endWithProcess} from './run-folder.ts';
import {engineKit, imageArchitectures} from './versions.ts';
import type {Kit, Suite} from './versions.ts';

/** Programs that were unpacked, and where they came from. */
export interface Toolbox {
  /** Absolute: `usr/bin`, `usr/sbin` and the rest are under it. */
  readonly root: string;
  readonly suite: string;
  /** Full versions by package. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Where to say what is being done, a line a time. */
export type Say = (line: string) => void;

const localFolder = join(import.meta.dirname, '..', '.local');

/** `.local` of the project: what is downloaded once and kept between runs. */
export function ensureLocalFolder(): string {
  mkdirSync(localFolder, {recursive: true});
  return localFolder;
}

/** Path of a program in the toolbox; undefined where it has none of that name. */
export function findTool(toolbox: Toolbox, name: string): string | undefined {
  const places = ['usr/bin', 'usr/sbin', 'usr/libexec/docker/cli-plugins', 'usr/lib/docker/cli-plugins'];
  return places.map(place => join(toolbox.root, place, name)).find(path => existsSync(path));
}

/** A static busybox for that architecture (Debian's name of it), to be copied into images; undefined where there is none. */
export function findBusybox(toolbox: Toolbox, architecture: string): string | undefined {
  const places = ['usr/bin/busybox', 'bin/busybox'];
  return places
    .map(place => join(toolbox.root, 'images', architecture, place))
    .find(path => existsSync(path));
}

function readRelease(): {readonly id: string; readonly codename: string} {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? '';
  return {id: field('ID'), codename: field('VERSION_CODENAME')};
}

async function assertRecent(suite: Suite, candidates: readonly Candidate[]): Promise<void> {
  for (const {name, version} of candidates) {
    const minimum = suite.minimum[name] ?? '0';
    const upstream = version.replace(/^\d+:/, '');
    await runCommand(['dpkg', '--compare-versions', upstream, 'ge', minimum]).catch(() => {
      throw new AptError(`${name} ${version} is older than ${minimum}, the least that serves`);
    });
  }
}

async function unpack(
  candidates: readonly Candidate[],
  folder: string,
  root: string,
  say: Say
): Promise<void> {
  for (const {name, version, architecture, file} of candidates) {
    const target = name === 'busybox-static' ? join(root, 'images', architecture) : root;
    say(`unpacking ${name} ${version}${name === 'busybox-static' ? ` for ${architecture}` : ''}`);
    mkdirSync(target, {recursive: true});
    await runCommand(['dpkg', '-x', join(folder, file), target]);
    rmSync(join(folder, file));
  }
}

function listPackages(suite: Suite, kit: Kit, codename: string): readonly string[] {
  const pick = (name: string, release: string): string =>
    suite.name === undefined ? name : `${name}/${release}`;
  const wanted = Object.keys(suite.minimum)
    .flatMap(name =>
      name === 'busybox-static' ? imageArchitectures.map(architecture => `${name}:${architecture}`) : [name]
    )
    .map(name => pick(name, suite.name ?? codename));
  return [...wanted, ...kit.own.map(name => pick(name, codename))];
}

async function fetchSuite(
  suite: Suite,
  kit: Kit,
  apt: Apt,
  codename: string,
  root: string,
  say: Say
): Promise<Toolbox> {
  const packages = listPackages(suite, kit, codename);
  say(`reading the package lists of ${suite.name ?? codename}`);
  await apt.update();
  const candidates = await apt.list(packages);
  await assertRecent(suite, candidates);

  const megabytes = candidates.reduce((sum, {bytes}) => sum + bytes, 0) / 1e6;
  say(`downloading ${candidates.length} packages, ${megabytes.toFixed(0)} MB`);
  await apt.download(packages);
  await unpack(candidates, apt.folder, root, say);
  rmSync(join(root, 'usr/share'), {recursive: true, force: true});
  const versions = Object.fromEntries(candidates.map(({name, version}) => [name, version]));
  return {root, suite: suite.name ?? codename, versions};
}

async function fetchToolbox(kit: Kit, say: Say): Promise<Toolbox> {
  const {id, codename} = readRelease();
  const archive = findArchive(readAptSources(), codename, id);
  const choices = kit.suites[id];
  if (archive === undefined || choices === undefined) {
    throw new AptError(kit.elsewhere);
  }
  const refusals: string[] = [];
  for (const suite of choices) {
    const folder = mkdtempSync(join(ensureLocalFolder(), 'fetch-'));
    const discard = endWithProcess(() => rmSync(folder, {recursive: true, force: true}));
    try {
      const apt = await createApt({folder, archive, codename, suite, architectures: imageArchitectures});
      return await fetchSuite(suite, kit, apt, codename, join(folder, 'root'), say);
    } catch (error) {
      discard();
      refusals.push(`${suite.name ?? codename}: ${error instanceof Error ? error.message : String(error)}`);
      say(`${refusals.at(-1)}`);
    }
  }
  throw new AptError(`no suite offers what is needed (local/versions.ts says what):\n${refusals.join('\n')}`);
}

/**
 * The unpacked packages, fetched when they are not there yet, or when `versions.ts` has changed. apt checks the
 * archive's signatures with the keys that this machine trusts.
 */
export async function prepareToolbox(say: Say, kit: Kit = engineKit): Promise<Toolbox> {
  const wanted = createHash('sha256').update(
    JSON.stringify([kit.suites, kit.own, imageArchitectures, process.arch])
  );
  const home = join(ensureLocalFolder(), `packages-${wanted.digest('hex').slice(0, 12)}`);
  const record = join(home, 'packages.json');
  if (!existsSync(record)) {
    const {root, ...rest} = await fetchToolbox(kit, say);
    const fetched = join(root, '..');
    rmSync(join(fetched, 'apt'), {recursive: true, force: true});
    writeFileSync(join(fetched, 'packages.json'), `${JSON.stringify(rest, null, 2)}\n`);
    if (existsSync(home)) rmSync(fetched, {recursive: true, force: true});
    else renameSync(fetched, home);
  }
  const {suite, versions} = JSON.parse(readFileSync(record, 'utf8')) as Omit<Toolbox, 'root'>;
  return {root: join(home, 'root'), suite, versions};
}
