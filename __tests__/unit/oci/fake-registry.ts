/** A registry that takes pushes, over real HTTP, with or without what registries differ in. */
import type {TestContext} from 'node:test';
import {digestBytes, type Descriptor, type Digest} from '../../../src/oci/descriptor.ts';
import type {Wait} from '../../../src/oci/patience.ts';
import {openRegistrySink, type RegistrySink} from '../../../src/oci/registry-sink.ts';
import type {RegistryOptions} from '../../../src/oci/registry.ts';
import {
  answer,
  openTransport,
  serve,
  virtualPatience,
  type Handler,
  type Seen,
  type TestServer
} from './http-server.ts';
import {INDEX_TYPE} from './store-suite.ts';

export const REPOSITORY = 'me/app';
const BASE = `/v2/${REPOSITORY}/`;

export interface FakeOptions {
  /** `OCI-Subject` is answered. */
  readonly ociSubject?: boolean;
  /** What answers the Referrers API; 404 unless given. */
  readonly api?: 'list' | Handler;
  /** `ETag` is given for tags, and `If-Match` minded. */
  readonly etag?: boolean;
  /** Answers instead, where it returns something. */
  readonly intercept?: (seen: Seen) => Handler | undefined;
}

interface Held {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface FakeRegistry extends TestServer {
  readonly blobs: Map<string, Buffer>;
  /** By digest. */
  readonly manifests: Map<string, Held>;
  readonly tags: Map<string, Held>;
  /** `METHOD path` of every request, without query and repository. */
  readonly asked: () => readonly string[];
  /** What the tag of this subject lists. */
  readonly listed: (subject: Digest) => readonly Digest[];
}

export async function startFakeRegistry(test: TestContext, options: FakeOptions = {}): Promise<FakeRegistry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Held>();
  const tags = new Map<string, Held>();
  const handle = createHandler({blobs, manifests, tags}, options);
  const server = await serve(test, (response, seen) => {
    (options.intercept?.(seen) ?? handle)(response, seen);
  });
  return {
    ...server,
    blobs,
    manifests,
    tags,
    asked: () => server.seen.map(({method, url}) => `${method} ${pathOf(url)}`),
    listed: subject => {
      const held = tags.get(subject.replace(':', '-'));
      if (held === undefined) return [];
      const {manifests: found} = JSON.parse(held.bytes.toString()) as {manifests: Descriptor[]};
      return found.map(({digest}) => digest);
    }
  };
}

export function pathOf(url: string): string {
  return url.split('?', 1)[0]!.replace(BASE, '');
}

type Stored = Pick<FakeRegistry, 'blobs' | 'manifests' | 'tags'>;

function createHandler(stored: Stored, options: FakeOptions): Handler {
  return (response, seen) => {
    const [kind = '', name = ''] = pathOf(seen.url).split('/');
    const reply = (): Handler => {
      if (kind === 'blobs') return handleBlob(stored, seen, name);
      if (kind === 'manifests') return handleManifest(stored, options, seen, name);
      if (kind !== 'referrers' || options.api === undefined) return unknown('NAME_UNKNOWN');
      return options.api === 'list' ? listReferrers(stored, name) : options.api;
    };
    reply()(response, seen);
  };
}

const unknown = (code: string): Handler => answer(404, {}, JSON.stringify({errors: [{code, message: ''}]}));

function handleBlob({blobs}: Stored, {method, url, bytes}: Seen, name: string): Handler {
  if (method === 'POST') return answer(202, {location: `${BASE}blobs/uploads/session?state=a%2Bb`});
  if (method !== 'PUT')
    return blobs.has(name)
      ? answer(200, {'content-length': String(blobs.get(name)!.byteLength)})
      : unknown('BLOB_UNKNOWN');
  const digest = new URL(url, 'http://registry').searchParams.get('digest') ?? '';
  if (digest !== digestBytes(bytes)) return answer(400, {}, '{"errors":[{"code":"DIGEST_INVALID"}]}');
  blobs.set(digest, bytes);
  return answer(201);
}

function handleManifest(
  {manifests, tags}: Stored,
  {etag = false, ociSubject = false}: FakeOptions,
  {method, headers, bytes}: Seen,
  name: string
): Handler {
  const held = manifests.get(name) ?? tags.get(name);
  const current = held && `"${digestBytes(held.bytes)}"`;
  if (method !== 'PUT') {
    if (held === undefined) return unknown('MANIFEST_UNKNOWN');
    return answer(200, {'content-type': held.mediaType, ...(etag ? {etag: current!} : {})}, held.bytes);
  }
  const expected = headers['if-match'];
  if (etag && expected !== undefined && expected !== current) return answer(412);
  const pushed = {mediaType: headers['content-type'] ?? '', bytes};
  manifests.set(digestBytes(bytes), pushed);
  if (!name.includes(':')) tags.set(name, pushed);
  const {subject} = JSON.parse(bytes.toString()) as {subject?: Descriptor};
  return answer(201, ociSubject && subject ? {'oci-subject': subject.digest} : {});
}

function listReferrers({manifests}: Stored, subject: string): Handler {
  const found = [...manifests].flatMap(([digest, {mediaType, bytes}]) => {
    const manifest = JSON.parse(bytes.toString()) as {subject?: Descriptor};
    return manifest.subject?.digest === subject ? [{mediaType, digest, size: bytes.byteLength}] : [];
  });
  return answerIndex(found);
}

/** An index of these descriptors. */
export function answerIndex(manifests: readonly unknown[], headers: Record<string, string> = {}): Handler {
  const body = JSON.stringify({schemaVersion: 2, mediaType: INDEX_TYPE, manifests});
  return answer(200, {'content-type': INDEX_TYPE, ...headers}, body);
}

/** A sink on that registry, whose clock only waiting moves. */
export function openSink(
  test: TestContext,
  host: string,
  options: Partial<RegistryOptions> = {}
): {sink: RegistrySink; waits: Wait[]; patience: ReturnType<typeof virtualPatience>['patience']} {
  const {patience, waits} = virtualPatience();
  const sink = openRegistrySink({
    reference: {registry: host, repository: REPOSITORY},
    transport: openTransport(test),
    credentials: () => Promise.resolve(undefined),
    patience,
    awaitAbsent: false,
    ...options
  });
  return {sink, waits, patience};
}
