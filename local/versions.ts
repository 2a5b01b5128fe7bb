/** Which packages make the engine and the registry, from which suites, and how old they may be. Nothing else says so. */

/** A release of the distribution, and the lowest version of each package that serves; the first that serves is taken. */
export interface Suite {
  /** Its code name; undefined for the release that the machine runs. */
  readonly name: string | undefined;
  readonly components: readonly string[];
  /** Upstream version, inclusive. '0' accepts any. */
  readonly minimum: Readonly<Record<string, string>>;
}

/** Taken from the machine's own release: they need its libraries, or are those libraries. */
export const ownPackages: readonly string[] = ['runc', 'libseccomp2', 'libsystemd0'];

/** Static programs for the images that the samples and tests build, for each of these architectures. */
export const imageArchitectures: readonly string[] = ['amd64', 'arm64'];

/**
 * Provenance v1 and a multi-platform image store need Docker 28 and buildx 0.29 in practice; trixie's are older:
 * they ignore `version=v1` and write predicate v0.2, which the action reads as well.
 */
export const suites: Readonly<Record<string, readonly Suite[]>> = {
  debian: [
    {
      name: 'forky',
      components: ['main'],
      minimum: {
        'docker.io': '28',
        'docker-cli': '28',
        'docker-buildx': '0.29',
        containerd: '2.1',
        'docker-registry': '2.8',
        'busybox-static': '0'
      }
    },
    {
      name: 'trixie',
      components: ['main'],
      minimum: {
        'docker.io': '26.1',
        'docker-cli': '26.1',
        'docker-buildx': '0.13',
        containerd: '1.7',
        'docker-registry': '2.8',
        'busybox-static': '0'
      }
    }
  ],
  ubuntu: [
    {
      name: undefined,
      components: ['main', 'universe'],
      minimum: {
        'docker.io': '26.1',
        'docker-buildx': '0.13',
        containerd: '1.7',
        'docker-registry': '2.8',
        'busybox-static': '0'
      }
    }
  ]
};
