/** GitHub's Actions cache, as a job sees it: the service and the storage behind it. */
import {answerRequest} from '../answering.ts';
import type {Answer, Received} from '../exchange.ts';
import {createFaults} from '../faults.ts';
import type {Fault, Faults} from '../faults.ts';
import {listenOnLoopback} from '../listening.ts';
import {logRequest} from '../registry-proxy.ts';
import type {LoggedRequest} from '../registry-proxy.ts';
import {endNow, endWithProcess} from '../run-folder.ts';
import {createBlobStore} from './blobs.ts';
import type {CacheEntry} from './entries.ts';
import {readEntries, writeEntries} from './entry-file.ts';
import {createCacheService} from './service.ts';
import {createTokenDesk} from './token.ts';
import type {Scope} from './token.ts';

export interface CacheOptions {
  /** What the job may read and write, its own first; the main branch, where absent. */
  readonly scopes?: readonly Scope[];
  readonly faults?: readonly Fault[];
  /** 10 GiB where absent, as a repository has. */
  readonly quotaBytes?: number;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
  /** Blobs have a host name of Azure's, for which clients take Azure's library; it is reached through a proxy. */
  readonly azure?: boolean;
  /** A file for whole entries, which outlives the cache: what was saved before is there again. */
  readonly file?: string;
}

export interface LocalCache {
  /** To be added to a step's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The same for a job with other rights. */
  enter(scopes: readonly Scope[]): Promise<Readonly<Record<string, string>>>;
  /** The oldest first; may be changed. */
  readonly entries: CacheEntry[];
  /** Matched against paths: `/twirp/…` of the service, `/actions-cache/…` of the storage. */
  readonly faults: Faults;
  /** Every request so far, the oldest first; may be emptied (`length = 0`). */
  readonly requests: LoggedRequest[];
  readonly latency: {ms: number};
  readonly quota: {bytes: number};
  stop(): Promise<void>;
}

/** One that a branch or pull request of that ref sees: what it saves, only it and its pull requests see. */
export const scopeOf = (ref: string): Scope => ({ref, read: true, write: true});

const azureHost = 'http://local.blob.core.windows.net';

/** A running stand-in of which nothing remains after `stop`, or after this process. */
export async function startCache(options: CacheOptions = {}): Promise<LocalCache> {
  const faults = createFaults(options.faults);
  const latency = {ms: options.latencyMs ?? 0};
  const quota = {bytes: options.quotaBytes ?? 10 * 1024 ** 3};
  const tokens = createTokenDesk();
  const entries = options.file === undefined ? [] : readEntries(options.file);
  const requests: LoggedRequest[] = [];

  const {origin, close} = await listenOnLoopback((request, response) => {
    requests.push(logRequest(request, response));
    // Whole where the client takes us for a proxy.
    const url = new URL(request.url ?? '/', origin);
    const answer = (received: Received): Answer | Promise<Answer> =>
      url.pathname.startsWith('/twirp/') ? serve(received) : blobs.handle(received);
    const place = {url, place: url.pathname};
    answerRequest(request, response, place, {faults, latency, answer}).catch(() => response.destroy());
  });
  const blobs = createBlobStore(options.azure === true ? azureHost : origin);
  const serve = createCacheService({entries, blobs, tokens, quota});

  const enter = async (scopes: readonly Scope[]): Promise<Record<string, string>> => ({
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RESULTS_URL: `${origin}/`,
    ACTIONS_RUNTIME_TOKEN: await tokens.give(scopes),
    ...(options.azure === true ? {HTTP_PROXY: origin, NO_PROXY: '127.0.0.1'} : {})
  });
  const env = await enter(options.scopes ?? [scopeOf('refs/heads/main')]);
  const end = endWithProcess(close);
  const stop = async (): Promise<void> => {
    if (options.file !== undefined) writeEntries(options.file, entries);
    await endNow(end);
  };
  return {env, enter, entries, faults, requests, latency, quota, stop};
}
