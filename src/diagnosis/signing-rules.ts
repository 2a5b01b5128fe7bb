/** A code for what went wrong in signing. Reads outcomes and sources, not their words. */
import type {Told} from '../sigstore/shared-text.ts';
import {NOTHING_VERIFIED} from '../sigstore/signing.ts';
import type {Signing, StatementRecord} from '../sigstore/signing.ts';
import type {Severity} from '../diagnostics/diagnostic.ts';
import {judgeSource} from './source-rules.ts';
import type {RunFacts, SourceFinding} from './source-rules.ts';

export interface SigningFinding extends SourceFinding {
  readonly phase: 'sign' | 'attach' | 'store';
  /** What it befell, and why. */
  readonly told: Told;
  readonly severity: Severity;
}

/** Everything that went wrong, the gravest first; places that may refuse without harm too. */
export function judgeSigningRecords(
  {decision, problems, problemSource, statements}: Signing,
  run: RunFacts = {}
): readonly SigningFinding[] {
  if (!decision.value) return [];
  const own = problemSource?.code === NOTHING_VERIFIED.code ? [] : problems.slice(0, 1);
  const stopped = own.map(text => ({
    ...(judge(problemSource, run) ?? {code: 'PROV-000' as const}),
    phase: 'sign' as const,
    severity: 'error' as const,
    told: {title: '', text}
  }));
  return [...stopped, ...statements.flatMap(statement => judgeStatement(statement, run))];
}

function judge(source: Signing['problemSource'], run: RunFacts): SourceFinding | undefined {
  return source === undefined ? undefined : judgeSource(source, run);
}

function judgeStatement(statement: StatementRecord, run: RunFacts): SigningFinding[] {
  const {title, outcome, error, source, places, steps} = statement;
  const isOthers = steps.some(({id, outcome: step}) => step === 'failed' && id.startsWith('signer-'));
  const bad = places
    .filter(({verdict}) => verdict === 'rejected')
    .map(({place, evidence}) => ({
      code: isOthers ? ('PROV-2F' as const) : ('PROV-1G' as const),
      phase: 'sign' as const,
      severity: 'error' as const,
      told: {title: `${title} in ${place}`, text: evidence}
    }));
  if (outcome === 'failed' && bad.length === 0) {
    const found = judge(source, run) ?? {code: 'PROV-000' as const};
    return [{...found, phase: 'sign', severity: 'error', told: {title, text: error ?? 'failed'}}];
  }
  const open = places
    .filter(({verdict, stored}) => verdict === 'undecided' || (verdict === 'absent' && !stored))
    .map(({kind, place, verdict, evidence, source: placeSource}) => {
      const fallback = {code: kind === 'registry' ? ('PROV-3X' as const) : ('PROV-000' as const)};
      const phase = kind === 'api' || kind === 'file' ? ('store' as const) : ('attach' as const);
      const severity = verdict === 'absent' ? ('warning' as const) : ('error' as const);
      return {
        ...(judge(placeSource, run) ?? fallback),
        phase,
        severity,
        told: {title: `${title} in ${place}`, text: evidence}
      };
    });
  return [...bad, ...open];
}
