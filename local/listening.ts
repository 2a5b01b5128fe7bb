/** HTTP servers of ours on loopback. */
import {createServer} from 'node:http';
import type {RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface Listening {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** No connection is left after it. */
  readonly close: () => void;
}

/** A server on a free port of 127.0.0.1. */
export async function listenOnLoopback(handle: RequestListener): Promise<Listening> {
  const server = createServer(handle);
  await new Promise<unknown>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close};
}
