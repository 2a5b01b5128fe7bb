/** Whether a secret is about to be published. */
import type {PreflightFacts} from './facts.ts';
import {describeExposure} from './secrets.ts';
import type {ExposedSecret} from './secrets.ts';
import {defineCheck, fail, leaveUnknown, pass, skip, warn} from './verdict.ts';
import type {Finding} from './verdict.ts';
import {list} from './wanted.ts';

export const checkSecrets = defineCheck('secrets', 'No secret is published', facts => {
  const {mode, exposed, unread} = facts.secrets;
  if (mode === 'off') return skip('secrets-check is off.');
  const errors = exposed.filter(({severity}) => severity === 'error');
  if (errors.length > 0) {
    const finding = describeFinding(facts, errors, 'PROV-027');
    // What neither is published nor will be, stays on this machine.
    return facts.run.kind === 'attest' && facts.plan?.destination.kind === 'none'
      ? warn(finding)
      : fail(finding);
  }
  if (unread.length > 0) return leaveUnknown(`Not looked at: ${list(unread)}.`);
  return pass(
    'No known secret is in build arguments, labels, annotations, URLs, the Dockerfile or predicates.'
  );
});

/** One line for each, and the first one that has a line as its place. */
export function describeFinding(
  {sources}: PreflightFacts,
  exposed: readonly ExposedSecret[],
  code: Finding['code']
): Finding {
  const [first, ...others] = exposed.map(describeExposure);
  const more = others.length === 0 ? '' : ` And ${String(others.length)} more.`;
  const line = exposed.find(one => one.where === 'Dockerfile' && one.line !== undefined)?.line;
  const file = sources.dockerfile?.path;
  return {
    code,
    evidence: `${first ?? ''}.${more}`,
    details: others,
    ...(line === undefined || file === undefined ? {} : {place: {file, line}})
  };
}
