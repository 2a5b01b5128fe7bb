import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {attachReferrer} from '../../../src/oci/attach.ts';
import {digestBytes, type Descriptor, type Digest} from '../../../src/oci/descriptor.ts';
import {parseManifest} from '../../../src/oci/manifest.ts';
import {ReferrerError, type ReferrerErrorCode} from '../../../src/oci/referrer-error.ts';
import type {Referrer} from '../../../src/oci/referrer-manifest.ts';
import {SETTLED_LATER} from '../../../src/oci/tag-settling.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {restoreReferrers} from '../../../src/oci/restore.ts';
import {answerIndex, openSink, pathOf, startFakeRegistry, type FakeRegistry} from './fake-registry.ts';
import {answer, type Handler, type Seen} from './http-server.ts';
import {INDEX_TYPE, MANIFEST_TYPE} from './store-suite.ts';

const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const EMPTY = digestBytes(Buffer.from('{}'));
const SUBJECT: Descriptor = {mediaType: INDEX_TYPE, digest: digestBytes(Buffer.from('subject')), size: 7};
const TAG = SUBJECT.digest.replace(':', '-');
const ANNOTATIONS = {
  'dev.sigstore.bundle.content': 'dsse-envelope',
  'org.opencontainers.image.title': 'Prüfung ✓'
};

function bundle(content = 'a bundle'): Referrer {
  return {
    subject: {...SUBJECT, platform: {os: 'linux', architecture: 'amd64'}, annotations: {not: 'copied'}},
    artifactType: BUNDLE_TYPE,
    annotations: ANNOTATIONS,
    blob: {mediaType: BUNDLE_TYPE, bytes: Buffer.from(content)}
  };
}

async function failureOf(promise: Promise<unknown>, code: ReferrerErrorCode): Promise<ReferrerError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.ok(error instanceof ReferrerError, String(error));
  assert.equal(error.code, code);
  assert.equal(error.subject, SUBJECT.digest);
  return error;
}

/** Puts an index under the subject's tag. */
function setTag(registry: FakeRegistry, document: unknown, mediaType = INDEX_TYPE): void {
  const bytes = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  registry.tags.set(TAG, {mediaType, bytes});
}

function readTag(registry: FakeRegistry): {manifests: Record<string, unknown>[]} & Record<string, unknown> {
  const {bytes} = registry.tags.get(TAG)!;
  return JSON.parse(bytes.toString()) as ReturnType<typeof readTag>;
}

/** A descriptor of somebody else's, with fields that this program does not know. */
function foreign(name: string): {digest: Digest} & Record<string, unknown> {
  const digest = digestBytes(Buffer.from(name));
  return {
    mediaType: MANIFEST_TYPE,
    digest,
    size: 700,
    artifactType: 'application/vnd.oci.empty.v1+json',
    annotations: {who: name},
    urls: ['https://example.com/'],
    'com.example.more': {deep: [1, null]}
  };
}

const index = (manifests: readonly unknown[], more = {}) => ({
  schemaVersion: 2,
  mediaType: INDEX_TYPE,
  manifests,
  ...more
});

const onTag = (seen: Seen): boolean => pathOf(seen.url) === `manifests/${TAG}`;

describe('a referrer that is attached', () => {
  it('is an image manifest with an empty config, one layer, its subject and its annotations', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const {descriptor} = await attachReferrer(sink, bundle(), patience);
    const {mediaType, bytes} = registry.manifests.get(descriptor.digest)!;
    assert.equal(mediaType, MANIFEST_TYPE);
    assert.deepEqual(parseManifest(bytes, mediaType), {
      kind: 'manifest',
      manifest: {
        mediaType: MANIFEST_TYPE,
        artifactType: BUNDLE_TYPE,
        config: {mediaType: 'application/vnd.oci.empty.v1+json', digest: EMPTY, size: 2},
        layers: [{mediaType: BUNDLE_TYPE, digest: digestBytes(Buffer.from('a bundle')), size: 8}],
        subject: SUBJECT,
        annotations: ANNOTATIONS
      }
    });
    assert.deepEqual([...registry.blobs.keys()].sort(), [EMPTY, digestBytes(Buffer.from('a bundle'))].sort());
    assert.equal(descriptor.size, bytes.byteLength);
  });

  it('is listed by the API alone where the registry has it', async test => {
    const registry = await startFakeRegistry(test, {ociSubject: true, api: 'list'});
    const {sink, patience} = openSink(test, registry.host);
    const {via, descriptor, seen, referrers} = await attachReferrer(sink, bundle(), patience);
    assert.equal(via, 'api');
    assert.deepEqual(seen, [descriptor.digest]);
    assert.equal(referrers.length, 1);
    assert.deepEqual([...registry.tags], []);
    assert.ok(registry.asked().every(line => !line.includes(TAG)));
    const again = await attachReferrer(sink, bundle('another'), patience);
    assert.deepEqual(new Set(again.seen), new Set([descriptor.digest, again.descriptor.digest]));
  });

  it('is awaited where the API takes its time', async test => {
    let asked = 0;
    const late: Handler = (response, seen) => {
      const [own] = [...registry.manifests].map(([digest, {mediaType, bytes}]) => ({
        mediaType,
        digest,
        size: bytes.byteLength
      }));
      answerIndex(asked++ < 2 ? [] : [own])(response, seen);
    };
    const registry = await startFakeRegistry(test, {ociSubject: true, api: late});
    const {sink, patience, waits} = openSink(test, registry.host);
    assert.equal((await attachReferrer(sink, bundle(), patience)).via, 'api');
    assert.equal(waits.length, 2);
    assert.match(waits[0]!.reason, /does not list it yet/);
  });

  it('whose artifact type the API misreports is found all the same', async test => {
    const misreported: Handler = (response, seen) => {
      const found = [...registry.manifests].map(([digest, {bytes}]) => ({
        mediaType: MANIFEST_TYPE,
        digest,
        size: bytes.byteLength,
        artifactType: 'application/vnd.oci.empty.v1+json'
      }));
      answerIndex(found)(response, seen);
    };
    const registry = await startFakeRegistry(test, {ociSubject: true, api: misreported});
    const {sink, patience} = openSink(test, registry.host);
    assert.equal((await attachReferrer(sink, bundle(), patience)).via, 'api');
  });

  it('that the API never lists among others is an error that names it', async test => {
    const registry = await startFakeRegistry(test, {ociSubject: true, api: answerIndex([foreign('cosign')])});
    const {sink, patience} = openSink(test, registry.host);
    const error = await failureOf(attachReferrer(sink, bundle(), patience), 'unlisted');
    assert.equal(error.missing.length, 1);
    assert.ok(error.message.includes(error.missing[0]!));
    assert.equal(registry.tags.size, 0);
  });

  const without: readonly (readonly [
    string,
    {readonly ociSubject?: boolean; readonly api?: 'list' | Handler}
  ])[] = [
    ['says nothing of the subject', {api: 'list'}],
    ['says that it knows the subject and has no API: 404', {ociSubject: true}],
    ['… 400', {ociSubject: true, api: answer(400)}],
    ['… 405', {ociSubject: true, api: answer(405)}],
    ['… 406', {ociSubject: true, api: answer(406)}],
    ['… a page for people', {ociSubject: true, api: answer(200, {'content-type': 'text/html'}, '<html>')}],
    ['… an empty list for ever', {ociSubject: true, api: answerIndex([])}]
  ];
  for (const [what, options] of without) {
    it(`is listed under the tag where the registry ${what}`, async test => {
      const registry = await startFakeRegistry(test, options);
      const {sink, patience} = openSink(test, registry.host);
      const {via, descriptor} = await attachReferrer(sink, bundle(), patience);
      assert.equal(via, 'tag');
      const {mediaType, digest, size} = descriptor;
      assert.deepEqual(
        readTag(registry),
        index([{mediaType, digest, size, artifactType: BUNDLE_TYPE, annotations: ANNOTATIONS}])
      );
      assert.equal(registry.tags.get(TAG)!.mediaType, INDEX_TYPE);
    });
  }

  it('fails where the API cannot be asked', async test => {
    const registry = await startFakeRegistry(test, {ociSubject: true, api: answer(403)});
    const {sink, patience} = openSink(test, registry.host);
    const error: unknown = await attachReferrer(sink, bundle(), patience).catch((reason: unknown) => reason);
    assert.ok(error instanceof RegistryError);
    assert.equal(error.status, 403);
  });

  it('twice changes nothing the second time', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const first = await attachReferrer(sink, bundle(), patience);
    const {bytes} = registry.tags.get(TAG)!;
    registry.seen.length = 0;
    const other = openSink(test, registry.host);
    assert.deepEqual(await attachReferrer(other.sink, bundle(), other.patience), first);
    assert.equal(registry.tags.get(TAG)!.bytes, bytes);
    assert.deepEqual(
      registry.asked().filter(line => /^(?:PUT|POST)/.test(line)),
      [`PUT manifests/${first.descriptor.digest}`]
    );
  });

  it('never touches its subject, nor any other tag', async test => {
    for (const api of [true, false]) {
      const registry = await startFakeRegistry(test, api ? {ociSubject: true, api: 'list'} : {});
      const {sink, patience} = openSink(test, registry.host);
      const {descriptor} = await attachReferrer(sink, bundle(), patience);
      const written = registry.asked().filter(line => line.startsWith('PUT manifests/'));
      const expected = [`PUT manifests/${descriptor.digest}`, ...(api ? [] : [`PUT manifests/${TAG}`])];
      assert.deepEqual(written, expected);
    }
  });

  it('together with seven others by the same process takes few writes, and no long wait', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const names = Array.from({length: 8}, (_, position) => `bundle ${String(position)}`);
    const attached = await Promise.all(names.map(name => attachReferrer(sink, bundle(name), patience)));
    const digests = attached.map(({descriptor}) => descriptor.digest);
    assert.deepEqual(new Set(registry.listed(SUBJECT.digest)), new Set(digests));
    assert.ok(patience.now() < 5000, String(patience.now()));
    const writes = registry.asked().filter(line => line === `PUT manifests/${TAG}`).length;
    assert.ok(writes <= 8, String(writes));
  });
});

describe('the tag that lists referrers', () => {
  it('keeps what others listed, field by field, once each', async test => {
    const registry = await startFakeRegistry(test);
    const more = {annotations: {kept: 'yes'}, 'com.example.top': {deep: true}};
    setTag(registry, index([foreign('a'), foreign('b'), foreign('a')], more));
    const {sink, patience} = openSink(test, registry.host);
    const {descriptor, seen} = await attachReferrer(sink, bundle(), patience);
    const {manifests, ...rest} = readTag(registry);
    assert.deepEqual(manifests.slice(0, 2), [foreign('a'), foreign('b')]);
    assert.deepEqual(
      manifests.map(({digest}) => digest),
      [foreign('a').digest, foreign('b').digest, descriptor.digest]
    );
    assert.deepEqual(rest, {schemaVersion: 2, mediaType: INDEX_TYPE, ...more});
    assert.deepEqual(new Set(seen), new Set([foreign('a').digest, foreign('b').digest, descriptor.digest]));
  });

  it('takes an index without a list, as Go writes an empty one', async test => {
    const registry = await startFakeRegistry(test);
    setTag(registry, {schemaVersion: 2, mediaType: INDEX_TYPE, manifests: null});
    const {sink, patience} = openSink(test, registry.host);
    const {descriptor} = await attachReferrer(sink, bundle(), patience);
    assert.deepEqual(registry.listed(SUBJECT.digest), [descriptor.digest]);
  });

  const manifest = {schemaVersion: 2, mediaType: MANIFEST_TYPE, config: foreign('config'), layers: []};
  const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';
  const occupants: readonly (readonly [string, unknown, string])[] = [
    ['an image', manifest, MANIFEST_TYPE],
    ["Docker's manifest list", {...index([]), mediaType: dockerList}, dockerList],
    ['something of another type', {schemaVersion: 2}, 'application/vnd.cncf.helm.config.v1+json'],
    ['no JSON', '<html>', INDEX_TYPE],
    ['an index that two programs would read as two things', {...index([]), layers: []}, INDEX_TYPE],
    ['an index with a descriptor that is none', index([{mediaType: 'x/y', digest: 'sha256:1'}]), INDEX_TYPE]
  ];
  for (const [what, document, mediaType] of occupants) {
    it(`that names ${what} is left as it is`, async test => {
      const registry = await startFakeRegistry(test);
      setTag(registry, document, mediaType);
      const before = registry.tags.get(TAG)!.bytes;
      const {sink, patience} = openSink(test, registry.host);
      const error = await failureOf(attachReferrer(sink, bundle(), patience), 'occupied');
      assert.ok(error.message.includes(TAG));
      assert.equal(registry.tags.get(TAG)!.bytes, before);
      assert.ok(!registry.asked().includes(`PUT manifests/${TAG}`));
    });
  }

  it('that is full is left as it is', async test => {
    const registry = await startFakeRegistry(test);
    setTag(
      registry,
      index(Array.from({length: 4096}, (_, at) => ({...foreign(String(at)), annotations: {}})))
    );
    const {sink, patience} = openSink(test, registry.host);
    const error = await failureOf(attachReferrer(sink, bundle(), patience), 'full');
    assert.match(error.message, /would list 4097 referrers/);
    assert.ok(!registry.asked().includes(`PUT manifests/${TAG}`));
  });

  it('is written on condition that it did not change, and begun anew where it did', async test => {
    let rival = true;
    const registry = await startFakeRegistry(test, {
      etag: true,
      intercept: seen => {
        if (rival && seen.method === 'PUT' && onTag(seen)) {
          rival = false;
          setTag(registry, index([foreign('first'), foreign('rival')]));
        }
        return undefined;
      }
    });
    setTag(registry, index([foreign('first')]));
    const {sink, patience, waits} = openSink(test, registry.host);
    const {descriptor} = await attachReferrer(sink, bundle(), patience);
    const digests = [foreign('first').digest, foreign('rival').digest, descriptor.digest];
    assert.deepEqual(registry.listed(SUBJECT.digest), digests);
    const writes = registry.seen.filter(seen => seen.method === 'PUT' && onTag(seen));
    const conditions = writes.map(({headers}) => headers['if-match']);
    assert.equal(new Set(conditions).size, 2);
    assert.ok(conditions.every(condition => /^"sha256:[0-9a-f]{64}"$/.test(condition ?? '')));
    assert.match(waits[0]!.reason, /412/);
  });

  it('is written without a condition where the registry gives none', async test => {
    const registry = await startFakeRegistry(test);
    setTag(registry, index([foreign('first')]));
    const {sink, patience} = openSink(test, registry.host);
    await attachReferrer(sink, bundle(), patience);
    const write = registry.seen.find(seen => seen.method === 'PUT' && onTag(seen))!;
    assert.ok(!('if-match' in write.headers));
  });

  it('that never matches is an error in the end', async test => {
    const registry = await startFakeRegistry(test, {
      etag: true,
      intercept: seen => (seen.method === 'PUT' && onTag(seen) ? answer(412) : undefined)
    });
    setTag(registry, index([]));
    const {sink, patience} = openSink(test, registry.host);
    const error = await failureOf(attachReferrer(sink, bundle(), patience), 'lost');
    assert.equal(error.missing.length, 1);
    assert.match(error.message, /412 Precondition Failed; gave up|412 Precondition Failed$/);
  });

  it('that is overwritten after our write is written again, with everything that was ever seen', async test => {
    let reads = 0;
    const registry = await startFakeRegistry(test, {
      intercept: seen => {
        // Somebody who had read before both of us writes between our write and our look.
        if (seen.method === 'GET' && onTag(seen) && ++reads === 2) setTag(registry, index([foreign('late')]));
        return undefined;
      }
    });
    setTag(registry, index([foreign('early')]));
    const {sink, patience, waits} = openSink(test, registry.host);
    const {descriptor, seen} = await attachReferrer(sink, bundle(), patience);
    const all = [foreign('late').digest, descriptor.digest, foreign('early').digest];
    assert.deepEqual(registry.listed(SUBJECT.digest), all);
    assert.deepEqual(new Set(seen), new Set(all));
    assert.deepEqual(readTag(registry).manifests[2], foreign('early'));
    const lost = waits.find(({reason}) => reason.startsWith('the tag does not list'))!;
    assert.ok(lost.reason.includes(descriptor.digest) && lost.reason.includes(foreign('early').digest));
    assert.ok(
      patience.now() >= 12_000,
      'others were seen at work, so it takes longer until it counts as settled'
    );
    assert.ok(waits.some(({reason}) => reason === 'others write this tag too'));
  });

  it('that is read as it was a while ago is read until it is as it should be', async test => {
    const old = index([foreign('early')]);
    const {patience, ...rest} = {...openSinkLater()};
    const registry = await startFakeRegistry(test, {
      intercept: seen =>
        seen.method === 'GET' && onTag(seen) && rest.now() < 5000
          ? answer(200, {'content-type': INDEX_TYPE}, JSON.stringify(old))
          : undefined
    });
    setTag(registry, old);
    const opened = openSink(test, registry.host);
    patience.current = opened.patience;
    const {descriptor} = await attachReferrer(opened.sink, bundle(), opened.patience);
    assert.deepEqual(registry.listed(SUBJECT.digest), [foreign('early').digest, descriptor.digest]);
    assert.ok(opened.patience.now() >= 12_000);
  });

  it('that somebody overwrites for ever is an error that names all that is missing', async test => {
    const registry = await startFakeRegistry(test, {
      intercept: seen => (seen.method === 'PUT' && onTag(seen) ? answer(201) : undefined)
    });
    const {sink, patience} = openSink(test, registry.host);
    const promise = attachReferrer(sink, bundle(), patience);
    const error = await failureOf(promise, 'lost');
    assert.equal(error.missing.length, 1);
    assert.ok(error.message.includes(`not listed: ${error.missing[0]!}`));
    assert.ok(registry.manifests.has(error.missing[0]!), 'what was pushed stays');
  });

  it('that others still write when time is up is an error of its own', async test => {
    let reads = 0;
    const registry = await startFakeRegistry(test, {
      intercept: seen => {
        if (seen.method !== 'GET' || !onTag(seen) || ++reads !== 2) return undefined;
        const {manifests} = readTag(registry);
        setTag(registry, index([...manifests, foreign('busy')]));
        return undefined;
      }
    });
    const {sink} = openSink(test, registry.host);
    const {virtualPatience} = await import('./http-server.ts');
    const {patience} = virtualPatience(10_000);
    const error = await failureOf(attachReferrer(sink, bundle(), patience), 'unsettled');
    assert.match(error.message, /all 2 are listed, but others write the tag/);
    assert.deepEqual(error.missing, []);
  });

  it('is written again when a write breaks off, with what was listed in the meantime', async test => {
    let writes = 0;
    const registry = await startFakeRegistry(test, {
      intercept: seen => {
        if (seen.method !== 'PUT' || !onTag(seen) || ++writes > 2) return undefined;
        setTag(registry, index([foreign(String(writes))]));
        return writes === 1 ? answer(503) : response => response.socket?.destroy();
      }
    });
    const {sink, patience} = openSink(test, registry.host);
    const {descriptor} = await attachReferrer(sink, bundle(), patience);
    const all = [foreign('2').digest, foreign('1').digest, descriptor.digest];
    assert.deepEqual(new Set(registry.listed(SUBJECT.digest)), new Set(all));
  });

  it('that may not be written is an error of the registry, for good', async test => {
    for (const status of [401, 403]) {
      const registry = await startFakeRegistry(test, {
        intercept: seen => (seen.method === 'PUT' && onTag(seen) ? answer(status) : undefined)
      });
      const {sink, patience, waits} = openSink(test, registry.host);
      const error: unknown = await attachReferrer(sink, bundle(), patience).catch(
        (reason: unknown) => reason
      );
      assert.ok(error instanceof RegistryError);
      assert.deepEqual([error.method, error.status, waits.length], ['PUT', status, 0]);
    }
  });

  it('waits as long as the registry asks', async test => {
    let refusals = 1;
    const registry = await startFakeRegistry(test, {
      intercept: seen =>
        seen.method === 'PUT' && onTag(seen) && refusals-- > 0 ? answer(429, {'retry-after': '7'}) : undefined
    });
    const {sink, patience, waits} = openSink(test, registry.host);
    await attachReferrer(sink, bundle(), patience);
    assert.equal(waits[0]!.delayMs, 7000);
    assert.ok(patience.now() < 9000, 'a refusal is no sign of others at work');
  });
});

/** A clock that is known only once a sink is open. */
function openSinkLater(): {patience: {current: {now: () => number} | undefined}; now: () => number} {
  const patience: {current: {now: () => number} | undefined} = {current: undefined};
  return {patience, now: () => patience.current?.now() ?? 0};
}

describe('restoring referrers', () => {
  it('writes nothing where all are listed, by whatever means', async test => {
    for (const options of [{}, {ociSubject: true, api: 'list'}] as const) {
      const registry = await startFakeRegistry(test, options);
      const {sink, patience} = openSink(test, registry.host);
      const {referrers} = await attachReferrer(sink, bundle(), patience);
      registry.seen.length = 0;
      const later = openSink(test, registry.host);
      assert.deepEqual(await restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience), []);
      assert.ok(registry.seen.every(({method}) => method === 'GET'));
      assert.equal(later.patience.now(), 0);
    }
  });

  it('lists again what another writer dropped, and keeps what that one wrote', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const {referrers, descriptor} = await attachReferrer(sink, bundle(), patience);
    setTag(registry, index([foreign('cosign')]));
    const later = openSink(test, registry.host);
    const restored = await restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience);
    assert.deepEqual(restored, [descriptor]);
    assert.deepEqual(registry.listed(SUBJECT.digest), [foreign('cosign').digest, descriptor.digest]);
    const {mediaType, digest, size} = descriptor;
    const listed = {mediaType, digest, size, artifactType: BUNDLE_TYPE, annotations: ANNOTATIONS};
    assert.deepEqual(readTag(registry).manifests[1], listed);
  });

  for (const status of [403, 500]) {
    it(`looks at the tag where the Referrers API answers ${String(status)}, as it did before`, async test => {
      const api = answer(status, {'content-type': 'application/json'}, '{"errors":[{"code":"DENIED"}]}');
      const registry = await startFakeRegistry(test, {api});
      const {sink, patience} = openSink(test, registry.host);
      const {referrers, descriptor, via} = await attachReferrer(sink, bundle(), patience);
      assert.equal(via, 'tag');
      const restore = () => {
        const later = openSink(test, registry.host);
        return restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience);
      };
      assert.deepEqual(await restore(), []);
      setTag(registry, index([foreign('cosign')]));
      assert.deepEqual(await restore(), [descriptor]);
    });
  }

  it('lists again what is under no tag any more', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const {referrers, descriptor} = await attachReferrer(sink, bundle(), patience);
    registry.tags.clear();
    const later = openSink(test, registry.host);
    await restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience);
    assert.deepEqual(registry.listed(SUBJECT.digest), [descriptor.digest]);
  });

  it('lists again all that is still there, and then says what is gone', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    await attachReferrer(sink, bundle(), patience);
    const {referrers, descriptor} = await attachReferrer(sink, bundle('deleted'), patience);
    registry.tags.clear();
    registry.manifests.delete(descriptor.digest);
    const later = openSink(test, registry.host);
    const restoring = restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience);
    const error = await failureOf(restoring, 'gone');
    assert.deepEqual(error.missing, [descriptor.digest]);
    assert.ok(error.message.includes(descriptor.digest));
    const {digest} = referrers.find(one => one.digest !== descriptor.digest)!;
    assert.deepEqual(registry.listed(SUBJECT.digest), [digest]);
  });

  it('waits a second from now where the tag was written just before, and looks all the time', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const {referrers} = await attachReferrer(sink, bundle(), patience, SETTLED_LATER);
    assert.equal(patience.now(), 0);
    registry.seen.length = 0;
    const later = openSink(test, registry.host);
    const restoring = {writtenAt: later.patience.now() - 5000};
    const restore = () => restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience, restoring);
    assert.deepEqual(await restore(), []);
    assert.ok(later.patience.now() >= 1000 && later.patience.now() < 1100, String(later.patience.now()));
    assert.ok(registry.seen.every(({method}) => method === 'GET'));
    assert.ok(registry.seen.filter(onTag).length >= 4);
  });

  it('waits longer where others wrote the tag too, unless that was long ago', async test => {
    for (const [age, waited] of [
      [2000, 12_000],
      [12_000, 0]
    ] as const) {
      const registry = await startFakeRegistry(test);
      const {sink, patience} = openSink(test, registry.host);
      const {referrers} = await attachReferrer(sink, bundle(), patience);
      setTag(registry, index([...readTag(registry).manifests, foreign('cosign')]));
      const later = openSink(test, registry.host);
      const restoring = {writtenAt: later.patience.now() - age};
      await restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience, restoring);
      const now = later.patience.now();
      assert.ok(now >= waited && now <= waited + 100, `${String(age)}: ${String(now)}`);
    }
  });

  it('lists again what is overwritten while it waits', async test => {
    let reads = 0;
    const registry = await startFakeRegistry(test, {
      intercept: seen => {
        if (seen.method === 'GET' && onTag(seen) && ++reads === 3) setTag(registry, index([foreign('late')]));
        return undefined;
      }
    });
    const {sink, patience} = openSink(test, registry.host);
    const {referrers, descriptor} = await attachReferrer(sink, bundle(), patience, SETTLED_LATER);
    const later = openSink(test, registry.host);
    const restoring = {writtenAt: later.patience.now()};
    assert.deepEqual(
      await restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience, restoring),
      [descriptor]
    );
    assert.deepEqual(registry.listed(SUBJECT.digest), [foreign('late').digest, descriptor.digest]);
    assert.ok(later.patience.now() >= 12_000);
  });

  it('pushes again what the API lists no longer', async test => {
    let forgets = false;
    const registry = await startFakeRegistry(test, {
      ociSubject: true,
      api: 'list',
      intercept: seen => {
        if (seen.method === 'PUT') forgets = false;
        return forgets && seen.url.includes('/referrers/') ? answerIndex([foreign('cosign')]) : undefined;
      }
    });
    const {sink, patience} = openSink(test, registry.host);
    const {referrers, descriptor} = await attachReferrer(sink, bundle(), patience);
    forgets = true;
    const later = openSink(test, registry.host);
    assert.deepEqual(await restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience), [
      descriptor
    ]);
    assert.equal(registry.tags.size, 0);
  });

  it('fails where the manifest itself is gone', async test => {
    const registry = await startFakeRegistry(test, {ociSubject: true, api: answerIndex([foreign('cosign')])});
    for (const awaitAbsent of [true, false]) {
      const {sink, patience} = openSink(test, registry.host, {awaitAbsent});
      const gone: Descriptor = {mediaType: MANIFEST_TYPE, digest: digestBytes(Buffer.from('gone')), size: 4};
      const error = await failureOf(restoreReferrers(sink, SUBJECT.digest, [gone], patience), 'gone');
      assert.deepEqual(error.missing, [gone.digest]);
    }
  });

  it('leaves a tag alone that names something else', async test => {
    const registry = await startFakeRegistry(test);
    const {sink, patience} = openSink(test, registry.host);
    const {referrers} = await attachReferrer(sink, bundle(), patience);
    setTag(registry, '<html>');
    const later = openSink(test, registry.host);
    await failureOf(restoreReferrers(later.sink, SUBJECT.digest, referrers, later.patience), 'occupied');
  });
});
