/** Content-addressed storage, write side: what attaching a referrer asks of a registry. Knows no HTTP. */
import type {Descriptor, Digest} from './descriptor.ts';
import type {Patience} from './patience.ts';
import type {ReferrerLedger} from './referrer-ledger.ts';
import type {Content, ContentStore} from './store.ts';

/** A manifest as a tag named it a moment ago. */
export interface TaggedManifest extends Content {
  /** Strong entity tag; undefined where the registry gave none, or one that cannot be matched. */
  readonly etag: string | undefined;
}

export interface PushOptions {
  /** The manifest is pushed under this tag, by its digest alone where absent. */
  readonly tag?: string;
  /** The entity tag of what the tag must still name. A registry may ignore it. */
  readonly ifMatch?: string;
}

export interface PushedManifest {
  readonly descriptor: Descriptor;
  /** `OCI-Subject`: whose referrer the registry took it for; undefined where it said nothing of the kind. */
  readonly subject: Digest | undefined;
}

/**
 * A repository that can be written to.
 *
 * Writes throw `RegistryError`; 401 and 403 are final. Whatever has a digest may be pushed again and again; a tag
 * is written once, since another may have written it in the meantime.
 */
export interface ContentSink extends ContentStore {
  /** What this run knows of referrers here; one for all bounds. */
  readonly ledger: ReferrerLedger;

  /**
   * The same repository, with the same connections and tokens, under this deadline. `awaitAbsent` is as it was, unless
   * it is given: what was not pushed a moment ago is not to be waited for.
   */
  within(patience: Patience, options?: {readonly awaitAbsent?: boolean}): ContentSink;

  /** The blob is there: it was, or it was pushed. */
  pushBlob(bytes: Uint8Array, mediaType: string): Promise<Descriptor>;

  /**
   * The manifest is there. With a tag it is sent once, and what another attempt may mend is a `TransientError`: a
   * tag that no longer is what was to be matched, too.
   */
  pushManifest(bytes: Uint8Array, mediaType: string, options?: PushOptions): Promise<PushedManifest>;

  /** What the tag names now, past every cache that lets itself be asked; undefined for nothing. */
  taggedManifest(tag: string): Promise<TaggedManifest | undefined>;

  /** What the Referrers API lists; undefined where the registry has none. */
  listedReferrers(subject: Digest): Promise<readonly Descriptor[] | undefined>;
}
