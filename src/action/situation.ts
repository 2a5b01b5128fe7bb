/** What is known before anything has happened: inputs, runner and the kind of run. */
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {resolveExportMode} from '../build/export-mode.ts';
import type {ExportDecision} from '../build/export-mode.ts';
import {parseGoBoolean} from '../build/go-boolean.ts';
import type {RunContext} from '../build/run-context.ts';
import type {Findings} from '../findings.ts';
import type {Folders} from './folders.ts';
import {readInputs} from './inputs.ts';
import type {Inputs} from './inputs.ts';
import {resolveRunKind} from './run-kind.ts';
import type {RunKindDecision} from './run-kind.ts';
import {builderIdOf, defaultContextOf, isPullRequest} from './runner.ts';
import type {Runner} from './runner.ts';

export interface Situation {
  readonly inputs: Inputs;
  readonly runner: Runner;
  readonly kind: RunKindDecision;
  readonly exportMode: ExportDecision;
}

/** An image that is there already: nothing is built. */
export type Resume = NonNullable<Inputs['resume']>;

/** Reads the inputs in the light of the run; throws `InputError` with every mistake. */
export function readSituation(env: NodeJS.ProcessEnv, runner: Runner): Situation {
  const inputs = readInputs(env, path => existsSync(resolve(runner.workspace, path)), runner);
  const kind = resolveRunKind(inputs.run, runner);
  const resumes = inputs.resume !== undefined;
  return {inputs, runner, kind, exportMode: resolveExportMode({...inputs.export, kind, resumes})};
}

/** What no log may show from now on. */
export function listSecrets({build}: Inputs, env: NodeJS.ProcessEnv): string[] {
  return [
    env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
    ...build.secrets.map(({value}) => value),
    ...build.secretEnvs.map(({value}) => env[value] ?? ''),
    ...(build.githubToken === undefined ? [] : [build.githubToken])
  ];
}

export function recordRun(findings: Findings, runner: Runner): void {
  const {repository, serverUrl, actionUrl, event, ref, sha, software, eventProblem} = runner;
  const action = actionUrl === undefined ? {} : {actionUrl};
  findings.run = {url: builderIdOf(runner), serverUrl, repository, ...action, event, ref, sha, software};
  if (eventProblem !== undefined) findings.notices.push(eventProblem);
}

export function recordSituation(findings: Findings, {inputs, runner, kind, exportMode}: Situation): void {
  findings.kind = {value: kind.value, source: kind.source, trace: kind.trace};
  findings.exportMode = exportMode;
  findings.enforce = inputs.enforce;
  findings.failOn = inputs.failOn;
  findings.shortSummary = !inputs.summary;
  if (findings.run !== undefined) findings.run = {...findings.run, untrusted: kind.untrusted};
  if (!inputs.verification.verify) findings.nothingToVerify = 'Nothing was checked: verify is false.';
  findings.notices.push(...inputs.notices);
  if (kind.skipReason !== undefined) findings.skip = {label: nameSkip(runner), reason: kind.skipReason};
}

function nameSkip(runner: Runner): string {
  return isPullRequest(runner) ? 'PR build' : 'dry run';
}

/** What the plan needs to know of the run. */
export function runContextOf(
  {inputs, runner, kind, exportMode}: Situation,
  folders: Folders,
  env: NodeJS.ProcessEnv
): RunContext {
  return {
    kind: kind.value,
    exportMode: exportMode.value,
    untrusted: kind.untrusted,
    builderId: builderIdOf(runner),
    defaultContext: defaultContextOf(runner, env),
    serverHost: URL.parse(runner.serverUrl)?.host ?? '',
    folder: folders.private,
    verify: inputs.verification.verify,
    noDefaultAttestations: parseGoBoolean(env['BUILDX_NO_DEFAULT_ATTESTATIONS'] ?? '') === true
  };
}
