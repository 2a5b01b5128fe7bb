import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {globSync, mkdtempSync, readFileSync} from 'node:fs';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import fc from 'fast-check';
import {
  BundleFileError,
  formatBundleFile,
  nameBundleFile,
  readBundleFile,
  writeBundleFile
} from '../../../src/dependencies/bundle-file.ts';
import {listOwnDocuments} from '../../../src/dependencies/own-documents.ts';
import type {DependencyTree} from '../../../src/dependencies/tree.ts';
import {createWorld} from '../sigstore/world.ts';
import {composeProvenance, HEX, OTHER_HEX} from './provenance.ts';

const DIGEST = `sha256:${HEX}`;
const NAME = `${HEX}.provenance.jsonl`;
const alone: DependencyTree = {root: `sha256:${HEX}`, trunks: []};
const source = join(import.meta.dirname, '../../../src');

function createFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-file-'));
  test.after(() => rm(folder, {recursive: true}));
  return folder;
}

const format = (...texts: readonly string[]): string =>
  formatBundleFile(
    texts.map(text => Buffer.from(text)),
    alone
  );

describe('the name of the file', () => {
  it('is made of the digest alone', () => {
    assert.equal(nameBundleFile(DIGEST), NAME);
    assert.equal(nameBundleFile(`sha512:${'0'.repeat(128)}`), `${'0'.repeat(128)}.provenance.jsonl`);
    for (const bad of [HEX, DIGEST.toUpperCase(), `alpine@${DIGEST}`, `sha256:../${HEX}`, ''])
      assert.throws(() => nameBundleFile(bad), {name: 'InvalidDigestError'});
  });

  it('is made in one place', () => {
    const files = globSync('**/*.ts', {cwd: source});
    const named = files.filter(file => readFileSync(join(source, file), 'utf8').includes('provenance.jsonl'));
    assert.deepEqual(named, ['dependencies/bundle-file.ts']);
  });
});

describe('the text of the file', () => {
  it('has each document once, as it is stored, on one line', () => {
    const pretty = '{\n "_type": "https://in-toto.io/Statement/v1",\r\n "n": 1.0\n}\n';
    const compact = '{"_type":"https://in-toto.io/Statement/v1","n":1.0}';
    const escaped = '{"a": "\\u003c", "n":12345678901234567890}';
    assert.equal(format(pretty), `${compact}\n`);
    assert.equal(format(pretty, compact, `${compact}\n`), `${compact}\n`);
    assert.equal(format(escaped), `${escaped}\n`);
    assert.equal(format(compact, escaped, compact), `${compact}\n${escaped}\n`);
  });

  it('takes what says the same for the same: the first of them stays, and another digit makes another', () => {
    const first = '{"a":{"x":"<","y":[1,2.0]},"b":12345678901234567890}';
    const turned = '{"b": 12345678901234567890, "a": {"y": [1, 2], "x": "\\u003c"}}';
    const other = first.replace('7890}', '7891}');
    assert.equal(format(first, turned), `${first}\n`);
    assert.equal(format(turned, first), `${turned}\n`);
    assert.equal(format(first, other), `${first}\n${other}\n`);
  });

  it('takes a bundle for the statement that it signs', async () => {
    const world = await createWorld();
    const statement = composeProvenance({});
    const other = composeProvenance({about: OTHER_HEX});
    const payload = statement.toString().replace('pkg:docker/x@1', 'another name');
    const bundle = Buffer.from(JSON.stringify(await world.sign({payload})));
    assert.deepEqual(await listOwnDocuments([statement, other], [bundle]), [bundle, other]);
    assert.deepEqual(await listOwnDocuments([statement], []), [statement]);
    const changed = composeProvenance({builderId: 'x'});
    assert.deepEqual(await listOwnDocuments([changed], [bundle]), [bundle, changed]);
  });

  it('is read again as what was written', async test => {
    const folder = createFolder(test);
    const value = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant('\u2028\r\n')));
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, {minLength: 1, maxLength: 5}),
        fc.boolean(),
        async (values, pretty) => {
          const texts = values.map(one =>
            JSON.stringify({_type: 'https://in-toto.io/Statement/v1', ...one}, null, pretty ? 1 : undefined)
          );
          fc.pre(texts.every(text => text.includes('"_type":') && !text.includes('__proto__')));
          fc.pre(values.every(one => !Object.keys(one).includes('_type')));
          const path = await writeBundleFile(folder, DIGEST, format(...texts));
          const lines = await readBundleFile(path);
          const unique = new Set(texts.map(text => JSON.stringify(JSON.parse(text))));
          assert.deepEqual(
            lines.map(
              line =>
                line.kind === 'statement' && JSON.stringify(JSON.parse(Buffer.from(line.bytes).toString()))
            ),
            [...unique]
          );
        }
      ),
      {numRuns: 40}
    );
  });
});

describe('the file', () => {
  const text = `${composeProvenance({}).toString()}\n`;

  it('is written whole, and leaves nothing else', async test => {
    const folder = join(createFolder(test), 'deep/er');
    assert.equal(await writeBundleFile(folder, DIGEST, text), join(folder, NAME));
    await writeBundleFile(folder, DIGEST, text + text);
    assert.equal(await readFile(join(folder, NAME), 'utf8'), text + text);
    assert.deepEqual(await readdir(folder), [NAME]);
  });

  it('is not written empty, nor where a folder is, and leaves nothing of the attempt', async test => {
    const folder = createFolder(test);
    await assert.rejects(writeBundleFile(folder, DIGEST, ''), /there is nothing to write/);
    assert.deepEqual(await readdir(folder), []);
    await mkdir(join(folder, NAME, 'x'), {recursive: true});
    await assert.rejects(writeBundleFile(folder, DIGEST, text), BundleFileError);
    assert.deepEqual(await readdir(folder), [NAME]);
  });

  it('is one whole version where twenty processes write it', async test => {
    const folder = createFolder(test);
    const program = join(folder, 'writer.ts');
    await writeFile(
      program,
      `import {writeBundleFile} from '${source}/dependencies/bundle-file.ts';
       const line = JSON.stringify({_type: 'https://in-toto.io/Statement/v1', writer: process.argv[2]}) + '\\n';
       process.send('ready');
       process.once('message', async () => {
         for (let at = 0; at < 5; at++) await writeBundleFile('${folder}/out', '${DIGEST}', line.repeat(5000));
         process.disconnect();
       });`
    );
    const writers = Array.from({length: 20}, (_, at) => fork(program, [`writer ${String(at)}`]));
    await Promise.all(writers.map(writer => once(writer, 'message')));
    const ended = writers.map(writer => once(writer, 'exit'));
    for (const writer of writers) writer.send('go');
    const codes = (await Promise.all(ended)).map(([code]) => code as number);
    assert.deepEqual(new Set(codes), new Set([0]));
    assert.deepEqual(await readdir(join(folder, 'out')), [NAME]);
    const lines = (await readFile(join(folder, 'out', NAME), 'utf8')).trimEnd().split('\n');
    assert.equal(lines.length, 5000);
    assert.equal(new Set(lines).size, 1);
  });

  it('is read with CR LF, blank lines, lines that nobody knows and no end', async test => {
    const folder = createFolder(test);
    const path = join(folder, NAME);
    await writeFile(path, `\r\n${text.trimEnd()}\r\n\n{"x":1}\n${text.trimEnd()}`);
    const lines = await readBundleFile(path);
    assert.deepEqual(
      lines.map(({kind, line}) => `${String(line)} ${kind}`),
      ['2 statement', '4 unknown', '5 statement']
    );
  });

  it('says the limit where it, or a line of it, is too long', async test => {
    const path = join(createFolder(test), NAME);
    await writeFile(path, `${'x'.repeat(5000)}\n${text}`);
    const [first, second] = await readBundleFile(path, {lineBytes: 4000});
    assert.ok(first?.kind === 'unknown');
    assert.equal(first.reason, 'has 5000 bytes, the limit is 4000');
    assert.equal(second?.kind, 'statement');
    await assert.rejects(readBundleFile(path, {bytes: 4000}), /has 4001 bytes, the limit is 4000/);
  });

  it('is refused where it holds nothing, is not there, or is a link', async test => {
    const folder = createFolder(test);
    const path = join(folder, NAME);
    await assert.rejects(readBundleFile(path), /is not there/);
    for (const empty of ['', '\n\n', '{}', 'oops\n']) {
      await writeFile(path, empty);
      await assert.rejects(readBundleFile(path), /holds neither a bundle nor a statement/);
    }
    await assert.rejects(readBundleFile(folder), /cannot be read/);
  });
});
