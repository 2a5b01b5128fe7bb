/** What a log says once its parts are told apart, and what is made of it. Types; knows no rule. */
import type {Cause} from '../diagnostics/cause.ts';
import type {Code} from '../diagnostics/code.ts';
import type {DiagnosticPhase} from '../diagnostics/diagnostic.ts';

/** A line of the log as it was cleaned: no ANSI, no timestamp, no runner's mark. 1-based. Untrusted text. */
export interface LogLine {
  readonly line: number;
  readonly text: string;
}

/**
 * Who makes a step's lines: BuildKit itself (loading, pulling, exporting), or a program that the Dockerfile runs,
 * which may print whatever it likes.
 */
export type Speaker = 'buildkit' | 'program';

/** One numbered step of a build. */
export interface Step {
  readonly name: string;
  readonly speaker: Speaker;
  /** `linux/arm64`, where the name says it. */
  readonly platform: string | undefined;
  /** The platform of the machine that runs it, where the name says both (`linux/amd64->linux/arm64`). */
  readonly buildPlatform: string | undefined;
  state: 'open' | 'done' | 'cached' | 'cancelled' | 'failed';
  readonly at: LogLine;
  /** Behind `#N ERROR:`, with its further lines. */
  error?: LogLine;
  /** The first line that a program printed. */
  firstOutput?: LogLine;
  /** The last lines that a program printed: shown, and never judged by. */
  readonly lastOutput: LogLine[];
  /** What a program printed and is one of the few exact markers. */
  readonly markers: LogLine[];
  /** BuildKit's own lines that speak of trouble (`error: …`, `retrying in 1s`). */
  readonly troubles: LogLine[];
}

export interface Failure {
  /** Without the words that only lead to it (`ERROR: failed to build: failed to solve: `); bounded. */
  readonly text: string;
  readonly lines: readonly LogLine[];
  readonly step: Step | undefined;
  /** Number of the build that it ended, from 0; -1 where there was none. */
  readonly build: number;
  /** It is buildx that says it. */
  readonly certain: boolean;
}

export interface Build {
  readonly steps: Map<string, Step>;
  /** The builder's driver, where its first line says it. */
  readonly driver: string | undefined;
}

/** The whole log, told apart. */
export interface Log {
  readonly builds: readonly Build[];
  readonly failures: readonly Failure[];
  /** buildx's and BuildKit's warnings, which end nothing. */
  readonly warnings: readonly LogLine[];
  /** What other programs and the runner printed, of which a rule may know something. */
  readonly toolLines: readonly LogLine[];
  /** What the runner marks as errors (`##[error]`, `::error::`), in the words of whatever failed. */
  readonly runnerErrors: readonly LogLine[];
  /** The first lines that belong to no build. */
  readonly opening: readonly LogLine[];
  /** Lines of the Dockerfile that the log quotes. */
  readonly dockerfile: readonly LogLine[];
  /** What the log itself says of the run. */
  readonly hints: Hints;
  readonly lineCount: number;
  /** How it ends, as far as that can be seen. */
  readonly ending: 'well' | 'badly' | 'unclear';
}

/** Facts of the run that a whole log of GitHub's shows. */
export interface Hints {
  /** Permissions of the token, where the log shows them: `packages` -> `write`. */
  readonly permissions: ReadonlyMap<string, string> | undefined;
  readonly platforms: readonly string[];
  readonly loginSucceeded: boolean;
  readonly pullRequest: boolean;
  /** The runner's last line of a job is there. */
  readonly jobEnded: boolean;
}

/** What is known beside the log; whatever is missing is unknown. */
export interface LogContext {
  readonly exitCode?: number;
  readonly event?: string;
  readonly fork?: boolean;
  readonly registryHost?: string;
  /** Scope -> access: `packages` -> `write`. */
  readonly permissions?: ReadonlyMap<string, string>;
  /** Registry host -> whether a credential for it was found. */
  readonly loggedIn?: ReadonlyMap<string, boolean>;
  /** Registry host -> what an upload that was begun and cancelled said. */
  readonly pushAllowed?: ReadonlyMap<string, 'yes' | 'no' | 'unknown'>;
  readonly platforms?: {readonly requested?: readonly string[]; readonly builder?: readonly string[]};
}

export interface LogAlternative {
  readonly code: Code;
  readonly cause: Cause;
  /** What tells the two apart. */
  readonly distinction: string;
}

export interface LogDiagnosis {
  /** Undefined where nothing is wrong. */
  readonly code: Code | undefined;
  readonly cause: Cause;
  /** Whether the run failed, as far as the log or the exit code says. */
  readonly fatal: boolean;
  readonly phase: DiagnosticPhase;
  readonly evidence: readonly LogLine[];
  /** Most likely first. Where nothing is wrong: what went amiss without ending anything. */
  readonly alternatives: readonly LogAlternative[];
}
