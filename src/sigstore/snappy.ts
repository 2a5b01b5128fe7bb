/** Snappy's block format, unpacked. https://github.com/google/snappy/blob/1.2.2/format_description.txt */

/** Bytes that are not snappy, or that would be more than the limit. */
export class SnappyError extends Error {
  override readonly name = 'SnappyError';
}

/** The unpacked bytes, at most `limit`. Throws {@link SnappyError}. */
export function decodeSnappy(bytes: Uint8Array, limit: number): Uint8Array {
  const {value: size, next} = readVarint(bytes);
  if (size > limit) throw new SnappyError(`unpacks to ${String(size)} bytes, the limit is ${String(limit)}`);
  const output = Buffer.alloc(size);
  let written = 0;
  for (let at = next; at < bytes.byteLength;) {
    const element = readElement(bytes, at);
    const {length} = element;
    if (written + length > size) throw new SnappyError('unpacks to more bytes than it says');
    if (element.offset === undefined)
      output.set(bytes.subarray(element.next - length, element.next), written);
    else copyBack(output, written, element.offset, length);
    written += length;
    at = element.next;
  }
  if (written !== size) throw new SnappyError('unpacks to fewer bytes than it says');
  return output;
}

function readVarint(bytes: Uint8Array): {readonly value: number; readonly next: number} {
  let value = 0;
  for (const [index, byte] of bytes.subarray(0, 5).entries()) {
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return {value, next: index + 1};
  }
  throw new SnappyError('has no length');
}

interface Element {
  readonly length: number;
  /** How far back the bytes are that are copied; undefined for those that stand here. */
  readonly offset: number | undefined;
  readonly next: number;
}

function readElement(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at] ?? 0;
  const high = tag >> 2;
  switch (tag & 3) {
    case 0:
      return readLiteral(bytes, at, high);
    case 1:
      return {length: 4 + (high & 7), offset: ((tag >> 5) << 8) | readNumber(bytes, at + 1, 1), next: at + 2};
    case 2:
      return {length: 1 + high, offset: readNumber(bytes, at + 1, 2), next: at + 3};
    default:
      return {length: 1 + high, offset: readNumber(bytes, at + 1, 4), next: at + 5};
  }
}

function readLiteral(bytes: Uint8Array, at: number, high: number): Element {
  const extra = Math.max(high - 59, 0);
  const length = 1 + (extra === 0 ? high : readNumber(bytes, at + 1, extra));
  const next = at + 1 + extra + length;
  if (next > bytes.byteLength) throw new SnappyError('ends within a literal');
  return {length, offset: undefined, next};
}

function readNumber(bytes: Uint8Array, at: number, width: number): number {
  if (at + width > bytes.byteLength) throw new SnappyError('ends within a number');
  return bytes.subarray(at, at + width).reduceRight((value, byte) => value * 256 + byte, 0);
}

/** Byte by byte: what is copied may reach into what is being written. */
function copyBack(output: Uint8Array, written: number, offset: number, length: number): void {
  if (offset === 0 || offset > written) throw new SnappyError('copies from before its beginning');
  for (let index = written; index < written + length; index++) output[index] = output[index - offset] ?? 0;
}
