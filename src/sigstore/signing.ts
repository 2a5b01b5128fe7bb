/** What is said about signing one image: what was signed, where each bundle is, and what stood in the way. JSON-serialisable. */
import type {Digest} from '../oci/descriptor.ts';
import type {FailureSource} from '../oci/failure-source.ts';
import type {Resolved} from '../resolved.ts';
import type {Instance} from './instance.ts';
import type {SignatureStep} from './signature-step.ts';

/** What a statement is chiefly about; `brought`: whatever the user's own attestation is about. */
export type SignedPart = 'index' | 'platform' | 'attestation manifest' | 'brought';

/** A place that a bundle was to be brought to. */
export interface PlaceRecord {
  readonly kind: 'file' | 'registry' | 'layout' | 'api';
  /** `file` (see `bundlePath`), `registry ghcr.io/me/app`, `OCI layout image.tar`, `GitHub attestations API`. */
  readonly place: string;
  /** It is there, whether this run brought it or found it. */
  readonly stored: boolean;
  /**
   * What was read back from there: `verified`, `rejected` (bad), `undecided` (nobody could look), `absent` (it was not
   * stored, and that is no failure: this place takes none, see `evidence`).
   */
  readonly verdict: 'verified' | 'rejected' | 'undecided' | 'absent';
  /** One or two sentences: what was read, or what went wrong and what to do. Untrusted text: escape it. */
  readonly evidence: string;
  /** What the error was, where there was one. */
  readonly source?: FailureSource;
  /** In GitHub's API. */
  readonly id?: string;
  readonly url?: string;
  /** Of the referrers, in a registry or a layout, one for each subject that it was attached to. */
  readonly referrers?: readonly Digest[];
  /** What lists them in a registry: the Referrers API, or the tag that stands in for it. */
  readonly via?: 'api' | 'tag';
}

export interface StatementRecord {
  /** `index`, `linux/amd64`, `SBOM of linux/amd64`, `attestation manifest of linux/amd64`, `scan.json of index`. */
  readonly title: string;
  readonly part: SignedPart;
  /** All that it is about. */
  readonly subjects: readonly Digest[];
  readonly predicateType: string;
  /** `reused`: an equal one by the same signer was there already. */
  readonly outcome: 'signed' | 'reused' | 'failed';
  /** Why it failed, and what to do. */
  readonly error?: string;
  readonly source?: FailureSource;
  /** The bundle in a file of its own. */
  readonly bundlePath?: string;
  /** In the transparency log, a decimal number; absent where the instance has none. */
  readonly logIndex?: string;
  /** ISO 8601, of the log or a timestamp authority. */
  readonly signedAt?: string;
  readonly places: readonly PlaceRecord[];
  /** Of the last bundle that was read back, a rejected one before a verified one. */
  readonly steps: readonly SignatureStep[];
}

export interface Signer {
  readonly issuer: string;
  /** The certificate's subject alternative name: the workflow that signed. */
  readonly identity: string;
}

/** An OCI layout whose image is signed. */
export interface SignedLayout {
  /** As `PlaceRecord.place`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly form: 'tar' | 'folder';
  readonly root: Digest;
}

/** Whether something is signed, by whom, and where that is. */
export interface Signing {
  readonly decision: Resolved<boolean>;
  /** Why it is not signed although the run publishes, and what to change. */
  readonly remedy?: string;
  readonly instance?: Instance['name'];
  readonly signer?: Signer;
  /** Whose word was taken for the authorities, in words. */
  readonly trust?: string;
  /** The trusted root's file, where the user named one. */
  readonly trustedRoot?: string;
  /** A copy of the trusted root that was believed, beside the bundles: with it nobody need be asked. */
  readonly trustedRootPath?: string;
  /** Those that hold what was signed, whether its bundles are in them or not. */
  readonly layouts?: readonly SignedLayout[];
  readonly statements: readonly StatementRecord[];
  /** What stood in the way of all statements: no token, nobody to trust, nothing verified to sign. */
  readonly problems: readonly string[];
  readonly problemSource?: FailureSource;
  /** All bundles as JSON lines. */
  readonly bundlePath?: string;
  readonly storageRecordIds: readonly string[];
}

/** What stood in the way is the verdict on the image, which its own diagnostics explain. */
export const NOTHING_VERIFIED: FailureSource = {name: 'SigningError', code: 'nothing-verified'};

export interface SigningVerdict {
  readonly verdict: 'verified' | 'rejected' | 'undecided';
  /** In a sentence. */
  readonly reason: string;
}

/** Whether all that was to be signed is signed, stored and was read back; undefined where nothing was to be signed. */
export function judgeSigning({decision, statements, problems}: Signing): SigningVerdict | undefined {
  if (!decision.value) return undefined;
  const [problem] = problems;
  if (problem !== undefined) return {verdict: 'undecided', reason: problem};
  const rejected = findPlace(statements, 'rejected');
  if (rejected !== undefined) return {verdict: 'rejected', reason: rejected};
  const failed = statements.find(({outcome}) => outcome === 'failed');
  if (failed !== undefined)
    return {verdict: 'undecided', reason: `${failed.title}: ${failed.error ?? 'failed'}`};
  const undecided = findPlace(statements, 'undecided');
  if (undecided !== undefined) return {verdict: 'undecided', reason: undecided};
  if (statements.length === 0) return {verdict: 'undecided', reason: 'Nothing was signed.'};
  const [what, were] =
    statements.length === 1
      ? ['The statement is', 'was']
      : [`All ${String(statements.length)} statements are`, 'were'];
  return {verdict: 'verified', reason: `${what} signed, and ${were} ${describeKept(statements)}.`};
}

function findPlace(
  statements: readonly StatementRecord[],
  verdict: PlaceRecord['verdict']
): string | undefined {
  for (const {title, places} of statements) {
    const found = places.find(place => place.verdict === verdict);
    if (found !== undefined) return `${title} in ${found.place}: ${found.evidence}`;
  }
  return undefined;
}

/** What is about no image is in no registry: a place that holds some of them says how many. */
function describeKept(statements: readonly StatementRecord[]): string {
  const stored = statements.flatMap(({places}) => [
    ...new Set(places.filter(one => one.stored && one.kind !== 'file').map(({place}) => place))
  ]);
  const places = [...Map.groupBy(stored, place => place)].map(([place, {length}]) =>
    length === statements.length ? place : `${place} (${String(length)} of them)`
  );
  return places.length === 0 ? 'kept in files alone' : `read back from ${places.join(', ')}`;
}

/** Whether every statement is signed, wherever its bundle is now. */
export function isSigned(signing: Signing | undefined): boolean {
  const statements = signing?.statements ?? [];
  return statements.length > 0 && statements.every(({outcome}) => outcome !== 'failed');
}
