/** A repository in a registry that can be written to. Knows neither builds nor signatures. */
import type {ContentSink} from './content-sink.ts';
import {uniqueByDigest} from './descriptor.ts';
import {describeReferrer} from './referrer-index.ts';
import {createReferrerLedger, noteReferrers, type ReferrerLedger} from './referrer-ledger.ts';
import {listByApi} from './referrers.ts';
import {
  createSession,
  prepareSession,
  readStore,
  type RegistryOptions,
  type RegistryStore
} from './registry.ts';
import {readTag} from './registry-manifest.ts';
import {pushBlob, pushManifest} from './registry-push.ts';
import type {Session} from './session.ts';

export interface RegistrySink extends ContentSink, Pick<RegistryStore, 'prepare'> {}

/**
 * The repository, to be read and written. It sends nothing before it is asked. Each process has one for each
 * repository, so that those who attach to one subject know of each other.
 */
export function openRegistrySink(options: RegistryOptions): RegistrySink {
  const session = createSession({...options, push: true});
  const sink = bindSink(session, options, createReferrerLedger());
  return {...sink, prepare: () => prepareSession(session)};
}

function bindSink(session: Session, options: RegistryOptions, ledger: ReferrerLedger): ContentSink {
  const {repository} = options.reference;
  const store = readStore(session, options);
  return {
    ...store,
    ledger,
    async referrers(subject) {
      const found = await store.referrers(subject);
      noteReferrers(ledger.of(subject), found.map(describeReferrer));
      return found;
    },
    within: (patience, more = {}) =>
      bindSink({...session, patience: () => patience}, {...options, ...more}, ledger),
    pushBlob: (bytes, mediaType) => pushBlob(session, repository, bytes, mediaType),
    pushManifest: (bytes, mediaType, push = {}) =>
      pushManifest(session, repository, {bytes, mediaType}, push),
    taggedManifest: tag => readTag(session, repository, tag),
    async listedReferrers(subject) {
      const listed = await listByApi(session, repository, subject);
      return listed && uniqueByDigest(listed);
    }
  };
}
