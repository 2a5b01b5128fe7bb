/** Which packages make the engine, the registry and the verifiers, from which suites, and how old they may be. */

/** A release of the distribution, and the lowest version of each package that serves; the first that serves is taken. */
export interface Suite {
  /** Its code name; undefined for the release that the machine runs. */
  readonly name: string | undefined;
  readonly components: readonly string[];
  /** Upstream version, inclusive. '0' accepts any. */
  readonly minimum: Readonly<Record<string, string>>;
}

/** What is fetched and unpacked together, in a folder of its own. */
export interface Kit {
  /** By the distribution's id. */
  readonly suites: Readonly<Record<string, readonly Suite[]>>;
  /** Packages of the machine's own release beside them. */
  readonly own: readonly string[];
  /** What is said on other systems. */
  readonly elsewhere: string;
}

/** Taken from the machine's own release: they need its libraries, or are those libraries. */
const ownPackages: readonly string[] = ['runc', 'libseccomp2', 'libsystemd0'];

/** Static programs for the images that the samples and tests build, for each of these architectures. */
export const imageArchitectures: readonly string[] = ['amd64', 'arm64'];

/**
 * Provenance v1 and a multi-platform image store need Docker 28 and buildx 0.29 in practice; trixie's are older:
 * they ignore `version=v1` and write predicate v0.2, which the action reads as well.
 */
const engineSuites: Kit['suites'] = {
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

/** cosign 3 is the first that reads a bundle of Sigstore's from a registry. */
const verifiers = {cosign: '3.1', 'sigstore-go': '1.1', oras: '1.2', crane: '0.20'};

/** The engine, the registry, and what images are made of. */
export const engineKit: Kit = {
  suites: engineSuites,
  own: ownPackages,
  elsewhere:
    'there is no Docker engine here, and without one only Debian and Ubuntu can run this: start Docker, with buildx'
};

/** Programs of other people's that check what the action made. They need no libraries but the C library. */
export const verifierKit: Kit = {
  suites: {
    debian: [{name: 'forky', components: ['main'], minimum: verifiers}],
    ubuntu: [{name: undefined, components: ['main', 'universe'], minimum: verifiers}]
  },
  own: [],
  elsewhere: `only Debian and Ubuntu have packages of ${Object.keys(verifiers).join(', ')}`
};
