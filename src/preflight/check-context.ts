/** Whether what is built is there. */
import type {PathFacts} from './facts.ts';
import {defineCheck, fail, leaveUnknown, pass, skip} from './verdict.ts';
import {list} from './wanted.ts';

export const checkContext = defineCheck('context', 'The build context is there', ({sources, plan}) => {
  const {context, buildContexts} = sources;
  const all = [
    ...(context === undefined ? [] : [{...context, input: 'context'}]),
    ...buildContexts.map(one => ({...one, input: `build-contexts: ${one.name}`}))
  ];
  const wrong = all.filter(({state}) => state === 'absent' || state === 'unreadable' || state === 'file');
  if (wrong.length > 0) {
    const told = wrong.map(one => `${one.input}: ${one.path} ${STATES[one.state]}`);
    const details = ['Is actions/checkout missing, or does it come after this step?'];
    return fail({code: 'PROV-021', evidence: `${list(told)}.`, details});
  }
  if (all.some(({state}) => state === 'unknown')) return leaveUnknown('The disk did not answer in time.');
  if (context !== undefined) return pass(`${context.path} is a folder.`);
  return skip(
    plan?.context === undefined ? 'Nothing is built.' : 'It is not on this machine: BuildKit fetches it.'
  );
});

const STATES: Readonly<Record<PathFacts['state'], string>> = {
  absent: 'is not there',
  unreadable: 'cannot be read',
  file: 'is no folder',
  folder: 'is a folder',
  unknown: 'is not known'
};
