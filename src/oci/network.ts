/** How this process gets to other hosts: by the proxies that an environment names, with registries over plain HTTP where named. */
import type {Reach} from './address.ts';
import type {Proxy} from './proxy.ts';
import type {Transport} from './transport.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A transport of its owner's own, to hosts no further inside the network than `within`; loads the HTTP library, and sends nothing. */
export async function openTransport(
  env: Environment,
  insecureRegistries: readonly string[],
  within?: Reach
): Promise<Transport> {
  const {createTransport} = await import('./transport.ts');
  const userAgent = 'provenance-action/1';
  return createTransport({proxy: readProxy(env), insecureRegistries, userAgent, within});
}

/** The proxies that every program reads from these variables, in either spelling. */
export function readProxy(env: Environment): Proxy {
  const read = (name: string): string | undefined => env[name] ?? env[name.toUpperCase()];
  return {http: read('http_proxy'), https: read('https_proxy'), no: read('no_proxy')};
}
