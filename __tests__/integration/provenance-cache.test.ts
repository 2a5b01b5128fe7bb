import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, describe, it} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {gzipSync} from 'node:zlib';
import {scopeOf, startCache} from '../../local/cache/cache.ts';
import type {CacheOptions, LocalCache} from '../../local/cache/cache.ts';
import {runCommand} from '../../local/command.ts';
import {formatCacheKey, PACKED_LIMIT} from '../../src/action/cache-entry.ts';
import {openProvenanceCache} from '../../src/action/provenance-cache.ts';
import type {ProvenanceCache} from '../../src/action/provenance-cache.ts';
import type {Chain} from '../../src/dependencies/chain.ts';
import {digestBytes} from '../../src/oci/descriptor.ts';
import type {Digest} from '../../src/oci/descriptor.ts';

const scratch = mkdtempSync(join(tmpdir(), 'provenance-cache-test-'));
const never = 24 * 60 * 60_000;
const image = digestBytes(Buffer.from('an image'));
const create = /\/CreateCacheEntry$/;
const locate = /\/GetCacheEntryDownloadURL$/;

function createFolder(): string {
  return mkdtempSync(join(scratch, 'folder-'));
}

const chainOf = (...contents: readonly (string | Uint8Array)[]): Chain =>
  new Map(contents.map(content => [nameOf(content), Buffer.from(content)]));

const nameOf = (content: string | Uint8Array): Digest => digestBytes(Buffer.from(content));

interface Opened extends ProvenanceCache {
  /** Where it may write. */
  readonly folder: string;
}

interface Other {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly folder?: string;
}

function open(env: Readonly<Record<string, string>>, other: Other = {}): Opened {
  const folder = createFolder();
  const path = {PATH: process.env['PATH']};
  const options = {timeoutMs: 20_000, signal: new AbortController().signal, folder, ...other};
  return {...openProvenanceCache({env: {...path, ...env}, ...options}), folder};
}

void describe('the cache of provenance', () => {
  const started: LocalCache[] = [];
  const start = async (options?: CacheOptions): Promise<LocalCache> => {
    const cache = await startCache(options);
    started.push(cache);
    return cache;
  };
  /** One in which the image's entry has these bytes, whoever wrote them. */
  const poison = async (archive: Buffer, change: {readonly key?: string} = {}): Promise<LocalCache> => {
    const cache = await start();
    assert.deepEqual(await open(cache.env).save(image, chainOf('good')), {state: 'saved'});
    Object.assign(cache.entries[0]!, {archive, ...change});
    return cache;
  };
  afterEach(() => Promise.all(started.splice(0).map(cache => cache.stop())));
  after(() => rmSync(scratch, {recursive: true, force: true}));

  void it('gives a later run the same bytes, and leaves no file', async () => {
    const {env, entries} = await start();
    const contents = ['{"an":"index"}', '', randomBytes(3 * 1024 * 1024)];
    assert.deepEqual(await open(env).restore(image), {state: 'miss'});
    assert.deepEqual(await open(env).save(image, chainOf(...contents)), {state: 'saved'});
    assert.equal(entries[0]?.key, `prov-v1-${image.slice('sha256:'.length)}`);

    const later = open(env);
    const restored = await later.restore(image);
    // @ts-expect-error: nobody knows yet whether there is one
    assert.ok(restored.chain !== undefined);
    assert.ok(restored.state === 'hit', JSON.stringify(restored));
    const read = [...restored.chain].map(([digest, bytes]) => [digest, Buffer.from(bytes)]);
    assert.deepEqual(read, [...chainOf(...contents)].sort());
    // Nothing of it is left: no archive, no folder of the client's.
    assert.deepEqual(readdirSync(later.folder), []);
    assert.deepEqual(await later.restore(digestBytes(Buffer.from('another'))), {state: 'miss'});
  });

  void it('is used by the library of Azure both ways as well', async () => {
    const {env} = await start({azure: true});
    assert.deepEqual(await open(env).save(image, chainOf('x')), {state: 'saved'});
    assert.equal((await open(env).restore(image)).state, 'hit');
  });

  void it('saves an image once, however many try, and warns of nothing', async () => {
    const {env, entries} = await start();
    const cache = open(env);
    const source = chainOf('x');
    const saved = await Promise.all(Array.from({length: 8}, () => cache.save(image, source)));
    assert.deepEqual(saved.map(({state}) => state).sort(), [...Array<string>(7).fill('exists'), 'saved']);
    assert.equal(entries.length, 1);
  });

  void it('asks for four at a time, however many are wanted', async () => {
    const {env, requests} = await start({faults: [{path: locate, delayMs: never}]});
    const ending = new AbortController();
    const cache = open(env, {timeoutMs: 120_000, signal: ending.signal});
    const started = performance.now();
    const restoring = Array.from({length: 9}, (_, at) => cache.restore(nameOf(String(at))));
    const countAsked = (): number =>
      requests.filter(({path}) => path.endsWith('/GetCacheEntryDownloadURL')).length;
    while (countAsked() < 4) await setTimeout(50);
    // As long again: a fifth would have started with the first.
    await setTimeout(performance.now() - started);
    assert.equal(countAsked(), 4);
    ending.abort();
    for (const {state} of await Promise.all(restoring)) assert.equal(state, 'failed');
  });

  void it('saves nothing that is empty or not what it is called', async () => {
    const {env, requests} = await start();
    const cache = open(env);
    for (const chain of [
      chainOf(),
      new Map([[nameOf('one'), Buffer.from('two')]]),
      chainOf(Buffer.alloc(65 * 1024 * 1024))
    ])
      assert.equal((await cache.save(image, chain)).state, 'invalid');
    assert.equal(requests.length, 0);
    assert.deepEqual(readdirSync(cache.folder), []);
  });

  void it('is off where the runner offers none, and says why', async () => {
    const {env, requests} = await start();
    const environments = {
      'ACTIONS_RUNTIME_TOKEN is not set': {...env, ACTIONS_RUNTIME_TOKEN: ''},
      'ACTIONS_RESULTS_URL is not set': {...env, ACTIONS_RESULTS_URL: ''},
      'ACTIONS_CACHE_URL is not set': {...env, ACTIONS_CACHE_SERVICE_V2: ''},
      'ACTIONS_CACHE_MODE is none': {...env, ACTIONS_CACHE_MODE: 'none'}
    };
    for (const [why, without] of Object.entries(environments)) {
      const cache = open(without);
      assert.match(cache.off() ?? '', new RegExp(why));
      assert.deepEqual(await cache.restore(image), {state: 'off', problem: cache.off()});
      assert.deepEqual(await cache.save(image, chainOf('x')), {state: 'off', problem: cache.off()});
    }
    assert.equal(open(env).off(), undefined);
    assert.equal(requests.length, 0);
  });

  void it('knows a job that may not from a failure', async () => {
    const cache = await start();
    const reader = await cache.enter([{...scopeOf('refs/heads/main'), write: false}]);
    assert.equal((await open(reader).save(image, chainOf('x'))).state, 'refused');
    const writer = await cache.enter([{...scopeOf('refs/heads/main'), read: false}]);
    assert.equal((await open(writer).restore(image)).state, 'refused');
    const mode = {...cache.env, ACTIONS_CACHE_MODE: 'read'};
    assert.equal((await open(mode).save(image, chainOf('x'))).state, 'refused');
  });

  void describe('when something is wrong with the service', () => {
    const signature = /sig=[^*&\s]/;
    const restoring: Readonly<Record<string, readonly [Parameters<LocalCache['faults']['add']>[0], RegExp]>> =
      {
        'too many requests': [
          {path: locate, status: 429, body: '{"msg":"slow down"}'},
          /Rate limited: .*slow down/
        ],
        'an answer that is no JSON': [
          {path: locate, status: 403, body: '<html>'},
          /did not answer|not valid JSON/
        ],
        'a blob that breaks off': [{method: 'GET', path: /actions-cache/, resetAfter: 10}, /./],
        'a connection that is reset': [
          {path: locate, resetAfter: 0},
          /ECONNRESET|socket hang up|did not answer/
        ]
      };
    for (const [title, [fault, problem]] of Object.entries(restoring)) {
      void it(`says of ${title} what it is, when it restores`, async () => {
        const cache = await start();
        await open(cache.env).save(image, chainOf('x'));
        cache.faults.add(fault);
        const opened = open(cache.env, {timeoutMs: 2500});
        const restored = await opened.restore(image);
        assert.ok(restored.state === 'failed', JSON.stringify(restored));
        assert.match(restored.problem, problem);
        assert.doesNotMatch(restored.problem, signature);
        assert.deepEqual(readdirSync(opened.folder), []);
      });
    }

    const saving: typeof restoring = {
      'too many requests': [{path: create, status: 429, body: '{"msg":"slow down"}'}, /slow down/],
      'a storage that refuses': [{method: 'PUT', path: /actions-cache/, status: 403}, /./],
      'an upload that is not finished': [
        {path: /Finalize/, status: 200, body: '{"ok":false,"message":"not today"}'},
        /not today/
      ]
    };
    for (const [title, [fault, problem]] of Object.entries(saving)) {
      void it(`says of ${title} what it is, when it saves`, async () => {
        const cache = await start({faults: [fault]});
        const saved = await open(cache.env).save(image, chainOf('x'));
        assert.ok(saved.state === 'failed', JSON.stringify(saved));
        assert.match(saved.problem, problem);
        assert.doesNotMatch(saved.problem, signature);
        assert.deepEqual(await open(cache.env).restore(image), {state: 'miss'});
      });
    }

    void it('takes nothing where the blob is gone, whether the client notices or not', async () => {
      for (const [azure, state] of [
        [true, 'failed'],
        [false, 'invalid']
      ] as const) {
        const cache = await start({azure});
        await open(cache.env).save(image, chainOf('x'));
        cache.faults.add({path: /actions-cache/, status: 404});
        assert.equal((await open(cache.env).restore(image)).state, state);
      }
    });

    void it('says that it is full', async () => {
      const {env} = await start({quotaBytes: 0});
      const saved = await open(env).save(image, chainOf('x'));
      assert.ok(saved.state === 'failed' && saved.problem.includes('quota'), JSON.stringify(saved));
    });

    void it('says that nobody is there', async () => {
      const cache = await start();
      const {env} = cache;
      await cache.stop();
      const restored = await open(env).restore(image);
      assert.ok(
        restored.state === 'failed' && restored.problem.includes('ECONNREFUSED'),
        JSON.stringify(restored)
      );
    });
  });

  void describe('when the service is slow', () => {
    const slow: Readonly<Record<string, RegExp>> = {
      'to answer': locate,
      'to send': /actions-cache/
    };
    for (const [title, path] of Object.entries(slow)) {
      void it(`waits no longer than it may, and asks no more, where it is slow ${title}`, async () => {
        const cache = await start();
        await open(cache.env).save(image, chainOf('x'));
        cache.faults.add({path, delayMs: never});
        const opened = open(cache.env, {timeoutMs: 1000});
        const begun = performance.now();
        const restored = await opened.restore(image);
        assert.ok(performance.now() - begun < 3000);
        assert.deepEqual(restored, {state: 'failed', problem: 'it did not answer within 1 s'});
        assert.deepEqual(readdirSync(opened.folder), []);

        const {length} = cache.requests;
        assert.deepEqual(await opened.save(image, chainOf('x')), {state: 'off', problem: opened.off()});
        assert.equal(cache.requests.length, length);
      });
    }

    void it('ends with the run that is cancelled', async () => {
      const cache = await start({faults: [{path: locate, delayMs: never}]});
      const opened = open(cache.env, {signal: AbortSignal.timeout(500)});
      assert.deepEqual(await opened.restore(image), {state: 'failed', problem: 'the run was cancelled'});
      assert.deepEqual(readdirSync(opened.folder), []);
    });

    void it('does not keep the process alive', async () => {
      const cache = await start({faults: [{path: create, delayMs: never}]});
      const script = `
        import {openProvenanceCache} from '${join(import.meta.dirname, '../../src/action/provenance-cache.ts')}';
        const {signal} = new AbortController();
        const cache = openProvenanceCache({env: process.env, folder: '${createFolder()}', timeoutMs: 800, signal});
        console.log(JSON.stringify(await cache.save('${image}', new Map([['${nameOf('x')}', Buffer.from('x')]]))));`;
      const begun = performance.now();
      const stdout = await runCommand([process.execPath, '--input-type=module', '--eval', script], {
        env: {PATH: process.env['PATH'], ...cache.env}
      });
      assert.match(stdout, /did not answer/);
      assert.ok(performance.now() - begun < 4000);
    });
  });

  void describe('when an entry is poisoned', () => {
    const makeTar = async (...args: readonly string[]): Promise<Buffer> => {
      const path = join(mkdtempSync(join(scratch, 'tar-')), 'made.tar');
      await runCommand(['tar', '-P', '-cf', path, ...args], {cwd: scratch});
      return gzipSync(readFileSync(path), {level: 1});
    };
    const victim = join(scratch, 'victim');
    const tars: Readonly<Record<string, () => Promise<Buffer>>> = {
      'an absolute path': () => {
        writeFileSync(victim, 'x');
        return makeTar(victim);
      },
      'a path that leads out': () => {
        writeFileSync(victim, 'x');
        return makeTar('--transform', 's,^.*$,../../../../../../../victim,', victim);
      },
      'a symbolic link with a file behind it': () => {
        const folder = createFolder();
        symlinkSync(scratch, join(folder, 'provenance'));
        return makeTar('-C', folder, 'provenance');
      },
      'a device': () => makeTar('/dev/zero'),
      'a hole of a gigabyte': async () => {
        const folder = createFolder();
        await runCommand(['truncate', '-s', '1G', join(folder, 'provenance')]);
        return makeTar('-S', '-C', folder, 'provenance');
      },
      'a hundred thousand files': () => {
        const folder = createFolder();
        const list = join(folder, 'list');
        writeFileSync(join(folder, 'x'), 'x');
        writeFileSync(list, 'x\n'.repeat(100_000));
        return makeTar('--hard-dereference', '-C', folder, '-T', list);
      }
    };
    for (const [title, make] of Object.entries(tars)) {
      void it(`takes nothing of a tar with ${title}, and unpacks nothing of it`, async () => {
        const {env} = await poison(await make());
        rmSync(victim, {force: true});
        const cache = open(env);
        const restored = await cache.restore(image);
        assert.equal(restored.state, 'invalid', JSON.stringify(restored));
        assert.deepEqual(readdirSync(cache.folder), []);
        assert.ok(!existsSync(victim) && !existsSync('/victim'));
      });
    }

    const one = nameOf('one');
    const entries: Readonly<Record<string, Buffer>> = {
      nothing: Buffer.alloc(0),
      'a gigabyte of zeros': gzipSync(Buffer.alloc(1024 ** 3), {level: 1}),
      'more than may be stored': randomBytes(PACKED_LIMIT + 1),
      'content that is not what it is called': gzipSync(`[["${one}",3]]\ntwo`),
      'a name that leads out': gzipSync(`[["../${one}",3]]\none`)
    };
    for (const [title, archive] of Object.entries(entries)) {
      void it(`takes nothing of one with ${title}`, async () => {
        const {env} = await poison(archive);
        const cache = open(env);
        const restored = await cache.restore(image);
        assert.equal(restored.state, 'invalid', JSON.stringify(restored));
        assert.deepEqual(readdirSync(cache.folder), []);
      });
    }

    void it('fetches no more than may be stored', async () => {
      const cache = await poison(Buffer.alloc(256 * 1024 * 1024));
      const restored = await open(cache.env).restore(image);
      assert.deepEqual(restored, {state: 'invalid', problem: `it has more than ${PACKED_LIMIT} bytes`});
      // What was sent was not all: nobody was there any more to take it.
      assert.deepEqual([cache.requests.at(-1)?.method, cache.requests.at(-1)?.status], ['GET', 0]);
    });

    void it('takes no entry whose key only begins like its own', async () => {
      const {env} = await poison(Buffer.from('x'), {key: `${formatCacheKey(image)}-longer`});
      assert.deepEqual(await open(env).restore(image), {state: 'miss'});
    });

    void it('leaves another image what is its own', async () => {
      const cache = await poison(Buffer.from('x'));
      const other: Digest = digestBytes(Buffer.from('another'));
      assert.deepEqual(await open(cache.env).save(other, chainOf('x')), {state: 'saved'});
      assert.equal((await open(cache.env).restore(other)).state, 'hit');
    });
  });
});
