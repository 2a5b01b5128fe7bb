/** Changes what a pushed image's provenance says, with every digest above it, as whoever may push could. */
import type {Registry} from '../../local/registry.ts';
import {findPair, readIndex, replaceIndex} from './published-index.ts';
import {pushBlob, pushManifest, readObject} from './signed-image.ts';
import type {LooseManifest} from './tampering.ts';

/** The one statement of `REPOSITORY:1` for amd64 is about another image from now on, and the tag names a new index. */
export async function tamperStatement(registry: Registry, repository: string): Promise<void> {
  const place = {url: registry.url, repository};
  const index = await readIndex(registry, repository, '1');
  const {attestation, image} = findPair(index, 'amd64');
  const bytes = await readObject(place, 'manifests', attestation.digest);
  const manifest = JSON.parse(bytes.toString()) as LooseManifest & {mediaType: string};
  const [layer] = manifest.layers;
  const statement = await readObject(place, 'blobs', layer?.digest ?? '');
  const changed = statement.toString().replaceAll(image.digest.slice(7), '9'.repeat(64));
  Object.assign(layer ?? {}, await pushBlob(place, Buffer.from(changed)));
  Object.assign(attestation, await pushManifest(place, manifest));
  await replaceIndex(registry, repository, '1', index);
}
