/** Whether what the builder exports can carry attestations: by what it can do, never by its name. */
import {keepsAttestations} from '../build/builder.ts';
import {defineCheck, fail, leaveUnknown, note, pass, skip} from './verdict.ts';
import {engineOf} from './wanted.ts';

export const checkAttestations = defineCheck('attestations', 'The builder can attest', facts => {
  const engine = engineOf(facts);
  if (engine === undefined) return skip('There is no buildx to ask, or nothing to build.');
  const {builder} = engine;
  const kept = keepsAttestations(builder);
  if (builder === undefined || kept === undefined) return leaveUnknown('The builder did not say.');
  if (!builder.nodes.some(({status}) => status === 'running')) {
    return leaveUnknown(`Builder ${builder.name} (${builder.driver}) is not up yet.`);
  }
  if (kept) return pass(`Builder ${builder.name} (${builder.driver}) keeps attestations.`);
  if (builder.driver !== 'docker') return skip('Its BuildKit is too old: see above.');
  const evidence = `Builder ${builder.name} has the driver docker, and its engine not the containerd image store.`;
  const {plan} = facts;
  // Where provenance was given up for it, the plan tells.
  if (plan?.provenance.value === 'none') return note(`${evidence} There is no provenance.`);
  return fail({code: 'PROV-1B', evidence});
});
