/** Which of our variables buildx gets. Knows variable names and buildx's flags; reads no environment itself. */
import {isAtLeast} from './release.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What of an environment a build really uses, beyond what every program may see. */
export interface EnvironmentNeeds {
  /** A `type=gha` cache: BuildKit's client talks to the cache service with the runtime token. */
  readonly githubCache: boolean;
  /** Variables that an input names (`secret-envs`, a build argument without a value): theirs to pass on. */
  readonly named: readonly string[];
  /** This buildx looks up the provenance for its metadata file, for 0.1 s, and then leaves it out. */
  readonly losesMetadataProvenance?: boolean;
  /** Git was asked before, and buildx would ask only after it has opened what it writes, which may lie in the checkout. */
  readonly knownClean?: boolean;
}

/** Inputs and state are this step's own; the file commands belong to the step; OIDC tokens would be signed as us. */
const PRIVATE =
  /^(?:ACTIONS_ID_TOKEN_REQUEST_.*|SIGSTORE_ID_TOKEN|INPUT_.*|STATE_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
const CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RUNTIME_URL|RESULTS_URL|CACHE_URL)$/i;

/**
 * The environment of buildx. All else is passed on: build arguments, credential helpers, proxies and ssh read it.
 *
 * `BUILDX_METADATA_PROVENANCE` is left alone, because users of the output `metadata` read what it brings, where it
 * brings anything.
 */
export function buildxEnvironment(env: Environment, needs: EnvironmentNeeds): Record<string, string> {
  const named = new Set(needs.named);
  const kept = Object.entries(env).filter((entry): entry is [string, string] => {
    const [name, value] = entry;
    if (value === undefined) return false;
    if (named.has(name)) return true;
    return !PRIVATE.test(name) && (needs.githubCache || !CACHE_SERVICE.test(name));
  });
  return {
    BUILDX_GIT_CHECK_DIRTY: needs.knownClean === true ? 'false' : 'true',
    ...(needs.losesMetadataProvenance === true ? {BUILDX_METADATA_PROVENANCE: 'disabled'} : {}),
    ...Object.fromEntries(kept),
    BUILDX_METADATA_WARNINGS: 'true'
  };
}

/** Of an image of several platforms no provenance reaches the file before buildx 0.31 (docker/buildx 1b9791f6f). */
const METADATA_PROVENANCE_RELEASE = '0.31.0';

/** What `docker buildx build` with these arguments reads from its environment. */
export function listEnvironmentNeeds(argv: readonly string[], release?: string): EnvironmentNeeds {
  const values = (flags: readonly string[]): string[] =>
    argv.flatMap((argument, at) => {
      const flag = flags.find(name => argument === name || argument.startsWith(`${name}=`));
      if (flag === undefined) return [];
      return (argument === flag ? argv[at + 1] : argument.slice(flag.length + 1)) ?? [];
    });
  const severalPushed =
    argv.includes('--push') &&
    !argv.includes('--output') &&
    values(['--platform']).some(value => value.includes(','));
  return {
    losesMetadataProvenance: severalPushed && !isAtLeast(release, METADATA_PROVENANCE_RELEASE),
    githubCache: values(['--cache-from', '--cache-to']).some(value =>
      /(?:^|,)\s*"?type=gha"?\s*(?:,|$)/i.test(value)
    ),
    named: [
      ...values(['--build-arg']).filter(value => !value.includes('=')),
      ...values(['--secret']).flatMap(nameSecretVariable)
    ]
  };
}

/** buildx looks for a variable of the secret's own name where neither `env` nor `src` is given. */
function nameSecretVariable(secret: string): string[] {
  const read = (key: string): string | undefined =>
    new RegExp(`(?:^|,)\\s*"?(?:${key})=([^,"]+)`, 'i').exec(secret)?.[1];
  const name = read('env') ?? (read('src|source') === undefined ? read('id') : undefined);
  return name === undefined ? [] : [name];
}
