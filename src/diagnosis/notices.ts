/** What went amiss in a run that ended well: worth a word, never a failure. */
import {readOwnCode} from './codes.ts';
import type {Log, LogLine, Step} from './log.ts';
import type {Twin} from './rule.ts';
import {INNER} from './markers.ts';
import {isCacheExport, isCacheImport} from './step-name.ts';

const SKIPPED =
  /^(?:❌ |✅ |⏭ ?|ℹ️? ?)?(?:Provenance: Skipped \(PR build\)|provenance skipped\b)|^PROV-1A\b/i;

/** The key is that of a bundle; caches of others have keys of their own. */
const NOT_SAVED =
  /\bUnable to reserve cache with key prov-v1-\w{1,200}, another job may be creating this cache\b/;

/** A pull request whose provenance was left out on purpose. */
export function findSkipped({toolLines}: Log): LogLine | undefined {
  return toolLines.find(({text}) => SKIPPED.test(text));
}

/** A code that stays possible in a good run, and the line that shows it. */
export interface Notice {
  readonly twin: Twin;
  readonly line: LogLine;
}

/** What could have been better, each with the line that shows it. */
export function findNotices(log: Log): readonly Notice[] {
  const steps = log.builds.flatMap(({steps: all}) => [...all.values()]);
  const troubles = steps.flatMap(step => step.troubles);
  const warnings = [...log.warnings, ...troubles.filter(({text}) => text.startsWith('WARN: '))];
  const answers = log.lineCount <= 2 ? log.opening : [];
  return [
    ...findOwn(log),
    ...findCacheNotices(steps, warnings),
    ...select(
      warnings,
      /^WARN: InvalidBaseImagePlatform: /,
      'PROV-4D',
      "The base image is not there for the platform: another platform's was taken."
    ),
    ...select(
      steps.map(({at}) => at),
      /^pushing \S{1,400} with docker$/,
      'PROV-1B',
      "The image was pushed by an engine without containerd's image store: it carries no attestation."
    ),
    ...select(
      answers,
      /^(?:null|\{\})$/,
      'PROV-1E',
      "It is what `.Provenance.SLSA` gives for an image of several platforms: look under the platform's name."
    ),
    ...select(
      answers,
      /^(?:null|\{\})$/,
      'PROV-1C',
      'It is what `.Provenance` gives for an image that has none.'
    ),
    ...select(
      troubles,
      INNER,
      'PROV-4E',
      "A platform's own manifest was merged, and not the index around it: its attestation was left behind, if it had one."
    )
  ];
}

const UNREAD = 'A cache could not be read: what it alone holds was built anew, and the build itself is good.';
const UNWRITTEN = 'A cache could not be written: the next build may be slower, and this one is good.';

function findCacheNotices(steps: readonly Step[], warnings: readonly LogLine[]): readonly Notice[] {
  const failed = steps.filter(({state}) => state === 'failed');
  const say =
    (words: string) =>
    ({error, at}: Step) =>
      notice('PROV-5', words, error ?? at);
  return [
    ...failed.filter(({name}) => isCacheImport(name)).map(say(UNREAD)),
    ...failed.filter(({name}) => isCacheExport(name)).map(say(UNWRITTEN)),
    ...select(warnings, /^WARNING: local cache import at /, 'PROV-5', UNREAD)
  ];
}

/** What this action and the library that saves its bundles said, and went on. */
function findOwn({warnings, toolLines}: Log): readonly Notice[] {
  const lines = [...warnings, ...toolLines];
  const own = lines.flatMap(line => {
    const said = readOwnCode(line.text);
    return said?.mild === true ? [notice(said.code, 'This action said so itself, and went on.', line)] : [];
  });
  const words = 'The entry is there already, or another job writes it; it holds the same.';
  return [...own, ...select(lines, NOT_SAVED, 'PROV-804', words)];
}

function notice(code: Twin[0], words: string, line: LogLine): Notice {
  return {twin: [code, words], line};
}

function select(lines: readonly LogLine[], pattern: RegExp, code: Twin[0], words: string): readonly Notice[] {
  const line = lines.find(({text}) => pattern.test(text));
  return line === undefined ? [] : [notice(code, words, line)];
}
