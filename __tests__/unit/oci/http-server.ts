/** Real HTTP servers that answer as a test says, and the clock that tests wait by. */
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {TestContext} from 'node:test';
import {createPatience, type Patience, type Wait} from '../../../src/oci/patience.ts';
import {createTransport, type Transport, type TransportOptions} from '../../../src/oci/transport.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The same, as it came. */
  readonly bytes: Buffer;
  /** The client's: the same for requests over one connection. */
  readonly port: number | undefined;
}

export type Handler = (response: ServerResponse, seen: Seen) => void;

export interface TestServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly port: number;
  readonly seen: Seen[];
}

const TLS = new URL('../../fixtures/tls/', import.meta.url);
/** A certificate of its own for 127.0.0.1, localhost and registry.example. */
export const CERTIFICATE = readFileSync(new URL('server.pem', TLS), 'utf8');

/** Serves on loopback until the test ends. */
export async function serve(
  test: TestContext,
  handler: Handler,
  scheme: 'http' | 'https' = 'http'
): Promise<TestServer> {
  const seen: Seen[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void readBytes(request).then(bytes => {
      const entry = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: bytes.toString(),
        bytes,
        port: request.socket.remotePort
      };
      seen.push(entry);
      handler(response, entry);
    });
  };
  const key = readFileSync(new URL('server.key', TLS));
  const server =
    scheme === 'http'
      ? createServer({maxHeaderSize: 1 << 17}, listener)
      : createTlsServer({key, cert: CERTIFICATE}, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const {port} = server.address() as AddressInfo;
  return {host: `127.0.0.1:${String(port)}`, port, seen};
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Answers with a status, headers and a body. */
export function answer(
  status: number,
  headers: Record<string, string | string[]> = {},
  body: string | Uint8Array = ''
): Handler {
  return response => {
    response.writeHead(status, {'content-length': String(Buffer.byteLength(body)), ...headers}).end(body);
  };
}

/** The first request gets the first answer, and so on; the last one is for all that follow. */
export function script(...handlers: readonly Handler[]): Handler {
  let at = 0;
  return (response, seen) => {
    handlers[Math.min(at++, handlers.length - 1)]?.(response, seen);
  };
}

/** By path without the query; 404 for any other. */
export function routes(table: Readonly<Record<string, Handler>>): Handler {
  return (response, seen) => {
    const path = seen.url.split('?', 1)[0] ?? '';
    (Object.hasOwn(table, path) ? table[path] : answer(404))?.(response, seen);
  };
}

/** A transport that is closed when the test ends. */
export function openTransport(test: TestContext, options: Partial<TransportOptions> = {}): Transport {
  const transport = createTransport({insecureRegistries: [], userAgent: 'test', ...options});
  test.after(() => transport.close());
  return transport;
}

/** A patience on a clock that only sleeping moves, and the waits that it made. */
export function virtualPatience(timeoutMs = 60_000): {patience: Patience; waits: Wait[]} {
  const waits: Wait[] = [];
  let time = 0;
  const patience = createPatience({
    timeoutMs,
    now: () => time,
    random: () => 0.5,
    sleep: milliseconds => {
      time += milliseconds;
      return Promise.resolve();
    },
    onWait: wait => waits.push(wait)
  });
  return {patience, waits};
}
