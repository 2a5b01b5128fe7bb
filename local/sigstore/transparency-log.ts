/** A transparency log: entries, their signed timestamps, proofs and checkpoints. Knows not what entries mean. */
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import canonicalize from 'canonicalize';
import {createMerkleTree, hashLeaf} from './merkle-tree.ts';

/** https://github.com/sigstore/rekor/blob/v1.5.3/openapi.yaml (`LogEntry`) */
export interface LogEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly inclusionProof: {
      readonly checkpoint: string;
      readonly hashes: readonly string[];
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
    };
    readonly signedEntryTimestamp: string;
  };
}

export interface TransparencyLog {
  /** DER. */
  readonly publicKey: Buffer;
  readonly logId: Buffer;
  /** The name of the entry with that body, and whether it was there before. */
  append(body: Buffer): {readonly uuid: string; readonly isNew: boolean};
  /** Proven against the tree of now; a tree's id in front of the name may be left out. */
  find(uuid: string): LogEntry | undefined;
}

/** The shards before this one are long: indexes in the log and in its tree differ, as in the public log. */
const firstIndex = 120_000_000;
const treeId = '1193050959916656506';

/** https://github.com/C2SP/C2SP/blob/tlog-checkpoint/v1.0.0/tlog-checkpoint.md, signed as Rekor v1 signs */
function formatCheckpoint(origin: string, logId: Buffer, note: string, signature: Buffer): string {
  const hinted = Buffer.concat([logId.subarray(0, 4), signature]).toString('base64');
  return `${note}\n\u2014 ${origin} ${hinted}\n`;
}

/** An empty log; `origin` is the host under which it is reached. */
export function createTransparencyLog(origin: string): TransparencyLog {
  const keys = generateKeyPairSync('ec', {namedCurve: 'P-256'});
  const publicKey = keys.publicKey.export({format: 'der', type: 'spki'});
  const logId = createHash('sha256').update(publicKey).digest();
  const prefix = BigInt(treeId).toString(16).padStart(16, '0');
  const tree = createMerkleTree();
  const entries = new Map<string, {readonly body: string; readonly index: number; readonly time: number}>();

  const makeCheckpoint = (): string => {
    const note = [
      `${origin} - ${treeId}`,
      tree.size,
      tree.root().toString('base64'),
      `Timestamp: ${BigInt(Date.now()) * 1_000_000n}`,
      ''
    ].join('\n');
    return formatCheckpoint(origin, logId, note, sign('sha256', Buffer.from(note), keys.privateKey));
  };
  const append = (body: Buffer): {uuid: string; isNew: boolean} => {
    const hash = hashLeaf(body);
    const name = hash.toString('hex');
    const isNew = !entries.has(name);
    if (isNew) {
      const time = Math.floor(Date.now() / 1000);
      entries.set(name, {body: body.toString('base64'), index: tree.append(hash), time});
    }
    return {uuid: `${prefix}${name}`, isNew};
  };
  const find = (uuid: string): LogEntry | undefined => {
    const entry = entries.get(uuid.slice(-64));
    if (entry === undefined || !`${prefix}${uuid.slice(-64)}`.endsWith(uuid)) return undefined;
    const {body, index, time} = entry;
    const promise = {body, integratedTime: time, logID: logId.toString('hex'), logIndex: firstIndex + index};
    const signed = sign('sha256', Buffer.from(canonicalize(promise) ?? ''), keys.privateKey);
    const inclusionProof = {
      checkpoint: makeCheckpoint(),
      hashes: tree.prove(index).map(hash => hash.toString('hex')),
      logIndex: index,
      rootHash: tree.root().toString('hex'),
      treeSize: tree.size
    };
    return {...promise, verification: {inclusionProof, signedEntryTimestamp: signed.toString('base64')}};
  };
  return {publicKey, logId, append, find};
}
