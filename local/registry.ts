/** A real registry on loopback, behind a front of ours that counts requests and can be told to fail. */
import {spawn} from 'node:child_process';
import {closeSync, mkdirSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {runCommand, tryCommand} from './command.ts';
import {createFaults} from './faults.ts';
import type {Fault, Faults} from './faults.ts';
import {endRemains} from './leftovers.ts';
import type {Remains} from './leftovers.ts';
import {findTool, prepareToolbox} from './packages.ts';
import type {Say} from './packages.ts';
import {createReferrers} from './referrers.ts';
import {startProxy} from './registry-proxy.ts';
import type {LoggedRequest} from './registry-proxy.ts';
import {createRunFolder, endNow, endWithProcess} from './run-folder.ts';
import {createTokenServer} from './token-server.ts';
import type {Credentials, TokenServer} from './token-server.ts';

export interface RegistryOptions {
  /** `basic`: the registry's own htpasswd. `bearer`: tokens, as GHCR and Docker Hub have them. */
  readonly auth?: 'none' | 'basic' | 'bearer';
  /** With `bearer`: whoever has no credentials may pull. */
  readonly publicPull?: boolean;
  /** Answer the Referrers API, which the registry itself does not have. */
  readonly referrers?: boolean;
  readonly faults?: readonly Fault[];
  /** No front: nothing is counted and nothing fails, and the registry can outlive this process. Not with `bearer`. */
  readonly direct?: boolean;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
  /** A folder for what is pushed, which outlives the registry: what was pushed there before is there again. */
  readonly data?: string;
  readonly say?: Say;
}

export interface Registry {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly credentials: Credentials | undefined;
  /** Where its data is; removed by `stop`. */
  readonly folder: string;
  readonly faults: Faults;
  /** Every request so far, the oldest first; may be emptied (`length = 0`). */
  readonly requests: LoggedRequest[];
  readonly latency: {ms: number};
  /** With `bearer`. */
  readonly tokens: TokenServer | undefined;
  /** What `stop` ends, but for the front. */
  readonly remains: Remains;
  stop(): Promise<void>;
}

/** The registry did not start. */
export class RegistryStartError extends Error {
  override readonly name = 'RegistryStartError';
}

/** Of a registry that lives for minutes on loopback. The registry wants bcrypt, which Node does not have. */
const credentials: Credentials = {username: 'builder', password: 'local-only'};
const htpasswd = 'builder:$2y$05$abcdefghijklmnopqrstuuL1.hz/xFfsdol0XqfNhC1ZsSL5lY6Ke\n';

interface Storage {
  readonly folder: string;
  /** For what is pushed. */
  readonly data: string;
  readonly basic: boolean;
}

interface Upstream {
  readonly origin: string;
  readonly remains: Remains;
}

/** https://distribution.github.io/distribution/about/configuration/ (JSON is YAML). */
function writeConfiguration(
  folder: string,
  seenAs: string,
  data: string,
  address: string,
  basic: boolean
): string {
  writeFileSync(join(folder, 'htpasswd'), htpasswd);
  const auth = basic ? {auth: {htpasswd: {realm: 'local registry', path: `${seenAs}/htpasswd`}}} : {};
  const storage = {filesystem: {rootdirectory: data}, delete: {enabled: true}};
  const file = join(folder, 'config.yml');
  writeFileSync(file, JSON.stringify({version: 0.1, storage, http: {addr: address}, ...auth}));
  return file;
}

/** The `docker-registry` of Debian's package, on a free port. */
async function spawnRegistry(program: string, {folder, data, basic}: Storage): Promise<Upstream> {
  const file = writeConfiguration(folder, folder, data, '127.0.0.1:0', basic);
  const logFile = join(folder, 'registry.log');
  const log = openSync(logFile, 'w');
  const child = spawn(program, ['serve', file], {
    cwd: folder,
    env: {},
    detached: true,
    stdio: ['ignore', log, log]
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();

  const deadline = Date.now() + 20_000;
  while (child.pid !== undefined && child.exitCode === null && Date.now() < deadline) {
    const address = /listening on (127\.0\.0\.1:\d+)/.exec(readFileSync(logFile, 'utf8'))?.[1];
    if (address !== undefined) return {origin: `http://${address}`, remains: {folder, pids: [child.pid]}};
    await sleep(20);
  }
  throw new RegistryStartError(
    `docker-registry did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`
  );
}

/** The registry's own image in the machine's engine: for machines without Debian's packages. */
async function runContainer({folder, data, basic}: Storage): Promise<Upstream> {
  writeConfiguration(folder, '/registry', '/data', ':5000', basic);
  const volumes = ['--volume', `${folder}:/registry`, '--volume', `${data}:/data`];
  const mount = [...volumes, '--publish', '127.0.0.1::5000'];
  const image = ['registry:2', '/registry/config.yml'];
  const id = (await runCommand(['docker', 'run', '--rm', '--detach', ...mount, ...image])).trim();
  const port = /:(\d+)\s*$/m.exec(await runCommand(['docker', 'port', id, '5000/tcp']))?.[1];
  return {origin: `http://127.0.0.1:${port}`, remains: {folder, commands: [['docker', 'rm', '--force', id]]}};
}

async function startUpstream(storage: Storage, say: Say): Promise<Upstream> {
  if ((await tryCommand(['apt-get', '--version'])) === undefined) return runContainer(storage);
  const program = findTool(await prepareToolbox(say), 'docker-registry');
  if (program === undefined) throw new RegistryStartError('the unpacked packages hold no docker-registry');
  return spawnRegistry(program, storage);
}

/** The front, with what the options ask for; `close` does nothing where there is none. */
async function startFront(
  upstream: string,
  options: RegistryOptions
): Promise<Omit<Registry, 'host' | 'folder' | 'remains' | 'stop'> & {close: () => void}> {
  const {auth = 'none', publicPull = false, latencyMs = 0, direct = false} = options;
  const faults = createFaults(options.faults);
  const latency = {ms: latencyMs};
  const known = auth === 'none' ? undefined : credentials;
  const bare = {credentials: known, faults, latency, tokens: undefined, requests: []};
  if (direct) return {...bare, url: upstream, close: () => undefined};

  const origin = {url: ''};
  const tokens = auth === 'bearer' ? createTokenServer(credentials, publicPull, () => origin.url) : undefined;
  const referrers = options.referrers ? createReferrers() : undefined;
  const proxy = await startProxy({upstream, faults, tokens, referrers, latency});
  origin.url = proxy.origin;
  return {...bare, tokens, requests: proxy.requests, url: proxy.origin, close: proxy.close};
}

/** A running registry, of which nothing but `data` remains after `stop`, or after this process. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const {auth = 'none', say = () => undefined} = options;
  const folder = createRunFolder();
  const data = options.data ?? join(folder, 'data');
  mkdirSync(data, {recursive: true});
  const begun: {remains: Remains; close: () => void} = {remains: {folder}, close: () => undefined};
  const end = endWithProcess(() => {
    begun.close();
    endRemains(begun.remains);
  });
  try {
    const upstream = await startUpstream({folder, data, basic: auth === 'basic'}, say);
    begun.remains = upstream.remains;
    const {close, ...front} = await startFront(upstream.origin, options);
    begun.close = close;
    return {
      ...front,
      host: new URL(front.url).host,
      folder,
      remains: upstream.remains,
      stop: () => endNow(end)
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** The docker command and buildx find the registry's credentials in this `DOCKER_CONFIG`, as after `docker login`. */
export function logIn(registry: Registry, dockerConfig: string): void {
  if (registry.credentials === undefined) return;
  const file = join(dockerConfig, 'config.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as {auths?: Record<string, unknown>};
  const {username, password} = registry.credentials;
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const auths = {...config.auths, [registry.host]: {auth}};
  writeFileSync(file, JSON.stringify({...config, auths}), {mode: 0o600});
}
