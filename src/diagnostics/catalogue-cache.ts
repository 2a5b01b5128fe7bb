/** The build cache: codes 5. Data; plain text without Markdown. */
import {CACHE, describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const CACHES_ENTRIES: Readonly<Record<Extract<Code, `PROV-5${string}`>, Entry>> = {
  'PROV-5': {
    title: 'The build cache failed',
    severity: 'warning',
    expected: false,
    cause: 'cache-failure',
    explanation:
      'The external build cache could not be read or written. A cache that cannot be read never fails a ' +
      'build; one that cannot be written does, after the image was pushed, unless ignore-error=true ' +
      'stands beside it.',
    remedy: {
      text:
        'Keep ignore-error=true in cache-to, which this step adds unless you say otherwise. Then mend what ' +
        "the message names: rights to the cache's repository, its name, the service. To rule the cache " +
        'out, leave out cache-from and cache-to for one run. An image that was pushed is not lost: this ' +
        'step, with its digest and image, verifies and signs it.',
      yaml: CACHE
    },
    check: 'The log shows that the cache was exported, and the next run shows steps that are CACHED.',
    guide: '5'
  },
  'PROV-5A': {
    title: "GitHub's old cache service is switched off",
    severity: 'warning',
    expected: false,
    cause: 'cache-failure',
    explanation:
      "This buildx or BuildKit still speaks to the first version of GitHub's cache service, which was " +
      'switched off in April 2025. The second needs buildx 0.21 and BuildKit 0.20, or an engine of ' +
      'version 28.',
    remedy: {
      text:
        'Remove the pinned versions from docker/setup-buildx-action, or raise them. Deleting caches does ' +
        'not help: none is reached. On GitHub Enterprise Server use type=registry for the cache.',
      yaml: [
        '- uses: docker/setup-buildx-action@v4 # pin by commit; sets up a current buildx and BuildKit'
      ].join('\n')
    },
    check:
      'docker buildx inspect --bootstrap shows BuildKit 0.20 or newer, docker buildx version 0.21 or ' +
      'newer.',
    guide: '5'
  },
  'PROV-5B': {
    title: 'The cache service does not answer',
    severity: 'warning',
    expected: false,
    cause: 'cache-failure',
    explanation:
      'The service that holds the build cache answered with an error page or not at all. The build ' +
      'itself needs no cache.',
    remedy: {
      text:
        'Run the job again later, or leave out cache-from and cache-to until https://www.githubstatus.com ' +
        'shows no trouble. With ignore-error=true in cache-to such a run succeeds, only slower.',
      yaml: CACHE
    },
    check: 'A later run exports the cache without a warning.',
    guide: '5'
  },
  'PROV-5C': {
    title: 'A cached build recorded less',
    severity: 'warning',
    expected: false,
    cause: 'provenance-incomplete',
    explanation:
      'The provenance is mode=max, but steps that came out of an imported cache left less in it than ' +
      'steps that ran: some layer records are missing. What it says is true; it is less than a build ' +
      'without cache would say.',
    remedy: {
      text:
        'Build the release once with no-cache: true, if you need all of it. For everyday builds nothing ' +
        'has to change.',
      yaml: describeStep(['push: true', 'no-cache: true', 'tags: ghcr.io/OWNER/IMAGE:TAG']).join('\n')
    },
    check: 'The same check of the summary passes for the build without cache.',
    guide: '5'
  }
};
