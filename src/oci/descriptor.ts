/** Content descriptors, digests and platforms. Knows no transport. */
import {createHash} from 'node:crypto';
import {expectObject, expectString, joinPath, JsonError, refuseLookalikes, type JsonObject} from './json.ts';

/** `sha256:` or `sha512:` and lower-case hex, as parsed by {@link parseDigest}. */
export type Digest = `sha256:${string}` | `sha512:${string}`;

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly 'os.version'?: string;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
  readonly artifactType?: string;
}

/** A text that is no digest, or one of an algorithm that is not accepted. */
export class InvalidDigestError extends Error {
  override readonly name = 'InvalidDigestError';
  readonly text: string;

  constructor(text: string) {
    super(
      `${quoteText(text)} is not a digest: expected sha256: and 64, or sha512: and 128, lower-case hex digits`
    );
    this.text = text;
  }
}

/** A text that names no platform. */
export class InvalidPlatformError extends Error {
  override readonly name = 'InvalidPlatformError';
  readonly text: string;

  constructor(text: string) {
    super(`${quoteText(text)} is not a platform: expected os/architecture[/variant], as in linux/arm64`);
    this.text = text;
  }
}

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Whether it is a digest of an accepted algorithm: safe as a path, a URL's part and an output. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** The text as a digest; throws {@link InvalidDigestError}. */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new InvalidDigestError(text);
  return text;
}

/** The digest of these bytes. */
export function digestBytes(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** A digest's two parts. */
export function splitDigest(digest: Digest): {readonly algorithm: 'sha256' | 'sha512'; readonly hex: string} {
  const algorithm = digest.startsWith('sha512:') ? 'sha512' : 'sha256';
  return {algorithm, hex: digest.slice(algorithm.length + 1)};
}

const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;
const FIELDS = ['mediaType', 'digest', 'size', 'annotations', 'platform', 'artifactType'];
const PLATFORM_PART = /^[\w.-]*$/;

/**
 * The descriptor at `path` of a parsed document, without what this program does not read (`urls`, `data`).
 * Optional fields that are null count as absent, as Go reads them. Throws `JsonError`.
 */
export function parseDescriptor(value: unknown, path: string): Descriptor {
  const fields = expectObject(value, path);
  refuseLookalikes(fields, FIELDS, path);
  return {
    mediaType: parseMediaType(fields['mediaType'], joinPath(path, 'mediaType')),
    digest: parseDigestAt(fields['digest'], joinPath(path, 'digest')),
    size: parseSize(fields['size'], joinPath(path, 'size')),
    ...parseAnnotations(fields, path),
    ...parsePlatformAt(fields, path),
    ...parseArtifactType(fields, path)
  };
}

/** The media type at `path`, without parameters; throws `JsonError`. */
export function parseMediaType(value: unknown, path: string): string {
  const text = expectString(value, path);
  if (!MEDIA_TYPE.test(text)) throw new JsonError(path, 'should be a media type');
  return text;
}

/** The object's `annotations`, or nothing where there are none; throws `JsonError`. */
export function parseAnnotations(fields: JsonObject, path: string): Pick<Descriptor, 'annotations'> {
  const value = fields['annotations'] ?? undefined;
  if (value === undefined) return {};
  const at = joinPath(path, 'annotations');
  const entries = Object.entries(expectObject(value, at));
  return {
    annotations: Object.fromEntries(
      entries.map(([key, text]) => [key, expectString(text, joinPath(at, key))])
    )
  };
}

/** The object's `artifactType`, or nothing where it is absent or empty; throws `JsonError`. */
export function parseArtifactType(fields: JsonObject, path: string): Pick<Descriptor, 'artifactType'> {
  const value = fields['artifactType'] ?? '';
  return value === '' ? {} : {artifactType: parseMediaType(value, joinPath(path, 'artifactType'))};
}

function parseDigestAt(value: unknown, path: string): Digest {
  try {
    return parseDigest(expectString(value, path));
  } catch (error) {
    throw error instanceof InvalidDigestError ? new JsonError(path, error.message, {cause: error}) : error;
  }
}

function parseSize(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new JsonError(path, 'should be a size in bytes');
  }
  return value;
}

function parsePlatformAt(fields: JsonObject, path: string): Pick<Descriptor, 'platform'> {
  const value = fields['platform'] ?? undefined;
  if (value === undefined) return {};
  const at = joinPath(path, 'platform');
  const platform = expectObject(value, at);
  const part = (key: string) => parsePlatformPart(platform[key], joinPath(at, key));
  const variant = part('variant');
  const version = platform['os.version'] ?? '';
  return {
    platform: {
      os: part('os'),
      architecture: part('architecture'),
      ...(variant === '' ? {} : {variant}),
      ...(version === '' ? {} : {'os.version': expectString(version, joinPath(at, 'os.version'))})
    }
  };
}

// A slash within a part would let one platform pass for another once it is written as text.
function parsePlatformPart(value: unknown, path: string): string {
  const text = expectString(value ?? '', path);
  if (!PLATFORM_PART.test(text))
    throw new JsonError(path, 'should hold letters, digits, ".", "_" and "-" only');
  return text;
}

/**
 * The normalised platform that a text names: `linux/arm64/v8`, `windows(10.0.17763)/amd64`, or an architecture
 * alone, which means Linux. An operating system alone and `local` depend on the builder and are refused with
 * {@link InvalidPlatformError}.
 */
export function parsePlatform(text: string): Platform {
  const match = /^(?:([\w.-]+)(?:\(([\w.-]*)\))?\/)?([\w.-]+)(?:\/([\w.-]+))?$/.exec(text.trim());
  const [, os, version, architecture, variant] = match ?? [];
  if (architecture === undefined || (os === undefined && !isArchitecture(architecture))) {
    throw new InvalidPlatformError(text);
  }
  return normalizePlatform({
    os: os ?? 'linux',
    architecture,
    ...(variant === undefined ? {} : {variant}),
    ...(version === undefined || version === '' ? {} : {'os.version': version})
  });
}

/** `os/architecture[/variant]`, normalised; without the operating system's version. */
export function formatPlatform(platform: Platform): string {
  const {os, architecture, variant} = normalizePlatform(platform);
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/** Whether both run the same images. Versions of the operating system count where both have one. */
export function samePlatform(a: Platform, b: Platform): boolean {
  const [first, second] = [a['os.version'], b['os.version']];
  return (
    formatPlatform(a) === formatPlatform(b) &&
    (first === undefined || second === undefined || first === second)
  );
}

/** As builders write it: https://github.com/containerd/platforms/blob/v1.0.0-rc.1/database.go */
function normalizePlatform(platform: Platform): Platform {
  const [architecture, variant] = normalizeArchitecture(
    platform.architecture.toLowerCase(),
    (platform.variant ?? '').toLowerCase()
  );
  const os = platform.os.toLowerCase();
  const version = platform['os.version'];
  return {
    os: os === 'macos' ? 'darwin' : os,
    architecture,
    ...(variant === '' ? {} : {variant}),
    ...(version === undefined ? {} : {'os.version': version})
  };
}

const ARCHITECTURE_ALIASES: ReadonlyMap<string, readonly [string, string | undefined]> = new Map([
  ['i386', ['386', '']],
  ['x86_64', ['amd64', undefined]],
  ['x86-64', ['amd64', undefined]],
  ['aarch64', ['arm64', undefined]],
  ['armhf', ['arm', 'v7']],
  ['armel', ['arm', 'v6']]
]);

const VARIANT_ALIASES: ReadonlyMap<string, string> = new Map([
  ['amd64/v1', ''],
  ['arm64/8', ''],
  ['arm64/v8', ''],
  ['arm64/v8.0', ''],
  ['arm64/9', 'v9'],
  ['arm64/9.0', 'v9'],
  ['arm64/v9.0', 'v9'],
  ['arm/', 'v7'],
  ['arm/5', 'v5'],
  ['arm/6', 'v6'],
  ['arm/7', 'v7'],
  ['arm/8', 'v8']
]);

function normalizeArchitecture(architecture: string, variant: string): readonly [string, string] {
  const [name, fixed] = ARCHITECTURE_ALIASES.get(architecture) ?? [architecture, undefined];
  const given = fixed ?? variant;
  return [name, VARIANT_ALIASES.get(`${name}/${given}`) ?? given];
}

const ARCHITECTURES = /^(?:386|amd64|arm|arm64|loong64|mips(?:64)?(?:le)?|ppc64(?:le)?|riscv64|s390x)$/;

function isArchitecture(text: string): boolean {
  return ARCHITECTURES.test(normalizeArchitecture(text.toLowerCase(), '')[0]);
}

function quoteText(text: string): string {
  return JSON.stringify(text.length > 160 ? `${text.slice(0, 160)}…` : text);
}
