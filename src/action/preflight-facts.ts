/** Gathers what the checks before a build look at: side by side, within one deadline. Judges nothing, builds nothing. */
import {readFile, stat} from 'node:fs/promises';
import {isObject, parseJson} from '../oci/json.ts';
import type {
  EngineFacts,
  PlanFacts,
  PreflightFacts,
  RunFacts,
  SecretFacts,
  SigningFacts
} from '../preflight/facts.ts';
import {describePredicates, listPublished} from '../preflight/published.ts';
import type {Published} from '../preflight/secret-sightings.ts';
import {findExposedSecrets} from '../preflight/secrets.ts';
import type {SecretsMode} from '../preflight/secrets.ts';
import type {BroughtAttestation} from '../sigstore/brought-statements.ts';
import {lookAtCheckout} from './preflight-checkout.ts';
import {setDeadline} from './preflight-deadline.ts';
import type {Deadline} from './preflight-deadline.ts';
import {describeEnvironment, describeRun} from './preflight-environment.ts';
import {findLogins, probeRegistries} from './preflight-registries.ts';
import type {Logins} from './preflight-registries.ts';
import {listKnownSecrets, readDockerConfig} from './preflight-secrets.ts';
import type {Known} from './preflight-secrets.ts';
import {lookAtSources, NO_SOURCES} from './preflight-sources.ts';
import type {Sources} from './preflight-sources.ts';
import type {SigningDecision} from './signing-decision.ts';
import type {Situation} from './situation.ts';

export interface PreflightQuestion {
  readonly situation: Situation;
  readonly env: NodeJS.ProcessEnv;
  /** Of the run: when it is aborted, the gathering ends and throws its reason. */
  readonly signal: AbortSignal;
  /** Undefined where nothing is built. */
  readonly engine: EngineFacts | undefined;
  /** Undefined where none could be made. */
  readonly plan: PlanFacts | undefined;
  readonly planProblem?: {readonly input: string; readonly message: string};
  /** Undefined without a plan. */
  readonly signing?: SigningDecision;
  readonly secretsMode: SecretsMode;
  /** What the user brings, as far as it is there already. */
  readonly attestations?: readonly BroughtAttestation[];
  /** A second, unless given. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 1000;

/** Loads what the gathering needs, for those who wait for something else just now. Sends nothing. */
export async function warmPreflight(): Promise<void> {
  await Promise.all([
    import('../oci/transport.ts'),
    import('../oci/push-probe.ts'),
    import('../oci/patience.ts')
  ]).catch(() => undefined);
}

/** The facts; what could not be found out in time says so. Throws the reason alone for which the run was cancelled. */
export async function gatherPreflightFacts(question: PreflightQuestion): Promise<PreflightFacts> {
  const {situation, env, signal, engine, plan, planProblem, timeoutMs = TIMEOUT_MS} = question;
  const {inputs, runner, kind} = situation;
  const references =
    kind.value === 'attest' && plan?.destination.kind === 'registry' ? plan.destination.references : [];
  // To load it may take longer than to be answered, on a machine with much to do.
  if (references.length > 0) await warmPreflight();
  const deadline = setDeadline(timeoutMs, signal);
  const logins = findLogins(references, env, deadline.signal);
  const here = {context: plan?.context};
  const sources = deadline.orElse(lookAtSources(inputs.build, here, runner.workspace), NO_SOURCES);
  const checkout = {env, deadline, workspace: runner.workspace, expected: expectCommit(situation)};
  const {insecureRegistries} = inputs.verification;
  const [found, registries, commit, secrets, owner] = await Promise.all([
    sources,
    probeRegistries(references, {env, insecureRegistries, logins, deadline}),
    lookAtCheckout(here, checkout),
    gatherSecrets(question, {sources, logins, deadline}),
    deadline.orElse(
      readOwner(situation, env).catch(() => undefined),
      undefined
    )
  ]);
  signal.throwIfAborted();
  return {
    run: describeRun(situation, env, owner),
    options: inputs.build,
    engine,
    plan,
    ...(planProblem === undefined ? {} : {planProblem}),
    signing: describeSigning(question),
    registries,
    sources: found.facts,
    checkout: commit,
    environment: describeEnvironment(env),
    secrets: compareSecrets(question, secrets)
  };
}

function expectCommit({inputs, runner}: Situation): string | undefined {
  return inputs.verification.expectedRevision ?? (runner.sha === '' ? undefined : runner.sha);
}

function describeSigning({situation, env, signing}: PreflightQuestion): SigningFacts {
  const missing = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'].filter(
    name => !env[name]
  );
  return {decision: signing, missing, store: situation.inputs.signing.storeAttestation};
}

interface SecretSources {
  readonly sources: Promise<Sources>;
  readonly logins: Logins;
  readonly deadline: Deadline;
}

const LATE: Known = {secrets: [], unread: ['secret-files', "docker's configuration"]};

interface Gathered extends Known {
  readonly published: readonly Published[];
}

async function gatherSecrets(
  {situation, env, plan, secretsMode, attestations = []}: PreflightQuestion,
  {sources, logins, deadline}: SecretSources
): Promise<Gathered> {
  const context = plan?.context;
  const publishesNothing = context === undefined && attestations.length === 0;
  if (secretsMode === 'off' || publishesNothing) return {published: [], secrets: [], unread: []};
  const {inputs, runner} = situation;
  const options = inputs.build;
  const config = await deadline.orElse(readDockerConfig(env), {auths: {}, proxies: {}});
  const listed = listKnownSecrets({options, env, workspace: runner.workspace, config, logins});
  const [known, {dockerfile, facts}] = await Promise.all([deadline.orElse(listed, LATE), sources]);
  const published =
    context === undefined
      ? []
      : listPublished({
          options,
          context: context.value,
          dockerfile,
          proxies: config.proxies,
          variable: name => env[name]
        });
  const unreadable = facts.dockerfile?.state === 'file' && dockerfile === undefined ? ['Dockerfile'] : [];
  return {published, secrets: known.secrets, unread: [...known.unread, ...unreadable]};
}

/** A large predicate keeps it busy for a second, in which nothing else is heard: it comes last. */
function compareSecrets(
  {secretsMode: mode, attestations = []}: PreflightQuestion,
  {published, secrets: known, unread}: Gathered
): SecretFacts {
  if (mode === 'off') return {mode, exposed: [], unread};
  const all = [...published, ...describePredicates(attestations)];
  return {mode, exposed: findExposedSecrets({published: all, known, mode}), unread};
}

/** GitHub's own limit for a webhook's payload. */
const EVENT_LIMIT = 25 * 1024 * 1024;

/** Whose the repository is, which matters where it is private. */
async function readOwner({runner}: Situation, env: NodeJS.ProcessEnv): Promise<RunFacts['owner']> {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (runner.private !== true || path === '' || (await stat(path)).size > EVENT_LIMIT) return undefined;
  const event = parseJson(await readFile(path), {bytes: EVENT_LIMIT});
  const repository = isObject(event) ? event['repository'] : undefined;
  const owner = isObject(repository) ? repository['owner'] : undefined;
  const type = isObject(owner) ? owner['type'] : undefined;
  return type === 'User' || type === 'Organization' ? type : undefined;
}
