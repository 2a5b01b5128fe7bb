/** The step summary's part about what the image stands on, as Markdown. Pure; every value from outside is escaped. */
import type {DependencyRecord, FoundRecord, ImageRecord, TrunkRecord} from '../dependencies/record.ts';
import type {Report} from '../report.ts';
import {escapeText, formatCode, formatTable} from './markdown.ts';
import {ROW_LIMIT, shortenHex} from './summary-text.ts';

const HEAD = ['Image', 'Provenance'];
const DEPTH_SHOWN = 8;
const SIGNERS_SHOWN = 3;

/** The tree, a row for each image; nothing where there is none. */
export function renderDependencies({dependencies}: Report): string {
  if (dependencies === undefined) return '';
  const {trunks, problem, path} = dependencies;
  const rows = trunks.filter(({images}) => images.length > 0).flatMap(renderTrunk);
  const parts = [
    ...(problem === undefined ? [] : [`Nobody could look: ${escapeText(problem, 600)}`]),
    ...(rows.length === 0 ? [] : [describeCounts(dependencies), formatTable(HEAD, cut(rows))])
  ];
  if (parts.length === 0) return '';
  const where = path === undefined ? [] : [`All of it, on the runner: ${formatCode(path, 600)}`];
  return ['### What the image stands on', ...parts, ...where].join('\n\n');
}

function cut(rows: readonly string[][]): readonly string[][] {
  const more = rows.length - ROW_LIMIT;
  return more > 0 ? [...rows.slice(0, ROW_LIMIT), [`and ${String(more)} more`, '']] : rows;
}

/** "1 of 3 images has no provenance that can be used." */
function describeCounts({found, missing}: DependencyRecord): string {
  const all = found + missing;
  if (missing > 0) {
    const which = all === 1 ? 'The one image' : `${String(missing)} of ${String(all)} images`;
    return `${which} ${missing === 1 ? 'has' : 'have'} no provenance that can be used: what is collected is incomplete.`;
  }
  if (all === 1) return 'The one image has provenance.';
  return `${all === 2 ? 'Both' : `All ${String(all)}`} images have provenance.`;
}

function renderTrunk({platform, root, images, more}: TrunkRecord): string[][] {
  const own = [`<b>${escapeText(platform)}</b> ${formatCode(shortenHex(root))}`, ''];
  const rest = more > 0 ? [[`and ${String(more)} more`, '']] : [];
  return [own, ...images.map(image => renderImage(image, platform)), ...rest];
}

function renderImage(record: ImageRecord, own: string): string[] {
  const {depth, image, digest, platform, role, pinned, found, repeated, cached} = record;
  const indent = '&emsp;'.repeat(2 * (Math.min(depth, DEPTH_SHOWN) - 1));
  const named = digest !== undefined && image.endsWith(`@${digest}`);
  const name = named ? image.slice(0, -digest.length - 1) : image;
  const notes = [
    ...(named ? [formatCode(shortenHex(digest))] : []),
    ...(platform === undefined || platform === own ? [] : [escapeText(platform)]),
    ...(role === undefined ? [] : [ROLES[role]]),
    ...(pinned ? [] : ['not pinned'])
  ];
  const below = notes.length === 0 ? '' : `<br>${indent}&emsp;${notes.join(', ')}`;
  return [
    `${indent}└ ${formatCode(shortenHex(name), 200)}${below}`,
    repeated ? 'as above' : `${renderFound(found)}${cached === true ? '<br>served from the cache' : ''}`
  ];
}

const ROLES: Readonly<Record<NonNullable<ImageRecord['role']>, string>> = {
  frontend: 'Dockerfile frontend',
  tool: 'tool of the build, such as an SBOM generator',
  unused: 'not read for this platform'
};

function renderFound({outcome, signers = [], reason = ''}: FoundRecord): string {
  switch (outcome) {
    case 'signed':
      return `✅ signed by ${renderSigners(signers)}`;
    case 'unsigned':
      return '☑️ unsigned';
    case 'nothing':
      return '➖ none';
    case 'invalid':
      return `❌ does not hold, not used: ${escapeText(shortenHex(reason), 400)}`;
    case 'unread':
      return `❔ could not be told: ${escapeText(shortenHex(reason), 400)}`;
  }
}

function renderSigners(signers: NonNullable<FoundRecord['signers']>): string {
  const shown = signers.slice(0, SIGNERS_SHOWN).map(({identity}) => formatCode(identity, 300));
  const more = signers.length - shown.length;
  return [...shown, ...(more > 0 ? [`${String(more)} more`] : [])].join('<br>');
}
