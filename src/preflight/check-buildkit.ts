/** Whether BuildKit is new enough to attest, on each node that says which it is. */
import type {Node} from '../build/builder.ts';
import {isAtLeast, parseRelease} from '../build/release.ts';
import {defineCheck, fail, leaveUnknown, pass, skip} from './verdict.ts';
import {asksForProvenance, engineOf, list} from './wanted.ts';

/** The first that attests, and the first that states its version. */
const ATTESTING = '0.11.0';

export const checkBuildKit = defineCheck('buildkit', 'BuildKit is new enough', facts => {
  const builder = engineOf(facts)?.builder;
  if (builder === undefined) return skip('Nothing is known of a builder.');
  if (builder.driver === 'docker') return skip('It is part of the engine, of which its image store decides.');
  const running = builder.nodes.filter(({status}) => status === 'running');
  const told = builder.nodes.map(node => `${node.name}: ${describeVersion(node)}`);
  const evidence = `${list(told)}.`;
  if (running.every(isNew)) return running.length === 0 ? leaveUnknown(evidence) : pass(evidence);
  if (!asksForProvenance(facts)) return pass(`${evidence} No provenance is wanted.`);
  return fail({
    code: 'PROV-7B',
    evidence: `${evidence} Attestations need ${ATTESTING} or newer.`,
    details: told
  });
});

function isNew({buildkit}: Node): boolean {
  return buildkit !== undefined && isAtLeast(parseRelease(buildkit), ATTESTING);
}

function describeVersion({buildkit, status}: Node): string {
  if (buildkit !== undefined) return buildkit;
  return status === 'running'
    ? 'states no version, as those before 0.11 do'
    : `${status}, not known before it runs`;
}
