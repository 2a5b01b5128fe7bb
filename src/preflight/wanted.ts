/** What of a build the checks agree on. Knows no check. */
import {buildsImage} from '../build/exports.ts';
import type {Facts} from '../build/facts.ts';
import {PlanError} from '../build/plan-error.ts';
import {readRequest} from '../build/provenance-request.ts';
import type {PreflightFacts} from './facts.ts';

/** buildx and its builder; undefined where nothing is built, or there is no buildx. */
export function engineOf({engine}: PreflightFacts): Facts | undefined {
  return engine === undefined || 'missing' in engine ? undefined : engine;
}

/** Whether the inputs leave provenance on, before anything is known of what can be had. */
export function asksForProvenance({options}: PreflightFacts): boolean {
  if (!buildsImage(options.call)) return false;
  try {
    return !readRequest(options).disabled;
  } catch (error) {
    if (error instanceof PlanError) return true;
    throw error;
  }
}

/** Whether provenance goes to a registry. */
export function pushesProvenance({plan}: PreflightFacts): boolean {
  return plan !== undefined && plan.provenance.value !== 'none' && plan.destination.kind === 'registry';
}

/** `linux/amd64, linux/arm64`. */
export function list(items: readonly string[]): string {
  return items.join(', ');
}
