/** Verifies a signed bundle from the outside, from its bytes alone. Fetches nothing; throws nothing for a bad bundle. */
import {BundleError} from '../attestation/envelope.ts';
import type {Digest} from '../oci/descriptor.ts';
import {digestBytes} from '../oci/descriptor.ts';
import {cleanText} from '../oci/plain-text.ts';
import {checkIdentity} from './steps-identity.ts';
import {checkSignature, readTimes} from './steps-signature.ts';
import {checkStatement} from './steps-statement.ts';
import type {CertificateIdentity} from './extensions.ts';
import {createStep} from './signature-step.ts';
import type {SignatureStep} from './signature-step.ts';
import {parseBundle} from './signed-bundle.ts';
import type {LogEntry, SignedEnvelope} from './signed-bundle.ts';
import type {SignaturePolicy} from './signature-policy.ts';

/** What a verified bundle says; read from the bytes that were verified. */
export interface SignatureFacts {
  readonly signer: CertificateIdentity | undefined;
  readonly logEntries: readonly LogEntry[];
  /** ISO 8601, of timestamp authorities. */
  readonly timestamps: readonly string[];
  /** Of the statement's bytes. */
  readonly statement: Digest;
}

export interface SignatureVerification {
  readonly verdict: 'verified' | 'rejected';
  /** In one sentence. */
  readonly reason: string;
  readonly steps: readonly SignatureStep[];
  /** Undefined unless the signature holds, whoever signed. */
  readonly facts: SignatureFacts | undefined;
}

/**
 * Whether the bundle in these bytes holds: chain, logs or times by the thresholds, signature, signer, and the statement
 * that was signed. Sigstore's libraries compare no subject with anything, and take identities for patterns: both are
 * done here. What is behind a step that failed is not looked at unless it stands on its own.
 */
export async function verifyBundle(
  bytes: Uint8Array,
  policy: SignaturePolicy
): Promise<SignatureVerification> {
  const envelope = await parseBundle(bytes).catch((error: unknown) => {
    if (error instanceof BundleError) return error;
    throw error;
  });
  if (envelope instanceof BundleError) {
    return conclude([
      createStep('bundle-format', 'failed', `Not a bundle to verify: ${cleanText(envelope.message, 600)}.`)
    ]);
  }
  const held = `${envelope.mediaType} of ${String(bytes.byteLength)} bytes with one signed statement.`;
  const format = createStep('bundle-format', 'passed', held);
  const {steps, signer} = await checkSignature(envelope, policy);
  if (signer === undefined) return conclude([format, ...steps]);
  const {steps: identity, found} = checkIdentity(signer.identity?.oids ?? [], policy.identity);
  const all = [format, ...steps, ...identity, ...checkStatement(envelope.payload, policy)];
  return conclude(all, await describeFacts(envelope, found));
}

async function describeFacts(
  envelope: SignedEnvelope,
  signer: CertificateIdentity | undefined
): Promise<SignatureFacts> {
  return {
    signer,
    logEntries: envelope.logEntries,
    timestamps: await readTimes(envelope),
    statement: digestBytes(envelope.payload)
  };
}

function conclude(steps: readonly SignatureStep[], facts?: SignatureFacts): SignatureVerification {
  const failed = steps.filter(({outcome}) => outcome === 'failed');
  const [first] = failed;
  const verdict = first === undefined ? 'verified' : 'rejected';
  const reason = first === undefined ? 'Every step passed.' : first.evidence;
  return {verdict, reason, steps, facts};
}
