/** The step as a job runs it that may sign: with Sigstore's and GitHub's stand-ins beside engine and registry. */
import {after, before} from 'node:test';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore, SigstoreOptions} from '../../local/sigstore/sigstore.ts';
import {createEvent} from '../../local/event.ts';
import type {ActionOptions} from '../../local/runner.ts';
import type {EngineOptions} from '../../local/engine.ts';
import {runStep, usePlatform} from './step.ts';
import type {Platform, StepRun} from './step.ts';

export interface SigningPlatform extends Platform {
  readonly sigstore: LocalSigstore;
}

export interface SigningPlatformOptions {
  readonly engine?: EngineOptions;
  readonly sigstore?: SigstoreOptions;
}

export function useSigstore(options: SigningPlatformOptions = {}): SigningPlatform {
  const platform = usePlatform(options.engine) as Platform & {sigstore?: LocalSigstore};
  before(async () => {
    platform.sigstore = await startSigstore(options.sigstore);
  });
  after(() => platform.sigstore?.stop());
  return platform as SigningPlatform;
}

/** Runs the step with the right to sign, trusting the stand-in; tokens say what the event says. */
export async function runSigned(platform: SigningPlatform, options: ActionOptions): Promise<StepRun> {
  const {sigstore, workspace} = platform;
  const event = options.event ?? createEvent('push', {sha: workspace.sha});
  Object.assign(sigstore.claims, describeEvent(event.env));
  return runStep(platform, {
    ...options,
    event,
    inputs: {sign: 'auto', 'trusted-root': sigstore.trustedRoot, ...options.inputs},
    env: {...sigstore.env, ...options.env}
  });
}

function describeEvent(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return {
    repository: env['GITHUB_REPOSITORY'],
    ref: env['GITHUB_REF'],
    sha: env['GITHUB_SHA'],
    event_name: env['GITHUB_EVENT_NAME']
  };
}
