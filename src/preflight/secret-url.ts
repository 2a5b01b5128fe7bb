/** Credentials in URLs, told from examples and variables. Knows no build. */
import {findShapes} from './secret-shape.ts';
import {gradeSecret, isPlaceholder, looksRandom} from './secret-value.ts';

export interface UrlMatch {
  readonly at: number;
  /** Of the password, or of what stands in its place. */
  readonly length: number;
}

const URL_WITH_USER = /\b([a-z][a-z0-9+.-]{0,20}):\/\/([^\s/?#"'`<>]{1,8192})@([^\s/?#"'`<>@:]{0,255})/gi;

/** What a user and a password there give access to beyond this machine; of others, databases mostly, many are made up. */
const WEB = /^(?:https?|git|ssh|ftps?|socks\w*)(?:\+\w+)?$/i;

/** User names beside which the password is a token whatever it looks like. */
const TOKEN_USERS =
  /^(?:x-access-token|oauth2|gitlab-ci-token|x-token-auth|x-oauth-basic|__token__|_json_key)$/i;

/** Where the user of a URL is a public identifier: Sentry's DSN. */
const PUBLIC_USERS = /(?:^|\.)(?:sentry\.io|glitchtip\.com)$|^sentry\./i;

/**
 * Each URL that holds a password or a token.
 *
 * @param used - the URL is one that this run uses, so that nothing in it is an example.
 */
export function findUrlCredentials(text: string, used = false): readonly UrlMatch[] {
  return [...text.matchAll(URL_WITH_USER)].flatMap(match => {
    const [, scheme = '', userinfo = '', host = ''] = match;
    const secret = findSecret({scheme, userinfo, host, used});
    return secret === undefined ? [] : [{at: match.index, length: secret.length}];
  });
}

interface Found {
  readonly scheme: string;
  readonly userinfo: string;
  readonly host: string;
  readonly used: boolean;
}

function findSecret({scheme, userinfo, host, used}: Found): string | undefined {
  const colon = userinfo.indexOf(':');
  const user = colon === -1 ? userinfo : userinfo.slice(0, colon);
  const password = colon === -1 ? '' : userinfo.slice(colon + 1);
  if (password === '' || /^(?:x-oauth-basic|x)$/i.test(password)) {
    return isToken(user, host) ? user : undefined;
  }
  if (/[$<>]|\{\{|\*{3}|%s/.test(password) || /^x{3,}$/i.test(password)) return undefined;
  if (used) return password;
  if (TOKEN_USERS.test(user)) return password.length > 5 && isPlaceholder(password) ? undefined : password;
  return isMadeUp({user, password, host, isWeb: WEB.test(scheme)}) ? undefined : password;
}

function isToken(user: string, host: string): boolean {
  if (isPlaceholder(user) || PUBLIC_USERS.test(host)) return false;
  return findShapes(user).length > 0 || looksRandom(user);
}

interface Login {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly isWeb: boolean;
}

function isMadeUp({user, password, host, isWeb}: Login): boolean {
  const weak = password === user || isPlaceholder(password);
  if (isWeb) return weak && isHere(host);
  return weak || ((isHere(host) || !host.includes('.')) && gradeSecret(password) !== 'strong');
}

/** This machine, or a name that is for examples. */
function isHere(host: string): boolean {
  if (/^(?:localhost|127\.[\d.]+|0\.0\.0\.0|host\.docker\.internal|\[?::1\]?)$/i.test(host)) return true;
  return /(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid|local|localdomain)$/i.test(host);
}
