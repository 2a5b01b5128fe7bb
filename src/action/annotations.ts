/** Report -> annotations, the decisive one first: GitHub shows ten of a kind for a step. Pure. */
import type {Report} from '../report.ts';
import type {Step} from '../verification/verification.ts';
import {describeVerdict} from './summary.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** What the workflow's page shows of a run. Messages are untrusted text: the log escapes them. */
export function listAnnotations(report: Report): Annotation[] {
  return [
    ...describeConclusion(report),
    ...report.warnings.map(message => ({level: 'warning' as const, title: 'Provenance', message})),
    ...describeWarnings(report),
    ...(report.dockerfile ?? []).map(finding => ({level: 'warning' as const, ...finding})),
    ...report.notices.map(message => ({level: 'notice' as const, title: 'Provenance', message}))
  ];
}

function describeConclusion(report: Report): Annotation[] {
  const title = `Provenance: ${describeVerdict(report)}`;
  if (report.failure !== undefined) return [{level: 'error', title, message: report.failure.message}];
  const message = [
    report.reason,
    ...(report.skip === undefined ? [] : [`Nothing was pushed: ${report.skip.reason}.`]),
    ...listFailures(report)
  ].join('\n');
  if (report.conclusion === 'failure') return [{level: 'error', title, message}];
  if (report.verdict === 'rejected' || report.verdict === 'undecided')
    return [{level: 'warning', title, message}];
  if (report.skip !== undefined || report.verdict === 'absent') return [{level: 'notice', title, message}];
  return [];
}

function listFailures({verifications = []}: Report): string[] {
  const steps = verifications.flatMap(({steps}) => steps);
  return steps
    .filter(({outcome}) => outcome === 'failed' || outcome === 'unknown')
    .slice(0, 20)
    .map(describeStep);
}

function describeStep({title, platform, evidence}: Step): string {
  return `${platform === undefined ? '' : `${platform}: `}${title}: ${evidence}`;
}

/** One annotation for each kind of finding, however many platforms share it. */
function describeWarnings({verifications = []}: Report): Annotation[] {
  const warnings = verifications.flatMap(({steps}) => steps).filter(({outcome}) => outcome === 'warning');
  const byTitle = Map.groupBy(warnings, ({title}) => title);
  return [...byTitle].map(([title, steps]) => {
    const platforms = [...new Set(steps.flatMap(({platform}) => platform ?? []))];
    const where = platforms.length === 0 ? '' : ` (${platforms.join(', ')})`;
    return {level: 'warning', title: `Provenance: ${title}`, message: `${steps[0]?.evidence ?? ''}${where}`};
  });
}
