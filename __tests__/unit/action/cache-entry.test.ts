import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {gunzipSync, gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {
  CacheEntryError,
  formatCacheKey,
  PACKED_LIMIT,
  packEntry,
  unpackEntry
} from '../../../src/action/cache-entry.ts';
import {CHAIN_LIMIT} from '../../../src/dependencies/chain.ts';
import {digestBytes, parseDigest} from '../../../src/oci/descriptor.ts';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {parseReference} from '../../../src/oci/reference.ts';

const listFiles = (contents: readonly Uint8Array[]): ReadonlyMap<Digest, Uint8Array> =>
  new Map(contents.map((bytes, at) => [digestBytes(bytes, at % 2 === 0 ? 'sha256' : 'sha512'), bytes]));
const pack = (head: unknown, ...contents: readonly (string | Uint8Array)[]): Buffer =>
  gzipSync(
    Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...contents.map(part => Buffer.from(part))])
  );
const isNamed = (content: string): Digest => digestBytes(Buffer.from(content));

void describe('the key of a cache entry', () => {
  const hex = 'ab'.repeat(32);

  void it('is of the digest alone, whatever the image is called', () => {
    const names = ['docker.io/library/alpine', 'alpine:3', 'index.docker.io/library/alpine', 'alpine'];
    const keys = names.map(name => {
      const {digest} = parseReference(`${name}@sha256:${hex}`);
      assert.ok(digest !== undefined);
      return formatCacheKey(digest);
    });
    assert.deepEqual([...new Set(keys)], [`prov-v1-${hex}`]);
  });

  void it('is one that the cache takes, and never the same for two digests', () => {
    const keys = [`sha256:${hex}`, `sha512:${hex}${hex}`].map(text => formatCacheKey(parseDigest(text)));
    for (const key of keys) assert.match(key, /^[^,]{1,512}$/);
    assert.equal(new Set(keys).size, keys.length);
  });

  void it('is made in one place; who tells of it only quotes it', () => {
    const source = join(import.meta.dirname, '../../../src');
    const files = globSync('**/*.ts', {cwd: source});
    const named = files.filter(file => readFileSync(join(source, file), 'utf8').includes('prov-v1'));
    const telling = ['diagnosis/notices.ts', 'diagnostics/catalogue-bundles.ts'];
    assert.deepEqual(named.sort(), ['action/cache-entry.ts', ...telling]);
  });
});

void describe('the bytes of a cache entry', () => {
  void it('give back what was put in, and are the same for the same files', async () => {
    const bytes = fc.uint8Array({maxLength: 300});
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, {minLength: 1, maxLength: 8}), async contents => {
        const files = listFiles(contents);
        const packed = await packEntry(files);
        const unpacked = await unpackEntry(packed);
        assert.deepEqual([...unpacked.keys()].sort(), [...files.keys()].sort());
        for (const [digest, content] of unpacked)
          assert.deepEqual(Buffer.from(content), Buffer.from(files.get(digest)!));
        assert.deepEqual(await packEntry(new Map([...files].reverse())), packed);
      }),
      {numRuns: 50}
    );
  });

  void it('are read as version 1 wrote them', async () => {
    const head = [
      [isNamed('two'), 3],
      [isNamed('one'), 3]
    ];
    const packed = pack(head, 'two', 'one');
    const files = await unpackEntry(packed);
    const texts = [...files.values()].map(bytes => Buffer.from(bytes).toString());
    assert.deepEqual(texts, ['two', 'one']);
    assert.equal(gunzipSync(await packEntry(files)).toString(), gunzipSync(packed).toString());
  });

  void it('are refused, or whole, however they are damaged', async () => {
    const files = listFiles([Buffer.from('one'), Buffer.from('two')]);
    const plain = gunzipSync(await packEntry(files));
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.nat(255), fc.boolean(), async (at, value, isCut) => {
        const damaged = isCut ? plain.subarray(0, at) : Buffer.from(plain).fill(value, at, at + 1);
        const read = await unpackEntry(gzipSync(damaged)).catch((error: unknown) => error);
        if (read instanceof CacheEntryError) return;
        assert.ok(read instanceof Map);
        for (const [digest, bytes] of read as ReadonlyMap<Digest, Uint8Array>)
          assert.equal(digestBytes(bytes, digest.startsWith('sha256') ? 'sha256' : 'sha512'), digest);
      })
    );
  });

  const name = isNamed('one');
  const hostile: Readonly<Record<string, readonly [Buffer, RegExp]>> = {
    'nothing at all': [Buffer.alloc(0), /cannot be expanded|list of files/],
    'no gzip': [Buffer.from('hello'), /cannot be expanded/],
    'a gzip that ends early': [pack([[name, 3]], 'one').subarray(0, 20), /cannot be expanded/],
    'no list': [gzipSync('{}\n'), /list of files/],
    'no line end': [gzipSync('[]'), /list of files/],
    'no file': [pack([]), /no file/],
    'a path': [pack([['../sha256-x', 3]], 'one'), /no digest/],
    'an absolute path': [pack([['/etc/passwd', 3]], 'one'), /no digest/],
    'a folder in the name': [pack([[`x/${name}`, 3]], 'one'), /no digest/],
    'a digest spelled otherwise': [pack([[name.replace(':', '-'), 3]], 'one'), /no digest/],
    'capital digits': [pack([[name.toUpperCase(), 3]], 'one'), /no digest/],
    'a name that is no text': [pack([[{}, 3]], 'one'), /no digest/],
    'no pair': [pack(['x'], 'one'), /no digest/],
    'a negative size': [pack([[name, -3]], 'one'), /no number/],
    'a size in text': [pack([[name, '3']], 'one'), /no number/],
    'half a byte': [pack([[name, 2.5]], 'one'), /no number/],
    'a size beyond all': [pack([[name, Number.MAX_SAFE_INTEGER]], 'one'), /more than \d+ bytes/],
    'other content': [pack([[name, 3]], 'two'), /content of sha256:[0-9a-f]{64} is another/],
    'less content': [pack([[name, 3]], 'on'), /is another/],
    'more content': [pack([[name, 3]], 'one', 'more'), /goes on/],
    'one file twice': [
      pack(
        [
          [name, 3],
          [name, 3]
        ],
        'one',
        'one'
      ),
      /twice/
    ],
    'too many files': [pack(Array.from({length: 15_000}, () => [name, 0])), /more than 10000 files/],
    'a list without end': [pack(Array.from({length: 100_000}, () => [name, 0])), /list of files/],
    'a gigabyte of nothing': [gzipSync(Buffer.alloc(1024 ** 3), {level: 1}), /cannot be expanded/],
    'too much of it all': [Buffer.alloc(PACKED_LIMIT + 1), /more than \d+ bytes/]
  };
  for (const [title, [packed, message]] of Object.entries(hostile)) {
    void it(`are refused where they are ${title}`, async () => {
      await assert.rejects(
        unpackEntry(packed),
        error => error instanceof CacheEntryError && message.test(error.message)
      );
    });
  }

  void it('are not made of what could not be read', async () => {
    const one = Buffer.from('one');
    const cases: readonly (readonly [ReadonlyMap<Digest, Uint8Array>, RegExp])[] = [
      [new Map(), /no file/],
      [new Map([[digestBytes(one), Buffer.from('two')]]), /is another/],
      [listFiles([Buffer.alloc(CHAIN_LIMIT + 1)]), /more than \d+ bytes/]
    ];
    for (const [files, message] of cases) await assert.rejects(packEntry(files), message);
  });
});
