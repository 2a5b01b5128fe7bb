/** A repository in a registry, as a content store. Knows neither builds nor signatures. */
import {createAuthorization} from './authorization.ts';
import type {Credentials} from './credentials.ts';
import type {Patience} from './patience.ts';
import type {Reference} from './reference.ts';
import {formatReferrersTag, listByApi, listByTag, uniteDescriptors} from './referrers.ts';
import {readRefusal} from './refusal.ts';
import {readBlobStream} from './registry-blob.ts';
import {createManifestReader} from './registry-manifest.ts';
import type {Session} from './session.ts';
import type {ContentStore} from './store.ts';
import type {Transport} from './transport.ts';

export interface RegistryStore extends ContentStore {
  /**
   * Learns how the registry wants to be spoken to and fetches a token ahead of time, within 10 s. Never throws:
   * what is wrong shows when something is read.
   */
  prepare(): Promise<void>;
}

export interface RegistryOptions {
  readonly reference: Pick<Reference, 'registry' | 'repository'>;
  readonly transport: Transport;
  /** Asked at most once, when the registry first wants any. */
  readonly credentials: () => Promise<Credentials | undefined>;
  /** A function is called once, at the first read (`prepare` is none): the deadline can count from there. */
  readonly patience: Patience | (() => Patience);
  /** What a digest names was just pushed: the registry may still not know it, and 404 is waited for. */
  readonly awaitAbsent: boolean;
  /** Milliseconds, for the age of tokens; monotonic unless given. */
  readonly now?: () => number;
}

const PREPARE_MS = 10_000;
const DOCKER_HUB_HOSTS = new Set(['docker.io', 'index.docker.io']);

/**
 * The store over one repository. It sends nothing before it is asked, and no manifest is read twice by digest.
 * Reads throw `RegistryError`, `CredentialsError` and `ContentError`.
 */
export function openRegistry(options: RegistryOptions): RegistryStore {
  const {repository} = options.reference;
  const session = createSession(options);
  const readManifest = createManifestReader(session, repository, options.awaitAbsent);
  return {
    name: session.name,
    manifest: readManifest,
    blob: target => readBlobStream(session, repository, target, options.awaitAbsent),
    async referrers(subject) {
      const listed = await listByApi(session, repository, subject);
      if (listed.length > 0) return uniteDescriptors(listed);
      return uniteDescriptors(listByTag(await readManifest(formatReferrersTag(subject))));
    },
    prepare: () => prepare(session).catch(() => undefined)
  };
}

function createSession({reference, transport, credentials, patience, now}: RegistryOptions): Session {
  const {registry, repository} = reference;
  const scope = `repository:${repository}:pull`;
  let started: Patience | undefined;
  return {
    name: `registry ${registry}/${repository}`,
    host: DOCKER_HUB_HOSTS.has(registry) ? 'registry-1.docker.io' : registry,
    transport,
    authorization: createAuthorization({
      transport,
      credentials,
      scope,
      now: now ?? (() => performance.now())
    }),
    patience: () => (started ??= typeof patience === 'function' ? patience() : patience)
  };
}

async function prepare({transport, authorization, host}: Session): Promise<void> {
  const signal = AbortSignal.timeout(PREPARE_MS);
  const answer = await transport.sendToHost(host, {method: 'GET', path: '/v2/', headers: {}, signal});
  const challenges = answer.headers('www-authenticate');
  await readRefusal(answer);
  if (answer.status !== 401 || answer.url.origin !== answer.home.origin) return;
  await authorization.answer({home: answer.home, sent: undefined, challenges, before: 0, signal});
}
