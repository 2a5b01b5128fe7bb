/** What a registry, or the way to it, refuses whoever asks: codes 3. Data; plain text without Markdown. */
import {RESUME, describeStep} from './catalogue-snippets.ts';
import type {Entry} from './diagnostic.ts';

export const REGISTRY_ENTRIES: Readonly<
  Record<'PROV-3D' | 'PROV-3E' | 'PROV-3F' | 'PROV-3G' | 'PROV-3I' | 'PROV-3X', Entry>
> = {
  'PROV-3D': {
    title: 'The registry is out of order',
    severity: 'error',
    expected: false,
    cause: 'registry-unavailable',
    explanation:
      'The registry answered with an error of its own (500, 502, 503, 504), again and again. Nothing is ' +
      'wrong with the build or the workflow.',
    remedy: {
      text:
        'Run the job again later; https://www.githubstatus.com tells about ghcr.io. An image that was ' +
        'pushed before the trouble began is not built again if you give this step its digest and image.',
      yaml: describeStep([
        'push: true',
        'verify-timeout: 5m # how long to wait for the registry after the push',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'A later run of the same commit pushes, and its verdict is verified.'
  },
  'PROV-3E': {
    title: 'The registry rejects the index or the attestation',
    severity: 'error',
    expected: false,
    cause: 'registry-rejects-attestation',
    explanation:
      'The layers were accepted, and the manifest was not: this registry does not take an OCI index, an ' +
      'attestation manifest, or the form that attestation manifests have since BuildKit 0.32 (an OCI ' +
      'artifact with a subject).',
    remedy: {
      text:
        'First try the older form of attestation manifests, by oci-artifact=false: nothing of the ' +
        'provenance is lost by it, and GitLab and older registries take it. If that is rejected as well, ' +
        'update the registry or push elsewhere. What is left is provenance: false, an image without ' +
        'provenance.',
      yaml: describeStep([
        'outputs: type=image,push=true,oci-artifact=false',
        'tags: registry.example/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'The push succeeds and output verdict is verified.'
  },
  'PROV-3F': {
    title: 'The registry limits the number of requests',
    severity: 'error',
    expected: false,
    cause: 'registry-rate-limited',
    explanation:
      'The registry said that there were too many requests (429). BuildKit does not wait and try again ' +
      'in this case, so that a build that would have gone through a minute later fails.',
    remedy: {
      text:
        'Wait as long as the registry asks, and run again. To stay below the limit, log in before pulling ' +
        "too (Docker Hub counts pulls without a login by the runner's address, which others share), pull " +
        'base images from a mirror, and let fewer jobs run at once.',
      yaml: [
        '- uses: docker/login-action@v4 # pin by commit',
        '  with:',
        '    username: ${{ vars.DOCKERHUB_USERNAME }}',
        '    password: ${{ secrets.DOCKERHUB_TOKEN }}'
      ].join('\n')
    },
    check: 'The same build goes through, and the log has no answer 429.'
  },
  'PROV-3G': {
    title: 'The network is in the way',
    severity: 'error',
    expected: false,
    cause: 'network',
    explanation:
      'A host could not be reached, or what answered could not be trusted or understood: its name does ' +
      'not resolve, the connection was refused or broke off, the certificate is unknown, or it speaks ' +
      'plain HTTP.',
    remedy: {
      text:
        'Read the host in the message first: a mistyped registry is a host that does not exist. A registry ' +
        'of your own with plain HTTP has to be made known to BuildKit and to this step, one with its own ' +
        'certificate authority by ca in the same place and by NODE_EXTRA_CA_CERTS. Behind a proxy, set ' +
        'HTTPS_PROXY and NO_PROXY for the job.',
      yaml: [
        '- uses: docker/setup-buildx-action@v4 # pin by commit',
        '  with:',
        '    buildkitd-config-inline: |',
        '      [registry."registry.example:5000"]',
        '        http = true',
        ...describeStep([
          'push: true',
          'insecure-registries: registry.example:5000',
          'tags: registry.example:5000/IMAGE:TAG'
        ])
      ].join('\n')
    },
    check: 'The build and the verification both reach the host.'
  },
  'PROV-3I': {
    title: 'Others overwrote what was attached',
    severity: 'error',
    expected: false,
    cause: 'attestation-missing',
    explanation:
      'This registry has no referrers API, so that everything attached to an image is listed in one tag, ' +
      'sha256-…, which each writer replaces as a whole. Somebody who wrote at the same time dropped what ' +
      'this step had attached, until the deadline.',
    remedy: {
      text:
        'Let one job at a time attach something to an image: run cosign and other signers after this step, ' +
        'and keep two runs for the same image apart. Then run this step with digest and image: it attaches ' +
        'what is missing and keeps what others attached.',
      yaml: ['concurrency:', '  group: publish-image', '  cancel-in-progress: false'].join('\n')
    },
    check:
      'Output signed is true, and the summary lists the registry as a place from which the bundles were ' +
      'read back.'
  },
  'PROV-3X': {
    title: 'Storing an attestation failed and nothing says why',
    severity: 'error',
    expected: false,
    cause: 'unknown',
    explanation:
      'An attestation could not be uploaded, and neither a status nor a message tells the cause. The ' +
      'image itself may well be in the registry.',
    remedy: {
      text:
        'Run this step with digest and image: it verifies what is there and attaches what is missing, and ' +
        "its diagnosis goes by the registry's answers. If it fails again, hand over the escalation block " +
        "of the summary, and ask the registry's operators for their log of that minute.",
      yaml: RESUME
    },
    check: 'Outputs verified and signed are true.',
    guide: 'Common Error Patterns'
  }
};
