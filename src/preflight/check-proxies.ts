/** Whether the proxies of the environment are such. */
import {defineCheck, fail, pass, skip} from './verdict.ts';
import {list} from './wanted.ts';

export const checkProxies = defineCheck('proxies', 'Proxies can be used', ({environment}) => {
  const {proxies, proxyProblem} = environment;
  if (proxyProblem !== undefined) return fail({code: 'PROV-015', evidence: `${proxyProblem}.`});
  if (proxies.length === 0) return skip('No proxy is set.');
  return pass(`${list(proxies)} set: registries and Sigstore are reached through it.`);
});
