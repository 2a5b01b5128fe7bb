/** The secrets that this run knows, and what its build will publish. Holds both only for as long as they are compared. */
import {open as openFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join, resolve} from 'node:path';
import type {BuildOptions} from '../build/options.ts';
import type {Credentials} from '../oci/credentials.ts';
import {isObject, parseJson} from '../oci/json.ts';
import type {JsonObject} from '../oci/json.ts';
import {isSecretName} from '../preflight/secret-name.ts';
import {looksRandom} from '../preflight/secret-value.ts';
import type {KnownSecret} from '../preflight/secret-sightings.ts';
import type {Logins} from './preflight-registries.ts';

export interface KnownOptions {
  readonly options: BuildOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly workspace: string;
  readonly config: DockerConfig;
  readonly logins: Logins;
}

export interface Known {
  readonly secrets: readonly KnownSecret[];
  /** What could not be read, by the name of its input. */
  readonly unread: readonly string[];
}

/** Inputs, tokens of the runner, docker's logins, and variables whose names say so. */
export async function listKnownSecrets({
  options,
  env,
  workspace,
  config,
  logins
}: KnownOptions): Promise<Known> {
  const [files, found] = await Promise.all([
    Promise.all(options.secretFiles.map(({key, value}) => readSecretFile(key, resolve(workspace, value)))),
    Promise.all([...logins].map(([registry, login]) => describeLogin(registry, login)))
  ]);
  const secrets: readonly KnownSecret[] = [
    ...options.secrets.map(({key, value}) => ({name: `input secrets: ${key}`, value})),
    ...options.secretEnvs.map(({key, value}) => ({
      name: `input secret-envs: ${key}`,
      value: env[value] ?? ''
    })),
    ...files.flatMap(({secrets}) => secrets),
    ...(options.githubToken === undefined ? [] : [{name: 'input github-token', value: options.githubToken}]),
    ...TOKENS.map(name => ({name: `variable ${name}`, value: env[name] ?? ''})),
    ...listAuths(config.auths),
    ...found.flat(),
    ...listVariables(env)
  ];
  const known = listPublicValues(env);
  return {
    secrets: secrets.filter(({value}) => !known.has(value)),
    unread: files.flatMap(({unread}) => unread)
  };
}

/** What everybody sees of a run is no secret, though it was given as one: the owner's name, the commit. */
function listPublicValues(env: NodeJS.ProcessEnv): ReadonlySet<string> {
  const names = Object.keys(env).filter(name => /^(?:GITHUB|RUNNER)_/.test(name) && !isSecretName(name));
  return new Set(names.map(name => env[name] ?? ''));
}

/** The runner's own, whatever their names. */
const TOKENS = ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'DOCKER_AUTH_CONFIG'];

const VARIABLES_LIMIT = 500;
const VALUE_LIMIT = 64 * 1024;

/** Inputs are looked at by what they mean; state is our own. */
function listVariables(env: NodeJS.ProcessEnv): readonly KnownSecret[] {
  return Object.entries(env)
    .filter(([name, value = '']) => {
      return (
        value !== '' && value.length <= VALUE_LIMIT && !/^(?:INPUT|STATE)_/i.test(name) && isSecretName(name)
      );
    })
    .slice(0, VARIABLES_LIMIT)
    .map(([name, value = '']) => ({name: `variable ${name}`, value, guessed: true}));
}

const FILE_LIMIT = 64 * 1024;

async function readSecretFile(key: string, path: string): Promise<Known> {
  const name = `input secret-files: ${key}`;
  const text = await readStart(path, FILE_LIMIT);
  if (text === undefined) return {secrets: [], unread: [name]};
  return {secrets: splitSecretFile(text).map(value => ({name, value})), unread: []};
}

/**
 * The whole file, and what looks like a secret in a file that holds other things too: `.npmrc`, `.netrc`, `.env`. Of
 * a key in PEM, the whole alone: its lines are looked for anyway.
 */
export function splitSecretFile(text: string): readonly string[] {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length === 1 || text.includes('-----BEGIN '))
    return [text, ...listValues(lines.length === 1 ? lines : [])];
  return [text, ...listValues(lines)];
}

function listValues(lines: readonly string[]): readonly string[] {
  return lines.flatMap(line => line.split(/[\s="',:]+/)).filter(looksRandom);
}

async function readStart(path: string, limit: number): Promise<string | undefined> {
  try {
    const file = await openFile(path);
    try {
      if (!(await file.stat()).isFile()) return undefined;
      const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(limit)});
      return buffer.subarray(0, bytesRead).toString();
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function describeLogin(
  registry: string,
  login: Promise<Credentials | undefined>
): Promise<readonly KnownSecret[]> {
  const {password, identityToken, registryToken} = (await login.catch(() => undefined)) ?? {};
  const values = [password, identityToken, registryToken].flatMap(value => value ?? []);
  return values.map(value => ({name: `docker's login to ${registry}`, value}));
}

/** What docker's configuration says, of which only this much matters here. */
export interface DockerConfig {
  readonly auths: JsonObject;
  /** By the name of the build argument: `HTTP_PROXY`. */
  readonly proxies: Readonly<Record<string, string>>;
}

const CONFIG_LIMIT = 1024 * 1024;
const PROXY_ARGUMENTS: Readonly<Record<string, string>> = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  ftpProxy: 'FTP_PROXY',
  allProxy: 'ALL_PROXY'
};

/** Empty where there is none, or none that can be read: then docker has none either. */
export async function readDockerConfig(env: NodeJS.ProcessEnv): Promise<DockerConfig> {
  const folder = env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker');
  const text = await readStart(join(folder, 'config.json'), CONFIG_LIMIT);
  const config = parseConfig(text ?? '{}');
  const proxies = recordOf(config['proxies']);
  const chosen = recordOf(proxies[env['DOCKER_HOST'] ?? ''] ?? proxies['default']);
  const pairs = Object.entries(PROXY_ARGUMENTS).flatMap(([key, name]) => {
    const value = chosen[key];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return {auths: recordOf(config['auths']), proxies: Object.fromEntries(pairs)};
}

function parseConfig(text: string): JsonObject {
  try {
    return recordOf(parseJson(Buffer.from(text), {bytes: CONFIG_LIMIT}));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function listAuths(auths: JsonObject): readonly KnownSecret[] {
  return Object.entries(auths).flatMap(([host, entry]) => {
    const {auth, password, identitytoken, registrytoken} = recordOf(entry);
    const decoded = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString() : '';
    const values = [auth, decoded.slice(decoded.indexOf(':') + 1), password, identitytoken, registrytoken];
    return values.flatMap(value => {
      return typeof value === 'string' && value !== '' ? [{name: `docker's login to ${host}`, value}] : [];
    });
  });
}
