/** What a registry does not let this run write: codes 3A, 3B, 3C and 3H. Data; plain text without Markdown. */
import {PERMISSIONS, describeStep} from './catalogue-snippets.ts';
import type {Entry} from './diagnostic.ts';

export const ACCESS_ENTRIES: Readonly<Record<'PROV-3A' | 'PROV-3B' | 'PROV-3C' | 'PROV-3H', Entry>> = {
  'PROV-3A': {
    title: 'The registry does not let this job push',
    severity: 'error',
    expected: false,
    cause: 'registry-denied',
    explanation:
      'The registry knows who asks and refuses to let them write. On ghcr.io that is a job without ' +
      'packages: write, an organisation that does not let its workflows create packages, or an image ' +
      "under another owner's name; on any other registry it is the account's own rights.",
    remedy: {
      text:
        'For ghcr.io give the job packages: write, and name the image under the owner of this repository. ' +
        'For every other registry packages: write means nothing: let the account that docker/login-action ' +
        'logs in push to this repository.',
      yaml: PERMISSIONS
    },
    check: 'The check before the build says of each registry that this job may push to it.',
    guide: '3.A'
  },
  'PROV-3B': {
    title: 'Not logged in to the registry',
    severity: 'error',
    expected: false,
    cause: 'registry-unauthorized',
    explanation:
      'The registry does not accept who asks: nobody logged in to it in this job, the login is for ' +
      'another host, or the password or token is wrong or no longer valid.',
    remedy: {
      text:
        'Put docker/login-action before this step, for the host that the tags begin with. A tag without a ' +
        'host belongs to Docker Hub, and one without an owner too (app:1 is docker.io/library/app:1) to ' +
        'nobody: write the whole name. On Docker Hub use an access token, not the password.',
      yaml: [
        '- uses: docker/login-action@v4 # pin by commit',
        '  with:',
        '    registry: ghcr.io',
        '    username: ${{ github.actor }}',
        '    password: ${{ github.token }}'
      ].join('\n')
    },
    check: 'The check before the build finds credentials for each registry, and each lets this job push.',
    guide: '3.B'
  },
  'PROV-3C': {
    title: 'The package does not let this repository write',
    severity: 'error',
    expected: false,
    cause: 'registry-package-link',
    explanation:
      'A package on ghcr.io has access rules of its own. This one exists, and does not list this ' +
      'repository as one whose workflows may write: as a rule it was first pushed by hand with a ' +
      'personal token, or from another repository.',
    remedy: {
      text:
        "On the package's page open Package settings, and under Manage Actions access add this repository " +
        'with the role Write. Only an administrator of the package can, and there is no API for it. A ' +
        'package that a workflow of this repository creates is linked to it from the start.',
      yaml: describeStep([
        'push: true',
        'tags: ghcr.io/OWNER/IMAGE:TAG',
        'labels: org.opencontainers.image.source=https://github.com/OWNER/REPOSITORY # links a new package'
      ]).join('\n')
    },
    check: 'The check before the build says that this job may push to ghcr.io.',
    guide: '3.C'
  },
  'PROV-3H': {
    title: 'The tag is not valid or cannot be overwritten',
    severity: 'error',
    expected: false,
    cause: 'tag-invalid',
    explanation:
      "The image cannot have this name: a repository's name must be in lower case, a tag has at most 128 " +
      'letters, digits, _, . and -, and this registry may forbid to push a tag a second time.',
    remedy: {
      text:
        'Let docker/metadata-action make the names: it lower-cases github.repository. Where tags are ' +
        'immutable, push one that is new in every run, such as one with the commit in it.',
      yaml: [
        '- id: meta',
        '  uses: docker/metadata-action@v6 # pin by commit',
        '  with:',
        '    images: ghcr.io/${{ github.repository }}',
        '    tags: type=sha',
        ...describeStep([
          'push: true',
          'tags: ${{ steps.meta.outputs.tags }}',
          'labels: ${{ steps.meta.outputs.labels }}'
        ])
      ].join('\n')
    },
    check: 'The check of the tags before the build passes, and the push succeeds.'
  }
};
