/** Lines and columns of a text: lines from 1, columns and offsets from 0. Knows no YAML. */

/** Offset at which each line begins; a text that ends in a newline has an empty line at its end. */
export type Lines = readonly number[];

export function indexLines(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export function lineOf(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export function columnOf(lines: Lines, offset: number): number {
  return offset - startOf(lines, lineOf(lines, offset));
}

/** Where a line begins; of a line behind the last one, `Infinity`. */
export function startOf(lines: Lines, line: number): number {
  return lines[line - 1] ?? Infinity;
}

/** A line with its newline; empty where there is none. */
export function textOf(text: string, lines: Lines, line: number): string {
  return text.slice(startOf(lines, line), startOf(lines, line + 1));
}

/** The newline that a text uses first. */
export function newlineOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
