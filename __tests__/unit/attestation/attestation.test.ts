import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import fc from 'fast-check';
import {Attestation} from '../../../src/attestation/attestation.ts';
import {AttestationError} from '../../../src/attestation/attestation-error.ts';
import type {AttestationErrorCode} from '../../../src/attestation/attestation-error.ts';
import type {Subject, SubjectDigest} from '../../../src/attestation/subject.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';

const TYPE = 'https://example.com/scan/v1';
const HEX = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const bare = Attestation.of(TYPE, {found: []});
const bound = bare.withSubject('app', `sha256:${HEX}`);

const IMAGE = {
  name: 'ghcr.io/me/app',
  digest: `sha256:${HEX}`,
  platforms: [
    {platform: 'linux/amd64', digest: `sha256:${OTHER}`},
    {platform: 'linux/arm64', digest: digestBytes(Buffer.from('arm64'))}
  ]
};

function failsWith(code: AttestationErrorCode, message: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof AttestationError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}

async function makeFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'attestation-'));
  test.after(() => rm(folder, {recursive: true}));
  return folder;
}

const readSubjects = (attestation: Attestation): unknown =>
  (JSON.parse(attestation.statement()) as {subject: unknown}).subject;

describe('an attestation', () => {
  it('is an in-toto Statement v1 once it is about something', () => {
    assert.deepEqual(JSON.parse(bound.statement()), {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{name: 'app', digest: {sha256: HEX}}],
      predicateType: TYPE,
      predicate: {found: []}
    });
  });

  it('that is about nothing is no statement, for the compiler and for whoever has none', async () => {
    // @ts-expect-error: about nothing
    assert.throws(() => bare.statement(), failsWith('subject', /without a subject/));
    // @ts-expect-error: about nothing
    assert.throws(() => bare.asFile(), failsWith('subject', /without a subject/));
    // @ts-expect-error: about nothing
    await assert.rejects(bare.export('nowhere.json'), failsWith('subject', /without a subject/));
    const signer = {sign: () => assert.fail('asked to sign')};
    // @ts-expect-error: about nothing
    await assert.rejects(bare.sign(signer), failsWith('subject', /without a subject/));
    const read = Attestation.parse(
      Buffer.from(bound.statement().replace(/"subject":\[.*?\]/, '"subject":[]'))
    );
    assert.equal(read.isBound(), false);
    // @ts-expect-error: nobody knows whether it is about something
    assert.throws(() => read.statement(), failsWith('subject', /without a subject/));
  });

  it('that is not signed cannot be verified or attached', () => {
    // @ts-expect-error: not signed
    assert.equal(bound.verify, undefined);
    // @ts-expect-error: not signed
    assert.equal(bound.attach, undefined);
  });

  it('never changes, whatever is done with it or with what it was made of', () => {
    const predicate = {list: [1]};
    const made = Attestation.of(TYPE, predicate).withSubject('app', `sha256:${HEX}`);
    const before = made.statement();
    predicate.list.push(2);
    made.withSubject('another', `sha256:${OTHER}`);
    for (const part of [made, made.predicate, made.predicate['list'], made.subjects, made.subjects[0].digest])
      assert.ok(Object.isFrozen(part));
    assert.equal(made.statement(), before);
    assert.deepEqual(bare.subjects, []);
  });

  const wrongTypes = [
    '',
    'scan',
    '/scan',
    'HTTPS://example.com/x',
    'https://Example.com/x',
    'https://a b',
    'a:'
  ];
  for (const type of wrongTypes) {
    it(`has no type ${JSON.stringify(type)}`, () => {
      assert.throws(() => Attestation.of(type, {}), failsWith('predicate-type', /should be an absolute URI/));
    });
  }

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const wrongPredicates: readonly (readonly [string, object, RegExp])[] = [
    ['an array', [], /should be a JSON object/],
    ['what becomes a text', new Date(), /should be a JSON object/],
    ['what becomes nothing', {toJSON: () => undefined}, /should be a JSON object/],
    ['a circle', circle, /circular/],
    ['what is no number', {a: NaN}, /holds a number/],
    ['infinity', {a: [-Infinity]}, /holds a number/],
    ['a function', {a: () => 1}, /holds a function/],
    ['a number without bounds', {a: 1n}, /BigInt/],
    ['a map', {a: new Map([[1, 2]])}, /holds a Map or a Set/],
    ['half a character', {a: '\ud800'}, /holds a string/],
    ['more than 16 MiB', {a: 'x'.repeat(16 * 1024 * 1024)}, /the limit is 16777216/]
  ];
  for (const [what, predicate, message] of wrongPredicates) {
    it(`is made of no predicate that is or holds ${what}`, () => {
      assert.throws(() => Attestation.of(TYPE, predicate), failsWith('predicate', message));
    });
  }
});

describe('what an attestation is about', () => {
  it('is named by digests as people have them', () => {
    const ways: SubjectDigest[] = [`sha256:${HEX}`, [`sha256:${HEX}`], {sha256: HEX}];
    const statements = ways.map(digest => bare.withSubject('app', digest).statement());
    assert.deepEqual(new Set(statements), new Set([bound.statement()]));
    const two = bare.withSubject('app', [`sha256:${HEX}`, `sha512:${HEX}${HEX}`]);
    assert.deepEqual(two.subjects[0].digest, {sha256: HEX, sha512: HEX + HEX});
  });

  const wrong: readonly (readonly [string, SubjectDigest])[] = [
    ['of an algorithm that nobody knows', `md5:${'a'.repeat(32)}`],
    ['of a weak algorithm', {sha1: 'a'.repeat(40)}],
    ['of an algorithm that objects have', {constructor: HEX}],
    ['in capital letters', `sha256:${'A'.repeat(64)}`],
    ['that is too short', 'sha256:abc'],
    ['that is too long', {sha256: `${HEX}0`}],
    ['without an algorithm', HEX],
    ['that is two', [`sha256:${HEX}`, `sha256:${OTHER}`]],
    ['that is none', []],
    ['that is no text', {sha256: 1 as unknown as string}]
  ];
  for (const [what, digest] of wrong) {
    it(`has no digest ${what}`, () => {
      assert.throws(() => bare.withSubject('app', digest), failsWith('subject', /app/));
    });
  }

  it('has a name', () => {
    assert.throws(() => bare.withSubject('', `sha256:${HEX}`), failsWith('subject', /needs a name/));
  });

  it('is an image that was built, as a whole or of one platform, as if its digest were named', () => {
    assert.equal(bare.withSubject(IMAGE).statement(), bare.withSubject(IMAGE.name, IMAGE.digest).statement());
    assert.equal(
      bare.withSubject(IMAGE, 'linux/amd64').statement(),
      bare.withSubject(IMAGE.name, `sha256:${OTHER}`).statement()
    );
    assert.throws(
      () => bare.withSubject(IMAGE, 'linux/s390x'),
      failsWith('subject', /no image for linux\/s390x; it has linux\/amd64, linux\/arm64/)
    );
  });

  it('is there once, whatever name comes second', () => {
    const again = bound.withSubject('otherwise called', `sha256:${HEX}`);
    assert.equal(again.statement(), bound.statement());
    const more = bound.withSubject('app', {sha256: HEX, sha512: HEX + HEX});
    assert.equal(more.subjects.length, 2, 'the second digest is not lost');
    assert.equal(bound.withSubject('b', `sha256:${OTHER}`).subjects.length, 2);
  });

  it('can be left out, for another', () => {
    const other = bound.withoutSubjects().withSubject('b', `sha256:${OTHER}`);
    assert.deepEqual(readSubjects(other), [{name: 'b', digest: {sha256: OTHER}}]);
  });
});

const STATEMENT = `{"_type":"https://in-toto.io/Statement/v0.1","subject":[{"name":"app","uri":"pkg:docker/app",
  "digest":{"sha256":"${HEX}","gitTree":"x"},"annotations":{"n":1.0}}],"predicateType":"${TYPE}",
  "predicate":{"n":12345678901234567890,"x":1.0,"unknown":{"deep":[1e400,-0]}},"later":{"version":2.50}}`;

describe('a statement that is read', () => {
  it('is written as v1, whichever it was of, with everything else that anybody said in it', () => {
    const read = Attestation.parse(Buffer.from(STATEMENT));
    assert.ok(read.isBound());
    assert.equal(
      read.statement(),
      STATEMENT.replaceAll(/\s{2,}/g, '')
        .replaceAll('\n', '')
        .replace('v0.1', 'v1')
    );
    assert.deepEqual(read.subjects, [{name: 'app', digest: {sha256: HEX, gitTree: 'x'}}]);
  });

  it('may have no predicate, and no subject', () => {
    const {predicate, subjects} = Attestation.parse(
      Buffer.from(`{"_type":"https://in-toto.io/Statement/v1","predicateType":"${TYPE}"}`)
    );
    assert.deepEqual([predicate, subjects], [{}, []]);
  });

  it('says so where it is none', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['', /\$/],
      ['[]', /should be an object/],
      ['{"_type":"https://in-toto.io/Statement/v2","predicateType":"a:b"}', /\$\._type/],
      [STATEMENT.replace(HEX, 'zz'), /\$\.subject\[0\]\.digest\.sha256/],
      [STATEMENT.replace(TYPE, 'scan'), /\$\.predicateType/],
      [STATEMENT.replace('"predicate":{', '"predicate":3,"p":{'), /\$\.predicate/],
      [STATEMENT.replace('"later":{', '"predicate":{}, "later":{'), /twice/]
    ];
    for (const [text, message] of wrong)
      assert.throws(() => Attestation.parse(Buffer.from(text)), failsWith('statement', message), text);
  });

  it('is the same after any number of rounds, whatever it holds', () => {
    const key = fc.string({maxLength: 8}).filter(name => name !== '__proto__');
    const {json} = fc.letrec(tie => ({
      json: fc.oneof(
        {maxDepth: 4},
        fc.constantFrom<unknown>(null, true, false),
        fc.double({noDefaultInfinity: true, noNaN: true}).filter(value => !Object.is(value, -0)),
        fc.string({unit: 'grapheme'}),
        fc.array(tie('json'), {maxLength: 4}),
        fc.dictionary(key, tie('json'), {maxKeys: 4})
      )
    }));
    const hex = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789abcdef')),
      minLength: 64,
      maxLength: 64
    });
    const subjects = fc.array(fc.tuple(fc.string({minLength: 1}), hex), {minLength: 1, maxLength: 4});
    const check = (predicate: object, named: [string, string][], rest: unknown): void => {
      const made = named.reduce<Attestation<readonly Subject[]>>(
        (about, [name, sha256]) => about.withSubject(name, {sha256}),
        Attestation.of(TYPE, predicate)
      ) as Attestation;
      const text = `${made.statement().slice(0, -1)},"other":${JSON.stringify(rest)}}`;
      const read = Attestation.parse(Buffer.from(text));
      assert.ok(read.isBound());
      assert.equal(read.statement(), text);
      assert.equal(JSON.stringify(read.predicate), JSON.stringify(predicate));
      const again = Attestation.parse(read.asFile().bytes);
      assert.ok(again.isBound());
      assert.equal(again.statement(), text);
    };
    fc.assert(fc.property(fc.dictionary(key, json, {maxKeys: 6}), subjects, json, check));
  });
});

describe('a predicate in a file', () => {
  it('is taken with every number as it was', async test => {
    const path = join(await makeFolder(test), 'scan.json');
    await writeFile(path, '{"score": 7.50,\n "id": 12345678901234567890}\n');
    const {predicate} = await Attestation.ofFile(TYPE, path);
    assert.equal(JSON.stringify(predicate), '{"score":7.50,"id":12345678901234567890}');
  });

  it('is refused where it is no JSON object, too large, a link, a folder, or not there', async test => {
    const folder = await makeFolder(test);
    const path = (name: string): string => join(folder, name);
    await writeFile(path('list'), '[]');
    await writeFile(path('broken'), '{"a":');
    await writeFile(path('large'), '{}');
    await truncate(path('large'), 16 * 1024 * 1024 + 10);
    await symlink(path('list'), path('link'));
    await mkdir(path('folder'));
    const wrong = [
      ['list', 'predicate', /list" should be a JSON object/],
      ['broken', 'predicate', /broken" cannot be used/],
      ['large', 'predicate', /large" has 16777226 bytes, the limit is 16777216/],
      ['link', 'file', /link" cannot be read: it is a link/],
      ['folder', 'file', /folder" is no file/],
      ['nothing', 'file', /ENOENT/]
    ] as const;
    for (const [name, code, message] of wrong)
      await assert.rejects(Attestation.ofFile(TYPE, path(name)), failsWith(code, message));
  });
});

describe('an attestation as a file', () => {
  it('has a name that is safe in any folder, and ends its line', () => {
    const {name, mediaType, bytes} = bound.asFile();
    assert.deepEqual([name, mediaType], ['example.com-scan-v1.intoto.json', 'application/vnd.in-toto+json']);
    assert.equal(Buffer.from(bytes).toString(), `${bound.statement()}\n`);
    const named = Attestation.of('urn:../../x?y', {}).withSubject('app', `sha256:${HEX}`).asFile();
    assert.equal(named.name, 'x-y.intoto.json');
  });

  it('is exported whole by every one of twenty writers, into folders that are made', async test => {
    const folder = await makeFolder(test);
    const path = join(folder, 'new', 'scan.json');
    const writers = Array.from({length: 20}, (_, count) =>
      Attestation.of(TYPE, {count, text: 'x'.repeat(200_000)}).withSubject('app', `sha256:${HEX}`)
    );
    const writing = Promise.all(writers.map(writer => writer.export(path)));
    const texts = new Set(writers.map(writer => `${writer.statement()}\n`));
    const done = writing.then(() => true);
    for (let over = false; !over; over = await Promise.race([done, Promise.resolve(false)])) {
      const seen = await readFile(path, 'utf8').catch(() => undefined);
      if (seen !== undefined) assert.ok(texts.has(seen), 'a reader saw a part');
    }
    assert.deepEqual(await readdir(join(folder, 'new')), ['scan.json']);
    assert.ok(texts.has(await readFile(path, 'utf8')));
  });

  it('takes the place of a link, and leaves nothing behind where it cannot be written', async test => {
    const folder = await makeFolder(test);
    await writeFile(join(folder, 'secret'), 'mine');
    await symlink(join(folder, 'secret'), join(folder, 'link.json'));
    await bound.export(join(folder, 'link.json'));
    assert.equal(await readFile(join(folder, 'secret'), 'utf8'), 'mine');
    await mkdir(join(folder, 'folder', 'full'), {recursive: true});
    await assert.rejects(bound.export(join(folder, 'folder')), failsWith('file', /cannot be written/));
    assert.deepEqual((await readdir(folder)).sort(), ['folder', 'link.json', 'secret']);
  });
});
