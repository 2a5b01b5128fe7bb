import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  BUNDLE_MEDIA_TYPE,
  formatJsonLines,
  isBundleMediaType,
  LinesError,
  readAttestationLines
} from '../../../src/attestation/bundle.ts';
import type {LinesLimits} from '../../../src/attestation/bundle.ts';

const BUNDLE = `{"mediaType":"${BUNDLE_MEDIA_TYPE}"}`;
const STATEMENT = '{"_type":"https://in-toto.io/Statement/v1"}';

function read(text: string, limits?: LinesLimits): string[] {
  return readAttestationLines(Buffer.from(text), limits).map(line => {
    return `${String(line.line)} ${line.kind === 'unknown' ? line.reason : `${line.kind} ${Buffer.from(line.bytes).toString()}`}`;
  });
}

describe('JSON lines', () => {
  it('hold bundles and statements', () => {
    assert.deepEqual(read(`${BUNDLE}\n${STATEMENT}\n`), [`1 bundle ${BUNDLE}`, `2 statement ${STATEMENT}`]);
  });

  it('may end in CR LF, in nothing, and have blank lines and spaces between', () => {
    const text = `\r\n  ${BUNDLE} \r\n\n\t\n${STATEMENT}`;
    assert.deepEqual(read(text), [`2 bundle ${BUNDLE}`, `5 statement ${STATEMENT}`]);
    assert.deepEqual(read(''), []);
    assert.deepEqual(read('\n\n'), []);
  });

  it('that are something else are reported and do not hide the others', () => {
    const unknown = 'is neither a Sigstore bundle nor an in-toto statement';
    const text = ['{}', 'null', 'oops', '{"mediaType":"application/json"}', '{"a":1,"a":2}', BUNDLE].join(
      '\n'
    );
    assert.deepEqual(read(text), [
      `1 ${unknown}`,
      `2 ${unknown}`,
      '3 $ is not JSON',
      `4 ${unknown}`,
      '5 $ has the key "a" twice in one object',
      `6 bundle ${BUNDLE}`
    ]);
  });

  it('that are too long say the limit', () => {
    assert.deepEqual(read(`${BUNDLE}\n{}\n`, {lineBytes: 20}), [
      `1 has ${String(BUNDLE.length)} bytes, the limit is 20`,
      '2 is neither a Sigstore bundle nor an in-toto statement'
    ]);
    assert.throws(
      () => read(BUNDLE, {bytes: 10}),
      new LinesError(`has ${String(BUNDLE.length)} bytes, the limit is 10`)
    );
    assert.throws(() => read('{}\n{}\n{}', {lines: 2}), new LinesError('has more than 2 lines'));
  });

  it('are written one a document, whatever the document looked like, and read again', () => {
    const pretty = `{\r\n  "_type": "https://in-toto.io/Statement/v1",\n  "n": 1.0, "s": "a\\nb"\n}`;
    const text = formatJsonLines([Buffer.from(pretty), Buffer.from(BUNDLE)]);
    assert.equal(text, `{"_type":"https://in-toto.io/Statement/v1","n":1.0,"s":"a\\nb"}\n${BUNDLE}\n`);
    assert.deepEqual(
      readAttestationLines(Buffer.from(text)).map(({kind}) => kind),
      ['statement', 'bundle']
    );
  });
});

describe('media types of bundles', () => {
  it('are told from others', () => {
    const old = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
    assert.deepEqual([BUNDLE_MEDIA_TYPE, old].map(isBundleMediaType), [true, true]);
    const others = ['application/vnd.dev.sigstore.bundle', `${BUNDLE_MEDIA_TYPE}x`, 'application/json'];
    assert.deepEqual(others.map(isBundleMediaType), [false, false, false]);
  });
});
