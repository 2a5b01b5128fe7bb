/** Brings a bundle to one place and reads it back from there. Throws nothing: what fails is said. */
import {readSource} from '../oci/failure-source.ts';
import type {BundlePlace, Stored} from './bundle-place.ts';
import type {Candidate} from './candidate.ts';
import {describeCauses} from './signing-error.ts';
import type {SignatureStep} from './signature-step.ts';
import type {PlaceRecord} from './signing.ts';
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
  const {kind, name} = place;
  const {attachTo} = statement;
  if (candidate.foundIn.has(name)) {
    const evidence = 'It was there already, and holds.';
    return {record: {kind, place: name, stored: true, verdict: 'verified', evidence}, steps: candidate.steps};
  }
  let stored: Stored | undefined;
  try {
    stored = await place.store(candidate, attachTo);
    const bundles = await place.read(candidate, attachTo, stored);
    return await judgeBundles({kind, place: name, stored: true, ...stored}, bundles, candidate);
  } catch (error) {
    const found =
      stored === undefined
        ? place.explain(error)
        : ({verdict: 'undecided', evidence: describeCauses(error)} as const);
    return {
      record: {
        kind,
        place: name,
        stored: stored !== undefined,
        ...stored,
        ...found,
        source: readSource(error)
      },
      steps: []
    };
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
