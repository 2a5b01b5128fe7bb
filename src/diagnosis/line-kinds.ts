/** Tells by a line's own form what it is. Pure; knows neither the lines around it nor any cause. */

/** `#7 0.123 text`: number, whether a time stood before the text, and the text. */
export interface Numbered {
  readonly id: string;
  readonly timed: boolean;
  readonly text: string;
}

const NUMBERED = /^#(\d{1,6}) (.*)$/s;
const TIMED = /^\d{1,7}\.\d{1,3} /;

function parseNumbered(text: string): Numbered | undefined {
  if (!text.startsWith('#')) return undefined;
  const match = NUMBERED.exec(text);
  if (match === null) return undefined;
  const [, id = '', rest = ''] = match;
  const time = TIMED.exec(rest);
  return time === null ? {id, timed: false, text: rest} : {id, timed: true, text: rest.slice(time[0].length)};
}

/** buildx's last word, in all its dress: of build-push-action, bake, compose, and old versions. */
const FINAL =
  /^(?:Error: |error: )?(?:buildx (?:bake )?failed with: |ERROR: |error: (?=failed to |listing |could not )|(?:target [\w.-]{1,100}: )?failed to (?:solve|build)(?: with frontend [\w.]{1,60})?: )/;

function isFinal(text: string): boolean {
  return FINAL.test(text);
}

const LEGACY =
  /^(?:Step \d{1,4}\/\d{1,4} : | ---> (?!Running in )|Removing intermediate container |Successfully built |The command '|ERROR: )/;

export const LineKinds = {
  parseNumbered,
  isFinal,
  /** `   2 | >>> RUN make`. */
  isDockerfileLine: (text: string): boolean => /^ {0,8}\d{1,7} \| /.test(text),
  /** What the old builder itself prints; anything else after `RUN` is the program's. */
  isLegacy: (text: string): boolean => LEGACY.test(text),
  isLegacyRun: (text: string): boolean => /^Step \d{1,4}\/\d{1,4} : RUN /.test(text),
  /** A line of the display that is drawn on a terminal: ` => [2/2] RUN make   0.3s`. */
  isTerminal: (text: string): boolean =>
    text.startsWith(' => ') || text.startsWith('=> ') || text.startsWith('[+] Building ')
};

const LEADING: readonly RegExp[] = [
  /^(?:Error|error|ERROR|gh): |^ERROR?\[\d{1,6}\] /,
  /^(?:buildx|buildx bake|docker buildx) failed with: /,
  /^failed to (?:build|solve): /,
  /^failed to solve with frontend [\w.]{1,60}: |^failed to create LLB definition: /,
  /^target [\w.-]{1,100}: /,
  /^(?:[❌✗✘×X] ?)/u,
  /^rpc error: code = \w{1,30} desc = /,
  /^solving build: /,
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /,
  /^main\.go:\d{1,5}: /,
  /^error during command execution: /
];

/** The message without what only leads to it. */
export function dropLeading(text: string): string {
  let rest = text;
  for (let round = 0; round < 12; round += 1) {
    const found = LEADING.find(pattern => pattern.test(rest));
    if (found === undefined) return rest;
    rest = rest.replace(found, '');
  }
  return rest;
}
