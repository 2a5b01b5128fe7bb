/** Follows an image's provenance to what it stands on, and that to what it stands on. Judges no single image. */
import {createLimiter} from '../attestation/limiter.ts';
import {parseStatement} from '../attestation/statement.ts';
import type {Statement} from '../attestation/statement.ts';
import type {Digest} from '../oci/descriptor.ts';
import {readPlatform} from '../attestation/dependency.ts';
import type {Dependency} from '../attestation/dependency.ts';
import {parseProvenance} from '../attestation/provenance.ts';
import {listRoles} from '../attestation/role.ts';
import type {Finding} from './finding.ts';
import {createImageReader} from './image-reader.ts';
import type {ImageReaderOptions} from './image-reader.ts';
import {growTree} from './tree.ts';
import type {DependencyTree} from './tree.ts';
import {groupWanted, keyOf, listWanted} from './wanted.ts';
import type {Wanted} from './wanted.ts';

export interface CollectOptions extends ImageReaderOptions {
  readonly limits?: Partial<CollectLimits>;
}

export interface CollectLimits {
  /** Of what our image stands on: 1 is its base images alone. 8 unless given. */
  readonly depth: number;
  /** Different images. 100 unless given. */
  readonly images: number;
  /** Of all statements and bundles. 128 MiB unless given. */
  readonly bytes: number;
  /** Images that are looked at side by side. 4 unless given. */
  readonly width: number;
}

/** Our own image, as it was verified. */
export interface RootImage {
  readonly digest: Digest;
  readonly statements: readonly {readonly platform: string; readonly bytes: Uint8Array}[];
}

const DEFAULT_LIMITS: CollectLimits = {depth: 8, images: 100, bytes: 128 * 1024 * 1024, width: 4};

/**
 * Every image that the root's provenance names, and every one that theirs name, each read once. The same whatever order
 * registries answer in: limits cut off what is deeper and later in the provenance, which is then `unread`. Throws as a
 * cancelled run does, and `StatementError` and `ProvenanceError` for a root that nobody verified.
 */
export async function collectDependencies(root: RootImage, options: CollectOptions): Promise<DependencyTree> {
  const trunks = root.statements.map(({platform, bytes}) => {
    return {platform, named: listNamed(parseStatement(bytes))};
  });
  const first = trunks.flatMap(({platform, named}) => listWanted(named, readPlatform(platform).value));
  return growTree(root.digest, trunks, await readLevels(first, options));
}

function listNamed(statement: Statement): readonly Dependency[] {
  return listRoles(parseProvenance(statement));
}

/** An image that was looked at, and what its provenance names. */
export interface Known {
  readonly finding: Finding;
  readonly named: readonly Dependency[];
}

/** Level by level, so that what is beyond a limit does not depend on who answers first. */
async function readLevels(
  first: readonly Wanted[],
  options: CollectOptions
): Promise<ReadonlyMap<string, Known>> {
  const limits = {...DEFAULT_LIMITS, ...options.limits};
  const limiter = createLimiter(limits.width);
  const reader = createImageReader(options);
  const known = new Map<string, Known>();
  let bytes = 0;
  for (let depth = 1, level = first; level.length > 0; depth++) {
    const fresh = groupWanted(level).filter(([one]) => !known.has(keyOf(one)));
    const room = depth > limits.depth ? 0 : Math.max(0, limits.images - known.size);
    const findings = await Promise.all(fresh.slice(0, room).map(group => limiter(() => reader.read(group))));
    const beyond = depth > limits.depth ? describeDepth(limits) : describeCount(limits);
    const found = fresh.map(([one], at) => {
      const finding = findings[at] ?? leaveUnread(beyond);
      bytes += sumBytes(finding);
      const kept = bytes > limits.bytes ? leaveUnread(describeBytes(limits), finding) : finding;
      const named = kept.statements.flatMap(({statement}) => listNamed(statement));
      known.set(keyOf(one), {finding: kept, named});
      return listWanted(named, one.platform);
    });
    level = found.flat();
  }
  reader.save();
  return known;
}

function sumBytes({statements}: Finding): number {
  return statements.reduce((sum, {document}) => sum + document.byteLength, 0);
}

function leaveUnread(reason: string, {looked}: Pick<Finding, 'looked'> = {looked: []}): Finding {
  return {found: {outcome: 'unread', reason}, looked, statements: []};
}

function describeDepth({depth}: CollectLimits): string {
  return `it is more than ${String(depth)} images away, which is as far as anybody looks`;
}

function describeCount({images}: CollectLimits): string {
  return `there are more than ${String(images)} images, which is as many as are looked at`;
}

function describeBytes({bytes}: CollectLimits): string {
  return `all provenance together has more than ${String(bytes)} bytes, which is as much as is kept`;
}
