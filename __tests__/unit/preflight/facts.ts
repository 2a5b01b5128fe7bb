/** Facts of a run in which nothing is wrong, and what the tests change of them. */
import type {Builder, Node} from '../../../src/build/builder.ts';
import type {Facts} from '../../../src/build/facts.ts';
import type {PushProbe} from '../../../src/oci/push-probe.ts';
import {runChecks, type Check} from '../../../src/preflight/check.ts';
import type {PlanFacts, PreflightFacts, RegistryFacts} from '../../../src/preflight/facts.ts';
import {options} from '../build/planning.ts';

export const SHA = '0123456789abcdef0123456789abcdef01234567';

export const node: Node = {
  name: 'builder0',
  endpoint: 'unix:///var/run/docker.sock',
  status: 'running',
  buildkit: 'v0.25.2',
  platforms: ['linux/amd64', 'linux/arm64'],
  labels: {}
};

export const builder: Builder = {name: 'builder', driver: 'docker-container', nodes: [node]};

export const engine: Facts = {
  buildx: {command: ['buildx'], version: 'github.com/docker/buildx v0.29.1', release: '0.29.1'},
  builder,
  builderError: undefined,
  loadKeepsAttestations: undefined
};

export function engineOf(some: Partial<Builder>): Facts {
  return {...engine, builder: {...builder, ...some}};
}

export const plan: PlanFacts = {
  provenance: {value: 'max', source: 'default', trace: []},
  destination: {
    kind: 'registry',
    references: [{registry: 'ghcr.io', repository: 'acme/app', tag: '1'}],
    byDigest: false,
    shared: false
  },
  context: {kind: 'path', value: '.'}
};

export const probe: PushProbe = {
  permission: 'yes',
  status: 202,
  reason: '202 Accepted',
  errors: [],
  authenticated: true,
  cancelled: true,
  source: 'repository'
};

export const registry: RegistryFacts = {
  registry: 'ghcr.io',
  repository: 'acme/app',
  credentials: 'present',
  push: probe
};

/** A registry that refuses a push, changed where a test says so. */
export function probed(
  push: Partial<PushProbe>,
  more: Partial<RegistryFacts> = {}
): Pick<PreflightFacts, 'registries'> {
  const refused = {...probe, permission: 'no', status: 403, reason: '403 Forbidden', ...push} as const;
  return {registries: [{...registry, ...more, push: refused}]};
}

export const good: PreflightFacts = {
  run: {
    kind: 'attest',
    missing: [],
    senseless: [],
    eventProblem: undefined,
    sha: SHA,
    enforce: true,
    private: false,
    owner: undefined
  },
  options: options({tags: ['ghcr.io/acme/app:1'], push: true, platforms: ['linux/amd64', 'linux/arm64']}),
  engine,
  plan,
  signing: {
    decision: {value: true, source: 'default', trace: []},
    missing: [],
    store: 'auto'
  },
  registries: [registry],
  sources: {
    context: {path: '.', state: 'folder'},
    dockerfile: {path: 'Dockerfile', state: 'file'},
    buildContexts: [],
    runsOnTarget: true
  },
  checkout: {state: 'git', head: SHA, shallow: true, dirty: 'no', expected: SHA},
  environment: {
    tlsUnverified: false,
    dockerHost: undefined,
    dockerTls: false,
    proxies: [],
    proxyProblem: undefined,
    noDefaultAttestations: false
  },
  secrets: {mode: 'default', exposed: [], unread: []}
};

export function facts(some: Partial<PreflightFacts>): PreflightFacts {
  return {...good, ...some};
}

export function check(id: string, some: Partial<PreflightFacts>): Check {
  const found = runChecks(facts(some)).filter(one => one.id === id);
  if (found.length !== 1) throw new Error(`${String(found.length)} checks are called ${id}`);
  return found[0]!;
}

/** `failed PROV-7A`. */
export function outcome(id: string, some: Partial<PreflightFacts>): string {
  const {outcome: result, diagnostic} = check(id, some);
  if (diagnostic === undefined) return result;
  return `${result} ${diagnostic.code}${diagnostic.severity === 'notice' ? ' notice' : ''}`;
}
