/** Signs groups of images, each statement once, and gathers what came of it. */
import type {Custody} from '../oci/custody.ts';
import {readSource} from '../oci/failure-source.ts';
import type {Patience} from '../oci/patience.ts';
import type {Attested} from '../sigstore/attest.ts';
import type {Authority} from '../sigstore/authority.ts';
import type {AttestOptions} from '../sigstore/candidate.ts';
import type {RefusedAttestation} from '../sigstore/brought-statements.ts';
import type {Signing, StatementRecord} from '../sigstore/signing.ts';
import type {AttestedImage, UnsignedStatement} from '../sigstore/statements.ts';
import type {Brought} from './attestation-step.ts';
import type {ImageGroup} from './attested-image.ts';
import {openBundleFiles} from './bundle-files.ts';
import {describeWriting, keepFiles} from './kept-files.ts';
import type {Signed, SignedBundle, SignerOptions, Workshop} from './signer.ts';
import {openPlaces} from './signing-places.ts';
import type {Places} from './signing-places.ts';
import type {StorageRecords} from './storage-records.ts';
import type {Published} from './stores.ts';

export interface Task {
  readonly workshop: Workshop;
  readonly authority: Authority;
  readonly patience: Patience;
  readonly options: SignerOptions;
  readonly custody: Custody;
  readonly brought: Brought;
}

export type GroupsSigned = Omit<Signed, 'signing'> & {
  readonly signing: Pick<
    Signing,
    'statements' | 'problems' | 'bundlePath' | 'trustedRootPath' | 'storageRecordIds'
  >;
};

/** Whatever fails is said in the records: nothing that was signed gets lost over it. */
export async function signGroups(groups: readonly ImageGroup[], task: Task): Promise<GroupsSigned> {
  const {workshop, patience, options, custody, brought} = task;
  const places = openPlaces(options.situation, {patience, api: workshop.api(patience), custody});
  const warnings = new Set<string>();
  const keeping = {places, ...openFiles(task, warnings)};
  const {placeBrought} = await import('../sigstore/brought-statements.ts');
  const images = groups.map(({image}) => image);
  const {ofImages, apart, refused} = placeBrought(images, brought.brought);
  const signing = Promise.all([
    ...groups.map(async (group, at) => {
      const own = await listOwn(group.image, task);
      return signGroup([...own, ...(ofImages[at] ?? [])], group.places, keeping, task);
    }),
    ...(apart.length === 0 ? [] : [signGroup(apart, [], keeping, task)])
  ]);
  const recording = recordStorage(groups, task, signing.then(isAllSigned));
  const attested = (await signing).flat();
  const failed = [...brought.refused, ...refused].map(describeRefused);
  const records = await recording;
  const bundles = attested.flatMap(({bytes}) => bytes ?? []);
  const files = await keepFiles(bundles, task);
  const large = attested.filter(one => one.large).map(({record}) => describeLarge(record));
  return {
    signing: {
      statements: [...attested.map(({record}) => record), ...failed],
      problems: [],
      storageRecordIds: records.ids,
      ...files.kept
    },
    bundles: attested.flatMap(describeBundle),
    warnings: [...records.warnings, ...warnings, ...files.warnings, ...large],
    watched: places.watched()
  };
}

function describeBundle({record, bytes}: Attested): SignedBundle[] {
  const {predicateType, subjects, outcome} = record;
  return bytes === undefined || outcome === 'failed' ? [] : [{predicateType, subjects, bytes}];
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

/** Of what was built. */
async function listOwn(
  image: AttestedImage,
  {authority, options}: Task
): Promise<readonly UnsignedStatement[]> {
  const [{listStatements}, {createWorkflowPredicate}] = await Promise.all([
    import('../sigstore/statements.ts'),
    import('../sigstore/workflow-predicate.ts')
  ]);
  const {inputs, runner} = options.situation;
  const workflowPredicate = createWorkflowPredicate(authority.claims, runner.serverUrl);
  return listStatements(image, {...inputs.signing, workflowPredicate});
}

async function signGroup(
  statements: readonly UnsignedStatement[],
  published: readonly Published[],
  {places, keep, announce}: Keeping,
  {workshop, authority, patience, options}: Task
): Promise<readonly Attested[]> {
  const {attestStatements} = await import('../sigstore/attest.ts');
  const {signing, resume} = options.situation.inputs;
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
  return attestStatements(statements, attesting);
}

function describeRefused({title, predicateType, error}: RefusedAttestation): StatementRecord {
  const failure = {outcome: 'failed', error: error.message, source: readSource(error)} as const;
  return {title, part: 'brought', subjects: [], predicateType, ...failure, places: [], steps: []};
}

function describeLarge({title, part}: StatementRecord): string {
  const remedy = part === 'brought' ? '' : ' provenance: mode=min makes it smaller.';
  return `The bundle of ${title} has more than 1 MB, which public transparency logs may drop without a clear error.${remedy}`;
}
