/** Rules about what a build stood on. Pure. */
import type {Material} from '../attestation/provenance.ts';
import {JsonError} from '../oci/json.ts';
import {listLocals, listSteps} from './build-record.ts';
import {describeMaterial} from '../attestation/dependency.ts';
import {findRole, ROLES} from '../attestation/role.ts';
import {concludeRule, quoteUri} from './judgement.ts';
import type {Evidence, Judgement} from './judgement.ts';
import {judgePin} from './pin.ts';
import {isCovered} from './uri-prefix.ts';

/** Every material is named by what it must be, so that whoever builds again stands on the same. */
export function judgePinned({statement, provenance}: Evidence): Judgement {
  const steps = tryReading(() => listSteps(statement)) ?? [];
  const sources = Map.groupBy(steps, ({identifier}) => identifier);
  const judged = provenance.materials.map(({uri, digest}) => {
    const {outcome, reason, instead} = judgePin({uri, digest}, sources, provenance);
    const said = {text: `${quoteUri(uri)} ${reason}.`, ...(instead === undefined ? {} : {instead})};
    return {outcome, said};
  });
  return concludeRule(
    judged.filter(({outcome}) => outcome === 'loose').map(({said}) => said),
    [
      ...judged.filter(({outcome}) => outcome === 'unknown').map(({said}) => said.text),
      ...doubtMaterials({statement, provenance})
    ],
    `Every material is pinned: ${String(judged.length)}.`
  );
}

/** Everything that was recorded comes from where it may. */
export function judgeAllowed(evidence: Evidence, prefixes: readonly string[]): Judgement {
  const {materials} = evidence.provenance;
  const foreign = materials.filter(material => !isCovered(material, prefixes));
  return concludeRule(
    foreign.map(
      material =>
        `${quoteUri(material.uri)} comes from none of the places that are allowed${nameRole(material, evidence)}.`
    ),
    doubtMaterials(evidence),
    `Every material comes from where it may: ${String(materials.length)}.`
  );
}

function nameRole(material: Material, {provenance}: Evidence): string {
  const dependency = describeMaterial(material);
  const role = dependency.kind === 'image' ? findRole(dependency, provenance) : undefined;
  return role === undefined ? '' : ROLES[role];
}

/**
 * Local directories are never recorded, and leave the rest as good as it is; whatever else made BuildKit call the list
 * incomplete may be missing from it.
 */
function doubtMaterials({statement, provenance}: Evidence): readonly string[] {
  if (provenance.completeness.materials) return [];
  const locals = tryReading(() => listLocals(statement)) ?? [];
  return locals.length > 0 ? [] : ['The provenance does not say that its list of materials is complete.'];
}

/** Undefined for what cannot be read. */
export function tryReading<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}
