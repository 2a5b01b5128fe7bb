/** A bundle read strictly, as what Sigstore's verifier takes and what it holds. Verifies nothing. */
import type {Bundle} from '@sigstore/bundle';
import {BUNDLE_LIMIT, BundleError, readBase64, readEnvelope} from '../attestation/envelope.ts';
import type {Envelope} from '../attestation/envelope.ts';
import {expectFields, readElements, readFields, readString, requireFields} from '../attestation/fields.ts';
import type {Fields} from '../attestation/fields.ts';
import {expectObject, JsonError, parseJson} from '../oci/json.ts';

/** A bundle of a DSSE envelope with one signature, and a certificate. */
export interface SignedEnvelope extends Envelope {
  readonly bundle: Bundle;
  readonly logEntries: readonly LogEntry[];
  /** How many timestamps it holds of timestamp authorities. */
  readonly timestamps: number;
}

export interface LogEntry {
  /** A decimal number. */
  readonly index: string;
  /** ISO 8601; undefined where the log states no time. */
  readonly integratedAt: string | undefined;
}

/** The bundle in these bytes. Throws {@link BundleError}. */
export async function parseBundle(bytes: Uint8Array): Promise<SignedEnvelope> {
  const {bundleFromJSON} = await import('./libraries.ts');
  try {
    const object = expectObject(parseJson(bytes, {bytes: BUNDLE_LIMIT}), '$');
    const described = describeBundle({path: '$', object});
    const bundle = bundleFromJSON(object);
    const {content} = bundle;
    if (content.$case !== 'dsseEnvelope') throw new BundleError('holds no DSSE envelope');
    return {...described, bundle, payload: content.dsseEnvelope.payload};
  } catch (error) {
    if (error instanceof BundleError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BundleError(reason, {cause: error});
  }
}

function describeBundle(root: Fields): Omit<SignedEnvelope, 'bundle'> {
  const envelope = readEnvelope(root);
  const material = requireFields(root, 'verificationMaterial');
  const certificate = readFields(material, 'certificate');
  if (Object.hasOwn(certificate.object, 'rawBytes')) readBase64(certificate, 'rawBytes');
  return {
    ...envelope,
    logEntries: readElements(material, 'tlogEntries').map(element => readEntry(expectFields(element))),
    timestamps: readElements(readFields(material, 'timestampVerificationData'), 'rfc3161Timestamps').length
  };
}

function readEntry(entry: Fields): LogEntry {
  const index = readDecimal(entry, 'logIndex') ?? '0';
  const seconds = Number(readDecimal(entry, 'integratedTime') ?? 0);
  const stated = seconds > 0 && seconds < 8.64e12;
  return {index, integratedAt: stated ? new Date(seconds * 1000).toISOString() : undefined};
}

/** 64-bit integers are texts in protobuf's JSON, but may be numbers. */
function readDecimal(fields: Fields, key: string): string | undefined {
  const value = fields.object[key];
  const text = typeof value === 'number' ? String(value) : readString(fields, key);
  if (text === undefined || /^\d{1,20}$/.test(text)) return text;
  throw new JsonError(`${fields.path}.${key}`, 'should be a number');
}
