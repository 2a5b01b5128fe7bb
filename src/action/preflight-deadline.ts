/** One point in time until which several things are waited for. Ends nothing by itself. */

export interface Deadline {
  /** Aborted when the time is up, or by the caller's own signal. */
  readonly signal: AbortSignal;
  /** Milliseconds that are left; 0 when it has passed. */
  remaining(): number;
  /** What the work says, or `late` once the time is up. Rejects as the work does. */
  orElse<T>(work: Promise<T>, late: T): Promise<T>;
}

/** A deadline that counts from this call. */
export function setDeadline(timeoutMs: number, signal: AbortSignal): Deadline {
  const end = performance.now() + timeoutMs;
  const joined = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
  return {
    signal: joined,
    remaining: () => Math.max(0, Math.ceil(end - performance.now())),
    orElse: (work, late) => race(work, late, joined)
  };
}

async function race<T>(work: Promise<T>, late: T, signal: AbortSignal): Promise<T> {
  // What ends too late interests nobody.
  work.catch(() => undefined);
  if (signal.aborted) return late;
  const ended = Promise.withResolvers<T>();
  const end = (): void => {
    ended.resolve(late);
  };
  signal.addEventListener('abort', end, {once: true});
  try {
    return await Promise.race([work, ended.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
