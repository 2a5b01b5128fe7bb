/** An HTTP answer that is not what was asked for, as an error. Knows no content. */
import {headerOf, readStart, type HttpAnswer} from './answer.ts';
import {TransientError} from './patience.ts';
import {parseErrorBody, RegistryError} from './registry-error.ts';
import {parseRetryAfter} from './retry-after.ts';

const ERROR_BODY_LIMIT = 64 * 1024;
const TRANSIENT = new Set([408, 425, 429, 499]);
/** Not Implemented, and HTTP Version Not Supported: nothing that time mends. */
const FINAL = new Set([501, 505]);

export interface RefusalContext {
  /** Strings that no message may hold. */
  readonly hide: readonly string[];
  readonly authenticated: boolean | undefined;
  /** Worth another attempt whatever the status says. */
  readonly awaited?: boolean;
}

/** An answer with what its body says, read. */
export interface Refusal {
  readonly answer: HttpAnswer;
  readonly body: Uint8Array;
}

/** Reads at most 64 KiB of the body. */
export async function readRefusal(answer: HttpAnswer): Promise<Refusal> {
  return {answer, body: await readStart(answer, ERROR_BODY_LIMIT)};
}

/** A `TransientError` around the {@link RegistryError} where time may mend it. */
export function describeRefusal(
  {answer, body}: Refusal,
  context: RefusalContext
): RegistryError | TransientError {
  const {method, url, status} = answer;
  const {hide, authenticated} = context;
  const anonymous = (status === 401 || status === 403) && authenticated === false;
  const reason = anonymous ? `${answer.reason}, asked without credentials` : answer.reason;
  const retryAfterMs = parseRetryAfter(headerOf(answer, 'retry-after'), headerOf(answer, 'date'));
  const errors = parseErrorBody(body, hide);
  const error = new RegistryError({method, url, status, errors, reason, retryAfterMs, authenticated});
  const transient =
    context.awaited === true || TRANSIENT.has(status) || (status >= 500 && !FINAL.has(status));
  return transient ? new TransientError(reason, {cause: error, retryAfterMs}) : error;
}
