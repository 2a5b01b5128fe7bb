/** Steps about the statement, read from the very bytes whose signature was verified. */
import {findDifference} from '../attestation/exact-json.ts';
import {readExactPredicate} from '../attestation/exact-predicate.ts';
import {parseStatement, STATEMENT_TYPE, StatementError} from '../attestation/statement.ts';
import type {Statement} from '../attestation/statement.ts';
import {listDigests} from '../attestation/subject.ts';
import {quoteText} from '../oci/plain-text.ts';
import {createStep} from './signature-step.ts';
import type {SignatureStep} from './signature-step.ts';
import type {SignaturePolicy} from './signature-policy.ts';

export function checkStatement(payload: Uint8Array, policy: SignaturePolicy): readonly SignatureStep[] {
  try {
    const statement = parseStatement(payload);
    return [
      checkType(statement),
      checkSubjects(statement, policy),
      checkPredicateType(statement, policy),
      checkPredicate(payload, policy)
    ];
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return [
      createStep('signed-statement', 'failed', `What was signed is not a statement: ${error.message}.`)
    ];
  }
}

function checkType({type}: Statement): SignatureStep {
  return type === STATEMENT_TYPE
    ? createStep('signed-statement', 'passed', `Statement of type ${type}.`)
    : createStep('signed-statement', 'failed', `Statement of type ${type}, should be ${STATEMENT_TYPE}.`);
}

function checkSubjects({subjects}: Statement, {subjects: expected}: SignaturePolicy): SignatureStep {
  const stated = new Set(subjects.flatMap(listDigests));
  const missing = expected.filter(digest => !stated.has(digest));
  const added = [...stated].filter(digest => !expected.some(wanted => wanted === digest));
  if (missing.length + added.length === 0 && expected.length > 0) {
    return createStep('signed-subjects', 'passed', `The statement is about ${expected.join(', ')}.`);
  }
  const reasons = [
    ...(missing.length === 0 ? [] : [`it is not about ${missing.join(', ')}`]),
    ...(added.length === 0 ? [] : [`it is about ${added.slice(0, 12).join(', ')}, which was not asked for`]),
    ...(expected.length === 0 ? ['nothing was named that it should be about'] : [])
  ];
  return createStep('signed-subjects', 'failed', `The statement's subjects: ${reasons.join('; ')}.`);
}

function checkPredicateType({predicateType}: Statement, policy: SignaturePolicy): SignatureStep {
  const expected = quoteText(policy.predicateType);
  return predicateType === policy.predicateType
    ? createStep('signed-predicate-type', 'passed', `Predicate type ${expected}.`)
    : createStep(
        'signed-predicate-type',
        'failed',
        `Predicate type ${quoteText(predicateType)}, should be ${expected}.`
      );
}

function checkPredicate(payload: Uint8Array, {predicate: expected}: SignaturePolicy): SignatureStep {
  const difference = findDifference(expected, readExactPredicate(payload), '$.predicate');
  if (difference === undefined) {
    return createStep(
      'signed-predicate',
      'passed',
      'Every value is as it was to be signed, numbers to the last digit.'
    );
  }
  const {path, what} = difference;
  const found = what === 'differs' ? 'has another value' : what === 'missing' ? 'is missing' : 'was added';
  return createStep('signed-predicate', 'failed', `In the signed predicate, ${path} ${found}.`);
}
