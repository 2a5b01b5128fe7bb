/** Changes what a registry holds, as somebody with the right to push could. */
import assert from 'node:assert/strict';
import type {LooseDescriptor, LooseIndex} from './tampering.ts';

const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';

/** The index that the tag names. */
export async function readIndex(
  registry: {url: string},
  repository: string,
  tag: string
): Promise<LooseIndex> {
  const url = `${registry.url}/v2/${repository}/manifests/${tag}`;
  const answer = await fetch(url, {headers: {accept: INDEX_TYPE}});
  assert.equal(answer.status, 200, url);
  return (await answer.json()) as LooseIndex;
}

/** The tag names another index from now on. */
export async function replaceIndex(
  registry: {url: string},
  repository: string,
  tag: string,
  index: LooseIndex
): Promise<void> {
  const url = `${registry.url}/v2/${repository}/manifests/${tag}`;
  const answer = await fetch(url, {
    method: 'PUT',
    headers: {'content-type': INDEX_TYPE},
    body: JSON.stringify(index)
  });
  assert.equal(answer.status, 201, await answer.text());
}

export const REFERENCE = 'vnd.docker.reference.digest';

/** The image of an architecture, and the attestation manifest that names it. */
export function findPair(
  {manifests}: LooseIndex,
  architecture: string
): {image: LooseDescriptor; attestation: LooseDescriptor} {
  const image = manifests.find(({platform}) => platform?.architecture === architecture);
  const attestation = manifests.find(({annotations}) => annotations?.[REFERENCE] === image?.digest);
  assert.ok(image !== undefined && attestation !== undefined);
  return {image, attestation};
}
