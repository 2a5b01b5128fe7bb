/** How a log ends, where that can be seen without an exit code. Knows no cause. */
import type {Build, Log, LogLine} from './log.ts';
import {isCacheImport} from './step-name.ts';

type Parts = Omit<Log, 'ending'>;

/** Words with which programs end that did what was asked. */
const GOOD: readonly RegExp[] = [
  /^Cleaning up orphan processes$/,
  /^(?:✓ )?Verification succeeded!?$/,
  /^The following checks were performed on (?:each of )?these signatures:$/,
  /^Attestation (?:created|uploaded)\b/,
  /^tlog entry created with index: \d/,
  /^Verified OK$/,
  /^Login Succeeded!?$/
];

/** What programs print that were only asked: `docker buildx inspect`, `ls`, `imagetools inspect`, all as JSON. */
const ANSWERS: readonly RegExp[] = [
  /^NAME\/NODE +DRIVER\/ENDPOINT /,
  /^Name: {4,}\S/,
  /^(?:\{|\[)(?:$|[ "[\]{}])/,
  /^(?:null|\{\}|\[\])$/
];

/** Ends a run badly whatever went before. */
const BAD: readonly RegExp[] = [
  /^Error: \S/,
  /^(?:Error: )?(?:Process completed with exit code [1-9]\d{0,3}\.|The operation was canceled\.)$/,
  /^(?:docker: )?unknown (?:shorthand )?(?:flag|command): /
];

/** Well: it is seen that it did what was asked. Badly: somebody says that it failed. Unclear: neither. */
export function findEnding(log: Parts, last: readonly LogLine[]): Log['ending'] {
  if (log.runnerErrors.length > 0 || last.some(({text}) => BAD.some(pattern => pattern.test(text))))
    return 'badly';
  const build = log.builds.at(-1);
  const failed = log.failures.some(failure => failure.build === log.builds.length - 1);
  if (failed) return 'badly';
  if (build !== undefined && build.steps.size > 0) return endOf(build);
  if (log.failures.length > 0) return 'badly';
  const good = last.some(({text}) => GOOD.some(pattern => pattern.test(text)));
  const [line] = log.opening;
  return good || (line !== undefined && isAnswer(line.text, last)) ? 'well' : 'unclear';
}

function endOf({steps}: Build): Log['ending'] {
  const all = [...steps.values()].filter(({name}) => !isCacheImport(name));
  if (all.some(({state}) => state === 'failed')) return 'badly';
  return all.every(({state}) => state === 'done' || state === 'cached') ? 'well' : 'unclear';
}

/** An answer to a question: not one that speaks of errors, as registries do in JSON too, nor a piece of `--progress=rawjson`. */
function isAnswer(text: string, last: readonly LogLine[]): boolean {
  return (
    ANSWERS.some(pattern => pattern.test(text)) &&
    ![{text}, ...last].some(line => /"(?:errors?|vertexes)" ?:/.test(line.text))
  );
}
