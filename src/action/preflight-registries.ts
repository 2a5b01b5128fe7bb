/** Asks each repository that is pushed to whether it may be, and docker whether it is logged in. */
import {listRepositories} from '../build/published.ts';
import type {Credentials} from '../oci/credentials.ts';
import type {PushProbe} from '../oci/push-probe.ts';
import type {Reference} from '../oci/reference.ts';
import type {Transport} from '../oci/transport.ts';
import type {RegistryFacts} from '../preflight/facts.ts';
import {openTransport} from '../oci/network.ts';
import type {Deadline} from './preflight-deadline.ts';
import {findRegistryCredentials} from '../build/registry-credentials.ts';

/** What docker keeps for each registry, asked for once. */
export type Logins = ReadonlyMap<string, Promise<Credentials | undefined>>;

/** Asks docker's configuration, and its helpers, at once. */
export function findLogins(
  references: readonly Reference[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal
): Logins {
  const registries = new Set(references.map(({registry}) => registry));
  return new Map(
    [...registries].map(registry => {
      const login = findRegistryCredentials(registry, env, signal);
      // Whoever waits for it is told.
      login.catch(() => undefined);
      return [registry, login];
    })
  );
}

export interface ProbeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly insecureRegistries: readonly string[];
  readonly logins: Logins;
  readonly deadline: Deadline;
}

/** The repositories, all at once; what does not answer in time is unknown. Writes nothing that stays. */
export async function probeRegistries(
  references: readonly Reference[],
  {env, insecureRegistries, logins, deadline}: ProbeOptions
): Promise<readonly RegistryFacts[]> {
  const repositories = listRepositories(references);
  if (repositories.length === 0) return [];
  let transport: Transport | undefined;
  try {
    transport = await openTransport(env, insecureRegistries);
    const open = transport;
    return await Promise.all(repositories.map(reference => probe(reference, open, logins, deadline)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return repositories.map(reference => describe(reference, {credentials: 'unknown'}, {...UNKNOWN, reason}));
  } finally {
    await transport?.close();
  }
}

const UNKNOWN: PushProbe = {
  permission: 'unknown',
  status: undefined,
  reason: 'no answer in time',
  errors: [],
  authenticated: undefined,
  cancelled: false,
  source: undefined
};

async function probe(
  reference: Reference,
  transport: Transport,
  logins: Logins,
  deadline: Deadline
): Promise<RegistryFacts> {
  const [{probePush}, {createPatience}] = await Promise.all([
    import('../oci/push-probe.ts'),
    import('../oci/patience.ts')
  ]);
  const login = logins.get(reference.registry) ?? Promise.resolve(undefined);
  const patience = createPatience({timeoutMs: deadline.remaining()});
  const asked = probePush({reference, transport, credentials: () => login, patience});
  const [known, push] = await Promise.all([
    deadline.orElse(describeLogin(login), {credentials: 'unknown', credentialsProblem: 'no answer in time'}),
    deadline.orElse(asked, UNKNOWN)
  ]);
  return describe(reference, known, push);
}

type LoginFacts = Pick<RegistryFacts, 'credentials' | 'credentialsProblem'>;

async function describeLogin(login: Promise<Credentials | undefined>): Promise<LoginFacts> {
  try {
    return {credentials: (await login) === undefined ? 'absent' : 'present'};
  } catch (error) {
    return {
      credentials: 'unknown',
      credentialsProblem: error instanceof Error ? error.message : String(error)
    };
  }
}

function describe({registry, repository}: Reference, login: LoginFacts, push: PushProbe): RegistryFacts {
  return {registry, repository, ...login, push};
}
