import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isSigned, judgeSigning} from '../../../src/sigstore/signing.ts';
import type {PlaceRecord, Signing, StatementRecord} from '../../../src/sigstore/signing.ts';

const registry: PlaceRecord = {
  kind: 'registry',
  place: 'registry ghcr.io/me/app',
  stored: true,
  verdict: 'verified',
  evidence: 'Read back.'
};
const file: PlaceRecord = {...registry, kind: 'file', place: 'file'};
const statement: StatementRecord = {
  title: 'linux/amd64',
  part: 'platform',
  subjects: [],
  predicateType: 'x',
  outcome: 'signed',
  places: [file, registry],
  steps: []
};

function signingWith(some: Partial<Signing> = {}): Signing {
  const decision = {value: true, source: 'default', trace: []};
  return {decision, statements: [statement], problems: [], storageRecordIds: [], ...some};
}

const withPlace = (some: Partial<PlaceRecord>): Partial<Signing> => ({
  statements: [
    {...statement, title: 'index'},
    {...statement, places: [file, {...registry, ...some}]}
  ]
});
const failed: StatementRecord = {...statement, outcome: 'failed', error: 'Fulcio said no', places: []};

describe('the verdict on signing', () => {
  it('is none where nothing was to be signed', () => {
    assert.equal(
      judgeSigning(signingWith({decision: {value: false, source: 'input sign', trace: []}})),
      undefined
    );
  });

  it('is verified when everything was read back, and says from where', () => {
    assert.deepEqual(judgeSigning(signingWith()), {
      verdict: 'verified',
      reason: 'The statement is signed, and was read back from registry ghcr.io/me/app.'
    });
    const twice = signingWith({statements: [statement, {...statement, title: 'index'}]});
    assert.match(
      judgeSigning(twice)?.reason ?? '',
      /^All 2 statements are signed, and were read back from registry/
    );
  });

  it('says how many are where not all of them are', () => {
    const kept = {...registry, place: "GitHub's attestations API"};
    const statements = [
      {...statement, places: [kept, registry]},
      {...statement, title: 'chart', places: [kept]}
    ];
    assert.match(
      judgeSigning(signingWith({statements}))?.reason ?? '',
      /were read back from GitHub's attestations API, registry ghcr\.io\/me\/app \(1 of them\)\.$/
    );
  });

  it('is verified for bundles that are kept in files alone', () => {
    const signing = signingWith({statements: [{...statement, places: [file]}]});
    assert.match(judgeSigning(signing)?.reason ?? '', /kept in files alone/);
  });

  const bad: readonly (readonly [title: string, some: Partial<Signing>, verdict: string, reason: RegExp])[] =
    [
      [
        'rejected for a bad bundle',
        withPlace({verdict: 'rejected', evidence: 'other signer'}),
        'rejected',
        /other signer/
      ],
      [
        'undecided for one that nobody could read',
        withPlace({verdict: 'undecided', evidence: '503'}),
        'undecided',
        /503/
      ],
      [
        'undecided for a statement that was not signed',
        {statements: [statement, failed]},
        'undecided',
        /Fulcio said no/
      ],
      ['undecided for what stood in the way of all', {problems: ['no token']}, 'undecided', /^no token$/],
      ['undecided where there is no statement at all', {statements: []}, 'undecided', /Nothing was signed/]
    ];
  for (const [title, some, verdict, reason] of bad) {
    it(`is ${title}`, () => {
      const judged = judgeSigning(signingWith(some));
      assert.ok(judged);
      assert.equal(judged.verdict, verdict);
      assert.match(judged.reason, reason);
    });
  }

  it('says "bad" before "could not check"', () => {
    const statements = [failed, {...statement, places: [{...registry, verdict: 'rejected' as const}]}];
    assert.equal(judgeSigning(signingWith({statements}))?.verdict, 'rejected');
  });

  it('lets a place pass that takes no bundles', () => {
    assert.equal(
      judgeSigning(signingWith(withPlace({verdict: 'absent', stored: false})))?.verdict,
      'verified'
    );
  });
});

describe('an image', () => {
  it('is signed when every statement is, wherever the bundles are', () => {
    assert.equal(isSigned(signingWith(withPlace({stored: false, verdict: 'undecided'}))), true);
    assert.equal(isSigned(signingWith({statements: [statement, failed]})), false);
    assert.equal(isSigned(signingWith({statements: []})), false);
    assert.equal(isSigned(undefined), false);
  });
});
