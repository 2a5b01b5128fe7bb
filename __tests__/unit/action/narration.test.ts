import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Log} from '../../../src/action/log.ts';
import {tellDependencies, tellSigning} from '../../../src/action/narration.ts';
import {createStep} from '../../../src/sigstore/signature-step.ts';
import type {DependencyRecord} from '../../../src/dependencies/record.ts';
import type {Signing} from '../../../src/sigstore/signing.ts';
import {
  apiPlace,
  dependenciesWith,
  DIGEST,
  failedWith,
  IDENTITY,
  imageWith,
  ISSUER,
  registryPlace,
  signedWith,
  signingWith,
  unsignedWith
} from '../../support/reports.ts';

/** What is told everybody. */
function tell(signing: Signing): string[] {
  const lines: string[] = [];
  const log: Pick<Log, 'info' | 'debug'> = {info: text => lines.push(text), debug: () => undefined};
  tellSigning(log as Log, signing);
  return lines;
}

describe('tellSigning', () => {
  it('has a line for each statement, with its places', () => {
    const lines = tell(signingWith({statements: [signedWith()]}));
    assert.deepEqual(lines, [
      `Signer ${IDENTITY}, identified by ${ISSUER}`,
      'Sigstore instance public-good, trusted root trusted_root.json of TUF repository https://tuf-repo-cdn.sigstore.dev',
      '  ✓ linux/amd64 (https://slsa.dev/provenance/v1): signed, log entry 123456789; ✓ registry ghcr.io/me/app; ✓ GitHub attestations API'
    ]);
  });

  it('tells in full what failed, and of the checks those that did', () => {
    const places = [
      registryPlace({verdict: 'undecided', stored: false, evidence: '403 denied.'}),
      apiPlace()
    ];
    const steps = [
      createStep('signer-issuer', 'passed', 'As expected.'),
      createStep('signer-identity', 'failed', 'It is somebody else.')
    ];
    const text = tell(
      signingWith({
        statements: [failedWith({error: 'Rekor is down.'}), signedWith({places, steps})],
        problems: ['No trusted root.']
      })
    ).join('\n');
    assert.match(text, /✗ linux\/amd64 .*: failed\n {4}Rekor is down\./);
    assert.match(text, /\? registry ghcr\.io\/me\/app — 403 denied\./);
    assert.match(text, /✗ The signer is the expected workflow — It is somebody else\./);
    assert.doesNotMatch(text, /As expected/);
    assert.match(text, /✗ No trusted root\./);
  });

  it('says in one line why nothing is signed, and the remedy', () => {
    const lines = tell(unsignedWith());
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^Not signed: the job may not request .* Give the job/);
  });

  it('names no signer of nothing', () => {
    assert.doesNotMatch(tell(signingWith({statements: [failedWith()]})).join('\n'), /Signer/);
  });
});

describe('tellDependencies', () => {
  const tellAll = (overrides: Partial<DependencyRecord>): string[] => {
    const lines: string[] = [];
    const log: Pick<Log, 'info'> = {info: text => lines.push(text)};
    tellDependencies(log as Log, dependenciesWith(overrides));
    return lines;
  };

  it('has a line for each image, further in the further away, and where the file is', () => {
    const image = `docker.io/library/alpine:3@${DIGEST}`;
    const signers = [{issuer: ISSUER, identity: IDENTITY}];
    const images = [
      imageWith({found: {outcome: 'signed', signers}}),
      imageWith({depth: 2, found: {outcome: 'nothing'}}),
      imageWith({role: 'tool', found: {outcome: 'unread', reason: '403 Forbidden'}}),
      imageWith({repeated: true})
    ];
    const trunk = {root: DIGEST, platform: 'linux/amd64', images, more: 2};
    assert.deepEqual(tellAll({trunks: [trunk, {...trunk, images: []}], path: '/tmp/file'}), [
      'linux/amd64 stands on:',
      `  ${image}: signed by ${IDENTITY}`,
      `    ${image}: no provenance`,
      `  ${image}, tool: could not be told: 403 Forbidden`,
      `  ${image}: as above`,
      '  and 2 more',
      'Provenance of the image and of what it stands on: /tmp/file'
    ]);
  });

  it('says why nobody could look', () => {
    assert.match(tellAll({trunks: [], problem: 'It broke.'})[0] ?? '', /could not be looked at: It broke\.$/);
  });
});
