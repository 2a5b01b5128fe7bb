/** The step summary: a report as Markdown for a tired maintainer. Pure; every value from outside is escaped. */
import {FAILURES} from '../report.ts';
import type {Report} from '../report.ts';
import type {Verdict} from '../verification/verification.ts';
import {escapeText, formatCode, formatCommands} from './markdown.ts';
import {describeLeftBehind, describeOutcome} from './signing-state.ts';
import {renderResume} from './summary-resume.ts';
import {
  renderSignatureCommands,
  renderSignatures,
  renderSignatureSteps,
  renderSigningTrouble
} from './summary-signing.ts';
import {renderChecks, renderDiagnostics} from './summary-diagnosis.ts';
import {renderDecisions, renderTimings} from './summary-decisions.ts';
import {renderDependencies} from './summary-dependencies.ts';
import {renderSboms} from './summary-sbom.ts';
import {renderEscalation} from './summary-escalation.ts';
import {renderExtraction} from './summary-extraction.ts';
import {formatLines, ROW_LIMIT, shortenHex} from './summary-text.ts';
import {ICONS, renderPlatforms, renderSteps} from './summary-verification.ts';

/** GitHub drops a step's summary of 1 MiB without a word (actions/runner#4337); UTF-8 bytes. */
export const SUMMARY_LIMIT = 1_000_000;

/** The whole summary; parts at the end are left out, and said to be, where it would pass the limit. */
export function renderSummary(report: Report, limit = SUMMARY_LIMIT): string {
  const first = [renderHeadline(report), renderDiagnostics(report)];
  const rest = [
    renderFailure(report),
    renderImage(report),
    renderSigningTrouble(report),
    renderResume(report),
    ...(report.verifications ?? []).map(renderPlatforms),
    renderSboms(report),
    renderSignatures(report),
    renderDependencies(report),
    renderExtraction(report),
    renderNotes(report),
    renderCommands(report),
    renderSignatureCommands(report),
    renderChecks(report),
    ...(report.verifications ?? []).map(renderSteps),
    renderSignatureSteps(report),
    renderEscalation(report),
    renderDecisions(report),
    renderTimings(report)
  ];
  const parts = report.shortSummary === true ? first : [...first, ...rest];
  return fit(
    parts.filter(part => part !== ''),
    limit
  );
}

function fit(parts: readonly string[], limit: number): string {
  const cut = '\n\n_The summary was cut here: the report has the rest._\n';
  let text = '';
  for (const part of parts) {
    const longer = `${text}${part}\n\n`;
    if (Buffer.byteLength(longer) > limit - cut.length) return text + cut;
    text = longer;
  }
  return text;
}

function renderHeadline(report: Report): string {
  const why = report.skip === undefined ? '' : ` Nothing was pushed: ${escapeText(report.skip.reason)}.`;
  const fails = report.failure !== undefined || findStopper(report) !== undefined;
  const icon = fails ? '❌' : ICONS[report.verdict];
  const reason = shortenHex(isDiagnosed(report) ? takeSentence(report.reason) : report.reason);
  return `## ${icon} Provenance: ${describeVerdict(report)}\n\n${escapeText(reason)}${why}`;
}

/** Whether the evidence below the headline has the reason at length. */
function isDiagnosed({diagnostics: [first]}: Report): boolean {
  return first?.severity === 'error';
}

function takeSentence(text: string): string {
  return /^.{1,600}?[.](?= [A-Z])/.exec(text)?.[0] ?? text;
}

/** The verdict in a few words, for headline and log; of an image that was pushed, also whether it is signed. */
export function describeVerdict(report: Report): string {
  const {failure, skip, verdict} = report;
  if (failure !== undefined)
    return `${failure.cancelled ? 'cancelled' : FAILURES[failure.phase]}${describeLeftBehind(report)}`;
  const outcome =
    skip === undefined ? describeOutcome(report) : `Skipped (${skip.label})${describeDryVerdict(verdict)}`;
  const stopper = findStopper(report);
  return stopper === undefined ? outcome : `${outcome}; ${stopper} fails the step`;
}

/** The code that fails a step whose verdict does not. */
function findStopper({conclusion, failure, verdict, diagnostics}: Report): string | undefined {
  const isGood = verdict === 'verified' || verdict === 'absent';
  if (conclusion === 'success' || failure !== undefined || !isGood) return undefined;
  const failing = diagnostics.filter(({severity, expected}) => severity !== 'notice' && !expected);
  return (failing.find(({severity}) => severity === 'error') ?? failing[0])?.code;
}

function describeDryVerdict(verdict: Verdict): string {
  return verdict === 'absent' ? '' : `, what would be published is ${verdict}`;
}

/** In its own words, unless the evidence of the decisive diagnostic holds them already. */
function renderFailure({failure, diagnostics: [first]}: Report): string {
  if (failure === undefined) return '';
  const shown = first?.evidence.join('\n').replaceAll(/\s+/g, ' ') ?? '';
  const isShown = (line: string): boolean => shown.includes(line.trim().replaceAll(/\s+/g, ' '));
  const rest = failure.message.split('\n').filter(line => !isShown(line));
  return rest.every(isBare) ? '' : formatLines(failure.message);
}

/** Lines that say no more than the headline. */
function isBare(line: string): boolean {
  return /^(?:Nothing was built\.|docker buildx build failed with exit code \d{1,3}\.)?$/.test(line);
}

function renderImage(report: Report): string {
  const refs = (report.imageRefs ?? []).map(ref => `- ${formatCode(ref, 600)}`);
  if (refs.length > 0) return refs.join('\n');
  if (report.build?.digest === undefined) return '';
  return `${isPushedUnread(report) ? 'Built' : 'Built, not published'}: ${formatCode(report.build.digest)}`;
}

/** It was pushed beside the layout that was verified: no reference of it is known to be good. */
function isPushedUnread({exportMode, failure}: Report): boolean {
  return failure === undefined && exportMode?.modes.includes('registry') === true;
}

function renderNotes({removed, notices, warnings}: Report): string {
  const lines = [
    ...warnings.map(text => `⚠️ ${escapeText(text, 1000)}`),
    ...notices.map(text => `ℹ️ ${escapeText(text, 1000)}`),
    ...removed.map(text => `Not done in a dry run: ${formatCode(text)}`)
  ];
  return lines
    .slice(0, ROW_LIMIT)
    .map(line => `- ${line}`)
    .join('\n');
}

function renderCommands({imageRefs, sbomPath}: Report): string {
  if (imageRefs === undefined || imageRefs.length === 0) return '';
  const fields = sbomPath === undefined ? ['Provenance'] : ['Provenance', 'SBOM'];
  const inspect = imageRefs.flatMap(ref =>
    fields.map(field => `docker buildx imagetools inspect ${ref} --format '{{json .${field}}}'`)
  );
  return `Look for yourself, at this very digest:\n\n${formatCommands(inspect)}`;
}
