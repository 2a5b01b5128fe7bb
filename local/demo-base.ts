/** The base image of the sample, with provenance of its own: built once, and the same in every demo. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {runCommand} from './command.ts';
import type {Engine} from './engine.ts';
import {ensureLocalFolder} from './packages.ts';
import type {Registry} from './registry.ts';

/** What demos leave to the next one: what was pushed to their registry, and saved in their cache. */
export const lasting = join(ensureLocalFolder(), 'demo-lasting');

const REPOSITORY = 'octo-org/base';
const ACCEPT = 'application/vnd.oci.image.index.v1+json';

/** `127.0.0.1:PORT/octo-org/base:1@sha256:…`; it is in this registry. */
export async function prepareBase(engine: Engine, registry: Registry): Promise<string> {
  const name = `${registry.host}/${REPOSITORY}:1`;
  const digest = (await findBase(registry)) ?? (await buildBase(engine, registry, name));
  return `${name}@${digest}`;
}

async function findBase({url}: Registry): Promise<string | undefined> {
  const answer = await fetch(`${url}/v2/${REPOSITORY}/manifests/1`, {
    method: 'HEAD',
    headers: {accept: ACCEPT}
  });
  return answer.ok ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
}

async function buildBase(engine: Engine, registry: Registry, name: string): Promise<string> {
  const folder = mkdtempSync(join(engine.folder, 'base-'));
  try {
    writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY release /etc/release\n');
    writeFileSync(join(folder, 'release'), 'base 1\n');
    const wanted = ['--platform', 'linux/amd64,linux/arm64', '--provenance=mode=max', '--push'];
    const command = [engine.buildx, 'build', ...wanted, '--tag', name, folder] as const;
    await runCommand(command, {env: {...process.env, ...engine.env}});
  } finally {
    rmSync(folder, {recursive: true});
  }
  const digest = await findBase(registry);
  if (digest === undefined) throw new Error(`${name} was pushed and is not there`);
  return digest;
}
