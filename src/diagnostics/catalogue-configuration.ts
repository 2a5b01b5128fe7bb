/** What was asked for, and the environment: codes 01. Data; plain text without Markdown. */
import {LAYOUT, describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const CONFIGURATION_ENTRIES: Readonly<Record<Extract<Code, `PROV-01${string}`>, Entry>> = {
  'PROV-010': {
    title: 'A value is not understood or names nothing',
    severity: 'error',
    expected: false,
    cause: 'configuration',
    explanation:
      'An input, an option or a variable has a value that this step, buildx or BuildKit does not know, ' +
      'or it names something that is not there: a builder, a stage of the Dockerfile, a repository, a generator ' +
      'of SBOMs, a folder.',
    remedy: {
      text:
        'Correct the value that the evidence names. A target is the name behind AS in a FROM of the ' +
        'Dockerfile. Leave builder empty, or take it from the step that made the builder. Create a ' +
        'repository before the first push where the registry, such as Amazon ECR, does not do so by itself, ' +
        'and the folder that a tar of oci-path or outputs goes to.',
      yaml: describeStep([
        'platforms: linux/amd64,linux/arm64',
        'provenance: mode=max',
        'push: true',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'The step gets past its inputs, and the log shows the command as you meant it.'
  },
  'PROV-011': {
    title: 'Inputs contradict each other or the builder',
    severity: 'error',
    expected: false,
    cause: 'configuration',
    explanation:
      'Two inputs cannot both be had, or an input asks for what this builder is not allowed to give. ' +
      'Which one was meant cannot be known, so that nothing was built.',
    remedy: {
      text:
        'The evidence names both. Decide for one: provenance or an item type=provenance in attests, load ' +
        'or push where the image store keeps no attestations, digest or the inputs of a build, ' +
        'push-by-digest or tags. An entitlement has to be asked for by allow, and granted to the builder when it ' +
        'is started, by buildkitd-flags.',
      yaml: describeStep([
        'push: true',
        'provenance: mode=max # and no type=provenance in attests',
        'tags: ghcr.io/OWNER/IMAGE:TAG'
      ]).join('\n')
    },
    check: 'The step gets past its inputs, and buildx starts to build.'
  },
  'PROV-012': {
    title: 'The provenance names no commit',
    severity: 'warning',
    expected: false,
    cause: 'configuration',
    explanation:
      "The build's context is a folder whose git repository is missing or cannot be read, so that the " +
      'provenance does not say which commit was built; or it names another commit than the one of this ' +
      'run.',
    remedy: {
      text:
        "Leave context empty: this step then builds the repository at the run's commit straight from " +
        'GitHub, which also lets BuildKit record its source completely. If you need files that earlier ' +
        'steps made, run actions/checkout before and keep its .git; set expected-revision if another ' +
        'commit is meant.',
      yaml: describeStep(
        ['push: true', 'tags: ghcr.io/OWNER/IMAGE:TAG'],
        '; no context: this repository at this commit'
      ).join('\n')
    },
    check: "The summary shows the run's commit as the revision of each platform."
  },
  'PROV-013': {
    title: 'The run does not say what it is',
    severity: 'error',
    expected: false,
    cause: 'configuration',
    explanation:
      'Variables that every run of GitHub Actions has (repository, commit, event, server) are missing or ' +
      'do not make sense. Without them nobody can tell a pull request from a release, so that nothing ' +
      'was published.',
    remedy: {
      text:
        'Run the step in GitHub Actions, without overwriting GITHUB_… variables in env. To try it ' +
        'elsewhere, use script/demo, which sets up all of them.'
    },
    check: "The log's first lines show event, ref and commit of the run."
  },
  'PROV-014': {
    title: 'The attestation has no subject',
    severity: 'error',
    expected: false,
    cause: 'attestation-invalid',
    explanation:
      'The statement does not say which image it is about: its list of subjects is empty. BuildKit ' +
      'writes it so when the image was built without a name.',
    remedy: {
      text: 'Give the image a name: set tags for layouts and archives too (type=oci), or name= in the output.',
      yaml: LAYOUT
    },
    check: "The statements in the folder of output provenance-path have the image's digest under subject."
  },
  'PROV-015': {
    title: 'The environment changes whom this run talks to',
    severity: 'warning',
    expected: false,
    cause: 'configuration',
    explanation:
      'A variable of the environment sends requests elsewhere or switches checks off: DOCKER_HOST, a ' +
      'proxy, or NODE_TLS_REJECT_UNAUTHORIZED=0, with which anybody on the way could answer in the ' +
      "registry's place.",
    remedy: {
      text:
        'Remove NODE_TLS_REJECT_UNAUTHORIZED; for a certificate authority of your own set ' +
        'NODE_EXTRA_CA_CERTS instead. Remove DOCKER_HOST unless you mean that engine. Keep passwords out ' +
        "of proxy URLs: buildx passes the proxies of docker's configuration on as build arguments, and " +
        'mode=max publishes them.',
      yaml: ['env:', '  NODE_EXTRA_CA_CERTS: /etc/ssl/certs/ca-certificates.crt'].join('\n')
    },
    check: 'The warning is gone, and the verification still reaches the registry.'
  },
  'PROV-016': {
    title: 'An attestation of your own cannot be used',
    severity: 'error',
    expected: false,
    cause: 'configuration',
    explanation:
      'A line of attestations names a file that cannot be read, a predicate that is no JSON object or too ' +
      'large, or a subject that is not there, such as a platform that the image does not have. What can be ' +
      'known before the build is said before it.',
    remedy: {
      text:
        'Correct what the evidence names. The predicate is one JSON object and not a whole statement; its ' +
        'file lies in the workspace or in RUNNER_TEMP and is written before this step, by one whose failure ' +
        'ends the job.',
      yaml: [
        '- run: trivy fs --format json --output scan.json .',
        '- uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    push: true',
        '    tags: ghcr.io/OWNER/IMAGE:TAG',
        '    attestations: |',
        '      type=https://example.com/scan/v1,path=scan.json'
      ].join('\n')
    },
    check: 'The table of signatures in the summary has a row for each line of attestations.'
  }
};
