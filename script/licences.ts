/** The licences of what is bundled, from the bundler's own account of what it put in. */
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Metafile} from 'esbuild';

export interface Package {
  readonly name: string;
  /** Its folder, as far as the given path says: `node_modules/@actions/core`. */
  readonly folder: string;
}

interface Licence {
  readonly title: string;
  readonly text: string;
}

/** The package that a file belongs to: the innermost `node_modules`; undefined for a file of our own. */
export function packageOf(path: string): Package | undefined {
  const match = /^(.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path.replaceAll('\\', '/'));
  const [, folder, name] = match ?? [];
  return folder === undefined || name === undefined ? undefined : {name, folder};
}

/** The packages of which at least one byte is in the bundle, in order of their folders. */
export function bundledPackages(metafile: Metafile): Package[] {
  const packages = new Map<string, Package>();
  for (const {inputs} of Object.values(metafile.outputs)) {
    for (const [path, {bytesInOutput}] of Object.entries(inputs)) {
      const found = bytesInOutput > 0 ? packageOf(path) : undefined;
      if (found !== undefined) packages.set(found.folder, found);
    }
  }
  return [...packages.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly author?: string | {readonly name: string};
}

/** The texts of licences that packages name without bringing them along, by SPDX's identifiers. */
const standardTexts: Readonly<Record<string, string>> = {
  'Apache-2.0': '../LICENSE',
  ISC: 'licence-texts/ISC.txt',
  MIT: 'licence-texts/MIT.txt'
};

async function readStandardText(folder: string, {license = '', author}: Manifest): Promise<string> {
  const file = standardTexts[license];
  if (file === undefined) throw new Error(`${folder} is bundled, but has no licence file to go with it`);
  const text = (await readFile(join(import.meta.dirname, file), 'utf8')).trim();
  const holder =
    typeof author === 'object' ? author.name : (author ?? 'the authors').replace(/ *[<(].*$/, '');
  return `Copyright (c) ${holder}\n\n${text}`;
}

async function readLicence(root: string, {name, folder}: Package): Promise<Licence> {
  const path = join(root, folder);
  const manifest = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Manifest;
  const files = (await readdir(path)).filter(file => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts =
    files.length === 0
      ? [await readStandardText(folder, manifest)]
      : await Promise.all(files.map(async file => (await readFile(join(path, file), 'utf8')).trim()));
  return {
    title: `${name} ${manifest.version} (${manifest.license ?? 'see below'})`,
    text: texts.join('\n\n').replaceAll('\r\n', '\n')
  };
}

/** Name, version and licence text of every bundled package. Throws where a package brings no text and names none. */
export async function writeLicences(root: string, metafile: Metafile): Promise<string> {
  const licences = await Promise.all(bundledPackages(metafile).map(found => readLicence(root, found)));
  const sections = new Map(licences.map(({title, text}) => [title, text]));

  const rule = '-'.repeat(80);
  const parts = [...sections].map(([title, text]) => `${rule}\n${title}\n${rule}\n\n${text}\n`);
  return ['The bundles in this folder contain the following third-party software.\n', ...parts].join('\n');
}
