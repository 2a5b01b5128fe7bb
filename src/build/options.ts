/** What the user asks of buildx: build-push-action's inputs, parsed. Absent means that the input was empty. */
export interface BuildOptions {
  readonly addHosts: readonly string[];
  readonly allow: readonly string[];
  readonly annotations: readonly string[];
  readonly attests: readonly string[];
  readonly buildArgs: readonly string[];
  readonly buildContexts: readonly string[];
  readonly builder?: string;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly call?: string;
  readonly cgroupParent?: string;
  readonly context?: string;
  readonly file?: string;
  readonly githubToken?: string;
  readonly labels: readonly string[];
  readonly load?: boolean;
  readonly network?: string;
  readonly noCache: boolean;
  readonly noCacheFilters: readonly string[];
  readonly outputs: readonly Output[];
  readonly platforms: readonly string[];
  readonly provenance?: string;
  readonly pull: boolean;
  readonly push?: boolean;
  readonly sbom?: string;
  readonly secretEnvs: readonly KeyValue[];
  readonly secretFiles: readonly KeyValue[];
  readonly secrets: readonly KeyValue[];
  readonly shmSize?: string;
  readonly ssh: readonly string[];
  readonly tags: readonly string[];
  readonly target?: string;
  readonly ulimit: readonly string[];
}

/** `KEY=VALUE`, split at the first `=`. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** One `--output`: the text as the user wrote it, and its fields (a bare path is `type=local,dest=PATH`). */
export interface Output {
  readonly text: string;
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Nothing is asked for. */
export const NO_OPTIONS: BuildOptions = {
  addHosts: [],
  allow: [],
  annotations: [],
  attests: [],
  buildArgs: [],
  buildContexts: [],
  cacheFrom: [],
  cacheTo: [],
  labels: [],
  noCache: false,
  noCacheFilters: [],
  outputs: [],
  platforms: [],
  pull: false,
  secretEnvs: [],
  secretFiles: [],
  secrets: [],
  ssh: [],
  tags: [],
  ulimit: []
};
