/** Reads and changes what a registry holds, as anybody else would who may push: knows nothing of the step. */
import assert from 'node:assert/strict';
import {cpSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {Registry} from '../../local/registry.ts';
import {digestBytes} from '../../src/oci/descriptor.ts';

/**
 * The same image in a repository of its own, to which nothing else is attached than at the first one: registries keep
 * repositories on disk as folders. The other registry gets its blobs too.
 */
export function copyRepository(from: Registry, repository: string, name: string, to = from): string {
  const root = ({folder}: Registry) => join(folder, 'data/docker/registry/v2');
  if (to !== from) cpSync(join(root(from), 'blobs'), join(root(to), 'blobs'), {recursive: true});
  const repositories = (registry: Registry) => join(root(registry), 'repositories');
  cpSync(join(repositories(from), repository), join(repositories(to), name), {recursive: true});
  return `${to.host}/${name}`;
}

/** Digests of what refers to this subject, as the stand-in tag lists them; none where there is no such tag. */
export async function listReferrers(image: string, subject: string): Promise<readonly string[]> {
  const {manifests = []} = (await readManifest(image, subject.replace(':', '-'))) ?? {};
  return manifests.map(({digest}) => digest);
}

export interface LooseManifest {
  readonly manifests?: readonly {readonly digest: string; readonly artifactType?: string}[];
  readonly layers?: readonly {readonly digest: string; readonly mediaType: string}[];
}

/** Of `HOST/REPOSITORY`, by tag or digest; undefined where there is none. */
export async function readManifest(image: string, reference: string): Promise<LooseManifest | undefined> {
  const accept = [INDEX_TYPE, MANIFEST_TYPE].join();
  const answer = await fetch(`${urlOf(image)}/manifests/${reference}`, {headers: {accept}});
  if (answer.status === 404) return undefined;
  assert.equal(answer.status, 200);
  return (await answer.json()) as LooseManifest;
}

/** The tag is no more, as after somebody's clean-up of tags that nobody seems to need. */
export function forgetReferrers({folder}: Registry, repository: string, subject: string): void {
  const tags = join(folder, 'data/docker/registry/v2/repositories', repository, '_manifests/tags');
  rmSync(join(tags, subject.replace(':', '-')), {recursive: true});
}

/** The one bundle that is attached to this subject. */
export async function readAttached(image: string, subject: string): Promise<Buffer> {
  const [referrer = ''] = await listReferrers(image, subject);
  const {layers = []} = (await readManifest(image, referrer)) ?? {};
  const answer = await fetch(`${urlOf(image)}/blobs/${layers[0]?.digest ?? ''}`);
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}

export const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';

/** Attaches blobs as another program would that knows nothing of us; returns the referrers' digests. */
export async function attachForeign(
  image: string,
  subject: string,
  blobs: readonly Uint8Array[],
  artifactType = BUNDLE_TYPE
): Promise<readonly string[]> {
  const describe = async (blob: Uint8Array): Promise<readonly ForeignLayer[]> => [
    {mediaType: artifactType, digest: await pushBlob(image, blob), size: blob.length}
  ];
  return attachLayers(image, subject, await Promise.all(blobs.map(describe)), artifactType);
}

export interface ForeignLayer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** The same of manifests with these layers, whatever they say. */
export async function attachLayers(
  image: string,
  subject: string,
  manifestLayers: readonly (readonly ForeignLayer[])[],
  artifactType = BUNDLE_TYPE
): Promise<readonly string[]> {
  await pushBlob(image, Buffer.from('{}'));
  const {size, type} = await measureManifest(image, subject);
  const push = async (layers: readonly ForeignLayer[]) => {
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      artifactType,
      config: {mediaType: EMPTY_TYPE, digest: digestBytes(Buffer.from('{}')), size: 2},
      layers,
      subject: {mediaType: type, digest: subject, size}
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const digest = digestBytes(bytes);
    await putManifest(image, digest, MANIFEST_TYPE, bytes);
    return {mediaType: MANIFEST_TYPE, digest, size: bytes.length, artifactType};
  };
  const added = await Promise.all(manifestLayers.map(push));
  const tag = subject.replace(':', '-');
  const {manifests = []} = (await readManifest(image, tag)) ?? {};
  await writeReferrersTag(image, subject, [...manifests, ...added]);
  return added.map(({digest}) => digest);
}

/** The stand-in tag lists these from now on, and nothing else. */
export async function writeReferrersTag(
  image: string,
  subject: string,
  manifests: readonly unknown[]
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests}));
  await putManifest(image, subject.replace(':', '-'), INDEX_TYPE, bytes);
}

function urlOf(image: string): string {
  const [host = '', ...path] = image.split('/');
  return `http://${host}/v2/${path.join('/')}`;
}

async function measureManifest(image: string, digest: string): Promise<{size: number; type: string}> {
  const answer = await fetch(`${urlOf(image)}/manifests/${digest}`, {
    headers: {accept: [INDEX_TYPE, MANIFEST_TYPE].join()}
  });
  assert.equal(answer.status, 200);
  return {size: (await answer.arrayBuffer()).byteLength, type: answer.headers.get('content-type') ?? ''};
}

export async function pushBlob(image: string, bytes: Uint8Array): Promise<string> {
  const digest = digestBytes(bytes);
  const begun = await fetch(`${urlOf(image)}/blobs/uploads/`, {method: 'POST'});
  const location = new URL(begun.headers.get('location') ?? '', begun.url);
  location.searchParams.set('digest', digest);
  const answer = await fetch(location, {
    method: 'PUT',
    headers: {'content-type': 'application/octet-stream'},
    body: Buffer.from(bytes)
  });
  assert.equal(answer.status, 201);
  return digest;
}

async function putManifest(image: string, reference: string, type: string, bytes: Buffer): Promise<void> {
  const url = `${urlOf(image)}/manifests/${reference}`;
  const answer = await fetch(url, {method: 'PUT', headers: {'content-type': type}, body: bytes});
  assert.equal(answer.status, 201, await answer.text());
}

/** The tag names this manifest of an image from now on. */
export async function tagManifest(image: string, digest: string, tag: string): Promise<void> {
  const found = await fetch(`${urlOf(image)}/manifests/${digest}`, {headers: {accept: MANIFEST_TYPE}});
  await putManifest(image, tag, MANIFEST_TYPE, Buffer.from(await found.arrayBuffer()));
}
