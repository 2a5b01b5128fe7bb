/** Identity tokens, signatures and where GitHub stores them: codes 2. Data; plain text without Markdown. */
import {PERMISSIONS, RESUME, describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const SIGNING_ENTRIES: Readonly<Record<Extract<Code, `PROV-2${string}`>, Entry>> = {
  'PROV-2A': {
    title: 'The job may not request an identity token',
    severity: 'error',
    expected: false,
    cause: 'oidc-permission',
    explanation:
      'Signing needs an OIDC token, which GitHub offers only to a job that has id-token: write. To this ' +
      'job it does not: ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not both ' +
      'set.',
    remedy: {
      text:
        'Add id-token: write to the permissions of the job; whatever a permissions block does not list, ' +
        'the job does not have. In a reusable workflow the calling job has to grant it too. To publish ' +
        'unsigned on purpose, set sign: false.',
      yaml: PERMISSIONS
    },
    check: 'Output signed is true, and signer-identity names this workflow.',
    guide: '2.A'
  },
  'PROV-2B': {
    title: 'No identity token is given, or it is refused',
    severity: 'error',
    expected: false,
    cause: 'oidc-policy',
    explanation:
      'The job may ask for a token, but the request for it failed, or Sigstore or a cloud refused the token ' +
      'that came: another issuer than expected, a missing claim, a trust condition that names another ' +
      'repository, branch or environment, or something between the runner and GitHub that answers in its ' +
      'place.',
    remedy: {
      text:
        'Go by the status or claim in the evidence. An answer 5xx, or none, may be an outage: run this step ' +
        'later with digest and image, which builds nothing again. Else let the runner reach the host in ' +
        'ACTIONS_ID_TOKEN_REQUEST_URL and Sigstore past proxies and firewalls; update an old runner; ask ' +
        "the enterprise's owners whether they set an issuer of their own; in a cloud, let the role's trust " +
        'condition name this repository, and its branch or environment. On GitHub Enterprise Server, or to ' +
        'publish unsigned meanwhile, set sign: false.',
      yaml: describeStep([
        'push: true',
        'sign: false # until the token is accepted; sign later by digest',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'Output signed is true once sign: false is removed.',
    guide: '2.B'
  },
  'PROV-2C': {
    title: 'The job may not store attestations with GitHub',
    severity: 'warning',
    expected: false,
    cause: 'attestations-permission',
    explanation:
      "GitHub's attestations API refused what was signed, because the job lacks attestations: write. The " +
      'signature exists all the same: in the file of output bundle-path, and in the registry where it ' +
      'was attached.',
    remedy: {
      text:
        'Add attestations: write to the permissions of the job; in a reusable workflow, of the calling job ' +
        'too. Or set store-attestation: false, if registry and file are enough.',
      yaml: PERMISSIONS
    },
    check: 'Outputs attestation-id and attestation-url are set.'
  },
  'PROV-2D': {
    title: 'GitHub stores no attestations for this repository',
    severity: 'warning',
    expected: false,
    cause: 'attestations-plan',
    explanation:
      'GitHub stores attestations for public repositories; for private and internal ones only with ' +
      'GitHub Enterprise Cloud, and on GitHub Enterprise Server not at all. No permission changes that.',
    remedy: {
      text:
        'Set store-attestation: false. What is signed is still attached to the image in the registry and ' +
        'written to bundle-path, and can be verified from there. On GitHub Enterprise Server set sign: ' +
        'false as well.',
      yaml: describeStep(['push: true', 'store-attestation: false', 'tags: ghcr.io/OWNER/IMAGE:TAG']).join(
        '\n'
      )
    },
    check: "Output signed is true, and no annotation speaks of GitHub's attestations API."
  },
  'PROV-2E': {
    title: 'Sigstore or GitHub cannot be reached',
    severity: 'error',
    expected: false,
    cause: 'sigstore-unavailable',
    explanation:
      "One of the services that signing needs (Fulcio's certificates, the Rekor log, a timestamp " +
      "authority, the trusted root), or GitHub's attestations API, did not answer in time, or answered " +
      'with an error of its own. The image is pushed; only where output signed is true, it is signed too.',
    remedy: {
      text:
        'Nothing has to be built again. When the service is back (https://status.sigstore.dev, ' +
        'https://www.githubstatus.com), run this step with digest and image: it verifies what is there, ' +
        'signs what is not signed yet, stores and attaches it. For a slow network raise sign-timeout.',
      yaml: RESUME
    },
    check: 'Output signed is true, and verdict is verified.'
  },
  'PROV-2F': {
    title: 'Signed by somebody else than expected',
    severity: 'error',
    expected: false,
    cause: 'signature-identity-mismatch',
    explanation:
      'There is a signature and it is genuine, but its certificate names another workflow, repository, ' +
      'commit or issuer than the one that was asked for. Either the expectation is spelt wrongly, or ' +
      'somebody else signed.',
    remedy: {
      text:
        'Compare the identity in the certificate (output signer-identity) with the expected one, part by ' +
        'part. After a reusable workflow the certificate names that workflow, not its caller. If the ' +
        'signer really is another, do not use the image.',
      yaml: [
        '- run: gh attestation verify "oci://$IMAGE" --repo "$GITHUB_REPOSITORY"',
        '  env:',
        '    IMAGE: ${{ steps.image.outputs.image-ref }}',
        '    GH_TOKEN: ${{ github.token }}'
      ].join('\n')
    },
    check: 'The verification command that the summary prints for the digest ends with exit code 0.'
  },
  'PROV-2G': {
    title: 'What is to be attested is not in the registry',
    severity: 'error',
    expected: false,
    cause: 'attest-subject-not-found',
    explanation:
      'An attestation was about to be attached to a digest that the registry does not hold under that ' +
      'name. As a rule the digest is not that of the pushed image: an image ID, the digest of a build ' +
      'that was only loaded, or one that was pushed to another repository.',
    remedy: {
      text:
        'Take the digest from output digest of the step that pushed, and the name from the same step; ' +
        'never the image ID, and never what a tag says later. If the digest was there and is gone, make ' +
        'the clean-up job keep untagged manifests that an index lists.',
      yaml: describeStep(['digest: ${{ needs.build.outputs.digest }}', 'image: ghcr.io/OWNER/IMAGE']).join(
        '\n'
      )
    },
    check: 'docker buildx imagetools inspect IMAGE@DIGEST prints the index.'
  }
};
