"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}
var init_utils = __esm({
  "node_modules/@actions/core/lib/utils.js"() {
  }
});

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
var os, CMD_STRING, Command;
var init_command = __esm({
  "node_modules/@actions/core/lib/command.js"() {
    os = __toESM(require("os"));
    init_utils();
    CMD_STRING = "::";
    Command = class {
      constructor(command, properties, message) {
        if (!command) {
          command = "missing.command";
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
      }
      toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
          cmdStr += " ";
          let first = true;
          for (const key in this.properties) {
            if (this.properties.hasOwnProperty(key)) {
              const val = this.properties[key];
              if (val) {
                if (first) {
                  first = false;
                } else {
                  cmdStr += ",";
                }
                cmdStr += `${key}=${escapeProperty(val)}`;
              }
            }
          }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
      }
    };
  }
});

// node_modules/@actions/core/lib/platform.js
var import_os, platform, arch;
var init_platform = __esm({
  "node_modules/@actions/core/lib/platform.js"() {
    import_os = __toESM(require("os"));
    platform = import_os.default.platform();
    arch = import_os.default.arch();
  }
});

// node_modules/@actions/core/lib/core.js
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function debug(message) {
  issueCommand("debug", {}, message);
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
  issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
}
function getState(name) {
  return process.env[`STATE_${name}`] || "";
}
var ExitCode;
var init_core = __esm({
  "node_modules/@actions/core/lib/core.js"() {
    init_command();
    init_utils();
    init_platform();
    (function(ExitCode2) {
      ExitCode2[ExitCode2["Success"] = 0] = "Success";
      ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
    })(ExitCode || (ExitCode = {}));
  }
});

// src/action/folders.ts
async function removePrivate(folder) {
  await (0, import_promises.rm)(folder, { recursive: true, force: true, maxRetries: 2 });
}
function isPrivateFolder(path, temp) {
  return isOwn(path, PRIVATE, temp);
}
function isReferrersFile(path, temp) {
  return isOwn(path, REFERRERS, temp);
}
function isOwn(path, name, temp) {
  const root = (0, import_node_path.dirname)(path);
  return (0, import_node_path.resolve)(path) === path && (0, import_node_path.basename)(path) === name && (0, import_node_path.basename)(root).startsWith(PREFIX) && (0, import_node_path.dirname)(root) === (0, import_node_path.resolve)(temp);
}
var import_promises, import_node_path, PREFIX, PRIVATE, REFERRERS;
var init_folders = __esm({
  "src/action/folders.ts"() {
    import_promises = require("node:fs/promises");
    import_node_path = require("node:path");
    PREFIX = "provenance-action-";
    PRIVATE = "private";
    REFERRERS = "referrers.json";
  }
});

// src/oci/duration.ts
function formatDuration(milliseconds) {
  if (milliseconds < 1e3) return `${String(Math.round(milliseconds))} ms`;
  const seconds = Math.round(milliseconds / 1e3);
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3600) return joinUnits(seconds, 60, "min", "s");
  return joinUnits(Math.round(seconds / 60), 60, "h", "min");
}
function joinUnits(total, base, large, small) {
  const rest = total % base;
  const head = `${String(Math.floor(total / base))} ${large}`;
  return rest === 0 ? head : `${head} ${String(rest)} ${small}`;
}
var init_duration = __esm({
  "src/oci/duration.ts"() {
  }
});

// src/oci/patience.ts
function createPatience(options) {
  const now = options.now ?? (() => performance.now());
  return {
    deadline: now() + options.timeoutMs,
    now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? ((milliseconds, signal) => (0, import_promises2.setTimeout)(milliseconds, void 0, signal ? { signal } : {})),
    signal: options.signal,
    onWait: options.onWait ?? (() => void 0)
  };
}
function describeEnd(reason, tried) {
  const attempts = tried.attempts === 1 ? "1 attempt" : `${String(tried.attempts)} attempts`;
  return `${reason}; gave up after ${attempts} in ${formatDuration(tried.elapsedMs)}`;
}
async function retry(patience, what, attempt2) {
  const started = patience.now();
  const signal = joinSignals(patience);
  let last;
  for (let attempts = 1; ; attempts++) {
    try {
      patience.signal?.throwIfAborted();
      return await attempt2(signal);
    } catch (error2) {
      patience.signal?.throwIfAborted();
      last = nameFailure(error2, signal, last);
      await wait(patience, what, last, { attempts, elapsedMs: patience.now() - started });
    }
  }
}
async function tryOnce(patience, attempt2) {
  patience.signal?.throwIfAborted();
  const signal = joinSignals(patience);
  try {
    return await attempt2(signal);
  } catch (error2) {
    patience.signal?.throwIfAborted();
    throw nameFailure(error2, signal, void 0);
  }
}
function joinSignals({ deadline, now, signal }) {
  const left = Math.min(Math.max(Math.ceil(deadline - now()), 0), MAX_TIMER_MS);
  return AbortSignal.any([AbortSignal.timeout(left), ...signal === void 0 ? [] : [signal]]);
}
function nameFailure(error2, signal, last) {
  if (signal.aborted) {
    const before = last === void 0 ? "" : ` (before that: ${last.reason})`;
    return new TransientError(`no complete answer before the deadline${before}`, {
      cause: last?.cause ?? error2
    });
  }
  if (error2 instanceof TransientError) return error2;
  throw error2;
}
async function wait(patience, what, failure, tried) {
  const remainingMs = patience.deadline - patience.now();
  const { retryAfterMs } = failure;
  if (retryAfterMs !== void 0 && retryAfterMs >= remainingMs) {
    throw new PatienceError(what, describeLongWait(failure, retryAfterMs, remainingMs), tried);
  }
  const delayMs = chooseDelay(patience, tried.attempts, retryAfterMs, remainingMs);
  if (delayMs === void 0) throw new PatienceError(what, failure, tried);
  const asked = retryAfterMs === void 0 ? "" : ` (Retry-After: ${formatDuration(retryAfterMs)})`;
  patience.onWait({ what, reason: failure.reason + asked, delayMs, remainingMs });
  try {
    await patience.sleep(delayMs, patience.signal);
  } catch (error2) {
    patience.signal?.throwIfAborted();
    throw error2;
  }
}
function describeLongWait(failure, retryAfterMs, remainingMs) {
  const left = formatDuration(Math.max(remainingMs, 0));
  const reason = `${failure.reason}: asked to wait ${formatDuration(retryAfterMs)}, only ${left} left`;
  return new TransientError(reason, { cause: failure.cause, retryAfterMs });
}
function chooseDelay(patience, attempts, retryAfterMs, remainingMs) {
  if (retryAfterMs !== void 0 && retryAfterMs > 0) return retryAfterMs;
  const ceiling = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  const longest = remainingMs - LAST_ATTEMPT_MS;
  return longest > 0 ? Math.min(patience.random() * ceiling, longest) : void 0;
}
var import_promises2, FIRST_BACKOFF_MS, MAX_BACKOFF_MS, LAST_ATTEMPT_MS, MAX_TIMER_MS, TransientError, PatienceError;
var init_patience = __esm({
  "src/oci/patience.ts"() {
    import_promises2 = require("node:timers/promises");
    init_duration();
    FIRST_BACKOFF_MS = 500;
    MAX_BACKOFF_MS = 2e4;
    LAST_ATTEMPT_MS = 200;
    MAX_TIMER_MS = 2 ** 31 - 1;
    TransientError = class extends Error {
      name = "TransientError";
      reason;
      /** What the other side asked for. */
      retryAfterMs;
      constructor(reason, options = {}) {
        super(reason, options);
        this.reason = reason;
        this.retryAfterMs = options.retryAfterMs;
      }
    };
    PatienceError = class extends Error {
      name = "PatienceError";
      what;
      /** Why the last attempt failed. */
      reason;
      attempts;
      elapsedMs;
      /** The wait that the other side asked for last; where it was longer than what was left, that ended it. */
      retryAfterMs;
      constructor(what, failure, tried) {
        super(`${what}: ${describeEnd(failure.reason, tried)}`, { cause: failure.cause ?? failure });
        this.what = what;
        this.reason = failure.reason;
        this.attempts = tried.attempts;
        this.elapsedMs = tried.elapsedMs;
        this.retryAfterMs = failure.retryAfterMs;
      }
    };
  }
});

// src/oci/json.ts
function parseJson(bytes, limits = {}) {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  if (bytes.byteLength > bounds.bytes) {
    throw new JsonError("$", `has ${String(bytes.byteLength)} bytes, the limit is ${String(bounds.bytes)}`);
  }
  const text = decodeText(bytes);
  scanStructure(text, bounds);
  try {
    return JSON.parse(text);
  } catch (error2) {
    throw describeSyntaxError(error2);
  }
}
function decodeText(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.startsWith("\uFEFF")) throw new JsonError("$", "begins with a byte order mark");
    return text;
  } catch (error2) {
    throw error2 instanceof JsonError ? error2 : new JsonError("$", "is not UTF-8", { cause: error2 });
  }
}
function describeSyntaxError(error2) {
  const position = error2 instanceof SyntaxError ? /position \d+/.exec(error2.message)?.[0] : void 0;
  return new JsonError("$", position === void 0 ? "is not JSON" : `is not JSON at ${position}`);
}
function scanStructure(text, { depth, values }) {
  const objects = [];
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
        if (objects.length > 0) addKey(objects[objects.length - 1] ??= /* @__PURE__ */ new Set(), text, start, end);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        if (objects.push(void 0) > depth) {
          throw new JsonError("$", `is nested deeper than ${String(depth)} levels`);
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
    if (seen > values) throw new JsonError("$", `holds more than ${String(values)} values`);
  }
}
function findStringEnd(text, start) {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length - 1;
}
function addKey(keys, text, start, end) {
  if (keys.size === KEY_LIMIT)
    throw new JsonError("$", `has an object of more than ${String(KEY_LIMIT)} keys`);
  const key = decodeKey(text.slice(start, end + 1));
  if (keys.has(key)) throw new JsonError("$", `has the key ${quoteKey(key)} twice in one object`);
  if (key === "__proto__") throw new JsonError("$", 'has the key "__proto__"');
  if (!key.isWellFormed()) throw new JsonError("$", "has a key that is not Unicode text");
  keys.add(key);
}
function decodeKey(literal) {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch (error2) {
    throw describeSyntaxError(error2);
  }
}
function quoteKey(key) {
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function expectObject(value, path) {
  if (!isObject(value)) throw new JsonError(path, `should be an object, is ${nameType(value)}`);
  return value;
}
function expectArray(value, path) {
  if (!Array.isArray(value)) throw new JsonError(path, `should be an array, is ${nameType(value)}`);
  return value;
}
function expectString(value, path) {
  if (typeof value !== "string") throw new JsonError(path, `should be a string, is ${nameType(value)}`);
  return value;
}
function refuseLookalikes(fields, keys, path) {
  for (const key of Object.keys(fields)) {
    const meant = foldCase(key);
    if (!keys.includes(key) && keys.some((known) => foldCase(known) === meant)) {
      throw new JsonError(joinPath(path, key), "differs from a known key by case alone");
    }
  }
}
function foldCase(text) {
  return text.toUpperCase().toLowerCase();
}
function nameType(value) {
  if (value === void 0) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`.replace("a object", "an object");
}
function joinPath(path, key) {
  if (typeof key === "number") return `${path}[${String(key)}]`;
  return /^[A-Za-z_]\w{0,59}$/.test(key) ? `${path}.${key}` : `${path}[${quoteKey(key)}]`;
}
var JsonError, DEFAULT_LIMITS, KEY_LIMIT, QUOTE, COMMA, COLON, OPEN_ARRAY, BACKSLASH, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT;
var init_json = __esm({
  "src/oci/json.ts"() {
    JsonError = class extends Error {
      name = "JsonError";
      /** Where: `$.layers[2].digest`; `$` for a document that is not JSON at all. */
      path;
      reason;
      constructor(path, reason, options) {
        super(`${path}: ${reason}`, options);
        this.path = path;
        this.reason = reason;
      }
    };
    DEFAULT_LIMITS = { bytes: 40 * 1024 * 1024, depth: 512, values: 2e6 };
    KEY_LIMIT = 65536;
    QUOTE = 34;
    COMMA = 44;
    COLON = 58;
    OPEN_ARRAY = 91;
    BACKSLASH = 92;
    CLOSE_ARRAY = 93;
    OPEN_OBJECT = 123;
    CLOSE_OBJECT = 125;
  }
});

// src/oci/plain-text.ts
function cleanText(text, limit) {
  const line = text.slice(0, limit).toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  if (Buffer.byteLength(line) <= limit && text.length <= limit) return line;
  let end = Math.min(line.length, limit - 3);
  while (Buffer.byteLength(line.slice(0, end)) > limit - 3) end--;
  return `${line.slice(0, end).toWellFormed().replace(/\ufffd$/, "")}…`;
}
function replaceUnprintable(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "�");
}
function quoteText(text) {
  return JSON.stringify(abbreviate(text));
}
function abbreviate(text) {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
function redactUserinfo(text) {
  return text.replaceAll(/(:\/\/)[^/@\s]*@/g, "$1***@");
}
var init_plain_text = __esm({
  "src/oci/plain-text.ts"() {
  }
});

// src/oci/platform.ts
function narrowPlatform(value, path) {
  const fields = expectObject(value, path);
  const part = (key) => parsePart(fields[key], joinPath(path, key));
  const variant = part("variant");
  const version = fields["os.version"] ?? "";
  return {
    os: part("os"),
    architecture: part("architecture"),
    ...variant === "" ? {} : { variant },
    ...version === "" ? {} : { "os.version": expectString(version, joinPath(path, "os.version")) }
  };
}
function parsePart(value, path) {
  const text = expectString(value ?? "", path);
  if (!PART.test(text)) throw new JsonError(path, 'should hold letters, digits, ".", "_" and "-" only');
  return text;
}
var PART;
var init_platform2 = __esm({
  "src/oci/platform.ts"() {
    init_json();
    init_plain_text();
    PART = /^[\w.-]*$/;
  }
});

// src/oci/descriptor.ts
function isDigest(text) {
  return DIGEST.test(text);
}
function parseDigest(text) {
  if (!isDigest(text)) throw new InvalidDigestError(text);
  return text;
}
function digestBytes(bytes, algorithm = "sha256") {
  return `${algorithm}:${(0, import_node_crypto.createHash)(algorithm).update(bytes).digest("hex")}`;
}
function splitDigest(digest) {
  const algorithm = digest.startsWith("sha512:") ? "sha512" : "sha256";
  return { algorithm, hex: digest.slice(algorithm.length + 1) };
}
function parseDescriptor(value, path) {
  const fields = expectObject(value, path);
  refuseLookalikes(fields, FIELDS, path);
  return {
    mediaType: parseMediaType(fields["mediaType"], joinPath(path, "mediaType")),
    digest: parseDigestAt(fields["digest"], joinPath(path, "digest")),
    size: parseSize(fields["size"], joinPath(path, "size")),
    ...parseAnnotations(fields, path),
    ...parsePlatformField(fields, path),
    ...parseArtifactType(fields, path)
  };
}
function parseMediaType(value, path) {
  const text = expectString(value, path);
  if (!MEDIA_TYPE.test(text)) throw new JsonError(path, "should be a media type");
  return text;
}
function parseAnnotations(fields, path) {
  const value = fields["annotations"] ?? void 0;
  if (value === void 0) return {};
  const at = joinPath(path, "annotations");
  const entries = Object.entries(expectObject(value, at));
  return {
    annotations: Object.fromEntries(
      entries.map(([key, text]) => [key, expectString(text, joinPath(at, key))])
    )
  };
}
function parseArtifactType(fields, path) {
  const value = fields["artifactType"] ?? "";
  return value === "" ? {} : { artifactType: parseMediaType(value, joinPath(path, "artifactType")) };
}
function parseDigestAt(value, path) {
  try {
    return parseDigest(expectString(value, path));
  } catch (error2) {
    throw error2 instanceof InvalidDigestError ? new JsonError(path, error2.message, { cause: error2 }) : error2;
  }
}
function parseSize(value, path) {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new JsonError(path, "should be a size in bytes");
  }
  return value;
}
function parsePlatformField(fields, path) {
  const value = fields["platform"] ?? void 0;
  return value === void 0 ? {} : { platform: narrowPlatform(value, joinPath(path, "platform")) };
}
function uniqueByDigest(descriptors) {
  const first = /* @__PURE__ */ new Map();
  for (const descriptor of descriptors) {
    if (!first.has(descriptor.digest)) first.set(descriptor.digest, descriptor);
  }
  return [...first.values()];
}
var import_node_crypto, InvalidDigestError, DIGEST, MEDIA_TYPE, FIELDS;
var init_descriptor = __esm({
  "src/oci/descriptor.ts"() {
    import_node_crypto = require("node:crypto");
    init_json();
    init_plain_text();
    init_platform2();
    InvalidDigestError = class extends Error {
      name = "InvalidDigestError";
      text;
      constructor(text) {
        super(
          `${quoteText(text)} is not a digest: expected sha256: and 64, or sha512: and 128, lower-case hex digits`
        );
        this.text = text;
      }
    };
    DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
    MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;
    FIELDS = ["mediaType", "digest", "size", "annotations", "platform", "artifactType"];
  }
});

// src/oci/store.ts
function verifyDigest(bytes, digest) {
  const actual = digestBytes(bytes, splitDigest(digest).algorithm);
  if (actual !== digest) {
    throw new ContentError("digest-mismatch", digest, `content named ${digest} hashes to ${actual}`);
  }
}
var ContentError;
var init_store = __esm({
  "src/oci/store.ts"() {
    init_descriptor();
    ContentError = class extends Error {
      name = "ContentError";
      code;
      /** What was named; undefined when that was a tag. */
      digest;
      constructor(code, digest, message, options) {
        super(message, options);
        this.code = code;
        this.digest = digest;
      }
    };
  }
});

// src/oci/manifest.ts
function classifyMediaType(mediaType) {
  switch (mediaType) {
    case MEDIA_TYPES.ociManifest:
    case MEDIA_TYPES.dockerManifest:
      return "manifest";
    case MEDIA_TYPES.ociIndex:
    case MEDIA_TYPES.dockerIndex:
      return "index";
    default:
      return void 0;
  }
}
function parseManifest(bytes, mediaType) {
  if (bytes.byteLength > MANIFEST_LIMIT) {
    const message = `manifest has ${String(bytes.byteLength)} bytes, the limit is ${String(MANIFEST_LIMIT)}`;
    throw new ContentError("too-large", digestBytes(bytes), message);
  }
  try {
    const fields = expectObject(parseJson(bytes, { bytes: MANIFEST_LIMIT }), "$");
    refuseLookalikes(fields, FIELDS2, "$");
    return narrowManifest(fields, mediaType);
  } catch (error2) {
    if (!(error2 instanceof JsonError)) throw error2;
    const digest = digestBytes(bytes);
    throw new ContentError("malformed", digest, `manifest ${digest} is malformed: ${error2.message}`, {
      cause: error2
    });
  }
}
function narrowManifest(fields, given) {
  if (fields["schemaVersion"] !== 2) throw new JsonError("$.schemaVersion", "should be 2");
  const mediaType = decideMediaType(fields, given);
  const rest = {
    ...parseArtifactType(fields, "$"),
    ...parseSubject(fields),
    ...parseAnnotations(fields, "$")
  };
  if (classifyMediaType(mediaType) === "index") {
    refuseKeys(fields, ["config", "layers"], mediaType);
    return { kind: "index", index: { mediaType, manifests: parseDescriptors(fields, "manifests"), ...rest } };
  }
  refuseKeys(fields, ["manifests"], mediaType);
  const config = parseDescriptor(fields["config"], "$.config");
  return {
    kind: "manifest",
    manifest: { mediaType, config, layers: parseDescriptors(fields, "layers"), ...rest }
  };
}
function decideMediaType(fields, given) {
  const said = fields["mediaType"] ?? "";
  const own = said === "" ? void 0 : parseMediaType(said, "$.mediaType");
  if (own !== void 0 && given !== void 0 && own !== given) {
    throw new JsonError("$.mediaType", `says ${own}, but it is listed or served as ${quoteText(given)}`);
  }
  const mediaType = own ?? given ?? ("manifests" in fields ? MEDIA_TYPES.ociIndex : MEDIA_TYPES.ociManifest);
  if (classifyMediaType(mediaType) === void 0) {
    throw new JsonError(
      "$.mediaType",
      `${quoteText(mediaType)} is neither an image manifest nor an image index`
    );
  }
  return mediaType;
}
function refuseKeys(fields, keys, mediaType) {
  const found = keys.find((key) => key in fields);
  if (found !== void 0) throw new JsonError(joinPath("$", found), `does not belong in ${mediaType}`);
}
function parseDescriptors(fields, key) {
  const path = joinPath("$", key);
  const values = fields[key] === null ? [] : expectArray(fields[key], path);
  if (values.length > DESCRIPTOR_LIMIT) {
    throw new JsonError(
      path,
      `lists ${String(values.length)} descriptors, the limit is ${String(DESCRIPTOR_LIMIT)}`
    );
  }
  return values.map((value, position) => parseDescriptor(value, joinPath(path, position)));
}
function parseSubject(fields) {
  const subject = fields["subject"] ?? void 0;
  return subject === void 0 ? {} : { subject: parseDescriptor(subject, "$.subject") };
}
var MEDIA_TYPES, ACCEPT, MANIFEST_LIMIT, DESCRIPTOR_LIMIT, FIELDS2;
var init_manifest = __esm({
  "src/oci/manifest.ts"() {
    init_descriptor();
    init_json();
    init_plain_text();
    init_store();
    MEDIA_TYPES = {
      ociManifest: "application/vnd.oci.image.manifest.v1+json",
      ociIndex: "application/vnd.oci.image.index.v1+json",
      dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
      dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json"
    };
    ACCEPT = Object.values(MEDIA_TYPES);
    MANIFEST_LIMIT = 4 * 1024 * 1024;
    DESCRIPTOR_LIMIT = 4096;
    FIELDS2 = [
      "schemaVersion",
      "mediaType",
      "artifactType",
      "config",
      "layers",
      "manifests",
      "subject",
      "annotations"
    ];
  }
});

// src/oci/referrer-error.ts
var ReferrerError;
var init_referrer_error = __esm({
  "src/oci/referrer-error.ts"() {
    ReferrerError = class extends Error {
      name = "ReferrerError";
      code;
      subject;
      /** Referrers, ours and others', that should be listed and are not. */
      missing;
      constructor(code, subject, missing, message, options) {
        super(message, options);
        this.code = code;
        this.subject = subject;
        this.missing = missing;
      }
    };
  }
});

// src/oci/registry-error.ts
function describeFailure({ method, url, reason, errors = [], attempts, elapsedMs }) {
  const details = errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
  const what = details === "" ? reason : `${reason} (${details})`;
  const end = attempts === void 0 ? what : describeEnd(what, { attempts, elapsedMs: elapsedMs ?? 0 });
  return cleanText(`${method} ${redactUrl(url)}: ${end}`, MESSAGE_LIMIT);
}
function redactUrl(url) {
  const parsed = typeof url === "string" ? URL.parse(url) : url;
  if (parsed === null) return "(not a URL)";
  return cleanText(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 1024);
}
function parseErrorBody(bytes, hide = []) {
  const clean = (value) => typeof value === "string" ? cleanText(hideSecrets(value, hide), DETAIL_LIMIT) : "";
  const detail = (value) => {
    if (!isObject(value)) return [];
    const found = { code: clean(value["code"]), message: clean(value["message"]) };
    return found.code === "" && found.message === "" ? [] : [found];
  };
  try {
    const body = parseJson(bytes, { depth: 16, values: 1e3 });
    if (!isObject(body)) return [];
    const errors = body["errors"];
    if (Array.isArray(errors)) return errors.slice(0, DETAILS_LIMIT).flatMap(detail);
    return detail({
      code: body["error"] ?? body["code"] ?? null,
      message: body["error_description"] ?? body["details"] ?? body["message"] ?? null
    });
  } catch {
    const text = Buffer.from(bytes).toString("utf8");
    return text.trimStart().startsWith("<") ? [] : detail({ code: "", message: text });
  }
}
function hideSecrets(text, secrets) {
  return secrets.reduce((rest, secret) => secret === "" ? rest : rest.replaceAll(secret, "***"), text);
}
var MESSAGE_LIMIT, DETAIL_LIMIT, DETAILS_LIMIT, RegistryError;
var init_registry_error = __esm({
  "src/oci/registry-error.ts"() {
    init_json();
    init_patience();
    init_plain_text();
    MESSAGE_LIMIT = 2048;
    DETAIL_LIMIT = 300;
    DETAILS_LIMIT = 5;
    RegistryError = class extends Error {
      name = "RegistryError";
      method;
      url;
      /** Undefined where no HTTP answer came. */
      status;
      errors;
      reason;
      /** Undefined where it was not a matter of patience. */
      attempts;
      elapsedMs;
      /** The wait that the registry asked for. */
      retryAfterMs;
      /** Whether credentials were sent, or a token that was had for them; undefined where nobody asked. */
      authenticated;
      constructor(failure) {
        super(describeFailure(failure), failure.cause === void 0 ? {} : { cause: failure.cause });
        this.method = failure.method;
        this.url = redactUrl(failure.url);
        this.status = failure.status;
        this.errors = failure.errors ?? [];
        this.reason = cleanText(failure.reason, MESSAGE_LIMIT);
        this.attempts = failure.attempts;
        this.elapsedMs = failure.elapsedMs;
        this.retryAfterMs = failure.retryAfterMs;
        this.authenticated = failure.authenticated;
      }
    };
  }
});

// src/oci/answer.ts
function headerOf(answer, name) {
  return answer.headers(name)[0];
}
function mediaTypeOf(answer) {
  return (headerOf(answer, "content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
function lengthOf(answer) {
  const text = headerOf(answer, "content-length") ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : void 0;
}
async function readBody(answer, limit, describe2 = () => describeExcess(answer, limit)) {
  if ((lengthOf(answer) ?? 0) > limit) {
    await answer.discard();
    throw describe2();
  }
  const { bytes, complete } = await collect(answer, limit);
  if (!complete) throw describe2();
  return bytes;
}
function describeExcess({ method, url, status }, limit) {
  return new RegistryError({ method, url, status, reason: `the answer has more than ${String(limit)} bytes` });
}
async function readStart(answer, limit) {
  return (await collect(answer, limit)).bytes;
}
async function collect(answer, limit) {
  const chunks = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > limit) break;
  }
  return { bytes: Buffer.concat(chunks, Math.min(size, limit)), complete: size <= limit };
}
var init_answer = __esm({
  "src/oci/answer.ts"() {
    init_registry_error();
  }
});

// src/oci/retry-after.ts
function parseRetryAfter(value, date) {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1e3;
  const until = parseDate(text);
  if (until === void 0) return void 0;
  return Math.max(0, until - (parseDate(date ?? "") ?? Date.now()));
}
function parseDate(text) {
  const time = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? void 0 : time;
}
var HTTP_DATE;
var init_retry_after = __esm({
  "src/oci/retry-after.ts"() {
    HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
  }
});

// src/oci/refusal.ts
async function readRefusal(answer) {
  return { answer, body: await readStart(answer, ERROR_BODY_LIMIT) };
}
function describeRefusal({ answer, body }, context) {
  const { method, url, status } = answer;
  const { hide, authenticated } = context;
  const anonymous = (status === 401 || status === 403) && authenticated === false;
  const reason = anonymous ? `${answer.reason}, asked without credentials` : answer.reason;
  const retryAfterMs = parseRetryAfter(headerOf(answer, "retry-after"), headerOf(answer, "date"));
  const errors = parseErrorBody(body, hide);
  const error2 = new RegistryError({ method, url, status, errors, reason, retryAfterMs, authenticated });
  const transient = context.awaited === true || TRANSIENT.has(status) || status >= 500 && !FINAL.has(status);
  return transient ? new TransientError(reason, { cause: error2, retryAfterMs }) : error2;
}
var ERROR_BODY_LIMIT, TRANSIENT, FINAL;
var init_refusal = __esm({
  "src/oci/refusal.ts"() {
    init_answer();
    init_patience();
    init_registry_error();
    init_retry_after();
    ERROR_BODY_LIMIT = 64 * 1024;
    TRANSIENT = /* @__PURE__ */ new Set([408, 425, 429, 499]);
    FINAL = /* @__PURE__ */ new Set([501, 505]);
  }
});

// src/oci/session.ts
function readAnswer(session, read, consume) {
  const { what, path, headers = {}, statuses = [], awaitAbsent = false } = read;
  return persist(session, { what, method: "GET", path }, async (signal) => {
    const answer = await sendAuthorized(session, { method: "GET", path, headers }, signal);
    const awaited = answer.status === 404 && awaitAbsent;
    if (answer.status === 200 || statuses.includes(answer.status) && !awaited) return consume(answer);
    throw await refuseAnswer(session, answer, awaited);
  });
}
async function persist(session, task, attempt2) {
  try {
    return await retry(session.patience(), `${task.what} in ${session.name}`, attempt2);
  } catch (error2) {
    throw error2 instanceof PatienceError ? describeEnd2(session, task, error2) : error2;
  }
}
function describeEnd2({ host }, { method: asked, path }, error2) {
  const { reason, attempts, elapsedMs, retryAfterMs } = error2;
  const tried = { reason, attempts, elapsedMs, retryAfterMs, cause: error2 };
  const last = error2.cause;
  if (!(last instanceof RegistryError))
    return new RegistryError({ method: asked, url: `https://${host}${path}`, ...tried });
  const { method, url, status, errors, authenticated } = last;
  return new RegistryError({ method, url, status, errors, authenticated, ...tried });
}
async function refuseAnswer({ authorization }, answer, awaited = false) {
  return describeRefusal(await readRefusal(answer), {
    hide: authorization.secrets(),
    authenticated: authorization.authenticated(),
    awaited
  });
}
async function sendAuthorized(session, { method, path, headers: own = {}, body }, signal) {
  const { transport, authorization, host } = session;
  const content = body === void 0 ? {} : { body };
  let sent = await authorization.header(signal);
  for (let before = 0; ; before++) {
    const headers = { ...own, ...sent === void 0 ? {} : { authorization: sent } };
    const answer = await transport.sendToHost(host, { method, path, headers, ...content, signal });
    if (answer.status !== 401 || before === CHALLENGES_LIMIT || answer.url.origin !== answer.home.origin)
      return answer;
    const refusal = await readRefusal(answer);
    const challenges = answer.headers("www-authenticate");
    const next = await authorization.answer({ home: answer.home, sent, challenges, before, signal });
    if (next === void 0) {
      throw describeRefusal(refusal, {
        hide: authorization.secrets(),
        authenticated: authorization.authenticated()
      });
    }
    sent = next;
  }
}
var CHALLENGES_LIMIT;
var init_session = __esm({
  "src/oci/session.ts"() {
    init_patience();
    init_refusal();
    init_registry_error();
    CHALLENGES_LIMIT = 3;
  }
});

// src/oci/referrers.ts
function formatReferrersTag(subject) {
  const { algorithm, hex } = splitDigest(subject);
  return `${algorithm}-${hex.slice(0, 64)}`;
}
async function listByApi(session, repository, subject) {
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  let path = `/v2/${repository}/referrers/${subject}`;
  while (path !== void 0) {
    seen.add(path);
    const page = await readPage(session, subject, path, seen.size === 1);
    if (page === void 0) return void 0;
    found.push(...page.descriptors);
    path = page.next;
    if (path !== void 0 && (seen.has(path) || seen.size === PAGES_LIMIT || found.length > DESCRIPTOR_LIMIT)) {
      const reason = seen.has(path) ? "its pages go round in circles" : "there are too many to read them all";
      throw new RegistryError({
        method: "GET",
        url: `https://${session.host}${path}`,
        reason: `referrers: ${reason}`
      });
    }
  }
  return found;
}
function readPage(session, subject, path, first) {
  const what = `referrers of ${subject}`;
  const headers = { accept: MEDIA_TYPES.ociIndex };
  const statuses = first ? UNSUPPORTED : [];
  return readAnswer(session, { what, path, headers, statuses }, async (answer) => {
    if (answer.status !== 200 || mediaTypeOf(answer) !== MEDIA_TYPES.ociIndex) {
      await answer.discard();
      if (first) return void 0;
      const reason = "referrers: a further page of them is no index";
      throw new RegistryError({ method: "GET", url: answer.url, status: answer.status, reason });
    }
    const next = findNext(session, answer);
    const bytes = await readBody(answer, MANIFEST_LIMIT);
    return { descriptors: listManifests({ bytes, mediaType: MEDIA_TYPES.ociIndex }), next };
  });
}
function findNext(session, answer) {
  const text = /<[^<>]{1,8000}>\s*;\s*rel\s*=\s*"?next\b/i.exec(answer.headers("link").join(", "))?.[0];
  if (text === void 0) return void 0;
  const given = text.slice(1, text.indexOf(">"));
  const { url, home } = answer;
  const next = session.transport.resolve({ text: given, base: url, home, what: "link to the next page" });
  if (next.origin === home.origin) return next.pathname + next.search;
  const reason = `the link to the next page of referrers leads to another host (${next.host}): not followed`;
  throw new RegistryError({ method: "GET", url, reason });
}
function listByTag(content) {
  return content === void 0 ? [] : listManifests({ bytes: content.bytes, mediaType: content.descriptor.mediaType });
}
function listManifests({ bytes, mediaType }) {
  const parsed = parseManifest(bytes, mediaType);
  return parsed.kind === "index" ? parsed.index.manifests : [];
}
var PAGES_LIMIT, UNSUPPORTED;
var init_referrers = __esm({
  "src/oci/referrers.ts"() {
    init_answer();
    init_descriptor();
    init_manifest();
    init_registry_error();
    init_session();
    PAGES_LIMIT = 50;
    UNSUPPORTED = [400, 404, 405, 406, 501];
  }
});

// src/oci/referrer-index.ts
function parseReferrerIndex(content, subject) {
  if (content === void 0) return { subject, fields: EMPTY, entries: [] };
  const { bytes, descriptor } = content;
  if (descriptor.mediaType !== MEDIA_TYPES.ociIndex) throw describeOccupied(subject, descriptor.mediaType);
  const parsed = parseManifest(bytes, descriptor.mediaType);
  if (parsed.kind !== "index") throw describeOccupied(subject, descriptor.mediaType);
  const { manifests: raw, ...fields } = expectObject(parseJson(bytes, { bytes: MANIFEST_LIMIT }), "$");
  const values = expectArray(raw ?? [], "$.manifests");
  const entries = parsed.index.manifests.map((one, position) => ({
    descriptor: one,
    json: expectObject(values[position], `$.manifests[${String(position)}]`)
  }));
  return { subject, fields, entries };
}
function describeOccupied(subject, found, options) {
  const tag = formatReferrersTag(subject);
  const message = `the tag ${tag}, under which the referrers of ${subject} are listed where a registry has no Referrers API, names something else than an OCI image index (${found}): left as it is`;
  return new ReferrerError("occupied", subject, [], message, options);
}
function describeReferrer(descriptor) {
  return { descriptor, json: JSON.parse(JSON.stringify(descriptor)) };
}
function formatReferrerIndex(index, added) {
  const manifests = /* @__PURE__ */ new Map();
  for (const { descriptor, json } of [...index.entries, ...added]) {
    if (!manifests.has(descriptor.digest)) manifests.set(descriptor.digest, json);
  }
  const bytes = Buffer.from(JSON.stringify({ ...index.fields, manifests: [...manifests.values()] }));
  if (manifests.size <= DESCRIPTOR_LIMIT && bytes.byteLength <= MANIFEST_LIMIT) return bytes;
  const message = `the index under the tag ${formatReferrersTag(index.subject)} would list ${String(manifests.size)} referrers in ${String(bytes.byteLength)} bytes; registries need not take more than ${String(MANIFEST_LIMIT)} bytes, and nobody reads more than ${String(DESCRIPTOR_LIMIT)} descriptors`;
  throw new ReferrerError(
    "full",
    index.subject,
    added.map(({ descriptor }) => descriptor.digest),
    message
  );
}
var EMPTY;
var init_referrer_index = __esm({
  "src/oci/referrer-index.ts"() {
    init_json();
    init_manifest();
    init_referrer_error();
    init_referrers();
    EMPTY = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex };
  }
});

// src/oci/referrer-ledger.ts
function createReferrerLedger() {
  const ledgers = /* @__PURE__ */ new Map();
  return {
    of(subject) {
      const known = ledgers.get(subject) ?? createSubjectLedger();
      ledgers.set(subject, known);
      return known;
    }
  };
}
function createSubjectLedger() {
  let last = Promise.resolve();
  let queued;
  const exclusively = (work) => {
    const next = last.then(work);
    last = next.catch(() => void 0);
    return next;
  };
  return {
    seen: /* @__PURE__ */ new Map(),
    due: /* @__PURE__ */ new Set(),
    expected: void 0,
    writtenAt: void 0,
    contended: false,
    exclusively,
    together(work) {
      queued ??= exclusively(() => {
        queued = void 0;
        return work();
      });
      return queued;
    }
  };
}
function noteReferrers(ledger, entries) {
  for (const entry of entries) {
    const { digest } = entry.descriptor;
    if (!ledger.seen.has(digest)) ledger.seen.set(digest, entry);
  }
}
function resumeLedger(ledger, { writtenAt, contended, digest }) {
  ledger.writtenAt ??= writtenAt;
  ledger.expected ??= /* @__PURE__ */ new Set([digest]);
  ledger.contended ||= contended;
}
function observeTag(ledger, digest, entries) {
  const present = new Set(entries.map(({ descriptor }) => descriptor.digest));
  noteReferrers(ledger, entries);
  const foreign = ledger.expected?.has(digest) === false;
  const dropped = [...ledger.due].some((one) => !present.has(one));
  ledger.contended ||= foreign || dropped;
  for (const one of present) ledger.due.add(one);
  return [...ledger.seen.values()].filter(({ descriptor }) => !present.has(descriptor.digest));
}
var init_referrer_ledger = __esm({
  "src/oci/referrer-ledger.ts"() {
  }
});

// src/oci/token.ts
async function fetchToken(request) {
  const { transport, home, challenge, credentials } = request;
  const text = challenge.parameters.get("realm") ?? "";
  if (!URL.canParse(text)) {
    throw new RegistryError({
      method: "GET",
      url: home,
      reason: "asks for a token without a URL to get it from"
    });
  }
  const realm = transport.resolve({ text, base: home, home, what: "realm of the token server" });
  if (credentials?.identityToken === void 0) return parseToken(await getToken(request, realm), request);
  const answer = await postToken(request, realm, credentials.identityToken);
  if (answer.status !== 404 && answer.status !== 405) return parseToken(answer, request);
  await answer.discard();
  return parseToken(await getToken(request, realm), request);
}
function getToken({ transport, home, challenge, scopes, credentials, signal }, realm) {
  const url = new URL(realm);
  const service = challenge.parameters.get("service");
  if (service !== void 0) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  const authorization = credentials === void 0 ? void 0 : encodeBasic(credentials);
  const headers = { accept: "application/json", ...authorization === void 0 ? {} : { authorization } };
  return transport.send({ method: "GET", url, headers, signal, home });
}
function postToken({ transport, home, challenge, scopes, signal }, url, refreshToken) {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    service: challenge.parameters.get("service") ?? "",
    client_id: CLIENT_ID,
    scope: scopes.join(" "),
    refresh_token: refreshToken
  });
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
  return transport.send({ method: "POST", url, headers, body: form.toString(), signal, home });
}
function encodeBasic({ username, password, identityToken }) {
  const secret = password ?? identityToken;
  if (secret === void 0) return void 0;
  return `Basic ${Buffer.from(`${username ?? "<token>"}:${secret}`).toString("base64")}`;
}
async function parseToken(answer, { hide, credentials }) {
  const { method, url, status } = answer;
  if (status !== 200) {
    throw describeRefusal(await readRefusal(answer), { hide, authenticated: credentials !== void 0 });
  }
  const bytes = await readBody(answer, TOKEN_LIMIT);
  const fields = parseFields(bytes);
  const value = [fields["token"], fields["access_token"]].find(
    (text) => typeof text === "string" && text !== ""
  );
  if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
    throw new RegistryError({ method, url, status, reason: "the token server answered without a token" });
  }
  return { value, lifetimeMs: parseLifetime(fields["expires_in"]) * 1e3 };
}
function parseFields(bytes) {
  try {
    const body = parseJson(bytes, { bytes: TOKEN_LIMIT, depth: 16 });
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
function parseLifetime(seconds) {
  return typeof seconds === "number" && seconds > 0 ? seconds : DEFAULT_LIFETIME_S;
}
var TOKEN_LIMIT, DEFAULT_LIFETIME_S, CLIENT_ID;
var init_token = __esm({
  "src/oci/token.ts"() {
    init_answer();
    init_json();
    init_refusal();
    init_registry_error();
    TOKEN_LIMIT = 64 * 1024;
    DEFAULT_LIFETIME_S = 60;
    CLIENT_ID = "provenance-action";
  }
});

// src/oci/bearer.ts
function createBearer({ transport, credentials, secrets, scope, now }) {
  const scopes = /* @__PURE__ */ new Set([scope]);
  let grant;
  let pending;
  const renew = async (home, challenge, signal) => {
    const asked = new Set(scopes);
    const request = { transport, home, challenge, credentials: await credentials(), hide: secrets(), signal };
    const { value, lifetimeMs } = await fetchToken({ ...request, scopes: [...asked] });
    const expires = now() + lifetimeMs - Math.min(RENEWAL_MS, lifetimeMs / 10);
    grant = { home, challenge, scopes: asked, header: `Bearer ${value}`, expires };
    return grant;
  };
  const share = async (home, challenge, signal) => {
    for (; ; ) {
      const key = [...scopes].join(" ");
      if (pending?.scopes !== key || pending.signal.aborted)
        pending = { scopes: key, signal, grant: renew(home, challenge, signal) };
      const own = pending;
      try {
        return (await own.grant).header;
      } catch (error2) {
        if (!own.signal.aborted || own.signal === signal) throw error2;
        signal.throwIfAborted();
      } finally {
        if (pending === own) pending = void 0;
      }
    }
  };
  return {
    current: () => grant?.header,
    async header(signal) {
      if (grant === void 0 || now() < grant.expires) return grant?.header;
      return share(grant.home, grant.challenge, signal);
    },
    async answer(challenge, { home, sent, before, signal }) {
      const wanted = (challenge.parameters.get("scope") ?? "").split(" ").filter(Boolean);
      for (const more of wanted.slice(0, SCOPE_LIMIT - scopes.size)) scopes.add(more);
      const covered = wanted.every((each) => grant?.scopes.has(each));
      if (grant !== void 0 && grant.header !== sent && covered) return grant.header;
      const insufficient = challenge.parameters.get("error")?.toLowerCase() === "insufficient_scope";
      if (before > 0 && (covered || !insufficient)) return void 0;
      return share(home, challenge, signal);
    }
  };
}
var RENEWAL_MS, SCOPE_LIMIT;
var init_bearer = __esm({
  "src/oci/bearer.ts"() {
    init_token();
    RENEWAL_MS = 1e4;
    SCOPE_LIMIT = 20;
  }
});

// src/oci/challenge.ts
function parseChallenges(lines) {
  return lines.flatMap((line) => parseLine(line.slice(0, HEADER_LIMIT)));
}
function parseLine(line) {
  const challenges = [];
  const scanner = createScanner(line);
  scanner.take(SEPARATORS);
  for (let scheme = scanner.take(TOKEN); scheme !== void 0; scheme = scanner.take(TOKEN)) {
    const parameters = /* @__PURE__ */ new Map();
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
    scanner.take(SPACE);
    if (scanner.take(TOKEN68) === void 0) scanParameters(scanner, parameters);
    scanner.take(SEPARATORS);
  }
  return challenges;
}
function scanParameters(scanner, parameters) {
  for (; ; ) {
    const start = scanner.position();
    scanner.take(SEPARATORS);
    const name = scanner.take(TOKEN);
    const value = name !== void 0 && scanner.take(EQUALS) !== void 0 ? takeValue(scanner) : void 0;
    if (name === void 0 || value === void 0) {
      scanner.rewind(start);
      return;
    }
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
}
function takeValue(scanner) {
  return scanner.take(QUOTED)?.slice(1, -1).replace(/\\(.)/g, "$1") ?? scanner.take(TOKEN);
}
function createScanner(text) {
  let at = 0;
  return {
    take(pattern) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) return void 0;
      at = pattern.lastIndex;
      return match[0];
    },
    position: () => at,
    rewind: (position) => {
      at = position;
    }
  };
}
var TOKEN, QUOTED, TOKEN68, EQUALS, SPACE, SEPARATORS, HEADER_LIMIT;
var init_challenge = __esm({
  "src/oci/challenge.ts"() {
    TOKEN = /[!#$%&'*+.^_`|~\w-]+/y;
    QUOTED = /"((?:[^"\\]|\\.)*)"/y;
    TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=\s*(?:,|$))/y;
    EQUALS = /[ \t]*=[ \t]*/y;
    SPACE = /[ \t]+/y;
    SEPARATORS = /[ \t,]*/y;
    HEADER_LIMIT = 8192;
  }
});

// src/oci/authorization.ts
function createAuthorization(options) {
  const { transport, scope, now } = options;
  let found;
  let credentials;
  let fixed;
  const findCredentials2 = async () => {
    found ??= options.credentials();
    credentials = await found;
    return credentials;
  };
  const secrets = () => listSecrets(credentials, bearer.current());
  const bearer = createBearer({ transport, credentials: findCredentials2, secrets, scope, now });
  const answerFixed = (header, sent) => {
    if (header === sent) return void 0;
    fixed = header;
    return header;
  };
  return {
    header: async (signal) => fixed ?? bearer.header(signal),
    async answer(refused) {
      const challenges = parseChallenges(refused.challenges);
      const challenge = challenges.find(({ scheme }) => scheme === "bearer");
      if (challenge === void 0 && !challenges.some(({ scheme }) => scheme === "basic")) return void 0;
      const known = await findCredentials2();
      if (challenge === void 0) return answerFixed(known && encodeBasic(known), refused.sent);
      if (known?.registryToken === void 0) return bearer.answer(challenge, refused);
      return answerFixed(`Bearer ${known.registryToken}`, refused.sent);
    },
    authenticated: () => found === void 0 ? void 0 : credentials !== void 0,
    secrets
  };
}
function listSecrets(credentials, header) {
  const basic = credentials === void 0 ? void 0 : encodeBasic(credentials);
  const { password, identityToken, registryToken } = credentials ?? {};
  const headers = [basic, header].map((text) => text?.split(" ")[1]);
  return [...headers, password, identityToken, registryToken].flatMap((text) => text ?? []).filter(Boolean);
}
var init_authorization = __esm({
  "src/oci/authorization.ts"() {
    init_bearer();
    init_challenge();
    init_token();
  }
});

// src/oci/registry-blob.ts
function readBlobStream(session, repository, target, awaitAbsent) {
  const { digest } = target;
  const read = {
    what: `blob ${digest}`,
    path: `/v2/${repository}/blobs/${digest}`,
    statuses: [404],
    awaitAbsent
  };
  return readAnswer(session, read, async (answer) => {
    if (answer.status === 404) {
      await answer.discard();
      return void 0;
    }
    return target.size > BUFFER_LIMIT ? endTransience(answer.body) : iterate(await readWhole(answer, target));
  });
}
async function readWhole(answer, { size }) {
  const bytes = await readStart(answer, size + 1);
  const framed = lengthOf(answer) !== void 0 || headerOf(answer, "transfer-encoding") !== void 0;
  if (framed || bytes.byteLength >= size) return bytes;
  throw new TransientError(`blob ends after ${String(bytes.byteLength)} of ${String(size)} bytes`);
}
async function* iterate(bytes) {
  if (bytes.byteLength > 0) yield await Promise.resolve(bytes);
}
async function* endTransience(chunks) {
  try {
    yield* chunks;
  } catch (error2) {
    throw error2 instanceof TransientError ? error2.cause : error2;
  }
}
var BUFFER_LIMIT;
var init_registry_blob = __esm({
  "src/oci/registry-blob.ts"() {
    init_answer();
    init_patience();
    init_session();
    BUFFER_LIMIT = 40 * 1024 * 1024;
  }
});

// src/oci/registry-manifest.ts
function createManifestReader(session, repository, awaitAbsent) {
  const known = /* @__PURE__ */ new Map();
  const kept = /* @__PURE__ */ new Map();
  const fetch = async (reference) => {
    const content = await fetchManifest(session, repository, reference, awaitAbsent);
    if (content === void 0 || !hasRoom(kept, content)) {
      known.delete(reference);
      return content;
    }
    const { digest, size } = content.descriptor;
    kept.set(digest, size);
    known.set(digest, Promise.resolve(content));
    return content;
  };
  return async (reference) => {
    if (!isDigest(reference)) return TAG.test(reference) ? fetch(reference) : void 0;
    const content = known.get(reference) ?? fetch(reference);
    known.set(reference, content);
    return content.catch((error2) => {
      known.delete(reference);
      throw error2;
    });
  };
}
function hasRoom(kept, { descriptor }) {
  const sum = [...kept.values()].reduce((total, size) => total + size, 0);
  return kept.has(descriptor.digest) || sum + descriptor.size <= CACHE_LIMIT;
}
function readTag(session, repository, tag) {
  const accept = [...ACCEPT, "*/*;q=0.1"].join(", ");
  return readAnswer(
    session,
    { ...describeRead(repository, tag), headers: { accept, "cache-control": "no-cache" } },
    async (answer) => {
      const content = await parseAnswer(answer, tag);
      return content && { ...content, etag: parseStrongTag(headerOf(answer, "etag")) };
    }
  );
}
function parseStrongTag(text) {
  return text !== void 0 && /^"[\x21\x23-\x7e]{1,1000}"$/.test(text) ? text : void 0;
}
function fetchManifest(session, repository, reference, awaitAbsent) {
  const read = {
    ...describeRead(repository, reference),
    headers: { accept: ACCEPT.join(", ") },
    awaitAbsent: awaitAbsent && isDigest(reference)
  };
  return readAnswer(session, read, (answer) => parseAnswer(answer, reference));
}
function describeRead(repository, reference) {
  const path = `/v2/${repository}/manifests/${reference}`;
  return { what: `manifest ${reference}`, path, statuses: [404] };
}
async function parseAnswer(answer, reference) {
  const digest = isDigest(reference) ? reference : void 0;
  if (answer.status === 404) {
    await answer.discard();
    return void 0;
  }
  const bytes = await readBody(answer, MANIFEST_LIMIT, () => {
    const message = `manifest ${reference} has more than ${String(MANIFEST_LIMIT)} bytes`;
    return new ContentError("too-large", digest, message);
  });
  return parseContent(bytes, digest, mediaTypeOf(answer));
}
function parseContent(bytes, digest, served) {
  if (digest !== void 0) verifyDigest(bytes, digest);
  const generic = !served.includes(".");
  const parsed = parseManifest(bytes, generic ? void 0 : served);
  const { mediaType } = parsed.kind === "index" ? parsed.index : parsed.manifest;
  return { descriptor: { mediaType, digest: digest ?? digestBytes(bytes), size: bytes.byteLength }, bytes };
}
var CACHE_LIMIT, TAG;
var init_registry_manifest = __esm({
  "src/oci/registry-manifest.ts"() {
    init_answer();
    init_descriptor();
    init_manifest();
    init_session();
    init_store();
    CACHE_LIMIT = 32 * 1024 * 1024;
    TAG = /^\w[\w.-]{0,127}$/;
  }
});

// src/oci/registry.ts
function readStore(session, { reference, awaitAbsent }) {
  const { repository } = reference;
  const readManifest = createManifestReader(session, repository, awaitAbsent);
  return {
    name: session.name,
    manifest: readManifest,
    blob: (target) => readBlobStream(session, repository, target, awaitAbsent),
    async referrers(subject) {
      const listed = await listByApi(session, repository, subject) ?? [];
      if (listed.length > 0) return uniqueByDigest(listed);
      return uniqueByDigest(listByTag(await readManifest(formatReferrersTag(subject))));
    }
  };
}
function createSession(options) {
  const { reference, transport, credentials, patience, now, push = false } = options;
  const { registry, repository } = reference;
  const scope = `repository:${repository}:${push ? "pull,push" : "pull"}`;
  let started;
  return {
    name: `registry ${registry}/${repository}`,
    host: DOCKER_HUB_HOSTS.has(registry) ? "registry-1.docker.io" : registry,
    transport,
    authorization: createAuthorization({
      transport,
      credentials,
      scope,
      now: now ?? (() => performance.now())
    }),
    patience: () => started ??= typeof patience === "function" ? patience() : patience
  };
}
function prepareSession(session) {
  return prepare(session).catch(() => void 0);
}
async function prepare({ transport, authorization, host }) {
  const signal = AbortSignal.timeout(PREPARE_MS);
  const answer = await transport.sendToHost(host, { method: "GET", path: "/v2/", headers: {}, signal });
  const challenges = answer.headers("www-authenticate");
  await readRefusal(answer);
  if (answer.status !== 401 || answer.url.origin !== answer.home.origin) return;
  await authorization.answer({ home: answer.home, sent: void 0, challenges, before: 0, signal });
}
var PREPARE_MS, DOCKER_HUB_HOSTS;
var init_registry = __esm({
  "src/oci/registry.ts"() {
    init_authorization();
    init_descriptor();
    init_referrers();
    init_refusal();
    init_registry_blob();
    init_registry_manifest();
    PREPARE_MS = 1e4;
    DOCKER_HUB_HOSTS = /* @__PURE__ */ new Set(["docker.io", "index.docker.io"]);
  }
});

// src/oci/registry-push.ts
function pushBlob(session, repository, bytes, mediaType) {
  const descriptor = { mediaType, digest: digestBytes(bytes), size: bytes.byteLength };
  const path = `/v2/${repository}/blobs/uploads/`;
  let restarts = 0;
  const task = { what: `upload of blob ${descriptor.digest}`, method: "POST", path };
  return persist(session, task, async (signal) => {
    if (await isPresent(session, repository, descriptor, signal)) return descriptor;
    const begun = await sendAuthorized(session, { method: "POST", path }, signal);
    if (begun.status !== 202) throw await refuseAnswer(session, begun);
    const target = { url: locateUpload(session, begun, descriptor), home: begun.home };
    await begun.discard();
    const answer = await sendUpload(session, target, bytes, signal);
    const forgotten = answer.status === 404 || answer.status === 416;
    if (!UPLOADED.has(answer.status))
      throw await refuseAnswer(session, answer, forgotten && ++restarts <= RESTARTS_LIMIT);
    await answer.discard();
    return descriptor;
  });
}
async function isPresent(session, repository, { digest, size }, signal) {
  const path = `/v2/${repository}/blobs/${digest}`;
  const answer = await sendAuthorized(session, { method: "HEAD", path }, signal);
  const { status, url, home } = answer;
  if (status === 200) {
    await answer.discard();
    return (lengthOf(answer) ?? size) === size;
  }
  if (!UNKNOWN_PRESENCE.has(status) && url.origin === home.origin) throw await refuseAnswer(session, answer);
  await answer.discard();
  return false;
}
function locateUpload({ transport }, begun, { digest }) {
  const { url, home, method, status } = begun;
  const text = headerOf(begun, "location");
  if (text === void 0) {
    throw new RegistryError({ method, url, status, reason: "began an upload without saying where it goes" });
  }
  const target = transport.resolve({ text, base: url, home, what: "location of the upload" });
  target.search = `${target.search === "" ? "?" : `${target.search}&`}digest=${encodeURIComponent(digest)}`;
  return target;
}
function sendUpload(session, { url, home }, body, signal) {
  const headers = { "content-type": "application/octet-stream" };
  const request = { method: "PUT", headers, body };
  return url.origin === home.origin ? sendAuthorized(session, { ...request, path: url.pathname + url.search }, signal) : session.transport.send({ ...request, url, home, signal });
}
function pushManifest(session, repository, { bytes, mediaType }, { tag, ifMatch }) {
  const descriptor = { mediaType, digest: digestBytes(bytes), size: bytes.byteLength };
  const path = `/v2/${repository}/manifests/${tag ?? descriptor.digest}`;
  const headers = { "content-type": mediaType, ...ifMatch === void 0 ? {} : { "if-match": ifMatch } };
  const send = async (signal) => {
    const answer = await sendAuthorized(session, { method: "PUT", path, headers, body: bytes }, signal);
    if (!CREATED.has(answer.status)) throw await refuseManifest(session, answer, tag !== void 0);
    const subject = headerOf(answer, "oci-subject") ?? "";
    await answer.discard();
    return { descriptor, subject: isDigest(subject) ? subject : void 0 };
  };
  if (tag !== void 0) return tryOnce(session.patience(), send);
  return persist(session, { what: `push of manifest ${descriptor.digest}`, method: "PUT", path }, send);
}
async function refuseManifest(session, answer, tagged) {
  const error2 = await refuseAnswer(session, answer, tagged && answer.status === 412);
  const waits = !tagged && error2 instanceof RegistryError && error2.errors.some(({ code }) => AWAITED.has(code));
  return waits ? new TransientError(error2.reason, { cause: error2 }) : error2;
}
var CREATED, UPLOADED, RESTARTS_LIMIT, UNKNOWN_PRESENCE, AWAITED;
var init_registry_push = __esm({
  "src/oci/registry-push.ts"() {
    init_answer();
    init_descriptor();
    init_patience();
    init_registry_error();
    init_session();
    CREATED = /* @__PURE__ */ new Set([200, 201, 202]);
    UPLOADED = /* @__PURE__ */ new Set([200, 201, 202, 204]);
    RESTARTS_LIMIT = 3;
    UNKNOWN_PRESENCE = /* @__PURE__ */ new Set([400, 404, 405, 501]);
    AWAITED = /* @__PURE__ */ new Set(["MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN"]);
  }
});

// src/oci/registry-sink.ts
function openRegistrySink(options) {
  const session = createSession({ ...options, push: true });
  const sink = bindSink(session, options, createReferrerLedger());
  return { ...sink, prepare: () => prepareSession(session) };
}
function bindSink(session, options, ledger) {
  const { repository } = options.reference;
  const store = readStore(session, options);
  return {
    ...store,
    ledger,
    async referrers(subject) {
      const found = await store.referrers(subject);
      noteReferrers(ledger.of(subject), found.map(describeReferrer));
      return found;
    },
    within: (patience, more = {}) => bindSink({ ...session, patience: () => patience }, { ...options, ...more }, ledger),
    pushBlob: (bytes, mediaType) => pushBlob(session, repository, bytes, mediaType),
    pushManifest: (bytes, mediaType, push = {}) => pushManifest(session, repository, { bytes, mediaType }, push),
    taggedManifest: (tag) => readTag(session, repository, tag),
    async listedReferrers(subject) {
      const listed = await listByApi(session, repository, subject);
      return listed && uniqueByDigest(listed);
    }
  };
}
var init_registry_sink = __esm({
  "src/oci/registry-sink.ts"() {
    init_descriptor();
    init_referrer_index();
    init_referrer_ledger();
    init_referrers();
    init_registry();
    init_registry_manifest();
    init_registry_push();
  }
});

// src/oci/referrer-manifest.ts
var EMPTY_CONFIG;
var init_referrer_manifest = __esm({
  "src/oci/referrer-manifest.ts"() {
    init_descriptor();
    init_manifest();
    EMPTY_CONFIG = { mediaType: "application/vnd.oci.empty.v1+json", bytes: Buffer.from("{}") };
  }
});

// src/oci/tag-keeper.ts
function describeTask({ sink, subject }) {
  return `referrers of ${subject} in ${sink.name}`;
}
async function readTag2(keeper) {
  const { sink, subject, ledger } = keeper;
  const { index, tagged } = await fetchReferrerIndex(sink, subject);
  const digest = tagged?.descriptor.digest;
  const missing = observeTag(ledger, digest, index.entries);
  keeper.missing = missing.map(({ descriptor }) => descriptor.digest);
  return { index, missing, digest, etag: tagged?.etag };
}
async function fetchReferrerIndex(sink, subject) {
  try {
    const tagged = await sink.taggedManifest(formatReferrersTag(subject));
    return { index: parseReferrerIndex(tagged, subject), tagged };
  } catch (error2) {
    if (!(error2 instanceof ContentError)) throw error2;
    throw describeOccupied(subject, error2.message, { cause: error2 });
  }
}
var init_tag_keeper = __esm({
  "src/oci/tag-keeper.ts"() {
    init_referrer_index();
    init_referrer_ledger();
    init_referrers();
    init_store();
  }
});

// src/oci/tag-settling.ts
async function watchTag(keeper) {
  if (keeper.ledger.writtenAt === void 0) return;
  for (; ; ) {
    const settled = restOf(keeper) <= 0;
    await lookAtTag(keeper);
    if (settled && restOf(keeper) <= 0) return;
    if (await waitForTag(keeper)) continue;
    await lookAtTag(keeper);
    return;
  }
}
function restOf({ ledger, patience, settling }) {
  const { writtenAt, contended } = ledger;
  const settlingMs = contended ? settling.contendedMs : settling.quietMs;
  return (writtenAt ?? -Infinity) + settlingMs - patience.now();
}
async function lookAtTag(keeper) {
  const { ledger } = keeper;
  keeper.missing = await listMissing(keeper);
  const lost = keeper.missing.filter((one) => ledger.due.has(one));
  if (lost.length > 0) throw new TransientError(`the tag does not list ${lost.join(", ")}`);
}
async function listMissing(keeper) {
  const { ledger } = keeper;
  const begun = { here: false };
  const look = async () => {
    begun.here = true;
    return (await readTag2(keeper)).missing.map(({ descriptor }) => descriptor.digest);
  };
  const shared = ledger.together(look);
  try {
    return await shared;
  } catch (error2) {
    if (begun.here) throw error2;
    return ledger.exclusively(look);
  }
}
async function waitForTag(keeper) {
  const { ledger, patience, settling } = keeper;
  const rest = restOf(keeper);
  const remainingMs = patience.deadline - patience.now();
  const left = Math.max(0, remainingMs - LAST_LOOK_MS);
  const isLast = rest > left;
  if (isLast && ledger.contended) throw describeUnsettled(keeper, rest);
  const often = (ledger.contended ? settling.contendedMs : settling.quietMs) / LOOKS;
  const delayMs = isLast ? left : Math.max(0, Math.min(rest, often));
  if (ledger.contended) {
    const reason = "others write this tag too";
    patience.onWait({ what: describeTask(keeper), reason, delayMs, remainingMs });
  }
  await patience.sleep(delayMs, patience.signal);
  patience.signal?.throwIfAborted();
  return !isLast;
}
function describeUnsettled({ sink, subject, ledger }, rest) {
  const message = `referrers of ${subject} in ${sink.name}: all ${String(ledger.seen.size)} are listed, but others write the tag ${formatReferrersTag(subject)} too, and to see whether it stays so would take another ${String(Math.ceil(rest / 1e3))} s, beyond the deadline`;
  return new ReferrerError("unsettled", subject, [], message);
}
var SETTLING, SETTLED_LATER, LOOKS, LAST_LOOK_MS;
var init_tag_settling = __esm({
  "src/oci/tag-settling.ts"() {
    init_patience();
    init_referrer_error();
    init_referrers();
    init_tag_keeper();
    SETTLING = { quietMs: 1e3, contendedMs: 12e3 };
    SETTLED_LATER = { ...SETTLING, quietMs: 0 };
    LOOKS = 3;
    LAST_LOOK_MS = 200;
  }
});

// src/oci/referrers-tag.ts
async function keepInTag(sink, subject, wanted, patience, settling = SETTLING) {
  const ledger = sink.ledger.of(subject);
  noteReferrers(ledger, wanted);
  const missing = wanted.map(({ descriptor }) => descriptor.digest);
  const keeper = { sink, subject, ledger, patience, settling, missing, written: /* @__PURE__ */ new Set() };
  try {
    await retry(patience, describeTask(keeper), async () => {
      await ledger.exclusively(() => writeMissing(keeper));
      await watchTag(keeper);
    });
    return keeper.written;
  } catch (error2) {
    throw error2 instanceof PatienceError ? describeLoss(keeper, error2) : error2;
  }
}
async function writeMissing(keeper) {
  const { sink, subject, ledger, patience } = keeper;
  const { index, missing, etag, digest } = await readTag2(keeper);
  if (missing.length === 0) return;
  const bytes = formatReferrerIndex(index, missing);
  const tag = formatReferrersTag(subject);
  const written = digestBytes(bytes);
  ledger.expected = /* @__PURE__ */ new Set([digest, written]);
  try {
    await sink.pushManifest(bytes, MEDIA_TYPES.ociIndex, {
      tag,
      ...etag === void 0 ? {} : { ifMatch: etag }
    });
  } catch (error2) {
    if (!isRefused(error2)) ledger.writtenAt = patience.now();
    throw error2;
  }
  ledger.writtenAt = patience.now();
  ledger.expected = /* @__PURE__ */ new Set([written]);
  for (const { descriptor } of missing) {
    ledger.due.add(descriptor.digest);
    keeper.written.add(descriptor.digest);
  }
}
function isRefused(error2) {
  const status = error2 instanceof TransientError && error2.cause instanceof RegistryError ? error2.cause.status : void 0;
  return status !== void 0 && status < 500;
}
function describeLoss({ sink, subject, missing }, error2) {
  const what = missing.length === 0 ? "the listing could not be confirmed" : `not listed: ${missing.join(", ")}`;
  const message = `referrers of ${subject} in ${sink.name}: ${what}; tag ${formatReferrersTag(subject)}: ${error2.reason}`;
  return new ReferrerError("lost", subject, missing, message, { cause: error2 });
}
var init_referrers_tag = __esm({
  "src/oci/referrers-tag.ts"() {
    init_descriptor();
    init_manifest();
    init_patience();
    init_referrer_error();
    init_referrer_index();
    init_referrer_ledger();
    init_referrers();
    init_registry_error();
    init_tag_keeper();
    init_tag_settling();
  }
});

// src/oci/attach.ts
async function publishReferrer(place, { bytes, descriptor }) {
  const { sink, subject, patience, settling } = place;
  const pushed = await sink.pushManifest(bytes, descriptor.mediaType);
  const entry = describeReferrer(descriptor);
  noteReferrers(sink.ledger.of(subject), [entry]);
  if (pushed.subject === subject && await awaitListing(place, descriptor.digest)) return "api";
  await keepInTag(sink, subject, [entry], patience, settling);
  return "tag";
}
async function awaitListing({ sink, subject, patience }, digest) {
  const began = patience.now();
  const graceMs = Math.min(API_GRACE_MS, (patience.deadline - began) / 2);
  try {
    return await retry(patience, `referrer ${digest} in ${sink.name}`, async () => {
      const listed = await sink.listedReferrers(subject);
      if (listed === void 0) return false;
      noteReferrers(sink.ledger.of(subject), listed.map(describeReferrer));
      if (listed.some((one) => one.digest === digest)) return true;
      if (listed.length === 0 && patience.now() - began >= graceMs) return false;
      throw new TransientError("the Referrers API does not list it yet");
    });
  } catch (error2) {
    if (!(error2 instanceof PatienceError)) throw error2;
    const message = `referrer ${digest} of ${subject} in ${sink.name}: the registry took it, and its Referrers API does not list it`;
    throw new ReferrerError("unlisted", subject, [digest], message, { cause: error2 });
  }
}
var API_GRACE_MS;
var init_attach = __esm({
  "src/oci/attach.ts"() {
    init_patience();
    init_referrer_error();
    init_referrer_index();
    init_referrer_ledger();
    init_referrer_manifest();
    init_referrers_tag();
    init_tag_settling();
    API_GRACE_MS = 5e3;
  }
});

// src/oci/restore.ts
async function restoreReferrers(sink, subject, expected, patience, { settling = SETTLING, writtenAt = -Infinity } = {}) {
  const place = { sink: sink.within(patience), subject, patience, settling };
  const listed = await listByApi2(place);
  const unlisted = subtract(expected, listed);
  if (unlisted.length === 0) return [];
  const isOld = patience.now() >= writtenAt + settling.contendedMs;
  const seen = await lookAtTag2(place, unlisted);
  const restored = listed.length > 0 ? await restoreInApi(place, seen) : await restoreInTag(place, expected, seen, isOld);
  if (seen.gone.length > 0) throw describeGone(place, seen.gone);
  return restored;
}
async function listByApi2({ sink, subject, patience }) {
  const now = patience.now();
  const deadline = now + Math.min(API_MS, (patience.deadline - now) / 2);
  try {
    return await sink.within({ ...patience, deadline }).listedReferrers(subject) ?? [];
  } catch (error2) {
    if (error2 instanceof RegistryError) return [];
    throw error2;
  }
}
async function lookAtTag2({ sink, subject, patience }, expected) {
  const at = patience.now();
  const { index, tagged } = await fetchReferrerIndex(sink, subject);
  const listed = index.entries.map(({ descriptor }) => descriptor);
  const missing = subtract(expected, listed);
  const found = await Promise.all(missing.map((one) => findManifest(sink, one)));
  const lost = found.filter((content) => content !== void 0);
  const gone = missing.filter((_, position) => found[position] === void 0);
  return { at, digest: tagged?.descriptor.digest, listed, lost, gone };
}
function subtract(all, some) {
  const present = new Set(some.map(({ digest }) => digest));
  return all.filter(({ digest }) => !present.has(digest));
}
async function findManifest(sink, descriptor) {
  try {
    const content = await sink.manifest(descriptor.digest);
    return content && { ...content, descriptor };
  } catch (error2) {
    if (error2 instanceof RegistryError && error2.status === 404) return void 0;
    throw error2;
  }
}
async function restoreInApi(place, { lost }) {
  for (const content of lost) await publishReferrer(place, content);
  return lost.map(({ descriptor }) => descriptor);
}
async function restoreInTag({ sink, subject, patience, settling }, expected, { at, digest, listed, lost, gone }, isOld) {
  if (isOld && lost.length === 0) return [];
  const wanted = subtract(expected, gone);
  const contended = lost.length > 0 || subtract(listed, wanted).length > 0;
  resumeLedger(sink.ledger.of(subject), { writtenAt: at, contended, digest });
  const written = await keepInTag(sink, subject, wanted.map(describeReferrer), patience, settling);
  return wanted.filter((one) => written.has(one.digest));
}
function describeGone({ sink, subject }, gone) {
  const digests = gone.map(({ digest }) => digest);
  const message = `${digests.join(", ")} of ${subject} cannot be listed again: ${sink.name} has no such manifest any more`;
  return new ReferrerError("gone", subject, digests, message);
}
var API_MS;
var init_restore = __esm({
  "src/oci/restore.ts"() {
    init_attach();
    init_referrer_error();
    init_referrer_index();
    init_referrer_ledger();
    init_referrers_tag();
    init_tag_keeper();
    init_tag_settling();
    init_registry_error();
    API_MS = 1e4;
  }
});

// src/action/cancellation.ts
function listenForCancellation(process2) {
  const controller = new AbortController();
  const cancel = () => {
    controller.abort(new CancelledError());
  };
  process2.on("SIGINT", cancel);
  process2.on("SIGTERM", cancel);
  return controller.signal;
}
var CancelledError;
var init_cancellation = __esm({
  "src/action/cancellation.ts"() {
    CancelledError = class extends Error {
      name = "CancelledError";
      constructor() {
        super("The step was cancelled.");
      }
    };
  }
});

// src/action/input-error.ts
function quoteValue(value) {
  const redacted = redactUserinfo(value);
  const short = redacted.length > SHOWN_LENGTH ? `${redacted.slice(0, SHOWN_LENGTH)}…` : redacted;
  return replaceUnprintable(JSON.stringify(short));
}
var ValueError, SHOWN_LENGTH;
var init_input_error = __esm({
  "src/action/input-error.ts"() {
    init_plain_text();
    ValueError = class extends Error {
      name = "ValueError";
      problem;
      allowed;
      constructor(problem, allowed) {
        super(`${problem} (allowed: ${allowed})`);
        this.problem = problem;
        this.allowed = allowed;
      }
    };
    SHOWN_LENGTH = 120;
  }
});

// node_modules/csv-parse/lib/api/CsvError.js
var init_CsvError = __esm({
  "node_modules/csv-parse/lib/api/CsvError.js"() {
  }
});

// node_modules/csv-parse/lib/utils/is_object.js
var init_is_object = __esm({
  "node_modules/csv-parse/lib/utils/is_object.js"() {
  }
});

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var init_normalize_columns_array = __esm({
  "node_modules/csv-parse/lib/api/normalize_columns_array.js"() {
    init_CsvError();
    init_is_object();
  }
});

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var init_ResizeableBuffer = __esm({
  "node_modules/csv-parse/lib/utils/ResizeableBuffer.js"() {
  }
});

// node_modules/csv-parse/lib/api/init_state.js
var init_init_state = __esm({
  "node_modules/csv-parse/lib/api/init_state.js"() {
    init_ResizeableBuffer();
  }
});

// node_modules/csv-parse/lib/utils/underscore.js
var init_underscore = __esm({
  "node_modules/csv-parse/lib/utils/underscore.js"() {
  }
});

// node_modules/csv-parse/lib/api/normalize_options.js
var init_normalize_options = __esm({
  "node_modules/csv-parse/lib/api/normalize_options.js"() {
    init_normalize_columns_array();
    init_CsvError();
    init_underscore();
    init_is_object();
  }
});

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var init_delimiter_discover = __esm({
  "node_modules/csv-parse/lib/utils/delimiter_discover.js"() {
    init_normalize_options();
    init_api();
  }
});

// node_modules/csv-parse/lib/api/index.js
var boms;
var init_api = __esm({
  "node_modules/csv-parse/lib/api/index.js"() {
    init_normalize_columns_array();
    init_init_state();
    init_normalize_options();
    init_CsvError();
    init_delimiter_discover();
    boms = {
      // Note, the following are equals:
      // Buffer.from("\ufeff")
      // Buffer.from([239, 187, 191])
      // Buffer.from('EFBBBF', 'hex')
      utf8: Buffer.from([239, 187, 191]),
      // Note, the following are equals:
      // Buffer.from "\ufeff", 'utf16le
      // Buffer.from([255, 254])
      utf16le: Buffer.from([255, 254])
    };
  }
});

// node_modules/csv-parse/lib/sync.js
var init_sync = __esm({
  "node_modules/csv-parse/lib/sync.js"() {
    init_api();
    init_normalize_options();
  }
});

// src/build/csv.ts
var init_csv = __esm({
  "src/build/csv.ts"() {
  }
});

// src/action/list.ts
var init_list = __esm({
  "src/action/list.ts"() {
    init_sync();
    init_csv();
    init_input_error();
  }
});

// src/action/input-reader.ts
function readRaw({ env }, input) {
  return env[`INPUT_${input.replaceAll(" ", "_").toUpperCase()}`] ?? "";
}
function readValue(reading, input, parse2) {
  const text = readRaw(reading, input).trim();
  if (text === "") return void 0;
  return attempt(reading, input, quoteValue(text), () => {
    assertSingleLine(text);
    return parse2(text);
  });
}
function readBoolean(reading, input) {
  return readValue(reading, input, (text) => parseBoolean(text, "true or false"));
}
function parseBoolean(text, allowed) {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  throw new ValueError("is not a boolean", allowed);
}
function attempt({ mistakes }, input, value, parse2) {
  try {
    return parse2();
  } catch (error2) {
    if (!(error2 instanceof ValueError)) throw error2;
    mistakes.push({ input, value, problem: error2.problem, allowed: error2.allowed });
    return void 0;
  }
}
function assertSingleLine(text) {
  if (/[\0\r\n]/.test(text)) throw new ValueError("has more than one line", "a single line");
}
var init_input_reader = __esm({
  "src/action/input-reader.ts"() {
    init_input_error();
    init_list();
  }
});

// src/action/inert-text.ts
function listInertLines(text) {
  return text.toWellFormed().replace(ESCAPES, "").split(/\r\n|\n|\r|[\u0085\u2028\u2029]/).map(
    (line) => breakCommands(line.replace(CONTROLS, "").replace(INVISIBLE, "")).replace(/^(\s*)::/, "$1\\::")
  );
}
function cleanStream(text) {
  return breakCommands(text.replace(STREAMED, (found) => COLOUR.test(found) ? found : ""));
}
function breakCommands(text) {
  return text.replaceAll("##[", "##\\[");
}
var COLOUR, ESCAPES, CONTROLS, DIRECTIONS, STREAMED, INVISIBLE;
var init_inert_text = __esm({
  "src/action/inert-text.ts"() {
    COLOUR = /^\u001b\[[0-9;:]*m$/;
    ESCAPES = new RegExp(
      [
        // Strings with an end: titles, hyperlinks (OSC 8), device controls.
        "(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u0080-\\u009f\\r\\n]*(?:\\u0007|\\u001b\\\\|\\u009c)",
        // Control sequences: colours, cursor movement, erasure.
        "(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]",
        // All other escapes.
        "\\u001b[ -/]*[0-Z\\\\^-~]"
      ].join("|"),
      "g"
    );
    CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
    DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;
    STREAMED = new RegExp([ESCAPES, CONTROLS, DIRECTIONS].map(({ source }) => source).join("|"), "g");
    INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
  }
});

// src/action/mask.ts
function listSecretForms(secret) {
  if (secret.trim() === "") return [];
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  const whole = lines.length === 1 ? [secret, secret.trim()] : [secret];
  const forms = [...whole, secret.trim()].flatMap(listEncodings);
  return [.../* @__PURE__ */ new Set([...whole, ...lines.filter((line) => line.length >= SHORTEST_LINE), ...forms])];
}
function listEncodings(text) {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString("base64");
  const encodings = [
    base64,
    base64.replace(/=+$/, ""),
    bytes.toString("base64url"),
    encodeURIComponent(text.toWellFormed())
  ];
  return encodings.filter((encoding) => encoding.length >= SHORTEST_LINE);
}
var SHORTEST_LINE;
var init_mask = __esm({
  "src/action/mask.ts"() {
    SHORTEST_LINE = 4;
  }
});

// src/action/line-buffer.ts
var import_node_os, import_node_string_decoder, LONGEST_LINE, LineBuffer;
var init_line_buffer = __esm({
  "src/action/line-buffer.ts"() {
    import_node_os = require("node:os");
    import_node_string_decoder = require("node:string_decoder");
    init_inert_text();
    LONGEST_LINE = 1024 * 1024;
    LineBuffer = class {
      #decoder = new import_node_string_decoder.StringDecoder("utf8");
      #pending = [];
      #length = 0;
      /** Complete lines, cleaned. A CR ends a line unless it may be the first half of a CR LF. */
      take(chunk) {
        const text = this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        const border = Math.max(text.lastIndexOf("\n"), text.slice(0, -1).lastIndexOf("\r")) + 1;
        const ended = text !== "" && this.#pending.at(-1)?.endsWith("\r") === true;
        if (border === 0 && !ended) return this.#hold(text);
        const complete = this.#pending.join("") + text.slice(0, border);
        this.#pending = [];
        this.#length = 0;
        return cleanStream(complete) + this.#hold(text.slice(border));
      }
      /** What is left, as a complete line. */
      takeRest() {
        const rest = this.#pending.join("") + this.#decoder.end();
        this.#pending = [];
        return rest === "" ? "" : cleanStream(rest) + import_node_os.EOL;
      }
      #hold(text) {
        if (text !== "") this.#pending.push(text);
        this.#length += text.length;
        return this.#length > LONGEST_LINE ? this.#takePiece() : "";
      }
      /** Cuts where no escape and no `##[` is under way. */
      #takePiece() {
        const text = this.#pending.join("");
        const unfinished = /(?:[\u001b\u0090-\u009f][^\u001b\u0090-\u009f]{0,4096}|#{1,2}|\r)$/.exec(text);
        const rest = unfinished?.[0] ?? "";
        this.#pending = rest === "" ? [] : [rest];
        this.#length = rest.length;
        return cleanStream(text.slice(0, text.length - rest.length));
      }
    };
  }
});

// src/action/untrusted-stream.ts
var UntrustedStream;
var init_untrusted_stream = __esm({
  "src/action/untrusted-stream.ts"() {
    init_line_buffer();
    UntrustedStream = class {
      #buffers = { stdout: new LineBuffer(), stderr: new LineBuffer() };
      #show;
      #onEnd;
      #ended = false;
      constructor(show, onEnd) {
        this.#show = show;
        this.#onEnd = onEnd;
      }
      write(chunk, from = "stdout") {
        if (!this.#ended) return this.#show(this.#buffers[from].take(chunk));
      }
      end() {
        if (this.#ended) return;
        this.#ended = true;
        for (const buffer of Object.values(this.#buffers)) void this.#show(buffer.takeRest());
        this.#onEnd();
      }
    };
  }
});

// src/action/log.ts
function createLog({ debug: debug2 }) {
  return new RunnerLog(debug2);
}
function describe(message, { title, ...place }) {
  const heading = title === void 0 ? {} : { title: listInertLines(title).join(" ") };
  return [listInertLines(message).join("\n"), { ...place, ...heading }];
}
function ignoreBrokenPipe() {
  return;
}
function waitForDrain() {
  drained ??= new Promise((resolve2) => {
    const settle = () => {
      for (const event of ["drain", "close", "error"]) process.stdout.off(event, settle);
      drained = void 0;
      resolve2();
    };
    for (const event of ["drain", "close", "error"]) process.stdout.on(event, settle);
    if (process.stdout.destroyed) settle();
  });
  return drained;
}
var import_node_crypto2, import_node_os2, RunnerLog, drained;
var init_log = __esm({
  "src/action/log.ts"() {
    init_core();
    import_node_crypto2 = require("node:crypto");
    import_node_os2 = require("node:os");
    init_inert_text();
    init_mask();
    init_untrusted_stream();
    RunnerLog = class {
      #debug;
      #streams = /* @__PURE__ */ new Set();
      #masked = /* @__PURE__ */ new Set();
      #token;
      #grouped = false;
      #atLineStart = true;
      constructor(debug2) {
        this.#debug = debug2;
        process.stdout.off("error", ignoreBrokenPipe).on("error", ignoreBrokenPipe);
      }
      info(text) {
        this.#startLine();
        for (const line of listInertLines(text)) process.stdout.write(line + import_node_os2.EOL);
      }
      debug(text) {
        if (this.#debug)
          this.#command(() => {
            debug(listInertLines(text).join("\n"));
          });
      }
      group(title) {
        this.endGroup();
        this.#grouped = true;
        this.#command(() => {
          startGroup(listInertLines(title).join(" "));
        });
      }
      endGroup() {
        if (!this.#grouped) return;
        this.#grouped = false;
        this.#command(endGroup);
      }
      notice(message, place = {}) {
        this.#command(() => {
          notice(...describe(message, place));
        });
      }
      warning(message, place = {}) {
        this.#command(() => {
          warning(...describe(message, place));
        });
      }
      error(message, place = {}) {
        this.#command(() => {
          error(...describe(message, place));
        });
      }
      mask(secret) {
        const forms = listSecretForms(secret).filter((form) => !this.#masked.has(form));
        if (forms.length === 0) return;
        this.#command(() => {
          for (const form of forms) setSecret(form);
        });
        for (const form of forms) this.#masked.add(form);
      }
      untrusted() {
        const stream = new UntrustedStream(
          (text) => this.#show(text),
          () => {
            this.#endStream(stream);
          }
        );
        this.#streams.add(stream);
        if (this.#token === void 0) this.#stop();
        return stream;
      }
      close() {
        for (const stream of this.#streams) stream.end();
        this.endGroup();
      }
      #show(text) {
        if (text === "") return;
        const flowing = process.stdout.write(text);
        this.#atLineStart = /[\r\n]$/.test(text);
        if (!flowing) return waitForDrain();
      }
      #endStream(stream) {
        this.#streams.delete(stream);
        if (this.#streams.size === 0) this.#resume();
      }
      #command(issue2) {
        const stopped = this.#token !== void 0;
        if (stopped) this.#resume();
        this.#startLine();
        issue2();
        if (stopped) this.#stop();
      }
      #stop() {
        this.#startLine();
        this.#token = (0, import_node_crypto2.randomUUID)();
        setSecret(this.#token);
        process.stdout.write(`::stop-commands::${this.#token}${import_node_os2.EOL}`);
      }
      #resume() {
        if (this.#token === void 0) return;
        this.#startLine();
        process.stdout.write(`::${this.#token}::${import_node_os2.EOL}`);
        this.#token = void 0;
      }
      #startLine() {
        if (!this.#atLineStart) process.stdout.write(import_node_os2.EOL);
        this.#atLineStart = true;
      }
    };
  }
});

// src/sigstore/shared-text.ts
var init_shared_text = __esm({
  "src/sigstore/shared-text.ts"() {
  }
});

// src/sigstore/signing.ts
var init_signing = __esm({
  "src/sigstore/signing.ts"() {
  }
});

// src/action/signing-state.ts
var init_signing_state = __esm({
  "src/action/signing-state.ts"() {
    init_shared_text();
    init_signing();
  }
});

// src/action/narration.ts
function tellWait(log, { what, reason, delayMs, remainingMs }) {
  const seconds = (milliseconds) => `${(milliseconds / 1e3).toFixed(1)} s`;
  log.info(`Waiting ${seconds(delayMs)} for ${what}: ${reason}. ${seconds(remainingMs)} left.`);
}
var init_narration = __esm({
  "src/action/narration.ts"() {
    init_signing_state();
  }
});

// src/oci/address.ts
function listSubnets(ipv4, ipv6) {
  const list = new import_node_net.BlockList();
  const add = (subnet, family, prefix = "", extra = 0) => {
    const [net = "", bits] = subnet.split("/");
    list.addSubnet(prefix + net, Number(bits) + extra, family);
  };
  for (const subnet of ipv4) {
    add(subnet, "ipv4");
    add(subnet, "ipv6", "64:ff9b::", 96);
  }
  for (const subnet of ipv6) add(subnet, "ipv6");
  return list;
}
function reachOfAddress(address) {
  const family = (0, import_node_net.isIP)(address) === 6 ? "ipv6" : "ipv4";
  return LISTS.find(([, list]) => list.check(address, family))?.[0] ?? "public";
}
function reachOfHost(hostname) {
  const name = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if ((0, import_node_net.isIP)(name) !== 0) return reachOfAddress(name);
  return name === "localhost" || name.endsWith(".localhost") ? "loopback" : void 0;
}
function isLoopbackHost(hostname) {
  return reachOfHost(hostname) === "loopback";
}
function mayReach(from, to) {
  return DEPTH[to] <= DEPTH[from];
}
function innermost(reaches) {
  return reaches.reduce((inner, reach) => DEPTH[reach] > DEPTH[inner] ? reach : inner, "public");
}
var import_node_net, DEPTH, LISTS;
var init_address = __esm({
  "src/oci/address.ts"() {
    import_node_net = require("node:net");
    DEPTH = { public: 0, private: 1, loopback: 2, "link-local": 3 };
    LISTS = [
      ["loopback", listSubnets(["127.0.0.0/8"], ["::1/128"])],
      ["link-local", listSubnets(["169.254.0.0/16"], ["fe80::/10"])],
      [
        "private",
        listSubnets(
          [
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/3"
          ],
          ["::/128", "fc00::/7", "fec0::/10", "ff00::/8"]
        )
      ]
    ];
  }
});

// src/oci/proxy.ts
function createProxyChooser(proxy) {
  const http = parseProxy("HTTP_PROXY", proxy?.http);
  const https = parseProxy("HTTPS_PROXY", proxy?.https);
  const direct = listSubnets2(proxy?.no ?? "");
  return (url) => {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const family = (0, import_node_net2.isIP)(host);
    if (isLoopbackHost(host)) return void 0;
    if (family !== 0 && direct.check(host, family === 6 ? "ipv6" : "ipv4")) return void 0;
    return url.protocol === "http:" ? http : https;
  };
}
function parseProxy(variable, value) {
  const text = value?.trim() ?? "";
  if (text === "") return void 0;
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || url.hostname === "" || !SCHEMES.has(url.protocol)) throw new ProxyError(variable);
  return url.href;
}
function listSubnets2(noProxy) {
  const list = new import_node_net2.BlockList();
  for (const entry of noProxy.split(/[\s,]+/)) {
    const [net = "", bits = ""] = entry.split("/");
    const family = (0, import_node_net2.isIP)(net);
    const fits = /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
    if (family !== 0 && fits) list.addSubnet(net, Number(bits), family === 6 ? "ipv6" : "ipv4");
  }
  return list;
}
var import_node_net2, ProxyError, SCHEMES;
var init_proxy = __esm({
  "src/oci/proxy.ts"() {
    import_node_net2 = require("node:net");
    init_address();
    ProxyError = class extends Error {
      name = "ProxyError";
      variable;
      constructor(variable) {
        super(`${variable} is not the URL of a proxy, as http://proxy.example:3128 is one`);
        this.variable = variable;
      }
    };
    SCHEMES = /* @__PURE__ */ new Set(["http:", "https:", "socks5:"]);
  }
});

// src/oci/dispatcher.ts
function createDispatchers(options) {
  const chooseProxy = createProxyChooser(options.proxy);
  const reaches = /* @__PURE__ */ new Map();
  const dispatchers = /* @__PURE__ */ new Map();
  return {
    choose(url, from) {
      const proxy = chooseProxy(url);
      const key = `${from ?? ""} ${proxy ?? ""}`;
      const known = dispatchers.get(key);
      if (known !== void 0) return known;
      const lookup = createLookup(options.lookup ?? systemLookup, from, reaches);
      const made = createDispatcher(options, proxy, lookup);
      dispatchers.set(key, made);
      return made;
    },
    reachOfName: (hostname) => reaches.get(hostname),
    async close() {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    }
  };
}
function createDispatcher(options, proxy, lookup) {
  const { idleMs = 3e4, connectMs = 1e4 } = options;
  const ca = options.ca?.length ? { ca: [...(0, import_node_tls.getCACertificates)("default"), ...options.ca] } : {};
  const tls = { ...ca, rejectUnauthorized: true };
  const agent = {
    maxHeaderSize: MAX_HEADER_SIZE,
    connections: CONNECTIONS_PER_ORIGIN,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    connectTimeout: connectMs,
    allowH2: false,
    connect: { ...tls, lookup, timeout: connectMs }
  };
  if (proxy === void 0) return new import_http.Agent(agent);
  const noProxy = options.proxy?.no ?? "";
  return new import_http.EnvHttpProxyAgent({
    ...agent,
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
    requestTls: { ...tls, timeout: connectMs },
    proxyTls: { ...tls, timeout: connectMs }
  });
}
function createLookup(lookup, from, reaches) {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error2, found, family) => {
      if (error2 !== null) {
        callback(error2, found, family);
        return;
      }
      const reach = innermost(listAddresses(found).map(reachOfAddress));
      if (from === void 0) reaches.set(hostname, reach);
      const refused = from !== void 0 && !mayReach(from, reach);
      callback(refused ? new ReachError(hostname, reach) : null, found, family);
    });
  };
}
function listAddresses(found) {
  return typeof found === "string" ? [found] : found.map(({ address }) => address);
}
var import_node_dns, import_node_tls, import_http, ReachError, MAX_HEADER_SIZE, CONNECTIONS_PER_ORIGIN, systemLookup;
var init_dispatcher = __esm({
  "src/oci/dispatcher.ts"() {
    import_node_dns = require("node:dns");
    import_node_tls = require("node:tls");
    init_address();
    import_http = require("./http.cjs");
    init_proxy();
    ReachError = class extends Error {
      name = "ReachError";
      reach;
      constructor(hostname, reach) {
        super(`${hostname} has a ${reach} address`);
        this.reach = reach;
      }
    };
    MAX_HEADER_SIZE = 128 * 1024;
    CONNECTIONS_PER_ORIGIN = 8;
    systemLookup = (hostname, options, callback) => {
      (0, import_node_dns.lookup)(hostname, options, callback);
    };
  }
});

// src/oci/fault.ts
function describeFault(error2) {
  const code = codeOf(error2);
  const message = error2 instanceof Error ? error2.message : String(error2);
  const reason = code === "" || message.includes(code) ? message : `${code}: ${message}`;
  const proxy = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (proxy !== void 0) {
    const transient = Number(proxy) >= 500;
    return { kind: "connection", reason: `the proxy answered ${proxy}`, transient, cause: error2 };
  }
  if (CONNECTION.has(code)) return { kind: "connection", reason, transient: true, cause: error2 };
  if (SILENCE.has(code)) return { kind: "silence", reason, transient: true, cause: error2 };
  if (CERTIFICATE.test(code)) return { kind: "certificate", reason, transient: false, cause: error2 };
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) return describeProtocol("TLS", code);
  if (code.startsWith("HPE_")) return describeProtocol("HTTP", code);
  return { kind: "other", reason, transient: false, cause: error2 };
}
function describeProtocol(protocol, code) {
  const reason = `what answers does not speak ${protocol} as expected (${code})`;
  return { kind: "protocol", reason, transient: false, cause: Object.assign(new Error(reason), { code }) };
}
function codeOf(error2) {
  const code = error2 instanceof Error && "code" in error2 ? error2.code : void 0;
  return typeof code === "string" ? code : "";
}
var CONNECTION, SILENCE, CERTIFICATE;
var init_fault = __esm({
  "src/oci/fault.ts"() {
    CONNECTION = /* @__PURE__ */ new Set([
      "ECONNRESET",
      "ECONNREFUSED",
      "ECONNABORTED",
      "EPIPE",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "ENETDOWN",
      "EAI_AGAIN",
      "UND_ERR_SOCKET",
      "UND_ERR_PRX_CONN",
      "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"
    ]);
    SILENCE = /* @__PURE__ */ new Set([
      "ETIMEDOUT",
      "UND_ERR_CONNECT_TIMEOUT",
      "UND_ERR_HEADERS_TIMEOUT",
      "UND_ERR_BODY_TIMEOUT"
    ]);
    CERTIFICATE = /CERT|^UNABLE_TO_|^CRL_|^PATH_LENGTH_EXCEEDED$|^INVALID_(?:CA|PURPOSE)$|^HOSTNAME_MISMATCH$/;
  }
});

// src/oci/host.ts
function listSchemes(host, isPlainAllowed) {
  if (isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? "")) return ["http", "https"];
  return isPlainAllowed(host) ? ["https", "http"] : ["https"];
}
function createHostSender(send, isPlainAllowed) {
  const known = /* @__PURE__ */ new Map();
  const sendIn = async (scheme, host, { path, ...request }) => {
    const home = new URL(`${scheme}://${host}`);
    const answer = await send({ ...request, url: new URL(path, home), home });
    return scheme === "http" ? refuseMismatch(answer) : answer;
  };
  return async (host, request) => {
    const scheme = known.get(host);
    if (scheme !== void 0) return sendIn(scheme, host, request);
    const [first, second] = listSchemes(host, isPlainAllowed);
    try {
      const answer = await sendIn(first, host, request);
      known.set(host, first);
      return answer;
    } catch (error2) {
      if (second === void 0 || !mayBeOther(error2)) throw error2;
      const answer = await sendIn(second, host, request).catch((other) => {
        throw chooseError(error2, other);
      });
      known.set(host, second);
      return answer;
    }
  };
}
async function refuseMismatch(answer) {
  const { method, url, status, reason } = answer;
  if (status !== 400 || headerOf(answer, "docker-distribution-api-version") !== void 0) return answer;
  const bytes = await readStart(answer, 64 * 1024);
  if (/\bHTTPS (?:server|port)\b/i.test(Buffer.from(bytes).toString("latin1")))
    throw new SchemeError({ method, url, reason });
  const body = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  return { ...answer, body, discard: () => Promise.resolve() };
}
function mayBeOther(error2) {
  if (error2 instanceof SchemeError) return true;
  const kind = kindOf(error2);
  return kind === "connection" || kind === "protocol";
}
function chooseError(first, second) {
  return first instanceof SchemeError || !(mayBeOther(second) || kindOf(second) === "silence") ? second : first;
}
function kindOf(error2) {
  const failure = error2 instanceof TransientError ? error2.cause : error2;
  return failure instanceof RegistryError && failure.status === void 0 ? describeFault(failure.cause).kind : void 0;
}
var SchemeError;
var init_host = __esm({
  "src/oci/host.ts"() {
    init_address();
    init_answer();
    init_fault();
    init_patience();
    init_registry_error();
    SchemeError = class extends RegistryError {
    };
  }
});

// src/oci/transport.ts
var transport_exports = {};
__export(transport_exports, {
  createTransport: () => createTransport
});
function createTransport(options) {
  const dispatchers = createDispatchers(options);
  const insecure = new Set(options.insecureRegistries.map((host) => host.toLowerCase()));
  const isPlainAllowed = (host) => insecure.has(host.toLowerCase()) || isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? "");
  const resolve2 = (given) => {
    const refuse = (reason) => refuseTarget(given, reason);
    const url = URL.parse(given.text, given.base.href) ?? refuse("is not a URL");
    if (url.protocol !== "https:" && url.protocol !== "http:")
      return refuse(`has the scheme ${url.protocol}`);
    if (url.username !== "" || url.password !== "") return refuse("holds a user or a password");
    if (url.protocol === "http:" && given.base.protocol === "https:")
      return refuse("leads from https to http");
    if (url.origin === given.home.origin) return url;
    if (url.protocol === "http:" && !isPlainAllowed(url.host))
      return refuse("leads to another host in plain http");
    const reach = reachOfHost(url.hostname);
    if (reach !== void 0 && !mayReach(reachOfHome(dispatchers, given.home), reach)) {
      return refuse(`leads to a ${reach} address`);
    }
    return url;
  };
  const exchange = createExchange(options, dispatchers);
  const send = (request) => follow(exchange, resolve2, request);
  return {
    send,
    sendToHost: createHostSender(send, isPlainAllowed),
    resolve: resolve2,
    close: () => dispatchers.close()
  };
}
function refuseTarget({ text, base, what }, reason) {
  const target = URL.parse(text, base.href);
  const host = target === null || target.host === "" ? "" : ` (host ${target.host})`;
  throw new RegistryError({ method: "GET", url: base, reason: `${what}${host} ${reason}: not followed` });
}
function reachOfHome(dispatchers, home) {
  return reachOfHost(home.hostname) ?? dispatchers.reachOfName(home.hostname) ?? "public";
}
async function follow(exchange, resolve2, request) {
  let { url, headers } = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange({ ...request, url, headers });
    const location = REDIRECTS.has(answer.status) ? headerOf(answer, "location") : void 0;
    if (location === void 0 || !isRead(request)) return answer;
    await answer.discard();
    if (redirects === MAX_REDIRECTS) {
      const reason = `redirects more than ${String(MAX_REDIRECTS)} times`;
      throw new RegistryError({ method: request.method, url, status: answer.status, reason });
    }
    const next = resolve2({ text: location, base: url, home: request.home, what: "redirect" });
    if (next.origin !== url.origin) headers = omitAuthorization(headers);
    url = next;
  }
}
function isRead({ method }) {
  return method === "GET" || method === "HEAD";
}
function omitAuthorization(headers) {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization")
  );
}
function createExchange(options, dispatchers) {
  return async (request) => {
    const { url, home, method, signal, body } = request;
    const from = url.origin === home.origin ? options.within : reachOfHome(dispatchers, home);
    const headers = { ...request.headers, "user-agent": options.userAgent, "accept-encoding": "identity" };
    const path = url.pathname + url.search;
    const fail = (error2) => throwFault(error2, request);
    try {
      refuseAddress(url, from);
      const dispatcher = dispatchers.choose(url, from);
      const data = await dispatcher.request({
        origin: url.origin,
        path,
        method,
        headers,
        signal,
        body: body ?? null,
        // undici would end the connection, for servers that send a body all the same.
        ...method === "HEAD" ? { reset: false } : {}
      });
      return createAnswer(request, data, fail);
    } catch (error2) {
      return error2 instanceof RegistryError ? Promise.reject(error2) : fail(error2);
    }
  };
}
function refuseAddress({ hostname }, from) {
  const reach = reachOfHost(hostname);
  if (from === void 0 || reach === void 0 || mayReach(from, reach)) return;
  throw new ReachError(hostname, reach);
}
function throwFault(error2, { method, url, signal }) {
  signal.throwIfAborted();
  const fault = describeFault(error2);
  const failure = new RegistryError({ method, url, reason: fault.reason, cause: fault.cause });
  throw fault.transient ? new TransientError(fault.reason, { cause: failure }) : failure;
}
function createAnswer({ method, url, home }, { statusCode: status, statusText, headers, body }, fail) {
  const lines = (name) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : void 0;
    return value === void 0 ? [] : [value].flat();
  };
  const reason = cleanText(`${String(status)} ${statusText}`, 100);
  const answer = { method, status, reason, url, home, headers: lines };
  const encoding = lines("content-encoding").join(", ").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") {
    const discard = async () => {
      await body.dump({ limit: DISCARD_LIMIT }).catch(() => void 0);
      await nextTurn();
    };
    return { ...answer, body: mapErrors(body, fail), discard };
  }
  body.on("error", () => void 0).destroy();
  if (status >= 400) return { ...answer, body: mapErrors([], fail), discard: () => Promise.resolve() };
  const refusal = `the answer has Content-Encoding ${encoding}, which was not asked for`;
  throw new RegistryError({ method, url, status, reason: refusal });
}
async function* mapErrors(chunks, fail) {
  try {
    yield* chunks;
    await nextTurn();
  } catch (error2) {
    fail(error2);
  }
}
var import_promises3, MAX_REDIRECTS, REDIRECTS, DISCARD_LIMIT, nextTurn;
var init_transport = __esm({
  "src/oci/transport.ts"() {
    import_promises3 = require("node:timers/promises");
    init_address();
    init_answer();
    init_dispatcher();
    init_fault();
    init_host();
    init_patience();
    init_plain_text();
    init_registry_error();
    MAX_REDIRECTS = 10;
    REDIRECTS = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
    DISCARD_LIMIT = 16 * 1024;
    nextTurn = () => (0, import_promises3.setImmediate)();
  }
});

// src/oci/network.ts
async function openTransport(env, insecureRegistries, within) {
  const { createTransport: createTransport2 } = await Promise.resolve().then(() => (init_transport(), transport_exports));
  const userAgent = "provenance-action/1";
  return createTransport2({ proxy: readProxy(env), insecureRegistries, userAgent, within });
}
function readProxy(env) {
  const read = (name) => env[name] ?? env[name.toUpperCase()];
  return { http: read("http_proxy"), https: read("https_proxy"), no: read("no_proxy") };
}
var init_network = __esm({
  "src/oci/network.ts"() {
  }
});

// src/build/release.ts
var init_release = __esm({
  "src/build/release.ts"() {
  }
});

// src/build/environment.ts
function buildxEnvironment(env, needs) {
  const named = new Set(needs.named);
  const kept = Object.entries(env).filter((entry) => {
    const [name, value] = entry;
    if (value === void 0) return false;
    if (named.has(name)) return true;
    return !PRIVATE2.test(name) && (needs.githubCache || !CACHE_SERVICE.test(name));
  });
  return {
    BUILDX_GIT_CHECK_DIRTY: needs.knownClean === true ? "false" : "true",
    ...needs.losesMetadataProvenance === true ? { BUILDX_METADATA_PROVENANCE: "disabled" } : {},
    ...Object.fromEntries(kept),
    BUILDX_METADATA_WARNINGS: "true"
  };
}
var PRIVATE2, CACHE_SERVICE;
var init_environment = __esm({
  "src/build/environment.ts"() {
    init_release();
    PRIVATE2 = /^(?:ACTIONS_ID_TOKEN_REQUEST_.*|SIGSTORE_ID_TOKEN|INPUT_.*|STATE_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
    CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RUNTIME_URL|RESULTS_URL|CACHE_URL)$/i;
  }
});

// src/build/child.ts
var SILENCE_MS, CHATTER_MS, Pipe, Escalation;
var init_child = __esm({
  "src/build/child.ts"() {
    SILENCE_MS = 750;
    CHATTER_MS = 5e3;
    Pipe = class {
      #stream;
      #handle;
      #busy = false;
      #drained = false;
      #silence;
      #limit;
      constructor(stream, handle) {
        this.#stream = stream;
        this.#handle = handle;
      }
      async drain() {
        try {
          for await (const chunk of this.#stream) {
            this.#busy = true;
            await this.#handle?.(chunk);
            this.#busy = false;
            this.#silence?.refresh();
          }
        } catch (error2) {
          if (error2.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error2;
        } finally {
          this.#drained = true;
          clearTimeout(this.#silence);
          clearTimeout(this.#limit);
        }
      }
      closeWhenSilent() {
        if (this.#drained) return;
        this.#silence = setTimeout(() => {
          if (this.#busy) this.#silence?.refresh();
          else this.#stream.destroy();
        }, SILENCE_MS);
        this.#limit = setTimeout(() => this.#stream.destroy(), CHATTER_MS);
      }
    };
    Escalation = class {
      /** Resolves when even SIGKILL did not help. */
      abandoned;
      #child;
      #graceMs;
      #abandon;
      #timers = [];
      begun = false;
      constructor(child, graceMs) {
        const { promise, resolve: resolve2 } = Promise.withResolvers();
        this.abandoned = promise;
        this.#abandon = resolve2;
        this.#child = child;
        this.#graceMs = graceMs;
      }
      begin() {
        const child = this.#child;
        this.begun = true;
        child.kill("SIGINT");
        this.#timers = [
          setTimeout(() => child.kill("SIGTERM"), this.#graceMs),
          setTimeout(() => child.kill("SIGKILL"), this.#graceMs * 1.5),
          setTimeout(
            () => {
              child.unref();
              this.#abandon({ signal: "SIGKILL" });
            },
            this.#graceMs * 1.5 + 1e3
          )
        ];
      }
      end() {
        for (const timer of this.#timers) clearTimeout(timer);
      }
    };
  }
});

// src/build/excerpt.ts
var HEAD_BYTES, TAIL_BYTES;
var init_excerpt = __esm({
  "src/build/excerpt.ts"() {
    HEAD_BYTES = 16 * 1024;
    TAIL_BYTES = 64 * 1024;
  }
});

// src/build/process.ts
async function captureProcess(command, { limit, timeoutMs, signal, ...rest }) {
  const excess = new AbortController();
  const timeout = AbortSignal.timeout(timeoutMs);
  const causes = [excess.signal, timeout, ...signal === void 0 ? [] : [signal]];
  const stdout = collectUpTo(limit, excess);
  const stderr = collectUpTo(limit, excess);
  const ending = await superviseProcess({
    ...rest,
    command,
    signal: AbortSignal.any(causes),
    graceMs: 500,
    onStdout: stdout.add,
    onStderr: stderr.add
  });
  return {
    ...ending,
    cancelled: signal?.aborted ?? false,
    timedOut: ending.cancelled && timeout.aborted,
    overflowed: excess.signal.aborted,
    stdout: stdout.read(),
    stderr: stderr.read()
  };
}
function collectUpTo(limit, excess) {
  const chunks = [];
  let bytes = 0;
  const add = (chunk) => {
    const piece = chunk.subarray(0, limit - bytes);
    chunks.push(piece);
    bytes += piece.length;
    if (piece.length < chunk.length) excess.abort();
  };
  return { add, read: () => Buffer.concat(chunks).toString() };
}
async function superviseProcess(options) {
  const started = performance.now();
  const conclude = (ending) => ({
    ...ending,
    durationMs: performance.now() - started
  });
  if (options.signal?.aborted === true) return conclude({ ...NOT_ENDED, cancelled: true });
  const child = startChild(options);
  if ("message" in child) return conclude({ ...NOT_ENDED, spawnError: child });
  const escalation = new Escalation(child, options.graceMs ?? GRACE_MS);
  const cancel = () => {
    escalation.begin();
  };
  options.signal?.addEventListener("abort", cancel, { once: true });
  const exit = await readToEnd(child, escalation, options).finally(() => {
    options.signal?.removeEventListener("abort", cancel);
    escalation.end();
  });
  return conclude({ ...NOT_ENDED, ...exit, cancelled: escalation.begun });
}
function startChild({ command, env, cwd, input, onSpawn }) {
  const [program, ...args] = command;
  try {
    const stdio = [input === void 0 ? "ignore" : "pipe", "pipe", "pipe"];
    const child = (0, import_node_child_process.spawn)(program, args, {
      cwd,
      env,
      shell: false,
      windowsHide: true,
      stdio: [...stdio]
    });
    if (onSpawn !== void 0)
      child.once("spawn", () => {
        onSpawn(child.pid ?? 0);
      });
    child.stdin?.on("error", () => void 0).end(input);
    return child;
  } catch (error2) {
    return describeSpawnError(error2);
  }
}
function describeSpawnError(error2) {
  const { code, message } = error2;
  return { code, message };
}
async function readToEnd(child, escalation, options) {
  const pipes = [new Pipe(child.stdout, options.onStdout), new Pipe(child.stderr, options.onStderr)];
  const drained2 = Promise.all(pipes.map((pipe) => pipe.drain()));
  drained2.catch(() => child.kill("SIGKILL"));
  const exit = await Promise.race([waitForExit(child), escalation.abandoned]);
  for (const pipe of pipes) pipe.closeWhenSilent();
  await drained2;
  return exit;
}
async function waitForExit(child) {
  return new Promise((resolve2) => {
    child.once("exit", (code, signal) => {
      resolve2({ exitCode: code ?? void 0, signal: signal ?? void 0 });
    });
    child.on("error", (error2) => {
      if (child.pid === void 0) resolve2({ spawnError: describeSpawnError(error2) });
    });
  });
}
var import_node_child_process, GRACE_MS, NOT_ENDED;
var init_process = __esm({
  "src/build/process.ts"() {
    import_node_child_process = require("node:child_process");
    init_child();
    init_excerpt();
    GRACE_MS = 3e3;
    NOT_ENDED = { exitCode: void 0, signal: void 0, cancelled: false, timedOut: false };
  }
});

// src/oci/credentials.ts
async function findCredentials(registry, source) {
  const host = canonicalHost(registry);
  const config = await readConfig(host, source.configFile);
  if (config === void 0) return void 0;
  const helper = chooseHelper(config, host);
  return helper === void 0 ? readAuths(config, host) : askHelper(helper, host, source);
}
function canonicalHost(host) {
  const name = host.toLowerCase();
  return DOCKER_HUB_HOSTS2.has(name) ? DOCKER_HUB : name;
}
async function readConfig(host, path) {
  let bytes;
  try {
    bytes = await (0, import_promises4.readFile)(path);
  } catch (error2) {
    const code = codeOf2(error2);
    if (code === "ENOENT" || code === "ENOTDIR") return void 0;
    throw new CredentialsError(host, void 0, `${path} cannot be read (${code})`);
  }
  try {
    const config = parseJson(bytes, { bytes: CONFIG_LIMIT });
    if (isObject(config)) return config;
  } catch {
  }
  throw new CredentialsError(host, void 0, `${path} is not a JSON object, as docker writes it`);
}
function codeOf2(error2) {
  return error2 instanceof Error && "code" in error2 ? String(error2.code).slice(0, 40) : "unknown error";
}
function chooseHelper(config, host) {
  const helpers = config["credHelpers"];
  const own = isObject(helpers) ? findEntry(helpers, host) : void 0;
  const helper = own ?? config["credsStore"];
  if (typeof helper !== "string" || helper === "") return void 0;
  if (!/^[\w.-]+$/.test(helper)) {
    throw new CredentialsError(host, void 0, "the configured credential helper has a name that is none");
  }
  return helper;
}
function findEntry(entries, host) {
  const exact = host === DOCKER_HUB ? DOCKER_HUB_KEY : host;
  if (Object.hasOwn(entries, exact)) return entries[exact];
  return Object.entries(entries).find(([key]) => hostOfKey(key) === host)?.[1];
}
function hostOfKey(key) {
  return canonicalHost(key.replace(/^https?:\/\//i, "").split("/", 1)[0] ?? "");
}
async function askHelper(helper, host, source) {
  const program = `docker-credential-${helper}`;
  const { exitCode, stdout } = await source.runHelper(helper, host === DOCKER_HUB ? DOCKER_HUB_KEY : host).catch((error2) => {
    throw new CredentialsError(host, helper, `${program} could not be run (${codeOf2(error2)})`);
  });
  if (exitCode !== 0) {
    if (isNotFound(stdout)) return void 0;
    throw new CredentialsError(host, helper, `${program} failed with exit code ${String(exitCode)}`);
  }
  try {
    const answer = parseJson(Buffer.from(stdout), { bytes: CONFIG_LIMIT });
    if (isObject(answer))
      return chooseKind({ username: textOf(answer, "Username"), password: textOf(answer, "Secret") });
  } catch {
  }
  throw new CredentialsError(host, helper, `${program} answered something that is not its protocol`);
}
function isNotFound(stdout) {
  return /credentials not found/i.test(stdout.slice(0, 1e3));
}
function readAuths(config, host) {
  const auths = config["auths"];
  const entry = isObject(auths) ? findEntry(auths, host) : void 0;
  if (!isObject(entry)) return void 0;
  const auth = textOf(entry, "auth");
  const decoded = auth === "" ? void 0 : decodeAuth(auth, host);
  return chooseKind({
    username: decoded?.username ?? textOf(entry, "username"),
    password: decoded?.password ?? textOf(entry, "password"),
    identityToken: textOf(entry, "identitytoken"),
    registryToken: textOf(entry, "registrytoken")
  });
}
function decodeAuth(auth, host) {
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1)
    throw new CredentialsError(host, void 0, `its "auth" in docker's configuration is malformed`);
  return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/^\0+|\0+$/g, "") };
}
function chooseKind(found) {
  const { username, password, identityToken = "", registryToken = "" } = found;
  if (registryToken !== "") return { registryToken };
  if (identityToken !== "") return username === "" ? { identityToken } : { username, identityToken };
  if (username === TOKEN_USER) return password === "" ? void 0 : { identityToken: password };
  return username === "" || password === "" ? void 0 : { username, password };
}
function textOf(entry, key) {
  const value = Object.hasOwn(entry, key) ? entry[key] : void 0;
  return typeof value === "string" ? value : "";
}
var import_promises4, CredentialsError, DOCKER_HUB, DOCKER_HUB_KEY, DOCKER_HUB_HOSTS2, CONFIG_LIMIT, TOKEN_USER;
var init_credentials = __esm({
  "src/oci/credentials.ts"() {
    import_promises4 = require("node:fs/promises");
    init_json();
    CredentialsError = class extends Error {
      name = "CredentialsError";
      registry;
      /** As docker's configuration names it; undefined where the file itself is at fault. */
      helper;
      constructor(registry, helper, reason) {
        super(`credentials for ${registry}: ${reason}`);
        this.registry = registry;
        this.helper = helper;
      }
    };
    DOCKER_HUB = "docker.io";
    DOCKER_HUB_KEY = "https://index.docker.io/v1/";
    DOCKER_HUB_HOSTS2 = /* @__PURE__ */ new Set([
      DOCKER_HUB,
      "index.docker.io",
      "registry-1.docker.io",
      "registry.hub.docker.com"
    ]);
    CONFIG_LIMIT = 8 * 1024 * 1024;
    TOKEN_USER = "<token>";
  }
});

// src/build/registry-credentials.ts
function findRegistryCredentials(registry, env, signal) {
  const folder = env["DOCKER_CONFIG"] || (0, import_node_path2.join)(env["HOME"] || (0, import_node_os3.homedir)(), ".docker");
  return findCredentials(registry, {
    configFile: (0, import_node_path2.join)(folder, "config.json"),
    runHelper: (helper, host) => runHelper(helper, host, env, signal)
  });
}
async function runHelper(helper, host, env, signal) {
  const { exitCode, stdout, spawnError, timedOut } = await captureProcess(
    [`docker-credential-${helper}`, "get"],
    {
      env: buildxEnvironment(env, { githubCache: false, named: [] }),
      input: host,
      ...signal === void 0 ? {} : { signal },
      timeoutMs: HELPER_TIMEOUT_MS,
      limit: HELPER_LIMIT
    }
  );
  if (exitCode !== void 0) return { exitCode, stdout };
  const code = spawnError?.code ?? (timedOut ? "ETIMEDOUT" : "EINTR");
  throw Object.assign(new Error(spawnError?.message ?? "the helper gave no answer"), { code });
}
var import_node_os3, import_node_path2, HELPER_TIMEOUT_MS, HELPER_LIMIT;
var init_registry_credentials = __esm({
  "src/build/registry-credentials.ts"() {
    import_node_os3 = require("node:os");
    import_node_path2 = require("node:path");
    init_environment();
    init_process();
    init_credentials();
    HELPER_TIMEOUT_MS = 2e4;
    HELPER_LIMIT = 1024 * 1024;
  }
});

// src/action/restoration-words.ts
function tellRestoration(log, restored, { enforce, cancelled }) {
  const overwritten = restored.filter(({ referrers }) => referrers.length > 0);
  if (overwritten.length > 0) {
    const title2 = "Provenance: attestations were overwritten, and are listed again";
    log.warning(clip(overwritten.map(describeRestored), LINES).join("\n"), { title: title2 });
  }
  const failed = restored.filter(({ error: error2 }) => error2 !== void 0);
  if (failed.length === 0) {
    if (overwritten.length === 0) log.info(describeCalm(restored));
    return true;
  }
  const title = "Provenance: attestations may have been overwritten";
  if (cancelled) {
    log.warning("Cancelled before it was seen whether all attestations are still listed.", { title });
    return true;
  }
  const message = [...clip(failed.map(describeFailed), LINES), ...listAdvice(failed)].join("\n");
  if (enforce) log.error(message, { title });
  else log.warning(message, { title });
  return !enforce;
}
function tellUnreadable(log, path, error2) {
  const reason = error2 instanceof Error ? error2.message : String(error2);
  const title = "Provenance: attestations were not looked at again";
  const message = `The file in which this step noted what it attached, ${path}, is not as it was written`;
  log.warning(`${message}: ${reason}`, { title });
}
function describeCalm(restored) {
  const names = [...new Set(restored.map(({ watched }) => nameImage(watched)))].join(", ");
  return `Looked again: all attestations that were attached to ${names} are listed.`;
}
function nameImage({ registry, repository }) {
  return `${registry}/${repository}`;
}
function describeRestored({ watched, referrers }) {
  const tag = formatReferrersTag(watched.subject);
  return `${nameImage(watched)}@${watched.subject}: another writer overwrote the tag ${tag} after this step. Listed again: ${clip(referrers.map(describeReferrer2), REFERRERS2).join(", ")}`;
}
function describeReferrer2({ digest, artifactType }) {
  return artifactType === void 0 ? digest : `${digest} (${artifactType})`;
}
function describeFailed({ watched, error: error2 }) {
  const reason = error2 instanceof Error ? error2.message : String(error2);
  return `${nameImage(watched)}@${watched.subject}: ${cleanText(reason, REASON_LIMIT)}`;
}
function listAdvice(failed) {
  const loggedOut = failed.filter(({ error: error2 }) => isLoggedOut(error2)).map(({ watched }) => watched.registry);
  const names = [...new Set(failed.map(({ watched }) => nameImage(watched)))].join(", ");
  return [
    ...[...new Set(loggedOut)].map(
      (registry) => `No credentials for ${registry} were left when the job ended. Log in before this step, so that the step that logs in logs out after it.`
    ),
    `To attach them again, run the step with this step's output \`digest\` as \`digest\` and with ${names} as \`image\`: it builds nothing, and signs nothing that is signed already.`
  ];
}
function isLoggedOut(error2) {
  return error2 instanceof RegistryError && error2.authenticated === false && (error2.status === 401 || error2.status === 403);
}
function clip(items, limit) {
  const more = items.length - limit;
  return more > 0 ? [...items.slice(0, limit), `… and ${String(more)} more`] : items;
}
var LINES, REFERRERS2, REASON_LIMIT;
var init_restoration_words = __esm({
  "src/action/restoration-words.ts"() {
    init_plain_text();
    init_referrers();
    init_registry_error();
    LINES = 20;
    REFERRERS2 = 10;
    REASON_LIMIT = 2048;
  }
});

// src/oci/layout-error.ts
var LayoutError;
var init_layout_error = __esm({
  "src/oci/layout-error.ts"() {
    LayoutError = class extends Error {
      name = "LayoutError";
      path;
      code;
      constructor(path, code, message, options) {
        super(`${message}: ${path}`, options);
        this.path = path;
        this.code = code;
      }
    };
  }
});

// src/oci/plain-file.ts
async function checkPlain(path, kind) {
  const entry = await (0, import_promises5.lstat)(path).catch((error2) => absentOrThrow(path, error2));
  if (entry === void 0) return false;
  if (kind === "file" ? entry.isFile() : entry.isDirectory()) return true;
  const found = entry.isSymbolicLink() ? "is a symbolic link" : "is something else";
  throw new LayoutError(path, "not-a-file", `should be a plain ${kind} but ${found}`);
}
async function readPlainFile(path, limit) {
  if (!await checkPlain(path, "file")) return void 0;
  const chunks = [];
  for await (const chunk of streamPlainFile(path, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
async function* streamPlainFile(path, end = Number.MAX_SAFE_INTEGER) {
  const file = await openPlainFile(path);
  try {
    yield* file.createReadStream({ autoClose: false, end });
  } catch (error2) {
    throw new LayoutError(path, "unreadable", "cannot be read", { cause: error2 });
  } finally {
    await file.close();
  }
}
async function openPlainFile(path) {
  const file = await (0, import_promises5.open)(path, import_node_fs.constants.O_RDONLY | import_node_fs.constants.O_NOFOLLOW | import_node_fs.constants.O_NONBLOCK).catch(
    (error2) => {
      throw new LayoutError(path, "unreadable", "cannot be opened", { cause: error2 });
    }
  );
  const isFile = (await file.stat()).isFile();
  if (isFile) return file;
  await file.close();
  throw new LayoutError(path, "not-a-file", "is no plain file any more");
}
function absentOrThrow(path, error2) {
  const code = error2 instanceof Error && "code" in error2 ? error2.code : void 0;
  if (code === "ENOENT" || code === "ENOTDIR") return void 0;
  throw new LayoutError(path, "unreadable", "cannot be looked at", { cause: error2 });
}
var import_node_fs, import_promises5;
var init_plain_file = __esm({
  "src/oci/plain-file.ts"() {
    import_node_fs = require("node:fs");
    import_promises5 = require("node:fs/promises");
    init_layout_error();
  }
});

// src/oci/reference.ts
function parseReference(text) {
  const refuse = (reason) => new InvalidReferenceError(text, reason);
  if (text === "") throw refuse("it is empty");
  if (text.length > TEXT_LIMIT) throw refuse(`it is longer than ${String(TEXT_LIMIT)} characters`);
  if (text.includes("://")) throw refuse('a reference has no scheme: leave out everything up to "://"');
  const { name, tag, digest } = splitReference(text);
  if (tag !== void 0 && !TAG2.test(tag)) {
    throw refuse('a tag has at most 128 letters, digits, "_", "." and "-", and begins with no "." or "-"');
  }
  if (digest !== void 0 && !isDigest(digest))
    throw refuse('what follows "@" is not a sha256 or sha512 digest');
  return {
    ...checkName(splitName(name), refuse),
    ...tag === void 0 ? {} : { tag },
    ...digest === void 0 ? {} : { digest }
  };
}
function splitReference(text) {
  const at = text.indexOf("@");
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? void 0 : text.slice(at + 1);
  const colon = named.lastIndexOf(":");
  if (colon <= named.lastIndexOf("/")) return { name: named, tag: void 0, digest };
  return { name: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}
function splitName(name) {
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = slash !== -1 && (/[.:]/.test(first) || first === "localhost");
  const registry = isHost && first !== "index.docker.io" ? first : DOCKER_HUB2;
  const path = isHost ? name.slice(slash + 1) : name;
  return { registry, repository: registry === DOCKER_HUB2 && !path.includes("/") ? `library/${path}` : path };
}
function checkName({ registry, repository }, refuse) {
  if (!isRegistry(registry)) throw refuse(`"${abbreviate(registry)}" is not a host with an optional port`);
  if (repository !== repository.toLowerCase()) {
    throw refuse(
      `a repository is written in lower case: ${abbreviate(`${registry}/${repository.toLowerCase()}`)}`
    );
  }
  if (registry === DOCKER_HUB2 && /^library\/[0-9a-f]{64}$/.test(repository)) {
    throw refuse("64 hex digits are an image ID, not a name");
  }
  if (!REPOSITORY.test(repository)) {
    throw refuse('a repository has parts of letters and digits, parted by "/", ".", "_", "__" or "-"');
  }
  if (repository.length > REPOSITORY_LIMIT) {
    throw refuse(`its repository is longer than ${String(REPOSITORY_LIMIT)} characters`);
  }
  return { registry, repository };
}
function isRegistry(text) {
  const match = HOST.exec(text);
  if (match === null || text.length > HOST_LIMIT) return false;
  const [, address, port] = match;
  return (address === void 0 || (0, import_node_net3.isIPv6)(address)) && (port === void 0 || Number(port) <= 65535);
}
function hidePassword(text) {
  return text.replace(/^.*@(?!sha(?:256|512):)/s, "***@");
}
var import_node_net3, InvalidReferenceError, DOCKER_HUB2, LABEL, HOST, REPOSITORY, TAG2, HOST_LIMIT, REPOSITORY_LIMIT, TEXT_LIMIT;
var init_reference = __esm({
  "src/oci/reference.ts"() {
    import_node_net3 = require("node:net");
    init_descriptor();
    init_plain_text();
    InvalidReferenceError = class extends Error {
      name = "InvalidReferenceError";
      /** As given, abbreviated, and without what could be a password. */
      text;
      /** What is wrong with it, and what would be right where that is plain. */
      reason;
      constructor(text, reason) {
        const shown = hidePassword(text);
        super(`${quoteText(shown)} is not an image reference: ${reason}`);
        this.text = abbreviate(shown);
        this.reason = reason;
      }
    };
    DOCKER_HUB2 = "docker.io";
    LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[([0-9A-Fa-f:.]+)\\])(?::([0-9]{1,5}))?$`);
    REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
    TAG2 = /^\w[\w.-]{0,127}$/;
    HOST_LIMIT = 255;
    REPOSITORY_LIMIT = 255;
    TEXT_LIMIT = HOST_LIMIT + REPOSITORY_LIMIT + 128 + 135 + 3;
  }
});

// src/action/watched-subjects.ts
async function readWatched(path) {
  const bytes = await readPlainFile(path, FILE_LIMIT);
  if (bytes === void 0) throw new LayoutError(path, "unreadable", "is gone");
  return parseWatched(bytes);
}
function parseWatched(bytes) {
  const { version, subjects } = expectObject(parseJson(bytes, { bytes: FILE_LIMIT, depth: 8 }), "$");
  if (version !== WATCH_VERSION) throw new JsonError("$.version", `should be ${String(WATCH_VERSION)}`);
  return parseList2(subjects, "$.subjects", SUBJECT_LIMIT, parseSubject2);
}
function parseSubject2(value, path) {
  const fields = expectObject(value, path);
  return {
    ...parseRepository(fields, path),
    insecure: parseFlag(fields["insecure"], joinPath(path, "insecure")),
    subject: explain(joinPath(path, "subject"), (at) => parseDigest(expectString(fields["subject"], at))),
    writtenAt: parseTime(fields["writtenAt"], joinPath(path, "writtenAt")),
    referrers: parseReferrers(fields, path)
  };
}
function parseRepository(fields, path) {
  const registry = expectString(fields["registry"], joinPath(path, "registry"));
  const repository = expectString(fields["repository"], joinPath(path, "repository"));
  const { tag, digest, ...read } = explain(path, () => parseReference(`${registry}/${repository}`));
  const isSame = read.registry === registry && read.repository === repository;
  if (isSame && tag === void 0 && digest === void 0) return read;
  throw new JsonError(path, "should name a registry and a repository");
}
function parseReferrers(fields, path) {
  return parseList2(fields["referrers"], joinPath(path, "referrers"), DESCRIPTOR_LIMIT, parseDescriptor);
}
function parseFlag(value, path) {
  if (typeof value === "boolean") return value;
  throw new JsonError(path, "should be true or false");
}
function parseTime(value, path) {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new JsonError(path, "should be a time in milliseconds");
}
function parseList2(value, path, limit, parse2) {
  const values = expectArray(value, path);
  if (values.length > limit) throw new JsonError(path, `has more than ${String(limit)} elements`);
  return values.map((one, position) => parse2(one, joinPath(path, position)));
}
function explain(path, parse2) {
  try {
    return parse2(path);
  } catch (error2) {
    if (error2 instanceof JsonError || !(error2 instanceof Error)) throw error2;
    throw new JsonError(path, error2.message, { cause: error2 });
  }
}
var FILE_LIMIT, SUBJECT_LIMIT;
var init_watched_subjects = __esm({
  "src/action/watched-subjects.ts"() {
    init_descriptor();
    init_json();
    init_layout_error();
    init_manifest();
    init_plain_file();
    init_reference();
    init_referrer_watch();
    FILE_LIMIT = 16 * 1024 * 1024;
    SUBJECT_LIMIT = 1e3;
  }
});

// src/action/restoration.ts
var restoration_exports = {};
__export(restoration_exports, {
  restoreWatched: () => restoreWatched
});
async function restoreWatched(path, process2) {
  const { env } = process2;
  const log = createLog({ debug: env["RUNNER_DEBUG"] === "1" });
  const signal = listenForCancellation(process2);
  const watched = await readWatched(path).catch((error2) => {
    tellUnreadable(log, path, error2);
  });
  if (watched === void 0) return true;
  const restored = await restoreAll(watched, { env, log, signal });
  const enforce = readBoolean({ env, mistakes: [] }, "enforce") ?? true;
  return tellRestoration(log, restored, { enforce, cancelled: signal.aborted });
}
async function restoreAll(watched, surroundings) {
  const { env, log, signal } = surroundings;
  const onWait = (wait2) => {
    tellWait(log, wait2);
  };
  const patience = createPatience({ timeoutMs: TIMEOUT_MS, signal, onWait });
  const insecure = watched.flatMap((one) => one.insecure ? [one.registry] : []);
  let transport;
  try {
    transport = await openTransport(env, insecure);
    const open2 = openOnce(surroundings, transport, patience);
    return await Promise.all(watched.map((one) => restoreOne(one, open2(one), patience)));
  } catch (error2) {
    return watched.map((one) => ({ watched: one, referrers: [], error: error2 }));
  } finally {
    await transport?.close();
  }
}
function openOnce({ env, signal }, transport, patience) {
  const sinks = /* @__PURE__ */ new Map();
  return ({ registry, repository }) => {
    const name = `${registry}/${repository}`;
    const credentials = () => findRegistryCredentials(registry, env, signal);
    const reference = { registry, repository };
    const sink = sinks.get(name) ?? openRegistrySink({ reference, transport, credentials, patience, awaitAbsent: false });
    sinks.set(name, sink);
    return sink;
  };
}
async function restoreOne(watched, sink, patience) {
  const age = Math.max(0, Date.now() - watched.writtenAt);
  const writtenAt = patience.now() - age;
  try {
    const { subject, referrers } = watched;
    return { watched, referrers: await restoreReferrers(sink, subject, referrers, patience, { writtenAt }) };
  } catch (error2) {
    return { watched, referrers: [], error: error2 };
  }
}
var TIMEOUT_MS;
var init_restoration = __esm({
  "src/action/restoration.ts"() {
    init_patience();
    init_registry_sink();
    init_restore();
    init_cancellation();
    init_input_reader();
    init_log();
    init_narration();
    init_network();
    init_registry_credentials();
    init_restoration_words();
    init_watched_subjects();
    TIMEOUT_MS = 6e4;
  }
});

// src/action/referrer-watch.ts
async function restoreRemembered(process2) {
  const path = getState(STATE2);
  if (path === "" || !isReferrersFile(path, process2.env["RUNNER_TEMP"] ?? "")) return;
  const { restoreWatched: restoreWatched2 } = await Promise.resolve().then(() => (init_restoration(), restoration_exports));
  try {
    if (!await restoreWatched2(path, process2)) process2.exitCode = 1;
  } finally {
    await (0, import_promises6.rm)(path, { force: true }).catch(() => void 0);
  }
}
var import_promises6, WATCH_VERSION, STATE2;
var init_referrer_watch = __esm({
  "src/action/referrer-watch.ts"() {
    init_core();
    import_promises6 = require("node:fs/promises");
    init_folders();
    WATCH_VERSION = 1;
    STATE2 = "referrers";
  }
});

// src/action/clean-up.ts
init_core();
init_folders();
var STATE = "private";
async function cleanUp(env) {
  const folder = getState(STATE);
  if (folder !== "" && isPrivateFolder(folder, env["RUNNER_TEMP"] ?? "")) await removePrivate(folder);
}

// src/post.ts
init_referrer_watch();
async function finish(process2) {
  try {
    await cleanUp(process2.env);
  } finally {
    await restoreRemembered(process2);
  }
}
void finish(process);
