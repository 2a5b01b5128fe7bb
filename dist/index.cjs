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
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
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

// node_modules/semver/internal/debug.js
var require_debug = __commonJS({
  "node_modules/semver/internal/debug.js"(exports2, module2) {
    "use strict";
    var debug2 = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {
    };
    module2.exports = debug2;
  }
});

// node_modules/semver/internal/constants.js
var require_constants = __commonJS({
  "node_modules/semver/internal/constants.js"(exports2, module2) {
    "use strict";
    var SEMVER_SPEC_VERSION = "2.0.0";
    var MAX_LENGTH = 256;
    var MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || /* istanbul ignore next */
    9007199254740991;
    var MAX_SAFE_COMPONENT_LENGTH = 16;
    var MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6;
    var WHITESPACE_CHARACTERS = [
      "	",
      "\n",
      "\v",
      "\f",
      "\r",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      "\u2028",
      "\u2029",
      " ",
      " ",
      "　",
      "\uFEFF"
    ];
    var RELEASE_TYPES = [
      "major",
      "premajor",
      "minor",
      "preminor",
      "patch",
      "prepatch",
      "prerelease"
    ];
    module2.exports = {
      MAX_LENGTH,
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_SAFE_INTEGER,
      WHITESPACE_CHARACTERS,
      RELEASE_TYPES,
      SEMVER_SPEC_VERSION,
      FLAG_INCLUDE_PRERELEASE: 1,
      FLAG_LOOSE: 2
    };
  }
});

// node_modules/semver/internal/re.js
var require_re = __commonJS({
  "node_modules/semver/internal/re.js"(exports2, module2) {
    "use strict";
    var {
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_LENGTH
    } = require_constants();
    var debug2 = require_debug();
    exports2 = module2.exports = {};
    var re = exports2.re = [];
    var safeRe = exports2.safeRe = [];
    var src = exports2.src = [];
    var safeSrc = exports2.safeSrc = [];
    var t = exports2.t = {};
    var R = 0;
    var LETTERDASHNUMBER = "[a-zA-Z0-9-]";
    var safeRegexReplacements = [
      ["\\s", 1],
      ["\\d", MAX_LENGTH],
      [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
    ];
    var makeSafeRegex = (value) => {
      for (const [token, max] of safeRegexReplacements) {
        value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
      }
      return value;
    };
    var createToken = (name, value, isGlobal) => {
      const safe = makeSafeRegex(value);
      const index = R++;
      debug2(name, index, value);
      t[name] = index;
      src[index] = value;
      safeSrc[index] = safe;
      re[index] = new RegExp(value, isGlobal ? "g" : void 0);
      safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
    };
    createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
    createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
    createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
    createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
    createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
    createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
    createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
    createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
    createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
    createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
    createToken("FULL", `^${src[t.FULLPLAIN]}$`);
    createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
    createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
    createToken("GTLT", "((?:<|>)?=?)");
    createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
    createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
    createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
    createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COERCEPLAIN", `${"(^|[^\\d])(\\d{1,"}${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
    createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
    createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
    createToken("COERCERTL", src[t.COERCE], true);
    createToken("COERCERTLFULL", src[t.COERCEFULL], true);
    createToken("LONETILDE", "(?:~>?)");
    createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
    exports2.tildeTrimReplace = "$1~";
    createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
    createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("LONECARET", "(?:\\^)");
    createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
    exports2.caretTrimReplace = "$1^";
    createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
    createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
    createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
    createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
    exports2.comparatorTrimReplace = "$1$2$3";
    createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
    createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
    createToken("STAR", "(<|>)?=?\\s*\\*");
    createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
    createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
  }
});

// node_modules/semver/internal/parse-options.js
var require_parse_options = __commonJS({
  "node_modules/semver/internal/parse-options.js"(exports2, module2) {
    "use strict";
    var looseOption = Object.freeze({ loose: true });
    var emptyOpts = Object.freeze({});
    var parseOptions = (options) => {
      if (!options) {
        return emptyOpts;
      }
      if (typeof options !== "object") {
        return looseOption;
      }
      return options;
    };
    module2.exports = parseOptions;
  }
});

// node_modules/semver/internal/identifiers.js
var require_identifiers = __commonJS({
  "node_modules/semver/internal/identifiers.js"(exports2, module2) {
    "use strict";
    var numeric = /^[0-9]+$/;
    var compareIdentifiers = (a, b) => {
      if (typeof a === "number" && typeof b === "number") {
        return a === b ? 0 : a < b ? -1 : 1;
      }
      const anum = numeric.test(a);
      const bnum = numeric.test(b);
      if (anum && bnum) {
        a = +a;
        b = +b;
      }
      return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
    };
    var rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
    module2.exports = {
      compareIdentifiers,
      rcompareIdentifiers
    };
  }
});

// node_modules/semver/classes/semver.js
var require_semver = __commonJS({
  "node_modules/semver/classes/semver.js"(exports2, module2) {
    "use strict";
    var debug2 = require_debug();
    var { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
    var { safeRe: re, t } = require_re();
    var parseOptions = require_parse_options();
    var { compareIdentifiers } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
          return false;
        }
      }
      return true;
    };
    var SemVer = class _SemVer {
      constructor(version, options) {
        options = parseOptions(options);
        if (version instanceof _SemVer) {
          if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) {
            return version;
          } else {
            version = version.version;
          }
        } else if (typeof version !== "string") {
          throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
        }
        if (version.length > MAX_LENGTH) {
          throw new TypeError(
            `version is longer than ${MAX_LENGTH} characters`
          );
        }
        debug2("SemVer", version, options);
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
        if (!m) {
          throw new TypeError(`Invalid Version: ${version}`);
        }
        this.raw = version;
        this.major = +m[1];
        this.minor = +m[2];
        this.patch = +m[3];
        if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
          throw new TypeError("Invalid major version");
        }
        if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
          throw new TypeError("Invalid minor version");
        }
        if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
          throw new TypeError("Invalid patch version");
        }
        if (!m[4]) {
          this.prerelease = [];
        } else {
          this.prerelease = m[4].split(".").map((id) => {
            if (/^[0-9]+$/.test(id)) {
              const num = +id;
              if (num >= 0 && num < MAX_SAFE_INTEGER) {
                return num;
              }
            }
            return id;
          });
        }
        this.build = m[5] ? m[5].split(".") : [];
        this.format();
      }
      format() {
        this.version = `${this.major}.${this.minor}.${this.patch}`;
        if (this.prerelease.length) {
          this.version += `-${this.prerelease.join(".")}`;
        }
        return this.version;
      }
      toString() {
        return this.version;
      }
      compare(other) {
        debug2("SemVer.compare", this.version, this.options, other);
        if (!(other instanceof _SemVer)) {
          if (typeof other === "string" && other === this.version) {
            return 0;
          }
          other = new _SemVer(other, this.options);
        }
        if (other.version === this.version) {
          return 0;
        }
        return this.compareMain(other) || this.comparePre(other);
      }
      compareMain(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.major < other.major) {
          return -1;
        }
        if (this.major > other.major) {
          return 1;
        }
        if (this.minor < other.minor) {
          return -1;
        }
        if (this.minor > other.minor) {
          return 1;
        }
        if (this.patch < other.patch) {
          return -1;
        }
        if (this.patch > other.patch) {
          return 1;
        }
        return 0;
      }
      comparePre(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.prerelease.length && !other.prerelease.length) {
          return -1;
        } else if (!this.prerelease.length && other.prerelease.length) {
          return 1;
        } else if (!this.prerelease.length && !other.prerelease.length) {
          return 0;
        }
        let i = 0;
        do {
          const a = this.prerelease[i];
          const b = other.prerelease[i];
          debug2("prerelease compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      compareBuild(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        let i = 0;
        do {
          const a = this.build[i];
          const b = other.build[i];
          debug2("build compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      // preminor will bump the version up to the next minor release, and immediately
      // down to pre-release. premajor and prepatch work the same way.
      inc(release, identifier, identifierBase) {
        if (release.startsWith("pre")) {
          if (!identifier && identifierBase === false) {
            throw new Error("invalid increment argument: identifier is empty");
          }
          if (identifier) {
            const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
            if (!match || match[1] !== identifier) {
              throw new Error(`invalid identifier: ${identifier}`);
            }
          }
        }
        switch (release) {
          case "premajor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor = 0;
            this.major++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "preminor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "prepatch":
            this.prerelease.length = 0;
            this.inc("patch", identifier, identifierBase);
            this.inc("pre", identifier, identifierBase);
            break;
          // If the input is a non-prerelease version, this acts the same as
          // prepatch.
          case "prerelease":
            if (this.prerelease.length === 0) {
              this.inc("patch", identifier, identifierBase);
            }
            this.inc("pre", identifier, identifierBase);
            break;
          case "release":
            if (this.prerelease.length === 0) {
              throw new Error(`version ${this.raw} is not a prerelease`);
            }
            this.prerelease.length = 0;
            break;
          case "major":
            if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) {
              this.major++;
            }
            this.minor = 0;
            this.patch = 0;
            this.prerelease = [];
            break;
          case "minor":
            if (this.patch !== 0 || this.prerelease.length === 0) {
              this.minor++;
            }
            this.patch = 0;
            this.prerelease = [];
            break;
          case "patch":
            if (this.prerelease.length === 0) {
              this.patch++;
            }
            this.prerelease = [];
            break;
          // This probably shouldn't be used publicly.
          // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
          case "pre": {
            const base = Number(identifierBase) ? 1 : 0;
            if (this.prerelease.length === 0) {
              this.prerelease = [base];
            } else {
              let i = this.prerelease.length;
              while (--i >= 0) {
                if (typeof this.prerelease[i] === "number") {
                  this.prerelease[i]++;
                  i = -2;
                }
              }
              if (i === -1) {
                if (identifier === this.prerelease.join(".") && identifierBase === false) {
                  throw new Error("invalid increment argument: identifier already exists");
                }
                this.prerelease.push(base);
              }
            }
            if (identifier) {
              let prerelease = [identifier, base];
              if (identifierBase === false) {
                prerelease = [identifier];
              }
              if (isPrereleaseIdentifier(this.prerelease, identifier)) {
                const prereleaseBase = this.prerelease[identifier.split(".").length];
                if (isNaN(prereleaseBase)) {
                  this.prerelease = prerelease;
                }
              } else {
                this.prerelease = prerelease;
              }
            }
            break;
          }
          default:
            throw new Error(`invalid increment argument: ${release}`);
        }
        this.raw = this.format();
        if (this.build.length) {
          this.raw += `+${this.build.join(".")}`;
        }
        return this;
      }
    };
    module2.exports = SemVer;
  }
});

// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports2, module2) {
    "use strict";
    var SemVer = require_semver();
    var parse2 = (version, options, throwErrors = false) => {
      if (version instanceof SemVer) {
        return version;
      }
      try {
        return new SemVer(version, options);
      } catch (er) {
        if (!throwErrors) {
          return null;
        }
        throw er;
      }
    };
    module2.exports = parse2;
  }
});

// node_modules/semver/functions/coerce.js
var require_coerce = __commonJS({
  "node_modules/semver/functions/coerce.js"(exports2, module2) {
    "use strict";
    var SemVer = require_semver();
    var parse2 = require_parse();
    var { safeRe: re, t } = require_re();
    var coerce2 = (version, options) => {
      if (version instanceof SemVer) {
        return version;
      }
      if (typeof version === "number") {
        version = String(version);
      }
      if (typeof version !== "string") {
        return null;
      }
      options = options || {};
      let match = null;
      if (!options.rtl) {
        match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE]);
      } else {
        const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL];
        let next;
        while ((next = coerceRtlRegex.exec(version)) && (!match || match.index + match[0].length !== version.length)) {
          if (!match || next.index + next[0].length !== match.index + match[0].length) {
            match = next;
          }
          coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length;
        }
        coerceRtlRegex.lastIndex = -1;
      }
      if (match === null) {
        return null;
      }
      const major = match[2];
      const minor = match[3] || "0";
      const patch = match[4] || "0";
      const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : "";
      const build2 = options.includePrerelease && match[6] ? `+${match[6]}` : "";
      return parse2(`${major}.${minor}.${patch}${prerelease}${build2}`, options);
    };
    module2.exports = coerce2;
  }
});

// node_modules/semver/functions/compare.js
var require_compare = __commonJS({
  "node_modules/semver/functions/compare.js"(exports2, module2) {
    "use strict";
    var SemVer = require_semver();
    var compare = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
    module2.exports = compare;
  }
});

// node_modules/semver/functions/gte.js
var require_gte = __commonJS({
  "node_modules/semver/functions/gte.js"(exports2, module2) {
    "use strict";
    var compare = require_compare();
    var gte2 = (a, b, loose) => compare(a, b, loose) >= 0;
    module2.exports = gte2;
  }
});

// src/build/release.ts
function parseRelease(version) {
  if (!/^v?\d+\.\d+/.test(version)) return void 0;
  const release = (0, import_coerce.default)(version)?.version;
  return release === "0.0.0" ? void 0 : release;
}
function isAtLeast(release, minimum) {
  return release === void 0 || (0, import_gte.default)(release, minimum);
}
var import_coerce, import_gte;
var init_release = __esm({
  "src/build/release.ts"() {
    import_coerce = __toESM(require_coerce());
    import_gte = __toESM(require_gte());
  }
});

// src/build/environment.ts
function buildxEnvironment(env, needs) {
  const named = new Set(needs.named);
  const kept = Object.entries(env).filter((entry) => {
    const [name, value] = entry;
    if (value === void 0) return false;
    if (named.has(name)) return true;
    return !PRIVATE.test(name) && (needs.githubCache || !CACHE_SERVICE.test(name));
  });
  return {
    BUILDX_GIT_CHECK_DIRTY: "true",
    ...needs.losesMetadataProvenance === true ? { BUILDX_METADATA_PROVENANCE: "disabled" } : {},
    ...Object.fromEntries(kept),
    BUILDX_METADATA_WARNINGS: "true"
  };
}
function listEnvironmentNeeds(argv, release) {
  const values = (flags) => argv.flatMap((argument, at) => {
    const flag = flags.find((name) => argument === name || argument.startsWith(`${name}=`));
    if (flag === void 0) return [];
    return (argument === flag ? argv[at + 1] : argument.slice(flag.length + 1)) ?? [];
  });
  const severalPushed = argv.includes("--push") && !argv.includes("--output") && values(["--platform"]).some((value) => value.includes(","));
  return {
    losesMetadataProvenance: severalPushed && !isAtLeast(release, METADATA_PROVENANCE_RELEASE),
    githubCache: values(["--cache-from", "--cache-to"]).some(
      (value) => /(?:^|,)\s*"?type=gha"?\s*(?:,|$)/i.test(value)
    ),
    named: [
      ...values(["--build-arg"]).filter((value) => !value.includes("=")),
      ...values(["--secret"]).flatMap(nameSecretVariable)
    ]
  };
}
function nameSecretVariable(secret) {
  const read = (key) => new RegExp(`(?:^|,)\\s*"?(?:${key})=([^,"]+)`, "i").exec(secret)?.[1];
  const name = read("env") ?? (read("src|source") === void 0 ? read("id") : void 0);
  return name === void 0 ? [] : [name];
}
var PRIVATE, CACHE_SERVICE, METADATA_PROVENANCE_RELEASE;
var init_environment = __esm({
  "src/build/environment.ts"() {
    init_release();
    PRIVATE = /^(?:ACTIONS_ID_TOKEN_REQUEST_.*|SIGSTORE_ID_TOKEN|INPUT_.*|STATE_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
    CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RUNTIME_URL|RESULTS_URL|CACHE_URL)$/i;
    METADATA_PROVENANCE_RELEASE = "0.31.0";
  }
});

// node_modules/@actions/io/lib/io-util.js
function exists(fsPath) {
  return __awaiter(this, void 0, void 0, function* () {
    try {
      yield stat(fsPath);
    } catch (err) {
      if (err.code === "ENOENT") {
        return false;
      }
      throw err;
    }
    return true;
  });
}
function isRooted(p) {
  p = normalizeSeparators(p);
  if (!p) {
    throw new Error('isRooted() parameter "p" cannot be empty');
  }
  if (IS_WINDOWS) {
    return p.startsWith("\\") || /^[A-Z]:/i.test(p);
  }
  return p.startsWith("/");
}
function tryGetExecutablePath(filePath, extensions) {
  return __awaiter(this, void 0, void 0, function* () {
    let stats = void 0;
    try {
      stats = yield stat(filePath);
    } catch (err) {
      if (err.code !== "ENOENT") {
        console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
      }
    }
    if (stats && stats.isFile()) {
      if (IS_WINDOWS) {
        const upperExt = path.extname(filePath).toUpperCase();
        if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) {
          return filePath;
        }
      } else {
        if (isUnixExecutable(stats)) {
          return filePath;
        }
      }
    }
    const originalFilePath = filePath;
    for (const extension of extensions) {
      filePath = originalFilePath + extension;
      stats = void 0;
      try {
        stats = yield stat(filePath);
      } catch (err) {
        if (err.code !== "ENOENT") {
          console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
        }
      }
      if (stats && stats.isFile()) {
        if (IS_WINDOWS) {
          try {
            const directory = path.dirname(filePath);
            const upperName = path.basename(filePath).toUpperCase();
            for (const actualName of yield readdir(directory)) {
              if (upperName === actualName.toUpperCase()) {
                filePath = path.join(directory, actualName);
                break;
              }
            }
          } catch (err) {
            console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
          }
          return filePath;
        } else {
          if (isUnixExecutable(stats)) {
            return filePath;
          }
        }
      }
    }
    return "";
  });
}
function normalizeSeparators(p) {
  p = p || "";
  if (IS_WINDOWS) {
    p = p.replace(/\//g, "\\");
    return p.replace(/\\\\+/g, "\\");
  }
  return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
  return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}
var fs, path, __awaiter, chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink, IS_WINDOWS, READONLY;
var init_io_util = __esm({
  "node_modules/@actions/io/lib/io-util.js"() {
    fs = __toESM(require("fs"));
    path = __toESM(require("path"));
    __awaiter = function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve8) {
          resolve8(value);
        });
      }
      return new (P || (P = Promise))(function(resolve8, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve8(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    ({ chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs.promises);
    IS_WINDOWS = process.platform === "win32";
    READONLY = fs.constants.O_RDONLY;
  }
});

// node_modules/@actions/io/lib/io.js
function which(tool, check) {
  return __awaiter2(this, void 0, void 0, function* () {
    if (!tool) {
      throw new Error("parameter 'tool' is required");
    }
    if (check) {
      const result = yield which(tool, false);
      if (!result) {
        if (IS_WINDOWS) {
          throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
        } else {
          throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
        }
      }
      return result;
    }
    const matches = yield findInPath(tool);
    if (matches && matches.length > 0) {
      return matches[0];
    }
    return "";
  });
}
function findInPath(tool) {
  return __awaiter2(this, void 0, void 0, function* () {
    if (!tool) {
      throw new Error("parameter 'tool' is required");
    }
    const extensions = [];
    if (IS_WINDOWS && process.env["PATHEXT"]) {
      for (const extension of process.env["PATHEXT"].split(path2.delimiter)) {
        if (extension) {
          extensions.push(extension);
        }
      }
    }
    if (isRooted(tool)) {
      const filePath = yield tryGetExecutablePath(tool, extensions);
      if (filePath) {
        return [filePath];
      }
      return [];
    }
    if (tool.includes(path2.sep)) {
      return [];
    }
    const directories = [];
    if (process.env.PATH) {
      for (const p of process.env.PATH.split(path2.delimiter)) {
        if (p) {
          directories.push(p);
        }
      }
    }
    const matches = [];
    for (const directory of directories) {
      const filePath = yield tryGetExecutablePath(path2.join(directory, tool), extensions);
      if (filePath) {
        matches.push(filePath);
      }
    }
    return matches;
  });
}
var path2, __awaiter2;
var init_io = __esm({
  "node_modules/@actions/io/lib/io.js"() {
    path2 = __toESM(require("path"));
    init_io_util();
    __awaiter2 = function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve8) {
          resolve8(value);
        });
      }
      return new (P || (P = Promise))(function(resolve8, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve8(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
  }
});

// node_modules/@actions/exec/lib/toolrunner.js
function argStringToArray(argString) {
  const args = [];
  let inQuotes = false;
  let escaped = false;
  let arg = "";
  function append(c) {
    if (escaped && c !== '"') {
      arg += "\\";
    }
    arg += c;
    escaped = false;
  }
  for (let i = 0; i < argString.length; i++) {
    const c = argString.charAt(i);
    if (c === '"') {
      if (!escaped) {
        inQuotes = !inQuotes;
      } else {
        append(c);
      }
      continue;
    }
    if (c === "\\" && escaped) {
      append(c);
      continue;
    }
    if (c === "\\" && inQuotes) {
      escaped = true;
      continue;
    }
    if (c === " " && !inQuotes) {
      if (arg.length > 0) {
        args.push(arg);
        arg = "";
      }
      continue;
    }
    append(c);
  }
  if (arg.length > 0) {
    args.push(arg.trim());
  }
  return args;
}
var os, events, child, path3, import_timers, __awaiter3, IS_WINDOWS2, ToolRunner, ExecState;
var init_toolrunner = __esm({
  "node_modules/@actions/exec/lib/toolrunner.js"() {
    os = __toESM(require("os"));
    events = __toESM(require("events"));
    child = __toESM(require("child_process"));
    path3 = __toESM(require("path"));
    init_io();
    init_io_util();
    import_timers = require("timers");
    __awaiter3 = function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve8) {
          resolve8(value);
        });
      }
      return new (P || (P = Promise))(function(resolve8, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve8(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    IS_WINDOWS2 = process.platform === "win32";
    ToolRunner = class extends events.EventEmitter {
      constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
          throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
      }
      _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
          this.options.listeners.debug(message);
        }
      }
      _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? "" : "[command]";
        if (IS_WINDOWS2) {
          if (this._isCmdFile()) {
            cmd += toolPath;
            for (const a of args) {
              cmd += ` ${a}`;
            }
          } else if (options.windowsVerbatimArguments) {
            cmd += `"${toolPath}"`;
            for (const a of args) {
              cmd += ` ${a}`;
            }
          } else {
            cmd += this._windowsQuoteCmdArg(toolPath);
            for (const a of args) {
              cmd += ` ${this._windowsQuoteCmdArg(a)}`;
            }
          }
        } else {
          cmd += toolPath;
          for (const a of args) {
            cmd += ` ${a}`;
          }
        }
        return cmd;
      }
      _processLineBuffer(data, strBuffer, onLine) {
        try {
          let s = strBuffer + data.toString();
          let n = s.indexOf(os.EOL);
          while (n > -1) {
            const line = s.substring(0, n);
            onLine(line);
            s = s.substring(n + os.EOL.length);
            n = s.indexOf(os.EOL);
          }
          return s;
        } catch (err) {
          this._debug(`error processing line. Failed with error ${err}`);
          return "";
        }
      }
      _getSpawnFileName() {
        if (IS_WINDOWS2) {
          if (this._isCmdFile()) {
            return process.env["COMSPEC"] || "cmd.exe";
          }
        }
        return this.toolPath;
      }
      _getSpawnArgs(options) {
        if (IS_WINDOWS2) {
          if (this._isCmdFile()) {
            let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
            for (const a of this.args) {
              argline += " ";
              argline += options.windowsVerbatimArguments ? a : this._windowsQuoteCmdArg(a);
            }
            argline += '"';
            return [argline];
          }
        }
        return this.args;
      }
      _endsWith(str, end) {
        return str.endsWith(end);
      }
      _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return this._endsWith(upperToolPath, ".CMD") || this._endsWith(upperToolPath, ".BAT");
      }
      _windowsQuoteCmdArg(arg) {
        if (!this._isCmdFile()) {
          return this._uvQuoteCmdArg(arg);
        }
        if (!arg) {
          return '""';
        }
        const cmdSpecialChars = [
          " ",
          "	",
          "&",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "^",
          "=",
          ";",
          "!",
          "'",
          "+",
          ",",
          "`",
          "~",
          "|",
          "<",
          ">",
          '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
          if (cmdSpecialChars.some((x) => x === char)) {
            needsQuotes = true;
            break;
          }
        }
        if (!needsQuotes) {
          return arg;
        }
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
          reverse += arg[i - 1];
          if (quoteHit && arg[i - 1] === "\\") {
            reverse += "\\";
          } else if (arg[i - 1] === '"') {
            quoteHit = true;
            reverse += '"';
          } else {
            quoteHit = false;
          }
        }
        reverse += '"';
        return reverse.split("").reverse().join("");
      }
      _uvQuoteCmdArg(arg) {
        if (!arg) {
          return '""';
        }
        if (!arg.includes(" ") && !arg.includes("	") && !arg.includes('"')) {
          return arg;
        }
        if (!arg.includes('"') && !arg.includes("\\")) {
          return `"${arg}"`;
        }
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
          reverse += arg[i - 1];
          if (quoteHit && arg[i - 1] === "\\") {
            reverse += "\\";
          } else if (arg[i - 1] === '"') {
            quoteHit = true;
            reverse += "\\";
          } else {
            quoteHit = false;
          }
        }
        reverse += '"';
        return reverse.split("").reverse().join("");
      }
      _cloneExecOptions(options) {
        options = options || {};
        const result = {
          cwd: options.cwd || process.cwd(),
          env: options.env || process.env,
          silent: options.silent || false,
          windowsVerbatimArguments: options.windowsVerbatimArguments || false,
          failOnStdErr: options.failOnStdErr || false,
          ignoreReturnCode: options.ignoreReturnCode || false,
          delay: options.delay || 1e4
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
      }
      _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result["windowsVerbatimArguments"] = options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
          result.argv0 = `"${toolPath}"`;
        }
        return result;
      }
      /**
       * Exec a tool.
       * Output will be streamed to the live console.
       * Returns promise with return code
       *
       * @param     tool     path to tool to exec
       * @param     options  optional exec options.  See ExecOptions
       * @returns   number
       */
      exec() {
        return __awaiter3(this, void 0, void 0, function* () {
          if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || IS_WINDOWS2 && this.toolPath.includes("\\"))) {
            this.toolPath = path3.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
          }
          this.toolPath = yield which(this.toolPath, true);
          return new Promise((resolve8, reject) => __awaiter3(this, void 0, void 0, function* () {
            this._debug(`exec tool: ${this.toolPath}`);
            this._debug("arguments:");
            for (const arg of this.args) {
              this._debug(`   ${arg}`);
            }
            const optionsNonNull = this._cloneExecOptions(this.options);
            if (!optionsNonNull.silent && optionsNonNull.outStream) {
              optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + os.EOL);
            }
            const state = new ExecState(optionsNonNull, this.toolPath);
            state.on("debug", (message) => {
              this._debug(message);
            });
            if (this.options.cwd && !(yield exists(this.options.cwd))) {
              return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
            }
            const fileName = this._getSpawnFileName();
            const cp = child.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
            let stdbuffer = "";
            if (cp.stdout) {
              cp.stdout.on("data", (data) => {
                if (this.options.listeners && this.options.listeners.stdout) {
                  this.options.listeners.stdout(data);
                }
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                  optionsNonNull.outStream.write(data);
                }
                stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                  if (this.options.listeners && this.options.listeners.stdline) {
                    this.options.listeners.stdline(line);
                  }
                });
              });
            }
            let errbuffer = "";
            if (cp.stderr) {
              cp.stderr.on("data", (data) => {
                state.processStderr = true;
                if (this.options.listeners && this.options.listeners.stderr) {
                  this.options.listeners.stderr(data);
                }
                if (!optionsNonNull.silent && optionsNonNull.errStream && optionsNonNull.outStream) {
                  const s = optionsNonNull.failOnStdErr ? optionsNonNull.errStream : optionsNonNull.outStream;
                  s.write(data);
                }
                errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                  if (this.options.listeners && this.options.listeners.errline) {
                    this.options.listeners.errline(line);
                  }
                });
              });
            }
            cp.on("error", (err) => {
              state.processError = err.message;
              state.processExited = true;
              state.processClosed = true;
              state.CheckComplete();
            });
            cp.on("exit", (code) => {
              state.processExitCode = code;
              state.processExited = true;
              this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
              state.CheckComplete();
            });
            cp.on("close", (code) => {
              state.processExitCode = code;
              state.processExited = true;
              state.processClosed = true;
              this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
              state.CheckComplete();
            });
            state.on("done", (error2, exitCode) => {
              if (stdbuffer.length > 0) {
                this.emit("stdline", stdbuffer);
              }
              if (errbuffer.length > 0) {
                this.emit("errline", errbuffer);
              }
              cp.removeAllListeners();
              if (error2) {
                reject(error2);
              } else {
                resolve8(exitCode);
              }
            });
            if (this.options.input) {
              if (!cp.stdin) {
                throw new Error("child process missing stdin");
              }
              cp.stdin.end(this.options.input);
            }
          }));
        });
      }
    };
    ExecState = class _ExecState extends events.EventEmitter {
      constructor(options, toolPath) {
        super();
        this.processClosed = false;
        this.processError = "";
        this.processExitCode = 0;
        this.processExited = false;
        this.processStderr = false;
        this.delay = 1e4;
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
          throw new Error("toolPath must not be empty");
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
          this.delay = options.delay;
        }
      }
      CheckComplete() {
        if (this.done) {
          return;
        }
        if (this.processClosed) {
          this._setResult();
        } else if (this.processExited) {
          this.timeout = (0, import_timers.setTimeout)(_ExecState.HandleTimeout, this.delay, this);
        }
      }
      _debug(message) {
        this.emit("debug", message);
      }
      _setResult() {
        let error2;
        if (this.processExited) {
          if (this.processError) {
            error2 = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
          } else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
            error2 = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
          } else if (this.processStderr && this.options.failOnStdErr) {
            error2 = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
          }
        }
        if (this.timeout) {
          clearTimeout(this.timeout);
          this.timeout = null;
        }
        this.done = true;
        this.emit("done", error2, this.processExitCode);
      }
      static HandleTimeout(state) {
        if (state.done) {
          return;
        }
        if (!state.processClosed && state.processExited) {
          const message = `The STDIO streams did not close within ${state.delay / 1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
          state._debug(message);
        }
        state._setResult();
      }
    };
  }
});

// node_modules/@actions/exec/lib/exec.js
var exec_exports = {};
__export(exec_exports, {
  exec: () => exec,
  getExecOutput: () => getExecOutput
});
function exec(commandLine, args, options) {
  return __awaiter4(this, void 0, void 0, function* () {
    const commandArgs = argStringToArray(commandLine);
    if (commandArgs.length === 0) {
      throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
    }
    const toolPath = commandArgs[0];
    args = commandArgs.slice(1).concat(args || []);
    const runner = new ToolRunner(toolPath, args, options);
    return runner.exec();
  });
}
function getExecOutput(commandLine, args, options) {
  return __awaiter4(this, void 0, void 0, function* () {
    var _a, _b;
    let stdout = "";
    let stderr = "";
    const stdoutDecoder = new import_string_decoder.StringDecoder("utf8");
    const stderrDecoder = new import_string_decoder.StringDecoder("utf8");
    const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
    const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
    const stdErrListener = (data) => {
      stderr += stderrDecoder.write(data);
      if (originalStdErrListener) {
        originalStdErrListener(data);
      }
    };
    const stdOutListener = (data) => {
      stdout += stdoutDecoder.write(data);
      if (originalStdoutListener) {
        originalStdoutListener(data);
      }
    };
    const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
    const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
    stdout += stdoutDecoder.end();
    stderr += stderrDecoder.end();
    return {
      exitCode,
      stdout,
      stderr
    };
  });
}
var import_string_decoder, __awaiter4;
var init_exec = __esm({
  "node_modules/@actions/exec/lib/exec.js"() {
    import_string_decoder = require("string_decoder");
    init_toolrunner();
    __awaiter4 = function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve8) {
          resolve8(value);
        });
      }
      return new (P || (P = Promise))(function(resolve8, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve8(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
  }
});

// src/sigstore/signing.ts
function judgeSigning({ decision, statements, problems }) {
  if (!decision.value) return void 0;
  const [problem] = problems;
  if (problem !== void 0) return { verdict: "undecided", reason: problem };
  const rejected = findPlace(statements, "rejected");
  if (rejected !== void 0) return { verdict: "rejected", reason: rejected };
  const failed = statements.find(({ outcome }) => outcome === "failed");
  if (failed !== void 0)
    return { verdict: "undecided", reason: `${failed.title}: ${failed.error ?? "failed"}` };
  const undecided = findPlace(statements, "undecided");
  if (undecided !== void 0) return { verdict: "undecided", reason: undecided };
  if (statements.length === 0) return { verdict: "undecided", reason: "Nothing was signed." };
  const [what, were] = statements.length === 1 ? ["The statement is", "was"] : [`All ${String(statements.length)} statements are`, "were"];
  return { verdict: "verified", reason: `${what} signed, and ${were} ${describeKept(statements)}.` };
}
function findPlace(statements, verdict) {
  for (const { title, places } of statements) {
    const found = places.find((place) => place.verdict === verdict);
    if (found !== void 0) return `${title} in ${found.place}: ${found.evidence}`;
  }
  return void 0;
}
function describeKept(statements) {
  const stored = statements.flatMap(({ places: places2 }) => places2).filter((one) => one.stored && one.kind !== "file");
  const places = [...new Set(stored.map(({ place }) => place))];
  return places.length === 0 ? "kept in files alone" : `read back from ${places.join(", ")}`;
}
function isSigned(signing) {
  const statements = signing?.statements ?? [];
  return statements.length > 0 && statements.every(({ outcome }) => outcome !== "failed");
}
var init_signing = __esm({
  "src/sigstore/signing.ts"() {
  }
});

// src/action/signing-state.ts
function isPushed({ imageRefs = [], verifications = [], skip: skip2 }) {
  if (skip2 !== void 0) return false;
  return imageRefs.length > 0 || verifications.some(({ store }) => store.startsWith("registry "));
}
function describeOutcome(report) {
  const { verdict, signing } = report;
  if (!isPushed(report)) return verdict === "verified" ? "verified, unsigned" : verdict;
  if (signing?.decision.value !== true) return `${verdict}, unsigned`;
  if (!isProvenanceVerified(report)) return `${verdict}, ${describeSigned(signing)}`;
  const signed = signing.statements.filter(({ outcome }) => outcome !== "failed").length;
  if (signed === 0) return "pushed and verified, unsigned (signing failed)";
  if (!isSigned(signing)) {
    return `pushed and verified, partly unsigned (${String(signed)} of ${String(signing.statements.length)} signed)`;
  }
  return describeKept2(signing);
}
function describeLeftBehind(report) {
  return isPushed(report) ? `, ${describeSigned(report.signing)}` : "";
}
function describeSigned(signing) {
  return isSigned(signing) ? "signed" : "unsigned";
}
function isProvenanceVerified({ verifications = [] }) {
  return verifications.length > 0 && verifications.every(({ verdict }) => verdict === "verified");
}
function findSigner(signing) {
  return signing?.statements.some(({ outcome }) => outcome !== "failed") === true ? signing.signer : void 0;
}
function describeKept2(signing) {
  const judged = judgeSigning(signing)?.verdict;
  if (judged === "verified") return "verified, signed";
  if (judged === "rejected") return "signed, but a stored signature is bad";
  const unsettled = listPlaces(signing).filter(({ verdict }) => verdict === "undecided");
  const missing = unsettled.some(({ stored }) => !stored);
  return `verified and signed, but not ${missing ? "stored" : "read back"} everywhere`;
}
function listPlaces({ statements }) {
  return statements.flatMap(({ places }) => places);
}
function isResumable(report) {
  const { signing, verifications = [] } = report;
  if (signing?.decision.value !== true || !isPushed(report)) return false;
  const isBad = verifications.some(({ verdict }) => verdict === "rejected");
  return !isBad && judgeSigning(signing)?.verdict !== "verified";
}
function listSigningFailures(signing) {
  if (signing?.decision.value !== true) return [];
  const { problems, statements } = signing;
  return [
    ...problems,
    ...shareText(statements.flatMap((statement) => listPlaceFailures(statement, "rejected"))),
    ...shareText(statements.flatMap(({ title, error: error2 }) => error2 === void 0 ? [] : [{ title, text: error2 }])),
    ...shareText(statements.flatMap((statement) => listPlaceFailures(statement, "undecided")))
  ];
}
function listPlaceFailures({ title, places }, wanted) {
  return places.filter(({ verdict }) => verdict === wanted).map(({ place, evidence }) => ({ title: `${title} in ${place}`, text: evidence }));
}
function shareText(told) {
  const byText = Map.groupBy(told, ({ text }) => text);
  return [...byText].map(([text, all]) => `${all.map(({ title }) => title).join(", ")}: ${text}`);
}
function listRefusals(signing) {
  if (signing?.decision.value !== true) return [];
  const refused = signing.statements.filter(({ outcome }) => outcome !== "failed").flatMap(({ title, places }) => places.filter(isRefusal).map(({ evidence }) => ({ title, text: evidence })));
  const byText = Map.groupBy(refused, ({ text }) => text);
  return [...byText].map(([text, all]) => ({ title: all.map(({ title }) => title).join(", "), text }));
}
function isRefusal({ kind, verdict, stored, evidence }) {
  return kind === "api" && verdict === "absent" && !stored && evidence !== "";
}
var init_signing_state = __esm({
  "src/action/signing-state.ts"() {
    init_signing();
  }
});

// src/action/narration.ts
function tellDecision(log, name, { value, source, trace }) {
  log.info(`${name}: ${value} (${source})`);
  for (const line of trace) log.debug(`${name}: ${line}`);
}
function tellFacts(log, { buildx, builder, builderError }) {
  log.group("Builder");
  log.info(`${buildx.version} (${buildx.command.join(" ")})`);
  if (builder === void 0) {
    log.info(`The builder could not be inspected: ${builderError ?? "no reason given"}`);
    return;
  }
  log.info(`Builder ${builder.name}, driver ${builder.driver}`);
  for (const node of builder.nodes) {
    log.info(
      `Node ${node.name}: ${node.status}, BuildKit ${node.buildkit ?? "unknown"}, ${node.platforms.join(", ")}`
    );
  }
}
function tellPlan(log, plan) {
  log.endGroup();
  tellDecision(log, "Provenance", plan.provenance);
  for (const text of plan.removed) log.info(`Not done in a dry run: ${text}`);
  for (const text of plan.notices) log.info(text);
}
function tellBuild(log, plan) {
  log.group("Build");
  if (plan.destination.kind === "layout")
    log.info('Lines "(*service).Write failed: … locked …" are harmless here.');
}
function tellWait(log, { what, reason, delayMs, remainingMs }) {
  const seconds = (milliseconds) => `${(milliseconds / 1e3).toFixed(1)} s`;
  log.info(`Waiting ${seconds(delayMs)} for ${what}: ${reason}. ${seconds(remainingMs)} left.`);
}
function tellVerification(log, { steps, store, root, platforms }) {
  log.info(`${root} in ${store}:`);
  for (const step of steps) {
    const line = describeStep(step);
    if (step.outcome === "passed" || step.outcome === "skipped") log.debug(line);
    else log.info(line);
  }
  for (const { platform: platform2, imageDigest, mode, verdict } of platforms) {
    log.info(
      `  ${VERDICT_MARKS[verdict]} ${platform2} ${imageDigest}: ${verdict}${mode === void 0 ? "" : `, mode=${mode}`}`
    );
  }
}
function describeStep({ outcome, title, platform: platform2, evidence }) {
  return `  ${MARKS[outcome]} ${platform2 === void 0 ? "" : `${platform2}: `}${title} — ${evidence}`;
}
function tellSigning(log, signing) {
  const { decision, remedy, instance, trust, statements, problems } = signing;
  if (!decision.value) {
    const why = decision.trace.at(-1) ?? decision.source;
    log.info(`Not signed: ${why}.${remedy === void 0 ? "" : ` ${remedy}`}`);
    return;
  }
  for (const problem of problems) log.info(`  ✗ ${problem}`);
  const signer = findSigner(signing);
  if (signer !== void 0) log.info(`Signer ${signer.identity}, identified by ${signer.issuer}`);
  if (instance !== void 0)
    log.info(`Sigstore instance ${instance}${trust === void 0 ? "" : `, ${trust}`}`);
  for (const statement of statements) tellStatement(log, statement);
}
function tellStatement(log, statement) {
  const { title, predicateType, outcome, error: error2, places, steps } = statement;
  const mark = outcome === "failed" ? "✗" : "✓";
  const where = places.map(({ verdict, place }) => `${VERDICT_MARKS[verdict]} ${place}`);
  log.info(`  ${[`${mark} ${title} (${predicateType}): ${describeProof(statement)}`, ...where].join("; ")}`);
  if (error2 !== void 0) log.info(`    ${error2}`);
  for (const place of places) if (place.verdict !== "verified") log.info(describePlace(place));
  for (const { outcome: result, title: check, evidence } of steps) {
    const line = `    ${MARKS[result]} ${check} — ${evidence}`;
    if (result === "failed") log.info(line);
    else log.debug(line);
  }
}
function describeProof({ outcome, logIndex, signedAt }) {
  if (logIndex !== void 0) return `${outcome}, log entry ${logIndex}`;
  return signedAt === void 0 ? outcome : `${outcome}, ${signedAt}`;
}
function describePlace({ verdict, place, evidence }) {
  return `    ${VERDICT_MARKS[verdict]} ${place} — ${evidence}`;
}
var MARKS, VERDICT_MARKS;
var init_narration = __esm({
  "src/action/narration.ts"() {
    init_signing_state();
    MARKS = { passed: "✓", failed: "✗", warning: "!", unknown: "?", skipped: "-" };
    VERDICT_MARKS = { verified: "✓", rejected: "✗", undecided: "?", absent: "-" };
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
function expectObject(value, path4) {
  if (!isObject(value)) throw new JsonError(path4, `should be an object, is ${nameType(value)}`);
  return value;
}
function expectArray(value, path4) {
  if (!Array.isArray(value)) throw new JsonError(path4, `should be an array, is ${nameType(value)}`);
  return value;
}
function expectString(value, path4) {
  if (typeof value !== "string") throw new JsonError(path4, `should be a string, is ${nameType(value)}`);
  return value;
}
function refuseLookalikes(fields, keys, path4) {
  for (const key of Object.keys(fields)) {
    const meant = foldCase(key);
    if (!keys.includes(key) && keys.some((known) => foldCase(known) === meant)) {
      throw new JsonError(joinPath(path4, key), "differs from a known key by case alone");
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
function joinPath(path4, key) {
  if (typeof key === "number") return `${path4}[${String(key)}]`;
  return /^[A-Za-z_]\w{0,59}$/.test(key) ? `${path4}.${key}` : `${path4}[${quoteKey(key)}]`;
}
var JsonError, DEFAULT_LIMITS, KEY_LIMIT, QUOTE, COMMA, COLON, OPEN_ARRAY, BACKSLASH, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT;
var init_json = __esm({
  "src/oci/json.ts"() {
    JsonError = class extends Error {
      name = "JsonError";
      /** Where: `$.layers[2].digest`; `$` for a document that is not JSON at all. */
      path;
      reason;
      constructor(path4, reason, options) {
        super(`${path4}: ${reason}`, options);
        this.path = path4;
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
function narrowPlatform(value, path4) {
  const fields = expectObject(value, path4);
  const part = (key) => parsePart(fields[key], joinPath(path4, key));
  const variant = part("variant");
  const version = fields["os.version"] ?? "";
  return {
    os: part("os"),
    architecture: part("architecture"),
    ...variant === "" ? {} : { variant },
    ...version === "" ? {} : { "os.version": expectString(version, joinPath(path4, "os.version")) }
  };
}
function parsePart(value, path4) {
  const text = expectString(value ?? "", path4);
  if (!PART.test(text)) throw new JsonError(path4, 'should hold letters, digits, ".", "_" and "-" only');
  return text;
}
function parsePlatform(text) {
  const match = /^(?:([\w.-]+)(?:\(([\w.+-]*)\))?\/)?([\w.-]+)(?:\/([\w.-]+))?$/.exec(text.trim());
  const [, os6, version, architecture, variant] = match ?? [];
  if (architecture === void 0 || os6 === void 0 && !isArchitecture(architecture)) {
    throw new InvalidPlatformError(text);
  }
  return normalizePlatform({
    os: os6 ?? "linux",
    architecture,
    ...variant === void 0 ? {} : { variant },
    ...version === void 0 || version === "" ? {} : { "os.version": version }
  });
}
function formatPlatform(platform2) {
  const { os: os6, architecture, variant } = normalizePlatform(platform2);
  return variant === void 0 ? `${os6}/${architecture}` : `${os6}/${architecture}/${variant}`;
}
function samePlatform(a, b) {
  const [first, second] = [a["os.version"], b["os.version"]];
  return formatPlatform(a) === formatPlatform(b) && (first === void 0 || second === void 0 || first === second);
}
function normalizePlatform(platform2) {
  const [architecture, variant] = normalizeArchitecture(
    platform2.architecture.toLowerCase(),
    (platform2.variant ?? "").toLowerCase()
  );
  const os6 = platform2.os.toLowerCase();
  const version = platform2["os.version"];
  return {
    os: os6 === "macos" ? "darwin" : os6,
    architecture,
    ...variant === "" ? {} : { variant },
    ...version === void 0 ? {} : { "os.version": version }
  };
}
function normalizeArchitecture(architecture, variant) {
  const [name, fixed] = ARCHITECTURE_ALIASES.get(architecture) ?? [architecture, void 0];
  const given = fixed ?? variant;
  return [name, VARIANT_ALIASES.get(`${name}/${given}`) ?? given];
}
function isArchitecture(text) {
  return ARCHITECTURES.test(normalizeArchitecture(text.toLowerCase(), "")[0]);
}
var InvalidPlatformError, PART, ARCHITECTURE_ALIASES, VARIANT_ALIASES, ARCHITECTURES;
var init_platform = __esm({
  "src/oci/platform.ts"() {
    init_json();
    init_plain_text();
    InvalidPlatformError = class extends Error {
      name = "InvalidPlatformError";
      text;
      constructor(text) {
        super(`${quoteText(text)} is not a platform: expected os/architecture[/variant], as in linux/arm64`);
        this.text = text;
      }
    };
    PART = /^[\w.-]*$/;
    ARCHITECTURE_ALIASES = /* @__PURE__ */ new Map([
      ["i386", ["386", ""]],
      ["x86_64", ["amd64", void 0]],
      ["x86-64", ["amd64", void 0]],
      ["aarch64", ["arm64", void 0]],
      ["armhf", ["arm", "v7"]],
      ["armel", ["arm", "v6"]]
    ]);
    VARIANT_ALIASES = /* @__PURE__ */ new Map([
      ["amd64/v1", ""],
      ["arm64/8", ""],
      ["arm64/v8", ""],
      ["arm64/v8.0", ""],
      ["arm64/9", "v9"],
      ["arm64/9.0", "v9"],
      ["arm64/v9.0", "v9"],
      ["arm/", "v7"],
      ["arm/5", "v5"],
      ["arm/6", "v6"],
      ["arm/7", "v7"],
      ["arm/8", "v8"]
    ]);
    ARCHITECTURES = /^(?:386|amd64|arm|arm64|loong64|mips(?:64)?(?:le)?|ppc64(?:le)?|riscv64|s390x)$/;
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
function parseDescriptor(value, path4) {
  const fields = expectObject(value, path4);
  refuseLookalikes(fields, FIELDS, path4);
  return {
    mediaType: parseMediaType(fields["mediaType"], joinPath(path4, "mediaType")),
    digest: parseDigestAt(fields["digest"], joinPath(path4, "digest")),
    size: parseSize(fields["size"], joinPath(path4, "size")),
    ...parseAnnotations(fields, path4),
    ...parsePlatformField(fields, path4),
    ...parseArtifactType(fields, path4)
  };
}
function parseMediaType(value, path4) {
  const text = expectString(value, path4);
  if (!MEDIA_TYPE.test(text)) throw new JsonError(path4, "should be a media type");
  return text;
}
function parseAnnotations(fields, path4) {
  const value = fields["annotations"] ?? void 0;
  if (value === void 0) return {};
  const at = joinPath(path4, "annotations");
  const entries = Object.entries(expectObject(value, at));
  return {
    annotations: Object.fromEntries(
      entries.map(([key, text]) => [key, expectString(text, joinPath(at, key))])
    )
  };
}
function parseArtifactType(fields, path4) {
  const value = fields["artifactType"] ?? "";
  return value === "" ? {} : { artifactType: parseMediaType(value, joinPath(path4, "artifactType")) };
}
function parseDigestAt(value, path4) {
  try {
    return parseDigest(expectString(value, path4));
  } catch (error2) {
    throw error2 instanceof InvalidDigestError ? new JsonError(path4, error2.message, { cause: error2 }) : error2;
  }
}
function parseSize(value, path4) {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new JsonError(path4, "should be a size in bytes");
  }
  return value;
}
function parsePlatformField(fields, path4) {
  const value = fields["platform"] ?? void 0;
  return value === void 0 ? {} : { platform: narrowPlatform(value, joinPath(path4, "platform")) };
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
    init_platform();
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
function verifyContent(bytes, descriptor) {
  const { digest, size } = descriptor;
  if (bytes.byteLength !== size) throw sizeMismatch(digest, size, `${String(bytes.byteLength)} bytes`);
  verifyDigest(bytes, digest);
}
function verifyDigest(bytes, digest) {
  const actual = digestBytes(bytes, splitDigest(digest).algorithm);
  if (actual !== digest) {
    throw new ContentError("digest-mismatch", digest, `content named ${digest} hashes to ${actual}`);
  }
}
async function readBlob(store, descriptor, limit) {
  const { digest, size } = descriptor;
  if (size > limit) {
    throw new ContentError(
      "too-large",
      digest,
      `blob ${digest} has ${String(size)} bytes, the limit is ${String(limit)}`
    );
  }
  const stream = await store.blob(descriptor);
  if (stream === void 0) throw new ContentError("missing", digest, `no blob ${digest} in ${store.name}`);
  const bytes = await collectBytes(stream, descriptor);
  verifyContent(bytes, descriptor);
  return bytes;
}
async function collectBytes(stream, { digest, size }) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length > size) throw sizeMismatch(digest, size, "more");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
async function readManifest(store, reference, expected) {
  const content = await store.manifest(reference);
  if (content === void 0) {
    const digest = expected?.digest ?? (isDigest(reference) ? reference : void 0);
    throw new ContentError("missing", digest, `no manifest ${reference} in ${store.name}`);
  }
  if (expected === void 0) return content;
  verifyContent(content.bytes, expected);
  const { mediaType } = content.descriptor;
  if (mediaType !== expected.mediaType) {
    const message = `manifest ${expected.digest} is listed as ${expected.mediaType} but is ${mediaType}`;
    throw new ContentError("malformed", expected.digest, message);
  }
  return { descriptor: expected, bytes: content.bytes };
}
function sizeMismatch(digest, size, found) {
  return new ContentError(
    "size-mismatch",
    digest,
    `content ${digest} should have ${String(size)} bytes, has ${found}`
  );
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
  const path4 = joinPath("$", key);
  const values = fields[key] === null ? [] : expectArray(fields[key], path4);
  if (values.length > DESCRIPTOR_LIMIT) {
    throw new JsonError(
      path4,
      `lists ${String(values.length)} descriptors, the limit is ${String(DESCRIPTOR_LIMIT)}`
    );
  }
  return values.map((value, position) => parseDescriptor(value, joinPath(path4, position)));
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

// src/verification/evidence.ts
function quoteValue(value) {
  return `"${shortenText(value, VALUE_LIMIT)}"`;
}
function quoteValues(values) {
  const shown = values.slice(0, 3).map(quoteValue).join(", ");
  return values.length > 3 ? `${shown} and ${String(values.length - 3)} more` : shown;
}
function joinNames(names) {
  const shown = names.slice(0, 12).map((name) => shortenText(name, VALUE_LIMIT));
  return names.length > 12 ? `${shown.join(", ")} and ${String(names.length - 12)} more` : shown.join(", ");
}
function describeError(error2) {
  return shortenText(error2 instanceof Error ? error2.message : String(error2), MESSAGE_LIMIT);
}
function shortenText(text, limit) {
  const characters = [...text.slice(0, 2 * limit)];
  const shown = replaceUnprintable(characters.slice(0, limit).join(""));
  return characters.length > limit ? `${shown}…` : shown;
}
var VALUE_LIMIT, MESSAGE_LIMIT;
var init_evidence = __esm({
  "src/verification/evidence.ts"() {
    init_plain_text();
    VALUE_LIMIT = 200;
    MESSAGE_LIMIT = 600;
  }
});

// src/attestation/failure.ts
function classifyFailure(error2) {
  if (error2 instanceof ContentError) return classifyCode(error2.code);
  return error2 instanceof Error && UNREAD.has(error2.name) ? "unread" : void 0;
}
function classifyCode(code) {
  switch (code) {
    case "digest-mismatch":
    case "size-mismatch":
    case "malformed":
      return "bad";
    // A registry may still be about to show what was just pushed; a limit of ours is nobody's fault.
    case "missing":
    case "too-large":
      return "unread";
  }
}
var UNREAD;
var init_failure = __esm({
  "src/attestation/failure.ts"() {
    init_store();
    UNREAD = /* @__PURE__ */ new Set([
      "CredentialsError",
      "DiscoveryError",
      "LayoutError",
      "PatienceError",
      "ProxyError",
      "ReachError",
      "RegistryError"
    ]);
  }
});

// src/verification/step.ts
function createStepMaker(platform2) {
  return (id, outcome, evidence) => ({
    id,
    title: TITLES[id],
    outcome,
    ...platform2 === void 0 ? {} : { platform: platform2 },
    evidence
  });
}
function judgeFailure(error2) {
  switch (classifyFailure(error2)) {
    case "bad":
      return { outcome: "failed", evidence: `Not what was named: ${describeError(error2)}.` };
    case "unread":
      return { outcome: "unknown", evidence: `Could not be read: ${describeError(error2)}.` };
    case void 0:
      throw error2;
  }
}
function decideVerdict(steps) {
  if (steps.some(({ outcome }) => outcome === "failed")) return "rejected";
  return steps.some(({ outcome }) => outcome === "unknown") ? "undecided" : "verified";
}
function findDecisive(steps) {
  return steps.find(({ outcome }) => outcome === "failed") ?? steps.find(({ outcome }) => outcome === "unknown");
}
var TITLES;
var init_step = __esm({
  "src/verification/step.ts"() {
    init_failure();
    init_evidence();
    TITLES = {
      "index-digest": "What is published has the digest that was built",
      "platforms-present": "Every platform that was asked for is there",
      "attestation-listed": "Every platform has one attestation manifest",
      "attestation-readable": "The attestation manifest can be read",
      "attestation-subject": "The attestation manifest says which image it is about",
      "layer-content": "The statement is the one that the manifest lists",
      "statement-type": "The statement is an in-toto statement",
      "predicate-type": "The statement holds SLSA provenance, as it is labelled",
      "statement-subject": "The statement is about this platform's image",
      "provenance-readable": "The provenance is BuildKit's and can be read",
      "provenance-mode": "The provenance is as complete as was asked for",
      "builder-id": "The provenance names this run as the builder",
      invocation: "All platforms come from one build",
      "source-revision": "The source is the expected commit",
      "image-layers": "The image has the layers that BuildKit recorded",
      "base-images": "Base images are pinned by digest"
    };
  }
});

// src/verification/steps-index.ts
function namePlatform({ platform: platform2 }) {
  return platform2 === void 0 ? "unknown platform" : formatPlatform(platform2);
}
function checkRoot(store, root, { root: { bytes }, kind }) {
  const actual = digestBytes(bytes, splitDigest(root).algorithm);
  const what = kind === "index" ? "The index" : "The manifest";
  if (actual !== root)
    return makeStep("index-digest", "failed", `${what} ${root} in ${store} hashes to ${actual}.`);
  const size = `${String(bytes.byteLength)} bytes`;
  return makeStep(
    "index-digest",
    "passed",
    `${what} was read back from ${store}: ${size} that hash to ${root}.`
  );
}
function checkPlatforms(store, policy, discovery) {
  const { images, others } = discovery;
  const found = [...new Set(images.map(namePlatform))];
  const missing = discovery.kind === "manifest" ? [] : policy.platforms.filter((name) => !found.includes(name));
  const where = `${describeRoot(discovery)} in ${store}`;
  if (images.length === 0) return makeStep("platforms-present", "failed", `${where} lists no image.`);
  if (missing.length > 0) {
    const evidence = `${where} has no image for ${joinNames(missing)}; it has ${joinNames(found)}.`;
    return makeStep("platforms-present", "failed", evidence);
  }
  const nested = others.filter(({ mediaType }) => classifyMediaType(mediaType) === "index");
  if (nested.length > 0) {
    const evidence = `${where} lists other indexes, which are not followed: ${joinNames(nested.map(({ digest }) => digest))}.`;
    return makeStep("platforms-present", "unknown", evidence);
  }
  const repeated = findRepeated(images);
  if (repeated.length > 0) {
    const evidence = `${where} has more than one image for ${joinNames(repeated)}: which one runs is not certain.`;
    return makeStep("platforms-present", "warning", evidence);
  }
  return makeStep(
    "platforms-present",
    "passed",
    `${where} has ${joinNames(found)}.${describeOthers(discovery)}`
  );
}
function findRepeated(images) {
  const repeated = images.filter(({ platform: platform2 }, at) => {
    return images.some((other, where) => {
      return where < at && platform2 && other.platform && samePlatform(platform2, other.platform);
    });
  });
  return [...new Set(repeated.map(namePlatform))];
}
function describeOthers({ others }) {
  if (others.length === 0) return "";
  return ` It also lists what is no image: ${quoteValues(others.map(({ mediaType }) => mediaType))}.`;
}
function checkAttested(store, discovery) {
  if (discovery.images.length === 0 || discovery.images.some(({ listed }) => listed.length > 0))
    return void 0;
  const why = discovery.kind === "manifest" ? "is a plain image manifest, which carries no attestation" : `lists no attestation manifest for ${listNames(discovery)}`;
  const evidence = `${describeRoot(discovery)} in ${store} ${why}: it was published without provenance.`;
  return makeStep("attestation-listed", "failed", evidence + describeDangling(discovery));
}
function listNames({ images }) {
  return images.map(namePlatform).join(", ");
}
function checkDangling(store, discovery) {
  if (discovery.dangling.length === 0) return [];
  const evidence = `${describeRoot(discovery)} in ${store}:${describeDangling(discovery)}`;
  return [makeStep("attestation-listed", "warning", evidence)];
}
function checkListed(store, discovery, image) {
  const makeHere = createStepMaker(namePlatform(image));
  const digests = [...new Set(image.listed.map(({ digest: digest2 }) => digest2))];
  const where = `${describeRoot(discovery)} in ${store}`;
  const what = `image ${image.image.digest}`;
  if (digests.length === 0) {
    const evidence = `${where} lists no attestation manifest for ${what}.${describeDangling(discovery)}`;
    return makeHere("attestation-listed", "failed", evidence);
  }
  if (digests.length > 1) {
    const evidence = `${where} lists ${String(digests.length)} attestation manifests for ${what}, one is right: ${joinNames(digests)}.`;
    return makeHere("attestation-listed", "failed", evidence);
  }
  const [digest = ""] = digests;
  if (image.listed.length > 1) {
    return makeHere("attestation-listed", "warning", `${where} lists ${digest} more than once for ${what}.`);
  }
  return makeHere("attestation-listed", "passed", `${where} lists ${digest} for ${what}.`);
}
function describeRoot({ root, kind }) {
  return `${kind === "index" ? "Index" : "Manifest"} ${root.descriptor.digest}`;
}
function describeDangling({ dangling }) {
  const shown = dangling.slice(0, 3).map(({ digest, annotations }) => {
    return `${digest} (${quoteValue(annotations?.["vnd.docker.reference.digest"] ?? "")})`;
  });
  const more = dangling.length > 3 ? ` and ${String(dangling.length - 3)} more` : "";
  return shown.length === 0 ? "" : ` Attested, but not in the index: ${shown.join(", ")}${more}.`;
}
var makeStep;
var init_steps_index = __esm({
  "src/verification/steps-index.ts"() {
    init_descriptor();
    init_manifest();
    init_platform();
    init_evidence();
    init_step();
    makeStep = createStepMaker();
  }
});

// src/action/attested-image.ts
function groupImages(published) {
  const good = published.filter(({ verified }) => verified.verification.verdict === "verified");
  const groups = Map.groupBy(good, ({ verified }) => verified.verification.root);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const discovery = first?.verified.discovery;
    if (first === void 0 || discovery === void 0) return [];
    const image = {
      name: nameImage(first.published),
      root: discovery.root.descriptor,
      platforms: discovery.images.map(describePlatform)
    };
    return [{ image, places: group.map(({ published: place }) => place) }];
  });
}
function nameImage({ reference, name }) {
  return reference === void 0 ? name : `${reference.registry}/${reference.repository}`;
}
function describePlatform(image) {
  const statements = image.attestationManifests.flatMap(({ attestations }) => attestations);
  const unique = new Map(statements.map(({ layer, bytes }) => [layer.digest, bytes]));
  return {
    platform: namePlatform(image),
    image: image.image,
    attestationManifests: image.listed,
    statements: [...unique.values()]
  };
}
var init_attested_image = __esm({
  "src/action/attested-image.ts"() {
    init_steps_index();
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
var patience_exports = {};
__export(patience_exports, {
  PatienceError: () => PatienceError,
  TransientError: () => TransientError,
  createPatience: () => createPatience,
  describeEnd: () => describeEnd,
  retry: () => retry,
  tryOnce: () => tryOnce
});
function createPatience(options) {
  const now = options.now ?? (() => performance.now());
  return {
    deadline: now() + options.timeoutMs,
    now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? ((milliseconds, signal) => (0, import_promises.setTimeout)(milliseconds, void 0, signal ? { signal } : {})),
    signal: options.signal,
    onWait: options.onWait ?? (() => void 0)
  };
}
function describeEnd(reason, tried) {
  const attempts = tried.attempts === 1 ? "1 attempt" : `${String(tried.attempts)} attempts`;
  return `${reason}; gave up after ${attempts} in ${formatDuration(tried.elapsedMs)}`;
}
async function retry(patience, what, attempt6) {
  const started = patience.now();
  const signal = joinSignals(patience);
  let last;
  for (let attempts = 1; ; attempts++) {
    try {
      patience.signal?.throwIfAborted();
      return await attempt6(signal);
    } catch (error2) {
      patience.signal?.throwIfAborted();
      last = nameFailure(error2, signal, last);
      await wait(patience, what, last, { attempts, elapsedMs: patience.now() - started });
    }
  }
}
async function tryOnce(patience, attempt6) {
  patience.signal?.throwIfAborted();
  const signal = joinSignals(patience);
  try {
    return await attempt6(signal);
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
var import_promises, FIRST_BACKOFF_MS, MAX_BACKOFF_MS, LAST_ATTEMPT_MS, MAX_TIMER_MS, TransientError, PatienceError;
var init_patience = __esm({
  "src/oci/patience.ts"() {
    import_promises = require("node:timers/promises");
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

// src/oci/registry-error.ts
function describeFailure({ method, url, reason, errors = [], attempts, elapsedMs }) {
  const details = errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
  const what = details === "" ? reason : `${reason} (${details})`;
  const end = attempts === void 0 ? what : describeEnd(what, { attempts, elapsedMs: elapsedMs ?? 0 });
  return cleanText(`${method} ${redactUrl(url)}: ${end}`, MESSAGE_LIMIT2);
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
var MESSAGE_LIMIT2, DETAIL_LIMIT, DETAILS_LIMIT, RegistryError;
var init_registry_error = __esm({
  "src/oci/registry-error.ts"() {
    init_json();
    init_patience();
    init_plain_text();
    MESSAGE_LIMIT2 = 2048;
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
        this.reason = cleanText(failure.reason, MESSAGE_LIMIT2);
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
async function readBody(answer, limit, describe5 = () => describeExcess(answer, limit)) {
  if ((lengthOf(answer) ?? 0) > limit) {
    await answer.discard();
    throw describe5();
  }
  const { bytes, complete } = await collect(answer, limit);
  if (!complete) throw describe5();
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
  const sendIn = async (scheme, host, { path: path4, ...request }) => {
    const home = new URL(`${scheme}://${host}`);
    const answer = await send({ ...request, url: new URL(path4, home), home });
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
  const resolve8 = (given) => {
    const refuse2 = (reason) => refuseTarget(given, reason);
    const url = URL.parse(given.text, given.base.href) ?? refuse2("is not a URL");
    if (url.protocol !== "https:" && url.protocol !== "http:")
      return refuse2(`has the scheme ${url.protocol}`);
    if (url.username !== "" || url.password !== "") return refuse2("holds a user or a password");
    if (url.protocol === "http:" && given.base.protocol === "https:")
      return refuse2("leads from https to http");
    if (url.origin === given.home.origin) return url;
    if (url.protocol === "http:" && !isPlainAllowed(url.host))
      return refuse2("leads to another host in plain http");
    const reach = reachOfHost(url.hostname);
    if (reach !== void 0 && !mayReach(reachOfHome(dispatchers, given.home), reach)) {
      return refuse2(`leads to a ${reach} address`);
    }
    return url;
  };
  const exchange = createExchange(options, dispatchers);
  const send = (request) => follow(exchange, resolve8, request);
  return {
    send,
    sendToHost: createHostSender(send, isPlainAllowed),
    resolve: resolve8,
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
async function follow(exchange, resolve8, request) {
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
    const next = resolve8({ text: location, base: url, home: request.home, what: "redirect" });
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
    const from = url.origin === home.origin ? void 0 : reachOfHome(dispatchers, home);
    const headers = { ...request.headers, "user-agent": options.userAgent, "accept-encoding": "identity" };
    const path4 = url.pathname + url.search;
    const fail = (error2) => throwFault(error2, request);
    try {
      const dispatcher = dispatchers.choose(url, from);
      const data = await dispatcher.request({
        origin: url.origin,
        path: path4,
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
var import_promises2, MAX_REDIRECTS, REDIRECTS, DISCARD_LIMIT, nextTurn;
var init_transport = __esm({
  "src/oci/transport.ts"() {
    "use strict";
    import_promises2 = require("node:timers/promises");
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
    nextTurn = () => (0, import_promises2.setImmediate)();
  }
});

// src/action/network.ts
async function openTransport(env, insecureRegistries) {
  const { createTransport: createTransport2 } = await Promise.resolve().then(() => (init_transport(), transport_exports));
  return createTransport2({ proxy: readProxy(env), insecureRegistries, userAgent: "provenance-action/1" });
}
function readProxy(env) {
  const read = (name) => env[name] ?? env[name.toUpperCase()];
  return { http: read("http_proxy"), https: read("https_proxy"), no: read("no_proxy") };
}
var init_network = __esm({
  "src/action/network.ts"() {
  }
});

// src/attestation/limiter.ts
function createLimiter(width) {
  const waiting = [];
  let running = 0;
  return async (task) => {
    if (running < width) running++;
    else {
      await new Promise((resolve8) => {
        waiting.push(resolve8);
      });
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === void 0) running--;
      else next();
    }
  };
}
var init_limiter = __esm({
  "src/attestation/limiter.ts"() {
  }
});

// src/attestation/exact-json.ts
function parseExact(bytes, limits) {
  parseJson(bytes, limits);
  const value = json.parse(new TextDecoder().decode(bytes), (_key, parsed, { source }) => {
    return typeof parsed === "number" && source !== void 0 && String(parsed) !== source ? json.rawJSON(source) : parsed;
  });
  return value;
}
function isExactObject(value) {
  return isObject(value) && !json.isRawJSON(value);
}
function findDifference(expected, actual, path4 = "$") {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return compareArrays(expected, actual, path4);
  }
  if (isExactObject(expected) && isExactObject(actual)) return compareObjects(expected, actual, path4);
  return isSameScalar(expected, actual) ? void 0 : { path: path4, what: "differs" };
}
function compareArrays(expected, actual, path4) {
  for (const [index, value] of expected.entries()) {
    const at = joinPath(path4, index);
    const other = actual[index];
    const found = other === void 0 ? { path: at, what: "missing" } : findDifference(value, other, at);
    if (found !== void 0) return found;
  }
  const excess = actual.length > expected.length;
  return excess ? { path: joinPath(path4, expected.length), what: "added" } : void 0;
}
function compareObjects(expected, actual, path4) {
  for (const [key, value] of Object.entries(expected)) {
    const at = joinPath(path4, key);
    const other = Object.hasOwn(actual, key) ? actual[key] : void 0;
    const found = other === void 0 ? { path: at, what: "missing" } : findDifference(value, other, at);
    if (found !== void 0) return found;
  }
  const added = Object.keys(actual).find((key) => !Object.hasOwn(expected, key));
  return added === void 0 ? void 0 : { path: joinPath(path4, added), what: "added" };
}
function isSameScalar(expected, actual) {
  const numbers = [readNumber(expected), readNumber(actual)];
  if (numbers[0] === void 0 || numbers[1] === void 0) return expected === actual;
  return normalizeNumber(numbers[0]) === normalizeNumber(numbers[1]);
}
function readNumber(value) {
  if (json.isRawJSON(value)) return value.rawJSON;
  if (typeof value !== "number") return void 0;
  return Object.is(value, -0) ? "-0" : String(value);
}
function normalizeNumber(text) {
  const [, sign3 = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return `${sign3}0`;
  const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign3}${significant}e${String(scale)}`;
}
var json;
var init_exact_json = __esm({
  "src/attestation/exact-json.ts"() {
    init_json();
    json = JSON;
  }
});

// src/attestation/bundle.ts
function isBundleMediaType(text) {
  return /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+\+json|\+json;version=\d+\.\d+)$/.test(text);
}
function formatJsonLines(documents) {
  return documents.map((bytes) => `${JSON.stringify(parseExact(bytes, { bytes: DEFAULT_LIMITS2.lineBytes }))}
`).join("");
}
var BUNDLE_MEDIA_TYPE, DEFAULT_LIMITS2;
var init_bundle = __esm({
  "src/attestation/bundle.ts"() {
    init_json();
    init_exact_json();
    BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    DEFAULT_LIMITS2 = { bytes: 256 * 1024 * 1024, lineBytes: 64 * 1024 * 1024, lines: 1e4 };
  }
});

// src/action/folders.ts
async function createFolders(temp) {
  const root = await (0, import_promises3.mkdtemp)((0, import_node_path.join)((0, import_node_path.resolve)(temp), PREFIX));
  const folders = {
    root,
    private: (0, import_node_path.join)(root, PRIVATE2),
    provenance: (0, import_node_path.join)(root, "provenance"),
    report: (0, import_node_path.join)(root, "report.json"),
    bundles: (0, import_node_path.join)(root, "bundles"),
    bundleLines: (0, import_node_path.join)(root, "bundles.jsonl"),
    trust: (0, import_node_path.join)(root, "trust"),
    referrers: (0, import_node_path.join)(root, REFERRERS)
  };
  await (0, import_promises3.mkdir)(folders.private, { mode: 448 });
  return folders;
}
async function removePrivate(folder) {
  await (0, import_promises3.rm)(folder, { recursive: true, force: true, maxRetries: 2 });
}
async function writeStatements(folder, statements) {
  await (0, import_promises3.mkdir)(folder, { recursive: true, mode: 448 });
  const taken = /* @__PURE__ */ new Set();
  for (const { platform: platform2, bytes } of statements) {
    await (0, import_promises3.writeFile)((0, import_node_path.join)(folder, `${chooseName(platform2, taken)}.json`), bytes, { flag: "wx", mode: 384 });
  }
}
function chooseName(text, taken) {
  const safe = text.replaceAll(/[^a-z0-9_.]+/gi, "-").replace(/^[.-]+/, "");
  const name = safe.slice(0, 100) || "platform";
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}-${String(count)}`;
  taken.add(free);
  return free;
}
var import_promises3, import_node_path, PREFIX, PRIVATE2, REFERRERS;
var init_folders = __esm({
  "src/action/folders.ts"() {
    import_promises3 = require("node:fs/promises");
    import_node_path = require("node:path");
    PREFIX = "provenance-action-";
    PRIVATE2 = "private";
    REFERRERS = "referrers.json";
  }
});

// src/sigstore/signing-error.ts
var signing_error_exports = {};
__export(signing_error_exports, {
  SigningError: () => SigningError,
  describeCauses: () => describeCauses,
  describeExhausted: () => describeExhausted,
  scrubTokens: () => scrubTokens
});
function scrubTokens(text, secrets = []) {
  const rest = secrets.reduce(
    (left, secret) => secret === "" ? left : left.replaceAll(secret, "***"),
    text
  );
  return rest.replace(TOKEN, "***");
}
function copyCause(error2, secrets, depth) {
  const source = error2 instanceof Error ? error2 : new Error(String(error2));
  const goesOn = source.cause !== void 0 && depth < CAUSES_LIMIT;
  const cause = goesOn ? { cause: copyCause(source.cause, secrets, depth + 1) } : {};
  const copy = new Error(cleanText(scrubTokens(source.message, secrets), MESSAGE_LIMIT3), cause);
  copy.name = scrubTokens(source.name, secrets);
  copy.stack = scrubTokens(source.stack ?? "", secrets);
  const { code } = source;
  return typeof code === "string" ? Object.assign(copy, { code: scrubTokens(code, secrets) }) : copy;
}
function describeExhausted(error2, otherwise, secrets = []) {
  const { attempts, elapsedMs, cause } = error2;
  const last = cause instanceof SigningError ? cause : void 0;
  return new SigningError({
    code: last?.code ?? otherwise,
    message: error2.message,
    url: last?.url,
    status: last?.status,
    attempts,
    elapsedMs,
    cause,
    secrets
  });
}
function describeCauses(error2) {
  const said = [];
  let at = error2;
  for (; at instanceof Error && said.length < CAUSES_LIMIT; at = at.cause) {
    const { message } = at;
    if (!said.some((one) => one.includes(message))) said.push(message);
  }
  if (said.length === 0) said.push(String(error2));
  return cleanText(scrubTokens(said.join(" – ")), MESSAGE_LIMIT3);
}
var MESSAGE_LIMIT3, CAUSES_LIMIT, SigningError, TOKEN;
var init_signing_error = __esm({
  "src/sigstore/signing-error.ts"() {
    "use strict";
    init_plain_text();
    init_registry_error();
    MESSAGE_LIMIT3 = 2048;
    CAUSES_LIMIT = 6;
    SigningError = class extends Error {
      name = "SigningError";
      code;
      /** Without user and query; undefined where nobody was asked. */
      url;
      status;
      attempts;
      elapsedMs;
      constructor({ code, message, url, status, attempts, elapsedMs, cause, secrets = [] }) {
        const options = cause === void 0 ? {} : { cause: copyCause(cause, secrets, 0) };
        super(cleanText(scrubTokens(message, secrets), MESSAGE_LIMIT3), options);
        this.code = code;
        this.url = url === void 0 ? void 0 : redactUrl(url);
        this.status = status;
        this.attempts = attempts;
        this.elapsedMs = elapsedMs;
      }
    };
    TOKEN = /eyJ[\w-]{5,}={0,2}(?:\.[\w-]*={0,2}){0,4}/g;
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

// src/sigstore/github-api.ts
async function callApi(api, request) {
  try {
    return await retry(api.patience, request.what, (signal) => attempt(api, request, signal));
  } catch (error2) {
    if (error2 instanceof PatienceError) throw describeExhausted(error2, "api-unavailable", [api.token]);
    if (error2 instanceof RegistryError) throw describeAnswer(error2, request, api.token);
    throw error2;
  }
}
async function attempt(api, request, signal) {
  const home = new URL(api.apiUrl);
  const url = new URL(request.path, `${home.href.replace(/\/+$/, "")}/`);
  if (url.origin !== home.origin) throw new TypeError(`${request.what} leads to another host than the API's`);
  const { method, statuses = [] } = request;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${api.token}`,
    "x-github-api-version": API_VERSION,
    ...request.body === void 0 ? {} : { "content-type": "application/json" }
  };
  const body = request.body === void 0 ? {} : { body: JSON.stringify(request.body) };
  const answer = await api.transport.send({
    method,
    url,
    home: new URL(home.origin),
    headers,
    signal,
    ...body
  });
  if (answer.status >= 200 && answer.status < 300) {
    return { status: answer.status, bytes: await readBody(answer, ANSWER_LIMIT), next: findNext(answer) };
  }
  if (statuses.includes(answer.status)) {
    await answer.discard();
    return { status: answer.status, bytes: void 0, next: void 0 };
  }
  throw await describeFailure2(answer, request, api.token);
}
function findNext(answer) {
  const link = /<([^<>]{1,8000})>\s*;\s*rel\s*=\s*"?next\b/i.exec(answer.headers("link").join(", "))?.[1];
  const next = link === void 0 ? null : URL.parse(link, answer.url.href);
  return next !== null && next.origin === answer.url.origin ? next.href : void 0;
}
async function describeFailure2(answer, request, token) {
  const error2 = describeRefusal(await readRefusal(answer), { hide: [token], authenticated: true });
  const failure = error2 instanceof TransientError ? error2.cause : error2;
  if (!(failure instanceof RegistryError)) return error2;
  const known = describeAnswer(failure, request, token);
  if (error2 instanceof TransientError) {
    return new TransientError(known.message, { cause: known, retryAfterMs: error2.retryAfterMs });
  }
  return isLimited(answer) ? new TransientError(known.message, { cause: known, retryAfterMs: waitOf(answer) }) : known;
}
function isLimited(answer) {
  const limited = headerOf(answer, "x-ratelimit-remaining") === "0" || headerOf(answer, "retry-after") !== void 0;
  return answer.status === 403 && limited;
}
function waitOf(answer) {
  const asked = parseRetryAfter(headerOf(answer, "retry-after"), headerOf(answer, "date"));
  if (asked !== void 0) return asked;
  const reset = Number(headerOf(answer, "x-ratelimit-reset") ?? NaN) * 1e3;
  const now = Date.parse(headerOf(answer, "date") ?? "");
  return Number.isFinite(reset - now) ? Math.max(reset - now, 0) : void 0;
}
function describeAnswer(error2, { what }, token) {
  const { status, url } = error2;
  const message = `GitHub's API, ${what}: ${error2.message}`;
  return new SigningError({ code: codeOf2(status), status, url, message, cause: error2, secrets: [token] });
}
function codeOf2(status = 0) {
  if (status === 401 || status === 403) return "api-forbidden";
  if (status === 404) return "api-not-found";
  if (status === 413) return "bundle-too-large";
  return status >= 400 && status < 500 && !TRANSIENT2.has(status) ? "api-invalid" : "api-unavailable";
}
function parseAnswer(api, { bytes }, what) {
  try {
    return parseJson(bytes ?? new Uint8Array(), { bytes: ANSWER_LIMIT });
  } catch (error2) {
    if (error2 instanceof JsonError) throw describeUnreadable(api, what, error2);
    throw error2;
  }
}
function describeUnreadable(api, what, cause) {
  const message = `GitHub's API, ${what}: the answer cannot be read: ${cause.message}`;
  return new SigningError({ code: "api-unavailable", url: api.apiUrl, message, cause });
}
var API_VERSION, TRANSIENT2, ANSWER_LIMIT;
var init_github_api = __esm({
  "src/sigstore/github-api.ts"() {
    init_answer();
    init_json();
    init_patience();
    init_refusal();
    init_registry_error();
    init_retry_after();
    init_signing_error();
    API_VERSION = "2022-11-28";
    TRANSIENT2 = /* @__PURE__ */ new Set([408, 425, 429, 499]);
    ANSWER_LIMIT = 256 * 1024 * 1024;
  }
});

// src/sigstore/snappy.ts
function decodeSnappy(bytes, limit) {
  const { value: size, next } = readVarint(bytes);
  if (size > limit) throw new SnappyError(`unpacks to ${String(size)} bytes, the limit is ${String(limit)}`);
  const output = Buffer.alloc(size);
  let written = 0;
  for (let at = next; at < bytes.byteLength; ) {
    const element = readElement(bytes, at);
    const { length } = element;
    if (written + length > size) throw new SnappyError("unpacks to more bytes than it says");
    if (element.offset === void 0)
      output.set(bytes.subarray(element.next - length, element.next), written);
    else copyBack(output, written, element.offset, length);
    written += length;
    at = element.next;
  }
  if (written !== size) throw new SnappyError("unpacks to fewer bytes than it says");
  return output;
}
function readVarint(bytes) {
  let value = 0;
  for (const [index, byte] of bytes.subarray(0, 5).entries()) {
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { value, next: index + 1 };
  }
  throw new SnappyError("has no length");
}
function readElement(bytes, at) {
  const tag = bytes[at] ?? 0;
  const high = tag >> 2;
  switch (tag & 3) {
    case 0:
      return readLiteral(bytes, at, high);
    case 1:
      return { length: 4 + (high & 7), offset: tag >> 5 << 8 | readNumber2(bytes, at + 1, 1), next: at + 2 };
    case 2:
      return { length: 1 + high, offset: readNumber2(bytes, at + 1, 2), next: at + 3 };
    default:
      return { length: 1 + high, offset: readNumber2(bytes, at + 1, 4), next: at + 5 };
  }
}
function readLiteral(bytes, at, high) {
  const extra = Math.max(high - 59, 0);
  const length = 1 + (extra === 0 ? high : readNumber2(bytes, at + 1, extra));
  const next = at + 1 + extra + length;
  if (next > bytes.byteLength) throw new SnappyError("ends within a literal");
  return { length, offset: void 0, next };
}
function readNumber2(bytes, at, width) {
  if (at + width > bytes.byteLength) throw new SnappyError("ends within a number");
  return bytes.subarray(at, at + width).reduceRight((value, byte) => value * 256 + byte, 0);
}
function copyBack(output, written, offset, length) {
  if (offset === 0 || offset > written) throw new SnappyError("copies from before its beginning");
  for (let index = written; index < written + length; index++) output[index] = output[index - offset] ?? 0;
}
var SnappyError;
var init_snappy = __esm({
  "src/sigstore/snappy.ts"() {
    SnappyError = class extends Error {
      name = "SnappyError";
    };
  }
});

// src/sigstore/stored-bundle.ts
async function readStoredBundle(entry, api) {
  const bundle = entry["bundle"] ?? void 0;
  if (bundle !== void 0) return Buffer.from(JSON.stringify(bundle));
  const url = entry["bundle_url"];
  return typeof url === "string" ? downloadBundle(url, api) : void 0;
}
async function downloadBundle(text, api) {
  const base = new URL(api.apiUrl);
  try {
    const url = api.transport.resolve({ text, base, home: base, what: "bundle_url" });
    const compressed = await retry(api.patience, "a stored bundle", async (signal) => {
      const home = new URL(url.origin);
      const answer = await api.transport.send({ method: "GET", url, home, headers: {}, signal });
      if (answer.status === 200) return readBody(answer, BUNDLE_LIMIT);
      await answer.discard();
      if (answer.status >= 500 || answer.status === 429) throw new TransientError(answer.reason);
      return void 0;
    });
    return compressed === void 0 ? void 0 : unpack(compressed);
  } catch (error2) {
    if (error2 instanceof RegistryError || error2 instanceof PatienceError) return void 0;
    throw error2;
  }
}
function unpack(bytes) {
  for (const candidate of [() => bytes, () => decodeSnappy(bytes, BUNDLE_LIMIT)]) {
    try {
      const unpacked = candidate();
      expectObject(parseJson(unpacked, { bytes: BUNDLE_LIMIT }), "$");
      return unpacked;
    } catch (error2) {
      if (!(error2 instanceof JsonError || error2 instanceof SnappyError)) throw error2;
    }
  }
  return void 0;
}
var BUNDLE_LIMIT;
var init_stored_bundle = __esm({
  "src/sigstore/stored-bundle.ts"() {
    init_answer();
    init_json();
    init_patience();
    init_registry_error();
    init_snappy();
    BUNDLE_LIMIT = 64 * 1024 * 1024;
  }
});

// src/sigstore/store.ts
async function storeAttestation(bundle, api) {
  const what = "storing the attestation";
  const path4 = `repos/${api.repository}/attestations`;
  const answer = await callApi(api, { method: "POST", path: path4, body: { bundle }, what });
  const id = readAnswer(api, answer, what, (value) => readId(value, "$"));
  return { id, url: `${api.serverUrl.replace(/\/+$/, "")}/${api.repository}/attestations/${id}` };
}
function readAnswer(api, answer, what, read) {
  const value = parseAnswer(api, answer, what);
  try {
    return read(value);
  } catch (error2) {
    throw error2 instanceof JsonError ? describeUnreadable(api, what, error2) : error2;
  }
}
function readId(value, path4) {
  const id = expectObject(value, path4)["id"];
  const text = typeof id === "number" ? String(id) : id;
  if (typeof text !== "string" || !/^\w{1,64}$/.test(text))
    throw new JsonError(`${path4}.id`, "should be an id");
  return text;
}
async function listAttestations({ digest, predicateType }, api) {
  const what = `listing the attestations of ${digest}`;
  const type = predicateType === void 0 ? "" : `&predicate_type=${encodeURIComponent(predicateType)}`;
  let path4 = `repos/${api.repository}/attestations/${digest}?per_page=100${type}`;
  const found = [];
  for (let page = 0; path4 !== void 0 && page < PAGES_LIMIT; page++) {
    const answer = await callApi(api, { method: "GET", path: path4, what, statuses: [404] });
    if (answer.bytes === void 0) return found;
    found.push(...await readPage(api, answer, what));
    path4 = answer.next;
  }
  return found;
}
async function readPage(api, answer, what) {
  const entries = readAnswer(api, answer, what, () => {
    const page = parseExact(answer.bytes ?? new Uint8Array(), { bytes: Infinity });
    const listed = expectArray(expectObject(page, "$")["attestations"], "$.attestations");
    return listed.map((entry, index) => expectObject(entry, `$.attestations[${String(index)}]`));
  });
  return Promise.all(entries.map((entry) => readStoredBundle(entry, api)));
}
async function createStorageRecord({ name, digest, version, registryUrl }, api) {
  const what = "recording where the artifact is stored";
  const owner = api.repository.split("/")[0] ?? "";
  const path4 = `orgs/${owner}/artifacts/metadata/storage-record`;
  const body = { name, digest, ...version === void 0 ? {} : { version }, registry_url: registryUrl };
  const answer = await callApi(api, { method: "POST", path: path4, body, what });
  return readAnswer(api, answer, what, (value) => {
    const records = expectArray(expectObject(value, "$")["storage_records"], "$.storage_records");
    return records.map((record, index) => readId(record, `$.storage_records[${String(index)}]`));
  });
}
async function isOwnedByOrganization(api) {
  const what = "looking up the owner of the repository";
  const answer = await callApi(api, { method: "GET", path: `repos/${api.repository}`, what });
  return readAnswer(api, answer, what, (value) => {
    return expectObject(expectObject(value, "$")["owner"], "$.owner")["type"] === "Organization";
  });
}
async function findTrustDomain(api) {
  const what = "looking up the trust domain";
  const answer = await callApi(api, { method: "GET", path: "meta", what });
  return readAnswer(api, answer, what, (value) => {
    const domains = expectObject(expectObject(value, "$")["domains"] ?? {}, "$.domains");
    const attestations = expectObject(
      domains["artifact_attestations"] ?? {},
      "$.domains.artifact_attestations"
    );
    const domain = attestations["trust_domain"];
    return typeof domain === "string" && /^[a-z0-9][a-z0-9.-]{0,99}$/i.test(domain) ? domain : void 0;
  });
}
var PAGES_LIMIT;
var init_store2 = __esm({
  "src/sigstore/store.ts"() {
    init_json();
    init_exact_json();
    init_github_api();
    init_stored_bundle();
    PAGES_LIMIT = 10;
  }
});

// src/sigstore/api-place.ts
var api_place_exports = {};
__export(api_place_exports, {
  createApiPlace: () => createApiPlace
});
function createApiPlace(api, optional) {
  return {
    kind: "api",
    name: NAME,
    find: async ({ digest }, predicateType) => {
      const listed = await listAttestations({ digest, predicateType }, api);
      return listed.filter((bytes) => bytes !== void 0);
    },
    store: async ({ bundle }) => storeAttestation(bundle, api),
    read: async (bundle, [subject]) => subject === void 0 ? [] : [await readBack(bundle, subject, api)],
    explain: (error2) => explainRefusal(error2, optional)
  };
}
async function readBack({ bundle, predicateType }, { digest }, api) {
  const wanted = readSignature(bundle);
  const what = `the attestation of ${digest}`;
  try {
    return await retry(api.patience, what, async () => {
      const listed = await listAttestations({ digest, predicateType }, api);
      const found = listed.find((bytes) => bytes !== void 0 && signatureIn(bytes) === wanted);
      if (found !== void 0) return found;
      throw new TransientError("GitHub's API does not list it yet");
    });
  } catch (error2) {
    if (!(error2 instanceof PatienceError)) throw error2;
    throw new SigningError({
      code: "api-unavailable",
      message: error2.message,
      url: api.apiUrl,
      cause: error2.cause
    });
  }
}
function readSignature(bundle) {
  const envelope = bundle["dsseEnvelope"];
  const signatures = isObject(envelope) ? envelope["signatures"] : void 0;
  const first = Array.isArray(signatures) ? signatures[0] : void 0;
  return isObject(first) ? first["sig"] : void 0;
}
function signatureIn(bytes) {
  try {
    const bundle = parseJson(bytes, { bytes: Infinity });
    return isObject(bundle) ? readSignature(bundle) : void 0;
  } catch (error2) {
    if (error2 instanceof JsonError) return void 0;
    throw error2;
  }
}
function explainRefusal(error2, optional) {
  const remedy = error2 instanceof SigningError ? REMEDIES[error2.code] : void 0;
  const said = describeCauses(error2);
  if (remedy === void 0) return { verdict: "undecided", evidence: said };
  return { verdict: optional ? "absent" : "undecided", evidence: `${said} ${remedy}` };
}
var NAME, REMEDIES;
var init_api_place = __esm({
  "src/sigstore/api-place.ts"() {
    "use strict";
    init_json();
    init_patience();
    init_signing_error();
    init_store2();
    NAME = "GitHub attestations API";
    REMEDIES = {
      "api-forbidden": 'Give the job "permissions: attestations: write", or set store-attestation: false.',
      "api-not-found": 'Private repositories need a plan with artifact attestations (GitHub Enterprise Cloud), and the job "permissions: attestations: write"; without them, set store-attestation: false.'
    };
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

// src/oci/session.ts
function readAnswer2(session, read, consume) {
  const { what, path: path4, headers = {}, statuses = [], awaitAbsent = false } = read;
  return persist(session, { what, method: "GET", path: path4 }, async (signal) => {
    const answer = await sendAuthorized(session, { method: "GET", path: path4, headers }, signal);
    const awaited = answer.status === 404 && awaitAbsent;
    if (answer.status === 200 || statuses.includes(answer.status) && !awaited) return consume(answer);
    throw await refuseAnswer(session, answer, awaited);
  });
}
async function persist(session, task, attempt6) {
  try {
    return await retry(session.patience(), `${task.what} in ${session.name}`, attempt6);
  } catch (error2) {
    throw error2 instanceof PatienceError ? describeEnd2(session, task, error2) : error2;
  }
}
function describeEnd2({ host }, { method: asked, path: path4 }, error2) {
  const { reason, attempts, elapsedMs, retryAfterMs } = error2;
  const tried = { reason, attempts, elapsedMs, retryAfterMs, cause: error2 };
  const last = error2.cause;
  if (!(last instanceof RegistryError))
    return new RegistryError({ method: asked, url: `https://${host}${path4}`, ...tried });
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
async function sendAuthorized(session, { method, path: path4, headers: own = {}, body }, signal) {
  const { transport, authorization, host } = session;
  const content = body === void 0 ? {} : { body };
  let sent = await authorization.header(signal);
  for (let before = 0; ; before++) {
    const headers = { ...own, ...sent === void 0 ? {} : { authorization: sent } };
    const answer = await transport.sendToHost(host, { method, path: path4, headers, ...content, signal });
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
  let path4 = `/v2/${repository}/referrers/${subject}`;
  while (path4 !== void 0) {
    seen.add(path4);
    const page = await readPage2(session, subject, path4, seen.size === 1);
    if (page === void 0) return void 0;
    found.push(...page.descriptors);
    path4 = page.next;
    if (path4 !== void 0 && (seen.has(path4) || seen.size === PAGES_LIMIT2 || found.length > DESCRIPTOR_LIMIT)) {
      const reason = seen.has(path4) ? "its pages go round in circles" : "there are too many to read them all";
      throw new RegistryError({
        method: "GET",
        url: `https://${session.host}${path4}`,
        reason: `referrers: ${reason}`
      });
    }
  }
  return found;
}
function readPage2(session, subject, path4, first) {
  const what = `referrers of ${subject}`;
  const headers = { accept: MEDIA_TYPES.ociIndex };
  const statuses = first ? UNSUPPORTED : [];
  return readAnswer2(session, { what, path: path4, headers, statuses }, async (answer) => {
    if (answer.status !== 200 || mediaTypeOf(answer) !== MEDIA_TYPES.ociIndex) {
      await answer.discard();
      if (first) return void 0;
      const reason = "referrers: a further page of them is no index";
      throw new RegistryError({ method: "GET", url: answer.url, status: answer.status, reason });
    }
    const next = findNext2(session, answer);
    const bytes = await readBody(answer, MANIFEST_LIMIT);
    return { descriptors: listManifests({ bytes, mediaType: MEDIA_TYPES.ociIndex }), next };
  });
}
function findNext2(session, answer) {
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
var PAGES_LIMIT2, UNSUPPORTED;
var init_referrers = __esm({
  "src/oci/referrers.ts"() {
    init_answer();
    init_descriptor();
    init_manifest();
    init_registry_error();
    init_session();
    PAGES_LIMIT2 = 50;
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
  for (const { descriptor, json: json2 } of [...index.entries, ...added]) {
    if (!manifests.has(descriptor.digest)) manifests.set(descriptor.digest, json2);
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
function observeTag(ledger, digest, entries) {
  const present2 = new Set(entries.map(({ descriptor }) => descriptor.digest));
  noteReferrers(ledger, entries);
  const foreign = ledger.expected?.has(digest) === false;
  const dropped = [...ledger.due].some((one) => !present2.has(one));
  ledger.contended ||= foreign || dropped;
  for (const one of present2) ledger.due.add(one);
  return [...ledger.seen.values()].filter(({ descriptor }) => !present2.has(descriptor.digest));
}
var init_referrer_ledger = __esm({
  "src/oci/referrer-ledger.ts"() {
  }
});

// src/oci/referrer-manifest.ts
function formatReferrerManifest(referrer) {
  const { subject, artifactType, annotations, blob } = referrer;
  const mediaType = MEDIA_TYPES.ociManifest;
  const manifest = {
    schemaVersion: 2,
    mediaType,
    artifactType,
    config: describeBlob(EMPTY_CONFIG),
    layers: [describeBlob(blob)],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const descriptor = { ...describeBlob({ mediaType, bytes }), artifactType, annotations };
  return { bytes, descriptor };
}
function describeBlob({ mediaType, bytes }) {
  return { mediaType, digest: digestBytes(bytes), size: bytes.byteLength };
}
var EMPTY_CONFIG;
var init_referrer_manifest = __esm({
  "src/oci/referrer-manifest.ts"() {
    init_descriptor();
    init_manifest();
    EMPTY_CONFIG = { mediaType: "application/vnd.oci.empty.v1+json", bytes: Buffer.from("{}") };
  }
});

// src/oci/referrers-tag.ts
var referrers_tag_exports = {};
__export(referrers_tag_exports, {
  SETTLED_LATER: () => SETTLED_LATER,
  SETTLING: () => SETTLING,
  fetchReferrerIndex: () => fetchReferrerIndex,
  keepInTag: () => keepInTag
});
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
function describeTask({ sink, subject }) {
  return `referrers of ${subject} in ${sink.name}`;
}
async function writeMissing(keeper) {
  const { sink, subject, ledger, patience } = keeper;
  const { index, missing, etag, digest } = await readTag(keeper);
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
async function readTag(keeper) {
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
    return (await readTag(keeper)).missing.map(({ descriptor }) => descriptor.digest);
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
function describeLoss({ sink, subject, missing }, error2) {
  const what = missing.length === 0 ? "the listing could not be confirmed" : `not listed: ${missing.join(", ")}`;
  const message = `referrers of ${subject} in ${sink.name}: ${what}; tag ${formatReferrersTag(subject)}: ${error2.reason}`;
  return new ReferrerError("lost", subject, missing, message, { cause: error2 });
}
var SETTLING, SETTLED_LATER, LOOKS, LAST_LOOK_MS;
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
    init_store();
    SETTLING = { quietMs: 1e3, contendedMs: 12e3 };
    SETTLED_LATER = { ...SETTLING, quietMs: 0 };
    LOOKS = 3;
    LAST_LOOK_MS = 200;
  }
});

// src/oci/attach.ts
async function attachReferrer(sink, referrer, patience, settling = SETTLING) {
  const bound = sink.within(patience);
  const { digest: subject } = referrer.subject;
  const { bytes, descriptor } = formatReferrerManifest(referrer);
  await Promise.all([EMPTY_CONFIG, referrer.blob].map((blob) => bound.pushBlob(blob.bytes, blob.mediaType)));
  const via = await publishReferrer({ sink: bound, subject, patience, settling }, { bytes, descriptor });
  const referrers = [...sink.ledger.of(subject).seen.values()].map((entry) => entry.descriptor);
  return { descriptor, via, seen: referrers.map(({ digest }) => digest), referrers };
}
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
    API_GRACE_MS = 5e3;
  }
});

// src/sigstore/registry-place.ts
var registry_place_exports = {};
__export(registry_place_exports, {
  createRegistryPlace: () => createRegistryPlace
});
function createRegistryPlace({
  sink,
  patience,
  settling,
  onAttached
}) {
  const bound = sink.within(patience);
  const attach = async (bundle, subject) => {
    const attached = await attachReferrer(sink, describeReferrer2(bundle, subject), patience, settling);
    onAttached(subject.digest, attached);
    return attached;
  };
  return {
    kind: "registry",
    name: sink.name,
    find: ({ digest }) => findBundles(bound, digest),
    store: async (bundle, subjects) => {
      const attached = await Promise.all(subjects.map((subject) => attach(bundle, subject)));
      const via = attached.some((one) => one.via === "tag") ? "tag" : "api";
      return { referrers: attached.map(({ descriptor }) => descriptor.digest), via };
    },
    read: async (_bundle, _subjects, { referrers = [] }) => (await Promise.all(referrers.map((digest) => readBundles(bound, digest)))).flat(),
    explain: (error2) => ({ verdict: "undecided", evidence: explainRefusal2(error2) })
  };
}
function explainRefusal2(error2) {
  const said = describeCauses(error2);
  if (!(error2 instanceof RegistryError) || !MAY_NOT.has(error2.status ?? 0)) return said;
  return `${said} Attaching needs the right to push to this repository; or set push-to-registry: false.`;
}
function describeReferrer2({ bytes, predicateType, signedAt }, subject) {
  return {
    subject,
    artifactType: BUNDLE_MEDIA_TYPE,
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": predicateType,
      "org.opencontainers.image.created": signedAt
    },
    blob: { mediaType: BUNDLE_MEDIA_TYPE, bytes }
  };
}
async function findBundles(store, subject) {
  const referrers = await store.referrers(subject);
  const limiter = createLimiter(WIDTH);
  const found = referrers.slice(-REFERRERS_LIMIT).map(
    ({ digest }) => limiter(async () => {
      try {
        return await readBundles(store, digest);
      } catch (error2) {
        if (error2 instanceof ContentError) return [];
        throw error2;
      }
    })
  );
  return (await Promise.all(found)).flat();
}
async function readBundles(store, referrer) {
  const { bytes, descriptor } = await readManifest(store, referrer);
  const parsed = parseManifest(bytes, descriptor.mediaType);
  if (parsed.kind !== "manifest") return [];
  const layers = parsed.manifest.layers.filter(({ mediaType }) => isBundleMediaType(mediaType));
  return Promise.all(layers.map((layer) => readBlob(store, layer, BUNDLE_LIMIT2)));
}
var BUNDLE_LIMIT2, REFERRERS_LIMIT, WIDTH, MAY_NOT;
var init_registry_place = __esm({
  "src/sigstore/registry-place.ts"() {
    "use strict";
    init_bundle();
    init_limiter();
    init_attach();
    init_manifest();
    init_registry_error();
    init_store();
    init_signing_error();
    BUNDLE_LIMIT2 = 64 * 1024 * 1024;
    REFERRERS_LIMIT = 200;
    WIDTH = 8;
    MAY_NOT = /* @__PURE__ */ new Set([401, 403]);
  }
});

// src/action/storage-records.ts
var storage_records_exports = {};
__export(storage_records_exports, {
  createRecords: () => createRecords
});
async function createRecords(groups, api, signed) {
  try {
    const [isOrganization, isSigned2] = await Promise.all([isOwnedByOrganization(api), signed]);
    if (!isOrganization || !isSigned2) return { ids: [], warnings: [] };
    const artifacts = groups.flatMap(({ image, places }) => {
      return places.map((place) => ({
        name: nameImage(place),
        digest: image.root.digest,
        version: place.reference?.tag,
        registryUrl: `https://${place.reference?.registry ?? ""}`
      }));
    });
    const ids = await Promise.all(artifacts.map((artifact) => createStorageRecord(artifact, api)));
    return { ids: ids.flat(), warnings: [] };
  } catch (error2) {
    api.patience.signal?.throwIfAborted();
    return { ids: [], warnings: [`No storage record was made: ${describeCauses(error2)} ${REMEDY}`] };
  }
}
var REMEDY;
var init_storage_records = __esm({
  "src/action/storage-records.ts"() {
    "use strict";
    init_signing_error();
    init_store2();
    init_attested_image();
    REMEDY = 'Give the job "permissions: artifact-metadata: write", or set create-storage-record: false. Nothing else depends on it.';
  }
});

// src/sigstore/der.ts
function readUtf8String(bytes) {
  const content = readOnly(bytes, UTF8_STRING, "a UTF8String");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error2) {
    throw new DerError("is not UTF-8", { cause: error2 });
  }
}
function readUri(bytes) {
  const content = readOnly(readOnly(bytes, SEQUENCE, "a sequence"), URI, "one URI and nothing else");
  if (content.some((byte) => byte < 33 || byte > 126)) throw new DerError("is not a URI in ASCII");
  return Buffer.from(content).toString("latin1");
}
function readOnly(bytes, tag, what) {
  const { length, start } = readLength(bytes);
  if (bytes[0] !== tag || start + length !== bytes.byteLength) throw new DerError(`is not ${what} in DER`);
  return bytes.subarray(start);
}
function readLength(bytes) {
  const first = bytes[1] ?? 128;
  if (first < 128) return { length: first, start: 2 };
  const digits = bytes.subarray(2, 2 + (first & 127));
  const length = digits.reduce((value, byte) => value * 256 + byte, 0);
  const shortest = length >= 128 && digits[0] !== 0;
  if (digits.length !== (first & 127) || digits.length > 4 || !shortest) {
    throw new DerError("has a length that is not DER");
  }
  return { length, start: 2 + digits.length };
}
var DerError, UTF8_STRING, SEQUENCE, URI;
var init_der = __esm({
  "src/sigstore/der.ts"() {
    DerError = class extends Error {
      name = "DerError";
    };
    UTF8_STRING = 12;
    SEQUENCE = 48;
    URI = 134;
  }
});

// src/sigstore/extensions.ts
function oidOf(name) {
  return `${ARC}${String(EXTENSIONS[name])}`;
}
function readIdentity(extensions) {
  const repeated = extensions.find(
    ({ oid }, index) => extensions.findIndex((other) => other.oid === oid) !== index
  );
  if (repeated !== void 0)
    throw new IdentityError(`the certificate holds extension ${repeated.oid} twice`);
  const values = new Map(extensions.map(({ oid, value }) => [oid, value]));
  const known = EXTENSION_NAMES.flatMap((name) => {
    const value = values.get(oidOf(name));
    return value === void 0 ? [] : [[name, readValue(name, value)]];
  });
  const oids = new Set(EXTENSION_NAMES.map(oidOf));
  return {
    san: readName(values.get(SUBJECT_ALTERNATIVE_NAME)),
    extensions: Object.fromEntries(known),
    unknown: [...values.keys()].filter((oid) => oid.startsWith(ARC) && !oids.has(oid))
  };
}
function readValue(name, value) {
  try {
    if (EXTENSIONS[name] > LAST_BARE) return readUtf8String(value);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
  } catch (error2) {
    const reason = error2 instanceof DerError ? error2.message : "is not UTF-8";
    throw new IdentityError(`the certificate's extension ${name} (${oidOf(name)}) ${reason}`, { cause: error2 });
  }
}
function readName(value) {
  if (value === void 0) throw new IdentityError("the certificate has no subject alternative name");
  try {
    return readUri(value);
  } catch (error2) {
    if (!(error2 instanceof DerError)) throw error2;
    throw new IdentityError(`the certificate's subject alternative name ${error2.message}`, { cause: error2 });
  }
}
var EXTENSIONS, EXTENSION_NAMES, LAST_BARE, ARC, SUBJECT_ALTERNATIVE_NAME, IdentityError;
var init_extensions = __esm({
  "src/sigstore/extensions.ts"() {
    init_der();
    EXTENSIONS = {
      legacyIssuer: 1,
      legacyTrigger: 2,
      legacySha: 3,
      legacyWorkflowName: 4,
      legacyRepository: 5,
      legacyRef: 6,
      issuer: 8,
      buildSignerUri: 9,
      buildSignerDigest: 10,
      runnerEnvironment: 11,
      sourceRepositoryUri: 12,
      sourceRepositoryDigest: 13,
      sourceRepositoryRef: 14,
      sourceRepositoryId: 15,
      sourceRepositoryOwnerUri: 16,
      sourceRepositoryOwnerId: 17,
      buildConfigUri: 18,
      buildConfigDigest: 19,
      buildTrigger: 20,
      runInvocationUri: 21,
      sourceRepositoryVisibility: 22
    };
    EXTENSION_NAMES = Object.keys(EXTENSIONS);
    LAST_BARE = 6;
    ARC = "1.3.6.1.4.1.57264.1.";
    SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    IdentityError = class extends Error {
      name = "IdentityError";
    };
  }
});

// src/sigstore/identity.ts
function identityOf(claims, serverUrl) {
  const server = serverUrl.replace(/\/+$/, "");
  const run = `${server}/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`;
  const san = `${server}/${claims.job_workflow_ref}`;
  const extensions = {
    legacyIssuer: claims.issuer,
    legacyTrigger: claims.event_name,
    legacySha: claims.sha,
    legacyWorkflowName: claims.workflow,
    legacyRepository: claims.repository,
    legacyRef: claims.ref,
    issuer: claims.issuer,
    buildSignerUri: san,
    buildSignerDigest: claims.job_workflow_sha,
    runnerEnvironment: claims.runner_environment,
    sourceRepositoryUri: `${server}/${claims.repository}`,
    sourceRepositoryDigest: claims.sha,
    sourceRepositoryRef: claims.ref,
    sourceRepositoryId: claims.repository_id,
    sourceRepositoryOwnerUri: `${server}/${claims.repository_owner}`,
    sourceRepositoryOwnerId: claims.repository_owner_id,
    buildConfigUri: `${server}/${claims.workflow_ref}`,
    buildConfigDigest: claims.workflow_sha,
    buildTrigger: claims.event_name,
    runInvocationUri: run,
    sourceRepositoryVisibility: claims.repository_visibility
  };
  const stated = Object.entries(extensions).filter(([, value]) => value !== void 0);
  return { issuer: claims.issuer, san, extensions: Object.fromEntries(stated) };
}
function identityOfAnyRun(identity) {
  const { runInvocationUri: _run, ...extensions } = identity.extensions;
  return { ...identity, extensions };
}
function compareIdentity(expected, actual) {
  const fields = [
    { field: "issuer", expected: expected.issuer, actual: actual.extensions.issuer },
    { field: "san", expected: expected.san, actual: actual.san },
    ...EXTENSION_NAMES.flatMap((name) => {
      const wanted = expected.extensions[name];
      const stated = name === "issuer" || wanted === void 0;
      return stated ? [] : [{ field: name, expected: wanted, actual: actual.extensions[name] }];
    })
  ];
  return fields.filter(({ expected: wanted, actual: found }) => wanted !== found);
}
function describeDifference({ field, expected, actual }) {
  const name = field === "san" ? "subject alternative name" : `${field} (${oidOf(field)})`;
  const found = actual === void 0 ? "is missing" : `is ${quoteText(actual)}`;
  return `${name} ${found}, should be ${quoteText(expected)}`;
}
var init_identity = __esm({
  "src/sigstore/identity.ts"() {
    init_plain_text();
    init_extensions();
  }
});

// src/sigstore/signature-step.ts
function createStep(id, outcome, evidence) {
  return { id, title: TITLES2[id], outcome, evidence };
}
var TITLES2;
var init_signature_step = __esm({
  "src/sigstore/signature-step.ts"() {
    TITLES2 = {
      "bundle-format": "The bundle can be read",
      "signed-time": "The time of signing is attested",
      "certificate-chain": "The certificate comes from the trusted authority and was valid when it signed",
      "certificate-log": "The certificate is in a certificate transparency log",
      "transparency-log": "The signature is in the transparency log",
      "envelope-signature": "The signature is over this statement",
      "signer-issuer": "The signer was identified by the expected issuer",
      "signer-identity": "The signer is the expected workflow",
      "signer-extensions": "The certificate describes this job as the job's own token does",
      "signed-statement": "What was signed is an in-toto statement",
      "signed-subjects": "The statement is about the expected digests and no others",
      "signed-predicate-type": "The predicate is of the expected type",
      "signed-predicate": "The predicate is what was to be signed, without loss"
    };
  }
});

// src/sigstore/steps-identity.ts
function checkIdentity(pairs, expected) {
  try {
    const found = readIdentity(pairs.map(({ oid, value }) => ({ oid: oid?.id.join(".") ?? "", value })));
    return { steps: listSteps(expected, found), found };
  } catch (error2) {
    if (!(error2 instanceof IdentityError)) throw error2;
    return {
      steps: [createStep("signer-identity", "failed", `Nobody can say who signed: ${error2.message}.`)],
      found: void 0
    };
  }
}
function listSteps(expected, found) {
  const differences = compareIdentity(expected, found);
  const count = Object.keys(expected.extensions).length;
  const unknown = found.unknown.length === 0 ? "" : ` It also has ${found.unknown.join(", ")}, which nobody here knows.`;
  return [
    judge(
      "signer-issuer",
      differences,
      ({ field }) => field === "issuer",
      `Issuer ${quoteText(expected.issuer)}.`
    ),
    judge(
      "signer-identity",
      differences,
      ({ field }) => field === "san",
      `Signed as ${quoteText(expected.san)}.`
    ),
    judge(
      "signer-extensions",
      differences,
      ({ field }) => field !== "issuer" && field !== "san",
      `All ${String(count)} fields are as expected, character by character.${unknown}`
    )
  ];
}
function judge(id, differences, concerns, evidence) {
  const found = differences.filter(concerns).map(describeDifference);
  return found.length === 0 ? createStep(id, "passed", evidence) : createStep(id, "failed", `In the certificate, ${found.join("; ")}.`);
}
var init_steps_identity = __esm({
  "src/sigstore/steps-identity.ts"() {
    init_plain_text();
    init_extensions();
    init_identity();
    init_signature_step();
  }
});

// src/sigstore/steps-signature.ts
async function checkSignature(envelope, policy) {
  const { Verifier, toSignedEntity } = await import("./sigstore.cjs");
  const { ctlog, tlog, timestamp } = policy.thresholds;
  const missing = findMissing(envelope, policy);
  if (missing !== void 0) return { steps: listSteps2(policy, envelope, missing), signer: void 0 };
  try {
    const options = { ctlogThreshold: ctlog, tlogThreshold: tlog, timestampThreshold: timestamp };
    const signer = new Verifier(policy.trust.material, options).verify(toSignedEntity(envelope.bundle));
    return { steps: listSteps2(policy, envelope), signer };
  } catch (error2) {
    const failure = { id: locateError(error2), reason: describeError2(error2) };
    return { steps: listSteps2(policy, envelope, failure), signer: void 0 };
  }
}
function findMissing({ timestamps }, { thresholds }) {
  const lacks = thresholds.tlog === 0 && timestamps < thresholds.timestamp;
  const wanted = `should hold ${String(thresholds.timestamp)} of a timestamp authority`;
  return lacks ? { id: "signed-time", reason: `it holds ${String(timestamps)} timestamps, ${wanted}` } : void 0;
}
function listSteps2(policy, envelope, failure) {
  if (failure !== void 0 && failure.id === void 0) {
    return [createStep("bundle-format", "failed", `The bundle cannot be verified: ${failure.reason}.`)];
  }
  const end = failure?.id === void 0 ? ORDER.length : ORDER.indexOf(failure.id);
  const before = failure?.id === "signed-time" ? [] : ORDER.slice(0, end).map((id) => describePassed(id, policy, envelope));
  if (failure?.id === void 0) return before;
  return [
    ...before,
    createStep(failure.id, "failed", `By the ${policy.trust.description}: ${failure.reason}.`)
  ];
}
function describePassed(id, policy, envelope) {
  const { trust, thresholds } = policy;
  switch (id) {
    case "signed-time":
      return createStep(id, "passed", describeTime(envelope));
    case "certificate-chain":
      return createStep(id, "passed", `The chain ends in the ${trust.description}.`);
    case "certificate-log":
      return thresholds.ctlog === 0 ? createStep(id, "skipped", "This instance logs no certificates.") : createStep(id, "passed", "It carries a signed certificate timestamp of a trusted log.");
    case "transparency-log":
      return thresholds.tlog === 0 ? createStep(id, "skipped", "This instance has no transparency log.") : createStep(
        id,
        "passed",
        `Entry ${envelope.logEntries.map(({ index }) => index).join(", ")} is in a trusted log.`
      );
    case "envelope-signature":
      return createStep(id, "passed", "The certificate's key signed these bytes.");
  }
}
function describeTime({ logEntries, timestamps }) {
  const logged = logEntries.flatMap(({ integratedAt }) => integratedAt === void 0 ? [] : [integratedAt]);
  const byLog = logged.length === 0 ? [] : [`logged at ${logged.join(", ")}`];
  const byAuthority = timestamps === 0 ? [] : [`${String(timestamps)} by a timestamp authority`];
  return `Times of signing: ${[...byLog, ...byAuthority].join("; ")}.`;
}
function locateError(error2) {
  const code = error2 instanceof Error && "code" in error2 ? String(error2.code) : "";
  if (code.startsWith("TLOG_")) return "transparency-log";
  switch (code) {
    case "TIMESTAMP_ERROR":
      return "signed-time";
    case "CERTIFICATE_ERROR":
      return error2 instanceof Error && /\bSCTs?\b/.test(error2.message) ? "certificate-log" : "certificate-chain";
    case "PUBLIC_KEY_ERROR":
      return "certificate-chain";
    case "SIGNATURE_ERROR":
      return "envelope-signature";
    default:
      return void 0;
  }
}
function describeError2(error2) {
  if (!(error2 instanceof Error)) return cleanText(String(error2), 300);
  const { message, cause } = error2;
  const reason = cause instanceof Error ? `${message} (${cause.message})` : message;
  const known = EXPLANATIONS.find(([pattern]) => pattern.test(message) || pattern.test(reason));
  return cleanText(known?.[1] ?? reason, 600);
}
async function readTimes({ bundle }) {
  const { toSignedEntity } = await import("./sigstore.cjs");
  return toSignedEntity(bundle).timestamps.flatMap((stamp) => {
    return stamp.$case === "timestamp-authority" ? [stamp.timestamp.signingTime.toISOString()] : [];
  });
}
var ORDER, EXPLANATIONS;
var init_steps_signature = __esm({
  "src/sigstore/steps-signature.ts"() {
    init_plain_text();
    init_signature_step();
    ORDER = [
      "signed-time",
      "certificate-chain",
      "certificate-log",
      "transparency-log",
      "envelope-signature"
    ];
    EXPLANATIONS = [
      [
        /\(no valid certificate path found\)$/,
        "the certificate comes from none of its authorities, so that this is the root of another Sigstore instance, or a stranger signed"
      ],
      [
        /^expected \d+ SCTs?, got 0/,
        "the certificate carries no signed certificate timestamp, so that nobody knows whether it was logged"
      ],
      [/^expected \d+ tlog entries, got 0/, "the bundle holds no entry of a transparency log"],
      [/^expected \d+ timestamps, got 0/, "the bundle holds no signed time"],
      [/tlog entry signature mismatch/, "the log's entry is of another signature"],
      [/payload hash mismatch/, "the log's entry is of another statement"],
      [/^signature verification failed$/, "the certificate's key did not sign these bytes"]
    ];
  }
});

// src/attestation/exact-predicate.ts
function readExactPredicate(bytes) {
  const statement = parseExact(bytes);
  const value = isExactObject(statement) ? statement["predicate"] ?? {} : expectObject(statement, "$");
  return isExactObject(value) ? value : expectObject(void 0, "$.predicate");
}
var init_exact_predicate = __esm({
  "src/attestation/exact-predicate.ts"() {
    init_json();
    init_exact_json();
  }
});

// src/attestation/fields.ts
function getField({ object, path: path4 }, key) {
  const value = Object.hasOwn(object, key) ? object[key] : void 0;
  return { value: value ?? void 0, path: joinPath(path4, key) };
}
function readFields(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  return { path: path4, object: value === void 0 ? {} : expectObject(value, path4) };
}
function requireFields(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  return { path: path4, object: expectObject(value, path4) };
}
function readString(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  return value === void 0 ? void 0 : expectString(value, path4);
}
function requireString(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  const text = expectString(value, path4);
  if (text === "") throw new JsonError(path4, "should not be empty");
  return text;
}
function readBoolean(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  if (value !== void 0 && typeof value !== "boolean") throw new JsonError(path4, "should be a boolean");
  return value ?? false;
}
function readNumber3(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  if (value !== void 0 && typeof value !== "number") throw new JsonError(path4, "should be a number");
  return value;
}
function readElements(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  return value === void 0 ? [] : listElements({ value, path: path4 });
}
function listElements({ value, path: path4 }) {
  return expectArray(value, path4).map((element, index) => ({ value: element, path: joinPath(path4, index) }));
}
function expectFields({ value, path: path4 }) {
  return { path: path4, object: expectObject(value, path4) };
}
function readStrings(fields, key) {
  const { object, path: path4 } = readFields(fields, key);
  const entries = Object.entries(object).map(([name, value]) => {
    return [name, expectString(value, joinPath(path4, name))];
  });
  return Object.fromEntries(entries);
}
var init_fields = __esm({
  "src/attestation/fields.ts"() {
    init_json();
  }
});

// src/attestation/statement.ts
function parseStatement(bytes) {
  try {
    return readStatement({ path: "$", object: expectObject(parseJson(bytes), "$") });
  } catch (error2) {
    if (error2 instanceof JsonError) throw new StatementError(error2.path, error2.reason, { cause: error2 });
    throw error2;
  }
}
function readStatement(fields) {
  refuseLookalikes(fields.object, KEYS, fields.path);
  return {
    type: readType(fields),
    predicateType: readPredicateType(fields),
    subjects: readElements(fields, "subject").map((element) => readSubject(expectFields(element))),
    predicate: readFields(fields, "predicate").object
  };
}
function readType(fields) {
  const type = requireString(fields, "_type");
  const known = STATEMENT_TYPES.find((candidate) => candidate === type);
  if (known === void 0) throw new StatementError("$._type", `should be ${STATEMENT_TYPES.join(" or ")}`);
  return known;
}
function readPredicateType(fields) {
  const type = requireString(fields, "predicateType");
  if (!TYPE_URI.test(type)) throw new StatementError("$.predicateType", "should be an absolute URI");
  return type;
}
function readSubject(fields) {
  refuseLookalikes(fields.object, ["digest", "name"], fields.path);
  const digest = readStrings(fields, "digest");
  const path4 = `${fields.path}.digest`;
  const strong = Object.entries(digest).filter(([algorithm]) => STRONG_DIGESTS.has(algorithm));
  if (strong.length === 0) throw new StatementError(path4, "should hold a sha256, sha384 or sha512 digest");
  for (const [algorithm, hex] of strong) {
    if (!/^[0-9a-f]+$/.test(hex) || hex.length !== STRONG_DIGESTS.get(algorithm)) {
      throw new StatementError(`${path4}.${algorithm}`, `should be a lower-case ${algorithm} digest`);
    }
  }
  return { name: readString(fields, "name"), digest };
}
function isAbout(statement, digest) {
  const [algorithm = "", hex] = digest.split(":");
  return statement.subjects.some((subject) => {
    return Object.hasOwn(subject.digest, algorithm) && subject.digest[algorithm] === hex;
  });
}
var STATEMENT_TYPES, StatementError, KEYS, TYPE_URI, STRONG_DIGESTS;
var init_statement = __esm({
  "src/attestation/statement.ts"() {
    init_json();
    init_fields();
    STATEMENT_TYPES = [
      "https://in-toto.io/Statement/v0.1",
      "https://in-toto.io/Statement/v1"
    ];
    StatementError = class extends Error {
      name = "StatementError";
      path;
      reason;
      constructor(path4, reason, options) {
        super(`in-toto statement, ${path4}: ${reason}`, options);
        this.path = path4;
        this.reason = reason;
      }
    };
    KEYS = ["_type", "predicate", "predicateType", "subject"];
    TYPE_URI = /^[a-z][a-z0-9+.-]*:(?:\/\/[^\s/A-Z]+(?:\/\S*)?|[^\s/]\S*)$/;
    STRONG_DIGESTS = /* @__PURE__ */ new Map([
      ["sha256", 64],
      ["sha384", 96],
      ["sha512", 128]
    ]);
  }
});

// src/sigstore/steps-statement.ts
function checkStatement(payload, policy) {
  try {
    const statement = parseStatement(payload);
    return [
      checkType(statement),
      checkSubjects(statement, policy),
      checkPredicateType(statement, policy),
      checkPredicate(payload, policy)
    ];
  } catch (error2) {
    if (!(error2 instanceof StatementError)) throw error2;
    return [
      createStep("signed-statement", "failed", `What was signed is not a statement: ${error2.message}.`)
    ];
  }
}
function checkType({ type }) {
  return type === STATEMENT_TYPE ? createStep("signed-statement", "passed", `Statement of type ${type}.`) : createStep("signed-statement", "failed", `Statement of type ${type}, should be ${STATEMENT_TYPE}.`);
}
function checkSubjects({ subjects }, { subjects: expected }) {
  const stated = new Set(subjects.flatMap(listDigests));
  const missing = expected.filter((digest) => !stated.has(digest));
  const added = [...stated].filter((digest) => !expected.some((wanted) => wanted === digest));
  if (missing.length + added.length === 0 && expected.length > 0) {
    return createStep("signed-subjects", "passed", `The statement is about ${expected.join(", ")}.`);
  }
  const reasons = [
    ...missing.length === 0 ? [] : [`it is not about ${missing.join(", ")}`],
    ...added.length === 0 ? [] : [`it is about ${added.slice(0, 12).join(", ")}, which was not asked for`],
    ...expected.length === 0 ? ["nothing was named that it should be about"] : []
  ];
  return createStep("signed-subjects", "failed", `The statement's subjects: ${reasons.join("; ")}.`);
}
function listDigests({ digest }) {
  return Object.entries(digest).flatMap(
    ([algorithm, hex]) => STRONG.has(algorithm) ? [`${algorithm}:${hex}`] : []
  );
}
function checkPredicateType({ predicateType }, policy) {
  const expected = quoteText(policy.predicateType);
  return predicateType === policy.predicateType ? createStep("signed-predicate-type", "passed", `Predicate type ${expected}.`) : createStep(
    "signed-predicate-type",
    "failed",
    `Predicate type ${quoteText(predicateType)}, should be ${expected}.`
  );
}
function checkPredicate(payload, { predicate: expected }) {
  const difference = findDifference(expected, readExactPredicate(payload), "$.predicate");
  if (difference === void 0) {
    return createStep(
      "signed-predicate",
      "passed",
      "Every value is as it was to be signed, numbers to the last digit."
    );
  }
  const { path: path4, what } = difference;
  const found = what === "differs" ? "has another value" : what === "missing" ? "is missing" : "was added";
  return createStep("signed-predicate", "failed", `In the signed predicate, ${path4} ${found}.`);
}
var STATEMENT_TYPE, STRONG;
var init_steps_statement = __esm({
  "src/sigstore/steps-statement.ts"() {
    init_exact_json();
    init_exact_predicate();
    init_statement();
    init_plain_text();
    init_signature_step();
    STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    STRONG = /* @__PURE__ */ new Set(["sha256", "sha384", "sha512"]);
  }
});

// src/sigstore/signed-bundle.ts
async function parseBundle(bytes) {
  const { bundleFromJSON } = await import("./sigstore.cjs");
  try {
    const object = expectObject(parseJson(bytes, { bytes: BUNDLE_LIMIT3 }), "$");
    const described = describeBundle({ path: "$", object });
    const bundle = bundleFromJSON(object);
    const { content } = bundle;
    if (content.$case !== "dsseEnvelope") throw new BundleError("holds no DSSE envelope");
    return { ...described, bundle, payload: content.dsseEnvelope.payload };
  } catch (error2) {
    if (error2 instanceof BundleError) throw error2;
    const reason = error2 instanceof Error ? error2.message : String(error2);
    throw new BundleError(reason, { cause: error2 });
  }
}
function describeBundle(root) {
  const mediaType = requireString(root, "mediaType");
  if (!isBundleMediaType(mediaType)) throw new BundleError("its media type is not one of a Sigstore bundle");
  const envelope = requireFields(root, "dsseEnvelope");
  if (Object.hasOwn(root.object, "messageSignature")) throw new BundleError("holds two contents");
  if (requireString(envelope, "payloadType") !== PAYLOAD_TYPE) {
    throw new BundleError(`its payload type is not ${PAYLOAD_TYPE}`);
  }
  assertBase64(envelope, "payload");
  const signatures = readElements(envelope, "signatures").map(expectFields);
  if (signatures.length !== 1)
    throw new BundleError(`it holds ${String(signatures.length)} signatures, should hold one`);
  for (const signature of signatures) assertBase64(signature, "sig");
  const material = requireFields(root, "verificationMaterial");
  const certificate = readFields(material, "certificate");
  if (Object.hasOwn(certificate.object, "rawBytes")) assertBase64(certificate, "rawBytes");
  return {
    mediaType,
    logEntries: readElements(material, "tlogEntries").map((element) => readEntry(expectFields(element))),
    timestamps: readElements(readFields(material, "timestampVerificationData"), "rfc3161Timestamps").length
  };
}
function assertBase64(fields, key) {
  const text = requireString(fields, key);
  if (Buffer.from(text, "base64").toString("base64") !== text) {
    throw new JsonError(`${fields.path}.${key}`, "should be base64");
  }
}
function readEntry(entry) {
  const index = readDecimal(entry, "logIndex") ?? "0";
  const seconds = Number(readDecimal(entry, "integratedTime") ?? 0);
  const stated = seconds > 0 && seconds < 864e10;
  return { index, integratedAt: stated ? new Date(seconds * 1e3).toISOString() : void 0 };
}
function readDecimal(fields, key) {
  const value = fields.object[key];
  const text = typeof value === "number" ? String(value) : readString(fields, key);
  if (text === void 0 || /^\d{1,20}$/.test(text)) return text;
  throw new JsonError(`${fields.path}.${key}`, "should be a number");
}
var BundleError, BUNDLE_LIMIT3, PAYLOAD_TYPE;
var init_signed_bundle = __esm({
  "src/sigstore/signed-bundle.ts"() {
    init_fields();
    init_bundle();
    init_json();
    BundleError = class extends Error {
      name = "BundleError";
    };
    BUNDLE_LIMIT3 = 64 * 1024 * 1024;
    PAYLOAD_TYPE = "application/vnd.in-toto+json";
  }
});

// src/sigstore/verify.ts
async function verifyBundle(bytes, policy) {
  const envelope = await parseBundle(bytes).catch((error2) => {
    if (error2 instanceof BundleError) return error2;
    throw error2;
  });
  if (envelope instanceof BundleError) {
    return conclude([
      createStep("bundle-format", "failed", `Not a bundle to verify: ${cleanText(envelope.message, 600)}.`)
    ]);
  }
  const held = `${envelope.mediaType} of ${String(bytes.byteLength)} bytes with one signed statement.`;
  const format = createStep("bundle-format", "passed", held);
  const { steps, signer } = await checkSignature(envelope, policy);
  if (signer === void 0) return conclude([format, ...steps]);
  const { steps: identity, found } = checkIdentity(signer.identity?.oids ?? [], policy.identity);
  const all = [format, ...steps, ...identity, ...checkStatement(envelope.payload, policy)];
  return conclude(all, await describeFacts(envelope, found));
}
async function describeFacts(envelope, signer) {
  return {
    signer,
    logEntries: envelope.logEntries,
    timestamps: await readTimes(envelope),
    statement: digestBytes(envelope.payload)
  };
}
function conclude(steps, facts) {
  const failed = steps.filter(({ outcome }) => outcome === "failed");
  const [first] = failed;
  const verdict = first === void 0 ? "verified" : "rejected";
  const reason = first === void 0 ? "Every step passed." : first.evidence;
  return { verdict, reason, steps, facts };
}
var init_verify = __esm({
  "src/sigstore/verify.ts"() {
    init_descriptor();
    init_plain_text();
    init_steps_identity();
    init_steps_signature();
    init_steps_statement();
    init_signature_step();
    init_signed_bundle();
  }
});

// src/sigstore/bundle-verifier.ts
function createBundleVerifier(policy) {
  const verified = /* @__PURE__ */ new Map();
  return (bytes) => {
    const key = digestContent(bytes);
    const known = key === void 0 ? void 0 : verified.get(key);
    if (known !== void 0) return known;
    const verification = verifyBundle(bytes, policy);
    if (key !== void 0) verified.set(key, verification);
    return verification;
  };
}
function digestContent(bytes) {
  try {
    const content = JSON.stringify(parseJson(bytes, { bytes: Infinity }));
    return (0, import_node_crypto2.createHash)("sha256").update(content).digest("hex");
  } catch (error2) {
    if (error2 instanceof JsonError) return void 0;
    throw error2;
  }
}
var import_node_crypto2;
var init_bundle_verifier = __esm({
  "src/sigstore/bundle-verifier.ts"() {
    import_node_crypto2 = require("node:crypto");
    init_json();
    init_verify();
  }
});

// src/sigstore/candidate.ts
function createPolicy({ subjects, predicateType }, { trust, instance, identity }, predicate) {
  const digests = subjects.map(({ digest }) => digest);
  return { trust, thresholds: instance.thresholds, identity, subjects: digests, predicateType, predicate };
}
var init_candidate = __esm({
  "src/sigstore/candidate.ts"() {
  }
});

// src/sigstore/workflow-predicate.ts
var workflow_predicate_exports = {};
__export(workflow_predicate_exports, {
  WORKFLOW_PREDICATE_TYPE: () => WORKFLOW_PREDICATE_TYPE,
  createWorkflowPredicate: () => createWorkflowPredicate
});
function createWorkflowPredicate(claims, serverUrl) {
  const repository = `${serverUrl}/${claims.repository}`;
  const [path4 = ""] = claims.workflow_ref.replace(`${claims.repository}/`, "").split("@");
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref: claims.ref, repository, path: path4 } },
      internalParameters: {
        github: {
          event_name: claims.event_name,
          repository_id: claims.repository_id,
          repository_owner_id: claims.repository_owner_id,
          runner_environment: claims.runner_environment
        }
      },
      resolvedDependencies: [{ uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } }]
    },
    runDetails: {
      builder: { id: `${serverUrl}/${claims.job_workflow_ref}` },
      metadata: { invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}` }
    }
  };
}
var WORKFLOW_PREDICATE_TYPE;
var init_workflow_predicate = __esm({
  "src/sigstore/workflow-predicate.ts"() {
    "use strict";
    WORKFLOW_PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
  }
});

// src/sigstore/statements.ts
var statements_exports = {};
__export(statements_exports, {
  expectOfAnyRun: () => expectOfAnyRun,
  listStatements: () => listStatements
});
function listStatements(image, options) {
  const { subjects } = options;
  return [
    ...subjects === "platforms" ? [] : [describeIndex(image, options)],
    ...subjects === "index" ? [] : image.platforms.flatMap(describePlatform2),
    ...options.attestationManifests ? image.platforms.flatMap(describeManifests) : []
  ];
}
function describeIndex({ root, platforms }, options) {
  const all = uniqueDescriptors([root, ...platforms.map(({ image }) => image)]);
  return {
    title: "index",
    part: "index",
    subjects: all,
    attachTo: options.subjects === "index" ? all : [root],
    predicateType: WORKFLOW_PREDICATE_TYPE,
    predicate: options.workflowPredicate
  };
}
function describePlatform2({ platform: platform2, image, statements }) {
  return statements.map((bytes) => ({
    title: platform2,
    part: "platform",
    subjects: [image],
    attachTo: [image],
    predicateType: parseStatement(bytes).predicateType,
    predicate: readExactPredicate(bytes)
  }));
}
function describeManifests({ platform: platform2, attestationManifests }) {
  return uniqueDescriptors(attestationManifests).map((manifest) => ({
    title: `attestation manifest of ${platform2}`,
    part: "attestation manifest",
    subjects: [manifest],
    attachTo: [manifest],
    ...COSIGN_SIGN
  }));
}
function uniqueDescriptors(descriptors) {
  return [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()];
}
function expectOfAnyRun(expected, found) {
  const [details, foundDetails] = [expected["runDetails"], found["runDetails"]];
  if (!isExactObject(details) || !isExactObject(foundDetails)) return expected;
  const metadata = foundDetails["metadata"];
  if (!isExactObject(metadata) || !isExactObject(details["metadata"])) return expected;
  const { invocationId } = metadata;
  if (typeof invocationId !== "string") return expected;
  return { ...expected, runDetails: { ...details, metadata: { ...details["metadata"], invocationId } } };
}
var COSIGN_SIGN;
var init_statements = __esm({
  "src/sigstore/statements.ts"() {
    "use strict";
    init_exact_json();
    init_exact_predicate();
    init_statement();
    init_workflow_predicate();
    COSIGN_SIGN = { predicateType: "https://sigstore.dev/cosign/sign/v1", predicate: {} };
  }
});

// src/sigstore/reuse.ts
async function findEqual(statement, options) {
  if (!options.reuse) return void 0;
  const found = await Promise.all(options.places.map((place) => findIn(place, statement, options)));
  const [first] = found.flat();
  if (first === void 0) return void 0;
  const everywhere = options.places.filter((_, at) => (found[at] ?? []).some((one) => isSame(one, first)));
  return { ...first, foundIn: new Set(everywhere.map(({ name }) => name)) };
}
function isSame(one, other) {
  return JSON.stringify(one.bundle["dsseEnvelope"]) === JSON.stringify(other.bundle["dsseEnvelope"]);
}
async function findIn(place, statement, options) {
  const [subject, ...others] = statement.attachTo;
  if (subject === void 0) return [];
  try {
    const bundles = await place.find(subject, statement.predicateType);
    const equal = (await Promise.all(bundles.map((bytes) => judgeEqual(bytes, statement, options)))).filter(
      (candidate) => candidate !== void 0
    );
    if (equal.length === 0 || place.kind === "api") return equal;
    const rest = await Promise.all(others.map((other) => place.find(other, statement.predicateType)));
    return equal.filter(
      ({ bytes }) => rest.every((listed) => listed.some((one) => Buffer.from(bytes).equals(one)))
    );
  } catch (error2) {
    options.patience.signal?.throwIfAborted();
    if (error2 instanceof TypeError) throw error2;
    return [];
  }
}
async function judgeEqual(bytes, statement, options) {
  const predicate = await readPredicate(bytes);
  if (predicate === void 0) return void 0;
  const policy = {
    ...createPolicy(statement, options, expectOfAnyRun(statement.predicate, predicate)),
    identity: identityOfAnyRun(options.identity)
  };
  const verify2 = createBundleVerifier(policy);
  const { verdict, facts, steps } = await verify2(bytes);
  if (verdict !== "verified" || facts === void 0) return void 0;
  const bundle = expectObject(parseJson(bytes, { bytes: Infinity }), "$");
  return {
    bundle,
    bytes,
    predicateType: statement.predicateType,
    signedAt: timeOf(facts),
    logIndex: facts.logEntries[0]?.index,
    verify: verify2,
    outcome: "reused",
    large: false,
    foundIn: /* @__PURE__ */ new Set(),
    steps
  };
}
function timeOf({ logEntries, timestamps }) {
  return logEntries[0]?.integratedAt ?? timestamps[0] ?? (/* @__PURE__ */ new Date(0)).toISOString();
}
async function readPredicate(bytes) {
  try {
    return readExactPredicate((await parseBundle(bytes)).payload);
  } catch {
    return void 0;
  }
}
var init_reuse = __esm({
  "src/sigstore/reuse.ts"() {
    init_exact_predicate();
    init_json();
    init_bundle_verifier();
    init_candidate();
    init_identity();
    init_signed_bundle();
    init_statements();
  }
});

// src/sigstore/claims.ts
function parseClaims(token) {
  const claims = decodeToken(token);
  const missing = [];
  const optional = (name) => readText(claims, name);
  const required = (name) => {
    const value = readText(claims, name);
    if (value === void 0 || value === "") missing.push(name);
    return value ?? "";
  };
  const parsed = {
    issuer: required("iss"),
    subject: required("sub"),
    audience: readAudience(claims),
    expires: readSeconds(claims, "exp"),
    notBefore: readSeconds(claims, "nbf"),
    job_workflow_ref: required("job_workflow_ref"),
    job_workflow_sha: optional("job_workflow_sha"),
    workflow: optional("workflow"),
    workflow_ref: required("workflow_ref"),
    workflow_sha: optional("workflow_sha"),
    repository: required("repository"),
    repository_id: required("repository_id"),
    repository_owner: required("repository_owner"),
    repository_owner_id: required("repository_owner_id"),
    repository_visibility: optional("repository_visibility"),
    ref: required("ref"),
    sha: required("sha"),
    run_id: required("run_id"),
    run_attempt: required("run_attempt"),
    event_name: required("event_name"),
    runner_environment: required("runner_environment")
  };
  if (missing.length === 0) return parsed;
  throw refuse(`lacks ${missing.map((name) => `the claim ${name}`).join(", ")}`);
}
function refuse(reason, cause) {
  return new SigningError({ code: "token-refused", message: `The job's OIDC token ${reason}.`, cause });
}
function decodeToken(token) {
  const parts = token.split(".");
  const payload = parts[1] ?? "";
  if (token.length > TOKEN_LIMIT || parts.length !== 3 || !/^[\w-]+$/.test(payload)) {
    throw refuse("is not a JSON Web Token");
  }
  try {
    return expectObject(parseJson(Buffer.from(payload, "base64url"), { depth: 16, values: 2e3 }), "$");
  } catch (error2) {
    if (error2 instanceof JsonError) throw refuse("cannot be read", error2);
    throw error2;
  }
}
function readText(claims, name) {
  const value = Object.hasOwn(claims, name) ? claims[name] : void 0;
  if (value === void 0 || value === null) return void 0;
  if (typeof value !== "string" || value.length > CLAIM_LIMIT) {
    throw refuse(`has a claim ${name} that is not a text of at most ${String(CLAIM_LIMIT)} characters`);
  }
  return value;
}
function readAudience(claims) {
  const value = Object.hasOwn(claims, "aud") ? claims["aud"] : void 0;
  return [value].flat().filter((audience) => typeof audience === "string");
}
function readSeconds(claims, name) {
  const value = Object.hasOwn(claims, name) ? claims[name] : void 0;
  return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
function findTokenFaults(claims, { audience, issuer, now }) {
  const faults = [];
  if (!claims.audience.includes(audience)) faults.push(describeAudience(claims, audience));
  if (!isIssuedBy(claims.issuer, issuer)) {
    faults.push(`it was issued by ${quoteText(claims.issuer)}, not by ${quoteText(issuer)}`);
  }
  const { expires, notBefore } = claims;
  const format = (seconds) => new Date(seconds * 1e3).toISOString();
  const clock = `by this machine's clock it is ${new Date(now).toISOString()}`;
  if (expires !== void 0 && expires * 1e3 <= now)
    faults.push(`it expired at ${format(expires)}; ${clock}`);
  if (notBefore !== void 0 && notBefore * 1e3 > now)
    faults.push(`it is not valid before ${format(notBefore)}; ${clock}`);
  return faults;
}
function describeAudience({ audience }, wanted) {
  const actual = audience.length === 0 ? "nobody" : audience.map(quoteText).join(", ");
  return `it is meant for ${actual}, not for ${quoteText(wanted)}`;
}
function isIssuedBy(issuer, expected) {
  return issuer === expected || issuer.startsWith(`${expected}/`);
}
function assertAudience(claims, audience) {
  if (claims.audience.includes(audience)) return;
  throw refuse(`cannot be used: ${describeAudience(claims, audience)}`);
}
function assertOfRun(claims, run) {
  const names = Object.keys(run);
  const differing = names.filter((name) => {
    const [said, expected] = [claims[name], run[name]];
    return name === "repository" ? said.toLowerCase() !== expected.toLowerCase() : said !== expected;
  });
  if (differing.length === 0) return;
  const differences = differing.map(
    (name) => `${name} is ${quoteText(claims[name])}, the run's is ${quoteText(run[name])}`
  );
  throw refuse(`is not of this run: ${differences.join("; ")}`);
}
var TOKEN_LIMIT, CLAIM_LIMIT;
var init_claims = __esm({
  "src/sigstore/claims.ts"() {
    init_json();
    init_plain_text();
    init_signing_error();
    TOKEN_LIMIT = 64 * 1024;
    CLAIM_LIMIT = 2048;
  }
});

// src/sigstore/environment-token.ts
async function lendToken(environment, token, call) {
  const lent = turn.then(() => lend(environment, token, call));
  turn = lent.catch(() => void 0);
  const { result } = await lent;
  return result;
}
async function lend(environment, token, call) {
  const before = [TOKEN2, REQUEST_URL].map((name) => [name, environment[name]]);
  environment[TOKEN2] = token;
  Reflect.deleteProperty(environment, REQUEST_URL);
  try {
    const result = call();
    result.catch(() => void 0);
    await (0, import_promises5.setImmediate)();
    return { result };
  } finally {
    for (const [name, value] of before) {
      if (value === void 0) Reflect.deleteProperty(environment, name);
      else environment[name] = value;
    }
  }
}
var import_promises5, TOKEN2, REQUEST_URL, turn;
var init_environment_token = __esm({
  "src/sigstore/environment-token.ts"() {
    import_promises5 = require("node:timers/promises");
    TOKEN2 = "SIGSTORE_ID_TOKEN";
    REQUEST_URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
    turn = Promise.resolve();
  }
});

// src/sigstore/instance.ts
function resolveInstance(visibility, serverUrl) {
  const host = readHost(serverUrl);
  const server = `server ${host}`;
  if (host === "github.com") {
    const issuer = "https://token.actions.githubusercontent.com";
    const source = visibility === void 0 ? "default" : "claim repository_visibility";
    const trace = [server, `repository_visibility is ${visibility ?? "not in the token"}`];
    if (visibility === "public") return { value: { ...PUBLIC_GOOD, issuer }, source, trace };
    return { value: createGitHub("githubapp.com", issuer, false), source, trace };
  }
  if (/^[a-z0-9-]+\.ghe\.com$/.test(host)) {
    const value = createGitHub(host, `https://token.actions.${host}`, true);
    return { value, source: server, trace: [`${server} is on GHE.com, which has an instance of its own`] };
  }
  throw new SigningError({
    code: "server-unsupported",
    url: serverUrl,
    message: `GitHub server ${host} has no Sigstore instance: github.com and GHE.com have, GitHub Enterprise Server has not.`
  });
}
function readHost(serverUrl) {
  const url = URL.parse(serverUrl);
  return url?.protocol === "https:" ? url.host : "(not an https URL)";
}
function createGitHub(host, issuer, tenant) {
  return {
    name: "github",
    issuer,
    fulcioUrl: `https://fulcio.${host}`,
    rekorUrl: void 0,
    timestampUrl: `https://timestamp.${host}`,
    thresholds: { ctlog: 0, tlog: 0, timestamp: 1 },
    tufUrl: TUF_OF_GITHUB,
    tenant
  };
}
var SIGSTORE_AUDIENCE, PUBLIC_GOOD, TUF_OF_GITHUB;
var init_instance = __esm({
  "src/sigstore/instance.ts"() {
    init_signing_error();
    SIGSTORE_AUDIENCE = "sigstore";
    PUBLIC_GOOD = {
      name: "public-good",
      fulcioUrl: "https://fulcio.sigstore.dev",
      rekorUrl: "https://rekor.sigstore.dev",
      timestampUrl: void 0,
      thresholds: { ctlog: 1, tlog: 1, timestamp: 1 },
      tufUrl: "https://tuf-repo-cdn.sigstore.dev",
      tenant: false
    };
    TUF_OF_GITHUB = "https://tuf-repo.github.com";
  }
});

// src/sigstore/proof.ts
function readProof(bundle, instance, statement) {
  try {
    const root = { path: "$", object: bundle };
    const material = requireFields(root, "verificationMaterial");
    const signature = readSignature2(requireFields(root, "dsseEnvelope"), statement);
    const entries = readElements(material, "tlogEntries").map(expectFields);
    for (const entry of entries) assertEntry(entry, signature, statement);
    assertEnough("entries of the transparency log", entries.length, instance.thresholds.tlog);
    assertStamped(material, instance);
    return { certificate: readCertificate(material), ...readEntry2(entries[0]) };
  } catch (error2) {
    if (!(error2 instanceof JsonError)) throw error2;
    throw incomplete(`${error2.path} ${error2.reason}`, error2);
  }
}
function incomplete(reason, cause) {
  const message = `What came back from signing is not a complete bundle: ${reason}.`;
  return new SigningError({ code: "bundle-incomplete", message, cause });
}
function readSignature2(envelope, statement) {
  const payload = Buffer.from(requireString(envelope, "payload"), "base64");
  if (requireString(envelope, "payloadType") !== PAYLOAD_TYPE2 || !payload.equals(Buffer.from(statement))) {
    throw incomplete("its envelope holds another statement than was to be signed");
  }
  const [signature, ...more] = readElements(envelope, "signatures").map(expectFields);
  if (signature === void 0 || more.length > 0) throw incomplete("it should hold one signature");
  return Buffer.from(requireString(signature, "sig"), "base64");
}
function assertEnough(what, count, threshold) {
  if (count < threshold)
    throw incomplete(`it holds ${String(count)} ${what}, should hold ${String(threshold)}`);
}
function assertStamped(material, { timestampUrl, thresholds }) {
  if (timestampUrl === void 0) return;
  const stamps = readElements(readFields(material, "timestampVerificationData"), "rfc3161Timestamps");
  assertEnough("timestamps", stamps.length, thresholds.timestamp);
}
function assertEntry(entry, signature, statement) {
  requireString(requireFields(entry, "inclusionPromise"), "signedEntryTimestamp");
  requireFields(requireFields(entry, "inclusionProof"), "checkpoint");
  const body = parseJson(Buffer.from(requireString(entry, "canonicalizedBody"), "base64"));
  const spec = requireFields({ path: "$", object: expectObject(body, "$") }, "spec");
  const logged = readElements(spec, "signatures").map(
    (element) => readString(expectFields(element), "signature")
  );
  const hash = readString(readFields(spec, "payloadHash"), "value");
  const same = logged.length === 1 && Buffer.from(logged[0] ?? "", "base64").equals(signature);
  if (!same || hash !== (0, import_node_crypto3.createHash)("sha256").update(statement).digest("hex")) {
    const message = "The transparency log answered with an entry that is not of this signature.";
    throw new SigningError({ code: "log-refused", message });
  }
}
function readEntry2(entry) {
  if (entry === void 0) return { logIndex: void 0, loggedAt: void 0 };
  const seconds = Number(requireString(entry, "integratedTime"));
  const logIndex = requireString(entry, "logIndex");
  if (!/^\d{1,20}$/.test(logIndex)) throw incomplete("the log entry's index is no number");
  return {
    logIndex,
    loggedAt: Number.isSafeInteger(seconds) ? new Date(seconds * 1e3).toISOString() : void 0
  };
}
function readCertificate(material) {
  const bytes = Buffer.from(requireString(requireFields(material, "certificate"), "rawBytes"), "base64");
  try {
    const certificate = new import_node_crypto3.X509Certificate(bytes);
    return {
      pem: certificate.toString(),
      names: certificate.subjectAltName ?? "",
      issuer: certificate.issuer.replaceAll("\n", ", "),
      notBefore: certificate.validFromDate.toISOString(),
      notAfter: certificate.validToDate.toISOString()
    };
  } catch (error2) {
    throw incomplete("its certificate cannot be read", error2);
  }
}
var import_node_crypto3, PAYLOAD_TYPE2;
var init_proof = __esm({
  "src/sigstore/proof.ts"() {
    import_node_crypto3 = require("node:crypto");
    init_fields();
    init_json();
    init_signing_error();
    PAYLOAD_TYPE2 = "application/vnd.in-toto+json";
  }
});

// src/sigstore/signing-failure.ts
function describeSigning(error2, context) {
  if (error2 instanceof SigningError) return { failure: error2, transient: false };
  const code = readCode(error2);
  const { secrets } = context;
  const service = findService(code, context.instance);
  if (service === void 0) {
    const message = `The signing library gave no bundle: ${describe(error2)}.`;
    return {
      failure: new SigningError({ code: "bundle-incomplete", message, cause: error2, secrets }),
      transient: false
    };
  }
  const status = readStatus(error2);
  const transient = status === void 0 || status >= 500 || TRANSIENT3.has(status) || code === "TLOG_FETCH_ENTRY_ERROR";
  const failure = new SigningError({
    code: transient ? service.unavailable : service.refused,
    message: composeMessage(service, error2, transient ? [] : explain(service, context, status)),
    url: service.url,
    status,
    cause: error2,
    secrets
  });
  return { failure, transient };
}
function composeMessage(service, error2, remarks) {
  const host = service.url === void 0 ? "" : ` (${redactUrl(service.url)})`;
  return [`${service.name}${host}: ${describe(error2)}.`, ...remarks].join(" ");
}
function explain({ refused }, { tokenFaults }, status) {
  if (refused === "certificate-refused" && status === 400) {
    if (tokenFaults.length > 0) return [`The token: ${tokenFaults.join("; ")}.`];
    return [
      "The token's audience, issuer and times are right, so that the cause is not in the token itself."
    ];
  }
  return [];
}
function describe(error2) {
  if (!(error2 instanceof Error)) return typeof error2 === "string" ? error2 : "something that is no error";
  const { message, cause } = error2;
  if (cause === void 0 || message.includes(describe(cause))) return message;
  return `${message} - ${describe(cause)}`;
}
function findService(code, instance) {
  switch (code) {
    case "CA_CREATE_SIGNING_CERTIFICATE_ERROR":
      return {
        name: "Certificate authority Fulcio",
        url: instance.fulcioUrl,
        refused: "certificate-refused",
        unavailable: "certificate-unavailable"
      };
    case "TLOG_CREATE_ENTRY_ERROR":
    case "TLOG_FETCH_ENTRY_ERROR":
      return {
        name: "Transparency log Rekor",
        url: instance.rekorUrl,
        refused: "log-refused",
        unavailable: "log-unavailable"
      };
    case "TSA_CREATE_TIMESTAMP_ERROR":
      return {
        name: "Timestamp authority",
        url: instance.timestampUrl,
        refused: "timestamp-refused",
        unavailable: "timestamp-unavailable"
      };
    case "IDENTITY_TOKEN_READ_ERROR":
    case "IDENTITY_TOKEN_PARSE_ERROR":
      return {
        name: "The job's OIDC token",
        url: void 0,
        refused: "token-refused",
        unavailable: "token-refused"
      };
    case void 0:
    default:
      return void 0;
  }
}
function readCode(error2) {
  const code = error2 instanceof Error && "code" in error2 ? error2.code : void 0;
  return typeof code === "string" ? code : void 0;
}
function readStatus(error2) {
  const cause = error2 instanceof Error ? error2.cause : void 0;
  const status = isObject(cause) ? cause["statusCode"] : void 0;
  return typeof status === "number" ? status : void 0;
}
var TRANSIENT3;
var init_signing_failure = __esm({
  "src/sigstore/signing-failure.ts"() {
    init_json();
    init_registry_error();
    init_signing_error();
    TRANSIENT3 = /* @__PURE__ */ new Set([408, 425, 429]);
  }
});

// src/sigstore/sign.ts
async function signStatement(options) {
  const expected = composeStatement(options);
  assertSize(options, expected);
  const tokens = [];
  try {
    return await retry(options.patience, `a signature by ${options.instance.fulcioUrl}`, async (signal) => {
      const token = await options.identityToken();
      tokens.push(token);
      return await attempt2(options, token, expected, signal);
    });
  } catch (error2) {
    throw error2 instanceof PatienceError ? describeExhausted(error2, "signing-timeout", tokens) : error2;
  }
}
function composeStatement({ subjects, predicateType, predicate }) {
  const _type = "https://in-toto.io/Statement/v1";
  return JSON.stringify({ _type, subject: subjects.map(toSubject), predicateType, predicate });
}
function toSubject({ name, digest }) {
  const { algorithm, hex } = splitDigest(digest);
  return { name, digest: { [algorithm]: hex } };
}
function assertSize({ subjects }, statement) {
  const size = Math.ceil(Buffer.byteLength(statement) / 3) * 4 + PROOF_BYTES;
  const code = "bundle-too-large";
  if (subjects.length > SUBJECTS_LIMIT) {
    const message = `The statement has ${String(subjects.length)} subjects, at most ${String(SUBJECTS_LIMIT)} can be signed.`;
    throw new SigningError({ code, message });
  }
  if (size > BUNDLE_LIMIT_BYTES) {
    const message = `The bundle would have about ${String(size)} bytes, GitHub takes at most ${String(BUNDLE_LIMIT_BYTES)}.`;
    throw new SigningError({ code, message });
  }
}
async function attempt2(options, token, expected, signal) {
  const { instance } = options;
  const claims = parseClaims(token);
  assertAudience(claims, SIGSTORE_AUDIENCE);
  try {
    const bundle = await Promise.race([callLibrary(options, token), refuseAfter(signal)]);
    return describeBundle2(options, bundle, expected);
  } catch (error2) {
    if (signal.aborted) throw error2;
    const demands = { audience: SIGSTORE_AUDIENCE, issuer: instance.issuer, now: (options.now ?? Date.now)() };
    const tokenFaults = findTokenFaults(claims, demands);
    const { failure, transient } = describeSigning(error2, { instance, tokenFaults, secrets: [token] });
    throw transient ? new TransientError(failure.message, { cause: failure }) : failure;
  }
}
async function callLibrary(options, token) {
  const { attest: attest3 } = await import("./sigstore.cjs");
  const { subjects, predicateType, predicate, instance, environment } = options;
  const { bundle } = await lendToken(
    environment,
    token,
    () => attest3({
      subjects: subjects.map(toSubject),
      predicateType,
      predicate,
      sigstore: instance.name,
      skipWrite: true,
      token: ""
    })
  );
  return bundle;
}
function refuseAfter(signal) {
  return new Promise((_resolve, reject) => {
    const refuse2 = () => {
      reject(signal.reason);
    };
    if (signal.aborted) refuse2();
    else signal.addEventListener("abort", refuse2, { once: true });
  });
}
function describeBundle2(options, bundle, statement) {
  const bytes = Buffer.from(JSON.stringify(bundle));
  return {
    bundle,
    bytes,
    predicateType: options.predicateType,
    subjects: options.subjects.map(({ digest }) => digest),
    statement: Buffer.from(statement),
    ...readProof(bundle, options.instance, statement),
    large: bytes.byteLength > LARGE_BUNDLE_BYTES
  };
}
var LARGE_BUNDLE_BYTES, BUNDLE_LIMIT_BYTES, SUBJECTS_LIMIT, PROOF_BYTES;
var init_sign = __esm({
  "src/sigstore/sign.ts"() {
    init_descriptor();
    init_patience();
    init_claims();
    init_environment_token();
    init_instance();
    init_proof();
    init_signing_error();
    init_signing_failure();
    LARGE_BUNDLE_BYTES = 1e6;
    BUNDLE_LIMIT_BYTES = 16 * 1024 * 1024;
    SUBJECTS_LIMIT = 1024;
    PROOF_BYTES = 16 * 1024;
  }
});

// src/sigstore/visit.ts
async function visitPlace(place, statement, candidate) {
  const { kind, name } = place;
  const { attachTo } = statement;
  if (candidate.foundIn.has(name)) {
    const evidence = "It was there already, and holds.";
    return { record: { kind, place: name, stored: true, verdict: "verified", evidence }, steps: candidate.steps };
  }
  let stored;
  try {
    stored = await place.store(candidate, attachTo);
    const bundles = await place.read(candidate, attachTo, stored);
    return await judgeBundles({ kind, place: name, stored: true, ...stored }, bundles, candidate);
  } catch (error2) {
    const found = stored === void 0 ? place.explain(error2) : { verdict: "undecided", evidence: describeCauses(error2) };
    return {
      record: { kind, place: name, stored: stored !== void 0, ...stored, ...found },
      steps: []
    };
  }
}
async function judgeBundles(record, bundles, { verify: verify2 }, bad = "What was read back does not hold") {
  const judged = await Promise.all(bundles.map(verify2));
  const [first] = judged;
  if (first === void 0) {
    const evidence2 = "It was stored, and nothing came back when it was read again.";
    return { record: { ...record, verdict: "undecided", evidence: evidence2 }, steps: [] };
  }
  const { verdict, reason, steps } = judged.find((one) => one.verdict === "rejected") ?? first;
  const evidence = verdict === "verified" ? `Read back: ${reason}` : `${bad}: ${reason}`;
  return { record: { ...record, verdict, evidence }, steps };
}
var init_visit = __esm({
  "src/sigstore/visit.ts"() {
    init_signing_error();
  }
});

// src/sigstore/attest.ts
var attest_exports = {};
__export(attest_exports, {
  attestStatement: () => attestStatement
});
async function attestStatement(statement, options) {
  const { title, part, subjects, predicateType } = statement;
  const base = { title, part, subjects: subjects.map(({ digest }) => digest), predicateType };
  let candidate;
  try {
    candidate = await findEqual(statement, options) ?? await sign(statement, options);
  } catch (error2) {
    const record2 = { ...base, outcome: "failed", error: describeCauses(error2), places: [], steps: [] };
    return { record: record2, bytes: void 0, large: false };
  }
  const { outcome, bytes, logIndex, signedAt, large } = candidate;
  const { bundlePath, visits } = await bring(statement, candidate, options);
  const decisive = visits.find(({ record: record2 }) => record2.verdict === "rejected") ?? visits.findLast(({ steps }) => steps.length > 0);
  const record = {
    ...base,
    outcome: isUseless(visits) ? "failed" : outcome,
    ...bundlePath === void 0 ? {} : { bundlePath },
    ...logIndex === void 0 ? {} : { logIndex },
    signedAt,
    places: visits.map((one) => one.record),
    steps: decisive?.steps ?? []
  };
  return { record, bytes, large };
}
function isUseless(visits) {
  return visits.some(({ record: { kind, verdict } }) => kind === "file" && verdict === "rejected");
}
async function bring(statement, candidate, { keep, places }) {
  const kept = { kind: "file", place: "file" };
  let bundlePath;
  let failure;
  try {
    bundlePath = await keep(statement.title, candidate.bytes);
  } catch (error2) {
    failure = `The bundle could not be written to a file: ${describeCauses(error2)}`;
  }
  const ownPlace = { ...kept, stored: bundlePath !== void 0 };
  const own = await judgeBundles(ownPlace, [candidate.bytes], candidate, USELESS);
  if (own.record.verdict === "rejected") return { bundlePath, visits: [own] };
  const others = await Promise.all(places.map((place) => visitPlace(place, statement, candidate)));
  const file = failure === void 0 ? own : { record: { ...kept, stored: false, verdict: "undecided", evidence: failure }, steps: [] };
  return { bundlePath, visits: [file, ...others] };
}
async function sign(statement, options) {
  const { name, instance, identityToken, environment, patience } = options;
  const { predicateType, predicate } = statement;
  const subjects = statement.subjects.map(({ digest }) => ({ name, digest }));
  const signed = await signStatement({
    subjects,
    predicateType,
    predicate,
    instance,
    identityToken,
    environment,
    patience
  });
  return {
    ...describeSigned2(signed),
    verify: createBundleVerifier(createPolicy(statement, options, predicate)),
    outcome: "signed",
    foundIn: /* @__PURE__ */ new Set(),
    steps: []
  };
}
function describeSigned2(signed) {
  const { bundle, bytes, predicateType, loggedAt, certificate, logIndex, large } = signed;
  return { bundle, bytes, predicateType, signedAt: loggedAt ?? certificate.notBefore, logIndex, large };
}
var USELESS;
var init_attest = __esm({
  "src/sigstore/attest.ts"() {
    "use strict";
    init_bundle_verifier();
    init_candidate();
    init_reuse();
    init_sign();
    init_signing_error();
    init_visit();
    USELESS = "What Sigstore made does not hold, so it went to no registry and no API";
  }
});

// src/sigstore/identity-token.ts
async function fetchIdentityToken(options) {
  const url = parseRequestUrl(options);
  const secrets = [options.requestToken];
  try {
    return await retry(
      options.patience,
      "the job's OIDC token",
      (signal) => requestToken(options, url, signal)
    );
  } catch (error2) {
    if (error2 instanceof PatienceError) throw describeExhausted(error2, "token-unavailable", secrets);
    if (error2 instanceof RegistryError) throw describeAnswer2(error2, secrets);
    throw error2;
  }
}
function parseRequestUrl({ url: text, audience }) {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const message = "The address at which the runner gives out OIDC tokens is not a URL.";
    throw new SigningError({ code: "token-unavailable", message });
  }
  url.searchParams.append("audience", audience);
  return url;
}
async function requestToken({ transport, requestToken: secret, mask }, url, signal) {
  const headers = { accept: "application/json", authorization: `Bearer ${secret}` };
  const answer = await transport.send({ method: "GET", url, home: new URL(url.origin), headers, signal });
  if (answer.status !== 200) {
    const refusal = await readRefusal(answer);
    throw describeRefusal(refusal, { hide: [secret], authenticated: true });
  }
  const token = readToken(await readBody(answer, ANSWER_LIMIT2));
  if (token === void 0) {
    const failure = new SigningError({
      code: "token-unavailable",
      url,
      message: `GET ${url.origin}${url.pathname}: the answer holds no OIDC token`
    });
    throw new TransientError("the answer holds no OIDC token", { cause: failure });
  }
  mask?.(token);
  return token;
}
function readToken(bytes) {
  try {
    const answer = parseJson(bytes);
    const value = isObject(answer) ? answer["value"] : void 0;
    return typeof value === "string" && value !== "" ? value : void 0;
  } catch (error2) {
    if (error2 instanceof JsonError) return void 0;
    throw error2;
  }
}
function describeAnswer2(error2, secrets) {
  const { status, url } = error2;
  const code = status === void 0 ? "token-unavailable" : "token-refused";
  return new SigningError({
    code,
    status,
    url,
    message: `The job's OIDC token: ${error2.message}`,
    cause: error2,
    secrets
  });
}
function createIdentityTokens(fetchToken2, now = Date.now) {
  let current;
  return async () => {
    if (current !== void 0 && await current.until > now()) return current.token;
    const token = fetchToken2();
    const made = {
      token,
      until: token.then(
        (text) => expiryOf(text, now()),
        () => -Infinity
      )
    };
    current = made;
    return token;
  };
}
function expiryOf(token, now) {
  const { expires } = parseClaims(token);
  return Math.max((expires ?? 0) * 1e3 - RENEWAL_MS, now + RENEWAL_MS);
}
var ANSWER_LIMIT2, RENEWAL_MS;
var init_identity_token = __esm({
  "src/sigstore/identity-token.ts"() {
    init_answer();
    init_json();
    init_patience();
    init_refusal();
    init_registry_error();
    init_claims();
    init_signing_error();
    ANSWER_LIMIT2 = 64 * 1024;
    RENEWAL_MS = 6e4;
  }
});

// src/sigstore/tuf.ts
async function fetchTarget(name, options) {
  const libraries = await import("./sigstore.cjs");
  const folder = await prepareFolder(libraries, options);
  const updater = new libraries.Updater({
    metadataBaseUrl: options.url,
    targetBaseUrl: `${options.url}/targets`,
    metadataDir: folder,
    targetDir: (0, import_node_path4.join)(folder, "targets"),
    fetcher: createFetcher(libraries, options)
  });
  const target = await updater.getTargetInfo(name);
  if (target === void 0) throw new Error(`it has no target ${name}`);
  const path4 = await updater.findCachedTarget(target) ?? await updater.downloadTarget(target);
  return (0, import_promises6.readFile)(path4);
}
async function prepareFolder({ tufSeeds }, options) {
  const { url, cachePath } = options;
  const folder = (0, import_node_path4.join)(cachePath, (0, import_node_crypto4.createHash)("sha256").update(url).digest("hex").slice(0, 16));
  await (0, import_promises6.mkdir)((0, import_node_path4.join)(folder, "targets"), { recursive: true });
  const seed = Object.hasOwn(tufSeeds, url) ? tufSeeds[url] : void 0;
  const root = seed === void 0 ? await fetchFile(`${url}/1.root.json`, options) : decode(seed["root.json"]);
  await (0, import_promises6.writeFile)((0, import_node_path4.join)(folder, "root.json"), root);
  for (const [name, text] of Object.entries(seed?.targets ?? {})) {
    if (/^[\w.%-]+$/.test(name)) await (0, import_promises6.writeFile)((0, import_node_path4.join)(folder, "targets", name), decode(text));
  }
  return folder;
}
function decode(text) {
  return Buffer.from(text, "base64");
}
function createFetcher({ BaseFetcher, DownloadHTTPError }, options) {
  class TransportFetcher extends BaseFetcher {
    async fetch(url) {
      try {
        return toStream(await fetchFile(url, options));
      } catch (error2) {
        if (error2 instanceof GoneError) throw new DownloadHTTPError(error2.message, error2.status);
        throw error2;
      }
    }
  }
  return new TransportFetcher();
}
function toStream(bytes) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    }
  });
}
async function fetchFile(text, { transport, patience }) {
  const url = new URL(text);
  try {
    return await retry(patience, url.href, async (signal) => {
      const answer = await transport.send({
        method: "GET",
        url,
        home: new URL(url.origin),
        headers: {},
        signal
      });
      if (answer.status === 200) return readBody(answer, FILE_LIMIT);
      const refusal = await readRefusal(answer);
      if (GONE.includes(answer.status)) throw new GoneError(url, answer.status);
      throw describeRefusal(refusal, { hide: [], authenticated: void 0 });
    });
  } catch (error2) {
    throw error2 instanceof PatienceError ? error2.cause ?? error2 : error2;
  }
}
var import_node_crypto4, import_promises6, import_node_path4, FILE_LIMIT, GONE, GoneError;
var init_tuf = __esm({
  "src/sigstore/tuf.ts"() {
    import_node_crypto4 = require("node:crypto");
    import_promises6 = require("node:fs/promises");
    import_node_path4 = require("node:path");
    init_answer();
    init_patience();
    init_refusal();
    FILE_LIMIT = 5 * 1024 * 1024;
    GONE = [403, 404];
    GoneError = class extends Error {
      name = "GoneError";
      status;
      constructor(url, status) {
        super(`${url.href}: ${String(status)}`);
        this.status = status;
      }
    };
  }
});

// src/sigstore/trust.ts
async function loadTrust(options) {
  const { trustedRootPath, instance } = options;
  if (trustedRootPath !== void 0) return loadFile(trustedRootPath);
  const target = instance.tenant ? `${options.trustDomain ?? ""}.${TARGET}` : TARGET;
  if (target.startsWith(".")) {
    throw new TrustError(
      "unavailable",
      "The server names no trust domain, so that its trusted root has no name."
    );
  }
  try {
    const bytes = await fetchTarget(target, { ...options, url: instance.tufUrl });
    const material = await parseTrustedRoot(bytes, `${instance.tufUrl} ${target}`);
    return { material, source: "tuf", description: describeTuf(instance, target) };
  } catch (error2) {
    options.patience.signal?.throwIfAborted();
    return loadSeed(instance, target, error2);
  }
}
async function loadFile(path4) {
  const bytes = await (0, import_promises7.readFile)(path4).catch((error2) => {
    const reason = error2 instanceof Error ? error2.message : String(error2);
    throw new TrustError("file-unreadable", `Trusted root ${path4} cannot be read: ${reason}`, { cause: error2 });
  });
  const material = await parseTrustedRoot(bytes, path4);
  return { material, source: "file", description: `trusted root of file ${path4}` };
}
function describeTuf({ name, tufUrl }, target) {
  const root = name === "github" ? ", whose root was fetched over TLS" : "";
  return `trusted root ${target} of TUF repository ${tufUrl}${root}`;
}
async function loadSeed({ tufUrl }, target, cause) {
  const { tufSeeds } = await import("./sigstore.cjs");
  const seed = Object.hasOwn(tufSeeds, tufUrl) ? tufSeeds[tufUrl]?.targets[target] : void 0;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (seed === void 0) {
    const message = `Trusted root ${target} cannot be had from TUF repository ${tufUrl}: ${reason}`;
    throw new TrustError("unavailable", message, { cause });
  }
  const material = await parseTrustedRoot(Buffer.from(seed, "base64"), `the embedded ${target}`);
  const description = `trusted root embedded in this program, for TUF repository ${tufUrl} gave none: ${scrubTokens(reason)}`;
  return { material, source: "embedded seed", description };
}
async function parseTrustedRoot(bytes, what) {
  const { TrustedRoot, toTrustMaterial } = await import("./sigstore.cjs");
  try {
    const material = toTrustMaterial(TrustedRoot.fromJSON(parseJson(bytes, { bytes: ROOT_LIMIT })));
    if (material.certificateAuthorities.length > 0) return material;
  } catch (error2) {
    throw describeMalformed(what, error2 instanceof Error ? error2.message : String(error2), error2);
  }
  throw describeMalformed(what, "it names no certificate authority");
}
function describeMalformed(what, reason, cause) {
  const options = cause === void 0 ? {} : { cause };
  return new TrustError("malformed", `${what} is not a trusted root of Sigstore: ${reason}`, options);
}
var import_promises7, TrustError, ROOT_LIMIT, TARGET;
var init_trust = __esm({
  "src/sigstore/trust.ts"() {
    import_promises7 = require("node:fs/promises");
    init_json();
    init_signing_error();
    init_tuf();
    TrustError = class extends Error {
      name = "TrustError";
      code;
      constructor(code, message, options) {
        super(scrubTokens(message), options);
        this.code = code;
      }
    };
    ROOT_LIMIT = 4 * 1024 * 1024;
    TARGET = "trusted_root.json";
  }
});

// src/sigstore/authority.ts
var authority_exports = {};
__export(authority_exports, {
  createAuthorityDesk: () => createAuthorityDesk
});
function createAuthorityDesk(options) {
  let patience;
  const tokens = createIdentityTokens(() => {
    if (patience === void 0) throw new TypeError("no deadline");
    const { tokenUrl: url, tokenRequest: requestToken2, transport, mask } = options;
    return fetchIdentityToken({ url, requestToken: requestToken2, audience: SIGSTORE_AUDIENCE, patience, transport, mask });
  });
  const identityToken = (given) => {
    patience = given;
    return tokens();
  };
  return { identityToken, open: async (given) => openAuthority(options, await identityToken(given), given) };
}
async function openAuthority(options, token, patience) {
  const { serverUrl, run, trustedRootPath, cachePath, transport, api } = options;
  const claims = parseClaims(token);
  assertOfRun(claims, run);
  const { value: instance } = resolveInstance(claims.repository_visibility, serverUrl);
  const asks = instance.tenant && trustedRootPath === void 0 && api !== void 0;
  const trustDomain = asks ? await findTrustDomain({ ...api, patience }) : void 0;
  const trust = await loadTrust({ instance, trustedRootPath, cachePath, trustDomain, transport, patience });
  return { claims, instance, identity: identityOf(claims, serverUrl), trust };
}
var init_authority = __esm({
  "src/sigstore/authority.ts"() {
    "use strict";
    init_claims();
    init_identity();
    init_identity_token();
    init_instance();
    init_store2();
    init_trust();
  }
});

// src/oci/reference.ts
function parseReference(text) {
  const refuse2 = (reason) => new InvalidReferenceError(text, reason);
  if (text === "") throw refuse2("it is empty");
  if (text.length > TEXT_LIMIT) throw refuse2(`it is longer than ${String(TEXT_LIMIT)} characters`);
  if (text.includes("://")) throw refuse2('a reference has no scheme: leave out everything up to "://"');
  const { name, tag, digest } = splitReference(text);
  if (tag !== void 0 && !TAG.test(tag)) {
    throw refuse2('a tag has at most 128 letters, digits, "_", "." and "-", and begins with no "." or "-"');
  }
  if (digest !== void 0 && !isDigest(digest))
    throw refuse2('what follows "@" is not a sha256 or sha512 digest');
  return {
    ...checkName(splitName(name), refuse2),
    ...tag === void 0 ? {} : { tag },
    ...digest === void 0 ? {} : { digest }
  };
}
function formatReference({ registry, repository, tag, digest }) {
  const named = tag === void 0 ? "" : `:${tag}`;
  const pinned = digest === void 0 ? "" : `@${digest}`;
  return `${registry}/${repository}${named}${pinned}`;
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
  const registry = isHost && first !== "index.docker.io" ? first : DOCKER_HUB;
  const path4 = isHost ? name.slice(slash + 1) : name;
  return { registry, repository: registry === DOCKER_HUB && !path4.includes("/") ? `library/${path4}` : path4 };
}
function checkName({ registry, repository }, refuse2) {
  if (!isRegistry(registry)) throw refuse2(`"${abbreviate(registry)}" is not a host with an optional port`);
  if (repository !== repository.toLowerCase()) {
    throw refuse2(
      `a repository is written in lower case: ${abbreviate(`${registry}/${repository.toLowerCase()}`)}`
    );
  }
  if (registry === DOCKER_HUB && /^library\/[0-9a-f]{64}$/.test(repository)) {
    throw refuse2("64 hex digits are an image ID, not a name");
  }
  if (!REPOSITORY.test(repository)) {
    throw refuse2('a repository has parts of letters and digits, parted by "/", ".", "_", "__" or "-"');
  }
  if (repository.length > REPOSITORY_LIMIT) {
    throw refuse2(`its repository is longer than ${String(REPOSITORY_LIMIT)} characters`);
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
var import_node_net3, InvalidReferenceError, DOCKER_HUB, LABEL, HOST, REPOSITORY, TAG, HOST_LIMIT, REPOSITORY_LIMIT, TEXT_LIMIT;
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
    DOCKER_HUB = "docker.io";
    LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[([0-9A-Fa-f:.]+)\\])(?::([0-9]{1,5}))?$`);
    REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
    TAG = /^\w[\w.-]{0,127}$/;
    HOST_LIMIT = 255;
    REPOSITORY_LIMIT = 255;
    TEXT_LIMIT = HOST_LIMIT + REPOSITORY_LIMIT + 128 + 135 + 3;
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
      constructor(child2, graceMs) {
        const { promise, resolve: resolve8 } = Promise.withResolvers();
        this.abandoned = promise;
        this.#abandon = resolve8;
        this.#child = child2;
        this.#graceMs = graceMs;
      }
      begin() {
        const child2 = this.#child;
        this.begun = true;
        child2.kill("SIGINT");
        this.#timers = [
          setTimeout(() => child2.kill("SIGTERM"), this.#graceMs),
          setTimeout(() => child2.kill("SIGKILL"), this.#graceMs * 1.5),
          setTimeout(
            () => {
              child2.unref();
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
var EMPTY_EXCERPT, HEAD_BYTES, TAIL_BYTES, NEWLINE, ExcerptCollector;
var init_excerpt = __esm({
  "src/build/excerpt.ts"() {
    EMPTY_EXCERPT = { head: "", tail: "", bytes: 0 };
    HEAD_BYTES = 16 * 1024;
    TAIL_BYTES = 64 * 1024;
    NEWLINE = 10;
    ExcerptCollector = class {
      #head = [];
      #tail = [];
      #headBytes = 0;
      #tailBytes = 0;
      #bytes = 0;
      add(chunk) {
        this.#bytes += chunk.length;
        if (this.#headBytes < HEAD_BYTES) {
          const piece = chunk.subarray(0, HEAD_BYTES - this.#headBytes);
          this.#head.push(piece);
          this.#headBytes += piece.length;
        }
        this.#tail.push(chunk.length > TAIL_BYTES ? chunk.subarray(-TAIL_BYTES - 1) : chunk);
        this.#tailBytes += this.#tail.at(-1)?.length ?? 0;
        this.#dropOldest();
      }
      read() {
        return { head: this.#readHead().toString(), tail: this.#readTail().toString(), bytes: this.#bytes };
      }
      /** Leaves at least one byte more than is shown: whether a line begins there can be seen from it. */
      #dropOldest() {
        for (let first = this.#tail[0]; first !== void 0; first = this.#tail[0]) {
          if (this.#tailBytes - first.length <= TAIL_BYTES) return;
          this.#tail.shift();
          this.#tailBytes -= first.length;
        }
      }
      #readHead() {
        const head = Buffer.concat(this.#head);
        const border = head.lastIndexOf(NEWLINE);
        return this.#bytes === head.length || border === -1 ? head : head.subarray(0, border + 1);
      }
      #readTail() {
        const tail = Buffer.concat(this.#tail).subarray(-TAIL_BYTES - 1);
        if (tail.length <= TAIL_BYTES) return tail;
        const border = tail.indexOf(NEWLINE);
        return border === -1 || border === tail.length - 1 ? tail.subarray(1) : tail.subarray(border + 1);
      }
    };
  }
});

// src/build/process.ts
async function runProcess(options) {
  const stdout = new ExcerptCollector();
  const stderr = new ExcerptCollector();
  const ending = await superviseProcess({
    ...options,
    onStdout: (chunk) => {
      stdout.add(chunk);
      return options.onStdout?.(chunk);
    },
    onStderr: (chunk) => {
      stderr.add(chunk);
      return options.onStderr?.(chunk);
    }
  });
  return { command: options.command, ...ending, stdout: stdout.read(), stderr: stderr.read() };
}
function describeUnstarted(command, spawnError) {
  return { command, ...NOT_ENDED, spawnError, durationMs: 0, stdout: EMPTY_EXCERPT, stderr: EMPTY_EXCERPT };
}
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
  const conclude3 = (ending) => ({
    ...ending,
    durationMs: performance.now() - started
  });
  if (options.signal?.aborted === true) return conclude3({ ...NOT_ENDED, cancelled: true });
  const child2 = startChild(options);
  if ("message" in child2) return conclude3({ ...NOT_ENDED, spawnError: child2 });
  const escalation = new Escalation(child2, options.graceMs ?? GRACE_MS);
  const cancel = () => {
    escalation.begin();
  };
  options.signal?.addEventListener("abort", cancel, { once: true });
  const exit = await readToEnd(child2, escalation, options).finally(() => {
    options.signal?.removeEventListener("abort", cancel);
    escalation.end();
  });
  return conclude3({ ...NOT_ENDED, ...exit, cancelled: escalation.begun });
}
function startChild({ command, env, cwd, input, onSpawn }) {
  const [program, ...args] = command;
  try {
    const stdio = [input === void 0 ? "ignore" : "pipe", "pipe", "pipe"];
    const child2 = (0, import_node_child_process.spawn)(program, args, {
      cwd,
      env,
      shell: false,
      windowsHide: true,
      stdio: [...stdio]
    });
    if (onSpawn !== void 0)
      child2.once("spawn", () => {
        onSpawn(child2.pid ?? 0);
      });
    child2.stdin?.on("error", () => void 0).end(input);
    return child2;
  } catch (error2) {
    return describeSpawnError(error2);
  }
}
function describeSpawnError(error2) {
  const { code, message } = error2;
  return { code, message };
}
async function readToEnd(child2, escalation, options) {
  const pipes = [new Pipe(child2.stdout, options.onStdout), new Pipe(child2.stderr, options.onStderr)];
  const drained2 = Promise.all(pipes.map((pipe) => pipe.drain()));
  drained2.catch(() => child2.kill("SIGKILL"));
  const exit = await Promise.race([waitForExit(child2), escalation.abandoned]);
  for (const pipe of pipes) pipe.closeWhenSilent();
  await drained2;
  return exit;
}
async function waitForExit(child2) {
  return new Promise((resolve8) => {
    child2.once("exit", (code, signal) => {
      resolve8({ exitCode: code ?? void 0, signal: signal ?? void 0 });
    });
    child2.on("error", (error2) => {
      if (child2.pid === void 0) resolve8({ spawnError: describeSpawnError(error2) });
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
  return DOCKER_HUB_HOSTS.has(name) ? DOCKER_HUB2 : name;
}
async function readConfig(host, path4) {
  let bytes;
  try {
    bytes = await (0, import_promises8.readFile)(path4);
  } catch (error2) {
    const code = codeOf3(error2);
    if (code === "ENOENT" || code === "ENOTDIR") return void 0;
    throw new CredentialsError(host, void 0, `${path4} cannot be read (${code})`);
  }
  try {
    const config = parseJson(bytes, { bytes: CONFIG_LIMIT });
    if (isObject(config)) return config;
  } catch {
  }
  throw new CredentialsError(host, void 0, `${path4} is not a JSON object, as docker writes it`);
}
function codeOf3(error2) {
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
  const exact = host === DOCKER_HUB2 ? DOCKER_HUB_KEY : host;
  if (Object.hasOwn(entries, exact)) return entries[exact];
  return Object.entries(entries).find(([key]) => hostOfKey(key) === host)?.[1];
}
function hostOfKey(key) {
  return canonicalHost(key.replace(/^https?:\/\//i, "").split("/", 1)[0] ?? "");
}
async function askHelper(helper, host, source) {
  const program = `docker-credential-${helper}`;
  const { exitCode, stdout } = await source.runHelper(helper, host === DOCKER_HUB2 ? DOCKER_HUB_KEY : host).catch((error2) => {
    throw new CredentialsError(host, helper, `${program} could not be run (${codeOf3(error2)})`);
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
var import_promises8, CredentialsError, DOCKER_HUB2, DOCKER_HUB_KEY, DOCKER_HUB_HOSTS, CONFIG_LIMIT, TOKEN_USER;
var init_credentials = __esm({
  "src/oci/credentials.ts"() {
    import_promises8 = require("node:fs/promises");
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
    DOCKER_HUB2 = "docker.io";
    DOCKER_HUB_KEY = "https://index.docker.io/v1/";
    DOCKER_HUB_HOSTS = /* @__PURE__ */ new Set([
      DOCKER_HUB2,
      "index.docker.io",
      "registry-1.docker.io",
      "registry.hub.docker.com"
    ]);
    CONFIG_LIMIT = 8 * 1024 * 1024;
    TOKEN_USER = "<token>";
  }
});

// src/action/registry-credentials.ts
function findRegistryCredentials(registry, env, signal) {
  const folder = env["DOCKER_CONFIG"] || (0, import_node_path6.join)(env["HOME"] || (0, import_node_os.homedir)(), ".docker");
  return findCredentials(registry, {
    configFile: (0, import_node_path6.join)(folder, "config.json"),
    runHelper: (helper, host) => runHelper(helper, host, env, signal)
  });
}
async function runHelper(helper, host, env, signal) {
  const { exitCode, stdout, spawnError, timedOut } = await captureProcess(
    [`docker-credential-${helper}`, "get"],
    {
      env: buildxEnvironment(env, { githubCache: false, named: [] }),
      input: host,
      signal,
      timeoutMs: HELPER_TIMEOUT_MS,
      limit: HELPER_LIMIT
    }
  );
  if (exitCode !== void 0) return { exitCode, stdout };
  const code = spawnError?.code ?? (timedOut ? "ETIMEDOUT" : "EINTR");
  throw Object.assign(new Error(spawnError?.message ?? "the helper gave no answer"), { code });
}
var import_node_os, import_node_path6, HELPER_TIMEOUT_MS, HELPER_LIMIT;
var init_registry_credentials = __esm({
  "src/action/registry-credentials.ts"() {
    import_node_os = require("node:os");
    import_node_path6 = require("node:path");
    init_environment();
    init_process();
    init_credentials();
    HELPER_TIMEOUT_MS = 2e4;
    HELPER_LIMIT = 1024 * 1024;
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
      constructor(path4, code, message, options) {
        super(`${message}: ${path4}`, options);
        this.path = path4;
        this.code = code;
      }
    };
  }
});

// src/oci/plain-file.ts
async function checkPlain(path4, kind) {
  const entry = await (0, import_promises9.lstat)(path4).catch((error2) => absentOrThrow(path4, error2));
  if (entry === void 0) return false;
  if (kind === "file" ? entry.isFile() : entry.isDirectory()) return true;
  const found = entry.isSymbolicLink() ? "is a symbolic link" : "is something else";
  throw new LayoutError(path4, "not-a-file", `should be a plain ${kind} but ${found}`);
}
async function readPlainFile(path4, limit) {
  if (!await checkPlain(path4, "file")) return void 0;
  const chunks = [];
  for await (const chunk of streamPlainFile(path4, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
async function* streamPlainFile(path4, end = Number.MAX_SAFE_INTEGER) {
  const file = await openPlainFile(path4);
  try {
    yield* file.createReadStream({ autoClose: false, end });
  } catch (error2) {
    throw new LayoutError(path4, "unreadable", "cannot be read", { cause: error2 });
  } finally {
    await file.close();
  }
}
async function openPlainFile(path4) {
  const file = await (0, import_promises9.open)(path4, import_node_fs.constants.O_RDONLY | import_node_fs.constants.O_NOFOLLOW | import_node_fs.constants.O_NONBLOCK).catch(
    (error2) => {
      throw new LayoutError(path4, "unreadable", "cannot be opened", { cause: error2 });
    }
  );
  const isFile2 = (await file.stat()).isFile();
  if (isFile2) return file;
  await file.close();
  throw new LayoutError(path4, "not-a-file", "is no plain file any more");
}
function absentOrThrow(path4, error2) {
  const code = error2 instanceof Error && "code" in error2 ? error2.code : void 0;
  if (code === "ENOENT" || code === "ENOTDIR") return void 0;
  throw new LayoutError(path4, "unreadable", "cannot be looked at", { cause: error2 });
}
var import_node_fs, import_promises9;
var init_plain_file = __esm({
  "src/oci/plain-file.ts"() {
    import_node_fs = require("node:fs");
    import_promises9 = require("node:fs/promises");
    init_layout_error();
  }
});

// src/oci/layout.ts
var layout_exports = {};
__export(layout_exports, {
  findRoot: () => findRoot,
  layoutRoots: () => layoutRoots,
  openLayout: () => openLayout
});
async function openLayout(path4) {
  const entries = await readEntries(path4);
  return {
    name: `OCI layout ${path4}`,
    manifest: async (reference) => {
      const listed = findEntry2(path4, entries, reference);
      if (listed !== void 0) return readListed(path4, listed);
      return isDigest(reference) ? readByDigest(path4, reference) : void 0;
    },
    blob: (target) => openBlob(path4, target.digest),
    referrers: (subject) => findReferrers(path4, entries, subject)
  };
}
async function layoutRoots(path4) {
  return uniqueByDigest(await readEntries(path4));
}
async function findRoot(path4, digest) {
  const roots = await layoutRoots(path4);
  const named = roots.find((root) => root.digest === digest);
  if (named !== void 0 || roots.length < 2) return named ?? roots[0];
  const count = `index.json lists ${String(roots.length)} images`;
  throw new LayoutError(path4, "ambiguous", `${count}, and none has the digest that buildx reported`);
}
async function readEntries(path4) {
  const version = parseLayoutFile(path4, await readRequired(path4, "oci-layout", LAYOUT_FILE_LIMIT));
  if (version !== "1.0.0")
    throw new LayoutError(path4, "malformed", "oci-layout names no version that is known");
  const bytes = await readRequired(path4, "index.json", MANIFEST_LIMIT);
  const parsed = parseIndexFile(path4, bytes);
  if (parsed.kind !== "index") throw new LayoutError(path4, "malformed", "index.json is not an image index");
  return parsed.index.manifests;
}
function parseLayoutFile(path4, bytes) {
  try {
    const value = parseJson(bytes);
    return isObject(value) ? value["imageLayoutVersion"] : void 0;
  } catch (error2) {
    if (!(error2 instanceof JsonError)) throw error2;
    throw new LayoutError(path4, "malformed", `oci-layout is malformed (${error2.message})`, { cause: error2 });
  }
}
function parseIndexFile(path4, bytes) {
  try {
    return parseManifest(bytes, void 0);
  } catch (error2) {
    if (!(error2 instanceof ContentError)) throw error2;
    throw new LayoutError(path4, "malformed", `index.json: ${error2.message}`, { cause: error2 });
  }
}
async function readRequired(root, name, limit) {
  const path4 = (0, import_node_path7.join)(root, name);
  const bytes = await readPlainFile(path4, limit);
  if (bytes === void 0) throw new LayoutError(root, "not-a-layout", `no OCI layout, as it has no ${name}`);
  if (bytes.byteLength > limit) {
    throw new LayoutError(path4, "too-large", `${name} has more than ${String(limit)} bytes`);
  }
  return bytes;
}
function findEntry2(path4, entries, reference) {
  const names = (entry) => TAG_ANNOTATIONS.map((key) => entry.annotations?.[key]);
  const found = entries.filter((entry) => entry.digest === reference || names(entry).includes(reference));
  const [first, second] = uniqueByDigest(found);
  if (second !== void 0) {
    throw new LayoutError(path4, "ambiguous", `${JSON.stringify(reference)} names two different manifests`);
  }
  return first;
}
async function readListed(root, listed) {
  const content = await readByDigest(root, listed.digest, listed.mediaType);
  if (content !== void 0) verifyContent(content.bytes, listed);
  return content;
}
async function readByDigest(root, digest, mediaType) {
  const path4 = await locateBlob(root, digest);
  const bytes = path4 === void 0 ? void 0 : await readPlainFile(path4, MANIFEST_LIMIT);
  if (bytes === void 0) return void 0;
  if (bytes.byteLength > MANIFEST_LIMIT) {
    throw new ContentError(
      "too-large",
      digest,
      `manifest ${digest} has more than ${String(MANIFEST_LIMIT)} bytes`
    );
  }
  verifyDigest(bytes, digest);
  const parsed = parseManifest(bytes, mediaType);
  const found = parsed.kind === "index" ? parsed.index : parsed.manifest;
  return { descriptor: { mediaType: found.mediaType, digest, size: bytes.byteLength }, bytes };
}
async function openBlob(root, digest) {
  const path4 = await locateBlob(root, digest);
  return path4 === void 0 ? void 0 : streamPlainFile(path4);
}
async function findReferrers(root, entries, subject) {
  const found = [];
  const reachable = /* @__PURE__ */ new Map();
  const reach = (listed) => {
    if (classifyMediaType(listed.mediaType) === void 0 || reachable.has(listed.digest)) return;
    if (reachable.set(listed.digest, listed).size > VISIT_LIMIT) {
      throw new LayoutError(root, "too-large", `holds more than ${String(VISIT_LIMIT)} manifests`);
    }
  };
  entries.forEach(reach);
  for (const listed of reachable.values()) {
    const content = await readListed(root, listed);
    if (content === void 0) continue;
    const parsed = parseManifest(content.bytes, content.descriptor.mediaType);
    if (parsed.kind === "index") parsed.index.manifests.forEach(reach);
    if (subjectOf(parsed) === subject) found.push({ ...content.descriptor, ...describeReferrer3(parsed) });
  }
  return found;
}
function subjectOf(parsed) {
  return (parsed.kind === "index" ? parsed.index : parsed.manifest).subject?.digest;
}
function describeReferrer3(parsed) {
  const { artifactType, annotations } = parsed.kind === "index" ? parsed.index : parsed.manifest;
  const type = artifactType ?? (parsed.kind === "manifest" ? parsed.manifest.config.mediaType : void 0);
  return {
    ...type === void 0 ? {} : { artifactType: type },
    ...annotations === void 0 ? {} : { annotations }
  };
}
async function locateBlob(root, digest) {
  const { algorithm, hex } = splitDigest(parseDigest(digest));
  const path4 = (0, import_node_path7.join)(root, "blobs", algorithm, hex);
  const found = await checkPlain((0, import_node_path7.dirname)((0, import_node_path7.dirname)(path4)), "folder") && await checkPlain((0, import_node_path7.dirname)(path4), "folder") && await checkPlain(path4, "file");
  return found ? path4 : void 0;
}
var import_node_path7, LAYOUT_FILE_LIMIT, VISIT_LIMIT, TAG_ANNOTATIONS;
var init_layout = __esm({
  "src/oci/layout.ts"() {
    "use strict";
    import_node_path7 = require("node:path");
    init_descriptor();
    init_json();
    init_layout_error();
    init_manifest();
    init_plain_file();
    init_store();
    LAYOUT_FILE_LIMIT = 4096;
    VISIT_LIMIT = 4096;
    TAG_ANNOTATIONS = ["org.opencontainers.image.ref.name", "io.containerd.image.name"];
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
  const bytes = await readBody(answer, TOKEN_LIMIT2);
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
    const body = parseJson(bytes, { bytes: TOKEN_LIMIT2, depth: 16 });
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
function parseLifetime(seconds) {
  return typeof seconds === "number" && seconds > 0 ? seconds : DEFAULT_LIFETIME_S;
}
var TOKEN_LIMIT2, DEFAULT_LIFETIME_S, CLIENT_ID;
var init_token = __esm({
  "src/oci/token.ts"() {
    init_answer();
    init_json();
    init_refusal();
    init_registry_error();
    TOKEN_LIMIT2 = 64 * 1024;
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
    const expires = now() + lifetimeMs - Math.min(RENEWAL_MS2, lifetimeMs / 10);
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
      const covered = wanted.every((each2) => grant?.scopes.has(each2));
      if (grant !== void 0 && grant.header !== sent && covered) return grant.header;
      const insufficient = challenge.parameters.get("error")?.toLowerCase() === "insufficient_scope";
      if (before > 0 && (covered || !insufficient)) return void 0;
      return share(home, challenge, signal);
    }
  };
}
var RENEWAL_MS2, SCOPE_LIMIT;
var init_bearer = __esm({
  "src/oci/bearer.ts"() {
    init_token();
    RENEWAL_MS2 = 1e4;
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
  for (let scheme = scanner.take(TOKEN3); scheme !== void 0; scheme = scanner.take(TOKEN3)) {
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
    const name = scanner.take(TOKEN3);
    const value = name !== void 0 && scanner.take(EQUALS) !== void 0 ? takeValue(scanner) : void 0;
    if (name === void 0 || value === void 0) {
      scanner.rewind(start);
      return;
    }
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
}
function takeValue(scanner) {
  return scanner.take(QUOTED)?.slice(1, -1).replace(/\\(.)/g, "$1") ?? scanner.take(TOKEN3);
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
var TOKEN3, QUOTED, TOKEN68, EQUALS, SPACE, SEPARATORS, HEADER_LIMIT;
var init_challenge = __esm({
  "src/oci/challenge.ts"() {
    TOKEN3 = /[!#$%&'*+.^_`|~\w-]+/y;
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
  return readAnswer2(session, read, async (answer) => {
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
    if (!isDigest(reference)) return TAG2.test(reference) ? fetch(reference) : void 0;
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
function readTag2(session, repository, tag) {
  const accept = [...ACCEPT, "*/*;q=0.1"].join(", ");
  return readAnswer2(
    session,
    { ...describeRead(repository, tag), headers: { accept, "cache-control": "no-cache" } },
    async (answer) => {
      const content = await parseAnswer2(answer, tag);
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
  return readAnswer2(session, read, (answer) => parseAnswer2(answer, reference));
}
function describeRead(repository, reference) {
  const path4 = `/v2/${repository}/manifests/${reference}`;
  return { what: `manifest ${reference}`, path: path4, statuses: [404] };
}
async function parseAnswer2(answer, reference) {
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
var CACHE_LIMIT, TAG2;
var init_registry_manifest = __esm({
  "src/oci/registry-manifest.ts"() {
    init_answer();
    init_descriptor();
    init_manifest();
    init_session();
    init_store();
    CACHE_LIMIT = 32 * 1024 * 1024;
    TAG2 = /^\w[\w.-]{0,127}$/;
  }
});

// src/oci/registry.ts
var registry_exports = {};
__export(registry_exports, {
  createSession: () => createSession,
  openRegistry: () => openRegistry,
  prepareSession: () => prepareSession,
  readStore: () => readStore
});
function openRegistry(options) {
  const session = createSession(options);
  return { ...readStore(session, options), prepare: () => prepareSession(session) };
}
function readStore(session, { reference, awaitAbsent }) {
  const { repository } = reference;
  const readManifest2 = createManifestReader(session, repository, awaitAbsent);
  return {
    name: session.name,
    manifest: readManifest2,
    blob: (target) => readBlobStream(session, repository, target, awaitAbsent),
    async referrers(subject) {
      const listed = await listByApi(session, repository, subject) ?? [];
      if (listed.length > 0) return uniqueByDigest(listed);
      return uniqueByDigest(listByTag(await readManifest2(formatReferrersTag(subject))));
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
    host: DOCKER_HUB_HOSTS2.has(registry) ? "registry-1.docker.io" : registry,
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
var PREPARE_MS, DOCKER_HUB_HOSTS2;
var init_registry = __esm({
  "src/oci/registry.ts"() {
    init_authorization();
    init_descriptor();
    init_referrers();
    init_refusal();
    init_registry_blob();
    init_registry_manifest();
    PREPARE_MS = 1e4;
    DOCKER_HUB_HOSTS2 = /* @__PURE__ */ new Set(["docker.io", "index.docker.io"]);
  }
});

// src/oci/registry-push.ts
function pushBlob(session, repository, bytes, mediaType) {
  const descriptor = { mediaType, digest: digestBytes(bytes), size: bytes.byteLength };
  const path4 = `/v2/${repository}/blobs/uploads/`;
  let restarts = 0;
  const task = { what: `upload of blob ${descriptor.digest}`, method: "POST", path: path4 };
  return persist(session, task, async (signal) => {
    if (await isPresent(session, repository, descriptor, signal)) return descriptor;
    const begun = await sendAuthorized(session, { method: "POST", path: path4 }, signal);
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
  const path4 = `/v2/${repository}/blobs/${digest}`;
  const answer = await sendAuthorized(session, { method: "HEAD", path: path4 }, signal);
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
  const path4 = `/v2/${repository}/manifests/${tag ?? descriptor.digest}`;
  const headers = { "content-type": mediaType, ...ifMatch === void 0 ? {} : { "if-match": ifMatch } };
  const send = async (signal) => {
    const answer = await sendAuthorized(session, { method: "PUT", path: path4, headers, body: bytes }, signal);
    if (!CREATED.has(answer.status)) throw await refuseManifest(session, answer, tag !== void 0);
    const subject = headerOf(answer, "oci-subject") ?? "";
    await answer.discard();
    return { descriptor, subject: isDigest(subject) ? subject : void 0 };
  };
  if (tag !== void 0) return tryOnce(session.patience(), send);
  return persist(session, { what: `push of manifest ${descriptor.digest}`, method: "PUT", path: path4 }, send);
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
var registry_sink_exports = {};
__export(registry_sink_exports, {
  openRegistrySink: () => openRegistrySink
});
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
    within: (patience) => bindSink({ ...session, patience: () => patience }, options, ledger),
    pushBlob: (bytes, mediaType) => pushBlob(session, repository, bytes, mediaType),
    pushManifest: (bytes, mediaType, push = {}) => pushManifest(session, repository, { bytes, mediaType }, push),
    taggedManifest: (tag) => readTag2(session, repository, tag),
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
  process.stdout.write(cmd.toString() + os2.EOL);
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
var os2, CMD_STRING, Command;
var init_command = __esm({
  "node_modules/@actions/core/lib/command.js"() {
    os2 = __toESM(require("os"));
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

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs2.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs2.appendFileSync(filePath, `${toCommandValue(message)}${os3.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter2 = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter2)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter2}"`);
  }
  if (convertedValue.includes(delimiter2)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter2}"`);
  }
  return `${key}<<${delimiter2}${os3.EOL}${convertedValue}${os3.EOL}${delimiter2}`;
}
var crypto, fs2, os3;
var init_file_command = __esm({
  "node_modules/@actions/core/lib/file-command.js"() {
    crypto = __toESM(require("crypto"));
    fs2 = __toESM(require("fs"));
    os3 = __toESM(require("os"));
    init_utils();
  }
});

// node_modules/@actions/core/lib/platform.js
var import_os, platform, arch;
var init_platform2 = __esm({
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
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os5.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
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
function saveState(name, value) {
  const filePath = process.env["GITHUB_STATE"] || "";
  if (filePath) {
    return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
  }
  issueCommand("save-state", { name }, toCommandValue(value));
}
var os5, ExitCode;
var init_core = __esm({
  "node_modules/@actions/core/lib/core.js"() {
    init_command();
    init_file_command();
    init_utils();
    os5 = __toESM(require("os"));
    init_platform2();
    (function(ExitCode2) {
      ExitCode2[ExitCode2["Success"] = 0] = "Success";
      ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
    })(ExitCode || (ExitCode = {}));
  }
});

// src/action/referrer-watch.ts
async function rememberReferrers({ referrers: path4 }, watched) {
  if (watched.length === 0) return;
  const document = { version: WATCH_VERSION, subjects: watched };
  await (0, import_promises10.writeFile)(path4, JSON.stringify(document), { mode: 384 });
  saveState(STATE, path4);
}
var import_promises10, WATCH_VERSION, STATE;
var init_referrer_watch = __esm({
  "src/action/referrer-watch.ts"() {
    init_core();
    import_promises10 = require("node:fs/promises");
    init_folders();
    WATCH_VERSION = 1;
    STATE = "referrers";
  }
});

// src/build/csv.ts
function parseRow(line) {
  const field = /"((?:[^"\r\n]|"")*)"(?=,|$)|([^",\r\n]*)(?=,|$)/y;
  const fields = [];
  for (; ; ) {
    const match = field.exec(line);
    if (match === null) return void 0;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (field.lastIndex === line.length) return fields;
    field.lastIndex += 1;
  }
}
function formatRow(fields) {
  return fields.map((field) => /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field).join(",");
}
function parsePair(field) {
  const at = field.indexOf("=");
  return at === -1 ? void 0 : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
}
var init_csv = __esm({
  "src/build/csv.ts"() {
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
var import_node_os2, import_node_string_decoder, LONGEST_LINE, LineBuffer;
var init_line_buffer = __esm({
  "src/action/line-buffer.ts"() {
    import_node_os2 = require("node:os");
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
        return rest === "" ? "" : cleanStream(rest) + import_node_os2.EOL;
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
function describe4(message, { title, ...place }) {
  const heading = title === void 0 ? {} : { title: listInertLines(title).join(" ") };
  return [listInertLines(message).join("\n"), { ...place, ...heading }];
}
function ignoreBrokenPipe() {
  return;
}
function waitForDrain() {
  drained ??= new Promise((resolve8) => {
    const settle = () => {
      for (const event of ["drain", "close", "error"]) process.stdout.off(event, settle);
      drained = void 0;
      resolve8();
    };
    for (const event of ["drain", "close", "error"]) process.stdout.on(event, settle);
    if (process.stdout.destroyed) settle();
  });
  return drained;
}
var import_node_crypto5, import_node_os3, RunnerLog, drained;
var init_log = __esm({
  "src/action/log.ts"() {
    init_core();
    import_node_crypto5 = require("node:crypto");
    import_node_os3 = require("node:os");
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
        for (const line of listInertLines(text)) process.stdout.write(line + import_node_os3.EOL);
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
          notice(...describe4(message, place));
        });
      }
      warning(message, place = {}) {
        this.#command(() => {
          warning(...describe4(message, place));
        });
      }
      error(message, place = {}) {
        this.#command(() => {
          error(...describe4(message, place));
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
        this.#token = (0, import_node_crypto5.randomUUID)();
        setSecret(this.#token);
        process.stdout.write(`::stop-commands::${this.#token}${import_node_os3.EOL}`);
      }
      #resume() {
        if (this.#token === void 0) return;
        this.#startLine();
        process.stdout.write(`::${this.#token}::${import_node_os3.EOL}`);
        this.#token = void 0;
      }
      #startLine() {
        if (!this.#atLineStart) process.stdout.write(import_node_os3.EOL);
        this.#atLineStart = true;
      }
    };
  }
});

// src/action/input-error.ts
function quoteValue2(value) {
  const redacted = redactUserinfo(value);
  const short = redacted.length > SHOWN_LENGTH ? `${redacted.slice(0, SHOWN_LENGTH)}…` : redacted;
  return replaceUnprintable(JSON.stringify(short));
}
function describeMistake({ input, value, problem, allowed }) {
  return `  ${input}: ${value} ${problem} (allowed: ${allowed})`;
}
var InputError, ValueError, HIDDEN_VALUE, SHOWN_LENGTH;
var init_input_error = __esm({
  "src/action/input-error.ts"() {
    init_plain_text();
    InputError = class extends Error {
      name = "InputError";
      mistakes;
      constructor(mistakes) {
        const count = mistakes.length === 1 ? "One input is wrong" : `${String(mistakes.length)} inputs are wrong`;
        super([`${count}; nothing was built:`, ...mistakes.map(describeMistake)].join("\n"));
        this.mistakes = mistakes;
      }
    };
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
    HIDDEN_VALUE = "(hidden)";
    SHOWN_LENGTH = 120;
  }
});

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError;
var init_CsvError = __esm({
  "node_modules/csv-parse/lib/api/CsvError.js"() {
    CsvError = class _CsvError extends Error {
      constructor(code, message, options, ...contexts) {
        if (Array.isArray(message)) message = message.join(" ").trim();
        super(message);
        if (Error.captureStackTrace !== void 0) {
          Error.captureStackTrace(this, _CsvError);
        }
        this.code = code;
        for (const context of contexts) {
          for (const key in context) {
            const value = context[key];
            this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
          }
        }
      }
    };
  }
});

// node_modules/csv-parse/lib/utils/is_object.js
var is_object;
var init_is_object = __esm({
  "node_modules/csv-parse/lib/utils/is_object.js"() {
    is_object = function(obj) {
      return typeof obj === "object" && obj !== null && !Array.isArray(obj);
    };
  }
});

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array;
var init_normalize_columns_array = __esm({
  "node_modules/csv-parse/lib/api/normalize_columns_array.js"() {
    init_CsvError();
    init_is_object();
    normalize_columns_array = function(columns) {
      const normalizedColumns = [];
      for (let i = 0, l = columns.length; i < l; i++) {
        const column = columns[i];
        if (column === void 0 || column === null || column === false) {
          normalizedColumns[i] = { disabled: true };
        } else if (typeof column === "string" || typeof column === "number") {
          normalizedColumns[i] = { name: `${column}` };
        } else if (is_object(column)) {
          if (typeof column.name !== "string") {
            throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
              "Option columns missing name:",
              `property "name" is required at position ${i}`,
              "when column is an object literal"
            ]);
          }
          normalizedColumns[i] = column;
        } else {
          throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
            "Invalid column definition:",
            "expect a string or a literal object,",
            `got ${JSON.stringify(column)} at position ${i}`
          ]);
        }
      }
      return normalizedColumns;
    };
  }
});

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer, ResizeableBuffer_default;
var init_ResizeableBuffer = __esm({
  "node_modules/csv-parse/lib/utils/ResizeableBuffer.js"() {
    ResizeableBuffer = class {
      constructor(size = 100) {
        this.size = size;
        this.length = 0;
        this.buf = Buffer.allocUnsafe(size);
      }
      prepend(val) {
        if (Buffer.isBuffer(val)) {
          const length = this.length + val.length;
          if (length >= this.size) {
            this.resize();
            if (length >= this.size) {
              throw Error("INVALID_BUFFER_STATE");
            }
          }
          const buf = this.buf;
          this.buf = Buffer.allocUnsafe(this.size);
          val.copy(this.buf, 0);
          buf.copy(this.buf, val.length);
          this.length += val.length;
        } else {
          const length = this.length++;
          if (length === this.size) {
            this.resize();
          }
          const buf = this.clone();
          this.buf[0] = val;
          buf.copy(this.buf, 1, 0, length);
        }
      }
      append(val) {
        const length = this.length++;
        if (length === this.size) {
          this.resize();
        }
        this.buf[length] = val;
      }
      clone() {
        return Buffer.from(this.buf.slice(0, this.length));
      }
      resize() {
        const length = this.length;
        this.size = this.size * 2;
        const buf = Buffer.allocUnsafe(this.size);
        this.buf.copy(buf, 0, 0, length);
        this.buf = buf;
      }
      toString(encoding) {
        if (encoding) {
          return this.buf.toString(encoding, 0, this.length);
        } else {
          return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
        }
      }
      toJSON() {
        return this.toString("utf8");
      }
      reset() {
        this.length = 0;
      }
    };
    ResizeableBuffer_default = ResizeableBuffer;
  }
});

// node_modules/csv-parse/lib/api/init_state.js
var init_state;
var init_init_state = __esm({
  "node_modules/csv-parse/lib/api/init_state.js"() {
    init_ResizeableBuffer();
    init_state = function(options) {
      const timchars = [
        // Basic Latin
        32,
        // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
        9,
        // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
        10,
        // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
        13,
        // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
        12,
        // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
        11,
        // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
        // Latin-1 Supplement
        160,
        // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
        // Ogham
        5760,
        // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
        // General Punctuation
        8192,
        // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
        8193,
        // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
        8194,
        // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
        8195,
        // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
        8196,
        // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
        8197,
        // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
        8198,
        // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
        8199,
        // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
        8200,
        // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
        8201,
        // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
        8202,
        // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
        8232,
        // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
        8233,
        // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
        8239,
        // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
        8287,
        // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
        12288,
        // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
        65279
        // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
      ].reduce((acc, codepoint) => {
        const encoded = Buffer.from(
          String.fromCharCode(codepoint),
          options.encoding
        );
        if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
          return acc;
        }
        acc.push(encoded);
        return acc;
      }, []);
      const timcharFirstBytes = new Uint8Array(256);
      for (const t of timchars) timcharFirstBytes[t[0]] = 1;
      return {
        bomSkipped: false,
        bufBytesStart: 0,
        castField: options.cast_function,
        commenting: false,
        delimiterBufPrevious: void 0,
        delimiterDiscovered: false,
        // Current error encountered by a record
        error: void 0,
        enabled: options.from_line === 1,
        escaping: false,
        escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
        // columns can be `false`, `true`, `Array`
        expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
        field: new ResizeableBuffer_default(20),
        firstLineToHeaders: options.cast_first_line_to_header,
        needMoreDataSize: Math.max(
          // Skip if the remaining buffer smaller than comment
          options.comment !== null ? options.comment.length : 0,
          ...options.delimiter ? options.delimiter.map((delimiter2) => delimiter2.length) : [],
          // Auto discovery of delimiter is limited to 1 character
          options.delimiter_auto ? 1 : 0,
          // Skip if the remaining buffer can be escape sequence
          options.quote !== null ? options.quote.length : 0,
          ...timchars.map((t) => t.length)
        ),
        previousBuf: void 0,
        quoting: false,
        stop: false,
        rawBuffer: new ResizeableBuffer_default(100),
        record: [],
        recordHasError: false,
        record_length: 0,
        recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
        trimChars: [
          Buffer.from(" ", options.encoding)[0],
          Buffer.from("	", options.encoding)[0]
        ],
        wasQuoting: false,
        wasRowDelimiter: false,
        timchars,
        timcharFirstBytes
      };
    };
  }
});

// node_modules/csv-parse/lib/utils/underscore.js
var underscore;
var init_underscore = __esm({
  "node_modules/csv-parse/lib/utils/underscore.js"() {
    underscore = function(str) {
      return str.replace(/([A-Z])/g, function(_, match) {
        return "_" + match.toLowerCase();
      });
    };
  }
});

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options;
var init_normalize_options = __esm({
  "node_modules/csv-parse/lib/api/normalize_options.js"() {
    init_normalize_columns_array();
    init_CsvError();
    init_underscore();
    init_is_object();
    normalize_options = function(opts) {
      const options = {};
      for (const opt in opts) {
        options[underscore(opt)] = opts[opt];
      }
      if (options.encoding === void 0 || options.encoding === true) {
        options.encoding = "utf8";
      } else if (options.encoding === null || options.encoding === false) {
        options.encoding = null;
      } else if (typeof options.encoding !== "string" && options.encoding !== null) {
        throw new CsvError(
          "CSV_INVALID_OPTION_ENCODING",
          [
            "Invalid option encoding:",
            "encoding must be a string or null to return a buffer,",
            `got ${JSON.stringify(options.encoding)}`
          ],
          options
        );
      }
      if (options.bom === void 0 || options.bom === null || options.bom === false) {
        options.bom = false;
      } else if (options.bom !== true) {
        throw new CsvError(
          "CSV_INVALID_OPTION_BOM",
          [
            "Invalid option bom:",
            "bom must be true,",
            `got ${JSON.stringify(options.bom)}`
          ],
          options
        );
      }
      options.cast_function = null;
      if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
        options.cast = void 0;
      } else if (typeof options.cast === "function") {
        options.cast_function = options.cast;
        options.cast = true;
      } else if (options.cast !== true) {
        throw new CsvError(
          "CSV_INVALID_OPTION_CAST",
          [
            "Invalid option cast:",
            "cast must be true or a function,",
            `got ${JSON.stringify(options.cast)}`
          ],
          options
        );
      }
      if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
        options.cast_date = false;
      } else if (options.cast_date === true) {
        options.cast_date = function(value) {
          const date = Date.parse(value);
          return !isNaN(date) ? new Date(date) : value;
        };
      } else if (typeof options.cast_date !== "function") {
        throw new CsvError(
          "CSV_INVALID_OPTION_CAST_DATE",
          [
            "Invalid option cast_date:",
            "cast_date must be true or a function,",
            `got ${JSON.stringify(options.cast_date)}`
          ],
          options
        );
      }
      options.cast_first_line_to_header = void 0;
      if (options.columns === true) {
        options.cast_first_line_to_header = void 0;
      } else if (typeof options.columns === "function") {
        options.cast_first_line_to_header = options.columns;
        options.columns = true;
      } else if (Array.isArray(options.columns)) {
        options.columns = normalize_columns_array(options.columns);
      } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
        options.columns = false;
      } else {
        throw new CsvError(
          "CSV_INVALID_OPTION_COLUMNS",
          [
            "Invalid option columns:",
            "expect an array, a function or true,",
            `got ${JSON.stringify(options.columns)}`
          ],
          options
        );
      }
      if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
        options.group_columns_by_name = false;
      } else if (options.group_columns_by_name !== true) {
        throw new CsvError(
          "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
          [
            "Invalid option group_columns_by_name:",
            "expect an boolean,",
            `got ${JSON.stringify(options.group_columns_by_name)}`
          ],
          options
        );
      } else if (options.columns === false) {
        throw new CsvError(
          "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
          [
            "Invalid option group_columns_by_name:",
            "the `columns` mode must be activated."
          ],
          options
        );
      }
      if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
        options.comment = null;
      } else {
        if (typeof options.comment === "string") {
          options.comment = Buffer.from(options.comment, options.encoding);
        }
        if (!Buffer.isBuffer(options.comment)) {
          throw new CsvError(
            "CSV_INVALID_OPTION_COMMENT",
            [
              "Invalid option comment:",
              "comment must be a buffer or a string,",
              `got ${JSON.stringify(options.comment)}`
            ],
            options
          );
        }
      }
      if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
        options.comment_no_infix = false;
      } else if (options.comment_no_infix !== true) {
        throw new CsvError(
          "CSV_INVALID_OPTION_COMMENT",
          [
            "Invalid option comment_no_infix:",
            "value must be a boolean,",
            `got ${JSON.stringify(options.comment_no_infix)}`
          ],
          options
        );
      }
      if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
        options.delimiter_auto = false;
      } else if (options.delimiter_auto === true) {
        options.delimiter_auto = {};
      } else if (!is_object(options.delimiter_auto)) {
        throw new CsvError(
          "CSV_INVALID_OPTION_DELIMITER_AUTO",
          [
            "Invalid option delimiter_auto:",
            "delimiter_auto must be a boolean or a configuration object,",
            `got ${JSON.stringify(options.delimiter_auto)}`
          ],
          options
        );
      }
      if (options.delimiter_auto) {
        if (options.delimiter_auto.preferred === void 0)
          options.delimiter_auto.preferred = {
            [",".charCodeAt(0)]: 1.8,
            ["	".charCodeAt(0)]: 1.8,
            [";".charCodeAt(0)]: 1.6,
            [" ".charCodeAt(0)]: 1.6,
            [":".charCodeAt(0)]: 1.5,
            [".".charCodeAt(0)]: 1.4,
            ["/".charCodeAt(0)]: 1.4
          };
        else if (!is_object(options.delimiter_auto.preferred)) {
          throw new CsvError(
            "CSV_INVALID_OPTION_DELIMITER_AUTO",
            [
              "Invalid option delimiter_auto:",
              "preferred must be an object,",
              `got ${JSON.stringify(options.delimiter_auto.preferred)}`
            ],
            options
          );
        }
        if (options.delimiter_auto.score === void 0)
          options.delimiter_auto.score = (info, options2) => {
            return (info.total - info.std) * (options2.preferred[info.char_code] || 1);
          };
        else if (typeof options.delimiter_auto.score !== "function") {
          throw new CsvError(
            "CSV_INVALID_OPTION_DELIMITER_AUTO",
            [
              "Invalid option delimiter_auto:",
              "score must be a function,",
              `got ${JSON.stringify(options.delimiter_auto.score)}`
            ],
            options
          );
        }
        if (options.delimiter_auto.size === void 0)
          options.delimiter_auto.size = 2048;
        else if (typeof options.delimiter_auto.size !== "number") {
          throw new CsvError(
            "CSV_INVALID_OPTION_DELIMITER_AUTO",
            [
              "Invalid option delimiter_auto:",
              "size must be a number,",
              `got ${JSON.stringify(options.delimiter_auto.size)}`
            ],
            options
          );
        }
      }
      const delimiter_json = JSON.stringify(options.delimiter);
      if (options.delimiter_auto !== false) {
        options.delimiter = [];
      }
      if (!Array.isArray(options.delimiter)) {
        if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
          options.delimiter = Buffer.from(",", options.encoding);
        }
        options.delimiter = [options.delimiter];
      }
      options.delimiter = options.delimiter.map(function(delimiter2) {
        if (typeof delimiter2 === "string") {
          delimiter2 = Buffer.from(delimiter2, options.encoding);
        }
        if (!Buffer.isBuffer(delimiter2) || delimiter2.length === 0) {
          throw new CsvError(
            "CSV_INVALID_OPTION_DELIMITER",
            [
              "Invalid option delimiter:",
              "delimiter must be a non empty string or buffer or array of string|buffer,",
              `got ${delimiter_json}`
            ],
            options
          );
        }
        return delimiter2;
      });
      if (options.escape === void 0 || options.escape === true) {
        options.escape = Buffer.from('"', options.encoding);
      } else if (typeof options.escape === "string") {
        options.escape = Buffer.from(options.escape, options.encoding);
      } else if (options.escape === null || options.escape === false) {
        options.escape = null;
      }
      if (options.escape !== null) {
        if (!Buffer.isBuffer(options.escape)) {
          throw new Error(
            `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
          );
        }
      }
      if (options.from === void 0 || options.from === null) {
        options.from = 1;
      } else {
        if (typeof options.from === "string" && /\d+/.test(options.from)) {
          options.from = parseInt(options.from);
        }
        if (Number.isInteger(options.from)) {
          if (options.from < 0) {
            throw new Error(
              `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
            );
          }
        } else {
          throw new Error(
            `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
          );
        }
      }
      if (options.from_line === void 0 || options.from_line === null) {
        options.from_line = 1;
      } else {
        if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
          options.from_line = parseInt(options.from_line);
        }
        if (Number.isInteger(options.from_line)) {
          if (options.from_line <= 0) {
            throw new Error(
              `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
            );
          }
        } else {
          throw new Error(
            `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
          );
        }
      }
      if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
        options.ignore_last_delimiters = false;
      } else if (typeof options.ignore_last_delimiters === "number") {
        options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
        if (options.ignore_last_delimiters === 0) {
          options.ignore_last_delimiters = false;
        }
      } else if (typeof options.ignore_last_delimiters !== "boolean") {
        throw new CsvError(
          "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
          [
            "Invalid option `ignore_last_delimiters`:",
            "the value must be a boolean value or an integer,",
            `got ${JSON.stringify(options.ignore_last_delimiters)}`
          ],
          options
        );
      }
      if (options.ignore_last_delimiters === true && options.columns === false) {
        throw new CsvError(
          "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
          [
            "The option `ignore_last_delimiters`",
            "requires the activation of the `columns` option"
          ],
          options
        );
      }
      if (options.info === void 0 || options.info === null || options.info === false) {
        options.info = false;
      } else if (options.info !== true) {
        throw new Error(
          `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
        );
      }
      if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
        options.max_record_size = 0;
      } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
      } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
        options.max_record_size = parseInt(options.max_record_size);
      } else {
        throw new Error(
          `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
        );
      }
      if (options.objname === void 0 || options.objname === null || options.objname === false) {
        options.objname = void 0;
      } else if (Buffer.isBuffer(options.objname)) {
        if (options.objname.length === 0) {
          throw new Error(`Invalid Option: objname must be a non empty buffer`);
        }
        if (options.encoding === null) {
        } else {
          options.objname = options.objname.toString(options.encoding);
        }
      } else if (typeof options.objname === "string") {
        if (options.objname.length === 0) {
          throw new Error(`Invalid Option: objname must be a non empty string`);
        }
      } else if (typeof options.objname === "number") {
      } else {
        throw new Error(
          `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
        );
      }
      if (options.objname !== void 0) {
        if (typeof options.objname === "number") {
          if (options.columns !== false) {
            throw Error(
              "Invalid Option: objname index cannot be combined with columns or be defined as a field"
            );
          }
        } else {
          if (options.columns === false) {
            throw Error(
              "Invalid Option: objname field must be combined with columns or be defined as an index"
            );
          }
        }
      }
      if (options.on_record === void 0 || options.on_record === null) {
        options.on_record = void 0;
      } else if (typeof options.on_record !== "function") {
        throw new CsvError(
          "CSV_INVALID_OPTION_ON_RECORD",
          [
            "Invalid option `on_record`:",
            "expect a function,",
            `got ${JSON.stringify(options.on_record)}`
          ],
          options
        );
      }
      if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
        throw new Error(
          `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
        );
      }
      if (options.quote === null || options.quote === false || options.quote === "") {
        options.quote = null;
      } else {
        if (options.quote === void 0 || options.quote === true) {
          options.quote = Buffer.from('"', options.encoding);
        } else if (typeof options.quote === "string") {
          options.quote = Buffer.from(options.quote, options.encoding);
        }
        if (!Buffer.isBuffer(options.quote)) {
          throw new Error(
            `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
          );
        }
      }
      if (options.raw === void 0 || options.raw === null || options.raw === false) {
        options.raw = false;
      } else if (options.raw !== true) {
        throw new Error(
          `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
        );
      }
      if (options.record_delimiter === void 0) {
        options.record_delimiter = [];
      } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
        if (options.record_delimiter.length === 0) {
          throw new CsvError(
            "CSV_INVALID_OPTION_RECORD_DELIMITER",
            [
              "Invalid option `record_delimiter`:",
              "value must be a non empty string or buffer,",
              `got ${JSON.stringify(options.record_delimiter)}`
            ],
            options
          );
        }
        options.record_delimiter = [options.record_delimiter];
      } else if (!Array.isArray(options.record_delimiter)) {
        throw new CsvError(
          "CSV_INVALID_OPTION_RECORD_DELIMITER",
          [
            "Invalid option `record_delimiter`:",
            "value must be a string, a buffer or array of string|buffer,",
            `got ${JSON.stringify(options.record_delimiter)}`
          ],
          options
        );
      }
      options.record_delimiter = options.record_delimiter.map(function(rd, i) {
        if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
          throw new CsvError(
            "CSV_INVALID_OPTION_RECORD_DELIMITER",
            [
              "Invalid option `record_delimiter`:",
              "value must be a string, a buffer or array of string|buffer",
              `at index ${i},`,
              `got ${JSON.stringify(rd)}`
            ],
            options
          );
        } else if (rd.length === 0) {
          throw new CsvError(
            "CSV_INVALID_OPTION_RECORD_DELIMITER",
            [
              "Invalid option `record_delimiter`:",
              "value must be a non empty string or buffer",
              `at index ${i},`,
              `got ${JSON.stringify(rd)}`
            ],
            options
          );
        }
        if (typeof rd === "string") {
          rd = Buffer.from(rd, options.encoding);
        }
        return rd;
      });
      if (typeof options.relax_column_count === "boolean") {
      } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
        options.relax_column_count = false;
      } else {
        throw new Error(
          `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
        );
      }
      if (typeof options.relax_column_count_less === "boolean") {
      } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
        options.relax_column_count_less = false;
      } else {
        throw new Error(
          `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
        );
      }
      if (typeof options.relax_column_count_more === "boolean") {
      } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
        options.relax_column_count_more = false;
      } else {
        throw new Error(
          `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
        );
      }
      if (typeof options.relax_quotes === "boolean") {
      } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
        options.relax_quotes = false;
      } else {
        throw new Error(
          `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
        );
      }
      if (typeof options.skip_empty_lines === "boolean") {
      } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
        options.skip_empty_lines = false;
      } else {
        throw new Error(
          `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
        );
      }
      if (typeof options.skip_records_with_empty_values === "boolean") {
      } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
        options.skip_records_with_empty_values = false;
      } else {
        throw new Error(
          `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
        );
      }
      if (typeof options.skip_records_with_error === "boolean") {
      } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
        options.skip_records_with_error = false;
      } else {
        throw new Error(
          `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
        );
      }
      if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
        options.rtrim = false;
      } else if (options.rtrim !== true) {
        throw new Error(
          `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
        );
      }
      if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
        options.ltrim = false;
      } else if (options.ltrim !== true) {
        throw new Error(
          `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
        );
      }
      if (options.trim === void 0 || options.trim === null || options.trim === false) {
        options.trim = false;
      } else if (options.trim !== true) {
        throw new Error(
          `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
        );
      }
      if (options.trim === true && opts.ltrim !== false) {
        options.ltrim = true;
      } else if (options.ltrim !== true) {
        options.ltrim = false;
      }
      if (options.trim === true && opts.rtrim !== false) {
        options.rtrim = true;
      } else if (options.rtrim !== true) {
        options.rtrim = false;
      }
      if (options.to === void 0 || options.to === null) {
        options.to = -1;
      } else if (options.to !== -1) {
        if (typeof options.to === "string" && /\d+/.test(options.to)) {
          options.to = parseInt(options.to);
        }
        if (Number.isInteger(options.to)) {
          if (options.to <= 0) {
            throw new Error(
              `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
            );
          }
        } else {
          throw new Error(
            `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
          );
        }
      }
      if (options.to_line === void 0 || options.to_line === null) {
        options.to_line = -1;
      } else if (options.to_line !== -1) {
        if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
          options.to_line = parseInt(options.to_line);
        }
        if (Number.isInteger(options.to_line)) {
          if (options.to_line <= 0) {
            throw new Error(
              `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
            );
          }
        } else {
          throw new Error(
            `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
          );
        }
      }
      return options;
    };
  }
});

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover, std;
var init_delimiter_discover = __esm({
  "node_modules/csv-parse/lib/utils/delimiter_discover.js"() {
    init_normalize_options();
    init_api();
    delimiter_discover = function(records, options) {
      if (!options) {
        ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
      }
      if (typeof records === "string") {
        records = Buffer.from(records);
      }
      if (Buffer.isBuffer(records)) {
        records = ((data) => {
          const records2 = [];
          const parser = transform({ delimiter: [] });
          const push = (record) => records2.push(record);
          const close = () => {
          };
          const error2 = parser.parse(data, true, push, close);
          if (error2 !== void 0) throw error2;
          return records2;
        })(records);
      }
      const info = Array(127).fill().map(() => ({ lines: [] }));
      records.map(([record], line) => {
        for (let i = 0, l = record.length; i < l; i++) {
          const code = record.charCodeAt(i);
          if (info[code].lines[line] === void 0) info[code].lines[line] = 0;
          info[code].lines[line]++;
        }
      });
      info.map((info2, i) => {
        info2.char_code = i;
        info2.std = std(info2.lines);
        info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
        info2.preferred = !!options.preferred[i];
        info2.score = options.score(info2, options);
      });
      const result = info.reduce(
        (acc, info2) => acc.score > info2.score ? acc : info2,
        {}
      );
      return String.fromCharCode(result.char_code);
    };
    std = function(array) {
      const n = array.length;
      if (n === 0) return 0;
      const mean = array.reduce((a, b) => a + b) / n;
      return Math.sqrt(
        array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
      );
    };
  }
});

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty, cr, nl, boms, transform;
var init_api = __esm({
  "node_modules/csv-parse/lib/api/index.js"() {
    init_normalize_columns_array();
    init_init_state();
    init_normalize_options();
    init_CsvError();
    init_delimiter_discover();
    isRecordEmpty = function(record) {
      return record.every(
        (field) => field == null || field.toString && field.toString().trim() === ""
      );
    };
    cr = 13;
    nl = 10;
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
    transform = function(original_options = {}) {
      const info = {
        bytes: 0,
        bytes_records: 0,
        comment_lines: 0,
        empty_lines: 0,
        invalid_field_length: 0,
        lines: 1,
        records: 0
      };
      const options = normalize_options(original_options);
      return {
        info,
        original_options,
        options,
        state: init_state(options),
        __needMoreData: function(i, bufLen, end) {
          if (end) return false;
          const { encoding, escape, quote } = this.options;
          const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
          const numOfCharLeft = bufLen - i - 1;
          const requiredLength = Math.max(
            needMoreDataSize,
            // Skip if the remaining buffer smaller than record delimiter
            // If "record_delimiter" is yet to be discovered:
            // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
            // 2. We set the length to windows line ending in the current encoding
            // Note, that encoding is known from user or bom discovery at that point
            // recordDelimiterMaxLength,
            recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
            // Skip if remaining buffer can be an escaped quote
            quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
            // Skip if remaining buffer can be record delimiter following the closing quote
            quoting ? quote.length + recordDelimiterMaxLength : 0
          );
          return numOfCharLeft < requiredLength;
        },
        // Central parser implementation
        parse: function(nextBuf, end, push, close) {
          const {
            bom,
            comment_no_infix,
            delimiter_auto,
            encoding,
            from_line,
            ltrim,
            max_record_size,
            raw,
            relax_quotes,
            rtrim,
            skip_empty_lines,
            to,
            to_line
          } = this.options;
          let { comment, escape, quote, record_delimiter } = this.options;
          const {
            bomSkipped,
            delimiterDiscovered,
            delimiterBufPrevious,
            rawBuffer,
            escapeIsQuote
          } = this.state;
          if (!delimiterDiscovered && delimiter_auto) {
            let delimiterBuf;
            if (delimiterBufPrevious === void 0) {
              delimiterBuf = nextBuf;
            } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
              delimiterBuf = delimiterBufPrevious;
            } else {
              delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
            }
            nextBuf = void 0;
            if (end || delimiterBuf.length > delimiter_auto.size) {
              this.options.delimiter = [
                Buffer.from(
                  delimiter_discover(delimiterBuf, this.options.delimiter_auto)
                )
              ];
              this.state.previousBuf = delimiterBuf;
              this.state.delimiterBufPrevious = void 0;
              this.state.delimiterDiscovered = true;
            } else {
              this.state.delimiterBufPrevious = delimiterBuf;
              return;
            }
          }
          const { previousBuf } = this.state;
          let buf;
          if (previousBuf === void 0) {
            if (nextBuf === void 0) {
              close();
              return;
            } else {
              buf = nextBuf;
            }
          } else if (previousBuf !== void 0 && nextBuf === void 0) {
            buf = previousBuf;
          } else {
            buf = Buffer.concat([previousBuf, nextBuf]);
          }
          if (bomSkipped === false) {
            if (bom === false) {
              this.state.bomSkipped = true;
            } else if (buf.length < 3) {
              if (end === false) {
                this.state.previousBuf = buf;
                return;
              }
            } else {
              for (const encoding2 in boms) {
                if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
                  const bomLength = boms[encoding2].length;
                  this.state.bufBytesStart += bomLength;
                  buf = buf.slice(bomLength);
                  const options2 = normalize_options({
                    ...this.original_options,
                    encoding: encoding2
                  });
                  for (const key in options2) {
                    this.options[key] = options2[key];
                  }
                  ({ comment, escape, quote } = this.options);
                  break;
                }
              }
              this.state.bomSkipped = true;
            }
          }
          const bufLen = buf.length;
          let pos;
          for (pos = 0; pos < bufLen; pos++) {
            if (this.__needMoreData(pos, bufLen, end)) {
              break;
            }
            if (this.state.wasRowDelimiter === true) {
              this.info.lines++;
              this.state.wasRowDelimiter = false;
            }
            if (to_line !== -1 && this.info.lines > to_line) {
              this.state.stop = true;
              close();
              return;
            }
            if (this.state.quoting === false && record_delimiter.length === 0) {
              const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
                buf,
                pos
              );
              if (record_delimiterCount) {
                record_delimiter = this.options.record_delimiter;
              }
            }
            const chr = buf[pos];
            if (raw === true) {
              rawBuffer.append(chr);
            }
            if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
              this.state.wasRowDelimiter = true;
            }
            if (this.state.escaping === true) {
              this.state.escaping = false;
            } else {
              if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
                if (escapeIsQuote) {
                  if (this.__isQuote(buf, pos + escape.length)) {
                    this.state.escaping = true;
                    pos += escape.length - 1;
                    continue;
                  }
                } else {
                  this.state.escaping = true;
                  pos += escape.length - 1;
                  continue;
                }
              }
              if (this.state.commenting === false && this.__isQuote(buf, pos)) {
                if (this.state.quoting === true) {
                  const nextChr = buf[pos + quote.length];
                  const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
                  const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
                  const isNextChrDelimiter = this.__isDelimiter(
                    buf,
                    pos + quote.length,
                    nextChr
                  );
                  const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
                  if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                    pos += escape.length - 1;
                  } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                    this.state.quoting = false;
                    this.state.wasQuoting = true;
                    pos += quote.length - 1;
                    continue;
                  } else if (relax_quotes === false) {
                    const err = this.__error(
                      new CsvError(
                        "CSV_INVALID_CLOSING_QUOTE",
                        [
                          "Invalid Closing Quote:",
                          `got "${String.fromCharCode(nextChr)}"`,
                          `at line ${this.info.lines}`,
                          "instead of delimiter, record delimiter, trimable character",
                          "(if activated) or comment"
                        ],
                        this.options,
                        this.__infoField()
                      )
                    );
                    if (err !== void 0) return err;
                  } else {
                    this.state.quoting = false;
                    this.state.wasQuoting = true;
                    this.state.field.prepend(quote);
                    pos += quote.length - 1;
                  }
                } else {
                  if (this.state.field.length !== 0) {
                    if (relax_quotes === false) {
                      const info2 = this.__infoField();
                      const bom2 = Object.keys(boms).map(
                        (b) => boms[b].equals(this.state.field.toString()) ? b : false
                      ).filter(Boolean)[0];
                      const err = this.__error(
                        new CsvError(
                          "INVALID_OPENING_QUOTE",
                          [
                            "Invalid Opening Quote:",
                            `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                            bom2 ? `(${bom2} bom)` : void 0
                          ],
                          this.options,
                          info2,
                          {
                            field: this.state.field
                          }
                        )
                      );
                      if (err !== void 0) return err;
                    }
                  } else {
                    this.state.quoting = true;
                    pos += quote.length - 1;
                    continue;
                  }
                }
              }
              if (this.state.quoting === false) {
                const recordDelimiterLength = this.__isRecordDelimiter(
                  chr,
                  buf,
                  pos
                );
                if (recordDelimiterLength !== 0) {
                  const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
                  if (skipCommentLine) {
                    this.info.comment_lines++;
                  } else {
                    if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                      this.state.enabled = true;
                      this.__resetField();
                      this.__resetRecord();
                      pos += recordDelimiterLength - 1;
                      continue;
                    }
                    if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                      this.info.empty_lines++;
                      pos += recordDelimiterLength - 1;
                      continue;
                    }
                    this.info.bytes = this.state.bufBytesStart + pos;
                    const errField = this.__onField();
                    if (errField !== void 0) return errField;
                    this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                    const errRecord = this.__onRecord(push);
                    if (errRecord !== void 0) return errRecord;
                    if (to !== -1 && this.info.records >= to) {
                      this.state.stop = true;
                      close();
                      return;
                    }
                  }
                  this.state.commenting = false;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (this.state.commenting) {
                  continue;
                }
                if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
                  const commentCount = this.__compareBytes(comment, buf, pos, chr);
                  if (commentCount !== 0) {
                    this.state.commenting = true;
                    continue;
                  }
                }
                const delimiterLength = this.__isDelimiter(buf, pos, chr);
                if (delimiterLength !== 0) {
                  this.info.bytes = this.state.bufBytesStart + pos;
                  const errField = this.__onField();
                  if (errField !== void 0) return errField;
                  pos += delimiterLength - 1;
                  continue;
                }
              }
            }
            if (this.state.commenting === false) {
              if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
                return this.__error(
                  new CsvError(
                    "CSV_MAX_RECORD_SIZE",
                    [
                      "Max Record Size:",
                      "record exceed the maximum number of tolerated bytes",
                      `of ${max_record_size}`,
                      `at line ${this.info.lines}`
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
              }
            }
            const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
            const rappend = rtrim === false || this.state.wasQuoting === false;
            if (lappend === true && rappend === true) {
              this.state.field.append(chr);
            } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
              return this.__error(
                new CsvError(
                  "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
                  [
                    "Invalid Closing Quote:",
                    "found non trimable byte after quote",
                    `at line ${this.info.lines}`
                  ],
                  this.options,
                  this.__infoField()
                )
              );
            } else {
              if (lappend === false) {
                pos += this.__isCharTrimable(buf, pos) - 1;
              }
              continue;
            }
          }
          if (end === true) {
            if (this.state.quoting === true) {
              const err = this.__error(
                new CsvError(
                  "CSV_QUOTE_NOT_CLOSED",
                  [
                    "Quote Not Closed:",
                    `the parsing is finished with an opening quote at line ${this.info.lines}`
                  ],
                  this.options,
                  this.__infoField()
                )
              );
              if (err !== void 0) return err;
            } else {
              if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
              } else if (this.state.wasRowDelimiter === true) {
                this.info.empty_lines++;
              } else if (this.state.commenting === true) {
                this.info.comment_lines++;
              }
            }
          } else {
            this.state.bufBytesStart += pos;
            this.state.previousBuf = buf.slice(pos);
          }
          if (this.state.wasRowDelimiter === true) {
            this.info.lines++;
            this.state.wasRowDelimiter = false;
          }
        },
        __onRecord: function(push) {
          const {
            columns,
            group_columns_by_name,
            encoding,
            info: info2,
            from,
            relax_column_count,
            relax_column_count_less,
            relax_column_count_more,
            raw,
            skip_records_with_empty_values
          } = this.options;
          const { enabled, record } = this.state;
          if (enabled === false) {
            return this.__resetRecord();
          }
          const recordLength = record.length;
          if (columns === true) {
            if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
              this.__resetRecord();
              return;
            }
            return this.__firstLineToColumns(record);
          }
          if (columns === false && this.info.records === 0) {
            this.state.expectedRecordLength = recordLength;
          }
          if (recordLength !== this.state.expectedRecordLength) {
            const err = columns === false ? new CsvError(
              "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
              [
                "Invalid Record Length:",
                `expect ${this.state.expectedRecordLength},`,
                `got ${recordLength} on line ${this.info.lines}`
              ],
              this.options,
              this.__infoField(),
              {
                record
              }
            ) : new CsvError(
              "CSV_RECORD_INCONSISTENT_COLUMNS",
              [
                "Invalid Record Length:",
                `columns length is ${columns.length},`,
                // rename columns
                `got ${recordLength} on line ${this.info.lines}`
              ],
              this.options,
              this.__infoField(),
              {
                record
              }
            );
            if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
              this.info.invalid_field_length++;
              this.state.error = err;
            } else {
              const finalErr = this.__error(err);
              if (finalErr) return finalErr;
            }
          }
          if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
            this.__resetRecord();
            return;
          }
          if (this.state.recordHasError === true) {
            this.__resetRecord();
            this.state.recordHasError = false;
            return;
          }
          this.info.records++;
          if (from === 1 || this.info.records >= from) {
            const { objname } = this.options;
            if (columns !== false) {
              const obj = {};
              for (let i = 0, l = record.length; i < l; i++) {
                if (columns[i] === void 0 || columns[i].disabled) continue;
                if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
                  if (Array.isArray(obj[columns[i].name])) {
                    obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
                  } else {
                    obj[columns[i].name] = [obj[columns[i].name], record[i]];
                  }
                } else {
                  Object.defineProperty(obj, columns[i].name, {
                    value: record[i],
                    enumerable: true,
                    writable: true,
                    configurable: true
                  });
                }
              }
              if (raw === true || info2 === true) {
                const extRecord = Object.assign(
                  { record: obj },
                  raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
                  info2 === true ? { info: this.__infoRecord() } : {}
                );
                const err = this.__push(
                  objname === void 0 ? extRecord : [obj[objname], extRecord],
                  push
                );
                if (err) {
                  return err;
                }
              } else {
                const err = this.__push(
                  objname === void 0 ? obj : [obj[objname], obj],
                  push
                );
                if (err) {
                  return err;
                }
              }
            } else {
              if (raw === true || info2 === true) {
                const extRecord = Object.assign(
                  { record },
                  raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
                  info2 === true ? { info: this.__infoRecord() } : {}
                );
                const err = this.__push(
                  objname === void 0 ? extRecord : [record[objname], extRecord],
                  push
                );
                if (err) {
                  return err;
                }
              } else {
                const err = this.__push(
                  objname === void 0 ? record : [record[objname], record],
                  push
                );
                if (err) {
                  return err;
                }
              }
            }
          }
          this.__resetRecord();
        },
        __firstLineToColumns: function(record) {
          const { firstLineToHeaders } = this.state;
          try {
            const headers = firstLineToHeaders === void 0 ? record : firstLineToHeaders.call(null, record);
            if (!Array.isArray(headers)) {
              return this.__error(
                new CsvError(
                  "CSV_INVALID_COLUMN_MAPPING",
                  [
                    "Invalid Column Mapping:",
                    "expect an array from column function,",
                    `got ${JSON.stringify(headers)}`
                  ],
                  this.options,
                  this.__infoField(),
                  {
                    headers
                  }
                )
              );
            }
            const normalizedHeaders = normalize_columns_array(headers);
            this.state.expectedRecordLength = normalizedHeaders.length;
            this.options.columns = normalizedHeaders;
            this.__resetRecord();
            return;
          } catch (err) {
            return err;
          }
        },
        __resetRecord: function() {
          if (this.options.raw === true) {
            this.state.rawBuffer.reset();
          }
          this.state.error = void 0;
          this.state.record = [];
          this.state.record_length = 0;
        },
        __onField: function() {
          const { cast, encoding, rtrim, max_record_size } = this.options;
          const { enabled, wasQuoting } = this.state;
          if (enabled === false) {
            return this.__resetField();
          }
          let field = this.state.field.toString(encoding);
          if (rtrim === true && wasQuoting === false) {
            field = field.trimRight();
          }
          if (cast === true) {
            const [err, f] = this.__cast(field);
            if (err !== void 0) return err;
            field = f;
          }
          this.state.record.push(field);
          if (max_record_size !== 0 && typeof field === "string") {
            this.state.record_length += field.length;
          }
          this.__resetField();
        },
        __resetField: function() {
          this.state.field.reset();
          this.state.wasQuoting = false;
        },
        __push: function(record, push) {
          const { on_record } = this.options;
          if (on_record !== void 0) {
            const info2 = this.__infoRecord();
            try {
              record = on_record.call(null, record, info2);
            } catch (err) {
              return err;
            }
            if (record === void 0 || record === null) {
              return;
            }
          }
          this.info.bytes_records += this.info.bytes;
          push(record);
        },
        // Return a tuple with the error and the casted value
        __cast: function(field) {
          const { columns, relax_column_count } = this.options;
          const isColumns = Array.isArray(columns);
          if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
            return [void 0, void 0];
          }
          if (this.state.castField !== null) {
            try {
              const info2 = this.__infoField();
              return [void 0, this.state.castField.call(null, field, info2)];
            } catch (err) {
              return [err];
            }
          }
          if (this.__isFloat(field)) {
            return [void 0, parseFloat(field)];
          } else if (this.options.cast_date !== false) {
            const info2 = this.__infoField();
            return [void 0, this.options.cast_date.call(null, field, info2)];
          }
          return [void 0, field];
        },
        __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
          if (sourceBuf[0] !== firstByte) return 0;
          const sourceLength = sourceBuf.length;
          for (let i = 1; i < sourceLength; i++) {
            if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
          }
          return sourceLength;
        },
        // Helper to test if a character is trimable
        __isCharTrimable: function(buf, pos) {
          const { timchars, timcharFirstBytes } = this.state;
          const first = buf[pos];
          if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
          loop1: for (let i = 0; i < timchars.length; i++) {
            const timchar = timchars[i];
            for (let j = 0; j < timchar.length; j++) {
              if (timchar[j] !== buf[pos + j]) continue loop1;
            }
            return timchar.length;
          }
          return 0;
        },
        __isDelimiter: function(buf, pos, chr) {
          const { delimiter: delimiter2, ignore_last_delimiters } = this.options;
          if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
            return 0;
          } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
            return 0;
          }
          loop1: for (let i = 0; i < delimiter2.length; i++) {
            const del = delimiter2[i];
            if (del[0] === chr) {
              for (let j = 1; j < del.length; j++) {
                if (del[j] !== buf[pos + j]) continue loop1;
              }
              return del.length;
            }
          }
          return 0;
        },
        __isEscape: function(buf, pos, chr) {
          const { escape } = this.options;
          if (escape === null) return false;
          const l = escape.length;
          if (escape[0] === chr) {
            for (let i = 0; i < l; i++) {
              if (escape[i] !== buf[pos + i]) {
                return false;
              }
            }
            return true;
          }
          return false;
        },
        __isFloat: function(value) {
          return value - parseFloat(value) + 1 >= 0;
        },
        // Keep it in case we implement the `cast_int` option
        // __isInt(value){
        //   // return Number.isInteger(parseInt(value))
        //   // return !isNaN( parseInt( obj ) );
        //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
        // }
        __isQuote: function(buf, pos) {
          const { quote } = this.options;
          if (quote === null) return false;
          const l = quote.length;
          for (let i = 0; i < l; i++) {
            if (quote[i] !== buf[pos + i]) {
              return false;
            }
          }
          return true;
        },
        __isRecordDelimiter: function(chr, buf, pos) {
          const { record_delimiter } = this.options;
          const recordDelimiterLength = record_delimiter.length;
          loop1: for (let i = 0; i < recordDelimiterLength; i++) {
            const rd = record_delimiter[i];
            const rdLength = rd.length;
            if (rd[0] !== chr) {
              continue;
            }
            for (let j = 1; j < rdLength; j++) {
              if (rd[j] !== buf[pos + j]) {
                continue loop1;
              }
            }
            return rd.length;
          }
          return 0;
        },
        __autoDiscoverRecordDelimiter: function(buf, pos) {
          const { encoding } = this.options;
          const rds = [
            // Important, the windows line ending must be before mac os 9
            Buffer.from("\r\n", encoding),
            Buffer.from("\n", encoding),
            Buffer.from("\r", encoding)
          ];
          loop: for (let i = 0; i < rds.length; i++) {
            const l = rds[i].length;
            for (let j = 0; j < l; j++) {
              if (rds[i][j] !== buf[pos + j]) {
                continue loop;
              }
            }
            this.options.record_delimiter.push(rds[i]);
            this.state.recordDelimiterMaxLength = rds[i].length;
            return rds[i].length;
          }
          return 0;
        },
        __error: function(msg) {
          const { encoding, raw, skip_records_with_error } = this.options;
          const err = typeof msg === "string" ? new Error(msg) : msg;
          if (skip_records_with_error) {
            this.state.recordHasError = true;
            if (this.options.on_skip !== void 0) {
              try {
                this.options.on_skip(
                  err,
                  raw ? this.state.rawBuffer.toString(encoding) : void 0
                );
              } catch (err2) {
                return err2;
              }
            }
            return void 0;
          } else {
            return err;
          }
        },
        __infoDataSet: function() {
          return {
            ...this.info,
            columns: this.options.columns
          };
        },
        __infoRecord: function() {
          const { columns, raw, encoding } = this.options;
          return {
            ...this.__infoDataSet(),
            bytes_records: this.info.bytes,
            error: this.state.error,
            header: columns === true,
            index: this.state.record.length,
            raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
          };
        },
        __infoField: function() {
          const { columns } = this.options;
          const isColumns = Array.isArray(columns);
          const bytes_records = this.info.bytes_records;
          return {
            ...this.__infoRecord(),
            bytes_records,
            column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
            quoting: this.state.wasQuoting
          };
        }
      };
    };
  }
});

// node_modules/csv-parse/lib/sync.js
var parse;
var init_sync = __esm({
  "node_modules/csv-parse/lib/sync.js"() {
    init_api();
    init_normalize_options();
    parse = function(data, opts = {}) {
      if (typeof data === "string") {
        data = Buffer.from(data);
      }
      const records = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
      const parser = transform(opts);
      const push = (record) => {
        if (parser.options.objname === void 0) records.push(record);
        else {
          records[record[0]] = record[1];
        }
      };
      const close = () => {
      };
      const error2 = parser.parse(data, true, push, close);
      if (error2 !== void 0) throw error2;
      return records;
    };
  }
});

// src/action/list.ts
function parseList(text, options = {}) {
  const { keepCommas = false, keepQuotes = false, keepSpaces = false } = options;
  const items = readRecords(keepSpaces ? text : text.trim(), keepQuotes).flatMap((record) => {
    const line = record.join(",");
    return keepCommas ? [line] : record.length === 1 ? line.split(",") : record;
  });
  return items.filter((item) => item.trim() !== "").map((item) => keepSpaces ? item : item.trim());
}
function readRecords(text, keepQuotes) {
  try {
    return parse(text, {
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      recordDelimiter: ["\r\n", "\n", "\r"],
      quote: keepQuotes ? false : '"'
    });
  } catch {
    throw new ValueError("has a double quote that is never closed", "an item in quotes ends with a quote");
  }
}
function parseFields2(text) {
  if (/[\r\n]/.test(text)) throw new ValueError("has more than one line", "one line");
  const fields = parseRow(text);
  if (fields !== void 0) return fields;
  throw new ValueError("has a misplaced double quote", 'quotes around a whole field: "name=a,b"');
}
function parseField(field) {
  const pair = parsePair(field);
  if (pair !== void 0 && pair[0] !== "") return pair;
  throw new ValueError(`has the field ${quoteValue2(field)}`, "comma-separated key=value");
}
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
function readValue2(reading, input, parse2) {
  const text = readRaw(reading, input).trim();
  if (text === "") return void 0;
  return attempt5(reading, input, quoteValue2(text), () => {
    assertSingleLine(text);
    return parse2(text);
  });
}
function readText3(reading, input) {
  return readValue2(reading, input, (text) => {
    if (text.startsWith("-"))
      throw new ValueError("would be taken for a flag", "a value that starts otherwise");
    return text;
  });
}
function readBoolean3(reading, input) {
  return readValue2(reading, input, (text) => parseBoolean(text, "true or false"));
}
function parseBoolean(text, allowed) {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  throw new ValueError("is not a boolean", allowed);
}
function parseTimeout(text) {
  const [, digits, unit] = /^(\d{1,6})(s|m)?$/.exec(text) ?? [];
  const ms = Number(digits) * (unit === "m" ? 6e4 : 1e3);
  if (ms >= 1e3 && ms <= 18e5) return ms;
  throw new ValueError("is not a time in range", "seconds (60), 90s or 2m; from 1s to 30m");
}
function readItems(reading, input, options, parse2) {
  const text = readRaw(reading, input);
  const shown = options.hidden === true ? HIDDEN_VALUE : quoteValue2(text);
  const items = attempt5(reading, input, shown, () => parseList(text, options)) ?? [];
  return items.flatMap((item, index) => {
    const value = options.hidden === true ? `item ${String(index + 1)} ${HIDDEN_VALUE}` : quoteValue2(item);
    return attempt5(reading, input, value, () => [parse2(item)]) ?? [];
  });
}
function readList2(reading, input, options = {}) {
  return readItems(reading, input, options, (item) => item);
}
function attempt5({ mistakes }, input, value, parse2) {
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
function dropAbsent(record) {
  const present2 = Object.entries(record).filter(([, value]) => value !== void 0);
  return Object.fromEntries(present2);
}
var init_input_reader = __esm({
  "src/action/input-reader.ts"() {
    init_input_error();
    init_list();
  }
});

// src/build/go-boolean.ts
function parseGoBoolean(text) {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  return void 0;
}

// src/action/checkout.ts
init_environment();
async function explainMissingRevision(context, env) {
  if (context.kind === "remote")
    return "the context is remote: BuildKit records the commit of git contexts only";
  if (context.kind === "git") return void 0;
  if (parseGoBoolean(env["BUILDX_GIT_INFO"] ?? "") === false) return "BUILDX_GIT_INFO turns it off";
  const { getExecOutput: getExecOutput2 } = await Promise.resolve().then(() => (init_exec(), exec_exports));
  const environment = { ...buildxEnvironment(env, { githubCache: false, named: [] }), LC_ALL: "C" };
  try {
    const { exitCode, stderr } = await getExecOutput2("git", ["-C", context.value, "rev-parse", "HEAD"], {
      silent: true,
      ignoreReturnCode: true,
      env: environment,
      cwd: env["GITHUB_WORKSPACE"] ?? "."
    });
    return exitCode === 0 ? void 0 : explainGitFailure(stderr);
  } catch {
    return "git is not on the PATH";
  }
}
function explainGitFailure(stderr) {
  if (stderr.includes("dubious ownership")) {
    return "git refuses the checkout because another user owns it (git config --global --add safe.directory PATH)";
  }
  if (stderr.includes("not a git repository"))
    return "the context is not in a git checkout (is actions/checkout missing?)";
  return "git cannot read the commit of the context";
}

// src/action/access.ts
init_narration();

// src/action/signer.ts
var import_node_path5 = require("node:path");
init_attested_image();
init_network();

// src/action/sign-images.ts
var import_node_path3 = require("node:path");
init_limiter();

// src/action/bundle-files.ts
var import_promises4 = require("node:fs/promises");
var import_node_path2 = require("node:path");
init_bundle();
init_folders();
var CREATED_PATHS = "created_attestation_paths.txt";
function openBundleFiles(folder, temp) {
  const taken = /* @__PURE__ */ new Set();
  return {
    async keep(title, bytes) {
      const path4 = (0, import_node_path2.join)(folder, `${chooseName(title, taken)}.sigstore.json`);
      await (0, import_promises4.mkdir)(folder, { recursive: true, mode: 448 });
      await (0, import_promises4.writeFile)(path4, bytes, { flag: "wx", mode: 384 });
      await (0, import_promises4.appendFile)((0, import_node_path2.join)(temp, CREATED_PATHS), `${path4}
`);
      return path4;
    }
  };
}
async function writeBundleLines(path4, bundles) {
  const file = (0, import_node_path2.resolve)(path4);
  await (0, import_promises4.mkdir)((0, import_node_path2.dirname)(file), { recursive: true });
  await (0, import_promises4.writeFile)(file, formatJsonLines(bundles), { mode: 384 });
  return file;
}

// src/action/signing-places.ts
function openPlaces({ inputs }, { patience, api }) {
  const { signing, verification } = inputs;
  const watched = /* @__PURE__ */ new Map();
  const watch = (published, subject, attached) => {
    const { reference } = published;
    if (reference === void 0 || attached.via !== "tag") return;
    const { registry, repository } = reference;
    const insecure = verification.insecureRegistries.includes(registry.toLowerCase());
    const { referrers } = attached;
    const entry = { registry, repository, insecure, subject, writtenAt: Date.now(), referrers };
    watched.set(`${registry}/${repository} ${subject}`, entry);
  };
  return {
    watched: () => [...watched.values()],
    async of(published) {
      const [{ createApiPlace: createApiPlace2 }, { createRegistryPlace: createRegistryPlace2 }, { SETTLED_LATER: SETTLED_LATER2 }] = await Promise.all([
        Promise.resolve().then(() => (init_api_place(), api_place_exports)),
        Promise.resolve().then(() => (init_registry_place(), registry_place_exports)),
        Promise.resolve().then(() => (init_referrers_tag(), referrers_tag_exports))
      ]);
      const registries = signing.pushToRegistry ? published : [];
      return [
        ...signing.storeAttestation === "false" ? [] : [createApiPlace2(api, signing.storeAttestation === "auto")],
        ...registries.flatMap((place) => {
          const sink = place.content?.sink;
          const onAttached = (subject, attached) => {
            watch(place, subject, attached);
          };
          return sink === void 0 ? [] : [createRegistryPlace2({ sink, patience, settling: SETTLED_LATER2, onAttached })];
        })
      ];
    }
  };
}

// src/action/sign-images.ts
var WIDTH2 = 16;
async function signGroups(groups, task) {
  const { workshop, patience, options } = task;
  const { situation, folders } = options;
  const places = openPlaces(situation, { patience, api: workshop.api(patience) });
  const { keep } = openBundleFiles(folders.bundles, situation.runner.temp);
  const signing = Promise.all(groups.map((group) => signGroup(group, { places, keep }, task)));
  const recording = recordStorage(groups, task, signing.then(isAllSigned));
  const attested = (await signing).flat();
  const records = await recording;
  const bundles = attested.flatMap(({ bytes }) => bytes ?? []);
  const lines = await keepLines(bundles, options);
  const large = attested.filter((one) => one.large).map(({ record }) => describeLarge(record.title));
  return {
    signing: {
      statements: attested.map(({ record }) => record),
      problems: [],
      storageRecordIds: records.ids,
      ...lines.kept
    },
    warnings: [...records.warnings, ...lines.warnings, ...large],
    watched: places.watched()
  };
}
function isAllSigned(groups) {
  return groups.flat().every(({ record }) => record.outcome !== "failed");
}
async function recordStorage(groups, { workshop, patience, options }, signed) {
  const { createStorageRecord: createStorageRecord2, pushToRegistry } = options.situation.inputs.signing;
  signed.catch(() => void 0);
  if (!createStorageRecord2 || !pushToRegistry) return { ids: [], warnings: [] };
  const { createRecords: createRecords2 } = await Promise.resolve().then(() => (init_storage_records(), storage_records_exports));
  return createRecords2(groups, workshop.api(patience), signed);
}
async function signGroup({ image, places: published }, { places, keep }, { workshop, authority, patience, options }) {
  const [{ attestStatement: attestStatement2 }, { listStatements: listStatements2 }, { createWorkflowPredicate: createWorkflowPredicate2 }] = await Promise.all([
    Promise.resolve().then(() => (init_attest(), attest_exports)),
    Promise.resolve().then(() => (init_statements(), statements_exports)),
    Promise.resolve().then(() => (init_workflow_predicate(), workflow_predicate_exports))
  ]);
  const { inputs, runner } = options.situation;
  const { signing, resume } = inputs;
  const attesting = {
    name: image.name,
    ...authority,
    identityToken: () => workshop.desk.identityToken(patience),
    environment: options.env,
    patience,
    places: await places.of(published),
    reuse: resume !== void 0 && !signing.force,
    keep
  };
  const workflowPredicate = createWorkflowPredicate2(authority.claims, runner.serverUrl);
  const statements = listStatements2(image, { ...signing, workflowPredicate });
  const limiter = createLimiter(WIDTH2);
  return Promise.all(statements.map((statement) => limiter(() => attestStatement2(statement, attesting))));
}
async function keepLines(bundles, { situation, folders }) {
  if (bundles.length === 0) return { kept: {}, warnings: [] };
  const { inputs, runner } = situation;
  const { bundlePath } = inputs.signing;
  const path4 = bundlePath === void 0 ? folders.bundleLines : (0, import_node_path3.resolve)(runner.workspace, bundlePath);
  try {
    return { kept: { bundlePath: await writeBundleLines(path4, bundles) }, warnings: [] };
  } catch (error2) {
    return { kept: {}, warnings: [`The bundles could not be written to ${path4}: ${String(error2)}`] };
  }
}
function describeLarge(title) {
  return `The bundle of ${title} has more than 1 MB, which public transparency logs may drop without a clear error. provenance: mode=min makes it smaller.`;
}

// src/action/signer.ts
var AHEAD_MS = 3e4;
function prepareSigner(options) {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const opening = openWorkshop({ ...options, signal });
  opening.catch(() => void 0);
  return {
    sign: async (published) => signAll(await opening, published, { ...options, signal }),
    close: async () => {
      closing.abort(new Error("The signer was closed."));
      await (await opening.catch(() => void 0))?.transport.close();
    }
  };
}
async function openWorkshop(options) {
  const { env, situation, folders, mask, signal, onWait } = options;
  const { runner, inputs } = situation;
  const [transport, patience, { createAuthorityDesk: createAuthorityDesk2 }] = await Promise.all([
    openTransport(env, []),
    Promise.resolve().then(() => (init_patience(), patience_exports)),
    Promise.resolve().then(() => (init_authority(), authority_exports))
  ]);
  const createPatience2 = (timeoutMs) => patience.createPatience({ timeoutMs, signal, onWait });
  const api = (deadline) => ({
    apiUrl: env["GITHUB_API_URL"] || "https://api.github.com",
    serverUrl: runner.serverUrl,
    repository: runner.repository,
    token: inputs.build.githubToken ?? "",
    transport,
    patience: deadline
  });
  const { trustedRoot } = inputs.signing;
  const desk = createAuthorityDesk2({
    tokenUrl: env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "",
    tokenRequest: env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
    mask,
    serverUrl: runner.serverUrl,
    run: {
      repository: runner.repository,
      ref: runner.ref,
      sha: runner.sha,
      run_id: runner.runId,
      run_attempt: runner.runAttempt,
      event_name: runner.event
    },
    trustedRootPath: trustedRoot === void 0 ? void 0 : (0, import_node_path5.resolve)(runner.workspace, trustedRoot),
    cachePath: folders.trust,
    transport,
    api: api(createPatience2(AHEAD_MS))
  });
  void import("./sigstore.cjs").catch(() => void 0);
  const ahead = desk.open(createPatience2(AHEAD_MS)).catch(() => void 0);
  return { transport, desk, api, createPatience: createPatience2, ahead };
}
async function signAll(workshop, published, options) {
  const { inputs } = options.situation;
  const { trustedRoot } = inputs.signing;
  const base = {
    statements: [],
    storageRecordIds: [],
    ...trustedRoot === void 0 ? {} : { trustedRoot }
  };
  const groups = groupImages(published);
  if (groups.length === 0) {
    const problem = "Only what is verified is signed, and nothing of this image is.";
    return { signing: { ...base, problems: [problem] }, warnings: [], watched: [] };
  }
  const patience = workshop.createPatience(inputs.signing.timeoutMs);
  let authority;
  try {
    authority = await workshop.ahead ?? await workshop.desk.open(patience);
  } catch (error2) {
    options.signal.throwIfAborted();
    const { describeCauses: describeCauses3 } = await Promise.resolve().then(() => (init_signing_error(), signing_error_exports));
    return { signing: { ...base, problems: [describeCauses3(error2)] }, warnings: [], watched: [] };
  }
  const signed = await signGroups(groups, { workshop, authority, patience, options });
  return { ...signed, signing: { ...base, ...describeAuthority(authority), ...signed.signing } };
}
function describeAuthority({
  instance,
  identity,
  trust
}) {
  const { issuer, san } = identity;
  return { instance: instance.name, signer: { issuer, identity: san }, trust: trust.description };
}

// src/action/stores.ts
var import_node_path8 = require("node:path");

// src/build/published.ts
init_descriptor();
init_reference();
function listRepositories(references) {
  const byName = Map.groupBy(references, ({ registry, repository }) => `${registry}/${repository}`);
  return [...byName.values()].flatMap(([first]) => first ?? []);
}
function nameDigest({ registry, repository }, digest) {
  return formatReference({ registry, repository, digest: parseDigest(digest) });
}
function listImageRefs(destination, digest) {
  if (destination.kind !== "registry" || destination.shared || digest === void 0) return [];
  return listRepositories(destination.references).map((reference) => nameDigest(reference, digest));
}

// src/action/stores.ts
init_network();
init_registry_credentials();
var NOTHING = { open: () => Promise.resolve([]), close: () => Promise.resolve() };
function prepareStores(destination, options) {
  switch (destination.kind) {
    case "registry":
      return prepareRegistries(destination, options);
    case "layout":
      return { ...NOTHING, open: (digest) => openLayouts(destination, digest) };
    case "none":
      return NOTHING;
  }
}
async function openLayouts({ layouts }, digest) {
  const { findRoot: findRoot2, openLayout: openLayout2 } = await Promise.resolve().then(() => (init_layout(), layout_exports));
  const open5 = async (path4, name) => {
    const store = { ...await openLayout2(path4), name };
    const root = await findRoot2(path4, digest);
    return root && { store, root: root.digest };
  };
  const opened = layouts.map(async ({ path: path4, ...layout }) => {
    const name = `OCI layout ${(0, import_node_path8.basename)(path4)}`;
    return { ...layout, name, ...await attempt3(() => open5(path4, name)) };
  });
  return Promise.all(opened);
}
async function attempt3(open5) {
  try {
    return { content: await open5() };
  } catch (error2) {
    return { content: void 0, error: error2 };
  }
}
function prepareRegistries({ references, shared }, options) {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const opening = openRegistries(references, { ...options, signal });
  opening.catch(() => void 0);
  const open5 = async (reference, digest) => {
    const { tag } = reference;
    const name = nameRepository(reference);
    const place = await attempt3(async () => {
      const found = (await opening).stores.get(name);
      const root2 = shared && tag !== void 0 && found ? await resolveTag(found.store, tag) : digest;
      return found && root2 !== void 0 ? { ...found, root: root2 } : void 0;
    });
    const root = place.content?.root ?? (shared ? void 0 : digest);
    return {
      name,
      reference,
      ...place,
      ...root === void 0 ? {} : { imageRef: nameDigest(reference, root) }
    };
  };
  return {
    open: (digest) => Promise.all(listRepositories(references).map((reference) => open5(reference, digest))),
    close: async () => {
      closing.abort(new Error("The stores were closed."));
      await (await opening.catch(() => void 0))?.close();
    }
  };
}
function nameRepository({ registry, repository }) {
  return `registry ${registry}/${repository}`;
}
async function openRegistries(references, options) {
  const { env, insecureRegistries, signal, timeoutMs, onWait, push } = options;
  const [{ createPatience: createPatience2 }, { openRegistry: openRegistry2 }, { openRegistrySink: openRegistrySink2 }, transport] = await Promise.all([
    Promise.resolve().then(() => (init_patience(), patience_exports)),
    Promise.resolve().then(() => (init_registry(), registry_exports)),
    Promise.resolve().then(() => (init_registry_sink(), registry_sink_exports)),
    openTransport(env, insecureRegistries)
  ]);
  let patience;
  const stores = listRepositories(references).map((reference) => {
    const access2 = {
      reference,
      transport,
      credentials: () => findRegistryCredentials(reference.registry, env, signal),
      patience: () => patience ??= createPatience2({ timeoutMs, signal, onWait }),
      awaitAbsent: true
    };
    if (!push) return { store: openRegistry2(access2) };
    const sink = openRegistrySink2(access2);
    return { store: sink, sink };
  });
  for (const { store } of stores) void store.prepare();
  return { stores: new Map(stores.map((place) => [place.store.name, place])), close: () => transport.close() };
}
async function resolveTag(store, tag) {
  return (await store.manifest(tag))?.descriptor.digest;
}

// src/action/access.ts
function prepareAccess(options) {
  const { env, log, signal, situation, folders, destination, context, signs } = options;
  const { insecureRegistries, timeoutMs } = situation.inputs.verification;
  const onWait = (wait2) => {
    tellWait(log, wait2);
  };
  const mask = (secret) => {
    log.mask(secret);
  };
  const push = signs && situation.inputs.signing.pushToRegistry;
  const stores = prepareStores(destination, { env, signal, insecureRegistries, timeoutMs, onWait, push });
  const signer = signs ? prepareSigner({ env, situation, folders, signal, mask, onWait }) : void 0;
  return {
    stores,
    signer,
    revisionAbsent: context === void 0 ? Promise.resolve(void 0) : explainMissingRevision(context, env),
    close: async () => {
      await Promise.all([stores.close(), signer?.close()]);
    }
  };
}

// src/action/attest-step.ts
init_folders();
init_narration();
init_referrer_watch();

// src/action/run.ts
async function during(run, phase, work) {
  const started = performance.now();
  run.phase = phase;
  try {
    return await work();
  } finally {
    run.findings.timings.push({ phase, durationMs: Math.round(performance.now() - started) });
  }
}
function prepareOnce(prepare2) {
  let prepared;
  return { begin: () => prepared ??= prepare2(), begun: () => prepared };
}

// src/attestation/discover.ts
init_manifest();
init_platform();
init_store();

// src/attestation/image-reader.ts
init_manifest();
init_store();
init_failure();
init_limiter();

// src/attestation/provenance.ts
init_json();

// src/attestation/buildkit.ts
init_json();
init_fields();
function readRequest(request) {
  return { frontend: readString(request, "frontend"), args: readStrings(request, "args") };
}
function readConfigSource(source, pathKey) {
  return {
    uri: readString(source, "uri"),
    digest: readStrings(source, "digest"),
    path: readString(source, pathKey)
  };
}
function readMaterials(fields, key) {
  return readElements(fields, key).map((element) => {
    const material = expectFields(element);
    return { uri: readString(material, "uri") ?? "", digest: readStrings(material, "digest") };
  });
}
function readBuildRecord(buildConfig, metadata) {
  const steps = readElements(buildConfig, "llbDefinition");
  const infos = readElements(readFields(metadata, "source"), "infos");
  const layers = readLayers(readFields(metadata, "layers"));
  const output = findOutput(steps);
  return {
    mode: steps.length > 0 && infos.length > 0 ? "max" : "min",
    vcs: readVersionControl(readFields(metadata, "vcs")),
    layers,
    finalLayers: output !== void 0 && Object.hasOwn(layers, output) ? layers[output] ?? [] : []
  };
}
var DIRTY = "-dirty";
function readVersionControl(vcs) {
  const source = readString(vcs, "source");
  const revision = readString(vcs, "revision");
  if (source === void 0 && revision === void 0) return void 0;
  const dirty = revision?.endsWith(DIRTY) ?? false;
  return { source, revision: dirty ? revision?.slice(0, -DIRTY.length) : revision, dirty };
}
function readLayers({ object, path: path4 }) {
  const entries = Object.entries(object).map(([output, value]) => {
    const chains = listElements({ value, path: joinPath(path4, output) });
    return [output, chains.map(readChain)];
  });
  return Object.fromEntries(entries);
}
function readChain(chain) {
  return listElements(chain).map((element) => {
    const layer = expectFields(element);
    return {
      digest: requireString(layer, "digest"),
      mediaType: readString(layer, "mediaType"),
      size: readNumber3(layer, "size")
    };
  });
}
function findOutput(steps) {
  const last = steps.at(-1);
  const input = last && readElements(expectFields(last), "inputs")[0];
  return input && expectString(input.value, input.path);
}

// src/attestation/provenance-v02.ts
init_fields();
function readProvenanceV02(predicate) {
  const invocation = readFields(predicate, "invocation");
  const metadata = readFields(predicate, "metadata");
  const completeness = readFields(metadata, "completeness");
  return {
    version: "v0.2",
    buildType: requireString(predicate, "buildType"),
    builderId: readString(requireFields(predicate, "builder"), "id") ?? "",
    invocationId: readString(metadata, "buildInvocationID"),
    startedOn: readString(metadata, "buildStartedOn"),
    finishedOn: readString(metadata, "buildFinishedOn"),
    ...readRequest(readFields(invocation, "parameters")),
    configSource: readConfigSource(readFields(invocation, "configSource"), "entryPoint"),
    materials: readMaterials(predicate, "materials"),
    ...readBuildRecord(
      readFields(predicate, "buildConfig"),
      readFields(metadata, "https://mobyproject.org/buildkit@v1#metadata")
    ),
    completeness: {
      request: readBoolean(completeness, "parameters"),
      materials: readBoolean(completeness, "materials")
    },
    hermetic: readBoolean(metadata, "https://mobyproject.org/buildkit@v1#hermetic"),
    builderPlatform: readString(readFields(invocation, "environment"), "platform")
  };
}

// src/attestation/provenance-v1.ts
init_fields();
function readProvenanceV1(predicate) {
  const definition = requireFields(predicate, "buildDefinition");
  const external = requireFields(definition, "externalParameters");
  const internal = readFields(definition, "internalParameters");
  const run = requireFields(predicate, "runDetails");
  const metadata = readFields(run, "metadata");
  const completeness = readFields(metadata, "buildkit_completeness");
  return {
    version: "v1",
    buildType: requireString(definition, "buildType"),
    builderId: readString(requireFields(run, "builder"), "id") ?? "",
    invocationId: readString(metadata, "invocationId"),
    startedOn: readString(metadata, "startedOn"),
    finishedOn: readString(metadata, "finishedOn"),
    ...readRequest(readFields(external, "request")),
    configSource: readConfigSource(readFields(external, "configSource"), "path"),
    materials: readMaterials(definition, "resolvedDependencies"),
    ...readBuildRecord(readFields(internal, "buildConfig"), readFields(metadata, "buildkit_metadata")),
    completeness: {
      request: readBoolean(completeness, "request"),
      materials: readBoolean(completeness, "resolvedDependencies")
    },
    hermetic: readBoolean(metadata, "buildkit_hermetic"),
    builderPlatform: readString(internal, "builderPlatform")
  };
}

// src/attestation/provenance.ts
var PROVENANCE_V02 = "https://slsa.dev/provenance/v0.2";
var PROVENANCE_V1 = "https://slsa.dev/provenance/v1";
var ProvenanceError = class extends Error {
  name = "ProvenanceError";
  path;
  reason;
  constructor(path4, reason, options) {
    super(`provenance, ${path4}: ${reason}`, options);
    this.path = path4;
    this.reason = reason;
  }
};
function isProvenanceType(predicateType) {
  return predicateType.startsWith("https://slsa.dev/provenance/");
}
function parseProvenance(statement) {
  const fields = { path: "$.predicate", object: statement.predicate };
  try {
    switch (statement.predicateType) {
      case PROVENANCE_V02:
        return readProvenanceV02(fields);
      case PROVENANCE_V1:
        return readProvenanceV1(fields);
    }
  } catch (error2) {
    if (error2 instanceof JsonError) throw new ProvenanceError(error2.path, error2.reason, { cause: error2 });
    throw error2;
  }
  throw new ProvenanceError("$.predicateType", `should be ${PROVENANCE_V1} or ${PROVENANCE_V02}`);
}
function findRevision({ vcs, configSource }) {
  return vcs?.revision ?? findCommit(configSource);
}
function findCommit({ uri = "", digest }) {
  if (digest["sha1"] !== void 0) return digest["sha1"];
  return uri.startsWith("git") || /\.git(?:#|$)/.test(uri) ? digest["sha256"] : void 0;
}

// src/attestation/image-reader.ts
var CONCURRENCY = 8;
var LAYERS_LIMIT = 32;
var LAYER_BYTES_LIMIT = 40 * 1024 * 1024;
var TOTAL_BYTES_LIMIT = 128 * 1024 * 1024;
var PREDICATE_TYPE = "in-toto.io/predicate-type";
var IN_TOTO = "application/vnd.in-toto+json";
function createReader(store) {
  const limiter = createLimiter(CONCURRENCY);
  let budget = TOTAL_BYTES_LIMIT;
  return {
    manifest: readOnce(limiter, async (descriptor) => {
      const { bytes } = await readManifest(store, descriptor.digest, descriptor);
      const parsed = parseManifest(bytes, descriptor.mediaType);
      if (parsed.kind === "manifest") return parsed.manifest;
      const message = `manifest ${descriptor.digest} is an index`;
      throw new ContentError("malformed", descriptor.digest, message);
    }),
    blob: readOnce(limiter, async (descriptor) => {
      const limit = Math.min(LAYER_BYTES_LIMIT, budget);
      if (descriptor.size <= limit) budget -= descriptor.size;
      return readBlob(store, descriptor, limit);
    })
  };
}
function readOnce(limiter, read) {
  const reads = /* @__PURE__ */ new Map();
  return (descriptor) => {
    const key = `${descriptor.digest} ${String(descriptor.size)} ${descriptor.mediaType}`;
    const known = reads.get(key) ?? limiter(() => read(descriptor));
    reads.set(key, known);
    return known;
  };
}
async function readImage(reader, image, listed) {
  const problems = [];
  const [attestationManifests, manifest] = await Promise.all([
    Promise.all(listed.map((child2) => readAttestationManifest(reader, child2, problems))),
    // For its layers, to hold them against BuildKit's record: pointless where there is none.
    listed.length === 0 ? void 0 : readImageManifest(reader, image, problems)
  ]);
  return {
    platform: image.platform,
    image,
    manifest,
    listed,
    attestationManifests: attestationManifests.filter((found) => found !== void 0),
    problems
  };
}
async function readImageManifest(reader, descriptor, problems) {
  return collectProblem(problems, { kind: "image-manifest", descriptor }, () => reader.manifest(descriptor));
}
async function readAttestationManifest(reader, descriptor, problems) {
  const manifest = await collectProblem(problems, { kind: "attestation-manifest", descriptor }, async () => {
    const found = await reader.manifest(descriptor);
    if (found.layers.length > LAYERS_LIMIT) throw tooManyLayers(descriptor, found);
    return found;
  });
  if (manifest === void 0) return void 0;
  const layers = manifest.layers.filter(isWorthReading);
  const attestations = await Promise.all(layers.map((layer) => readAttestation(reader, layer, problems)));
  return { descriptor, manifest, attestations: attestations.filter((found) => found !== void 0) };
}
function tooManyLayers({ digest }, { layers }) {
  const message = `manifest ${digest} lists ${String(layers.length)} layers, the limit is ${String(LAYERS_LIMIT)}`;
  return new ContentError("too-large", digest, message);
}
function isWorthReading({ mediaType, annotations }) {
  const type = annotations?.[PREDICATE_TYPE];
  return mediaType === IN_TOTO && (type === void 0 || isProvenanceType(type));
}
async function readAttestation(reader, layer, problems) {
  const bytes = await collectProblem(problems, { kind: "attestation-layer", descriptor: layer }, () => {
    return reader.blob(layer);
  });
  return bytes && { predicateType: layer.annotations?.[PREDICATE_TYPE], layer, bytes };
}
async function collectProblem(problems, about, read) {
  try {
    return await read();
  } catch (error2) {
    if (classifyFailure(error2) === void 0) throw error2;
    problems.push({ ...about, error: error2 });
    return void 0;
  }
}

// src/attestation/discover.ts
var DiscoveryError = class extends Error {
  name = "DiscoveryError";
  root;
  constructor(root, message) {
    super(message);
    this.root = root;
  }
};
var CHILDREN_LIMIT = 256;
var REFERENCE_TYPE = "vnd.docker.reference.type";
var REFERENCE_DIGEST = "vnd.docker.reference.digest";
async function discoverAttestations(store, root) {
  const content = await readManifest(store, root);
  const parsed = parseManifest(content.bytes, content.descriptor.mediaType);
  if (parsed.kind === "manifest") return describePlainRoot(content, parsed.manifest);
  const { manifests } = parsed.index;
  if (manifests.length > CHILDREN_LIMIT) {
    const count = `${String(manifests.length)} children, at most ${String(CHILDREN_LIMIT)} are looked at`;
    throw new DiscoveryError(content.descriptor.digest, `index ${content.descriptor.digest} lists ${count}`);
  }
  const attesting = manifests.filter(isAttestation);
  const images = manifests.filter(isRunnable);
  const known = new Set(images.map(({ digest }) => digest));
  const reader = createReader(store);
  return {
    root: content,
    kind: "index",
    images: await Promise.all(
      dropRepeated(images).map((image) => {
        const listed = attesting.filter((child2) => getReference(child2) === image.digest);
        return readImage(reader, image, listed);
      })
    ),
    dangling: attesting.filter((child2) => !known.has(getReference(child2))),
    others: manifests.filter((child2) => !isAttestation(child2) && !isRunnable(child2))
  };
}
function describePlainRoot(root, manifest) {
  const image = {
    platform: void 0,
    image: root.descriptor,
    manifest,
    listed: [],
    attestationManifests: [],
    problems: []
  };
  return { root, kind: "manifest", images: [image], dangling: [], others: [] };
}
function isAttestation({ annotations, platform: platform2 }) {
  return annotations?.[REFERENCE_TYPE] === "attestation-manifest" && isUnknown(platform2);
}
function isRunnable({ mediaType, platform: platform2 }) {
  return classifyMediaType(mediaType) === "manifest" && !isUnknown(platform2);
}
function isUnknown(platform2) {
  return platform2 !== void 0 && formatPlatform(platform2) === "unknown/unknown";
}
function getReference({ annotations }) {
  return annotations?.[REFERENCE_DIGEST] ?? "";
}
function dropRepeated(images) {
  const key = ({ mediaType, digest, size, platform: platform2 }) => {
    return [mediaType, digest, size, platform2 && formatPlatform(platform2)].join(" ");
  };
  return [...new Map(images.map((image) => [key(image), image])).values()];
}

// src/verification/verify.ts
init_descriptor();
init_step();

// src/verification/steps-attestation.ts
init_evidence();
init_step();
function checkReadable(store, makeStep3, image) {
  const read = image.attestationManifests.map(({ descriptor, manifest }) => {
    const layers = `${String(manifest.layers.length)} ${manifest.layers.length === 1 ? "layer" : "layers"}`;
    const evidence = `Attestation manifest ${descriptor.digest} was read from ${store}: ${layers}.`;
    return makeStep3("attestation-readable", "passed", evidence);
  });
  const unread = findProblems(image, "attestation-manifest").map(({ descriptor, error: error2 }) => {
    const { outcome, evidence } = judgeFailure(error2);
    const what = `Attestation manifest ${describe2(descriptor)} in ${store}`;
    return makeStep3("attestation-readable", outcome, `${what}. ${evidence}`);
  });
  return [...read, ...unread];
}
function checkSubject(makeStep3, { descriptor, manifest }, image) {
  const { subject, artifactType } = manifest;
  const what = `Attestation manifest ${descriptor.digest}`;
  if (subject === void 0) {
    return artifactType === void 0 ? makeStep3(
      "attestation-subject",
      "skipped",
      `${what} has no subject field, as BuildKit wrote it before 0.32.`
    ) : makeStep3("attestation-subject", "warning", `${what} is an OCI artifact, but has no subject field.`);
  }
  const same = subject.digest === image.digest && subject.size === image.size && subject.mediaType === image.mediaType;
  if (same)
    return makeStep3("attestation-subject", "passed", `${what} has the image ${image.digest} as its subject.`);
  const evidence = `${what} is listed for ${describe2(image)}, but its subject is ${describe2(subject)}.`;
  return makeStep3("attestation-subject", "failed", evidence);
}
function checkLayers(store, makeStep3, { manifest, attestations }, image) {
  const read = attestations.map(({ layer }) => {
    const evidence = `Statement ${layer.digest}, ${String(layer.size)} bytes, was read from ${store} and hashes to it.`;
    return makeStep3("layer-content", "passed", evidence);
  });
  const unread = findProblems(image, "attestation-layer").filter(({ descriptor }) => manifest.layers.includes(descriptor)).map(({ descriptor, error: error2 }) => {
    const { outcome, evidence } = judgeFailure(error2);
    return makeStep3("layer-content", outcome, `Statement ${describe2(descriptor)} in ${store}. ${evidence}`);
  });
  return [...read, ...unread];
}
function findProblems({ problems }, kind) {
  const found = problems.filter((problem) => problem.kind === kind);
  return found.filter((problem, at) => found.findIndex(({ error: error2 }) => error2 === problem.error) === at);
}
function describe2({ digest, size, mediaType }) {
  return `${digest} (${String(size)} bytes, ${quoteValue(mediaType)})`;
}

// src/verification/verify.ts
init_steps_index();

// src/verification/steps-invocation.ts
init_evidence();
init_step();
var makeStep2 = createStepMaker();
function checkInvocations({ invocations }, provenances) {
  if (provenances.length === 0) return [];
  const ids = [...new Set(provenances.map(({ invocationId }) => invocationId ?? ""))];
  if (ids.includes("")) {
    return [
      makeStep2(
        "invocation",
        "failed",
        "A provenance has no invocation id, so that it may be of another build."
      )
    ];
  }
  const found = `${String(ids.length)} invocation ${ids.length === 1 ? "id" : "ids"} (${quoteValues(ids)})`;
  const expected = invocations === 1 ? "one is right" : `at most ${String(invocations)} are right`;
  const outcome = ids.length <= invocations ? "passed" : "failed";
  const count = `${String(provenances.length)} ${provenances.length === 1 ? "provenance" : "provenances"}`;
  return [makeStep2("invocation", outcome, `${count} with ${found}; ${expected}.`)];
}

// src/verification/steps-layers.ts
init_step();
function checkImageLayers(store, makeStep3, image, provenance) {
  const { manifest } = image;
  const [problem] = findProblems(image, "image-manifest");
  if (problem !== void 0) {
    const { outcome, evidence: evidence2 } = judgeFailure(problem.error);
    return [
      makeStep3("image-layers", outcome, `Image manifest ${image.image.digest} in ${store}. ${evidence2}`)
    ];
  }
  if (manifest === void 0 || provenance === void 0) return [];
  const layers = manifest.layers.map(({ digest }) => digest);
  const what = `image ${image.image.digest}`;
  if (provenance.finalLayers.length === 0) {
    return [makeStep3("image-layers", "skipped", `The provenance records no layers to hold against ${what}.`)];
  }
  if (provenance.finalLayers.some((chain) => isSameChain(chain, layers))) {
    const count = `${String(layers.length)} ${layers.length === 1 ? "layer" : "layers"}`;
    return [makeStep3("image-layers", "passed", `BuildKit recorded the ${count} of ${what}, one by one.`)];
  }
  const evidence = `The layers of ${what} are not those that BuildKit recorded; recompression changes them so.`;
  return [makeStep3("image-layers", "warning", evidence)];
}
function isSameChain(chain, layers) {
  return chain.length === layers.length && chain.every(({ digest }, at) => digest === layers[at]);
}

// src/verification/steps-provenance.ts
init_evidence();
var BUILD_TYPES = [
  "https://mobyproject.org/buildkit@v1",
  "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md"
];
function checkProvenance(makeStep3, policy, statement) {
  try {
    const provenance = parseProvenance(statement);
    const steps = [
      checkBuildType(makeStep3, provenance),
      checkMode(makeStep3, policy, provenance),
      checkBuilder(makeStep3, policy, provenance),
      checkRevision(makeStep3, policy, provenance),
      checkBaseImages(makeStep3, provenance)
    ];
    return { steps, provenance };
  } catch (error2) {
    if (!(error2 instanceof ProvenanceError)) throw error2;
    const known = [PROVENANCE_V02, PROVENANCE_V1].includes(statement.predicateType);
    const step = makeStep3("provenance-readable", known ? "failed" : "unknown", `${describeError(error2)}.`);
    return { steps: [step], provenance: void 0 };
  }
}
function checkBuildType(makeStep3, { version, buildType }) {
  return BUILD_TYPES.includes(buildType) ? makeStep3("provenance-readable", "passed", `SLSA provenance ${version} as BuildKit writes it.`) : makeStep3(
    "provenance-readable",
    "warning",
    `SLSA provenance ${version} of build type ${quoteValue(buildType)}.`
  );
}
function checkMode(makeStep3, policy, { mode }) {
  if (mode === "max") {
    return makeStep3(
      "provenance-mode",
      "passed",
      "mode=max: the build steps and the Dockerfile are recorded."
    );
  }
  const evidence = "mode=min: the build steps or the Dockerfile are not recorded";
  return policy.mode === "max" ? makeStep3("provenance-mode", "failed", `${evidence}, but mode=max was asked for.`) : makeStep3("provenance-mode", "passed", `${evidence}, and mode=min is enough.`);
}
function checkBuilder(makeStep3, policy, provenance) {
  const recorded = provenance.builderId === "" ? "no builder id" : `the builder id ${quoteValue(provenance.builderId)}`;
  const { builderId, anyRunOf } = policy;
  if (anyRunOf !== void 0) {
    return isRunOf(anyRunOf, provenance.builderId) ? makeStep3("builder-id", "passed", `The provenance has ${recorded}, a run of this repository.`) : makeStep3(
      "builder-id",
      "failed",
      `The provenance has ${recorded}, expected was a run of ${quoteValue(anyRunOf)}.`
    );
  }
  if (builderId === void 0) {
    return makeStep3("builder-id", "skipped", `No builder id was asked for; the provenance has ${recorded}.`);
  }
  return provenance.builderId === builderId ? makeStep3("builder-id", "passed", `The provenance has ${recorded}, which is this run's.`) : makeStep3(
    "builder-id",
    "failed",
    `The provenance has ${recorded}, expected was ${quoteValue(builderId)}.`
  );
}
function isRunOf(repository, builderId) {
  const run = builderId.startsWith(`${repository}/`) ? builderId.slice(repository.length) : "";
  return /^\/actions\/runs\/\d{1,20}\/attempts\/\d{1,10}$/.test(run);
}
function checkRevision(makeStep3, policy, provenance) {
  const revision = findRevision(provenance);
  if (revision === void 0) return checkMissingRevision(makeStep3, policy);
  const recorded = `The provenance records commit ${quoteValue(revision)}`;
  if (provenance.vcs?.dirty === true) {
    return makeStep3("source-revision", "warning", `${recorded} with uncommitted changes.`);
  }
  if (policy.revision === void 0) {
    return makeStep3("source-revision", "skipped", `${recorded}; nothing is known to compare it with.`);
  }
  return revision === policy.revision ? makeStep3("source-revision", "passed", `${recorded}, as expected.`) : makeStep3("source-revision", "warning", `${recorded}, expected was ${quoteValue(policy.revision)}.`);
}
function checkMissingRevision(makeStep3, { revision, revisionAbsent }) {
  const absent = "The provenance records no source commit";
  if (revisionAbsent !== void 0)
    return makeStep3("source-revision", "skipped", `${absent}: ${revisionAbsent}`);
  return revision === void 0 ? makeStep3("source-revision", "skipped", `${absent}, and none was expected.`) : makeStep3("source-revision", "warning", `${absent}, expected was ${quoteValue(revision)}.`);
}
function listBaseImages({ materials }) {
  return materials.filter(({ uri }) => /^pkg:(?:docker|oci)\//.test(uri)).map(describeBaseImage);
}
function describeBaseImage({ uri, digest }) {
  const sha256 = digest["sha256"];
  return {
    uri,
    digest: sha256 === void 0 ? void 0 : `sha256:${sha256}`,
    pinned: sha256 !== void 0 && /[?&]digest=/.test(uri)
  };
}
function checkBaseImages(makeStep3, provenance) {
  const images = listBaseImages(provenance);
  if (images.length === 0) return makeStep3("base-images", "skipped", "The provenance records no base image.");
  const loose = images.filter(({ pinned }) => pinned !== true);
  if (loose.length === 0) {
    return makeStep3("base-images", "passed", `Pinned by digest: ${quoteValues(images.map(({ uri }) => uri))}.`);
  }
  const found = loose.map(({ uri, digest }) => `${uri} (${digest ?? "no digest recorded"})`);
  const evidence = `Named by tag alone, so that another build may get another image: ${quoteValues(found)}.`;
  return makeStep3("base-images", "warning", evidence);
}

// src/verification/steps-statement.ts
init_statement();
init_evidence();
function checkLabelled(makeStep3, { descriptor, manifest, attestations }, image) {
  const unread = findProblems(image, "attestation-layer").filter((problem) => {
    return manifest.layers.includes(problem.descriptor);
  });
  if (attestations.length + unread.length > 0) return [];
  const layers = manifest.layers.map(({ mediaType, annotations }) => {
    return `${mediaType} ${annotations?.["in-toto.io/predicate-type"] ?? ""}`.trim();
  });
  const held = layers.length === 0 ? "it is empty" : `it lists ${quoteValues(layers)}`;
  const evidence = `Attestation manifest ${descriptor.digest} lists no in-toto statement with SLSA provenance: ${held}.`;
  return [makeStep3("predicate-type", "failed", evidence)];
}
function checkStatement2(makeStep3, policy, attestation, image) {
  const { digest } = attestation.layer;
  try {
    const statement = parseStatement(attestation.bytes);
    const steps = [
      makeStep3("statement-type", "passed", `Statement ${digest} is of type ${statement.type}.`),
      checkPredicateType2(makeStep3, attestation, statement),
      checkStatementSubject(makeStep3, policy, statement, { statement: digest, image: image.image.digest })
    ];
    return { steps, statement: isProvenanceType(statement.predicateType) ? statement : void 0 };
  } catch (error2) {
    if (!(error2 instanceof StatementError)) throw error2;
    const step = makeStep3(locateError2(error2), "failed", `Statement ${digest}. ${describeError(error2)}.`);
    return { steps: [step], statement: void 0 };
  }
}
function locateError2({ path: path4 }) {
  if (/^\$\.subject\b/.test(path4)) return "statement-subject";
  return /^\$\.predicateType\b/.test(path4) ? "predicate-type" : "statement-type";
}
function checkPredicateType2(makeStep3, { layer, predicateType }, statement) {
  const actual = quoteValue(statement.predicateType);
  if (predicateType !== statement.predicateType) {
    const label = predicateType === void 0 ? "not labelled" : `labelled ${quoteValue(predicateType)}`;
    return makeStep3(
      "predicate-type",
      "failed",
      `Statement ${layer.digest} is ${label}, but holds ${actual}.`
    );
  }
  return makeStep3(
    "predicate-type",
    "passed",
    `Statement ${layer.digest} is labelled ${actual} and holds it.`
  );
}
function checkStatementSubject(makeStep3, policy, statement, digests) {
  const what = `Statement ${digests.statement}`;
  if (isAbout(statement, digests.image)) {
    return makeStep3("statement-subject", "passed", `${what} names image ${digests.image} as its subject.`);
  }
  if (statement.subjects.length > 0) {
    const others = statement.subjects.map(
      ({ name = "", digest }) => `${name} ${Object.values(digest).join(" ")}`
    );
    const evidence2 = `${what} is not about image ${digests.image}, but about ${quoteValues(others)}.`;
    return makeStep3("statement-subject", "failed", evidence2);
  }
  const evidence = `${what} names no subject: it is bound to image ${digests.image} only by the annotation in the index.`;
  return policy.unnamed === true ? makeStep3(
    "statement-subject",
    "warning",
    `${evidence} BuildKit writes it so for an output without a name.`
  ) : makeStep3("statement-subject", "failed", evidence);
}

// src/verification/verify.ts
async function verifyPublished(store, root, policy) {
  const digest = parseDigest(root);
  try {
    return judgeDiscovery(store.name, digest, await discoverAttestations(store, digest), policy);
  } catch (error2) {
    return judgeUnreadRoot(store.name, digest, error2);
  }
}
function judgeUnreadRoot(store, root, error2) {
  const { outcome, evidence } = judgeFailure(error2);
  const steps = [createStepMaker()("index-digest", outcome, `${root} in ${store}. ${evidence}`)];
  return {
    verification: concludeSteps({ store, root, steps, platforms: [] }),
    statements: [],
    discovery: void 0
  };
}
function judgeDiscovery(store, root, discovery, policy) {
  const first = [checkRoot(store, root, discovery), checkPlatforms(store, policy, discovery)];
  const unattested = checkAttested(store, discovery);
  const images = discovery.images.map((image) => judgeImage(store, discovery, image, policy));
  const steps = unattested === void 0 ? [
    ...first,
    ...checkDangling(store, discovery),
    ...images.flatMap((image) => image.steps),
    ...checkInvocations(
      policy,
      images.flatMap(({ provenances }) => provenances)
    )
  ] : [...first, unattested];
  const platforms = images.map(({ platform: platform2 }) => platform2);
  const statements = images.flatMap((image) => image.statements);
  return { verification: concludeSteps({ store, root, steps, platforms }), statements, discovery };
}
function judgeImage(store, discovery, image, policy) {
  const platform2 = namePlatform(image);
  const makeStep3 = createStepMaker(platform2);
  const manifests = uniqueByDigest2(image.attestationManifests);
  const judged = manifests.map((manifest) => judgeManifest(store, makeStep3, policy, manifest, image));
  const provenances = judged.flatMap((found) => found.provenances);
  const steps = [
    checkListed(store, discovery, image),
    ...checkReadable(store, makeStep3, { ...image, attestationManifests: manifests }),
    ...judged.flatMap((found) => found.steps),
    ...checkImageLayers(store, makeStep3, image, provenances[0])
  ];
  const statements = manifests.flatMap(({ attestations }) => {
    return attestations.map(({ layer, bytes }) => ({ platform: platform2, digest: layer.digest, bytes }));
  });
  return { steps, provenances, statements, platform: describeImage(image, steps, provenances[0]) };
}
function uniqueByDigest2(manifests) {
  return [...new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest])).values()];
}
function judgeManifest(store, makeStep3, policy, manifest, image) {
  const judged = manifest.attestations.map((attestation) => {
    const { steps: steps2, statement } = checkStatement2(makeStep3, policy, attestation, image);
    if (statement === void 0) return { steps: steps2, provenance: void 0 };
    const found = checkProvenance(makeStep3, policy, statement);
    return { steps: [...steps2, ...found.steps], provenance: found.provenance };
  });
  const steps = [
    checkSubject(makeStep3, manifest, image.image),
    ...checkLabelled(makeStep3, manifest, image),
    ...checkLayers(store, makeStep3, manifest, image),
    ...judged.flatMap((found) => found.steps)
  ];
  return { steps, provenances: judged.map(({ provenance }) => provenance).filter((found) => found !== void 0) };
}
function describeImage(image, steps, provenance) {
  const [manifest] = image.attestationManifests;
  const [attestation] = manifest?.attestations ?? [];
  const listed = image.listed[0]?.digest;
  return {
    platform: namePlatform(image),
    imageDigest: image.image.digest,
    ...listed === void 0 ? {} : { attestationDigest: listed },
    ...attestation === void 0 ? {} : { statementDigest: attestation.layer.digest },
    ...attestation?.predicateType === void 0 ? {} : { predicateType: attestation.predicateType },
    ...provenance === void 0 ? {} : describeProvenance(provenance),
    baseImages: provenance === void 0 ? [] : listBaseImages(provenance),
    verdict: decideVerdict(steps)
  };
}
function describeProvenance(provenance) {
  const { mode, builderId, invocationId, vcs, configSource } = provenance;
  const source = vcs?.source ?? configSource.uri;
  const revision = findRevision(provenance);
  return {
    mode,
    builderId,
    ...invocationId === void 0 ? {} : { invocationId },
    ...source === void 0 ? {} : { source },
    ...revision === void 0 ? {} : { revision: vcs?.dirty === true ? `${revision}-dirty` : revision }
  };
}
function concludeSteps(found) {
  const { store, root, steps, platforms } = found;
  return { store, root, verdict: decideVerdict(steps), reason: giveReason(found), steps, platforms };
}
function giveReason({ store, steps, platforms }) {
  const decisive = findDecisive(steps);
  if (decisive !== void 0) {
    const who = decisive.platform === void 0 ? "" : `${decisive.platform}: `;
    const how = decisive.outcome === "failed" ? "failed" : "could not be checked";
    return `${who}${decisive.id} ${how}: ${decisive.evidence}`;
  }
  const mode = platforms.every((platform2) => platform2.mode === "max") ? "mode=max" : "mode=min";
  const what = platforms.length === 1 ? "The image carries" : `All ${String(platforms.length)} platforms carry`;
  return `${what} provenance (${mode}) that was read back from ${store} and is bound to the image.`;
}

// src/action/verify-place.ts
init_step();

// src/build/builder.ts
init_platform();
init_release();
var SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";
var TEXT_LIMIT2 = 1e6;
function parseInspection(text) {
  const [head, ...nodes] = splitBlocks(text.slice(0, TEXT_LIMIT2));
  const name = head?.fields.get("Name") ?? "";
  const driver = head?.fields.get("Driver") ?? "";
  const error2 = head?.fields.get("Error") ?? head?.fields.get("ERROR");
  if (name === "" || driver === "") {
    return { builder: void 0, error: error2 ?? "buildx inspect named no driver" };
  }
  return { builder: { name, driver, nodes: nodes.map(readNode) }, error: void 0 };
}
function splitBlocks(text) {
  let block = { fields: /* @__PURE__ */ new Map(), labels: /* @__PURE__ */ new Map() };
  const blocks = [block];
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const [, indent = "", key = "", value = ""] = /^(\s*)([^:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === "") continue;
    if (indent !== "") {
      if (section === "Labels") block.labels.set(key, value);
      continue;
    }
    if (key === "Name" && block.fields.has("Name"))
      blocks.push(block = { fields: /* @__PURE__ */ new Map(), labels: /* @__PURE__ */ new Map() });
    section = key;
    if (!block.fields.has(key)) block.fields.set(key, value);
  }
  return blocks;
}
function readNode({ fields, labels }) {
  const listed = (fields.get("Platforms") ?? "").split(",").map((item) => item.trim());
  const error2 = fields.get("Error");
  return {
    name: fields.get("Name") ?? "",
    endpoint: fields.get("Endpoint") ?? "",
    status: fields.get("Status") ?? (error2 === void 0 ? "unknown" : "error"),
    buildkit: fields.get("BuildKit version") || void 0,
    platforms: listed.filter((item) => item !== "").map((item) => item.replace(/\*$/, "")),
    assigned: listed.filter((item) => item.endsWith("*")).map((item) => item.slice(0, -1)),
    labels: Object.fromEntries(labels),
    ...error2 === void 0 ? {} : { error: error2 }
  };
}
function keepsAttestations(builder) {
  if (builder === void 0 || builder.nodes.length === 0) return void 0;
  if (builder.driver === "docker") {
    if (builder.nodes.every(({ labels }) => SNAPSHOTTER in labels)) return true;
    return builder.nodes.some(({ status }) => status === "running") ? false : void 0;
  }
  return builder.nodes.every(({ status, buildkit }) => status !== "running" || isAttesting(buildkit));
}
function isAttesting(buildkit) {
  return buildkit !== void 0 && isAtLeast(parseRelease(buildkit), "0.11.0");
}
function hasBuildKit(builder, minimum) {
  const nodes = builder?.nodes ?? [];
  return nodes.every(({ buildkit }) => buildkit === void 0 || isAtLeast(parseRelease(buildkit), minimum));
}
function countNodes({ nodes }, platforms) {
  if (nodes.length < 2 || platforms.length < 2) return Math.min(nodes.length, 1);
  const wanted = platforms.map(normalize);
  const assigned = wanted.map((platform2) => nodes.findIndex((node) => node.assigned?.some(isSame2(platform2))));
  if (!assigned.includes(-1)) return new Set(assigned).size;
  const listed = wanted.map((platform2) => nodes.findIndex((node) => node.platforms.some(isSame2(platform2))));
  return new Set(listed.map((index) => Math.max(index, 0))).size;
}
function isSame2(wanted) {
  return (platform2) => normalize(platform2) === wanted;
}
function normalize(platform2) {
  try {
    return formatPlatform(parsePlatform(platform2));
  } catch {
    return platform2;
  }
}

// src/action/policy.ts
init_platform();
function policyOf(sources) {
  const { plan, facts, inputs, revisionAbsent } = sources;
  const { platforms } = inputs.build;
  return {
    mode: plan.provenance.value === "min" ? "min" : "max",
    platforms: normalisePlatforms(platforms),
    builderId: plan.builderId,
    revision: expectRevision(sources),
    revisionAbsent,
    invocations: facts.builder === void 0 ? 1 : Math.max(1, countBuilds(facts.builder, platforms))
  };
}
function policyOfExisting({ inputs, runner }, { provenance, builderId }) {
  const { expectedRevision } = inputs.verification;
  const policy = {
    mode: provenance.value === "min" ? "min" : "max",
    platforms: normalisePlatforms(inputs.build.platforms),
    builderId,
    revision: expectedRevision ?? (runner.sha === "" ? void 0 : runner.sha),
    revisionAbsent: void 0,
    invocations: Number.MAX_SAFE_INTEGER
  };
  return builderId === void 0 ? { ...policy, anyRunOf: `${runner.serverUrl}/${runner.repository}` } : policy;
}
function countBuilds(builder, platforms) {
  const unknown = builder.nodes.some((node) => node.status !== "running" && node.platforms.length === 0);
  return unknown ? Math.min(builder.nodes.length, platforms.length) : countNodes(builder, platforms);
}
function normalisePlatforms(platforms) {
  if (platforms.includes("local")) return [];
  return [...new Set(platforms.map((platform2) => formatPlatform(parsePlatform(platform2))))];
}
function expectRevision({ inputs, plan: { context }, runner: { sha } }) {
  const { expectedRevision } = inputs.verification;
  if (expectedRevision !== void 0) return expectedRevision;
  if (context.kind === "remote") return void 0;
  const pinned = context.kind === "git" ? /#([0-9a-f]{40}|[0-9a-f]{64})(?::|$)/.exec(context.value)?.[1] : void 0;
  return pinned ?? (sha === "" ? void 0 : sha);
}

// src/action/verify-place.ts
async function verifyPlace(place, policy) {
  const { content, platform: platform2, unnamed } = place;
  if (content === void 0)
    return { verification: describeNothing(place), statements: [], discovery: void 0 };
  const own = platform2 === void 0 ? policy : { ...policy, platforms: normalisePlatforms([platform2]), invocations: 1 };
  return verifyPublished(content.store, content.root, unnamed === void 0 ? own : { ...own, unnamed });
}
function describeNothing({ name, error: error2 }) {
  const nothing = `${name} holds nothing under the name that was pushed, or buildx reported no digest.`;
  const found = error2 === void 0 ? void 0 : judgeFailure(error2);
  const { outcome, evidence } = found ? { ...found, evidence: `In ${name}. ${found.evidence}` } : { outcome: "unknown", evidence: nothing };
  const step = createStepMaker()("index-digest", outcome, evidence);
  const verdict = decideVerdict([step]);
  return { store: name, root: "", verdict, reason: evidence, steps: [step], platforms: [] };
}
function uniteStatements(places) {
  const statements = places.flatMap((place) => place.statements);
  return [
    ...new Map(statements.map((statement) => [`${statement.platform} ${statement.digest}`, statement])).values()
  ];
}

// src/action/attest-step.ts
async function attest(run, { stores, signer }, { digest, policy, folders }) {
  const images = await during(
    run,
    "verify",
    async () => verify(run, await stores.open(digest), policy, folders)
  );
  if (signer !== void 0) await during(run, "sign", () => sign2(run, signer, images, folders));
}
async function verify({ log, findings }, published, policy, folders) {
  log.group("Verify");
  const images = await Promise.all(
    published.map(async (place) => ({ published: place, verified: await verifyPlace(place, policy) }))
  );
  const places = images.map(({ verified }) => verified);
  for (const { verification } of places) tellVerification(log, verification);
  findings.verifications = places.map(({ verification }) => verification);
  findings.imageRefs = published.flatMap(({ imageRef }) => imageRef ?? []);
  await writeStatements(folders.provenance, uniteStatements(places));
  findings.provenancePath = folders.provenance;
  return images;
}
async function sign2({ log, findings, signal }, signer, images, folders) {
  const { signing, warnings, watched } = await signer.sign(images);
  const decided = findings.signing ?? { decision: { value: true, source: "default", trace: [] } };
  findings.signing = { ...decided, ...signing };
  findings.warnings.push(...warnings);
  tellSigning(log, findings.signing);
  await rememberReferrers(folders, watched).catch((error2) => {
    findings.warnings.push(`What was attached will not be looked at again after the job: ${String(error2)}`);
  });
  signal.throwIfAborted();
}

// src/build/build-error.ts
var import_node_util = require("node:util");
var BuildError = class extends Error {
  name = "BuildError";
  reason;
  result;
  /** What buildx said of it: everything from its last `ERROR: ` on, without colours, at most 4 KiB; may be empty. */
  output;
  constructor(result, secrets = [], options) {
    const output = excerptFailure(result.process, secrets);
    super(describeFailure3(result.process, output), options);
    this.reason = nameFailure2(result.process);
    this.result = result;
    this.output = output;
  }
};
function nameFailure2({ spawnError, cancelled, signal }) {
  if (spawnError !== void 0) return "spawn";
  if (cancelled) return "cancelled";
  return signal === void 0 ? "exit" : "signal";
}
function describeFailure3(process2, output) {
  const said = output === "" ? " It wrote nothing about it." : `
${output}`;
  switch (nameFailure2(process2)) {
    case "spawn":
      return `docker buildx build was not started: ${process2.spawnError?.message ?? ""}`;
    case "cancelled":
      return `docker buildx build was cancelled after ${(process2.durationMs / 1e3).toFixed(1)} s.`;
    case "signal":
      return `docker buildx build was ended by ${String(process2.signal)}, which this step did not send (out of memory?).${said}`;
    case "exit":
      return `docker buildx build failed with exit code ${String(process2.exitCode)}.${said}`;
  }
}
var OUTPUT_LIMIT = 4096;
function excerptFailure({ stdout, stderr }, secrets) {
  const lines = readLines(stderr.tail);
  const error2 = lines.findLastIndex((line) => line.startsWith("ERROR: "));
  const report = readLines(stdout.tail);
  const excerpt = error2 !== -1 ? lines.slice(error2) : report.length > 0 ? report : listLastWords(lines);
  return shorten(redact(excerpt.join("\n"), secrets).trim());
}
function readLines(text) {
  const lines = (0, import_node_util.stripVTControlCharacters)(text).split(/\r\n|\n|\r/);
  return lines.some((line) => line.trim() !== "") ? lines : [];
}
function listLastWords(lines) {
  return lines.filter((line) => line.trim() !== "" && !/^#\d+ /.test(line)).slice(-20);
}
function redact(text, secrets) {
  const urls = text.replace(/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"']{1,1000}@/gi, "$1xxxxx@").replace(/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s?"']{1,1000}\?)[^\s"'#]+/gi, "$1xxxxx");
  return secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).map((secret) => secret.trim()).filter((secret) => secret.length >= 4).reduce((kept, secret) => kept.replaceAll(secret, "***"), urls);
}
function shorten(text) {
  if (text.length <= OUTPUT_LIMIT) return text;
  return `${text.slice(0, OUTPUT_LIMIT).toWellFormed()}
… (${String(text.length - OUTPUT_LIMIT)} more characters in the log)`;
}

// src/build/run.ts
init_descriptor();
init_environment();

// src/build/metadata.ts
var import_node_path9 = require("node:path");
init_descriptor();
init_json();
var WARNING_LIMIT = 500;
function parseMetadata(bytes) {
  const root = expectObject(parseJson(bytes), "$");
  const problems = [];
  const attempt6 = (key, parse2) => {
    try {
      return root[key] === void 0 ? void 0 : parse2(root[key], joinPath("$", key));
    } catch (error2) {
      problems.push(error2.message);
      return void 0;
    }
  };
  const digest = attempt6("containerimage.digest", parseDigestAt2);
  const descriptor = attempt6("containerimage.descriptor", parseDescriptor);
  const buildRef = attempt6("buildx.build.ref", expectString);
  return {
    text: Buffer.from(bytes).toString(),
    ...digest === void 0 ? {} : { digest },
    ...descriptor === void 0 ? {} : { descriptor },
    ...buildRef === void 0 ? {} : { buildRef },
    imageNames: (attempt6("image.name", expectString) ?? "").split(",").filter((name) => name !== ""),
    warnings: readList(root["buildx.build.warnings"]).slice(0, WARNING_LIMIT).flatMap(readWarning),
    problems
  };
}
function parseDigestAt2(value, path4) {
  const text = expectString(value, path4);
  if (!isDigest(text)) throw new JsonError(path4, "should be a digest");
  return text;
}
function readList(value) {
  return Array.isArray(value) ? value : [];
}
function readText2(value) {
  return typeof value === "string" ? value : void 0;
}
function readWarning(value) {
  if (!isObject(value)) return [];
  const short = decode2(value["short"])?.toString();
  if (short === void 0) return [];
  const source = isObject(value["sourceInfo"]) ? value["sourceInfo"] : {};
  const [range] = readList(value["range"]);
  return [
    {
      short,
      detail: readList(value["detail"]).flatMap((item) => decode2(item)?.toString() ?? []),
      url: readText2(value["url"]),
      filename: readText2(source["filename"]),
      source: decode2(source["data"]),
      startLine: readStartLine(range)
    }
  ];
}
function decode2(value) {
  return typeof value === "string" ? Buffer.from(value, "base64") : void 0;
}
function readStartLine(range) {
  const position = isObject(range) ? range["start"] : void 0;
  const line = isObject(position) ? position["line"] : void 0;
  return Number.isSafeInteger(line) && Number(line) > 0 ? Number(line) : void 0;
}
async function dockerfileAnnotations({ warnings }, { workspace, dockerfile, ownCommit, readFile: readFile5 }) {
  const path4 = (0, import_node_path9.resolve)(workspace, dockerfile);
  const inside = (0, import_node_path9.relative)(workspace, path4);
  if (warnings.length === 0 || inside === "" || /^\.\.(?:[\\/]|$)/.test(inside) || (0, import_node_path9.isAbsolute)(inside))
    return [];
  const file = inside.replaceAll("\\", "/");
  const content = ownCommit ? void 0 : await readFile5(path4);
  const annotations = warnings.filter(({ filename }) => filename !== void 0 && file.endsWith(filename)).filter(
    ({ source }) => ownCommit || content !== void 0 && source !== void 0 && isSame3(content, source)
  ).map((warning2) => annotate(warning2, file));
  return [...new Map(annotations.map((annotation) => [JSON.stringify(annotation), annotation])).values()];
}
function isSame3(a, b) {
  return Buffer.compare(a, b) === 0;
}
function annotate({ short, detail, url, startLine }, file) {
  const message = short.replace(/\s\(line \d+\)$/, "");
  return {
    title: detail.length === 0 ? message : detail.join(" "),
    message: url === void 0 ? message : `${message}
More info: ${url}`,
    file,
    ...startLine === void 0 ? {} : { startLine }
  };
}
function isAnnotating(setting) {
  return parseGoBoolean(setting ?? "") !== false;
}

// src/build/plan-files.ts
var import_node_fs2 = require("node:fs");
var import_promises11 = require("node:fs/promises");
var import_node_path10 = require("node:path");
var PlanFileError = class extends Error {
  name = "PlanFileError";
};
async function writeSecretFiles(files) {
  for (const { path: path4, content } of files) {
    await (0, import_promises11.mkdir)((0, import_node_path10.dirname)(path4), { recursive: true, mode: 448 });
    await (0, import_promises11.writeFile)(path4, content, { flag: "wx", mode: 384 });
  }
}
async function removeFiles(paths) {
  const results = await Promise.allSettled(paths.map((path4) => (0, import_promises11.rm)(path4, { force: true })));
  return results.flatMap((result) => result.status === "rejected" ? result.reason.message : []);
}
async function readPlainFile2(path4, limit) {
  const handle = await openPlainFile2(path4);
  if (handle === void 0) return void 0;
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new PlanFileError(`${path4} is not a plain file`);
    if (status.size > limit) {
      throw new PlanFileError(`${path4} has ${String(status.size)} bytes, the limit is ${String(limit)}`);
    }
    const buffer = Buffer.alloc(status.size);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
async function openPlainFile2(path4) {
  try {
    return await (0, import_promises11.open)(path4, import_node_fs2.constants.O_RDONLY | import_node_fs2.constants.O_NOFOLLOW | import_node_fs2.constants.O_NONBLOCK);
  } catch (error2) {
    const { code } = error2;
    if (code === "ENOENT") return void 0;
    if (code === "ELOOP") throw new PlanFileError(`${path4} is a symbolic link`, { cause: error2 });
    throw error2;
  }
}

// src/build/run.ts
init_process();
var METADATA_LIMIT = 40 * 1024 * 1024;
async function runBuild(plan, facts, options) {
  const secrets = plan.secretFiles.map(({ content }) => content);
  const notices = [];
  const process2 = await runWithSecrets(plan, facts, options, notices);
  const result = await readResult(plan, process2, notices);
  if (process2.exitCode !== 0) throw new BuildError(result, secrets);
  return result;
}
async function runWithSecrets(plan, facts, { sink, env, ...options }, notices) {
  const command = commandOf(facts, plan.argv);
  try {
    await prepareFiles(plan, command);
    const shared = {
      cwd: options.cwd,
      signal: options.signal,
      env: buildxEnvironment(env, listEnvironmentNeeds(plan.argv, facts.buildx.release)),
      onStdout: (chunk) => sink.write(chunk, "stdout"),
      onStderr: (chunk) => sink.write(chunk, "stderr")
    };
    const first = await runProcess({ ...shared, command, onSpawn: options.onSpawn });
    return first.exitCode === 0 ? await runFollowUps(plan, facts, first, shared) : first;
  } finally {
    const left = await removeFiles(plan.secretFiles.map(({ path: path4 }) => path4));
    notices.push(...left.map((message) => `A secret's file could not be removed: ${message}`));
  }
}
function commandOf({ buildx }, argv) {
  return [...buildx.command, ...argv];
}
async function runFollowUps({ followUps }, facts, build2, shared) {
  for (const argv of followUps) {
    const result = await runProcess({ ...shared, command: commandOf(facts, argv) });
    if (result.exitCode !== 0) return result;
  }
  return build2;
}
async function prepareFiles({ metadataFile, imageIdFile, secretFiles }, command) {
  try {
    const [left] = await removeFiles([metadataFile, ...imageIdFile === void 0 ? [] : [imageIdFile]]);
    if (left !== void 0) throw new Error(left);
    await writeSecretFiles(secretFiles);
  } catch (error2) {
    throw describePreparation(command, error2);
  }
}
function describePreparation(command, error2) {
  const { code, message } = error2;
  const process2 = describeUnstarted(command, { code, message: `its files could not be prepared: ${message}` });
  return new BuildError({ process: process2, warnings: [], notices: [] }, [], { cause: error2 });
}
async function readResult(plan, process2, notices) {
  const attempt6 = async (what, read) => {
    try {
      return await read();
    } catch (error2) {
      notices.push(`The ${what} that buildx wrote cannot be used: ${error2.message}`);
      return void 0;
    }
  };
  const imageId = await attempt6("image id file", () => readImageId(plan.imageIdFile));
  const metadata = await attempt6("metadata file", () => readMetadata(plan.metadataFile));
  for (const problem of metadata?.problems ?? [])
    notices.push(`The metadata file of buildx is odd: ${problem}`);
  return {
    process: process2,
    ...imageId === void 0 ? {} : { imageId },
    ...metadata?.digest === void 0 ? {} : { digest: metadata.digest },
    ...metadata === void 0 ? {} : { metadata },
    warnings: metadata?.warnings ?? [],
    notices
  };
}
async function readImageId(path4) {
  const text = path4 === void 0 ? void 0 : (await readPlainFile2(path4, 1024))?.toString().trim();
  if (text === void 0 || text === "") return void 0;
  if (!isDigest(text)) throw new Error("it holds no digest");
  return text;
}
async function readMetadata(path4) {
  const bytes = await readPlainFile2(path4, METADATA_LIMIT);
  return bytes === void 0 || bytes.toString().trim() === "null" ? void 0 : parseMetadata(bytes);
}

// src/findings.ts
init_csv();
function startFindings() {
  return { removed: [], notices: [], warnings: [], timings: [] };
}
function recordFacts(findings, { buildx, builder }) {
  findings.buildx = buildx;
  if (builder !== void 0) findings.builder = builder;
}
function recordExisting(findings, image, digest) {
  findings.provenance = image.provenance;
  findings.existing = true;
  findings.imageRefs = listImageRefs(image.destination, digest);
}
function recordPlan(findings, plan) {
  findings.provenance = plan.provenance;
  findings.removed.push(...plan.removed);
  findings.notices.push(...plan.notices);
  if (plan.destination.kind === "none") findings.nothingToVerify ??= plan.destination.reason;
}
function recordBuild(findings, { destination }, result) {
  const { process: process2, imageId, digest, metadata, notices } = result;
  findings.build = {
    command: hideSecrets2(process2.command),
    succeeded: process2.exitCode === 0,
    durationMs: Math.round(process2.durationMs),
    ...imageId === void 0 ? {} : { imageId },
    ...digest === void 0 ? {} : { digest },
    ...metadata === void 0 ? {} : { metadata: metadata.text }
  };
  findings.imageRefs = listImageRefs(destination, digest);
  findings.notices.push(...notices);
}
function hideSecrets2(command) {
  return command.map((argument, at) => {
    const flag = command[at - 1] ?? "";
    if (flag === "--build-arg") return argument.replace(/=.*$/s, "=…");
    if (flag === "--cache-from" || flag === "--cache-to") return hideCacheSecrets(argument);
    return hideUrlSecrets(argument).replace(/^(--build-arg=[^=]*=).*$/s, "$1…");
  });
}
var SECRET_OPTION = /key|token|secret|password/;
function hideCacheSecrets(cache) {
  const fields = parseRow(cache);
  if (fields === void 0) return "…";
  const shown = fields.map((field) => {
    const [key = ""] = parsePair(field) ?? [];
    return SECRET_OPTION.test(key) ? `${key}=…` : hideUrlSecrets(field);
  });
  return formatRow(shown);
}
function hideUrlSecrets(text) {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]*@/gi, "$1…@").replaceAll(/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s?#]*\?)[^\s#]+/gi, "$1…");
}

// src/action/dockerfile-findings.ts
var import_promises12 = require("node:fs/promises");
var import_node_path11 = require("node:path");
async function listDockerfileFindings({ warnings }, { plan: { context }, file, workspace, env }) {
  if (!isAnnotating(env["DOCKER_BUILD_CHECKS_ANNOTATIONS"]) || context.kind === "remote") return [];
  const folder = context.kind === "path" ? context.value : /#[^:]*:(.+)$/.exec(context.value)?.[1] ?? ".";
  const dockerfile = context.kind === "path" ? file ?? (0, import_node_path11.join)(folder, "Dockerfile") : (0, import_node_path11.join)(folder, file ?? "Dockerfile");
  const read = (path4) => (0, import_promises12.readFile)(path4).catch(() => void 0);
  return dockerfileAnnotations(
    { warnings },
    { workspace, dockerfile, ownCommit: context.kind === "git", readFile: read }
  );
}

// src/action/build-step.ts
init_narration();
async function build(run, situation, { plan, facts, meanwhile }) {
  const { env, log, signal, findings } = run;
  const { workspace } = situation.runner;
  const { file } = situation.inputs.build;
  tellBuild(log, plan);
  const sink = log.untrusted();
  const onSpawn = () => {
    findings.timings.push({ phase: "process start to buildx", durationMs: Math.round(performance.now()) });
    meanwhile();
  };
  try {
    const result = await runBuild(plan, facts, { env, cwd: workspace, signal, sink, onSpawn });
    recordBuild(findings, plan, result);
    findings.dockerfile = await listDockerfileFindings(result, { plan, env, workspace, file });
    return result;
  } catch (error2) {
    if (error2 instanceof BuildError) recordBuild(findings, plan, error2.result);
    throw error2;
  } finally {
    sink.end();
    log.endGroup();
  }
}

// src/main.ts
init_cancellation();

// src/action/clean-up.ts
init_core();
init_folders();
var STATE2 = "private";
function rememberFolder(folder) {
  saveState(STATE2, folder);
}

// src/action/failure.ts
var LIMIT = 8192;
var SELF_EXPLAINING = /* @__PURE__ */ new Set([
  "BuildError",
  "BuildxMissingError",
  "ContentError",
  "CredentialsError",
  "DiscoveryError",
  "InputError",
  "InvalidDigestError",
  "InvalidPlatformError",
  "InvalidReferenceError",
  "LayoutError",
  "PlanError",
  "PlanFileError",
  "ProxyError",
  "ReferrerError",
  "RegistryError",
  "SigningError",
  "SigningImpossibleError",
  "TrustError"
]);
function describeFailure4(error2, phase, cancelled) {
  if (cancelled)
    return {
      phase,
      cancelled,
      message: "The step was cancelled. What was built until then is in the outputs."
    };
  if (error2 instanceof Error && SELF_EXPLAINING.has(error2.name)) {
    return { phase, cancelled, message: clip([error2.message, ...describeCauses2(error2.cause)].join("\n")) };
  }
  if (isSystemError(error2)) {
    const message = `The operating system refused what this step needs of it: ${error2.message}
${REMEDY2}`;
    return { phase, cancelled, message: clip(message) };
  }
  const detail = error2 instanceof Error ? error2.stack ?? error2.message : String(error2);
  return {
    phase,
    cancelled,
    message: clip(`This is a bug in provenance-action, please report it.
${detail}`)
  };
}
var REMEDY2 = "Check that the runner's disk is not full, and that its temporary folder and the workspace are there and may be written to.";
function isSystemError(error2) {
  return error2 instanceof Error && "syscall" in error2 && "code" in error2;
}
function describeCauses2(cause) {
  const lines = [];
  for (let at = cause; at instanceof Error && lines.length < 5; at = at.cause)
    lines.push(`  because: ${at.message}`);
  return lines;
}
function clip(text) {
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT).toWellFormed()}
…`;
}

// src/main.ts
init_folders();

// src/action/inspection.ts
init_environment();

// src/build/exports.ts
init_csv();
function buildsImage(call) {
  return call === void 0 || call.split(",")[0] === "build";
}
function listExports({ call, push = false, load = false, outputs, cacheTo }) {
  return buildsImage(call) ? { push, load, outputs, cacheTo, removed: [] } : { push: false, load: false, outputs: [], cacheTo, removed: [] };
}
function restrictExports(wanted, { kind, untrusted }) {
  if (kind === "attest") return wanted;
  const registryOutputs = wanted.outputs.filter(pushesOutput);
  const registryCaches = untrusted ? wanted.cacheTo.filter(isRegistryCache) : [];
  return {
    push: false,
    load: wanted.load,
    outputs: wanted.outputs.flatMap(withholdPush),
    cacheTo: wanted.cacheTo.filter((cache) => !registryCaches.includes(cache)),
    removed: [
      ...wanted.push ? ["push: true"] : [],
      ...registryOutputs.map(({ text }) => `outputs: ${text}`),
      ...registryCaches.map((cache) => `cache-to: ${cache}`)
    ]
  };
}
function mergeLoad(exports2, builder) {
  return exports2.load && builder?.driver === "docker" && pushes(exports2) ? { ...exports2, load: false } : exports2;
}
function withholdPush(output) {
  if (!pushesOutput(output)) return [output];
  if (output.type === "registry") return [];
  const fields = new Map([["type", output.type], ...output.fields, ["push", "false"]]);
  return [{ ...output, fields, text: formatRow([...fields].map(([key, value]) => `${key}=${value}`)) }];
}
function pushesOutput({ type, fields }) {
  const push = fields.get("push");
  return type === "registry" || push !== void 0 && parseGoBoolean(push) !== false;
}
function isRegistryCache(cache) {
  const types = parseRow(cache)?.map(parsePair).filter((pair) => pair?.[0] === "type");
  return types === void 0 || types.length === 0 || types.some((pair) => pair?.[1].trim() === "registry");
}
function listPushing({ push, outputs }) {
  return outputs.filter((output) => pushesOutput(output) || push && output.type === "image");
}
function pushes(exports2) {
  return exports2.push || listPushing(exports2).length > 0;
}
function loads({ load, outputs }) {
  return load || outputs.some((output) => output.type === "docker" && !isFile(output));
}
function isDockerArchive(output) {
  return output.type === "docker" && isFile(output);
}
function isFile({ fields }) {
  return (fields.get("dest") ?? "") !== "";
}
function countExporters(exports2) {
  const { push, load, outputs } = exports2;
  const pushed = push && !outputs.some(({ type }) => type === "image" || type === "registry");
  const loaded = load && !outputs.some((output) => output.type === "docker" && !isFile(output));
  return outputs.length + Number(pushed) + Number(loaded);
}
function listLayouts({ outputs }) {
  return outputs.filter(
    (output) => output.type === "oci" && parseGoBoolean(output.fields.get("tar") ?? "") === false && isFile(output)
  );
}

// src/build/facts.ts
init_plain_text();

// src/build/buildx-command.ts
var import_node_fs3 = require("node:fs");
var import_promises13 = require("node:fs/promises");
var import_node_path12 = require("node:path");
var THROUGH_DOCKER = ["docker", "buildx"];
var PLUGIN = "docker-buildx";
var SYSTEM_FOLDERS = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"];
var CONFIG_LIMIT2 = 1e6;
async function findBuildx(env, systemFolders = SYSTEM_FOLDERS) {
  if (Boolean(env["DOCKER_TLS"]) || Boolean(env["DOCKER_TLS_VERIFY"])) return THROUGH_DOCKER;
  for (const folder of await listPluginFolders(env, systemFolders)) {
    const path4 = (0, import_node_path12.join)(folder, PLUGIN);
    if (await isProgram(path4)) return [path4];
  }
  return THROUGH_DOCKER;
}
async function listPluginFolders(env, systemFolders) {
  const personal = env["HOME"] ? [(0, import_node_path12.join)(env["HOME"], ".docker")] : [];
  const config = env["DOCKER_CONFIG"] || personal[0];
  const chosen = config === void 0 ? [] : [config];
  const extra = config === void 0 ? [] : await readExtraFolders((0, import_node_path12.join)(config, "config.json"));
  const system = systemFolders.map((folder) => (0, import_node_path12.join)(folder, "docker"));
  const configured = [...chosen, ...system, ...personal].map((folder) => (0, import_node_path12.join)(folder, "cli-plugins"));
  return [...extra, ...configured];
}
async function readExtraFolders(path4) {
  try {
    const value = JSON.parse(await readStart2(path4));
    const folders = typeof value === "object" && value !== null && "cliPluginsExtraDirs" in value ? value.cliPluginsExtraDirs : void 0;
    if (!Array.isArray(folders)) return [];
    return folders.filter((folder) => typeof folder === "string" && (0, import_node_path12.isAbsolute)(folder));
  } catch {
    return [];
  }
}
async function readStart2(path4) {
  const file = await (0, import_promises13.open)(path4);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(CONFIG_LIMIT2), 0, CONFIG_LIMIT2, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
async function isProgram(path4) {
  try {
    await (0, import_promises13.access)(path4, import_node_fs3.constants.X_OK);
    return (await (0, import_promises13.stat)(path4)).isFile();
  } catch {
    return false;
  }
}

// src/build/facts.ts
init_release();
var BuildxMissingError = class extends Error {
  name = "BuildxMissingError";
  /** Each command with what came of it. */
  tried;
  constructor(tried) {
    super(
      `Docker Buildx is required, and does not answer. Tried: ${tried.join("; ")}. Add a step with docker/setup-buildx-action before this one, or install the docker-buildx plugin.`
    );
    this.tried = tried;
  }
};
async function gatherFacts({ env, run, builder: name, loadNeeded }) {
  const { buildx, inspection } = await askBuildx(await findBuildx(env), run, name);
  const { builder, error: error2 } = inspection;
  const asksEngine = loadNeeded && builder !== void 0 && builder.driver !== "docker";
  return {
    buildx,
    builder,
    builderError: error2,
    loadKeepsAttestations: asksEngine ? await askEngine(run) : void 0
  };
}
async function askBuildx(command, run, name) {
  const commands = command === THROUGH_DOCKER ? [command] : [command, THROUGH_DOCKER];
  const tried = [];
  for (const candidate of commands) {
    const [version, inspected] = await Promise.all([
      run([...candidate, "version"]),
      run([...candidate, "inspect", ...name === void 0 ? [] : ["--builder", name]])
    ]);
    const text = version.stdout.trim();
    if (version.exitCode === 0 && text !== "") {
      return { buildx: readVersion(candidate, text), inspection: readInspection(inspected) };
    }
    tried.push(`${candidate.join(" ")} version: ${describe3(version)}`);
  }
  throw new BuildxMissingError(tried);
}
function readVersion(command, text) {
  const version = text.split(/\r?\n/)[0] ?? "";
  return { command, version, release: parseRelease(version.split(" ")[1] ?? "") };
}
function readInspection(answer) {
  if (answer.exitCode !== 0) return { builder: void 0, error: describe3(answer) };
  return parseInspection(answer.stdout);
}
async function askEngine(run) {
  const { exitCode, stdout } = await run(["docker", "info", "--format", "{{json .DriverStatus}}"]);
  if (exitCode !== 0 || !stdout.trim().startsWith("[")) return void 0;
  return stdout.includes("io.containerd.snapshotter");
}
var DESCRIPTION_LIMIT = 500;
function describe3(answer) {
  const { stdout, stderr, spawnError } = answer;
  const text = spawnError?.message ?? (stderr.trim() || stdout.trim());
  const said = redactUserinfo(text.replace(/^ERROR: /, "")).slice(0, DESCRIPTION_LIMIT);
  return said === "" ? describeEnd3(answer) : `${said} (${describeEnd3(answer)})`;
}
function describeEnd3({ exitCode, spawnError, timedOut }) {
  if (spawnError !== void 0) return "could not be started";
  if (timedOut === true) return "gave no answer in time";
  return exitCode === void 0 ? "was ended by a signal" : `exit code ${String(exitCode)}`;
}

// src/action/inspection.ts
init_process();
var TIMEOUT_MS = 3e4;
var OUTPUT_LIMIT2 = 1024 * 1024;
async function inspectBuilder(options, env, signal) {
  const limits = {
    env: buildxEnvironment(env, { githubCache: false, named: [] }),
    signal,
    timeoutMs: TIMEOUT_MS,
    limit: OUTPUT_LIMIT2
  };
  const { builder } = options;
  return gatherFacts({
    env,
    run: (command) => captureProcess(command, limits),
    loadNeeded: loads(listExports(options)),
    ...builder === void 0 ? {} : { builder }
  });
}

// src/main.ts
init_log();
init_narration();

// src/action/publish.ts
init_core();
var import_promises14 = require("node:fs/promises");

// src/action/annotations.ts
init_signing_state();

// src/action/markdown.ts
var INVISIBLE2 = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;
function escapeText(text, limit = 300) {
  const line = text.slice(0, limit * 4).toWellFormed().replace(INVISIBLE2, " ").trim();
  const characters = [...line];
  const kept = characters.length > limit ? [...characters.slice(0, limit), "…"] : characters;
  return kept.map(escapeCharacter).join("");
}
function escapeCharacter(character) {
  return /^[A-Za-z0-9 ,/…]$/.test(character) ? character : `&#${String(character.codePointAt(0))};`;
}
function formatCode(text, limit) {
  return `<code>${escapeText(text, limit)}</code>`;
}
function formatTable(head, rows) {
  const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return ["<table>", row(head, "th"), ...rows.map((cells) => row(cells, "td")), "</table>"].join("\n");
}
function formatDetails(title, body) {
  return `<details><summary>${escapeText(title)}</summary>

${body}

</details>`;
}
function formatCommands(commands) {
  return ["```console", ...commands.map((command) => command.replaceAll(/[`\r\n]/g, "")), "```"].join("\n");
}

// src/action/summary.ts
init_signing_state();

// src/action/summary-resume.ts
init_reference();
init_signing_state();

// src/action/verify-targets.ts
init_descriptor();
init_reference();
var REFS_LIMIT = 5;
function listTargets(report) {
  const signed = (report.signing?.statements ?? []).filter(({ outcome }) => outcome !== "failed");
  const own = new Set(signed.map(({ subjects }) => subjects[0]));
  const references = (report.imageRefs ?? []).slice(0, REFS_LIMIT).flatMap((ref) => parsePushed(ref) ?? []);
  return references.flatMap(
    (image) => signed.filter((statement) => isAbout2(statement, image, report.verifications)).flatMap(
      (statement) => statement.subjects.filter((digest, at) => isDigest(digest) && (at === 0 || !own.has(digest))).map((digest) => describeTarget(image, digest, statement))
    )
  );
}
function parsePushed(text) {
  try {
    return parseReference(text);
  } catch (error2) {
    if (error2 instanceof InvalidReferenceError) return void 0;
    throw error2;
  }
}
function nameRegistryPlace({ registry, repository }) {
  return `registry ${formatReference({ registry, repository })}`;
}
function isAbout2({ places, subjects }, image, verifications = []) {
  const registries = places.filter(({ kind }) => kind === "registry");
  if (registries.length > 0) return registries.some(({ place }) => place === nameRegistryPlace(image));
  const [first] = subjects;
  const platforms = verifications.filter(({ root }) => root === image.digest).flatMap((one) => one.platforms);
  const known = platforms.flatMap(({ imageDigest, attestationDigest }) => [imageDigest, attestationDigest]);
  return [image.digest, ...known].includes(first);
}
function describeTarget(image, digest, statement) {
  const { registry, repository } = image;
  const { places, subjects } = statement;
  const place = places.find(({ place: where }) => where === nameRegistryPlace(image));
  const isAttached = digest === subjects[0] || (place?.referrers?.length ?? 0) >= subjects.length;
  return {
    name: formatReference({ registry, repository }),
    pinned: formatReference({ registry, repository, digest }),
    digest,
    statement,
    found: {
      inRegistry: place?.stored === true && isAttached,
      inApi: places.some(({ kind, stored }) => kind === "api" && stored)
    }
  };
}

// src/action/summary-resume.ts
var REFS_LIMIT2 = 20;
function renderResume(report) {
  if (!isResumable(report) || report.signing === void 0) return "";
  const step = formatStep(report);
  if (step.length === 0) return "";
  const lines = [
    "**The image is pushed: sign it without building again.** When the cause is mended, run this step in a workflow of this repository, with the same permissions, logins and inputs about signing. It builds nothing: it verifies the image by its digest and signs it. Equal attestations that are stored already are found, not made twice.",
    "",
    "```yaml",
    ...step,
    "```",
    "",
    describeBundles(report.signing)
  ];
  return lines.map((line) => line === "" ? ">" : `> ${line}`).join("\n");
}
function formatStep(report) {
  const references = (report.imageRefs ?? []).flatMap((ref) => parsePushed(ref) ?? []);
  const digest = references[0]?.digest;
  if (digest === void 0) return [];
  const names = references.filter((reference) => reference.digest === digest).slice(0, REFS_LIMIT2).map(({ registry, repository }) => formatReference({ registry, repository }));
  const image = names.length === 1 ? [`    image: '${names.join("")}'`] : listBlock("image", names);
  const revision = findRevision2(report);
  return [
    "- uses: org/provenance-action@v1 # as you name it now",
    "  with:",
    ...image,
    `    digest: '${digest}'`,
    ...revision === void 0 ? [] : [`    expected-revision: '${revision}'`]
  ];
}
function listBlock(input, items) {
  return [`    ${input}: |`, ...items.map((item) => `      ${item}`)];
}
function findRevision2({ verifications = [] }) {
  const found = verifications.flatMap(({ platforms }) => platforms.map(({ revision }) => revision));
  const [first] = found;
  const isOne = first !== void 0 && found.every((revision) => revision === first);
  return isOne && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(first) ? first : void 0;
}
function describeBundles({ statements, bundlePath }) {
  const made = statements.filter(({ outcome }) => outcome !== "failed");
  const paths = made.flatMap((statement) => statement.bundlePath ?? []);
  if (made.length === 0) {
    const useless = statements.some((one) => one.bundlePath !== void 0);
    return `No bundle${useless ? " that holds" : ""} was made, so that none can be lost.`;
  }
  const titles = escapeText(made.map(({ title }) => title).join(", "), 600);
  if (paths.length === 0) return `Signed already, but not kept in a file: ${titles}.`;
  const places = bundlePath === void 0 ? paths.slice(0, 10) : [bundlePath];
  const where = places.map((path4) => formatCode(path4, 600)).join(", ");
  return `Signed already: ${titles}. The bundles are on the runner, in ${where}, and go with it: upload them to keep them.`;
}

// src/action/summary-signing.ts
init_signing_state();

// src/action/summary-text.ts
var NONE = "–";
var ROW_LIMIT = 200;
function shortenHex(text) {
  return text.replaceAll(/\b([0-9a-f]{12})(?:[0-9a-f]{28}|[0-9a-f]{52}|[0-9a-f]{116})(?![0-9a-f])/g, "$1…");
}
function formatLines(text) {
  const lines = text.split("\n").slice(0, 60).flatMap(wrapLine);
  return `<pre>${lines.map((line) => escapeText(line, 500)).join("\n")}</pre>`;
}
function wrapLine(line) {
  return line.slice(0, 4e3).match(/\S.{0,98}(?:\s|$)|\S{1,100}/gu) ?? [];
}
function formatLink(text, address) {
  const url = address === void 0 ? void 0 : parseHttps(address);
  return url === void 0 ? text : `<a href="${escapeText(url, 2e3)}">${text}</a>`;
}
function parseHttps(address) {
  const url = address.length > 2e3 ? null : URL.parse(address);
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") return void 0;
  return url.href;
}

// src/action/verify-commands.ts
init_descriptor();

// src/action/shell.ts
var SAFE = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/;
var LINE_WIDTH = 100;
function quoteShell(text) {
  if (SAFE.test(text)) return text;
  if (/^[ -_a-~]*$/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const bytes = [...Buffer.from(text.toWellFormed())];
  return `$'${bytes.map(quoteByte).join("")}'`;
}
function quoteByte(byte) {
  const character = String.fromCharCode(byte);
  return /^[ -&(-[\]-_a-~]$/.test(character) ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
}
function formatCommand(argv) {
  const lines = [];
  let line = "";
  for (const word of joinOptions(argv)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || longer.length <= LINE_WIDTH) line = longer;
    else {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}
function joinOptions(argv) {
  const words = [];
  argv.forEach((word, at) => {
    const quoted = quoteShell(word);
    const last = words.length - 1;
    const takesValue = argv[at - 1]?.startsWith("--") === true && !word.startsWith("--");
    if (takesValue && words[last] !== void 0) words[last] = `${words[last]} ${quoted}`;
    else words.push(quoted);
  });
  return words;
}
function isRepository(text) {
  return /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(text);
}

// src/action/verify-commands.ts
var COMMANDS_LIMIT = 40;
var GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
var GITHUB_ROOT_FILE = "github-trusted-root.json";
var LINES_ROOT_FILE = "trusted_root.jsonl";
var DEFAULT_TYPE = "https://slsa.dev/provenance/v1";
var COSIGN_TYPES = {
  [DEFAULT_TYPE]: "slsaprovenance1",
  "https://slsa.dev/provenance/v0.2": "slsaprovenance02"
};
function listVerifyCommands(report) {
  const { signing, run } = report;
  const signer = signing?.signer;
  if (signing === void 0 || signer === void 0) return { preparations: [], commands: [], omitted: 0 };
  const url = run === void 0 ? null : URL.parse(run.serverUrl);
  const hostname = url === null || url.hostname === "github.com" ? void 0 : url.hostname;
  const repository = run !== void 0 && isRepository(run.repository) ? run.repository : void 0;
  const context = { signing, signer, repository, hostname };
  const all = dropRepeated2(listTargets(report).flatMap((target) => listForTarget(target, context)));
  const commands = all.slice(0, COMMANDS_LIMIT);
  return {
    preparations: listPreparations(context, commands),
    commands,
    omitted: all.length - commands.length
  };
}
function dropRepeated2(commands) {
  return [...Map.groupBy(commands, ({ lines }) => lines.join("\n")).values()].flatMap(([first]) => first ?? []);
}
function listForTarget(target, context) {
  const { name, digest, statement } = target;
  const about = digest === statement.subjects[0] ? statement.title : `${statement.title}, ${digest}`;
  const title = `${name}, ${about}`;
  const gh = askGh(target, context);
  const cosign = askCosign(target, context);
  return [
    ...gh === void 0 ? [] : [{ program: "gh", title, lines: formatCommand(gh) }],
    ...cosign === void 0 ? [] : [{ program: "cosign", title, lines: formatCommand(cosign) }]
  ];
}
function askGh({ pinned, statement, found }, { repository, hostname, signer, signing }) {
  const { predicateType, part } = statement;
  const from = findSource(statement, found);
  const forCosign = part === "attestation manifest" && found.inRegistry;
  if (repository === void 0 || from === void 0 || forCosign) return void 0;
  return [
    ...["gh", "attestation", "verify", `oci://${pinned}`, "--repo", repository],
    ...hostname === void 0 ? [] : ["--hostname", hostname],
    ...["--cert-identity", signer.identity],
    ...signer.issuer === GITHUB_ISSUER ? [] : ["--cert-oidc-issuer", signer.issuer],
    ...predicateType === DEFAULT_TYPE ? [] : ["--predicate-type", predicateType],
    ...from,
    ...signing.trustedRoot === void 0 ? [] : ["--custom-trusted-root", LINES_ROOT_FILE]
  ];
}
function findSource({ bundlePath }, { inApi, inRegistry }) {
  if (inApi) return [];
  if (inRegistry) return ["--bundle-from-oci"];
  return bundlePath === void 0 ? void 0 : ["--bundle", bundlePath];
}
function askCosign({ pinned, digest, statement, found }, { signer, signing }) {
  const { predicateType, bundlePath, part } = statement;
  const identity = ["--certificate-identity", signer.identity, "--certificate-oidc-issuer", signer.issuer];
  const common = [...identity, ...listTrust(signing)];
  const known = Object.hasOwn(COSIGN_TYPES, predicateType) ? COSIGN_TYPES[predicateType] : void 0;
  const type = ["--type", known ?? predicateType];
  if (found.inRegistry && part === "attestation manifest") return ["cosign", "verify", pinned, ...common];
  if (found.inRegistry) return ["cosign", "verify-attestation", pinned, ...type, ...common];
  if (found.inApi || bundlePath === void 0) return void 0;
  const { algorithm, hex } = splitDigest(digest);
  const subject = ["--bundle", bundlePath, "--digest", hex, "--digestAlg", algorithm];
  return ["cosign", "verify-blob-attestation", ...subject, ...type, ...common];
}
function listTrust({ instance, trustedRoot }) {
  const file = trustedRoot ?? (instance === "github" ? GITHUB_ROOT_FILE : void 0);
  const root = file === void 0 ? [] : ["--trusted-root", file];
  const unlogged = ["--use-signed-timestamps", "--insecure-ignore-tlog", "--insecure-ignore-sct"];
  return instance === "github" ? [...root, ...unlogged] : root;
}
function listPreparations({ signing, hostname }, commands) {
  const { trustedRoot, instance } = signing;
  const asks = (program) => commands.some((command) => command.program === program);
  if (trustedRoot !== void 0)
    return asks("gh") ? [`jq -c . ${quoteShell(trustedRoot)} > ${LINES_ROOT_FILE}`] : [];
  if (instance !== "github" || !asks("cosign")) return [];
  const host = hostname === void 0 ? "" : ` --hostname ${quoteShell(hostname)}`;
  return [`gh attestation trusted-root${host} | tail -n 1 > ${GITHUB_ROOT_FILE}`];
}

// src/action/summary-signing.ts
var PLACES_LIMIT = 8;
function renderSigningTrouble(report) {
  const { signing } = report;
  if (signing === void 0 || !isPushed(report)) return "";
  if (!signing.decision.value) return renderUnsigned(signing);
  const failures = listSigningFailures(signing).slice(0, 20);
  if (failures.length === 0) return "";
  return `**What went wrong in signing:**

${failures.map(formatLines).join("\n")}`;
}
function renderUnsigned({ decision: { trace, source }, remedy }) {
  const why = escapeText(`${trace.at(-1) ?? source}.`, 600);
  if (remedy === void 0) return `Not signed: ${why}`;
  return `> **Unsigned:** ${why}
>
> ${escapeText(remedy, 600)}`;
}
function renderSignatures(report) {
  const { signing } = report;
  if (signing?.decision.value !== true || !isPushed(report)) return "";
  const { statements } = signing;
  const places = listPlaces2(statements);
  const head = ["Statement", "Digests", "Predicate", "Result", "Log entry or time", ...places];
  const rows = statements.slice(0, ROW_LIMIT).map((statement) => renderStatement(statement, places, signing));
  const table = rows.length === 0 ? "" : formatTable(
    head.map((cell) => escapeText(cell)),
    rows
  );
  const refusals = listRefusals(signing).map(
    ({ title, text }) => `- ⚠️ ${escapeText(title)}: ${escapeText(text, 1e3)}`
  );
  const parts = ["### Signatures", renderSigner(signing), table, refusals.join("\n")];
  return parts.filter((part) => part !== "").join("\n\n");
}
function listPlaces2(statements) {
  const all = statements.flatMap(({ places }) => places);
  const shown = all.filter(({ kind, verdict }) => kind !== "file" || verdict !== "verified");
  return [...new Set(shown.map(({ place }) => place))].slice(0, PLACES_LIMIT);
}
var INSTANCES = {
  "public-good": "Sigstore's public-good instance, with a public log",
  github: "GitHub's own instance, with a timestamp authority and no public log"
};
function renderSigner(signing) {
  const { instance, trust, bundlePath, storageRecordIds } = signing;
  const signer = findSigner(signing);
  const lines = [
    ...signer === void 0 ? [] : [
      `Signer, by the certificate: ${formatCode(signer.identity, 600)}`,
      `Identified by: ${formatCode(signer.issuer)}`
    ],
    ...instance === void 0 ? [] : [`Signed with: ${escapeText(INSTANCES[instance])}`],
    ...trust === void 0 ? [] : [`Trust: ${escapeText(trust, 600)}`],
    ...bundlePath === void 0 ? [] : [`All bundles, on the runner: ${formatCode(bundlePath, 600)}`],
    ...storageRecordIds.length === 0 ? [] : [`Storage records: ${String(storageRecordIds.length)}`]
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}
var RESULTS = {
  signed: "✅&nbsp;signed",
  reused: "✅&nbsp;signed before",
  failed: "❌&nbsp;failed"
};
function renderStatement({ places, ...statement }, columns, signing) {
  const { title, subjects, predicateType, outcome } = statement;
  const shown = subjects.slice(0, 4).map((digest) => formatCode(shortenHex(digest)));
  const more = subjects.length - shown.length;
  return [
    escapeText(title),
    [...shown, ...more > 0 ? [`and ${String(more)} more`] : []].join("<br>"),
    formatCode(predicateType.replace(/^https:\/\/(?:slsa\.dev\/provenance\/)?/, ""), 120),
    RESULTS[outcome],
    renderProof(statement, signing),
    ...columns.map((column) => renderPlace(places.find(({ place }) => place === column)))
  ];
}
function renderProof({ logIndex, signedAt }, { instance, trustedRoot }) {
  if (logIndex === void 0 || !/^\d{1,20}$/.test(logIndex)) {
    return signedAt === void 0 ? NONE : escapeText(signedAt.replace(/^([\d-]+)T([\d:]+)\.\d+Z$/, "$1 $2Z"), 40);
  }
  const isPublic = instance === "public-good" && trustedRoot === void 0;
  return formatLink(logIndex, isPublic ? `https://search.sigstore.dev/?logIndex=${logIndex}` : void 0);
}
function renderPlace(record) {
  if (record === void 0) return NONE;
  const { stored, verdict, id, url, via } = record;
  switch (verdict) {
    case "verified":
      return `✅&nbsp;${formatLink(escapeText(id ?? "read back", 40), url)}${via === "tag" ? ", listed by tag" : ""}`;
    case "rejected":
      return `❌&nbsp;${formatLink(escapeText(id ?? "stored", 40), url)}, and bad`;
    case "undecided":
      return `❔&nbsp;${stored ? "stored, not read back" : "not stored"}`;
    case "absent":
      return "➖&nbsp;not stored";
  }
}
var UNLOGGED = "GitHub's instance keeps no public log: a timestamp authority attests the time. So cosign is told not to look for log entries (`--insecure-ignore-tlog`, `--insecure-ignore-sct`); certificate, time, signature and signer are checked all the same.";
function renderSignatureCommands(report) {
  if (!isPushed(report)) return "";
  const { preparations, commands, omitted } = listVerifyCommands(report);
  const [first] = commands;
  if (first === void 0) return "";
  const shown = commands.filter(({ title: title2 }) => title2 === first.title);
  const others = commands.filter(({ title: title2 }) => title2 !== first.title);
  const unlogged = commands.some(({ lines }) => lines.join(" ").includes("--insecure-ignore-tlog"));
  const text = [
    `Check the signatures yourself, logged in to the registry.${unlogged ? ` ${UNLOGGED}` : ""}`,
    `${describeTitle(first)}:`,
    formatCommands([...preparations, ...shown.flatMap(({ lines }) => lines)])
  ];
  if (others.length === 0) return text.join("\n\n");
  const byTitle = Map.groupBy(others, ({ title: title2 }) => title2);
  const blocks = [...byTitle.values()].map(
    (all) => `${describeTitle(all[0])}:

${formatCommands(all.flatMap(({ lines }) => lines))}`
  );
  const rest = omitted === 0 ? [] : [`And ${String(omitted)} more of the same kind.`];
  const title = `Commands for ${String(byTitle.size)} more`;
  return [...text, formatDetails(title, [...blocks, ...rest].join("\n\n"))].join("\n\n");
}
function describeTitle(command) {
  return escapeText(command?.title ?? "", 600);
}
var OUTCOMES = { passed: "✅", failed: "❌", skipped: "➖" };
function renderSignatureSteps(report) {
  if (!isPushed(report)) return "";
  const all = (report.signing?.statements ?? []).flatMap(
    ({ title, steps }) => steps.map((step) => ({ ...step, statement: title }))
  );
  if (all.length === 0) return "";
  const failed = all.filter(({ outcome }) => outcome === "failed").length;
  const rows = all.slice(0, ROW_LIMIT * 2).map(({ outcome, statement, title, evidence }) => [
    OUTCOMES[outcome],
    escapeText(statement),
    escapeText(title),
    escapeText(shortenHex(evidence), 600)
  ]);
  const count = `${String(all.length)}, ${failed === 0 ? "none failed" : `${String(failed)} failed`}`;
  return formatDetails(
    `Checks of the signatures: ${count}`,
    formatTable(["", "Statement", "Check", "Evidence"], rows)
  );
}

// src/action/summary.ts
var SUMMARY_LIMIT = 1e6;
function renderSummary(report, limit = SUMMARY_LIMIT) {
  const parts = [
    renderHeadline(report),
    renderFailure(report),
    renderImage(report),
    renderSigningTrouble(report),
    renderResume(report),
    ...(report.verifications ?? []).map(renderPlatforms),
    renderSignatures(report),
    renderNotes(report),
    renderCommands(report),
    renderSignatureCommands(report),
    ...(report.verifications ?? []).map(renderSteps),
    renderSignatureSteps(report),
    renderTimings(report)
  ];
  return fit(
    parts.filter((part) => part !== ""),
    limit
  );
}
function fit(parts, limit) {
  const cut = "\n\n_The summary was cut here: the report has the rest._\n";
  let text = "";
  for (const part of parts) {
    const longer = `${text}${part}

`;
    if (Buffer.byteLength(longer) > limit - cut.length) return text + cut;
    text = longer;
  }
  return text;
}
var ICONS = { verified: "✅", rejected: "❌", undecided: "❔", absent: "➖" };
function renderHeadline(report) {
  const why = report.skip === void 0 ? "" : ` Nothing was pushed: ${escapeText(report.skip.reason)}.`;
  const icon = report.failure === void 0 ? ICONS[report.verdict] : "❌";
  return `## ${icon} Provenance: ${describeVerdict(report)}

${escapeText(report.reason)}${why}`;
}
function describeVerdict(report) {
  const { failure, skip: skip2, verdict } = report;
  if (failure !== void 0)
    return `${failure.cancelled ? "cancelled" : `failed (${failure.phase})`}${describeLeftBehind(report)}`;
  if (skip2 !== void 0) return `Skipped (${skip2.label})${describeDryVerdict(verdict)}`;
  return describeOutcome(report);
}
function describeDryVerdict(verdict) {
  return verdict === "absent" ? "" : `, what would be published is ${verdict}`;
}
function renderFailure({ failure }) {
  return failure === void 0 ? "" : formatLines(failure.message);
}
function renderImage(report) {
  const refs = (report.imageRefs ?? []).map((ref) => `- ${formatCode(ref, 600)}`);
  if (refs.length > 0) return refs.join("\n");
  return report.build?.digest === void 0 ? "" : `Built, not published: ${formatCode(report.build.digest)}`;
}
function renderPlatforms({ platforms, store }) {
  if (platforms.length === 0) return "";
  const place = store.startsWith("registry") ? "registry" : "layout";
  const head = [
    "Platform",
    "Verdict",
    "Mode",
    "Predicate",
    "Source revision (asserted)",
    "Base images (asserted)",
    `Digest (${place})`
  ];
  const rows = platforms.slice(0, ROW_LIMIT).map(renderPlatform);
  const table = formatTable(
    head.map((cell) => escapeText(cell)),
    rows
  );
  return `Read back from ${formatCode(store)}:

${table}`;
}
function renderPlatform({
  platform: platform2,
  verdict,
  mode,
  predicateType,
  revision,
  ...rest
}) {
  const predicate = predicateType?.replace("https://slsa.dev/provenance/", "");
  return [
    escapeText(platform2),
    `${ICONS[verdict]} ${escapeText(verdict)}`,
    mode === void 0 ? NONE : escapeText(mode),
    predicate === void 0 ? NONE : formatCode(predicate),
    revision === void 0 ? NONE : formatCode(shortenHex(revision)),
    renderBaseImages(rest.baseImages),
    formatCode(rest.imageDigest)
  ];
}
function renderBaseImages(baseImages) {
  if (baseImages.length === 0) return NONE;
  const shown = baseImages.slice(0, 10).map(({ uri, pinned }) => `${formatCode(uri, 120)}${pinned === false ? " not pinned" : ""}`);
  const more = baseImages.length - shown.length;
  return [...shown, ...more > 0 ? [`and ${String(more)} more`] : []].join("<br>");
}
function renderNotes({ removed, notices, warnings }) {
  const lines = [
    ...warnings.map((text) => `⚠️ ${escapeText(text, 1e3)}`),
    ...notices.map((text) => `ℹ️ ${escapeText(text, 1e3)}`),
    ...removed.map((text) => `Not done in a dry run: ${formatCode(text)}`)
  ];
  return lines.slice(0, ROW_LIMIT).map((line) => `- ${line}`).join("\n");
}
function renderCommands({ imageRefs }) {
  if (imageRefs === void 0 || imageRefs.length === 0) return "";
  const inspect = imageRefs.map(
    (ref) => `docker buildx imagetools inspect ${ref} --format '{{json .Provenance}}'`
  );
  return `Look for yourself, at this very digest:

${formatCommands(inspect)}`;
}
var OUTCOMES2 = {
  passed: "✅",
  failed: "❌",
  warning: "⚠️",
  unknown: "❔",
  skipped: "➖"
};
function renderSteps({ steps, store }) {
  if (steps.length === 0) return "";
  const rows = steps.slice(0, ROW_LIMIT * 2).map((step) => [
    OUTCOMES2[step.outcome],
    escapeText(step.title),
    step.platform === void 0 ? "" : escapeText(step.platform),
    escapeText(shortenHex(step.evidence), 600)
  ]);
  const title = `Checks in ${store}: ${countOutcomes(steps)}`;
  return formatDetails(title, formatTable(["", "Check", "Platform", "Evidence"], rows));
}
var OUTCOME_WORDS = {
  passed: "passed",
  failed: "failed",
  warning: "with a warning",
  unknown: "could not be made",
  skipped: "do not apply"
};
function countOutcomes(steps) {
  const counts = Map.groupBy(steps, ({ outcome }) => outcome);
  return [...counts].map(([outcome, { length }]) => `${String(length)} ${OUTCOME_WORDS[outcome]}`).join(", ");
}
function renderTimings({ timings }) {
  const rows = timings.map(({ phase, durationMs }) => [
    escapeText(phase),
    `${(durationMs / 1e3).toFixed(1)} s`
  ]);
  return rows.length === 0 ? "" : formatDetails("Timings", formatTable(["Phase", "Time"], rows));
}

// src/action/annotations.ts
function listAnnotations(report) {
  return [
    ...describeConclusion(report),
    ...describeRefusals(report),
    ...report.warnings.map((message) => ({ level: "warning", title: "Provenance", message })),
    ...describeWarnings(report),
    ...(report.dockerfile ?? []).map((finding) => ({ level: "warning", ...finding })),
    ...report.notices.map((message) => ({ level: "notice", title: "Provenance", message }))
  ];
}
function describeConclusion(report) {
  const { failure, reason, skip: skip2, conclusion, verdict } = report;
  const title = `Provenance: ${describeVerdict(report)}`;
  const unsigned = explainUnsigned(report);
  const first = failure?.message ?? reason;
  const message = [
    first,
    ...failure === void 0 && skip2 !== void 0 ? [`Nothing was pushed: ${skip2.reason}.`] : [],
    ...failure === void 0 ? listFailures(report) : [],
    ...listSigningFailures(report.signing).filter((text) => !first.includes(text)).slice(0, 20),
    ...unsigned
  ].join("\n");
  if (conclusion === "failure") return [{ level: "error", title, message }];
  if (verdict === "rejected" || verdict === "undecided") return [{ level: "warning", title, message }];
  if (unsigned.length > 0) return [{ level: "warning", title, message: unsigned.join("\n") }];
  if (skip2 !== void 0 || verdict === "absent") return [{ level: "notice", title, message }];
  return [];
}
function explainUnsigned({ skip: skip2, signing }) {
  if (skip2 !== void 0 || signing?.remedy === void 0 || signing.decision.value) return [];
  return [`Unsigned: ${signing.decision.trace.at(-1) ?? signing.decision.source}. ${signing.remedy}`];
}
function describeRefusals({ signing }) {
  return listRefusals(signing).map(({ title, text }) => ({
    level: "warning",
    title: "Provenance: not in GitHub's attestations API",
    message: `${text} (${title})`
  }));
}
function listFailures({ verifications = [] }) {
  const steps = verifications.flatMap(({ steps: steps2 }) => steps2);
  return steps.filter(({ outcome }) => outcome === "failed" || outcome === "unknown").slice(0, 20).map(describeStep2);
}
function describeStep2({ title, platform: platform2, evidence }) {
  return `${platform2 === void 0 ? "" : `${platform2}: `}${title}: ${evidence}`;
}
function describeWarnings({ verifications = [] }) {
  const warnings = verifications.flatMap(({ steps }) => steps).filter(({ outcome }) => outcome === "warning");
  const byTitle = Map.groupBy(warnings, ({ title }) => title);
  return [...byTitle].map(([title, steps]) => {
    const platforms = [...new Set(steps.flatMap(({ platform: platform2 }) => platform2 ?? []))];
    const where = platforms.length === 0 ? "" : ` (${platforms.join(", ")})`;
    return { level: "warning", title: `Provenance: ${title}`, message: `${steps[0]?.evidence ?? ""}${where}` };
  });
}

// src/action/outputs.ts
init_descriptor();
init_signing();
init_signing_state();
function listOutputs(report) {
  const platforms = (report.verifications ?? []).flatMap((verification) => verification.platforms);
  return {
    imageid: digestOrNothing(report.build?.imageId),
    // With several exporters buildx may report another one's digest than what was pushed.
    digest: digestOrNothing(report.imageRefs?.[0]?.split("@").at(-1) ?? report.build?.digest),
    metadata: report.build?.metadata ?? "",
    "image-ref": report.imageRefs?.[0] ?? "",
    "platform-digests": toObject(platforms, ({ imageDigest }) => imageDigest),
    "attestation-digests": toObject(platforms, ({ attestationDigest }) => attestationDigest),
    verified: String(report.verdict === "verified"),
    verdict: report.verdict,
    skipped: String(report.skip !== void 0),
    "skip-reason": report.skip?.reason ?? "",
    "provenance-path": report.provenancePath ?? "",
    "report-path": report.reportPath ?? "",
    signed: String(isSigned(report.signing)),
    ...describeSigning2(report.signing)
  };
}
function digestOrNothing(text) {
  return text !== void 0 && isDigest(text) ? text : "";
}
function describeSigning2(signing) {
  const { id = "", url = "" } = findAttestation(signing) ?? {};
  const ids = signing?.storageRecordIds ?? [];
  return {
    "bundle-path": signing?.bundlePath ?? "",
    "attestation-id": isId(id) ? id : "",
    "attestation-url": ADDRESS.test(url) ? parseHttps(url) ?? "" : "",
    "signer-identity": matchOrNothing(findSigner(signing)?.identity, ADDRESS),
    "storage-record-ids": JSON.stringify(ids.filter(isId))
  };
}
var ADDRESS = /^[A-Za-z0-9_@%+=:,.~#/?-]{1,2000}$/;
function isId(text) {
  return /^\w{1,100}$/.test(text);
}
function matchOrNothing(text, pattern) {
  return text !== void 0 && pattern.test(text) ? text : "";
}
function findAttestation(signing) {
  const statements = signing?.statements ?? [];
  const ordered = statements.toSorted((a, b) => Number(b.part === "index") - Number(a.part === "index"));
  return ordered.flatMap(({ places }) => places).find(({ kind, stored, id }) => kind === "api" && stored && id !== void 0);
}
function toObject(platforms, digestOf) {
  const entries = platforms.flatMap((platform2) => {
    const digest = digestOf(platform2);
    return digest === void 0 ? [] : [[platform2.platform, digest]];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

// src/action/publish.ts
async function publishReport(report, log, env) {
  if (report.conclusion === "failure") process.exitCode = 1;
  setOutputs(report, log);
  log.endGroup();
  for (const annotation of listAnnotations(report)) annotate2(log, annotation);
  log.info(`Provenance: ${describeVerdict(report)}. ${report.reason}`);
  await attempt4(log, "report", async () => {
    if (report.reportPath !== void 0) {
      await (0, import_promises14.writeFile)(report.reportPath, `${JSON.stringify(report, void 0, 2)}
`, { mode: 384 });
    }
  });
  await attempt4(log, "step summary", async () => {
    const path4 = env["GITHUB_STEP_SUMMARY"] ?? "";
    if (path4 !== "") await (0, import_promises14.appendFile)(path4, renderSummary(report));
  });
}
function setOutputs(report, log) {
  try {
    for (const [name, value] of Object.entries(listOutputs(report))) setOutput(name, value);
  } catch (error2) {
    process.exitCode = 1;
    log.error(`The outputs could not be written: ${error2.message}`, { title: "Provenance" });
  }
}
function annotate2(log, { level, message, ...place }) {
  log[level](message, place);
}
async function attempt4(log, what, write) {
  try {
    await write();
  } catch (error2) {
    log.warning(`The ${what} could not be written: ${error2.message}`, { title: "Provenance" });
  }
}

// src/action/runner.ts
var import_node_fs4 = require("node:fs");
var import_node_os4 = require("node:os");
function readRunner(env, readFile5 = readEventFile) {
  const read = (name, otherwise = "") => env[name] ?? otherwise;
  const { event, problem } = readEvent(read("GITHUB_EVENT_PATH"), readFile5);
  return {
    event: read("GITHUB_EVENT_NAME"),
    ref: read("GITHUB_REF"),
    sha: read("GITHUB_SHA"),
    repository: read("GITHUB_REPOSITORY"),
    private: readBoolean2(readRecord(event, "repository"), "private"),
    serverUrl: (read("GITHUB_SERVER_URL") || "https://github.com").replace(/\/+$/, ""),
    runId: read("GITHUB_RUN_ID"),
    runAttempt: read("GITHUB_RUN_ATTEMPT", "1"),
    workflow: read("GITHUB_WORKFLOW"),
    job: read("GITHUB_JOB"),
    workspace: read("GITHUB_WORKSPACE", "."),
    temp: read("RUNNER_TEMP") || (0, import_node_os4.tmpdir)(),
    debug: read("RUNNER_DEBUG") === "1",
    pullRequest: readPullRequest(event),
    triggeringRun: readTriggeringRun(event),
    eventProblem: problem
  };
}
function builderIdOf({ serverUrl, repository, runId, runAttempt }) {
  return `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`;
}
function defaultContextOf(runner, env) {
  const wantsHead = env["DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF"] === "true" && isPullRequestRef(runner.ref);
  const head = wantsHead ? runner.pullRequest?.headSha ?? runner.ref.replace(/\/merge$/, "/head") : void 0;
  return `${runner.serverUrl}/${runner.repository}.git#${head ?? (runner.sha || runner.ref)}`;
}
function isPullRequest({ event, ref }) {
  return isPullRequestEvent(event) || isPullRequestRef(ref);
}
function isPullRequestEvent(event) {
  return event === "pull_request" || event === "pull_request_target";
}
function isPullRequestRef(ref) {
  return ref.startsWith("refs/pull/");
}
var EVENT_LIMIT = 25 * 1024 * 1024;
function readEventFile(path4) {
  const { size } = (0, import_node_fs4.statSync)(path4);
  if (size > EVENT_LIMIT) throw new Error(`${String(size)} bytes are more than an event can have`);
  return (0, import_node_fs4.readFileSync)(path4, "utf8");
}
function readEvent(path4, readFile5) {
  if (path4 === "") return { event: void 0, problem: "GITHUB_EVENT_PATH is not set" };
  try {
    const event = JSON.parse(readFile5(path4));
    if (isRecord(event)) return { event, problem: void 0 };
    return { event: void 0, problem: "the event file holds no object" };
  } catch (error2) {
    const broken = error2 instanceof SyntaxError ? "it is not JSON" : String(error2);
    return { event: void 0, problem: `the event file cannot be read: ${broken}` };
  }
}
function readPullRequest(event) {
  const pull = readRecord(event, "pull_request");
  const number = pull?.["number"];
  if (pull === void 0 || typeof number !== "number") return void 0;
  const head = readRecord(pull, "head");
  const repository = readRecord(head, "repo");
  const base = readRecord(readRecord(pull, "base"), "repo") ?? readRecord(event, "repository");
  return {
    number,
    fork: !isSameRepository(repository, base),
    headRepository: readString2(repository, "full_name"),
    headSha: readString2(head, "sha")
  };
}
function readTriggeringRun(event) {
  const run = readRecord(event, "workflow_run");
  if (run === void 0) return void 0;
  const head = readRecord(run, "head_repository");
  const base = readRecord(run, "repository") ?? readRecord(event, "repository");
  return { fork: !isSameRepository(head, base), headRepository: readString2(head, "full_name") };
}
function isSameRepository(head, base) {
  const names = [head, base].map((repository) => readString2(repository, "full_name")?.toLowerCase());
  const ids = [head, base].map((repository) => repository?.["id"]);
  if (names[0] === void 0 || names[0] !== names[1]) return false;
  return ids[0] === void 0 || ids[1] === void 0 || ids[0] === ids[1];
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readRecord(record, key) {
  const value = record?.[key];
  return isRecord(value) ? value : void 0;
}
function readString2(record, key) {
  const value = record?.[key];
  return typeof value === "string" ? value : void 0;
}
function readBoolean2(record, key) {
  const value = record?.[key];
  return typeof value === "boolean" ? value : void 0;
}

// src/action/signing-decision.ts
init_narration();
var SigningImpossibleError = class extends Error {
  name = "SigningImpossibleError";
  constructor(obstacle) {
    super(`sign is true, but ${obstacle.reason}. ${obstacle.remedy}`);
  }
};
function resolveSigning(sources) {
  const { sign: sign3, enforce } = sources;
  const demanded = sign3 === "true" && enforce;
  if (sign3 === "false") return decline("input sign", "sign is false");
  const idle = findNothingToSign(sources);
  if (idle !== void 0) {
    if (demanded && idle.isMistake) throw new SigningImpossibleError({ ...idle, remedy: "Remove sign: true." });
    return decline(idle.source, idle.reason);
  }
  const obstacle = findObstacle(sources);
  if (obstacle === void 0) {
    const source = sign3 === "true" ? "input sign" : "default";
    return { value: true, source, trace: ["something is published, and the job may sign"] };
  }
  if (demanded) throw new SigningImpossibleError(obstacle);
  return { ...decline(obstacle.source, obstacle.reason), remedy: obstacle.remedy };
}
function decideSigning({ env, log, findings }, { inputs, runner, kind }, plan) {
  const { enforce, signing, verification } = inputs;
  const { sign: sign3 } = signing;
  const { remedy, ...decision } = resolveSigning({ ...verification, sign: sign3, enforce, runner, kind, plan, env });
  const nothing = { statements: [], problems: [], storageRecordIds: [] };
  findings.signing = { decision, ...remedy === void 0 ? {} : { remedy }, ...nothing };
  tellDecision(log, "Signing", { ...decision, value: decision.value ? "yes" : "no" });
  return decision.value;
}
function decline(source, reason) {
  return { value: false, source, trace: [reason] };
}
function findNothingToSign({
  kind,
  plan,
  verify: verify2
}) {
  if (kind.value === "dry run")
    return { source: kind.source, reason: "a dry run publishes nothing", isMistake: false };
  if (!kind.maySign) return { source: kind.source, reason: "a pull request is never signed", isMistake: false };
  if (plan.provenance.value === "none") {
    return { source: plan.provenance.source, reason: "there is no provenance to sign", isMistake: true };
  }
  if (!verify2)
    return {
      source: "input verify",
      reason: "verify is false, and only what was verified is signed",
      isMistake: true
    };
  return plan.destination.kind === "registry" ? void 0 : { source: "destination", reason: "nothing is pushed", isMistake: true };
}
function findObstacle({ runner, env }) {
  const { hostname } = new URL(runner.serverUrl);
  if (hostname !== "github.com" && !hostname.endsWith(".ghe.com")) {
    return {
      source: "GITHUB_SERVER_URL",
      reason: `${hostname} is a GitHub Enterprise Server, for whose workflows Sigstore has no identity`,
      remedy: "Set sign: false, or publish from github.com or GHE.com."
    };
  }
  const missing = ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"].filter(
    (name) => !env[name]
  );
  if (missing.length === 0) return void 0;
  return {
    source: "permissions",
    reason: `the job may not request an OIDC token (${missing.join(" and ")} not set)`,
    remedy: 'Give the job "permissions: {id-token: write, attestations: write, packages: write, contents: read}".'
  };
}

// src/action/situation.ts
var import_node_fs5 = require("node:fs");
var import_node_path13 = require("node:path");

// src/action/build-value.ts
init_plain_text();
init_reference();
init_input_error();
init_list();
var PLATFORM_RULE = "OS/ARCH or OS/ARCH/VARIANT, such as linux/amd64 or linux/arm/v7; or local";
var OPERATING_SYSTEM = /^[\w-]+(?:\([\w.-]*(?:\+[\w.-]+)*\))?$/;
var COMPONENT = /^[\w.-]+$/;
var ARCHITECTURES2 = /^(?:amd64|x86[_-]64|i?386|arm|armhf|armel|arm64|aarch64|ppc64le|riscv64|s390x|loong64|mips64|mips64le|wasm)$/i;
function parsePlatform2(text) {
  if (text === "local") return text;
  const [os6 = "", ...rest] = text.split("/");
  if (rest.length === 0 && ARCHITECTURES2.test(os6)) return `linux/${os6}`;
  if (rest.length === 0) throw new ValueError("names no architecture", PLATFORM_RULE);
  if (rest.length > 2) throw new ValueError("has too many parts", PLATFORM_RULE);
  if (!OPERATING_SYSTEM.test(os6) || !rest.every((part) => COMPONENT.test(part))) {
    throw new ValueError("is not a platform", PLATFORM_RULE);
  }
  return text;
}
var TAG_RULE = "[REGISTRY/]NAME[:TAG], the name in lower case";
function parseTag(text) {
  const wrong = findReferenceProblem(text);
  if (wrong === void 0 && text.includes("@"))
    throw new ValueError("has a digest, which no build can promise", TAG_RULE);
  if (wrong === void 0) return text;
  const lowered = lowerName(text);
  if (lowered === text || findReferenceProblem(lowered) !== void 0) {
    throw new ValueError(`is not an image name: ${wrong}`, TAG_RULE);
  }
  throw new ValueError(`has capital letters in its name; write ${quoteValue2(lowered)}`, TAG_RULE);
}
function lowerName(text) {
  const tagAt = text.indexOf(":", text.lastIndexOf("/") + 1);
  return tagAt < 0 ? text.toLowerCase() : text.slice(0, tagAt).toLowerCase() + text.slice(tagAt);
}
function findReferenceProblem(text) {
  try {
    parseReference(text);
    return void 0;
  } catch (error2) {
    if (error2 instanceof InvalidReferenceError) return replaceUnprintable(error2.reason);
    throw error2;
  }
}
var SWITCHES = new Map(Object.entries({ True: "true", TRUE: "true", False: "false", FALSE: "false" }));
var PROVENANCE_RULE = "true, false, mode=min, mode=max, or comma-separated key=value such as mode=max,version=v1";
var SBOM_RULE = "true, false, or comma-separated key=value such as generator=IMAGE";
function parseProvenance2(text) {
  if (text === "max" || text === "min")
    throw new ValueError(`is not an option; write mode=${text}`, PROVENANCE_RULE);
  return parseSwitch(text, PROVENANCE_RULE, assertProvenanceField);
}
function parseSbom(text) {
  return parseSwitch(text, SBOM_RULE, () => void 0);
}
function parseSwitch(text, rule, assertField) {
  const value = SWITCHES.get(text) ?? text;
  if (value === "true" || value === "false") return value;
  const fields = parseFields2(value);
  if (!fields.some((field) => field.includes("="))) throw new ValueError("is not an option", rule);
  fields.forEach(assertField);
  return value;
}
var PROVENANCE_VALUES = /* @__PURE__ */ new Map([
  ["mode", ["min", "max"]],
  ["version", ["v1", "v0.2"]]
]);
function isSwitch(field) {
  return parseGoBoolean(field) !== void 0;
}
function assertProvenanceField(field) {
  if (isSwitch(field)) return;
  const [key, value] = parseField(field);
  const allowed = PROVENANCE_VALUES.get(key);
  if (allowed !== void 0 && !allowed.includes(value)) {
    throw new ValueError(`has an unknown ${key}`, allowed.map((known) => `${key}=${known}`).join(" or "));
  }
}
function parseAttest(text) {
  const type = typeOfAttest(text);
  if (type !== "provenance" && type !== "sbom") {
    throw new ValueError(
      type === void 0 ? "has no type" : "has an unknown type",
      "type=provenance,… or type=sbom,…"
    );
  }
  if (type === "provenance") parseFields2(text).forEach(assertProvenanceField);
  return text;
}
function asksForProvenance(attest3) {
  return typeOfAttest(attest3) === "provenance" && !parseFields2(attest3).some(turnsOff);
}
function turnsOff(field) {
  if (isSwitch(field)) return parseGoBoolean(field) === false;
  const [key, value] = parseField(field);
  return key === "disabled" && parseGoBoolean(value) === true;
}
function typeOfAttest(text) {
  const fields = parseFields2(text).filter((field) => !isSwitch(field));
  return new Map(fields.map(parseField)).get("type");
}
function parseKeyValue(text) {
  const at = text.indexOf("=");
  const key = text.slice(0, Math.max(at, 0)).trim();
  if (at < 0)
    throw new ValueError('has no "="', 'KEY=VALUE; a value of several lines in double quotes: "KEY=…"');
  if (!/^[^\s,"\0]+$/.test(key)) {
    throw new ValueError("has a bad KEY", "a KEY without spaces, commas and quotes, then =VALUE");
  }
  return { key, value: text.slice(at + 1) };
}

// src/action/exporter.ts
init_input_error();
init_list();
var EXPORTERS = ["image", "registry", "docker", "local", "tar", "oci", "cacheonly", "moby"];
function parseOutput(text) {
  const output = readOutput(text);
  assertDestination(output);
  if (output.type === "image" || output.type === "registry") parseNames(output.fields.get("name") ?? "");
  return output;
}
function readOutput(text) {
  const fields = parseFields2(text);
  if (fields.length === 1 && fields[0] === text && !text.startsWith("type=")) {
    const type2 = text === "-" ? "tar" : "local";
    return {
      text,
      type: type2,
      fields: /* @__PURE__ */ new Map([
        ["type", type2],
        ["dest", text]
      ])
    };
  }
  const pairs = fields.map(parseField);
  if (pairs.filter(([key]) => key === "dest").length > 1) {
    throw new ValueError("names two destinations", "one dest=PATH in each output");
  }
  const named = new Map(pairs);
  const type = named.get("type");
  if (type === void 0 || !EXPORTERS.includes(type)) {
    throw new ValueError(type === void 0 ? "has no type" : "has an unknown type", EXPORTERS.join(", "));
  }
  return { text, type, fields: named };
}
function assertDestination({ type, fields }) {
  const dest = fields.get("dest") ?? "";
  if (type === "local" && dest === "") throw new ValueError("has no destination", "type=local,dest=FOLDER");
  const archive = type === "tar" || type === "oci";
  if (archive && dest === "" || dest === "-") {
    throw new ValueError("would write an archive into the log", `type=${type},dest=FILE`);
  }
}
function parseNames(names) {
  for (const name of names.split(",")) if (name.trim() !== "") parseTag(name.trim());
}
function findOverwriting(outputs) {
  const seen = /* @__PURE__ */ new Map();
  return outputs.find(({ type, fields }) => {
    const dest = fields.get("dest");
    if (dest === void 0 || dest === "") return false;
    const before = seen.get(dest);
    seen.set(dest, type);
    return before !== void 0 && !(before === "local" && type === "local");
  });
}

// src/action/build-inputs.ts
init_input_error();
init_input_reader();
var LINES = { keepCommas: true };
function readBuild(reading, notices) {
  return {
    addHosts: readList2(reading, "add-hosts"),
    allow: readList2(reading, "allow"),
    annotations: readList2(reading, "annotations", LINES),
    attests: readItems(reading, "attests", LINES, parseAttest),
    buildArgs: readItems(reading, "build-args", { ...LINES, hidden: true }, parseBuildArg),
    buildContexts: readItems(reading, "build-contexts", LINES, parseBuildContext),
    cacheFrom: readList2(reading, "cache-from", LINES),
    cacheTo: readList2(reading, "cache-to", LINES),
    labels: readList2(reading, "labels", LINES),
    noCache: readBoolean3(reading, "no-cache") ?? false,
    noCacheFilters: readList2(reading, "no-cache-filters"),
    outputs: readItems(reading, "outputs", { ...LINES, keepQuotes: true }, parseOutput),
    platforms: readItems(reading, "platforms", {}, parsePlatform2),
    pull: readBoolean3(reading, "pull") ?? false,
    secretEnvs: readItems(reading, "secret-envs", { hidden: true }, (item) => parseSecretEnv(item, reading.env)),
    secretFiles: readItems(reading, "secret-files", { ...LINES, hidden: true }, parseSecretFile),
    secrets: readSecrets(reading, notices),
    ssh: readList2(reading, "ssh"),
    tags: readItems(reading, "tags", {}, parseTag),
    ulimit: readList2(reading, "ulimit", LINES),
    ...readBuildValues(reading)
  };
}
function readBuildValues(reading) {
  return dropAbsent({
    builder: readText3(reading, "builder"),
    call: readText3(reading, "call"),
    cgroupParent: readText3(reading, "cgroup-parent"),
    context: readText3(reading, "context"),
    file: readText3(reading, "file"),
    githubToken: readToken2(reading),
    load: readBoolean3(reading, "load"),
    network: readText3(reading, "network"),
    provenance: readValue2(reading, "provenance", parseProvenance2),
    push: readBoolean3(reading, "push"),
    sbom: readValue2(reading, "sbom", parseSbom),
    shmSize: readText3(reading, "shm-size"),
    target: readText3(reading, "target")
  });
}
function readSecrets(reading, notices) {
  const secrets = readItems(reading, "secrets", { ...LINES, keepSpaces: true, hidden: true }, parseKeyValue);
  return secrets.filter(({ value }, index) => {
    if (value.trim() === "") notices.push(`secrets: item ${String(index + 1)} is empty and was left out`);
    return value.trim() !== "";
  });
}
function readToken2(reading) {
  const token = readRaw(reading, "github-token").trim();
  if (!/[\s\0]/.test(token)) return token === "" ? void 0 : token;
  const problem = "has white space in it";
  reading.mistakes.push({ input: "github-token", value: HIDDEN_VALUE, problem, allowed: "one token" });
  return void 0;
}
function parseBuildArg(text) {
  if (text.startsWith("=")) throw new ValueError("has no name", "NAME=VALUE, or NAME alone");
  return text;
}
function parseBuildContext(text) {
  if (text.indexOf("=") < 1)
    throw new ValueError("has no name", "NAME=PATH, NAME=URL, NAME=docker-image://IMAGE");
  return text;
}
function parseSecretFile(text) {
  const file = parseKeyValue(text);
  if (file.value === "") throw new ValueError("has no PATH", "KEY=PATH");
  return file;
}
function parseSecretEnv(text, env) {
  const { key, value } = parseKeyValue(text);
  const variable = value.trim();
  if (!Object.hasOwn(env, variable) || env[variable] === void 0) {
    const allowed = "KEY=VARIABLE, with the variable under env: of the step";
    throw new ValueError(`names, for ${quoteValue2(key)}, a variable that is not set`, allowed);
  }
  return { key, value: variable };
}
function findContradictions({ provenance, attests, outputs }) {
  const mistakes = [];
  const attest3 = attests.find(asksForProvenance);
  if (provenance === "false" && attest3 !== void 0) {
    const problem = `contradicts attests ${quoteValue2(attest3)}`;
    mistakes.push({ input: "provenance", value: quoteValue2(provenance), problem, allowed: "one of the two" });
  }
  const overwriting = findOverwriting(outputs);
  if (overwriting !== void 0) {
    const value = quoteValue2(overwriting.text);
    const problem = "would overwrite what another output writes";
    mistakes.push({ input: "outputs", value, problem, allowed: "a dest of its own for each output" });
  }
  return mistakes;
}
function checkSecretFiles(files, exists2) {
  return files.filter(({ value }) => !exists2(value)).map(({ key, value }) => ({
    input: "secret-files",
    value: quoteValue2(`${key}=${value}`),
    problem: "names a file that does not exist",
    allowed: "KEY=PATH of a file in the workspace"
  }));
}

// src/action/inputs.ts
init_input_error();
init_input_reader();

// src/action/signing-inputs.ts
init_descriptor();
init_reference();
init_input_error();
init_input_reader();
var DEFAULT_TIMEOUT_MS = 12e4;
function readSigning(reading) {
  return {
    sign: readAuto(reading, "sign"),
    timeoutMs: readValue2(reading, "sign-timeout", parseTimeout) ?? DEFAULT_TIMEOUT_MS,
    subjects: readValue2(reading, "subjects", parseSubjects) ?? "both",
    attestationManifests: readBoolean3(reading, "sign-attestation-manifests") ?? false,
    storeAttestation: readAuto(reading, "store-attestation"),
    pushToRegistry: readBoolean3(reading, "push-to-registry") ?? true,
    createStorageRecord: readBoolean3(reading, "create-storage-record") ?? true,
    force: readBoolean3(reading, "force") ?? false,
    ...dropAbsent({
      bundlePath: readValue2(reading, "bundle-path", parsePath),
      trustedRoot: readValue2(reading, "trusted-root", parsePath)
    })
  };
}
function readAuto(reading, input) {
  return readValue2(reading, input, parseAuto) ?? "auto";
}
function parseAuto(text) {
  if (text === "auto") return text;
  return parseBoolean(text, "true, false or auto") ? "true" : "false";
}
function parseSubjects(text) {
  if (text === "index" || text === "platforms" || text === "both") return text;
  throw new ValueError("names no subjects", "index, platforms or both");
}
function parsePath(text) {
  if (/[/\\]$/.test(text)) throw new ValueError("is a folder", "the path of a file");
  return text;
}
function readResume(reading, tags) {
  const digest = readValue2(reading, "digest", parseDigestInput);
  const images = readItems(reading, "image", {}, parseTag);
  const wrong = reading.mistakes.some(({ input }) => ["digest", "image", "tags"].includes(input));
  if (digest === void 0) {
    if (images.length > 0 && !wrong)
      reading.mistakes.push(describeLonely("image", images[0] ?? "", "digest"));
    return void 0;
  }
  const names = images.length > 0 ? images : tags;
  if (names.length === 0 && !wrong) reading.mistakes.push(describeLonely("digest", digest, "image"));
  return names.length === 0 ? void 0 : { digest, references: names.map(parseReference) };
}
function describeLonely(input, value, missing) {
  const problem = `needs the input ${missing} beside it`;
  const allowed = "digest: sha256:… with image: NAME, of an image that was pushed already";
  return { input, value: quoteValue2(value), problem, allowed };
}
function parseDigestInput(text) {
  if (isDigest(text)) return text;
  throw new ValueError("is not a digest", "sha256: and 64 hexadecimal digits in lower case");
}
function findSigningMistakes({ signing, verify: verify2, resumes }, exists2) {
  const { sign: sign3, storeAttestation: storeAttestation2, trustedRoot } = signing;
  const mistakes = [];
  if (sign3 === "true" && !verify2) {
    const problem = "contradicts verify: false, for nothing is signed that was not read back and verified";
    mistakes.push({ input: "sign", value: '"true"', problem, allowed: "one of the two" });
  }
  if (resumes && !verify2) {
    const problem = "is false, and digest names an image to be verified";
    mistakes.push({ input: "verify", value: '"false"', problem, allowed: "one of the two" });
  }
  if (sign3 === "false" && storeAttestation2 === "true") {
    const problem = "contradicts sign: false, for only what is signed can be stored";
    mistakes.push({ input: "store-attestation", value: '"true"', problem, allowed: "one of the two" });
  }
  if (trustedRoot !== void 0 && !exists2(trustedRoot)) {
    const problem = "names a file that does not exist";
    const allowed = "the path of a trusted_root.json in the workspace";
    mistakes.push({ input: "trusted-root", value: quoteValue2(trustedRoot), problem, allowed });
  }
  return mistakes;
}

// src/action/inputs.ts
function readInputs(env, exists2) {
  const reading = { env, mistakes: [] };
  const notices = [];
  const build2 = readBuild(reading, notices);
  const inputs = {
    build: build2,
    run: readRun(reading),
    verification: readVerification(reading),
    signing: readSigning(reading),
    ...dropAbsent({ resume: readResume(reading, build2.tags) }),
    enforce: readBoolean3(reading, "enforce") ?? true,
    notices
  };
  reading.mistakes.push(
    ...findContradictions(inputs.build),
    ...checkSecretFiles(inputs.build.secretFiles, exists2),
    ...findSigningMistakes(
      { signing: inputs.signing, verify: inputs.verification.verify, resumes: inputs.resume !== void 0 },
      exists2
    )
  );
  if (reading.mistakes.length > 0) throw new InputError(reading.mistakes);
  return freeze(inputs);
}
function readRun(reading) {
  const dryRun = readValue2(
    reading,
    "dry-run",
    (text) => text === "auto" ? void 0 : parseBoolean(text, "true, false or auto")
  );
  return { dryRun, pushOnPullRequest: readBoolean3(reading, "push-on-pull-request") ?? false };
}
var DEFAULT_TIMEOUT_MS2 = 6e4;
function readVerification(reading) {
  return {
    verify: readBoolean3(reading, "verify") ?? true,
    timeoutMs: readValue2(reading, "verify-timeout", parseTimeout) ?? DEFAULT_TIMEOUT_MS2,
    insecureRegistries: readItems(reading, "insecure-registries", {}, parseHost),
    ...dropAbsent({ expectedRevision: readValue2(reading, "expected-revision", parseRevision) })
  };
}
function parseRevision(text) {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) return text.toLowerCase();
  throw new ValueError("is not a full commit id", "40 or 64 hexadecimal digits");
}
function parseHost(text) {
  if (/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(text))
    return text.toLowerCase();
  throw new ValueError("is not a host", "HOST or HOST:PORT, without scheme and path");
}
function freeze(value) {
  if (typeof value === "object" && value !== null && !(value instanceof Map)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

// src/action/run-kind.ts
var RULES = [
  ["another repository's pull request is never published", ruleFork],
  ["input dry-run", ruleDryRunInput],
  ["input push-on-pull-request", rulePushOnPullRequest],
  ["a pull request is a dry run", rulePullRequest],
  ["a branch of Dependabot's is a dry run", ruleDependabot],
  ["everything else is published", ruleOtherwise]
];
function resolveRunKind(run, runner) {
  const trace = [];
  for (const [words, rule] of RULES) {
    const ruling = rule(run, runner);
    trace.push(
      ruling === void 0 ? `${words}: does not apply` : `${words}: ${ruling.kind}, ${ruling.reason}`
    );
    if (ruling !== void 0) return decide(ruling, trace, runner);
  }
  return decide(ruleOtherwise(run, runner), trace, runner);
}
function decide({ kind, source, reason, maySign }, trace, runner) {
  const untrusted = describeFork(runner) !== void 0 || runner.event === "pull_request_target";
  const decision = { value: kind, source, trace, untrusted, maySign: maySign && !untrusted };
  return kind === "dry run" ? { ...decision, skipReason: reason } : decision;
}
function ruleFork(_, runner) {
  const reason = describeFork(runner);
  return reason === void 0 ? void 0 : skip("fork", reason);
}
function ruleDryRunInput({ dryRun, pushOnPullRequest }, runner) {
  if (dryRun === void 0) return void 0;
  const reason = `dry-run is ${String(dryRun)}`;
  if (dryRun) return skip("input dry-run", reason);
  const maySign = !(pushOnPullRequest && isPullRequest(runner));
  return { kind: "attest", source: "input dry-run", reason, maySign };
}
function rulePushOnPullRequest({ pushOnPullRequest }, runner) {
  if (!pushOnPullRequest || !isPullRequest(runner)) return void 0;
  const reason = "a pull request of this repository";
  return { kind: "attest", source: "input push-on-pull-request", reason, maySign: false };
}
function rulePullRequest(_, runner) {
  if (isPullRequestEvent(runner.event)) return skip(`event ${runner.event}`, describePullRequest(runner));
  return isPullRequestRef(runner.ref) ? skip(`ref ${runner.ref}`, describePullRequest(runner)) : void 0;
}
function ruleDependabot(_, { ref }) {
  const branch = "refs/heads/dependabot/";
  return ref.startsWith(branch) ? skip(`ref ${ref}`, `the branch ${ref.slice(11)} is Dependabot's`) : void 0;
}
function ruleOtherwise(_, { event, ref }) {
  return { kind: "attest", source: "default", reason: `event ${event} on ${ref}`, maySign: true };
}
function skip(source, reason) {
  return { kind: "dry run", source, reason, maySign: false };
}
function describeFork(runner) {
  if (runner.event === "workflow_run") return describeTriggeringRun(runner);
  if (!isPullRequest(runner) && runner.pullRequest === void 0) return void 0;
  if (runner.pullRequest === void 0) return "a pull request, and the event does not say whose";
  if (!runner.pullRequest.fork) return void 0;
  const from = runner.pullRequest.headRepository ?? "a repository that is gone";
  return `${describePullRequest(runner)} comes from ${from}`;
}
function describeTriggeringRun({ triggeringRun }) {
  if (triggeringRun === void 0) return "triggered by another run, and the event does not say whose";
  if (!triggeringRun.fork) return void 0;
  return `triggered by a run on ${triggeringRun.headRepository ?? "a repository that is gone"}`;
}
function describePullRequest({ pullRequest, event }) {
  const number = pullRequest === void 0 ? "a pull request" : `pull request #${String(pullRequest.number)}`;
  return event === "pull_request_target" ? `${number} (by pull_request_target)` : number;
}

// src/action/situation.ts
function readSituation(env, runner) {
  const inputs = readInputs(env, (path4) => (0, import_node_fs5.existsSync)((0, import_node_path13.resolve)(runner.workspace, path4)));
  return { inputs, runner, kind: resolveRunKind(inputs.run, runner) };
}
function listSecrets2({ build: build2 }, env) {
  return [
    env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
    ...build2.secrets.map(({ value }) => value),
    ...build2.secretEnvs.map(({ value }) => env[value] ?? ""),
    ...build2.githubToken === void 0 ? [] : [build2.githubToken]
  ];
}
function recordRun(findings, runner) {
  const { repository, serverUrl, event, ref, sha, eventProblem } = runner;
  findings.run = { url: builderIdOf(runner), serverUrl, repository, event, ref, sha };
  if (eventProblem !== void 0) findings.notices.push(eventProblem);
}
function recordSituation(findings, { inputs, runner, kind }) {
  findings.kind = { value: kind.value, source: kind.source, trace: kind.trace };
  findings.enforce = inputs.enforce;
  if (!inputs.verification.verify) findings.nothingToVerify = "Nothing was checked: verify is false.";
  findings.notices.push(...inputs.notices);
  if (kind.skipReason !== void 0) findings.skip = { label: nameSkip(runner), reason: kind.skipReason };
}
function nameSkip(runner) {
  return isPullRequest(runner) ? "PR build" : "dry run";
}
function runContextOf({ inputs, runner, kind }, folders, env) {
  return {
    kind: kind.value,
    untrusted: kind.untrusted,
    builderId: builderIdOf(runner),
    defaultContext: defaultContextOf(runner, env),
    serverHost: new URL(runner.serverUrl).host,
    folder: folders.private,
    verify: inputs.verification.verify,
    noDefaultAttestations: parseGoBoolean(env["BUILDX_NO_DEFAULT_ATTESTATIONS"] ?? "") === true
  };
}

// src/build/plan-error.ts
var PlanError = class extends Error {
  name = "PlanError";
  input;
  constructor(input, message, options) {
    super(`${input}: ${message}`, options);
    this.input = input;
  }
};

// src/build/provenance-request.ts
init_csv();
init_release();
function readRequest2({ provenance, attests }) {
  const items = attests.filter((item) => typeOf(item) === "provenance");
  const merged = /* @__PURE__ */ new Map();
  for (const item of items) for (const [key, value] of readFields2("attests", item)) merged.set(key, value);
  if (provenance !== void 0) for (const [key, value] of readInput(provenance)) merged.set(key, value);
  const disabled = merged.get("disabled") ?? "false";
  const attributes = new Map([...merged].filter(([key]) => key !== "type" && key !== "disabled"));
  const source = sourceOf(provenance, items);
  assertMode(source, attributes.get("mode"));
  return {
    asked: provenance !== void 0 || items.length > 0,
    disabled: readSwitch(source, disabled),
    attributes,
    source,
    trace: [
      provenance === void 0 ? "input provenance: empty" : `input provenance: ${provenance}`,
      items.length === 0 ? "input attests: no provenance" : `input attests: ${items.join(" ; ")}`
    ]
  };
}
function sourceOf(provenance, items) {
  if (provenance !== void 0) return "input provenance";
  return items.length > 0 ? "input attests" : "default";
}
function readInput(provenance) {
  const value = parseGoBoolean(provenance);
  if (value === void 0) return [["disabled", "false"], ...readFields2("provenance", provenance)];
  const state = ["disabled", String(!value)];
  return value ? [state, ["mode", "max"]] : [state];
}
function readFields2(input, text) {
  const fields = parseRow(text);
  if (fields === void 0)
    throw new PlanError(input, `${JSON.stringify(text)} has a misplaced double quote`);
  return fields.map((field) => {
    const bare = parseGoBoolean(field.trim());
    if (bare !== void 0) return ["disabled", String(!bare)];
    const pair = parsePair(field);
    if (pair !== void 0 && pair[0] !== "") return [pair[0], pair[1].trim()];
    throw new PlanError(
      input,
      `${JSON.stringify(field)} is not an option; write KEY=VALUE, such as mode=max`
    );
  });
}
function readSwitch(source, text) {
  const value = parseGoBoolean(text);
  if (value !== void 0) return value;
  throw new PlanError(source.replace(/^input /, ""), `disabled=${text} is neither true nor false`);
}
function assertMode(source, mode) {
  if (mode === void 0 || ["max", "min", "full"].includes(mode)) return;
  throw new PlanError(source.replace(/^input /, ""), `mode=${mode} is unknown; write mode=max or mode=min`);
}
function typeOf(item) {
  const pairs = parseRow(item)?.map(parsePair);
  return pairs?.findLast((pair) => pair?.[0] === "type")?.[1].trim();
}
function listAttests({ sbom, attests, call }, { buildx }) {
  if (!buildsImage(call) || !isAtLeast(buildx.release, "0.10.0")) return [];
  const others = attests.filter((item) => {
    const type = typeOf(item);
    return type !== "provenance" && (type !== "sbom" || sbom === void 0);
  });
  return [...sbom === void 0 ? [] : [`type=sbom,${sbom}`], ...others].map(spellSwitches);
}
function spellSwitches(item) {
  const fields = parseRow(item);
  if (!fields?.some((field) => parseGoBoolean(field) !== void 0)) return item;
  return formatRow(
    fields.map((field) => {
      const value = parseGoBoolean(field);
      return value === void 0 ? field : `disabled=${String(!value)}`;
    })
  );
}

// src/build/existing.ts
function expectExisting(options, references) {
  const { disabled, attributes, source, trace } = readRequest2(options);
  if (disabled) {
    const input = source.replace(/^input /, "");
    throw new PlanError(input, "turns provenance off, and digest names an image whose provenance is wanted");
  }
  const value = attributes.get("mode") === "min" ? "min" : "max";
  return {
    provenance: { value, source, trace: [...trace, `the image that is there should carry mode=${value}`] },
    builderId: attributes.get("builder-id"),
    destination: { kind: "registry", references, byDigest: true, shared: false }
  };
}

// src/build/plan.ts
var import_node_path16 = require("node:path");

// src/build/arguments.ts
function listArguments(options, decisions) {
  return [
    "build",
    ...listBuildFlags(options, decisions),
    ...single("--builder", options.builder),
    ...toggle("--load", decisions.load),
    ...single("--metadata-file", decisions.metadataFile),
    ...single("--network", options.network),
    ...toggle("--no-cache", options.noCache),
    ...toggle("--pull", options.pull),
    ...toggle("--push", decisions.push),
    decisions.context
  ];
}
function listBuildFlags(options, decisions) {
  return [
    ...each("--add-host", options.addHosts),
    ...each("--allow", options.allow),
    ...each("--annotation", decisions.annotations),
    ...each("--build-arg", options.buildArgs),
    ...each("--build-context", decisions.buildContexts),
    ...each("--cache-from", options.cacheFrom),
    ...each("--cache-to", decisions.cacheTo),
    ...single("--call", options.call),
    ...single("--cgroup-parent", options.cgroupParent),
    ...each("--secret", decisions.secretEnvironment),
    ...single("--file", options.file),
    ...single("--iidfile", decisions.imageIdFile),
    ...each("--label", options.labels),
    ...each("--no-cache-filter", options.noCacheFilters),
    ...each("--output", decisions.outputs),
    ...single("--platform", options.platforms.length > 0 ? options.platforms.join(",") : void 0),
    ...each("--attest", decisions.attests),
    ...each("--secret", decisions.secretFiles),
    ...single("--shm-size", options.shmSize),
    ...each("--ssh", options.ssh),
    ...each("--tag", options.tags),
    ...single("--target", options.target),
    ...each("--ulimit", options.ulimit)
  ];
}
function each(flag, values) {
  return values.flatMap((value) => [flag, value]);
}
function single(flag, value) {
  return value === void 0 ? [] : [flag, value];
}
function toggle(flag, on) {
  return on ? [flag] : [];
}

// src/build/context.ts
function resolveContext(options, { defaultContext }) {
  const fill = (text) => text.replaceAll(/\{\{\s*defaultContext\s*\}\}/g, () => defaultContext);
  const value = fill(options.context ?? "") || defaultContext;
  return {
    context: { kind: kindOf2(value, defaultContext), value: guardDash(value) },
    buildContexts: options.buildContexts.map(fill)
  };
}
var REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|github\.com\/|[\w.-]+@[\w.-]+:)/i;
function kindOf2(value, defaultContext) {
  if (value === defaultContext || value.startsWith(`${defaultContext}:`)) return "git";
  return value === "-" || REMOTE.test(value) ? "remote" : "path";
}
function guardDash(value) {
  return value.startsWith("-") && value !== "-" ? `./${value}` : value;
}

// src/build/destination.ts
var import_node_path14 = require("node:path");
init_reference();
init_csv();
init_release();
var STAND_IN = "provenance.invalid/dry-run:latest";
function planDestination(options, run, facts, exports2, provenance) {
  if (!buildsImage(options.call)) return nowhere(`call: ${options.call ?? ""} makes no image`);
  if (pushes(exports2)) return plain(planRegistry(options, exports2));
  const layouts = listLayouts(exports2);
  if (layouts.length === 0) {
    return run.kind === "dry run" ? planLayout(options, run, facts, exports2, provenance) : nowhere(describeUnpublished(exports2));
  }
  if (provenance.inlineOnly) return nowhere(INLINE_ONLY);
  return plain({ kind: "layout", layouts: layouts.map((output) => describeLayout(output, options)) });
}
function describeLayout({ fields }, { tags }) {
  const path4 = fields.get("dest") ?? "";
  return tags.length > 0 || (fields.get("name") ?? "") !== "" ? { path: path4 } : { path: path4, unnamed: true };
}
function plain(destination) {
  return { destination, output: void 0, followUps: [], notices: [] };
}
var INLINE_ONLY = "inline-only=true keeps provenance out of OCI layouts, and nothing is pushed";
function nowhere(reason, notices = []) {
  return { ...plain({ kind: "none", reason }), notices };
}
function describeUnpublished({ load, outputs }) {
  const goals = [...load ? ["load: true"] : [], ...outputs.map(({ type }) => `outputs: type=${type}`)];
  if (goals.length === 0) return "nothing is exported: none of push, load and outputs is set";
  return `nothing is pushed (${goals.join(", ")}), and there is no OCI layout to read back`;
}
function planRegistry({ tags }, exports2) {
  const pushing = listPushing(exports2);
  const byDigest = pushing.some(({ fields }) => isOn(fields.get("push-by-digest")));
  const references = /* @__PURE__ */ new Map();
  const names = tags.length > 0 ? tags : pushing.flatMap(listNames2);
  for (const name of names) {
    const reference = readName2(tags.length > 0 ? "tags" : "outputs", name, byDigest);
    references.set(JSON.stringify([reference.registry, reference.repository, reference.tag]), reference);
  }
  if (references.size === 0) {
    throw new PlanError("tags", "a push needs a name: set tags, or name=… in the output that pushes");
  }
  return {
    kind: "registry",
    references: [...references.values()],
    byDigest,
    shared: countExporters(exports2) > 1
  };
}
function isOn(value) {
  return value !== void 0 && parseGoBoolean(value) !== false;
}
function listNames2({ fields }) {
  const names = (fields.get("name") ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "");
}
function readName2(input, name, byDigest) {
  const reference = parseName(input, name);
  if (!byDigest) return { ...reference, tag: reference.tag ?? "latest" };
  if (reference.tag === void 0) return reference;
  throw new PlanError(
    input,
    `${name} has a tag, which push-by-digest=true cannot push: leave out :${reference.tag}`
  );
}
function parseName(input, name) {
  try {
    return parseReference(name);
  } catch (error2) {
    throw new PlanError(input, error2 instanceof Error ? error2.message : String(error2), { cause: error2 });
  }
}
function planLayout(options, run, facts, exports2, provenance) {
  if (!run.verify) return nowhere("dry run with verify: false: nothing is exported to be checked");
  if (provenance.resolved.value === "none") {
    return nowhere(`dry run without provenance: ${provenance.resolved.trace.at(-1) ?? ""}`);
  }
  const reason = provenance.inlineOnly ? INLINE_ONLY : findLayoutObstacle(facts);
  if (reason !== void 0) return nowhere(`dry run: ${reason}`);
  if (facts.builder !== void 0 && countNodes(facts.builder, options.platforms) > 1) {
    return planLayouts(options, run);
  }
  if (countExporters(exports2) > 0 && !exportsSeveral(facts)) {
    const old = "an OCI layout beside other outputs needs buildx 0.13.0 and BuildKit 0.13.0 or newer";
    return nowhere(`dry run: ${old}`, [`The provenance of this dry run is not checked: ${old}.`]);
  }
  const path4 = (0, import_node_path14.join)(run.folder, "dry-run");
  return { ...plain({ kind: "layout", layouts: [{ path: path4 }] }), output: formatLayout(options, path4) };
}
function planLayouts(options, { folder }) {
  const platforms = [...new Set(options.platforms)];
  const layouts = platforms.map((platform2, at) => ({ platform: platform2, path: (0, import_node_path14.join)(folder, `dry-run-${String(at)}`) }));
  return {
    ...plain({ kind: "layout", layouts }),
    followUps: layouts.map(({ platform: platform2, path: path4 }) => ({ platform: platform2, output: formatLayout(options, path4) }))
  };
}
function formatLayout({ tags, outputs }, path4) {
  const name = tags.length > 0 ? [] : [`name=${outputs.flatMap(listNames2)[0] ?? STAND_IN}`];
  return formatRow(["type=oci", "tar=false", `dest=${path4}`, ...name]);
}
function findLayoutObstacle({ builder, builderError }) {
  if (builder === void 0) return `nothing is known of the builder (${builderError ?? "no answer"})`;
  return keepsAttestations(builder) === true ? void 0 : `builder ${builder.name} cannot export attestations`;
}
function exportsSeveral({ buildx, builder }) {
  return isAtLeast(buildx.release, "0.13.0") && hasBuildKit(builder, "0.13.0");
}

// src/build/provenance.ts
init_csv();
init_release();
var ABSENT = {
  value: "none",
  attest: void 0,
  builderId: void 0,
  inlineOnly: false,
  notices: []
};
function planProvenance(options, run, facts, exports2) {
  const request = readRequest2(options);
  const { value, source, reason, ...plan } = decide2(request, options, run, facts, exports2);
  return { ...plan, resolved: { value, source, trace: [...request.trace, reason] } };
}
function decide2(request, options, run, facts, exports2) {
  const { call } = options;
  if (!buildsImage(call)) {
    return { ...ABSENT, source: "input call", reason: `call: ${call ?? ""} makes no image to attest` };
  }
  if (!isAtLeast(facts.buildx.release, "0.10.0")) return refuseOldBuildx(request, facts);
  if (request.disabled) {
    const reason = `${request.source}: provenance is turned off`;
    return { ...ABSENT, attest: "type=provenance,disabled=true", source: request.source, reason };
  }
  if (!request.asked && run.noDefaultAttestations) {
    const source = "BUILDX_NO_DEFAULT_ATTESTATIONS";
    return { ...ABSENT, source, reason: `${source} is set, and no input asks for provenance` };
  }
  const obstacle = findObstacle2(exports2, facts);
  if (obstacle !== void 0) {
    const adapted = adapt(request, obstacle, exports2, listExports(options));
    if (adapted !== void 0) return adapted;
  }
  return attest2(request, run);
}
function refuseOldBuildx({ disabled }, { buildx }) {
  const reason = `buildx ${buildx.release ?? ""} knows no attestations: they need buildx 0.10.0 or newer`;
  const notice2 = `${reason}; the inputs "provenance", "sbom" and "attests" are ignored`;
  return { ...ABSENT, source: `buildx ${buildx.release ?? ""}`, reason, notices: disabled ? [] : [notice2] };
}
function attest2({ attributes, source }, run) {
  const merged = new Map([["mode", "max"], ["version", "v1"], ["builder-id", run.builderId], ...attributes]);
  const mode = merged.get("mode") === "min" ? "min" : "max";
  return {
    value: mode,
    source,
    reason: `${source}: mode=${mode}`,
    attest: formatRow(["type=provenance", ...[...merged].map(([key, value]) => `${key}=${value}`)]),
    builderId: merged.get("builder-id"),
    inlineOnly: parseGoBoolean(merged.get("inline-only") ?? "") === true,
    notices: []
  };
}
var CONTAINERD = "turn on the containerd image store of the engine, or push from a docker-container builder";
function findObstacle2(exports2, facts) {
  const kept = keepsAttestations(facts.builder);
  const isDocker = facts.builder?.driver === "docker";
  if (isDocker && kept === false) {
    if (pushes(exports2)) return void 0;
    const reason2 = "the docker driver makes attestations with the containerd image store alone, and this engine has another";
    return { reason: reason2, remedy: CONTAINERD, driver: true, certain: true };
  }
  if (exports2.outputs.some(isDockerArchive)) {
    const reason2 = "an archive of type=docker cannot hold attestations";
    return { reason: reason2, remedy: "use type=oci", driver: false, certain: true };
  }
  const storeKeeps = isDocker ? kept : facts.loadKeepsAttestations;
  if (!loads(exports2) || storeKeeps === true) return void 0;
  const certain = storeKeeps === false;
  const reason = `the image store that load goes to ${certain ? "keeps" : "may keep"} no attestations`;
  return { reason, remedy: CONTAINERD, driver: false, certain };
}
function adapt(request, obstacle, exports2, wanted) {
  const { reason, remedy, driver, certain } = obstacle;
  if (!driver && pushes(wanted)) {
    if (request.asked && certain) {
      throw new PlanError(
        request.source.replace(/^input /, ""),
        `asks for provenance on what is pushed, but ${reason}. buildx attaches it to all outputs or to none: push in one step and load in another`
      );
    }
    if (request.asked) return void 0;
    if (pushes(exports2)) return leaveToBuildx(reason);
  }
  const failing = driver && pushes(wanted) ? " The same build fails when it pushes." : "";
  const notice2 = `No provenance: ${reason}.${failing} To have it, ${remedy}.`;
  return { ...ABSENT, source: "destination", reason, notices: [notice2] };
}
function leaveToBuildx(reason) {
  const notice2 = `Provenance is mode=min, without a builder id: ${reason}. That is the most that buildx attaches to a pushed image beside such an output; push in one step and load in another to have all.`;
  return { ...ABSENT, value: "min", source: "destination", reason, notices: [notice2] };
}

// src/build/plan.ts
init_release();

// src/build/secrets.ts
var import_node_path15 = require("node:path");
init_csv();
function planSecrets(options, run, kind) {
  const given = options.secrets.map(({ key, value }, index) => ({
    key,
    file: { path: (0, import_node_path15.join)(run.folder, `secret-${String(index)}`), content: value }
  }));
  const token = kind === "git" ? planToken(options, run) : [];
  const name = ({ key, file }) => formatRow([`id=${key}`, `src=${file.path}`]);
  return {
    environment: options.secretEnvs.map(({ key, value }) => formatRow([`id=${key}`, `env=${value}`])),
    files: [
      ...given.map(name),
      ...options.secretFiles.map(({ key, value }) => formatRow([`id=${key}`, `src=${value}`])),
      ...token.map(name)
    ],
    written: [...given, ...token].map(({ file }) => file)
  };
}
function planToken({ githubToken = "", secrets, secretFiles, secretEnvs }, { serverHost, folder }) {
  const key = `GIT_AUTH_TOKEN.${serverHost}`;
  const taken = [...secrets, ...secretFiles, ...secretEnvs].some(
    (secret) => secret.key === key || secret.key === "GIT_AUTH_TOKEN"
  );
  if (githubToken === "" || taken) return [];
  return [{ key, file: { path: (0, import_node_path15.join)(folder, "secret-git"), content: githubToken } }];
}

// src/build/plan.ts
function planBuild(options, run, facts) {
  assertCall(options, facts);
  const exports2 = mergeLoad(restrictExports(listExports(options), run), facts.builder);
  const provenance = planProvenance(options, run, facts, exports2);
  const { destination, output, followUps, notices } = planDestination(options, run, facts, exports2, provenance);
  const { context, buildContexts } = resolveContext(options, run);
  const secrets = planSecrets(options, run, context.kind);
  const supported = dropUnsupported({ annotations: options.annotations, buildContexts }, facts);
  const metadataFile = (0, import_node_path16.join)(run.folder, "metadata.json");
  const imageIdFile = writesImageId(options, exports2.outputs) ? (0, import_node_path16.join)(run.folder, "image-id") : void 0;
  const decisions = {
    ...supported,
    attests: [...present(provenance.attest), ...listAttests(options, facts)],
    cacheTo: exports2.cacheTo,
    context: context.value,
    imageIdFile,
    load: exports2.load,
    metadataFile,
    outputs: [...exports2.outputs.map(({ text }) => text), ...present(output)],
    push: exports2.push,
    secretEnvironment: secrets.environment,
    secretFiles: secrets.files
  };
  return {
    argv: listArguments(options, decisions),
    followUps: followUps.map((followUp) => listFollowUp(options, decisions, followUp)),
    secretFiles: secrets.written,
    metadataFile,
    imageIdFile,
    provenance: provenance.resolved,
    builderId: provenance.builderId,
    destination,
    removed: exports2.removed,
    notices: [...supported.notices, ...describeCall(options), ...provenance.notices, ...notices],
    context
  };
}
function listFollowUp(options, decisions, { platform: platform2, output }) {
  const own = { ...options, platforms: [platform2], noCache: false, noCacheFilters: [], pull: false };
  const nothing = { cacheTo: [], imageIdFile: void 0, metadataFile: void 0, load: false, push: false };
  return listArguments(own, { ...decisions, ...nothing, outputs: [output] });
}
function present(value) {
  return value === void 0 ? [] : [value];
}
function assertCall({ call }, { buildx }) {
  if (call === void 0 || isAtLeast(buildx.release, "0.15.0")) return;
  throw new PlanError("call", `needs buildx 0.15.0 or newer, and this is ${buildx.version}`);
}
function describeCall({ call, push, load, outputs }) {
  if (buildsImage(call) || !(push === true || load === true || outputs.length > 0)) return [];
  return [
    `call: ${call ?? ""} makes no image: push, load and outputs are left out, or buildx would export an empty one.`
  ];
}
function writesImageId({ call }, outputs) {
  return buildsImage(call) && !outputs.some(({ type }) => type === "local" || type === "tar");
}
function dropUnsupported({ annotations, buildContexts }, { buildx }) {
  const notices = [];
  const keep = (input, minimum, values) => {
    if (values.length === 0 || isAtLeast(buildx.release, minimum)) return values;
    notices.push(
      `The input "${input}" is ignored: it needs buildx ${minimum} or newer, and this is ${buildx.version}.`
    );
    return [];
  };
  return {
    annotations: keep("annotations", "0.12.0", annotations),
    buildContexts: keep("build-contexts", "0.8.0", buildContexts),
    notices
  };
}

// src/report.ts
init_signing();
function assembleReport(findings) {
  const { verdict, reason } = judge2(findings);
  return { ...findings, reportVersion: 1, verdict, reason, conclusion: conclude2(findings, verdict) };
}
function judge2(findings) {
  const { failure, verifications, provenance, nothingToVerify, signing } = findings;
  const decisive = worstOf(verifications ?? []);
  if (failure !== void 0) {
    return {
      verdict: decisive?.verdict === "rejected" ? "rejected" : "undecided",
      reason: describeFailure5(failure, decisive !== void 0)
    };
  }
  if (decisive !== void 0) {
    const reason = describeDecisive(decisive, verifications ?? []);
    const signed = signing && judgeSigning(signing);
    if (decisive.verdict !== "verified" || signed === void 0) return { verdict: decisive.verdict, reason };
    return { verdict: signed.verdict, reason: `${reason} ${describeSigning3(signed, signing)}` };
  }
  if (provenance?.value === "none") return { verdict: "absent", reason: describeNone(provenance) };
  return { verdict: "absent", reason: nothingToVerify ?? "Nothing was published." };
}
function describeDecisive({ verdict, reason }, verifications) {
  if (verdict !== "verified" || verifications.length === 1) return reason;
  return `Every one of ${String(verifications.length)} places was read back: ${verifications.map(({ store }) => store).join(", ")}.`;
}
function describeSigning3({ verdict, reason }, signing) {
  if (verdict === "verified") return reason;
  if (isSigned(signing)) return `It is signed, but not everything about that is as it should be: ${reason}`;
  const some = signing?.statements.some(({ outcome }) => outcome !== "failed") === true;
  return `It is not ${some ? "wholly " : ""}signed: ${reason}`;
}
function describeNone({ source, trace }) {
  return `There is no provenance to verify: ${trace.at(-1) ?? source}.`;
}
function describeFailure5({ phase, cancelled }, verified) {
  const what = cancelled ? "was cancelled" : "failed";
  const so = verified ? "after the image had been looked at" : "so nothing was verified";
  return `The run ${what} (phase: ${phase}), ${so}.`;
}
var SEVERITY = { rejected: 3, undecided: 2, absent: 1, verified: 0 };
function worstOf(verifications) {
  return verifications.toSorted((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict])[0];
}
function conclude2({ failure, enforce }, verdict) {
  if (failure !== void 0) return "failure";
  const bad = verdict === "rejected" || verdict === "undecided";
  return bad && enforce !== false ? "failure" : "success";
}

// src/main.ts
async function main(process2) {
  const { env } = process2;
  const log = createLog({ debug: env["RUNNER_DEBUG"] === "1" });
  const signal = listenForCancellation(process2);
  const run = { env, log, signal, findings: startFindings(), phase: "inputs" };
  try {
    await perform(run);
  } catch (error2) {
    run.findings.failure = describeFailure4(error2, run.phase, signal.aborted);
  } finally {
    log.close();
    const report = assembleReport(run.findings);
    await publishReport(report, log, env);
    if (report.signing?.decision.value === true) process2.stdout.write("", () => process2.exit());
  }
}
async function perform(run) {
  const { env, log, findings } = run;
  const runner = readRunner(env);
  const folders = await createFolders(runner.temp);
  rememberFolder(folders.private);
  findings.reportPath = folders.report;
  recordRun(findings, runner);
  try {
    const situation = readSituation(env, runner);
    for (const secret of listSecrets2(situation.inputs, env)) log.mask(secret);
    recordSituation(findings, situation);
    tellDecision(log, "Kind of run", situation.kind);
    const { resume } = situation.inputs;
    if (resume === void 0) await buildAndAttest(run, situation, folders);
    else await attestExisting(run, { situation, folders, ...resume });
  } finally {
    await removePrivate(folders.private).catch((error2) => {
      findings.warnings.push(`Private files could not be removed: ${String(error2)}`);
    });
  }
}
async function buildAndAttest(run, situation, folders) {
  const { env, log, signal, findings } = run;
  const { inputs } = situation;
  const facts = await during(run, "builder", () => inspectBuilder(inputs.build, env, signal));
  recordFacts(findings, facts);
  tellFacts(log, facts);
  const plan = await during(
    run,
    "plan",
    () => planBuild(inputs.build, runContextOf(situation, folders, env), facts)
  );
  recordPlan(findings, plan);
  tellPlan(log, plan);
  const signs = decideSigning(run, situation, plan);
  const verifies = inputs.verification.verify && plan.provenance.value !== "none";
  const access2 = prepareOnce(() => prepareAccess({ ...run, situation, folders, ...plan, signs }));
  const meanwhile = verifies ? access2.begin : () => void 0;
  try {
    const { digest } = await during(run, "build", () => build(run, situation, { plan, facts, meanwhile }));
    if (!verifies) return;
    const revisionAbsent = await access2.begin().revisionAbsent;
    const policy = policyOf({ ...situation, plan, facts, revisionAbsent });
    await attest(run, access2.begin(), { digest, policy, folders });
  } finally {
    await access2.begun()?.close();
  }
}
async function attestExisting(run, { situation, folders, digest, references }) {
  const { findings } = run;
  const plan = await during(run, "plan", () => expectExisting(situation.inputs.build, references));
  recordExisting(findings, plan, digest);
  const signs = decideSigning(run, situation, plan);
  const { destination } = plan;
  const access2 = prepareAccess({ ...run, situation, folders, destination, context: void 0, signs });
  try {
    await attest(run, access2, { digest, policy: policyOfExisting(situation, plan), folders });
  } finally {
    await access2.close();
  }
}

// src/index.ts
void main(process);
