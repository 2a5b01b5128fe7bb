/** Strict JSON for bytes from outside, and narrowing of what it says. Knows no format that is written in it. */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Bounds of one document. */
export interface JsonLimits {
  /** Bytes of the whole document. 40 MiB unless given: BuildKit's own bound of an attestation. */
  readonly bytes?: number;
  /** Arrays and objects within each other. 512 unless given. */
  readonly depth?: number;
  /** Members and elements in all. 2 million unless given: each costs memory far beyond its bytes. */
  readonly values?: number;
}

/** Not JSON, or not the JSON that was expected. Its message quotes keys at most, never values. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  /** Where: `$.layers[2].digest`; `$` for a document that is not JSON at all. */
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options);
    this.path = path;
    this.reason = reason;
  }
}

const DEFAULT_LIMITS = {bytes: 40 * 1024 * 1024, depth: 512, values: 2_000_000};

/** Keys of one object at most: beyond, engines become slow. */
const KEY_LIMIT = 65_536;

/**
 * The value of a document that every parser reads alike: UTF-8 without byte order mark, no key twice in an
 * object, no key `__proto__`, nothing after the value. Throws {@link JsonError}.
 *
 * `JSON.parse` alone keeps the last of two equal keys where another parser keeps the first.
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits = {}): JsonValue {
  const bounds = {...DEFAULT_LIMITS, ...limits};
  if (bytes.byteLength > bounds.bytes) {
    throw new JsonError('$', `has ${String(bytes.byteLength)} bytes, the limit is ${String(bounds.bytes)}`);
  }
  const text = decodeText(bytes);
  scanStructure(text, bounds);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw describeSyntaxError(error);
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
    if (text.startsWith('\ufeff')) throw new JsonError('$', 'begins with a byte order mark');
    return text;
  } catch (error) {
    throw error instanceof JsonError ? error : new JsonError('$', 'is not UTF-8', {cause: error});
  }
}

// V8 quotes the document in its message, and a provenance can hold secrets: the position alone is kept, not the cause.
function describeSyntaxError(error: unknown): JsonError {
  const position = error instanceof SyntaxError ? /position \d+/.exec(error.message)?.[0] : undefined;
  return new JsonError('$', position === undefined ? 'is not JSON' : `is not JSON at ${position}`);
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Checks depth, number of values and keys without recursion. Exact for valid JSON; for anything else it may see
 * nothing wrong, and `JSON.parse` then does. It comes first because nesting costs `JSON.parse` memory.
 */
function scanStructure(text: string, {depth, values}: {depth: number; values: number}): void {
  const objects: (Set<string> | undefined)[] = [];
  let seen = 1;
  let start = 0;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        start = at;
        at = end = findStringEnd(text, at);
        break;
      case COLON:
        if (objects.length > 0) addKey((objects[objects.length - 1] ??= new Set()), text, start, end);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        if (objects.push(undefined) > depth) {
          throw new JsonError('$', `is nested deeper than ${String(depth)} levels`);
        }
        seen++;
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        objects.pop();
        break;
      case COMMA:
        seen++;
        break;
    }
    if (seen > values) throw new JsonError('$', `holds more than ${String(values)} values`);
  }
}

/** The position of the closing quote, or of the last character. */
function findStringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length - 1;
}

function addKey(keys: Set<string>, text: string, start: number, end: number): void {
  if (keys.size === KEY_LIMIT)
    throw new JsonError('$', `has an object of more than ${String(KEY_LIMIT)} keys`);
  const key = decodeKey(text.slice(start, end + 1));
  if (keys.has(key)) throw new JsonError('$', `has the key ${quoteKey(key)} twice in one object`);
  if (key === '__proto__') throw new JsonError('$', 'has the key "__proto__"');
  if (!key.isWellFormed()) throw new JsonError('$', 'has a key that is not Unicode text');
  keys.add(key);
}

function decodeKey(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch (error) {
    throw describeSyntaxError(error);
  }
}

function quoteKey(key: string): string {
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
}

/** Whether it is an object; neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at `path`; throws {@link JsonError}. */
export function expectObject(value: unknown, path: string): JsonObject {
  if (!isObject(value)) throw new JsonError(path, `should be an object, is ${nameType(value)}`);
  return value;
}

/** The array at `path`; throws {@link JsonError}. */
export function expectArray(value: unknown, path: string): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new JsonError(path, `should be an array, is ${nameType(value)}`);
  return value as readonly JsonValue[];
}

/** The string at `path`; throws {@link JsonError}. */
export function expectString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new JsonError(path, `should be a string, is ${nameType(value)}`);
  return value;
}

/**
 * Throws {@link JsonError} if a key differs from one of these by case alone: Go reads `Digest` as `digest`, so
 * that two programs would see two documents.
 */
export function refuseLookalikes(fields: JsonObject, keys: readonly string[], path: string): void {
  for (const key of Object.keys(fields)) {
    const meant = foldCase(key);
    if (!keys.includes(key) && keys.some(known => foldCase(known) === meant)) {
      throw new JsonError(joinPath(path, key), 'differs from a known key by case alone');
    }
  }
}

// By way of upper case, so that U+017F counts as "s" and U+212A as "k", as in Go.
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function nameType(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`.replace('a object', 'an object');
}

/** A path one key further: `$.layers`, `$["vnd.docker.reference.type"]`. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${String(key)}]`;
  return /^[A-Za-z_]\w{0,59}$/.test(key) ? `${path}.${key}` : `${path}[${quoteKey(key)}]`;
}
