import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {isAbout, parseStatement, StatementError} from '../../../src/attestation/statement.ts';
import {readStatement} from '../../support/tampering.ts';

const sha256 = 'a'.repeat(64);
const digest = `sha256:${sha256}` as const;

const valid = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{name: 'x', digest: {sha256}}],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {a: 1}
};

function parse(value: unknown) {
  return parseStatement(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
}

function assertRefused(value: unknown, path: string): void {
  assert.throws(() => parse(value), {name: 'StatementError', path});
}

describe('parseStatement', () => {
  it('reads what BuildKit wrote', async () => {
    const statement = parseStatement(await readStatement('v02'));
    assert.equal(statement.type, 'https://in-toto.io/Statement/v0.1');
    assert.equal(statement.predicateType, 'https://slsa.dev/provenance/v0.2');
    assert.equal(
      statement.subjects[0]?.name,
      'pkg:docker/registry.example/acme/app@1?platform=linux%2Famd64'
    );
    assert.equal(statement.predicate['buildType'], 'https://mobyproject.org/buildkit@v1');
  });

  it('takes both types of statement', () => {
    assert.equal(parse(valid).type, 'https://in-toto.io/Statement/v1');
    assert.equal(
      parse({...valid, _type: 'https://in-toto.io/Statement/v0.1'}).type,
      'https://in-toto.io/Statement/v0.1'
    );
    assertRefused({...valid, _type: 'https://in-toto.io/Statement/v2'}, '$._type');
    assertRefused({...valid, _type: undefined}, '$._type');
    assertRefused({...valid, _type: ['https://in-toto.io/Statement/v1']}, '$._type');
  });

  it('takes a statement without subjects or predicate, as unnamed outputs and the specification have them', () => {
    assert.deepEqual(parse({...valid, subject: []}).subjects, []);
    assert.deepEqual(parse({...valid, predicate: undefined}).predicate, {});
    assert.deepEqual(parse({...valid, predicate: null}).predicate, {});
  });

  it('refuses a predicate type that is no URI, or that could be written in two ways', () => {
    for (const predicateType of [
      '',
      'provenance',
      'HTTPS://slsa.dev/provenance/v1',
      'https://SLSA.dev/provenance/v1'
    ]) {
      assertRefused({...valid, predicateType}, '$.predicateType');
    }
    assert.equal(parse({...valid, predicateType: 'urn:x:Y'}).predicateType, 'urn:x:Y');
  });

  it('refuses a subject without a strong and well-formed digest, and names the place', () => {
    const refused = (subject: unknown, path: string) => {
      assertRefused({...valid, subject: [valid.subject[0], subject]}, path);
    };
    refused({name: 'x'}, '$.subject[1].digest');
    refused({name: 'x', digest: {sha1: 'a'.repeat(40), md5: 'b'.repeat(32)}}, '$.subject[1].digest');
    refused({digest: {sha256: sha256.toUpperCase()}}, '$.subject[1].digest.sha256');
    refused({digest: {sha256: sha256.slice(1)}}, '$.subject[1].digest.sha256');
    refused({digest: {sha256, sha512: sha256}}, '$.subject[1].digest.sha512');
    refused({digest: {sha256: 1}}, '$.subject[1].digest.sha256');
    refused('x', '$.subject[1]');
    assertRefused({...valid, subject: {}}, '$.subject');
  });

  it('refuses documents that another parser would read differently', () => {
    assertRefused(JSON.stringify(valid).replace('{', '{"subject":[],'), '$');
    assertRefused({...valid, Subject: []}, '$.Subject');
    assertRefused({...valid, subject: [{...valid.subject[0], Digest: {}}]}, '$.subject[0].Digest');
    assertRefused(`${JSON.stringify(valid)} {}`, '$');
    assertRefused('[]', '$');
    assertRefused('', '$');
    assertRefused('['.repeat(100_000), '$');
  });

  it('throws nothing but its own error, whatever it is given', () => {
    const field = fc.option(fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(valid))), {
      nil: undefined
    });
    const shaped = fc.record({_type: field, subject: field, predicateType: field, predicate: field});
    const bytes = fc.oneof(
      fc.uint8Array({maxLength: 200}),
      fc.string().map(text => Buffer.from(text)),
      fc.oneof(fc.jsonValue(), shaped).map(value => Buffer.from(JSON.stringify(value)))
    );
    fc.assert(
      fc.property(bytes, input => {
        try {
          parseStatement(input);
        } catch (error) {
          assert.ok(error instanceof StatementError, String(error));
        }
      }),
      {numRuns: 500}
    );
  });
});

describe('isAbout', () => {
  it('goes by the digest, never by the name', () => {
    assert.equal(isAbout(parse(valid), digest), true);
    assert.equal(
      isAbout(parse({...valid, subject: [{digest: {sha256: 'b'.repeat(64)}}, ...valid.subject]}), digest),
      true
    );
    assert.equal(
      isAbout(parse({...valid, subject: [{name: digest, digest: {sha256: 'b'.repeat(64)}}]}), digest),
      false
    );
    assert.equal(isAbout(parse({...valid, subject: []}), digest), false);
  });

  it('takes no digest of another algorithm for it', () => {
    const subject = [{digest: {sha512: 'a'.repeat(128)}}];
    assert.equal(isAbout(parse({...valid, subject}), digest), false);
    assert.equal(isAbout(parse({...valid, subject}), `sha512:${'a'.repeat(128)}`), true);
  });
});
