/** An OCI layout as a place for bundles: all of one image are written at once, as referrers of what they are about. */
import {attachReferrer} from '../oci/attach.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {openLayoutSink, type LayoutSink} from '../oci/layout-sink.ts';
import {openLayout, type Layout} from '../oci/layout.ts';
import type {Patience} from '../oci/patience.ts';
import type {CommittedPlace, KeptBundle, Stored} from './bundle-place.ts';
import {describeReferrer, findBundles, readBundles} from './bundle-referrers.ts';
import {describeCauses, joinSentences} from './signing-error.ts';

export interface LayoutPlaceOptions {
  readonly path: string;
  readonly name: string;
  readonly patience: Patience;
  /** Throws where the layout is not what was verified. Nothing is written then. */
  readonly assertUnchanged: () => Promise<void>;
  /** From now on it is this program that changes the layout. */
  readonly onWrite: () => void;
}

export function createLayoutPlace(options: LayoutPlaceOptions): CommittedPlace {
  const {path, name, patience, assertUnchanged, onWrite} = options;
  let opening: Promise<LayoutSink> | undefined;
  const open = async (): Promise<LayoutSink> => {
    await assertUnchanged();
    return openLayoutSink(path);
  };
  const attach = async (bundle: KeptBundle, subject: Descriptor): Promise<Digest> => {
    const sink = await (opening ??= open());
    return (await attachReferrer(sink, describeReferrer(bundle, subject), patience)).descriptor.digest;
  };
  let reading: Promise<Layout> | undefined;
  return {
    kind: 'layout',
    name,
    find: async digest => findBundles(await openLayout(path), digest),
    store: async (bundle, subjects): Promise<Stored> => ({
      referrers: await Promise.all(subjects.map(subject => attach(bundle, subject)))
    }),
    async commit() {
      const sink = await opening;
      if (sink === undefined) return;
      onWrite();
      await sink.commit();
    },
    async read(_bundle, subjects, {referrers = []}) {
      const layout = await (reading ??= openLayout(path));
      const found = subjects.map((subject, at) => readAttached(layout, subject, referrers[at]));
      return (await Promise.all(found)).flat();
    },
    explain: error => ({verdict: 'undecided', evidence: joinSentences(describeCauses(error), WITHOUT)})
  };
}

const WITHOUT =
  'Nothing was added to the layout; the bundles are in files. With push-to-registry: false they are kept there alone.';

/** Only what whoever opens the layout finds. */
async function readAttached(
  layout: Layout,
  subject: Digest,
  referrer: Digest | undefined
): Promise<readonly Uint8Array[]> {
  const listed = await layout.referrers(subject);
  const found = listed.find(({digest}) => digest === referrer);
  return found === undefined ? [] : readBundles(layout, found.digest);
}
