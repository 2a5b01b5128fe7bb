/** Looks for signed provenance among the referrers of an image. Knows no index. */
import {BundleError} from '../attestation/envelope.ts';
import {isProvenanceType, parseProvenance, ProvenanceError} from '../attestation/provenance.ts';
import {isAbout, parseStatement, StatementError} from '../attestation/statement.ts';
import type {Statement} from '../attestation/statement.ts';
import type {Digest} from '../oci/descriptor.ts';
import {digestBytes} from '../oci/descriptor.ts';
import {ContentError} from '../oci/store.ts';
import type {ContentStore} from '../oci/store.ts';
import {parseBundle} from '../sigstore/signed-bundle.ts';
import type {SignedEnvelope} from '../sigstore/signed-bundle.ts';
import {verifySigner} from '../sigstore/verify-signer.ts';
import type {OpenAuthority} from '../sigstore/verify-signer.ts';
import {fetchBundles} from './fetch-bundles.ts';
import type {Fetched} from './fetch-bundles.ts';
import {describeError, describeFailedLook} from './finding.ts';
import type {FoundStatement, Look} from './finding.ts';
import {refuseSigner} from './signer-policy.ts';
import type {AcceptedSigner} from './signer-policy.ts';

export interface SignatureOptions {
  /** Whose signatures count. Asked when there is a bundle that none before vouches for: a trusted root takes time to fetch. */
  readonly authorities: readonly OpenAuthority[];
  /** Who must have signed; anybody may, and nobody need, where absent. */
  readonly accepted?: readonly AcceptedSigner[] | undefined;
}

/**
 * The bundles of provenance about the image that are attached to the subject: the image itself, or the index that lists
 * it. Where one holds, others that do not are passed over: whoever may push can attach anything. Throws as a cancelled
 * run does.
 */
export async function lookAtReferrers(
  store: ContentStore,
  subject: Digest,
  about: readonly Digest[],
  options: SignatureOptions
): Promise<Look> {
  const place = `referrers of ${subject} in ${store.name}`;
  try {
    const bundles = await fetchBundles(store, subject);
    const judged = await judgeAll(bundles, about, options);
    return {place, ...concludeBundles(judged)};
  } catch (error) {
    return describeFailedLook(place, error);
  }
}

type Judged =
  | {readonly outcome: 'found'; readonly statement: FoundStatement}
  | {readonly outcome: 'invalid' | 'unread'; readonly reason: string}
  | {readonly outcome: 'nothing'};

function concludeBundles(judged: readonly Judged[]): Omit<Look, 'place'> {
  const statements = judged.flatMap(one => (one.outcome === 'found' ? [one.statement] : []));
  if (statements.length > 0) return {outcome: 'found', statements};
  for (const outcome of ['invalid', 'unread'] as const) {
    const first = judged.find(one => one.outcome === outcome);
    if (first !== undefined && 'reason' in first) return {outcome, reason: first.reason, statements};
  }
  return {outcome: 'nothing', statements};
}

async function judgeAll(
  fetched: readonly Fetched[],
  about: readonly Digest[],
  options: SignatureOptions
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  // One after the other: verifying is computing.
  for (const one of fetched) judged.push(await judgeFetched(one, about, options));
  return judged;
}

async function judgeFetched(
  fetched: Fetched,
  about: readonly Digest[],
  options: SignatureOptions
): Promise<Judged> {
  if (fetched instanceof ContentError) {
    const {outcome, reason = ''} = describeFailedLook('', fetched);
    return outcome === 'invalid' ? {outcome, reason} : {outcome: 'unread', reason};
  }
  const what = `bundle ${digestBytes(fetched)}`;
  try {
    const envelope = await parseBundle(fetched);
    const statement = parseStatement(envelope.payload);
    if (!isProvenanceType(statement.predicateType)) return {outcome: 'nothing'};
    return await judgeProvenance({bytes: fetched, envelope, statement, what}, about, options);
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof StatementError)) throw error;
    return {outcome: 'invalid', reason: `${what}: ${describeError(error)}`};
  }
}

interface Candidate {
  readonly bytes: Uint8Array;
  readonly envelope: SignedEnvelope;
  readonly statement: Statement;
  readonly what: string;
}

async function judgeProvenance(
  {bytes, envelope, statement, what}: Candidate,
  about: readonly Digest[],
  {authorities, accepted}: SignatureOptions
): Promise<Judged> {
  if (!about.some(digest => isAbout(statement, digest))) {
    return {outcome: 'invalid', reason: `${what}: what was signed is not about ${about.join(' or ')}`};
  }
  const check = await verifySigner(envelope, authorities);
  if (check.outcome !== 'passed') {
    return {outcome: check.outcome === 'failed' ? 'invalid' : 'unread', reason: `${what}: ${check.reason}`};
  }
  const refusal = refuseSigner(check.signer, accepted);
  if (refusal !== undefined) return {outcome: 'invalid', reason: `${what}: ${refusal}`};
  const unreadable = explainUnreadable(statement);
  if (unreadable !== undefined) return {...unreadable, reason: `${what}: ${unreadable.reason}`};
  const {payload} = envelope;
  return {outcome: 'found', statement: {document: bytes, payload, statement, signer: check.signer}};
}

/** A version of provenance that nobody here knows is not bad for it. */
function explainUnreadable(
  statement: Statement
): {outcome: 'invalid' | 'unread'; reason: string} | undefined {
  try {
    parseProvenance(statement);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProvenanceError)) throw error;
    const outcome = error.path === '$.predicateType' ? 'unread' : 'invalid';
    return {outcome, reason: describeError(error)};
  }
}
