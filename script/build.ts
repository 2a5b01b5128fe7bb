/**
 * Writes dist and the schema of the report, or with `--check` says which files are not what the sources make, or with
 * `--library` writes lib.
 */
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {bundle} from './bundle.ts';
import type {Bundle} from './bundle.ts';
import {buildLibrary} from './library.ts';
import {generateSchema, schemaPath} from './schema.ts';

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

async function readDist(): Promise<Map<string, string>> {
  const names = await readdir(dist).catch(() => []);
  const contents = names.map(async name => [name, await readFile(join(dist, name), 'utf8')] as const);
  return new Map(await Promise.all(contents));
}

/** One line for each file of dist that is missing, superfluous, or other than in this bundle. */
export async function compareDist({files}: Bundle): Promise<string[]> {
  const present = await readDist();
  const names = [...new Set([...files.keys(), ...present.keys()])].sort();

  return names.flatMap(name => {
    if (!present.has(name)) return [`dist/${name} is missing`];
    if (!files.has(name)) return [`dist/${name} is built from nothing`];
    return files.get(name) === present.get(name) ? [] : [`dist/${name} is not what the sources make`];
  });
}

/** One line where the schema's file is missing, or other than this text. */
export async function compareSchema(text: string): Promise<string[]> {
  const present = await readFile(join(root, schemaPath), 'utf8').catch(() => undefined);
  if (present === undefined) return [`${schemaPath} is missing`];
  return present === text ? [] : [`${schemaPath} is not what the types of src/report.ts make`];
}

async function writeDist(): Promise<void> {
  const {files} = await bundle(root);
  await rm(dist, {recursive: true, force: true});
  await mkdir(dist);
  for (const [name, text] of files) {
    await writeFile(join(dist, name), text);
    console.log(`dist/${name} ${String(Math.ceil(Buffer.byteLength(text) / 1024))} KiB`);
  }
}

async function writeSchema(): Promise<void> {
  const text = generateSchema(root);
  await mkdir(dirname(join(root, schemaPath)), {recursive: true});
  await writeFile(join(root, schemaPath), text);
  console.log(`${schemaPath} ${String(Math.ceil(Buffer.byteLength(text) / 1024))} KiB`);
}

async function write(): Promise<void> {
  await writeDist();
  await writeSchema();
}

async function check(): Promise<void> {
  const differences = [
    ...(await compareDist(await bundle(root))),
    ...(await compareSchema(generateSchema(root)))
  ];
  if (differences.length === 0) {
    console.log('dist and schema are what the sources make');
    return;
  }
  console.error([...differences, 'Run script/build and commit what it writes.'].join('\n'));
  process.exitCode = 1;
}

async function main(options: readonly string[]): Promise<void> {
  if (options.includes('--library')) buildLibrary(root);
  else await (options.includes('--check') ? check() : write());
}

if (import.meta.main) await main(process.argv);
