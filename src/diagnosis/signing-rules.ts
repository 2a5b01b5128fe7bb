/** A code for what went wrong in signing. Reads outcomes and sources, not their words. */
import type {Told} from '../sigstore/shared-text.ts';
import {NOTHING_VERIFIED} from '../sigstore/signing.ts';
import type {Signing, StatementRecord} from '../sigstore/signing.ts';
import type {Code} from '../diagnostics/code.ts';
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
  {decision, problems, problemSource, statements, trustedRoot}: Signing,
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
  const isRootNamed = trustedRoot !== undefined;
  return [...stopped, ...statements.flatMap(statement => judgeStatement(statement, isRootNamed, run))];
}

function judge(source: Signing['problemSource'], run: RunFacts): SourceFinding | undefined {
  return source === undefined ? undefined : judgeSource(source, run);
}

/** By the trusted root alone. */
const ROOT_STEPS = new Set(['signed-time', 'certificate-chain', 'certificate-log', 'transparency-log']);

/** What does not hold when it is made is in no place yet: it tells of whoever made it, or of the root that was named. */
function judgeBad({outcome, steps}: StatementRecord, isRootNamed: boolean): Code {
  const failed = steps.filter(step => step.outcome === 'failed').map(({id}) => id);
  if (failed.some(id => id.startsWith('signer-'))) return 'PROV-2F';
  if (outcome === 'failed' && isRootNamed && failed.some(id => ROOT_STEPS.has(id))) return 'PROV-010';
  return outcome === 'failed' && failed.includes('bundle-format') ? 'PROV-2E' : 'PROV-1G';
}

function judgeStatement(statement: StatementRecord, isRootNamed: boolean, run: RunFacts): SigningFinding[] {
  const {title, outcome, error, source, places} = statement;
  const bad = places
    .filter(({verdict}) => verdict === 'rejected')
    .map(({place, evidence}) => ({
      code: judgeBad(statement, isRootNamed),
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
