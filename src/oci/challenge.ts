/** The header `WWW-Authenticate`. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */

export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string;
  /** Names in lower case; of a name twice, the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+.^_`|~\w-]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=\s*(?:,|$))/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const SPACE = /[ \t]+/y;
const SEPARATORS = /[ \t,]*/y;

const HEADER_LIMIT = 8192;

/**
 * Every challenge of these header lines, in order. What follows the first thing that is not understood in a line is
 * left out; nothing is thrown.
 */
export function parseChallenges(lines: readonly string[]): readonly Challenge[] {
  return lines.flatMap(line => parseLine(line.slice(0, HEADER_LIMIT)));
}

function parseLine(line: string): Challenge[] {
  const challenges: Challenge[] = [];
  const scanner = createScanner(line);
  scanner.take(SEPARATORS);
  for (let scheme = scanner.take(TOKEN); scheme !== undefined; scheme = scanner.take(TOKEN)) {
    const parameters = new Map<string, string>();
    challenges.push({scheme: scheme.toLowerCase(), parameters});
    scanner.take(SPACE);
    if (scanner.take(TOKEN68) === undefined) scanParameters(scanner, parameters);
    scanner.take(SEPARATORS);
  }
  return challenges;
}

/** Stops before the next challenge: a token that no equals sign follows. */
function scanParameters(scanner: Scanner, parameters: Map<string, string>): void {
  for (;;) {
    const start = scanner.position();
    scanner.take(SEPARATORS);
    const name = scanner.take(TOKEN);
    const value = name !== undefined && scanner.take(EQUALS) !== undefined ? takeValue(scanner) : undefined;
    if (name === undefined || value === undefined) {
      scanner.rewind(start);
      return;
    }
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
}

function takeValue(scanner: Scanner): string | undefined {
  return scanner.take(QUOTED)?.slice(1, -1).replace(/\\(.)/g, '$1') ?? scanner.take(TOKEN);
}

interface Scanner {
  take(pattern: RegExp): string | undefined;
  position(): number;
  rewind(position: number): void;
}

function createScanner(text: string): Scanner {
  let at = 0;
  return {
    take(pattern) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) return undefined;
      at = pattern.lastIndex;
      return match[0];
    },
    position: () => at,
    rewind: position => {
      at = position;
    }
  };
}
