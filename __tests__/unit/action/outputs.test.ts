import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listOutputs} from '../../../src/action/outputs.ts';
import {startFindings} from '../../../src/findings.ts';
import {assembleReport} from '../../../src/report.ts';
import {DIGEST, platformWith, reportWith} from '../../support/reports.ts';

describe('listOutputs', () => {
  it('tells what was built, where it is, and that it was verified', () => {
    const outputs = listOutputs(reportWith());
    assert.equal(outputs.digest, DIGEST);
    assert.equal(outputs['image-ref'], `ghcr.io/me/app@${DIGEST}`);
    assert.equal(outputs.verified, 'true');
    assert.deepEqual(JSON.parse(outputs['platform-digests']), {
      'linux/amd64': platformWith().imageDigest,
      'linux/arm64': `sha256:${'e'.repeat(64)}`
    });
  });

  it('has the digest of what was pushed, whatever another exporter made', () => {
    const pushed = `sha256:${'9'.repeat(64)}`;
    assert.equal(listOutputs(reportWith({imageRefs: [`ghcr.io/me/app@${pushed}`]})).digest, pushed);
  });

  it('has a text for every output when nothing at all was reached', () => {
    for (const [name, value] of Object.entries(listOutputs(assembleReport(startFindings())))) {
      assert.equal(typeof value, 'string', name);
    }
  });

  it('never hands on a digest that is none', () => {
    const build = {
      command: [],
      succeeded: true,
      durationMs: 1,
      digest: 'sha256:$(id)',
      imageId: '; rm -rf /'
    };
    const {digest, imageid} = listOutputs(reportWith({build, imageRefs: []}));
    assert.deepEqual({digest, imageid}, {digest: '', imageid: ''});
  });
});
