/** An append-only Merkle tree with proofs of inclusion: https://www.rfc-editor.org/rfc/rfc6962#section-2.1 */
import {createHash} from 'node:crypto';

export interface MerkleTree {
  readonly size: number;
  /** Returns the leaf's index. */
  append(leafHash: Buffer): number;
  root(): Buffer;
  /** Hashes from the leaf's sibling upwards, against the root of now. */
  prove(index: number): readonly Buffer[];
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

export const hashLeaf = (data: Uint8Array): Buffer => sha256(Buffer.of(0), data);

/** The largest power of two below a count of two or more. */
const findSplit = (count: number): number => 2 ** (Math.ceil(Math.log2(count)) - 1);

export function createMerkleTree(): MerkleTree {
  const leaves: Buffer[] = [];
  const known = new Map<string, Buffer>();

  /** Leaves never change, so neither does the hash of a range of them. */
  const hashRange = (start: number, end: number): Buffer => {
    const only = leaves[start];
    if (only === undefined) return sha256();
    if (end - start === 1) return only;
    const key = `${start}-${end}`;
    const split = start + findSplit(end - start);
    const hash = known.get(key) ?? sha256(Buffer.of(1), hashRange(start, split), hashRange(split, end));
    known.set(key, hash);
    return hash;
  };
  const proveIn = (index: number, start: number, end: number): readonly Buffer[] => {
    if (end - start < 2) return [];
    const split = start + findSplit(end - start);
    return index < split
      ? [...proveIn(index, start, split), hashRange(split, end)]
      : [...proveIn(index, split, end), hashRange(start, split)];
  };
  return {
    get size() {
      return leaves.length;
    },
    append: leafHash => leaves.push(leafHash) - 1,
    root: () => hashRange(0, leaves.length),
    prove: index => proveIn(index, 0, leaves.length)
  };
}
