/** What `post` does for attached images: looks at their referrers again, and lists those that others overwrote. */
import type {Descriptor} from '../oci/descriptor.ts';
import {createPatience} from '../oci/patience.ts';
import type {Patience} from '../oci/patience.ts';
import {openRegistrySink} from '../oci/registry-sink.ts';
import type {RegistrySink} from '../oci/registry-sink.ts';
import {restoreReferrers} from '../oci/restore.ts';
import type {Transport} from '../oci/transport.ts';
import {listenForCancellation} from './cancellation.ts';
import {readBoolean} from './input-reader.ts';
import {createLog} from './log.ts';
import type {Log} from './log.ts';
import {tellWait} from './narration.ts';
import {openTransport} from '../oci/network.ts';
import type {WatchedSubject} from './referrer-watch.ts';
import {findRegistryCredentials} from '../build/registry-credentials.ts';
import {tellRestoration, tellUnreadable} from './restoration-words.ts';
import {readWatched} from './watched-subjects.ts';

/** What became of one subject. */
export interface Restored {
  readonly watched: WatchedSubject;
  /** They were listed no longer, and are again. */
  readonly referrers: readonly Descriptor[];
  /** Why it could not be looked at, or not all be restored. */
  readonly error?: unknown;
}

/** Of all subjects together. */
const TIMEOUT_MS = 60_000;

/** Does it, and says so. Returns false where the job should fail. */
export async function restoreWatched(path: string, process: NodeJS.Process): Promise<boolean> {
  const {env} = process;
  const log = createLog({debug: env['RUNNER_DEBUG'] === '1'});
  const signal = listenForCancellation(process);
  const watched = await readWatched(path).catch((error: unknown) => {
    tellUnreadable(log, path, error);
  });
  if (watched === undefined) return true;
  const restored = await restoreAll(watched, {env, log, signal});
  const enforce = readBoolean({env, mistakes: []}, 'enforce') ?? true;
  return tellRestoration(log, restored, {enforce, cancelled: signal.aborted});
}

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
}

async function restoreAll(
  watched: readonly WatchedSubject[],
  surroundings: Surroundings
): Promise<readonly Restored[]> {
  const {env, log, signal} = surroundings;
  const onWait: Patience['onWait'] = wait => {
    tellWait(log, wait);
  };
  const patience = createPatience({timeoutMs: TIMEOUT_MS, signal, onWait});
  const insecure = watched.flatMap(one => (one.insecure ? [one.registry] : []));
  let transport: Transport | undefined;
  try {
    transport = await openTransport(env, insecure);
    const open = openOnce(surroundings, transport, patience);
    return await Promise.all(watched.map(one => restoreOne(one, open(one), patience)));
  } catch (error) {
    return watched.map(one => ({watched: one, referrers: [], error}));
  } finally {
    await transport?.close();
  }
}

/** One sink for each repository, so that those of one subject know of each other. */
function openOnce(
  {env, signal}: Surroundings,
  transport: Transport,
  patience: Patience
): (watched: WatchedSubject) => RegistrySink {
  const sinks = new Map<string, RegistrySink>();
  return ({registry, repository}) => {
    const name = `${registry}/${repository}`;
    const credentials = () => findRegistryCredentials(registry, env, signal);
    const reference = {registry, repository};
    const sink =
      sinks.get(name) ?? openRegistrySink({reference, transport, credentials, patience, awaitAbsent: false});
    sinks.set(name, sink);
    return sink;
  };
}

async function restoreOne(
  watched: WatchedSubject,
  sink: RegistrySink,
  patience: Patience
): Promise<Restored> {
  // The clock of the wall may have been set since.
  const age = Math.max(0, Date.now() - watched.writtenAt);
  const writtenAt = patience.now() - age;
  try {
    const {subject, referrers} = watched;
    return {watched, referrers: await restoreReferrers(sink, subject, referrers, patience, {writtenAt})};
  } catch (error) {
    return {watched, referrers: [], error};
  }
}
