/** Shows a step's log in a terminal as GitHub's page does: groups folded, errors and warnings marked. */
import {styleText} from 'node:util';

export interface LogView {
  /** One line as the runner shows it (`##[group]…`). */
  show(line: string): void;
  /** The log is over: a group that is still open is folded. */
  end(): void;
}

type Style = Parameters<typeof styleText>[0];

const marks: Readonly<Record<string, readonly [string, Style]>> = {
  error: ['Error: ', 'red'],
  warning: ['Warning: ', 'yellow'],
  notice: ['Notice: ', 'cyan'],
  debug: ['', 'gray']
};

/** `write` gets one line at a time, without its end. `styleText` leaves colours out where nobody sees them. */
export function createLogView(write: (line: string) => void): LogView {
  let group: {readonly title: string; lines: number} | undefined;
  const fold = (): void => {
    if (group)
      write(
        `▸ ${group.title} ${styleText('gray', `(${group.lines} ${group.lines === 1 ? 'line' : 'lines'})`)}`
      );
    group = undefined;
  };
  const show = (line: string): void => {
    const [, name = '', data = ''] =
      /^##\[(group|endgroup|error|warning|notice|debug)\](.*)$/s.exec(line) ?? [];
    if (name === 'group' || name === 'endgroup') {
      fold();
      if (name === 'group') group = {title: data, lines: 0};
      return;
    }
    const mark = marks[name];
    if (mark) write(styleText(mark[1], `${mark[0]}${data}`));
    else if (group) group.lines += 1;
    else write(line);
  };
  return {show, end: fold};
}
