/** Uses the Docker engine that is already there, in a way that leaves it as it was. */
import {copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {runCommand, tryCommand} from './command.ts';
import type {Engine} from './engine.ts';
import {endRemains} from './leftovers.ts';
import type {Remains} from './leftovers.ts';
import type {Say} from './packages.ts';
import {createRunFolder, endNow, endWithProcess} from './run-folder.ts';

interface Present {
  readonly host: string;
  readonly server: string;
  readonly containerd: boolean;
  readonly buildx: {readonly path: string; readonly version: string};
}

interface Info {
  readonly ServerVersion?: string;
  /** `[["driver-type","io.containerd.snapshotter.v1"]]` with the containerd image store. */
  readonly DriverStatus?: readonly (readonly string[])[];
  readonly ClientInfo?: {readonly Plugins?: readonly {Name: string; Path: string; Version: string}[]};
}

/** What the docker command can reach; undefined where it is a client without an engine, or without buildx. */
async function lookForEngine(): Promise<Present | undefined> {
  const text = await tryCommand(['docker', 'info', '--format', '{{json .}}'], {timeoutMs: 10_000});
  if (text === undefined) return undefined;
  const info = JSON.parse(text) as Info;
  const plugin = info.ClientInfo?.Plugins?.find(({Name}) => Name === 'buildx');
  if (!info.ServerVersion || plugin === undefined) return undefined;

  const format = '{{.Endpoints.docker.Host}}';
  const context = await tryCommand(['docker', 'context', 'inspect', '--format', format]);
  const host = process.env['DOCKER_HOST'] ?? context?.trim() ?? '';
  const containerd = info.DriverStatus?.some(row => row.includes('io.containerd.snapshotter.v1')) ?? false;
  if (!host.startsWith('unix://')) return undefined;
  return {host, server: info.ServerVersion, containerd, buildx: {path: plugin.Path, version: plugin.Version}};
}

/** Neither log-ins nor builders of ours get into the user's own configuration. */
function writeDockerConfig(folder: string, buildx: string): string {
  const config = join(folder, 'config');
  mkdirSync(join(config, 'cli-plugins'), {recursive: true});
  symlinkSync(buildx, join(config, 'cli-plugins', 'docker-buildx'));
  const own = join(process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'config.json');
  // A machine's log-ins and proxies: without them its base images may be out of reach.
  if (existsSync(own)) copyFileSync(own, join(config, 'config.json'));
  else writeFileSync(join(config, 'config.json'), '{}\n', {mode: 0o600});
  return config;
}

/**
 * The machine's engine. Where its own image store cannot keep attestations, a builder in a container is made, in the
 * machine's network so that it reaches loopback, and removed again. Undefined where no engine is here, or it is not
 * of the kind that is wanted.
 */
export async function connectEngine(containerd: boolean, say: Say): Promise<Engine | undefined> {
  const present = await lookForEngine();
  if (present === undefined || (!containerd && present.containerd)) return undefined;
  say(`using Docker ${present.server} with buildx ${present.buildx.version}, which are here already`);

  const folder = createRunFolder();
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    DOCKER_HOST: present.host,
    DOCKER_CONFIG: writeDockerConfig(folder, present.buildx.path)
  };
  const builder = `provenance-action-${process.pid}`;
  const needsBuilder = containerd && !present.containerd;
  const remains: Remains = {
    folder,
    env: {...env},
    commands: needsBuilder ? [[present.buildx.path, 'rm', '--force', builder]] : []
  };
  const end = endWithProcess(() => endRemains(remains));
  if (needsBuilder) {
    say('starting a builder in a container: the image store of this engine keeps no provenance');
    const create = [
      'create',
      '--name',
      builder,
      '--driver',
      'docker-container',
      '--driver-opt',
      'network=host'
    ];
    await runCommand([present.buildx.path, ...create, '--bootstrap'], {env: {...process.env, ...env}});
    env['BUILDX_BUILDER'] = builder;
  }
  return {
    kind: 'machine',
    env,
    buildx: present.buildx.path,
    socket: present.host.slice('unix://'.length),
    versions: {docker: present.server, 'docker-buildx': present.buildx.version},
    folder,
    remains,
    stop: () => endNow(end)
  };
}
