/** Rules of input assert that the provenance breaks or leaves open: codes 1L and 1M. Data; plain text without Markdown. */
import type {Entry} from './diagnostic.ts';

export const ASSERTION_ENTRIES: Readonly<Record<'PROV-1L' | 'PROV-1M', Entry>> = {
  'PROV-1L': {
    title: 'The provenance breaks a rule of input assert',
    severity: 'error',
    expected: false,
    cause: 'assertion-violated',
    explanation:
      'The provenance was read back and says something else than input assert does. The evidence lists every ' +
      'violation of every rule and platform. Nothing of this image is signed.',
    remedy: {
      text:
        'Change the build, or the rule where the build is right. For materials-pinned name each image by tag ' +
        'and digest, for no-network run the line of the Dockerfile with RUN --network=none, for complete ' +
        'build from a git URL (leave context empty) and with mode=max. For materials-allowed and builder-id ' +
        'the evidence has what was recorded: write that into the rule if it is what you want.',
      yaml: [
        '- uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    push: true',
        '    tags: ghcr.io/OWNER/IMAGE:TAG',
        '    assert: |',
        '      materials-pinned',
        '      materials-allowed=pkg:docker/alpine,git+https://github.com/OWNER/',
        '      builder-id=https://github.com/OWNER/REPOSITORY/*'
      ].join('\n')
    },
    check: 'The checks of the summary that begin with "As asserted" passed for each platform.'
  },
  'PROV-1M': {
    title: 'Whether a rule of input assert is kept cannot be told',
    severity: 'error',
    expected: false,
    cause: 'provenance-incomplete',
    explanation:
      'The provenance holds nothing that breaks a rule of input assert, and not enough to say that all of ' +
      'them are kept. A build with mode=min records no steps, and what other builders than BuildKit mean by ' +
      'their records nobody here knows.',
    remedy: {
      text:
        'Build with provenance: mode=max, which records every step, and let BuildKit build the image. Where ' +
        'the evidence names a material that nobody here can judge, leave that material or that rule out.',
      yaml: [
        '- uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    push: true',
        '    provenance: mode=max',
        '    tags: ghcr.io/OWNER/IMAGE:TAG',
        '    assert: no-network'
      ].join('\n')
    },
    check: 'The checks of the summary that begin with "As asserted" passed for each platform.'
  }
};
