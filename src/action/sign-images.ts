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
  const places = openPlaces(options.situation, {patience, api: workshop.api(patience)});
  const warnings = new Set<string>();
  const keeping = {places, ...openFiles(options, warnings)};
  const signing = Promise.all(groups.map(group => signGroup(group, keeping, task)));
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
    warnings: [...records.warnings, ...warnings, ...lines.warnings, ...large],
    watched: places.watched()
  };
}

function isAllSigned(groups: readonly (readonly Attested[])[]): boolean {
  return groups.flat().every(({record}) => record.outcome !== 'failed');
}

/** Files of bundles. That later steps cannot be told of them is a warning. */
function openFiles(
  {situation, folders}: SignerOptions,
  warnings: Set<string>
): Pick<AttestOptions, 'keep' | 'announce'> {
  const {keep, announce} = openBundleFiles(folders.bundles, situation.runner.temp);
  return {
    keep,
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
    keep,
    announce
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
  const wanted = bundlePath === undefined ? [] : [resolve(runner.workspace, bundlePath)];
  const warnings: string[] = [];
  for (const path of [...wanted, folders.bundleLines]) {
    try {
      const written = await writeBundleLines(path, bundles);
      if (warnings.length > 0) warnings.push(`The bundles are in ${written} instead.`);
      return {kept: {bundlePath: written}, warnings: joinWarnings(warnings)};
    } catch (error) {
      warnings.push(`The bundles could not be written to ${path}: ${describeWriting(error)}.`);
    }
  }
  return {kept: {}, warnings: joinWarnings(warnings)};
}

function joinWarnings(warnings: readonly string[]): string[] {
  return warnings.length === 0 ? [] : [warnings.join(' ')];
}

function describeWriting(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describeLarge(title: string): string {
  return `The bundle of ${title} has more than 1 MB, which public transparency logs may drop without a clear error. provenance: mode=min makes it smaller.`;
}
