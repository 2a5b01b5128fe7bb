/** The workflow's own provenance, as GitHub's attestations have it. Asks nobody: the token has said it all. */
import type {ExactObject} from '../attestation/exact-json.ts';
import type {Claims} from './claims.ts';

export const WORKFLOW_PREDICATE_TYPE = 'https://slsa.dev/provenance/v1';

/**
 * The predicate that `buildSLSAProvenancePredicate` of `@actions/attest` makes, which fetches a second token and the
 * issuer's keys for it, by a client that gives up at a broken connection: a token of the same job says the same.
 * https://github.com/slsa-framework/github-actions-buildtypes/tree/main/workflow/v1
 */
export function createWorkflowPredicate(claims: Claims, serverUrl: string): ExactObject {
  const repository = `${serverUrl}/${claims.repository}`;
  const [path = ''] = claims.workflow_ref.replace(`${claims.repository}/`, '').split('@');
  return {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {workflow: {ref: claims.ref, repository, path}},
      internalParameters: {
        github: {
          event_name: claims.event_name,
          repository_id: claims.repository_id,
          repository_owner_id: claims.repository_owner_id,
          runner_environment: claims.runner_environment
        }
      },
      resolvedDependencies: [{uri: `git+${repository}@${claims.ref}`, digest: {gitCommit: claims.sha}}]
    },
    runDetails: {
      builder: {id: `${serverUrl}/${claims.job_workflow_ref}`},
      metadata: {invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`}
    }
  };
}
