/** Connections: direct or through a proxy, guarded or not, trusting private CAs. Knows no request. */
import {lookup as lookupAddresses, type LookupAddress} from 'node:dns';
import type {LookupFunction} from 'node:net';
import {getCACertificates} from 'node:tls';
import type {Dispatcher} from 'undici';
import {innermost, mayReach, reachOfAddress, type Reach} from './address.ts';
import {Agent, EnvHttpProxyAgent} from './http.ts';
import {createProxyChooser, type Proxy} from './proxy.ts';

export interface DispatcherOptions {
  readonly proxy?: Proxy | undefined;
  /** PEM certificates that are trusted besides the usual ones, among which Node counts `NODE_EXTRA_CA_CERTS`. */
  readonly ca?: readonly string[] | undefined;
  /** The longest silence on a connection. 30 s unless given. */
  readonly idleMs?: number | undefined;
  /** 10 s unless given. */
  readonly connectMs?: number | undefined;
  /** The system's unless given. */
  readonly lookup?: LookupFunction | undefined;
}

export interface Dispatchers {
  /** What connects to this URL; with `from`, to no address further inside than that. */
  choose(url: URL, from: Reach | undefined): Dispatcher;
  /** Where a name's addresses lay when it was last connected to without a proxy and without `from`. */
  reachOfName(hostname: string): Reach | undefined;
  /** Ends every connection, also those in use. */
  close(): Promise<void>;
}

/** A name that a server gave resolves to an address further inside than the server is. */
export class ReachError extends Error {
  override readonly name = 'ReachError';
  readonly reach: Reach;

  constructor(hostname: string, reach: Reach) {
    super(`${hostname} has a ${reach} address`);
    this.reach = reach;
  }
}

/** Google's Artifact Registry answers with 21 KB of headers, which is more than Node's own limit. */
const MAX_HEADER_SIZE = 128 * 1024;
const CONNECTIONS_PER_ORIGIN = 8;

/** Dispatchers, each made when it is first needed. Throws `ProxyError`. */
export function createDispatchers(options: DispatcherOptions): Dispatchers {
  const chooseProxy = createProxyChooser(options.proxy);
  const reaches = new Map<string, Reach>();
  const dispatchers = new Map<string, Dispatcher>();
  return {
    choose(url, from) {
      const proxy = chooseProxy(url);
      const key = `${from ?? ''} ${proxy ?? ''}`;
      const known = dispatchers.get(key);
      if (known !== undefined) return known;
      const lookup = createLookup(options.lookup ?? systemLookup, from, reaches);
      const made = createDispatcher(options, proxy, lookup);
      dispatchers.set(key, made);
      return made;
    },
    reachOfName: hostname => reaches.get(hostname),
    async close() {
      await Promise.all([...dispatchers.values()].map(dispatcher => dispatcher.destroy()));
    }
  };
}

function createDispatcher(
  options: DispatcherOptions,
  proxy: string | undefined,
  lookup: LookupFunction
): Dispatcher {
  const {idleMs = 30_000, connectMs = 10_000} = options;
  // Without a word of ours, NODE_TLS_REJECT_UNAUTHORIZED of an earlier step decides. Giving `ca` replaces the usual ones.
  const ca = options.ca?.length ? {ca: [...getCACertificates('default'), ...options.ca]} : {};
  const tls = {...ca, rejectUnauthorized: true};
  const agent = {
    maxHeaderSize: MAX_HEADER_SIZE,
    connections: CONNECTIONS_PER_ORIGIN,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    connectTimeout: connectMs,
    allowH2: false,
    connect: {...tls, lookup, timeout: connectMs}
  };
  if (proxy === undefined) return new Agent(agent);
  // An empty string, unlike undefined, keeps undici from reading the environment.
  const noProxy = options.proxy?.no ?? '';
  return new EnvHttpProxyAgent({
    ...agent,
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
    requestTls: {...tls, timeout: connectMs},
    proxyTls: {...tls, timeout: connectMs}
  });
}

const systemLookup: LookupFunction = (hostname, options, callback) => {
  lookupAddresses(hostname, options, callback);
};

/** Checks the very addresses that are then connected to: a second answer of DNS cannot differ. */
function createLookup(
  lookup: LookupFunction,
  from: Reach | undefined,
  reaches: Map<string, Reach>
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error !== null) {
        callback(error, found, family);
        return;
      }
      const reach = innermost(listAddresses(found).map(reachOfAddress));
      if (from === undefined) reaches.set(hostname, reach);
      const refused = from !== undefined && !mayReach(from, reach);
      callback(refused ? new ReachError(hostname, reach) : null, found, family);
    });
  };
}

function listAddresses(found: string | readonly LookupAddress[]): readonly string[] {
  return typeof found === 'string' ? [found] : found.map(({address}) => address);
}
