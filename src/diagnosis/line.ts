/** Takes off what others put around a line: colours, timestamps, marks of the runner. Knows nothing of what it says. */

/** No line is longer, in characters; the rest of it is not read. */
export const LINE_LIMIT = 65536;

/** The runner's mark in front of a line. */
export type Mark = 'error' | 'warning' | 'notice' | 'debug' | 'group' | 'endgroup' | 'command';

export interface CleanLine {
  readonly text: string;
  readonly mark: Mark | undefined;
}

const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z ?/;
const MARK =
  /^(?:##\[(\w+)\]|\[(command)\]|::(error|warning|notice|debug|group|endgroup)(?: [^:]{0,2000})?::)/;
const MARKS: ReadonlySet<string> = new Set([
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'command'
]);

/** What mail and Markdown put in front of what they quote, where only buildx or the runner goes on so. */
const QUOTE = /^(?:> ?|\t| {1,8})(?=#\d{1,6} |ERROR: |##\[error\])|^> (?=Error: )/;

const EMPTY: CleanLine = {text: '', mark: undefined};

/** The line without ANSI, timestamps, carriage returns and marks. Takes time in proportion to its length. */
export function cleanLine(raw: string): CleanLine {
  if (raw === '') return EMPTY;
  const plain = dropUnseen(raw).replace(/^\ufeff/, '');
  const timed = dropColumns(plain).replace(TIMESTAMP, '').replace(QUOTE, '');
  const match = MARK.exec(timed);
  const name = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || name === undefined || !MARKS.has(name)) return {text: timed, mark: undefined};
  return {text: timed.slice(match[0].length), mark: name as Mark};
}

/** Without colours and what else cannot be seen. */
export function dropUnseen(text: string): string {
  return text.replace(ANSI, '').replace(CONTROLS, '');
}

/** `gh run view --log` puts the names of job and step in front, with tabs. */
function dropColumns(text: string): string {
  const second = text.indexOf('\t', text.indexOf('\t') + 1);
  if (second < 0 || second > 500) return text;
  const rest = text.slice(second + 1).replace(/^\ufeff/, '');
  return TIMESTAMP.test(rest) ? rest : text;
}
