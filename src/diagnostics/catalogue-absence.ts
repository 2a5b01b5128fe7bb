/** Provenance that is not there: codes 1A to 1E. Data; plain text without Markdown. */
import {MODE_MAX, SETUP_BUILDX, describeStep} from './catalogue-snippets.ts';
import type {Entry} from './diagnostic.ts';

export const ABSENCE_ENTRIES: Readonly<
  Record<'PROV-1A' | 'PROV-1B' | 'PROV-1C' | 'PROV-1D' | 'PROV-1E', Entry>
> = {
  'PROV-1A': {
    title: 'Nothing is published on a pull request',
    severity: 'notice',
    expected: true,
    cause: 'pull-request',
    explanation:
      "A pull request, or a branch of Dependabot's, is built and its provenance is checked, but nothing " +
      'is pushed: there is no published image to which provenance could belong. Whoever opens a pull ' +
      'request must not be able to publish.',
    remedy: {
      text:
        'Nothing has to change. To push and verify the pull requests of this repository as well, set ' +
        "push-on-pull-request: true; a fork's is never pushed, and none is signed. Do not switch to " +
        'pull_request_target for this: it hands a token that may write to code that nobody has reviewed.',
      yaml: describeStep([
        'push: true',
        "push-on-pull-request: true # this repository's own pull requests; never a fork's",
        'tags: ghcr.io/OWNER/IMAGE:pr-${{ github.event.number }}'
      ]).join('\n')
    },
    check:
      'Output skipped is true and skip-reason says why. After the merge, the run on the default branch ' +
      'has verdict verified.',
    guide: '1.A'
  },
  'PROV-1B': {
    title: 'The builder cannot attest, or push by digest',
    severity: 'error',
    expected: false,
    cause: 'driver-unsupported',
    explanation:
      'The docker driver attaches attestations only where the engine keeps images in the containerd image ' +
      'store, not in the classic one, and pushes by digest with neither. buildx refuses what the driver ' +
      'cannot do; a build that does not ask for provenance gets an image without any, and no word about it.',
    remedy: {
      text:
        'Put docker/setup-buildx-action before this step: its builder (driver docker-container) does both, ' +
        'whatever image store the engine has. For attestations alone you can, on a runner of your own, ' +
        "turn on the engine's containerd image store instead.",
      yaml: SETUP_BUILDX
    },
    check:
      'docker buildx inspect shows Driver: docker-container (or kubernetes, remote, cloud); for Driver: ' +
      'docker, the label org.mobyproject.buildkit.worker.snapshotter.',
    guide: '1.B'
  },
  'PROV-1C': {
    title: 'There is no attestation where one is looked for',
    severity: 'error',
    expected: false,
    cause: 'attestation-missing',
    explanation:
      'The image carries no attestation of the kind that is looked for. Either its build did not ask for ' +
      'provenance (this step asks for mode=max unless it is told otherwise), or it was never signed: ' +
      "cosign and gh find signed attestations alone, which BuildKit's are not.",
    remedy: {
      text:
        'Remove provenance: false (and type=provenance,disabled=true from attests), or set provenance: ' +
        'mode=max. For cosign and gh let this step sign, which needs id-token: write. A published image ' +
        'that only lacks the signature gets it by digest and image; one without provenance has to be built ' +
        'again: provenance is a record of a build and cannot be added later.',
      yaml: MODE_MAX
    },
    check: 'The summary names an attestation for each platform, and output attestation-digests is not empty.',
    guide: '1.C'
  },
  'PROV-1D': {
    title: 'This output cannot carry attestations',
    severity: 'error',
    expected: false,
    cause: 'driver-unsupported',
    explanation:
      'Attestations live in an image index, which not every output can hold: not the classic image store ' +
      'that load goes to, and not an archive of type=docker. buildx attaches provenance to all outputs ' +
      'of a build or to none.',
    remedy: {
      text:
        'Push, and pull the image by its digest where the job needs it locally; or load it in a second ' +
        'step without push, which takes everything from the cache. For an archive use type=oci,dest=FILE.',
      yaml: [
        '- id: image',
        '  uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    push: true',
        '    tags: ghcr.io/OWNER/IMAGE:TAG',
        '- run: docker pull "$IMAGE"',
        '  env:',
        '    IMAGE: ${{ steps.image.outputs.image-ref }}'
      ].join('\n')
    },
    check: 'Output verdict is verified, and no annotation says that there is no provenance.'
  },
  'PROV-1E': {
    title: 'The provenance was looked for in the wrong place',
    severity: 'warning',
    expected: false,
    cause: 'attestation-missing',
    explanation:
      'docker buildx imagetools inspect prints provenance by platform where the image has several, so ' +
      'that .SLSA finds nothing; and what stands under .SLSA is the predicate, which has neither ' +
      'predicateType nor subject. The command ends with exit code 0 in any case.',
    remedy: {
      text:
        'Read the platform first: ."linux/amd64".SLSA for an image of several platforms, .SLSA for one ' +
        'with a single platform. Better, let this step verify: it reads the attestation manifests ' +
        'themselves, by digest.',
      yaml: [
        '- run: |',
        '    docker buildx imagetools inspect "$IMAGE" --format \'{{json .Provenance}}\' > provenance.json',
        '    jq -e \'."linux/amd64".SLSA\' provenance.json',
        '  env:',
        '    IMAGE: ${{ steps.image.outputs.image-ref }}'
      ].join('\n')
    },
    check: 'The command prints a JSON object for each platform, and jq ends with exit code 0.'
  }
};
