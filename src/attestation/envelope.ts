/** What a bundle holds of what was signed, read strictly and alike by all. Verifies nothing. */
import {JsonError} from '../oci/json.ts';
import {isBundleMediaType} from './bundle.ts';
import {expectFields, readElements, requireFields, requireString} from './fields.ts';
import type {Fields} from './fields.ts';

/** Larger than any that GitHub takes. */
export const BUNDLE_LIMIT = 64 * 1024 * 1024;

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** A DSSE envelope with one signature: https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
export interface Envelope {
  /** The bundle's. */
  readonly mediaType: string;
  /** The very bytes that the signature is about. */
  readonly payload: Uint8Array;
}

/** Bytes that are no bundle of the kind that is read here. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** The envelope of the bundle at this root; throws {@link BundleError} and `JsonError`. */
export function readEnvelope(root: Fields): Envelope {
  const mediaType = requireString(root, 'mediaType');
  if (!isBundleMediaType(mediaType)) throw new BundleError('its media type is not one of a Sigstore bundle');
  const envelope = requireFields(root, 'dsseEnvelope');
  if (Object.hasOwn(root.object, 'messageSignature')) throw new BundleError('holds two contents');
  if (requireString(envelope, 'payloadType') !== PAYLOAD_TYPE) {
    throw new BundleError(`its payload type is not ${PAYLOAD_TYPE}`);
  }
  const payload = readBase64(envelope, 'payload');
  const signatures = readElements(envelope, 'signatures').map(expectFields);
  if (signatures.length !== 1)
    throw new BundleError(`it holds ${String(signatures.length)} signatures, should hold one`);
  for (const signature of signatures) readBase64(signature, 'sig');
  return {mediaType, payload};
}

/** The bytes under `key`, at which readers that skip what is not base64 might see others, or none. Throws `JsonError`. */
export function readBase64(fields: Fields, key: string): Uint8Array {
  const text = requireString(fields, key);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new JsonError(`${fields.path}.${key}`, 'should be base64');
}
