/** The files through which a step talks to the runner: `GITHUB_OUTPUT` and its kin. */
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {RunnerCommand} from './runner-commands.ts';

/** Paths of one phase's files, by the variable that names them. */
export type RunnerFiles = Readonly<Record<RunnerFile, string>>;
type RunnerFile = 'GITHUB_OUTPUT' | 'GITHUB_STATE' | 'GITHUB_ENV' | 'GITHUB_PATH' | 'GITHUB_STEP_SUMMARY';

const names: readonly RunnerFile[] = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STEP_SUMMARY'
];

/** The runner refuses such a file, and fails the step. */
export class RunnerFileError extends Error {
  override readonly name = 'RunnerFileError';
}

/** Fresh, empty files in that folder. */
export function createRunnerFiles(folder: string): RunnerFiles {
  mkdirSync(folder, {recursive: true});
  const files = names.map(name => [name, join(folder, name.toLowerCase())] as const);
  for (const [, path] of files) writeFileSync(path, '');
  return Object.fromEntries(files) as RunnerFiles;
}

/**
 * `NAME=VALUE` lines, and `NAME<<DELIMITER` blocks of several lines:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function parseRunnerFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals > 0 && (heredoc < 0 || equals < heredoc)) {
      values.set(line.slice(0, equals), line.slice(equals + 1));
    } else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2));
      if (end < 0)
        throw new RunnerFileError(`Invalid value. Matching delimiter not found '${line.slice(heredoc + 2)}'`);
      values.set(
        line.slice(0, heredoc),
        lines
          .splice(0, end + 1)
          .slice(0, -1)
          .join('\n')
      );
    } else throw new RunnerFileError(`Invalid format '${line}'`);
  }
  return values;
}

export const readRunnerFile = (path: string): ReadonlyMap<string, string> =>
  parseRunnerFile(readFileSync(path, 'utf8'));

const summaryLimitBytes = 1024 * 1024;

/** The step summary; one that is too long is not shown at all, and the step gets an error for it. */
export function readSummary({GITHUB_STEP_SUMMARY: path}: RunnerFiles): {
  text: string;
  errors: RunnerCommand[];
} {
  const bytes = statSync(path).size;
  if (bytes <= summaryLimitBytes) return {text: readFileSync(path, 'utf8'), errors: []};
  const data = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(bytes / 1024)}k.`;
  return {text: '', errors: [{name: 'error', properties: {}, data}]};
}
