/** A repository in a registry, as a content store. Knows neither builds nor signatures. */
import {createAuthorization} from './authorization.ts';
import type {Credentials} from './credentials.ts';
import {uniqueByDigest} from './descriptor.ts';
import type {Patience} from './patience.ts';
import type {Reference} from './reference.ts';
import {formatReferrersTag, listByApi, listByTag} from './referrers.ts';
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
  /** Tokens are asked for `pull,push` rather than `pull`. */
  readonly push?: boolean;
}

const PREPARE_MS = 10_000;
const DOCKER_HUB_HOSTS = new Set(['docker.io', 'index.docker.io']);

/**
 * The store over one repository. It sends nothing before it is asked, and no manifest is read twice by digest.
 * Reads throw `RegistryError`, `CredentialsError` and `ContentError`.
 */
export function openRegistry(options: RegistryOptions): RegistryStore {
  const session = createSession(options);
  return {...readStore(session, options), prepare: () => prepareSession(session)};
}

/** The repository behind this session, to be read. */
export function readStore(
  session: Session,
  {reference, awaitAbsent}: Pick<RegistryOptions, 'reference' | 'awaitAbsent'>
): ContentStore {
  const {repository} = reference;
  const readManifest = createManifestReader(session, repository, awaitAbsent);
  return {
    name: session.name,
    manifest: readManifest,
    blob: target => readBlobStream(session, repository, target, awaitAbsent),
    async referrers(subject) {
      const listed = (await listByApi(session, repository, subject)) ?? [];
      if (listed.length > 0) return uniqueByDigest(listed);
      return uniqueByDigest(listByTag(await readManifest(formatReferrersTag(subject))));
    }
  };
}

/** Who speaks to the repository, and how patiently; nothing is sent yet. */
export function createSession(options: RegistryOptions): Session {
  const {reference, transport, credentials, patience, now, push = false} = options;
  const {registry, repository} = reference;
  const scope = `repository:${repository}:${push ? 'pull,push' : 'pull'}`;
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

/** As {@link RegistryStore.prepare}. */
export function prepareSession(session: Session): Promise<void> {
  return prepare(session).catch(() => undefined);
}

async function prepare({transport, authorization, host}: Session): Promise<void> {
  const signal = AbortSignal.timeout(PREPARE_MS);
  const answer = await transport.sendToHost(host, {method: 'GET', path: '/v2/', headers: {}, signal});
  const challenges = answer.headers('www-authenticate');
  await readRefusal(answer);
  if (answer.status !== 401 || answer.url.origin !== answer.home.origin) return;
  await authorization.answer({home: answer.home, sent: undefined, challenges, before: 0, signal});
}
