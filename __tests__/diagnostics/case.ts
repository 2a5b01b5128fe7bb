/** How a code comes about, and what only looks like it: one `case.ts` in the folder of each code. Types. */
import type {RunFacts} from '../../src/diagnosis/source-rules.ts';
import type {DependencyRecord} from '../../src/dependencies/record.ts';
import type {Cause} from '../../src/diagnostics/cause.ts';
import type {Code} from '../../src/diagnostics/code.ts';
import type {LogContext} from '../../src/diagnosis/log.ts';
import type {FailureSource} from '../../src/oci/failure-source.ts';
import type {PreflightFacts} from '../../src/preflight/facts.ts';
import type {Signing} from '../../src/sigstore/signing.ts';
import type {Step, Verification} from '../../src/verification/verification.ts';

export interface CodeCase {
  readonly cause: Cause;
  /** `log.txt` shows the code to the log's rules, and `near-miss.txt` does not. */
  readonly log?: LogCase;
  /** Further logs that mean the code: the words of the tools, one by one. */
  readonly words?: readonly Words[];
  /** Further logs that do not. */
  readonly misses?: readonly LogMiss[];
  /** What yields the code other than a log. */
  readonly records?: readonly RecordCase[];
}

export interface LogCase {
  /** Where `log.txt` comes from. */
  readonly origin: string;
  /** The code is not what it is, but stands beside it: what else it may be, or what went amiss in a good run. */
  readonly beside?: true;
  readonly context?: LogContext;
  /** What `near-miss.txt` is; without a code, nothing is wrong in it. */
  readonly miss: Miss;
}

export interface Miss {
  readonly code: Code | undefined;
  readonly why: string;
}

export interface Words {
  readonly log: string;
  readonly context?: LogContext;
  /** Codes that stand beside it. */
  readonly open?: readonly Code[];
  /** As in {@link LogCase}. */
  readonly beside?: true;
}

export interface LogMiss extends Miss {
  readonly log: string;
  readonly context?: LogContext;
  /** What it is neither, first or beside, apart from the folder's code. */
  readonly nor?: readonly Code[];
}

/** Everything that a kind of rule is given, each of which yields the code, and something alike that does not. */
interface RecordsOf<By extends string, Given> {
  readonly by: By;
  readonly given: readonly Given[];
  readonly miss: Miss & {readonly given: Given};
}

export type RecordCase =
  | RecordsOf<'source rule', SourceGiven>
  | RecordsOf<'build ending', EndingGiven>
  | RecordsOf<'verification rule', VerificationGiven>
  | RecordsOf<'signing rule', SigningGiven>
  | RecordsOf<'dependency rule', DependenciesGiven>
  | RecordsOf<'preflight check', CheckGiven>
  | RecordsOf<'workflow hint', string>;

/** The structure of an error. */
export interface SourceGiven extends FailureSource {
  readonly run?: RunFacts;
}

/** How buildx ended. */
export interface EndingGiven {
  readonly reason: 'spawn' | 'cancelled' | 'signal' | 'exit';
  readonly exitCode?: number;
  readonly signal?: string;
  readonly stderr: string;
}

/** Changes to a verification in which nothing is wrong. */
export interface VerificationGiven extends Omit<Partial<Verification>, 'steps'> {
  readonly steps: readonly Partial<Step>[];
}

/** Changes to a signing in which nothing is wrong. */
export type SigningGiven = Partial<Signing>;

/** Changes to a record in which nothing is wrong. */
export type DependenciesGiven = Partial<DependencyRecord>;

/** Changes to facts in which nothing is wrong, and the check that sees them. */
export interface CheckGiven extends Partial<PreflightFacts> {
  readonly check: string;
}
