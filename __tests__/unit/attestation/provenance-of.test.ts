import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {AttestationError} from '../../../src/attestation/attestation-error.ts';
import type {PlatformImage} from '../../../src/attestation/discovery.ts';
import {provenanceOf} from '../../../src/attestation/provenance-of.ts';
import {listDigests} from '../../../src/attestation/subject.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import type {Descriptor} from '../../../src/oci/descriptor.ts';
import type {ImageManifest} from '../../../src/oci/manifest.ts';

const SLSA = 'https://slsa.dev/provenance/v1';
const PREDICATE = '{"buildDefinition":{"cpu":{"user":1.50},"n":12345678901234567890}}';

function describeBytes(bytes: Uint8Array): Descriptor {
  return {mediaType: 'application/vnd.in-toto+json', digest: digestBytes(bytes), size: bytes.byteLength};
}

function statement(subject: string, type = SLSA): Uint8Array {
  const head = `"_type":"https://in-toto.io/Statement/v0.1","predicateType":"${type}"`;
  return Buffer.from(`{${head},"subject":[${subject}],"predicate":${PREDICATE}}`);
}

const NO_MANIFEST = {} as ImageManifest;

function imageOf(architecture: string, ...statements: Uint8Array[]): PlatformImage {
  const attestations = statements.map(bytes => ({
    predicateType: SLSA,
    layer: describeBytes(bytes),
    bytes
  }));
  const image = describeBytes(Buffer.from(architecture));
  const attestationManifests = [{descriptor: image, manifest: NO_MANIFEST, attestations, sboms: []}];
  const platform = {os: 'linux', architecture};
  return {platform, image, manifest: undefined, listed: [], attestationManifests, problems: []};
}

const hexOf = (architecture: string): string =>
  digestBytes(Buffer.from(architecture)).slice('sha256:'.length);
const subjectOf = (architecture: string): string =>
  `{"name":"pkg:docker/app","digest":{"sha256":"${hexOf(architecture)}"}}`;

describe('the provenance of a build', () => {
  const images = [
    imageOf(
      'amd64',
      statement(subjectOf('amd64')),
      statement(subjectOf('amd64'), 'https://spdx.dev/Document')
    ),
    imageOf('arm64', statement(subjectOf('arm64')))
  ];

  it('is what BuildKit recorded of each platform, verbatim and about its image', () => {
    const found = provenanceOf({images}, 'app');
    assert.deepEqual(
      found.map(({platform}) => platform),
      ['linux/amd64', 'linux/arm64']
    );
    for (const {image, attestation} of found) {
      assert.deepEqual(attestation.subjects.flatMap(listDigests), [image]);
      assert.equal(JSON.stringify(attestation.predicate), PREDICATE);
      assert.equal(attestation.predicateType, SLSA);
    }
  });

  it('is of one platform where that is asked for, and says which there are where it is not', () => {
    const [only, ...rest] = provenanceOf({images}, 'app', 'linux/arm64');
    assert.deepEqual([only?.platform, rest], ['linux/arm64', []]);
    assert.throws(() => provenanceOf({images}, 'app', 'linux/s390x'), /it has linux\/amd64, linux\/arm64/);
  });

  it('is about the image that the index says, where BuildKit named none', () => {
    const [found] = provenanceOf({images: [imageOf('amd64', statement(''))]}, 'app');
    const expected = [{name: 'app', digest: {sha256: hexOf('amd64')}}];
    assert.deepEqual(JSON.parse(JSON.stringify(found?.attestation.subjects)), expected);
  });

  it('is none that is about something else', () => {
    const wrong = {images: [imageOf('amd64', statement(subjectOf('arm64')))]};
    assert.throws(() => provenanceOf(wrong, 'app'), AttestationError);
  });

  it('is there once, however often it is listed', () => {
    const bytes = statement(subjectOf('amd64'));
    assert.equal(provenanceOf({images: [imageOf('amd64', bytes, bytes)]}, 'app').length, 1);
  });
});
