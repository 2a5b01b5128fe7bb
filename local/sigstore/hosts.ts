/** Where GitHub and the two instances of Sigstore are, for github.com and for a tenant of GHE.com. Asks nobody. */

export interface Hosts {
  readonly server: string;
  readonly api: string;
  /** Of the URL at which a job asks for identity tokens. */
  readonly tokens: string;
  /** Of the `iss` of those tokens. */
  readonly issuer: string;
  readonly githubFulcio: string;
  readonly githubTimestamp: string;
}

/** The public-good instance is the same whatever GitHub it is. */
export const publicGood = {
  fulcio: 'fulcio.sigstore.dev',
  rekor: 'rekor.sigstore.dev',
  ctLog: 'ctfe.sigstore.dev'
};

/** Names of hosts without scheme. */
export function findHosts(serverUrl: string): Hosts {
  const server = new URL(serverUrl).host;
  const [content, app] =
    server === 'github.com' ? ['githubusercontent.com', 'githubapp.com'] : [server, server];
  return {
    server,
    api: `api.${server}`,
    tokens: `run-actions-1.actions.${content}`,
    issuer: `token.actions.${content}`,
    githubFulcio: `fulcio.${app}`,
    githubTimestamp: `timestamp.${app}`
  };
}
