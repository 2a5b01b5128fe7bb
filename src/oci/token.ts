/** Fetches a bearer token from a token server. Remembers nothing. https://distribution.github.io/distribution/spec/auth/token/ */
import {readBody, type HttpAnswer} from './answer.ts';
import type {Challenge} from './challenge.ts';
import type {Credentials} from './credentials.ts';
import {isObject, parseJson, type JsonObject} from './json.ts';
import {describeRefusal, readRefusal} from './refusal.ts';
import {RegistryError} from './registry-error.ts';
import type {Transport} from './transport.ts';

export interface Token {
  readonly value: string;
  readonly lifetimeMs: number;
}

export interface TokenRequest {
  readonly transport: Transport;
  readonly home: URL;
  readonly challenge: Challenge;
  readonly scopes: readonly string[];
  readonly credentials: Credentials | undefined;
  readonly hide: readonly string[];
  readonly signal: AbortSignal;
}

const TOKEN_LIMIT = 64 * 1024;
/** What the specification says where the server does not. */
const DEFAULT_LIFETIME_S = 60;
const CLIENT_ID = 'provenance-action';

/**
 * A token for these scopes: by OAuth 2 with an identity token, else in the older way. Throws as `Transport.send`
 * does; a refusal of the token server is a {@link RegistryError}.
 */
export async function fetchToken(request: TokenRequest): Promise<Token> {
  const {transport, home, challenge, credentials} = request;
  const text = challenge.parameters.get('realm') ?? '';
  if (!URL.canParse(text)) {
    throw new RegistryError({
      method: 'GET',
      url: home,
      reason: 'asks for a token without a URL to get it from'
    });
  }
  const realm = transport.resolve({text, base: home, home, what: 'realm of the token server'});
  if (credentials?.identityToken === undefined) return parseToken(await getToken(request, realm), request);
  const answer = await postToken(request, realm, credentials.identityToken);
  if (answer.status !== 404 && answer.status !== 405) return parseToken(answer, request);
  await answer.discard();
  return parseToken(await getToken(request, realm), request);
}

function getToken({transport, home, challenge, scopes, credentials, signal}: TokenRequest, realm: URL) {
  const url = new URL(realm);
  const service = challenge.parameters.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const authorization = credentials === undefined ? undefined : encodeBasic(credentials);
  const headers = {accept: 'application/json', ...(authorization === undefined ? {} : {authorization})};
  return transport.send({method: 'GET', url, headers, signal, home});
}

function postToken(
  {transport, home, challenge, scopes, signal}: TokenRequest,
  url: URL,
  refreshToken: string
) {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    service: challenge.parameters.get('service') ?? '',
    client_id: CLIENT_ID,
    scope: scopes.join(' '),
    refresh_token: refreshToken
  });
  const headers = {accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded'};
  return transport.send({method: 'POST', url, headers, body: form.toString(), signal, home});
}

/** The header for Basic authentication; undefined for credentials that have no user. */
export function encodeBasic({username, password, identityToken}: Credentials): string | undefined {
  const secret = password ?? identityToken;
  if (secret === undefined) return undefined;
  return `Basic ${Buffer.from(`${username ?? '<token>'}:${secret}`).toString('base64')}`;
}

async function parseToken(answer: HttpAnswer, {hide, credentials}: TokenRequest): Promise<Token> {
  const {method, url, status} = answer;
  if (status !== 200) {
    throw describeRefusal(await readRefusal(answer), {hide, authenticated: credentials !== undefined});
  }
  const bytes = await readBody(answer, TOKEN_LIMIT);
  const fields = parseFields(bytes);
  const value = [fields['token'], fields['access_token']].find(
    text => typeof text === 'string' && text !== ''
  );
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    throw new RegistryError({method, url, status, reason: 'the token server answered without a token'});
  }
  return {value, lifetimeMs: parseLifetime(fields['expires_in']) * 1000};
}

/** The parser's own error is left out: it may quote a token. */
function parseFields(bytes: Uint8Array): JsonObject {
  try {
    const body = parseJson(bytes, {bytes: TOKEN_LIMIT, depth: 16});
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

function parseLifetime(seconds: unknown): number {
  return typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_LIFETIME_S;
}
