/** Images of several platforms: codes 4. Data; plain text without Markdown. */
import {describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const PLATFORMS_ENTRIES: Readonly<Record<Extract<Code, `PROV-4${string}`>, Entry>> = {
  'PROV-4A': {
    title: 'An emulator is missing',
    severity: 'error',
    expected: false,
    cause: 'qemu-missing',
    explanation:
      "A RUN instruction started a program for another processor than the runner's, and the kernel has " +
      'no emulator for it. The build fails; there is no image that has provenance for some of its ' +
      'platforms only.',
    remedy: {
      text:
        'Put docker/setup-qemu-action before docker/setup-buildx-action. Quicker are runners of that ' +
        "processor's kind, one job for each platform, or a Dockerfile that cross-compiles from FROM " +
        '--platform=$BUILDPLATFORM and needs no emulator.',
      yaml: [
        '- uses: docker/setup-qemu-action@v4 # pin by commit',
        '- uses: docker/setup-buildx-action@v4 # pin by commit',
        ...describeStep(['push: true', 'platforms: linux/amd64,linux/arm64', 'tags: ghcr.io/OWNER/IMAGE:TAG'])
      ].join('\n')
    },
    check: 'docker buildx inspect --bootstrap lists the platform under Platforms.',
    guide: '4.A'
  },
  'PROV-4B': {
    title: 'The build failed for one platform',
    severity: 'error',
    expected: false,
    cause: 'platform-build-failure',
    explanation:
      'A step of the build failed on one platform, while others got further. Nothing was published: an ' +
      'image of several platforms is pushed as a whole.',
    remedy: {
      text:
        'Look at the step in the evidence: its name begins with the platform, such as [linux/arm64 3/5]. ' +
        'Build that platform alone until it works; dry-run: true builds and checks and pushes nothing.',
      yaml: describeStep(['dry-run: true', 'platforms: linux/arm64', 'tags: ghcr.io/OWNER/IMAGE:TAG']).join(
        '\n'
      )
    },
    check: 'The build for that platform alone succeeds, then the one for all of them.',
    guide: '4.B'
  },
  'PROV-4C': {
    title: 'A platform has no attestation',
    severity: 'error',
    expected: false,
    cause: 'attestation-missing',
    explanation:
      'The index lists an image for this platform and no attestation manifest that names it, while other ' +
      'platforms have theirs. The image was put together that way: registries neither drop nor combine ' +
      'attestations.',
    remedy: {
      text:
        'Build all platforms in one step. Where each has a job of its own, let every one of them ask for ' +
        'provenance, and merge the digests that they output, which are those of indexes (PROV-4E).',
      yaml: describeStep([
        'push: true',
        'platforms: linux/amd64,linux/arm64',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'Output attestation-digests has an entry for each platform that platform-digests has.',
    guide: 'Known issue 3'
  },
  'PROV-4D': {
    title: 'A platform is not there',
    severity: 'error',
    expected: false,
    cause: 'platform-missing',
    explanation:
      'A platform that was asked for does not exist: the base image was never published for it, or the ' +
      'finished image lacks it.',
    remedy: {
      text:
        'See which platforms the base image has, by docker buildx imagetools inspect BASE, and choose ' +
        'another base image or tag, or remove the platform from platforms.',
      yaml: describeStep([
        'push: true',
        'platforms: linux/amd64,linux/arm64 # those that every base image has',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'Output platform-digests names every platform that was asked for.'
  },
  'PROV-4E': {
    title: 'Attestations were lost when builds were merged',
    severity: 'error',
    expected: false,
    cause: 'push-by-digest-merge',
    explanation:
      'Images that were pushed by digest, one for each platform, were merged into one, and the merge did ' +
      'not take their attestations along or did not find the images. imagetools create keeps ' +
      'attestations only if it is given the digests of indexes; from those of image manifests it makes ' +
      'an index without them, and ends with exit code 0.',
    remedy: {
      text:
        'Merge the digests that the builds output (digest), never those that imagetools inspect lists ' +
        'inside. Use docker buildx imagetools create, not docker manifest create, which knows no ' +
        'attestations. Then verify and sign the merged image with digest and image.',
      yaml: [
        '- run: docker buildx imagetools create --tag "$IMAGE:$TAG" "$IMAGE@$AMD64" "$IMAGE@$ARM64"',
        '  env:',
        '    IMAGE: ghcr.io/OWNER/IMAGE',
        '    TAG: ${{ github.ref_name }}',
        '    AMD64: ${{ needs.amd64.outputs.digest }}',
        '    ARM64: ${{ needs.arm64.outputs.digest }}'
      ].join('\n')
    },
    check: 'docker buildx imagetools inspect IMAGE:TAG lists one attestation manifest for each platform.'
  }
};
