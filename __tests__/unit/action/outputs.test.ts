import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listOutputs} from '../../../src/action/outputs.ts';
import {startFindings} from '../../../src/findings.ts';
import {assembleReport} from '../../../src/report.ts';
import {
  apiPlace,
  DIGEST,
  failedWith,
  IDENTITY,
  platformWith,
  registryPlace,
  reportWith,
  signedStatements,
  signedWith,
  signingWith,
  unsignedWith
} from '../../support/reports.ts';

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

  it('tells what was signed, by whom, and where that is', () => {
    const [index, ...platforms] = signedStatements();
    const other = platforms.map(one => ({
      ...one,
      places: [apiPlace({id: '1', url: 'https://github.com/1'})]
    }));
    const signing = signingWith({statements: [...other, index!], storageRecordIds: ['7', '8']});
    const outputs = listOutputs(reportWith({signing}));
    assert.equal(outputs.signed, 'true');
    assert.equal(outputs['bundle-path'], '/tmp/bundles/all.jsonl');
    assert.equal(outputs['attestation-id'], '4711');
    assert.equal(outputs['attestation-url'], 'https://github.com/me/app/attestations/4711');
    assert.equal(outputs['signer-identity'], IDENTITY);
    assert.equal(outputs['storage-record-ids'], '["7","8"]');
  });

  it("has the first attestation where the index has none, and none where GitHub's API took none", () => {
    const [index, ...platforms] = signedStatements();
    const elsewhere = {...index!, places: [registryPlace()]};
    const first = listOutputs(reportWith({signing: signingWith({statements: [elsewhere, ...platforms]})}));
    assert.equal(first['attestation-id'], '4711');
    const places = [apiPlace({stored: false, verdict: 'absent'})];
    const none = listOutputs(reportWith({signing: signingWith({statements: [signedWith({places})]})}));
    assert.deepEqual([none.signed, none['attestation-id'], none['attestation-url']], ['true', '', '']);
  });

  it('does not call signed what is so in part, nor anybody a signer of nothing', () => {
    const part = listOutputs(reportWith({signing: signingWith({statements: [signedWith(), failedWith()]})}));
    assert.deepEqual([part.signed, part['signer-identity']], ['false', IDENTITY]);
    for (const signing of [unsignedWith(), signingWith({statements: [failedWith()]})]) {
      const outputs = listOutputs(reportWith({signing}));
      assert.deepEqual([outputs.signed, outputs['signer-identity']], ['false', '']);
    }
  });

  it('never hands on an id, an address or a signer that a shell would act on', () => {
    const hostile = ['$(id)', '`id`', '1; id', '1\n2', '"', "'"];
    for (const text of hostile) {
      const places = [apiPlace({id: text, url: `https://github.com/${text}`})];
      const outputs = listOutputs(
        reportWith({
          signing: signingWith({
            signer: {identity: `https://github.com/me/${text}`, issuer: text},
            statements: [signedWith({places})],
            storageRecordIds: [text, '7']
          })
        })
      );
      assert.equal(outputs['attestation-id'], '');
      assert.equal(outputs['attestation-url'], '');
      assert.equal(outputs['signer-identity'], '');
      assert.equal(outputs['storage-record-ids'], '["7"]');
    }
    for (const url of ['http://github.com/1', 'javascript:alert(1)', 'https://me:pw@github.com/1']) {
      const signing = signingWith({statements: [signedWith({places: [apiPlace({url})]})]});
      assert.equal(listOutputs(reportWith({signing}))['attestation-url'], '', url);
    }
  });
});
