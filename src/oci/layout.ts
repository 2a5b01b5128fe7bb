/** An OCI layout in a folder, as a content store. Knows no registry; follows no symbolic link. */
import {dirname, join} from 'node:path';
import {
  isDigest,
  parseDigest,
  splitDigest,
  uniqueByDigest,
  type Descriptor,
  type Digest
} from './descriptor.ts';
import {isObject, JsonError, parseJson, type JsonValue} from './json.ts';
import {LayoutError} from './layout-error.ts';
import {classifyMediaType, MANIFEST_LIMIT, parseManifest, type Manifest} from './manifest.ts';
import {checkPlain, readPlainFile, streamPlainFile} from './plain-file.ts';
import {ContentError, verifyContent, verifyDigest, type Content, type ContentStore} from './store.ts';

const LAYOUT_FILE_LIMIT = 4096;

/** Manifests that one list of referrers is looked for in, at most. */
const VISIT_LIMIT = 4096;

const TAG_ANNOTATIONS = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];

/**
 * The layout in this folder, as `type=oci,tar=false` writes it. `index.json` is read now and not again.
 * A tag is found under either name that BuildKit gives it, `1.2` or `docker.io/me/app:1.2`. Throws
 * {@link LayoutError}. See https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */
export async function openLayout(path: string): Promise<ContentStore> {
  const entries = await readEntries(path);
  return {
    name: `OCI layout ${path}`,
    manifest: async reference => {
      const listed = findEntry(path, entries, reference);
      if (listed !== undefined) return readListed(path, listed);
      return isDigest(reference) ? readByDigest(path, reference) : undefined;
    },
    blob: target => openBlob(path, target.digest),
    referrers: subject => findReferrers(path, entries, subject)
  };
}

/** What `index.json` lists, each digest once: a build's result, under however many tags. Throws {@link LayoutError}. */
export async function layoutRoots(path: string): Promise<readonly Descriptor[]> {
  return uniqueByDigest(await readEntries(path));
}

/**
 * What a build left here whose result has this digest. Other builds may have written here before it, which stay
 * listed; a lone result is that build's whatever its digest, which may be that of another output. Undefined where
 * nothing is listed. Throws {@link LayoutError}.
 */
export async function findRoot(path: string, digest: string | undefined): Promise<Descriptor | undefined> {
  const roots = await layoutRoots(path);
  const named = roots.find(root => root.digest === digest);
  if (named !== undefined || roots.length < 2) return named ?? roots[0];
  const count = `index.json lists ${String(roots.length)} images`;
  throw new LayoutError(path, 'ambiguous', `${count}, and none has the digest that buildx reported`);
}

async function readEntries(path: string): Promise<readonly Descriptor[]> {
  const version = parseLayoutFile(path, await readRequired(path, 'oci-layout', LAYOUT_FILE_LIMIT));
  if (version !== '1.0.0')
    throw new LayoutError(path, 'malformed', 'oci-layout names no version that is known');
  const bytes = await readRequired(path, 'index.json', MANIFEST_LIMIT);
  const parsed = parseIndexFile(path, bytes);
  if (parsed.kind !== 'index') throw new LayoutError(path, 'malformed', 'index.json is not an image index');
  return parsed.index.manifests;
}

function parseLayoutFile(path: string, bytes: Uint8Array): JsonValue | undefined {
  try {
    const value = parseJson(bytes);
    return isObject(value) ? value['imageLayoutVersion'] : undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new LayoutError(path, 'malformed', `oci-layout is malformed (${error.message})`, {cause: error});
  }
}

function parseIndexFile(path: string, bytes: Uint8Array): Manifest {
  try {
    return parseManifest(bytes, undefined);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    throw new LayoutError(path, 'malformed', `index.json: ${error.message}`, {cause: error});
  }
}

async function readRequired(root: string, name: string, limit: number): Promise<Uint8Array> {
  const path = join(root, name);
  const bytes = await readPlainFile(path, limit);
  if (bytes === undefined) throw new LayoutError(root, 'not-a-layout', `no OCI layout, as it has no ${name}`);
  if (bytes.byteLength > limit) {
    throw new LayoutError(path, 'too-large', `${name} has more than ${String(limit)} bytes`);
  }
  return bytes;
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

async function readListed(root: string, listed: Descriptor): Promise<Content | undefined> {
  const content = await readByDigest(root, listed.digest, listed.mediaType);
  if (content !== undefined) verifyContent(content.bytes, listed);
  return content;
}

async function readByDigest(root: string, digest: Digest, mediaType?: string): Promise<Content | undefined> {
  const path = await locateBlob(root, digest);
  const bytes = path === undefined ? undefined : await readPlainFile(path, MANIFEST_LIMIT);
  if (bytes === undefined) return undefined;
  if (bytes.byteLength > MANIFEST_LIMIT) {
    throw new ContentError(
      'too-large',
      digest,
      `manifest ${digest} has more than ${String(MANIFEST_LIMIT)} bytes`
    );
  }
  verifyDigest(bytes, digest);
  const parsed = parseManifest(bytes, mediaType);
  const found = parsed.kind === 'index' ? parsed.index : parsed.manifest;
  return {descriptor: {mediaType: found.mediaType, digest, size: bytes.byteLength}, bytes};
}

async function openBlob(root: string, digest: Digest): Promise<AsyncIterable<Uint8Array> | undefined> {
  const path = await locateBlob(root, digest);
  return path === undefined ? undefined : streamPlainFile(path);
}

async function findReferrers(
  root: string,
  entries: readonly Descriptor[],
  subject: Digest
): Promise<readonly Descriptor[]> {
  const found: Descriptor[] = [];
  const reachable = new Map<Digest, Descriptor>();
  const reach = (listed: Descriptor) => {
    if (classifyMediaType(listed.mediaType) === undefined || reachable.has(listed.digest)) return;
    if (reachable.set(listed.digest, listed).size > VISIT_LIMIT) {
      throw new LayoutError(root, 'too-large', `holds more than ${String(VISIT_LIMIT)} manifests`);
    }
  };
  entries.forEach(reach);
  // A map's iteration comes to what is added meanwhile.
  for (const listed of reachable.values()) {
    const content = await readListed(root, listed);
    if (content === undefined) continue;
    const parsed = parseManifest(content.bytes, content.descriptor.mediaType);
    if (parsed.kind === 'index') parsed.index.manifests.forEach(reach);
    if (subjectOf(parsed) === subject) found.push({...content.descriptor, ...describeReferrer(parsed)});
  }
  return found;
}

function subjectOf(parsed: Manifest): Digest | undefined {
  return (parsed.kind === 'index' ? parsed.index : parsed.manifest).subject?.digest;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
function describeReferrer(parsed: Manifest): Pick<Descriptor, 'artifactType' | 'annotations'> {
  const {artifactType, annotations} = parsed.kind === 'index' ? parsed.index : parsed.manifest;
  const type = artifactType ?? (parsed.kind === 'manifest' ? parsed.manifest.config.mediaType : undefined);
  return {
    ...(type === undefined ? {} : {artifactType: type}),
    ...(annotations === undefined ? {} : {annotations})
  };
}

/** The blob's file, or undefined where there is none. Parses the digest once more, as here it becomes a path. */
async function locateBlob(root: string, digest: Digest): Promise<string | undefined> {
  const {algorithm, hex} = splitDigest(parseDigest(digest));
  const path = join(root, 'blobs', algorithm, hex);
  const found =
    (await checkPlain(dirname(dirname(path)), 'folder')) &&
    (await checkPlain(dirname(path), 'folder')) &&
    (await checkPlain(path, 'file'));
  return found ? path : undefined;
}
