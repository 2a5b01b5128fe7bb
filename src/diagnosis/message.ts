/** Messages that span several lines, and the step that they speak of. Knows no cause. */
import {dropLeading} from './line-kinds.ts';
import type {Build, Failure, LogLine, Step} from './log.ts';
import {isCacheImport} from './step-name.ts';

const MESSAGE_LENGTH = 6000;

export interface Message {
  readonly lines: LogLine[];
  /** A step's message; buildx's last word otherwise. */
  readonly step: Step | undefined;
  readonly build: number;
}

/** The first line, and those that carry it on: registries and drivers answer in several. */
export function joinMessage(lines: readonly LogLine[]): string {
  const [first, ...rest] = lines.map(({text}) => text);
  const more = rest.filter(text => /^(?:[a-z_]{3,40}\b|: |Switch to |Learn more )/.test(text)).slice(0, 3);
  return [first, ...more].join('\n').slice(0, MESSAGE_LENGTH);
}

/** Words that only buildx says; a bare `ERROR: ` is anybody's. */
const CERTAIN = /\bfailed to (?:build|solve): |\bbuildx (?:bake )?failed with: /;

/** The message, and the step that it speaks of: the one that said the same, or else the last that failed. */
export function describeFailure({lines, build}: Message, {steps}: Partial<Build> = {}): Failure {
  const certain = steps !== undefined || CERTAIN.test(lines[0]?.text.slice(0, 400) ?? '');
  const text = dropLeading(joinMessage(lines));
  const failed = [...(steps?.values() ?? [])].filter(
    step => step.state === 'failed' && !isCacheImport(step.name)
  );
  const told = failed.find(({error}) => error !== undefined && isSame(text, error.text));
  return {text, lines: lines.slice(0, 3), step: told ?? failed.at(-1), build, certain};
}

/** Whether the last word repeats what a step said: its end, as its beginning differs. */
function isSame(text: string, error: string): boolean {
  const [line = ''] = error.split('\n', 1);
  return line !== '' && text.includes(line.length > 400 ? line.slice(-400) : line);
}
