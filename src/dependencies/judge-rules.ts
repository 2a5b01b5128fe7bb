/** Holds provenance against what a user asserts of it. Pure; every violation is told. */
import {BUILD_TYPES, parseProvenance, ProvenanceError} from '../attestation/provenance.ts';
import type {Statement} from '../attestation/statement.ts';
import {listLocals, listSteps} from './build-record.ts';
import type {BuildStep} from './build-record.ts';
import {describeError} from './finding.ts';
import {judgeAllowed, judgePinned, tryReading} from './judge-materials.ts';
import {concludeRule, quoteUri} from './judgement.ts';
import type {Evidence, Judgement} from './judgement.ts';
import type {Rule, RuleId} from './rules.ts';

/** A statement that was verified, and what it is called: `linux/arm64`. */
export interface JudgedStatement {
  readonly name: string;
  readonly statement: Statement;
}

export interface RuleVerdict extends Judgement {
  readonly rule: RuleId;
  /** Of the statement; undefined where there is none at all. */
  readonly name: string | undefined;
}

/** One verdict for each rule and statement. Where there is no statement, nothing that is asserted could be checked. */
export function judgeRules(
  rules: readonly Rule[],
  statements: readonly JudgedStatement[]
): readonly RuleVerdict[] {
  return rules.flatMap((rule): readonly RuleVerdict[] => {
    if (statements.length === 0) {
      const reasons = [{text: 'There is no provenance to judge.'}];
      return [{rule: rule.id, name: undefined, outcome: 'unknown', reasons}];
    }
    return statements.map(({name, statement}) => ({rule: rule.id, name, ...judgeStatement(rule, statement)}));
  });
}

function judgeStatement(rule: Rule, statement: Statement): Judgement {
  try {
    return judgeRule(rule, {statement, provenance: parseProvenance(statement)});
  } catch (error) {
    if (!(error instanceof ProvenanceError)) throw error;
    return {outcome: 'unknown', reasons: [{text: `${describeError(error)}.`}]};
  }
}

function judgeRule(rule: Rule, evidence: Evidence): Judgement {
  switch (rule.id) {
    case 'materials-pinned':
      return judgePinned(evidence);
    case 'materials-allowed':
      return judgeAllowed(evidence, rule.prefixes);
    case 'builder-id':
      return judgeBuilder(evidence, rule);
    case 'no-network':
      return doubtBuilder(evidence) ?? judgeNetwork(evidence);
    case 'complete':
      return doubtBuilder(evidence) ?? judgeComplete(evidence);
  }
}

function judgeBuilder(
  {provenance: {builderId}}: Evidence,
  {text, isPrefix}: Extract<Rule, {id: 'builder-id'}>
): Judgement {
  const same = isPrefix
    ? builderId.startsWith(text) && builderId.length > text.length && !/\/\.{1,2}(?:\/|$)/.test(builderId)
    : builderId === text;
  const recorded =
    builderId === '' ? 'No builder id is recorded' : `The builder id is ${quoteUri(builderId)}`;
  const wanted = `${recorded}; asserted is ${quoteUri(isPrefix ? `${text}*` : text)}.`;
  return concludeRule(same ? [] : [wanted], [], `${recorded}.`);
}

/** What other builders mean by the same fields, nobody here knows. */
function doubtBuilder({provenance: {buildType}}: Evidence): Judgement | undefined {
  if (BUILD_TYPES.includes(buildType)) return undefined;
  const text = `It is of build type ${quoteUri(buildType)}, which is not BuildKit's.`;
  return {outcome: 'unknown', reasons: [{text}]};
}

const KINDS = new Set(['exec', 'source', 'file', 'merge', 'diff']);
const NO_NETWORK = 2;

function judgeNetwork({statement, provenance}: Evidence): Judgement {
  const steps = tryReading(() => listSteps(statement));
  if (steps === undefined) return concludeRule([], ['The build steps cannot be read.'], '');
  if (steps.length === 0) return judgeHermetic(provenance.hermetic);
  const runs = steps.filter(({kinds}) => kinds.includes('exec'));
  const open = runs.filter(({network}) => network === 0 || network === 1);
  const strange = steps.filter(step => !runs.includes(step) && step.kinds.some(kind => !KINDS.has(kind)));
  const odd = runs.filter(({network, kinds}) => ![0, 1, NO_NETWORK].includes(network) || kinds.length > 1);
  return concludeRule(
    open.map(
      step =>
        `${nameStep(step)} ran with ${step.network === 0 ? "the builder's network" : "the machine's own network"}.`
    ),
    [...strange, ...odd].map(step => `What ${nameStep(step)} did, nobody here can tell.`),
    `Without network: all ${String(runs.length)} RUN steps.`
  );
}

/** `mode=min` records no steps; BuildKit calls a build hermetic only where no step had a network. */
function judgeHermetic(hermetic: boolean): Judgement {
  return concludeRule(
    [],
    hermetic
      ? []
      : ['The provenance records no build steps (mode=min), and does not call the build hermetic.'],
    'BuildKit calls the build hermetic.'
  );
}

function nameStep({id, line}: BuildStep): string {
  return line === undefined
    ? `Step ${quoteUri(id)}`
    : `Line ${String(line)} of the Dockerfile (step ${quoteUri(id)})`;
}

function judgeComplete({statement, provenance: {mode, completeness}}: Evidence): Judgement {
  const violations = [
    ...(mode === 'max' ? [] : ['The build steps or the Dockerfile are not recorded (mode=min).']),
    ...(completeness.request ? [] : ['What the build was asked for is not recorded as a whole.']),
    ...(completeness.materials ? [] : [describeIncomplete(tryReading(() => listLocals(statement)) ?? [])])
  ];
  return concludeRule(violations, [], 'Request, steps and materials are recorded as a whole.');
}

function describeIncomplete(locals: readonly string[]): string {
  const what = 'Not everything that went into the build is among the materials';
  if (locals.length === 0) return `${what}.`;
  const names = locals.slice(0, 5).map(quoteUri).join(', ');
  return `${what}: local directories (${names}) never are. Build from a git URL to have all of it recorded.`;
}
