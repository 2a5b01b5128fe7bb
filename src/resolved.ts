/**
 * A decision that was taken once and is passed by value.
 *
 * `source` names what decided ("input dry-run", "event pull_request", "default"); `trace` lists every rule that
 * was looked at, in order, in words fit for the log.
 */
export interface Resolved<T> {
  readonly value: T;
  readonly source: string;
  readonly trace: readonly string[];
}
