/** Signs groups of images, each statement once, and gathers what came of it. */
import type {Custody} from '../oci/custody.ts';
import type {Patience} from '../oci/patience.ts';
import type {Attested} from '../sigstore/attest.ts';
import type {Authority} from '../sigstore/authority.ts';
import type {AttestOptions} from '../sigstore/candidate.ts';
import type {Signing} from '../sigstore/signing.ts';
import type {ImageGroup} from './attested-image.ts';
import {openBundleFiles} from './bundle-files.ts';
import {describeWriting, keepFiles} from './kept-files.ts';
import type {Signed, SignerOptions, Workshop} from './signer.ts';
import {openPlaces} from './signing-places.ts';
import type {Places} from './signing-places.ts';
import type {StorageRecords} from './storage-records.ts';

export interface Task {
  readonly workshop: Workshop;
  readonly authority: Authority;
  readonly patience: Patience;
  readonly options: SignerOptions;
  readonly custody: Custody;
}

export type GroupsSigned = Omit<Signed, 'signing'> & {
  readonly signing: Pick<
    Signing,
    'statements' | 'problems' | 'bundlePath' | 'trustedRootPath' | 'storageRecordIds'
  >;
};

/** Whatever fails is said in the records: nothing that was signed gets lost over it. */
export async function signGroups(groups: readonly ImageGroup[], task: Task): Promise<GroupsSigned> {
  const {workshop, patience, options, custody} = task;
  const places = openPlaces(options.situation, {patience, api: workshop.api(patience), custody});
  const warnings = new Set<string>();
  const keeping = {places, ...openFiles(task, warnings)};
  const signing = Promise.all(groups.map(group => signGroup(group, keeping, task)));
  const recording = recordStorage(groups, task, signing.then(isAllSigned));
  const attested = (await signing).flat();
  const records = await recording;
  const bundles = attested.flatMap(({bytes}) => bytes ?? []);
  const files = await keepFiles(bundles, task);
  const large = attested.filter(one => one.large).map(({record}) => describeLarge(record.title));
  return {
    signing: {
      statements: attested.map(({record}) => record),
      problems: [],
      storageRecordIds: records.ids,
      ...files.kept
    },
    warnings: [...records.warnings, ...warnings, ...files.warnings, ...large],
    watched: places.watched()
  };
}

function isAllSigned(groups: readonly (readonly Attested[])[]): boolean {
  return groups.flat().every(({record}) => record.outcome !== 'failed');
}

/** Files of bundles. That later steps cannot be told of them is a warning. */
function openFiles(
  {options: {situation, folders}, custody}: Task,
  warnings: Set<string>
): Pick<AttestOptions, 'keep' | 'announce'> {
  const {keep, announce} = openBundleFiles(folders.bundles, situation.runner.temp);
  return {
    async keep(title, bytes) {
      const path = await keep(title, bytes);
      custody.record(path, bytes, 'signed');
      return path;
    },
    announce: path =>
      announce(path).catch((error: unknown) => {
        warnings.add(`Later steps are not told where the bundles are: ${describeWriting(error)}.`);
      })
  };
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
  if (groups.every(({places}) => places.every(({reference}) => reference === undefined)))
    return {ids: [], warnings: []};
  const {createRecords} = await import('./storage-records.ts');
  return createRecords(groups, workshop.api(patience), signed);
}

interface Keeping extends Pick<AttestOptions, 'keep' | 'announce'> {
  readonly places: Places;
}

async function signGroup(
  {image, places: published}: ImageGroup,
  {places, keep, announce}: Keeping,
  {workshop, authority, patience, options}: Task
): Promise<readonly Attested[]> {
  const [{attestStatements}, {listStatements}, {createWorkflowPredicate}] = await Promise.all([
    import('../sigstore/attest.ts'),
    import('../sigstore/statements.ts'),
    import('../sigstore/workflow-predicate.ts')
  ]);
  const {inputs, runner} = options.situation;
  const {signing, resume} = inputs;
  const attesting: AttestOptions = {
    ...authority,
    identityToken: () => workshop.desk.identityToken(patience),
    environment: options.env,
    patience,
    ...(await places.of(published)),
    reuse: resume !== undefined && !signing.force,
    keep,
    announce
  };
  const workflowPredicate = createWorkflowPredicate(authority.claims, runner.serverUrl);
  const statements = listStatements(image, {...signing, workflowPredicate});
  return attestStatements(statements, attesting);
}

function describeLarge(title: string): string {
  return `The bundle of ${title} has more than 1 MB, which public transparency logs may drop without a clear error. provenance: mode=min makes it smaller.`;
}
