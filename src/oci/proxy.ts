/** Which proxy a URL goes through, as the variables say and as docker reads them. Opens no connection. */
import {BlockList, isIP} from 'node:net';
import {isLoopbackHost} from './address.ts';

/** As the variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say; an empty string is none. */
export interface Proxy {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  readonly no?: string | undefined;
}

/** A proxy variable that is no URL of a proxy. Says which, never the value: it may hold a password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly variable: string;

  constructor(variable: string) {
    super(`${variable} is not the URL of a proxy, as http://proxy.example:3128 is one`);
    this.variable = variable;
  }
}

const SCHEMES = new Set(['http:', 'https:', 'socks5:']);

/**
 * The proxy for a URL before `NO_PROXY`'s names are looked at (undici does that); undefined for none.
 *
 * Loopback never goes through a proxy, and `NO_PROXY` may hold subnets: Go does both, undici neither. `HTTP_PROXY`
 * says nothing about https. Throws {@link ProxyError}.
 */
export function createProxyChooser(proxy: Proxy | undefined): (url: URL) => string | undefined {
  const http = parseProxy('HTTP_PROXY', proxy?.http);
  const https = parseProxy('HTTPS_PROXY', proxy?.https);
  const direct = listSubnets(proxy?.no ?? '');
  return url => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const family = isIP(host);
    if (isLoopbackHost(host)) return undefined;
    if (family !== 0 && direct.check(host, family === 6 ? 'ipv6' : 'ipv4')) return undefined;
    return url.protocol === 'http:' ? http : https;
  };
}

function parseProxy(variable: string, value: string | undefined): string | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url === null || url.hostname === '' || !SCHEMES.has(url.protocol)) throw new ProxyError(variable);
  return url.href;
}

function listSubnets(noProxy: string): BlockList {
  const list = new BlockList();
  for (const entry of noProxy.split(/[\s,]+/)) {
    const [net = '', bits = ''] = entry.split('/');
    const family = isIP(net);
    const fits = /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
    if (family !== 0 && fits) list.addSubnet(net, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
