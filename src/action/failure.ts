/** Whatever was thrown -> what the report says of it. Keeps every word of a typed error; bounds the rest. */
import type {Failure, Phase} from '../findings.ts';

const LIMIT = 8192;

/** Errors that say by themselves what was tried, on what, what came back, and what to do. */
const SELF_EXPLAINING = new Set([
  'AttestationError',
  'BuildError',
  'BuildxMissingError',
  'ChangedFilesError',
  'ContentError',
  'CredentialsError',
  'DiscoveryError',
  'ExtractionError',
  'InputError',
  'InvalidDigestError',
  'InvalidPlatformError',
  'InvalidReferenceError',
  'LayoutError',
  'PlanError',
  'PlanFileError',
  'PreflightError',
  'ProxyError',
  'ReferrerError',
  'RegistryError',
  'SigningError',
  'TrustError'
]);

/** A failure to report. An error that nobody foresaw keeps its stack: it is a bug, and says so. */
export function describeFailure(error: unknown, phase: Phase, cancelled: boolean): Failure {
  if (cancelled)
    return {
      phase,
      cancelled,
      message: 'The step was cancelled. What was built until then is in the outputs.'
    };
  if (error instanceof Error && SELF_EXPLAINING.has(error.name)) {
    return {phase, cancelled, message: clip([error.message, ...describeCauses(error.cause)].join('\n'))};
  }
  if (isSystemError(error)) {
    const message = `The operating system refused what this step needs of it: ${error.message}\n${REMEDY}`;
    return {phase, cancelled, message: clip(message)};
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    phase,
    cancelled,
    message: clip(`This is a bug in provenance-action, please report it.\n${detail}`)
  };
}

const REMEDY =
  "Check that the runner's disk is not full, and that its temporary folder and the workspace are there and may be written to.";

/** `ENOSPC`, `EACCES`, …: what a system call came back with. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function describeCauses(cause: unknown): string[] {
  const lines: string[] = [];
  for (let at = cause; at instanceof Error && lines.length < 5; at = at.cause)
    lines.push(`  because: ${at.message}`);
  return lines;
}

function clip(text: string): string {
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT).toWellFormed()}\n…`;
}
