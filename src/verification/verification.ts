/** What a verification says: named steps with evidence, and one verdict. JSON-serialisable. */
import type {FailureSource} from '../oci/failure-source.ts';

/** See the README, "Verdicts". */
export type Verdict = 'verified' | 'rejected' | 'undecided' | 'absent';

/**
 * - `passed`: looked at, and holds
 * - `failed`: looked at, and does not hold: rejects
 * - `warning`: looked at, deserves attention, does not reject
 * - `unknown`: could not be looked at: leaves the verdict undecided
 * - `skipped`: nothing to look at here, with the reason as evidence: decides nothing
 */
export type Outcome = 'passed' | 'failed' | 'warning' | 'unknown' | 'skipped';

export interface Step {
  /** Kebab-case and stable: tests, reports and diagnostics refer to it. */
  readonly id: StepId;
  readonly title: string;
  readonly outcome: Outcome;
  /** `linux/arm64`, for a step about one platform. */
  readonly platform?: string;
  /** One or two plain sentences: what was read, from where, and what was expected. Untrusted text: escape it. */
  readonly evidence: string;
  /** What to write so that it holds: one line of the Dockerfile, or of the step's inputs. Untrusted text: escape it. */
  readonly instead?: string;
  /** What kept the step from being made, what the store itself said was bad, or what the statement does not say. */
  readonly source?: FailureSource;
}

export type StepId =
  | 'index-digest'
  | 'attestation-listed'
  | 'attestation-readable'
  | 'attestation-subject'
  | 'layer-content'
  | 'statement-type'
  | 'predicate-type'
  | 'statement-subject'
  | 'provenance-readable'
  | 'provenance-mode'
  | 'builder-id'
  | 'invocation'
  | 'source-revision'
  | 'image-layers'
  | 'image-content'
  | 'base-images'
  | 'sbom'
  | 'platforms-present'
  | AssertionId;

/** What the user asserts, each by its rule. */
export type AssertionId =
  | 'assert-materials-pinned'
  | 'assert-materials-allowed'
  | 'assert-builder-id'
  | 'assert-no-network'
  | 'assert-complete';

/** A base image or other dependency as BuildKit recorded it. */
export interface BaseImage {
  readonly uri: string;
  readonly digest: string | undefined;
  /** The Dockerfile itself names it by digest, so that the next build stands on the same. */
  readonly pinned?: boolean;
}

/** An SBOM that is bound to the image. What it says of itself is its generator's word: untrusted text. */
export interface SbomRecord {
  readonly statementDigest: string;
  /** `SPDX-2.3`. */
  readonly version: string;
  /** Of what was scanned: the image, or a stage or context of its build. */
  readonly name?: string;
  /** `Tool: syft-1.30.0`; at most ten. */
  readonly creators: readonly string[];
  readonly packages: number;
  /** Different ones, of all packages. */
  readonly licences: number;
}

export interface PlatformVerification {
  readonly platform: string;
  readonly imageDigest: string;
  readonly attestationDigest?: string;
  readonly statementDigest?: string;
  readonly mode?: 'max' | 'min';
  readonly predicateType?: string;
  readonly builderId?: string;
  readonly invocationId?: string;
  readonly source?: string;
  readonly revision?: string;
  readonly baseImages: readonly BaseImage[];
  /** Absent where there is none that holds. */
  readonly sboms?: readonly SbomRecord[];
  readonly verdict: Verdict;
}

export interface Verification {
  /** The store's name. */
  readonly store: string;
  readonly root: string;
  readonly verdict: Verdict;
  /** Why the verdict is what it is, in one sentence. */
  readonly reason: string;
  readonly steps: readonly Step[];
  readonly platforms: readonly PlatformVerification[];
}

/** What must hold. */
export interface Policy {
  /** Accepts a provenance of this completeness or better. */
  readonly mode: 'max' | 'min';
  /** Every platform must have an SBOM; one that is there is checked all the same. */
  readonly sbom?: boolean;
  /** Platforms that must be there, normalised; empty where the builder chose. */
  readonly platforms: readonly string[];
  /** The builder id must equal this; undefined where the user asked for none of ours. */
  readonly builderId: string | undefined;
  /** In place of a builder id: that it be a run of this repository, `https://github.com/me/app`, in whatever attempt. */
  readonly anyRunOf?: string;
  /** Source commit expected; undefined where nothing is known to compare with. */
  readonly revision: string | undefined;
  /**
   * The image was there already, and somebody named its digest. Then another commit than the expected one, or none, is
   * a failure and no warning: nothing else tells which build it is of.
   */
  readonly existing?: boolean;
  /** Why BuildKit may have recorded no source commit, in words for the evidence; undefined when it should have. */
  readonly revisionAbsent: string | undefined;
  /** How many different invocation ids are right: the number of the builder's nodes that took part at most. */
  readonly invocations: number;
}
