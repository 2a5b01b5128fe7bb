/** The credentials that `docker login` left for a registry, in a file or with a helper. */
import {homedir} from 'node:os';
import {join} from 'node:path';
import {buildxEnvironment} from './environment.ts';
import {captureProcess} from './process.ts';
import {findCredentials} from '../oci/credentials.ts';
import type {Credentials} from '../oci/credentials.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const HELPER_TIMEOUT_MS = 20_000;
const HELPER_LIMIT = 1024 * 1024;

/** Undefined where docker knows none. Throws `CredentialsError`. */
export function findRegistryCredentials(
  registry: string,
  env: Environment,
  signal?: AbortSignal
): Promise<Credentials | undefined> {
  // Docker takes an empty variable for none; a path that begins with nothing would be one in the workspace.
  const folder = env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker');
  return findCredentials(registry, {
    configFile: join(folder, 'config.json'),
    runHelper: (helper, host) => runHelper(helper, host, env, signal)
  });
}

async function runHelper(
  helper: string,
  host: string,
  env: Environment,
  signal: AbortSignal | undefined
): Promise<{exitCode: number; stdout: string}> {
  const {exitCode, stdout, spawnError, timedOut} = await captureProcess(
    [`docker-credential-${helper}`, 'get'],
    {
      env: buildxEnvironment(env, {githubCache: false, named: []}),
      input: host,
      ...(signal === undefined ? {} : {signal}),
      timeoutMs: HELPER_TIMEOUT_MS,
      limit: HELPER_LIMIT
    }
  );
  if (exitCode !== undefined) return {exitCode, stdout};
  const code = spawnError?.code ?? (timedOut ? 'ETIMEDOUT' : 'EINTR');
  throw Object.assign(new Error(spawnError?.message ?? 'the helper gave no answer'), {code});
}
