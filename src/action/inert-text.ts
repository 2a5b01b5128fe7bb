/** Text that a runner and a terminal show and do nothing else with. Knows no stream. */

// The runner takes `##[` anywhere in a line for a command, and the log's page takes it for a fold or a red line;
// `::` counts after blanks at the start of a line.
// https://github.com/actions/runner/blob/079cdb1d05fe0ec50f8c51de5a4fa51d0eb189b0/src/Runner.Common/ActionCommand.cs

/** Colours and weights: the one kind of escape that stays in streamed output. */
const COLOUR = /^\u001b\[[0-9;:]*m$/;

// Each alternative ends where the next introducer begins, so that matching stays linear.
const ESCAPES = new RegExp(
  [
    // Strings with an end: titles, hyperlinks (OSC 8), device controls.
    '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u0080-\\u009f\\r\\n]*(?:\\u0007|\\u001b\\\\|\\u009c)',
    // Control sequences: colours, cursor movement, erasure.
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    // All other escapes.
    '\\u001b[ -/]*[0-Z\\\\^-~]'
  ].join('|'),
  'g'
);
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;
const STREAMED = new RegExp([ESCAPES, CONTROLS, DIRECTIONS].map(({source}) => source).join('|'), 'g');
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Our own text as lines: no command, no escape, nothing invisible. What would begin a command gets a `\` inside. */
export function listInertLines(text: string): string[] {
  return text
    .toWellFormed()
    .replace(ESCAPES, '')
    .split(/\r\n|\n|\r|[\u0085\u2028\u2029]/)
    .map(line =>
      breakCommands(line.replace(CONTROLS, '').replace(INVISIBLE, '')).replace(/^(\s*)::/, '$1\\::')
    );
}

/**
 * Streamed text, which may hold many lines, with its colours and line ends as they are. Other escapes are dropped;
 * `##[` is broken although commands are stopped, because the log's page would still act on it.
 */
export function cleanStream(text: string): string {
  return breakCommands(text.replace(STREAMED, found => (COLOUR.test(found) ? found : '')));
}

function breakCommands(text: string): string {
  return text.replaceAll('##[', '##\\[');
}
