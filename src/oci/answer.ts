/** One HTTP answer, read within bounds. */
import {RegistryError} from './registry-error.ts';

/** An answer whose headers are there and whose body is still to be read: it must be read or discarded. */
export interface HttpAnswer {
  readonly method: string;
  readonly status: number;
  /** `404 Not Found`. */
  readonly reason: string;
  /** After redirects. */
  readonly url: URL;
  /** Origin of the registry that was asked. */
  readonly home: URL;
  /** Every line of that header; the name in lower case. */
  headers(name: string): readonly string[];
  /** Throws `TransientError` when the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Reads the body away if it is short, so that the connection can be used again, and drops it otherwise. */
  discard(): Promise<void>;
}

/** The first line of that header; the name in lower case. */
export function headerOf(answer: HttpAnswer, name: string): string | undefined {
  return answer.headers(name)[0];
}

/** The media type in lower case, without parameters. */
export function mediaTypeOf(answer: HttpAnswer): string {
  return (headerOf(answer, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** What `Content-Length` says, if it says a number. */
export function lengthOf(answer: HttpAnswer): number | undefined {
  const text = headerOf(answer, 'content-length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The whole body; throws what `describe` returns as soon as it is known to be longer than `limit` bytes. */
export async function readBody(
  answer: HttpAnswer,
  limit: number,
  describe: () => Error = () => describeExcess(answer, limit)
): Promise<Uint8Array> {
  if ((lengthOf(answer) ?? 0) > limit) {
    await answer.discard();
    throw describe();
  }
  const {bytes, complete} = await collect(answer, limit);
  if (!complete) throw describe();
  return bytes;
}

function describeExcess({method, url, status}: HttpAnswer, limit: number): RegistryError {
  return new RegistryError({method, url, status, reason: `the answer has more than ${String(limit)} bytes`});
}

/** At most `limit` bytes of the body; the rest is not read. */
export async function readStart(answer: HttpAnswer, limit: number): Promise<Uint8Array> {
  return (await collect(answer, limit)).bytes;
}

async function collect(answer: HttpAnswer, limit: number): Promise<{bytes: Uint8Array; complete: boolean}> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > limit) break;
  }
  return {bytes: Buffer.concat(chunks, Math.min(size, limit)), complete: size <= limit};
}
