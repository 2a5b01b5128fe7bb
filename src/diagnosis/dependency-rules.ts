/** A code for what is missing or bad of an image's dependencies. Reads outcomes, not their words. */
import type {DependencyRecord, ImageRecord, OnMissing} from '../dependencies/record.ts';
import {listWords} from '../dependencies/tree.ts';
import type {Severity} from '../diagnostics/diagnostic.ts';
import type {SourceFinding} from './source-rules.ts';

export interface DependencyFinding extends SourceFinding {
  readonly severity: Severity;
  readonly evidence: readonly string[];
}

/** So many images are told with where we looked; the summary has all. */
const IMAGES_TOLD = 6;

/** What is bad, whatever the user says of what is missing; then what is missing, unless that is to be ignored. */
export function judgeDependencies(record: DependencyRecord): readonly DependencyFinding[] {
  const {trunks, onMissing, missing, problem} = record;
  const images = uniteImages(trunks.flatMap(trunk => trunk.images).filter(({repeated}) => !repeated));
  const bad = images.filter(({found}) => found.outcome === 'invalid');
  const absent = images.filter(({found}) => found.outcome === 'nothing' || found.outcome === 'unread');
  const findings: DependencyFinding[] = [];
  if (bad.length > 0) {
    const severity = onMissing === 'error' ? 'error' : 'warning';
    findings.push({code: 'PROV-805', severity, evidence: describeImages(bad)});
  }
  const isLacking = absent.length > 0 || problem !== undefined || (missing > 0 && bad.length === 0);
  if (onMissing !== 'ignore' && isLacking) {
    const evidence = [...(problem === undefined ? [] : [problem]), ...describeImages(absent)];
    findings.push({code: 'PROV-802', severity: SEVERITY[onMissing], evidence});
  }
  return findings;
}

/** What is the same for several platforms is told once. */
function uniteImages(images: readonly ImageRecord[]): readonly ImageRecord[] {
  const groups = Map.groupBy(images, ({image, found}) =>
    JSON.stringify([image, found.outcome, found.reason])
  );
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (first === undefined) return [];
    const platforms = [...new Set(group.flatMap(({platform}) => platform ?? []))];
    const looked = [...new Set(group.flatMap(one => one.looked))];
    return [{...first, ...(platforms.length === 0 ? {} : {platform: platforms.join(', ')}), looked}];
  });
}

const SEVERITY: Readonly<Record<Exclude<OnMissing, 'ignore'>, Severity>> = {warn: 'warning', error: 'error'};

function describeImages(images: readonly ImageRecord[]): readonly string[] {
  const told = images.slice(0, IMAGES_TOLD);
  const more = images.length - told.length;
  const lines = told.flatMap(image => [
    ...listWords(image).map((text, at) => (at === 0 ? text : shortenDigests(text))),
    ...(image.looked.length === 0 ? [] : [`Looked at: ${image.looked.join('; ')}.`])
  ]);
  return more > 0 ? [...lines, `And ${String(more)} more.`] : lines;
}

/** What a registry answered stands last, and lines are cut. Which image, and where we looked, is there in full. */
function shortenDigests(text: string): string {
  return text.replaceAll(/\b(sha\d{3}:[0-9a-f]{12})[0-9a-f]{52,}/g, '$1…');
}
