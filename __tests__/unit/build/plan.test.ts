import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {PlanError} from '../../../src/build/plan-error.ts';
import {planBuild} from '../../../src/build/plan.ts';
import type {BuildOptions} from '../../../src/build/options.ts';
import {
  buildx,
  builderId,
  container,
  containerd,
  defaultContext,
  dryRun,
  facts,
  options,
  output,
  plan,
  run,
  valuesOf
} from './planning.ts';

const attest = `type=provenance,mode=max,version=v1,builder-id=${builderId}`;
const files = ['--iidfile', '/run/image-id'];
const metadata = ['--metadata-file', '/run/metadata.json'];

/** What the user asks for, and what stands between `build` and the context; `…` for the metadata file. */
const rows: readonly [
  title: string,
  some: Partial<BuildOptions>,
  flags: readonly string[],
  context?: string
][] = [
  ['builds the pinned commit', {}, [...files, '--attest', attest]],
  ['builds a folder', {context: '.'}, [...files, '--attest', attest], '.'],
  [
    'builds a folder of the pinned commit',
    {context: '{{defaultContext}}:docker'},
    [...files, '--attest', attest],
    `${defaultContext}:docker`
  ],
  [
    'fills the default context in with blanks too',
    {context: '{{ defaultContext }}:a b'},
    [...files, '--attest', attest],
    `${defaultContext}:a b`
  ],
  [
    'builds another repository',
    {context: 'https://github.com/other/app.git#main'},
    [...files, '--attest', attest],
    'https://github.com/other/app.git#main'
  ],
  [
    'names a build context',
    {context: '.', buildContexts: ['src={{defaultContext}}:src', 'alpine=docker-image://alpine']},
    [
      '--build-context',
      `src=${defaultContext}:src`,
      '--build-context',
      'alpine=docker-image://alpine',
      ...files,
      '--attest',
      attest
    ],
    '.'
  ],
  [
    'adds hosts',
    {addHosts: ['a:10.0.0.1', 'b:10.0.0.2']},
    ['--add-host', 'a:10.0.0.1', '--add-host', 'b:10.0.0.2', ...files, '--attest', attest]
  ],
  [
    'allows entitlements',
    {allow: ['network.host', 'security.insecure']},
    ['--allow', 'network.host', '--allow', 'security.insecure', ...files, '--attest', attest]
  ],
  [
    'annotates',
    {annotations: ['a=b', 'index:c=d,e']},
    ['--annotation', 'a=b', '--annotation', 'index:c=d,e', ...files, '--attest', attest]
  ],
  [
    'passes build arguments as they are',
    {buildArgs: ['A=1,2', 'B', 'C="x y"']},
    ['--build-arg', 'A=1,2', '--build-arg', 'B', '--build-arg', 'C="x y"', ...files, '--attest', attest]
  ],
  [
    'lets a cache fail that cannot be written, unless the user says otherwise',
    {cacheTo: ['type=local,dest=x,Ignore-Error=false', 'type=inline', 'me/app:cache']},
    [
      '--cache-to',
      'type=local,dest=x,Ignore-Error=false',
      '--cache-to',
      'type=inline',
      '--cache-to',
      'me/app:cache',
      ...files,
      '--attest',
      attest
    ]
  ],
  [
    'reads and writes caches',
    {cacheFrom: ['type=gha', 'me/app:cache'], cacheTo: ['type=gha,mode=max']},
    [
      '--cache-from',
      'type=gha',
      '--cache-from',
      'me/app:cache',
      '--cache-to',
      'type=gha,mode=max,ignore-error=true',
      ...files,
      '--attest',
      attest
    ]
  ],
  ['sets the parent cgroup', {cgroupParent: 'foo'}, ['--cgroup-parent', 'foo', ...files, '--attest', attest]],
  [
    'names a Dockerfile',
    {context: '.', file: 'docker/my file'},
    ['--file', 'docker/my file', ...files, '--attest', attest],
    '.'
  ],
  [
    'labels',
    {labels: ['org.opencontainers.image.title=a, b', 'x=']},
    [...files, '--label', 'org.opencontainers.image.title=a, b', '--label', 'x=', '--attest', attest]
  ],
  [
    'leaves stages uncached',
    {noCacheFilters: ['a', 'b']},
    [...files, '--no-cache-filter', 'a', '--no-cache-filter', 'b', '--attest', attest]
  ],
  [
    'joins platforms into one flag',
    {platforms: ['linux/amd64', 'linux/arm64']},
    [...files, '--platform', 'linux/amd64,linux/arm64', '--attest', attest]
  ],
  [
    'tags',
    {tags: ['me/app:1', 'ghcr.io/me/app:latest']},
    [...files, '--attest', attest, '--tag', 'me/app:1', '--tag', 'ghcr.io/me/app:latest']
  ],
  ['names a target stage', {target: 'release'}, [...files, '--attest', attest, '--target', 'release']],
  [
    'sets limits',
    {ulimit: ['nofile=1024:1024']},
    [...files, '--attest', attest, '--ulimit', 'nofile=1024:1024']
  ],
  ['sizes shared memory', {shmSize: '2g'}, [...files, '--attest', attest, '--shm-size', '2g']],
  [
    'passes ssh on',
    {ssh: ['default', 'key=/k']},
    [...files, '--attest', attest, '--ssh', 'default', '--ssh', 'key=/k']
  ],
  ['names a builder', {builder: 'mine'}, [...files, '--attest', attest, '--builder', 'mine', '…']],
  ['sets the network', {network: 'host'}, [...files, '--attest', attest, '…', '--network', 'host']],
  [
    'neither reads the cache nor trusts local images',
    {noCache: true, pull: true},
    [...files, '--attest', attest, '…', '--no-cache', '--pull']
  ],
  [
    'pushes',
    {push: true, tags: ['me/app']},
    [...files, '--attest', attest, '--tag', 'me/app', '…', '--push']
  ],
  [
    'does not push where push is false',
    {push: false, tags: ['me/app']},
    [...files, '--attest', attest, '--tag', 'me/app']
  ],
  [
    'has no image ID beside a folder',
    {outputs: [output('type=local,dest=out')]},
    ['--output', 'type=local,dest=out', '--attest', attest]
  ],
  [
    'has no image ID beside an archive',
    {outputs: [output('type=tar,dest=o.tar'), output('type=image')]},
    ['--output', 'type=tar,dest=o.tar', '--output', 'type=image', '--attest', attest]
  ],
  [
    'keeps the quotes of an output',
    {outputs: [output('type=image,"name=a/b,c/d",push=true')]},
    [...files, '--output', 'type=image,"name=a/b,c/d",push=true', '--attest', attest]
  ],
  ['turns provenance off', {provenance: 'false'}, [...files, '--attest', 'type=provenance,disabled=true']],
  [
    'asks for little provenance',
    {provenance: 'mode=min'},
    [...files, '--attest', attest.replace('max', 'min')]
  ],
  [
    'adds an SBOM after the provenance',
    {sbom: 'true'},
    [...files, '--attest', attest, '--attest', 'type=sbom,disabled=false']
  ],
  [
    'turns the SBOM off',
    {sbom: 'false'},
    [...files, '--attest', attest, '--attest', 'type=sbom,disabled=true']
  ],
  [
    'names an SBOM generator',
    {sbom: 'generator=me/scanner:1'},
    [...files, '--attest', attest, '--attest', 'type=sbom,generator=me/scanner:1']
  ],
  [
    'lets the input win over an SBOM in attests',
    {sbom: 'true', attests: ['type=sbom,generator=x']},
    [...files, '--attest', attest, '--attest', 'type=sbom,disabled=false']
  ],
  [
    'passes an SBOM in attests on',
    {attests: ['type=sbom,generator=x']},
    [...files, '--attest', attest, '--attest', 'type=sbom,generator=x']
  ],
  [
    'spells a bare switch out',
    {attests: ['type=sbom,false']},
    [...files, '--attest', attest, '--attest', 'type=sbom,disabled=true']
  ],
  [
    'names secrets by file and by variable, variables first',
    {
      context: '.',
      secretEnvs: [{key: 'E', value: 'ENV'}],
      secrets: [{key: 'S', value: 'x'}],
      secretFiles: [{key: 'F', value: 'my, file'}]
    },
    [
      '--secret',
      'id=E,env=ENV',
      ...files,
      '--attest',
      attest,
      '--secret',
      'id=S,src=/run/secret-0',
      '--secret',
      'id=F,"src=my, file"'
    ],
    '.'
  ],
  [
    'gives the token to its own commit',
    {githubToken: 't'},
    [...files, '--attest', attest, '--secret', 'id=GIT_AUTH_TOKEN.github.com,src=/run/secret-git']
  ],
  ['asks the Dockerfile a question', {call: 'check', context: '.'}, ['--call', 'check'], '.'],
  [
    'builds where call says so',
    {call: 'build', context: '.'},
    ['--call', 'build', ...files, '--attest', attest],
    '.'
  ]
];

describe('planBuild', () => {
  for (const [title, some, flags, context = defaultContext] of rows) {
    it(title, () => {
      const at = flags.indexOf('…');
      const before = at === -1 ? flags : flags.slice(0, at);
      const after = at === -1 ? [] : flags.slice(at + 1);
      assert.deepEqual(plan(some).argv, ['build', ...before, ...metadata, ...after, context]);
    });
  }

  it('loads into an engine that keeps attestations', () => {
    const {argv} = plan({load: true, context: '.'}, run, facts(containerd));
    assert.deepEqual(argv, ['build', ...files, '--attest', attest, '--load', ...metadata, '.']);
  });

  it('keeps the whole order of build-push-action', () => {
    const all = plan(
      {
        addHosts: ['h'],
        allow: ['a'],
        annotations: ['n'],
        attests: ['type=sbom'],
        buildArgs: ['b'],
        buildContexts: ['c'],
        builder: 'B',
        cacheFrom: ['f'],
        cacheTo: ['t'],
        call: 'build',
        cgroupParent: 'g',
        context: '.',
        file: 'F',
        labels: ['l'],
        load: true,
        network: 'N',
        noCache: true,
        noCacheFilters: ['x'],
        outputs: [output('type=image')],
        platforms: ['linux/amd64'],
        pull: true,
        push: true,
        secretEnvs: [{key: 'e', value: 'E'}],
        secretFiles: [{key: 'p', value: 'P'}],
        secrets: [{key: 's', value: 'S'}],
        shmSize: '1',
        ssh: ['k'],
        tags: ['me/app'],
        target: 'T',
        ulimit: ['u']
      },
      run,
      facts(container, {loadKeepsAttestations: true})
    );
    assert.deepEqual(
      all.argv.filter(item => item.startsWith('--')),
      [
        '--add-host',
        '--allow',
        '--annotation',
        '--build-arg',
        '--build-context',
        '--cache-from',
        '--cache-to',
        '--call',
        '--cgroup-parent',
        '--secret',
        '--file',
        '--iidfile',
        '--label',
        '--no-cache-filter',
        '--output',
        '--platform',
        '--attest',
        '--attest',
        '--secret',
        '--secret',
        '--shm-size',
        '--ssh',
        '--tag',
        '--target',
        '--ulimit',
        '--builder',
        '--load',
        '--metadata-file',
        '--network',
        '--no-cache',
        '--pull',
        '--push'
      ]
    );
  });

  describe('context', () => {
    const kinds = [
      [undefined, 'git'],
      ['{{defaultContext}}', 'git'],
      ['{{defaultContext}}:sub', 'git'],
      ['.', 'path'],
      ['./https', 'path'],
      ['a b', 'path'],
      [`${defaultContext}f`, 'remote'],
      ['https://example.com/x.tar.gz', 'remote'],
      ['git@github.com:acme/app.git', 'remote'],
      ['github.com/acme/app', 'remote'],
      ['ssh://git@host/x', 'remote'],
      ['-', 'remote']
    ] as const;
    for (const [context, kind] of kinds) {
      it(`is ${kind} for ${context ?? 'nothing'}`, () => {
        assert.equal(plan(context === undefined ? {} : {context}).context.kind, kind);
      });
    }

    it('is never taken for a flag', () => {
      assert.equal(plan({context: '--push'}).argv.at(-1), './--push');
    });

    it('inserts a default context with special characters as it is', () => {
      const special = {...run, defaultContext: "https://host/a.git#$&$'"};
      assert.equal(plan({context: 'x{{defaultContext}}'}, special).argv.at(-1), "xhttps://host/a.git#$&$'");
    });
  });

  describe('old buildx', () => {
    it('ignores annotations before 0.12, and says so', () => {
      const {argv, notices} = plan({annotations: ['a=b']}, run, facts(container, {buildx: buildx('0.11.2')}));
      assert.ok(!argv.includes('--annotation'));
      assert.match(notices.join(), /"annotations" is ignored: it needs buildx 0\.12\.0/);
    });

    it('ignores build contexts before 0.8, and says so', () => {
      const {argv, notices} = plan(
        {buildContexts: ['a=b']},
        run,
        facts(container, {buildx: buildx('0.7.1')})
      );
      assert.ok(!argv.includes('--build-context'));
      assert.match(notices.join(), /"build-contexts" is ignored/);
    });

    it('asks for no attestation before 0.10, and says so', () => {
      const old = facts(container, {buildx: buildx('0.9.1')});
      const {argv, provenance, notices} = plan({sbom: 'true', attests: ['type=sbom']}, run, old);
      assert.ok(!argv.includes('--attest'));
      assert.equal(provenance.value, 'none');
      assert.equal(provenance.source, 'buildx 0.9.1');
      assert.match(notices.join(), /attestations: they need buildx 0\.10\.0/);
      assert.deepEqual(plan({provenance: 'false'}, run, old).notices, []);
    });

    it('refuses call before 0.15', () => {
      const old = facts(container, {buildx: buildx('0.14.1')});
      assert.throws(
        () => plan({call: 'check'}, run, old),
        (error: unknown) => {
          assert.ok(error instanceof PlanError);
          assert.equal(error.input, 'call');
          return error.message.includes('0.15.0 or newer');
        }
      );
    });

    it('counts a version that nobody can parse as new', () => {
      const {argv, notices} = plan(
        {annotations: ['a=b'], call: 'build', buildContexts: ['a=b']},
        run,
        facts(container, {buildx: buildx(undefined)})
      );
      assert.deepEqual(notices, []);
      assert.ok(argv.includes('--annotation') && argv.includes('--attest') && argv.includes('--call'));
    });
  });

  describe('call: check', () => {
    it('exports nothing, though buildx would push an empty image', () => {
      const {argv, destination, notices, imageIdFile, provenance} = plan({
        call: 'check,format=json',
        push: true,
        load: true,
        tags: ['me/app'],
        outputs: [output('type=registry')],
        provenance: 'mode=max',
        sbom: 'true'
      });
      for (const flag of ['--push', '--load', '--output', '--attest', '--iidfile'])
        assert.ok(!argv.includes(flag), flag);
      assert.equal(destination.kind, 'none');
      assert.equal(imageIdFile, undefined);
      assert.equal(provenance.value, 'none');
      assert.equal(provenance.source, 'input call');
      assert.match(notices.join(), /push, load and outputs are left out/);
    });
  });

  it('gives every value to its flag, whatever the value looks like', () => {
    const text = fc.oneof(
      fc.constantFrom('--push', '-o', '--', '-', '--output=type=registry', '$(x)', 'a b'),
      fc.string({minLength: 1})
    );
    const list = fc.array(text, {maxLength: 3});
    const flags: Readonly<Record<string, keyof BuildOptions>> = {
      '--add-host': 'addHosts',
      '--allow': 'allow',
      '--annotation': 'annotations',
      '--build-arg': 'buildArgs',
      '--cache-from': 'cacheFrom',
      '--cache-to': 'cacheTo',
      '--label': 'labels',
      '--no-cache-filter': 'noCacheFilters',
      '--ssh': 'ssh',
      '--ulimit': 'ulimit',
      '--target': 'target',
      '--shm-size': 'shmSize',
      '--network': 'network',
      '--builder': 'builder',
      '--file': 'file',
      '--cgroup-parent': 'cgroupParent'
    };
    const some = fc.record({
      addHosts: list,
      allow: list,
      annotations: list,
      buildArgs: list,
      cacheFrom: list,
      cacheTo: list,
      labels: list,
      noCacheFilters: list,
      ssh: list,
      ulimit: list,
      target: text,
      shmSize: text,
      network: text,
      builder: text,
      file: text,
      cgroupParent: text,
      context: text
    });
    const switches = new Set(['--push', '--load', '--pull', '--no-cache']);
    fc.assert(
      fc.property(some, given => {
        const {argv, context} = planBuild(options({...given, pull: true}), run, facts());
        const found = new Map<string, string[]>();
        let index = 1;
        while (index < argv.length - 1) {
          const flag = argv[index] ?? '';
          assert.match(flag, /^--[a-z-]+$/);
          if (!switches.has(flag)) found.set(flag, [...(found.get(flag) ?? []), argv[++index] ?? '']);
          else assert.equal(flag, '--pull');
          index += 1;
        }
        for (const [flag, key] of Object.entries(flags)) {
          assert.deepEqual(found.get(flag) ?? [], [given[key as keyof typeof given]].flat());
        }
        assert.equal(argv.at(-1), context.value);
        assert.ok(context.value === '-' || !context.value.startsWith('-'));
      })
    );
  });

  it('never pushes in a dry run, however the output is written', () => {
    const field = fc.constantFrom(
      'push=true',
      'push=',
      'push=1',
      'PUSH=true',
      ' push=t',
      'push=false',
      'push=yes',
      'name=me/app',
      'compression=zstd'
    );
    const written = fc
      .tuple(fc.constantFrom('image', 'registry', 'moby', 'oci'), fc.array(field, {maxLength: 4}))
      .map(([type, fields]) => output([`type=${type}`, ...fields].join(',')));
    fc.assert(
      fc.property(fc.array(written, {maxLength: 3}), fc.boolean(), (outputs, push) => {
        const planned = plan({outputs, push, tags: ['me/app']}, dryRun, facts(containerd));
        assert.ok(!planned.argv.includes('--push'));
        for (const value of valuesOf(planned, '--output')) {
          assert.doesNotMatch(value, /type=registry/);
          const last = value
            .toLowerCase()
            .split(',')
            .map(part => part.trim())
            .findLast(part => part.startsWith('push='));
          assert.ok(last === undefined || last === 'push=false', value);
        }
      })
    );
  });

  it('needs to know no builder', () => {
    const known = facts(container, {builder: undefined, builderError: 'no answer'});
    const planned = plan({push: true, tags: ['me/app']}, run, known);
    assert.equal(planned.destination.kind, 'registry');
    assert.deepEqual(valuesOf(planned, '--attest'), [attest]);
  });
});
