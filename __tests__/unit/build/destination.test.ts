import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {BuildOptions} from '../../../src/build/options.ts';
import {
  buildx,
  classic,
  container,
  containerd,
  dryRun,
  facts,
  output,
  pair,
  plan,
  run,
  valuesOf
} from './planning.ts';

const layout = {kind: 'layout', layouts: [{path: '/run/dry-run'}]};

describe('planDestination', () => {
  describe('a push', () => {
    const rows: readonly [
      title: string,
      some: Partial<BuildOptions>,
      names: readonly string[],
      byDigest: boolean,
      shared: boolean
    ][] = [
      [
        'goes to every tag',
        {push: true, tags: ['me/app:1', 'ghcr.io/me/app']},
        ['docker.io/me/app:1', 'ghcr.io/me/app:latest'],
        false,
        false
      ],
      [
        'goes to a tag once',
        {push: true, tags: ['me/app', 'docker.io/me/app:latest']},
        ['docker.io/me/app:latest'],
        false,
        false
      ],
      [
        'goes to the names of an image output',
        {outputs: [output('type=image,"name=a/b:1,ghcr.io/c/d:2",push=true')]},
        ['docker.io/a/b:1', 'ghcr.io/c/d:2'],
        false,
        false
      ],
      [
        'goes to the name of a registry output',
        {outputs: [output('type=registry,name=localhost:5000/a')]},
        ['localhost:5000/a:latest'],
        false,
        false
      ],
      [
        'pushes the image output where the flag says so',
        {push: true, outputs: [output('type=image,name=a/b')]},
        ['docker.io/a/b:latest'],
        false,
        false
      ],
      [
        'takes an empty push for true',
        {outputs: [output('type=image,name=a/b,push=')]},
        ['docker.io/a/b:latest'],
        false,
        false
      ],
      [
        'prefers tags to names, as buildx does',
        {tags: ['t/t:1'], outputs: [output('type=image,name=a/b,push=true')]},
        ['docker.io/t/t:1'],
        false,
        false
      ],
      [
        'by digest has no tag',
        {tags: ['me/app'], outputs: [output('type=image,push-by-digest=true,name-canonical=true,push=true')]},
        ['docker.io/me/app'],
        true,
        false
      ],
      [
        'beside an archive is shared',
        {push: true, tags: ['me/app:1'], outputs: [output('type=oci,dest=x.tar')]},
        ['docker.io/me/app:1'],
        false,
        true
      ],
      [
        'beside a folder is shared',
        {push: true, tags: ['me/app:1'], outputs: [output('type=local,dest=o')]},
        ['docker.io/me/app:1'],
        false,
        true
      ],
      [
        'by flag and by output is one exporter',
        {push: true, tags: ['me/app:1'], outputs: [output('type=registry')]},
        ['docker.io/me/app:1'],
        false,
        false
      ],
      [
        'wins over a layout',
        {push: true, tags: ['me/app:1'], outputs: [output('type=oci,tar=false,dest=o')]},
        ['docker.io/me/app:1'],
        false,
        true
      ]
    ];
    for (const [title, some, names, byDigest, shared] of rows) {
      it(title, () => {
        const {destination} = plan(some, run, facts(containerd));
        assert.ok(destination.kind === 'registry');
        const found = destination.references.map(
          ({registry, repository, tag}) => `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}`
        );
        assert.deepEqual([found, destination.byDigest, destination.shared], [names, byDigest, shared]);
      });
    }

    it('by the docker driver does the load too, which would race with it', () => {
      const both = {push: true, load: true, tags: ['me/app:1']};
      const planned = plan(both, run, facts(containerd));
      assert.ok(planned.argv.includes('--push') && !planned.argv.includes('--load'));
      assert.ok(planned.destination.kind === 'registry' && !planned.destination.shared);
      const other = plan(both, run, facts(container, {loadKeepsAttestations: true}));
      assert.ok(other.argv.includes('--load'));
      assert.ok(other.destination.kind === 'registry' && other.destination.shared);
      assert.ok(plan(both, dryRun, facts(containerd)).argv.includes('--load'));
    });

    it('without a name is refused', () => {
      assert.throws(() => plan({push: true}), {name: 'PlanError', input: 'tags'});
      assert.throws(() => plan({outputs: [output('type=registry')]}), /a push needs a name/);
    });

    it('to what is no reference is refused', () => {
      assert.throws(() => plan({push: true, tags: ['Me/App']}), {name: 'PlanError', input: 'tags'});
    });

    it('by digest with a tag is refused, which BuildKit does after the build', () => {
      const outputs = [output('type=image,push-by-digest=true,push=true')];
      assert.throws(() => plan({tags: ['me/app:1'], outputs}), /leave out :1/);
    });
  });

  describe('without a push', () => {
    it('is a layout that the user asked for', () => {
      const {destination, argv} = plan({
        outputs: [output('type=oci,tar=false,dest=my layout'), output('type=oci,dest=x.tar')]
      });
      assert.deepEqual(destination, {kind: 'layout', layouts: [{path: 'my layout'}, {path: 'x.tar'}]});
      assert.equal(argv.filter(item => item === '--output').length, 2);
    });

    it('is a layout with a name where tags or the output itself give it one', () => {
      const named = (some: Parameters<typeof plan>[0]) => plan(some).destination;
      const expected = {kind: 'layout', layouts: [{path: 'x', image: 'docker.io/library/a', sole: true}]};
      assert.deepEqual(named({tags: ['a'], outputs: [output('type=oci,tar=false,dest=x')]}), expected);
      assert.deepEqual(named({outputs: [output('type=oci,tar=false,dest=x,name=a')]}), expected);
    });

    it('is nowhere for a layout that goes to stdout', () => {
      const {destination} = plan({outputs: [output('type=oci,dest=-')]});
      assert.ok(destination.kind === 'none');
      assert.match(destination.reason, /nothing is pushed \(outputs: type=oci\)/);
    });

    it('names a layout that nobody named, or BuildKit would write statements without a subject', () => {
      const {argv, destination} = plan({outputs: [output('type=oci,dest=x.tar')]});
      assert.ok(argv.includes('type=oci,dest=x.tar,name=provenance.invalid/image:latest'), argv.join(' '));
      assert.deepEqual(destination, {kind: 'layout', layouts: [{path: 'x.tar', sole: true}]});
      const named = plan({tags: ['a'], outputs: [output('type=oci,dest=x.tar')]});
      assert.ok(named.argv.includes('type=oci,dest=x.tar'));
    });

    it('is the layout beside a push where the export mode says so, and that is told', () => {
      const outputs = [output('type=oci,dest=x.tar')];
      const planned = plan({tags: ['me/app:1'], push: true, outputs}, {...run, exportMode: 'oci'});
      const layouts = [{path: 'x.tar', image: 'docker.io/me/app'}];
      assert.deepEqual(planned.destination, {kind: 'layout', layouts});
      assert.match(planned.notices.join(), /pushed beside the OCI layout is neither verified nor signed/);
    });

    it('is what is pushed beside a layout, and that the layout is not looked at is told', () => {
      const outputs = [output('type=oci,dest=x.tar')];
      const planned = plan({tags: ['me/app:1'], push: true, outputs});
      assert.equal(planned.destination.kind, 'registry');
      assert.match(
        planned.notices.join(),
        /layout beside what is pushed \(x\.tar\) is neither verified nor signed/
      );
      assert.deepEqual(plan({tags: ['me/app:1'], push: true}).notices, []);
    });

    it('is nowhere for a load, and for nothing at all', () => {
      assert.deepEqual(plan({load: true}, run, facts(containerd)).destination, {
        kind: 'none',
        reason: 'nothing is pushed (load: true), and there is no OCI layout to read back'
      });
      assert.match(JSON.stringify(plan({}).destination), /none of push, load and outputs is set/);
    });

    it('is nowhere for a layout that inline-only keeps provenance out of', () => {
      const {destination} = plan({
        provenance: 'mode=max,inline-only=true',
        outputs: [output('type=oci,tar=false,dest=o')]
      });
      assert.match(JSON.stringify(destination), /inline-only/);
    });
  });
});

describe('a dry run', () => {
  it('takes pushing away, and nothing else', () => {
    const planned = plan(
      {
        push: true,
        load: true,
        tags: ['me/app:1'],
        cacheTo: ['type=registry,ref=me/cache', 'type=gha'],
        outputs: [
          output('type=registry'),
          output('type=image,"name=a/b,c/d",push=true,compression=zstd'),
          output('type=local,dest=out')
        ]
      },
      dryRun,
      facts(containerd)
    );
    assert.deepEqual(planned.removed, [
      'push: true',
      'outputs: type=registry',
      'outputs: type=image,"name=a/b,c/d",push=true,compression=zstd'
    ]);
    assert.deepEqual(valuesOf(planned, '--output'), [
      'type=image,"name=a/b,c/d",push=false,compression=zstd',
      'type=local,dest=out',
      'type=oci,tar=false,dest=/run/dry-run'
    ]);
    assert.ok(planned.argv.includes('--load') && !planned.argv.includes('--push'));
    assert.deepEqual(valuesOf(planned, '--cache-to'), [
      'type=registry,ref=me/cache,ignore-error=true',
      'type=gha,ignore-error=true'
    ]);
    assert.deepEqual(planned.destination, layout);
  });

  it('takes registry caches away from a run that nobody trusts', () => {
    const caches = [
      'type=registry,ref=a',
      'me/cache',
      'me/cache,me/other',
      'Type=registry,ref=b',
      ' type=registry,ref=c',
      'type=inline,type=registry,ref=d',
      '"type=registry",ref=e',
      'ref=f',
      'type=registry,"ref=g',
      'type=local,dest=x\ntype=registry'
    ];
    const kept = [
      'type=inline',
      'type=gha,mode=max',
      'type=local,dest=registry',
      'type=s3,name=type=registry'
    ];
    const planned = plan({cacheTo: [...caches, ...kept]}, {...dryRun, untrusted: true});
    const [inline, ...others] = kept;
    assert.deepEqual(valuesOf(planned, '--cache-to'), [
      inline,
      ...others.map(cache => `${cache},ignore-error=true`)
    ]);
    assert.deepEqual(
      planned.removed,
      caches.map(cache => `cache-to: ${cache}`)
    );
  });

  it('takes nothing away from a run that attests', () => {
    const outputs = [output('type=image,name=a/b,push=true')];
    const planned = plan({outputs, cacheTo: ['me/cache']}, {...run, untrusted: true});
    assert.deepEqual(planned.removed, []);
    assert.deepEqual(valuesOf(planned, '--output'), ['type=image,name=a/b,push=true']);
    assert.deepEqual(valuesOf(planned, '--cache-to'), ['me/cache']);
  });

  it('writes a layout with a name, so that provenance has a subject', () => {
    const written = (some: Partial<BuildOptions>, context = dryRun) =>
      valuesOf(plan(some, context), '--output').at(-1);
    assert.equal(written({}), 'type=oci,tar=false,dest=/run/dry-run,name=provenance.invalid/image:latest');
    assert.equal(written({tags: ['me/app:1']}), 'type=oci,tar=false,dest=/run/dry-run');
    assert.equal(
      written({outputs: [output('type=registry,"name=a/b:1,c/d"')]}),
      'type=oci,tar=false,dest=/run/dry-run,name=a/b:1'
    );
    assert.equal(
      written({tags: ['a']}, {...dryRun, folder: '/my "run", 1'}),
      'type=oci,tar=false,"dest=/my ""run"", 1/dry-run"'
    );
  });

  it('reads a layout of the user rather than writing another', () => {
    const planned = plan({outputs: [output('type=oci,tar=false,dest=mine')]}, dryRun);
    assert.deepEqual(planned.destination, {kind: 'layout', layouts: [{path: 'mine', sole: true}]});
    assert.deepEqual(valuesOf(planned, '--output'), [
      'type=oci,tar=false,dest=mine,name=provenance.invalid/image:latest'
    ]);
  });

  const nowhere: readonly [title: string, reason: RegExp, ...Parameters<typeof plan>][] = [
    ['where nobody wants it checked', /verify: false/, {}, {...dryRun, verify: false}],
    ['without provenance', /input provenance: provenance is turned off/, {provenance: 'false'}, dryRun],
    [
      'for a builder that nobody knows',
      /nothing is known of the builder \(gone\)/,
      {},
      dryRun,
      facts(container, {builder: undefined, builderError: 'gone'})
    ],
    ['where the builder keeps no attestations', /containerd image store alone/, {}, dryRun, facts(classic)],
    [
      'where a load cannot carry provenance',
      /image store/,
      {load: true},
      dryRun,
      facts(container, {loadKeepsAttestations: false})
    ],
    ['where inline-only keeps provenance out', /inline-only/, {provenance: 'inline-only=true'}, dryRun]
  ];
  for (const [title, reason, ...given] of nowhere) {
    it(`writes no layout ${title}`, () => {
      const planned = plan(...given);
      assert.ok(planned.destination.kind === 'none');
      assert.match(planned.destination.reason, reason);
      assert.deepEqual(valuesOf(planned, '--output'), []);
    });
  }

  it('writes one for each platform, by builds that follow, across several nodes', () => {
    const options = {platforms: ['linux/amd64', 'linux/arm64'], tags: ['a/b:1'], cacheTo: ['type=inline']};
    const planned = plan(options, dryRun, facts(pair));
    assert.ok(planned.destination.kind === 'layout');
    assert.deepEqual(
      planned.destination.layouts.map(({platform}) => platform),
      ['linux/amd64', 'linux/arm64']
    );
    assert.deepEqual(valuesOf(planned, '--output'), []);
    for (const [at, {path, platform}] of planned.destination.layouts.entries()) {
      const argv = planned.followUps[at] ?? [];
      assert.equal(argv[argv.indexOf('--platform') + 1], platform);
      assert.equal(argv[argv.indexOf('--output') + 1], `type=oci,tar=false,dest=${path}`);
      assert.ok(!argv.includes('--cache-to') && !argv.includes('--metadata-file'));
    }
  });

  it('writes one on a builder of several nodes where one of them does it all', () => {
    assert.deepEqual(plan({platforms: ['linux/arm64']}, dryRun, facts(pair)).destination, layout);
    assert.deepEqual(
      plan({platforms: ['linux/386', 'linux/amd64']}, dryRun, facts(pair)).destination,
      layout
    );
  });

  it('writes none beside other outputs before buildx and BuildKit 0.13, and says so', () => {
    const old = {...container, nodes: container.nodes.map(node => ({...node, buildkit: 'v0.12.5'}))};
    for (const known of [facts(old), facts(container, {buildx: buildx('0.12.1')})]) {
      const planned = plan({outputs: [output('type=local,dest=o')]}, dryRun, known);
      assert.equal(planned.destination.kind, 'none');
      assert.match(planned.notices.join(), /needs buildx 0\.13\.0 and BuildKit 0\.13\.0/);
      assert.deepEqual(plan({}, dryRun, known).destination, layout);
    }
  });
});
