/** Whether the job may ask for the token that signing needs. */
import {defineCheck, fail, pass, skip, warn} from './verdict.ts';
import {list} from './wanted.ts';

export const checkOidc = defineCheck('oidc', 'The job may request an OIDC token', ({signing, run}) => {
  const {decision, demanded, missing} = signing;
  if (decision.value) return pass('ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are set.');
  if (decision.source !== 'permissions')
    return skip(`Nothing is signed: ${decision.trace.at(-1) ?? decision.source}.`);
  const finding = {code: 'PROV-2A', evidence: `Not set: ${list(missing)}.`} as const;
  return demanded && run.enforce ? fail(finding) : warn(finding);
});
