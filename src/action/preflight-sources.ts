/** What of the build is on this machine: its folders, its Dockerfile. Reads, and writes nothing. */
import {open, stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import type {BuildOptions} from '../build/options.ts';
import {listInstructions, runsOnTarget} from '../preflight/dockerfile.ts';
import type {PathFacts, PlanFacts, SourceFacts} from '../preflight/facts.ts';

export interface Sources {
  readonly facts: SourceFacts;
  /** The Dockerfile's text; undefined where it is not here. */
  readonly dockerfile: string | undefined;
}

/** Nothing is here. */
export const NO_SOURCES: Sources = {
  facts: {context: undefined, dockerfile: undefined, buildContexts: [], runsOnTarget: undefined},
  dockerfile: undefined
};

/** Bytes; what a Dockerfile has beyond them is not looked at. */
const DOCKERFILE_LIMIT = 256 * 1024;

/** Looks at the disk, as buildx will, relative to the workspace. */
export async function lookAtSources(
  options: BuildOptions,
  {context}: Pick<PlanFacts, 'context'>,
  workspace: string
): Promise<Sources> {
  const look = async (path: string): Promise<PathFacts> => ({
    path,
    state: await stateOf(resolve(workspace, path))
  });
  const named = listFolders(options).map(async ({name, path}) => ({...(await look(path)), name}));
  if (context?.kind !== 'path') {
    return {
      ...NO_SOURCES,
      facts: {...NO_SOURCES.facts, buildContexts: context === undefined ? [] : await Promise.all(named)}
    };
  }
  const [folder, dockerfile, buildContexts] = await Promise.all([
    look(context.value),
    findDockerfile(options.file ?? join(context.value, 'Dockerfile'), look),
    Promise.all(named)
  ]);
  const text =
    dockerfile?.state === 'file' ? await readStart(resolve(workspace, dockerfile.path)) : undefined;
  const runs = text === undefined ? undefined : runsOnTarget(listInstructions(text));
  return {facts: {context: folder, dockerfile, buildContexts, runsOnTarget: runs}, dockerfile: text};
}

async function stateOf(path: string): Promise<PathFacts['state']> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'unreadable';
  }
}

/** `Dockerfile` may be `dockerfile`, too; one at a URL is not here. */
async function findDockerfile(
  path: string,
  look: (path: string) => Promise<PathFacts>
): Promise<PathFacts | undefined> {
  if (/^[a-z]+:\/\//i.test(path)) return undefined;
  const found = await look(path);
  if (found.state !== 'absent' || !/(?:^|[/\\])Dockerfile$/.test(path)) return found;
  const lower = await look(join(dirname(path), 'dockerfile'));
  return lower.state === 'file' ? lower : found;
}

async function readStart(path: string): Promise<string | undefined> {
  try {
    // A pipe would be waited for.
    if (!(await stat(path)).isFile()) return undefined;
    const file = await open(path);
    try {
      const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(DOCKERFILE_LIMIT)});
      return buffer.subarray(0, bytesRead).toString();
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** An image, a URL, a repository, another target: nothing on this machine. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:\/\/|github\.com\/|[\w.-]+@[\w.-]+:|target:)|\{\{/i;

/** Of `build-contexts`, those that are folders: `NAME=PATH`. */
function listFolders({
  buildContexts
}: BuildOptions): readonly {readonly name: string; readonly path: string}[] {
  const pairs = buildContexts.map(text => {
    const at = text.indexOf('=');
    return {name: text.slice(0, at), path: text.slice(at + 1)};
  });
  return pairs.filter(({path}) => !ELSEWHERE.test(path));
}
