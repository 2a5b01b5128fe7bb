/** One job that releases an image: what its token says, and whom its certificate names. */
import type {Claims} from '../../../src/sigstore/claims.ts';
import type {ExtensionName} from '../../../src/sigstore/extensions.ts';
import {identityOf} from '../../../src/sigstore/identity.ts';
import type {ExpectedIdentity} from '../../../src/sigstore/identity.ts';

export const SERVER = 'https://github.com';

/** A release of `octo/app` by a reusable workflow of another repository. */
export const CLAIMS: Claims = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:octo/app:ref:refs/tags/v1',
  audience: ['sigstore'],
  expires: Math.floor(Date.now() / 1000) + 300,
  notBefore: Math.floor(Date.now() / 1000) - 300,
  issued: Math.floor(Date.now() / 1000) - 300,
  job_workflow_ref: 'octo/workflows/.github/workflows/build.yml@refs/tags/v3',
  job_workflow_sha: 'b'.repeat(40),
  workflow: 'Release the image',
  workflow_ref: 'octo/app/.github/workflows/release.yml@refs/tags/v1',
  workflow_sha: 'a'.repeat(40),
  repository: 'octo/app',
  repository_id: '74',
  repository_owner: 'octo',
  repository_owner_id: '65',
  repository_visibility: 'public',
  ref: 'refs/tags/v1',
  sha: 'a'.repeat(40),
  run_id: '42',
  run_attempt: '2',
  event_name: 'push',
  runner_environment: 'github-hosted'
};

export const IDENTITY = identityOf(CLAIMS, SERVER);

/** The identity with one field changed; `undefined` takes it away. */
export function alterIdentity(name: ExtensionName, value: string | undefined): ExpectedIdentity {
  const {[name]: _old, ...rest} = IDENTITY.extensions;
  return {...IDENTITY, extensions: value === undefined ? rest : {...rest, [name]: value}};
}
