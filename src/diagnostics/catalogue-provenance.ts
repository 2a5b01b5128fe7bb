/** Provenance that is there, and not as it should be: codes 1F to 1J. Data; plain text without Markdown. */
import {BUILD_SECRET, MODE_MAX, describeStep} from './catalogue-snippets.ts';
import type {Entry} from './diagnostic.ts';

type ProvenanceCode = 'PROV-1F' | 'PROV-1G' | 'PROV-1H' | 'PROV-1I' | 'PROV-1J' | 'PROV-1K';

export const PROVENANCE_ENTRIES: Readonly<Record<ProvenanceCode, Entry>> = {
  'PROV-1F': {
    title: 'The provenance holds what looks like a secret',
    severity: 'warning',
    expected: false,
    cause: 'secret-exposed',
    explanation:
      'mode=max records build arguments, labels, the Dockerfile and the commands of its RUN instructions ' +
      'in clear, and something among them has the name or the shape of a secret. Whoever can pull the ' +
      'image can read it.',
    remedy: {
      text:
        'If it is a secret, revoke it first: deleting the image does not take it back. Then pass it as a ' +
        'build secret (secret-envs, secrets or secret-files, and RUN --mount=type=secret in the ' +
        'Dockerfile) in place of a build argument. If it is none, give it a name that does not look like ' +
        'one.',
      yaml: BUILD_SECRET
    },
    check:
      'The statements in the folder of output provenance-path no longer hold the name among their build ' +
      'arguments; the identifiers of build secrets are there, their values never.'
  },
  'PROV-1G': {
    title: 'The attestation does not hold',
    severity: 'error',
    expected: false,
    cause: 'attestation-invalid',
    explanation:
      'An attestation is there and was read, and something about it is wrong: its digest, its type, its ' +
      'subject or its content is not what it has to be for the image that it is listed for. This was ' +
      'checked and is bad, which is something else than not having been able to check.',
    remedy: {
      text:
        'Rely on nothing in it, and do not pass the image on. The failed check in the summary names the ' +
        'object: build and push again, and if it comes back, look for what stands between the push and the ' +
        'check, such as a mirror, a copy, or a job that rewrites images.',
      yaml: describeStep(
        ['digest: sha256:DIGEST', 'image: ghcr.io/OWNER/IMAGE', 'sign: false'],
        '; verifies what is there, and builds nothing'
      ).join('\n')
    },
    check: 'Every check of the summary passed, and output verdict is verified.'
  },
  'PROV-1H': {
    title: 'The provenance is less complete than was asked for',
    severity: 'error',
    expected: false,
    cause: 'provenance-incomplete',
    explanation:
      'mode=max was asked for, and what was published is mode=min: the build steps, the Dockerfile and ' +
      'the build arguments are missing, so that nobody can tell from it how the image was made.',
    remedy: {
      text:
        'Leave provenance empty or set provenance: mode=max, and remove mode=min and inline-only from ' +
        'provenance and attests. Where one build both pushes and loads, do it in two steps: beside a load ' +
        'into a classic image store buildx attaches no more than mode=min.',
      yaml: MODE_MAX
    },
    check: 'The summary shows mode=max for each platform.'
  },
  'PROV-1I': {
    title: 'The attestation is too large',
    severity: 'error',
    expected: false,
    cause: 'attestation-too-large',
    explanation:
      'An attestation is larger than one of those who have to take it allows: BuildKit takes files of up ' +
      "to 40 MiB, GitHub's attestations API and actions/attest up to 16 MiB, and the public transparency " +
      'log less, without saying how much.',
    remedy: {
      text:
        'It is nearly always the SBOM. Let it cover less (remove BUILDKIT_SBOM_SCAN_CONTEXT and ' +
        'BUILDKIT_SBOM_SCAN_STAGE from the Dockerfile, copy less into the final stage), or leave it out ' +
        'with sbom: false. If it is the provenance, provenance: mode=min is small, but says little.',
      yaml: describeStep(['push: true', 'sbom: false', 'tags: ghcr.io/OWNER/IMAGE:TAG']).join('\n')
    },
    check:
      'The build and the signing succeed; the files in the folders of outputs provenance-path and ' +
      'sbom-path are smaller than 1 MB.'
  },
  'PROV-1J': {
    title: 'The SBOM that was asked for is not there',
    severity: 'error',
    expected: false,
    cause: 'attestation-missing',
    explanation:
      'An SBOM was asked for, and the attestation manifest of a platform lists none. BuildKit attaches what ' +
      'files the generator leaves, and is content with none: a generator that finds nothing that it knows, ' +
      'or fails without an exit code, leaves a platform without an SBOM in silence.',
    remedy: {
      text:
        'Look at the step "generating sbom" of that platform in the log of the build, and build that ' +
        'platform alone. Where each platform has a job of its own, let every one of them ask for an SBOM. ' +
        'Take the standard generator (sbom: true) or one that supports what is in the image, or leave the ' +
        'SBOM out with sbom: false.',
      yaml: describeStep([
        'push: true',
        'platforms: linux/amd64,linux/arm64',
        'sbom: true',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'The folder of output sbom-path has a file for each platform that was built.'
  },
  'PROV-1K': {
    title: 'An image without layers gets no provenance',
    severity: 'error',
    expected: false,
    cause: 'attestation-missing',
    explanation:
      'The image has no layers: its Dockerfile puts no file into it, like FROM scratch with nothing but ' +
      'LABEL, ENV or CMD. BuildKit makes no provenance for such an image, whatever it is asked for, and ' +
      'says nothing of it; the build itself succeeds.',
    remedy: {
      text:
        'Put a file into the image, with COPY in its Dockerfile, be it the licence: an image with one layer ' +
        'is attested. Where it has to stay empty, publish it with provenance: false; nothing of it is ' +
        'verified or signed then.',
      yaml: [
        '- uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    push: true',
        '    provenance: false # only where the image has to stay without layers',
        '    tags: ghcr.io/OWNER/IMAGE:TAG'
      ].join('\n')
    },
    check: 'The summary names an attestation for each platform, and verdict is verified.'
  }
};
