/** HTTP to registries: redirects, proxies, private CAs, bounds. Knows neither credentials nor content. */
import {setImmediate} from 'node:timers/promises';
import type {Dispatcher} from 'undici';
import {isLoopbackHost, mayReach, reachOfHost, type Reach} from './address.ts';
import {headerOf, type HttpAnswer} from './answer.ts';
import {createDispatchers, ReachError, type DispatcherOptions, type Dispatchers} from './dispatcher.ts';
import {describeFault} from './fault.ts';
import {createHostSender} from './host.ts';
import {TransientError} from './patience.ts';
import {cleanText} from './plain-text.ts';
import {RegistryError} from './registry-error.ts';
import type {HostRequest, HttpRequest} from './request.ts';

export interface TransportOptions extends DispatcherOptions {
  /** `host` or `host:port` as in the reference, that may be spoken to in plain HTTP besides loopback. */
  readonly insecureRegistries: readonly string[];
  readonly userAgent: string;
  /** How far inside the network a host may lie that nobody redirected to; anywhere unless given. */
  readonly within?: Reach | undefined;
}

export interface Transport {
  /**
   * The answer after at most 10 redirects. Throws `TransientError` with a {@link RegistryError} as its cause when
   * another attempt may help, a {@link RegistryError} when not, and the signal's reason.
   *
   * `Authorization` goes to the first origin only.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;

  /** The same for a path at `host[:port]`, in https or plain http: whichever it speaks, as far as allowed. */
  sendToHost(host: string, request: HostRequest): Promise<HttpAnswer>;

  /**
   * A URL that a server gave (realm, `Location`, `Link`), as one that may be asked: http or https, no user in it,
   * no step down to plain HTTP, not further inside the network than `home` is. Throws {@link RegistryError}.
   */
  resolve(given: {readonly text: string; readonly base: URL; readonly home: URL; readonly what: string}): URL;

  /** Ends every connection, so that the process can end. */
  close(): Promise<void>;
}

const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const DISCARD_LIMIT = 16 * 1024;

/** A transport with its own connections. Throws `ProxyError`. */
export function createTransport(options: TransportOptions): Transport {
  const dispatchers = createDispatchers(options);
  const insecure = new Set(options.insecureRegistries.map(host => host.toLowerCase()));
  const isPlainAllowed = (host: string): boolean =>
    insecure.has(host.toLowerCase()) || isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? '');
  const resolve: Transport['resolve'] = given => {
    const refuse = (reason: string): never => refuseTarget(given, reason);
    const url = URL.parse(given.text, given.base.href) ?? refuse('is not a URL');
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      return refuse(`has the scheme ${url.protocol}`);
    if (url.username !== '' || url.password !== '') return refuse('holds a user or a password');
    if (url.protocol === 'http:' && given.base.protocol === 'https:')
      return refuse('leads from https to http');
    if (url.origin === given.home.origin) return url;
    if (url.protocol === 'http:' && !isPlainAllowed(url.host))
      return refuse('leads to another host in plain http');
    const reach = reachOfHost(url.hostname);
    if (reach !== undefined && !mayReach(reachOfHome(dispatchers, given.home), reach)) {
      return refuse(`leads to a ${reach} address`);
    }
    return url;
  };
  const exchange = createExchange(options, dispatchers);
  const send: Transport['send'] = request => follow(exchange, resolve, request);
  return {
    send,
    sendToHost: createHostSender(send, isPlainAllowed),
    resolve,
    close: () => dispatchers.close()
  };
}

function refuseTarget({text, base, what}: {text: string; base: URL; what: string}, reason: string): never {
  const target = URL.parse(text, base.href);
  const host = target === null || target.host === '' ? '' : ` (host ${target.host})`;
  throw new RegistryError({method: 'GET', url: base, reason: `${what}${host} ${reason}: not followed`});
}

function reachOfHome(dispatchers: Dispatchers, home: URL): Reach {
  return reachOfHost(home.hostname) ?? dispatchers.reachOfName(home.hostname) ?? 'public';
}

type Exchange = (request: HttpRequest) => Promise<HttpAnswer>;

async function follow(
  exchange: Exchange,
  resolve: Transport['resolve'],
  request: HttpRequest
): Promise<HttpAnswer> {
  let {url, headers} = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange({...request, url, headers});
    const location = REDIRECTS.has(answer.status) ? headerOf(answer, 'location') : undefined;
    // A body, which may hold a refresh token, is sent to nobody else.
    if (location === undefined || !isRead(request)) return answer;
    await answer.discard();
    if (redirects === MAX_REDIRECTS) {
      const reason = `redirects more than ${String(MAX_REDIRECTS)} times`;
      throw new RegistryError({method: request.method, url, status: answer.status, reason});
    }
    const next = resolve({text: location, base: url, home: request.home, what: 'redirect'});
    if (next.origin !== url.origin) headers = omitAuthorization(headers);
    url = next;
  }
}

function isRead({method}: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function omitAuthorization(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization')
  );
}

function createExchange(options: TransportOptions, dispatchers: Dispatchers): Exchange {
  return async request => {
    const {url, home, method, signal, body} = request;
    const from = url.origin === home.origin ? options.within : reachOfHome(dispatchers, home);
    const headers = {...request.headers, 'user-agent': options.userAgent, 'accept-encoding': 'identity'};
    const path = url.pathname + url.search;
    const fail = (error: unknown): never => throwFault(error, request);
    try {
      refuseAddress(url, from);
      const dispatcher = dispatchers.choose(url, from);
      const data = await dispatcher.request({
        origin: url.origin,
        path,
        method,
        headers,
        signal,
        body: body ?? null,
        // undici would end the connection, for servers that send a body all the same.
        ...(method === 'HEAD' ? {reset: false} : {})
      });
      return createAnswer(request, data, fail);
    } catch (error) {
      return error instanceof RegistryError ? Promise.reject(error) : fail(error);
    }
  };
}

/** An address in the URL itself, which nobody looks up before it is connected to. */
function refuseAddress({hostname}: URL, from: Reach | undefined): void {
  const reach = reachOfHost(hostname);
  if (from === undefined || reach === undefined || mayReach(from, reach)) return;
  throw new ReachError(hostname, reach);
}

/** The signal's reason, a `TransientError` or a `RegistryError`. */
function throwFault(error: unknown, {method, url, signal}: HttpRequest): never {
  signal.throwIfAborted();
  const fault = describeFault(error);
  const failure = new RegistryError({method, url, reason: fault.reason, cause: fault.cause});
  throw fault.transient ? new TransientError(fault.reason, {cause: failure}) : failure;
}

function createAnswer(
  {method, url, home}: HttpRequest,
  {statusCode: status, statusText, headers, body}: Dispatcher.ResponseData,
  fail: (error: unknown) => never
): HttpAnswer {
  const lines = (name: string): readonly string[] => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return value === undefined ? [] : [value].flat();
  };
  const reason = cleanText(`${String(status)} ${statusText}`, 100);
  const answer = {method, status, reason, url, home, headers: lines};
  const encoding = lines('content-encoding').join(', ').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') {
    const discard = async (): Promise<void> => {
      await body.dump({limit: DISCARD_LIMIT}).catch(() => undefined);
      await nextTurn();
    };
    return {...answer, body: mapErrors(body, fail), discard};
  }
  body.on('error', () => undefined).destroy();
  // What an error says in such a body is not worth the risk of unpacking it.
  if (status >= 400) return {...answer, body: mapErrors([], fail), discard: () => Promise.resolve()};
  const refusal = `the answer has Content-Encoding ${encoding}, which was not asked for`;
  throw new RegistryError({method, url, status, reason: refusal});
}

/** undici counts a connection as free a turn after its last byte: the next request would open another one. */
const nextTurn = (): Promise<void> => setImmediate();

async function* mapErrors(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  fail: (error: unknown) => never
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
    await nextTurn();
  } catch (error) {
    fail(error);
  }
}
