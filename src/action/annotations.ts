/** Report -> annotations, the decisive one first: GitHub shows ten of a kind for a step. Pure. */
import type {Report} from '../report.ts';
import {describeSteps} from '../verification/step.ts';
import {isExportedUnfinished, isResumable, listRefusals, listSigningFailures} from './signing-state.ts';
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
    ...describeDiagnostics(report),
    ...describeRefusals(report),
    ...report.warnings.map(message => ({level: 'warning' as const, title: 'Provenance', message})),
    ...describeWarnings(report),
    ...(report.dockerfile ?? []).map(finding => ({level: 'warning' as const, ...finding})),
    ...(report.unpinned ?? []).map(({place, title, detail}) => ({
      level: 'notice' as const,
      title,
      message: detail,
      file: place.file,
      startLine: place.line
    })),
    ...report.notices.map(message => ({level: 'notice' as const, title: 'Provenance', message}))
  ];
}

const RESUMABLE =
  'The image is pushed. When the cause is mended, the step in the summary signs it by its digest, without building again.';

const AGAIN =
  'The image is in its layout. When the cause is mended, run this job again; or copy the image into a registry and sign it there, as the summary says.';

function describeConclusion(report: Report): Annotation[] {
  const {failure, reason, skip, conclusion, verdict, diagnostics} = report;
  const at = diagnostics[0]?.place;
  const place = at === undefined ? {} : {file: at.file, startLine: at.line};
  const title = `Provenance: ${describeVerdict(report)}`;
  const unsigned = explainUnsigned(report);
  const first = failure?.message ?? reason;
  const message = [
    first,
    ...(failure === undefined && skip !== undefined ? [`Nothing was pushed: ${skip.reason}.`] : []),
    ...(failure === undefined ? listFailures(report, first) : []),
    ...listSigningFailures(report.signing)
      .filter(text => !first.includes(dropSubjects(text)))
      .slice(0, 20),
    ...(isResumable(report) ? [RESUMABLE] : []),
    ...(isExportedUnfinished(report) ? [AGAIN] : []),
    ...unsigned.filter(() => diagnostics[0]?.cause !== 'oidc-permission'),
    ...explainDecisive(report, first)
  ].join('\n');
  if (conclusion === 'failure') return [{level: 'error', title, message, ...place}];
  if (verdict === 'rejected' || verdict === 'undecided')
    return [{level: 'warning', title, message, ...place}];
  if (unsigned.length > 0) return [{level: 'warning', title, message: unsigned.join('\n'), ...place}];
  if (skip !== undefined || verdict === 'absent') return [{level: 'notice', title, message}];
  return [];
}

/** What the decisive diagnostic means, and what to do: whoever reads no further than this knows what to change. */
function explainDecisive({diagnostics}: Report, said: string): string[] {
  const [first] = diagnostics;
  if (first?.severity !== 'error') return [];
  const {code, title, explanation, remedy, evidence, phase, alternatives} = first;
  // Where it failed, which buildx's last word leaves out: step and line of the Dockerfile; and what the verdict says nothing of.
  const known = said.split('\n');
  const isNew = (line: string): boolean =>
    !known.some(other => other === line || other.endsWith(`: ${line}`));
  const where = ['build', 'collect'].includes(phase) ? evidence.filter(isNew).slice(0, EVIDENCE_LINES) : [];
  const others = alternatives.map(
    other => `It may also be ${other.code} (${other.cause}): ${other.distinction}`
  );
  return [
    ...where,
    `${code}: ${title}. ${explanation}`,
    `What to do: ${remedy.text}`,
    ...(remedy.instead === undefined ? [] : ['To write instead:', ...remedy.instead]),
    ...others
  ];
}

/** The step, six lines that it printed, and its lines of the Dockerfile. */
const EVIDENCE_LINES = 9;

/** What is noticed beside the verdict: nobody else tells it. */
const ASIDE = new Set(['preflight', 'build', 'cache', 'collect']);

/** What is decisive is in the first annotation; what else would fail a step, or would if that were enforced, is not. */
function describeDiagnostics(report: Report): Annotation[] {
  // Why it is unsigned is told once.
  const told = explainUnsigned(report).length > 0 ? ['oidc-permission', 'attestations-plan'] : [];
  return report.diagnostics
    .filter(({phase, severity}) => ASIDE.has(phase) && (severity !== 'error' || phase === 'collect'))
    .filter(({code, cause}) => !told.includes(cause) && !isDecisive(code, report))
    .map(({code, title, severity, evidence, remedy, place}) => ({
      level: severity === 'error' && report.conclusion === 'success' ? 'warning' : severity,
      title: `${code}: ${title}`,
      message: [...evidence, `What to do: ${remedy.text}`].join('\n'),
      ...(place === undefined ? {} : {file: place.file, startLine: place.line})
    }));
}

/** A check may have warned of what then stopped the run. Where nothing stopped, nobody has told it yet. */
function isDecisive(code: string, {diagnostics: [first], conclusion, verdict}: Report): boolean {
  const isTold = conclusion === 'failure' || verdict === 'rejected' || verdict === 'undecided';
  return isTold && first?.severity === 'error' && first.code === code;
}

/** Why an image that would have been signed is not, and what to change. */
function explainUnsigned({skip, signing}: Report): string[] {
  if (skip !== undefined || signing?.remedy === undefined || signing.decision.value) return [];
  return [`Unsigned: ${signing.decision.trace.at(-1) ?? signing.decision.source}. ${signing.remedy}`];
}

/** A place that took no bundle is worth a line, and no failure. */
function describeRefusals({signing, diagnostics}: Report): Annotation[] {
  const codes = diagnostics
    .filter(({phase, severity}) => phase === 'store' && severity === 'warning')
    .map(diagnostic => `\n${diagnostic.code}: ${diagnostic.title}.`);
  return listRefusals(signing).map(({title, text}) => ({
    level: 'warning',
    title: "Provenance: not in GitHub's attestations API",
    message: `${text} (${title})${codes.join('')}`
  }));
}

/** Without whom it befell, `index, linux/amd64: `. */
function dropSubjects(text: string): string {
  return text.slice(text.indexOf(': ') + 2);
}

function listFailures({verifications = []}: Report, said: string): string[] {
  const steps = verifications.flatMap(({steps}) => steps);
  const failed = steps.filter(({outcome, evidence}) => {
    return (outcome === 'failed' || outcome === 'unknown') && !said.includes(evidence);
  });
  const lines = describeSteps(failed);
  const more = lines.length - FAILURES_LIMIT;
  const rest = more > 0 ? [`And ${String(more)} more, in the summary.`] : [];
  return [...lines.slice(0, FAILURES_LIMIT), ...rest];
}

const FAILURES_LIMIT = 20;

/** One annotation for each kind of finding, however many platforms share it. */
function describeWarnings({verifications = []}: Report): Annotation[] {
  const warnings = verifications.flatMap(({steps}) => steps).filter(({outcome}) => outcome === 'warning');
  const byTitle = Map.groupBy(warnings, ({title}) => title);
  return [...byTitle].map(([title, steps]) => {
    const platforms = [...new Set(steps.flatMap(({platform}) => platform ?? []))];
    const where = platforms.length === 0 ? '' : ` (${platforms.join(', ')})`;
    return {
      level: 'warning',
      title: `Provenance: "${title}" does not quite hold`,
      message: `${steps[0]?.evidence ?? ''}${where}`
    };
  });
}
