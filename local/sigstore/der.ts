/** DER of the few values that certificates' extensions hold: https://www.itu.int/rec/T-REC-X.690 */

export const octetString = 0x04;
export const utf8String = 0x0c;

/** A primitive value under 64 KiB with its tag and length. */
export function encodeDer(tag: number, value: Uint8Array): Buffer {
  const {length} = value;
  const short =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...short]), value]);
}
