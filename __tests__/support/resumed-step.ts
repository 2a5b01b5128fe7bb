/** Jobs that sign an image which is there already: who they are, what their tokens say, and images to try it on. */
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {before} from 'node:test';
import {createEvent} from '../../local/event.ts';
import type {RunEvent} from '../../local/event.ts';
import type {Registry} from '../../local/registry.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {describeClaims} from '../../local/sigstore/claims.ts';
import type {Claims} from '../../local/sigstore/claims.ts';
import type {LocalSigstore} from '../../local/sigstore/sigstore.ts';
import type {StatementRecord} from '../../src/sigstore/signing.ts';
import {writeScript} from './docker-config.ts';
import {copyRepository} from './registry-hands.ts';
import {assertExit, PLATFORMS, runStep} from './step.ts';
import type {StepRun} from './step.ts';
import type {SigningPlatform} from './signed-step.ts';

/** A job of the workflow, in whatever run of it. */
export interface Job extends Pick<ActionOptions, 'inputs' | 'env' | 'beforePost' | 'afterPost' | 'token'> {
  readonly event?: RunEvent;
  /** What its tokens say otherwise. */
  readonly claims?: Claims;
  /** In place of the platform's. */
  readonly sigstore?: LocalSigstore;
}

/** Runs the step in a job whose tokens say what its environment says. */
export async function runJob(platform: SigningPlatform, job: Job): Promise<StepRun> {
  const {sigstore = platform.sigstore, claims, inputs, env} = job;
  const event = job.event ?? createEvent('workflow_dispatch', {sha: platform.workspace.sha});
  for (const name of Object.keys(sigstore.claims)) Reflect.deleteProperty(sigstore.claims, name);
  Object.assign(sigstore.claims, describeClaims({...event.env, ...env}), claims);
  return runStep(platform, {
    ...job,
    event,
    inputs: {sign: 'auto', 'trusted-root': sigstore.trustedRoot, ...inputs},
    env: {...sigstore.env, ...env}
  });
}

/** An environment without any engine: a `docker` that leaves a mark wherever somebody runs it. */
export interface Engineless {
  readonly env: Readonly<Record<string, string>>;
  readonly asked: () => boolean;
}

export function createEngineless(): Engineless {
  const folder = mkdtempSync(join(tmpdir(), 'no-engine-'));
  const mark = join(folder, 'asked');
  mkdirSync(join(folder, 'cli-plugins'));
  for (const path of ['docker', 'buildx', 'cli-plugins/docker-buildx'])
    writeScript(join(folder, path), `: > '${mark}'\nexit 1`);
  writeFileSync(join(folder, 'config.json'), '{}', {mode: 0o600});
  const env = {PATH: folder, DOCKER_CONFIG: folder, DOCKER_HOST: `unix://${join(folder, 'none.sock')}`};
  return {env, asked: () => existsSync(mark)};
}

/** What each statement came to, and the verdict on each place, by title. */
export function listOutcomes({report}: Pick<StepRun, 'report'>): Readonly<Record<string, string>> {
  const statements = report.signing?.statements ?? [];
  return Object.fromEntries(statements.map(statement => [statement.title, describeOutcome(statement)]));
}

function describeOutcome({outcome, places}: StatementRecord): string {
  const where = places.filter(({kind}) => kind !== 'file').map(({kind, verdict}) => `${kind} ${verdict}`);
  return [outcome, ...where].join(', ');
}

/** How often a service was asked: `countRequests(sigstore, 'POST', /rekor/)`. */
export function countRequests({requests}: LocalSigstore, method: string, place: RegExp): number {
  return requests.filter(one => one.method === method && place.test(`${one.host}${one.path}`)).length;
}

/** What signing leaves behind at Sigstore and GitHub. */
export function countSigned(sigstore: LocalSigstore): Readonly<Record<string, number>> {
  return {
    certificates: countRequests(sigstore, 'POST', /^fulcio\./),
    entries: countRequests(sigstore, 'POST', /^rekor\./),
    timestamps: countRequests(sigstore, 'POST', /^timestamp\./),
    stored: countRequests(sigstore, 'POST', /^api\.[^/]+\/repos\/[^/]+\/[^/]+\/attestations$/)
  };
}

export const NOTHING_SIGNED = {certificates: 0, entries: 0, timestamps: 0, stored: 0};

/** What a step wrote to a registry; the upload that it begins and cancels, to see whether it may, is none. */
export function countWrites({requests}: Registry): number {
  return requests.filter(({method}) => method === 'PUT').length;
}

/** An image of two platforms that a run of the workflow pushed and did not sign. */
export interface PushedImage {
  digest: string;
  /** The index, and the image of each platform. */
  readonly subjects: string[];
  /** Its name in a repository where nothing is attached to it. */
  readonly copy: () => string;
  /** What a later run makes of it, on a machine without an engine. */
  readonly resume: (inputs: Readonly<Record<string, string>>, job?: Job) => Promise<StepRun>;
}

export const PUSHED = 'octo-org/app';

/** Requests that are counted are those of the last step that resumed. */
export function usePushedImage(platform: SigningPlatform): PushedImage {
  const engineless = createEngineless();
  let copies = 0;
  const pushed: PushedImage = {
    digest: '',
    subjects: [],
    copy: () => copyRepository(platform.registry, PUSHED, `octo-org/copy-${String(++copies)}`),
    resume: async (inputs, job = {}) => {
      platform.registry.requests.length = 0;
      platform.sigstore.requests.length = 0;
      const run = await runJob(platform, {
        ...job,
        inputs: {digest: pushed.digest, ...inputs},
        env: {...engineless.env, GITHUB_RUN_ID: '1234599999', GITHUB_RUN_ATTEMPT: '2', ...job.env}
      });
      assert.equal(engineless.asked(), false, 'somebody ran docker or buildx');
      assert.equal(run.report.build, undefined);
      assert.equal(run.report.buildx, undefined);
      return run;
    }
  };
  before(async () => {
    const {registry, workspace} = platform;
    const run = await runJob(platform, {
      event: createEvent('push', {sha: workspace.sha}),
      inputs: {
        ...{context: '.', push: 'true', sign: 'false', platforms: PLATFORMS},
        tags: `${registry.host}/${PUSHED}:1`
      }
    });
    assertExit(run, 0);
    assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['verified', 'false']);
    pushed.digest = run.outputs['digest'] ?? '';
    const platforms = JSON.parse(run.outputs['platform-digests'] ?? '{}') as Record<string, string>;
    pushed.subjects.push(pushed.digest, ...Object.values(platforms));
  });
  return pushed;
}

/** Index and two platforms. */
export const inAll = (outcome: string): Readonly<Record<string, string>> =>
  Object.fromEntries(['index', 'linux/amd64', 'linux/arm64'].map(title => [title, outcome]));

/** It passes without a word of complaint, and these are the outcomes. */
export function assertResumed(run: StepRun, outcomes: Readonly<Record<string, string>>): void {
  assertExit(run, 0);
  assert.deepEqual(listOutcomes(run), outcomes);
  const {verdict, verified, signed, skipped} = run.outputs;
  assert.deepEqual(
    {verdict, verified, signed, skipped},
    {verdict: 'verified', verified: 'true', signed: 'true', skipped: 'false'}
  );
  assert.match(run.summary, /^## ✅ Provenance: verified, signed\n/);
  assert.deepEqual(run.annotations, []);
  assert.equal(run.postExitCode, 0);
}

/** Whatever was asked, nothing was signed, stored or attached. */
export function assertUntouched({registry, sigstore}: SigningPlatform): void {
  assert.deepEqual(countSigned(sigstore), NOTHING_SIGNED);
  assert.equal(countWrites(registry), 0);
}
