/** How this process gets to other hosts: by the proxies that an environment names, with registries over plain HTTP where named. */
import type {Proxy} from './proxy.ts';
import type {Transport} from './transport.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A transport of its owner's own; loads the HTTP library, and sends nothing. */
export async function openTransport(
  env: Environment,
  insecureRegistries: readonly string[]
): Promise<Transport> {
  const {createTransport} = await import('./transport.ts');
  return createTransport({proxy: readProxy(env), insecureRegistries, userAgent: 'provenance-action/1'});
}

/** The proxies that every program reads from these variables, in either spelling. */
export function readProxy(env: Environment): Proxy {
  const read = (name: string): string | undefined => env[name] ?? env[name.toUpperCase()];
  return {http: read('http_proxy'), https: read('https_proxy'), no: read('no_proxy')};
}
