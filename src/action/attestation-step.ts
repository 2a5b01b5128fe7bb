/** What the user brings to be signed, from before the build to the signature. Loads what reads it where there is any. */
import {resolve} from 'node:path';
import {AttestationError} from '../attestation/attestation-error.ts';
import type {BuildPlan} from '../build/plan.ts';
import type {Custody} from '../oci/custody.ts';
import {quoteText} from '../oci/plain-text.ts';
import type {AttestationFiles} from './attestation-files.ts';
import type {AttestationRequest} from './attestation-inputs.ts';
import {listFiles, splitByBuild} from './attestation-mistakes.ts';
import {groupImages} from './attested-image.ts';
import type {VerifiedPublished} from './attested-image.ts';
import {isWithin} from './local-path.ts';
import type {Run} from './run.ts';
import type {Situation} from './situation.ts';

export interface PreparedAttestations {
  /** Read before the build; none of them was refused. */
  readonly early: AttestationFiles;
  /** The build itself writes a file of these. */
  readonly late: readonly AttestationRequest[];
}

/** All that is to be signed, and what of it nobody can sign. */
export type Brought = Pick<AttestationFiles, 'brought' | 'refused'>;

const NOTHING: AttestationFiles = {brought: [], refused: [], files: []};

/** Reads what is there before the build. Throws `AttestationError`. */
export async function prepareAttestations(
  {signal}: Pick<Run, 'signal'>,
  situation: Situation,
  {destination}: Pick<BuildPlan, 'destination'>
): Promise<PreparedAttestations> {
  const {inputs, runner} = situation;
  if (inputs.attestations.length === 0) return {early: NOTHING, late: []};
  assertKept(situation, destination);
  const {early, late} = splitByBuild(inputs, runner.workspace);
  const {assertNothingRefused, readAttestationFiles} = await import('./attestation-files.ts');
  const files = await readAttestationFiles(early, signal);
  assertNothingRefused(files.refused);
  return {early: files, late};
}

/** Bundles are written into a layout after its digest was signed: it would not be what the signature says. */
function assertKept({inputs, runner}: Situation, destination: BuildPlan['destination']): void {
  if (destination.kind !== 'layout' || !inputs.signing.pushToRegistry) return;
  const layouts = destination.layouts.map(({path}) => resolve(runner.workspace, path));
  const [found] = inputs.attestations
    .flatMap(listFiles)
    .filter(({path}) => layouts.some(layout => isWithin(path, layout)));
  if (found === undefined) return;
  const problem = `attestations: ${quoteText(found.path)} belongs to the layout into which the bundles are written, which makes it another file`;
  throw new AttestationError('subject', `${problem}: use subject=index, or push-to-registry: false`);
}

export function isAnyBrought({early, late}: PreparedAttestations): boolean {
  return early.brought.length > 0 || late.length > 0;
}

/** Whoever changes one of these files from now on is noticed. */
export function holdFiles(custody: Custody, {files}: AttestationFiles): void {
  for (const {path, digest} of files) custody.recordDigest(path, digest, 'read');
}

/** With what the build wrote, of which nobody knew before whether it holds a secret. */
export async function gatherBrought(
  run: Run,
  {early, late}: PreparedAttestations,
  {custody, images}: {readonly custody: Custody; readonly images: readonly VerifiedPublished[]}
): Promise<Brought> {
  if (late.length === 0) return early;
  const [{readAttestationFiles}, {refuseExposed}] = await Promise.all([
    import('./attestation-files.ts'),
    import('./attestation-secrets.ts')
  ]);
  const files = await readAttestationFiles(late, run.signal);
  holdFiles(custody, files);
  const references = images.flatMap(({published}) => published.reference ?? []);
  const read = await refuseExposed(run, files, references);
  return {brought: [...early.brought, ...read.brought], refused: [...early.refused, ...read.refused]};
}

/** Where nothing is signed, what could not be is found out all the same. Throws `AttestationError`. */
export async function assertSignable(
  images: readonly VerifiedPublished[],
  {brought, refused}: Brought
): Promise<void> {
  const groups = groupImages(images);
  const [{placeBrought}, {assertNothingRefused}] = await Promise.all([
    import('../sigstore/brought-statements.ts'),
    import('./attestation-files.ts')
  ]);
  const placed =
    groups.length === 0
      ? []
      : placeBrought(
          groups.map(({image}) => image),
          brought
        ).refused;
  assertNothingRefused([...refused, ...placed]);
}
