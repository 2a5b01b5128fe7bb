/** What to do when an image is published and its signing is not done: the step that does it without building. Pure. */
import type {Digest} from '../oci/descriptor.ts';
import {formatReference} from '../oci/reference.ts';
import type {Report} from '../report.ts';
import {isSigned} from '../sigstore/signing.ts';
import type {Signing} from '../sigstore/signing.ts';
import {escapeText, formatCode} from './markdown.ts';
import {formatCommand} from './shell.ts';
import {isExportedUnfinished, isResumable} from './signing-state.ts';
import {parsePushed} from './verify-targets.ts';

const REFS_LIMIT = 20;

/** A box with the step to run, and what there is of bundles already; nothing where there is nothing to resume. */
export function renderResume(report: Report): string {
  const {signing} = report;
  if (signing === undefined) return '';
  if (isExportedUnfinished(report))
    return formatBox([...tellLayout(report, signing), describeBundles(signing)]);
  if (!isResumable(report)) return '';
  const step = formatPushedStep(report);
  if (step.length === 0) return '';
  if (!namesCommit(report)) return NOT_LATER;
  return formatBox([
    '**The image is pushed: sign it without building again.** When the cause is mended, run this step in a workflow of ' +
      'this repository, with the same permissions, logins and inputs about signing. It builds nothing: it verifies the ' +
      'image by its digest and signs it. Equal attestations that are stored already are found, not made twice.',
    formatFence('yaml', step),
    describeBundles(signing)
  ]);
}

function formatBox(paragraphs: readonly string[]): string {
  const lines = paragraphs.join('\n\n').split('\n');
  return lines.map(line => (line === '' ? '>' : `> ${line}`)).join('\n');
}

function formatFence(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

/** A layout has no `digest:`: the job runs again, or the image goes where it has one. */
function tellLayout(report: Report, signing: Signing): string[] {
  const lacking = isSigned(signing) ? 'without all of its bundles in it' : 'as it was built';
  const again =
    `**The image is in its layout, ${lacking}, and a layout is not signed later.** When the cause is mended, run this ` +
    'job again: it builds, verifies and signs anew.';
  const [layout, ...others] = signing.layouts ?? [];
  if (layout === undefined || others.length > 0 || !namesCommit(report)) return [again];
  const {path, root} = layout;
  return [
    `${again} If it has to be this very image, copy it into a registry,`,
    formatFence(
      'console',
      formatCommand(['oras', 'cp', '--from-oci-layout', `${path}@${root}`, `${COPY}:TAG`])
    ),
    'and sign it there, in a workflow of this repository: this step verifies it by its digest and builds nothing.',
    formatFence('yaml', formatStep(report, root, [COPY]))
  ];
}

const COPY = 'ghcr.io/OWNER/IMAGE';

/** Only what names its commit can be told from any other image of this repository. */
function namesCommit({verifications = []}: Report): boolean {
  const platforms = verifications.flatMap(verification => verification.platforms);
  return platforms.every(({revision}) => revision !== undefined);
}

const NOT_LATER =
  '> The image is pushed. It cannot be signed later by its digest, because its provenance names no commit: build it again.';

function formatPushedStep(report: Report): string[] {
  const references = (report.imageRefs ?? []).flatMap(ref => parsePushed(ref) ?? []);
  const digest = references[0]?.digest;
  if (digest === undefined) return [];
  const names = references
    .filter(reference => reference.digest === digest)
    .slice(0, REFS_LIMIT)
    .map(({registry, repository}) => formatReference({registry, repository}));
  return formatStep(report, digest, names);
}

/** All that stands in it was parsed: nothing of it can end a quote or a line. */
function formatStep(report: Report, digest: Digest, names: readonly string[]): string[] {
  const image = names.length === 1 ? [`    image: '${names.join('')}'`] : listBlock('image', names);
  const revision = findRevision(report);
  return [
    '- uses: org/provenance-action@v1 # as you name it now',
    '  with:',
    ...image,
    `    digest: '${digest}'`,
    ...(revision === undefined ? [] : [`    expected-revision: '${revision}'`])
  ];
}

function listBlock(input: string, items: readonly string[]): string[] {
  return [`    ${input}: |`, ...items.map(item => `      ${item}`)];
}

/** The commit that the provenance names: by then the workflow may run at another. */
function findRevision({verifications = []}: Report): string | undefined {
  const found = verifications.flatMap(({platforms}) => platforms.map(({revision}) => revision));
  const [first] = found;
  const isOne = first !== undefined && found.every(revision => revision === first);
  return isOne && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(first) ? first : undefined;
}

function describeBundles({statements, bundlePath}: Signing): string {
  const made = statements.filter(({outcome}) => outcome !== 'failed');
  const paths = made.flatMap(statement => statement.bundlePath ?? []);
  if (made.length === 0) {
    const useless = statements.some(one => one.bundlePath !== undefined);
    return `No bundle${useless ? ' that holds' : ''} was made, so that none can be lost.`;
  }
  const titles = escapeText(made.map(({title}) => title).join(', '), 600);
  if (paths.length === 0) return `Signed already, but not kept in a file: ${titles}.`;
  const places = bundlePath === undefined ? paths.slice(0, 10) : [bundlePath];
  const where = places.map(path => formatCode(path, 600)).join(', ');
  return `Signed already: ${titles}. The bundles are on the runner, in ${where}, and go with it: upload them to keep them.`;
}
