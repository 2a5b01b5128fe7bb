/** Sigstore's two instances and GitHub, as a step that signs sees them. Knows no cryptography: its parts do. */
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createFaults} from '../faults.ts';
import type {Fault, Faults} from '../faults.ts';
import {createRunFolder, endNow, endWithProcess} from '../run-folder.ts';
import {describeClaims} from './claims.ts';
import type {Claims} from './claims.ts';
import type {GitHubStore, StorageRecord, StoredAttestation} from './github-api.ts';
import {findHosts} from './hosts.ts';
import {createServices} from './services.ts';
import {createTlsIdentity} from './tls-identity.ts';
import {startTlsProxy} from './tls-proxy.ts';
import type {SigstoreRequest} from './tls-proxy.ts';
import {formatTrustedRoot} from './trusted-root.ts';

export interface SigstoreOptions {
  /** `https://github.com` where absent; a GHE.com host such as `https://octo.ghe.com` is served under its own names. */
  readonly serverUrl?: string;
  /** The environment of the step that is to sign: what tokens say agrees with it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What tokens say otherwise. */
  readonly claims?: Claims;
  readonly faults?: readonly Fault[];
  /** Let clients through to hosts that are not played, where a build needs its base images. */
  readonly open?: boolean;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
}

export interface LocalSigstore {
  /** To be added to a step's environment: how to get there, whom to trust, and the right to ask for a token. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of a `trusted_root.json` of both instances. */
  readonly trustedRoot: string;
  /** What the next token says, beside or instead of `iss`, `aud` and its times; undefined leaves a claim out. */
  readonly claims: Claims;
  /** What Fulcio certifies otherwise than the token says; may be changed. */
  readonly certified: Claims;
  /** Every identity token that was given so far. */
  readonly tokens: readonly string[];
  /** Their `path` is matched against `HOST/PATH`. `delayMs: never` hangs, `resetAfter: 0` sends nothing. */
  readonly faults: Faults;
  /** Hosts that cannot be reached, as all are that are not played, unless it is `open`; may be changed. */
  readonly offline: Set<string>;
  /** Every request so far, the oldest first; may be emptied (`length = 0`). */
  readonly requests: SigstoreRequest[];
  readonly latency: {ms: number};
  /** What the attestations API holds, the oldest first; may be changed. */
  readonly attestations: StoredAttestation[];
  readonly storageRecords: StorageRecord[];
  /** Where its files are; removed by `stop`. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A `delayMs` beyond everybody's patience: a day. */
export const never = 24 * 60 * 60_000;

/** Running stand-ins of which nothing remains after `stop`, or after this process. */
export async function startSigstore(options: SigstoreOptions = {}): Promise<LocalSigstore> {
  const serverUrl = options.serverUrl ?? options.env?.['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const names = findHosts(serverUrl);
  const claims = {...describeClaims(options.env), ...options.claims};
  const certified: Claims = {};
  const store: GitHubStore = {attestations: [], storageRecords: []};
  const faults = createFaults(options.faults);
  const offline = new Set<string>();
  const latency = {ms: options.latencyMs ?? 0};

  const {issuer, hosts, trusted} = await createServices(serverUrl, {claims, certified}, store);
  const {authority, ...identity} = await createTlsIdentity([...hosts.keys()]);
  const proxy = await startTlsProxy({
    hosts,
    ...identity,
    faults,
    offline,
    open: options.open ?? false,
    latency
  });
  const folder = createRunFolder();
  const end = endWithProcess(() => {
    proxy.close();
    rmSync(folder, {recursive: true, force: true});
  });
  const trustedRoot = join(folder, 'trusted_root.json');
  const caFile = join(folder, 'ca.pem');
  writeFileSync(trustedRoot, formatTrustedRoot(trusted, new Date(Date.now() - 5_000)));
  writeFileSync(caFile, authority);

  const env = {
    HTTPS_PROXY: proxy.origin,
    NO_PROXY: '127.0.0.1,localhost,::1',
    NODE_EXTRA_CA_CERTS: caFile,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_API_URL: `https://${names.api}`,
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://${names.tokens}/24/idtoken/local?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: issuer.requestToken
  };
  const {requests} = proxy;
  const told = {claims, certified, faults, offline, latency};
  const stop = (): Promise<void> => endNow(end);
  return {env, trustedRoot, ...told, tokens: issuer.tokens, requests, ...store, folder, stop};
}
