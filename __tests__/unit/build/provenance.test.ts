import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseRow} from '../../../src/build/csv.ts';
import {PlanError} from '../../../src/build/plan-error.ts';
import type {BuildOptions} from '../../../src/build/options.ts';
import {
  builderId,
  buildx,
  classic,
  container,
  containerd,
  dryRun,
  facts,
  output,
  plan,
  run,
  valuesOf
} from './planning.ts';

const by = `builder-id=${builderId}`;
const complete = `type=provenance,mode=max,version=v1,${by}`;

describe('planProvenance', () => {
  const rows: readonly [some: Partial<BuildOptions>, attest: string, mode: string, source: string][] = [
    [{}, complete, 'max', 'default'],
    [{provenance: 'true'}, complete, 'max', 'input provenance'],
    [{provenance: 'mode=max'}, complete, 'max', 'input provenance'],
    [{provenance: 'mode=full'}, `type=provenance,mode=full,version=v1,${by}`, 'max', 'input provenance'],
    [{provenance: 'mode=min'}, `type=provenance,mode=min,version=v1,${by}`, 'min', 'input provenance'],
    [{provenance: 'version=v0.2'}, `type=provenance,mode=max,version=v0.2,${by}`, 'max', 'input provenance'],
    [
      {provenance: 'builder-id=foo'},
      'type=provenance,mode=max,version=v1,builder-id=foo',
      'max',
      'input provenance'
    ],
    [
      {provenance: 'mode=min,inline-only=true'},
      `type=provenance,mode=min,version=v1,${by},inline-only=true`,
      'min',
      'input provenance'
    ],
    [{provenance: 'reproducible=true'}, `${complete},reproducible=true`, 'max', 'input provenance'],
    [
      {provenance: '"builder-id=https://x/a,b"'},
      'type=provenance,mode=max,version=v1,"builder-id=https://x/a,b"',
      'max',
      'input provenance'
    ],
    [{provenance: 'false'}, 'type=provenance,disabled=true', 'none', 'input provenance'],
    [{provenance: 'disabled=true'}, 'type=provenance,disabled=true', 'none', 'input provenance'],
    [{attests: ['type=provenance']}, complete, 'max', 'input attests'],
    [
      {attests: ['type=provenance,mode=min']},
      `type=provenance,mode=min,version=v1,${by}`,
      'min',
      'input attests'
    ],
    [{attests: ['type=provenance,disabled=true']}, 'type=provenance,disabled=true', 'none', 'input attests'],
    [{attests: ['type=provenance,false']}, 'type=provenance,disabled=true', 'none', 'input attests'],
    [{attests: ['type=provenance,mode=min'], provenance: 'true'}, complete, 'max', 'input provenance'],
    [
      {attests: ['type=provenance,builder-id=foo'], provenance: 'mode=min'},
      'type=provenance,mode=min,version=v1,builder-id=foo',
      'min',
      'input provenance'
    ],
    [
      {attests: ['type=provenance,mode=max'], provenance: 'false'},
      'type=provenance,disabled=true',
      'none',
      'input provenance'
    ],
    [
      {attests: ['type=provenance,disabled=true'], provenance: 'mode=max'},
      complete,
      'max',
      'input provenance'
    ]
  ];
  for (const [some, attest, mode, source] of rows) {
    it(`asks for ${attest.replace(by, 'builder-id=RUN')} given ${JSON.stringify(some)}`, () => {
      const planned = plan(some);
      assert.deepEqual(valuesOf(planned, '--attest'), [attest]);
      assert.equal(planned.provenance.value, mode);
      assert.equal(planned.provenance.source, source);
    });
  }

  it('reads keys as a person does, where BuildKit would overlook them in silence', () => {
    const planned = plan({provenance: 'Mode=min, builder-id=foo'});
    assert.deepEqual(valuesOf(planned, '--attest'), ['type=provenance,mode=min,version=v1,builder-id=foo']);
    assert.equal(planned.builderId, 'foo');
  });

  it('has a builder id exactly where it asks for one', () => {
    assert.equal(plan({}).builderId, builderId);
    assert.equal(plan({provenance: 'builder-id='}).builderId, '');
    assert.equal(plan({provenance: 'false'}).builderId, undefined);
  });

  for (const text of ['max', 'mode=maximal', 'mode=', 'disabled=maybe', '=x', '"mode=max']) {
    it(`refuses ${text} before anything runs`, () => {
      assert.throws(() => plan({provenance: text}), {name: 'PlanError', input: 'provenance'});
    });
  }

  it('leaves it to the inputs where BUILDX_NO_DEFAULT_ATTESTATIONS is set', () => {
    const quiet = {...run, noDefaultAttestations: true};
    const planned = plan({}, quiet);
    assert.deepEqual(valuesOf(planned, '--attest'), []);
    assert.deepEqual(
      [planned.provenance.value, planned.provenance.source],
      ['none', 'BUILDX_NO_DEFAULT_ATTESTATIONS']
    );
    assert.deepEqual(valuesOf(plan({provenance: 'true'}, quiet), '--attest'), [complete]);
  });

  it('lists in its trace what it looked at', () => {
    const {trace} = plan({attests: ['type=provenance,mode=min']}).provenance;
    assert.deepEqual(trace, [
      'input provenance: empty',
      'input attests: type=provenance,mode=min',
      'input attests: mode=min'
    ]);
  });

  it('gives one flag with the attributes of all, whatever they hold', () => {
    const key = fc
      .stringMatching(/^[a-z]{1,8}$/)
      .filter(name => !['type', 'mode', 'disabled', 'version'].includes(name));
    const value = fc.stringMatching(/^[^\r\n]{0,12}$/);
    fc.assert(
      fc.property(fc.dictionary(key, value), attributes => {
        const row = Object.entries(attributes)
          .map(([name, text]) => `"${`${name}=${text}`.replaceAll('"', '""')}"`)
          .join(',');
        const [flag = '', ...more] = valuesOf(plan({provenance: row || 'true'}), '--attest');
        assert.deepEqual(more, []);
        const fields = parseRow(flag) ?? [];
        for (const [name, text] of Object.entries(attributes))
          assert.ok(fields.includes(`${name}=${text.trim()}`));
      })
    );
  });

  describe('destinations that cannot carry it', () => {
    const none = (...given: Parameters<typeof plan>) => {
      const planned = plan(...given);
      assert.deepEqual(valuesOf(planned, '--attest'), []);
      assert.equal(planned.provenance.value, 'none');
      assert.equal(planned.provenance.source, 'destination');
      assert.equal(planned.builderId, undefined);
      return planned.notices.join('\n');
    };

    it('get none with load into the classic image store, and say so', () => {
      assert.match(
        none({load: true}, run, facts(container, {loadKeepsAttestations: false})),
        /keeps no attestations/
      );
      assert.match(none({load: true}, run, facts(classic)), /containerd image store/);
      assert.match(none({outputs: [output('type=docker')]}, run, facts(classic)), /containerd image store/);
      assert.match(none({load: true, provenance: 'mode=max'}, run, facts(classic)), /containerd image store/);
    });

    it('get none with load into a store that nobody could ask', () => {
      assert.match(none({load: true}, run, facts(container)), /may keep no attestations/);
    });

    it('get none with an archive for docker load, on any driver', () => {
      for (const builder of [container, containerd]) {
        assert.match(
          none({outputs: [output('type=docker,dest=x.tar')]}, run, facts(builder)),
          /use type=oci/
        );
      }
    });

    it('get none on the docker driver with the classic store where nothing is pushed', () => {
      none({}, run, facts(classic));
      none({outputs: [output('type=local,dest=out')]}, run, facts(classic));
      assert.match(
        none({push: true, tags: ['a']}, dryRun, facts(classic)),
        /The same build fails when it pushes/
      );
    });

    it('keep it with load into a containerd image store, folders and archives', () => {
      for (const [some, known] of [
        [{load: true}, facts(containerd)],
        [{load: true}, facts(container, {loadKeepsAttestations: true})],
        [{outputs: [output('type=local,dest=out')]}, facts(container)],
        [{outputs: [output('type=tar,dest=out.tar')]}, facts(container)],
        [{outputs: [output('type=oci,dest=out.tar')]}, facts(container)]
      ] as const) {
        assert.deepEqual(valuesOf(plan(some, run, known), '--attest'), [complete]);
      }
    });

    it('stay wanted with a push by the docker driver, whose refusal is right', () => {
      const planned = plan({push: true, load: true, tags: ['a']}, run, facts(classic));
      assert.deepEqual(valuesOf(planned, '--attest'), [complete]);
      assert.equal(planned.provenance.value, 'max');
    });
  });

  describe('a push beside a load that cannot carry it', () => {
    const known = facts(container, {loadKeepsAttestations: false});

    it("has buildx's own least provenance by default, and says so", () => {
      const planned = plan({push: true, load: true, tags: ['a']}, run, known);
      assert.deepEqual(valuesOf(planned, '--attest'), []);
      assert.equal(planned.provenance.value, 'min');
      assert.equal(planned.builderId, undefined);
      assert.match(
        planned.notices.join(),
        /mode=min, without a builder id.*push in one step and load in another/
      );
    });

    it('is refused where an input asks for provenance', () => {
      const asked = {push: true, load: true, tags: ['a']};
      assert.throws(() => plan({...asked, provenance: 'mode=max'}, run, known), PlanError);
      assert.throws(() => plan({...asked, attests: ['type=provenance']}, run, known), {input: 'attests'});
      assert.throws(() => plan({...asked, provenance: 'mode=max'}, dryRun, known), PlanError);
    });

    it('is tried all the same where nobody could ask the store', () => {
      const planned = plan(
        {push: true, load: true, tags: ['a'], provenance: 'mode=max'},
        run,
        facts(container)
      );
      assert.deepEqual(valuesOf(planned, '--attest'), [complete]);
    });

    it('has none where provenance is turned off', () => {
      const planned = plan({push: true, load: true, tags: ['a'], provenance: 'false'}, run, known);
      assert.equal(planned.provenance.source, 'input provenance');
      assert.deepEqual(planned.notices, []);
    });

    it('has none in a dry run', () => {
      assert.equal(plan({push: true, load: true, tags: ['a']}, dryRun, known).provenance.value, 'none');
    });
  });

  it('does not ask a buildx for attestations that knows none', () => {
    const old = facts(container, {buildx: buildx('0.9.1')});
    assert.deepEqual(valuesOf(plan({provenance: 'mode=max'}, run, old), '--attest'), []);
  });
});
