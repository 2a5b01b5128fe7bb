/** Where bundles go, by the inputs: GitHub's API, and each repository or layout that the image went to. */
import type {Attached} from '../oci/attach.ts';
import type {Custody} from '../oci/custody.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {Patience} from '../oci/patience.ts';
import type {AttestOptions} from '../sigstore/candidate.ts';
import type {GitHubApi} from '../sigstore/github-api.ts';
import type {WatchedSubject} from './referrer-watch.ts';
import type {Situation} from './situation.ts';
import type {Published} from './stores.ts';

export interface PlacesOptions {
  readonly patience: Patience;
  readonly api: GitHubApi;
  readonly custody: Custody;
}

export interface Places {
  /** The places of an image that was published in these repositories or layouts. */
  of(published: readonly Published[]): Promise<Pick<AttestOptions, 'places' | 'committed'>>;
  /** What was attached so far by a tag that others may overwrite. */
  watched(): readonly WatchedSubject[];
}

/** Nothing is sent before something is stored. */
export function openPlaces({inputs}: Situation, {patience, api, custody}: PlacesOptions): Places {
  const {signing, verification} = inputs;
  const watched = new Map<string, WatchedSubject>();
  const watch = (published: Published, subject: Digest, attached: Attached): void => {
    const {reference} = published;
    if (reference === undefined || attached.via !== 'tag') return;
    const {registry, repository} = reference;
    const insecure = verification.insecureRegistries.includes(registry.toLowerCase());
    const {referrers} = attached;
    const entry = {registry, repository, insecure, subject, writtenAt: Date.now(), referrers};
    watched.set(`${registry}/${repository} ${subject}`, entry);
  };
  return {
    watched: () => [...watched.values()],
    async of(published) {
      const [{createApiPlace}, {createRegistryPlace}, {createLayoutPlace}, {SETTLED_LATER}] =
        await Promise.all([
          import('../sigstore/api-place.ts'),
          import('../sigstore/registry-place.ts'),
          import('../sigstore/layout-place.ts'),
          import('../oci/tag-settling.ts')
        ]);
      const attachable = signing.pushToRegistry ? published : [];
      const apis =
        signing.storeAttestation === 'false'
          ? []
          : [createApiPlace(api, signing.storeAttestation === 'auto')];
      const registries = attachable.flatMap(place => {
        const sink = place.content?.sink;
        const onAttached = (subject: Digest, attached: Attached): void => {
          watch(place, subject, attached);
        };
        return sink === undefined
          ? []
          : [createRegistryPlace({sink, patience, settling: SETTLED_LATER, onAttached})];
      });
      const committed = attachable.flatMap(({name, path}) => {
        if (path === undefined) return [];
        const assertUnchanged = () => custody.assertLayoutUnchanged(path, NOT_WRITTEN);
        const onWrite = (): void => {
          custody.releaseLayout(path);
        };
        return [createLayoutPlace({path, name, patience, assertUnchanged, onWrite})];
      });
      return {places: [...apis, ...registries], committed};
    }
  };
}

const NOT_WRITTEN = 'What is there now is not what was verified and signed.';
