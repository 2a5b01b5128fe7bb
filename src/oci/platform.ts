/** Platforms: parsed, normalised, compared. Knows nothing of what runs on them. */
import {expectObject, expectString, joinPath, JsonError} from './json.ts';
import {quoteText} from './plain-text.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly 'os.version'?: string;
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

const PART = /^[\w.-]*$/;

/** The platform at `path` of a parsed document, as it stands there; throws `JsonError`. */
export function narrowPlatform(value: unknown, path: string): Platform {
  const fields = expectObject(value, path);
  const part = (key: string) => parsePart(fields[key], joinPath(path, key));
  const variant = part('variant');
  const version = fields['os.version'] ?? '';
  return {
    os: part('os'),
    architecture: part('architecture'),
    ...(variant === '' ? {} : {variant}),
    ...(version === '' ? {} : {'os.version': expectString(version, joinPath(path, 'os.version'))})
  };
}

// A slash within a part would let one platform pass for another once it is written as text.
function parsePart(value: unknown, path: string): string {
  const text = expectString(value ?? '', path);
  if (!PART.test(text)) throw new JsonError(path, 'should hold letters, digits, ".", "_" and "-" only');
  return text;
}

/**
 * The normalised platform that a text names: `linux/arm64/v8`, `windows(10.0.17763)/amd64`, or an architecture
 * alone, which means Linux. An operating system alone and `local` depend on the builder and are refused with
 * {@link InvalidPlatformError}.
 */
export function parsePlatform(text: string): Platform {
  const match = /^(?:([\w.-]+)(?:\(([\w.+-]*)\))?\/)?([\w.-]+)(?:\/([\w.-]+))?$/.exec(text.trim());
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
