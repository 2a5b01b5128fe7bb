/** Serves git repositories over http on loopback, by git's own backend. */
import {spawn} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {join} from 'node:path';
import {runCommand} from './command.ts';
import {removeLeftovers} from './leftovers.ts';
import {listenOnLoopback} from './listening.ts';
import {createRunFolder, endNow, endWithProcess} from './run-folder.ts';

export interface GitServer {
  /** `http://127.0.0.1:PORT`; repositories are at `URL/OWNER/NAME.git`. */
  readonly url: string;
  /** Every request: with or without an `Authorization` header. */
  readonly requests: {
    readonly path: string;
    readonly authorization: boolean;
    readonly status: () => number;
  }[];
  /** Publishes what a working folder has committed as `OWNER/NAME`; returns the commit. */
  publish(workingFolder: string, repository: string): Promise<string>;
  stop(): Promise<void>;
}

export interface GitServerOptions {
  /** The password that is asked for by a Basic challenge, whoever asks; open to all where absent. */
  readonly token?: string;
}

function isAllowed(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8').endsWith(`:${token}`);
}

/** The head that a CGI program writes before its body: https://datatracker.ietf.org/doc/html/rfc3875#section-6 */
function writeHead(response: ServerResponse, head: string): void {
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'status') response.statusCode = Number.parseInt(value, 10);
    else if (colon > 0) response.setHeader(name, value);
  }
}

/** https://git-scm.com/docs/git-http-backend */
function runBackend(request: IncomingMessage, response: ServerResponse, folder: string): void {
  const url = new URL(request.url ?? '/', 'http://git');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? '')
    },
    stdio: ['pipe', 'pipe', 'ignore']
  });
  backend.on('error', () => response.destroy());
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);

  let head: Buffer | undefined = Buffer.alloc(0);
  backend.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    writeHead(response, head.subarray(0, end).toString('latin1'));
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  backend.stdout.on('end', () => response.end());
}

/** A server without repositories, of which nothing remains after `stop`, or after this process. */
export async function startGitServer({token}: GitServerOptions = {}): Promise<GitServer> {
  const folder = createRunFolder();
  const requests: GitServer['requests'] = [];
  const {origin, close} = await listenOnLoopback((request, response) => {
    const authorization = request.headers.authorization !== undefined;
    requests.push({path: request.url ?? '/', authorization, status: () => response.statusCode});
    if (isAllowed(request, token)) runBackend(request, response, folder);
    else response.writeHead(401, {'www-authenticate': 'Basic realm="git"'}).end();
  });
  const end = endWithProcess(() => {
    close();
    removeLeftovers(folder);
  });

  const publish = async (workingFolder: string, repository: string): Promise<string> => {
    const bare = join(folder, `${repository}.git`);
    mkdirSync(join(bare, '..'), {recursive: true});
    await runCommand(['git', 'clone', '--quiet', '--bare', workingFolder, bare]);
    // GitHub gives any commit that it has, not only the tips of branches.
    await runCommand(['git', '-C', bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true']);
    return (await runCommand(['git', '-C', bare, 'rev-parse', 'HEAD'])).trim();
  };
  return {url: origin, requests, publish, stop: () => endNow(end)};
}
