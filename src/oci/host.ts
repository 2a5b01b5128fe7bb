/** Whether a host is spoken to in https or plain http: tried once, then remembered. Knows no content. */
import {isLoopbackHost} from './address.ts';
import {headerOf, readStart, type HttpAnswer} from './answer.ts';
import {describeFault} from './fault.ts';
import {TransientError} from './patience.ts';
import {RegistryError} from './registry-error.ts';
import type {HostRequest, HttpRequest} from './request.ts';

type Scheme = 'http' | 'https';
type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** Loopback speaks plain http as a rule, and a host that is allowed to does so as an exception. */
function listSchemes(host: string, isPlainAllowed: (host: string) => boolean): readonly [Scheme, Scheme?] {
  if (isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? '')) return ['http', 'https'];
  return isPlainAllowed(host) ? ['https', 'http'] : ['https'];
}

/** Sends to a host in the scheme that it first answered in. */
export function createHostSender(
  send: Send,
  isPlainAllowed: (host: string) => boolean
): (host: string, request: HostRequest) => Promise<HttpAnswer> {
  const known = new Map<string, Scheme>();
  const sendIn = async (
    scheme: Scheme,
    host: string,
    {path, ...request}: HostRequest
  ): Promise<HttpAnswer> => {
    const home = new URL(`${scheme}://${host}`);
    const answer = await send({...request, url: new URL(path, home), home});
    return scheme === 'http' ? refuseMismatch(answer) : answer;
  };
  return async (host, request) => {
    const scheme = known.get(host);
    if (scheme !== undefined) return sendIn(scheme, host, request);
    const [first, second] = listSchemes(host, isPlainAllowed);
    try {
      const answer = await sendIn(first, host, request);
      known.set(host, first);
      return answer;
    } catch (error) {
      if (second === undefined || !mayBeOther(error)) throw error;
      const answer = await sendIn(second, host, request).catch((other: unknown) => {
        throw chooseError(error, other);
      });
      known.set(host, second);
      return answer;
    }
  };
}

/** Servers that want https say so in plain text, with status 400. */
async function refuseMismatch(answer: HttpAnswer): Promise<HttpAnswer> {
  const {method, url, status, reason} = answer;
  if (status !== 400 || headerOf(answer, 'docker-distribution-api-version') !== undefined) return answer;
  const bytes = await readStart(answer, 64 * 1024);
  if (/\bHTTPS (?:server|port)\b/i.test(Buffer.from(bytes).toString('latin1')))
    throw new SchemeError({method, url, reason});
  const body = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  return {...answer, body, discard: () => Promise.resolve()};
}

/** Plain http was answered by a server that wants https. */
class SchemeError extends RegistryError {}

/** Whether the host may simply speak the other scheme. */
function mayBeOther(error: unknown): boolean {
  if (error instanceof SchemeError) return true;
  const kind = kindOf(error);
  return kind === 'connection' || kind === 'protocol';
}

/** The second attempt tells more where it came further than to find nobody who speaks that scheme. */
function chooseError(first: unknown, second: unknown): unknown {
  return first instanceof SchemeError || !(mayBeOther(second) || kindOf(second) === 'silence')
    ? second
    : first;
}

function kindOf(error: unknown): string | undefined {
  const failure = error instanceof TransientError ? error.cause : error;
  return failure instanceof RegistryError && failure.status === undefined
    ? describeFault(failure.cause).kind
    : undefined;
}
