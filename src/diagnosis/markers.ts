/** The few things that are believed although a program printed them, and BuildKit's own words of trouble. Patterns. */

/** A program of another platform was started where nothing can run it. */
export const EXEC_FORMAT =
  /^(?:exec (\S{1,300}): exec format error|standard_init_linux\.go:\d{1,5}: exec user process caused:? "?exec format error"?|exec user process caused:? "?exec format error"?)$/;

/** An emulator runs, and the program that it was given is for yet another machine: the base image is. */
export const FOREIGN_IMAGE =
  /^(?:\.buildkit_qemu_emulator|qemu-\w{1,20}(?:-static)?): \S{1,300}: Invalid ELF image for this architecture$/;

/** In the words of the C library, Go, Python, Node, .NET: the end of the line, or its errno in front. */
export const NO_SPACE =
  /(?::|^| - )\s?(?:\[Errno 28\] )?[Nn]o space left on device\.?(?:\)|"|')?$|\bENOSPC: no space left on device\b/;

/** The kernel ended a process, as a shell, a compiler, a linker or Node says it. */
export const KILLED =
  /^Killed$|^\S{1,300}: line \d{1,7}: +\d{1,9} Killed\b|fatal error: Killed signal terminated program |: signal: killed$|^(?:FATAL|fatal) (?:ERROR|error): .{0,120}JavaScript heap out of memory|\(signal: 9, SIGKILL: kill\)/;

const MARKERS = [EXEC_FORMAT, FOREIGN_IMAGE, NO_SPACE, KILLED];

/** Whether a line that a program printed counts at all. */
export function isMarker(text: string): boolean {
  return text.length < 2000 && MARKERS.some(pattern => pattern.test(text));
}

/** `imagetools create` copies what its source's digest names: no index, with an attestation in it. */
export const INNER = /^copying (sha256:[0-9a-f]{64}) from \S{1,400}@\1 to /;

/** Whether a line of BuildKit's own speaks of a failed attempt. */
export function isTrouble(text: string): boolean {
  return (
    text.startsWith('error: ') ||
    text.startsWith('retrying in ') ||
    text.startsWith('WARN: ') ||
    text.startsWith('failed to ') ||
    INNER.test(text)
  );
}

/** Words without which no rule about other programs can match; decides fast about most lines. */
const TOOL_WORDS =
  /error|denied|unauthorized|forbidden|token|unknown|not found|no such|no space|buildx|attest|provenance|rekor|fulcio|sigstore|tuf|cosign|daemon|cancel|signal|runner|manifest|signature|subject|toomanyrequests|\b(?:40[134]|429|50\d)\b|exceed|permission|Docker|shut ?down|PROV-|verif|retry|cache|identity|HTTP|login|invalid|must be|required|could not|learn more|Provenance: Skipped|privileges|non-zero/i;

/** Whether a rule about other programs could match the line. */
export function isToolLine(text: string): boolean {
  return TOOL_WORDS.test(text.length > 2000 ? text.slice(0, 2000) : text);
}
