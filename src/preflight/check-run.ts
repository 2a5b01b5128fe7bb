/** Whether the run says what it is. */
import {defineCheck, fail, leaveUnknown, pass} from './verdict.ts';
import {list} from './wanted.ts';

export const checkRun = defineCheck('run', 'The run says what it is', ({run}) => {
  if (run.missing.length > 0) {
    return fail({code: 'PROV-013', evidence: `Not set: ${list(run.missing)}.`});
  }
  if (run.senseless.length > 0) return fail({code: 'PROV-013', evidence: `${list(run.senseless)}.`});
  // Such a run is a dry run where it may be a fork's: nothing is lost by going on.
  if (run.eventProblem !== undefined) return leaveUnknown(`The event is not known: ${run.eventProblem}.`);
  return pass(
    `Repository, run, commit and event are known; this is ${run.kind === 'attest' ? 'a run that attests' : 'a dry run'}.`
  );
});
