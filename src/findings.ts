/** What was found out so far, filled in as the run goes on. Plain data, JSON-serialisable; talks to nobody. */
import type {Builder} from './build/builder.ts';
import type {ExistingImage} from './build/existing.ts';
import type {ExportDecision} from './build/export-mode.ts';
import type {Buildx, Facts} from './build/facts.ts';
import type {DockerfileAnnotation} from './build/metadata.ts';
import type {BuildPlan} from './build/plan.ts';
import type {ProvenanceMode} from './build/provenance.ts';
import {listImageRefs} from './build/published.ts';
import {hideValues} from './build/shown-command.ts';
import type {BuildResult} from './build/run.ts';
import type {DependencyRecord} from './dependencies/record.ts';
import type {Diagnostic} from './diagnostics/diagnostic.ts';
import type {Extraction} from './extraction/extract.ts';
import type {Check} from './preflight/check.ts';
import type {RegistryFacts} from './preflight/facts.ts';
import type {WorkflowHint} from './preflight/workflow-hint.ts';
import type {RunKind} from './build/run-context.ts';
import type {Resolved} from './resolved.ts';
import type {Signing} from './sigstore/signing.ts';
import type {Verification} from './verification/verification.ts';

/** The part of the run in which something failed. */
export type Phase =
  | 'inputs'
  | 'builder'
  | 'plan'
  | 'preflight'
  | 'build'
  | 'verify'
  /** What the user brings, where nothing is signed. */
  | 'attestations'
  | 'sign'
  | 'collect'
  | 'extract'
  | 'report';

/** Input `fail-on`. */
export type FailOn = 'error' | 'warning' | 'never';

export interface Failure {
  readonly phase: Phase;
  /** What was tried, on what, what came back, and what to do. May have several lines. Untrusted text: escape it. */
  readonly message: string;
  /** The run was cancelled: nothing is wrong with what was asked. */
  readonly cancelled: boolean;
}

export interface BuildRecord {
  /** As it was started, without the values of build arguments, secrets of caches, and what URLs hold of them. */
  readonly command: readonly string[];
  readonly succeeded: boolean;
  readonly durationMs: number;
  readonly imageId?: string;
  readonly digest?: string;
  /** The metadata file, as buildx wrote it. */
  readonly metadata?: string;
}

/** What was found out, filled in as the run goes on; whatever is missing was never reached. */
export interface Findings {
  run?: RunRecord;
  kind?: Resolved<RunKind>;
  /** Where the image goes. */
  exportMode?: ExportDecision;
  /** Set in a dry run: what the headline calls it ("PR build"), and why it is one. */
  skip?: Skip;
  enforce?: boolean;
  /** From which severity on a diagnostic fails the step. */
  failOn?: FailOn;
  /** The summary is to say the verdict and what is wrong, and no more. */
  shortSummary?: boolean;
  buildx?: Buildx;
  builder?: Builder;
  provenance?: Resolved<ProvenanceMode>;
  /** What was looked at before the build. */
  checks?: readonly Check[];
  /** Whether each repository can be pushed to, as far as its registry said. */
  registries?: readonly RegistryFacts[];
  /** What BuildKit's checks say of the Dockerfile. */
  dockerfile?: readonly DockerfileAnnotation[];
  /** Why nothing is verified: nobody wants it, or the destination is none. */
  nothingToVerify?: string;
  build?: BuildRecord;
  /** Nothing was built: input `digest` named an image that was there. */
  existing?: boolean;
  /** `name@digest`, one for each repository that was pushed to; the first is output `image-ref`. */
  imageRefs?: readonly string[];
  verifications?: readonly Verification[];
  /** Absent where it was never decided whether to sign. */
  signing?: Signing;
  /** What the image stands on; absent where nobody looked. */
  dependencies?: DependencyRecord;
  /** Files that were taken out of the image. */
  extraction?: ExtractionRecord;
  failure?: Failure;
  /** The end of what buildx wrote, of the last build. */
  buildLog?: BuildLog;
  /** As far as anybody looked for it, which is where something is wrong. */
  workflow?: WorkflowRecord;
  provenancePath?: string;
  /** The folder with the SBOMs that hold; absent where there are none. */
  sbomPath?: string;
  reportPath?: string;
  /** What is wrong, the decisive one first; what was noticed on the way too. */
  readonly diagnostics: Diagnostic[];
  /** Where the workflow file may be the reason of the decisive diagnostic, and the change that may mend it. */
  hint?: WorkflowHint;
  /** Actions of the job that may be another version tomorrow. */
  unpinned?: readonly WorkflowHint[];
  readonly removed: string[];
  readonly notices: string[];
  readonly warnings: string[];
  readonly timings: Timing[];
}

/** Without colours, and without the secrets that this run knows. Untrusted text. */
export interface BuildLog {
  /** Whole lines, at most 32 KiB of them. */
  readonly tail: string;
  /** How many bytes buildx wrote. */
  readonly bytes: number;
}

/** What was taken out of the image. */
export interface ExtractionRecord extends Extraction {
  /** Undefined where the image names none. */
  readonly platform?: string;
}

/** The workflow file of the run. */
export interface WorkflowRecord {
  /** `GITHUB_WORKFLOW_REF`: repository, path and ref. */
  readonly ref: string;
  readonly sha?: string;
  /** As the checkout has it, at most 64 KiB, without the secrets that this run knows; absent where it could not be read. Untrusted text. */
  readonly text?: string;
  /** Why there is no text, or no hint in it, and whether it may be another version than the one that runs. */
  readonly reasons: readonly string[];
}

/** What the run runs on. */
export interface Software {
  /** The ref by which this action is used: `v1`. */
  readonly action?: string;
  readonly node: string;
  /** System, architecture and image: `Linux X64 ubuntu24 20261101.1`. */
  readonly runner?: string;
}

export interface Skip {
  readonly label: string;
  readonly reason: string;
}

export interface RunRecord {
  readonly url: string;
  /** `https://github.com`. */
  readonly serverUrl: string;
  readonly repository: string;
  /** Page of this action's files at this version; absent for one that is in the checkout. */
  readonly actionUrl?: string;
  /** Somebody without write access may have written what is built. */
  readonly untrusted?: boolean;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly software: Software;
}

export interface Timing {
  readonly phase: string;
  readonly durationMs: number;
}

/** Nothing found out yet. */
export function startFindings(): Findings {
  return {diagnostics: [], removed: [], notices: [], warnings: [], timings: []};
}

export function recordFacts(findings: Findings, {buildx, builder}: Facts): void {
  findings.buildx = buildx;
  if (builder !== undefined) findings.builder = builder;
}

/** Nothing is built: the image is there already, under this digest. */
export function recordExisting(findings: Findings, image: ExistingImage, digest: string): void {
  findings.provenance = image.provenance;
  findings.existing = true;
  findings.imageRefs = listImageRefs(image.destination, digest);
}

export function recordPlan(findings: Findings, plan: BuildPlan): void {
  findings.provenance = plan.provenance;
  findings.removed.push(...plan.removed);
  findings.notices.push(...plan.notices);
  if (plan.destination.kind === 'none') findings.nothingToVerify ??= plan.destination.reason;
}

/** A build that failed may have made, and even pushed, an image nevertheless. */
export function recordBuild(findings: Findings, {destination}: BuildPlan, result: BuildResult): void {
  const {process, imageId, digest, metadata, notices} = result;
  findings.build = {
    command: hideValues(process.command),
    succeeded: process.exitCode === 0,
    durationMs: Math.round(process.durationMs),
    ...(imageId === undefined ? {} : {imageId}),
    ...(digest === undefined ? {} : {digest}),
    ...(metadata === undefined ? {} : {metadata: metadata.text})
  };
  findings.imageRefs = listImageRefs(destination, digest);
  findings.notices.push(...notices);
}
