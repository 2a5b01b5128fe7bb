/** What scripts reach registries and Sigstore through: one transport, one deadline for each task, docker's credentials. */
import {openTransport} from '../oci/network.ts';
import {createPatience} from '../oci/patience.ts';
import type {Patience, Wait} from '../oci/patience.ts';
import {parseReference} from '../oci/reference.ts';
import {openRegistrySink} from '../oci/registry-sink.ts';
import type {RegistrySink} from '../oci/registry-sink.ts';
import type {Transport} from '../oci/transport.ts';
import {findRegistryCredentials} from '../build/registry-credentials.ts';
import {createReferrerStore} from '../sigstore/attestation-store.ts';
import type {ReferrerStore} from '../sigstore/attestation-store.ts';

export interface ConnectionOptions {
  /** For `DOCKER_CONFIG`, `HOME`, proxies, and the `PATH` of credential helpers. Nothing else is looked at. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of each task: a repository's reads together, one signature. 60 s unless given. */
  readonly timeoutMs?: number;
  /** To be spoken to over plain HTTP, `HOST:PORT`; loopback is anyway. */
  readonly insecureRegistries?: readonly string[];
  readonly signal?: AbortSignal;
  /** Is told of every wait for somebody else. */
  readonly onWait?: (wait: Wait) => void;
}

export interface Connection {
  readonly env: ConnectionOptions['env'];
  readonly signal: AbortSignal | undefined;
  readonly transport: Transport;
  /** A deadline that begins now. */
  patience(): Patience;
  /** The repository of this name, `ghcr.io/me/app`; what else the reference says does not matter. */
  repository(reference: string): RegistrySink;
  /** The signed attestations that are attached to images of this repository. */
  attestations(reference: string): ReferrerStore;
  /** Ends every connection, so that the process can end. */
  close(): Promise<void>;
}

/** Loads the HTTP library, and sends nothing. Close it in the end. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const {env, timeoutMs = 60_000, insecureRegistries = [], signal, onWait = () => undefined} = options;
  const transport = await openTransport(env, insecureRegistries);
  const patience = (): Patience => createPatience({timeoutMs, signal, onWait});
  const repository = (reference: string): RegistrySink => {
    const parsed = parseReference(reference);
    const credentials = () => findRegistryCredentials(parsed.registry, env, signal);
    return openRegistrySink({reference: parsed, transport, credentials, patience, awaitAbsent: false});
  };
  return {
    env,
    signal,
    transport,
    patience,
    repository,
    attestations: reference => createReferrerStore({sink: repository(reference), patience: patience()}),
    close: () => transport.close()
  };
}
