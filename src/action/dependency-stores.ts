/** Opens the repositories that a provenance names: anybody's text, so that not every host is asked. */
import {findRegistryCredentials} from '../build/registry-credentials.ts';
import {openTransport} from '../oci/network.ts';
import {createPatience} from '../oci/patience.ts';
import type {Patience, Wait} from '../oci/patience.ts';
import type {Credentials} from '../oci/credentials.ts';
import {openRegistry} from '../oci/registry.ts';
import type {ContentStore} from '../oci/store.ts';
import type {Transport} from '../oci/transport.ts';
import type {Repository} from '../dependencies/image-reader.ts';

export interface DependencyStoresOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly insecureRegistries: readonly string[];
  /** Registries of our own image. */
  readonly ownRegistries: readonly string[];
  /** Of all repositories together. */
  readonly patience: Patience;
  readonly onWait: (wait: Wait) => void;
}

export interface DependencyStores {
  readonly open: (repository: Repository) => Promise<ContentStore>;
  /** For what is asked of others than registries. */
  readonly transport: () => Promise<Transport>;
  close(): Promise<void>;
}

/** Of one repository, from its first read: one that is silent leaves time for the others. */
const REPOSITORY_MS = 15_000;

/**
 * A registry is asked wherever it is if the user named it: for our own image, in insecure-registries, by logging in. Any
 * other one only where it is public, redirects and token servers included: somebody else's provenance must not send
 * requests into the network that the runner is in.
 */
export function openDependencyStores(options: DependencyStoresOptions): DependencyStores {
  const {env, insecureRegistries, ownRegistries, patience, onWait} = options;
  const {signal} = patience;
  const named = new Set([...insecureRegistries, ...ownRegistries].map(host => host.toLowerCase()));
  const everywhere = prepareTransport(() => openTransport(env, insecureRegistries));
  const outside = prepareTransport(() => openTransport(env, insecureRegistries, 'public'));
  const credentials = new Map<string, Promise<Credentials | undefined>>();
  const findCredentials = (registry: string): Promise<Credentials | undefined> => {
    const found = credentials.get(registry) ?? findRegistryCredentials(registry, env, signal);
    credentials.set(registry, found);
    return found;
  };
  return {
    async open(reference) {
      const {registry} = reference;
      const own = await findCredentials(registry);
      const isNamed = named.has(registry.toLowerCase()) || own !== undefined;
      return openRegistry({
        reference,
        transport: await (isNamed ? everywhere : outside).open(),
        credentials: () => Promise.resolve(own),
        patience: () => {
          const left = Math.max(0, patience.deadline - patience.now());
          return createPatience({timeoutMs: Math.min(left, REPOSITORY_MS), signal, onWait});
        },
        awaitAbsent: false
      });
    },
    transport: everywhere.open,
    close: async () => {
      await Promise.all([everywhere.close(), outside.close()]);
    }
  };
}

/** Opened when it is first needed. */
function prepareTransport(open: () => Promise<Transport>): {
  readonly open: () => Promise<Transport>;
  readonly close: () => Promise<void>;
} {
  let opened: Promise<Transport> | undefined;
  return {
    open: () => (opened ??= open()),
    close: async () => {
      await (await opened?.catch(() => undefined))?.close();
    }
  };
}
