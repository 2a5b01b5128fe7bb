/** What the registry does not show yet: codes 6. Data; plain text without Markdown. */
import {describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const VISIBILITY_ENTRIES: Readonly<Record<Extract<Code, `PROV-6${string}`>, Entry>> = {
  'PROV-6': {
    title: 'The registry does not show the image yet',
    severity: 'notice',
    expected: true,
    cause: 'attestation-not-visible',
    explanation:
      'Right after a push some registries say for a moment that they do not have what they have just ' +
      'accepted. This step asks again, by digest, until it is there or verify-timeout has passed.',
    remedy: {
      text:
        'Nothing has to change. Where a registry takes longer as a rule, because it replicates to other ' +
        'places, raise verify-timeout.',
      yaml: describeStep(['push: true', 'verify-timeout: 3m', 'tags: ghcr.io/OWNER/IMAGE:TAG']).join('\n')
    },
    check: 'Output verdict is verified at the end of the same run.',
    guide: '6'
  },
  'PROV-6T': {
    title: 'The registry did not show the image in time',
    severity: 'error',
    expected: false,
    cause: 'attestation-not-visible',
    explanation:
      'Until verify-timeout the registry did not give out everything that has to be checked. It was not ' +
      'checked, which is something else than bad: the verdict is undecided.',
    remedy: {
      text:
        'Run this step again with digest and image, which verifies and signs without building. If it ' +
        'happens often, raise verify-timeout. If a digest stays missing, it was deleted: let clean-up jobs ' +
        'keep untagged manifests that an index lists.',
      yaml: describeStep(
        [
          'digest: sha256:DIGEST # output digest of the run that pushed',
          'image: ghcr.io/OWNER/IMAGE',
          'verify-timeout: 5m'
        ],
        '; verifies and signs what is there, and builds nothing'
      ).join('\n')
    },
    check: "The second run's verdict is verified.",
    guide: '6'
  }
};
