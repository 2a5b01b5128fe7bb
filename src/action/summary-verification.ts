/** What was read back, in the step summary: the platforms, and the checks that decided. Pure; escapes all. */
import type {PlatformVerification, Step, Verdict, Verification} from '../verification/verification.ts';
import {escapeText, formatCode, formatDetails, formatTable} from './markdown.ts';
import {NONE, ROW_LIMIT, shortenHex} from './summary-text.ts';

export const ICONS: Record<Verdict, string> = {verified: '✅', rejected: '❌', undecided: '❔', absent: '➖'};

/** A row for each platform. */
export function renderPlatforms({platforms, store}: Verification): string {
  if (platforms.length === 0) return '';
  const place = store.startsWith('registry') ? 'registry' : 'layout';
  const head = [
    'Platform',
    'Verdict',
    'Mode',
    'Predicate',
    'Source revision (asserted)',
    'Base images (asserted)',
    `Digest (${place})`
  ];
  const rows = platforms.slice(0, ROW_LIMIT).map(renderPlatform);
  const table = formatTable(
    head.map(cell => escapeText(cell)),
    rows
  );
  return `Read back from ${formatCode(store)}:\n\n${table}`;
}

function renderPlatform({
  platform,
  verdict,
  mode,
  predicateType,
  revision,
  ...rest
}: PlatformVerification): string[] {
  const predicate = predicateType?.replace('https://slsa.dev/provenance/', '');
  return [
    escapeText(platform),
    `${ICONS[verdict]} ${escapeText(verdict)}`,
    mode === undefined ? NONE : escapeText(mode),
    predicate === undefined ? NONE : formatCode(predicate),
    revision === undefined ? NONE : formatCode(shortenHex(revision)),
    renderBaseImages(rest.baseImages),
    formatCode(rest.imageDigest)
  ];
}

function renderBaseImages(baseImages: PlatformVerification['baseImages']): string {
  if (baseImages.length === 0) return NONE;
  const shown = baseImages
    .slice(0, 10)
    .map(({uri, pinned}) => `${formatCode(shortenHex(uri), 120)}${pinned === false ? ' not pinned' : ''}`);
  const more = baseImages.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('<br>');
}

const OUTCOMES: Record<Step['outcome'], string> = {
  passed: '✅',
  failed: '❌',
  warning: '⚠️',
  unknown: '❔',
  skipped: '➖'
};

/** Every check with its evidence, folded. */
export function renderSteps({steps, store}: Verification): string {
  if (steps.length === 0) return '';
  const rows = steps
    .slice(0, ROW_LIMIT * 2)
    .map(step => [
      OUTCOMES[step.outcome],
      escapeText(step.title),
      step.platform === undefined ? '' : escapeText(step.platform),
      escapeText(shortenHex(step.evidence), 600)
    ]);
  const title = `Checks in ${store}: ${countOutcomes(steps)}`;
  return formatDetails(title, formatTable(['', 'Check', 'Platform', 'Evidence'], rows));
}

const OUTCOME_WORDS: Record<Step['outcome'], string> = {
  passed: 'passed',
  failed: 'failed',
  warning: 'with a warning',
  unknown: 'could not be made',
  skipped: 'do not apply'
};

function countOutcomes(steps: readonly Step[]): string {
  const counts = Map.groupBy(steps, ({outcome}) => outcome);
  return [...counts].map(([outcome, {length}]) => `${String(length)} ${OUTCOME_WORDS[outcome]}`).join(', ');
}
