/** The step that holds the platforms against each other. */
import type {Provenance} from '../attestation/provenance.ts';
import {quoteValues} from './evidence.ts';
import {createStepMaker} from './step.ts';
import type {Policy, Step} from './verification.ts';

const makeStep = createStepMaker();

/** Whether everything that was read comes from as few builds as there are nodes. */
export function checkInvocations({invocations}: Policy, provenances: readonly Provenance[]): readonly Step[] {
  if (provenances.length === 0) return [];
  const ids = [...new Set(provenances.map(({invocationId}) => invocationId ?? ''))];
  if (ids.includes('')) {
    return [
      makeStep(
        'invocation',
        'failed',
        'A provenance has no invocation id, so that it may be of another build.'
      )
    ];
  }
  const found = `${String(ids.length)} invocation ${ids.length === 1 ? 'id' : 'ids'} (${quoteValues(ids)})`;
  const expected = invocations === 1 ? 'one is right' : `at most ${String(invocations)} are right`;
  const outcome = ids.length <= invocations ? 'passed' : 'failed';
  const count = `${String(provenances.length)} ${provenances.length === 1 ? 'provenance' : 'provenances'}`;
  return [makeStep('invocation', outcome, `${count} with ${found}; ${expected}.`)];
}
