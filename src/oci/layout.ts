/** An OCI layout as a content store, be it a folder or a tar. Knows no registry. */
import {isDigest, uniqueByDigest, type Descriptor} from './descriptor.ts';
import {placeBlob, readByDigest, readListed} from './layout-content.ts';
import {LayoutError} from './layout-error.ts';
import {readEntries} from './layout-index.ts';
import {findReferrers} from './layout-referrers.ts';
import {openSource, type LayoutSource} from './layout-source.ts';
import type {ContentStore} from './store.ts';

const TAG_ANNOTATIONS = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];

export interface Layout extends ContentStore {
  /**
   * What `index.json` lists, each digest once: a build's result, under however many tags. Without what says there that
   * it is an artifact: it was attached to a result.
   */
  readonly roots: readonly Descriptor[];
}

/**
 * The layout in this folder or tar, as `type=oci` writes either. `index.json` is read now and not again, and so are a
 * tar's headers. A tag is found under either name that BuildKit gives it, `1.2` or `docker.io/me/app:1.2`. Throws
 * {@link LayoutError}. See https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */
export async function openLayout(path: string): Promise<Layout> {
  const source = await openSource(path);
  return describeLayout(path, source, await readEntries(path, source));
}

/** The layout of these files, whose `index.json` lists these entries. */
export function describeLayout(path: string, source: LayoutSource, entries: readonly Descriptor[]): Layout {
  return {
    name: `OCI layout ${path}`,
    roots: uniqueByDigest(entries.filter(({artifactType}) => artifactType === undefined)),
    manifest: async reference => {
      const listed = findEntry(path, entries, reference);
      if (listed !== undefined) return readListed(source, listed);
      return isDigest(reference) ? readByDigest(source, reference) : undefined;
    },
    blob: async target => source.stream(placeBlob(target.digest)),
    referrers: subject => findReferrers(path, source, entries, subject)
  };
}

/**
 * What a build left here whose result has this digest. Other builds may have written here before it, which stay
 * listed; a lone result is that build's whatever its digest, which may be that of another output, unless this is the
 * `sole` one. Throws {@link LayoutError}, also where nothing is listed.
 */
export function findRoot(
  path: string,
  {roots}: Pick<Layout, 'roots'>,
  digest: string | undefined,
  {sole = false}: {readonly sole?: boolean} = {}
): Descriptor {
  const named = roots.find(root => root.digest === digest);
  if (named !== undefined) return named;
  const [first, ...others] = roots;
  if (first === undefined) throw new LayoutError(path, 'empty', 'index.json lists no image');
  if (others.length === 0) {
    if (!sole || digest === undefined) return first;
    const message = `holds ${first.digest}, and buildx reported ${digest}: somebody else wrote there`;
    throw new LayoutError(path, 'changed', message);
  }
  const count = `index.json lists ${String(roots.length)} images`;
  throw new LayoutError(path, 'ambiguous', `${count}, and none has the digest that buildx reported`);
}

function findEntry(path: string, entries: readonly Descriptor[], reference: string): Descriptor | undefined {
  const names = (entry: Descriptor) => TAG_ANNOTATIONS.map(key => entry.annotations?.[key]);
  const found = entries.filter(entry => entry.digest === reference || names(entry).includes(reference));
  const [first, second] = uniqueByDigest(found);
  if (second !== undefined) {
    throw new LayoutError(path, 'ambiguous', `${JSON.stringify(reference)} names two different manifests`);
  }
  return first;
}
