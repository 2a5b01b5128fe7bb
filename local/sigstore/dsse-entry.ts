/** Rekor's `dsse` 0.0.1: what is proposed, checked and brought into the form that the log keeps. */
import {createHash, createPublicKey, verify, X509Certificate} from 'node:crypto';
import type {KeyObject} from 'node:crypto';
import canonicalize from 'canonicalize';

/** The proposal is not to be taken; the message says why. */
export class EntryError extends Error {
  override readonly name = 'EntryError';
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly {readonly sig: string}[];
}

const hash = (data: string | Buffer): {algorithm: string; value: string} => ({
  algorithm: 'sha256',
  value: createHash('sha256').update(data).digest('hex')
});

/** https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md */
function encodePae({payloadType, payload}: Envelope): Buffer {
  const body = Buffer.from(payload, 'base64');
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}

/** The key of a PEM, in base64, of a certificate or of the key itself. */
function parseVerifier(verifier: string): KeyObject {
  const pem = Buffer.from(verifier, 'base64').toString();
  try {
    return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
  } catch (cause) {
    throw new EntryError('error canonicalizing entry: failure decoding PEM', {cause});
  }
}

function parseEnvelope(text: string): Envelope {
  try {
    const envelope = JSON.parse(text) as Envelope;
    if (typeof envelope.payload === 'string' && envelope.signatures.length > 0) return envelope;
  } catch {
    // Refused below.
  }
  throw new EntryError('error canonicalizing entry: envelope is not a DSSE envelope');
}

/**
 * The canonical body of the entry for an envelope. Throws `EntryError` where a signature is of none of the verifiers.
 * https://github.com/sigstore/rekor/blob/v1.5.3/pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json
 */
export function canonicalizeDsse(envelopeText: string, verifiers: readonly string[]): Buffer {
  const envelope = parseEnvelope(envelopeText);
  const signed = encodePae(envelope);
  const keys = verifiers.map(verifier => ({verifier, key: parseVerifier(verifier)}));
  const signatures = envelope.signatures.map(({sig}) => {
    const own = keys.find(({key}) => verify('sha256', signed, key, Buffer.from(sig, 'base64')));
    if (own === undefined)
      throw new EntryError('error canonicalizing entry: could not verify envelope: invalid signature');
    return {signature: sig, verifier: own.verifier};
  });
  const payloadHash = hash(Buffer.from(envelope.payload, 'base64'));
  const spec = {envelopeHash: hash(envelopeText), payloadHash, signatures};
  return Buffer.from(canonicalize({apiVersion: '0.0.1', kind: 'dsse', spec}) ?? '');
}
