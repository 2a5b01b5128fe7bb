/** Who we are to one repository of a registry: answers its challenges. Reads no content. */
import {createBearer, type Refused} from './bearer.ts';
import {parseChallenges} from './challenge.ts';
import type {Credentials} from './credentials.ts';
import {encodeBasic} from './token.ts';
import type {Transport} from './transport.ts';

export interface AuthorizationOptions {
  readonly transport: Transport;
  /** Asked at most once, and not before the registry challenges. */
  readonly credentials: () => Promise<Credentials | undefined>;
  /** What is asked for besides what a challenge names: `repository:me/app:pull`. */
  readonly scope: string;
  /** Milliseconds, for the age of tokens. */
  readonly now: () => number;
}

/** A 401 of the registry itself, and what it says in `WWW-Authenticate`. */
export interface Challenged extends Refused {
  readonly challenges: readonly string[];
}

export interface Authorization {
  /** The header for the next request; undefined as long as nobody asked for one. */
  header(signal: AbortSignal): Promise<string | undefined>;
  /** Another header for the same request, undefined for none. Several that are refused at once share one token. */
  answer(refused: Challenged): Promise<string | undefined>;
  /** Whether credentials are in use; undefined as long as nobody asked for any. */
  authenticated(): boolean | undefined;
  /** What no message may hold. */
  secrets(): readonly string[];
}

/** Authorization to one repository. */
export function createAuthorization(options: AuthorizationOptions): Authorization {
  const {transport, scope, now} = options;
  let found: Promise<Credentials | undefined> | undefined;
  let credentials: Credentials | undefined;
  /** Sent as it is with every request, once it was asked for. */
  let fixed: string | undefined;

  const findCredentials = async (): Promise<Credentials | undefined> => {
    found ??= options.credentials();
    credentials = await found;
    return credentials;
  };
  const secrets = (): readonly string[] => listSecrets(credentials, bearer.current());
  const bearer = createBearer({transport, credentials: findCredentials, secrets, scope, now});
  const answerFixed = (header: string | undefined, sent: string | undefined): string | undefined => {
    if (header === sent) return undefined;
    fixed = header;
    return header;
  };

  return {
    header: async signal => fixed ?? bearer.header(signal),
    async answer(refused) {
      const challenges = parseChallenges(refused.challenges);
      const challenge = challenges.find(({scheme}) => scheme === 'bearer');
      if (challenge === undefined && !challenges.some(({scheme}) => scheme === 'basic')) return undefined;
      const known = await findCredentials();
      if (challenge === undefined) return answerFixed(known && encodeBasic(known), refused.sent);
      if (known?.registryToken === undefined) return bearer.answer(challenge, refused);
      return answerFixed(`Bearer ${known.registryToken}`, refused.sent);
    },
    authenticated: () => (found === undefined ? undefined : credentials !== undefined),
    secrets
  };
}

function listSecrets(credentials: Credentials | undefined, header: string | undefined): readonly string[] {
  const basic = credentials === undefined ? undefined : encodeBasic(credentials);
  const {password, identityToken, registryToken} = credentials ?? {};
  const headers = [basic, header].map(text => text?.split(' ')[1]);
  return [...headers, password, identityToken, registryToken].flatMap(text => text ?? []).filter(Boolean);
}
