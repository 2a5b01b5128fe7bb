/** After the build: what was published is verified, and what is verified is signed and opened. */
import type {BuildPlan} from '../build/plan.ts';
import type {BuildResult} from '../build/run.ts';
import type {Rule} from '../dependencies/rules.ts';
import type {Target} from '../extraction/target.ts';
import {createCustody} from '../oci/custody.ts';
import type {Custody} from '../oci/custody.ts';
import type {Policy} from '../verification/verification.ts';
import type {Access} from './access.ts';
import {assertSignable, gatherBrought, holdFiles, isAnyBrought} from './attestation-step.ts';
import type {Brought, PreparedAttestations} from './attestation-step.ts';
import type {VerifiedPublished} from './attested-image.ts';
import type {Collecting} from './dependencies-step.ts';
import {writeStatements} from './folders.ts';
import type {Folders} from './folders.ts';
import type {ExtractInputs} from './extract-inputs.ts';
import {createProgressTeller, tellSigning, tellVerification} from './narration.ts';
import {rememberReferrers} from './referrer-watch.ts';
import {during} from './run.ts';
import type {Run} from './run.ts';
import type {SignedBundle, Signer} from './signer.ts';
import type {Situation} from './situation.ts';
import {handOverSboms} from './sbom-step.ts';
import {reopenLayout} from './stores.ts';
import type {Published} from './stores.ts';
import {uniteStatements, verifyPlace} from './verify-place.ts';
import type {VerifiedPlace} from './verify-place.ts';

export interface Publication {
  /** That buildx reported, or that the user named. */
  readonly digest: string | undefined;
  readonly policy: Policy;
  /** Every layer is hashed, too. */
  readonly verifyLayers: boolean;
  /** What the provenance must keep. */
  readonly rules: readonly Rule[];
  readonly folders: Folders;
  /** Files to be taken out of the image; undefined for none. */
  readonly extract: ExtractInputs | undefined;
  /** For the SBOMs; undefined for a folder of the run's own. */
  readonly sbomPath: Target | undefined;
  /** What the user brings to be signed. */
  readonly attestations: PreparedAttestations;
  /** What buildx wrote for this run alone. */
  readonly written?: readonly WrittenFile[];
}

export interface WrittenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The file of which output `metadata` is the text. */
export function listWritten(
  {metadataFile}: Pick<BuildPlan, 'metadataFile'>,
  metadata: BuildResult['metadata']
): readonly WrittenFile[] {
  return metadata === undefined ? [] : [{path: metadataFile, bytes: Buffer.from(metadata.text)}];
}

type Wanted = Pick<Publication, 'extract' | 'rules' | 'sbomPath' | 'verifyLayers'>;

/** What of it the inputs ask for. */
export function wantedOf({inputs}: Situation): Wanted {
  const {verifyLayers, rules, sbomPath} = inputs.verification;
  return {verifyLayers, rules, extract: inputs.extract, sbomPath};
}

/** Everything that was found out is in the findings; throws for a cancelled run and what nobody foresaw. */
export async function attest(run: Run, {stores, signer}: Access, publication: Publication): Promise<void> {
  const {digest, folders, attestations, extract: wanted, written = []} = publication;
  const custody = createCustody(run.signal);
  for (const {path, bytes} of written) custody.record(path, bytes, 'built');
  holdFiles(custody, attestations.early);
  const images = await during(run, 'verify', async () => {
    const published = await stores.open(digest);
    if (signer !== undefined) await recordLayouts(custody, published);
    return verify(run, published, {...publication, custody});
  });
  const collecting = await startCollecting(run, images, {folders, custody});
  try {
    const bundles = await signOrCheck(run, signer, images, {folders, custody, attestations});
    if (collecting !== undefined) await during(run, 'collect', () => collecting.finish(bundles));
  } finally {
    await collecting?.close();
  }
  await custody.assertUnchanged('Use none of these files.');
  if (wanted === undefined) return;
  const {extract} = await import('./extract-step.ts');
  await during(run, 'extract', async () => extract(run, await reopenLayouts(images), wanted));
  await custody.assertUnchanged('What extract took out of the image went there.');
}

/** What the image stands on is looked at while it is signed; undefined where nobody wants that, or nothing is verified. */
async function startCollecting(
  run: Run,
  images: readonly VerifiedPublished[],
  keeping: Keeping
): Promise<Collecting | undefined> {
  const {situation} = run;
  const isVerified = images.some(({verified}) => verified.verification.verdict === 'verified');
  if (situation?.inputs.dependencies.collect !== true || !isVerified) return undefined;
  const {beginCollecting} = await import('./dependencies-step.ts');
  return beginCollecting(run, images, {...keeping, situation});
}

/** Every byte of it is read, which takes time with a large one: only for what is signed. */
async function recordLayouts(custody: Custody, published: readonly Published[]): Promise<void> {
  for (const {path, content} of published) {
    if (path !== undefined && content !== undefined) await custody.recordLayout(path);
  }
}

/** A tar to which bundles were added is another file now. */
async function reopenLayouts(images: readonly VerifiedPublished[]): Promise<readonly VerifiedPublished[]> {
  return Promise.all(
    images.map(async ({published, verified}) => ({published: await reopenLayout(published), verified}))
  );
}

interface Keeping extends Pick<Publication, 'folders'> {
  readonly custody: Custody;
}

async function verify(
  run: Run,
  published: readonly Published[],
  {policy, verifyLayers, rules, folders, sbomPath, custody}: Keeping & Publication
): Promise<readonly VerifiedPublished[]> {
  const {log, findings} = run;
  log.group('Verify');
  const images = await Promise.all(
    published.map(async place => {
      const verified = await judgeRules(await verifyPlace(place, policy), rules);
      return {published: place, verified: verifyLayers ? await hashLayers(run, place, verified) : verified};
    })
  );
  const places = images.map(({verified}) => verified);
  for (const {verification} of places) tellVerification(log, verification);
  findings.verifications = places.map(({verification}) => verification);
  findings.imageRefs = published.flatMap(({imageRef}) => imageRef ?? []);
  const statements = uniteStatements(places.flatMap(place => place.statements));
  const files = await writeStatements(folders.provenance, statements);
  for (const {path, bytes} of files) custody.record(path, bytes, 'built');
  findings.provenancePath = folders.provenance;
  await handOverSboms(run, uniteStatements(places.flatMap(place => place.sboms)), {
    folders,
    wanted: sbomPath,
    custody
  });
  return images;
}

async function judgeRules(verified: VerifiedPlace, rules: readonly Rule[]): Promise<VerifiedPlace> {
  if (rules.length === 0) return verified;
  const {assertRules} = await import('../dependencies/assertions.ts');
  return assertRules(verified, rules);
}

/** Of what is good so far: nothing is gained by reading all of an image that is rejected. */
async function hashLayers(
  {log, signal}: Run,
  {content}: Published,
  verified: VerifiedPlace
): Promise<VerifiedPlace> {
  if (content === undefined || verified.verification.verdict !== 'verified') return verified;
  const {verifyImageContent} = await import('../verification/image-content.ts');
  return verifyImageContent(content.store, verified, {signal, onProgress: createProgressTeller(log)});
}

/** Where nothing is signed, what the user brings is looked at all the same. */
async function signOrCheck(
  run: Run,
  signer: Signer | undefined,
  images: readonly VerifiedPublished[],
  {folders, custody, attestations}: Keeping & Pick<Publication, 'attestations'>
): Promise<readonly SignedBundle[]> {
  const gather = () => gatherBrought(run, attestations, {custody, images});
  if (signer !== undefined)
    return during(run, 'sign', async () =>
      sign(run, signer, images, {folders, custody, brought: await gather()})
    );
  if (isAnyBrought(attestations))
    await during(run, 'attestations', async () => assertSignable(images, await gather()));
  return [];
}

async function sign(
  {log, findings, signal}: Run,
  signer: Signer,
  images: readonly VerifiedPublished[],
  {folders, custody, brought}: Keeping & {readonly brought: Brought}
): Promise<readonly SignedBundle[]> {
  const {signing, bundles, warnings, watched} = await signer.sign(images, {custody, brought});
  const decided = findings.signing ?? {decision: {value: true, source: 'default', trace: []}};
  findings.signing = {...decided, ...signing};
  findings.warnings.push(...warnings);
  tellSigning(log, findings.signing);
  await rememberReferrers(folders, watched).catch((error: unknown) => {
    findings.warnings.push(`What was attached will not be looked at again after the job: ${String(error)}`);
  });
  signal.throwIfAborted();
  return bundles;
}
