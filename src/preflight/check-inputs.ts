/** Whether a plan could be made of the inputs. What each input may be is decided where inputs are read. */
import {defineCheck, fail, pass, skip} from './verdict.ts';

export const checkInputs = defineCheck('inputs', 'The inputs fit each other', ({plan, planProblem}) => {
  if (planProblem !== undefined) {
    const {input, message} = planProblem;
    if (input === 'attestations') return fail({code: 'PROV-016', evidence: message});
    return fail({code: input === 'tags' ? 'PROV-3H' : 'PROV-011', evidence: message});
  }
  return plan === undefined ? skip('No plan was made.') : pass('A plan could be made of them.');
});
