import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Attestation} from '../../../src/attestation/attestation.ts';
import {listImageDigests} from '../../../src/attestation/subject.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import type {Descriptor} from '../../../src/oci/descriptor.ts';
import {placeBrought} from '../../../src/sigstore/brought-statements.ts';
import type {BroughtAttestation, BroughtSubject} from '../../../src/sigstore/brought-statements.ts';
import {listDigestsToFind} from '../../../src/sigstore/statements.ts';
import type {AttestedImage, UnsignedStatement} from '../../../src/sigstore/statements.ts';

const SCAN = 'https://example.com/scan/v1';

function descriptorOf(name: string): Descriptor {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  return {mediaType, digest: digestBytes(Buffer.from(name)), size: name.length};
}

const digestOf = (name: string) => descriptorOf(name).digest;

function imageOf(name: string, ...platforms: readonly string[]): AttestedImage {
  return {
    name,
    root: descriptorOf(name),
    platforms: platforms.map(platform => ({
      platform,
      image: descriptorOf(`${name} ${platform}`),
      attestationManifests: [descriptorOf(`${name} ${platform} attestation`)],
      statements: [],
      sboms: []
    }))
  };
}

const images = [imageOf('app', 'linux/amd64', 'linux/arm64'), imageOf('tool', 'linux/arm64')];

function bring(subject: BroughtSubject): BroughtAttestation {
  return {name: 'scan.json', attestation: Attestation.of(SCAN, {passed: true}), subject};
}

const describeAll = (statements: readonly UnsignedStatement[]) =>
  statements.map(({title, part, attestation, attachTo}) => ({
    title,
    part,
    about: attestation.subjects.flatMap(listImageDigests),
    attachTo: attachTo.map(({digest}) => digest)
  }));

describe('attestations that are brought', () => {
  it('are about every image as a whole', () => {
    const {ofImages, apart, refused} = placeBrought(images, [bring({kind: 'index'})]);
    const expected = ['app', 'tool'].map(name => [
      {title: 'scan.json of index', part: 'brought', about: [digestOf(name)], attachTo: [digestOf(name)]}
    ]);
    assert.deepEqual(ofImages.map(describeAll), expected);
    assert.deepEqual([apart, refused], [[], []]);
  });

  it('are about the images that have the platform', () => {
    const about = (platform: string) => placeBrought(images, [bring({kind: 'platform', platform})]);
    assert.deepEqual(
      about('linux/amd64').ofImages.map(statements => statements.map(({title}) => title)),
      [['scan.json of linux/amd64'], []]
    );
    const [first, second] = about('linux/arm64').ofImages.map(describeAll);
    assert.deepEqual(first?.[0]?.attachTo, [digestOf('app linux/arm64')]);
    assert.deepEqual(second?.[0]?.about, [digestOf('tool linux/arm64')]);
  });

  it('are refused about a platform that none has, with what there is', () => {
    const {ofImages, refused} = placeBrought(images, [bring({kind: 'platform', platform: 'linux/s390x'})]);
    assert.deepEqual(ofImages, [[], []]);
    const [{title, predicateType, error} = assert.fail()] = refused;
    assert.deepEqual([title, predicateType, error.code], ['scan.json of linux/s390x', SCAN, 'subject']);
    assert.equal(error.message, 'the image has no platform linux/s390x; it has linux/amd64, linux/arm64');
  });

  it('are attached by a digest to what has it, be it an attestation manifest', () => {
    for (const name of ['app', 'app linux/arm64', 'app linux/arm64 attestation']) {
      const digest = digestOf(name);
      const {ofImages, apart} = placeBrought(images, [bring({kind: 'digest', name: 'mine', digest})]);
      assert.deepEqual(ofImages.map(describeAll), [
        [{title: 'scan.json of mine', part: 'brought', about: [digest], attachTo: [digest]}],
        []
      ]);
      assert.deepEqual(apart, []);
    }
  });

  it('are attached to nothing where no image has the digest, and found by it all the same', () => {
    const digest = digestOf('a chart');
    const {ofImages, apart, refused} = placeBrought(images, [bring({kind: 'digest', name: 'chart', digest})]);
    assert.deepEqual([ofImages, refused], [[[], []], []]);
    assert.deepEqual(describeAll(apart), [
      {title: 'scan.json of chart', part: 'brought', about: [digest], attachTo: []}
    ]);
    assert.deepEqual(apart.map(listDigestsToFind), [[digest]]);
    assert.equal(apart[0]?.attestation.subjects[0]?.name, 'chart');
  });
});
