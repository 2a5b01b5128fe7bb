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
        return value instanceof P ? value : new P(function(resolve5) {
          resolve5(value);
        });
      }
      return new (P || (P = Promise))(function(resolve5, reject) {
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
          result.done ? resolve5(result.value) : adopt(result.value).then(fulfilled, rejected);
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
        return value instanceof P ? value : new P(function(resolve5) {
          resolve5(value);
        });
      }
      return new (P || (P = Promise))(function(resolve5, reject) {
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
          result.done ? resolve5(result.value) : adopt(result.value).then(fulfilled, rejected);
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
        return value instanceof P ? value : new P(function(resolve5) {
          resolve5(value);
        });
      }
      return new (P || (P = Promise))(function(resolve5, reject) {
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
          result.done ? resolve5(result.value) : adopt(result.value).then(fulfilled, rejected);
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
          return new Promise((resolve5, reject) => __awaiter3(this, void 0, void 0, function* () {
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
                resolve5(exitCode);
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
        return value instanceof P ? value : new P(function(resolve5) {
          resolve5(value);
        });
      }
      return new (P || (P = Promise))(function(resolve5, reject) {
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
          result.done ? resolve5(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
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
  const [, os5, version, architecture, variant] = match ?? [];
  if (architecture === void 0 || os5 === void 0 && !isArchitecture(architecture)) {
    throw new InvalidPlatformError(text);
  }
  return normalizePlatform({
    os: os5 ?? "linux",
    architecture,
    ...variant === void 0 ? {} : { variant },
    ...version === void 0 || version === "" ? {} : { "os.version": version }
  });
}
function formatPlatform(platform) {
  const { os: os5, architecture, variant } = normalizePlatform(platform);
  return variant === void 0 ? `${os5}/${architecture}` : `${os5}/${architecture}/${variant}`;
}
function samePlatform(a, b) {
  const [first, second] = [a["os.version"], b["os.version"]];
  return formatPlatform(a) === formatPlatform(b) && (first === void 0 || second === void 0 || first === second);
}
function normalizePlatform(platform) {
  const [architecture, variant] = normalizeArchitecture(
    platform.architecture.toLowerCase(),
    (platform.variant ?? "").toLowerCase()
  );
  const os5 = platform.os.toLowerCase();
  const version = platform["os.version"];
  return {
    os: os5 === "macos" ? "darwin" : os5,
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

// src/oci/plain-file.ts
async function checkPlain(path4, kind) {
  const entry = await (0, import_promises6.lstat)(path4).catch((error2) => absentOrThrow(path4, error2));
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
  const file = await (0, import_promises6.open)(path4, import_node_fs4.constants.O_RDONLY | import_node_fs4.constants.O_NOFOLLOW | import_node_fs4.constants.O_NONBLOCK).catch(
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
var import_node_fs4, import_promises6;
var init_plain_file = __esm({
  "src/oci/plain-file.ts"() {
    import_node_fs4 = require("node:fs");
    import_promises6 = require("node:fs/promises");
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
  const path4 = (0, import_node_path6.join)(root, name);
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
    if (subjectOf(parsed) === subject) found.push({ ...content.descriptor, ...describeReferrer(parsed) });
  }
  return found;
}
function subjectOf(parsed) {
  return (parsed.kind === "index" ? parsed.index : parsed.manifest).subject?.digest;
}
function describeReferrer(parsed) {
  const { artifactType, annotations } = parsed.kind === "index" ? parsed.index : parsed.manifest;
  const type = artifactType ?? (parsed.kind === "manifest" ? parsed.manifest.config.mediaType : void 0);
  return {
    ...type === void 0 ? {} : { artifactType: type },
    ...annotations === void 0 ? {} : { annotations }
  };
}
async function locateBlob(root, digest) {
  const { algorithm, hex } = splitDigest(parseDigest(digest));
  const path4 = (0, import_node_path6.join)(root, "blobs", algorithm, hex);
  const found = await checkPlain((0, import_node_path6.dirname)((0, import_node_path6.dirname)(path4)), "folder") && await checkPlain((0, import_node_path6.dirname)(path4), "folder") && await checkPlain(path4, "file");
  return found ? path4 : void 0;
}
var import_node_path6, LAYOUT_FILE_LIMIT, VISIT_LIMIT, TAG_ANNOTATIONS;
var init_layout = __esm({
  "src/oci/layout.ts"() {
    "use strict";
    import_node_path6 = require("node:path");
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
  describeEnd: () => describeEnd2,
  retry: () => retry,
  tryOnce: () => tryOnce
});
function createPatience(options) {
  const now = options.now ?? (() => performance.now());
  return {
    deadline: now() + options.timeoutMs,
    now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? ((milliseconds, signal) => (0, import_promises7.setTimeout)(milliseconds, void 0, signal ? { signal } : {})),
    signal: options.signal,
    onWait: options.onWait ?? (() => void 0)
  };
}
function describeEnd2(reason, tried) {
  const attempts = tried.attempts === 1 ? "1 attempt" : `${String(tried.attempts)} attempts`;
  return `${reason}; gave up after ${attempts} in ${formatDuration(tried.elapsedMs)}`;
}
async function retry(patience, what, attempt4) {
  const started = patience.now();
  const signal = joinSignals(patience);
  let last;
  for (let attempts = 1; ; attempts++) {
    try {
      patience.signal?.throwIfAborted();
      return await attempt4(signal);
    } catch (error2) {
      patience.signal?.throwIfAborted();
      last = nameFailure(error2, signal, last);
      await wait(patience, what, last, { attempts, elapsedMs: patience.now() - started });
    }
  }
}
async function tryOnce(patience, attempt4) {
  patience.signal?.throwIfAborted();
  const signal = joinSignals(patience);
  try {
    return await attempt4(signal);
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
var import_promises7, FIRST_BACKOFF_MS, MAX_BACKOFF_MS, LAST_ATTEMPT_MS, MAX_TIMER_MS, TransientError, PatienceError;
var init_patience = __esm({
  "src/oci/patience.ts"() {
    "use strict";
    import_promises7 = require("node:timers/promises");
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
        super(`${what}: ${describeEnd2(failure.reason, tried)}`, { cause: failure.cause ?? failure });
        this.what = what;
        this.reason = failure.reason;
        this.attempts = tried.attempts;
        this.elapsedMs = tried.elapsedMs;
        this.retryAfterMs = failure.retryAfterMs;
      }
    };
  }
});

// src/oci/address.ts
function listSubnets(ipv4, ipv6) {
  const list = new import_node_net2.BlockList();
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
  const family = (0, import_node_net2.isIP)(address) === 6 ? "ipv6" : "ipv4";
  return LISTS.find(([, list]) => list.check(address, family))?.[0] ?? "public";
}
function reachOfHost(hostname) {
  const name = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if ((0, import_node_net2.isIP)(name) !== 0) return reachOfAddress(name);
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
var import_node_net2, DEPTH, LISTS;
var init_address = __esm({
  "src/oci/address.ts"() {
    import_node_net2 = require("node:net");
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

// src/oci/registry-error.ts
function describeFailure2({ method, url, reason, errors = [], attempts, elapsedMs }) {
  const details = errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
  const what = details === "" ? reason : `${reason} (${details})`;
  const end = attempts === void 0 ? what : describeEnd2(what, { attempts, elapsedMs: elapsedMs ?? 0 });
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
        super(describeFailure2(failure), failure.cause === void 0 ? {} : { cause: failure.cause });
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
async function readBody(answer, limit, describe4 = () => describeExcess(answer, limit)) {
  if ((lengthOf(answer) ?? 0) > limit) {
    await answer.discard();
    throw describe4();
  }
  const { bytes, complete } = await collect(answer, limit);
  if (!complete) throw describe4();
  return bytes;
}
function describeExcess({ method, url, status }, limit) {
  return new RegistryError({ method, url, status, reason: `the answer has more than ${String(limit)} bytes` });
}
async function readStart2(answer, limit) {
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
    const family = (0, import_node_net3.isIP)(host);
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
  const list = new import_node_net3.BlockList();
  for (const entry of noProxy.split(/[\s,]+/)) {
    const [net = "", bits = ""] = entry.split("/");
    const family = (0, import_node_net3.isIP)(net);
    const fits = /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
    if (family !== 0 && fits) list.addSubnet(net, Number(bits), family === 6 ? "ipv6" : "ipv4");
  }
  return list;
}
var import_node_net3, ProxyError, SCHEMES;
var init_proxy = __esm({
  "src/oci/proxy.ts"() {
    import_node_net3 = require("node:net");
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
  const code = codeOf2(error2);
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
function codeOf2(error2) {
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
  const bytes = await readStart2(answer, 64 * 1024);
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
  const resolve5 = (given) => {
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
  const send = (request) => follow(exchange, resolve5, request);
  return {
    send,
    sendToHost: createHostSender(send, isPlainAllowed),
    resolve: resolve5,
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
async function follow(exchange, resolve5, request) {
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
    const next = resolve5({ text: location, base: url, home: request.home, what: "redirect" });
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
var import_promises8, MAX_REDIRECTS, REDIRECTS, DISCARD_LIMIT, nextTurn;
var init_transport = __esm({
  "src/oci/transport.ts"() {
    "use strict";
    import_promises8 = require("node:timers/promises");
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
    nextTurn = () => (0, import_promises8.setImmediate)();
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
  return { answer, body: await readStart2(answer, ERROR_BODY_LIMIT) };
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
  const fields = parseFields2(bytes);
  const value = [fields["token"], fields["access_token"]].find(
    (text) => typeof text === "string" && text !== ""
  );
  if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
    throw new RegistryError({ method, url, status, reason: "the token server answered without a token" });
  }
  return { value, lifetimeMs: parseLifetime(fields["expires_in"]) * 1e3 };
}
function parseFields2(bytes) {
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
      const covered = wanted.every((each2) => grant?.scopes.has(each2));
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
  const secrets = () => listSecrets2(credentials, bearer.current());
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
function listSecrets2(credentials, header) {
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

// src/oci/session.ts
function readAnswer(session, read, consume) {
  const { what, path: path4, headers = {}, statuses = [], awaitAbsent = false } = read;
  return persist(session, { what, method: "GET", path: path4 }, async (signal) => {
    const answer = await sendAuthorized(session, { method: "GET", path: path4, headers }, signal);
    const awaited = answer.status === 404 && awaitAbsent;
    if (answer.status === 200 || statuses.includes(answer.status) && !awaited) return consume(answer);
    throw await refuseAnswer(session, answer, awaited);
  });
}
async function persist(session, task, attempt4) {
  try {
    return await retry(session.patience(), `${task.what} in ${session.name}`, attempt4);
  } catch (error2) {
    throw error2 instanceof PatienceError ? describeEnd3(session, task, error2) : error2;
  }
}
function describeEnd3({ host }, { method: asked, path: path4 }, error2) {
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
    const page = await readPage(session, subject, path4, seen.size === 1);
    if (page === void 0) return void 0;
    found.push(...page.descriptors);
    path4 = page.next;
    if (path4 !== void 0 && (seen.has(path4) || seen.size === PAGES_LIMIT || found.length > DESCRIPTOR_LIMIT)) {
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
function readPage(session, subject, path4, first) {
  const what = `referrers of ${subject}`;
  const headers = { accept: MEDIA_TYPES.ociIndex };
  const statuses = first ? UNSUPPORTED : [];
  return readAnswer(session, { what, path: path4, headers, statuses }, async (answer) => {
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
  const bytes = await readStart2(answer, size + 1);
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
function fetchManifest(session, repository, reference, awaitAbsent) {
  const read = {
    ...describeRead(repository, reference),
    headers: { accept: ACCEPT.join(", ") },
    awaitAbsent: awaitAbsent && isDigest(reference)
  };
  return readAnswer(session, read, (answer) => parseAnswer(answer, reference));
}
function describeRead(repository, reference) {
  const path4 = `/v2/${repository}/manifests/${reference}`;
  return { what: `manifest ${reference}`, path: path4, statuses: [404] };
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
    "use strict";
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
var CancelledError = class extends Error {
  name = "CancelledError";
  constructor() {
    super("The step was cancelled.");
  }
};

// src/build/go-boolean.ts
function parseGoBoolean(text) {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  return void 0;
}

// src/build/release.ts
var import_coerce = __toESM(require_coerce());
var import_gte = __toESM(require_gte());
function parseRelease(version) {
  if (!/^v?\d+\.\d+/.test(version)) return void 0;
  const release = (0, import_coerce.default)(version)?.version;
  return release === "0.0.0" ? void 0 : release;
}
function isAtLeast(release, minimum) {
  return release === void 0 || (0, import_gte.default)(release, minimum);
}

// src/build/environment.ts
var PRIVATE = /^(?:ACTIONS_ID_TOKEN_REQUEST_.*|INPUT_.*|STATE_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
var CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RUNTIME_URL|RESULTS_URL|CACHE_URL)$/i;
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
var METADATA_PROVENANCE_RELEASE = "0.31.0";
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

// src/action/checkout.ts
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

// node_modules/@actions/core/lib/command.js
var os2 = __toESM(require("os"));

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

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os2.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
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
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
var crypto = __toESM(require("crypto"));
var fs2 = __toESM(require("fs"));
var os3 = __toESM(require("os"));
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

// node_modules/@actions/core/lib/core.js
var os4 = __toESM(require("os"));
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os4.EOL);
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

// src/action/folders.ts
var import_promises = require("node:fs/promises");
var import_node_path = require("node:path");
var PREFIX = "provenance-action-";
async function createFolders(temp) {
  const root = await (0, import_promises.mkdtemp)((0, import_node_path.join)((0, import_node_path.resolve)(temp), PREFIX));
  const folders = {
    root,
    private: (0, import_node_path.join)(root, "private"),
    provenance: (0, import_node_path.join)(root, "provenance"),
    report: (0, import_node_path.join)(root, "report.json")
  };
  await (0, import_promises.mkdir)(folders.private, { mode: 448 });
  return folders;
}
async function removePrivate(folder) {
  await (0, import_promises.rm)(folder, { recursive: true, force: true, maxRetries: 2 });
}
async function writeStatements(folder, statements) {
  await (0, import_promises.mkdir)(folder, { recursive: true, mode: 448 });
  const taken = /* @__PURE__ */ new Set();
  for (const { platform, bytes } of statements) {
    const name = platform.replaceAll(/[^a-z0-9_.]+/gi, "-").replace(/^[.-]+/, "").slice(0, 100) || "platform";
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name}-${String(count)}`;
    taken.add(free);
    await (0, import_promises.writeFile)((0, import_node_path.join)(folder, `${free}.json`), bytes, { flag: "wx", mode: 384 });
  }
}

// src/action/clean-up.ts
var STATE = "private";
function rememberFolder(folder) {
  saveState(STATE, folder);
}

// src/action/dockerfile-findings.ts
var import_promises2 = require("node:fs/promises");
var import_node_path3 = require("node:path");

// src/build/metadata.ts
var import_node_path2 = require("node:path");
init_descriptor();
init_json();
var WARNING_LIMIT = 500;
function parseMetadata(bytes) {
  const root = expectObject(parseJson(bytes), "$");
  const problems = [];
  const attempt4 = (key, parse2) => {
    try {
      return root[key] === void 0 ? void 0 : parse2(root[key], joinPath("$", key));
    } catch (error2) {
      problems.push(error2.message);
      return void 0;
    }
  };
  const digest = attempt4("containerimage.digest", parseDigestAt2);
  const descriptor = attempt4("containerimage.descriptor", parseDescriptor);
  const buildRef = attempt4("buildx.build.ref", expectString);
  return {
    text: Buffer.from(bytes).toString(),
    ...digest === void 0 ? {} : { digest },
    ...descriptor === void 0 ? {} : { descriptor },
    ...buildRef === void 0 ? {} : { buildRef },
    imageNames: (attempt4("image.name", expectString) ?? "").split(",").filter((name) => name !== ""),
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
function readText(value) {
  return typeof value === "string" ? value : void 0;
}
function readWarning(value) {
  if (!isObject(value)) return [];
  const short = decode(value["short"])?.toString();
  if (short === void 0) return [];
  const source = isObject(value["sourceInfo"]) ? value["sourceInfo"] : {};
  const [range] = readList(value["range"]);
  return [
    {
      short,
      detail: readList(value["detail"]).flatMap((item) => decode(item)?.toString() ?? []),
      url: readText(value["url"]),
      filename: readText(source["filename"]),
      source: decode(source["data"]),
      startLine: readStartLine(range)
    }
  ];
}
function decode(value) {
  return typeof value === "string" ? Buffer.from(value, "base64") : void 0;
}
function readStartLine(range) {
  const position = isObject(range) ? range["start"] : void 0;
  const line = isObject(position) ? position["line"] : void 0;
  return Number.isSafeInteger(line) && Number(line) > 0 ? Number(line) : void 0;
}
async function dockerfileAnnotations({ warnings }, { workspace, dockerfile, ownCommit, readFile: readFile3 }) {
  const path4 = (0, import_node_path2.resolve)(workspace, dockerfile);
  const inside = (0, import_node_path2.relative)(workspace, path4);
  if (warnings.length === 0 || inside === "" || /^\.\.(?:[\\/]|$)/.test(inside) || (0, import_node_path2.isAbsolute)(inside))
    return [];
  const file = inside.replaceAll("\\", "/");
  const content = ownCommit ? void 0 : await readFile3(path4);
  const annotations = warnings.filter(({ filename }) => filename !== void 0 && file.endsWith(filename)).filter(
    ({ source }) => ownCommit || content !== void 0 && source !== void 0 && isSame(content, source)
  ).map((warning2) => annotate(warning2, file));
  return [...new Map(annotations.map((annotation) => [JSON.stringify(annotation), annotation])).values()];
}
function isSame(a, b) {
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

// src/action/dockerfile-findings.ts
async function listDockerfileFindings({ warnings }, { plan: { context }, file, workspace, env }) {
  if (!isAnnotating(env["DOCKER_BUILD_CHECKS_ANNOTATIONS"]) || context.kind === "remote") return [];
  const folder = context.kind === "path" ? context.value : /#[^:]*:(.+)$/.exec(context.value)?.[1] ?? ".";
  const dockerfile = context.kind === "path" ? file ?? (0, import_node_path3.join)(folder, "Dockerfile") : (0, import_node_path3.join)(folder, file ?? "Dockerfile");
  const read = (path4) => (0, import_promises2.readFile)(path4).catch(() => void 0);
  return dockerfileAnnotations(
    { warnings },
    { workspace, dockerfile, ownCommit: context.kind === "git", readFile: read }
  );
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
  "RegistryError"
]);
function describeFailure(error2, phase, cancelled) {
  if (cancelled)
    return {
      phase,
      cancelled,
      message: "The step was cancelled. What was built until then is in the outputs."
    };
  if (error2 instanceof Error && SELF_EXPLAINING.has(error2.name)) {
    return { phase, cancelled, message: clip([error2.message, ...describeCauses(error2.cause)].join("\n")) };
  }
  if (isSystemError(error2)) {
    const message = `The operating system refused what this step needs of it: ${error2.message}
${REMEDY}`;
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
var REMEDY = "Check that the runner's disk is not full, and that its temporary folder and the workspace are there and may be written to.";
function isSystemError(error2) {
  return error2 instanceof Error && "syscall" in error2 && "code" in error2;
}
function describeCauses(cause) {
  const lines = [];
  for (let at = cause; at instanceof Error && lines.length < 5; at = at.cause)
    lines.push(`  because: ${at.message}`);
  return lines;
}
function clip(text) {
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT).toWellFormed()}
…`;
}

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

// src/build/exports.ts
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

// src/build/builder.ts
init_platform();
var SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";
var TEXT_LIMIT = 1e6;
function parseInspection(text) {
  const [head, ...nodes] = splitBlocks(text.slice(0, TEXT_LIMIT));
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
  const assigned = wanted.map((platform) => nodes.findIndex((node) => node.assigned?.some(isSame2(platform))));
  if (!assigned.includes(-1)) return new Set(assigned).size;
  const listed = wanted.map((platform) => nodes.findIndex((node) => node.platforms.some(isSame2(platform))));
  return new Set(listed.map((index) => Math.max(index, 0))).size;
}
function isSame2(wanted) {
  return (platform) => normalize(platform) === wanted;
}
function normalize(platform) {
  try {
    return formatPlatform(parsePlatform(platform));
  } catch {
    return platform;
  }
}

// src/build/buildx-command.ts
var import_node_fs = require("node:fs");
var import_promises3 = require("node:fs/promises");
var import_node_path4 = require("node:path");
var THROUGH_DOCKER = ["docker", "buildx"];
var PLUGIN = "docker-buildx";
var SYSTEM_FOLDERS = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"];
var CONFIG_LIMIT = 1e6;
async function findBuildx(env, systemFolders = SYSTEM_FOLDERS) {
  if (Boolean(env["DOCKER_TLS"]) || Boolean(env["DOCKER_TLS_VERIFY"])) return THROUGH_DOCKER;
  for (const folder of await listPluginFolders(env, systemFolders)) {
    const path4 = (0, import_node_path4.join)(folder, PLUGIN);
    if (await isProgram(path4)) return [path4];
  }
  return THROUGH_DOCKER;
}
async function listPluginFolders(env, systemFolders) {
  const personal = env["HOME"] ? [(0, import_node_path4.join)(env["HOME"], ".docker")] : [];
  const config = env["DOCKER_CONFIG"] || personal[0];
  const chosen = config === void 0 ? [] : [config];
  const extra = config === void 0 ? [] : await readExtraFolders((0, import_node_path4.join)(config, "config.json"));
  const system = systemFolders.map((folder) => (0, import_node_path4.join)(folder, "docker"));
  const configured = [...chosen, ...system, ...personal].map((folder) => (0, import_node_path4.join)(folder, "cli-plugins"));
  return [...extra, ...configured];
}
async function readExtraFolders(path4) {
  try {
    const value = JSON.parse(await readStart(path4));
    const folders = typeof value === "object" && value !== null && "cliPluginsExtraDirs" in value ? value.cliPluginsExtraDirs : void 0;
    if (!Array.isArray(folders)) return [];
    return folders.filter((folder) => typeof folder === "string" && (0, import_node_path4.isAbsolute)(folder));
  } catch {
    return [];
  }
}
async function readStart(path4) {
  const file = await (0, import_promises3.open)(path4);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(CONFIG_LIMIT), 0, CONFIG_LIMIT, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
async function isProgram(path4) {
  try {
    await (0, import_promises3.access)(path4, import_node_fs.constants.X_OK);
    return (await (0, import_promises3.stat)(path4)).isFile();
  } catch {
    return false;
  }
}

// src/build/facts.ts
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
    tried.push(`${candidate.join(" ")} version: ${describe(version)}`);
  }
  throw new BuildxMissingError(tried);
}
function readVersion(command, text) {
  const version = text.split(/\r?\n/)[0] ?? "";
  return { command, version, release: parseRelease(version.split(" ")[1] ?? "") };
}
function readInspection(answer) {
  if (answer.exitCode !== 0) return { builder: void 0, error: describe(answer) };
  return parseInspection(answer.stdout);
}
async function askEngine(run) {
  const { exitCode, stdout } = await run(["docker", "info", "--format", "{{json .DriverStatus}}"]);
  if (exitCode !== 0 || !stdout.trim().startsWith("[")) return void 0;
  return stdout.includes("io.containerd.snapshotter");
}
var DESCRIPTION_LIMIT = 500;
function describe(answer) {
  const { stdout, stderr, spawnError } = answer;
  const text = spawnError?.message ?? (stderr.trim() || stdout.trim());
  const said = redactUserinfo(text.replace(/^ERROR: /, "")).slice(0, DESCRIPTION_LIMIT);
  return said === "" ? describeEnd(answer) : `${said} (${describeEnd(answer)})`;
}
function describeEnd({ exitCode, spawnError, timedOut }) {
  if (spawnError !== void 0) return "could not be started";
  if (timedOut === true) return "gave no answer in time";
  return exitCode === void 0 ? "was ended by a signal" : `exit code ${String(exitCode)}`;
}

// src/build/process.ts
var import_node_child_process = require("node:child_process");

// src/build/child.ts
var SILENCE_MS = 750;
var CHATTER_MS = 5e3;
var Pipe = class {
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
var Escalation = class {
  /** Resolves when even SIGKILL did not help. */
  abandoned;
  #child;
  #graceMs;
  #abandon;
  #timers = [];
  begun = false;
  constructor(child2, graceMs) {
    const { promise, resolve: resolve5 } = Promise.withResolvers();
    this.abandoned = promise;
    this.#abandon = resolve5;
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

// src/build/excerpt.ts
var EMPTY_EXCERPT = { head: "", tail: "", bytes: 0 };
var HEAD_BYTES = 16 * 1024;
var TAIL_BYTES = 64 * 1024;
var NEWLINE = 10;
var ExcerptCollector = class {
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

// src/build/process.ts
var GRACE_MS = 3e3;
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
var NOT_ENDED = { exitCode: void 0, signal: void 0, cancelled: false, timedOut: false };
async function superviseProcess(options) {
  const started = performance.now();
  const conclude2 = (ending) => ({
    ...ending,
    durationMs: performance.now() - started
  });
  if (options.signal?.aborted === true) return conclude2({ ...NOT_ENDED, cancelled: true });
  const child2 = startChild(options);
  if ("message" in child2) return conclude2({ ...NOT_ENDED, spawnError: child2 });
  const escalation = new Escalation(child2, options.graceMs ?? GRACE_MS);
  const cancel = () => {
    escalation.begin();
  };
  options.signal?.addEventListener("abort", cancel, { once: true });
  const exit = await readToEnd(child2, escalation, options).finally(() => {
    options.signal?.removeEventListener("abort", cancel);
    escalation.end();
  });
  return conclude2({ ...NOT_ENDED, ...exit, cancelled: escalation.begun });
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
  return new Promise((resolve5) => {
    child2.once("exit", (code, signal) => {
      resolve5({ exitCode: code ?? void 0, signal: signal ?? void 0 });
    });
    child2.on("error", (error2) => {
      if (child2.pid === void 0) resolve5({ spawnError: describeSpawnError(error2) });
    });
  });
}

// src/action/inspection.ts
var TIMEOUT_MS = 3e4;
var OUTPUT_LIMIT = 1024 * 1024;
async function inspectBuilder(options, env, signal) {
  const limits = {
    env: buildxEnvironment(env, { githubCache: false, named: [] }),
    signal,
    timeoutMs: TIMEOUT_MS,
    limit: OUTPUT_LIMIT
  };
  const { builder } = options;
  return gatherFacts({
    env,
    run: (command) => captureProcess(command, limits),
    loadNeeded: loads(listExports(options)),
    ...builder === void 0 ? {} : { builder }
  });
}

// src/action/log.ts
var import_node_crypto2 = require("node:crypto");
var import_node_os2 = require("node:os");

// src/action/inert-text.ts
var COLOUR = /^\u001b\[[0-9;:]*m$/;
var ESCAPES = new RegExp(
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
var CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
var DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;
var STREAMED = new RegExp([ESCAPES, CONTROLS, DIRECTIONS].map(({ source }) => source).join("|"), "g");
var INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
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

// src/action/mask.ts
var SHORTEST_LINE = 4;
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

// src/action/line-buffer.ts
var import_node_os = require("node:os");
var import_node_string_decoder = require("node:string_decoder");
var LONGEST_LINE = 1024 * 1024;
var LineBuffer = class {
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

// src/action/untrusted-stream.ts
var UntrustedStream = class {
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

// src/action/log.ts
function createLog({ debug: debug2 }) {
  return new RunnerLog(debug2);
}
var RunnerLog = class {
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
      notice(...describe2(message, place));
    });
  }
  warning(message, place = {}) {
    this.#command(() => {
      warning(...describe2(message, place));
    });
  }
  error(message, place = {}) {
    this.#command(() => {
      error(...describe2(message, place));
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
function describe2(message, { title, ...place }) {
  const heading = title === void 0 ? {} : { title: listInertLines(title).join(" ") };
  return [listInertLines(message).join("\n"), { ...place, ...heading }];
}
function ignoreBrokenPipe() {
  return;
}
var drained;
function waitForDrain() {
  drained ??= new Promise((resolve5) => {
    const settle = () => {
      for (const event of ["drain", "close", "error"]) process.stdout.off(event, settle);
      drained = void 0;
      resolve5();
    };
    for (const event of ["drain", "close", "error"]) process.stdout.on(event, settle);
    if (process.stdout.destroyed) settle();
  });
  return drained;
}

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
  log.group("Build");
  if (plan.destination.kind === "layout")
    log.info('Lines "(*service).Write failed: … locked …" are harmless here.');
}
function tellWait(log, { what, reason, delayMs, remainingMs }) {
  const seconds = (milliseconds) => `${(milliseconds / 1e3).toFixed(1)} s`;
  log.info(`Waiting ${seconds(delayMs)} for ${what}: ${reason}. ${seconds(remainingMs)} left.`);
}
var MARKS = { passed: "✓", failed: "✗", warning: "!", unknown: "?", skipped: "-" };
function tellVerification(log, { steps, store, root, platforms }) {
  log.info(`${root} in ${store}:`);
  for (const step of steps) {
    const line = describeStep(step);
    if (step.outcome === "passed" || step.outcome === "skipped") log.debug(line);
    else log.info(line);
  }
  for (const { platform, imageDigest, mode, verdict } of platforms) {
    log.info(
      `  ${VERDICT_MARKS[verdict]} ${platform} ${imageDigest}: ${verdict}${mode === void 0 ? "" : `, mode=${mode}`}`
    );
  }
}
function describeStep({ outcome, title, platform, evidence }) {
  return `  ${MARKS[outcome]} ${platform === void 0 ? "" : `${platform}: `}${title} — ${evidence}`;
}
var VERDICT_MARKS = { verified: "✓", rejected: "✗", undecided: "?", absent: "-" };

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
function countBuilds(builder, platforms) {
  const unknown = builder.nodes.some((node) => node.status !== "running" && node.platforms.length === 0);
  return unknown ? Math.min(builder.nodes.length, platforms.length) : countNodes(builder, platforms);
}
function normalisePlatforms(platforms) {
  if (platforms.includes("local")) return [];
  return [...new Set(platforms.map((platform) => formatPlatform(parsePlatform(platform))))];
}
function expectRevision({ inputs, plan: { context }, runner: { sha } }) {
  const { expectedRevision } = inputs.verification;
  if (expectedRevision !== void 0) return expectedRevision;
  if (context.kind === "remote") return void 0;
  const pinned = context.kind === "git" ? /#([0-9a-f]{40}|[0-9a-f]{64})(?::|$)/.exec(context.value)?.[1] : void 0;
  return pinned ?? (sha === "" ? void 0 : sha);
}

// src/action/publish.ts
var import_promises4 = require("node:fs/promises");

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
var SUMMARY_LIMIT = 1e6;
var ROW_LIMIT = 200;
function renderSummary(report, limit = SUMMARY_LIMIT) {
  const parts = [
    renderHeadline(report),
    renderFailure(report),
    renderImage(report),
    ...(report.verifications ?? []).map(renderPlatforms),
    renderNotes(report),
    renderCommands(report),
    ...(report.verifications ?? []).map(renderSteps),
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
  if (report.failure !== void 0)
    return report.failure.cancelled ? "cancelled" : `failed (${report.failure.phase})`;
  if (report.skip !== void 0) return `Skipped (${report.skip.label})${describeDryVerdict(report.verdict)}`;
  const unsigned = report.verdict === "verified" ? ", unsigned" : "";
  return `${report.verdict}${unsigned}`;
}
function describeDryVerdict(verdict) {
  return verdict === "absent" ? "" : `, what would be published is ${verdict}`;
}
function renderFailure({ failure }) {
  if (failure === void 0) return "";
  const lines = failure.message.split("\n").slice(0, 60).flatMap(wrapLine);
  return `<pre>${lines.map((line) => escapeText(line, 500)).join("\n")}</pre>`;
}
function wrapLine(line) {
  return line.slice(0, 4e3).match(/\S.{0,98}(?:\s|$)|\S{1,100}/gu) ?? [];
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
  platform,
  verdict,
  mode,
  predicateType,
  revision,
  ...rest
}) {
  const predicate = predicateType?.replace("https://slsa.dev/provenance/", "");
  return [
    escapeText(platform),
    `${ICONS[verdict]} ${escapeText(verdict)}`,
    mode === void 0 ? NONE : escapeText(mode),
    predicate === void 0 ? NONE : formatCode(predicate),
    revision === void 0 ? NONE : formatCode(shortenHex(revision)),
    renderBaseImages(rest.baseImages),
    formatCode(rest.imageDigest)
  ];
}
var NONE = "–";
function shortenHex(text) {
  return text.replaceAll(/\b([0-9a-f]{12})(?:[0-9a-f]{28}|[0-9a-f]{52})(?![0-9a-f])/g, "$1…");
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
var OUTCOMES = {
  passed: "✅",
  failed: "❌",
  warning: "⚠️",
  unknown: "❔",
  skipped: "➖"
};
function renderSteps({ steps, store }) {
  if (steps.length === 0) return "";
  const rows = steps.slice(0, ROW_LIMIT * 2).map((step) => [
    OUTCOMES[step.outcome],
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
    ...report.warnings.map((message) => ({ level: "warning", title: "Provenance", message })),
    ...describeWarnings(report),
    ...(report.dockerfile ?? []).map((finding) => ({ level: "warning", ...finding })),
    ...report.notices.map((message) => ({ level: "notice", title: "Provenance", message }))
  ];
}
function describeConclusion(report) {
  const title = `Provenance: ${describeVerdict(report)}`;
  if (report.failure !== void 0) return [{ level: "error", title, message: report.failure.message }];
  const message = [
    report.reason,
    ...report.skip === void 0 ? [] : [`Nothing was pushed: ${report.skip.reason}.`],
    ...listFailures(report)
  ].join("\n");
  if (report.conclusion === "failure") return [{ level: "error", title, message }];
  if (report.verdict === "rejected" || report.verdict === "undecided")
    return [{ level: "warning", title, message }];
  if (report.skip !== void 0 || report.verdict === "absent") return [{ level: "notice", title, message }];
  return [];
}
function listFailures({ verifications = [] }) {
  const steps = verifications.flatMap(({ steps: steps2 }) => steps2);
  return steps.filter(({ outcome }) => outcome === "failed" || outcome === "unknown").slice(0, 20).map(describeStep2);
}
function describeStep2({ title, platform, evidence }) {
  return `${platform === void 0 ? "" : `${platform}: `}${title}: ${evidence}`;
}
function describeWarnings({ verifications = [] }) {
  const warnings = verifications.flatMap(({ steps }) => steps).filter(({ outcome }) => outcome === "warning");
  const byTitle = Map.groupBy(warnings, ({ title }) => title);
  return [...byTitle].map(([title, steps]) => {
    const platforms = [...new Set(steps.flatMap(({ platform }) => platform ?? []))];
    const where = platforms.length === 0 ? "" : ` (${platforms.join(", ")})`;
    return { level: "warning", title: `Provenance: ${title}`, message: `${steps[0]?.evidence ?? ""}${where}` };
  });
}

// src/action/outputs.ts
init_descriptor();
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
    "report-path": report.reportPath ?? ""
  };
}
function digestOrNothing(text) {
  return text !== void 0 && isDigest(text) ? text : "";
}
function toObject(platforms, digestOf) {
  const entries = platforms.flatMap((platform) => {
    const digest = digestOf(platform);
    return digest === void 0 ? [] : [[platform.platform, digest]];
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
  await attempt(log, "report", async () => {
    if (report.reportPath !== void 0) {
      await (0, import_promises4.writeFile)(report.reportPath, `${JSON.stringify(report, void 0, 2)}
`, { mode: 384 });
    }
  });
  await attempt(log, "step summary", async () => {
    const path4 = env["GITHUB_STEP_SUMMARY"] ?? "";
    if (path4 !== "") await (0, import_promises4.appendFile)(path4, renderSummary(report));
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
async function attempt(log, what, write) {
  try {
    await write();
  } catch (error2) {
    log.warning(`The ${what} could not be written: ${error2.message}`, { title: "Provenance" });
  }
}

// src/action/runner.ts
var import_node_fs2 = require("node:fs");
var import_node_os3 = require("node:os");
function readRunner(env, readFile3 = readEventFile) {
  const read = (name, otherwise = "") => env[name] ?? otherwise;
  const { event, problem } = readEvent(read("GITHUB_EVENT_PATH"), readFile3);
  return {
    event: read("GITHUB_EVENT_NAME"),
    ref: read("GITHUB_REF"),
    sha: read("GITHUB_SHA"),
    repository: read("GITHUB_REPOSITORY"),
    private: readBoolean(readRecord(event, "repository"), "private"),
    serverUrl: (read("GITHUB_SERVER_URL") || "https://github.com").replace(/\/+$/, ""),
    runId: read("GITHUB_RUN_ID"),
    runAttempt: read("GITHUB_RUN_ATTEMPT", "1"),
    workflow: read("GITHUB_WORKFLOW"),
    job: read("GITHUB_JOB"),
    workspace: read("GITHUB_WORKSPACE", "."),
    temp: read("RUNNER_TEMP") || (0, import_node_os3.tmpdir)(),
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
  const { size } = (0, import_node_fs2.statSync)(path4);
  if (size > EVENT_LIMIT) throw new Error(`${String(size)} bytes are more than an event can have`);
  return (0, import_node_fs2.readFileSync)(path4, "utf8");
}
function readEvent(path4, readFile3) {
  if (path4 === "") return { event: void 0, problem: "GITHUB_EVENT_PATH is not set" };
  try {
    const event = JSON.parse(readFile3(path4));
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
    headRepository: readString(repository, "full_name"),
    headSha: readString(head, "sha")
  };
}
function readTriggeringRun(event) {
  const run = readRecord(event, "workflow_run");
  if (run === void 0) return void 0;
  const head = readRecord(run, "head_repository");
  const base = readRecord(run, "repository") ?? readRecord(event, "repository");
  return { fork: !isSameRepository(head, base), headRepository: readString(head, "full_name") };
}
function isSameRepository(head, base) {
  const names = [head, base].map((repository) => readString(repository, "full_name")?.toLowerCase());
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
function readString(record, key) {
  const value = record?.[key];
  return typeof value === "string" ? value : void 0;
}
function readBoolean(record, key) {
  const value = record?.[key];
  return typeof value === "boolean" ? value : void 0;
}

// src/action/situation.ts
var import_node_fs3 = require("node:fs");
var import_node_path5 = require("node:path");

// src/action/build-value.ts
init_plain_text();

// src/oci/reference.ts
var import_node_net = require("node:net");
init_descriptor();
init_plain_text();
var InvalidReferenceError = class extends Error {
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
var DOCKER_HUB = "docker.io";
var LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
var HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[([0-9A-Fa-f:.]+)\\])(?::([0-9]{1,5}))?$`);
var REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
var TAG = /^\w[\w.-]{0,127}$/;
var HOST_LIMIT = 255;
var REPOSITORY_LIMIT = 255;
var TEXT_LIMIT2 = HOST_LIMIT + REPOSITORY_LIMIT + 128 + 135 + 3;
function parseReference(text) {
  const refuse = (reason) => new InvalidReferenceError(text, reason);
  if (text === "") throw refuse("it is empty");
  if (text.length > TEXT_LIMIT2) throw refuse(`it is longer than ${String(TEXT_LIMIT2)} characters`);
  if (text.includes("://")) throw refuse('a reference has no scheme: leave out everything up to "://"');
  const { name, tag, digest } = splitReference(text);
  if (tag !== void 0 && !TAG.test(tag)) {
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
function checkName({ registry, repository }, refuse) {
  if (!isRegistry(registry)) throw refuse(`"${abbreviate(registry)}" is not a host with an optional port`);
  if (repository !== repository.toLowerCase()) {
    throw refuse(
      `a repository is written in lower case: ${abbreviate(`${registry}/${repository.toLowerCase()}`)}`
    );
  }
  if (registry === DOCKER_HUB && /^library\/[0-9a-f]{64}$/.test(repository)) {
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
  return (address === void 0 || (0, import_node_net.isIPv6)(address)) && (port === void 0 || Number(port) <= 65535);
}
function hidePassword(text) {
  return text.replace(/^.*@(?!sha(?:256|512):)/s, "***@");
}

// src/action/input-error.ts
init_plain_text();
var InputError = class extends Error {
  name = "InputError";
  mistakes;
  constructor(mistakes) {
    const count = mistakes.length === 1 ? "One input is wrong" : `${String(mistakes.length)} inputs are wrong`;
    super([`${count}; nothing was built:`, ...mistakes.map(describeMistake)].join("\n"));
    this.mistakes = mistakes;
  }
};
var ValueError = class extends Error {
  name = "ValueError";
  problem;
  allowed;
  constructor(problem, allowed) {
    super(`${problem} (allowed: ${allowed})`);
    this.problem = problem;
    this.allowed = allowed;
  }
};
var HIDDEN_VALUE = "(hidden)";
var SHOWN_LENGTH = 120;
function quoteValue(value) {
  const redacted = redactUserinfo(value);
  const short = redacted.length > SHOWN_LENGTH ? `${redacted.slice(0, SHOWN_LENGTH)}…` : redacted;
  return replaceUnprintable(JSON.stringify(short));
}
function describeMistake({ input, value, problem, allowed }) {
  return `  ${input}: ${value} ${problem} (allowed: ${allowed})`;
}

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
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

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns) {
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

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
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
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
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

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
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

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records, options) {
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
var std = function(array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record) {
  return record.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
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
var transform = function(original_options = {}) {
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

// node_modules/csv-parse/lib/sync.js
var parse = function(data, opts = {}) {
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
function parseFields(text) {
  if (/[\r\n]/.test(text)) throw new ValueError("has more than one line", "one line");
  const fields = parseRow(text);
  if (fields !== void 0) return fields;
  throw new ValueError("has a misplaced double quote", 'quotes around a whole field: "name=a,b"');
}
function parseField(field) {
  const pair = parsePair(field);
  if (pair !== void 0 && pair[0] !== "") return pair;
  throw new ValueError(`has the field ${quoteValue(field)}`, "comma-separated key=value");
}

// src/action/build-value.ts
var PLATFORM_RULE = "OS/ARCH or OS/ARCH/VARIANT, such as linux/amd64 or linux/arm/v7; or local";
var OPERATING_SYSTEM = /^[\w-]+(?:\([\w.-]*(?:\+[\w.-]+)*\))?$/;
var COMPONENT = /^[\w.-]+$/;
var ARCHITECTURES2 = /^(?:amd64|x86[_-]64|i?386|arm|armhf|armel|arm64|aarch64|ppc64le|riscv64|s390x|loong64|mips64|mips64le|wasm)$/i;
function parsePlatform2(text) {
  if (text === "local") return text;
  const [os5 = "", ...rest] = text.split("/");
  if (rest.length === 0 && ARCHITECTURES2.test(os5)) return `linux/${os5}`;
  if (rest.length === 0) throw new ValueError("names no architecture", PLATFORM_RULE);
  if (rest.length > 2) throw new ValueError("has too many parts", PLATFORM_RULE);
  if (!OPERATING_SYSTEM.test(os5) || !rest.every((part) => COMPONENT.test(part))) {
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
  throw new ValueError(`has capital letters in its name; write ${quoteValue(lowered)}`, TAG_RULE);
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
function parseProvenance(text) {
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
  const fields = parseFields(value);
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
  if (type === "provenance") parseFields(text).forEach(assertProvenanceField);
  return text;
}
function asksForProvenance(attest2) {
  return typeOfAttest(attest2) === "provenance" && !parseFields(attest2).some(turnsOff);
}
function turnsOff(field) {
  if (isSwitch(field)) return parseGoBoolean(field) === false;
  const [key, value] = parseField(field);
  return key === "disabled" && parseGoBoolean(value) === true;
}
function typeOfAttest(text) {
  const fields = parseFields(text).filter((field) => !isSwitch(field));
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
var EXPORTERS = ["image", "registry", "docker", "local", "tar", "oci", "cacheonly", "moby"];
function parseOutput(text) {
  const output = readOutput(text);
  assertDestination(output);
  if (output.type === "image" || output.type === "registry") parseNames(output.fields.get("name") ?? "");
  return output;
}
function readOutput(text) {
  const fields = parseFields(text);
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

// src/action/input-reader.ts
function readRaw({ env }, input) {
  return env[`INPUT_${input.replaceAll(" ", "_").toUpperCase()}`] ?? "";
}
function readValue(reading, input, parse2) {
  const text = readRaw(reading, input).trim();
  if (text === "") return void 0;
  return attempt2(reading, input, quoteValue(text), () => {
    assertSingleLine(text);
    return parse2(text);
  });
}
function readText2(reading, input) {
  return readValue(reading, input, (text) => {
    if (text.startsWith("-"))
      throw new ValueError("would be taken for a flag", "a value that starts otherwise");
    return text;
  });
}
function readBoolean2(reading, input) {
  return readValue(reading, input, (text) => parseBoolean(text, "true or false"));
}
function parseBoolean(text, allowed) {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  throw new ValueError("is not a boolean", allowed);
}
function readItems(reading, input, options, parse2) {
  const text = readRaw(reading, input);
  const shown = options.hidden === true ? HIDDEN_VALUE : quoteValue(text);
  const items = attempt2(reading, input, shown, () => parseList(text, options)) ?? [];
  return items.flatMap((item, index) => {
    const value = options.hidden === true ? `item ${String(index + 1)} ${HIDDEN_VALUE}` : quoteValue(item);
    return attempt2(reading, input, value, () => [parse2(item)]) ?? [];
  });
}
function readList2(reading, input, options = {}) {
  return readItems(reading, input, options, (item) => item);
}
function attempt2({ mistakes }, input, value, parse2) {
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

// src/action/build-inputs.ts
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
    noCache: readBoolean2(reading, "no-cache") ?? false,
    noCacheFilters: readList2(reading, "no-cache-filters"),
    outputs: readItems(reading, "outputs", { ...LINES, keepQuotes: true }, parseOutput),
    platforms: readItems(reading, "platforms", {}, parsePlatform2),
    pull: readBoolean2(reading, "pull") ?? false,
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
    builder: readText2(reading, "builder"),
    call: readText2(reading, "call"),
    cgroupParent: readText2(reading, "cgroup-parent"),
    context: readText2(reading, "context"),
    file: readText2(reading, "file"),
    githubToken: readToken(reading),
    load: readBoolean2(reading, "load"),
    network: readText2(reading, "network"),
    provenance: readValue(reading, "provenance", parseProvenance),
    push: readBoolean2(reading, "push"),
    sbom: readValue(reading, "sbom", parseSbom),
    shmSize: readText2(reading, "shm-size"),
    target: readText2(reading, "target")
  });
}
function readSecrets(reading, notices) {
  const secrets = readItems(reading, "secrets", { ...LINES, keepSpaces: true, hidden: true }, parseKeyValue);
  return secrets.filter(({ value }, index) => {
    if (value.trim() === "") notices.push(`secrets: item ${String(index + 1)} is empty and was left out`);
    return value.trim() !== "";
  });
}
function readToken(reading) {
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
    throw new ValueError(`names, for ${quoteValue(key)}, a variable that is not set`, allowed);
  }
  return { key, value: variable };
}
function findContradictions({ provenance, attests, outputs }) {
  const mistakes = [];
  const attest2 = attests.find(asksForProvenance);
  if (provenance === "false" && attest2 !== void 0) {
    const problem = `contradicts attests ${quoteValue(attest2)}`;
    mistakes.push({ input: "provenance", value: quoteValue(provenance), problem, allowed: "one of the two" });
  }
  const overwriting = findOverwriting(outputs);
  if (overwriting !== void 0) {
    const value = quoteValue(overwriting.text);
    const problem = "would overwrite what another output writes";
    mistakes.push({ input: "outputs", value, problem, allowed: "a dest of its own for each output" });
  }
  return mistakes;
}
function checkSecretFiles(files, exists2) {
  return files.filter(({ value }) => !exists2(value)).map(({ key, value }) => ({
    input: "secret-files",
    value: quoteValue(`${key}=${value}`),
    problem: "names a file that does not exist",
    allowed: "KEY=PATH of a file in the workspace"
  }));
}

// src/action/inputs.ts
function readInputs(env, exists2) {
  const reading = { env, mistakes: [] };
  const notices = [];
  const inputs = {
    build: readBuild(reading, notices),
    run: readRun(reading),
    verification: readVerification(reading),
    enforce: readBoolean2(reading, "enforce") ?? true,
    notices
  };
  reading.mistakes.push(
    ...findContradictions(inputs.build),
    ...checkSecretFiles(inputs.build.secretFiles, exists2)
  );
  if (reading.mistakes.length > 0) throw new InputError(reading.mistakes);
  return freeze(inputs);
}
function readRun(reading) {
  const dryRun = readValue(
    reading,
    "dry-run",
    (text) => text === "auto" ? void 0 : parseBoolean(text, "true, false or auto")
  );
  return { dryRun, pushOnPullRequest: readBoolean2(reading, "push-on-pull-request") ?? false };
}
var DEFAULT_TIMEOUT_MS = 6e4;
function readVerification(reading) {
  return {
    verify: readBoolean2(reading, "verify") ?? true,
    timeoutMs: readValue(reading, "verify-timeout", parseTimeout) ?? DEFAULT_TIMEOUT_MS,
    insecureRegistries: readItems(reading, "insecure-registries", {}, parseHost),
    ...dropAbsent({ expectedRevision: readValue(reading, "expected-revision", parseRevision) })
  };
}
function parseTimeout(text) {
  const [, digits, unit] = /^(\d{1,6})(s|m)?$/.exec(text) ?? [];
  const ms = Number(digits) * (unit === "m" ? 6e4 : 1e3);
  if (ms >= 1e3 && ms <= 18e5) return ms;
  throw new ValueError("is not a time in range", "seconds (60), 90s or 2m; from 1s to 30m");
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
  const inputs = readInputs(env, (path4) => (0, import_node_fs3.existsSync)((0, import_node_path5.resolve)(runner.workspace, path4)));
  return { inputs, runner, kind: resolveRunKind(inputs.run, runner) };
}
function listSecrets({ build: build2 }, env) {
  return [
    ...build2.secrets.map(({ value }) => value),
    ...build2.secretEnvs.map(({ value }) => env[value] ?? ""),
    ...build2.githubToken === void 0 ? [] : [build2.githubToken]
  ];
}
function recordRun(findings, runner) {
  const { repository, event, ref, sha, eventProblem } = runner;
  findings.run = { url: builderIdOf(runner), repository, event, ref, sha };
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

// src/action/stores.ts
var import_node_os4 = require("node:os");
var import_node_path7 = require("node:path");

// src/build/published.ts
init_descriptor();
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

// src/oci/credentials.ts
var import_promises5 = require("node:fs/promises");
init_json();
var CredentialsError = class extends Error {
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
var DOCKER_HUB2 = "docker.io";
var DOCKER_HUB_KEY = "https://index.docker.io/v1/";
var DOCKER_HUB_HOSTS = /* @__PURE__ */ new Set([
  DOCKER_HUB2,
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com"
]);
var CONFIG_LIMIT2 = 8 * 1024 * 1024;
var TOKEN_USER = "<token>";
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
    bytes = await (0, import_promises5.readFile)(path4);
  } catch (error2) {
    const code = codeOf(error2);
    if (code === "ENOENT" || code === "ENOTDIR") return void 0;
    throw new CredentialsError(host, void 0, `${path4} cannot be read (${code})`);
  }
  try {
    const config = parseJson(bytes, { bytes: CONFIG_LIMIT2 });
    if (isObject(config)) return config;
  } catch {
  }
  throw new CredentialsError(host, void 0, `${path4} is not a JSON object, as docker writes it`);
}
function codeOf(error2) {
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
    throw new CredentialsError(host, helper, `${program} could not be run (${codeOf(error2)})`);
  });
  if (exitCode !== 0) {
    if (isNotFound(stdout)) return void 0;
    throw new CredentialsError(host, helper, `${program} failed with exit code ${String(exitCode)}`);
  }
  try {
    const answer = parseJson(Buffer.from(stdout), { bytes: CONFIG_LIMIT2 });
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

// src/action/stores.ts
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
    const name = `OCI layout ${(0, import_node_path7.basename)(path4)}`;
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
      const store = (await opening).stores.get(name);
      const root2 = shared && tag !== void 0 && store ? await resolveTag(store, tag) : digest;
      return store && root2 !== void 0 ? { store, root: root2 } : void 0;
    });
    const root = place.content?.root ?? (shared ? void 0 : digest);
    return { name, ...place, ...root === void 0 ? {} : { imageRef: nameDigest(reference, root) } };
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
  const [{ createPatience: createPatience2 }, { createTransport: createTransport2 }, { openRegistry: openRegistry2 }] = await Promise.all([
    Promise.resolve().then(() => (init_patience(), patience_exports)),
    Promise.resolve().then(() => (init_transport(), transport_exports)),
    Promise.resolve().then(() => (init_registry(), registry_exports))
  ]);
  const { env, insecureRegistries, signal, timeoutMs, onWait } = options;
  const proxy = readProxy(env);
  const transport = createTransport2({ proxy, insecureRegistries, userAgent: "provenance-action/1" });
  let patience;
  const stores = listRepositories(references).map(
    (reference) => openRegistry2({
      reference,
      transport,
      credentials: () => findRegistryCredentials(reference.registry, env, signal),
      patience: () => patience ??= createPatience2({ timeoutMs, signal, onWait }),
      awaitAbsent: true
    })
  );
  for (const store of stores) void store.prepare();
  return { stores: new Map(stores.map((store) => [store.name, store])), close: () => transport.close() };
}
async function resolveTag(store, tag) {
  return (await store.manifest(tag))?.descriptor.digest;
}
function readProxy(env) {
  const read = (name) => env[name] ?? env[name.toUpperCase()];
  return { http: read("http_proxy"), https: read("https_proxy"), no: read("no_proxy") };
}
var HELPER_TIMEOUT_MS = 2e4;
var HELPER_LIMIT = 1024 * 1024;
function findRegistryCredentials(registry, env, signal) {
  const folder = env["DOCKER_CONFIG"] || (0, import_node_path7.join)(env["HOME"] || (0, import_node_os4.homedir)(), ".docker");
  return findCredentials(registry, {
    configFile: (0, import_node_path7.join)(folder, "config.json"),
    runHelper: (helper, host) => runHelper(helper, host, { env, signal })
  });
}
async function runHelper(helper, host, { env, signal }) {
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

// src/attestation/discover.ts
init_manifest();
init_platform();
init_store();

// src/attestation/image-reader.ts
init_manifest();
init_store();

// src/attestation/failure.ts
init_store();
var UNREAD = /* @__PURE__ */ new Set([
  "CredentialsError",
  "DiscoveryError",
  "LayoutError",
  "PatienceError",
  "ProxyError",
  "ReachError",
  "RegistryError"
]);
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

// src/attestation/limiter.ts
function createLimiter(width) {
  const waiting = [];
  let running = 0;
  return async (task) => {
    if (running < width) running++;
    else {
      await new Promise((resolve5) => {
        waiting.push(resolve5);
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

// src/attestation/provenance.ts
init_json();

// src/attestation/buildkit.ts
init_json();

// src/attestation/fields.ts
init_json();
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
function readString2(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  return value === void 0 ? void 0 : expectString(value, path4);
}
function requireString(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  const text = expectString(value, path4);
  if (text === "") throw new JsonError(path4, "should not be empty");
  return text;
}
function readBoolean3(fields, key) {
  const { value, path: path4 } = getField(fields, key);
  if (value !== void 0 && typeof value !== "boolean") throw new JsonError(path4, "should be a boolean");
  return value ?? false;
}
function readNumber(fields, key) {
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

// src/attestation/buildkit.ts
function readRequest(request) {
  return { frontend: readString2(request, "frontend"), args: readStrings(request, "args") };
}
function readConfigSource(source, pathKey) {
  return {
    uri: readString2(source, "uri"),
    digest: readStrings(source, "digest"),
    path: readString2(source, pathKey)
  };
}
function readMaterials(fields, key) {
  return readElements(fields, key).map((element) => {
    const material = expectFields(element);
    return { uri: readString2(material, "uri") ?? "", digest: readStrings(material, "digest") };
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
  const source = readString2(vcs, "source");
  const revision = readString2(vcs, "revision");
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
      mediaType: readString2(layer, "mediaType"),
      size: readNumber(layer, "size")
    };
  });
}
function findOutput(steps) {
  const last = steps.at(-1);
  const input = last && readElements(expectFields(last), "inputs")[0];
  return input && expectString(input.value, input.path);
}

// src/attestation/provenance-v02.ts
function readProvenanceV02(predicate) {
  const invocation = readFields(predicate, "invocation");
  const metadata = readFields(predicate, "metadata");
  const completeness = readFields(metadata, "completeness");
  return {
    version: "v0.2",
    buildType: requireString(predicate, "buildType"),
    builderId: readString2(requireFields(predicate, "builder"), "id") ?? "",
    invocationId: readString2(metadata, "buildInvocationID"),
    startedOn: readString2(metadata, "buildStartedOn"),
    finishedOn: readString2(metadata, "buildFinishedOn"),
    ...readRequest(readFields(invocation, "parameters")),
    configSource: readConfigSource(readFields(invocation, "configSource"), "entryPoint"),
    materials: readMaterials(predicate, "materials"),
    ...readBuildRecord(
      readFields(predicate, "buildConfig"),
      readFields(metadata, "https://mobyproject.org/buildkit@v1#metadata")
    ),
    completeness: {
      request: readBoolean3(completeness, "parameters"),
      materials: readBoolean3(completeness, "materials")
    },
    hermetic: readBoolean3(metadata, "https://mobyproject.org/buildkit@v1#hermetic"),
    builderPlatform: readString2(readFields(invocation, "environment"), "platform")
  };
}

// src/attestation/provenance-v1.ts
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
    builderId: readString2(requireFields(run, "builder"), "id") ?? "",
    invocationId: readString2(metadata, "invocationId"),
    startedOn: readString2(metadata, "startedOn"),
    finishedOn: readString2(metadata, "finishedOn"),
    ...readRequest(readFields(external, "request")),
    configSource: readConfigSource(readFields(external, "configSource"), "path"),
    materials: readMaterials(definition, "resolvedDependencies"),
    ...readBuildRecord(readFields(internal, "buildConfig"), readFields(metadata, "buildkit_metadata")),
    completeness: {
      request: readBoolean3(completeness, "request"),
      materials: readBoolean3(completeness, "resolvedDependencies")
    },
    hermetic: readBoolean3(metadata, "buildkit_hermetic"),
    builderPlatform: readString2(internal, "builderPlatform")
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
function parseProvenance2(statement) {
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
function isAttestation({ annotations, platform }) {
  return annotations?.[REFERENCE_TYPE] === "attestation-manifest" && isUnknown(platform);
}
function isRunnable({ mediaType, platform }) {
  return classifyMediaType(mediaType) === "manifest" && !isUnknown(platform);
}
function isUnknown(platform) {
  return platform !== void 0 && formatPlatform(platform) === "unknown/unknown";
}
function getReference({ annotations }) {
  return annotations?.[REFERENCE_DIGEST] ?? "";
}
function dropRepeated(images) {
  const key = ({ mediaType, digest, size, platform }) => {
    return [mediaType, digest, size, platform && formatPlatform(platform)].join(" ");
  };
  return [...new Map(images.map((image) => [key(image), image])).values()];
}

// src/verification/verify.ts
init_descriptor();

// src/verification/evidence.ts
init_plain_text();
var VALUE_LIMIT = 200;
var MESSAGE_LIMIT2 = 600;
function quoteValue2(value) {
  return `"${shortenText(value, VALUE_LIMIT)}"`;
}
function quoteValues(values) {
  const shown = values.slice(0, 3).map(quoteValue2).join(", ");
  return values.length > 3 ? `${shown} and ${String(values.length - 3)} more` : shown;
}
function joinNames(names) {
  const shown = names.slice(0, 12).map((name) => shortenText(name, VALUE_LIMIT));
  return names.length > 12 ? `${shown.join(", ")} and ${String(names.length - 12)} more` : shown.join(", ");
}
function describeError(error2) {
  return shortenText(error2 instanceof Error ? error2.message : String(error2), MESSAGE_LIMIT2);
}
function shortenText(text, limit) {
  const characters = [...text.slice(0, 2 * limit)];
  const shown = replaceUnprintable(characters.slice(0, limit).join(""));
  return characters.length > limit ? `${shown}…` : shown;
}

// src/verification/step.ts
var TITLES = {
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
function createStepMaker(platform) {
  return (id, outcome, evidence) => ({
    id,
    title: TITLES[id],
    outcome,
    ...platform === void 0 ? {} : { platform },
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

// src/verification/steps-attestation.ts
function checkReadable(store, makeStep3, image) {
  const read = image.attestationManifests.map(({ descriptor, manifest }) => {
    const layers = `${String(manifest.layers.length)} ${manifest.layers.length === 1 ? "layer" : "layers"}`;
    const evidence = `Attestation manifest ${descriptor.digest} was read from ${store}: ${layers}.`;
    return makeStep3("attestation-readable", "passed", evidence);
  });
  const unread = findProblems(image, "attestation-manifest").map(({ descriptor, error: error2 }) => {
    const { outcome, evidence } = judgeFailure(error2);
    const what = `Attestation manifest ${describe3(descriptor)} in ${store}`;
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
  const evidence = `${what} is listed for ${describe3(image)}, but its subject is ${describe3(subject)}.`;
  return makeStep3("attestation-subject", "failed", evidence);
}
function checkLayers(store, makeStep3, { manifest, attestations }, image) {
  const read = attestations.map(({ layer }) => {
    const evidence = `Statement ${layer.digest}, ${String(layer.size)} bytes, was read from ${store} and hashes to it.`;
    return makeStep3("layer-content", "passed", evidence);
  });
  const unread = findProblems(image, "attestation-layer").filter(({ descriptor }) => manifest.layers.includes(descriptor)).map(({ descriptor, error: error2 }) => {
    const { outcome, evidence } = judgeFailure(error2);
    return makeStep3("layer-content", outcome, `Statement ${describe3(descriptor)} in ${store}. ${evidence}`);
  });
  return [...read, ...unread];
}
function findProblems({ problems }, kind) {
  const found = problems.filter((problem) => problem.kind === kind);
  return found.filter((problem, at) => found.findIndex(({ error: error2 }) => error2 === problem.error) === at);
}
function describe3({ digest, size, mediaType }) {
  return `${digest} (${String(size)} bytes, ${quoteValue2(mediaType)})`;
}

// src/verification/steps-index.ts
init_descriptor();
init_manifest();
init_platform();
var makeStep = createStepMaker();
function namePlatform({ platform }) {
  return platform === void 0 ? "unknown platform" : formatPlatform(platform);
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
  const repeated = images.filter(({ platform }, at) => {
    return images.some((other, where) => {
      return where < at && platform && other.platform && samePlatform(platform, other.platform);
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
    return `${digest} (${quoteValue2(annotations?.["vnd.docker.reference.digest"] ?? "")})`;
  });
  const more = dangling.length > 3 ? ` and ${String(dangling.length - 3)} more` : "";
  return shown.length === 0 ? "" : ` Attested, but not in the index: ${shown.join(", ")}${more}.`;
}

// src/verification/steps-invocation.ts
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
var BUILD_TYPES = [
  "https://mobyproject.org/buildkit@v1",
  "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md"
];
function checkProvenance(makeStep3, policy, statement) {
  try {
    const provenance = parseProvenance2(statement);
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
    `SLSA provenance ${version} of build type ${quoteValue2(buildType)}.`
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
function checkBuilder(makeStep3, { builderId }, provenance) {
  const recorded = provenance.builderId === "" ? "no builder id" : `the builder id ${quoteValue2(provenance.builderId)}`;
  if (builderId === void 0) {
    return makeStep3("builder-id", "skipped", `No builder id was asked for; the provenance has ${recorded}.`);
  }
  return provenance.builderId === builderId ? makeStep3("builder-id", "passed", `The provenance has ${recorded}, which is this run's.`) : makeStep3(
    "builder-id",
    "failed",
    `The provenance has ${recorded}, expected was ${quoteValue2(builderId)}.`
  );
}
function checkRevision(makeStep3, policy, provenance) {
  const revision = findRevision(provenance);
  if (revision === void 0) return checkMissingRevision(makeStep3, policy);
  const recorded = `The provenance records commit ${quoteValue2(revision)}`;
  if (provenance.vcs?.dirty === true) {
    return makeStep3("source-revision", "warning", `${recorded} with uncommitted changes.`);
  }
  if (policy.revision === void 0) {
    return makeStep3("source-revision", "skipped", `${recorded}; nothing is known to compare it with.`);
  }
  return revision === policy.revision ? makeStep3("source-revision", "passed", `${recorded}, as expected.`) : makeStep3("source-revision", "warning", `${recorded}, expected was ${quoteValue2(policy.revision)}.`);
}
function checkMissingRevision(makeStep3, { revision, revisionAbsent }) {
  const absent = "The provenance records no source commit";
  if (revisionAbsent !== void 0)
    return makeStep3("source-revision", "skipped", `${absent}: ${revisionAbsent}`);
  return revision === void 0 ? makeStep3("source-revision", "skipped", `${absent}, and none was expected.`) : makeStep3("source-revision", "warning", `${absent}, expected was ${quoteValue2(revision)}.`);
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

// src/attestation/statement.ts
init_json();
var STATEMENT_TYPES = [
  "https://in-toto.io/Statement/v0.1",
  "https://in-toto.io/Statement/v1"
];
var StatementError = class extends Error {
  name = "StatementError";
  path;
  reason;
  constructor(path4, reason, options) {
    super(`in-toto statement, ${path4}: ${reason}`, options);
    this.path = path4;
    this.reason = reason;
  }
};
function parseStatement(bytes) {
  try {
    return readStatement({ path: "$", object: expectObject(parseJson(bytes), "$") });
  } catch (error2) {
    if (error2 instanceof JsonError) throw new StatementError(error2.path, error2.reason, { cause: error2 });
    throw error2;
  }
}
var KEYS = ["_type", "predicate", "predicateType", "subject"];
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
var TYPE_URI = /^[a-z][a-z0-9+.-]*:(?:\/\/[^\s/A-Z]+(?:\/\S*)?|[^\s/]\S*)$/;
function readPredicateType(fields) {
  const type = requireString(fields, "predicateType");
  if (!TYPE_URI.test(type)) throw new StatementError("$.predicateType", "should be an absolute URI");
  return type;
}
var STRONG_DIGESTS = /* @__PURE__ */ new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128]
]);
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
  return { name: readString2(fields, "name"), digest };
}
function isAbout(statement, digest) {
  const [algorithm = "", hex] = digest.split(":");
  return statement.subjects.some((subject) => {
    return Object.hasOwn(subject.digest, algorithm) && subject.digest[algorithm] === hex;
  });
}

// src/verification/steps-statement.ts
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
function checkStatement(makeStep3, policy, attestation, image) {
  const { digest } = attestation.layer;
  try {
    const statement = parseStatement(attestation.bytes);
    const steps = [
      makeStep3("statement-type", "passed", `Statement ${digest} is of type ${statement.type}.`),
      checkPredicateType(makeStep3, attestation, statement),
      checkStatementSubject(makeStep3, policy, statement, { statement: digest, image: image.image.digest })
    ];
    return { steps, statement: isProvenanceType(statement.predicateType) ? statement : void 0 };
  } catch (error2) {
    if (!(error2 instanceof StatementError)) throw error2;
    const step = makeStep3(locateError(error2), "failed", `Statement ${digest}. ${describeError(error2)}.`);
    return { steps: [step], statement: void 0 };
  }
}
function locateError({ path: path4 }) {
  if (/^\$\.subject\b/.test(path4)) return "statement-subject";
  return /^\$\.predicateType\b/.test(path4) ? "predicate-type" : "statement-type";
}
function checkPredicateType(makeStep3, { layer, predicateType }, statement) {
  const actual = quoteValue2(statement.predicateType);
  if (predicateType !== statement.predicateType) {
    const label = predicateType === void 0 ? "not labelled" : `labelled ${quoteValue2(predicateType)}`;
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
  const platforms = images.map(({ platform }) => platform);
  const statements = images.flatMap((image) => image.statements);
  return { verification: concludeSteps({ store, root, steps, platforms }), statements, discovery };
}
function judgeImage(store, discovery, image, policy) {
  const platform = namePlatform(image);
  const makeStep3 = createStepMaker(platform);
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
    return attestations.map(({ layer, bytes }) => ({ platform, digest: layer.digest, bytes }));
  });
  return { steps, provenances, statements, platform: describeImage(image, steps, provenances[0]) };
}
function uniqueByDigest2(manifests) {
  return [...new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest])).values()];
}
function judgeManifest(store, makeStep3, policy, manifest, image) {
  const judged = manifest.attestations.map((attestation) => {
    const { steps: steps2, statement } = checkStatement(makeStep3, policy, attestation, image);
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
  const mode = platforms.every((platform) => platform.mode === "max") ? "mode=max" : "mode=min";
  const what = platforms.length === 1 ? "The image carries" : `All ${String(platforms.length)} platforms carry`;
  return `${what} provenance (${mode}) that was read back from ${store} and is bound to the image.`;
}

// src/action/verify-place.ts
async function verifyPlace(place, policy) {
  const { content, platform, unnamed } = place;
  if (content === void 0) return { verification: describeNothing(place), statements: [] };
  const own = platform === void 0 ? policy : { ...policy, platforms: normalisePlatforms([platform]), invocations: 1 };
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
var OUTPUT_LIMIT2 = 4096;
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
  if (text.length <= OUTPUT_LIMIT2) return text;
  return `${text.slice(0, OUTPUT_LIMIT2).toWellFormed()}
… (${String(text.length - OUTPUT_LIMIT2)} more characters in the log)`;
}

// src/build/plan.ts
var import_node_path10 = require("node:path");

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
var import_node_path8 = require("node:path");

// src/build/plan-error.ts
var PlanError = class extends Error {
  name = "PlanError";
  input;
  constructor(input, message, options) {
    super(`${input}: ${message}`, options);
    this.input = input;
  }
};

// src/build/destination.ts
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
    const reference = readName(tags.length > 0 ? "tags" : "outputs", name, byDigest);
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
function readName(input, name, byDigest) {
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
  const path4 = (0, import_node_path8.join)(run.folder, "dry-run");
  return { ...plain({ kind: "layout", layouts: [{ path: path4 }] }), output: formatLayout(options, path4) };
}
function planLayouts(options, { folder }) {
  const platforms = [...new Set(options.platforms)];
  const layouts = platforms.map((platform, at) => ({ platform, path: (0, import_node_path8.join)(folder, `dry-run-${String(at)}`) }));
  return {
    ...plain({ kind: "layout", layouts }),
    followUps: layouts.map(({ platform, path: path4 }) => ({ platform, output: formatLayout(options, path4) }))
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

// src/build/provenance-request.ts
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

// src/build/provenance.ts
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
  const obstacle = findObstacle(exports2, facts);
  if (obstacle !== void 0) {
    const adapted = adapt(request, obstacle, exports2, listExports(options));
    if (adapted !== void 0) return adapted;
  }
  return attest(request, run);
}
function refuseOldBuildx({ disabled }, { buildx }) {
  const reason = `buildx ${buildx.release ?? ""} knows no attestations: they need buildx 0.10.0 or newer`;
  const notice2 = `${reason}; the inputs "provenance", "sbom" and "attests" are ignored`;
  return { ...ABSENT, source: `buildx ${buildx.release ?? ""}`, reason, notices: disabled ? [] : [notice2] };
}
function attest({ attributes, source }, run) {
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
function findObstacle(exports2, facts) {
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

// src/build/secrets.ts
var import_node_path9 = require("node:path");
function planSecrets(options, run, kind) {
  const given = options.secrets.map(({ key, value }, index) => ({
    key,
    file: { path: (0, import_node_path9.join)(run.folder, `secret-${String(index)}`), content: value }
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
  return [{ key, file: { path: (0, import_node_path9.join)(folder, "secret-git"), content: githubToken } }];
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
  const metadataFile = (0, import_node_path10.join)(run.folder, "metadata.json");
  const imageIdFile = writesImageId(options, exports2.outputs) ? (0, import_node_path10.join)(run.folder, "image-id") : void 0;
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
function listFollowUp(options, decisions, { platform, output }) {
  const own = { ...options, platforms: [platform], noCache: false, noCacheFilters: [], pull: false };
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

// src/build/run.ts
init_descriptor();

// src/build/plan-files.ts
var import_node_fs5 = require("node:fs");
var import_promises9 = require("node:fs/promises");
var import_node_path11 = require("node:path");
var PlanFileError = class extends Error {
  name = "PlanFileError";
};
async function writeSecretFiles(files) {
  for (const { path: path4, content } of files) {
    await (0, import_promises9.mkdir)((0, import_node_path11.dirname)(path4), { recursive: true, mode: 448 });
    await (0, import_promises9.writeFile)(path4, content, { flag: "wx", mode: 384 });
  }
}
async function removeFiles(paths) {
  const results = await Promise.allSettled(paths.map((path4) => (0, import_promises9.rm)(path4, { force: true })));
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
    return await (0, import_promises9.open)(path4, import_node_fs5.constants.O_RDONLY | import_node_fs5.constants.O_NOFOLLOW | import_node_fs5.constants.O_NONBLOCK);
  } catch (error2) {
    const { code } = error2;
    if (code === "ENOENT") return void 0;
    if (code === "ELOOP") throw new PlanFileError(`${path4} is a symbolic link`, { cause: error2 });
    throw error2;
  }
}

// src/build/run.ts
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
  const attempt4 = async (what, read) => {
    try {
      return await read();
    } catch (error2) {
      notices.push(`The ${what} that buildx wrote cannot be used: ${error2.message}`);
      return void 0;
    }
  };
  const imageId = await attempt4("image id file", () => readImageId(plan.imageIdFile));
  const metadata = await attempt4("metadata file", () => readMetadata(plan.metadataFile));
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
function startFindings() {
  return { removed: [], notices: [], warnings: [], timings: [] };
}
function recordFacts(findings, { buildx, builder }) {
  findings.buildx = buildx;
  if (builder !== void 0) findings.builder = builder;
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

// src/report.ts
function assembleReport(findings) {
  const { verdict, reason } = judge(findings);
  return { ...findings, reportVersion: 1, verdict, reason, conclusion: conclude(findings, verdict) };
}
function judge({ failure, verifications, provenance, nothingToVerify }) {
  const decisive = worstOf(verifications ?? []);
  if (failure !== void 0) {
    return {
      verdict: decisive?.verdict === "rejected" ? "rejected" : "undecided",
      reason: describeFailure4(failure, decisive !== void 0)
    };
  }
  if (decisive !== void 0)
    return { verdict: decisive.verdict, reason: describeDecisive(decisive, verifications ?? []) };
  if (provenance?.value === "none") return { verdict: "absent", reason: describeNone(provenance) };
  return { verdict: "absent", reason: nothingToVerify ?? "Nothing was published." };
}
function describeDecisive({ verdict, reason }, verifications) {
  if (verdict !== "verified" || verifications.length === 1) return reason;
  return `Every one of ${String(verifications.length)} places was read back: ${verifications.map(({ store }) => store).join(", ")}.`;
}
function describeNone({ source, trace }) {
  return `There is no provenance to verify: ${trace.at(-1) ?? source}.`;
}
function describeFailure4({ phase, cancelled }, verified) {
  const what = cancelled ? "was cancelled" : "failed";
  const so = verified ? "after the image had been looked at" : "so nothing was verified";
  return `The run ${what} (phase: ${phase}), ${so}.`;
}
var SEVERITY = { rejected: 3, undecided: 2, absent: 1, verified: 0 };
function worstOf(verifications) {
  return verifications.toSorted((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict])[0];
}
function conclude({ failure, enforce }, verdict) {
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
    run.findings.failure = describeFailure(error2, run.phase, signal.aborted);
  } finally {
    log.close();
    await publishReport(assembleReport(run.findings), log, env);
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
    for (const secret of listSecrets(situation.inputs, env)) log.mask(secret);
    recordSituation(findings, situation);
    tellDecision(log, "Kind of run", situation.kind);
    await buildAndVerify(run, situation, folders);
  } finally {
    await removePrivate(folders.private).catch((error2) => {
      findings.warnings.push(`Private files could not be removed: ${String(error2)}`);
    });
  }
}
async function buildAndVerify(run, situation, folders) {
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
  const verifies = inputs.verification.verify && plan.provenance.value !== "none";
  const access2 = prepareOnce(() => prepareAccess(run, situation, plan));
  const meanwhile = verifies ? access2.begin : () => void 0;
  try {
    const { digest } = await during(run, "build", () => build(run, situation, { plan, facts, meanwhile }));
    if (!verifies) return;
    const { stores, revisionAbsent } = access2.begin();
    const policy = policyOf({ ...situation, plan, facts, revisionAbsent: await revisionAbsent });
    await during(run, "verify", async () => verify(run, await stores.open(digest), policy, folders));
  } finally {
    await access2.begun()?.stores.close();
  }
}
function prepareAccess({ env, log, signal }, { inputs }, plan) {
  const { insecureRegistries, timeoutMs } = inputs.verification;
  const onWait = (wait2) => {
    tellWait(log, wait2);
  };
  return {
    stores: prepareStores(plan.destination, { env, signal, insecureRegistries, timeoutMs, onWait }),
    revisionAbsent: explainMissingRevision(plan.context, env)
  };
}
async function build(run, situation, { plan, facts, meanwhile }) {
  const { env, log, signal, findings } = run;
  const { workspace } = situation.runner;
  const { file } = situation.inputs.build;
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
async function verify(run, published, policy, folders) {
  const { log, findings } = run;
  log.group("Verify");
  const images = await Promise.all(published.map((place) => verifyPlace(place, policy)));
  for (const { verification } of images) tellVerification(log, verification);
  findings.verifications = images.map(({ verification }) => verification);
  findings.imageRefs = published.flatMap(({ imageRef }) => imageRef ?? []);
  await writeStatements(folders.provenance, uniteStatements(images));
  findings.provenancePath = folders.provenance;
}
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

// src/index.ts
void main(process);
