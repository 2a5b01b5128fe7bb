import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {diagnoseError, diagnoseSigning, diagnoseVerifications} from '../../../src/diagnosis/diagnose.ts';
import {judgeSource} from '../../../src/diagnosis/source-rules.ts';
import type {Code} from '../../../src/diagnostics/code.ts';
import {ContentError} from '../../../src/oci/store.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {NOTHING_VERIFIED} from '../../../src/sigstore/signing.ts';
import type {Signing, StatementRecord} from '../../../src/sigstore/signing.ts';
import type {SignatureStepId} from '../../../src/sigstore/signature-step.ts';
import {SigningError} from '../../../src/sigstore/signing-error.ts';
import {stepWith, verificationWith} from '../../support/reports.ts';

const named = (name: string, message = 'said so') => Object.assign(new Error(message), {name});

function registryError(status?: number): RegistryError {
  const reason = status === undefined ? 'ECONNRESET' : String(status);
  return new RegistryError({
    method: 'GET',
    url: 'https://ghcr.io/v2/',
    reason,
    ...(status === undefined ? {} : {status})
  });
}

function buildError(stderr: string, how: Record<string, unknown> = {}): Error {
  const process = {exitCode: 1, signal: undefined, stderr: {tail: stderr}};
  return Object.assign(named('BuildError'), {reason: 'exit', result: {process}, ...how});
}

describe('what a URL of the Dockerfile or the context answers', () => {
  const cases: readonly (readonly [answer: string, code: Code])[] = [
    ['invalid response status 403', 'PROV-021'],
    ['invalid response status 503', 'PROV-3G'],
    ['Get "https://files.example/x": dial tcp 192.0.2.1:443: connect: connection refused', 'PROV-3G']
  ];
  for (const [answer, expected] of cases) {
    it(`is of the build, and nothing of a registry: ${answer}`, () => {
      const stderr = `ERROR: failed to build: failed to solve: failed to load cache key: ${answer}\n`;
      const {code, phase, alternatives} = diagnoseError(buildError(stderr), {phase: 'build'});
      assert.deepEqual([code, phase, alternatives], [expected, 'build', []]);
    });
  }
});

describe('what was thrown', () => {
  const cases: readonly (readonly [title: string, error: unknown, code: Code])[] = [
    ['a mistake in the inputs', named('InputError'), 'PROV-010'],
    [
      "a secret's file that is not there",
      Object.assign(named('InputError'), {code: 'secret-files'}),
      'PROV-023'
    ],
    ['inputs that contradict each other', named('PlanError'), 'PROV-011'],
    ['no buildx', named('BuildxMissingError'), 'PROV-7C'],
    ['no credentials', named('CredentialsError'), 'PROV-3B'],
    ['401', registryError(401), 'PROV-3B'],
    ['403', registryError(403), 'PROV-3A'],
    ['404', registryError(404), 'PROV-6T'],
    ['429', registryError(429), 'PROV-3F'],
    ['503', registryError(503), 'PROV-3D'],
    ['405', registryError(405), 'PROV-3E'],
    ['a broken connection', registryError(), 'PROV-3G'],
    ['content that is another', new ContentError('digest-mismatch', undefined, 'x'), 'PROV-1G'],
    ['content that is not there', new ContentError('missing', undefined, 'x'), 'PROV-6T'],
    ['content that is too large', new ContentError('too-large', undefined, 'x'), 'PROV-1I'],
    ['a token that is refused', new SigningError({code: 'token-refused', message: 'x'}), 'PROV-2B'],
    ['a log that is down', new SigningError({code: 'log-unavailable', message: 'x'}), 'PROV-2E'],
    ['something that nobody foresaw', new TypeError('x is not a function'), 'PROV-000'],
    ['a text', 'boom', 'PROV-000'],
    ['a class that is named like a property', named('constructor'), 'PROV-000']
  ];
  for (const [title, error, code] of cases) {
    it(`is ${code} for ${title}`, () => {
      const found = diagnoseError(error, {phase: 'verify'});
      assert.equal(found.code, code);
      assert.notDeepEqual(found.evidence, []);
    });
  }

  it('is another cause of 403 where nobody is logged in, or where it is a fork', () => {
    const source = {name: 'RegistryError', status: 403, host: 'ghcr.io'};
    assert.equal(judgeSource(source, {loggedIn: new Map([['ghcr.io', false]])})?.code, 'PROV-3B');
    assert.equal(judgeSource(source, {fork: true})?.code, 'PROV-1A');
    assert.deepEqual(
      judgeSource(source)?.twins?.map(({code}) => code),
      ['PROV-3C']
    );
  });
});

describe('a build that failed', () => {
  it("is judged by buildx's own words", () => {
    const stderr =
      'ERROR: failed to build: failed to solve: failed to push ghcr.io/me/app:1: denied: permission_denied: write_package\n';
    const found = diagnoseError(buildError(stderr), {phase: 'build', loggedIn: new Map([['ghcr.io', true]])});
    assert.ok(['registry-denied', 'registry-package-link'].includes(found.cause), found.code);
    assert.match(found.evidence.join('\n'), /write_package/);
  });

  it('is not judged by words where it was cancelled, killed or never started', () => {
    const stderr = 'ERROR: denied\n';
    const codeOf = (reason: string, process = {}) =>
      diagnoseError(
        buildError(stderr, {
          reason,
          result: {process: {exitCode: undefined, stderr: {tail: stderr}, ...process}}
        }),
        {phase: 'build'}
      ).code;
    assert.equal(codeOf('cancelled'), 'PROV-026');
    assert.equal(codeOf('signal', {signal: 'SIGKILL'}), 'PROV-025');
    assert.equal(codeOf('spawn'), 'PROV-7C');
  });

  it('is an error even for a cache, without which others would have succeeded', () => {
    const stderr =
      '#6 exporting cache to registry\n#6 ERROR: error writing layer blob: denied\n' +
      'ERROR: failed to build: failed to solve: error writing layer blob: denied\n';
    const {code, severity} = diagnoseError(buildError(stderr), {phase: 'build'});
    assert.deepEqual([code, severity], ['PROV-5', 'error']);
  });

  it('shows where it failed', () => {
    const stderr = [
      '#7 [linux/arm64 build 2/2] RUN make',
      '#7 ERROR: process "/bin/sh -c make it" did not complete successfully: exit code: 2',
      'Dockerfile:2',
      '--------------------',
      '   1 |     FROM x AS build',
      '   2 | >>> RUN make',
      '--------------------',
      'ERROR: failed to build: failed to solve: process "/bin/sh -c make it" did not complete successfully: exit code: 2'
    ].join('\n');
    const text = diagnoseError(buildError(stderr), {phase: 'build'}).evidence.join('\n');
    assert.match(text, /^\[linux\/arm64 build 2\/2\] RUN make$/m);
    assert.match(text, /^ +2 \| >>> RUN make$/m);
  });

  it('is no missing login where the registry had let nobody in particular begin an upload', () => {
    const stderr = 'ERROR: failed to build: failed to solve: failed to push reg.example/a:1: denied\n';
    const loggedIn = new Map([['reg.example', false]]);
    const codeWith = (push: 'yes' | 'unknown') =>
      diagnoseError(buildError(stderr), {
        phase: 'build',
        loggedIn,
        pushAllowed: new Map([['reg.example', push]])
      }).code;
    assert.deepEqual([codeWith('yes'), codeWith('unknown')], ['PROV-3A', 'PROV-3B']);
  });

  it('is PROV-000 with what it said where nothing speaks', () => {
    const found = diagnoseError(buildError('something else\n'), {phase: 'build'});
    assert.equal(found.code, 'PROV-000');
  });
});

describe('a verification', () => {
  const judge = (steps: Parameters<typeof stepWith>[0][], platforms?: number) =>
    diagnoseVerifications(
      [
        verificationWith({
          verdict: 'rejected',
          steps: steps.map(stepWith),
          ...(platforms === undefined ? {} : {platforms: []})
        })
      ],
      {}
    ).map(({code}) => code);

  it('that is good has no diagnostic', () => {
    assert.deepEqual(judge([{}]), []);
  });

  it('is told by the step that decided', () => {
    assert.deepEqual(judge([{id: 'provenance-mode', outcome: 'failed'}]), ['PROV-1H']);
    assert.deepEqual(judge([{id: 'platforms-present', outcome: 'failed'}]), ['PROV-4D']);
    assert.deepEqual(judge([{id: 'statement-subject', outcome: 'failed'}]), ['PROV-1G']);
  });

  it('tells one platform without provenance from none at all', () => {
    const lacking = {id: 'attestation-listed', outcome: 'failed'} as const;
    assert.deepEqual(judge([lacking]), ['PROV-4C']);
    assert.deepEqual(judge([lacking, {...lacking, platform: 'linux/arm64'}]), ['PROV-1C']);
  });

  it('that could not be made is told by why', () => {
    const unknown = {id: 'index-digest', outcome: 'unknown'} as const;
    assert.deepEqual(judge([{...unknown, source: {name: 'RegistryError', status: 429}}]), ['PROV-3F']);
    assert.deepEqual(judge([{...unknown, source: {name: 'RegistryError', code: 'ECONNREFUSED'}}]), [
      'PROV-3G'
    ]);
    assert.deepEqual(judge([{...unknown, source: {name: 'RegistryError', code: 'ETIMEDOUT'}}]), ['PROV-6T']);
    assert.deepEqual(judge([unknown]), ['PROV-6T']);
  });

  it('of several places is told once for each code', () => {
    const places = ['one', 'two', 'two'].map(evidence =>
      verificationWith({verdict: 'rejected', steps: [stepWith({outcome: 'failed', evidence})]})
    );
    const found = diagnoseVerifications(places, {});
    assert.equal(found.length, 1);
    assert.deepEqual(
      found[0]?.evidence.map(line => line.slice(-3)),
      ['one', 'two']
    );
  });

  it('has every violation of what is asserted, with its platforms, and each line to write once', () => {
    const one = {id: 'assert-materials-pinned', title: 'Pinned', outcome: 'failed', evidence: 'a.'} as const;
    const steps = [
      stepWith({...one, instead: 'FROM a@b'}),
      stepWith({...one, instead: 'FROM a@b', platform: 'linux/arm64'}),
      stepWith({...one, evidence: 'b.', instead: 'FROM b@b'}),
      stepWith({...one, id: 'assert-complete', title: 'Complete', evidence: 'c.'}),
      stepWith({...one, id: 'assert-no-network', outcome: 'unknown', evidence: 'd.'})
    ];
    const place = verificationWith({verdict: 'rejected', steps});
    const [found, ...others] = diagnoseVerifications([place, place], {});
    assert.deepEqual(others, []);
    assert.equal(found?.code, 'PROV-1L');
    assert.deepEqual(found.evidence, [
      'linux/amd64, linux/arm64: Pinned: a.',
      'linux/amd64: Pinned: b.',
      'linux/amd64: Complete: c.'
    ]);
    assert.deepEqual(found.remedy.instead, ['FROM a@b', 'FROM b@b']);
  });

  it('tells of what is asserted beside what decided', () => {
    const steps = [
      stepWith({outcome: 'failed'}),
      stepWith({id: 'assert-complete', outcome: 'failed'}),
      stepWith({id: 'assert-no-network', outcome: 'unknown'})
    ];
    assert.deepEqual(
      diagnoseVerifications([verificationWith({verdict: 'rejected', steps})], {}).map(({code}) => code),
      ['PROV-1H', 'PROV-1L']
    );
  });
});

describe('signing', () => {
  const place = {kind: 'registry', place: 'registry x', stored: false, evidence: 'no'} as const;
  const statement: StatementRecord = {
    title: 'index',
    part: 'index',
    subjects: [],
    predicateType: 'x',
    outcome: 'signed',
    places: [],
    steps: []
  };
  const judge = (some: Partial<Signing>) => {
    const decision = {value: true, source: 'default', trace: []};
    return diagnoseSigning({decision, statements: [], problems: [], storageRecordIds: [], ...some}, {}).map(
      ({code, severity, phase}) => [code, severity, phase]
    );
  };

  it('of what is not verified is the diagnostic of that', () => {
    assert.deepEqual(judge({problems: ['x'], problemSource: NOTHING_VERIFIED}), []);
    assert.deepEqual(judge({problems: ['x']}), [['PROV-000', 'error', 'sign']]);
  });

  it('that was not to be has no diagnostic', () => {
    assert.deepEqual(judge({decision: {value: false, source: 'x', trace: []}, problems: ['x']}), []);
  });

  it('is told by what stood in the way of all', () => {
    const problemSource = {name: 'SigningError', code: 'token-refused'};
    assert.deepEqual(judge({problems: ['x'], problemSource}), [['PROV-2B', 'error', 'sign']]);
    assert.deepEqual(judge({problems: ['x']}), [['PROV-000', 'error', 'sign']]);
  });

  it('is told by each statement that failed, once for each code', () => {
    const source = {name: 'SigningError', code: 'log-unavailable'};
    const failed = {...statement, outcome: 'failed', source, error: 'down'} as const;
    assert.deepEqual(judge({statements: [failed, {...failed, title: 'linux/amd64'}]}), [
      ['PROV-2E', 'error', 'sign']
    ]);
  });

  it('tells a stranger who signed from a bundle that does not hold', () => {
    const rejected = {...statement, places: [{...place, verdict: 'rejected'}]} as const;
    const step = {id: 'signer-identity', title: 'x', outcome: 'failed', evidence: 'x'} as const;
    assert.deepEqual(judge({statements: [{...rejected, steps: [step]}]}), [['PROV-2F', 'error', 'sign']]);
    assert.deepEqual(judge({statements: [rejected]}), [['PROV-1G', 'error', 'sign']]);
  });

  it('tells a trusted root that was named wrongly, and a service that made no bundle, from a bad one', () => {
    const made = (id: SignatureStepId, trustedRoot?: string) => {
      const steps = [{id, title: 'x', outcome: 'failed', evidence: 'x'}] as const;
      const bad = {
        ...statement,
        outcome: 'failed',
        places: [{...place, verdict: 'rejected'}],
        steps
      } as const;
      return judge({statements: [bad], ...(trustedRoot === undefined ? {} : {trustedRoot})});
    };
    assert.deepEqual(made('certificate-chain', 'root.json'), [['PROV-010', 'error', 'sign']]);
    assert.deepEqual(made('certificate-chain'), [['PROV-1G', 'error', 'sign']]);
    assert.deepEqual(made('envelope-signature', 'root.json'), [['PROV-1G', 'error', 'sign']]);
    assert.deepEqual(made('bundle-format', 'root.json'), [['PROV-2E', 'error', 'sign']]);
  });

  it('is a warning where a place may refuse', () => {
    const source = {name: 'SigningError', code: 'api-forbidden', status: 403};
    const refused = {...place, kind: 'api', verdict: 'absent', source} as const;
    assert.deepEqual(judge({statements: [{...statement, places: [refused]}]}), [
      ['PROV-2C', 'warning', 'store']
    ]);
  });

  it('is told by why a registry did not take it', () => {
    const open = {...place, verdict: 'undecided', source: {name: 'RegistryError', status: 405}} as const;
    assert.deepEqual(judge({statements: [{...statement, places: [open]}]}), [['PROV-3E', 'error', 'attach']]);
  });
});
