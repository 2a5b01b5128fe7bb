/** Lines of docker, cosign, attest, gh, our own step and the runner. Only forms that these programs print. */
import {readOwnCode} from './codes.ts';
import {judgeBuildx, PROVENANCE_RULES} from './buildx-rules.ts';
import {judgeEngine, judgeMachine} from './docker-rules.ts';
import {isRegistryText} from './failure-rules.ts';
import {dropLeading} from './line-kinds.ts';
import type {Log, LogContext, LogLine} from './log.ts';
import {judgeMissing, judgeRegistry} from './registry-rules.ts';
import type {Finding, Operation, PatternRule, Subject} from './rule.ts';
import {findByPattern} from './rule.ts';
import {judgeSigstore} from './sigstore-rules.ts';

export interface ToolFinding {
  readonly finding: Finding;
  readonly line: LogLine;
}

const DOCKER = /^(?:docker: )?Error response from daemon: (?:Head|Get|Put|Post)? ?/;

/** Of programs that have no table of their own. */
export const OTHER_RULES: readonly PatternRule[] = [
  ...PROVENANCE_RULES,
  {code: 'PROV-4E', phase: 'push', pattern: /^\S{1,400} is a manifest list$/},
  {
    code: 'PROV-6T',
    phase: 'verify',
    twins: [['PROV-2G', 'It was never pushed, or under another name.']],
    pattern: /^no such manifest: \S/
  },
  {
    code: 'PROV-3B',
    phase: 'push',
    twins: [
      ['PROV-1A', 'The run is for a pull request from a fork or for Dependabot: its secrets are empty there.']
    ],
    pattern:
      /^(?:Username and password|Username|Password) required$|^Cannot perform an interactive login from a non[ -]TTY device\b/
  },
  {
    code: 'PROV-020',
    phase: 'build',
    pattern: /^The command '.{1,3000}' returned a non-zero code: [1-9]\d{0,2}$/
  },
  {
    code: 'PROV-3H',
    phase: 'build',
    pattern: /^invalid (?:reference format|tag "[^"]{1,300}")(?:: repository name .{0,40}must be lowercase)?/
  },
  {
    code: 'PROV-902',
    phase: 'build',
    twins: [['PROV-010', 'No step of this job wrote a layout: the name is another than that of the image.']],
    pattern:
      /^(?:docker: )?(?:Error response from daemon: )?No such image: \S|^(?:.{1,300}: )?getting image from daemon\b/
  }
];

/** Every line that a rule knows, in the log's order. */
export function findToolFindings(log: Log, context: LogContext): ToolFinding[] {
  return [...log.toolLines, ...log.runnerErrors].flatMap(line => {
    const finding = judgeLine(line, log, context);
    return finding === undefined ? [] : [{finding, line}];
  });
}

function judgeLine(line: LogLine, log: Log, context: LogContext): Finding | undefined {
  const raw = line.text.slice(0, 4000);
  const text = dropLeading(raw);
  const own = readOwnCode(text);
  if (own !== undefined) return {...own, phase: 'build'};

  const subject: Subject = {text, step: undefined, lines: [line], log, context};
  const known = judgeEngine(subject) ?? judgeSigstore(subject) ?? findByPattern(OTHER_RULES, text);
  if (known !== undefined) return known;
  if (/^unknown (?:shorthand )?flag: /.test(text)) return judgeBuildx(subject);
  return judgeDocker(subject) ?? judgeAnswer(subject) ?? judgeLimits(subject);
}

/** As cosign's library of registries says it: method, URL, the registry's own code and words. */
const ANSWER =
  /\b(GET|HEAD|PUT|POST|PATCH) (https?:\/\/[^\s"]{1,600}): ((?:[A-Z][A-Z_]{3,40}: |unexpected status code \d{3} ).{0,1000})/;

function judgeAnswer(subject: Subject): Finding | undefined {
  const match = ANSWER.exec(subject.text);
  if (match === null) return undefined;
  const [, method = '', , words = ''] = match;
  const operation: Operation = method === 'GET' || method === 'HEAD' ? 'inspect' : 'push';
  const answer = {...subject, text: `${match[2] ?? ''} ${words}`};
  return judgeMissing(answer, operation) ?? judgeRegistry(answer, operation);
}

function judgeDocker(subject: Subject): Finding | undefined {
  const {text} = subject;
  // `docker login` asks for this address alone; ghcr.io denies whom it does not know.
  if (/^Error response from daemon: Get "https?:\/\/[^"/]{1,260}\/v2\/": denied\b/.test(text))
    return {code: 'PROV-3B', phase: 'push', twins: [['PROV-3A', 'The login step itself succeeded.']]};
  const rest = text.replace(DOCKER, '');
  if (rest === text && !isRegistryText(text)) return undefined;
  const operation: Operation = /\b(?:pull access denied|manifest)\b|^(?:Head|Get) /i.test(text)
    ? 'inspect'
    : 'push';
  return (
    judgeMissing({...subject, text: rest}, operation) ?? judgeRegistry({...subject, text: rest}, operation)
  );
}

/** Disk, memory, cancelling: said by whoever meets it, so only in forms that programs print. */
function judgeLimits(subject: Subject): Finding | undefined {
  const {text} = subject;
  if (
    /no space left on device/i.test(text) &&
    !/(?::|\] |^|ENOSPC: )no space left on device|: No space left on device/i.test(text)
  )
    return undefined;
  return judgeMachine(subject);
}
