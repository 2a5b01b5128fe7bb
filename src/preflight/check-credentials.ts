/** Whether docker is logged in to each registry. */
import type {Check} from './check.ts';
import type {PreflightFacts, RegistryFacts} from './facts.ts';
import {fail, leaveUnknown, pass} from './verdict.ts';
import type {Verdict} from './verdict.ts';

/** One for each registry, of which one repository stands for all. */
export function checkCredentials({registries}: PreflightFacts): readonly Check[] {
  const byRegistry = Map.groupBy(registries, ({registry}) => registry);
  return [...byRegistry].map(([registry, facts]) => ({
    id: 'credentials',
    title: `There are credentials for ${registry}`,
    ...judge(facts)
  }));
}

function judge(facts: readonly RegistryFacts[]): Verdict {
  const [first] = facts;
  if (first === undefined) return leaveUnknown('Nobody looked.');
  const {registry, credentials, credentialsProblem = 'no reason given'} = first;
  const permissions = facts.map(({push}) => push.permission);
  if (credentials === 'present') return pass(`Docker has some for ${registry}.`);
  if (permissions.every(permission => permission === 'yes')) {
    return pass(`Docker has none for ${registry}, and it takes a push without.`);
  }
  if (credentials === 'unknown') return leaveUnknown(`${credentialsProblem}.`);
  const evidence = `Docker has no credentials for ${registry}.`;
  const details = ['A login has to come before this step, in the same job, and as the same user.'];
  if (permissions.includes('no')) return fail({code: 'PROV-3B', evidence, details});
  return leaveUnknown(`${evidence} Whether it takes a push without, it did not say.`);
}
