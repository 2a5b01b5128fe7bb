/** Lines that are nobody's step: buildx's last word, its warnings, other programs, the runner. Knows no cause. */
import {LineKinds} from './line-kinds.ts';
import type {Mark} from './line.ts';
import type {LogLine} from './log.ts';
import type {LogBuilder} from './log-builder.ts';

/** Errors that BuildKit prints while all goes well (writing a layout to a folder). */
const HARMLESS =
  /^ERROR: \(\*service\)\.Write failed: rpc error: code = Unavailable desc = ref \S{1,200} locked for /;

const WARNING = /^WARN(?:ING)?(?:\[\d{1,6}\])?:? /;

/** Puts the line where it belongs. */
export function readRunnerLine(log: LogBuilder, line: LogLine, mark: Mark | undefined): void {
  const {text} = line;
  if (text === '') return log.endMessage();
  if (mark === 'endgroup' || mark === 'debug' || mark === 'command') {
    log.endMessage();
    if (mark === 'command') log.addScript(text);
    return;
  }
  if (HARMLESS.test(text)) return log.endMessage();
  if (LineKinds.isFinal(text)) return log.beginFinal(line, mark === 'error');
  if (mark === 'warning' || WARNING.test(text)) return log.addWarning(line);
  log.addOther(line, mark === 'error');
}
