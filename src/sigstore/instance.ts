/** Which Sigstore signs for a repository, where it is and what its bundles must hold. Asks nobody. */
import type {Resolved} from '../resolved.ts';
import {SigningError} from './signing-error.ts';

/** How many of each a bundle must hold for the instance's signature to count. */
export interface Thresholds {
  /** Signed certificate timestamps: that the certificate was logged. */
  readonly ctlog: number;
  /** Entries in a transparency log. */
  readonly tlog: number;
  /** Signed times, of a timestamp authority or of a log. */
  readonly timestamp: number;
}

export interface Instance {
  readonly name: 'public-good' | 'github';
  /** Who issues the tokens of the server's jobs. */
  readonly issuer: string;
  readonly fulcioUrl: string;
  /** The log's, where there is one. */
  readonly rekorUrl: string | undefined;
  /** The timestamp authority's, where there is one. */
  readonly timestampUrl: string | undefined;
  readonly thresholds: Thresholds;
  /** The TUF repository that its trusted root comes from. */
  readonly tufUrl: string;
  /** The server is a GHE.com host, whose trusted root has a name of its own: see `loadTrust`. */
  readonly tenant: boolean;
}

/** What Fulcio wants tokens to be meant for. */
export const SIGSTORE_AUDIENCE = 'sigstore';

const PUBLIC_GOOD = {
  name: 'public-good',
  fulcioUrl: 'https://fulcio.sigstore.dev',
  rekorUrl: 'https://rekor.sigstore.dev',
  timestampUrl: undefined,
  thresholds: {ctlog: 1, tlog: 1, timestamp: 1},
  tufUrl: 'https://tuf-repo-cdn.sigstore.dev',
  tenant: false
} as const;

const TUF_OF_GITHUB = 'https://tuf-repo.github.com';

/**
 * The instance by the token's `repository_visibility`; anything but `public` stays out of the public log, and so does
 * whatever comes from GHE.com. Throws {@link SigningError} `server-unsupported`.
 */
export function resolveInstance(visibility: string | undefined, serverUrl: string): Resolved<Instance> {
  const host = readHost(serverUrl);
  const server = `server ${host}`;
  if (host === 'github.com') {
    const issuer = 'https://token.actions.githubusercontent.com';
    const source = visibility === undefined ? 'default' : 'claim repository_visibility';
    const trace = [server, `repository_visibility is ${visibility ?? 'not in the token'}`];
    if (visibility === 'public') return {value: {...PUBLIC_GOOD, issuer}, source, trace};
    return {value: createGitHub('githubapp.com', issuer, false), source, trace};
  }
  if (/^[a-z0-9-]+\.ghe\.com$/.test(host)) {
    const value = createGitHub(host, `https://token.actions.${host}`, true);
    return {value, source: server, trace: [`${server} is on GHE.com, which has an instance of its own`]};
  }
  throw new SigningError({
    code: 'server-unsupported',
    url: serverUrl,
    message: `GitHub server ${host} has no Sigstore instance: github.com and GHE.com have, GitHub Enterprise Server has not.`
  });
}

function readHost(serverUrl: string): string {
  const url = URL.parse(serverUrl);
  return url?.protocol === 'https:' ? url.host : '(not an https URL)';
}

function createGitHub(host: string, issuer: string, tenant: boolean): Instance {
  return {
    name: 'github',
    issuer,
    fulcioUrl: `https://fulcio.${host}`,
    rekorUrl: undefined,
    timestampUrl: `https://timestamp.${host}`,
    thresholds: {ctlog: 0, tlog: 0, timestamp: 1},
    tufUrl: TUF_OF_GITHUB,
    tenant
  };
}
