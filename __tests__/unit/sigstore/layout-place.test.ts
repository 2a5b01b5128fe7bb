import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {appendFile, rm} from 'node:fs/promises';
import {describe, it, type TestContext} from 'node:test';
import {Attestation} from '../../../src/attestation/attestation.ts';
import {openLayout} from '../../../src/oci/layout.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import type {CommittedPlace} from '../../../src/sigstore/bundle-place.ts';
import type {Candidate} from '../../../src/sigstore/candidate.ts';
import {createLayoutPlace} from '../../../src/sigstore/layout-place.ts';
import type {LayoutPlaceOptions} from '../../../src/sigstore/layout-place.ts';
import type {UnsignedStatement} from '../../../src/sigstore/statements.ts';
import {visitTogether} from '../../../src/sigstore/visit.ts';
import {listFiles, writeTar} from '../oci/layout-fixture.ts';
import {buildSample} from '../oci/store-suite.ts';

const predicateType = 'https://slsa.dev/provenance/v1';
const {fixture} = buildSample();

/** Of which a verifier says yes where the bytes are what they were. */
function candidateOf(text: string, more: Partial<Candidate> = {}): Candidate {
  const bytes = Buffer.from(JSON.stringify({text}));
  const verify: Candidate['verify'] = found =>
    Promise.resolve({
      verdict: bytes.equals(found) ? 'verified' : 'rejected',
      reason: 'Every step passed.',
      steps: [],
      facts: undefined
    });
  return {
    bundle: {text},
    bytes,
    predicateType,
    signedAt: '2026-11-02T10:00:00.000Z',
    verify,
    outcome: 'signed',
    logIndex: undefined,
    large: false,
    foundIn: new Set(),
    steps: [],
    ...more
  };
}

const statement: UnsignedStatement = {
  title: 'index',
  part: 'index',
  attestation: Attestation.of(predicateType, {}).withSubject('image', fixture.root.digest),
  attachTo: [fixture.root]
};

async function openPlace(
  test: TestContext,
  more: Partial<LayoutPlaceOptions> = {}
): Promise<{path: string; place: CommittedPlace; written: string[]}> {
  const path = await writeTar(listFiles(fixture, [fixture.root]), test);
  const written: string[] = [];
  const place = createLayoutPlace({
    path,
    name: 'OCI layout image.tar',
    patience: createPatience({timeoutMs: 5000}),
    assertUnchanged: () => Promise.resolve(),
    onWrite: () => void written.push('written'),
    ...more
  });
  return {path, place, written};
}

describe('a layout as a place for bundles', () => {
  it('has all of them once it is committed, and gives them out', async test => {
    const {path, place, written} = await openPlace(test);
    const candidates = [candidateOf('one'), candidateOf('two')];
    const visits = await visitTogether(
      place,
      candidates.map(candidate => ({statement, candidate}))
    );
    assert.deepEqual(
      visits.map(({record}) => [record.kind, record.stored, record.verdict, record.via]),
      candidates.map(() => ['layout', true, 'verified', undefined])
    );
    assert.deepEqual(written, ['written']);
    const listed = (await (await openLayout(path)).referrers(fixture.root.digest)).map(({digest}) => digest);
    assert.deepEqual(visits.flatMap(({record}) => record.referrers ?? []).sort(), listed.sort());
    const found = await place.find(fixture.root.digest, predicateType, createPatience({timeoutMs: 5000}));
    assert.equal(found.length, 2);
  });

  it('is left alone where there is nothing to bring', async test => {
    const {path, place, written} = await openPlace(test);
    const before = readFileSync(path);
    assert.deepEqual(await visitTogether(place, []), []);
    const candidate = candidateOf('one', {foundIn: new Set([place.name])});
    const [visit] = await visitTogether(place, [{statement, candidate}]);
    assert.deepEqual([visit?.record.verdict, written], ['verified', []]);
    assert.ok(readFileSync(path).equals(before));
  });

  it('has none of them where it is not what was verified', async test => {
    const assertUnchanged = () => Promise.reject(new Error('it is another one'));
    const {path, place, written} = await openPlace(test, {assertUnchanged});
    const before = readFileSync(path);
    const errands = ['one', 'two'].map(text => ({statement, candidate: candidateOf(text)}));
    for (const {record} of await visitTogether(place, errands)) {
      assert.deepEqual([record.stored, record.verdict], [false, 'undecided']);
      assert.match(record.evidence, /^it is another one\. Nothing was added to the layout/);
    }
    assert.deepEqual(written, []);
    assert.ok(readFileSync(path).equals(before));
  });

  it('has none of them where one cannot be attached', async test => {
    const {path, place} = await openPlace(test);
    const before = readFileSync(path);
    const bad = {...statement, attachTo: [{...fixture.root, size: -1}]};
    const errands = [
      {statement, candidate: candidateOf('one')},
      {statement: bad, candidate: candidateOf('two')}
    ];
    const visits = await visitTogether(place, errands);
    assert.deepEqual(
      visits.map(({record}) => [record.stored, record.verdict]),
      [
        [false, 'undecided'],
        [false, 'undecided']
      ]
    );
    assert.ok(readFileSync(path).equals(before));
  });

  it('has none of them where another wrote it while they were gathered', async test => {
    const {path, place} = await openPlace(test);
    const late: CommittedPlace = {
      ...place,
      async commit() {
        await appendFile(path, Buffer.alloc(512));
        await place.commit();
      }
    };
    const visits = await visitTogether(late, [{statement, candidate: candidateOf('one')}]);
    assert.deepEqual(
      visits.map(({record}) => [record.stored, record.source?.code]),
      [[false, 'changed']]
    );
  });

  it('is not believed where it is gone when it is read again', async test => {
    const {path, place} = await openPlace(test);
    const late: CommittedPlace = {
      ...place,
      async commit() {
        await place.commit();
        await rm(path);
      }
    };
    const [visit] = await visitTogether(late, [{statement, candidate: candidateOf('one')}]);
    assert.deepEqual([visit?.record.stored, visit?.record.verdict], [true, 'undecided']);
    assert.equal(visit?.record.source?.name, 'LayoutError');
  });
});
