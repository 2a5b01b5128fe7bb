/** Finds attestations that are there already, so that nothing is signed twice. Signs and stores nothing. */
import type {ExactObject} from '../attestation/exact-json.ts';
import {readExactPredicate} from '../attestation/exact-predicate.ts';
import type {Digest} from '../oci/descriptor.ts';
import {expectObject, parseJson} from '../oci/json.ts';
import type {BundlePlace, KeptBundle} from './bundle-place.ts';
import {createBundleVerifier} from './bundle-verifier.ts';
import {createPolicy} from './candidate.ts';
import type {AttestOptions, Candidate} from './candidate.ts';
import {identityOfAnyRun} from './identity.ts';
import {parseBundle} from './signed-bundle.ts';
import {expectOfAnyRun, listDigestsToFind} from './statements.ts';
import type {UnsignedStatement} from './statements.ts';
import type {SignatureFacts} from './verify.ts';

/** Of the time that is left: a place that does not answer must leave enough of it to sign anew. */
const LOOKING_SHARE = 1 / 4;

/** What a place holds of this statement, signed by the same workflow in whatever run; undefined for nothing. */
export async function findEqual(
  statement: UnsignedStatement,
  options: AttestOptions
): Promise<Candidate | undefined> {
  if (!options.reuse) return undefined;
  const {patience, places} = options;
  const deadline = patience.now() + (patience.deadline - patience.now()) * LOOKING_SHARE;
  const looking = {...options, patience: {...patience, deadline}};
  const found = await Promise.all(places.map(place => findIn(place, statement, looking)));
  const [first] = found.flat();
  if (first === undefined) return undefined;
  const everywhere = places.filter((_, at) => (found[at] ?? []).some(one => isSame(one, first)));
  return {...first, foundIn: new Set(everywhere.map(({name}) => name))};
}

function isSame(one: KeptBundle, other: KeptBundle): boolean {
  return JSON.stringify(one.bundle['dsseEnvelope']) === JSON.stringify(other.bundle['dsseEnvelope']);
}

/** Only where each subject that it is attached to has it. What cannot be looked at holds nothing to be reused. */
async function findIn(
  place: BundlePlace,
  statement: UnsignedStatement,
  options: AttestOptions
): Promise<readonly Candidate[]> {
  const [subject, ...others] = listDigestsToFind(statement);
  const find = (one: Digest) => place.find(one, statement.attestation.predicateType, options.patience);
  if (subject === undefined) return [];
  try {
    const bundles = await find(subject);
    const equal = (await Promise.all(bundles.map(bytes => judgeEqual(bytes, statement, options)))).filter(
      candidate => candidate !== undefined
    );
    if (equal.length === 0 || place.kind === 'api') return equal;
    const rest = await Promise.all(others.map(find));
    return equal.filter(({bytes}) =>
      rest.every(listed => listed.some(one => Buffer.from(bytes).equals(one)))
    );
  } catch (error) {
    options.patience.signal?.throwIfAborted();
    if (error instanceof TypeError) throw error;
    return [];
  }
}

async function judgeEqual(
  bytes: Uint8Array,
  statement: UnsignedStatement,
  options: AttestOptions
): Promise<Candidate | undefined> {
  const predicate = await readPredicate(bytes);
  if (predicate === undefined) return undefined;
  const {part, attestation} = statement;
  const own = attestation.predicate;
  const policy = {
    ...createPolicy(statement, options, part === 'index' ? expectOfAnyRun(own, predicate) : own),
    identity: identityOfAnyRun(options.identity)
  };
  const verify = createBundleVerifier(policy);
  const {verdict, facts, steps} = await verify(bytes);
  if (verdict !== 'verified' || facts === undefined) return undefined;
  const bundle = expectObject(parseJson(bytes, {bytes: Infinity}), '$');
  return {
    bundle,
    bytes,
    predicateType: attestation.predicateType,
    signedAt: timeOf(facts),
    logIndex: facts.logEntries[0]?.index,
    verify,
    outcome: 'reused',
    large: false,
    foundIn: new Set(),
    steps
  };
}

function timeOf({logEntries, timestamps}: SignatureFacts): string {
  return logEntries[0]?.integratedAt ?? timestamps[0] ?? new Date(0).toISOString();
}

/** Undefined for whatever cannot be read: verification says no to it anyway. */
async function readPredicate(bytes: Uint8Array): Promise<ExactObject | undefined> {
  try {
    return readExactPredicate((await parseBundle(bytes)).payload);
  } catch {
    return undefined;
  }
}
