/** Signs groups of images, each statement once, and gathers what came of it. */
import {resolve} from 'node:path';
import {createLimiter} from '../attestation/limiter.ts';
import type {Patience} from '../oci/patience.ts';
import type {Attested} from '../sigstore/attest.ts';
import type {Authority} from '../sigstore/authority.ts';
import type {AttestOptions} from '../sigstore/candidate.ts';
import type {Signing} from '../sigstore/signing.ts';
import type {ImageGroup} from './attested-image.ts';
import {openBundleFiles, writeBundleLines} from './bundle-files.ts';
import type {Signed, SignerOptions, Workshop} from './signer.ts';
import {openPlaces} from './signing-places.ts';
import type {Places} from './signing-places.ts';
import type {StorageRecords} from './storage-records.ts';

export interface Task {
  readonly workshop: Workshop;
  readonly authority: Authority;
  readonly patience: Patience;
  readonly options: SignerOptions;
}

export type GroupsSigned = Omit<Signed, 'signing'> & {
  readonly signing: Pick<Signing, 'statements' | 'problems' | 'bundlePath' | 'storageRecordIds'>;
};

/** Fulcio and Rekor take their time over each statement, so many are signed at once. */
const WIDTH = 16;

/** Whatever fails is said in the records: nothing that was signed gets lost over it. */
export async function signGroups(groups: readonly ImageGroup[], task: Task): Promise<GroupsSigned> {
  const {workshop, patience, options} = task;
  const {situation, folders} = options;
  const places = openPlaces(situation, {patience, api: workshop.api(patience)});
  const {keep} = openBundleFiles(folders.bundles, situation.runner.temp);
  const signing = Promise.all(groups.map(group => signGroup(group, {places, keep}, task)));
  const recording = recordStorage(groups, task, signing.then(isAllSigned));
  const attested = (await signing).flat();
  const records = await recording;
  const bundles = attested.flatMap(({bytes}) => bytes ?? []);
  const lines = await keepLines(bundles, options);
  const large = attested.filter(one => one.large).map(({record}) => describeLarge(record.title));
  return {
    signing: {
      statements: attested.map(({record}) => record),
      problems: [],
      storageRecordIds: records.ids,
      ...lines.kept
    },
    warnings: [...records.warnings, ...lines.warnings, ...large],
    watched: places.watched()
  };
}

function isAllSigned(groups: readonly (readonly Attested[])[]): boolean {
  return groups.flat().every(({record}) => record.outcome !== 'failed');
}

async function recordStorage(
  groups: readonly ImageGroup[],
  {workshop, patience, options}: Task,
  signed: Promise<boolean>
): Promise<StorageRecords> {
  const {createStorageRecord, pushToRegistry} = options.situation.inputs.signing;
  // Whoever waits for the signatures is told of what stands in their way.
  signed.catch(() => undefined);
  if (!createStorageRecord || !pushToRegistry) return {ids: [], warnings: []};
  const {createRecords} = await import('./storage-records.ts');
  return createRecords(groups, workshop.api(patience), signed);
}

interface Keeping {
  readonly places: Places;
  readonly keep: AttestOptions['keep'];
}

async function signGroup(
  {image, places: published}: ImageGroup,
  {places, keep}: Keeping,
  {workshop, authority, patience, options}: Task
): Promise<readonly Attested[]> {
  const [{attestStatement}, {listStatements}, {createWorkflowPredicate}] = await Promise.all([
    import('../sigstore/attest.ts'),
    import('../sigstore/statements.ts'),
    import('../sigstore/workflow-predicate.ts')
  ]);
  const {inputs, runner} = options.situation;
  const {signing, resume} = inputs;
  const attesting: AttestOptions = {
    name: image.name,
    ...authority,
    identityToken: () => workshop.desk.identityToken(patience),
    environment: options.env,
    patience,
    places: await places.of(published),
    reuse: resume !== undefined && !signing.force,
    keep
  };
  const workflowPredicate = createWorkflowPredicate(authority.claims, runner.serverUrl);
  const statements = listStatements(image, {...signing, workflowPredicate});
  const limiter = createLimiter(WIDTH);
  return Promise.all(statements.map(statement => limiter(() => attestStatement(statement, attesting))));
}

interface KeptLines {
  readonly kept: {readonly bundlePath?: string};
  readonly warnings: readonly string[];
}

async function keepLines(
  bundles: readonly Uint8Array[],
  {situation, folders}: SignerOptions
): Promise<KeptLines> {
  if (bundles.length === 0) return {kept: {}, warnings: []};
  const {inputs, runner} = situation;
  const {bundlePath} = inputs.signing;
  const path = bundlePath === undefined ? folders.bundleLines : resolve(runner.workspace, bundlePath);
  try {
    return {kept: {bundlePath: await writeBundleLines(path, bundles)}, warnings: []};
  } catch (error) {
    return {kept: {}, warnings: [`The bundles could not be written to ${path}: ${String(error)}`]};
  }
}

function describeLarge(title: string): string {
  return `The bundle of ${title} has more than 1 MB, which public transparency logs may drop without a clear error. provenance: mode=min makes it smaller.`;
}
