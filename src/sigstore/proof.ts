/** What a fresh bundle proves by its looks, before anybody's trust comes in. Verifies no signature: `verify.ts` does. */
import {createHash, X509Certificate} from 'node:crypto';
import {PAYLOAD_TYPE} from '../attestation/envelope.ts';
import {
  expectFields,
  readElements,
  readFields,
  readString,
  requireFields,
  requireString
} from '../attestation/fields.ts';
import type {Fields} from '../attestation/fields.ts';
import {expectObject, JsonError, parseJson} from '../oci/json.ts';
import type {JsonObject} from '../oci/json.ts';
import type {Instance} from './instance.ts';
import {SigningError} from './signing-error.ts';

export interface SigningCertificate {
  readonly pem: string;
  /** Whom it names, as Node prints it: `URI:https://github.com/…`. */
  readonly names: string;
  /** The authority's name, on one line. */
  readonly issuer: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface Proof {
  readonly certificate: SigningCertificate;
  readonly logIndex: string | undefined;
  /** ISO 8601. */
  readonly loggedAt: string | undefined;
}

/**
 * What the bundle holds, if that is the statement, and for it a certificate and what the instance adds: an entry of
 * this very signature in the log, or a timestamp. Throws {@link SigningError} `bundle-incomplete`, and `log-refused`
 * where the log's entry is another's.
 */
export function readProof(bundle: JsonObject, instance: Instance, statement: string): Proof {
  try {
    const root = {path: '$', object: bundle};
    const material = requireFields(root, 'verificationMaterial');
    const signature = readSignature(requireFields(root, 'dsseEnvelope'), statement);
    const entries = readElements(material, 'tlogEntries').map(expectFields);
    for (const entry of entries) assertEntry(entry, signature, statement);
    assertEnough('entries of the transparency log', entries.length, instance.thresholds.tlog);
    assertStamped(material, instance);
    return {certificate: readCertificate(material), ...readEntry(entries[0])};
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw incomplete(`${error.path} ${error.reason}`, error);
  }
}

function incomplete(reason: string, cause?: unknown): SigningError {
  const message = `What came back from signing is not a complete bundle: ${reason}.`;
  return new SigningError({code: 'bundle-incomplete', message, cause});
}

function readSignature(envelope: Fields, statement: string): Buffer {
  const payload = Buffer.from(requireString(envelope, 'payload'), 'base64');
  if (requireString(envelope, 'payloadType') !== PAYLOAD_TYPE || !payload.equals(Buffer.from(statement))) {
    throw incomplete('its envelope holds another statement than was to be signed');
  }
  const [signature, ...more] = readElements(envelope, 'signatures').map(expectFields);
  if (signature === undefined || more.length > 0) throw incomplete('it should hold one signature');
  return Buffer.from(requireString(signature, 'sig'), 'base64');
}

function assertEnough(what: string, count: number, threshold: number): void {
  if (count < threshold)
    throw incomplete(`it holds ${String(count)} ${what}, should hold ${String(threshold)}`);
}

function assertStamped(material: Fields, {timestampUrl, thresholds}: Instance): void {
  if (timestampUrl === undefined) return;
  const stamps = readElements(readFields(material, 'timestampVerificationData'), 'rfc3161Timestamps');
  assertEnough('timestamps', stamps.length, thresholds.timestamp);
}

/** The log may hand out the entry of an equal upload (409): it must be one of this signature over this statement. */
function assertEntry(entry: Fields, signature: Buffer, statement: string): void {
  requireString(requireFields(entry, 'inclusionPromise'), 'signedEntryTimestamp');
  requireFields(requireFields(entry, 'inclusionProof'), 'checkpoint');
  const body = parseJson(Buffer.from(requireString(entry, 'canonicalizedBody'), 'base64'));
  const spec = requireFields({path: '$', object: expectObject(body, '$')}, 'spec');
  const logged = readElements(spec, 'signatures').map(element =>
    readString(expectFields(element), 'signature')
  );
  const hash = readString(readFields(spec, 'payloadHash'), 'value');
  const same = logged.length === 1 && Buffer.from(logged[0] ?? '', 'base64').equals(signature);
  if (!same || hash !== createHash('sha256').update(statement).digest('hex')) {
    const message = 'The transparency log answered with an entry that is not of this signature.';
    throw new SigningError({code: 'log-refused', message});
  }
}

function readEntry(entry: Fields | undefined): Pick<Proof, 'logIndex' | 'loggedAt'> {
  if (entry === undefined) return {logIndex: undefined, loggedAt: undefined};
  const seconds = Number(requireString(entry, 'integratedTime'));
  const logIndex = requireString(entry, 'logIndex');
  if (!/^\d{1,20}$/.test(logIndex)) throw incomplete("the log entry's index is no number");
  return {
    logIndex,
    loggedAt: Number.isSafeInteger(seconds) ? new Date(seconds * 1000).toISOString() : undefined
  };
}

function readCertificate(material: Fields): SigningCertificate {
  const bytes = Buffer.from(requireString(requireFields(material, 'certificate'), 'rawBytes'), 'base64');
  try {
    const certificate = new X509Certificate(bytes);
    return {
      pem: certificate.toString(),
      names: certificate.subjectAltName ?? '',
      issuer: certificate.issuer.replaceAll('\n', ', '),
      notBefore: certificate.validFromDate.toISOString(),
      notAfter: certificate.validToDate.toISOString()
    };
  } catch (error) {
    throw incomplete('its certificate cannot be read', error);
  }
}
