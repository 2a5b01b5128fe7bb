/** One statement from unsigned to signed, stored and checked from the outside. Throws nothing: what fails is said. */
import {readSource} from '../oci/failure-source.ts';
import {createBundleVerifier} from './bundle-verifier.ts';
import {createPolicy} from './candidate.ts';
import type {AttestOptions, Candidate} from './candidate.ts';
import type {KeptBundle} from './bundle-place.ts';
import {findEqual} from './reuse.ts';
import {signStatement} from './sign.ts';
import type {SignedBundle} from './sign.ts';
import type {StatementRecord} from './signing.ts';
import {describeCauses} from './signing-error.ts';
import type {UnsignedStatement} from './statements.ts';
import {judgeBundles, visitPlace} from './visit.ts';
import type {Visit} from './visit.ts';

/** The record, and the bundle if there is one now. */
export interface Attested {
  readonly record: StatementRecord;
  readonly bytes: Uint8Array | undefined;
  /** The bundle is so big that a public log may drop the next one. */
  readonly large: boolean;
}

/** Signs the statement, or finds an equal one; keeps it in a file, brings it to each place and reads it back. */
export async function attestStatement(
  statement: UnsignedStatement,
  options: AttestOptions
): Promise<Attested> {
  const {title, part, subjects, predicateType} = statement;
  const base = {title, part, subjects: subjects.map(({digest}) => digest), predicateType};
  let candidate: Candidate;
  try {
    candidate = (await findEqual(statement, options)) ?? (await sign(statement, options));
  } catch (error) {
    const failure = {error: describeCauses(error), source: readSource(error)};
    const record = {...base, outcome: 'failed', ...failure, places: [], steps: []} as const;
    return {record, bytes: undefined, large: false};
  }
  const {outcome, bytes, logIndex, signedAt, large} = candidate;
  const {bundlePath, visits, holds} = await bring(statement, candidate, options);
  const decisive =
    visits.find(({record}) => record.verdict === 'rejected') ??
    visits.findLast(({steps}) => steps.length > 0);
  const record: StatementRecord = {
    ...base,
    outcome: holds ? outcome : 'failed',
    ...(bundlePath === undefined ? {} : {bundlePath}),
    ...(logIndex === undefined ? {} : {logIndex}),
    signedAt,
    places: visits.map(one => one.record),
    steps: decisive?.steps ?? []
  };
  return {record, bytes: holds ? bytes : undefined, large};
}

interface Brought {
  readonly bundlePath: string | undefined;
  readonly visits: readonly Visit[];
  /** It is what it should be, by whatever we can tell ourselves. */
  readonly holds: boolean;
}

const USELESS = 'What Sigstore made does not hold, so it went to no registry and no API';

/** First of all to a file; a bundle that does not hold goes nowhere else. */
async function bring(
  statement: UnsignedStatement,
  candidate: Candidate,
  {keep, announce, places}: AttestOptions
): Promise<Brought> {
  const kept = {kind: 'file', place: 'file'} as const;
  let bundlePath: string | undefined;
  let failure: string | undefined;
  try {
    bundlePath = await keep(statement.title, candidate.bytes);
  } catch (error) {
    failure = `The bundle could not be written to a file: ${describeCauses(error)}`;
  }
  const ownPlace = {...kept, stored: bundlePath !== undefined};
  const own = await judgeBundles(ownPlace, [candidate.bytes], candidate, USELESS);
  // What did not hold when it was made is no signature that anybody can use.
  if (own.record.verdict === 'rejected') return {bundlePath, visits: [own], holds: false};
  if (bundlePath !== undefined) await announce(bundlePath);
  const others = await Promise.all(places.map(place => visitPlace(place, statement, candidate)));
  const file: Visit =
    failure === undefined
      ? own
      : {record: {...kept, stored: false, verdict: 'undecided', evidence: failure}, steps: []};
  return {bundlePath, visits: [file, ...others], holds: true};
}

async function sign(statement: UnsignedStatement, options: AttestOptions): Promise<Candidate> {
  const {name, instance, identityToken, environment, patience} = options;
  const {predicateType, predicate} = statement;
  const subjects = statement.subjects.map(({digest}) => ({name, digest}));
  const signed = await signStatement({
    subjects,
    predicateType,
    predicate,
    instance,
    identityToken,
    environment,
    patience
  });
  return {
    ...describeSigned(signed),
    verify: createBundleVerifier(createPolicy(statement, options, predicate)),
    outcome: 'signed',
    foundIn: new Set(),
    steps: []
  };
}

function describeSigned(signed: SignedBundle): KeptBundle & Pick<Candidate, 'large' | 'logIndex'> {
  const {bundle, bytes, predicateType, loggedAt, certificate, logIndex, large} = signed;
  return {bundle, bytes, predicateType, signedAt: loggedAt ?? certificate.notBefore, logIndex, large};
}
