import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listDigests} from '../../../src/attestation/subject.ts';
import type {Descriptor} from '../../../src/oci/descriptor.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {expectOfAnyRun, listStatements} from '../../../src/sigstore/statements.ts';
import type {AttestedImage, StatementOptions} from '../../../src/sigstore/statements.ts';

function descriptorOf(name: string): Descriptor {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  return {mediaType, digest: digestBytes(Buffer.from(name)), size: name.length};
}

const PREDICATE = '{"buildDefinition":{"internalParameters":{"n":12345678901234567890,"x":1.0}}}';

function statementOf(predicateType: string): Uint8Array {
  const subject = `[{"name":"x","digest":{"sha256":"${'a'.repeat(64)}"}}]`;
  return Buffer.from(
    `{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"${predicateType}","subject":${subject},"predicate":${PREDICATE}}`
  );
}

const IMAGE: AttestedImage = {
  name: 'ghcr.io/me/app',
  root: descriptorOf('index'),
  platforms: [
    {
      platform: 'linux/amd64',
      image: descriptorOf('amd64'),
      attestationManifests: [descriptorOf('amd64 attestation')],
      statements: [statementOf('https://slsa.dev/provenance/v1')],
      sboms: []
    },
    {
      platform: 'linux/arm64',
      image: descriptorOf('arm64'),
      attestationManifests: [descriptorOf('arm64 attestation')],
      statements: [statementOf('https://slsa.dev/provenance/v0.2')],
      sboms: [statementOf('https://spdx.dev/Document'), statementOf('https://spdx.dev/Document')]
    }
  ]
};

function list(options: Partial<StatementOptions> = {}) {
  const workflowPredicate = {runDetails: {metadata: {invocationId: 'this run'}}};
  return listStatements(IMAGE, {
    subjects: 'both',
    attestationManifests: false,
    workflowPredicate,
    ...options
  });
}

const digestOf = (name: string): string => descriptorOf(name).digest;

describe('what is signed of an image', () => {
  it("is the workflow's statement about index and platforms, and BuildKit's about each platform, SBOMs too", () => {
    const found = list().map(({title, part, attestation, attachTo}) => ({
      title,
      part,
      subjects: attestation.subjects.flatMap(listDigests),
      attachTo: attachTo.map(({digest}) => digest)
    }));
    const [index, amd64, arm64] = ['index', 'amd64', 'arm64'].map(digestOf);
    assert.deepEqual(found, [
      {title: 'index', part: 'index', subjects: [index, amd64, arm64], attachTo: [index]},
      {title: 'linux/amd64', part: 'platform', subjects: [amd64], attachTo: [amd64]},
      {title: 'linux/arm64', part: 'platform', subjects: [arm64], attachTo: [arm64]},
      {title: 'SBOM of linux/arm64', part: 'platform', subjects: [arm64], attachTo: [arm64]},
      {title: 'SBOM 2 of linux/arm64', part: 'platform', subjects: [arm64], attachTo: [arm64]}
    ]);
  });

  it("keeps BuildKit's predicate and its type as recorded, every number to the last digit", () => {
    const [, amd64, arm64, sbom] = list();
    assert.equal(JSON.stringify(amd64?.attestation.predicate), PREDICATE);
    assert.equal(JSON.stringify(sbom?.attestation.predicate), PREDICATE);
    assert.deepEqual(
      [amd64, arm64, sbom].map(statement => statement?.attestation.predicateType),
      ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2', 'https://spdx.dev/Document']
    );
  });

  it('is the index alone, attached to every digest that it is about', () => {
    const [index, ...rest] = list({subjects: 'index'});
    assert.deepEqual(rest, []);
    assert.deepEqual(
      index?.attachTo.map(({digest}) => digest),
      ['index', 'amd64', 'arm64'].map(digestOf)
    );
  });

  it('is the platforms alone', () => {
    assert.deepEqual(
      list({subjects: 'platforms'}).map(({title}) => title),
      ['linux/amd64', 'linux/arm64', 'SBOM of linux/arm64', 'SBOM 2 of linux/arm64']
    );
  });

  it('is the attestation manifests too where that is asked for, each once, as cosign signs', () => {
    const found = list({subjects: 'platforms', attestationManifests: true}).slice(4);
    assert.deepEqual(
      found.map(({attestation}) => [listDigests(attestation.subjects[0])[0], attestation.predicateType]),
      [
        [digestOf('amd64 attestation'), 'https://sigstore.dev/cosign/sign/v1'],
        [digestOf('arm64 attestation'), 'https://sigstore.dev/cosign/sign/v1']
      ]
    );
  });
});

describe('a statement of another run', () => {
  const expected = {a: 1, runDetails: {builder: {id: 'b'}, metadata: {invocationId: 'this run'}}};

  it('may name another run, and nothing else', () => {
    const other = {a: 2, runDetails: {builder: {id: 'c'}, metadata: {invocationId: 'another', more: 1}}};
    assert.deepEqual(expectOfAnyRun(expected, other), {
      a: 1,
      runDetails: {builder: {id: 'b'}, metadata: {invocationId: 'another'}}
    });
  });

  it('that names no run is expected to name ours', () => {
    for (const other of [
      {},
      {runDetails: 1},
      {runDetails: {metadata: null}},
      {runDetails: {metadata: {invocationId: 7}}}
    ])
      assert.deepEqual(expectOfAnyRun(expected, other), expected);
  });
});
