/** By whose authority this job signs: its own token, the instance that it belongs to, and whom to trust for it. */
import type {Patience} from '../oci/patience.ts';
import type {Transport} from '../oci/transport.ts';
import {assertOfRun, parseClaims} from './claims.ts';
import type {Claims, RunClaims} from './claims.ts';
import type {GitHubApi} from './github-api.ts';
import {identityOf} from './identity.ts';
import type {ExpectedIdentity} from './identity.ts';
import {createIdentityTokens, fetchIdentityToken} from './identity-token.ts';
import {resolveInstance, SIGSTORE_AUDIENCE} from './instance.ts';
import type {Instance} from './instance.ts';
import {findTrustDomain} from './store.ts';
import {loadTrust} from './trust.ts';
import type {Trust} from './trust.ts';

export interface AuthorityOptions {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly tokenUrl: string;
  readonly tokenRequest: string;
  /** See `fetchIdentityToken`. */
  readonly mask: (secret: string) => void;
  readonly serverUrl: string;
  /** The run that the token must be of. */
  readonly run: RunClaims;
  /** See `TrustOptions`. */
  readonly trustedRootPath: string | undefined;
  readonly cachePath: string;
  readonly transport: Transport;
  /** Where a GHE.com server says which trusted root is its own. */
  readonly api: GitHubApi | undefined;
}

export interface Authority {
  readonly claims: Claims;
  readonly instance: Instance;
  readonly identity: ExpectedIdentity;
  readonly trust: Trust;
}

export interface AuthorityDesk {
  /** Asks for the token, unless there is one that lives. Throws `SigningError` and `TrustError`. */
  open(patience: Patience): Promise<Authority>;
  /** The token, renewed where it has grown old. Throws `SigningError`. */
  identityToken(patience: Patience): Promise<string>;
}

/** Nothing is asked for before `open`, which may be called again after it failed. */
export function createAuthorityDesk(options: AuthorityOptions): AuthorityDesk {
  let patience: Patience | undefined;
  const tokens = createIdentityTokens(() => {
    if (patience === undefined) throw new TypeError('no deadline');
    const {tokenUrl: url, tokenRequest: requestToken, transport, mask} = options;
    return fetchIdentityToken({url, requestToken, audience: SIGSTORE_AUDIENCE, patience, transport, mask});
  });
  const identityToken = (given: Patience): Promise<string> => {
    patience = given;
    return tokens();
  };
  return {identityToken, open: async given => openAuthority(options, await identityToken(given), given)};
}

async function openAuthority(
  options: AuthorityOptions,
  token: string,
  patience: Patience
): Promise<Authority> {
  const {serverUrl, run, trustedRootPath, cachePath, transport, api} = options;
  const claims = parseClaims(token);
  assertOfRun(claims, run);
  const {value: instance} = resolveInstance(claims.repository_visibility, serverUrl);
  const asks = instance.tenant && trustedRootPath === undefined && api !== undefined;
  const trustDomain = asks ? await findTrustDomain({...api, patience}) : undefined;
  const trust = await loadTrust({instance, trustedRootPath, cachePath, trustDomain, transport, patience});
  return {claims, instance, identity: identityOf(claims, serverUrl), trust};
}
