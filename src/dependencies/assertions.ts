/** What a user asserts, as further steps of a verification. Pure: judges what was read back. */
import {namePlatform} from '../attestation/discovery.ts';
import type {PlatformImage} from '../attestation/discovery.ts';
import {isProvenanceType} from '../attestation/provenance.ts';
import {parseStatement, StatementError} from '../attestation/statement.ts';
import type {Statement} from '../attestation/statement.ts';
import {addSteps} from '../verification/conclude.ts';
import {createStepMaker} from '../verification/step.ts';
import type {Step, Verification} from '../verification/verification.ts';
import type {VerifiedImage} from '../verification/verify.ts';
import {judgeRules} from './judge-rules.ts';
import type {RuleVerdict} from './judge-rules.ts';
import type {Rule} from './rules.ts';

/**
 * The same judgement with a step for each rule and platform, and for each violation where there are several. Of what
 * could not be read nothing is added: that alone keeps it from being verified.
 */
export function assertRules(verified: VerifiedImage, rules: readonly Rule[]): VerifiedImage {
  const images = verified.discovery?.images ?? [];
  const steps = images.flatMap(image => judgeImage(image, rules));
  const {verification} = verified;
  const told = rules.some(({id}) => id === 'materials-pinned') ? dropAdvice(verification) : verification;
  return {...verified, verification: addSteps(told, steps)};
}

function judgeImage(image: PlatformImage, rules: readonly Rule[]): readonly Step[] {
  const platform = namePlatform(image);
  const statements = listProvenance(image).map(statement => ({name: platform, statement}));
  return judgeRules(rules, statements).flatMap(verdict => listSteps(platform, verdict));
}

/** What is no statement was told as such by the verification. */
function listProvenance({attestationManifests}: PlatformImage): readonly Statement[] {
  const layers = attestationManifests.flatMap(({attestations}) => attestations);
  const unique = [...new Map(layers.map(({layer, bytes}) => [layer.digest, bytes])).values()];
  return unique.flatMap(bytes => {
    try {
      const statement = parseStatement(bytes);
      return isProvenanceType(statement.predicateType) ? [statement] : [];
    } catch (error) {
      if (error instanceof StatementError) return [];
      throw error;
    }
  });
}

/** Of one rule and platform: a hostile statement can list hundreds of thousands of materials. */
const REASONS_LIMIT = 100;

function listSteps(platform: string, {rule, outcome, reasons}: RuleVerdict): readonly Step[] {
  const makeStep = createStepMaker(platform);
  const shown = reasons.slice(0, REASONS_LIMIT).map(({text, instead}) => {
    const step = makeStep(`assert-${rule}`, outcome, text);
    return instead === undefined ? step : {...step, instead};
  });
  const more = reasons.length - shown.length;
  const rest = `There are ${String(more)} more; output provenance-path has the whole provenance.`;
  return more > 0 ? [...shown, makeStep(`assert-${rule}`, outcome, rest)] : shown;
}

/** The same is told, at greater length, by the rule. */
function dropAdvice(verification: Verification): Verification {
  const steps = verification.steps.map((step): Step => {
    const isAdvice = step.id === 'base-images' && step.outcome === 'warning';
    return isAdvice
      ? {...step, outcome: 'skipped', evidence: 'The rule materials-pinned tells of it.'}
      : step;
  });
  return {...verification, steps};
}
