/** Signing of one pushed image, again and again: each trial has a Sigstore, a repository and faults of its own. */
import assert from 'node:assert/strict';
import {after, before} from 'node:test';
import type {Fault} from '../../local/faults.ts';
import type {Registry} from '../../local/registry.ts';
import type {ActionOptions, RunnerFolders} from '../../local/runner.ts';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore, SigstoreOptions} from '../../local/sigstore/sigstore.ts';
import {copyImage} from './image-copy.ts';
import type {Repository} from './image-copy.ts';
import {listLeaks, readFolders, readTraces} from './leaks.ts';
import {runSigned} from './signed-step.ts';
import {assertExit, runStep, usePlatform} from './step.ts';
import type {Platform, StepRun} from './step.ts';
import type {Workspace} from './workspace.ts';

export interface Trials extends Platform {
  /** Of an image of one platform that was pushed, verified and not signed. */
  readonly digest: string;
  /** Between two trials. */
  readonly idle: LocalSigstore[];
}

export interface Trial extends Pick<ActionOptions, 'inputs' | 'env' | 'event' | 'signal' | 'onLine'> {
  /** What Sigstore and GitHub do wrong. */
  readonly faults?: readonly Fault[];
  /** What this repository's registry does wrong: paths begin behind `/v2/NAME/`. */
  readonly registryFaults?: readonly Fault[];
  /** What tokens say, whatever the event says. */
  readonly claims?: SigstoreOptions['claims'];
  /** Gets Sigstore while the step runs. */
  readonly watch?: (sigstore: LocalSigstore) => void;
  /** Where the image is, in place of the registry of all trials; the engine is logged in there. */
  readonly registry?: Registry;
  /** Builds and pushes this instead of signing what is there. */
  readonly builds?: Workspace;
  /** Of the step. */
  readonly token?: string;
  readonly beforePost?: (folders: RunnerFolders) => void;
}

/** What happened, and who was asked. */
export interface Tried extends Pick<LocalSigstore, 'attestations' | 'storageRecords' | 'requests'> {
  readonly run: StepRun;
  readonly repository: Repository;
  /** All of the step's files, as they were before `post`, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** `METHOD HOST/PATH` of every request to Sigstore and GitHub. */
  readonly asked: readonly string[];
}

/** No file, output or line may ever hold one of these. Each has characters that some encoding changes. */
export const CANARIES = {
  token: 'ghs_canary/token+4711',
  secret: 'build "canary" \\ ~50% ?>'
};

export function useTrials(): Trials {
  const trials: Omit<Trials, 'digest'> = Object.assign(usePlatform({}, {auth: 'basic'}), {idle: []});
  before(async () => {
    const tags = `${trials.registry.host}/octo-org/source:1`;
    const run = await runStep(trials, {inputs: {context: '.', push: 'true', sign: 'false', tags}});
    assertExit(run, 0);
    Object.assign(trials, {digest: run.outputs['digest']});
  });
  after(() => Promise.all(trials.idle.map(sigstore => sigstore.stop())));
  return trials as Trials;
}

/** Runs the step on a copy of the image in `octo-org/NAME`. Whatever comes of it, no secret is anywhere. */
export async function tryToSign(trials: Trials, name: string, trial: Trial = {}): Promise<Tried> {
  const {registry = trials.registry, builds} = trial;
  const repository = {registry, name: `octo-org/${name}`};
  const source = {registry: trials.registry, name: 'octo-org/source'};
  if (builds === undefined) await copyImage(source, repository, trials.digest);
  const takeAway = (trial.registryFaults ?? []).map(fault =>
    registry.faults.add(placeFault(fault, repository))
  );
  const sigstore = trials.idle.pop() ?? (await startSigstore());
  const claims = {...sigstore.claims};
  for (const fault of trial.faults ?? []) sigstore.faults.add(fault);
  const files: Record<string, string> = {};
  try {
    const running = runSigned(
      {...trials, sigstore, workspace: builds ?? trials.workspace},
      {
        ...pickStep(trial),
        inputs: {...listInputs(repository, trial, trials.digest), ...trial.inputs},
        env: {RUNNER_DEBUG: '1', ...trial.env},
        beforePost: folders => {
          trial.beforePost?.(folders);
          Object.assign(files, readFolders(Object.values(folders)));
        }
      }
    );
    Object.assign(sigstore.claims, trial.claims);
    trial.watch?.(sigstore);
    const run = await running;
    const asked = sigstore.requests.map(({method, host, path}) => `${method} ${host}${path}`);
    const {attestations, storageRecords, requests} = sigstore;
    const held = {
      attestations: [...attestations],
      storageRecords: [...storageRecords],
      requests: [...requests]
    };
    const tried = {run, ...held, repository, files, asked};
    assertKeptSecret(tried, sigstore, trial);
    return tried;
  } finally {
    for (const take of takeAway) take();
    resetSigstore(sigstore, claims);
    trials.idle.push(sigstore);
  }
}

/** As if nothing had happened: starting one takes longer than most trials. */
function resetSigstore(
  {faults, claims, tokens, ...rest}: LocalSigstore,
  before: LocalSigstore['claims']
): void {
  faults.clear();
  for (const name of Object.keys(claims)) Reflect.deleteProperty(claims, name);
  Object.assign(claims, before);
  for (const list of [tokens as string[], rest.attestations, rest.storageRecords, rest.requests])
    list.length = 0;
}

function placeFault(fault: Fault, {name}: Repository): Fault {
  const {path} = fault;
  const rest = typeof path === 'string' ? path.replaceAll(/[.+]/g, '\\$&') : path.source;
  return {...fault, path: new RegExp(`^/v2/${name}/${rest}$`)};
}

function pickStep({event, signal, onLine, token = CANARIES.token}: Trial): ActionOptions {
  return {
    token,
    ...(event === undefined ? {} : {event}),
    ...(signal === undefined ? {} : {signal}),
    ...(onLine === undefined ? {} : {onLine})
  };
}

function listInputs({registry, name}: Repository, {builds}: Trial, digest: string): Record<string, string> {
  const image = `${registry.host}/${name}`;
  const always = {secrets: `"canary=${CANARIES.secret.replaceAll('"', '""')}"`, 'sign-timeout': '30s'};
  return builds === undefined
    ? {...always, image, digest}
    : {...always, context: '.', push: 'true', tags: `${image}:1`};
}

function assertKeptSecret(
  {run, repository, files}: Tried,
  sigstore: LocalSigstore,
  {token = CANARIES.token}: Trial
): void {
  const {password = ''} = repository.registry.credentials ?? {};
  const requestToken = sigstore.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  const jwts = [requestToken, ...sigstore.tokens];
  const parts = jwts.flatMap(jwt => jwt.split('.').slice(1));
  const secrets = [password, token, CANARIES.secret, ...jwts, ...parts].filter(secret => secret !== '');
  const traces = {...readTraces(run), ...files, 'summary as read': readSummary(run)};
  assert.deepEqual(listLeaks(traces, [...secrets, ...KEY_MARKS]), []);
}

/** What a P-256 key begins with: as PEM, and as DER (PKCS #8 and SEC 1) in base64 and in hex. */
const KEY_MARKS = [
  'PRIVATE KEY',
  'MIGHAgEAMBMGByqGSM49',
  'MHcCAQEE',
  '308187020100301306072a8648ce3d',
  '30770201010420'
];

/** The step summary's text, as a browser shows it: tags gone, entities read. */
export function readSummary({summary}: Pick<StepRun, 'summary'>): string {
  return summary
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
