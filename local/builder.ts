/** Builders over engines of ours: the remote driver, and several nodes as one builder. */
import {connect, createServer} from 'node:net';
import type {Server, Socket} from 'node:net';
import {join} from 'node:path';
import {runCommand} from './command.ts';
import type {Engine} from './engine.ts';

/** A builder that `BUILDX_BUILDER` or the input `builder` may name. */
export interface RemoteBuilder {
  readonly name: string;
  /** Removes the builder; the engines stay. */
  stop(): Promise<void>;
}

const upgrade = 'POST /grpc HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
const headEnd = '\r\n\r\n';

/** Asks the engine for its BuildKit on this connection, as `docker buildx dial-stdio` does, and then passes bytes. */
function bridgeConnection(client: Socket, enginePath: string): void {
  const engine = connect(enginePath, () => engine.write(upgrade));
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(headEnd);
    if (end < 0) return;
    engine.off('data', readHead);
    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) client.destroy();
    client.write(head.subarray(end + headEnd.length));
    client.pipe(engine).pipe(client);
  };
  engine.on('data', readHead);
  engine.on('error', () => client.destroy());
  client.on('error', () => engine.destroy());
  client.on('close', () => engine.destroy());
}

/** A socket on which BuildKit itself answers, of an engine that has it inside. */
async function openBridge(engine: Engine, path: string): Promise<{close: () => void}> {
  const sockets = new Set<Socket>();
  const server: Server = createServer(client => {
    sockets.add(client.on('close', () => sockets.delete(client)));
    bridgeConnection(client, engine.socket);
  });
  await new Promise<unknown>((resolve, reject) => {
    server
      .once('error', reject)
      .listen(path, () => resolve(undefined))
      .unref();
  });
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    }
  };
}

/**
 * A builder of the `remote` driver with a node for each engine, in the first engine's configuration. A node with
 * platforms builds for those.
 */
export async function createRemoteBuilder(
  name: string,
  nodes: readonly {readonly engine: Engine; readonly platforms?: readonly string[]}[]
): Promise<RemoteBuilder> {
  const [first] = nodes;
  if (first === undefined) throw new TypeError('a builder needs a node');
  const env = {...process.env, ...first.engine.env};
  const bridges: {close: () => void}[] = [];
  for (const [index, {engine, platforms}] of nodes.entries()) {
    const path = join(engine.folder, `${name}-${index}.sock`);
    bridges.push(await openBridge(engine, path));
    const create = ['create', '--name', name, '--node', `${name}-${index}`, '--driver', 'remote'];
    if (index > 0) create.push('--append');
    if (platforms !== undefined) create.push('--platform', platforms.join(','));
    await runCommand([first.engine.buildx, ...create, `unix://${path}`], {env});
  }
  return {
    name,
    stop: async () => {
      await runCommand([first.engine.buildx, 'rm', name], {env});
      for (const bridge of bridges) bridge.close();
    }
  };
}
