/** Statements from unsigned to signed, stored and checked from the outside. Throws nothing: what fails is said. */
import {createLimiter} from '../attestation/limiter.ts';
import {listImageDigests} from '../attestation/subject.ts';
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
import {judgeBundles, visitPlace, visitTogether} from './visit.ts';
import type {Errand, Visit} from './visit.ts';

/** Fulcio and Rekor take their time over each statement, so many are signed at once. */
const WIDTH = 16;

/** The record, and the bundle if there is one now. */
export interface Attested {
  readonly record: StatementRecord;
  readonly bytes: Uint8Array | undefined;
  /** The bundle is so big that a public log may drop the next one. */
  readonly large: boolean;
}

/** A statement that went wherever bundles are taken one by one. */
interface Underway {
  readonly base: Omit<StatementRecord, 'places' | 'steps'>;
  readonly visits: readonly Visit[];
  /** To be brought to further places; undefined where there is nothing that holds. */
  readonly errand: Errand | undefined;
}

/**
 * Signs each statement, or finds an equal one; keeps it in a file, brings it to each place and reads it back. Places
 * that are written once get all the bundles together, at last.
 */
export async function attestStatements(
  statements: readonly UnsignedStatement[],
  options: AttestOptions
): Promise<readonly Attested[]> {
  const limiter = createLimiter(WIDTH);
  const underway = await Promise.all(
    statements.map(statement => limiter(() => attestStatement(statement, options)))
  );
  const errands = underway.flatMap(({errand}) => errand ?? []);
  const late = await Promise.all(options.committed.map(place => visitTogether(place, errands)));
  return underway.map(one => {
    const at = one.errand === undefined ? -1 : errands.indexOf(one.errand);
    return describeAttested({...one, visits: [...one.visits, ...late.flatMap(visits => visits[at] ?? [])]});
  });
}

async function attestStatement(statement: UnsignedStatement, options: AttestOptions): Promise<Underway> {
  const {title, part, attestation} = statement;
  const {subjects, predicateType} = attestation;
  const about = {title, part, subjects: subjects.flatMap(listImageDigests), predicateType};
  let candidate: Candidate;
  try {
    candidate = (await findEqual(statement, options)) ?? (await sign(statement, options));
  } catch (error) {
    const failure = {error: describeCauses(error), source: readSource(error)};
    return {base: {...about, outcome: 'failed', ...failure}, visits: [], errand: undefined};
  }
  const {outcome, logIndex, signedAt} = candidate;
  const {bundlePath, visits, holds} = await bring(statement, candidate, options);
  const base = {
    ...about,
    outcome: holds ? outcome : ('failed' as const),
    ...(bundlePath === undefined ? {} : {bundlePath}),
    ...(logIndex === undefined ? {} : {logIndex}),
    signedAt
  };
  return {base, visits, errand: holds ? {statement, candidate} : undefined};
}

function describeAttested({base, visits, errand}: Underway): Attested {
  const decisive =
    visits.find(({record}) => record.verdict === 'rejected') ??
    visits.findLast(({steps}) => steps.length > 0);
  const record = {...base, places: visits.map(one => one.record), steps: decisive?.steps ?? []};
  return {record, bytes: errand?.candidate.bytes, large: errand?.candidate.large ?? false};
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
  const {instance, identityToken, environment, patience} = options;
  const {attestation} = statement;
  const signed = await signStatement({attestation, instance, identityToken, environment, patience});
  return {
    ...describeSigned(signed),
    verify: createBundleVerifier(createPolicy(statement, options, attestation.predicate)),
    outcome: 'signed',
    foundIn: new Set(),
    steps: []
  };
}

function describeSigned(signed: SignedBundle): KeptBundle & Pick<Candidate, 'large' | 'logIndex'> {
  const {bundle, bytes, predicateType, loggedAt, certificate, logIndex, large} = signed;
  return {bundle, bytes, predicateType, signedAt: loggedAt ?? certificate.notBefore, logIndex, large};
}
