/** The diagnosis in the step summary: what is wrong, how one knows, how to mend it. Pure; untrusted text is escaped. */
import type {Diagnostic, Severity} from '../diagnostics/diagnostic.ts';
import type {CheckOutcome} from '../preflight/check.ts';
import {isHinted} from '../preflight/workflow-codes.ts';
import type {Report} from '../report.ts';
import {escapeText, formatCode, formatDetails, formatTable} from './markdown.ts';
import {isExportedUnfinished, isResumable} from './signing-state.ts';
import {formatLines, formatLink, ROW_LIMIT} from './summary-text.ts';

const SHOWN = 10;
const ICONS: Record<Severity, string> = {error: '❌', warning: '⚠️', notice: 'ℹ️'};

/** A section for each diagnostic, the decisive one first. */
export function renderDiagnostics(report: Report): string {
  const [first, ...others] = report.diagnostics.slice(0, SHOWN);
  if (first === undefined) return '';
  const change = [...renderHint(report), ...explainNoHint(report)];
  return [
    renderDiagnostic({...first, evidence: gatherEvidence(first, others)}, report, change),
    ...others
      .filter(({code}) => code !== first.code)
      .map(diagnostic => renderDiagnostic(diagnostic, report, []))
  ].join('\n\n');
}

/** With what others of the same code saw: a check may have warned of what then stopped the run. */
function gatherEvidence({code, evidence}: Diagnostic, others: readonly Diagnostic[]): readonly string[] {
  return [...evidence, ...others.filter(other => other.code === code).flatMap(other => other.evidence)];
}

/** Where the workflow could say something, and could not be read or found. */
function explainNoHint({hint, diagnostics, escalation}: Report): string[] {
  const [first] = diagnostics;
  const reasons = escalation?.workflow?.reasons ?? [];
  if (hint !== undefined || first === undefined || reasons.length === 0 || !isHinted(first.code)) return [];
  return [`**In the workflow:** nothing to show. ${escapeText(reasons.join(' '), 600)}`];
}

/** The patch is made of the workflow's own text: untrusted, too. */
function renderHint({hint}: Report): string[] {
  if (hint === undefined) return [];
  const {place, title, detail, patch} = hint;
  const where = formatCode(`${place.file}:${String(place.line)}`);
  const change =
    patch === undefined ? [] : [`<pre>${patch.split('\n').map(escapeIndented).join('\n')}</pre>`];
  return [`**In the workflow**, ${where}: ${escapeText(title)}. ${escapeText(detail, 1000)}`, ...change];
}

/** A line of a patch with its mark and indentation, which count in YAML. */
function escapeIndented(line: string): string {
  const [start = ''] = /^[ +-]? */.exec(line) ?? [];
  return start + escapeText(line.slice(start.length), 500);
}

/** Words of the catalogue are ours; they are escaped all the same. `change` is what the workflow itself shows. */
function renderDiagnostic(diagnostic: Diagnostic, report: Report, change: readonly string[]): string {
  const actionUrl = report.run?.actionUrl;
  const {code, severity, title, explanation, remedy, check, evidence, place, alternatives} = diagnostic;
  const page = formatLink(code, actionUrl === undefined ? undefined : `${actionUrl}/${diagnostic.page}`);
  const where = place === undefined ? '' : ` (${formatCode(`${place.file}:${String(place.line)}`)})`;
  return [
    `### ${ICONS[severity]} ${page}: ${escapeText(title)}${where}`,
    escapeText(explanation, 1000),
    ...(evidence.length === 0 ? [] : [formatLines(dropContained(evidence).join('\n'))]),
    `**What to do:** ${escapeText(remedy.text, 1500)}`,
    ...formatInstead(remedy.instead ?? []),
    ...change,
    ...(remedy.yaml === undefined || isShownFilledIn(diagnostic, report, change)
      ? []
      : [formatYaml(remedy.yaml)]),
    `**How to see that it worked:** ${escapeText(check, 500)}`,
    ...(alternatives.length === 0 ? [] : [renderAlternatives(alternatives)])
  ].join('\n\n');
}

/** The lines to write were shown, or the workflow's own, or the step that signs what is there stands below with this image's names. */
function isShownFilledIn({remedy}: Diagnostic, report: Report, change: readonly string[]): boolean {
  return (
    (change.length > 0 && report.hint?.patch !== undefined) ||
    remedy.instead !== undefined ||
    (remedy.yaml?.includes('digest:') === true && (isResumable(report) || isExportedUnfinished(report)))
  );
}

/** Without lines that end another: buildx's last word has what its step said, with more in front. */
function dropContained(lines: readonly string[]): readonly string[] {
  return lines.filter(line => !lines.some(other => other !== line && other.endsWith(`: ${line}`)));
}

/** Our own snippets; none holds a backtick, and if one did, it would not get out. */
function formatYaml(yaml: string): string {
  return ['```yaml', yaml.replaceAll('`', "'"), '```'].join('\n');
}

/** Not wrapped: whoever pastes them wants each on its line. */
function formatInstead(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ['**To write instead:**', `<pre>${lines.map(line => escapeText(line, 500)).join('\n')}</pre>`];
}

function renderAlternatives(alternatives: Diagnostic['alternatives']): string {
  const lines = alternatives.map(
    ({code, cause, distinction}) =>
      `- ${escapeText(code)} (${escapeText(cause)}): ${escapeText(distinction, 500)}`
  );
  return ['It may also be:', '', ...lines].join('\n');
}

const OUTCOMES: Record<CheckOutcome, string> = {
  passed: '✅ passed',
  failed: '❌ failed',
  warning: '⚠️ warning',
  unknown: '❔ unknown',
  skipped: '➖ does not apply'
};

/** What was looked at before the build; what could not be found out is not passed. */
export function renderChecks({checks = []}: Report): string {
  if (checks.length === 0) return '';
  const rows = checks
    .slice(0, ROW_LIMIT)
    .map(({outcome, title, evidence}) => [OUTCOMES[outcome], escapeText(title), escapeText(evidence, 600)]);
  const open = checks.filter(({outcome}) => outcome === 'failed' || outcome === 'unknown').length;
  const title = `Checks before the build: ${String(checks.length)}, ${String(open)} failed or unknown`;
  return formatDetails(title, formatTable(['', 'Check', 'Evidence'], rows));
}
