import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseStatement} from '../../../src/attestation/statement.ts';
import {judgeRules} from '../../../src/dependencies/judge-rules.ts';
import {parseRules, RulesError} from '../../../src/dependencies/rules.ts';
import {isCovered} from '../../../src/dependencies/uri-prefix.ts';
import {readStatement} from '../../support/tampering.ts';
import {composeProvenance, HEX, locate, OTHER_HEX, runStep, sourceStep} from './provenance.ts';
import type {Recipe} from './provenance.ts';

const D = `sha256:${HEX}`;
const COMMIT = 'c'.repeat(40);
const versions = ['v0.2', 'v1'] as const;

function judge(line: string, recipe: Recipe): {outcome: string; reasons: readonly string[]} {
  const statement = parseStatement(composeProvenance(recipe));
  const [verdict, ...others] = judgeRules(parseRules([line]), [{name: 'linux/amd64', statement}]);
  assert.deepEqual(others, []);
  assert.equal(verdict?.name, 'linux/amd64');
  return {outcome: verdict.outcome, reasons: verdict.reasons.map(({text}) => text)};
}

describe('rules', () => {
  it('are read from lines', () => {
    assert.deepEqual(
      parseRules([
        ' materials-pinned ',
        '',
        'materials-allowed=pkg:docker/alpine, git+https://github.com/me/',
        'builder-id=https://github.com/me/*',
        'no-network',
        'complete'
      ]),
      [
        {id: 'materials-pinned'},
        {id: 'materials-allowed', prefixes: ['pkg:docker/alpine', 'git+https://github.com/me/']},
        {id: 'builder-id', text: 'https://github.com/me/', isPrefix: true},
        {id: 'no-network'},
        {id: 'complete'}
      ]
    );
    assert.deepEqual(parseRules(['builder-id=a b']), [{id: 'builder-id', text: 'a b', isPrefix: false}]);
  });

  it('allow a material by the very URI that was recorded, as a violation shows it', () => {
    const uri = `pkg:docker/registry.example/octo/base@1?digest=${D}&platform=linux%2Famd64`;
    const material = {uri, digest: {sha256: HEX}};
    assert.deepEqual([isCovered(material, [uri]), isCovered(material, [uri.slice(0, -1)])], [true, false]);
  });

  it('name every mistake at once', () => {
    const lines = [
      'signed',
      'builder-version=^1',
      'pinned',
      'complete=yes',
      'materials-allowed',
      'materials-allowed=a,,b',
      'materials-allowed=https://x/../y',
      'materials-allowed=pkg:docker/me/*',
      'materials-allowed=docker.io/library/alpine',
      'builder-id=',
      'builder-id=https://github.com/me*',
      'builder-id=https://*/me/',
      'builder-id=*',
      'builder-id=https://*',
      'no-network',
      'no-network'
    ];
    assert.throws(
      () => parseRules(lines),
      (error: unknown) => {
        assert.ok(error instanceof RulesError);
        assert.deepEqual(
          error.mistakes.map(({value, problem}) => `${value} ${problem}`),
          [
            'signed is no rule: what is judged here is signed only afterwards, and sign: true fails where that is not done',
            'builder-version=^1 is no rule: BuildKit records no version of the builder',
            'pinned is no rule',
            'complete=yes has a value, but the rule takes none',
            'materials-allowed has no value',
            'materials-allowed=a,,b holds what is no prefix of a URI',
            'materials-allowed=https://x/../y holds what is no prefix of a URI',
            'materials-allowed=pkg:docker/me/* holds what is no prefix of a URI',
            'materials-allowed=docker.io/library/alpine holds what is no prefix of a URI',
            'builder-id= has no value',
            'builder-id=https://github.com/me* would also allow what only begins alike',
            'builder-id=https://*/me/ would also allow what only begins alike',
            'builder-id=* would also allow what only begins alike',
            'builder-id=https://* would also allow what only begins alike',
            'no-network is there twice'
          ]
        );
        return true;
      }
    );
  });

  it('are not passed where there is nothing to judge', () => {
    const rules = parseRules(['complete', 'no-network']);
    assert.deepEqual(
      judgeRules(rules, []).map(({rule, outcome, name}) => [rule, outcome, name]),
      [
        ['complete', 'unknown', undefined],
        ['no-network', 'unknown', undefined]
      ]
    );
    const statement = parseStatement(
      Buffer.from(composeProvenance().toString().replace('provenance/v1', 'provenance/v9'))
    );
    for (const {outcome} of judgeRules(rules, [{name: 'x', statement}])) assert.equal(outcome, 'unknown');
  });

  it('are held against each statement', () => {
    const statements = ['a', 'b'].map(builderId => ({
      name: builderId,
      statement: parseStatement(composeProvenance({builderId}))
    }));
    assert.deepEqual(
      judgeRules(parseRules(['builder-id=a', 'complete']), statements).map(
        one => `${one.rule} ${one.name ?? ''} ${one.outcome}`
      ),
      ['builder-id a passed', 'builder-id b failed', 'complete a failed', 'complete b failed']
    );
  });

  it('take nothing from the statement before', () => {
    const statements = [{builderId: 'a'}, {}].map((fields, at) => ({
      name: String(at),
      statement: parseStatement(composeProvenance(fields))
    }));
    assert.deepEqual(
      judgeRules(parseRules(['builder-id=a']), statements).map(({outcome}) => outcome),
      ['passed', 'failed']
    );
  });
});

describe('materials-allowed', () => {
  const covers = (prefix: string, uri: string, digest: Record<string, string> = {}): boolean =>
    isCovered({uri, digest}, [prefix]);

  const allowed: readonly [string, string][] = [
    ['git+https://github.com/me/', 'https://github.com/me/app.git#main'],
    ['git+https://github.com/me', 'https://github.com/me/app.git#main'],
    ['https://github.com/me/', 'https://github.com/me/app.git#main'],
    ['git+', 'https://github.com/me/app.git#main'],
    ['https://github.com/me/', 'https://xxxxx:xxxxx@github.com/me/app.git'],
    ['git+ssh://git@github.com/me/', 'ssh://git@github.com/me/app.git'],
    ['pkg:docker/alpine', 'pkg:docker/alpine@3?platform=linux%2Famd64'],
    ['pkg:docker/docker.io/library/alpine', 'pkg:docker/alpine@3'],
    ['pkg:docker/docker.io/', 'pkg:docker/me/app@3'],
    ['pkg:docker/127.0.0.1:5000/', 'pkg:docker/127.0.0.1%3A5000/base@1'],
    ['pkg:docker/127.0.0.1%3A5000/', 'pkg:docker/127.0.0.1:5000/base@1'],
    ['pkg:docker/ghcr.io/me/', 'pkg:oci/app?repository_url=ghcr.io/me/app'],
    ['pkg:docker/', 'docker-image://docker.io/library/alpine:3'],
    ['pkg:docker/alpine@3', 'pkg:docker/alpine@3?platform=linux%2Famd64']
  ];
  for (const [prefix, uri] of allowed) {
    it(`${prefix} allows ${uri}`, () => assert.equal(covers(prefix, uri), true));
  }

  const refused: readonly [string, string][] = [
    ['git+https://github.com/me/', 'https://github.com/me-evil/app.git'],
    ['git+https://github.com/me', 'https://github.com/me-evil/app.git'],
    ['git+https://github.com/me/', 'https://github.com/me/../evil/app.git'],
    ['git+https://github.com/me/', 'https://github.com/me/%2e%2E/evil/app.git'],
    ['git+https://github.com/me/', 'https://github.com/me/..'],
    ['https://github.com', 'https://github.com@evil.example/me/app.git'],
    ['https://github.com/', 'https://github.com\\@evil.example/me/app.git'],
    ['https://github.com', 'https://github.com.evil.example/me/app.git'],
    ['git+https://github.com/me/', 'https://github.com/me/file'],
    ['pkg:docker/alpine', 'pkg:docker/alpine-evil@3'],
    ['pkg:docker/alpine', 'pkg:docker/alpine@3?repository_url=evil.example'],
    ['pkg:docker/alpine@3', 'pkg:docker/alpine@3.20'],
    ['pkg:docker/ghcr.io', 'pkg:docker/ghcr.io:8443/me/app@1'],
    ['pkg:docker/ghcr.io/me', 'pkg:docker/ghcr.io/me%2F..%2Fevil/app@1'],
    ['pkg:oci/debian', 'pkg:oci/debian?repository_url=evil.example/debian']
  ];
  for (const [prefix, uri] of refused) {
    it(`${prefix} does not allow ${uri}`, () => assert.equal(covers(prefix, uri), false));
  }

  it('allows an image by its digest alone', () => {
    assert.equal(covers(`pkg:docker/a@1?digest=${D}`, 'pkg:docker/a@1', {sha256: HEX}), true);
    assert.equal(covers(`pkg:docker/a@1?digest=${D}`, 'pkg:docker/a@1', {sha256: OTHER_HEX}), false);
    assert.equal(covers('pkg:docker/a', `pkg:docker/a@1?digest=${D}`, {sha256: OTHER_HEX}), false);
  });

  it('is never wider than the text, but for user and port', () => {
    const part = fc.stringMatching(/^[a-z0-9.-]{1,8}$/);
    fc.assert(
      fc.property(part, part, part, (host, owner, more) => {
        fc.pre(![host, owner, more].some(one => /^\.{1,2}$/.test(one)));
        const prefix = `https://${host}/${owner}`;
        assert.equal(covers(prefix, `${prefix}${more}/x`), false);
        assert.equal(covers(prefix, `${prefix}/${more}`), true);
      })
    );
  });

  it('lists every violation, without passwords', () => {
    const {outcome, reasons} = judge('materials-allowed=pkg:docker/alpine', {
      materials: [
        {uri: 'https://me:secret@evil.example/a', digest: {}},
        {uri: 'pkg:docker/alpine@3', digest: {sha256: HEX}},
        {uri: 'pkg:docker/evil@3', digest: {sha256: HEX}}
      ]
    });
    assert.equal(outcome, 'failed');
    assert.deepEqual(reasons, [
      '"https://***@evil.example/a" comes from none of the places that are allowed.',
      '"pkg:docker/evil@3" comes from none of the places that are allowed (no step reads it: the generator of the SBOM).'
    ]);
  });

  it('is not passed where the list may be longer, unless local directories make it so', () => {
    const complete = {materials: false};
    assert.equal(judge('materials-allowed=pkg:docker/', {complete}).outcome, 'unknown');
    assert.equal(judge('materials-allowed=pkg:docker/', {complete, locals: ['context']}).outcome, 'passed');
    assert.equal(judge('materials-allowed=pkg:docker/', {}).outcome, 'passed');
  });
});

describe('materials-pinned', () => {
  const tree = (uri: string, digest: Record<string, string> = {sha1: COMMIT}) => ({
    materials: [{uri, digest}]
  });

  for (const version of versions) {
    it(`passes for digests and whole commits (${version})`, () => {
      const materials = [
        {uri: `pkg:docker/a@1?digest=${D}`, digest: {sha256: HEX}},
        {uri: `https://example.com/app.git#${COMMIT}:folder`, digest: {sha1: COMMIT}},
        {uri: `git://example.com/app.git#${COMMIT}`, digest: {sha1: COMMIT}},
        {uri: 'https://example.com/file', digest: {sha256: HEX}}
      ];
      const steps = [sourceStep('step0', 'https://example.com/file', {'http.checksum': D})];
      assert.deepEqual(judge('materials-pinned', {version, materials, steps}), {
        outcome: 'passed',
        reasons: ['Every material is pinned: 4.']
      });
    });

    it(`lists what is not (${version})`, () => {
      const materials = [
        {uri: 'pkg:docker/a@1?platform=linux%2Famd64', digest: {sha256: HEX}},
        {uri: 'https://example.com/app.git#main', digest: {sha1: COMMIT}},
        {uri: 'https://example.com/file', digest: {sha256: HEX}}
      ];
      const steps = [sourceStep('step0', 'https://example.com/file')];
      assert.deepEqual(judge('materials-pinned', {version, materials, steps}), {
        outcome: 'failed',
        reasons: [
          '"pkg:docker/a@1?platform=linux%2Famd64" is named without a digest.',
          '"https://example.com/app.git#main" is named by something else than its whole commit.',
          '"https://example.com/file" is downloaded without a checksum.'
        ]
      });
    });
  }

  it('cannot tell of a download whose step is not recorded, nor of what nobody knows', () => {
    for (const [uri, digest] of [
      ['https://example.com/file', {sha256: HEX}],
      ['thing', {sha256: HEX}]
    ] as const)
      assert.equal(judge('materials-pinned', tree(uri, digest)).outcome, 'unknown');
  });

  it('takes a part of a commit, or another one, for no pin', () => {
    for (const fragment of [COMMIT.slice(1), 'd'.repeat(40), `${COMMIT}0`, ''])
      assert.equal(judge('materials-pinned', tree(`https://e.example/a.git#${fragment}`)).outcome, 'failed');
    assert.equal(
      judge('materials-pinned', tree(`https://e.example/a.git?checksum=${COMMIT}`)).outcome,
      'passed'
    );
  });
});

describe('builder-id', () => {
  const outcome = (rule: string, builderId: string) => judge(`builder-id=${rule}`, {builderId}).outcome;

  it('is exact, or ends on a boundary', () => {
    assert.equal(outcome('https://github.com/me/app', 'https://github.com/me/app'), 'passed');
    assert.equal(outcome('https://github.com/me/app', 'https://github.com/me/app/'), 'failed');
    assert.equal(outcome('https://github.com/me/*', 'https://github.com/me/app/actions/runs/1'), 'passed');
    assert.equal(outcome('https://github.com/me/*', 'https://github.com/me-evil/app'), 'failed');
    assert.equal(outcome('https://github.com/me/*', 'https://github.com/me/'), 'failed');
    assert.equal(outcome('https://github.com/me/*', 'https://github.com/me/../evil/app'), 'failed');
  });

  it('says what is recorded', () => {
    const {reasons} = judge('builder-id=x', {});
    assert.deepEqual(reasons, ['No builder id is recorded; asserted is "x".']);
  });
});

describe('no-network', () => {
  for (const version of versions) {
    it(`is judged by every RUN step (${version})`, () => {
      const steps = [
        sourceStep('step0', 'docker-image://x'),
        runStep('step1', 2),
        {id: 'step2', op: {Op: {}}}
      ];
      assert.equal(judge('no-network', {version, steps}).outcome, 'passed');
      const open = [runStep('step0', 2), runStep('step1'), runStep('step2', 1), runStep('step3', 0)];
      assert.deepEqual(judge('no-network', {version, steps: open, locations: locate('step1', 7)}), {
        outcome: 'failed',
        reasons: [
          `Line 7 of the Dockerfile (step "step1") ran with the builder's network.`,
          `Step "step2" ran with the machine's own network.`,
          `Step "step3" ran with the builder's network.`
        ]
      });
    });

    it(`cannot be told without steps, unless BuildKit calls the build hermetic (${version})`, () => {
      assert.equal(judge('no-network', {version}).outcome, 'unknown');
      assert.equal(judge('no-network', {version, hermetic: true}).outcome, 'passed');
    });
  }

  it('believes the steps rather than the mark', () => {
    assert.equal(judge('no-network', {hermetic: true, steps: [runStep('step0')]}).outcome, 'failed');
  });

  it('cannot be told of what nobody knows', () => {
    const odd = [
      {id: 'a', op: {Op: {build: {}}}},
      {id: 'a', op: {Op: {Exec: {network: 2}}}},
      {id: 'a', op: {Op: {exec: {network: 3}}}},
      {id: 'a', op: {Op: {exec: {network: 2}, build: {}}}},
      {id: 'a', op: 'text'},
      {id: 'a', op: {Op: {exec: {network: 'none'}}}}
    ];
    for (const step of odd)
      assert.equal(
        judge('no-network', {steps: [step], hermetic: true}).outcome,
        'unknown',
        JSON.stringify(step)
      );
    assert.equal(
      judge('no-network', {buildType: 'https://example.com/b', steps: [runStep('a', 2)]}).outcome,
      'unknown'
    );
  });

  it('passes for recorded images that run nothing', async () => {
    for (const layout of ['v02', 'v1'] as const) {
      const statement = parseStatement(await readStatement(layout, 'linux/amd64'));
      const [verdict] = judgeRules(parseRules(['no-network']), [{name: 'x', statement}]);
      assert.deepEqual(
        [verdict?.outcome, verdict?.reasons.map(({text}) => text)],
        ['passed', ['Without network: all 0 RUN steps.']]
      );
    }
  });
});

describe('complete', () => {
  const steps = [runStep('step0', 2)];

  for (const version of versions) {
    it(`wants request, steps and materials (${version})`, () => {
      assert.equal(judge('complete', {version, steps}).outcome, 'passed');
      assert.deepEqual(
        judge('complete', {version, locals: ['context'], complete: {request: false, materials: false}}),
        {
          outcome: 'failed',
          reasons: [
            'The build steps or the Dockerfile are not recorded (mode=min).',
            'What the build was asked for is not recorded as a whole.',
            'Not everything that went into the build is among the materials: local directories ("context") never are. Build from a git URL to have all of it recorded.'
          ]
        }
      );
    });
  }

  it('cannot be told of other builders', () => {
    assert.equal(judge('complete', {steps, buildType: 'https://example.com/b'}).outcome, 'unknown');
  });
});
