/** Tokens as GitHub's issuer gives them, signed by nobody. */
import {CLAIMS} from './release.ts';

const {
  issuer,
  subject,
  audience: _audience,
  expires: _expires,
  notBefore: _notBefore,
  issued: _issued,
  ...github
} = CLAIMS;

export const TOKEN_CLAIMS = {iss: issuer, sub: subject, aud: 'sigstore', ...github};

/** A JSON Web Token of these claims, with changes; undefined leaves one out. */
export function formatToken(changes: Readonly<Record<string, unknown>> = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const parts = [
    {alg: 'RS256', typ: 'JWT'},
    {...TOKEN_CLAIMS, exp, ...changes}
  ];
  const encoded = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...encoded, Buffer.from('signature').toString('base64url')].join('.');
}
