/** Whether those who answer over TLS are who they say they are. */
import {defineCheck, fail, pass} from './verdict.ts';

export const checkTls = defineCheck('tls', 'TLS certificates are checked', ({environment}) => {
  if (!environment.tlsUnverified) return pass('NODE_TLS_REJECT_UNAUTHORIZED does not turn it off.');
  const evidence =
    'NODE_TLS_REJECT_UNAUTHORIZED=0: whatever is signed, stored or verified over TLS could come from anybody on the way.';
  return fail({
    code: 'PROV-015',
    evidence,
    details: ['For a private certificate authority, set NODE_EXTRA_CA_CERTS.']
  });
});
