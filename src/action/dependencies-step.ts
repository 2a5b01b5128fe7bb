/** After verification, while ours is signed: the provenance of what the image stands on is collected. */
import {isProvenanceType} from '../attestation/provenance.ts';
import {BundleFileError, formatBundleFile, writeBundleFile} from '../dependencies/bundle-file.ts';
import {collectDependencies} from '../dependencies/collect.ts';
import type {RootImage} from '../dependencies/collect.ts';
import {describeError} from '../dependencies/finding.ts';
import {listOwnDocuments} from '../dependencies/own-documents.ts';
import {countImages, recordTrunks} from '../dependencies/record.ts';
import type {DependencyTree} from '../dependencies/tree.ts';
import type {Custody} from '../oci/custody.ts';
import {parseDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {parseReference} from '../oci/reference.ts';
import {createPatience} from '../oci/patience.ts';
import type {Patience} from '../oci/patience.ts';
import type {VerifiedPublished} from './attested-image.ts';
import {listAuthorities} from './dependency-authorities.ts';
import {openDependencyCache} from './dependency-cache.ts';
import type {DependencyCache} from './dependency-cache.ts';
import {openDependencyStores} from './dependency-stores.ts';
import type {DependencyStores} from './dependency-stores.ts';
import type {Folders} from './folders.ts';
import {tellDependencies} from './narration.ts';
import type {Run} from './run.ts';
import type {SignedBundle} from './signer.ts';
import type {Situation} from './situation.ts';

export interface Collecting {
  /** What was found is in the findings, and in a file with ours. Throws for a cancelled run. */
  finish(bundles: readonly SignedBundle[]): Promise<void>;
  /** Ends every connection, so that the process can end. */
  close(): Promise<void>;
}

export interface CollectingOptions {
  readonly situation: Situation;
  readonly folders: Pick<Folders, 'dependencies' | 'private' | 'trust'>;
  readonly custody: Custody;
}

/** For all dependencies together, whatever their registries do: nobody waits longer for what decides no verdict. */
const COLLECTING_MS = 30_000;

/** After signing, before anybody is told what is waited for. */
const SLOW_MS = 2000;

/** Under way from now on. What goes wrong shows when it is finished. */
export function beginCollecting(
  run: Run,
  published: readonly VerifiedPublished[],
  options: CollectingOptions
): Collecting {
  const closing = new AbortController();
  const signal = AbortSignal.any([run.signal, closing.signal]);
  const images = listVerified(published);
  const {build, resume, verification} = options.situation.inputs;
  // A dry run is in a layout, and its tags say all the same where the user's images are.
  const own = [...build.tags.map(parseReference), ...(resume?.references ?? [])];
  const timeoutMs = Math.min(COLLECTING_MS, verification.timeoutMs);
  const patience = createPatience({timeoutMs, signal});
  const stores = openDependencyStores({
    env: run.env,
    insecureRegistries: verification.insecureRegistries,
    ownRegistries: own.map(({registry}) => registry),
    patience,
    onWait: ({what, reason}) => {
      run.log.debug(`Waiting for ${what}: ${reason}`);
    }
  });
  const cache = openCache(run.env, {...options, signal});
  const collecting = collectAll(images, {...options, stores, patience, cache});
  collecting.catch(() => undefined);
  return {
    finish: async bundles => {
      const {found, problem} = await settle(run, collecting);
      const trees = found ?? [];
      const path = await writeFiles(run, images, {...options, trees, bundles});
      run.findings.dependencies = {
        onMissing: options.situation.inputs.dependencies.onMissing,
        trunks: trees.flatMap(recordTrunks),
        ...countImages(trees),
        ...(path === undefined ? {} : {path}),
        ...(problem === undefined ? {} : {problem})
      };
      tellDependencies(run.log, run.findings.dependencies);
      run.findings.diagnostics.push(...((await cache?.close()) ?? []));
    },
    close: async () => {
      closing.abort(new Error('Collecting was ended.'));
      await stores.close();
    }
  };
}

/** One image, wherever it was published. */
interface OwnImage extends RootImage {
  /** Of the index and of each platform. */
  readonly digests: readonly Digest[];
}

/** What is not verified stands on nothing that anybody would believe. */
function listVerified(published: readonly VerifiedPublished[]): readonly OwnImage[] {
  const good = published.filter(({verified}) => verified.verification.verdict === 'verified');
  const images = good.map(({verified: {verification, statements}}) => {
    const digest = parseDigest(verification.root);
    const digests = [digest, ...verification.platforms.map(({imageDigest}) => parseDigest(imageDigest))];
    return [digest, {digest, digests, statements}] as const;
  });
  return [...new Map(images).values()];
}

/** Nothing is started before there is an image to look for. */
function openCache(
  env: NodeJS.ProcessEnv,
  {situation, folders, signal}: CollectingOptions & {readonly signal: AbortSignal}
): DependencyCache | undefined {
  const {cacheTimeoutMs: timeoutMs} = situation.inputs.dependencies;
  if (timeoutMs === undefined) return undefined;
  return openDependencyCache({env, folder: folders.private, timeoutMs, signal});
}

interface Sources extends CollectingOptions {
  readonly stores: DependencyStores;
  readonly patience: Patience;
  readonly cache: DependencyCache | undefined;
}

/** One tree for each image. */
async function collectAll(
  images: readonly OwnImage[],
  {situation, folders, stores, patience, cache}: Sources
): Promise<readonly DependencyTree[]> {
  const authorities = listAuthorities({situation, folders, transport: stores.transport, patience});
  const {accepted} = situation.inputs.dependencies;
  const trees: DependencyTree[] = [];
  for (const image of images) {
    const options = {openStore: stores.open, patience, authorities, accepted, cache};
    trees.push(await collectDependencies(image, options));
  }
  return trees;
}

interface Settled {
  readonly found?: readonly DependencyTree[];
  /** Why nobody could look. */
  readonly problem?: string;
}

/** Throws for a cancelled run alone: what others do about their provenance decides nothing here. */
async function settle({log, signal}: Run, collecting: Promise<readonly DependencyTree[]>): Promise<Settled> {
  const slow = setTimeout(() => {
    log.info('Waiting for the provenance of what the image stands on.');
  }, SLOW_MS);
  try {
    return {found: await collecting};
  } catch (error) {
    signal.throwIfAborted();
    return {problem: describeError(error)};
  } finally {
    clearTimeout(slow);
  }
}

interface Collected extends CollectingOptions {
  readonly trees: readonly DependencyTree[];
  readonly bundles: readonly SignedBundle[];
}

/** A file for each image; the first one's path, where it could be written. */
async function writeFiles(
  {findings}: Run,
  images: readonly OwnImage[],
  {trees, bundles, folders, custody}: Collected
): Promise<string | undefined> {
  const paths: string[] = [];
  for (const image of images) {
    const tree = trees.find(({root}) => root === image.digest) ?? {root: image.digest, trunks: []};
    try {
      const text = formatBundleFile(await listOwn(image, bundles), tree);
      const path = await writeBundleFile(folders.dependencies, image.digest, text);
      custody.record(path, Buffer.from(text), bundles.length > 0 ? 'signed' : 'built');
      paths.push(path);
    } catch (error) {
      if (!(error instanceof BundleFileError)) throw error;
      findings.warnings.push(`${error.message}: ${describeError(error.cause)}.`);
    }
  }
  return paths[0];
}

/** Our provenance of this image: other things that were signed about it are in a file of their own. */
function listOwn(
  {statements, digests}: OwnImage,
  bundles: readonly SignedBundle[]
): Promise<readonly Uint8Array[]> {
  const own = bundles.filter(({predicateType, subjects}) => {
    return isProvenanceType(predicateType) && subjects.some(subject => digests.includes(subject));
  });
  return listOwnDocuments(
    statements.map(({bytes}) => bytes),
    own.map(({bytes}) => bytes)
  );
}
