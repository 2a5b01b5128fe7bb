/** A bundle read strictly, as what Sigstore's verifier takes and what it holds. Verifies nothing. */
import type {Bundle} from '@sigstore/bundle';
import {
  expectFields,
  readElements,
  readFields,
  readString,
  requireFields,
  requireString
} from '../attestation/fields.ts';
import type {Fields} from '../attestation/fields.ts';
import {isBundleMediaType} from '../attestation/bundle.ts';
import {expectObject, JsonError, parseJson} from '../oci/json.ts';

/** A bundle of a DSSE envelope with one signature, and a certificate. */
export interface SignedEnvelope {
  readonly bundle: Bundle;
  /** The very bytes that the signature is about. */
  readonly payload: Uint8Array;
  readonly mediaType: string;
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

/** Bytes that are no bundle of the kind that is verified here. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** Larger than any that GitHub takes. */
const BUNDLE_LIMIT = 64 * 1024 * 1024;
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

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

function describeBundle(root: Fields): Omit<SignedEnvelope, 'bundle' | 'payload'> {
  const mediaType = requireString(root, 'mediaType');
  if (!isBundleMediaType(mediaType)) throw new BundleError('its media type is not one of a Sigstore bundle');
  const envelope = requireFields(root, 'dsseEnvelope');
  if (Object.hasOwn(root.object, 'messageSignature')) throw new BundleError('holds two contents');
  if (requireString(envelope, 'payloadType') !== PAYLOAD_TYPE) {
    throw new BundleError(`its payload type is not ${PAYLOAD_TYPE}`);
  }
  assertBase64(envelope, 'payload');
  const signatures = readElements(envelope, 'signatures').map(expectFields);
  if (signatures.length !== 1)
    throw new BundleError(`it holds ${String(signatures.length)} signatures, should hold one`);
  for (const signature of signatures) assertBase64(signature, 'sig');
  const material = requireFields(root, 'verificationMaterial');
  const certificate = readFields(material, 'certificate');
  if (Object.hasOwn(certificate.object, 'rawBytes')) assertBase64(certificate, 'rawBytes');
  return {
    mediaType,
    logEntries: readElements(material, 'tlogEntries').map(element => readEntry(expectFields(element))),
    timestamps: readElements(readFields(material, 'timestampVerificationData'), 'rfc3161Timestamps').length
  };
}

/** The library skips whatever is not base64, so that other readers might see other bytes, or none. */
function assertBase64(fields: Fields, key: string): void {
  const text = requireString(fields, key);
  if (Buffer.from(text, 'base64').toString('base64') !== text) {
    throw new JsonError(`${fields.path}.${key}`, 'should be base64');
  }
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
