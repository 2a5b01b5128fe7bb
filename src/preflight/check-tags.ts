/** Whether the names that are pushed to can be those that are meant. That they are valid, the inputs have checked. */
import {formatReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import {defineCheck, pass, skip, warn} from './verdict.ts';
import {list} from './wanted.ts';

export const checkTags = defineCheck('tags', 'The tags are valid', ({plan, registries}) => {
  if (plan?.destination.kind !== 'registry') return skip('Nothing is pushed.');
  const {references} = plan.destination;
  const official = references.filter(isOfficial);
  const refused = registries.some(({registry, repository, push}) => {
    return (
      push.permission === 'no' &&
      official.some(one => one.registry === registry && one.repository === repository)
    );
  });
  const [first] = official;
  if (first === undefined || refused) return pass(`${list(references.map(formatReference))}.`);
  const name = first.repository.replace('library/', '');
  const evidence = `${name} without a registry or an owner means ${formatReference(first)}, to which Docker alone can push.`;
  return warn({code: 'PROV-3H', evidence, details: [`Write the whole name, such as ghcr.io/OWNER/${name}.`]});
});

export function isOfficial({registry, repository}: Pick<Reference, 'registry' | 'repository'>): boolean {
  return registry === 'docker.io' && repository.startsWith('library/');
}
