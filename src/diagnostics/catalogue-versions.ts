/** The tools that build: codes 7. Data; plain text without Markdown. */
import {SETUP_BUILDX, describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const VERSIONS_ENTRIES: Readonly<Record<Extract<Code, `PROV-7${string}`>, Entry>> = {
  'PROV-7': {
    title: 'buildx or BuildKit is too old',
    severity: 'error',
    expected: false,
    cause: 'buildx-too-old',
    explanation:
      'A tool of this build does not know provenance, and the message does not say which. Provenance ' +
      'needs buildx 0.10 and BuildKit 0.11, both.',
    remedy: {
      text:
        'Put docker/setup-buildx-action before this step and pin no old versions in it: it sets up a ' +
        'current buildx and a current BuildKit.',
      yaml: SETUP_BUILDX
    },
    check:
      'docker buildx version shows 0.10 or newer, docker buildx inspect --bootstrap BuildKit 0.11 or ' +
      'newer.',
    guide: '7'
  },
  'PROV-7A': {
    title: 'buildx is too old',
    severity: 'error',
    expected: false,
    cause: 'buildx-too-old',
    explanation:
      'This buildx does not know the flags for provenance, which came with buildx 0.10 in January 2023.',
    remedy: {
      text:
        'Put docker/setup-buildx-action before this step: it installs a current buildx. On a runner of ' +
        'your own update the package docker-buildx-plugin.',
      yaml: SETUP_BUILDX
    },
    check: 'docker buildx version shows 0.10 or newer.',
    guide: '7'
  },
  'PROV-7B': {
    title: 'BuildKit is too old',
    severity: 'error',
    expected: false,
    cause: 'buildkit-too-old',
    explanation:
      "The builder's BuildKit cannot make attestations, which came with BuildKit 0.11. A new buildx does " +
      'not help: the build itself runs in BuildKit.',
    remedy: {
      text:
        'Let docker/setup-buildx-action start a builder, without an old image in driver-opts. A remote ' +
        'builder, or an engine older than 24.0 that builds itself, has to be updated.',
      yaml: SETUP_BUILDX
    },
    check: 'docker buildx inspect --bootstrap shows BuildKit 0.11 or newer for every node.',
    guide: '7'
  },
  'PROV-7C': {
    title: 'buildx is not installed',
    severity: 'error',
    expected: false,
    cause: 'buildx-missing',
    explanation:
      'The runner has docker, or not even that, and no buildx: docker itself then takes the flags for ' +
      'its own and does not know them.',
    remedy: {
      text:
        'Put docker/setup-buildx-action before this step: it installs buildx. On a runner of your own ' +
        'install the package docker-buildx-plugin; in a container job, an image that has it.',
      yaml: SETUP_BUILDX
    },
    check: 'docker buildx version prints a version.',
    guide: '7'
  },
  'PROV-7D': {
    title: 'No engine or builder answers',
    severity: 'error',
    expected: false,
    cause: 'daemon-unavailable',
    explanation:
      'The docker engine or the builder could not be reached: it is not running, this user may not speak ' +
      'to it, it ended in the middle of the build, or the builder could not be started.',
    remedy: {
      text:
        "Check that the engine runs (docker info) and that the runner's user is in the group docker. Let " +
        'docker/setup-buildx-action make the builder in the same job, and leave builder empty or take it ' +
        "from that step's output. A remote builder has to be reachable from the runner. If it ended in the " +
        'middle of the build, its own log says why.',
      yaml: [
        '- id: buildx',
        '  uses: docker/setup-buildx-action@v4 # pin by commit',
        ...describeStep([
          'builder: ${{ steps.buildx.outputs.name }}',
          'push: true',
          'tags: ghcr.io/OWNER/IMAGE:TAG'
        ])
      ].join('\n')
    },
    check: 'docker buildx inspect --bootstrap ends with exit code 0 and shows a node that is running.'
  }
};
