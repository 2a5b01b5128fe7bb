/** Targets of a TUF repository, by `tuf-js`. Knows neither what they hold nor whom Sigstore trusts. */
import {createHash} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {readBody} from '../oci/answer.ts';
import {PatienceError, retry} from '../oci/patience.ts';
import type {Patience} from '../oci/patience.ts';
import {describeRefusal, readRefusal} from '../oci/refusal.ts';
import type {Transport} from '../oci/transport.ts';

export interface TufOptions {
  /** Of the repository, without a slash at its end. */
  readonly url: string;
  readonly cachePath: string;
  readonly transport: Transport;
  readonly patience: Patience;
}

const FILE_LIMIT = 5 * 1024 * 1024;
const GONE = [403, 404];

type Libraries = typeof import('./libraries.ts');

/**
 * The target as it is now in the repository, fresh and signed for.
 *
 * `@sigstore/tuf` is not called for it: it asks through Node's `fetch`, which knows no proxy, knows no repository but
 * Sigstore's, and believes whatever root of trust lies in its cache. The root is the one that the package embeds, else
 * the repository's first, over TLS.
 */
export async function fetchTarget(name: string, options: TufOptions): Promise<Uint8Array> {
  const libraries = await import('./libraries.ts');
  const folder = await prepareFolder(libraries, options);
  const updater = new libraries.Updater({
    metadataBaseUrl: options.url,
    targetBaseUrl: `${options.url}/targets`,
    metadataDir: folder,
    targetDir: join(folder, 'targets'),
    fetcher: createFetcher(libraries, options)
  });
  const target = await updater.getTargetInfo(name);
  if (target === undefined) throw new Error(`it has no target ${name}`);
  const path = (await updater.findCachedTarget(target)) ?? (await updater.downloadTarget(target));
  return readFile(path);
}

/** The root and known targets are written anew each time: what an earlier step may have left there counts for nothing. */
async function prepareFolder({tufSeeds}: Libraries, options: TufOptions): Promise<string> {
  const {url, cachePath} = options;
  const folder = join(cachePath, createHash('sha256').update(url).digest('hex').slice(0, 16));
  await mkdir(join(folder, 'targets'), {recursive: true});
  const seed = Object.hasOwn(tufSeeds, url) ? tufSeeds[url] : undefined;
  const root =
    seed === undefined ? await fetchFile(`${url}/1.root.json`, options) : decode(seed['root.json']);
  await writeFile(join(folder, 'root.json'), root);
  for (const [name, text] of Object.entries(seed?.targets ?? {})) {
    if (/^[\w.%-]+$/.test(name)) await writeFile(join(folder, 'targets', name), decode(text));
  }
  return folder;
}

function decode(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

function createFetcher({BaseFetcher, DownloadHTTPError}: Libraries, options: TufOptions) {
  class TransportFetcher extends BaseFetcher {
    override async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
      try {
        return toStream(await fetchFile(url, options));
      } catch (error) {
        // Roots are asked for by number until there is none: tuf-js knows that end by its own error alone.
        if (error instanceof GoneError) throw new DownloadHTTPError(error.message, error.status);
        throw error;
      }
    }
  }
  return new TransportFetcher();
}

function toStream(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    }
  });
}

class GoneError extends Error {
  override readonly name = 'GoneError';
  readonly status: number;

  constructor(url: URL, status: number) {
    super(`${url.href}: ${String(status)}`);
    this.status = status;
  }
}

async function fetchFile(text: string, {transport, patience}: TufOptions): Promise<Uint8Array> {
  const url = new URL(text);
  try {
    return await retry(patience, url.href, async signal => {
      const answer = await transport.send({
        method: 'GET',
        url,
        home: new URL(url.origin),
        headers: {},
        signal
      });
      if (answer.status === 200) return readBody(answer, FILE_LIMIT);
      const refusal = await readRefusal(answer);
      if (GONE.includes(answer.status)) throw new GoneError(url, answer.status);
      throw describeRefusal(refusal, {hide: [], authenticated: undefined});
    });
  } catch (error) {
    throw error instanceof PatienceError ? (error.cause ?? error) : error;
  }
}
