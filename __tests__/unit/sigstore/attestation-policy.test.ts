import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {Attestation} from '../../../src/attestation/attestation.ts';
import {AttestationError} from '../../../src/attestation/attestation-error.ts';
import {exportLines, parseLines} from '../../../src/attestation/attestation-lines.ts';
import {SignedAttestation} from '../../../src/attestation/signed-attestation.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {createAttestationPolicy} from '../../../src/sigstore/attestation-policy.ts';
import type {AttestationPolicyOptions} from '../../../src/sigstore/attestation-policy.ts';
import {alterIdentity, IDENTITY} from './release.ts';
import {createWorld} from './world.ts';
import type {SomeBundle} from './world.ts';

const TYPE = 'https://example.com/scan/v1';
const IMAGE = digestBytes(Buffer.from('image'));
const OTHER = digestBytes(Buffer.from('other'));
const world = await createWorld();
const scan = Attestation.of(TYPE, {found: [], score: 7.5}).withSubject('app', IMAGE).withSubject('b', OTHER);

const toBytes = (bundle: SomeBundle): Buffer => Buffer.from(JSON.stringify(bundle));
const bundle = await world.sign({payload: scan.statement()});
const signed = SignedAttestation.parse(toBytes(bundle));

function judge(changes: Partial<AttestationPolicyOptions> = {}, what = signed) {
  const thresholds = {ctlog: 1, tlog: 1, timestamp: 1};
  const options = {trust: world.trust, thresholds, identity: IDENTITY, subject: IMAGE, predicateType: TYPE};
  return what.verify(createAttestationPolicy({...options, ...changes}));
}

function failsAs(code: string, message: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof AttestationError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}

describe('a signed attestation', () => {
  it('holds what was signed, and is verified by whom it names and what it is about', async () => {
    assert.equal(signed.attestation.statement(), scan.statement());
    const {verdict, reason} = await judge();
    assert.equal(verdict, 'verified', reason);
    assert.equal((await judge({subject: OTHER})).verdict, 'verified');
  });

  it('is rejected for another signer, another subject, another type, and by others who trust nobody of ours', async () => {
    const stranger = await createWorld();
    const policies: readonly (readonly [Partial<AttestationPolicyOptions>, RegExp])[] = [
      [{identity: {...IDENTITY, san: `${IDENTITY.san}x`}}, /subject alternative name/],
      [
        {identity: alterIdentity('sourceRepositoryUri', 'https://github.com/octo/other')},
        /sourceRepositoryUri/
      ],
      [{subject: digestBytes(Buffer.from('a third'))}, /is not about sha256:/],
      [{predicateType: 'https://example.com/scan/v2'}, /Predicate type/],
      [{trust: stranger.trust}, /./]
    ];
    for (const [changes, reason] of policies) {
      const found = await judge(changes);
      assert.equal(found.verdict, 'rejected');
      assert.match(found.reason, reason);
    }
  });

  it('is rejected where its statement was exchanged after it was signed', async () => {
    const forged = structuredClone(bundle);
    forged.dsseEnvelope.payload = Buffer.from(scan.statement().replace('7.5', '9.5')).toString('base64');
    const {verdict, reason} = await judge({}, SignedAttestation.parse(toBytes(forged)));
    assert.equal(verdict, 'rejected', reason);
  });

  it('is never verified without a policy, for the compiler', () => {
    // @ts-expect-error: by no policy
    assert.throws(() => signed.verify(), TypeError);
  });

  it('never changes', () => {
    signed.bundle.fill(0);
    assert.deepEqual(Buffer.from(signed.bundle), toBytes(bundle));
    assert.ok(Object.isFrozen(signed));
  });

  it('is the statement that the signer was given, or an error', async () => {
    const other = Attestation.of(TYPE, {}).withSubject('app', IMAGE);
    const signer = {sign: () => Promise.resolve(signed)};
    assert.equal(await scan.sign(signer), signed);
    await assert.rejects(other.sign(signer), failsAs('signature', /another statement/));
  });

  it('is no bundle of anything else', () => {
    const alter = (change: (copy: SomeBundle & Record<string, unknown>) => void): Buffer => {
      const copy = structuredClone(bundle) as SomeBundle & Record<string, unknown>;
      change(copy);
      return toBytes(copy);
    };
    const encode = (text: string): string => Buffer.from(text).toString('base64');
    const wrong: readonly (readonly [string, Buffer, RegExp])[] = [
      ['no JSON', Buffer.from('bundle'), /no bundle of a signed statement/],
      ['a statement', Buffer.from(scan.statement()), /mediaType/],
      ['another media type', alter(copy => (copy.mediaType = 'text/plain')), /media type/],
      ['another payload', alter(copy => (copy.dsseEnvelope.payloadType = 'text/plain')), /payload type/],
      ['two contents', alter(copy => (copy['messageSignature'] = {})), /two contents/],
      ['what is not base64', alter(copy => (copy.dsseEnvelope.payload += '!')), /base64/],
      ['no signature', alter(copy => (copy.dsseEnvelope.signatures = [])), /0 signatures/],
      ['no statement', alter(copy => (copy.dsseEnvelope.payload = encode('{}'))), /_type/],
      [
        'a statement about nothing',
        alter(copy => {
          copy.dsseEnvelope.payload = encode(scan.statement().replace(/"subject":\[.*?\]/, '"subject":[]'));
        }),
        /about nothing/
      ]
    ];
    for (const [what, bytes, message] of wrong)
      assert.throws(() => SignedAttestation.parse(bytes), failsAs('bundle', message), what);
  });
});

describe('a signed attestation in files', () => {
  const texts = async (): Promise<Record<'bundle' | 'envelope' | 'lines' | 'statement', string>> => {
    const folder = await mkdtemp(join(tmpdir(), 'signed-'));
    try {
      for (const format of ['statement', 'envelope', 'bundle'] as const)
        await signed.export(join(folder, format), format);
      await exportLines(join(folder, 'lines'), [signed, scan]);
      const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
      return {
        statement: await read('statement'),
        envelope: await read('envelope'),
        bundle: await read('bundle'),
        lines: await read('lines')
      };
    } finally {
      await rm(folder, {recursive: true});
    }
  };

  it('is a statement, an envelope, a bundle, or a line beside others', async () => {
    const {statement, envelope, bundle: whole, lines} = await texts();
    assert.equal(statement, `${scan.statement()}\n`);
    assert.deepEqual(JSON.parse(envelope), bundle.dsseEnvelope);
    assert.deepEqual(JSON.parse(whole), bundle);
    assert.equal(lines, whole + statement);
    const names = (['statement', 'envelope', 'bundle'] as const).map(format => signed.asFile(format).name);
    assert.deepEqual(names, [
      'example.com-scan-v1.intoto.json',
      'example.com-scan-v1.dsse.json',
      'example.com-scan-v1.sigstore.json'
    ]);
  });

  it('keeps every digit and letter, and a line break that it holds breaks no line', async () => {
    const text = '{"id":12345678901234567890,"part":1.10,"name":"gr\u00fc\u00dfe \ud83d\ude42 \u2028 \\n"}';
    const bare = scan.statement().replace('{"found":[],"score":7.5}', text);
    const odd = SignedAttestation.parse(toBytes(await world.sign({payload: bare})));
    const [statement, envelope, whole] = (['statement', 'envelope', 'bundle'] as const).map(format =>
      Buffer.from(odd.asFile(format).bytes).toString()
    );
    assert.equal(statement, `${bare}\n`);
    const {payload} = JSON.parse(envelope ?? '') as {payload: string};
    assert.equal(Buffer.from(payload, 'base64').toString(), bare);
    assert.equal(odd.attestation.statement(), bare);
    for (const one of [statement, envelope, whole]) assert.equal(one?.split('\n').length, 2);
    const [again, ...rest] = parseLines(Buffer.from(statement));
    assert.deepEqual(rest, []);
    assert.ok(again instanceof Attestation && again.isBound());
    assert.equal(again.statement(), bare);
  });

  it('comes back from lines as it was, and what is neither is passed over', async () => {
    const {lines} = await texts();
    const [first, second, ...rest] = parseLines(Buffer.from(`\r\n{"a":1}\r\n${lines.trimEnd()}`));
    assert.deepEqual(rest, []);
    assert.ok(first instanceof SignedAttestation && second instanceof Attestation && second.isBound());
    assert.equal(second.statement(), scan.statement());
    assert.equal((await judge({}, first)).verdict, 'verified');
  });

  it('takes nothing from the line before', () => {
    const bare = `{"_type":"https://in-toto.io/Statement/v1","predicateType":"${TYPE}"}`;
    const [, second] = parseLines(Buffer.from(`${scan.statement()}\n${bare}\n`));
    assert.ok(second instanceof Attestation);
    assert.deepEqual([second.subjects, second.predicate, second.isBound()], [[], {}, false]);
  });
});
