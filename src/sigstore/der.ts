/** The two DER values that hold whom a certificate names, read strictly. Knows no certificate. */

/** Bytes that are not the DER that was expected; its message goes on where a subject was named. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

const UTF8_STRING = 0x0c;
const SEQUENCE = 0x30;
/** GeneralName's uniformResourceIdentifier: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6 */
const URI = 0x86;

/** The text of a UTF8String that fills the bytes. Throws {@link DerError}. */
export function readUtf8String(bytes: Uint8Array): string {
  const content = readOnly(bytes, UTF8_STRING, 'a UTF8String');
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(content);
  } catch (error) {
    throw new DerError('is not UTF-8', {cause: error});
  }
}

/** The URI in a GeneralNames that holds it alone. Throws {@link DerError}. */
export function readUri(bytes: Uint8Array): string {
  const content = readOnly(readOnly(bytes, SEQUENCE, 'a sequence'), URI, 'one URI and nothing else');
  if (content.some(byte => byte < 0x21 || byte > 0x7e)) throw new DerError('is not a URI in ASCII');
  return Buffer.from(content).toString('latin1');
}

/** The content of the value of this tag that fills the bytes. */
function readOnly(bytes: Uint8Array, tag: number, what: string): Uint8Array {
  const {length, start} = readLength(bytes);
  if (bytes[0] !== tag || start + length !== bytes.byteLength) throw new DerError(`is not ${what} in DER`);
  return bytes.subarray(start);
}

/** The definite length after the tag, in its shortest form. */
function readLength(bytes: Uint8Array): {readonly length: number; readonly start: number} {
  const first = bytes[1] ?? 0x80;
  if (first < 0x80) return {length: first, start: 2};
  const digits = bytes.subarray(2, 2 + (first & 0x7f));
  const length = digits.reduce((value, byte) => value * 256 + byte, 0);
  const shortest = length >= 0x80 && digits[0] !== 0;
  if (digits.length !== (first & 0x7f) || digits.length > 4 || !shortest) {
    throw new DerError('has a length that is not DER');
  }
  return {length, start: 2 + digits.length};
}
