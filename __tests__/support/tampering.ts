/** Recorded OCI layouts, changed on purpose and written anew. Knows nothing of what should be found wrong. */
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import type {TestContext} from 'node:test';
import {digestBytes, parseDigest, type Digest} from '../../src/oci/descriptor.ts';
import {openLayout} from '../../src/oci/layout.ts';
import type {ContentStore} from '../../src/oci/store.ts';

const LAYOUTS = join(import.meta.dirname, '../fixtures/layouts');

export interface LooseDescriptor {
  mediaType: string;
  digest: string;
  size: number;
  annotations?: Record<string, string>;
  platform?: {os: string; architecture: string};
}

export interface LooseManifest {
  artifactType?: string;
  layers: LooseDescriptor[];
  subject?: LooseDescriptor;
}

export interface LooseIndex {
  manifests: LooseDescriptor[];
}

export interface LooseStatement {
  _type: string;
  predicateType: string;
  subject: {name?: string; digest: Record<string, string>}[];
  predicate: Record<string, unknown>;
}

/** A layout in memory. Editing a child changes everything above it, as whoever tampers would do. */
export class Layout {
  readonly blobs: Map<string, Buffer>;
  root: Digest;
  /** Bytes under a digest that is not theirs. */
  readonly #forged = new Map<string, Buffer>();

  constructor(blobs: Map<string, Buffer>, root: Digest) {
    this.blobs = blobs;
    this.root = root;
  }

  /** The recorded layout of this name. */
  static async read(name: string): Promise<Layout> {
    const folder = join(LAYOUTS, name, 'blobs/sha256');
    const names = await readdir(folder);
    const blobs = await Promise.all(
      names.map(async hex => [`sha256:${hex}`, await readFile(join(folder, hex))] as const)
    );
    const index = JSON.parse(await readFile(join(LAYOUTS, name, 'index.json'), 'utf8')) as LooseIndex;
    return new Layout(new Map(blobs), index.manifests[0]!.digest as Digest);
  }

  index(): LooseIndex {
    return this.json(this.root) as LooseIndex;
  }

  json(digest: string): unknown {
    return JSON.parse(this.blobs.get(digest)!.toString());
  }

  put(value: unknown): {digest: Digest; size: number} {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
    const digest = digestBytes(bytes);
    this.blobs.set(digest, bytes);
    return {digest, size: bytes.byteLength};
  }

  editIndex(edit: (index: LooseIndex) => void): this {
    const index = this.index();
    edit(index);
    this.root = this.put(index).digest;
    return this;
  }

  /** The image of a platform and its attestation manifest, as an index lists them. */
  find(platform: string, index = this.index()): {image: LooseDescriptor; attestation: LooseDescriptor} {
    const image = index.manifests.find(child => describePlatform(child) === platform)!;
    const attestation = index.manifests.find(child => getReference(child) === image.digest)!;
    return {image, attestation};
  }

  editManifest(platform: string, edit: (manifest: LooseManifest) => void): this {
    return this.editIndex(index => {
      const {attestation} = this.find(platform, index);
      const manifest = this.json(attestation.digest) as LooseManifest;
      edit(manifest);
      Object.assign(attestation, this.put(manifest));
    });
  }

  /** Replaces a platform's statement: by what `edit` makes of it, or by other bytes. */
  editStatement(platform: string, edit: ((statement: LooseStatement) => void) | Buffer): this {
    return this.editManifest(platform, manifest => {
      const [layer] = manifest.layers as [LooseDescriptor];
      if (Buffer.isBuffer(edit)) {
        Object.assign(layer, this.put(edit));
        return;
      }
      const statement = this.json(layer.digest) as LooseStatement;
      edit(statement);
      Object.assign(layer, this.put(statement));
    });
  }

  /** The digests of a platform's image, attestation manifest and statement. */
  digestsOf(platform: string): {image: string; attestation: string; statement: string} {
    const {image, attestation} = this.find(platform);
    const [layer] = (this.json(attestation.digest) as LooseManifest).layers as [LooseDescriptor];
    return {image: image.digest, attestation: attestation.digest, statement: layer.digest};
  }

  /** Changes one bit of an object that keeps its name. */
  flipBit(digest: string, at: number): this {
    const bytes = Buffer.from(this.blobs.get(digest)!);
    bytes[at % bytes.length]! ^= 1;
    this.#forged.set(digest, bytes);
    return this;
  }

  /** Lets an object end early. */
  cut(digest: string, length: number): this {
    this.#forged.set(digest, this.blobs.get(digest)!.subarray(0, length));
    return this;
  }

  remove(digest: string): this {
    this.blobs.delete(digest);
    return this;
  }

  /** Without a folder: `before` is awaited before each answer. Knows nothing of forged bytes. */
  remember(before: () => Promise<void> = () => Promise.resolve()): ContentStore {
    return {
      name: 'memory',
      manifest: async reference => {
        await before();
        const bytes = this.blobs.get(reference);
        if (bytes === undefined) return undefined;
        const {mediaType} = this.json(reference) as {mediaType: unknown};
        const descriptor = {mediaType: String(mediaType), digest: parseDigest(reference), size: bytes.length};
        return {descriptor, bytes};
      },
      blob: async ({digest}) => {
        await before();
        const bytes = this.blobs.get(digest);
        return bytes && Readable.from([bytes]);
      },
      referrers: () => Promise.resolve([])
    };
  }

  /** Written to a folder of the test's own, and opened. */
  async open(test: TestContext): Promise<ContentStore> {
    const folder = await mkdtemp(join(tmpdir(), 'layout-'));
    test.after(() => rm(folder, {recursive: true, force: true}));
    await mkdir(join(folder, 'blobs/sha256'), {recursive: true});
    const blobs = [...new Map([...this.blobs, ...this.#forged])];
    await Promise.all([
      ...blobs.map(([digest, bytes]) => writeFile(join(folder, 'blobs/sha256', digest.slice(7)), bytes)),
      writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}'),
      writeFile(join(folder, 'index.json'), '{"schemaVersion":2,"manifests":[]}')
    ]);
    return openLayout(folder);
  }
}

function describePlatform({platform}: LooseDescriptor): string {
  return `${platform?.os ?? ''}/${platform?.architecture ?? ''}`;
}

function getReference({annotations}: LooseDescriptor): string | undefined {
  return annotations?.['vnd.docker.reference.digest'];
}

/** The statement's bytes of a platform of a recorded layout. */
export async function readStatement(name: string, platform = 'linux/amd64'): Promise<Buffer> {
  const layout = await Layout.read(name);
  return layout.blobs.get(layout.digestsOf(platform).statement)!;
}
