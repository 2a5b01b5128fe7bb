/** The step summary's parts about signing, as Markdown. Pure; every value from outside is escaped. */
import type {Report} from '../report.ts';
import type {SignatureOutcome} from '../sigstore/signature-step.ts';
import type {PlaceRecord, Signing, StatementRecord} from '../sigstore/signing.ts';
import {escapeText, formatCode, formatCommands, formatDetails, formatTable} from './markdown.ts';
import {findSigner, isPublished, listRefusals, listSigningFailures} from './signing-state.ts';
import {formatLines, formatLink, NONE, ROW_LIMIT, shortenHex} from './summary-text.ts';
import {listVerifyCommands} from './verify-commands.ts';
import type {VerifyCommand} from './verify-commands.ts';

const PLACES_LIMIT = 8;

/** Why the image is unsigned, or what went wrong, in full; nothing where all is well or nothing was published. */
export function renderSigningTrouble(report: Report): string {
  const {signing} = report;
  if (signing === undefined || !isPublished(report)) return '';
  if (!signing.decision.value) return renderUnsigned(signing);
  const told = new Set(report.diagnostics.flatMap(({evidence}) => evidence));
  const failures = listSigningFailures(signing)
    .filter(text => !told.has(text))
    .slice(0, 20);
  if (failures.length === 0) return '';
  return `**What went wrong in signing:**\n\n${failures.map(formatLines).join('\n')}`;
}

function renderUnsigned({decision: {trace, source}, remedy}: Signing): string {
  const why = escapeText(`${trace.at(-1) ?? source}.`, 600);
  if (remedy === undefined) return `Not signed: ${why}`;
  return `> **Unsigned:** ${why}\n>\n> ${escapeText(remedy, 600)}`;
}

/** Who signed, by whose word, and a row for each statement. */
export function renderSignatures(report: Report): string {
  const {signing} = report;
  if (signing?.decision.value !== true || !isPublished(report)) return '';
  const {statements} = signing;
  const places = listPlaces(statements);
  const head = ['Statement', 'Digests', 'Predicate', 'Result', 'Log entry or time', ...places];
  const rows = statements.slice(0, ROW_LIMIT).map(statement => renderStatement(statement, places, signing));
  const table =
    rows.length === 0
      ? ''
      : formatTable(
          head.map(cell => escapeText(cell)),
          rows
        );
  const refusals = listRefusals(signing).map(
    ({title, text}) => `- ⚠️ ${escapeText(title)}: ${escapeText(text, 1000)}`
  );
  const parts = ['### Signatures', renderSigner(signing), table, refusals.join('\n')];
  return parts.filter(part => part !== '').join('\n\n');
}

/** A column each. A file is a place only where nothing could be written to it. */
function listPlaces(statements: readonly StatementRecord[]): string[] {
  const all = statements.flatMap(({places}) => places);
  const shown = all.filter(({kind, verdict}) => kind !== 'file' || verdict !== 'verified');
  return [...new Set(shown.map(({place}) => place))].slice(0, PLACES_LIMIT);
}

const INSTANCES: Record<NonNullable<Signing['instance']>, string> = {
  'public-good': "Sigstore's public-good instance, with a public log",
  github: "GitHub's own instance, with a timestamp authority and no public log"
};

function renderSigner(signing: Signing): string {
  const {instance, trust, bundlePath, trustedRootPath, storageRecordIds} = signing;
  const signer = findSigner(signing);
  const lines = [
    ...(signer === undefined
      ? []
      : [
          `Signer, by the certificate: ${formatCode(signer.identity, 600)}`,
          `Identified by: ${formatCode(signer.issuer)}`
        ]),
    ...(instance === undefined ? [] : [`Signed with: ${escapeText(INSTANCES[instance])}`]),
    ...(trust === undefined ? [] : [`Trust: ${escapeText(trust, 600)}`]),
    ...(bundlePath === undefined ? [] : [`All bundles, on the runner: ${formatCode(bundlePath, 600)}`]),
    ...(trustedRootPath === undefined
      ? []
      : [`The trusted root, beside them: ${formatCode(trustedRootPath, 600)}`]),
    ...(storageRecordIds.length === 0 ? [] : [`Storage records: ${String(storageRecordIds.length)}`])
  ];
  return lines.map(line => `- ${line}`).join('\n');
}

const RESULTS: Record<StatementRecord['outcome'], string> = {
  signed: '✅&nbsp;signed',
  reused: '✅&nbsp;signed before',
  failed: '❌&nbsp;failed'
};

function renderStatement(
  {places, ...statement}: StatementRecord,
  columns: readonly string[],
  signing: Signing
): string[] {
  const {title, subjects, predicateType, outcome} = statement;
  const shown = subjects.slice(0, 4).map(digest => formatCode(shortenHex(digest)));
  const more = subjects.length - shown.length;
  return [
    escapeText(title),
    [...shown, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('<br>'),
    formatCode(predicateType.replace(/^https:\/\/(?:slsa\.dev\/provenance\/)?/, ''), 120),
    RESULTS[outcome],
    renderProof(statement, signing),
    ...columns.map(column => renderPlace(places.find(({place}) => place === column)))
  ];
}

/** The search page knows the public log alone: who names a trusted root may have one of his own. */
function renderProof(
  {logIndex, signedAt}: Pick<StatementRecord, 'logIndex' | 'signedAt'>,
  {instance, trustedRoot}: Signing
): string {
  if (logIndex === undefined || !/^\d{1,20}$/.test(logIndex)) {
    return signedAt === undefined
      ? NONE
      : escapeText(signedAt.replace(/^([\d-]+)T([\d:]+)\.\d+Z$/, '$1 $2Z'), 40);
  }
  const isPublic = instance === 'public-good' && trustedRoot === undefined;
  return formatLink(logIndex, isPublic ? `https://search.sigstore.dev/?logIndex=${logIndex}` : undefined);
}

function renderPlace(record: PlaceRecord | undefined): string {
  if (record === undefined) return NONE;
  const {stored, verdict, id, url, via} = record;
  switch (verdict) {
    case 'verified':
      return `✅&nbsp;${formatLink(escapeText(id ?? 'read back', 40), url)}${via === 'tag' ? ', listed by tag' : ''}`;
    case 'rejected':
      return `❌&nbsp;${formatLink(escapeText(id ?? 'stored', 40), url)}, and bad`;
    case 'undecided':
      return `❔&nbsp;${stored ? 'stored, not read back' : 'not stored'}`;
    case 'absent':
      return '➖&nbsp;not stored';
  }
}

const UNLOGGED =
  "GitHub's instance keeps no public log: a timestamp authority attests the time. So cosign is told not to look for log entries (`--insecure-ignore-tlog`, `--insecure-ignore-sct`); certificate, time, signature and signer are checked all the same.";

const ONLINE = 'Check the signatures yourself, logged in to the registry.';
const OFFLINE =
  'Check the signatures yourself, without a network. Bundles and trusted root are files on the runner and go with it: upload them beside the layout (outputs `bundle-path` and `trusted-root-path`).';

/** The exact commands: those for the first digest in sight, the others folded. */
export function renderSignatureCommands(report: Report): string {
  if (!isPublished(report)) return '';
  const {preparations, commands, omitted} = listVerifyCommands(report);
  const [first] = commands;
  if (first === undefined) return '';
  const shown = commands.filter(({title}) => title === first.title);
  const others = commands.filter(({title}) => title !== first.title);
  const unlogged = commands.some(({lines}) => lines.join(' ').includes('--insecure-ignore-tlog'));
  const text = [
    `${report.signing?.layouts === undefined ? ONLINE : OFFLINE}${unlogged ? ` ${UNLOGGED}` : ''}`,
    `${describeTitle(first)}:`,
    formatCommands([...preparations, ...shown.flatMap(({lines}) => lines)])
  ];
  if (others.length === 0) return text.join('\n\n');
  const byTitle = Map.groupBy(others, ({title}) => title);
  const blocks = [...byTitle.values()].map(
    all => `${describeTitle(all[0])}:\n\n${formatCommands(all.flatMap(({lines}) => lines))}`
  );
  const rest = omitted === 0 ? [] : [`And ${String(omitted)} more of the same kind.`];
  const title = `Commands for ${String(byTitle.size)} more`;
  return [...text, formatDetails(title, [...blocks, ...rest].join('\n\n'))].join('\n\n');
}

function describeTitle(command: VerifyCommand | undefined): string {
  return escapeText(command?.title ?? '', 600);
}

const OUTCOMES: Record<SignatureOutcome, string> = {passed: '✅', failed: '❌', skipped: '➖'};

/** Each check of each signature, folded. */
export function renderSignatureSteps(report: Report): string {
  if (!isPublished(report)) return '';
  const all = (report.signing?.statements ?? []).flatMap(({title, steps}) =>
    steps.map(step => ({...step, statement: title}))
  );
  if (all.length === 0) return '';
  const failed = all.filter(({outcome}) => outcome === 'failed').length;
  const rows = all
    .slice(0, ROW_LIMIT * 2)
    .map(({outcome, statement, title, evidence}) => [
      OUTCOMES[outcome],
      escapeText(statement),
      escapeText(title),
      escapeText(shortenHex(evidence), 600)
    ]);
  const count = `${String(all.length)}, ${failed === 0 ? 'none failed' : `${String(failed)} failed`}`;
  return formatDetails(
    `Checks of the signatures: ${count}`,
    formatTable(['', 'Statement', 'Check', 'Evidence'], rows)
  );
}
