/** Engine and registry of a demo that outlive it, until they are stopped. */
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {results, sayTitle, showPath, trustedRoot} from './demo-results.ts';
import type {Engine} from './engine.ts';
import {endRemains} from './leftovers.ts';
import type {Remains} from './leftovers.ts';
import {ensureLocalFolder} from './packages.ts';
import type {Registry} from './registry.ts';
import {keepEverything, keepRunFolder} from './run-folder.ts';

const keptFile = join(ensureLocalFolder(), 'kept.json');

export function isKept(): boolean {
  return existsSync(keptFile);
}

/** Engine and registry outlive this process, and nothing else does. */
export function keepRunning(engine: Engine, registry: Registry): void {
  const remains: readonly Remains[] = [registry.remains, engine.remains];
  for (const {folder} of remains) keepRunFolder(folder);
  writeFileSync(keptFile, JSON.stringify(remains));
  keepEverything();
  sayTitle('Left running');
  const variables = Object.entries(engine.env).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`
  );
  const envFile = join(results, 'env.sh');
  writeFileSync(envFile, `${variables.join('\n')}\n`);
  console.log(`Registry: ${registry.url} (${registry.url}/v2/_catalog lists what it holds)`);
  console.log(`Engine:   . ${showPath(envFile)}; then docker and docker buildx use it`);
  console.log(`Sigstore: gone with the step; what it signed is verified with ${showPath(trustedRoot)}`);
  console.log(`Stop:     script/demo --stop`);
}

/** Nothing is left of what was kept; false where nothing was. */
export function stopKept(): boolean {
  if (!isKept()) return false;
  for (const remains of JSON.parse(readFileSync(keptFile, 'utf8')) as readonly Remains[]) endRemains(remains);
  rmSync(keptFile);
  return true;
}
