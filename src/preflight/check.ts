/** All checks before a build, in the order in which they decide. Pure: the facts are gathered elsewhere. */
import type {Diagnostic} from '../diagnostics/diagnostic.ts';
import {checkAttestations} from './check-attestations.ts';
import {checkBuilder} from './check-builder.ts';
import {checkBuildKit} from './check-buildkit.ts';
import {checkBuildx} from './check-buildx.ts';
import {checkCheckout} from './check-checkout.ts';
import {checkContext} from './check-context.ts';
import {checkCredentials} from './check-credentials.ts';
import {checkDockerHost} from './check-docker-host.ts';
import {checkDockerfile} from './check-dockerfile.ts';
import {checkInputs} from './check-inputs.ts';
import {checkOidc} from './check-oidc.ts';
import {checkOutputs} from './check-outputs.ts';
import {checkPlatforms} from './check-platforms.ts';
import {checkProvenance} from './check-provenance.ts';
import {checkProxies} from './check-proxies.ts';
import {checkPush} from './check-push.ts';
import {checkRun} from './check-run.ts';
import {checkSecretLooks} from './check-secret-looks.ts';
import {checkSecrets} from './check-secrets.ts';
import {checkStorage} from './check-storage.ts';
import {checkTags} from './check-tags.ts';
import {checkTls} from './check-tls.ts';
import type {PreflightFacts} from './facts.ts';

/** `unknown`: could not be found out, which is not `passed`. `skipped`: does not matter in this run. */
export type CheckOutcome = 'passed' | 'failed' | 'warning' | 'unknown' | 'skipped';

export interface Check {
  /** Stable; several registries have a check of the same id each. */
  readonly id: string;
  /** A claim, true where the check passed: `The builder answers`. */
  readonly title: string;
  readonly outcome: CheckOutcome;
  /** What was seen, in one sentence. Untrusted text, without secrets: escape it. */
  readonly evidence: string;
  /** Wherever the check failed; with a warning unless the user is told of it by the plan. */
  readonly diagnostic?: Diagnostic;
}

/** One thing to look at. */
export type Judge = (facts: PreflightFacts) => readonly Check[];

/** The first that fails is the one that decides. */
const CHECKS: readonly Judge[] = [
  checkRun,
  checkInputs,
  checkSecrets,
  checkTls,
  checkProxies,
  checkBuildx,
  checkBuilder,
  checkDockerHost,
  checkBuildKit,
  checkAttestations,
  checkOutputs,
  checkProvenance,
  checkContext,
  checkDockerfile,
  checkCheckout,
  checkPlatforms,
  checkTags,
  checkCredentials,
  checkPush,
  checkOidc,
  checkStorage,
  checkSecretLooks
];

/** Every check, in that order, whatever the others say. */
export function runChecks(facts: PreflightFacts): readonly Check[] {
  return CHECKS.flatMap(judge => judge(facts));
}
