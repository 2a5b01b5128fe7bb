/** Brings a bundle to one place and reads it back from there. Throws nothing: what fails is said. */
import {readSource} from '../oci/failure-source.ts';
import type {BundlePlace, CommittedPlace, Stored} from './bundle-place.ts';
import type {Candidate} from './candidate.ts';
import {describeCauses} from './signing-error.ts';
import type {SignatureStep} from './signature-step.ts';
import type {PlaceRecord} from './signing.ts';
import {listDigestsToFind} from './statements.ts';
import type {UnsignedStatement} from './statements.ts';

export interface Visit {
  readonly record: PlaceRecord;
  readonly steps: readonly SignatureStep[];
}

/** The bundle brought to one place, and read back from there. */
export async function visitPlace(
  place: BundlePlace,
  statement: UnsignedStatement,
  candidate: Candidate
): Promise<Visit> {
  return readBack(place, statement, candidate, await deliver(place, statement, candidate));
}

/** One bundle for a place that is written once. */
export interface Errand {
  readonly statement: UnsignedStatement;
  readonly candidate: Candidate;
}

/** The same for several bundles and a place that takes them all at once: none is there unless all of them are. */
export async function visitTogether(
  place: CommittedPlace,
  errands: readonly Errand[]
): Promise<readonly Visit[]> {
  const delivered = await Promise.all(
    errands.map(({statement, candidate}) => deliver(place, statement, candidate))
  );
  const failure = delivered.find(isFailed) ?? (await commit(place));
  return Promise.all(
    errands.map(({statement, candidate}, at) =>
      readBack(place, statement, candidate, delivered[at] === 'found' ? 'found' : (failure ?? delivered[at]))
    )
  );
}

/** What was stored, or why it was not; or it was there before. */
type Delivery = 'found' | {readonly stored: Stored} | {readonly error: unknown};

function isFailed(delivery: Delivery): delivery is Extract<Delivery, {error: unknown}> {
  return delivery !== 'found' && 'error' in delivery;
}

async function deliver(
  place: BundlePlace,
  {attachTo}: UnsignedStatement,
  candidate: Candidate
): Promise<Delivery> {
  if (candidate.foundIn.has(place.name)) return 'found';
  try {
    return {stored: await place.store(candidate, attachTo)};
  } catch (error) {
    return {error};
  }
}

async function commit(place: CommittedPlace): Promise<{readonly error: unknown} | undefined> {
  try {
    await place.commit();
    return undefined;
  } catch (error) {
    return {error};
  }
}

async function readBack(
  place: BundlePlace,
  statement: UnsignedStatement,
  candidate: Candidate,
  delivery: Delivery = 'found'
): Promise<Visit> {
  const {kind, name} = place;
  if (delivery === 'found') {
    const evidence = 'It was there already, and holds.';
    return {record: {kind, place: name, stored: true, verdict: 'verified', evidence}, steps: candidate.steps};
  }
  if (isFailed(delivery)) {
    const {error} = delivery;
    const source = readSource(error);
    return {record: {kind, place: name, stored: false, ...place.explain(error), source}, steps: []};
  }
  const record = {kind, place: name, stored: true, ...delivery.stored};
  try {
    const bundles = await place.read(candidate, listDigestsToFind(statement), delivery.stored);
    return await judgeBundles(record, bundles, candidate);
  } catch (error) {
    const evidence = describeCauses(error);
    return {record: {...record, verdict: 'undecided', evidence, source: readSource(error)}, steps: []};
  }
}

/** What these bundles, as a place gave them out, say of it; `bad` introduces what is wrong with one. */
export async function judgeBundles(
  record: Omit<PlaceRecord, 'verdict' | 'evidence'>,
  bundles: readonly Uint8Array[],
  {verify}: Pick<Candidate, 'verify'>,
  bad = 'What was read back does not hold'
): Promise<Visit> {
  const judged = await Promise.all(bundles.map(verify));
  const [first] = judged;
  if (first === undefined) {
    const evidence = 'It was stored, and nothing came back when it was read again.';
    return {record: {...record, verdict: 'undecided', evidence}, steps: []};
  }
  const {verdict, reason, steps} = judged.find(one => one.verdict === 'rejected') ?? first;
  const evidence = verdict === 'verified' ? `Read back: ${reason}` : `${bad}: ${reason}`;
  return {record: {...record, verdict, evidence}, steps};
}
