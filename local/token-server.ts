/** Bearer authentication as registries do it: challenges, and the server that gives tokens. Knows no storage. */
import {randomUUID} from 'node:crypto';
import type {IncomingMessage} from 'node:http';

/** Who may push and pull. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TokenServer {
  /** https://distribution.github.io/distribution/spec/auth/token/ (GET) and ../oauth/ (POST). */
  giveToken(request: IncomingMessage, url: URL, body: string): Answer;
  /** What refuses the request; undefined when it may pass. */
  checkToken(request: IncomingMessage, url: URL): Answer | undefined;
  /** Every token that was given so far is worth nothing from now on. */
  revokeAll(): void;
}

interface Scope {
  readonly name: string;
  readonly actions: readonly string[];
}

const service = 'local registry';
const lifetimeSeconds = 300;

function parseScopes(texts: readonly string[]): readonly Scope[] {
  return texts
    .flatMap(text => text.split(' '))
    .flatMap(text => {
      const match = /^repository:(.+):([a-z,*]+)$/.exec(text);
      return match ? [{name: match[1] ?? '', actions: (match[2] ?? '').split(',')}] : [];
    });
}

/** What a request to the registry's API must be allowed to do. */
function listNeeds(method: string, url: URL): readonly Scope[] {
  const name = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1];
  if (name === undefined) return [];
  const reads = method === 'GET' || method === 'HEAD';
  const actions = method === 'DELETE' ? ['delete'] : reads ? ['pull'] : ['pull', 'push'];
  const from = url.searchParams.get('from');
  return [{name, actions}, ...(from === null ? [] : [{name: from, actions: ['pull']}])];
}

const formatScope = ({name, actions}: Scope): string => `repository:${name}:${actions.join(',')}`;

function covers(granted: readonly Scope[], need: Scope): boolean {
  return need.actions.every(action =>
    granted.some(
      ({name, actions}) => name === need.name && (actions.includes(action) || actions.includes('*'))
    )
  );
}

function formatError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {}
): Answer {
  const body = JSON.stringify({errors: [{code, message, detail: null}]});
  return {status, headers: {'content-type': 'application/json', ...headers}, body: `${body}\n`};
}

const isBasicOf = ({username, password}: Credentials, header: string | undefined): boolean =>
  header === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Whether a token request is made by our user, by nobody, or with credentials that are wrong. */
function identify(
  credentials: Credentials,
  authorization: string | undefined,
  form: URLSearchParams
): boolean | undefined {
  if (form.get('grant_type') === 'password') {
    return form.get('username') === credentials.username && form.get('password') === credentials.password;
  }
  if (form.has('grant_type')) return form.get('refresh_token') === credentials.password;
  return authorization === undefined ? undefined : isBasicOf(credentials, authorization);
}

/** Tokens for a registry at `origin`; without credentials one may pull where `publicPull`. */
export function createTokenServer(
  credentials: Credentials,
  publicPull: boolean,
  origin: () => string
): TokenServer {
  const tokens = new Map<string, readonly Scope[]>();

  const giveToken = (request: IncomingMessage, url: URL, body: string): Answer => {
    const form = new URLSearchParams(body);
    const known = identify(credentials, request.headers.authorization, form);
    if (known === false || (known === undefined && !publicPull)) {
      return formatError(401, 'UNAUTHORIZED', 'authentication required', {
        'www-authenticate': `Basic realm="${origin()}/token"`
      });
    }
    const asked = parseScopes([...url.searchParams.getAll('scope'), ...form.getAll('scope')]);
    const token = randomUUID();
    const limit = (actions: readonly string[]): readonly string[] =>
      actions.filter(action => action === 'pull');
    tokens.set(token, known ? asked : asked.map(({name, actions}) => ({name, actions: limit(actions)})));
    const answer = {
      token,
      access_token: token,
      expires_in: lifetimeSeconds,
      issued_at: new Date().toISOString()
    };
    return {status: 200, headers: {'content-type': 'application/json'}, body: `${JSON.stringify(answer)}\n`};
  };

  const checkToken = (request: IncomingMessage, url: URL): Answer | undefined => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const granted = token === undefined ? undefined : tokens.get(token);
    const needs = listNeeds(request.method ?? 'GET', url);
    if (granted !== undefined && needs.every(need => covers(granted, need))) return undefined;

    const scope = needs.length === 0 ? '' : `,scope="${needs.map(formatScope).join(' ')}"`;
    const error = token === undefined ? '' : `,error="${granted ? 'insufficient_scope' : 'invalid_token'}"`;
    return formatError(401, 'UNAUTHORIZED', 'authentication required', {
      'www-authenticate': `Bearer realm="${origin()}/token",service="${service}"${scope}${error}`,
      'docker-distribution-api-version': 'registry/2.0'
    });
  };
  return {giveToken, checkToken, revokeAll: () => tokens.clear()};
}
