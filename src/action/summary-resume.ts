/** What to do when an image is pushed and its signing is not done: the step that does it without building. Pure. */
import {formatReference} from '../oci/reference.ts';
import type {Report} from '../report.ts';
import type {Signing} from '../sigstore/signing.ts';
import {escapeText, formatCode} from './markdown.ts';
import {isResumable} from './signing-state.ts';
import {parsePushed} from './verify-targets.ts';

const REFS_LIMIT = 20;

/** A box with the step to run, and what there is of bundles already; nothing where there is nothing to resume. */
export function renderResume(report: Report): string {
  if (!isResumable(report) || report.signing === undefined) return '';
  const step = formatStep(report);
  if (step.length === 0) return '';
  if (!namesCommit(report)) return NOT_LATER;
  const lines = [
    '**The image is pushed: sign it without building again.** When the cause is mended, run this step in a workflow of ' +
      'this repository, with the same permissions, logins and inputs about signing. It builds nothing: it verifies the ' +
      'image by its digest and signs it. Equal attestations that are stored already are found, not made twice.',
    '',
    '```yaml',
    ...step,
    '```',
    '',
    describeBundles(report.signing)
  ];
  return lines.map(line => (line === '' ? '>' : `> ${line}`)).join('\n');
}

/** Only what names its commit can be told from any other image of this repository. */
function namesCommit({verifications = []}: Report): boolean {
  const platforms = verifications.flatMap(verification => verification.platforms);
  return platforms.every(({revision}) => revision !== undefined);
}

const NOT_LATER =
  '> The image is pushed. It cannot be signed later by its digest, because its provenance names no commit: build it again.';

/** All that stands in it was parsed: nothing of it can end a quote or a line. */
function formatStep(report: Report): string[] {
  const references = (report.imageRefs ?? []).flatMap(ref => parsePushed(ref) ?? []);
  const digest = references[0]?.digest;
  if (digest === undefined) return [];
  const names = references
    .filter(reference => reference.digest === digest)
    .slice(0, REFS_LIMIT)
    .map(({registry, repository}) => formatReference({registry, repository}));
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
