/** What the environment does to this run, as far as the checks want to know it. Shows no value that may be a secret. */
import {parseGoBoolean} from '../build/go-boolean.ts';
import {redactUserinfo} from '../oci/plain-text.ts';
import {createProxyChooser, ProxyError} from '../oci/proxy.ts';
import type {EnvironmentFacts, RunFacts} from '../preflight/facts.ts';
import {readProxy} from '../oci/network.ts';
import type {Situation} from './situation.ts';

/** Set in every run of GitHub Actions; without them neither builder id nor context make sense. */
const REQUIRED = ['GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_SHA', 'GITHUB_REF', 'GITHUB_EVENT_NAME'];

export function describeEnvironment(env: NodeJS.ProcessEnv): EnvironmentFacts {
  const host = env['DOCKER_HOST'] ?? '';
  return {
    // Node's own rule: nothing but "0" turns it off.
    tlsUnverified: env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    dockerHost: host === '' ? undefined : redactUserinfo(host),
    dockerTls: (env['DOCKER_TLS_VERIFY'] ?? '') !== '',
    proxies: ['http_proxy', 'https_proxy'].flatMap(name =>
      [name, name.toUpperCase()].filter(variable => (env[variable] ?? '') !== '')
    ),
    proxyProblem: findProxyProblem(env),
    noDefaultAttestations: parseGoBoolean(env['BUILDX_NO_DEFAULT_ATTESTATIONS'] ?? '') === true
  };
}

function findProxyProblem(env: NodeJS.ProcessEnv): string | undefined {
  try {
    createProxyChooser(readProxy(env));
    return undefined;
  } catch (error) {
    if (error instanceof ProxyError) return error.message;
    throw error;
  }
}

/** The builder id and the default context are made of these. */
function listSenseless({serverUrl, repository}: Situation['runner']): string[] {
  return [
    ...(/^https?:\/\//.test(serverUrl) && URL.canParse(serverUrl) ? [] : ['GITHUB_SERVER_URL is no URL']),
    ...(/^[\w.-]+\/[\w.-]+$/.test(repository) ? [] : ['GITHUB_REPOSITORY is no OWNER/NAME'])
  ];
}

/** @param owner - of the repository, where the event says what it is. */
export function describeRun(
  {inputs, runner, kind}: Situation,
  env: NodeJS.ProcessEnv,
  owner: RunFacts['owner']
): RunFacts {
  return {
    kind: kind.value,
    missing: REQUIRED.filter(name => (env[name] ?? '') === ''),
    senseless: listSenseless(runner),
    eventProblem: runner.eventProblem,
    sha: runner.sha,
    enforce: inputs.enforce,
    private: runner.private,
    owner
  };
}
