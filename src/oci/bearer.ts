/** The token for one repository: fetched when it is asked for, shared, widened and renewed. Finds no credentials. */
import type {Challenge} from './challenge.ts';
import type {Credentials} from './credentials.ts';
import {fetchToken} from './token.ts';
import type {Transport} from './transport.ts';

export interface BearerOptions {
  readonly transport: Transport;
  readonly credentials: () => Promise<Credentials | undefined>;
  readonly secrets: () => readonly string[];
  /** What is asked for besides what a challenge names. */
  readonly scope: string;
  readonly now: () => number;
}

/** A request that was refused with 401. */
export interface Refused {
  readonly home: URL;
  /** The header that was sent with it. */
  readonly sent: string | undefined;
  /** How often it was refused before. */
  readonly before: number;
  readonly signal: AbortSignal;
}

export interface Bearer {
  /** The header as it is now. */
  current(): string | undefined;
  /** The header for the next request, of a token that still lives; undefined as long as nobody asked for one. */
  header(signal: AbortSignal): Promise<string | undefined>;
  /** A header that may do better than the one that was sent; undefined where a fresh token was refused already. */
  answer(challenge: Challenge, refused: Refused): Promise<string | undefined>;
}

/** A token is renewed so long before it expires, or a tenth of its lifetime where that is less. */
const RENEWAL_MS = 10_000;
const SCOPE_LIMIT = 20;

interface Grant {
  readonly home: URL;
  readonly challenge: Challenge;
  readonly scopes: ReadonlySet<string>;
  readonly header: string;
  readonly expires: number;
}

/** Under way, for as long as the one who began it waits. */
interface Renewal {
  readonly scopes: string;
  readonly signal: AbortSignal;
  readonly grant: Promise<Grant>;
}

/** The keeper of one token. */
export function createBearer({transport, credentials, secrets, scope, now}: BearerOptions): Bearer {
  const scopes = new Set([scope]);
  let grant: Grant | undefined;
  let pending: Renewal | undefined;

  const renew = async (home: URL, challenge: Challenge, signal: AbortSignal): Promise<Grant> => {
    const asked = new Set(scopes);
    const request = {transport, home, challenge, credentials: await credentials(), hide: secrets(), signal};
    const {value, lifetimeMs} = await fetchToken({...request, scopes: [...asked]});
    const expires = now() + lifetimeMs - Math.min(RENEWAL_MS, lifetimeMs / 10);
    grant = {home, challenge, scopes: asked, header: `Bearer ${value}`, expires};
    return grant;
  };
  /** Joins a renewal for the same scopes that is under way; where whoever began it gave up, begins another. */
  const share = async (home: URL, challenge: Challenge, signal: AbortSignal): Promise<string> => {
    for (;;) {
      const key = [...scopes].join(' ');
      if (pending?.scopes !== key || pending.signal.aborted)
        pending = {scopes: key, signal, grant: renew(home, challenge, signal)};
      const own = pending;
      try {
        return (await own.grant).header;
      } catch (error) {
        if (!own.signal.aborted || own.signal === signal) throw error;
        signal.throwIfAborted();
      } finally {
        if (pending === own) pending = undefined;
      }
    }
  };

  return {
    current: () => grant?.header,
    async header(signal) {
      if (grant === undefined || now() < grant.expires) return grant?.header;
      return share(grant.home, grant.challenge, signal);
    },
    async answer(challenge, {home, sent, before, signal}) {
      const wanted = (challenge.parameters.get('scope') ?? '').split(' ').filter(Boolean);
      for (const more of wanted.slice(0, SCOPE_LIMIT - scopes.size)) scopes.add(more);
      const covered = wanted.every(each => grant?.scopes.has(each));
      // Another read was refused too, and has a new token already.
      if (grant !== undefined && grant.header !== sent && covered) return grant.header;
      const insufficient = challenge.parameters.get('error')?.toLowerCase() === 'insufficient_scope';
      if (before > 0 && (covered || !insufficient)) return undefined;
      return share(home, challenge, signal);
    }
  };
}
