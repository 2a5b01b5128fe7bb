/** Provenance of base images, and the cache for it: codes 8. Data; plain text without Markdown. */
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const BUNDLES_ENTRIES: Readonly<Record<Extract<Code, `PROV-8${string}`>, Entry>> = {
  'PROV-801': {
    title: 'The cache for provenance bundles is not available',
    severity: 'notice',
    expected: true,
    cause: 'cache-failure',
    explanation:
      'This runner has no cache service, or it could not be read in time, so that provenance of base ' +
      'images is fetched from their registries. Nothing is missing but time.',
    remedy: {
      text:
        'Nothing has to change. Runners that imitate GitHub Actions, and servers without the cache ' +
        'service, have none: cache-timeout: 0 asks none and says no more of it.'
    },
    check: 'The summary lists the base images with where their provenance came from.'
  },
  'PROV-802': {
    title: 'A base image has no provenance that could be found',
    severity: 'warning',
    expected: false,
    cause: 'dependency-missing',
    explanation:
      'An image that this one stands on carries no provenance where it was looked for, in its index and ' +
      'among its referrers, or nobody could look there. The verdict on this image does not depend on it; ' +
      'the bundle of what it stands on is incomplete.',
    remedy: {
      text:
        'Ask whoever publishes the base image for provenance, or choose one that has it. Pin it by the digest ' +
        "of its index: from one platform's manifest nothing leads to the provenance beside it. Log in to a " +
        'registry that wants to know who asks, or that is in a private network. on-missing-dependency: ' +
        'ignore says no more of it; error fails the step.'
    },
    check: 'The summary shows provenance beside every base image.'
  },
  'PROV-803': {
    title: 'A bundle from the cache is not usable',
    severity: 'warning',
    expected: false,
    cause: 'cache-failure',
    explanation:
      'The cache said that it had a bundle, and gave nothing, an empty file, or one that does not ' +
      'verify. It was thrown away, and the registry was asked instead.',
    remedy: {
      text:
        "Nothing has to be done for this run. If it comes back, delete the entry: an entry of GitHub's " +
        'cache cannot be overwritten.',
      yaml: [
        '- run: gh cache delete "$KEY" --repo "$GITHUB_REPOSITORY"',
        '  env:',
        '    GH_TOKEN: ${{ github.token }} # needs permissions: actions: write',
        '    KEY: prov-v1-HEX # the key in the warning'
      ].join('\n')
    },
    check: 'The warning is gone in the next run.'
  },
  'PROV-804': {
    title: 'A bundle was not saved in the cache',
    severity: 'notice',
    expected: true,
    cause: 'cache-failure',
    explanation:
      'The entry is there already, another run is writing it, or the service did not take it. The next ' +
      'run fetches from the registry what it does not find in the cache.',
    remedy: {
      text:
        "Nothing has to change: an entry is named after the image's digest, and one with that name holds " +
        'the same.'
    },
    check: 'The next run says that it found the entry, or fetches from the registry again.'
  },
  'PROV-805': {
    title: 'Provenance of a base image does not hold',
    severity: 'warning',
    expected: false,
    cause: 'attestation-invalid',
    explanation:
      'An image that this one stands on carries provenance that is not about it, cannot be what was signed, ' +
      'or is signed by nobody whom dependency-policy accepts. None of it is used, whatever ' +
      'on-missing-dependency says. The verdict on this image does not depend on it.',
    remedy: {
      text:
        'Find out who published the image under this digest, and build on another one until that is ' +
        'known. If only the signer is another one than expected, and is right, add the signer to ' +
        'dependency-policy.',
      yaml: [
        '- uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    push: true',
        '    tags: ghcr.io/OWNER/IMAGE:TAG',
        '    dependency-policy: repository=OWNER/NAME # who signs the base image'
      ].join('\n')
    },
    check: 'The summary says beside the image who signed its provenance.'
  }
};
