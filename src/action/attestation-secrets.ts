/** Secrets in predicates that the build itself wrote, found before anything is signed. Says where one is, never what. */
import {AttestationError} from '../attestation/attestation-error.ts';
import type {Reference} from '../oci/reference.ts';
import {describePredicates} from '../preflight/published.ts';
import {describeExposure, findExposedSecrets} from '../preflight/secrets.ts';
import type {ExposedSecret} from '../preflight/secrets.ts';
import type {BroughtAttestation, RefusedAttestation} from '../sigstore/brought-statements.ts';
import type {Brought} from './attestation-step.ts';
import {findLogins} from './preflight-registries.ts';
import {listKnownSecrets, readDockerConfig} from './preflight-secrets.ts';
import type {Run} from './run.ts';

/**
 * What holds a secret for which `secrets-check` would have stopped the build is refused; of a guess, which would have
 * been a warning, nothing is said. `references`: where the image is, to which docker may be logged in.
 */
export async function refuseExposed(
  {env, signal, situation}: Run,
  {brought, refused}: Brought,
  references: readonly Reference[]
): Promise<Brought> {
  if (situation === undefined || situation.inputs.secretsCheck === 'off') return {brought, refused};
  const {inputs, runner} = situation;
  const {secrets: known} = await listKnownSecrets({
    options: inputs.build,
    env,
    workspace: runner.workspace,
    config: await readDockerConfig(env),
    logins: findLogins(references, env, signal)
  });
  const judged = brought.map(one => {
    const published = describePredicates([one]);
    const exposed = findExposedSecrets({published, known, mode: inputs.secretsCheck});
    return {one, errors: exposed.filter(({severity}) => severity === 'error')};
  });
  return {
    brought: judged.filter(({errors}) => errors.length === 0).map(({one}) => one),
    refused: [
      ...refused,
      ...judged.filter(({errors}) => errors.length > 0).map(({one, errors}) => refuse(one, errors))
    ]
  };
}

function refuse(
  {name, attestation}: BroughtAttestation,
  errors: readonly ExposedSecret[]
): RefusedAttestation {
  const message = errors.map(error => describeExposure({...error, where: 'it'})).join(', ');
  return {
    title: name,
    predicateType: attestation.predicateType,
    error: new AttestationError('secret', message)
  };
}
