import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {reportWith, verificationWith} from '../support/reports.ts';

describe('assembleReport', () => {
  it('passes with the verdict of a verification that holds', () => {
    const {verdict, conclusion} = reportWith();
    assert.deepEqual({verdict, conclusion}, {verdict: 'verified', conclusion: 'success'});
  });

  it('takes the worst verdict of several repositories', () => {
    const rejected = verificationWith({verdict: 'rejected', reason: 'stripped'});
    const undecided = verificationWith({verdict: 'undecided', reason: 'unreachable'});
    const {verdict, reason, conclusion} = reportWith({
      verifications: [verificationWith(), undecided, rejected]
    });
    assert.deepEqual(
      {verdict, reason, conclusion},
      {verdict: 'rejected', reason: 'stripped', conclusion: 'failure'}
    );
  });

  it('fails for "could not check" as for "bad", and tells them apart', () => {
    const report = reportWith({
      verifications: [verificationWith({verdict: 'undecided', reason: 'no answer'})]
    });
    assert.deepEqual([report.verdict, report.conclusion], ['undecided', 'failure']);
  });

  it('lets a bad verdict pass where enforcing is off', () => {
    const report = reportWith({enforce: false, verifications: [verificationWith({verdict: 'rejected'})]});
    assert.deepEqual([report.verdict, report.conclusion], ['rejected', 'success']);
  });

  it('fails for a failed build even where enforcing is off', () => {
    const {verifications: _, ...rest} = reportWith();
    const report = reportWith({
      ...rest,
      enforce: false,
      failure: {phase: 'build', message: 'boom', cancelled: false}
    });
    assert.equal(report.conclusion, 'failure');
  });

  it('is absent, and passes, where no provenance was asked for', () => {
    const provenance = {value: 'none', source: 'input provenance is false', trace: []} as const;
    const report = reportWith({verifications: [], provenance});
    assert.deepEqual([report.verdict, report.conclusion], ['absent', 'success']);
    assert.match(report.reason, /input provenance is false/);
  });

  it('is absent with the reason where nothing was published', () => {
    const report = reportWith({verifications: [], nothingToVerify: 'The build has no output.'});
    assert.deepEqual([report.verdict, report.reason], ['absent', 'The build has no output.']);
  });
});

describe('assembleReport, of a run that signs', () => {
  const decision = {value: true, source: 'default', trace: []};
  const failing = {decision, statements: [], problems: ['Rekor is down'], storageRecordIds: []};

  it('says that the provenance holds and is not signed, and fails', () => {
    const {verdict, reason, conclusion} = reportWith({signing: failing});
    assert.deepEqual([verdict, conclusion], ['undecided', 'failure']);
    assert.match(reason, /^Complete provenance is attached .* It is not signed: Rekor is down$/);
  });

  it('passes with a warning where enforcing is off', () => {
    const {verdict, conclusion} = reportWith({signing: failing, enforce: false});
    assert.deepEqual([verdict, conclusion], ['undecided', 'success']);
  });

  it('is verified where the job may not sign', () => {
    const {verdict} = reportWith({
      signing: {...failing, decision: {...decision, value: false}, problems: []}
    });
    assert.equal(verdict, 'verified');
  });

  it('says what is wrong with the provenance first', () => {
    const verifications = [verificationWith({verdict: 'rejected', reason: 'stripped'})];
    const {verdict, reason} = reportWith({verifications, signing: failing});
    assert.deepEqual([verdict, reason], ['rejected', 'stripped']);
  });
});
