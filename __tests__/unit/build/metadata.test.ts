import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {dockerfileAnnotations, isAnnotating, parseMetadata} from '../../../src/build/metadata.ts';

const DIGEST = `sha256:${'5'.repeat(64)}`;
const DOCKERFILE = Buffer.from(
  'RlJPTSAtLXBsYXRmb3JtPSRUQVJHRVRQTEFURk9STSBzY3JhdGNoIGFzIGJhc2UKQ09QWSBidXN5Ym94IC9iaW4vYnVzeWJveApBUkcgTlBNX1RPS0VOCnJ1biBbIi9iaW4vYnVzeWJveCIsImVjaG8iLCJoaSJdCkNNRCAvYmluL2J1c3lib3ggc2gK',
  'base64'
);

/** As buildx 0.29.1 writes it, without the provenance. */
const SAMPLE = {
  'buildx.build.ref': 'default/default/8yl1ytk22ho5dwtt14g60omli',
  'buildx.build.warnings': [
    {
      vertex: 'sha256:943f8a1c856e4102930c76ef191c2b0559ec47da5dc212cfb516b7f76826d908',
      level: 1,
      short:
        'SlNPTkFyZ3NSZWNvbW1lbmRlZDogSlNPTiBhcmd1bWVudHMgcmVjb21tZW5kZWQgZm9yIENNRCB0byBwcmV2ZW50IHVuaW50ZW5kZWQgYmVoYXZpb3IgcmVsYXRlZCB0byBPUyBzaWduYWxzIChsaW5lIDUp',
      detail: [
        'SlNPTiBhcmd1bWVudHMgcmVjb21tZW5kZWQgZm9yIEVOVFJZUE9JTlQvQ01EIHRvIHByZXZlbnQgdW5pbnRlbmRlZCBiZWhhdmlvciByZWxhdGVkIHRvIE9TIHNpZ25hbHM='
      ],
      url: 'https://docs.docker.com/go/dockerfile/rule/json-args-recommended/',
      sourceInfo: {filename: 'Dockerfile', data: DOCKERFILE.toString('base64'), language: 'Dockerfile'},
      range: [{start: {line: 5}, end: {line: 5}}]
    }
  ],
  'containerimage.descriptor': {
    mediaType: 'application/vnd.oci.image.index.v1+json',
    digest: DIGEST,
    size: 855
  },
  'containerimage.digest': DIGEST,
  'image.name': 'localhost:5000/app:1,localhost:5000/app:2'
};

const parse = (value: unknown) => parseMetadata(Buffer.from(JSON.stringify(value)));

describe('parseMetadata', () => {
  it('reads what buildx writes', () => {
    const metadata = parse(SAMPLE);
    assert.equal(metadata.digest, DIGEST);
    assert.equal(metadata.descriptor?.size, 855);
    assert.equal(metadata.buildRef, 'default/default/8yl1ytk22ho5dwtt14g60omli');
    assert.deepEqual(metadata.imageNames, ['localhost:5000/app:1', 'localhost:5000/app:2']);
    assert.equal(metadata.text, JSON.stringify(SAMPLE));
    assert.deepEqual(metadata.problems, []);
    assert.equal(metadata.warnings.length, 1);
    assert.match(metadata.warnings[0]?.short ?? '', /^JSONArgsRecommended: .* \(line 5\)$/);
    assert.equal(metadata.warnings[0]?.startLine, 5);
  });

  it('reads what `call: check` leaves: no digest, nothing wrong', () => {
    const metadata = parse({'result.json': {warnings: []}});
    assert.equal(metadata.digest, undefined);
    assert.deepEqual(metadata.problems, []);
  });

  it('leaves out, and names, a digest that is none', () => {
    for (const digest of ['sha256:../../etc', `${DIGEST}\n::error::x`, 'sha1:abc', 7, null, {}]) {
      const metadata = parse({...SAMPLE, 'containerimage.digest': digest});
      assert.equal(metadata.digest, undefined);
      assert.equal(metadata.problems.length, 1);
      assert.match(metadata.problems[0] ?? '', /containerimage\.digest/);
    }
  });

  it('refuses what is no JSON object', () => {
    for (const text of ['', 'null', '[]', '"x"', '{', '{"a":1}x', '{"a":1,"a":2}', '{"__proto__":{}}']) {
      assert.throws(() => parseMetadata(Buffer.from(text)), {name: 'JsonError'}, text);
    }
  });

  it('drops warnings that are not what they should be', () => {
    const warnings = [
      null,
      7,
      [],
      {},
      {short: 7},
      {short: 'eA==', detail: 'no list', range: [{start: {line: -1}}], sourceInfo: 7}
    ];
    const metadata = parse({'buildx.build.warnings': warnings});
    assert.deepEqual(metadata.warnings, [
      {
        short: 'x',
        detail: [],
        url: undefined,
        filename: undefined,
        source: undefined,
        startLine: undefined
      }
    ]);
  });

  it('throws nothing but JsonError, whatever the file holds', () => {
    const keys = fc.constantFrom(...Object.keys(SAMPLE), 'containerimage.config.digest');
    const files = fc.oneof(
      fc.dictionary(keys, fc.jsonValue()).map(value => Buffer.from(JSON.stringify(value))),
      fc.uint8Array({maxLength: 200})
    );
    fc.assert(
      fc.property(files, bytes => {
        try {
          parseMetadata(bytes);
        } catch (error) {
          assert.equal((error as Error).name, 'JsonError');
        }
      }),
      {numRuns: 500}
    );
  });
});

describe('dockerfileAnnotations', () => {
  const options = {
    workspace: '/w',
    dockerfile: 'app/Dockerfile',
    ownCommit: false,
    readFile: async () => Promise.resolve(DOCKERFILE)
  };

  it('points at the line, with the rule as message and its explanation as title', async () => {
    assert.deepEqual(await dockerfileAnnotations(parse(SAMPLE), options), [
      {
        title:
          'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
        message:
          'JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals\nMore info: https://docs.docker.com/go/dockerfile/rule/json-args-recommended/',
        file: 'app/Dockerfile',
        startLine: 5
      }
    ]);
  });

  it('says a thing once, however many platforms were built', async () => {
    const [warning] = SAMPLE['buildx.build.warnings'];
    const twice = parse({'buildx.build.warnings': [warning, warning]});
    assert.equal((await dockerfileAnnotations(twice, options)).length, 1);
  });

  it('says nothing of a file that is another, is missing, or is outside the workspace', async () => {
    const other = {...options, readFile: async () => Promise.resolve(Buffer.from('FROM other'))};
    const missing = {...options, readFile: async () => Promise.resolve(undefined)};
    const never = async () => Promise.reject(new Error('read'));
    for (const dockerfile of ['/elsewhere/Dockerfile', '../Dockerfile', '.', 'app/Other.file']) {
      assert.deepEqual(await dockerfileAnnotations(parse(SAMPLE), {...options, dockerfile}), [], dockerfile);
    }
    assert.deepEqual(await dockerfileAnnotations(parse(SAMPLE), other), []);
    assert.deepEqual(await dockerfileAnnotations(parse(SAMPLE), missing), []);
    assert.deepEqual(await dockerfileAnnotations(parse({}), {...options, readFile: never}), []);
  });

  it('needs no checkout where the context is the run’s own commit', async () => {
    const missing = async () => Promise.resolve(undefined);
    const annotations = await dockerfileAnnotations(parse(SAMPLE), {
      ...options,
      ownCommit: true,
      readFile: missing
    });
    assert.equal(annotations.length, 1);
  });

  it('can be turned off', () => {
    assert.deepEqual(['false', 'False', '0', 'f', 'true', '', undefined].map(isAnnotating), [
      false,
      false,
      false,
      false,
      true,
      true,
      true
    ]);
  });
});
