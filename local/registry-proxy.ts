/** The thin front of a registry: counts what is asked, and does wrong what it is told to. Knows no storage. */
import {request as httpRequest, Agent} from 'node:http';
import type {IncomingMessage, OutgoingHttpHeaders, ServerResponse} from 'node:http';
import {buffer, text} from 'node:stream/consumers';
import {pipeline} from 'node:stream/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Fault, Faults} from './faults.ts';
import {listenOnLoopback} from './listening.ts';
import type {Listening} from './listening.ts';
import type {Referrers} from './referrers.ts';
import type {Answer, TokenServer} from './token-server.ts';

/** A request, as it came. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its `?`; empty where there is none. */
  readonly query: string;
  /** When it came, on `performance.now()`'s clock. */
  readonly at: number;
  /** It came with an `Authorization` header. */
  readonly authorization: boolean;
  /** Its `User-Agent`. */
  readonly agent: string;
  /** What was answered; 0 until then, and where the connection was reset instead. */
  status: number;
}

export interface ProxyOptions {
  /** Origin of the registry behind. */
  readonly upstream: string;
  readonly faults: Faults;
  readonly tokens: TokenServer | undefined;
  readonly referrers: Referrers | undefined;
  /** What passes on the way, in milliseconds before each answer. */
  readonly latency: {ms: number};
}

export interface RegistryProxy extends Listening {
  readonly requests: LoggedRequest[];
}

const manifestPath = /^\/v2\/(.+)\/manifests\/([^/]+)$/;
const referrersPath = /^\/v2\/(.+)\/referrers\/([^/]+)$/;
const agent = new Agent({keepAlive: true});

/** Sends the first bytes only, and then resets the connection. */
function resetAfter(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: Buffer,
  count: number
): void {
  response.writeHead(status, {...headers, 'content-length': body.length});
  const reset = (): void => void response.socket?.resetAndDestroy();
  response.flushHeaders();
  if (count === 0) reset();
  else response.write(body.subarray(0, count), reset);
}

function sendAnswer(response: ServerResponse, {status, headers, body}: Answer): void {
  response.writeHead(status, {...headers, 'content-length': Buffer.byteLength(body)});
  response.end(body);
}

/** What a fault answers by itself. */
function sendFault(response: ServerResponse, fault: Fault, status: number): void {
  const body = Buffer.from(fault.body ?? '');
  const headers = {'content-type': 'application/json', ...fault.headers};
  if (fault.resetAfter !== undefined) {
    resetAfter(response, status, headers, body, fault.resetAfter);
    return;
  }
  response.writeHead(status, {...headers, 'content-length': body.length});
  response.end(body);
}

async function askUpstream(
  request: IncomingMessage,
  options: ProxyOptions,
  body?: Buffer
): Promise<IncomingMessage> {
  const headers: OutgoingHttpHeaders = {...request.headers};
  if (options.tokens !== undefined) delete headers.authorization;
  const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
  const target = new URL(request.url ?? '/', options.upstream);
  // The Host header stays: the registry makes its Location headers of it.
  const forward = httpRequest(target, {method: request.method ?? 'GET', headers, agent}, resolve);
  forward.on('error', reject);
  if (body === undefined) request.pipe(forward);
  else forward.end(body);
  return promise;
}

/** A manifest on its way in is read, so that its subject is known. */
async function forwardManifest(
  request: IncomingMessage,
  options: ProxyOptions
): Promise<[IncomingMessage, OutgoingHttpHeaders]> {
  const {referrers} = options;
  const [, repository = '', reference = ''] = manifestPath.exec(request.url?.split('?')[0] ?? '') ?? [];
  if (referrers === undefined || repository === '') return [await askUpstream(request, options), {}];
  if (request.method === 'DELETE') referrers.forget(repository, reference);
  if (request.method !== 'PUT') return [await askUpstream(request, options), {}];

  const bytes = await buffer(request);
  const answer = await askUpstream(request, options, bytes);
  const digest = answer.headers['docker-content-digest'];
  if (answer.statusCode !== 201 || typeof digest !== 'string') return [answer, {}];
  const subject = referrers.note(repository, digest, request.headers['content-type'] ?? '', bytes);
  return [answer, subject === undefined ? {} : {'oci-subject': subject}];
}

async function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: ProxyOptions,
  path: string
): Promise<void> {
  const [answer, more] = await forwardManifest(request, options);
  const status = answer.statusCode ?? 502;
  const fault = status < 300 ? options.faults.take('response', request.method ?? 'GET', path) : undefined;
  const headers: OutgoingHttpHeaders = {...answer.headers, ...more, ...fault?.headers};
  await sleep(fault?.delayMs ?? 0);
  await fault?.meanwhile?.();
  if (fault === undefined) {
    response.writeHead(status, headers);
    await pipeline(answer, response);
    return;
  }
  const read = await buffer(answer);
  const body = fault.tamper?.(read) ?? read;
  delete headers['transfer-encoding'];
  if (fault.resetAfter !== undefined) resetAfter(response, status, headers, body, fault.resetAfter);
  else response.writeHead(status, {...headers, 'content-length': body.length}).end(body);
}

/** What the proxy says by itself: tokens, refusals, referrers; undefined when the registry is to answer. */
async function answerHere(
  request: IncomingMessage,
  url: URL,
  options: ProxyOptions
): Promise<Answer | undefined> {
  const {tokens, referrers} = options;
  if (tokens !== undefined && url.pathname === '/token')
    return tokens.giveToken(request, url, await text(request));
  const refusal = tokens?.checkToken(request, url);
  if (refusal !== undefined) return refusal;

  const [, repository, subject] = referrersPath.exec(url.pathname) ?? [];
  if (referrers === undefined || repository === undefined || subject === undefined) return undefined;
  const filter = url.searchParams.get('artifactType');
  const headers = {
    'content-type': 'application/vnd.oci.image.index.v1+json',
    ...(filter === null ? {} : {'oci-filters-applied': 'artifactType'})
  };
  return {status: 200, headers, body: referrers.list(repository, subject, filter)};
}

async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: ProxyOptions
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://registry');
  const fault = options.faults.take('request', request.method ?? 'GET', url.pathname);
  // A delay beyond everybody's patience must not keep this process alive.
  await sleep(options.latency.ms + (fault?.delayMs ?? 0), undefined, {ref: false});
  if (fault?.status !== undefined) {
    request.resume();
    sendFault(response, fault, fault.status);
    return;
  }
  const answer = await answerHere(request, url, options);
  if (answer === undefined) await forwardRequest(request, response, options, url.pathname);
  else sendAnswer(response, answer);
}

/** The request, whose `status` is filled in when it has been answered. */
export function logRequest(request: IncomingMessage, response: ServerResponse): LoggedRequest {
  const url = new URL(request.url ?? '/', 'http://registry');
  const logged: LoggedRequest = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search,
    at: performance.now(),
    authorization: request.headers.authorization !== undefined,
    agent: request.headers['user-agent'] ?? '',
    status: 0
  };
  response.on('finish', () => (logged.status = response.statusCode));
  return logged;
}

/** A proxy on a free port of 127.0.0.1. */
export async function startProxy(options: ProxyOptions): Promise<RegistryProxy> {
  const requests: LoggedRequest[] = [];
  const {origin, close} = await listenOnLoopback((request, response) => {
    requests.push(logRequest(request, response));
    handleRequest(request, response, options).catch(() => response.destroy());
  });
  return {origin, requests, close};
}
