/** Blobs of a repository in a registry, as streams. */
import {headerOf, lengthOf, readStart, type HttpAnswer} from './answer.ts';
import type {Descriptor} from './descriptor.ts';
import {TransientError} from './patience.ts';
import {readAnswer, type Session} from './session.ts';

/** Blobs up to here are buffered, so that one that breaks off is asked for again. BuildKit's bound of a statement. */
const BUFFER_LIMIT = 40 * 1024 * 1024;

/** The bytes as the registry gives them; undefined where it has none. */
export function readBlobStream(
  session: Session,
  repository: string,
  target: Descriptor,
  awaitAbsent: boolean
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const {digest} = target;
  const read = {
    what: `blob ${digest}`,
    path: `/v2/${repository}/blobs/${digest}`,
    statuses: [404],
    awaitAbsent
  };
  return readAnswer(session, read, async answer => {
    if (answer.status === 404) {
      await answer.discard();
      return undefined;
    }
    return target.size > BUFFER_LIMIT ? endTransience(answer.body) : iterate(await readWhole(answer, target));
  });
}

/**
 * The body, and no more than one byte beyond what it should have: `readBlob` judges. A body that is short is asked
 * for again where its end cannot be told from a broken connection.
 */
async function readWhole(answer: HttpAnswer, {size}: Descriptor): Promise<Uint8Array> {
  const bytes = await readStart(answer, size + 1);
  const framed = lengthOf(answer) !== undefined || headerOf(answer, 'transfer-encoding') !== undefined;
  if (framed || bytes.byteLength >= size) return bytes;
  throw new TransientError(`blob ends after ${String(bytes.byteLength)} of ${String(size)} bytes`);
}

async function* iterate(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (bytes.byteLength > 0) yield await Promise.resolve(bytes);
}

/** A stream that was handed out cannot be asked for again: what was transient is final. */
async function* endTransience(
  chunks: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof TransientError ? error.cause : error;
  }
}
