/** Whether a failed build or push is worth the same build once more. Pure; waits for nobody. */
import type {PushProgress} from '../build/push-watch.ts';
import type {Diagnostic} from '../diagnostics/diagnostic.ts';

/**
 * - `retry`: the cause may pass, and nothing was written that anybody finds
 * - `too late`: the cause may pass, but a tag may have been written, and another build has another digest
 * - `final`: another attempt would fail as this one did
 */
export type Chance = 'retry' | 'too late' | 'final';

/** What a build that failed for this reason, before or during its push, may come to. */
export function judgeChance(
  {code, phase, alternatives}: Pick<Diagnostic, 'code' | 'phase' | 'alternatives'>,
  pushed: PushProgress
): Chance {
  if (code === 'PROV-029') return pushed === 'none' ? 'retry' : 'final';
  if (phase !== 'push' || pushed === 'none') return 'final';
  const passes = code === 'PROV-3D' || code === 'PROV-3F' || (code === 'PROV-3G' && isOutage(alternatives));
  if (!passes) return 'final';
  return pushed === 'layers' ? 'retry' : 'too late';
}

/** A connection that was refused, reset or timed out, rather than a name or certificate that is wrong. */
function isOutage(alternatives: Diagnostic['alternatives']): boolean {
  return alternatives.some(({code}) => code === 'PROV-3D');
}

/** The wait that a registry asks for in its error's words, in milliseconds (`retry-after: 1.5s`); 0 where it does not. */
export function readRetryAfter(text: string): number {
  const value = /\bretry-after: ((?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|μs|ms|s|m|h)){1,6})(?![\w.])/i.exec(
    text
  )?.[1];
  if (value === undefined) return 0;
  const parts = value.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g);
  return [...parts].reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0), 0);
}

/** Go's units of a duration, in milliseconds. https://pkg.go.dev/time#ParseDuration */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000
};
