import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmod, mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {gzipSync, zstdCompressSync} from 'node:zlib';
import {extractFiles} from '../../../src/extraction/extract.ts';
import type {Extraction, ExtractionOptions} from '../../../src/extraction/extract.ts';
import {ExtractionError, type ExtractionErrorCode} from '../../../src/extraction/extraction-error.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';
import {ContentError, type ContentErrorCode} from '../../../src/oci/store.ts';
import {
  GZIP_TYPE,
  listTree,
  makeFolder,
  makeLayer,
  TAR_TYPE,
  writeImage,
  type LayeredImage,
  type RawLayer
} from '../../support/layered-image.ts';
import {
  END,
  formatBase256,
  formatEntry,
  formatLongName,
  formatPax,
  formatRecord,
  formatTar,
  type RawEntry
} from '../../support/tar-bytes.ts';

const file = (name: string, body = name, mode = 0o644): RawEntry => ({name, body, mode});
const folder = (name: string): RawEntry => ({name: `${name}/`, type: '5', mode: 0o755});
const symbolic = (name: string, linkTarget: string): RawEntry => ({name, type: '2', linkTarget});
const hard = (name: string, linkTarget: string): RawEntry => ({name, type: '1', linkTarget});

interface Trial {
  readonly out: string;
  readonly image: LayeredImage;
  extract(requests: Readonly<Record<string, string>>, options?: ExtractionOptions): Promise<Extraction>;
  tree(): Promise<string[]>;
}

/** An image of these layers, and an empty folder to write to. */
async function prepare(
  test: TestContext,
  layers: readonly (readonly RawEntry[] | RawLayer)[]
): Promise<Trial> {
  const image = await writeImage(
    test,
    layers.map(layer => ('blob' in layer ? layer : makeLayer(layer)))
  );
  const out = join(await makeFolder(test), 'workspace');
  await mkdir(out);
  return {
    out,
    image,
    extract: (requests, options) => {
      const listed = Object.entries(requests).map(([source, target]) => ({source, root: out, target}));
      return extractFiles(image.store, image.image, listed, options);
    },
    tree: () => listTree(join(out, '..'))
  };
}

/** What one extraction of these layers leaves in the workspace. */
async function extracted(
  test: TestContext,
  layers: readonly (readonly RawEntry[] | RawLayer)[],
  source: string
): Promise<string[]> {
  const trial = await prepare(test, layers);
  await trial.extract({[source]: 'x'});
  return (await listTree(trial.out)).map(line => line.replace(/^x/, ''));
}

async function refused(
  promise: Promise<unknown>,
  code: ExtractionErrorCode | ContentErrorCode,
  message?: RegExp
): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof ExtractionError || error instanceof ContentError, String(error));
    assert.equal(error.code, code, error.message);
    if (message) assert.match(error.message, message);
    return true;
  });
}

describe('extractFiles', () => {
  it('writes a file, says what it wrote, and leaves nothing else', async test => {
    const trial = await prepare(test, [[folder('app'), file('app/run', 'hello', 0o4755), file('app/other')]]);
    const {files, notices, image} = await trial.extract({'/app/run': 'dist/bin/run'});
    assert.deepEqual(files, [
      {
        source: '/app/run',
        path: join(trial.out, 'dist/bin/run'),
        size: 5,
        sha256: digestBytes(Buffer.from('hello')),
        mode: 0o755
      }
    ]);
    assert.deepEqual([notices, image], [[], trial.image.image.descriptor.digest]);
    assert.deepEqual(await listTree(trial.out), ['dist/', 'dist/bin/', 'dist/bin/run 755 hello']);
  });

  it('writes a folder, empty files and folders too', async test => {
    const entries = [
      folder('app'),
      file('app/a', ''),
      folder('app/b'),
      folder('app/c'),
      file('app/c/d', 'd', 0o600)
    ];
    assert.deepEqual(await extracted(test, [entries], '/app'), ['/', '/a 644 ', '/b/', '/c/', '/c/d 644 d']);
  });

  it('masks modes whatever the umask is', async test => {
    const previous = process.umask(0o077);
    test.after(() => process.umask(previous));
    const entries = [file('app/a', 'a', 0o7777), file('app/b', 'b', 0o4000), file('app/c', 'c', 0o010)];
    assert.deepEqual(await extracted(test, [entries], 'app'), ['/', '/a 755 a', '/b 644 b', '/c 755 c']);
  });

  it('writes several at once, the same file twice', async test => {
    const trial = await prepare(test, [[file('a'), file('b/c'), hard('b/d', 'a')]]);
    const {files} = await trial.extract({a: 'one', b: 'two', './/b/./c': 'three/four'});
    assert.equal(files.length, 4);
    const lines = ['one 644 a', 'three/', 'three/four 644 b/c', 'two/', 'two/c 644 b/c', 'two/d 644 a'];
    assert.deepEqual(await listTree(trial.out), lines);
  });

  it('replaces a plain file and an empty folder', async test => {
    const trial = await prepare(test, [[file('a', 'new'), file('b/c')]]);
    await writeFile(join(trial.out, 'a'), 'old', {mode: 0o755});
    await mkdir(join(trial.out, 'b'));
    await trial.extract({a: 'a', b: 'b'});
    assert.deepEqual(await listTree(trial.out), ['a 644 new', 'b/', 'b/c 644 b/c']);
  });

  it('has nothing to take out of an image without layers', async test => {
    const trial = await prepare(test, []);
    await refused(trial.extract({'/etc/passwd': 'x'}), 'no-such-path', /no "\/etc\/passwd"/);
    await trial.extract({'/': 'x'});
    assert.deepEqual(await listTree(trial.out), ['x/']);
  });

  for (const [name, pack] of [
    ['gzip', (tar: Buffer) => ['application/vnd.docker.image.rootfs.diff.tar.gzip', gzipSync(tar)] as const],
    [
      'zstd',
      (tar: Buffer) => ['application/vnd.oci.image.layer.v1.tar+zstd', zstdCompressSync(tar)] as const
    ],
    ['no compression', (tar: Buffer) => [TAR_TYPE, tar] as const],
    [
      'several frames',
      (tar: Buffer) =>
        [GZIP_TYPE, Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])] as const
    ]
  ] as const) {
    it(`reads layers of ${name}`, async test => {
      const tar = formatTar([file('a', 'x'.repeat(3000))]);
      const [mediaType, blob] = pack(tar);
      const trial = await prepare(test, [{tar, mediaType, blob}]);
      await trial.extract({a: 'x'});
      assert.equal(await readFile(join(trial.out, 'x'), 'utf8'), 'x'.repeat(3000));
    });
  }

  it('stops when it is told to, and leaves nothing', async test => {
    const trial = await prepare(test, [[file('a')]]);
    await assert.rejects(
      trial.extract({a: 'b/x'}, {signal: AbortSignal.abort(new Error('cancelled'))}),
      /cancelled/
    );
    assert.deepEqual(await trial.tree(), ['workspace/']);
  });
});

describe('layers on each other', () => {
  const lower = [folder('a'), file('a/b', 'old'), file('a/c'), folder('a/d'), file('a/d/e')];
  const trials: readonly (readonly [string, readonly RawEntry[], readonly string[]])[] = [
    ['add', [file('a/f')], ['/', '/b 644 old', '/c 644 a/c', '/d/', '/d/e 644 a/d/e', '/f 644 a/f']],
    ['replace', [file('a/b', 'new')], ['/', '/b 644 new', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']],
    ['hide a file', [file('a/.wh.b', '')], ['/', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']],
    ['hide a folder', [file('a/.wh.d', '')], ['/', '/b 644 old', '/c 644 a/c']],
    ['hide all', [file('a/.wh..wh..opq', '')], ['/']],
    [
      'hide all but their own, whatever comes first',
      [file('a/g'), folder('a/d'), file('a/.wh..wh..opq', '')],
      ['/', '/d/', '/g 644 a/g']
    ],
    [
      'hide what they bring themselves',
      [file('a/b', 'new'), file('a/.wh.b', '')],
      ['/', '/b 644 new', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']
    ],
    [
      'hide what is not there',
      [file('a/.wh.x', ''), file('a/b/.wh.y', ''), file('z/.wh..wh..opq', '')],
      ['/', '/b 644 old', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']
    ],
    ['hide by a whiteout of any kind', [symbolic('a/.wh.d', 'x'), folder('a/.wh.b')], ['/', '/c 644 a/c']],
    [
      'name what only looks like a whiteout',
      [file('a/a.wh.b'), file('a/.why')],
      ['/', '/.why 644 a/.why', '/a.wh.b 644 a/a.wh.b', '/b 644 old', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']
    ],
    [
      "hold aufs's own records",
      [file('.wh..wh.aufs', ''), folder('.wh..wh.plnk'), file('.wh..wh.plnk/1.2')],
      ['/', '/b 644 old', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']
    ],
    [
      'make a folder of a file',
      [folder('a/b'), file('a/b/x')],
      ['/', '/b/', '/b/x 644 a/b/x', '/c 644 a/c', '/d/', '/d/e 644 a/d/e']
    ],
    ['make a file of a folder', [file('a/d')], ['/', '/b 644 old', '/c 644 a/c', '/d 644 a/d']],
    [
      'hide a folder and make it anew',
      [folder('a/d'), file('a/d/new'), file('a/.wh.d', '')],
      ['/', '/b 644 old', '/c 644 a/c', '/d/', '/d/new 644 a/d/new']
    ],
    [
      'name things by a root of their own',
      [file('/a/b', 'new'), file('./a/.wh.d', '')],
      ['/', '/b 644 new', '/c 644 a/c']
    ],
    [
      'link to what lower layers have',
      [hard('a/c', 'a/b')],
      ['/', '/b 644 old', '/c 644 old', '/d/', '/d/e 644 a/d/e']
    ]
  ];
  for (const [words, upper, expected] of trials) {
    it(words, async test => assert.deepEqual(await extracted(test, [lower, upper], '/a'), expected));
  }

  it('keep what a hard link names when the name is gone', async test => {
    const layers = [[file('a/b', 'kept'), hard('a/c', 'a/b')], [file('a/.wh.b', '')]];
    assert.deepEqual(await extracted(test, layers, 'a/c'), [' 644 kept']);
  });

  it('hide nothing of their own that came through a link', async test => {
    const lower = [folder('d'), file('d/x'), symbolic('l', 'd')];
    for (const whiteouts of [[file('d/.wh.x', ''), file('d/.wh.y', '')], [file('d/.wh..wh..opq', '')]]) {
      assert.deepEqual(await extracted(test, [lower, [file('l/y'), ...whiteouts]], 'd'), ['/', '/y 644 l/y']);
    }
  });

  it('write through a link that leads above the root, which is the root', async test => {
    assert.deepEqual(await extracted(test, [[symbolic('l', '../..')], [file('l/x')]], 'x'), [' 644 l/x']);
  });

  it('cannot link to what they hide', async test => {
    const trial = await prepare(test, [[file('a/f')], [hard('c', 'a/f'), file('a/.wh.f', '')]]);
    await refused(trial.extract({c: 'x'}), 'malformed-layer', /not there/);
  });

  it('write through a link that lower layers have, unless a folder replaces it', async test => {
    const usr = [folder('usr'), folder('usr/bin'), file('usr/bin/a'), symbolic('bin', 'usr/bin')];
    assert.deepEqual(await extracted(test, [usr, [file('bin/b')]], '/usr/bin'), [
      '/',
      '/a 644 usr/bin/a',
      '/b 644 bin/b'
    ]);
    const replaced = [folder('bin'), file('bin/.wh.a', ''), file('bin/b')];
    assert.deepEqual(await extracted(test, [usr, replaced], '/usr/bin'), ['/', '/a 644 usr/bin/a']);
  });
});

describe('links', () => {
  const layer = [
    file('etc/real', 'real'),
    symbolic('etc/relative', 'real'),
    symbolic('absolute', '/etc/relative'),
    symbolic('folder', 'etc'),
    symbolic('out', '../../../../../../etc/real'),
    symbolic('in/up', '..'),
    file('in/file'),
    symbolic('in/self', 'self'),
    symbolic('in/ping', 'pong'),
    symbolic('in/pong', 'ping'),
    symbolic('in/gone', '/nowhere'),
    {name: 'in/null', type: '3'},
    {name: 'in/pipe', type: '6'},
    symbolic('in/etc', '/etc'),
    hard('linked', 'absolute')
  ];
  for (const source of [
    'etc/relative',
    'absolute',
    'folder/real',
    'folder/relative',
    'out',
    'in/up/etc/real',
    'linked'
  ]) {
    it(`are followed within the image: ${source}`, async test => {
      assert.deepEqual(await extracted(test, [layer], source), [' 644 real']);
    });
  }

  it('in a folder become what they lead to; those to nowhere, and devices, are left out and named', async test => {
    const trial = await prepare(test, [layer]);
    const {notices} = await trial.extract({in: 'x'});
    const etc = ['x/etc/', 'x/etc/real 644 real', 'x/etc/relative 644 real'];
    const up = ['absolute', 'out', 'linked'].map(name => `x/up/${name} 644 real`);
    const all = ['x/', ...etc, 'x/file 644 in/file', 'x/up/', ...up];
    const below = ['etc', 'folder'].flatMap(name =>
      ['/', '/real 644 real', '/relative 644 real'].map(end => `x/up/${name}${end}`)
    );
    assert.deepEqual(await listTree(trial.out), [...all, ...below].sort());
    assert.deepEqual(
      notices.map(notice => notice.replace(' of "in" was left out: it', '')),
      [
        '"gone" leads nowhere',
        '"null" is a device or a pipe',
        '"ping" leads nowhere',
        '"pipe" is a device or a pipe',
        '"pong" leads nowhere',
        '"self" leads nowhere',
        '"up/in" leads to a folder that it is in'
      ]
    );
  });

  it('lead nowhere in circles, and to no device', async test => {
    const trial = await prepare(test, [layer]);
    await refused(trial.extract({'in/self': 'x'}), 'not-extractable', /circles/);
    await refused(trial.extract({'in/ping': 'x'}), 'not-extractable', /circles/);
    await refused(trial.extract({'in/gone': 'x'}), 'no-such-path');
    await refused(trial.extract({'in/null': 'x'}), 'not-extractable', /neither a file nor a folder/);
    await refused(trial.extract({'in/file/': 'x', 'in/file/x': 'y'}), 'no-such-path');
    assert.deepEqual(await trial.tree(), ['workspace/']);
  });
});

describe('hostile layers', () => {
  const long = 'n'.repeat(300);
  const cases: readonly (readonly [string, readonly RawEntry[] | Buffer, RegExp])[] = [
    ['a name that leads out', [file('../evil')], /leads upwards/],
    ['a name that leads out later', [file('a/../../evil')], /leads upwards/],
    [
      'a name that leads out by pax',
      [formatPax(formatRecord('path', '../evil')), file('a')],
      /leads upwards/
    ],
    ['a long name that leads out', [formatLongName('../evil'), file('a')], /leads upwards/],
    ['a whiteout of the folder above', [file('a/.wh...', '')], /whiteout of nothing/],
    ['a whiteout of its own folder', [file('a/.wh..', '')], /whiteout of nothing/],
    ['a whiteout of no name', [file('a/.wh.', '')], /whiteout of nothing/],
    ['something below a whiteout', [file('.wh.a/b')], /below a whiteout/],
    ['a hard link to what is not there', [hard('a', '../../etc/passwd')], /leads upwards/],
    ['a hard link to the machine', [hard('a', '/etc/passwd')], /not there/],
    ['a hard link to a folder', [folder('d'), hard('a', 'd')], /is a folder/],
    ['a hard link to itself', [file('a'), hard('a', 'a')], /not there/],
    ['a file below a file', [file('a'), file('a/b')], /is no folder/],
    ['a root that is a link', [symbolic('./', '/etc')], /root/],
    ['a link to nothing', [symbolic('a', '')], /link to nothing/],
    ['a file that names a link', [{...file('a'), linkTarget: '/etc'}], /and is none/],
    ['a link that has a size', [{...symbolic('a', 'b'), body: 'x'}], /has a size/],
    ['a folder that has a size', [{...folder('a'), body: 'x'}], /has a size/],
    ['a file by its type, a folder by its name', [file('a/', '')], /of a folder by its name/],
    ['the same by pax', [formatPax(formatRecord('path', 'a/')), file('a')], /of a folder by its name/],
    ['a kind that no layer has', [{name: 'a', type: '7'}], /no layer has/],
    ['a sparse file', [{name: 'a', type: 'S'}], /no layer has/],
    ['a sparse file by pax', [formatPax(formatRecord('GNU.sparse.major', '1')), file('a')], /sparse/],
    ['a name longer than names can be', [formatPax(formatRecord('path', long)), file('a')], /longer/],
    [
      'a path longer than paths can be',
      [formatPax(formatRecord('path', 'a/'.repeat(3000) + 'b')), file('a')],
      /longer/
    ],
    ['a name with a NUL', [formatPax(formatRecord('path', 'a\0b')), file('a')], /NUL/],
    ['a checksum that is off', [{...file('a'), skew: 1}], /checksum/],
    ['a negative size', [{...file('a'), size: formatBase256(-1n)}], /size/],
    ['a size beyond all numbers', [{...file('a'), size: formatBase256(1n << 62n)}], /cannot be read/],
    ['a size of 8 EiB that is not there', [{...file('a'), size: '77777777777\0'}], /breaks off/],
    [
      'two pax headers for one entry',
      [formatPax(formatRecord('path', 'b')), formatPax(formatRecord('path', 'c')), file('a')],
      /two headers/
    ],
    [
      'a pax record that lies',
      [{name: 'x', type: 'x', body: '99 path=b\n'}, file('a')],
      /as long as it says/
    ],
    ['a pax header before nothing', [formatPax(formatRecord('path', 'b'))], /is missing/],
    [
      'a pax header of 2 MiB',
      [formatPax(formatRecord('comment', 'x'.repeat(2 ** 21))), file('a')],
      /the limit is/
    ],
    [
      'something after the end',
      Buffer.concat([formatTar([file('a')]), formatEntry(file('b'))]),
      /after the end/
    ],
    ['a tar that breaks off', formatTar([file('a', 'x'.repeat(600))]).subarray(0, 1000), /breaks off/],
    ['a header that breaks off', formatTar([file('a')]).subarray(0, 200), /breaks off/],
    ['no tar at all', Buffer.from('#!/bin/sh\n'.repeat(100)), /checksum|read/],
    ['a gzip where a tar should be', gzipSync(formatTar([file('a')])), /breaks off|checksum|read/]
  ];
  for (const [words, what, message] of cases) {
    it(`are refused, and nothing is written: ${words}`, async test => {
      const tar = Buffer.isBuffer(what) ? what : formatTar(what);
      const trial = await prepare(test, [[file('ok')], {tar, mediaType: GZIP_TYPE, blob: gzipSync(tar)}]);
      await refused(trial.extract({ok: 'dist/ok'}), 'malformed-layer', message);
      assert.deepEqual(await trial.tree(), ['workspace/']);
    });
  }

  it('say nothing by what an extended attribute holds', async test => {
    const attribute = formatRecord('SCHILY.xattr.user.x', `\n${formatRecord('path', 'evil')}`);
    const entries = [formatPax(attribute), file('good')];
    const trial = await prepare(test, [entries]);
    await refused(trial.extract({evil: 'x'}), 'no-such-path');
    await trial.extract({good: 'x'});
    assert.deepEqual(await listTree(trial.out), ['x 644 good']);
  });

  it('make no folder of a file whose own name is cut at a slash', async test => {
    const name = `${'d'.repeat(99)}/f`;
    const entries = [formatPax(formatRecord('path', name)), {name: name.slice(0, 100), body: 'whole'}];
    assert.deepEqual(await extracted(test, [entries], name), [' 644 whole']);
  });

  it('say nothing to all by a global header', async test => {
    const global = {name: 'g', type: 'g', body: formatRecord('path', 'evil')};
    assert.deepEqual(await extracted(test, [[global, file('good')]], 'good'), [' 644 good']);
  });

  it('cannot have a name that is not UTF-8 written', async test => {
    const name = Buffer.from('d/\xff', 'latin1');
    const header = formatEntry(file('d/?'));
    const raw = formatEntry({...file('d/?'), skew: 0xff - 0x3f});
    name.copy(raw, 0);
    assert.equal(header.length, raw.length);
    const tar = Buffer.concat([raw, END]);
    const trial = await prepare(test, [{tar, mediaType: TAR_TYPE, blob: tar}, [file('ok')]]);
    await trial.extract({ok: 'x'});
    await refused(trial.extract({d: 'y'}), 'not-extractable', /UTF-8/);
  });

  const bomb = gzipSync(formatTar([file('zeros', '\0'.repeat(40_000_000))]));
  const bounds: readonly (readonly [string, ExtractionOptions['limits'], string, RegExp])[] = [
    ['of bytes, however they are compressed', {layerBytes: 10_000_000}, 'ok', /more bytes than are read/],
    ['of entries', {entries: 3}, 'ok', /more entries/],
    ['of entries, of which long names make more', {entries: 20}, 'ok', /more entries/],
    ['of files', {files: 1}, '/', /more files/],
    ['of bytes written', {fileBytes: 1000}, 'zeros', /more bytes than are written/]
  ];
  for (const [words, limits, source, message] of bounds) {
    it(`are given up at the bound ${words}`, async test => {
      const tar = formatTar([file('zeros', '\0'.repeat(40_000_000))]);
      const trial = await prepare(test, [
        [
          file('ok'),
          file('a/b/c'),
          formatPax(formatRecord('linkpath', 'l'.repeat(20_000))),
          symbolic('l', 'x')
        ],
        {tar, mediaType: GZIP_TYPE, blob: bomb}
      ]);
      await refused(trial.extract({[source]: 'x'}, {limits: {...limits}}), 'too-large', message);
      assert.deepEqual(await trial.tree(), ['workspace/']);
    });
  }

  it('cannot make links cost more than is waited', async test => {
    const links = Array.from({length: 200}, (_, at) =>
      symbolic(`l${at}`, `${'./a/../'.repeat(10)}l${at + 1}`)
    );
    const many = Array.from({length: 500}, (_, at) => file(`l0/f${at}`));
    const trial = await prepare(test, [[...links, folder('l200'), folder('a'), ...many]]);
    await refused(trial.extract({l200: 'x'}, {limits: {lookups: 100_000}}), 'too-large', /longer to follow/);
  });

  it('cannot nest folders without end through links', async test => {
    const deep = 'd/'.repeat(45);
    const entries = Array.from({length: 30}, (_, at) => [
      file(`${at === 0 ? '' : `l${at - 1}/`}${deep}f`),
      symbolic(`l${at}`, `${at === 0 ? '' : `l${at - 1}/`}${deep}`)
    ]).flat();
    const trial = await prepare(test, [entries]);
    await refused(trial.extract({f: 'x'}), 'too-large', /too deep/);
  });

  it('cannot expand links to links to folders without end', async test => {
    const entries = Array.from({length: 12}, (_, level) =>
      Array.from({length: 10}, (_, at) => symbolic(`a${level}/l${at}`, `/a${level + 1}`))
    ).flat();
    const trial = await prepare(test, [[...entries, file('a12/f')]]);
    await refused(trial.extract({a0: 'x'}), 'too-large', /more files/);
    assert.deepEqual(await trial.tree(), ['workspace/']);
  });
});

describe('what was not promised', () => {
  const layers = [[file('a/one'), file('a/two')], [file('a/two', 'upper')]];

  it('is refused where a layer is another, and nothing is written', async test => {
    for (const number of [0, 1]) {
      const trial = await prepare(test, layers);
      const {digest} = trial.image.layers[number]!;
      const path = trial.image.locate(digest);
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(path, bytes);
      await refused(trial.extract({a: 'x'}), 'digest-mismatch', new RegExp(digest));
      await writeFile(path, bytes.subarray(1));
      await refused(trial.extract({a: 'x'}), 'size-mismatch', new RegExp(digest));
      await writeFile(path, Buffer.concat([bytes, bytes]));
      await refused(trial.extract({a: 'x'}), 'size-mismatch', new RegExp(digest));
      assert.deepEqual(await trial.tree(), ['workspace/']);
    }
  });

  it('is refused where the layer is another when it is read again', async test => {
    const trial = await prepare(test, layers);
    const {digest} = trial.image.layers[0]!;
    const other = gzipSync(formatTar([file('a/one', 'ONE!!')]));
    let reads = 0;
    const {store} = trial.image;
    const changing = {
      ...store,
      blob: async (target: Parameters<typeof store.blob>[0]) => {
        if (target.digest !== digest || ++reads < 2) return store.blob(target);
        const padded = Buffer.concat([other, Buffer.alloc(Math.max(0, target.size - other.length))]);
        return (async function* () {
          yield padded.subarray(0, target.size);
        })();
      }
    };
    const requests = [{source: 'a', root: trial.out, target: 'x'}];
    await refused(extractFiles(changing, trial.image.image, requests), 'digest-mismatch');
    assert.equal(reads, 2);
    assert.deepEqual(await trial.tree(), ['workspace/']);
  });

  it('is refused where the config says other layers', async test => {
    const layer = makeLayer([file('a')]);
    const wrong = await prepare(test, [{...layer, diffId: digestBytes(Buffer.from('other'))}]);
    await refused(wrong.extract({a: 'x'}), 'digest-mismatch', /diff_id/);
    const image = await writeImage(test, [layer], {rootfs: {type: 'layers', diff_ids: []}});
    const requests = [{source: 'a', root: wrong.out, target: 'x'}];
    await refused(
      extractFiles(image.store, image.image, requests),
      'malformed',
      /0 layers, the manifest lists 1/
    );
    assert.deepEqual(await wrong.tree(), ['workspace/']);
  });

  it('is refused where a layer is of a kind that is not read', async test => {
    const trial = await prepare(test, [
      {...makeLayer([file('a')]), mediaType: 'application/vnd.in-toto+json'}
    ]);
    await refused(trial.extract({a: 'x'}), 'unsupported-layer', /in-toto/);
  });
});

describe('the place that is written to', () => {
  const layers = [[file('a'), folder('b'), file('b/c')]];

  for (const target of ['../x', '/x', 'x/../../y', '.', '', 'x\0y']) {
    it(`is refused where it is not below the folder: ${JSON.stringify(target)}`, async test => {
      const trial = await prepare(test, layers);
      await refused(trial.extract({a: target}), 'target-refused', /not below/);
      assert.deepEqual(await trial.tree(), ['workspace/']);
    });
  }

  it('is refused where two would be in each other', async test => {
    const trial = await prepare(test, layers);
    await refused(trial.extract({a: 'x', b: 'x'}), 'target-refused');
    await refused(trial.extract({a: 'x/y', b: 'x'}), 'target-refused');
    assert.deepEqual(await trial.tree(), ['workspace/']);
  });

  it('is refused behind a link, and where it is one', async test => {
    const trial = await prepare(test, layers);
    const outside = join(trial.out, '..', 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'victim'), 'safe');
    await symlink(outside, join(trial.out, 'folder'));
    await symlink(join(outside, 'victim'), join(trial.out, 'file'));
    await symlink('nowhere', join(trial.out, 'dangling'));
    const before = await trial.tree();
    for (const target of ['folder/x', 'folder/deep/x', 'folder', 'file', 'dangling', 'dangling/x']) {
      await refused(trial.extract({a: target}), 'target-refused');
      await refused(trial.extract({b: target}), 'target-refused');
    }
    assert.deepEqual(await trial.tree(), before);
  });

  it('is refused where something else is', async test => {
    const trial = await prepare(test, layers);
    await mkdir(join(trial.out, 'full/of'), {recursive: true});
    await writeFile(join(trial.out, 'file'), 'kept');
    execFileSync('mkfifo', [join(trial.out, 'pipe')]);
    const before = await trial.tree();
    await refused(trial.extract({a: 'full'}), 'target-refused', /is a folder/);
    await refused(trial.extract({b: 'full'}), 'target-refused', /not empty/);
    await refused(trial.extract({b: 'file'}), 'target-refused', /is a file: a folder is to be there/);
    await refused(trial.extract({a: 'pipe'}), 'target-refused', /something else/);
    await refused(trial.extract({a: 'file/x'}), 'target-refused', /no plain folder/);
    assert.deepEqual(await trial.tree(), before);
  });

  it('is as it was where another of the requests fails', async test => {
    const trial = await prepare(test, layers);
    await writeFile(join(trial.out, 'kept'), 'kept');
    await refused(trial.extract({a: 'kept', b: 'new/b', absent: 'x'}), 'no-such-path');
    await mkdir(join(trial.out, 'full/of'), {recursive: true});
    const before = await trial.tree();
    await refused(trial.extract({a: 'kept', b: 'full', '/a': 'new/x'}), 'target-refused');
    assert.deepEqual(await trial.tree(), before);
  });

  it('is as it was where the build wrote to another meanwhile', async test => {
    const trial = await prepare(test, layers);
    await writeFile(join(trial.out, 'kept'), 'kept');
    const {store, image} = trial.image;
    let blobs = 0;
    const meddling = {
      ...store,
      blob: async (target: Parameters<typeof store.blob>[0]) => {
        // The config, the layer, and the layer again: the targets are looked at before that.
        if (++blobs === 3) await symlink('/etc', join(trial.out, 'late'));
        return store.blob(target);
      }
    };
    const requests = [
      {source: 'a', root: trial.out, target: 'kept'},
      {source: 'b', root: trial.out, target: 'made/b'},
      {source: 'b', root: trial.out, target: 'late'}
    ];
    await refused(extractFiles(meddling, image, requests), 'target-refused', /a link/);
    assert.deepEqual(await listTree(trial.out), ['kept 644 kept', 'late ->']);
  });

  it('says what the operating system refuses', async test => {
    const trial = await prepare(test, layers);
    await chmod(trial.out, 0o755);
    const missing = [{source: 'a', root: join(trial.out, 'absent'), target: 'x'}];
    await refused(extractFiles(trial.image.store, trial.image.image, missing), 'unwritable', /ENOENT/);
    await refused(trial.extract({a: 'n'.repeat(300)}), 'unwritable', /ENAMETOOLONG/);
  });
});
