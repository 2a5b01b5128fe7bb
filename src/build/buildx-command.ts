/** How buildx is started: its plugin itself, or through docker. Knows where docker looks, runs nothing. */
import {constants} from 'node:fs';
import {access, open, stat} from 'node:fs/promises';
import {isAbsolute, join} from 'node:path';
import type {Command} from './process.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Always right where docker and its plugin are installed; a fifth of a second slower than the plugin itself. */
export const THROUGH_DOCKER: Command = ['docker', 'buildx'];

const PLUGIN = 'docker-buildx';
const SYSTEM_FOLDERS = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'];
/** Bytes of docker's `config.json` that are read; with many credentials it has some thousand. */
const CONFIG_LIMIT = 1_000_000;

/**
 * Returns the plugin that docker itself would run, or `docker buildx` where there is none to be found.
 *
 * Run by itself, the plugin reads `DOCKER_CONFIG`, `DOCKER_HOST`, `DOCKER_CONTEXT` and the context chosen by
 * `docker context use` as docker does. TLS from the environment is a global setting of the docker CLI, so that
 * docker is left to deal with it.
 */
export async function findBuildx(
  env: Environment,
  systemFolders: readonly string[] = SYSTEM_FOLDERS
): Promise<Command> {
  if (Boolean(env['DOCKER_TLS']) || Boolean(env['DOCKER_TLS_VERIFY'])) return THROUGH_DOCKER;
  for (const folder of await listPluginFolders(env, systemFolders)) {
    const path = join(folder, PLUGIN);
    if (await isProgram(path)) return [path];
  }
  return THROUGH_DOCKER;
}

// https://github.com/docker/cli/blob/v28.5.2/cli-plugins/manager/manager.go, getPluginDirs
async function listPluginFolders(
  env: Environment,
  systemFolders: readonly string[]
): Promise<readonly string[]> {
  const personal = env['HOME'] ? [join(env['HOME'], '.docker')] : [];
  const config = env['DOCKER_CONFIG'] || personal[0];
  const chosen = config === undefined ? [] : [config];
  const extra = config === undefined ? [] : await readExtraFolders(join(config, 'config.json'));
  const system = systemFolders.map(folder => join(folder, 'docker'));
  // docker itself passes over the personal folder where another is configured: it is the last resort here.
  const configured = [...chosen, ...system, ...personal].map(folder => join(folder, 'cli-plugins'));
  return [...extra, ...configured];
}

async function readExtraFolders(path: string): Promise<readonly string[]> {
  try {
    const value: unknown = JSON.parse(await readStart(path));
    const folders =
      typeof value === 'object' && value !== null && 'cliPluginsExtraDirs' in value
        ? value.cliPluginsExtraDirs
        : undefined;
    if (!Array.isArray(folders)) return [];
    return folders.filter((folder): folder is string => typeof folder === 'string' && isAbsolute(folder));
  } catch {
    return [];
  }
}

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(CONFIG_LIMIT), 0, CONFIG_LIMIT, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
