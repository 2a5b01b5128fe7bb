/** Who must have signed, by the claims of the job's own token, and where a certificate says otherwise. */
import {quoteText} from '../oci/plain-text.ts';
import type {Claims} from './claims.ts';
import {EXTENSION_NAMES, oidOf} from './extensions.ts';
import type {CertificateIdentity, ExtensionName} from './extensions.ts';

/** Compared character by character, never as a pattern: sigstore-js takes a text for a regular expression without anchors. */
export interface ExpectedIdentity {
  readonly issuer: string;
  /** The certificate's only subject alternative name. */
  readonly san: string;
  /** What the certificate's extensions must say; those that are not named here are not looked at. */
  readonly extensions: Readonly<Partial<Record<ExtensionName, string>>>;
}

/**
 * What Fulcio writes for a token of these claims. A reusable workflow signs under its own name, which is why the name
 * comes from the token's `job_workflow_ref` and not from the environment.
 */
export function identityOf(claims: Claims, serverUrl: string): ExpectedIdentity {
  const server = serverUrl.replace(/\/+$/, '');
  const run = `${server}/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`;
  const san = `${server}/${claims.job_workflow_ref}`;
  const extensions: Record<ExtensionName, string | undefined> = {
    legacyIssuer: claims.issuer,
    legacyTrigger: claims.event_name,
    legacySha: claims.sha,
    legacyWorkflowName: claims.workflow,
    legacyRepository: claims.repository,
    legacyRef: claims.ref,
    issuer: claims.issuer,
    buildSignerUri: san,
    buildSignerDigest: claims.job_workflow_sha,
    runnerEnvironment: claims.runner_environment,
    sourceRepositoryUri: `${server}/${claims.repository}`,
    sourceRepositoryDigest: claims.sha,
    sourceRepositoryRef: claims.ref,
    sourceRepositoryId: claims.repository_id,
    sourceRepositoryOwnerUri: `${server}/${claims.repository_owner}`,
    sourceRepositoryOwnerId: claims.repository_owner_id,
    buildConfigUri: `${server}/${claims.workflow_ref}`,
    buildConfigDigest: claims.workflow_sha,
    buildTrigger: claims.event_name,
    runInvocationUri: run,
    sourceRepositoryVisibility: claims.repository_visibility
  };
  const stated = Object.entries(extensions).filter(([, value]) => value !== undefined);
  return {issuer: claims.issuer, san, extensions: Object.fromEntries(stated)};
}

/** The same signer in whatever run and attempt: what an attestation that is already there is compared with. */
export function identityOfAnyRun(identity: ExpectedIdentity): ExpectedIdentity {
  const {runInvocationUri: _run, ...extensions} = identity.extensions;
  return {...identity, extensions};
}

/** A field of which the certificate says something else, or nothing. */
export interface IdentityDifference {
  readonly field: 'issuer' | 'san' | ExtensionName;
  readonly expected: string;
  readonly actual: string | undefined;
}

/** Every field that is not exactly as expected. */
export function compareIdentity(
  expected: ExpectedIdentity,
  actual: CertificateIdentity
): readonly IdentityDifference[] {
  const fields: IdentityDifference[] = [
    {field: 'issuer', expected: expected.issuer, actual: actual.extensions.issuer},
    {field: 'san', expected: expected.san, actual: actual.san},
    ...EXTENSION_NAMES.flatMap(name => {
      const wanted = expected.extensions[name];
      const stated = name === 'issuer' || wanted === undefined;
      return stated ? [] : [{field: name, expected: wanted, actual: actual.extensions[name]}];
    })
  ];
  return fields.filter(({expected: wanted, actual: found}) => wanted !== found);
}

/** `buildTrigger (1.3.6.1.4.1.57264.1.20) is "push", should be "release"`. */
export function describeDifference({field, expected, actual}: IdentityDifference): string {
  const name = field === 'san' ? 'subject alternative name' : `${field} (${oidOf(field)})`;
  const found = actual === undefined ? 'is missing' : `is ${quoteText(actual)}`;
  return `${name} ${found}, should be ${quoteText(expected)}`;
}
