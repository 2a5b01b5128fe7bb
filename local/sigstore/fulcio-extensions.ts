/** What Fulcio writes into a certificate from the claims of a GitHub token. Issues nothing. */
import type {JWTPayload} from 'jose';
import {Extension} from './certificates.ts';
import {encodeDer, utf8String} from './der.ts';

/** https://github.com/sigstore/fulcio/blob/v1.8.8/docs/oid-info.md */
const arc = '1.3.6.1.4.1.57264.1';

/** Without these Fulcio takes no token of GitHub's. */
const required = [
  'iss',
  'sub',
  'job_workflow_ref',
  'job_workflow_sha',
  'event_name',
  'sha',
  'workflow',
  'repository',
  'ref',
  'runner_environment',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'workflow_ref',
  'workflow_sha',
  'run_id',
  'run_attempt'
] as const;

export type Identity = Readonly<Record<(typeof required)[number], string>>;

/** Undefined where a claim is missing. */
export function parseIdentity(claims: JWTPayload): Identity | undefined {
  const isWhole = required.every(name => typeof claims[name] === 'string' && claims[name] !== '');
  return isWhole ? (claims as unknown as Identity) : undefined;
}

/** The certificate's only name. */
export function nameSigner({job_workflow_ref: workflow}: Identity, serverUrl: string): string {
  return `${serverUrl}/${workflow}`;
}

export function listExtensions(identity: Identity, serverUrl: string): readonly Extension[] {
  const raw = [
    identity.iss,
    identity.event_name,
    identity.sha,
    identity.workflow,
    identity.repository,
    identity.ref
  ];
  const repository = `${serverUrl}/${identity.repository}`;
  const encoded = [
    identity.iss,
    nameSigner(identity, serverUrl),
    identity.job_workflow_sha,
    identity.runner_environment,
    repository,
    identity.sha,
    identity.ref,
    identity.repository_id,
    `${serverUrl}/${identity.repository_owner}`,
    identity.repository_owner_id,
    `${serverUrl}/${identity.workflow_ref}`,
    identity.workflow_sha,
    identity.event_name,
    `${repository}/actions/runs/${identity.run_id}/attempts/${identity.run_attempt}`,
    identity.repository_visibility
  ];
  return [
    ...raw.map((value, index) => new Extension(`${arc}.${index + 1}`, false, Buffer.from(value))),
    ...encoded.map(
      (value, index) => new Extension(`${arc}.${index + 8}`, false, encodeDer(utf8String, Buffer.from(value)))
    )
  ];
}

/** OID of the repository's URL. */
export const sourceRepository = `${arc}.12`;
