/** Copies an image from one repository to another, byte for byte, as a registry's clients do. */
import assert from 'node:assert/strict';
import type {Registry} from '../../local/registry.ts';

export interface Repository {
  readonly registry: Registry;
  /** `octo-org/app`. */
  readonly name: string;
}

interface Manifest {
  readonly mediaType: string;
  readonly manifests?: readonly {readonly digest: string}[];
  readonly config?: {readonly digest: string};
  readonly layers?: readonly {readonly digest: string}[];
}

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json'
].join(', ');

/** The image of this digest, and all that it consists of, are in the other repository too. */
export async function copyImage(from: Repository, to: Repository, digest: string): Promise<void> {
  const source = await ask(from, `manifests/${digest}`, {headers: {accept: MANIFEST_TYPES}});
  const bytes = await source.bytes();
  const {
    mediaType,
    manifests = [],
    config,
    layers = []
  } = JSON.parse(Buffer.from(bytes).toString()) as Manifest;
  const blobs = [config, ...layers].flatMap(blob => blob?.digest ?? []);
  await Promise.all([
    ...manifests.map(child => copyImage(from, to, child.digest)),
    ...[...new Set(blobs)].map(blob => copyBlob(from, to, blob))
  ]);
  await ask(to, `manifests/${digest}`, {method: 'PUT', headers: {'content-type': mediaType}, body: bytes});
}

async function copyBlob(from: Repository, to: Repository, digest: string): Promise<void> {
  const source = await ask(from, `blobs/${digest}`);
  const begun = await ask(to, 'blobs/uploads/', {method: 'POST'});
  const target = new URL(begun.headers.get('location') ?? '', to.registry.url);
  target.searchParams.set('digest', digest);
  await send(to.registry, target, {method: 'PUT', body: await source.bytes()});
}

/** The registry's answer, which is one of success. */
export function ask(
  {registry, name}: Repository,
  path: string,
  request: RequestInit = {}
): Promise<Response> {
  return send(registry, new URL(`/v2/${name}/${path}`, registry.url), request);
}

async function send({credentials}: Registry, url: URL, request: RequestInit): Promise<Response> {
  const headers = new Headers(request.headers);
  if (credentials !== undefined) {
    const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    headers.set('authorization', `Basic ${pair}`);
  }
  const answer = await fetch(url, {...request, headers});
  assert.ok(answer.ok, `${request.method ?? 'GET'} ${url.href}: ${String(answer.status)}`);
  return answer;
}
