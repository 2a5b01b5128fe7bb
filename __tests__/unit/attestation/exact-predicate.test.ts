import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readExactPredicate} from '../../../src/attestation/exact-predicate.ts';
import {JsonError} from '../../../src/oci/json.ts';

const read = (text: string): string => JSON.stringify(readExactPredicate(Buffer.from(text)));

describe('the predicate of a statement', () => {
  it('is read to the last digit', () => {
    assert.equal(read('{"_type":"x","predicate":{"n":12345678901234567890}}'), '{"n":12345678901234567890}');
  });

  it('is empty where there is none', () => {
    assert.equal(read('{}'), '{}');
    assert.equal(read('{"predicate":null}'), '{}');
  });

  it('is an object in an object', () => {
    for (const text of ['[]', '1.0', 'null', '{"predicate":1.0}', '{"predicate":[]}', '{"predicate":"x"}']) {
      assert.throws(() => read(text), JsonError, text);
    }
  });
});
