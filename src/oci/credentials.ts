/** Credentials for a registry, found where docker finds them. Starts no process itself; says no secret. */
import {readFile} from 'node:fs/promises';
import {isObject, parseJson, type JsonObject} from './json.ts';

/** Either a user with a password, or one of the tokens. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  /** Refreshes access tokens (OAuth 2). */
  readonly identityToken?: string;
  /** An access token, used as it is. */
  readonly registryToken?: string;
}

export interface CredentialSource {
  /** Path of docker's `config.json`; it need not exist. */
  readonly configFile: string;
  /** Runs `docker-credential-HELPER get` with this line as its input, within a time of its own. */
  readonly runHelper: (helper: string, registry: string) => Promise<{exitCode: number; stdout: string}>;
}

/** Credentials are configured and could not be had. Names the registry, and the helper or file; never their content. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly registry: string;
  /** As docker's configuration names it; undefined where the file itself is at fault. */
  readonly helper: string | undefined;

  constructor(registry: string, helper: string | undefined, reason: string) {
    super(`credentials for ${registry}: ${reason}`);
    this.registry = registry;
    this.helper = helper;
  }
}

const DOCKER_HUB = 'docker.io';
/** The name under which docker keeps Docker Hub's credentials. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_HOSTS = new Set([
  DOCKER_HUB,
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com'
]);
const CONFIG_LIMIT = 8 * 1024 * 1024;
/** The user name by which docker marks an identity token. */
const TOKEN_USER = '<token>';

/**
 * The credentials for `host[:port]`, undefined for none. A helper for this very host comes before the helper for
 * all, which comes before what the file holds itself: the first that is configured decides. Throws
 * {@link CredentialsError}.
 */
export async function findCredentials(
  registry: string,
  source: CredentialSource
): Promise<Credentials | undefined> {
  const host = canonicalHost(registry);
  const config = await readConfig(host, source.configFile);
  if (config === undefined) return undefined;
  const helper = chooseHelper(config, host);
  return helper === undefined ? readAuths(config, host) : askHelper(helper, host, source);
}

function canonicalHost(host: string): string {
  const name = host.toLowerCase();
  return DOCKER_HUB_HOSTS.has(name) ? DOCKER_HUB : name;
}

async function readConfig(host: string, path: string): Promise<JsonObject | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CredentialsError(host, undefined, `${path} cannot be read (${code})`);
  }
  try {
    const config = parseJson(bytes, {bytes: CONFIG_LIMIT});
    if (isObject(config)) return config;
  } catch {
    // Its error is no cause to keep: it quotes what surrounds the mistake.
  }
  throw new CredentialsError(host, undefined, `${path} is not a JSON object, as docker writes it`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code).slice(0, 40) : 'unknown error';
}

function chooseHelper(config: JsonObject, host: string): string | undefined {
  const helpers = config['credHelpers'];
  const own = isObject(helpers) ? findEntry(helpers, host) : undefined;
  const helper = own ?? config['credsStore'];
  if (typeof helper !== 'string' || helper === '') return undefined;
  if (!/^[\w.-]+$/.test(helper)) {
    throw new CredentialsError(host, undefined, 'the configured credential helper has a name that is none');
  }
  return helper;
}

/** The value for this host: under its own name first, then under any spelling of it. */
function findEntry(entries: JsonObject, host: string): unknown {
  const exact = host === DOCKER_HUB ? DOCKER_HUB_KEY : host;
  if (Object.hasOwn(entries, exact)) return entries[exact];
  return Object.entries(entries).find(([key]) => hostOfKey(key) === host)?.[1];
}

/** The host of `host`, `host/path` or `https://host/v1/`. */
function hostOfKey(key: string): string {
  return canonicalHost(key.replace(/^https?:\/\//i, '').split('/', 1)[0] ?? '');
}

async function askHelper(
  helper: string,
  host: string,
  source: CredentialSource
): Promise<Credentials | undefined> {
  const program = `docker-credential-${helper}`;
  const {exitCode, stdout} = await source
    .runHelper(helper, host === DOCKER_HUB ? DOCKER_HUB_KEY : host)
    .catch((error: unknown) => {
      throw new CredentialsError(host, helper, `${program} could not be run (${codeOf(error)})`);
    });
  if (exitCode !== 0) {
    if (isNotFound(stdout)) return undefined;
    throw new CredentialsError(host, helper, `${program} failed with exit code ${String(exitCode)}`);
  }
  try {
    const answer = parseJson(Buffer.from(stdout), {bytes: CONFIG_LIMIT});
    if (isObject(answer))
      return chooseKind({username: textOf(answer, 'Username'), password: textOf(answer, 'Secret')});
  } catch {
    // As above: what it quotes may be the secret.
  }
  throw new CredentialsError(host, helper, `${program} answered something that is not its protocol`);
}

/** Docker tells "there are none" from failure by the text alone: github.com/docker/docker-credential-helpers, credentials/error.go. */
function isNotFound(stdout: string): boolean {
  return /credentials not found/i.test(stdout.slice(0, 1000));
}

function readAuths(config: JsonObject, host: string): Credentials | undefined {
  const auths = config['auths'];
  const entry = isObject(auths) ? findEntry(auths, host) : undefined;
  if (!isObject(entry)) return undefined;
  const auth = textOf(entry, 'auth');
  const decoded = auth === '' ? undefined : decodeAuth(auth, host);
  return chooseKind({
    username: decoded?.username ?? textOf(entry, 'username'),
    password: decoded?.password ?? textOf(entry, 'password'),
    identityToken: textOf(entry, 'identitytoken'),
    registryToken: textOf(entry, 'registrytoken')
  });
}

function decodeAuth(auth: string, host: string): {username: string; password: string} {
  const text = Buffer.from(auth, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1)
    throw new CredentialsError(host, undefined, 'its "auth" in docker\'s configuration is malformed');
  return {username: text.slice(0, colon), password: text.slice(colon + 1).replace(/^\0+|\0+$/g, '')};
}

function chooseKind(
  found: Required<Pick<Credentials, 'username' | 'password'>> & Credentials
): Credentials | undefined {
  const {username, password, identityToken = '', registryToken = ''} = found;
  if (registryToken !== '') return {registryToken};
  if (identityToken !== '') return username === '' ? {identityToken} : {username, identityToken};
  if (username === TOKEN_USER) return password === '' ? undefined : {identityToken: password};
  return username === '' || password === '' ? undefined : {username, password};
}

function textOf(entry: JsonObject, key: string): string {
  const value = Object.hasOwn(entry, key) ? entry[key] : undefined;
  return typeof value === 'string' ? value : '';
}
