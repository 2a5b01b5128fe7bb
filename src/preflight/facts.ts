/** What the checks before a build look at: plain records without secrets' values of their own. Gathered elsewhere. */
import type {Context} from '../build/context.ts';
import type {Facts} from '../build/facts.ts';
import type {BuildOptions} from '../build/options.ts';
import type {BuildPlan} from '../build/plan.ts';
import type {RunKind} from '../build/run-context.ts';
import type {PushProbe} from '../oci/push-probe.ts';
import type {Resolved} from '../resolved.ts';
import type {ExposedSecret, SecretsMode} from './secrets.ts';

export interface PreflightFacts {
  readonly run: RunFacts;
  readonly options: BuildOptions;
  /** Undefined where nothing is built. */
  readonly engine: EngineFacts | undefined;
  /** Undefined where no plan could be made. */
  readonly plan: PlanFacts | undefined;
  /** What is wrong with an input although each value is understood. */
  readonly planProblem?: {readonly input: string; readonly message: string};
  readonly signing: SigningFacts;
  /** One for each repository that is pushed to; none in a dry run. */
  readonly registries: readonly RegistryFacts[];
  readonly sources: SourceFacts;
  readonly checkout: CheckoutFacts;
  readonly environment: EnvironmentFacts;
  readonly secrets: SecretFacts;
}

export interface RunFacts {
  readonly kind: RunKind;
  /** Variables that every run has, and this one has not. */
  readonly missing: readonly string[];
  /** What others of them are not: `GITHUB_SERVER_URL is no URL`. */
  readonly senseless: readonly string[];
  /** Why the event could not be read. */
  readonly eventProblem: string | undefined;
  readonly sha: string;
  readonly enforce: boolean;
  /** Undefined where the event does not say. */
  readonly private: boolean | undefined;
  /** A person's, an organisation's; undefined where nobody says. */
  readonly owner: 'User' | 'Organization' | undefined;
}

/** buildx and its builder, or what was tried where there is no buildx. */
export type EngineFacts = Facts | {readonly missing: readonly string[]};

export interface PlanFacts extends Pick<BuildPlan, 'provenance' | 'destination'> {
  /** Undefined where nothing is built. */
  readonly context: Context | undefined;
}

export interface SigningFacts {
  /** As it was resolved, with why signing was demanded in vain. Undefined where there is no plan to resolve it for. */
  readonly decision: (Resolved<boolean> & {readonly impossible?: string}) | undefined;
  /** Of `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`, what is not set. */
  readonly missing: readonly string[];
  readonly store: 'auto' | 'true' | 'false';
}

export interface RegistryFacts {
  readonly registry: string;
  readonly repository: string;
  /** What docker knows of it. */
  readonly credentials: 'present' | 'absent' | 'unknown';
  /** Why it is unknown. */
  readonly credentialsProblem?: string;
  readonly push: PushProbe;
}

export interface PathFacts {
  /** As the user wrote it, or as buildx takes it. */
  readonly path: string;
  readonly state: 'file' | 'folder' | 'absent' | 'unreadable' | 'unknown';
}

/** What is on this machine; undefined where it is elsewhere. */
export interface SourceFacts {
  readonly context: PathFacts | undefined;
  readonly dockerfile: PathFacts | undefined;
  /** Those of `build-contexts` that are folders, by name. */
  readonly buildContexts: readonly (PathFacts & {readonly name: string})[];
  /** Whether something of the Dockerfile runs on the platform that is built for; undefined where nobody knows. */
  readonly runsOnTarget: boolean | undefined;
}

export interface CheckoutFacts {
  /** `none`: no repository that git would read. `elsewhere`: the context is not on this machine. */
  readonly state: 'git' | 'none' | 'elsewhere' | 'unknown';
  /** Why there is none, or why nobody knows. */
  readonly reason?: string;
  readonly head?: string;
  readonly shallow?: boolean;
  /** As buildx sees it, for which ignored files count too; undefined where it could not be found out in time. */
  readonly dirty?: 'no' | 'ignored files' | 'changes';
  /** The commit that is expected, where one is. */
  readonly expected?: string;
}

export interface EnvironmentFacts {
  /** `NODE_TLS_REJECT_UNAUTHORIZED=0`. */
  readonly tlsUnverified: boolean;
  /** Without its user and password. */
  readonly dockerHost: string | undefined;
  /** `DOCKER_TLS_VERIFY` is set. */
  readonly dockerTls: boolean;
  /** Proxy variables that are set. */
  readonly proxies: readonly string[];
  /** A proxy variable that is no URL of a proxy. */
  readonly proxyProblem: string | undefined;
  readonly noDefaultAttestations: boolean;
}

export interface SecretFacts {
  readonly mode: SecretsMode;
  readonly exposed: readonly ExposedSecret[];
  /** What could not be looked at, each with its reason. */
  readonly unread: readonly string[];
}
