/** From src to the files of dist, in memory. Knows esbuild; writes nothing. */
import {basename, join, resolve} from 'node:path';
import {build} from 'esbuild';
import type {BuildOptions, ImportKind, Metafile, Plugin} from 'esbuild';
import {packageOf, writeLicences} from './licences.ts';

/** What `action.yml` starts: each is src/NAME.ts and dist/NAME.cjs. */
export const entries: readonly string[] = ['index', 'post'];

/**
 * Modules that are bundles of their own, src/PATH.ts and dist/NAME.cjs: large, and needed late or not at all. Nothing
 * of ours may be in them but the module itself, or it would be there twice.
 */
const separate: Readonly<Record<string, string>> = {
  'cache-client': 'src/action/cache-client.ts',
  http: 'src/oci/http.ts',
  sigstore: 'src/sigstore/libraries.ts',
  yaml: 'src/preflight/workflow-yaml.ts'
};

export interface Bundle {
  /** Name under dist -> content. */
  readonly files: ReadonlyMap<string, string>;
  readonly metafile: Metafile;
}

/**
 * Packages whose modules do nothing when loaded, though their package.json does not say so: what nobody uses of
 * them is dropped (of @actions/core, that is its HTTP client).
 */
const pure = [
  '@actions/core',
  '@actions/exec',
  '@actions/http-client',
  '@actions/io',
  'semver',
  'tunnel',
  'undici'
];

/**
 * What packages import and we never call, by importing package and specifier: half of what would be loaded for a
 * signature. Storing attestations is our own, and so is the event; nobody asks the HTTP client for a dispatcher;
 * no web page is ever read in another charset.
 */
const leftOut: readonly (readonly [importer: string, specifier: RegExp])[] = [
  ['@actions/attest', /^(?:@actions\/github|\.\/(?:artifactMetadata|provenance|store)\.js)$/],
  ['@actions/http-client', /^undici$/],
  ['minipass-fetch', /^encoding$/]
];

/** Such a module exports nothing: whoever calls it after all fails at once. */
function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    setup(bundler) {
      bundler.onResolve({filter: /.*/}, ({path, importer}) => {
        const name = packageOf(importer)?.name;
        const listed = leftOut.some(([from, specifier]) => from === name && specifier.test(path));
        return listed ? {path: `${name ?? ''} ${path}`, namespace: 'left-out'} : undefined;
      });
      bundler.onLoad({filter: /.*/, namespace: 'left-out'}, () => ({contents: 'module.exports = {};'}));
    }
  };
}

const seen = Symbol('resolved once');
const IMPORTS: ReadonlySet<ImportKind> = new Set(['import-statement', 'dynamic-import']);

function dropUnused(packages: readonly string[]): Plugin {
  return {
    name: 'drop-unused',
    setup(bundler) {
      bundler.onResolve({filter: /.*/}, async ({path, pluginData, ...args}) => {
        // What CommonJS requires is needed; asking about each of undici's files would only cost time. What is imported in
        // both of the other ways must get the same answer: the first that esbuild comes to is what it keeps.
        if (!IMPORTS.has(args.kind) || pluginData === seen) return undefined;
        const result = await bundler.resolve(path, {...args, pluginData: seen});
        // What is not installed may be optional: that is for esbuild to tell.
        if (result.errors.length > 0) return undefined;
        const name = packageOf(result.path)?.name;
        return name !== undefined && packages.includes(name) ? {...result, sideEffects: false} : result;
      });
    }
  };
}

/** Whoever imports one of the separate modules loads its bundle. */
function loadSeparately(root: string): Plugin {
  return {
    name: 'load-separately',
    setup(bundler) {
      for (const [name, path] of Object.entries(separate)) {
        const filter = new RegExp(`/${basename(path).replace('.', '\\.')}$`);
        bundler.onResolve({filter}, ({path: specifier, resolveDir, kind}) =>
          kind !== 'entry-point' && resolve(resolveDir, specifier) === join(root, path)
            ? {path: `./${name}.cjs`, external: true}
            : undefined
        );
      }
    }
  };
}

/**
 * CommonJS, because bundled CommonJS packages call `require` for Node's own modules (which has no `import.meta`, but
 * what it says of files); not minified, because dist is reviewed. Every path in the output is relative to `root`, so that the bytes do not depend on where it lies.
 */
function optionsFor(root: string): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: {...Object.fromEntries(entries.map(name => [name, `src/${name}.ts`])), ...separate},
    outdir: 'dist',
    outExtension: {'.js': '.cjs'},
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    define: {'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename'},
    charset: 'utf8',
    keepNames: false,
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    write: false,
    plugins: [loadSeparately(root), leaveOut(), dropUnused(pure)]
  };
}

/** The files of dist as the sources under `root` make them. A warning of esbuild's fails it as an error does. */
export async function bundle(root: string): Promise<Bundle> {
  const {outputFiles = [], metafile, warnings} = await build(optionsFor(root));
  if (metafile === undefined) throw new Error('esbuild returned no metafile');
  if (warnings.length > 0) {
    throw new Error(warnings.map(({text, location}) => `${location?.file ?? 'esbuild'}: ${text}`).join('\n'));
  }

  const files = new Map<string, string>();
  for (const {path, text} of outputFiles) files.set(path.slice(join(root, 'dist').length + 1), text);
  files.set('licenses.txt', await writeLicences(root, metafile));
  return {files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), metafile};
}
