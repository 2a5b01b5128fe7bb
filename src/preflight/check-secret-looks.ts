/** Whether something that is published looks like a secret. */
import {describeFinding} from './check-secrets.ts';
import {defineCheck, pass, skip, warn} from './verdict.ts';

export const checkSecretLooks = defineCheck(
  'secret-looks',
  'Nothing published looks like a secret',
  facts => {
    const {mode, exposed} = facts.secrets;
    if (mode === 'off') return skip('secrets-check is off.');
    const warnings = exposed.filter(({severity}) => severity === 'warning');
    if (warnings.length === 0) return pass('Neither by its name nor by its shape.');
    return warn(describeFinding(facts, warnings, 'PROV-1F'));
  }
);
