/** Reads one image's attestations, and remembers what could not be read. Knows nothing of the index. */
import type {Descriptor} from '../oci/descriptor.ts';
import {parseManifest} from '../oci/manifest.ts';
import type {ImageManifest} from '../oci/manifest.ts';
import {ContentError, readBlob, readManifest} from '../oci/store.ts';
import type {ContentStore} from '../oci/store.ts';
import type {AttestationLayer, AttestationManifest, PlatformImage, Problem} from './discovery.ts';
import {classifyFailure} from './failure.ts';
import {createLimiter} from './limiter.ts';
import type {Limiter} from './limiter.ts';
import {isProvenanceType} from './provenance.ts';
import {SPDX_DOCUMENT} from './spdx.ts';

/** Requests under way at once. */
const CONCURRENCY = 8;
/** Of one attestation manifest. */
const LAYERS_LIMIT = 32;
/** BuildKit's own bound. */
const LAYER_BYTES_LIMIT = 40 * 1024 * 1024;
/** Of everything that one discovery holds in memory: of provenance, and of SBOMs, which so take no room from it. */
const TOTAL_BYTES_LIMIT = 128 * 1024 * 1024;

const PREDICATE_TYPE = 'in-toto.io/predicate-type';
/** https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/envelope.md: the payload type, without an envelope. */
export const IN_TOTO = 'application/vnd.in-toto+json';

/** Reads objects, each once however many platforms share it. */
export interface Reader {
  readonly manifest: (descriptor: Descriptor) => Promise<ImageManifest>;
  readonly blob: (descriptor: Descriptor) => Promise<Uint8Array>;
  /** The same, out of a budget of its own. */
  readonly sbom: (descriptor: Descriptor) => Promise<Uint8Array>;
}

/** A reader with bounds of its own: one for each discovery. */
export function createReader(store: ContentStore): Reader {
  const limiter = createLimiter(CONCURRENCY);
  return {
    manifest: readOnce(limiter, async descriptor => {
      const {bytes} = await readManifest(store, descriptor.digest, descriptor);
      const parsed = parseManifest(bytes, descriptor.mediaType);
      if (parsed.kind === 'manifest') return parsed.manifest;
      const message = `manifest ${descriptor.digest} is an index`;
      throw new ContentError('malformed', descriptor.digest, message);
    }),
    blob: readBlobs(store, limiter),
    sbom: readBlobs(store, limiter)
  };
}

function readBlobs(store: ContentStore, limiter: Limiter) {
  let budget = TOTAL_BYTES_LIMIT;
  return readOnce(limiter, async descriptor => {
    const limit = Math.min(LAYER_BYTES_LIMIT, budget);
    if (descriptor.size <= limit) budget -= descriptor.size;
    return readBlob(store, descriptor, limit);
  });
}

function readOnce<T>(limiter: Limiter, read: (descriptor: Descriptor) => Promise<T>) {
  const reads = new Map<string, Promise<T>>();
  return (descriptor: Descriptor): Promise<T> => {
    // Size and type are promises of whoever lists the object: another promise is another check.
    const key = `${descriptor.digest} ${String(descriptor.size)} ${descriptor.mediaType}`;
    const known = reads.get(key) ?? limiter(() => read(descriptor));
    reads.set(key, known);
    return known;
  };
}

/** The image, with its own manifest or without, and with every attestation manifest that is `listed` for it. Throws nothing that a store throws. */
export async function readImage(
  reader: Reader,
  image: Descriptor,
  listed: readonly Descriptor[],
  withManifest: boolean
): Promise<PlatformImage> {
  const problems: Problem[] = [];
  const [attestationManifests, manifest] = await Promise.all([
    Promise.all(listed.map(child => readAttestationManifest(reader, child, problems))),
    // For its layers, to hold them against BuildKit's record, or to see that there are none to attest.
    withManifest ? readImageManifest(reader, image, problems) : undefined
  ]);
  return {
    platform: image.platform,
    image,
    manifest,
    listed,
    attestationManifests: attestationManifests.filter(found => found !== undefined),
    problems
  };
}

async function readImageManifest(reader: Reader, descriptor: Descriptor, problems: Problem[]) {
  return collectProblem(problems, {kind: 'image-manifest', descriptor}, () => reader.manifest(descriptor));
}

async function readAttestationManifest(
  reader: Reader,
  descriptor: Descriptor,
  problems: Problem[]
): Promise<AttestationManifest | undefined> {
  const manifest = await collectProblem(problems, {kind: 'attestation-manifest', descriptor}, async () => {
    const found = await reader.manifest(descriptor);
    if (found.layers.length > LAYERS_LIMIT) throw tooManyLayers(descriptor, found);
    return found;
  });
  if (manifest === undefined) return undefined;
  const [attestations, sboms] = await Promise.all([
    readLayers(manifest.layers.filter(isWorthReading), reader.blob, 'attestation-layer', problems),
    readLayers(manifest.layers.filter(isReadableSbom), reader.sbom, 'sbom-layer', problems)
  ]);
  return {descriptor, manifest, attestations, sboms};
}

function tooManyLayers({digest}: Descriptor, {layers}: ImageManifest): ContentError {
  const message = `manifest ${digest} lists ${String(layers.length)} layers, the limit is ${String(LAYERS_LIMIT)}`;
  return new ContentError('too-large', digest, message);
}

function isWorthReading({mediaType, annotations}: Descriptor): boolean {
  const type = annotations?.[PREDICATE_TYPE];
  return mediaType === IN_TOTO && (type === undefined || isProvenanceType(type));
}

/** Whether a layer is labelled as an SBOM, whatever it is. */
export function isSbomLayer({annotations}: Descriptor): boolean {
  return annotations?.[PREDICATE_TYPE] === SPDX_DOCUMENT;
}

function isReadableSbom(layer: Descriptor): boolean {
  return layer.mediaType === IN_TOTO && isSbomLayer(layer);
}

async function readLayers(
  layers: readonly Descriptor[],
  read: Reader['blob'],
  kind: Problem['kind'],
  problems: Problem[]
): Promise<readonly AttestationLayer[]> {
  const found = layers.map(async layer => {
    const bytes = await collectProblem(problems, {kind, descriptor: layer}, () => read(layer));
    return bytes && {predicateType: layer.annotations?.[PREDICATE_TYPE], layer, bytes};
  });
  return (await Promise.all(found)).filter(layer => layer !== undefined);
}

async function collectProblem<T>(
  problems: Problem[],
  about: Omit<Problem, 'error'>,
  read: () => Promise<T>
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (classifyFailure(error) === undefined) throw error;
    problems.push({...about, error});
    return undefined;
  }
}
