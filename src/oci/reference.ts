/** Image references, parsed once at the border. Knows the grammar, not what answers behind it. */
import {isIPv6} from 'node:net';
import {isDigest, type Digest} from './descriptor.ts';
import {abbreviate, quoteText} from './plain-text.ts';

/** `registry/repository[:tag][@digest]`, with Docker Hub's short names expanded (`docker.io/library/alpine`). */
export interface Reference {
  /** Host and port: `ghcr.io`, `localhost:5000`, `[::1]:5000`. `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** A text that is no image reference. */
export class InvalidReferenceError extends Error {
  override readonly name = 'InvalidReferenceError';
  /** As given, abbreviated, and without what could be a password. */
  readonly text: string;
  /** What is wrong with it, and what would be right where that is plain. */
  readonly reason: string;

  constructor(text: string, reason: string) {
    const shown = hidePassword(text);
    super(`${quoteText(shown)} is not an image reference: ${reason}`);
    this.text = abbreviate(shown);
    this.reason = reason;
  }
}

const DOCKER_HUB = 'docker.io';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[([0-9A-Fa-f:.]+)\\])(?::([0-9]{1,5}))?$`);
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

const HOST_LIMIT = 255;
const REPOSITORY_LIMIT = 255;
// Host, repository, a tag of 128 and a digest of 135, and what joins them.
const TEXT_LIMIT = HOST_LIMIT + REPOSITORY_LIMIT + 128 + 135 + 3;

/**
 * The reference that docker would read in this text. Throws {@link InvalidReferenceError}.
 *
 * The part before the first slash is a host if it holds a dot or a colon or is `localhost`; everything else is
 * on Docker Hub. Docker takes `Me/app` for a host too, and fails when nothing answers; it is refused here. See https://github.com/distribution/reference/blob/v0.6.0/normalize.go
 */
export function parseReference(text: string): Reference {
  const refuse = (reason: string) => new InvalidReferenceError(text, reason);
  if (text === '') throw refuse('it is empty');
  if (text.length > TEXT_LIMIT) throw refuse(`it is longer than ${String(TEXT_LIMIT)} characters`);
  if (text.includes('://')) throw refuse('a reference has no scheme: leave out everything up to "://"');
  const {name, tag, digest} = splitReference(text);
  if (tag !== undefined && !TAG.test(tag)) {
    throw refuse('a tag has at most 128 letters, digits, "_", "." and "-", and begins with no "." or "-"');
  }
  if (digest !== undefined && !isDigest(digest))
    throw refuse('what follows "@" is not a sha256 or sha512 digest');
  return {
    ...checkName(splitName(name), refuse),
    ...(tag === undefined ? {} : {tag}),
    ...(digest === undefined ? {} : {digest})
  };
}

/** The whole reference as text; `parseReference` reads the same reference in it. */
export function formatReference({registry, repository, tag, digest}: Reference): string {
  const named = tag === undefined ? '' : `:${tag}`;
  const pinned = digest === undefined ? '' : `@${digest}`;
  return `${registry}/${repository}${named}${pinned}`;
}

// A colon before the last slash belongs to a port.
function splitReference(text: string): {name: string; tag: string | undefined; digest: string | undefined} {
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const colon = named.lastIndexOf(':');
  if (colon <= named.lastIndexOf('/')) return {name: named, tag: undefined, digest};
  return {name: named.slice(0, colon), tag: named.slice(colon + 1), digest};
}

interface Name {
  readonly registry: string;
  readonly repository: string;
}

function splitName(name: string): Name {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = slash !== -1 && (/[.:]/.test(first) || first === 'localhost');
  const registry = isHost && first !== 'index.docker.io' ? first : DOCKER_HUB;
  const path = isHost ? name.slice(slash + 1) : name;
  return {registry, repository: registry === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path};
}

function checkName({registry, repository}: Name, refuse: (reason: string) => InvalidReferenceError): Name {
  if (!isRegistry(registry)) throw refuse(`"${abbreviate(registry)}" is not a host with an optional port`);
  if (repository !== repository.toLowerCase()) {
    throw refuse(
      `a repository is written in lower case: ${abbreviate(`${registry}/${repository.toLowerCase()}`)}`
    );
  }
  if (registry === DOCKER_HUB && /^library\/[0-9a-f]{64}$/.test(repository)) {
    throw refuse('64 hex digits are an image ID, not a name');
  }
  if (!REPOSITORY.test(repository)) {
    throw refuse('a repository has parts of letters and digits, parted by "/", ".", "_", "__" or "-"');
  }
  if (repository.length > REPOSITORY_LIMIT) {
    throw refuse(`its repository is longer than ${String(REPOSITORY_LIMIT)} characters`);
  }
  return {registry, repository};
}

function isRegistry(text: string): boolean {
  const match = HOST.exec(text);
  if (match === null || text.length > HOST_LIMIT) return false;
  const [, address, port] = match;
  return (address === undefined || isIPv6(address)) && (port === undefined || Number(port) <= 65535);
}

function hidePassword(text: string): string {
  return text.replace(/^.*@(?!sha(?:256|512):)/s, '***@');
}
