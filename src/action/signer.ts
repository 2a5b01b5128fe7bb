/** Signs what was verified, and brings it where it belongs: Sigstore's edge, as `stores.ts` is the registries'. */
import {stat} from 'node:fs/promises';
import {resolve} from 'node:path';
import type {Custody} from '../oci/custody.ts';
import {readSource} from '../oci/failure-source.ts';
import type {Patience, Wait} from '../oci/patience.ts';
import type {Transport} from '../oci/transport.ts';
import type {Authority, AuthorityDesk} from '../sigstore/authority.ts';
import type {GitHubApi} from '../sigstore/github-api.ts';
import {NOTHING_VERIFIED} from '../sigstore/signing.ts';
import type {SignedLayout, Signing, StatementRecord} from '../sigstore/signing.ts';
import type {Brought} from './attestation-step.ts';
import {groupImages} from './attested-image.ts';
import type {ImageGroup, VerifiedPublished} from './attested-image.ts';
import type {Folders} from './folders.ts';
import {openTransport} from '../oci/network.ts';
import type {WatchedSubject} from './referrer-watch.ts';
import {signGroups} from './sign-images.ts';
import type {Situation} from './situation.ts';

export interface SignerOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly situation: Situation;
  readonly folders: Folders;
  readonly signal: AbortSignal;
  readonly mask: (secret: string) => void;
  readonly onWait: (wait: Wait) => void;
}

/** A bundle, and what its statement is about. */
export interface SignedBundle extends Pick<StatementRecord, 'predicateType' | 'subjects'> {
  readonly bytes: Uint8Array;
}

export interface Signed {
  readonly signing: Omit<Signing, 'decision' | 'remedy'>;
  /** What holds, in the order of the statements. */
  readonly bundles: readonly SignedBundle[];
  readonly warnings: readonly string[];
  /** What `post` has to look at again. */
  readonly watched: readonly WatchedSubject[];
}

/** What there is beside the images. */
export interface InHand {
  readonly custody: Custody;
  /** What the user brings to be signed. */
  readonly brought: Brought;
}

export interface Signer {
  /**
   * Signs every image that is verified, each once. Throws for a cancelled run, mistakes of this program and, before
   * anything is signed, `ChangedFilesError`.
   */
  sign(published: readonly VerifiedPublished[], hands: InHand): Promise<Signed>;
  /** Ends every connection, so that the process can end. */
  close(): Promise<void>;
}

/** For what is asked while buildx runs, at most: whatever fails then is tried again when it is needed. */
const AHEAD_MS = 30_000;
/** With less than this left, nothing is asked again. */
const AGAIN_MS = 1000;

/** Loads Sigstore's libraries and gets token and trusted root, so that nothing is left to wait for after the build. */
export function prepareSigner(options: SignerOptions): Signer {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const opening = openWorkshop({...options, signal});
  opening.catch(() => undefined);
  return {
    sign: async (published, hands) => signAll(await opening, published, hands, {...options, signal}),
    close: async () => {
      closing.abort(new Error('The signer was closed.'));
      await (await opening.catch(() => undefined))?.transport.close();
    }
  };
}

/** What signing needs and the build does not. */
export interface Workshop {
  readonly transport: Transport;
  readonly desk: AuthorityDesk;
  readonly api: (patience: Patience) => GitHubApi;
  readonly createPatience: (timeoutMs: number) => Patience;
  /** Never rejects. */
  readonly ahead: Promise<PromiseSettledResult<Authority>>;
}

async function openWorkshop(options: SignerOptions): Promise<Workshop> {
  const {env, situation, folders, mask, signal, onWait} = options;
  const {runner, inputs} = situation;
  const [transport, patience, {createAuthorityDesk}] = await Promise.all([
    openTransport(env, []),
    import('../oci/patience.ts'),
    import('../sigstore/authority.ts')
  ]);
  const createPatience = (timeoutMs: number): Patience =>
    patience.createPatience({timeoutMs, signal, onWait});
  const api = (deadline: Patience): GitHubApi => ({
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    serverUrl: runner.serverUrl,
    repository: runner.repository,
    token: inputs.build.githubToken ?? '',
    transport,
    patience: deadline
  });
  const {trustedRoot, timeoutMs} = inputs.signing;
  const aheadMs = Math.min(AHEAD_MS, timeoutMs);
  const desk = createAuthorityDesk({
    tokenUrl: env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '',
    tokenRequest: env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
    mask,
    serverUrl: runner.serverUrl,
    run: {
      repository: runner.repository,
      ref: runner.ref,
      sha: runner.sha,
      run_id: runner.runId,
      run_attempt: runner.runAttempt,
      event_name: runner.event
    },
    trustedRootPath: trustedRoot === undefined ? undefined : resolve(runner.workspace, trustedRoot),
    cachePath: folders.trust,
    transport,
    api: api(createPatience(aheadMs))
  });
  void import('../sigstore/libraries.ts').catch(() => undefined);
  const ahead = settle(desk.open(createPatience(aheadMs)));
  return {transport, desk, api, createPatience, ahead};
}

async function settle<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

/** Asked for during the build, else now; where no time is left for that, what went wrong then is what went wrong. */
async function awaitAuthority({ahead, desk}: Workshop, patience: Patience): Promise<Authority> {
  const early = await ahead;
  if (early.status === 'fulfilled') return early.value;
  if (patience.deadline - patience.now() < AGAIN_MS) throw early.reason;
  return desk.open(patience);
}

async function signAll(
  workshop: Workshop,
  published: readonly VerifiedPublished[],
  {custody, brought}: InHand,
  options: SignerOptions
): Promise<Signed> {
  const {inputs} = options.situation;
  const {trustedRoot} = inputs.signing;
  const base = {
    statements: [],
    storageRecordIds: [],
    ...(trustedRoot === undefined ? {} : {trustedRoot})
  };
  const groups = groupImages(published);
  if (groups.length === 0) {
    const problem = 'Only what is verified is signed, and nothing of this image is.';
    const problems = {problems: [problem], problemSource: NOTHING_VERIFIED};
    return {signing: {...base, ...problems}, bundles: [], warnings: [], watched: []};
  }
  const patience = workshop.createPatience(inputs.signing.timeoutMs);
  let authority: Authority;
  try {
    authority = await awaitAuthority(workshop, patience);
  } catch (error) {
    options.signal.throwIfAborted();
    const {describeCauses} = await import('../sigstore/signing-error.ts');
    const problems = {problems: [describeCauses(error)], problemSource: readSource(error)};
    return {signing: {...base, ...problems}, bundles: [], warnings: [], watched: []};
  }
  await custody.assertUnchanged('Nothing was signed: what is there is not what was verified.');
  const layouts = await listLayouts(groups);
  const signed = await signGroups(groups, {workshop, authority, patience, options, custody, brought});
  return {...signed, signing: {...base, ...describeAuthority(authority), ...layouts, ...signed.signing}};
}

async function listLayouts(groups: readonly ImageGroup[]): Promise<Pick<Signing, 'layouts'>> {
  const found = groups.flatMap(({image, places}) =>
    places.map(async ({name, path}): Promise<SignedLayout[]> => {
      if (path === undefined) return [];
      const form = (await stat(path)).isDirectory() ? 'folder' : 'tar';
      return [{name, path: resolve(path), form, root: image.root.digest}];
    })
  );
  const layouts = (await Promise.all(found)).flat();
  return layouts.length === 0 ? {} : {layouts};
}

function describeAuthority({
  instance,
  identity,
  trust
}: Authority): Pick<Signing, 'instance' | 'signer' | 'trust'> {
  const {issuer, san} = identity;
  return {instance: instance.name, signer: {issuer, identity: san}, trust: trust.description};
}
