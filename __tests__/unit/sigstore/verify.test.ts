import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {parseExact} from '../../../src/attestation/exact-json.ts';
import {EXTENSION_NAMES, oidOf} from '../../../src/sigstore/extensions.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import type {SignaturePolicy} from '../../../src/sigstore/signature-policy.ts';
import type {SignatureStepId} from '../../../src/sigstore/signature-step.ts';
import {verifyBundle} from '../../../src/sigstore/verify.ts';
import type {SignatureVerification} from '../../../src/sigstore/verify.ts';
import {alterIdentity, IDENTITY, SERVER} from './release.ts';
import {createWorld} from './world.ts';
import type {SomeBundle} from './world.ts';

const IMAGE: Digest = `sha256:${'1'.repeat(64)}`;
const OTHER: Digest = `sha256:${'2'.repeat(64)}`;
const TYPE = 'https://slsa.dev/provenance/v1';
const PREDICATE =
  '{"buildDefinition":{"size":12345678901234567890,"ratio":1.0},"runDetails":{"steps":[1,2]}}';

interface Parts {
  readonly type?: string;
  readonly subjects?: readonly Digest[];
  readonly predicateType?: string;
  readonly predicate?: string;
}

function compose(parts: Parts = {}): string {
  const {subjects = [IMAGE], predicateType = TYPE, predicate = PREDICATE} = parts;
  const subject = subjects.map(digest => ({name: 'ghcr.io/octo/app', digest: {sha256: digest.slice(7)}}));
  const head = {_type: parts.type ?? 'https://in-toto.io/Statement/v1', subject, predicateType};
  return `${JSON.stringify(head).slice(0, -1)},"predicate":${predicate}}`;
}

const publicGood = resolveInstance('public', SERVER).value.thresholds;
const github = resolveInstance('private', SERVER).value.thresholds;
const world = await createWorld();
const unlogged = await createWorld({ctLog: false});
const original = await world.sign({payload: compose()});

/** The same bundle for all that change or judge it. */
const sample = (): SomeBundle => structuredClone(original);

function policyOf(changes: Partial<SignaturePolicy> = {}): SignaturePolicy {
  return {
    trust: world.trust,
    thresholds: publicGood,
    identity: IDENTITY,
    subjects: [IMAGE],
    predicateType: TYPE,
    predicate: parseExact(Buffer.from(PREDICATE)),
    ...changes
  };
}

const toBytes = (bundle: unknown): Buffer => Buffer.from(JSON.stringify(bundle));
const failedSteps = ({steps}: SignatureVerification): readonly SignatureStepId[] =>
  steps.filter(({outcome}) => outcome === 'failed').map(({id}) => id);

async function assertRejected(
  bundle: unknown,
  policy: SignaturePolicy,
  step: SignatureStepId,
  evidence: RegExp
): Promise<void> {
  const result = await verifyBundle(bundle instanceof Uint8Array ? bundle : toBytes(bundle), policy);
  assert.equal(result.verdict, 'rejected');
  assert.deepEqual(failedSteps(result), [step], JSON.stringify(result.steps, null, 1));
  assert.match(result.steps.find(({outcome}) => outcome === 'failed')!.evidence, evidence);
}

/** The text with one bit of one byte of what it encodes turned over. */
function flip(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = bytes[index]! ^ 1;
  return bytes.toString('base64');
}

describe('a bundle of the public-good instance', () => {
  it('is verified step by step, and tells who signed, when and where it is logged', async () => {
    const result = await verifyBundle(toBytes(sample()), policyOf());
    assert.equal(result.verdict, 'verified', result.reason);
    assert.deepEqual(
      result.steps.map(({id, outcome}) => `${id} ${outcome}`),
      [
        'bundle-format passed',
        'signed-time passed',
        'certificate-chain passed',
        'certificate-log passed',
        'transparency-log passed',
        'envelope-signature passed',
        'signer-issuer passed',
        'signer-identity passed',
        'signer-extensions passed',
        'signed-statement passed',
        'signed-subjects passed',
        'signed-predicate-type passed',
        'signed-predicate passed'
      ]
    );
    const {facts} = result;
    assert.ok(facts);
    assert.equal(facts.signer?.san, IDENTITY.san);
    assert.deepEqual(facts.signer.extensions, IDENTITY.extensions);
    assert.match(facts.logEntries[0]?.index ?? '', /^12000\d+$/);
    assert.ok(Math.abs(Date.parse(facts.logEntries[0]?.integratedAt ?? '') - Date.now()) < 60_000);
  });

  it('may carry a timestamp besides', async () => {
    const bundle = await world.sign({payload: compose(), stamp: true});
    const result = await verifyBundle(toBytes(bundle), policyOf());
    assert.equal(result.verdict, 'verified', result.reason);
    assert.equal(result.facts?.timestamps.length, 1);
  });

  it('is rejected without an entry in the log', async () => {
    const bundle = await world.sign({payload: compose(), log: false, stamp: true});
    await assertRejected(bundle, policyOf(), 'transparency-log', /holds no entry of a transparency log/);
  });

  it('is rejected without a certificate timestamp', async () => {
    const bundle = await unlogged.sign({payload: compose()});
    const policy = policyOf({trust: unlogged.trust});
    await assertRejected(bundle, policy, 'certificate-log', /no signed certificate timestamp/);
  });

  it('is rejected when its certificate had expired before it was logged', async () => {
    const old = await createWorld({issuedAt: new Date(Date.now() - 3_600_000)});
    const policy = policyOf({trust: old.trust});
    await assertRejected(await old.sign({payload: compose()}), policy, 'certificate-chain', /expired/);
  });

  it('is rejected by the root of another Sigstore', async () => {
    const {trust} = await createWorld();
    const bundle = sample();
    await assertRejected(
      bundle,
      policyOf({trust}),
      'certificate-chain',
      /comes from none of its authorities/
    );
  });
});

describe("a bundle of GitHub's instance", () => {
  it('needs a timestamp and no log', async () => {
    const policy = policyOf({trust: unlogged.trust, thresholds: github});
    const bundle = await unlogged.sign({payload: compose(), log: false, stamp: true});
    const result = await verifyBundle(toBytes(bundle), policy);
    assert.equal(result.verdict, 'verified', result.reason);
    assert.equal(result.steps.find(({id}) => id === 'transparency-log')?.outcome, 'skipped');
    assert.equal(result.facts?.timestamps.length, 1);
  });

  it("is rejected without a timestamp, whatever a log's entry says of the time", async () => {
    const bundle = sample();
    await assertRejected(bundle, policyOf({thresholds: github}), 'signed-time', /0 timestamps/);
  });

  it('does not pass for one of the public-good instance', async () => {
    const bundle = await unlogged.sign({payload: compose(), log: false, stamp: true});
    const {verdict} = await verifyBundle(toBytes(bundle), policyOf({trust: unlogged.trust}));
    assert.equal(verdict, 'rejected');
  });
});

describe('one changed byte', () => {
  const cases: readonly [string, (bundle: SomeBundle) => void, readonly SignatureStepId[]][] = [
    ['of the statement', ({dsseEnvelope: e}) => (e.payload = flip(e.payload, 40)), ['transparency-log']],
    [
      'of a subject',
      ({dsseEnvelope: e}) => {
        const text = Buffer.from(e.payload, 'base64').toString();
        e.payload = Buffer.from(text.replace(/1{64}/, `2${'1'.repeat(63)}`)).toString('base64');
      },
      ['transparency-log']
    ],
    [
      'of the predicate',
      ({dsseEnvelope: e}) => {
        const text = Buffer.from(e.payload, 'base64').toString();
        e.payload = Buffer.from(text.replace('12345678901234567890', '12345678901234567891')).toString(
          'base64'
        );
      },
      ['transparency-log']
    ],
    [
      'of the signature',
      ({dsseEnvelope: e}) => (e.signatures[0]!.sig = flip(e.signatures[0]!.sig, -1)),
      ['transparency-log']
    ],
    [
      "of the certificate's key",
      ({verificationMaterial: {certificate: c}}) => {
        const bytes = Buffer.from(c.rawBytes, 'base64');
        const point = bytes.indexOf(Buffer.from('034200', 'hex')) + 20;
        c.rawBytes = flip(c.rawBytes, point);
      },
      ['certificate-chain']
    ],
    [
      "of the certificate's signature",
      ({verificationMaterial: {certificate: c}}) => (c.rawBytes = flip(c.rawBytes, -3)),
      ['certificate-chain']
    ],
    [
      "of the log's entry",
      ({
        verificationMaterial: {
          tlogEntries: [entry]
        }
      }) => {
        entry!.canonicalizedBody = flip(entry!.canonicalizedBody, 90);
      },
      ['transparency-log']
    ],
    [
      "of the log's time",
      ({
        verificationMaterial: {
          tlogEntries: [entry]
        }
      }) => {
        entry!.integratedTime = String(Number(entry!.integratedTime) + 1);
      },
      ['transparency-log']
    ],
    [
      'of the payload type',
      ({dsseEnvelope: e}) => (e.payloadType = 'application/vnd.in-toto+jsom'),
      ['bundle-format']
    ]
  ];
  for (const [what, change, steps] of cases) {
    it(`${what} is found out`, async () => {
      const bundle = sample();
      change(bundle);
      const result = await verifyBundle(toBytes(bundle), policyOf());
      assert.equal(result.verdict, 'rejected');
      assert.deepEqual(failedSteps(result), steps, JSON.stringify(result.steps, null, 1));
      assert.equal(result.facts, undefined);
    });
  }

  it('of a signature under GitHub thresholds, where no log holds a copy, is found out too', async () => {
    const bundle = await world.sign({payload: compose(), log: false, stamp: true});
    bundle.dsseEnvelope.payload = flip(bundle.dsseEnvelope.payload, 40);
    const policy = policyOf({thresholds: github});
    await assertRejected(bundle, policy, 'envelope-signature', /did not sign these bytes/);
  });

  it('anywhere in the file never leads to a thrown error, nor to another statement', async () => {
    const bytes = toBytes(sample());
    const expected = await verifyBundle(bytes, policyOf());
    for (let at = 0; at < bytes.length; at += 211) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      const result = await verifyBundle(changed, policyOf());
      if (result.verdict === 'verified') assert.equal(result.facts?.statement, expected.facts?.statement);
    }
  });
});

describe('the signer', () => {
  it('is compared whole: the beginning of a name does not do, nor does a pattern', async () => {
    const bundle = sample();
    for (const san of [
      'octo',
      '.*',
      `${IDENTITY.san}x`,
      IDENTITY.san.slice(0, -1),
      IDENTITY.san.toUpperCase()
    ]) {
      const policy = policyOf({identity: {...IDENTITY, san}});
      await assertRejected(bundle, policy, 'signer-identity', /subject alternative name is .* should be/);
    }
  });

  it('must have been identified by the very issuer', async () => {
    const bundle = sample();
    for (const issuer of ['https://token.actions.example.com', `${IDENTITY.issuer}/enterprise`]) {
      const policy = policyOf({identity: {...IDENTITY, issuer}});
      await assertRejected(bundle, policy, 'signer-issuer', /issuer \(1\.3\.6\.1\.4\.1\.57264\.1\.8\)/);
    }
  });

  for (const name of EXTENSION_NAMES.filter(extension => extension !== 'issuer')) {
    it(`must be described as expected by ${name}`, async () => {
      const signed = await world.sign({payload: compose(), identity: alterIdentity(name, 'x')});
      const named = new RegExp(`${name} \\(${oidOf(name).replaceAll('.', '\\.')}\\) is "x", should be`);
      await assertRejected(signed, policyOf(), 'signer-extensions', named);
    });
  }

  it('must be described by every field', async () => {
    const identity = {...IDENTITY, extensions: {issuer: IDENTITY.issuer}};
    const silent = await world.sign({payload: compose(), identity});
    const missing = EXTENSION_NAMES.filter(name => name !== 'issuer').map(name => `${name} .* is missing`);
    await assertRejected(silent, policyOf(), 'signer-extensions', new RegExp(missing.join('.*')));
  });

  it('is read from values of 128 bytes and more, and not confused by look-alikes', async () => {
    const long = `${SERVER}/octo/app/.github/workflows/${'long-'.repeat(60)}.yml@refs/heads/main`;
    const identity = {...alterIdentity('buildSignerUri', long), san: long};
    const bundle = await world.sign({payload: compose(), identity});
    const result = await verifyBundle(toBytes(bundle), policyOf({identity}));
    assert.equal(result.verdict, 'verified', result.reason);
    // U+0174 and U+0073 are alike once the eighth bit is gone, which is how sigstore-js reads the issuer.
    const alike = {
      ...alterIdentity('issuer', IDENTITY.issuer.replace('t', '\u00f4')),
      issuer: IDENTITY.issuer
    };
    const forged = await world.sign({payload: compose(), identity: alike});
    await assertRejected(forged, policyOf(), 'signer-issuer', /should be/);
  });
});

describe('the statement', () => {
  it('must be about what was asked for, all of it and nothing else', async () => {
    const bundle = await world.sign({payload: compose({subjects: [OTHER]})});
    await assertRejected(bundle, policyOf(), 'signed-subjects', /not about sha256:1+.*is about sha256:2+/);
    const both = await world.sign({payload: compose({subjects: [IMAGE, OTHER]})});
    await assertRejected(both, policyOf(), 'signed-subjects', /about sha256:2+, which was not asked for/);
    const policy = policyOf({subjects: [IMAGE, OTHER]});
    await assertRejected(sample(), policy, 'signed-subjects', /not about sha256:2+/);
    await assertRejected(sample(), policyOf({subjects: []}), 'signed-subjects', /nothing/);
    const ofNothing = await world.sign({payload: compose({subjects: []})});
    await assertRejected(ofNothing, policyOf(), 'signed-subjects', /not about sha256:1+\.$/);
    const payload = compose().replace(/"digest":\{.*?\}/, '"digest":{}');
    await assertRejected(await world.sign({payload}), policyOf(), 'signed-statement', /subject\[0\]\.digest/);
  });

  it('must be of the expected types', async () => {
    const old = await world.sign({payload: compose({type: 'https://in-toto.io/Statement/v0.1'})});
    await assertRejected(old, policyOf(), 'signed-statement', /v0\.1, should be/);
    const other = await world.sign({payload: compose({predicateType: 'https://example.com/scan/v1'})});
    await assertRejected(other, policyOf(), 'signed-predicate-type', /scan/);
    await assertRejected(
      await world.sign({payload: '[]'}),
      policyOf(),
      'signed-statement',
      /should be an object/
    );
    const twice = compose().replace('"predicateType"', '"predicateType":"https://a.example","predicateType"');
    await assertRejected(await world.sign({payload: twice}), policyOf(), 'signed-statement', /twice/);
  });

  it('must hold the predicate to the last digit, and the difference is named', async () => {
    const cases: readonly [string, RegExp][] = [
      [
        '{"buildDefinition":{"size":12345678901234567891,"ratio":1.0},"runDetails":{"steps":[1,2]}}',
        /\$\.predicate\.buildDefinition\.size has another value/
      ],
      ['{"buildDefinition":{"size":12345678901234567890},"runDetails":{"steps":[1,2]}}', /ratio is missing/],
      [
        '{"buildDefinition":{"size":12345678901234567890,"ratio":1.0},"runDetails":{"steps":[1,2,3]}}',
        /steps\[2\] was added/
      ]
    ];
    for (const [predicate, evidence] of cases) {
      const bundle = await world.sign({payload: compose({predicate})});
      await assertRejected(bundle, policyOf(), 'signed-predicate', evidence);
    }
    const rewritten =
      '{"runDetails":{"steps":[1.0,2]},"buildDefinition":{"ratio":1,"size":1234567890123456789e1}}';
    const result = await verifyBundle(
      toBytes(await world.sign({payload: compose({predicate: rewritten})})),
      policyOf()
    );
    assert.equal(result.verdict, 'verified', result.reason);
  });
});

describe('what is no bundle', () => {
  const cases: readonly [string, (bundle: SomeBundle) => unknown, RegExp][] = [
    ['nothing', () => new Uint8Array(), /not JSON/],
    ['another document', () => ({a: 1}), /mediaType/],
    ['another media type', bundle => ({...bundle, mediaType: 'application/json'}), /media type/],
    ['a key twice', bundle => Buffer.from(JSON.stringify(bundle).replace('{', '{"mediaType":"x",')), /twice/],
    [
      'two signatures',
      bundle => {
        bundle.dsseEnvelope.signatures.push(bundle.dsseEnvelope.signatures[0]!);
        return bundle;
      },
      /2 signatures/
    ],
    [
      'base64 that others might read otherwise',
      bundle => {
        bundle.dsseEnvelope.payload = `${bundle.dsseEnvelope.payload.slice(0, 8)}\n${bundle.dsseEnvelope.payload.slice(8)}`;
        return bundle;
      },
      /payload: should be base64/
    ],
    [
      'a certificate that is none',
      bundle => {
        bundle.verificationMaterial.certificate.rawBytes = 'AAAA';
        return bundle;
      },
      /cannot be verified/
    ],
    ['a message instead of an envelope', bundle => ({...bundle, messageSignature: {}}), /two contents/]
  ];
  for (const [what, change, evidence] of cases) {
    it(`is rejected: ${what}`, async () => {
      const bundle = sample();
      await assertRejected(change(bundle), policyOf(), 'bundle-format', evidence);
    });
  }
});
