/** The build itself: codes 02. Data; plain text without Markdown. */
import {BUILD_SECRET, describeStep} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const BUILD_ENTRIES: Readonly<Record<Extract<Code, `PROV-02${string}`>, Entry>> = {
  'PROV-020': {
    title: 'A step of the build failed',
    severity: 'error',
    expected: false,
    cause: 'build-failure',
    explanation:
      'A command in the Dockerfile ended with an error. That is a matter of the Dockerfile and of what ' +
      'it runs, not of provenance or of the registry, and nothing was published.',
    remedy: {
      text:
        'Look at the step and its last lines in the evidence; the failing line of the Dockerfile is marked ' +
        'with >>>. Repeat it without publishing with dry-run: true.',
      yaml: describeStep(['dry-run: true', 'tags: ghcr.io/OWNER/IMAGE:TAG']).join('\n')
    },
    check: 'The same build succeeds, and goes on to the push.'
  },
  'PROV-021': {
    title: 'The context, Dockerfile or a copied file is not there',
    severity: 'error',
    expected: false,
    cause: 'context-failure',
    explanation:
      'buildx did not find or could not read what is to be built: the folder, the Dockerfile, or a file ' +
      'that the Dockerfile copies.',
    remedy: {
      text:
        "Check context and file: seen from the workspace, or from the repository's root where that is the " +
        'context. With a folder as context, run actions/checkout first; with no context at all the ' +
        "repository is fetched at the run's commit, without what earlier steps made. For a file that is " +
        'not found, look into .dockerignore. What ADD or the context names by its URL has to be there for ' +
        'whoever asks, without a login.',
      yaml: [
        '- uses: actions/checkout@v6 # pin by commit',
        ...describeStep(['context: .', 'file: Dockerfile', 'push: true', 'tags: ghcr.io/OWNER/IMAGE:TAG'])
      ].join('\n')
    },
    check: 'The check of context and Dockerfile before the build passes.'
  },
  'PROV-022': {
    title: 'The Dockerfile cannot be understood',
    severity: 'error',
    expected: false,
    cause: 'frontend-failure',
    explanation:
      'The frontend, the program that reads the Dockerfile, refused it or could not be loaded: a mistake ' +
      'in the Dockerfile, a build argument that is missing, or a # syntax= line that names no frontend.',
    remedy: {
      text:
        'Go to the line in the evidence. call: check lets BuildKit check the Dockerfile without building ' +
        'it. If the image in # syntax= cannot be pulled, correct it or remove the line: every BuildKit has ' +
        'a frontend of its own.',
      yaml: describeStep(['call: check']).join('\n')
    },
    check: 'The same step with call set to check passes.'
  },
  'PROV-023': {
    title: 'A secret that the build wants is not there',
    severity: 'error',
    expected: false,
    cause: 'secret-missing',
    explanation:
      'The Dockerfile mounts a secret or an SSH agent that this build did not get: its identifier is not ' +
      'passed, its file or variable does not exist, or the value is empty because this run may not see ' +
      "the repository's secrets.",
    remedy: {
      text:
        'Pass it with the same identifier as in RUN --mount=type=secret,id=…: by secret-envs from a ' +
        'variable, by secret-files from a file, by secrets as a value. For SSH start an agent before, and ' +
        "pass ssh: default. Pull requests from forks and of Dependabot do not see the repository's " +
        'secrets; let the Dockerfile do without there.',
      yaml: BUILD_SECRET
    },
    check: 'The step that mounts the secret runs.'
  },
  'PROV-024': {
    title: 'The disk is full',
    severity: 'error',
    expected: false,
    cause: 'disk-full',
    explanation:
      "There was no space left where the build or this step had to write: in the builder's storage, in " +
      "the engine's, or in the runner's temporary folder.",
    remedy: {
      text:
        'Free space before the build, or use a runner with a larger disk. On a runner of your own, remove ' +
        'build cache that nothing needs, and limit how much of it is kept.',
      yaml: [
        '- run: docker buildx prune --force --max-used-space 10gb && df -h',
        ...describeStep(['push: true', 'tags: ghcr.io/OWNER/IMAGE:TAG'])
      ].join('\n')
    },
    check:
      'df -h shows enough space on the disk of docker and on that of the temporary folder before the ' +
      'build.'
  },
  'PROV-025': {
    title: 'The memory was not enough',
    severity: 'error',
    expected: false,
    cause: 'out-of-memory',
    explanation:
      'A program of the build, or BuildKit or buildx itself, was killed. As a rule it is the kernel that ' +
      'does so, because there is no memory left. The program has no chance to say why; that it was killed ' +
      'is all that shows.',
    remedy: {
      text:
        "Use a runner with more memory, or let less happen at once: limit BuildKit's parallelism, build " +
        'each platform in a job of its own without emulation, and limit the jobs of compilers.',
      yaml: [
        '- uses: docker/setup-buildx-action@v4 # pin by commit',
        '  with:',
        '    buildkitd-config-inline: |',
        '      [worker.oci]',
        '        max-parallelism = 1',
        ...describeStep(['push: true', 'tags: ghcr.io/OWNER/IMAGE:TAG'])
      ].join('\n')
    },
    check:
      "The same step of the build succeeds; on a runner of your own, the kernel's log has no line about " +
      'it.'
  },
  'PROV-026': {
    title: 'The run was cancelled',
    severity: 'notice',
    expected: true,
    cause: 'cancelled',
    explanation:
      'Somebody, a newer run of the same concurrency group, or a time limit ended this run. Nothing is ' +
      'wrong with what was asked for; what had been done until then is in the outputs.',
    remedy: {
      text:
        'Nothing has to change, unless it was a time limit: then raise timeout-minutes. If the image had ' +
        'been pushed, run this step with its digest and image to verify and sign it.',
      yaml: ['jobs:', '  publish:', '    timeout-minutes: 60'].join('\n')
    },
    check: 'The next run goes through.'
  },
  'PROV-027': {
    title: 'A secret is about to be published',
    severity: 'error',
    expected: false,
    cause: 'secret-exposed',
    explanation:
      'A build argument, a label, a URL or another value that mode=max provenance records is a secret: ' +
      "it equals one that this job knows, it is a password in a URL, or the Dockerfile's own check calls " +
      'an ARG or ENV one. Or a predicate of attestations holds one that this job knows. Nothing that holds ' +
      'it was published.',
    remedy: {
      text:
        'Pass it as a build secret in place of a build argument: secret-envs, secrets or secret-files, and ' +
        'RUN --mount=type=secret in the Dockerfile. Take passwords and tokens out of URLs; for git ' +
        'contexts use github-token or a secret GIT_AUTH_TOKEN. Let the tool that writes a predicate leave ' +
        'it out.',
      yaml: BUILD_SECRET
    },
    check: 'The check for secrets before the build passes.'
  },
  'PROV-028': {
    title: 'A base image cannot be had',
    severity: 'error',
    expected: false,
    cause: 'build-failure',
    explanation:
      'An image that the Dockerfile builds on does not exist under this name, or the registry that holds ' +
      'it did not give it out. The push had not begun.',
    remedy: {
      text:
        'Check the name and tag in FROM. For a private image log in to its registry before this step; for ' +
        'one on ghcr.io the package has to let this repository read it. If the tag was deleted, name a ' +
        'digest of an image that is kept.',
      yaml: [
        '- uses: docker/login-action@v4 # pin by commit',
        '  with:',
        '    registry: registry.example # that of the base image',
        '    username: ${{ vars.REGISTRY_USERNAME }}',
        '    password: ${{ secrets.REGISTRY_PASSWORD }}'
      ].join('\n')
    },
    check: 'docker buildx imagetools inspect BASE prints the image.'
  },
  'PROV-029': {
    title: 'The engine lost a layer while it exported the image',
    severity: 'error',
    expected: false,
    cause: 'engine-fault',
    explanation:
      'What was built is in order; while the engine unpacked it into its own store, its garbage collection ' +
      'removed a layer that the new image shares with the one that had the tag before. It is a race in ' +
      'BuildKit, met with the docker driver on engines that keep images in containerd. Nothing was pushed; ' +
      'this step had tried again before it gave up.',
    remedy: {
      text:
        'Run the job again. So that it does not come back, build with a builder of its own, which unpacks ' +
        'nothing, or with an engine whose BuildKit has the fix. Tags that no earlier build of the same machine ' +
        'had do not meet it either.',
      yaml: [
        '- uses: docker/setup-buildx-action@v4 # pin by commit',
        ...describeStep(['push: true', 'tags: ghcr.io/OWNER/IMAGE:TAG'])
      ].join('\n')
    },
    check: 'The same build exports its image.'
  }
};
