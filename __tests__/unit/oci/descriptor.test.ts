import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  digestBytes,
  InvalidDigestError,
  isDigest,
  parseDescriptor,
  parseDigest,
  splitDigest
} from '../../../src/oci/descriptor.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const DESCRIPTOR = {mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: DIGEST, size: 566};

describe('parseDigest', () => {
  it('takes sha256 and sha512', () => {
    for (const text of [DIGEST, `sha512:${'0'.repeat(128)}`]) assert.equal(parseDigest(text), text);
  });

  const wrong = [
    '',
    'a1'.repeat(32),
    `sha256:${'A1'.repeat(32)}`,
    `sha256:${'a'.repeat(63)}`,
    `sha256:${'a'.repeat(65)}`,
    `sha512:${'a'.repeat(64)}`,
    `md5:${'a'.repeat(32)}`,
    `${DIGEST}\n`,
    ` ${DIGEST}`,
    'sha256:../../../etc/passwd'
  ];
  for (const text of wrong) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(isDigest(text), false);
      assert.throws(
        () => parseDigest(text),
        (error: unknown) => error instanceof InvalidDigestError && error.text === text
      );
    });
  }

  it('keeps its message short, whatever the text', () => {
    assert.throws(
      () => parseDigest('x'.repeat(1_000_000)),
      (error: Error) => error.message.length < 400
    );
  });
});

describe('digestBytes', () => {
  it('gives the digest that everybody knows', () => {
    const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    assert.equal(digestBytes(new Uint8Array()), empty);
    assert.deepEqual(splitDigest(parseDigest(empty)), {algorithm: 'sha256', hex: empty.slice(7)});
    const long = digestBytes(new Uint8Array(), 'sha512');
    assert.ok(isDigest(long));
    assert.equal(splitDigest(long).algorithm, 'sha512');
  });
});

describe('parseDescriptor', () => {
  it('takes a whole descriptor, and leaves out what nobody reads', () => {
    const whole = {
      ...DESCRIPTOR,
      artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
      annotations: {'vnd.docker.reference.type': 'attestation-manifest'},
      platform: {os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1', variant: 'v2'}
    };
    assert.deepEqual(parseDescriptor({...whole, urls: ['https://x'], data: 'e30='}, '$'), whole);
  });

  it('takes null for what is optional as absent', () => {
    const nulls = {annotations: null, platform: null, artifactType: null};
    assert.deepEqual(parseDescriptor({...DESCRIPTOR, ...nulls}, '$'), DESCRIPTOR);
    assert.deepEqual(parseDescriptor({...DESCRIPTOR, artifactType: ''}, '$'), DESCRIPTOR);
  });

  const wrong: readonly [string, unknown, string][] = [
    ['no object', 'x', '$'],
    ['no media type', {...DESCRIPTOR, mediaType: undefined}, '$.mediaType'],
    ['a media type with a line break', {...DESCRIPTOR, mediaType: 'a/b\n'}, '$.mediaType'],
    ['a media type with parameters', {...DESCRIPTOR, mediaType: 'a/b; charset=utf-8'}, '$.mediaType'],
    ['a wrong digest', {...DESCRIPTOR, digest: 'sha256:1'}, '$.digest'],
    ['a digest that is a number', {...DESCRIPTOR, digest: 1}, '$.digest'],
    ['a negative size', {...DESCRIPTOR, size: -1}, '$.size'],
    ['a fraction of a byte', {...DESCRIPTOR, size: 1.5}, '$.size'],
    ['a size beyond exactness', {...DESCRIPTOR, size: 2 ** 53}, '$.size'],
    ['a size as text', {...DESCRIPTOR, size: '566'}, '$.size'],
    ['annotations that are an array', {...DESCRIPTOR, annotations: []}, '$.annotations'],
    ['an annotation that is a number', {...DESCRIPTOR, annotations: {a: 1}}, '$.annotations.a'],
    ['a platform that is text', {...DESCRIPTOR, platform: 'linux/amd64'}, '$.platform'],
    [
      'a platform with a slash',
      {...DESCRIPTOR, platform: {os: 'linux/amd64', architecture: ''}},
      '$.platform.os'
    ],
    ['a key that differs by case', {...DESCRIPTOR, Digest: DIGEST}, '$.Digest']
  ];
  for (const [words, value, path] of wrong) {
    it(`refuses ${words}, and says where`, () => {
      assert.throws(() => parseDescriptor(value, '$'), {name: 'JsonError', path});
    });
  }

  it('pollutes no prototype', () => {
    const annotations = JSON.parse('{"__proto__":"x"}') as object;
    const parsed = parseDescriptor({...DESCRIPTOR, annotations}, '$');
    assert.equal(Object.getPrototypeOf(parsed.annotations), Object.prototype);
  });
});
