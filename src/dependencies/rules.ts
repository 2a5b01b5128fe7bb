/** What a user asserts of provenance: rules as they are written, one a line. Judges nothing. */
import {isPrefix} from './prefix.ts';

/**
 * - `materials-pinned`: whoever builds again stands on the same
 * - `materials-allowed`: everything that was recorded comes from these places
 * - `builder-id`: exact, or up to a `*` at its end
 * - `no-network`: no RUN step could reach one; what BuildKit itself fetches is a material
 * - `complete`: all that went into the build is recorded
 */
export type Rule =
  | {readonly id: 'materials-pinned' | 'no-network' | 'complete'}
  | {readonly id: 'materials-allowed'; readonly prefixes: readonly string[]}
  | {readonly id: 'builder-id'; readonly text: string; readonly isPrefix: boolean};

export type RuleId = Rule['id'];

/** One mistake; its fields are those of a mistake in an input. */
export interface RuleMistake {
  readonly value: string;
  /** As the end of a sentence that starts with the value. */
  readonly problem: string;
  readonly allowed: string;
}

/** Every mistake in the rules. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
  readonly mistakes: readonly RuleMistake[];

  constructor(mistakes: readonly RuleMistake[]) {
    super(mistakes.map(({value, problem, allowed}) => `"${value}" ${problem} (${allowed})`).join('; '));
    this.mistakes = mistakes;
  }
}

const VALUES: Record<RuleId, string | undefined> = {
  'materials-pinned': undefined,
  'materials-allowed': 'materials-allowed=pkg:docker/alpine,git+https://github.com/me/',
  'builder-id': 'builder-id=https://github.com/me/app/actions/runs/1, or builder-id=https://github.com/me/*',
  'no-network': undefined,
  complete: undefined
};

/** What one might look for among the rules. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['signed', 'what is judged here is signed only afterwards, and sign: true fails where that is not done'],
  ['builder-version', 'BuildKit records no version of the builder']
]);

/** The rules in these lines, blank ones left out. Throws {@link RulesError} with every mistake. */
export function parseRules(lines: readonly string[]): readonly Rule[] {
  const texts = lines.map(line => line.trim()).filter(line => line !== '');
  const parsed = texts.map(parseRule);
  const rules = parsed.filter(one => 'id' in one);
  const repeated = rules.flatMap(({id}, at) =>
    rules.findIndex(other => other.id === id) === at
      ? []
      : [{value: id, problem: 'is there twice', allowed: 'once; put all of it in one line'}]
  );
  const mistakes = [...parsed.filter(one => 'problem' in one), ...repeated];
  if (mistakes.length > 0) throw new RulesError(mistakes);
  return rules;
}

function parseRule(text: string): Rule | RuleMistake {
  const equals = text.indexOf('=');
  const id = equals === -1 ? text : text.slice(0, equals).trim();
  const value = equals === -1 ? undefined : text.slice(equals + 1).trim();
  if (!isRuleId(id)) {
    const why = ELSEWHERE.get(id);
    const problem = why === undefined ? 'is no rule' : `is no rule: ${why}`;
    return {value: text, problem, allowed: Object.keys(VALUES).join(', ')};
  }
  const example = VALUES[id];
  if (example === undefined && value !== undefined) {
    return {value: text, problem: 'has a value, but the rule takes none', allowed: id};
  }
  if (example !== undefined && (value ?? '') === '') {
    return {value: text, problem: 'has no value', allowed: example};
  }
  switch (id) {
    case 'materials-allowed':
      return parsePrefixes(text, value ?? '');
    case 'builder-id':
      return parseBuilder(text, value ?? '');
    case 'materials-pinned':
    case 'no-network':
    case 'complete':
      return {id};
  }
}

function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(VALUES, text);
}

/** `pkg:`, `git+https:`, `git@`: what begins otherwise, as an image's plain name does, covers nothing. Nor does a star. */
const MATERIAL = /^[a-z][a-z0-9+.-]*[:@][^*]*$/i;

function parsePrefixes(text: string, value: string): Rule | RuleMistake {
  const prefixes = value.split(',').map(prefix => prefix.trim());
  if (prefixes.every(one => isPrefix(one) && MATERIAL.test(one))) return {id: 'materials-allowed', prefixes};
  const allowed =
    'prefixes of URIs such as pkg:docker/alpine or git+https://github.com/me/, parted by commas, without spaces, "*", "." and ".."';
  return {value: text, problem: 'holds what is no prefix of a URI', allowed};
}

function parseBuilder(text: string, value: string): Rule | RuleMistake {
  const star = value.indexOf('*');
  if (star === -1) return {id: 'builder-id', text: value, isPrefix: false};
  const prefix = value.slice(0, star);
  if (star === value.length - 1 && /[^/][/@#]$/.test(prefix) && isPrefix(prefix)) {
    return {id: 'builder-id', text: prefix, isPrefix: true};
  }
  const allowed = 'one "*" at the end, after "/", "@" or "#": builder-id=https://github.com/me/*';
  return {value: text, problem: 'would also allow what only begins alike', allowed};
}
