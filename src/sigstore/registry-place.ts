/** A repository of images as a place for bundles: each is attached as an OCI referrer of what it is about. */
import {attachReferrer} from '../oci/attach.ts';
import type {Attached} from '../oci/attach.ts';
import type {ContentSink} from '../oci/content-sink.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import type {Patience} from '../oci/patience.ts';
import {ReferrerError} from '../oci/referrer-error.ts';
import type {Settling} from '../oci/tag-settling.ts';
import {RegistryError} from '../oci/registry-error.ts';
import type {BundlePlace, KeptBundle, Stored} from './bundle-place.ts';
import {describeReferrer, findBundles, readBundles} from './bundle-referrers.ts';
import {describeCauses, joinSentences} from './signing-error.ts';

export interface RegistryPlaceOptions {
  readonly sink: ContentSink;
  readonly patience: Patience;
  readonly settling: Settling;
  /** Told of whatever was attached, so that it can be looked at again later. */
  readonly onAttached: (subject: Digest, attached: Attached) => void;
}

export function createRegistryPlace({
  sink,
  patience,
  settling,
  onAttached
}: RegistryPlaceOptions): BundlePlace {
  const bound = sink.within(patience);
  const attach = async (bundle: KeptBundle, subject: Descriptor): Promise<Attached> => {
    const attached = await attachReferrer(sink, describeReferrer(bundle, subject), patience, settling);
    onAttached(subject.digest, attached);
    return attached;
  };
  return {
    kind: 'registry',
    name: sink.name,
    // Whatever is listed may have been deleted long ago.
    find: (digest, _type, looking) => findBundles(sink.within(looking, {awaitAbsent: false}), digest),
    store: async (bundle, subjects): Promise<Stored> => {
      const attached = await Promise.all(subjects.map(subject => attach(bundle, subject)));
      const via = attached.some(one => one.via === 'tag') ? 'tag' : 'api';
      return {referrers: attached.map(({descriptor}) => descriptor.digest), via};
    },
    read: async (_bundle, _subjects, {referrers = []}) =>
      (await Promise.all(referrers.map(digest => readBundles(bound, digest)))).flat(),
    explain: error => ({
      verdict: 'undecided',
      evidence: joinSentences(describeCauses(error), findRemedy(error))
    })
  };
}

const WITHOUT =
  "set push-to-registry: false: the bundles are then kept in files, and in GitHub's attestations API.";
/** Of manifests with a subject, or of the tag that lists them, by registries that know neither. */
const UNSUPPORTED = new Set([400, 404, 405, 413, 415, 422, 501]);
const UNLISTED: ReadonlySet<string> = new Set(['unlisted', 'lost']);

function findRemedy(error: unknown): string | undefined {
  if (error instanceof ReferrerError && UNLISTED.has(error.code))
    return `Where that stays so, this registry does not list what is attached to an image: ${WITHOUT}`;
  if (!(error instanceof RegistryError) || error.status === undefined) return undefined;
  const {status} = error;
  if (status === 401 || status === 403)
    return `Log in as somebody who may push to this repository ("permissions: packages: write" on GHCR), or ${WITHOUT}`;
  return UNSUPPORTED.has(status) ? `Where this registry takes no bundles, ${WITHOUT}` : undefined;
}
