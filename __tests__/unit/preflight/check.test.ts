import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {parseInspection} from '../../../src/build/builder.ts';
import {runChecks} from '../../../src/preflight/check.ts';
import type {PreflightFacts, RegistryFacts} from '../../../src/preflight/facts.ts';
import type {PushProbe} from '../../../src/oci/push-probe.ts';
import {options, output} from '../build/planning.ts';
import {
  check,
  engine,
  engineOf,
  facts,
  good,
  node,
  outcome,
  plan,
  probe,
  probed,
  registry,
  SHA
} from './facts.ts';

const none = (source: string) => ({...plan, provenance: {value: 'none', source, trace: ['why']}}) as const;
const nowhere = {...plan, destination: {kind: 'none', reason: 'nothing is pushed'}} as const;
const dryRun = {...good.run, kind: 'dry run'} as const;

describe('the checks', () => {
  it('all pass where nothing is wrong, or do not matter', () => {
    const checks = runChecks(good);
    assert.deepEqual(
      checks.filter(({outcome: result}) => result !== 'passed' && result !== 'skipped'),
      []
    );
    assert.ok(checks.every(({diagnostic}) => diagnostic === undefined));
    assert.equal(new Set(checks.map(({id}) => id)).size, checks.length);
  });

  it('have a diagnostic of this phase wherever one fails', () => {
    const bad = runChecks(
      facts({
        run: {...good.run, missing: ['GITHUB_SHA']},
        engine: {missing: ['docker buildx version: exit code 1']},
        environment: {
          ...good.environment,
          tlsUnverified: true,
          proxyProblem: 'HTTP_PROXY is not the URL of a proxy'
        },
        sources: {...good.sources, context: {path: 'x', state: 'absent'}},
        ...probed({}),
        secrets: {mode: 'default', unread: [], exposed: [exposure('error')]}
      })
    );
    const failed = bad.filter(({outcome: result}) => result === 'failed');
    assert.ok(failed.length >= 7);
    for (const one of failed) {
      assert.equal(one.diagnostic?.phase, 'preflight', one.id);
      assert.equal(one.diagnostic.severity, 'error', one.id);
      assert.equal(one.diagnostic.evidence[0], one.evidence);
    }
    assert.equal(failed[0]!.id, 'run', 'configuration decides before all else');
  });

  it('know nothing rather than fail where nothing could be found out', () => {
    const checks = runChecks(
      facts({
        engine: {...engine, builder: undefined, builderError: 'gave no answer in time'},
        registries: [
          {
            ...registry,
            credentials: 'unknown',
            push: {...probe, permission: 'unknown', reason: 'no answer in time', status: undefined}
          }
        ],
        sources: {
          context: {path: '.', state: 'unknown'},
          dockerfile: {path: 'Dockerfile', state: 'unknown'},
          buildContexts: [],
          runsOnTarget: undefined
        },
        checkout: {state: 'unknown', reason: 'git did not answer in time'},
        run: {...good.run, private: undefined, eventProblem: 'the event file holds no object'}
      })
    );
    const unknown = checks.filter(({outcome: result}) => result === 'unknown').map(({id}) => id);
    assert.deepEqual(unknown, [
      'run',
      'builder',
      'attestations',
      'context',
      'dockerfile',
      'checkout',
      'credentials',
      'push',
      'storage'
    ]);
    assert.ok(checks.every(({outcome: result}) => result !== 'failed'));
  });

  it('say nothing of a build where nothing is built', () => {
    const resumed: Partial<PreflightFacts> = {
      engine: undefined,
      plan: {...plan, context: undefined},
      sources: {context: undefined, dockerfile: undefined, buildContexts: [], runsOnTarget: undefined},
      checkout: {state: 'elsewhere', reason: 'Nothing is built'}
    };
    const passed = runChecks(facts(resumed)).filter(({outcome: result}) => result !== 'skipped');
    assert.deepEqual(
      passed.map(({id}) => id),
      ['run', 'inputs', 'secrets', 'tls', 'tags', 'credentials', 'push', 'oidc', 'storage', 'secret-looks']
    );
  });
});

describe('buildx', () => {
  const old = {
    ...engine,
    buildx: {...engine.buildx, version: 'github.com/docker/buildx 0.9.1', release: '0.9.1'}
  };

  it('fails where it is missing or too old for what is wanted', () => {
    assert.equal(outcome('buildx', {engine: {missing: ['x']}}), 'failed PROV-7C');
    assert.equal(outcome('buildx', {engine: old}), 'failed PROV-7A');
  });

  it('passes where it is old and no provenance is wanted, or where its version is anybody’s guess', () => {
    assert.equal(outcome('buildx', {engine: old, options: options({provenance: 'false'})}), 'passed');
    assert.equal(outcome('buildx', {engine: old, options: options({call: 'check'})}), 'passed');
    assert.equal(
      outcome('buildx', {engine: {...engine, buildx: {...engine.buildx, release: undefined}}}),
      'passed'
    );
  });
});

describe('the builder', () => {
  it('fails where it cannot be had, and not where it only is not up yet', () => {
    const gone = {...engine, builder: undefined, builderError: 'no builder "x" found (exit code 1)'};
    assert.equal(outcome('builder', {engine: gone}), 'failed PROV-010');
    const unreached = {...gone, builderError: 'failed to dial: connection refused (exit code 1)'};
    assert.equal(outcome('builder', {engine: unreached}), 'failed PROV-7D');
    assert.equal(outcome('builder', {engine: engineOf({nodes: [{...node, status: 'inactive'}]})}), 'passed');
  });

  it('fails where no node answers, and warns where one does', () => {
    const dead = {...node, name: 'b1', status: 'error', error: 'connection refused'};
    assert.equal(outcome('builder', {engine: engineOf({nodes: [dead]})}), 'failed PROV-7D');
    assert.equal(outcome('builder', {engine: engineOf({nodes: [dead, node]})}), 'warning PROV-7D');
    assert.equal(outcome('builder', {engine: engineOf({nodes: []})}), 'unknown');
  });

  it('fails where a remote builder is not up: no build starts that', () => {
    const idle = {...node, status: 'inactive'};
    const remote = (...nodes: (typeof node)[]) => engineOf({driver: 'remote', nodes});
    assert.equal(outcome('builder', {engine: remote(idle)}), 'failed PROV-7D');
    assert.equal(outcome('builder', {engine: remote(idle, node)}), 'warning PROV-7D');
    assert.equal(outcome('builder', {engine: remote(node)}), 'passed');
  });
});

describe('what buildx itself printed', () => {
  const inspect = (name: string) => {
    const text = readFileSync(new URL(`../../fixtures/buildx/${name}.txt`, import.meta.url), 'utf8');
    const {builder, error} = parseInspection(text);
    const found = {
      engine: {...engine, builder, builderError: error},
      options: options({platforms: ['linux/amd64']})
    };
    return ['builder', 'buildkit', 'attestations', 'platforms'].map(id => outcome(id, found)).join(', ');
  };

  it('is judged', () => {
    assert.equal(inspect('daemon-down'), 'failed PROV-7D, skipped, unknown, skipped');
    assert.equal(inspect('docker-classic-store'), 'passed, skipped, failed PROV-1B, passed');
    assert.equal(inspect('docker-containerd-store'), 'passed, skipped, passed, passed');
    assert.equal(inspect('docker-container'), 'passed, passed, passed, passed');
    assert.equal(inspect('docker-container-inactive'), 'passed, unknown, unknown, unknown');
    assert.equal(inspect('remote'), 'passed, passed, passed, passed');
    assert.equal(inspect('two-nodes'), 'passed, passed, passed, passed');
  });
});

describe('BuildKit', () => {
  const on = (buildkit: string | undefined, status = 'running') => ({
    engine: engineOf({nodes: [node, {...node, name: 'b1', status, buildkit}]})
  });

  it('fails where a running node is too old, or states no version', () => {
    assert.equal(outcome('buildkit', on('v0.10.6')), 'failed PROV-7B');
    assert.equal(outcome('buildkit', on(undefined)), 'failed PROV-7B');
    assert.match(check('buildkit', on('v0.10.6')).evidence, /b1: v0\.10\.6/);
  });

  it('passes with a version that nobody can parse, and where no provenance is wanted', () => {
    assert.equal(outcome('buildkit', on('v0.0.0+unknown')), 'passed');
    assert.equal(outcome('buildkit', on('4b9f22a')), 'passed');
    assert.equal(outcome('buildkit', {...on('v0.10.6'), options: options({provenance: 'false'})}), 'passed');
  });

  it('is not known where no node is up, and does not matter in an engine', () => {
    assert.equal(
      outcome('buildkit', {engine: engineOf({nodes: [{...node, status: 'inactive', buildkit: undefined}]})}),
      'unknown'
    );
    assert.equal(outcome('buildkit', on(undefined, 'inactive')), 'passed');
    assert.equal(
      outcome('buildkit', {engine: engineOf({driver: 'docker', nodes: [{...node, buildkit: undefined}]})}),
      'skipped'
    );
  });
});

describe('attestations', () => {
  const docker = (labels: Readonly<Record<string, string>>) =>
    engineOf({driver: 'docker', nodes: [{...node, labels}]});
  const containerd = {'org.mobyproject.buildkit.worker.snapshotter': 'overlayfs'};

  it('depend on what the engine can do, not on the name of its driver', () => {
    assert.equal(outcome('attestations', {engine: docker(containerd)}), 'passed');
    assert.equal(outcome('attestations', {engine: docker({})}), 'failed PROV-1B');
  });

  it('are missed once: the plan tells where it gave them up, and BuildKit’s age is told of BuildKit', () => {
    assert.equal(outcome('attestations', {engine: docker({}), plan: none('destination')}), 'warning');
    assert.equal(
      outcome('attestations', {engine: engineOf({nodes: [{...node, buildkit: 'v0.10.0'}]})}),
      'skipped'
    );
  });
});

describe('platforms', () => {
  const riscv = options({platforms: ['linux/riscv64', 'linux/arm64/v8', 'local']});

  it('warn where no node runs one, by every name that it has', () => {
    assert.equal(outcome('platforms', {options: riscv}), 'warning PROV-4A');
    assert.match(check('platforms', {options: riscv}).evidence, /does not run linux\/riscv64;/);
    assert.equal(
      outcome('platforms', {options: options({platforms: ['linux/x86_64', 'linux/aarch64']})}),
      'passed'
    );
    assert.equal(outcome('platforms', {options: options({platforms: ['local']})}), 'skipped');
  });

  it('pass where nothing runs on them, or another node does', () => {
    assert.equal(
      outcome('platforms', {options: riscv, sources: {...good.sources, runsOnTarget: false}}),
      'passed'
    );
    const second = {...node, name: 'b1', platforms: ['linux/riscv64']};
    assert.equal(outcome('platforms', {options: riscv, engine: engineOf({nodes: [node, second]})}), 'passed');
  });

  it('are not known of a node that is not up', () => {
    const idle = {...node, status: 'inactive', platforms: []};
    assert.equal(outcome('platforms', {options: riscv, engine: engineOf({nodes: [node, idle]})}), 'unknown');
  });
});

describe('outputs and provenance', () => {
  it('fail where BuildKit would find out after the last step', () => {
    const outputs = [output('type=image,push=true,oci-mediatypes=false')];
    assert.equal(outcome('outputs', {options: options({outputs})}), 'failed PROV-1D');
    assert.equal(outcome('outputs', {options: options({outputs: [output('type=local,dest=x')]})}), 'passed');
    assert.equal(
      outcome('outputs', {options: options({outputs}), plan: none('input provenance')}),
      'skipped'
    );
  });

  it('are a row alone where the plan tells of it', () => {
    assert.equal(outcome('outputs', {plan: none('destination')}), 'warning');
    assert.equal(outcome('outputs', {plan: nowhere}), 'skipped');
    for (const loaded of [options({push: false, load: true}), options({outputs: [output('type=docker')]})])
      assert.equal(outcome('outputs', {plan: nowhere, options: loaded}), 'passed');
    const archive = options({outputs: [output('type=docker,dest=x')]});
    assert.equal(outcome('outputs', {plan: nowhere, options: archive}), 'skipped');
  });

  it('warn where the environment turns the default off, and pass where an input does or overrules it', () => {
    assert.equal(outcome('provenance', {plan: none('BUILDX_NO_DEFAULT_ATTESTATIONS')}), 'warning PROV-1C');
    assert.equal(outcome('provenance', {plan: none('input provenance')}), 'passed');
    assert.match(
      check('provenance', {environment: {...good.environment, noDefaultAttestations: true}}).evidence,
      /overruled/
    );
  });

  it('warn where inputs say a thing twice, or the opposite', () => {
    const attests = ['type=provenance,mode=min', 'type=sbom'];
    assert.equal(
      outcome('provenance', {options: options({attests, provenance: 'mode=max'})}),
      'warning PROV-011'
    );
    assert.equal(outcome('provenance', {options: options({attests, sbom: 'true'})}), 'warning PROV-011');
    assert.equal(outcome('provenance', {options: options({attests})}), 'passed');
    const outputs = [output('type=registry')];
    assert.equal(outcome('provenance', {options: options({push: false, outputs})}), 'warning PROV-011');
    assert.equal(outcome('provenance', {options: options({push: true, outputs})}), 'passed');
  });
});

describe('context, Dockerfile and checkout', () => {
  it('fail where they are not there', () => {
    const context = {path: 'src', state: 'absent'} as const;
    assert.equal(outcome('context', {sources: {...good.sources, context}}), 'failed PROV-021');
    assert.equal(outcome('dockerfile', {sources: {...good.sources, context}}), 'skipped');
    assert.equal(
      outcome('context', {sources: {...good.sources, buildContexts: [{...context, name: 'lib'}]}}),
      'failed PROV-021'
    );
    for (const state of ['absent', 'folder', 'unreadable'] as const) {
      const dockerfile = {path: 'src/Dockerfile', state};
      assert.equal(outcome('dockerfile', {sources: {...good.sources, dockerfile}}), 'failed PROV-021');
    }
  });

  it('warn of a commit that cannot be recorded, and note where it is another one, or not all', () => {
    const {checkout} = good;
    assert.equal(outcome('checkout', {checkout: {state: 'none', reason: 'no git'}}), 'warning PROV-012');
    assert.equal(outcome('checkout', {checkout: {...checkout, head: SHA.replace('0', '1')}}), 'warning');
    assert.equal(outcome('checkout', {checkout: {...checkout, dirty: 'changes'}}), 'warning');
    assert.equal(outcome('checkout', {checkout: {...checkout, dirty: 'ignored files'}}), 'warning');
    assert.equal(outcome('checkout', {checkout: {...checkout, shallow: true}}), 'passed');
    assert.equal(outcome('checkout', {checkout: {state: 'git', head: SHA}}), 'unknown');
  });
});

describe('tags, credentials and pushing', () => {
  it('warn of a name that means an official image', () => {
    const official = {registry: 'docker.io', repository: 'library/app', tag: '1'};
    const destination = {...plan.destination, references: [official]} as typeof plan.destination;
    const named = {plan: {...plan, destination}};
    assert.equal(outcome('tags', named), 'warning PROV-3H');
    const refused = probed({status: 401, reason: '401'}, official);
    assert.equal(outcome('tags', {...named, ...refused}), 'passed');
    assert.equal(outcome('push', {...named, ...refused}), 'failed PROV-3H');
  });

  it('tell of missing credentials once, and only where they are needed', () => {
    const absent = {credentials: 'absent'} as const;
    assert.equal(outcome('credentials', {registries: [{...registry, ...absent}]}), 'passed');
    assert.equal(outcome('credentials', probed({}, absent)), 'failed PROV-3B');
    assert.equal(outcome('push', probed({}, absent)), 'skipped');
    assert.equal(outcome('credentials', probed({permission: 'unknown'}, absent)), 'unknown');
    assert.equal(
      outcome('credentials', probed({permission: 'unknown'}, {credentials: 'unknown'})),
      'unknown'
    );
  });

  const refusals: readonly (readonly [string, Partial<PushProbe>, Partial<RegistryFacts>, string])[] = [
    [
      'GHCR knows the package',
      {errors: [{code: 'DENIED', message: 'permission_denied: write_package'}]},
      {},
      'PROV-3C'
    ],
    [
      'GHCR refuses the installation',
      {errors: [{code: 'DENIED', message: 'installation not allowed to Create organization package'}]},
      {},
      'PROV-3A'
    ],
    ['GHCR says no more', {}, {}, 'PROV-3A'],
    ['the token server refuses', {source: 'token server'}, {}, 'PROV-3B'],
    [
      'Docker Hub gives no right to push',
      {status: 401, errors: [{code: 'UNAUTHORIZED', message: 'insufficient_scope: authorization failed'}]},
      {registry: 'docker.io'},
      'PROV-3A'
    ],
    ['a registry knows the credentials not', {status: 401}, {registry: 'registry.acme.dev'}, 'PROV-3B'],
    ['a registry forbids', {}, {registry: 'registry.acme.dev'}, 'PROV-3A']
  ];
  for (const [title, push, more, code] of refusals) {
    it(`name the cause and what else it may be where ${title}`, () => {
      const {outcome: result, diagnostic} = check('push', probed(push, more));
      assert.equal(result, 'failed');
      assert.equal(diagnostic?.code, code);
      assert.ok(diagnostic.alternatives.length > 0);
      assert.match(
        diagnostic.evidence[0]!,
        /^(?:POST \S+\/blobs\/uploads\/|A token to push to \S+): 403 Forbidden/
      );
    });
  }

  it('do not fail where the registry said neither yes nor no', () => {
    assert.equal(
      outcome('push', probed({permission: 'unknown', status: 429, reason: '429 Too Many Requests'})),
      'unknown'
    );
  });

  it('are a check for each repository, and credentials for each registry', () => {
    const registries = [
      registry,
      {...registry, repository: 'acme/other'},
      {...registry, registry: 'quay.io'}
    ];
    const ids = runChecks(facts({registries})).map(({id}) => id);
    assert.deepEqual(
      [ids.filter(id => id === 'push').length, ids.filter(id => id === 'credentials').length],
      [3, 2]
    );
  });
});

describe('signing', () => {
  const refused = (source: string, impossible?: string) => ({
    signing: {
      ...good.signing,
      missing: ['ACTIONS_ID_TOKEN_REQUEST_URL'],
      decision: {value: false, source, trace: ['why'], ...(impossible === undefined ? {} : {impossible})}
    }
  });
  const why = 'sign is true, but …';

  it('warns without the token’s variables, and fails where signing was demanded', () => {
    assert.equal(outcome('oidc', refused('permissions')), 'warning PROV-2A');
    assert.equal(outcome('oidc', refused('permissions', why)), 'failed PROV-2A');
    assert.equal(outcome('oidc', {...refused('event pull_request'), run: dryRun}), 'skipped');
  });

  it('fails where signing was demanded of a run that has nothing to sign', () => {
    assert.equal(outcome('oidc', refused('destination', why)), 'failed PROV-011');
    assert.equal(outcome('oidc', refused('destination')), 'skipped');
  });

  it('warns on a server without attestations, and fails where signing was demanded', () => {
    assert.equal(outcome('storage', refused('GITHUB_SERVER_URL')), 'warning PROV-2D');
    assert.equal(outcome('storage', refused('GITHUB_SERVER_URL', why)), 'failed PROV-2D');
    assert.equal(outcome('oidc', refused('GITHUB_SERVER_URL', why)), 'skipped');
  });

  it('knows nothing of signing without a plan', () => {
    const signing = {...good.signing, decision: undefined};
    assert.equal(outcome('oidc', {signing}), 'unknown');
    assert.equal(outcome('storage', {signing}), 'unknown');
  });

  it('does not guess the plan of a private repository', () => {
    const run = (owner: PreflightFacts['run']['owner']) => ({...good.run, private: true, owner});
    const store = (demanded: 'auto' | 'true' | 'false') => ({...good.signing, store: demanded});
    assert.equal(outcome('storage', {run: run('Organization')}), 'unknown');
    assert.equal(outcome('storage', {run: run(undefined)}), 'unknown');
    assert.equal(outcome('storage', {run: run('User')}), 'warning PROV-2D notice');
    assert.equal(outcome('storage', {run: run('User'), signing: store('true')}), 'failed PROV-2D');
    assert.equal(outcome('storage', {run: run('User'), signing: store('false')}), 'skipped');
  });
});

describe('the environment', () => {
  const {environment} = good;

  it('fails where TLS is not checked, or a proxy is none', () => {
    assert.equal(outcome('tls', {environment: {...environment, tlsUnverified: true}}), 'failed PROV-015');
    assert.equal(outcome('proxies', {environment: {...environment, proxyProblem: 'x'}}), 'failed PROV-015');
    assert.equal(outcome('proxies', {environment: {...environment, proxies: ['HTTPS_PROXY']}}), 'passed');
  });

  it('warns of an engine far away without TLS', () => {
    const at = (dockerHost: string, dockerTls = false) =>
      outcome('docker-host', {environment: {...environment, dockerHost, dockerTls}});
    assert.equal(at('tcp://engine.acme.dev:2375'), 'warning PROV-015');
    for (const host of [
      'unix:///run/docker.sock',
      'ssh://me@engine.acme.dev',
      'tcp://localhost:2375',
      'tcp://127.0.0.1:2375',
      'tcp://docker:2375',
      'npipe:////./pipe/docker_engine'
    ])
      assert.equal(at(host), 'passed', host);
    assert.equal(at('tcp://engine.acme.dev:2376', true), 'passed');
  });

  it('fails where the run does not say what it is, and where no plan can be made', () => {
    assert.equal(outcome('run', {run: {...good.run, missing: ['GITHUB_SHA']}}), 'failed PROV-013');
    const {plan: _, ...rest} = good;
    const problem = (input: string) =>
      runChecks({...rest, plan: undefined, planProblem: {input, message: `${input}: is wrong`}});
    assert.equal(problem('tags').find(({id}) => id === 'inputs')?.diagnostic?.code, 'PROV-3H');
    assert.equal(problem('call').find(({id}) => id === 'inputs')?.diagnostic?.code, 'PROV-011');
  });
});

function exposure(severity: 'error' | 'warning') {
  return {
    severity,
    rule: 'known',
    where: 'Dockerfile',
    line: 7,
    what: 'holds input secrets: npm',
    length: 40
  } as const;
}

describe('secrets', () => {
  const exposed = (severity: 'error' | 'warning', mode: 'default' | 'off' = 'default') => ({
    secrets: {mode, exposed: [exposure(severity)], unread: []}
  });

  it('fail, or warn, with the line of the Dockerfile', () => {
    assert.equal(outcome('secrets', exposed('error')), 'failed PROV-027');
    assert.equal(outcome('secret-looks', exposed('warning')), 'warning PROV-1F');
    assert.deepEqual(check('secrets', exposed('error')).diagnostic?.place, {file: 'Dockerfile', line: 7});
    assert.equal(outcome('secrets', exposed('warning')), 'passed');
    assert.equal(outcome('secrets', exposed('error', 'off')), 'skipped');
  });

  it('warn where nothing is published, but not in a dry run, which is there to tell', () => {
    assert.equal(outcome('secrets', {...exposed('error'), plan: nowhere}), 'warning PROV-027');
    assert.equal(outcome('secrets', {...exposed('error'), plan: nowhere, run: dryRun}), 'failed PROV-027');
  });

  it('are not known where something could not be read', () => {
    assert.equal(
      outcome('secrets', {secrets: {mode: 'default', exposed: [], unread: ['Dockerfile']}}),
      'unknown'
    );
  });
});
