import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listAnnotations} from '../../../src/action/annotations.ts';
import {reportWith, stepWith, verificationWith} from '../../support/reports.ts';

describe('listAnnotations', () => {
  it('says nothing about a run that is well', () => {
    assert.deepEqual(listAnnotations(reportWith()), []);
  });

  it('begins with the failed checks of a rejected image, platform by platform', () => {
    const steps = [
      stepWith(),
      stepWith({outcome: 'failed', platform: 'linux/arm64', evidence: 'Only mode=min.'})
    ];
    const verifications = [
      verificationWith({verdict: 'rejected', reason: 'linux/arm64 is incomplete.', steps})
    ];
    const [first] = listAnnotations(reportWith({verifications, warnings: ['something']}));
    assert.equal(first?.level, 'error');
    assert.equal(
      first.message,
      'linux/arm64 is incomplete.\nlinux/arm64: The provenance is complete (mode=max): Only mode=min.'
    );
  });

  it('warns instead where enforcing is off', () => {
    const [first] = listAnnotations(
      reportWith({enforce: false, verifications: [verificationWith({verdict: 'rejected'})]})
    );
    assert.equal(first?.level, 'warning');
  });

  it('says once what several platforms share', () => {
    const steps = ['linux/amd64', 'linux/arm64'].map(platform =>
      stepWith({outcome: 'warning', title: 'Base images are pinned', platform, evidence: 'alpine:3 is not.'})
    );
    const annotations = listAnnotations(reportWith({verifications: [verificationWith({steps})]}));
    assert.deepEqual(
      annotations.map(({message}) => message),
      ['alpine:3 is not. (linux/amd64, linux/arm64)']
    );
  });

  it('makes a notice, not a warning, of a pull request', () => {
    const skip = {label: 'PR build', reason: 'The event is pull_request.'};
    const annotations = listAnnotations(reportWith({skip, verifications: []}));
    assert.deepEqual(
      annotations.map(({level}) => level),
      ['notice']
    );
  });
});
