/** Opens what is to be verified: the repositories that were pushed to, or the layouts that were written. */
import {homedir} from 'node:os';
import {basename, join} from 'node:path';
import {buildxEnvironment} from '../build/environment.ts';
import type {Destination} from '../build/plan.ts';
import {captureProcess} from '../build/process.ts';
import {listRepositories, nameDigest} from '../build/published.ts';
import {findCredentials} from '../oci/credentials.ts';
import type {Credentials} from '../oci/credentials.ts';
import type {Patience, Wait} from '../oci/patience.ts';
import type {Proxy} from '../oci/proxy.ts';
import type {Reference} from '../oci/reference.ts';
import type {ContentStore} from '../oci/store.ts';

/** A place to be verified. */
export interface Published {
  readonly store: ContentStore;
  /** Digest of what was published there; undefined where nobody can say: then there is nothing to look at. */
  readonly root: string | undefined;
  /** `name@digest`; undefined for a layout. */
  readonly imageRef?: string;
  /** The one platform that this layout was written for; undefined: all that were asked for. */
  readonly platform?: string;
}

/** Access to where the image goes, made ready while buildx runs. */
export interface Stores {
  /** What was published, given the digest that buildx reported. Throws when a tag that must be asked gives no answer. */
  open(digest: string | undefined): Promise<readonly Published[]>;
  /** Ends every connection, so that the process can end. */
  close(): Promise<void>;
}

export interface StoresOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly insecureRegistries: readonly string[];
  readonly signal: AbortSignal;
  /** From the first read to the deadline of all reads. */
  readonly timeoutMs: number;
  readonly onWait: (wait: Wait) => void;
}

const NOTHING: Stores = {open: () => Promise.resolve([]), close: () => Promise.resolve()};

/** Loads what the destination needs, and asks registries for tokens. What goes wrong shows when it is opened. */
export function prepareStores(destination: Destination, options: StoresOptions): Stores {
  switch (destination.kind) {
    case 'registry':
      return prepareRegistries(destination, options);
    case 'layout':
      return {...NOTHING, open: () => openLayouts(destination)};
    case 'none':
      return NOTHING;
  }
}

async function openLayouts({layouts}: Extract<Destination, {kind: 'layout'}>): Promise<Published[]> {
  const {layoutRoots, openLayout} = await import('../oci/layout.ts');
  const opened = layouts.map(async ({path, platform}) => {
    const store = {...(await openLayout(path)), name: `OCI layout ${basename(path)}`};
    const [root] = await layoutRoots(path);
    return {store, root: root?.digest, ...(platform === undefined ? {} : {platform})};
  });
  return Promise.all(opened);
}

type RegistryDestination = Extract<Destination, {kind: 'registry'}>;

function prepareRegistries({references, shared}: RegistryDestination, options: StoresOptions): Stores {
  const opening = openRegistries(references, options);
  // Whoever opens is told; until then nobody waits.
  opening.catch(() => undefined);
  return {
    open: async digest => {
      const {repositories} = await opening;
      return Promise.all(
        repositories.map(async ({reference, store}) => {
          const root =
            shared && reference.tag !== undefined ? await resolveTag(store, reference.tag) : digest;
          return {store, root, ...(root === undefined ? {} : {imageRef: nameDigest(reference, root)})};
        })
      );
    },
    close: async () => (await opening.catch(() => undefined))?.close()
  };
}

interface OpenRegistries {
  readonly repositories: readonly {readonly reference: Reference; readonly store: ContentStore}[];
  readonly close: () => Promise<void>;
}

async function openRegistries(
  references: readonly Reference[],
  options: StoresOptions
): Promise<OpenRegistries> {
  const [{createPatience}, {createTransport}, {openRegistry}] = await Promise.all([
    import('../oci/patience.ts'),
    import('../oci/transport.ts'),
    import('../oci/registry.ts')
  ]);
  const {env, insecureRegistries, signal, timeoutMs, onWait} = options;
  const transport = createTransport({
    proxy: readProxy(env),
    insecureRegistries,
    userAgent: 'provenance-action/1'
  });
  let patience: Patience | undefined;
  const repositories = listRepositories(references).map(reference => ({
    reference,
    store: openRegistry({
      reference,
      transport,
      credentials: () => findRegistryCredentials(reference.registry, env),
      patience: () => (patience ??= createPatience({timeoutMs, signal, onWait})),
      awaitAbsent: true
    })
  }));
  for (const {store} of repositories) void store.prepare();
  return {repositories, close: () => transport.close()};
}

/** With several exporters the metadata file names one index, and it may be another exporter's: the tag knows. */
async function resolveTag(store: ContentStore, tag: string): Promise<string | undefined> {
  return (await store.manifest(tag))?.descriptor.digest;
}

function readProxy(env: NodeJS.ProcessEnv): Proxy {
  const read = (name: string): string | undefined => env[name] ?? env[name.toUpperCase()];
  return {http: read('http_proxy'), https: read('https_proxy'), no: read('no_proxy')};
}

const HELPER_TIMEOUT_MS = 20_000;
const HELPER_LIMIT = 1024 * 1024;

function findRegistryCredentials(registry: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  const configFile = join(env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'config.json');
  return findCredentials(registry, {configFile, runHelper: (helper, host) => runHelper(helper, host, env)});
}

async function runHelper(
  helper: string,
  host: string,
  env: NodeJS.ProcessEnv
): Promise<{exitCode: number; stdout: string}> {
  const {exitCode, stdout} = await captureProcess([`docker-credential-${helper}`, 'get'], {
    env: buildxEnvironment(env, {githubCache: false, named: []}),
    input: host,
    timeoutMs: HELPER_TIMEOUT_MS,
    limit: HELPER_LIMIT
  });
  return {exitCode: exitCode ?? -1, stdout};
}
