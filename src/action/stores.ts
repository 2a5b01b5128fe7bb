/** Opens what is to be verified: the repositories that were pushed to, or the layouts that were written. */
import {basename} from 'node:path';
import type {Destination, Layout} from '../build/destination.ts';
import {listRepositories, nameDigest} from '../build/published.ts';
import type {ContentSink} from '../oci/content-sink.ts';
import type {Patience, Wait} from '../oci/patience.ts';
import type {Reference} from '../oci/reference.ts';
import type {ContentStore} from '../oci/store.ts';
import {openTransport} from '../oci/network.ts';
import {findRegistryCredentials} from '../build/registry-credentials.ts';

export interface PublishedContent {
  readonly store: ContentStore;
  /** The store as one that can be written to, where the run asked for that. */
  readonly sink?: ContentSink;
  readonly root: string;
}

/** A place to be verified. */
export interface Published extends Pick<Layout, 'platform' | 'image'> {
  /** As `ContentStore.name`. */
  readonly name: string;
  /** The store, and the digest of what was published there; undefined where nobody can say. */
  readonly content: PublishedContent | undefined;
  /** Why nobody can say, where something went wrong. */
  readonly error?: unknown;
  /** `name@digest`; undefined for a layout. */
  readonly imageRef?: string;
  /** One of the references that were pushed to this repository; undefined for a layout. */
  readonly reference?: Reference;
  /** Of a layout. */
  readonly path?: string;
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
  /** Something will be attached to what is published: tokens are asked for with the right to push. */
  readonly push: boolean;
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
  const open = async (path: string, name: string, sole: boolean): Promise<Published['content']> => {
    const layout = await openLayout(path);
    const root = findRoot(path, layout, digest, {sole});
    return {store: {...layout, name}, root: root.digest};
  };
  const opened = layouts.map(async ({path, sole = false, ...layout}) => {
    const name = `OCI layout ${basename(path)}`;
    return {...layout, path, name, ...(await attempt(() => open(path, name, sole)))};
  });
  return Promise.all(opened);
}

/** The place with its layout as it is now; any other place as it is. Throws `LayoutError`. */
export async function reopenLayout(place: Published): Promise<Published> {
  const {path, content, name} = place;
  if (path === undefined || content === undefined) return place;
  const {openLayout} = await import('../oci/layout.ts');
  return {...place, content: {...content, store: {...(await openLayout(path)), name}}};
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
      const found = (await opening).stores.get(name);
      const root = shared && tag !== undefined && found ? await resolveTag(found.store, tag) : digest;
      return found && root !== undefined ? {...found, root} : undefined;
    });
    const root = place.content?.root ?? (shared ? undefined : digest);
    return {
      name,
      reference,
      ...place,
      ...(root === undefined ? {} : {imageRef: nameDigest(reference, root)})
    };
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
  readonly stores: ReadonlyMap<string, Pick<PublishedContent, 'store' | 'sink'>>;
  readonly close: () => Promise<void>;
}

async function openRegistries(
  references: readonly Reference[],
  options: StoresOptions
): Promise<OpenRegistries> {
  const {env, insecureRegistries, signal, timeoutMs, onWait, push} = options;
  const [{createPatience}, {openRegistry}, {openRegistrySink}, transport] = await Promise.all([
    import('../oci/patience.ts'),
    import('../oci/registry.ts'),
    import('../oci/registry-sink.ts'),
    openTransport(env, insecureRegistries)
  ]);
  let patience: Patience | undefined;
  const stores = listRepositories(references).map(reference => {
    const access = {
      reference,
      transport,
      credentials: () => findRegistryCredentials(reference.registry, env, signal),
      patience: () => (patience ??= createPatience({timeoutMs, signal, onWait})),
      awaitAbsent: true
    };
    if (!push) return {store: openRegistry(access)};
    const sink = openRegistrySink(access);
    return {store: sink, sink};
  });
  for (const {store} of stores) void store.prepare();
  return {stores: new Map(stores.map(place => [place.store.name, place])), close: () => transport.close()};
}

/** With several exporters the metadata file names one index, and it may be another exporter's: the tag knows. */
async function resolveTag(store: ContentStore, tag: string): Promise<string | undefined> {
  return (await store.manifest(tag))?.descriptor.digest;
}
