/** Opens what is to be verified: the repositories that were pushed to, or the layouts that were written. */
import {homedir} from 'node:os';
import {basename, join} from 'node:path';
import {buildxEnvironment} from '../build/environment.ts';
import type {Destination, Layout} from '../build/destination.ts';
import {captureProcess} from '../build/process.ts';
import {listRepositories, nameDigest} from '../build/published.ts';
import {findCredentials} from '../oci/credentials.ts';
import type {Credentials} from '../oci/credentials.ts';
import type {Patience, Wait} from '../oci/patience.ts';
import type {Proxy} from '../oci/proxy.ts';
import type {Reference} from '../oci/reference.ts';
import type {ContentStore} from '../oci/store.ts';

/** A place to be verified. */
export interface Published extends Pick<Layout, 'platform' | 'unnamed'> {
  /** As `ContentStore.name`. */
  readonly name: string;
  /** The store, and the digest of what was published there; undefined where nobody can say. */
  readonly content: {readonly store: ContentStore; readonly root: string} | undefined;
  /** Why nobody can say, where something went wrong. */
  readonly error?: unknown;
  /** `name@digest`; undefined for a layout. */
  readonly imageRef?: string;
}

/** Access to where the image goes, made ready while buildx runs. */
export interface Stores {
  /** What was published, given the digest that buildx reported. Each place says what went wrong there: nothing is thrown. */
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
      return {...NOTHING, open: digest => openLayouts(destination, digest)};
    case 'none':
      return NOTHING;
  }
}

type LayoutDestination = Extract<Destination, {kind: 'layout'}>;

async function openLayouts(
  {layouts}: LayoutDestination,
  digest: string | undefined
): Promise<readonly Published[]> {
  const {findRoot, openLayout} = await import('../oci/layout.ts');
  const open = async (path: string, name: string): Promise<Published['content']> => {
    const store = {...(await openLayout(path)), name};
    const root = await findRoot(path, digest);
    return root && {store, root: root.digest};
  };
  const opened = layouts.map(async ({path, ...layout}) => {
    const name = `OCI layout ${basename(path)}`;
    return {...layout, name, ...(await attempt(() => open(path, name)))};
  });
  return Promise.all(opened);
}

/** What `open` says, or why it could not. */
async function attempt(
  open: () => Promise<Published['content']>
): Promise<Pick<Published, 'content' | 'error'>> {
  try {
    return {content: await open()};
  } catch (error) {
    return {content: undefined, error};
  }
}

type RegistryDestination = Extract<Destination, {kind: 'registry'}>;

function prepareRegistries({references, shared}: RegistryDestination, options: StoresOptions): Stores {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const opening = openRegistries(references, {...options, signal});
  // Whoever opens is told; until then nobody waits.
  opening.catch(() => undefined);
  const open = async (reference: Reference, digest: string | undefined): Promise<Published> => {
    const {tag} = reference;
    const name = nameRepository(reference);
    const place = await attempt(async () => {
      const store = (await opening).stores.get(name);
      const root = shared && tag !== undefined && store ? await resolveTag(store, tag) : digest;
      return store && root !== undefined ? {store, root} : undefined;
    });
    const root = place.content?.root ?? (shared ? undefined : digest);
    return {name, ...place, ...(root === undefined ? {} : {imageRef: nameDigest(reference, root)})};
  };
  return {
    open: digest => Promise.all(listRepositories(references).map(reference => open(reference, digest))),
    close: async () => {
      // Whatever still waits for a registry, or runs for it, would keep the process from ending.
      closing.abort(new Error('The stores were closed.'));
      await (await opening.catch(() => undefined))?.close();
    }
  };
}

function nameRepository({registry, repository}: Reference): string {
  return `registry ${registry}/${repository}`;
}

interface OpenRegistries {
  /** By name. */
  readonly stores: ReadonlyMap<string, ContentStore>;
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
  const proxy = readProxy(env);
  const transport = createTransport({proxy, insecureRegistries, userAgent: 'provenance-action/1'});
  let patience: Patience | undefined;
  const stores = listRepositories(references).map(reference =>
    openRegistry({
      reference,
      transport,
      credentials: () => findRegistryCredentials(reference.registry, env, signal),
      patience: () => (patience ??= createPatience({timeoutMs, signal, onWait})),
      awaitAbsent: true
    })
  );
  for (const store of stores) void store.prepare();
  return {stores: new Map(stores.map(store => [store.name, store])), close: () => transport.close()};
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

function findRegistryCredentials(
  registry: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal
): Promise<Credentials | undefined> {
  // Docker takes an empty variable for none; a path that begins with nothing would be one in the workspace.
  const folder = env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker');
  return findCredentials(registry, {
    configFile: join(folder, 'config.json'),
    runHelper: (helper, host) => runHelper(helper, host, {env, signal})
  });
}

async function runHelper(
  helper: string,
  host: string,
  {env, signal}: Pick<StoresOptions, 'env' | 'signal'>
): Promise<{exitCode: number; stdout: string}> {
  const {exitCode, stdout, spawnError, timedOut} = await captureProcess(
    [`docker-credential-${helper}`, 'get'],
    {
      env: buildxEnvironment(env, {githubCache: false, named: []}),
      input: host,
      signal,
      timeoutMs: HELPER_TIMEOUT_MS,
      limit: HELPER_LIMIT
    }
  );
  if (exitCode !== undefined) return {exitCode, stdout};
  const code = spawnError?.code ?? (timedOut ? 'ETIMEDOUT' : 'EINTR');
  throw Object.assign(new Error(spawnError?.message ?? 'the helper gave no answer'), {code});
}
