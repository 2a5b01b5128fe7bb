/** How long, how often and how patiently something is tried again. Knows nothing of what is tried. */
import {setTimeout as delay} from 'node:timers/promises';
import {formatDuration} from './duration.ts';

/** One wait, as it begins. */
export interface Wait {
  /** What is awaited: `manifest sha256:… in registry localhost:5000/me/app`. */
  readonly what: string;
  /** Why: `404 Not Found`, `429 Too Many Requests (Retry-After: 2 s)`, `ECONNRESET`. */
  readonly reason: string;
  readonly delayMs: number;
  /** Until the deadline, measured before this wait. */
  readonly remainingMs: number;
}

/** One budget for everything that is read in one operation: a single deadline, never nested. */
export interface Patience {
  /** Milliseconds on `now`'s clock. */
  readonly deadline: number;
  readonly now: () => number;
  /** 0 <= n < 1, for full jitter. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly signal: AbortSignal | undefined;
  readonly onWait: (wait: Wait) => void;
}

export interface PatienceOptions {
  /** From now to the deadline. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: (wait: Wait) => void;
  /** Monotonic unless given: a clock that is set back does not move the deadline. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly sleep?: Patience['sleep'];
}

/** How often, and from the first attempt to the end of the last. */
export interface Tried {
  readonly attempts: number;
  readonly elapsedMs: number;
}

/** Backoff before the second attempt; it doubles with each further one. */
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 20_000;
/** A wait is cut short rather than leave less than this for one last attempt. */
const LAST_ATTEMPT_MS = 200;
/** The longest that a Node timer holds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A patience whose deadline is counted from this call. */
export function createPatience(options: PatienceOptions): Patience {
  const now = options.now ?? (() => performance.now());
  return {
    deadline: now() + options.timeoutMs,
    now,
    random: options.random ?? Math.random,
    sleep:
      options.sleep ?? ((milliseconds, signal) => delay(milliseconds, undefined, signal ? {signal} : {})),
    signal: options.signal,
    onWait: options.onWait ?? (() => undefined)
  };
}

/** Thrown by an attempt that is worth another one; anything else that it throws is final. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly reason: string;
  /** What the other side asked for. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: string, options: ErrorOptions & {readonly retryAfterMs?: number | undefined} = {}) {
    super(reason, options);
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Nothing more is tried: the deadline has passed, or the wait that was asked for goes beyond it. */
export class PatienceError extends Error {
  override readonly name = 'PatienceError';
  readonly what: string;
  /** Why the last attempt failed. */
  readonly reason: string;
  readonly attempts: number;
  readonly elapsedMs: number;
  /** The wait that the other side asked for last; where it was longer than what was left, that ended it. */
  readonly retryAfterMs: number | undefined;

  constructor(what: string, failure: TransientError, tried: Tried) {
    super(`${what}: ${describeEnd(failure.reason, tried)}`, {cause: failure.cause ?? failure});
    this.what = what;
    this.reason = failure.reason;
    this.attempts = tried.attempts;
    this.elapsedMs = tried.elapsedMs;
    this.retryAfterMs = failure.retryAfterMs;
  }
}

/** `503 Service Unavailable; gave up after 4 attempts in 12 s`. */
export function describeEnd(reason: string, tried: Tried): string {
  const attempts = tried.attempts === 1 ? '1 attempt' : `${String(tried.attempts)} attempts`;
  return `${reason}; gave up after ${attempts} in ${formatDuration(tried.elapsedMs)}`;
}

/**
 * What `attempt` returns, tried again with full jitter for as long as it throws {@link TransientError} and the
 * deadline lets it. The attempt's signal aborts at the deadline. Throws {@link PatienceError}, the patience's own
 * abort reason, or what the attempt threw.
 */
export async function retry<T>(
  patience: Patience,
  what: string,
  attempt: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const started = patience.now();
  const signal = joinSignals(patience);
  let last: TransientError | undefined;
  for (let attempts = 1; ; attempts++) {
    try {
      patience.signal?.throwIfAborted();
      return await attempt(signal);
    } catch (error) {
      patience.signal?.throwIfAborted();
      last = nameFailure(error, signal, last);
      await wait(patience, what, last, {attempts, elapsedMs: patience.now() - started});
    }
  }
}

/**
 * What `attempt` returns, tried once: for what is itself a step of something that {@link retry} repeats as a whole.
 * Throws as an attempt does; the deadline passing is a {@link TransientError}.
 */
export async function tryOnce<T>(
  patience: Patience,
  attempt: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  patience.signal?.throwIfAborted();
  const signal = joinSignals(patience);
  try {
    return await attempt(signal);
  } catch (error) {
    patience.signal?.throwIfAborted();
    throw nameFailure(error, signal, undefined);
  }
}

function joinSignals({deadline, now, signal}: Patience): AbortSignal {
  const left = Math.min(Math.max(Math.ceil(deadline - now()), 0), MAX_TIMER_MS);
  return AbortSignal.any([AbortSignal.timeout(left), ...(signal === undefined ? [] : [signal])]);
}

/** Rethrows what is final. */
function nameFailure(error: unknown, signal: AbortSignal, last: TransientError | undefined): TransientError {
  if (signal.aborted) {
    const before = last === undefined ? '' : ` (before that: ${last.reason})`;
    return new TransientError(`no complete answer before the deadline${before}`, {
      cause: last?.cause ?? error
    });
  }
  if (error instanceof TransientError) return error;
  throw error;
}

async function wait(patience: Patience, what: string, failure: TransientError, tried: Tried): Promise<void> {
  const remainingMs = patience.deadline - patience.now();
  const {retryAfterMs} = failure;
  if (retryAfterMs !== undefined && retryAfterMs >= remainingMs) {
    throw new PatienceError(what, describeLongWait(failure, retryAfterMs, remainingMs), tried);
  }
  const delayMs = chooseDelay(patience, tried.attempts, retryAfterMs, remainingMs);
  if (delayMs === undefined) throw new PatienceError(what, failure, tried);
  const asked = retryAfterMs === undefined ? '' : ` (Retry-After: ${formatDuration(retryAfterMs)})`;
  patience.onWait({what, reason: failure.reason + asked, delayMs, remainingMs});
  try {
    await patience.sleep(delayMs, patience.signal);
  } catch (error) {
    // A timer that is aborted throws an error of its own around the reason.
    patience.signal?.throwIfAborted();
    throw error;
  }
}

function describeLongWait(
  failure: TransientError,
  retryAfterMs: number,
  remainingMs: number
): TransientError {
  const left = formatDuration(Math.max(remainingMs, 0));
  const reason = `${failure.reason}: asked to wait ${formatDuration(retryAfterMs)}, only ${left} left`;
  return new TransientError(reason, {cause: failure.cause, retryAfterMs});
}

/** Undefined when there is no time for another attempt. */
function chooseDelay(
  patience: Patience,
  attempts: number,
  retryAfterMs: number | undefined,
  remainingMs: number
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > 0) return retryAfterMs;
  const ceiling = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  const longest = remainingMs - LAST_ATTEMPT_MS;
  return longest > 0 ? Math.min(patience.random() * ceiling, longest) : undefined;
}
