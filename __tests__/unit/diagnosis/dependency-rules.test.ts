import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createDiagnostic} from '../../../src/diagnostics/create.ts';
import {judgeDependencies} from '../../../src/diagnosis/dependency-rules.ts';
import type {DependencyRecord, ImageRecord} from '../../../src/dependencies/record.ts';
import {dependenciesWith, DIGEST, imageWith} from '../../support/reports.ts';

const NOTHING = {outcome: 'nothing'} as const;
const INVALID = {outcome: 'invalid', reason: 'it is not about the image'} as const;

function judge(images: readonly Partial<ImageRecord>[], overrides: Partial<DependencyRecord> = {}) {
  const trunk = {root: DIGEST, platform: 'linux/amd64', images: images.map(imageWith), more: 0};
  const found = judgeDependencies(dependenciesWith({trunks: [trunk], missing: images.length, ...overrides}));
  return found.map(({code, severity, evidence}) => [code, severity, evidence]);
}

describe('what is missing or bad of what an image stands on', () => {
  it('is told once for all platforms, with every place that was looked at', () => {
    const images = ['amd64', 'arm64'].map(architecture => ({
      platform: `linux/${architecture}`,
      found: NOTHING,
      looked: ['the index', `referrers for ${architecture}`]
    }));
    assert.deepEqual(judge([...images, {found: NOTHING, repeated: true}]), [
      [
        'PROV-802',
        'warning',
        [
          `docker.io/library/alpine:3@${DIGEST} (linux/amd64, linux/arm64) has no provenance.`,
          'Looked at: the index; referrers for amd64; referrers for arm64.'
        ]
      ]
    ]);
  });

  it('is told with what came back, however long the names are', () => {
    const place = `index ${DIGEST} in registry registry.example/${'long-'.repeat(8)}name`;
    const reason = `${place}: Attestation manifest ${DIGEST} (564 bytes) in ${place}: ${DIGEST}: 401 Unauthorized`;
    const [[, , evidence = []] = []] = judge([{found: {outcome: 'unread', reason}, looked: [place]}]);
    const {evidence: kept} = createDiagnostic('PROV-802', {phase: 'collect', evidence: evidence as string[]});
    assert.equal(kept.length, 3);
    assert.match(kept[0] ?? '', new RegExp(`${DIGEST} .*has provenance could not be told:$`));
    assert.match(kept[1] ?? '', /: 401 Unauthorized\.$/);
    assert.equal(kept[2], `Looked at: ${place}.`);
  });

  it('is an error or nothing where the user says so, but what is bad is always told', () => {
    const severities = (onMissing: DependencyRecord['onMissing']) =>
      judge([{found: NOTHING}, {found: INVALID}], {onMissing}).map(([code, severity]) => [code, severity]);
    assert.deepEqual(severities('warn'), [
      ['PROV-805', 'warning'],
      ['PROV-802', 'warning']
    ]);
    assert.deepEqual(severities('error'), [
      ['PROV-805', 'error'],
      ['PROV-802', 'error']
    ]);
    assert.deepEqual(severities('ignore'), [['PROV-805', 'warning']]);
  });

  it('is missing too where the record has no room for it, or nobody could look', () => {
    assert.deepEqual(judge([], {missing: 1, onMissing: 'error'}), [['PROV-802', 'error', []]]);
    assert.deepEqual(judge([], {missing: 0, problem: 'It broke.'}), [['PROV-802', 'warning', ['It broke.']]]);
    assert.deepEqual(judge([{}], {missing: 0}), []);
  });

  it('is told of so many images, and then counted', () => {
    const many = Array.from({length: 20}, (_, at) => ({
      image: `image-${String(at)}`,
      found: NOTHING,
      looked: []
    }));
    const [[, , evidence = []] = []] = judge(many);
    assert.equal(evidence.length, 7);
    assert.equal(evidence.at(-1), 'And 14 more.');
  });
});
